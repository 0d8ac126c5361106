//! Bookings, as a list: who is where, when, for what, and how firm that is.

use crate::json;
use crate::{Cell, CellKind, Column, Moment, Period, Source, Table};
use model::{
    Booking, BookingId, BookingState, EquipmentId, Family, Kind, PersonId, Plan, ProductionId,
    RoomId, Step, TaskId,
};
use serde::Serialize;
use units::{Minutes, Tick, TickRange, Zone};

/// A booking.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BookingView {
    /// Its identifier.
    #[serde(serialize_with = "json::text")]
    pub id: BookingId,
    /// Its production.
    #[serde(serialize_with = "json::text")]
    pub production: ProductionId,
    /// Title of the production.
    pub production_title: String,
    /// The task worked on.
    #[serde(serialize_with = "json::optional_text")]
    pub task: Option<TaskId>,
    /// Name of the task.
    pub task_name: String,
    /// Step of the task.
    #[serde(serialize_with = "json::optional_word")]
    pub step: Option<Step>,
    /// The room.
    #[serde(serialize_with = "json::optional_text")]
    pub room: Option<RoomId>,
    /// Name of the room.
    pub room_name: String,
    /// The people.
    #[serde(serialize_with = "json::texts")]
    pub people: Vec<PersonId>,
    /// Their names, in the same order.
    pub people_names: Vec<String>,
    /// The machines booked by themselves.
    #[serde(serialize_with = "json::texts")]
    pub equipment: Vec<EquipmentId>,
    /// Their names, in the same order.
    pub equipment_names: Vec<String>,
    /// First moment.
    pub start: Option<Moment>,
    /// First moment after it.
    pub end: Option<Moment>,
    /// The stretches it takes, day by day if it is longer than one.
    pub pieces: Vec<Stretch>,
    /// Work in it, lunch not counted.
    #[serde(rename = "work_minutes", serialize_with = "json::minutes")]
    pub work: Minutes,
    /// How firm it is.
    #[serde(serialize_with = "json::word")]
    pub state: BookingState,
    /// Rank of an option.
    pub rank: Option<i64>,
    /// When the option lapses.
    pub expires: Option<Moment>,
    /// The booking whose holder asks for an answer.
    #[serde(serialize_with = "json::optional_text")]
    pub challenged_by: Option<BookingId>,
    /// When the answer is due.
    pub answer_by: Option<Moment>,
    /// It stays where it is when others are moved.
    pub pinned: bool,
    /// A short remark.
    pub remark: String,
}

/// A stretch of time on a wall clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Stretch {
    /// First moment.
    pub start: Moment,
    /// First moment after it.
    pub end: Moment,
}

/// Which bookings are wanted; what is not named is not looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct BookingFilter {
    /// Of one production.
    pub production: Option<ProductionId>,
    /// In one room.
    pub room: Option<RoomId>,
    /// With one person.
    pub person: Option<PersonId>,
    /// On these days. Bookings without usable dates lie in no day.
    pub period: Period,
}

/// The bookings that pass a filter, by start, room and identifier; those without usable dates first.
pub fn bookings(source: &Source<'_>, filter: &BookingFilter) -> Vec<BookingView> {
    let mut found: Vec<(Option<Tick>, BookingView)> = Vec::new();
    for plan in plans(source, filter.production) {
        for booking in plan.bookings.values().filter(|booking| filter.wants(booking)) {
            let pieces = source.time().occupation(booking).pieces;
            if filter.period.is_open() || filter.period.meets(&pieces, source.zone()) {
                let start = pieces.first().map(|piece| piece.start);
                found.push((start, booking_view(source, plan, booking, &pieces)));
            }
        }
    }
    found.sort_by(|(a_start, a), (b_start, b)| {
        a_start.cmp(b_start).then_with(|| a.room_name.cmp(&b.room_name)).then(a.id.cmp(&b.id))
    });
    found.into_iter().map(|(_, view)| view).collect()
}

/// The plan of one production, or all of them.
fn plans<'a>(
    source: &Source<'a>,
    production: Option<ProductionId>,
) -> impl Iterator<Item = &'a Plan> {
    let wanted = move |plan: &&Plan| production.is_none_or(|id| plan.production.id == id);
    source.plans.values().map(AsRef::as_ref).filter(wanted)
}

impl BookingFilter {
    fn wants(&self, booking: &Booking) -> bool {
        self.room.is_none_or(|room| booking.room == Some(room))
            && self.person.is_none_or(|person| booking.people.contains(&person))
    }
}

impl Stretch {
    /// A stretch of ticks as the wall clock shows it.
    pub(crate) fn new(range: TickRange, zone: Zone) -> Self {
        let moment = |tick| Moment { at: zone.civil(tick), zone };
        Self { start: moment(range.start), end: moment(range.end) }
    }
}

/// A booking of a plan.
pub(crate) fn view(source: &Source<'_>, plan: &Plan, booking: &Booking) -> BookingView {
    booking_view(source, plan, booking, &source.time().occupation(booking).pieces)
}

fn booking_view(
    source: &Source<'_>,
    plan: &Plan,
    booking: &Booking,
    pieces: &[TickRange],
) -> BookingView {
    let zone = source.booking_zone(booking);
    let moment = |at| Moment { at, zone };
    BookingView {
        id: booking.id,
        production: plan.production.id,
        production_title: source.production(plan.production.id),
        task: booking.task,
        task_name: booking.task.map(|task| source.task(plan, task)).unwrap_or_default(),
        step: booking.task.and_then(|task| plan.tasks.get(&task)).map(|task| task.step.clone()),
        room: booking.room,
        room_name: booking.room.map(|room| source.room(room)).unwrap_or_default(),
        people: booking.people.iter().copied().collect(),
        people_names: booking.people.iter().map(|person| source.person(*person)).collect(),
        equipment: booking.equipment.iter().copied().collect(),
        equipment_names: booking.equipment.iter().map(|id| source.equipment(*id)).collect(),
        start: booking.start.map(moment),
        end: booking.end.map(moment),
        pieces: pieces.iter().map(|piece| Stretch::new(*piece, zone)).collect(),
        work: source.time().booked_work(pieces),
        state: booking.state.clone(),
        rank: booking.rank,
        expires: booking.expires.map(moment),
        challenged_by: booking.challenged_by,
        answer_by: booking.answer_by.map(moment),
        pinned: booking.pinned,
        remark: booking.remark.clone(),
    }
}

impl BookingView {
    /// The family of its step, which gives its colour.
    pub fn family(&self) -> Family {
        self.step.as_ref().map_or(Family::General, Step::family)
    }
}

pub(crate) const COLUMNS: &[Column] = &[
    Column::new("start", CellKind::DateTime),
    Column::new("end", CellKind::DateTime),
    Column::new("work", CellKind::Work),
    Column::new("room", CellKind::Text),
    Column::new("production", CellKind::Text),
    Column::new("task", CellKind::Text),
    Column::detail("step", CellKind::Words),
    Column::new("people", CellKind::Text),
    Column::detail("equipment", CellKind::Text),
    Column::new("state", CellKind::Words),
    Column::new("rank", CellKind::Integer),
    Column::detail("expires", CellKind::DateTime),
    Column::detail("pinned", CellKind::Flag),
    Column::detail("remark", CellKind::Text),
    Column::new("id", CellKind::Id),
];

/// Bookings in columns.
pub fn bookings_table(source: &Source<'_>, bookings: &[BookingView]) -> Table {
    let cells = |booking: &BookingView| {
        let step = booking.step.as_ref();
        vec![
            Cell::moment(booking.start),
            Cell::moment(booking.end),
            Cell::Work(booking.work),
            Cell::text(&booking.room_name),
            Cell::text(&booking.production_title),
            Cell::text(&booking.task_name),
            Cell::optional(step, |step| Cell::choice(Kind::Task, "step", step)),
            Cell::names(&booking.people_names),
            Cell::names(&booking.equipment_names),
            Cell::choice(Kind::Booking, "state", &booking.state),
            Cell::optional(booking.rank, Cell::Integer),
            Cell::moment(booking.expires),
            Cell::mark(booking.pinned),
            Cell::text(&booking.remark),
            Cell::Id(booking.id.into()),
        ]
    };
    Table::new("bookings", source.day(), COLUMNS).with_rows(bookings.iter().map(cells))
}
