//! The board: every booking as a bar, in the rows of the rooms, of the people and of the
//! productions, with what else each row has to say.
//!
//! Bars are laid out plan by plan ([`PlanBars`]), so that whoever keeps them makes anew only those
//! of a plan that has changed. Nothing here knows pixels or colours.

mod candidates;
mod closures;
mod rows;

pub use candidates::{BookableTask, RoomCandidate, bookable_tasks, rooms_for};
pub use closures::{BoardClosure, ClosedFor, closures};
pub use rows::{BoardDetail, BoardKey, BoardRow, BoardRows, board_rows};

use crate::Source;
use model::{Booking, BookingId, BookingState, Family, Kind, Plan, ProductionId, Severity, Step};
use schedule::Report;
use std::collections::BTreeMap;
use std::sync::Arc;
use units::{Minutes, TickRange, folded};

/// A booking as a bar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoardBar {
    /// The booking.
    pub booking: Arc<Booking>,
    /// Its production.
    pub production: ProductionId,
    /// From its first to its last minute.
    pub range: TickRange,
    /// The stretches it takes between the two.
    pub pieces: Vec<TickRange>,
    /// Work in it, lunch not counted.
    pub work: Minutes,
    /// Title of the production.
    pub production_title: String,
    /// Name of the task; empty if it has none.
    pub task_name: String,
    /// Family of the step, which gives the colour.
    pub family: Family,
    /// Name of the room; empty if it has none.
    pub room_name: String,
    /// Names of the people, short: `N. Ferrand, K. Amar`.
    pub people_names: String,
    /// All its words as they are searched.
    folded: String,
}

/// The bookings of one plan as bars, by start. It hangs on the plan and on the names and hours of
/// the facility.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanBars {
    /// The production.
    pub production: ProductionId,
    /// Its title.
    pub title: String,
    /// The bars. Bookings without usable dates have none.
    pub bars: Vec<BoardBar>,
}

/// The bars of a plan.
pub fn plan_bars(source: &Source<'_>, plan: &Plan) -> PlanBars {
    let mut bars: Vec<BoardBar> =
        plan.bookings.values().filter_map(|booking| board_bar(source, plan, booking)).collect();
    bars.sort_by_key(|bar| (bar.range, bar.booking.id));
    let production = plan.production.id;
    PlanBars { production, title: source.production(production), bars }
}

/// A booking of a plan as a bar; nothing if it has no usable dates.
pub fn board_bar(source: &Source<'_>, plan: &Plan, booking: &Arc<Booking>) -> Option<BoardBar> {
    let pieces = source.time().occupation(booking).pieces;
    let range = TickRange::new(pieces.first()?.start, pieces.last()?.end);
    let task = booking.task.and_then(|id| plan.tasks.get(&id));
    let production_title = source.production(plan.production.id);
    let task_name = booking.task.map(|id| source.task(plan, id)).unwrap_or_default();
    let room_name = booking.room.map(|id| source.room(id)).unwrap_or_default();
    let names: Vec<String> = booking.people.iter().map(|id| source.person(*id)).collect();
    let machines = booking.equipment.iter().map(|id| source.equipment(*id));
    let machines = machines.collect::<Vec<_>>().join(" ");
    let folded = folded(&format!(
        "{production_title} {task_name} {room_name} {} {machines} {}",
        names.join(" "),
        booking.remark
    ));
    Some(BoardBar {
        booking: Arc::clone(booking),
        production: plan.production.id,
        range,
        work: source.time().booked_work(&pieces),
        pieces,
        production_title,
        task_name,
        family: task.map_or(Family::General, |task| Step::family(&task.step)),
        room_name,
        people_names: names.iter().map(|name| short_name(name)).collect::<Vec<_>>().join(", "),
        folded,
    })
}

impl BoardBar {
    /// Has it every one of these words? The words are folded (`units::folded`).
    pub fn has_words<'a>(&self, words: impl IntoIterator<Item = &'a str>) -> bool {
        words.into_iter().all(|word| self.folded.contains(word))
    }

    /// Is it called off or given back, so that it is no longer part of the plan?
    pub fn is_over(&self) -> bool {
        matches!(self.booking.state, BookingState::Cancelled | BookingState::Released)
    }
}

/// How bad the clashes of each booking are, remarks left out. A booking without any is not there.
pub fn clashing(report: &Report) -> BTreeMap<BookingId, Severity> {
    let mut worst = BTreeMap::new();
    for clash in report.clashes.iter().filter(|clash| clash.severity != Severity::Info) {
        for side in clash.sides.iter().filter(|side| side.kind == Kind::Booking) {
            let severity = worst.entry(BookingId(side.id)).or_insert(clash.severity);
            *severity = (*severity).max(clash.severity);
        }
    }
    worst
}

/// `N. Ferrand` for `Nadia Ferrand`, `J.-P. Roux` for `Jean-Paul Roux`; a single word stays whole.
pub fn short_name(name: &str) -> String {
    let Some((first, rest)) = name.split_once(' ') else { return name.to_owned() };
    let initials: Vec<String> = first
        .split('-')
        .filter_map(|part| part.chars().next())
        .map(|letter| format!("{letter}."))
        .collect();
    format!("{} {rest}", initials.join("-"))
}
