//! Session slips: each session of each person by day with what its slip says, the sessions without
//! one, and the slips without a session; and what became of slips after they were accepted.

mod sessions;
mod table;
mod written;

pub(crate) use table::COLUMNS;
pub use table::slips_table;

use crate::booking::Stretch;
use crate::json;
use crate::{Moment, Period, Source};
use model::{
    AcceptedSlipId, BookingId, PersonId, ProductionId, RoomId, SlipId, TaskId, Value, WaitingCause,
};
use serde::Serialize;
use sessions::sessions;
use units::{Days, Minutes, NaiveDate};
use written::{accepted, alone, blank, recorded, say, say_recorded, written};

/// How far a slip has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SlipState {
    /// The session is over and nobody has begun a slip.
    Missing,
    /// The session is not over yet.
    Ahead,
    /// It is being filled in.
    Draft,
    /// It was handed in and waits for coordination.
    HandedIn,
    /// It was accepted.
    Accepted,
    /// It says something else than what was accepted.
    Changed,
}

/// A session of a person on a day, and what is said of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SlipView {
    /// The slip; none where nobody has begun one.
    #[serde(serialize_with = "json::optional_text")]
    pub id: Option<SlipId>,
    /// How far it has come.
    pub state: SlipState,
    /// What was accepted of it, in the plan; also where coordination recorded it itself.
    #[serde(serialize_with = "json::optional_text")]
    pub accepted: Option<AcceptedSlipId>,
    /// When.
    pub accepted_at: Option<Moment>,
    /// By whom; empty where that is not known.
    pub accepted_by: String,
    /// When it was handed in.
    pub handed_in: Option<Moment>,
    /// Who works.
    #[serde(serialize_with = "json::text")]
    pub person: PersonId,
    /// Their name.
    pub person_name: String,
    /// The working day.
    #[serde(serialize_with = "json::optional_date")]
    pub day: Option<NaiveDate>,
    /// For which production.
    #[serde(serialize_with = "json::optional_text")]
    pub production: Option<ProductionId>,
    /// Its title.
    pub title: String,
    /// The task.
    #[serde(serialize_with = "json::optional_text")]
    pub task: Option<TaskId>,
    /// Its name.
    pub task_name: String,
    /// The session as planned.
    #[serde(serialize_with = "json::optional_text")]
    pub booking: Option<BookingId>,
    /// The room.
    #[serde(serialize_with = "json::optional_text")]
    pub room: Option<RoomId>,
    /// Its name.
    pub room_name: String,
    /// When it was planned, on that day.
    pub planned: Option<Stretch>,
    /// Work that was planned, lunch not counted.
    #[serde(rename = "planned_minutes", serialize_with = "json::optional_minutes")]
    pub planned_work: Option<Minutes>,
    /// When it really began.
    pub start: Option<Moment>,
    /// When it was really over.
    pub end: Option<Moment>,
    /// Time worked, without breaks.
    #[serde(rename = "worked_minutes", serialize_with = "json::optional_minutes")]
    pub worked: Option<Minutes>,
    /// What remains of the task in the technician's estimate.
    #[serde(rename = "remaining_minutes", serialize_with = "json::optional_minutes")]
    pub remaining: Option<Minutes>,
    /// Breaks within.
    #[serde(rename = "break_minutes", serialize_with = "json::optional_minutes")]
    pub breaks: Option<Minutes>,
    /// Time in which nothing could be done.
    #[serde(rename = "waiting_minutes", serialize_with = "json::optional_minutes")]
    pub waiting: Option<Minutes>,
    /// Why.
    #[serde(serialize_with = "json::optional_word")]
    pub waiting_cause: Option<WaitingCause>,
    /// What was done.
    pub done: String,
    /// Supplies and media used.
    pub supplies: String,
    /// Remarks.
    pub remark: String,
    /// What it says that was not accepted so.
    pub changes: Vec<SlipChange>,
}

/// A field of a slip that says something else than what was accepted, each as a document keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SlipChange {
    /// The field.
    pub field: &'static str,
    /// What was accepted.
    #[serde(serialize_with = "value_text")]
    pub accepted: Value,
    /// What the slip says now.
    #[serde(serialize_with = "value_text")]
    pub now: Value,
}

/// Which slips are wanted; what is not named is not looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SlipFilter {
    /// Of one person.
    pub person: Option<PersonId>,
    /// Of one production.
    pub production: Option<ProductionId>,
    /// Of these days. What states no day lies in every period.
    pub period: Period,
}

fn value_text<S: serde::Serializer>(value: &Value, serializer: S) -> Result<S::Ok, S::Error> {
    match value {
        Value::Text(text) => serializer.serialize_str(text),
        Value::Integer(number) => serializer.serialize_i64(*number),
        Value::Nothing | Value::Flag(_) | Value::Set(_) | Value::Map(_) => {
            serializer.serialize_none()
        }
    }
}

impl SlipState {
    /// Every word, for messages `slip-state-<word>`.
    pub const WORDS: [&'static str; 6] =
        ["missing", "ahead", "draft", "handed_in", "accepted", "changed"];

    /// Its word.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Ahead => "ahead",
            Self::Draft => "draft",
            Self::HandedIn => "handed_in",
            Self::Accepted => "accepted",
            Self::Changed => "changed",
        }
    }
}

impl SlipFilter {
    fn wants(&self, person: PersonId, production: Option<ProductionId>) -> bool {
        self.person.is_none_or(|wanted| wanted == person)
            && self.production.is_none_or(|wanted| production == Some(wanted))
    }

    /// Could a booking take a wanted day? Zones differ by a day at most.
    fn may_meet(&self, booking: &model::Booking) -> bool {
        let Some((start, end)) = booking.start.zip(booking.end) else { return false };
        let (first, last) = (start.date().pred_opt(), end.date().succ_opt());
        self.period.to.is_none_or(|to| first.is_none_or(|first| first <= to))
            && self.period.from.is_none_or(|from| last.is_none_or(|last| last >= from))
    }

    fn has(&self, day: Option<NaiveDate>) -> bool {
        day.is_none_or(|day| {
            self.period.from.is_none_or(|from| day >= from)
                && self.period.to.is_none_or(|to| day <= to)
        })
    }
}

/// The slips and the sessions that want one, by day, then by room, by person, by start.
pub fn slips(source: &Source<'_>, filter: &SlipFilter) -> Vec<SlipView> {
    let mut written = written(source, filter);
    let mut found = sessions(source, filter);
    let accepted = accepted(source);
    let mut recorded = recorded(source, filter);
    for view in &mut found {
        let key = (view.person, view.booking, view.day);
        if let Some(slip) = written.get_mut(&key).and_then(taken) {
            say(source, &accepted, view, slip);
        } else if let Some((_, accepted)) = recorded.get_mut(&key).and_then(taken) {
            say_recorded(source, view, accepted);
        } else {
            let is_over = view
                .planned
                .is_none_or(|planned| planned.end.zone.tick(planned.end.at) <= source.report.now());
            view.state = if is_over { SlipState::Missing } else { SlipState::Ahead };
        }
    }
    found.extend(alone(source, &accepted, written));
    for ((person, booking, day), of) in recorded {
        for (production, accepted) in of {
            let mut view = blank(source, person, day);
            view.booking = booking;
            view.production = Some(production);
            view.title = source.production(production);
            say_recorded(source, &mut view, accepted);
            found.push(view);
        }
    }
    found.sort_by(|a, b| order(a).cmp(&order(b)));
    found
}

/// How many days back the last sessions are looked for: over a weekend and two holidays.
const LAST_DAYS: u64 = 5;

/// The slips of the last day before today on which somebody worked, those that want something of
/// coordination first. None while nobody in the house writes slips.
pub fn slips_of_last_day(source: &Source<'_>) -> Vec<SlipView> {
    let is_in_use = source.desks.values().any(|desk| !desk.slips.is_empty())
        || source.plans.values().any(|plan| !plan.accepted_slips.is_empty());
    if !is_in_use {
        return Vec::new();
    }
    let back = |days| source.today().checked_sub_days(Days::new(days));
    let period = Period { from: back(LAST_DAYS), to: back(1) };
    let mut found = slips(source, &SlipFilter { period, ..SlipFilter::default() });
    let last = found.iter().filter_map(|view| view.day).max();
    found.retain(|view| view.day.is_some() && view.day == last);
    let place = |view: &SlipView| match view.state {
        SlipState::HandedIn => 0,
        SlipState::Changed => 1,
        SlipState::Missing => 2,
        SlipState::Draft => 3,
        SlipState::Ahead => 4,
        SlipState::Accepted => 5,
    };
    found.sort_by_key(place);
    found
}

/// The first of several, taken out.
fn taken<T>(several: &mut Vec<T>) -> Option<T> {
    (!several.is_empty()).then(|| several.remove(0))
}

/// The slips that are not settled, of whatever day: those that coordination has not accepted, and
/// those that say something else since. By day, then as [`slips`].
pub fn unsettled_slips(source: &Source<'_>, person: Option<PersonId>) -> Vec<SlipView> {
    let filter = SlipFilter { person, ..SlipFilter::default() };
    let mut found = alone(source, &accepted(source), written(source, &filter));
    found.retain(|view| view.state != SlipState::Accepted);
    found.sort_by(|a, b| order(a).cmp(&order(b)));
    found
}

fn order(view: &SlipView) -> impl Ord + '_ {
    let start = view.planned.map(|planned| planned.start.at).or(view.start.map(|start| start.at));
    (view.day, &view.room_name, &view.person_name, start, view.booking, view.id)
}
