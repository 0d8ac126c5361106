//! Session slips (*bons de séance*): what a technician says of a day's work, kept at their desk, and
//! what coordination has accepted of it, kept in the plan (domain.md 2.5).
//!
//! What hours count as, in overtime or at night, is no part of a slip: rules of pay may change, and
//! are replayed on the bare hours (pay_and_invoice.md).

use crate::choice::choices;
use crate::record::record;
use crate::{BookingId, PersonId, ProductionId, Record, RoomId, SlipId, TaskId, Value};
use std::collections::BTreeMap;
use units::{Minutes, NaiveDate, NaiveDateTime};

choices! {
    /// Why one waited.
    pub enum WaitingCause {
        /// Nobody has said.
        Unstated = "unstated",
        /// The client was late, or had not decided.
        Client = "client",
        /// Rushes, archives or files were missing.
        Material = "material",
        /// Something did not work.
        Breakdown = "breakdown",
        /// The house was not ready.
        House = "house",
    }
    absent Unstated
}

record! {
    /// What a technician says of one session.
    pub struct Slip(SlipId) {
        /// For which production.
        production: Option<ProductionId>,
        /// The task that was worked on.
        task: Option<TaskId>,
        /// The session as it was planned, if it was.
        booking: Option<BookingId>,
        /// In which room.
        room: Option<RoomId>,
        /// As what: a function of the trade.
        function: Option<String>,
        /// The working day it counts for: a session may pass midnight.
        day: Option<NaiveDate>,
        /// When work really began, on the wall clock of the session.
        start: Option<NaiveDateTime>,
        /// When it was really over.
        end: Option<NaiveDateTime>,
        /// Breaks within.
        breaks: Minutes,
        /// Time in which nothing could be done; it is worked time.
        waiting: Minutes,
        /// Why.
        waiting_cause: WaitingCause,
        /// What was done, in the words of the trade: minutes edited, reels mixed.
        done: String,
        /// What remains of the task in the technician's estimate; not said if not stated.
        remaining: Option<Minutes>,
        /// Supplies and media used.
        supplies: String,
        /// Remarks.
        remark: String,
        /// When the technician handed it in, which is their signature; a draft until then.
        handed_in: Option<NaiveDateTime>,
    }
}

record! {
    /// A slip as coordination has accepted it: what it said then, whatever becomes of it.
    ///
    /// The fields it shares with [`Slip`], by name, are copies. It has an identifier of its own: the
    /// same slip may be accepted on two machines at once.
    pub struct AcceptedSlip(AcceptedSlipId) {
        /// The slip.
        slip: Option<SlipId>,
        /// Whose.
        person: Option<PersonId>,
        /// When it was accepted, on the wall clock of the house.
        accepted: Option<NaiveDateTime>,
        /// Who accepted it.
        accepted_by: Option<PersonId>,
        /// What the slip said later when coordination looked at it and kept this all the same.
        kept_over: Option<String>,
        /// The task that was worked on.
        task: Option<TaskId>,
        /// The session as it was planned, if it was.
        booking: Option<BookingId>,
        /// In which room.
        room: Option<RoomId>,
        /// As what.
        function: Option<String>,
        /// The working day it counts for.
        day: Option<NaiveDate>,
        /// When work really began.
        start: Option<NaiveDateTime>,
        /// When it was really over.
        end: Option<NaiveDateTime>,
        /// Breaks within.
        breaks: Minutes,
        /// Time in which nothing could be done.
        waiting: Minutes,
        /// Why.
        waiting_cause: WaitingCause,
        /// What was done.
        done: String,
        /// What remained of the task.
        remaining: Option<Minutes>,
        /// Supplies and media used.
        supplies: String,
        /// Remarks.
        remark: String,
    }
}

impl Slip {
    /// The time worked: from beginning to end without breaks; waiting counts. `None` while an end is
    /// lacking.
    pub fn worked(&self) -> Option<Minutes> {
        worked(self.start, self.end, self.breaks)
    }

    /// Has it been handed in?
    pub fn is_handed_in(&self) -> bool {
        self.handed_in.is_some()
    }

    /// The slip as it is accepted now.
    pub fn accepted(
        &self,
        id: crate::AcceptedSlipId,
        person: PersonId,
        now: NaiveDateTime,
    ) -> AcceptedSlip {
        let record = AcceptedSlip::from_values(id.into(), &self.to_values(), &mut Vec::new());
        AcceptedSlip {
            order: crate::Order::default(),
            slip: Some(self.id),
            person: Some(person),
            accepted: Some(now),
            ..record
        }
    }

    /// What it says otherwise than what was accepted, as one text: equal texts say the same.
    pub fn said(&self, accepted: &AcceptedSlip) -> String {
        let values = self.to_values();
        let changed = self.changed_since(accepted).into_iter();
        let line = |key: &str| {
            let value = match values.get(key) {
                Some(Value::Text(text)) => text.clone(),
                Some(Value::Integer(number)) => number.to_string(),
                Some(Value::Nothing | Value::Flag(_) | Value::Set(_) | Value::Map(_)) | None => {
                    String::new()
                }
            };
            format!("{key}={value}\n")
        };
        changed.map(line).collect()
    }

    /// The fields that say something else than what was accepted.
    pub fn changed_since(&self, accepted: &AcceptedSlip) -> Vec<&'static str> {
        let (ours, theirs) = (self.to_values(), accepted.to_values());
        let shared = Self::FIELDS.iter().map(|field| field.key);
        shared
            .filter(|key| theirs.contains_key(*key) && ours.get(*key) != theirs.get(*key))
            .collect()
    }
}

impl AcceptedSlip {
    /// The slip as it was accepted, of a production.
    pub fn slip(&self, production: Option<ProductionId>) -> Slip {
        let id = self.slip.unwrap_or_default();
        let slip = Slip::from_values(id.into(), &self.to_values(), &mut Vec::new());
        Slip { order: crate::Order::default(), production, ..slip }
    }

    /// Has coordination looked at what the slip says now, and kept what it had accepted?
    pub fn is_kept_over(&self, slip: &Slip) -> bool {
        self.kept_over.as_ref().is_some_and(|said| *said == slip.said(self))
    }

    /// The time worked, as [`Slip::worked`].
    pub fn worked(&self) -> Option<Minutes> {
        worked(self.start, self.end, self.breaks)
    }
}

impl crate::Plan {
    /// What was accepted of a slip: of several the last, by moment, then by identifier.
    pub fn accepted(&self, slip: SlipId) -> Option<&AcceptedSlip> {
        let of = self.accepted_slips.values().filter(|accepted| accepted.slip == Some(slip));
        of.max_by_key(|accepted| (accepted.accepted, accepted.id)).map(AsRef::as_ref)
    }

    /// The same of every slip.
    pub fn accepted_by_slip(&self) -> BTreeMap<SlipId, &AcceptedSlip> {
        let mut last: BTreeMap<SlipId, &AcceptedSlip> = BTreeMap::new();
        for accepted in self.accepted_slips.values() {
            let Some(slip) = accepted.slip else { continue };
            let known = last.entry(slip).or_insert(accepted);
            if (known.accepted, known.id) < (accepted.accepted, accepted.id) {
                *known = accepted;
            }
        }
        last
    }
}

fn worked(
    start: Option<NaiveDateTime>,
    end: Option<NaiveDateTime>,
    breaks: Minutes,
) -> Option<Minutes> {
    let (start, end) = start.zip(end)?;
    Some(Minutes((end - start).num_minutes() - breaks.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{AcceptedSlipId, Plan, RawId};
    use std::sync::Arc;
    use units::parse_date_time;

    fn slip() -> Slip {
        let mut slip = Slip::new(SlipId(RawId(1)));
        slip.start = parse_date_time("2026-11-24T22:15");
        slip.end = parse_date_time("2026-11-25T03:45");
        slip.breaks = Minutes(30);
        slip.remaining = Some(Minutes(960));
        slip
    }

    #[test]
    fn a_night_counts_from_its_beginning_to_its_end_without_the_break() {
        assert_eq!(slip().worked(), Some(Minutes(300)));
        assert_eq!(Slip { end: None, ..slip() }.worked(), None);
    }

    #[test]
    fn what_was_accepted_is_a_copy_of_all_a_slip_says_of_the_session() {
        let (slip, now) = (slip(), parse_date_time("2026-11-25T09:00").unwrap());
        let accepted = slip.accepted(AcceptedSlipId(RawId(2)), PersonId(RawId(3)), now);
        assert_eq!((accepted.slip, accepted.person), (Some(slip.id), Some(PersonId(RawId(3)))));
        assert_eq!((accepted.worked(), accepted.remaining), (slip.worked(), slip.remaining));
        assert!(slip.changed_since(&accepted).is_empty());
        let left_out: Vec<_> = Slip::FIELDS
            .iter()
            .map(|field| field.key)
            .filter(|key| AcceptedSlip::FIELDS.iter().all(|field| field.key != *key))
            .collect();
        assert_eq!(left_out, ["production", "handed_in"], "the plan is the production's");
        let later = Slip { breaks: Minutes(0), remark: "more".into(), ..slip };
        assert_eq!(later.changed_since(&accepted), ["breaks", "remark"]);
        assert_eq!(later.said(&accepted), "breaks=0\nremark=more\n");
        let kept = AcceptedSlip { kept_over: Some(later.said(&accepted)), ..accepted };
        assert!(kept.is_kept_over(&later));
        assert!(!kept.is_kept_over(&Slip { remark: "even more".into(), ..later }));
    }

    #[test]
    fn of_two_acceptances_of_one_slip_the_later_counts() {
        let slip = slip();
        let mut plan = Plan::new(ProductionId(RawId(9)));
        for (id, at) in [(5, "2026-11-25T10:00"), (6, "2026-11-25T09:00")] {
            let now = parse_date_time(at).unwrap();
            let accepted = slip.accepted(AcceptedSlipId(RawId(id)), PersonId::default(), now);
            plan.accepted_slips.insert(accepted.id, Arc::new(accepted));
        }
        assert_eq!(plan.accepted(slip.id).unwrap().id, AcceptedSlipId(RawId(5)));
        assert_eq!(plan.accepted_by_slip()[&slip.id].id, AcceptedSlipId(RawId(5)));
        assert!(plan.accepted(SlipId(RawId(77))).is_none());
    }
}
