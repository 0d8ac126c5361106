//! Session slips: each session of each person by day with what its slip says, the sessions without
//! one, and the slips without a session; and what became of slips after they were accepted.

use crate::booking::Stretch;
use crate::json;
use crate::{Cell, CellKind, Column, Moment, Period, Source, Table};
use model::{
    AcceptedSlip, AcceptedSlipId, BookingId, BookingState, PersonId, ProductionId, RoomId, Slip,
    SlipId, TaskId, Value,
};
use serde::Serialize;
use std::collections::BTreeMap;
use units::{Days, Minutes, NaiveDate, TickRange};

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
    /// What was done.
    pub done: String,
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
    let days = (1..=LAST_DAYS).filter_map(|back| source.today().checked_sub_days(Days::new(back)));
    let of = |day: NaiveDate| {
        let period = Period { from: Some(day), to: Some(day) };
        slips(source, &SlipFilter { period, ..SlipFilter::default() })
    };
    let last = days.filter(|_| is_in_use).map(of).find(|of| !of.is_empty());
    let mut found = last.unwrap_or_default();
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

/// A session of a person on a day.
type Session = (PersonId, Option<BookingId>, Option<NaiveDate>);

/// What coordination has accepted of sessions whose slips are not here: it recorded them itself, or
/// this machine does not receive the desk.
fn recorded<'a>(
    source: &Source<'a>,
    filter: &SlipFilter,
) -> BTreeMap<Session, Vec<(ProductionId, &'a AcceptedSlip)>> {
    let mut recorded: BTreeMap<Session, Vec<(ProductionId, &AcceptedSlip)>> = BTreeMap::new();
    for (production, plan) in source.plans {
        for accepted in plan.accepted_slips.values().filter(|it| filter.has(it.day)) {
            let Some(person) = accepted.person else { continue };
            let desk = source.desks.get(&person);
            let is_here = |slip| desk.is_some_and(|desk| desk.slips.contains_key(&slip));
            if accepted.slip.is_some_and(is_here) || !filter.wants(person, Some(*production)) {
                continue;
            }
            let session = (person, accepted.booking, accepted.day);
            recorded.entry(session).or_default().push((*production, accepted));
        }
    }
    recorded
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

/// What was accepted of every slip, by production.
type Accepted<'a> = BTreeMap<ProductionId, BTreeMap<SlipId, &'a AcceptedSlip>>;

fn accepted<'a>(source: &Source<'a>) -> Accepted<'a> {
    source.plans.iter().map(|(id, plan)| (*id, plan.accepted_by_slip())).collect()
}

/// Slips as they are, without the sessions they are of.
fn alone(source: &Source<'_>, accepted: &Accepted<'_>, written: Written<'_>) -> Vec<SlipView> {
    let all = written
        .into_iter()
        .flat_map(|((person, ..), slips)| slips.into_iter().map(move |slip| (person, slip)));
    let view = |(person, slip): (PersonId, &Slip)| {
        let mut view = blank(source, person, slip.day);
        view.booking = slip.booking;
        say(source, accepted, &mut view, slip);
        view
    };
    all.map(view).collect()
}

fn order(view: &SlipView) -> impl Ord + '_ {
    let start = view.planned.map(|planned| planned.start.at).or(view.start.map(|start| start.at));
    (view.day, &view.room_name, &view.person_name, start, view.booking, view.id)
}

/// What is written of each session.
type Written<'a> = BTreeMap<Session, Vec<&'a Slip>>;

fn written<'a>(source: &Source<'a>, filter: &SlipFilter) -> Written<'a> {
    let mut written = Written::new();
    for (person, desk) in source.desks {
        let wanted = desk.slips.values().filter(|slip| filter.has(slip.day));
        for slip in wanted.filter(|slip| filter.wants(*person, slip.production)) {
            written.entry((*person, slip.booking, slip.day)).or_default().push(slip.as_ref());
        }
    }
    written
}

/// Every person of every firm session on each of its days.
fn sessions(source: &Source<'_>, filter: &SlipFilter) -> Vec<SlipView> {
    let mut found = Vec::new();
    for plan in source.plans.values() {
        let id = plan.production.id;
        let firm = |state: &BookingState| {
            matches!(state, BookingState::Confirmed | BookingState::InProgress | BookingState::Done)
        };
        for booking in plan.bookings.values().filter(|booking| firm(&booking.state)) {
            if !filter.may_meet(booking) {
                continue;
            }
            let people = || booking.people.iter().filter(|person| filter.wants(**person, Some(id)));
            if people().next().is_none() {
                continue;
            }
            let zone = source.booking_zone(booking);
            for (day, pieces) in by_day(source, booking, filter) {
                let ends = pieces.first().zip(pieces.last());
                let Some((first, last)) = ends else { continue };
                for person in people() {
                    let mut view = blank(source, *person, Some(day));
                    view.production = Some(id);
                    view.title = source.production(id);
                    view.task = booking.task;
                    view.task_name =
                        booking.task.map(|task| source.task(plan, task)).unwrap_or_default();
                    view.booking = Some(booking.id);
                    view.room = booking.room;
                    view.room_name = booking.room.map(|room| source.room(room)).unwrap_or_default();
                    view.planned = Some(Stretch::new(TickRange::new(first.start, last.end), zone));
                    view.planned_work = Some(source.time().booked_work(&pieces));
                    found.push(view);
                }
            }
        }
    }
    found
}

/// The stretches of a booking on each wanted day; a night counts for the day it begins on.
fn by_day(
    source: &Source<'_>,
    booking: &model::Booking,
    filter: &SlipFilter,
) -> BTreeMap<NaiveDate, Vec<TickRange>> {
    let zone = source.booking_zone(booking);
    let mut days: BTreeMap<NaiveDate, Vec<TickRange>> = BTreeMap::new();
    for piece in source.time().occupation(booking).pieces {
        let day = zone.civil(piece.start).date();
        if filter.has(Some(day)) {
            days.entry(day).or_default().push(piece);
        }
    }
    days
}

fn blank(source: &Source<'_>, person: PersonId, day: Option<NaiveDate>) -> SlipView {
    SlipView {
        id: None,
        state: SlipState::Missing,
        accepted: None,
        accepted_at: None,
        accepted_by: String::new(),
        handed_in: None,
        person,
        person_name: source.person(person),
        day,
        production: None,
        title: String::new(),
        task: None,
        task_name: String::new(),
        booking: None,
        room: None,
        room_name: String::new(),
        planned: None,
        planned_work: None,
        start: None,
        end: None,
        worked: None,
        remaining: None,
        done: String::new(),
        changes: Vec::new(),
    }
}

/// What a slip says, over what was planned.
fn say(source: &Source<'_>, accepted: &Accepted<'_>, view: &mut SlipView, slip: &Slip) {
    let plan = slip.production.and_then(|id| source.plans.get(&id)).map(AsRef::as_ref);
    let booking = plan.zip(slip.booking).and_then(|(plan, id)| plan.bookings.get(&id));
    let zone = booking.map_or(source.zone(), |booking| source.booking_zone(booking));
    let moment = |at| Moment { at, zone };
    view.id = Some(slip.id);
    if let Some(production) = slip.production {
        view.production = Some(production);
        view.title = source.production(production);
    }
    if let Some(task) = slip.task {
        view.task = Some(task);
        view.task_name = plan.map(|plan| source.task(plan, task)).unwrap_or_default();
    }
    if let Some(room) = slip.room {
        view.room = Some(room);
        view.room_name = source.room(room);
    }
    view.start = slip.start.map(moment);
    view.end = slip.end.map(moment);
    view.worked = slip.worked();
    view.remaining = slip.remaining;
    view.done.clone_from(&slip.done);
    let accepted = slip.production.and_then(|id| accepted.get(&id)?.get(&slip.id));
    view.handed_in = slip.handed_in.map(|at| source.moment(at));
    if let Some(accepted) = accepted {
        say_accepted(source, view, accepted);
    }
    view.state = match accepted {
        Some(accepted) => {
            view.changes = changes(slip, accepted);
            if view.changes.is_empty() { SlipState::Accepted } else { SlipState::Changed }
        }
        None if slip.is_handed_in() => SlipState::HandedIn,
        None => SlipState::Draft,
    };
}

/// When and by whom something was accepted.
fn say_accepted(source: &Source<'_>, view: &mut SlipView, accepted: &AcceptedSlip) {
    view.accepted = Some(accepted.id);
    view.accepted_at = accepted.accepted.map(|at| source.moment(at));
    view.accepted_by = accepted.accepted_by.map(|by| source.person(by)).unwrap_or_default();
}

/// What coordination has accepted without a slip that is here.
fn say_recorded(source: &Source<'_>, view: &mut SlipView, accepted: &AcceptedSlip) {
    let plan = view.production.and_then(|id| source.plans.get(&id));
    let booking = plan.zip(accepted.booking).and_then(|(plan, id)| plan.bookings.get(&id));
    let zone = booking.map_or(source.zone(), |booking| source.booking_zone(booking));
    let moment = |at| Moment { at, zone };
    if let Some(task) = accepted.task {
        view.task = Some(task);
        view.task_name = plan.map(|plan| source.task(plan, task)).unwrap_or_default();
    }
    if let Some(room) = accepted.room {
        view.room = Some(room);
        view.room_name = source.room(room);
    }
    say_accepted(source, view, accepted);
    view.state = SlipState::Accepted;
    view.start = accepted.start.map(moment);
    view.end = accepted.end.map(moment);
    view.worked = accepted.worked();
    view.remaining = accepted.remaining;
    view.done.clone_from(&accepted.done);
}

/// What a slip says otherwise than what was accepted, unless coordination has looked at it and kept
/// what was accepted.
fn changes(slip: &Slip, accepted: &AcceptedSlip) -> Vec<SlipChange> {
    use model::Record;
    if accepted.is_kept_over(slip) {
        return Vec::new();
    }
    let (now, before) = (slip.to_values(), accepted.to_values());
    let of =
        |values: &model::Values, field: &str| values.get(field).cloned().unwrap_or(Value::Nothing);
    let changed = slip.changed_since(accepted).into_iter();
    changed
        .map(|field| SlipChange { field, accepted: of(&before, field), now: of(&now, field) })
        .collect()
}

pub(crate) const COLUMNS: &[Column] = &[
    Column::new("day", CellKind::Date),
    Column::new("room", CellKind::Text),
    Column::new("person", CellKind::Text),
    Column::new("production", CellKind::Text),
    Column::new("task", CellKind::Text),
    Column::new("start", CellKind::DateTime),
    Column::new("end", CellKind::DateTime),
    Column::new("worked", CellKind::Minutes),
    Column::new("remaining", CellKind::Work),
    Column::new("state", CellKind::Words),
    Column::detail("done", CellKind::Text),
    Column::new("id", CellKind::Id),
];

/// Slips in columns.
pub fn slips_table(source: &Source<'_>, slips: &[SlipView]) -> Table {
    let cells = |slip: &SlipView| {
        let start = slip.start.or(slip.planned.map(|planned| planned.start));
        let end = slip.end.or(slip.planned.map(|planned| planned.end));
        vec![
            Cell::optional(slip.day, Cell::Date),
            Cell::text(&slip.room_name),
            Cell::text(&slip.person_name),
            Cell::text(&slip.title),
            Cell::text(&slip.task_name),
            Cell::moment(start),
            Cell::moment(end),
            Cell::optional(slip.worked, Cell::Minutes),
            Cell::optional(slip.remaining, Cell::Work),
            Cell::word("slip-state", slip.state.key()),
            Cell::text(&slip.done),
            Cell::optional(slip.id, |id| Cell::Id(id.into())),
        ]
    };
    Table::new("slips", source.day(), COLUMNS).with_rows(slips.iter().map(cells))
}
