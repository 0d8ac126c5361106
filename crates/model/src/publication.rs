//! Publications: what coordination sends to the client of a production, a copy of the plan and a
//! price, and what the client answers. The two halves of the client room (architecture.md).
//!
//! Which tasks stand in a publication, and with what dates, is the node's to say: here is their form.

use crate::choice::choices;
use crate::field::read_map;
use crate::record::record;
use crate::{
    Choice, FieldKind, FieldValue, Mismatch, PersonId, PublicationId, Step, TaskId, Value,
};
use std::collections::BTreeMap;
use std::fmt::{self, Display, Formatter};
use units::{Money, NaiveDate, NaiveDateTime, format_date_time, parse_date_time};

choices! {
    /// How much of the plan is sent.
    pub enum PublishedDetail {
        /// The outermost tasks and groups, and the dates to be met.
        Steps = "steps",
        /// Every task.
        Tasks = "tasks",
    }
    absent Steps
}

choices! {
    /// What a client says to a publication.
    pub enum ClientVerdict {
        /// A remark or a question; nothing is agreed to.
        Remark = "remark",
        /// The client agrees (*bon pour accord*).
        Agreed = "agreed",
        /// The client does not.
        Refused = "refused",
    }
    absent Remark
}

/// What a line of a published plan is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineKind {
    /// A task.
    Task,
    /// A group of tasks.
    Group,
    /// A date to be met.
    Milestone,
}

/// One line of a published plan: what the client may know of a task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedLine {
    /// The task, so that what was sent can be compared.
    pub task: TaskId,
    /// Depth in the outline: 0 is outermost.
    pub level: u8,
    /// What it is.
    pub kind: LineKind,
    /// Step of the trade.
    pub step: Step,
    /// Is it finished?
    pub finished: bool,
    /// Start on the wall clock of the house.
    pub start: Option<NaiveDateTime>,
    /// Finish likewise.
    pub finish: Option<NaiveDateTime>,
    /// Name.
    pub name: String,
}

/// The lines of a published plan, in the order of the plan.
pub type PublishedLines = Vec<PublishedLine>;

record! {
    /// A copy of the plan and a price, as they were sent to the client; it never changes.
    pub struct Publication(PublicationId) {
        /// Its number within the production, from 1; two that were sent apart may have the same.
        number: i64,
        /// Its name.
        name: String,
        /// The title of the production.
        title: String,
        /// The name of the house.
        house: String,
        /// Words to the client.
        remark: String,
        /// When it was sent, on the wall clock of the house.
        published: Option<NaiveDateTime>,
        /// Who sent it. Their name stays in the directory, which can forget it.
        published_by: Option<PersonId>,
        /// How much of the plan it is.
        detail: PublishedDetail,
        /// Is the client asked to agree?
        agreement: bool,
        /// The price, without tax, if one is sent.
        price: Option<Money>,
        /// The day the master is due.
        delivery: Option<NaiveDate>,
        /// The plan.
        lines: PublishedLines,
    }
}

record! {
    /// What the client answers to a publication; it never changes.
    pub struct Answer(AnswerId) {
        /// To which.
        publication: Option<PublicationId>,
        /// What is said.
        verdict: ClientVerdict,
        /// The name it is signed with: kept here, and not in the directory alone, because it is the
        /// evidence of an agreement, to be kept for ten years (Code de commerce, art. L. 123-22).
        signed: String,
        /// Words to coordination.
        remark: String,
        /// When, on the wall clock of the house as far as the client's machine knows it.
        answered: Option<NaiveDateTime>,
        /// Who answered.
        answered_by: Option<PersonId>,
        /// The price the publication had then.
        price: Option<Money>,
        /// The day of delivery it had then.
        delivery: Option<NaiveDate>,
    }
}

impl Answer {
    /// Is what was answered to what the publication says now? A publication is never changed by this
    /// program; who sees that one was is not to take the agreement for granted.
    pub fn is_to(&self, publication: &Publication) -> bool {
        (self.price, self.delivery) == (publication.price, publication.delivery)
    }
}

impl LineKind {
    const ALL: [(Self, &'static str); 3] =
        [(Self::Task, "task"), (Self::Group, "group"), (Self::Milestone, "milestone")];

    /// Its word.
    pub fn key(self) -> &'static str {
        Self::ALL.iter().find(|(kind, _)| *kind == self).map_or("task", |(_, key)| key)
    }

    /// What a newer program calls otherwise is shown as a task.
    fn from_key(key: &str) -> Self {
        Self::ALL.iter().find(|(_, known)| *known == key).map_or(Self::Task, |(kind, _)| *kind)
    }
}

impl Display for LineKind {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.key())
    }
}

impl PublishedLine {
    /// Reads its written form, that of a publication's entries; `None` for what is no line.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.splitn(8, '/');
        let mut part = || parts.next();
        Some(Self {
            task: part()?.parse().ok()?,
            level: part()?.parse().ok()?,
            kind: LineKind::from_key(part()?),
            step: Step::from_key(part()?),
            finished: part()? == "finished",
            start: parse_date_time(part()?),
            finish: parse_date_time(part()?),
            name: part()?.to_owned(),
        })
    }

    fn written(&self) -> String {
        let moment = |at: Option<NaiveDateTime>| at.map(format_date_time).unwrap_or_default();
        format!(
            "{}/{}/{}/{}/{}/{}/{}/{}",
            self.task,
            self.level,
            self.kind.key(),
            // The word of a newer program may hold anything.
            self.step.key().replace('/', "_"),
            if self.finished { "finished" } else { "" },
            moment(self.start),
            moment(self.finish),
            self.name,
        )
    }
}

/// Written `<task>/0/task/edit/finished/2026-11-23T09:00/2026-11-27T18:00/Montage` by place, `00001` being
/// the first; other entries are left out.
impl FieldValue for PublishedLines {
    const KIND: FieldKind = FieldKind::PublishedLines;
    fn absent() -> Self {
        Self::new()
    }
    fn read(value: &Value) -> Result<Self, Mismatch> {
        let entries = read_map(value, "published-lines")?;
        Ok(entries.values().filter_map(|text| PublishedLine::parse(text)).collect())
    }
    fn write(&self) -> Value {
        let lines = self.iter().zip(1..);
        let placed = |(line, place): (&PublishedLine, u32)| (format!("{place:05}"), line.written());
        Value::Map(lines.map(placed).collect::<BTreeMap<_, _>>())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{RawId, Record};
    use proptest::prelude::*;

    fn line(name: &str) -> PublishedLine {
        PublishedLine {
            task: TaskId(RawId(7)),
            level: 1,
            kind: LineKind::Task,
            step: Step::Edit,
            finished: true,
            start: parse_date_time("2026-11-23T09:00"),
            finish: None,
            name: name.to_owned(),
        }
    }

    fn read(entries: &[(&str, &str)]) -> PublishedLines {
        let entries = entries.iter().map(|(key, text)| ((*key).to_owned(), (*text).to_owned()));
        PublishedLines::read(&Value::Map(entries.collect())).unwrap()
    }

    #[test]
    fn a_name_with_strokes_in_it_comes_back_as_it_was() {
        let lines = vec![line("Montage / étalonnage"), line("")];
        let written = lines.write();
        let text = "00000000000000000000000007/1/task/edit/finished/2026-11-23T09:00//Montage / étalonnage";
        let Value::Map(entries) = &written else { panic!("lines are entries") };
        assert_eq!(entries["00001"], text);
        assert_eq!(PublishedLines::read(&written), Ok(lines));
    }

    #[test]
    fn what_is_no_line_is_left_out_and_words_of_newer_programs_are_read_over() {
        let lines = read(&[
            (
                "00001",
                "00000000000000000000000007/0/phase/holography/soon/2026-11-23T09:00/tomorrow/Hologramme",
            ),
            ("00002", "no line"),
            ("00003", "00000000000000000000000007/300/task/edit////Trop profond"),
        ]);
        let [only] = lines.as_slice() else { panic!("one line is one") };
        assert_eq!((only.kind, only.step.key()), (LineKind::Task, "holography"));
        assert_eq!((only.finished, only.finish), (false, None));
        assert_eq!(only.name, "Hologramme");
    }

    #[test]
    fn an_answer_is_to_the_price_and_the_day_that_were_sent() {
        let mut publication = Publication::new(PublicationId(RawId(1)));
        publication.price = "1200 EUR".parse().ok();
        let answer = Answer { price: publication.price, ..Answer::new(crate::AnswerId(RawId(2))) };
        assert!(answer.is_to(&publication));
        publication.price = "1300 EUR".parse().ok();
        assert!(!answer.is_to(&publication));
    }

    proptest! {
        #[test]
        fn lines_come_back_in_their_order(names in proptest::collection::vec(".{0,12}", 0..150), levels: u8) {
            let of = |name: &String| PublishedLine { level: levels, ..line(name) };
            let lines: PublishedLines = names.iter().map(of).collect();
            let record = Publication { lines: lines.clone(), ..Publication::new(PublicationId(RawId(1))) };
            let mut problems = Vec::new();
            let read = Publication::from_values(RawId(1), &record.to_values(), &mut problems);
            prop_assert_eq!(read.lines, lines);
            prop_assert!(problems.is_empty());
        }
    }
}
