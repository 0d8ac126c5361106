//! The bars of the planning, with their places on the axis and what a screen reader says of them.
//! Only the plans that have changed are laid out anew.

use crate::desktop::axis::Axis;
use i18n::{Language, Messages, Value, key};
use model::{
    BookingId, BookingState, Choice, Directory, Facility, Kind, Plan, ProductionId, Severity,
};
use node::Snapshot;
use schedule::FacilityTime;
use std::collections::BTreeMap;
use std::sync::Arc;
use units::{Minutes, TickRange};
use views::Source;
use views::board::{BoardBar, BoardRow, BoardRows, PlanBars, board_rows, clashing, plan_bars};

/// Every booking as a bar, and the rows.
#[derive(Debug, Default)]
pub(crate) struct Board {
    /// The plans in the order of their titles.
    pub(crate) plans: Vec<PlanOnBoard>,
    /// How bad the clashes of each booking are.
    pub(crate) clashing: BTreeMap<BookingId, Severity>,
    rooms: Vec<BoardRow>,
    people: Vec<BoardRow>,
    productions: Vec<BoardRow>,
}

/// The bars of a plan, and what goes with each of them in the same order.
#[derive(Debug, Clone)]
pub(crate) struct PlanOnBoard {
    /// The bars.
    pub(crate) bars: Arc<PlanBars>,
    /// Where they lie.
    pub(crate) places: Arc<Vec<OnAxis>>,
    /// What is said of them.
    pub(crate) spoken: Arc<Vec<String>>,
}

/// Where a bar lies on the axis.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct OnAxis {
    /// First position.
    pub(crate) start: f64,
    /// First position after it.
    pub(crate) end: f64,
    /// What it takes between the two, if that is not one stretch. Nights between two days of work
    /// are no gap.
    pub(crate) pieces: Vec<(f64, f64)>,
}

/// What is remembered from one snapshot to the next.
#[derive(Debug, Default)]
pub(super) struct BoardWorkings {
    names: Option<(Arc<Facility>, Arc<Directory>, Arc<Axis>, Language)>,
    plans: BTreeMap<ProductionId, (Arc<Plan>, PlanOnBoard)>,
    messages: Option<Arc<Messages>>,
}

impl Board {
    /// The rows of one kind.
    pub(crate) fn rows(&self, rows: BoardRows) -> &[BoardRow] {
        match rows {
            BoardRows::Rooms => &self.rooms,
            BoardRows::People => &self.people,
            BoardRows::Productions => &self.productions,
        }
    }

    /// A bar by the numbers of a row.
    pub(crate) fn bar(&self, (plan, bar): (usize, usize)) -> Option<(&BoardBar, &OnAxis, &str)> {
        let plan = self.plans.get(plan)?;
        let spoken = plan.spoken.get(bar)?;
        Some((plan.bars.bars.get(bar)?, plan.places.get(bar)?, spoken))
    }

    /// Where a booking lies.
    pub(crate) fn find(
        &self,
        production: ProductionId,
        id: BookingId,
    ) -> Option<(&BoardBar, &OnAxis)> {
        let plan = self.plans.iter().find(|plan| plan.bars.production == production)?;
        let place = plan.bars.bars.iter().position(|bar| bar.booking.id == id)?;
        Some((plan.bars.bars.get(place)?, plan.places.get(place)?))
    }
}

impl BoardWorkings {
    /// The board of a snapshot.
    pub(super) fn derive(
        &mut self,
        snapshot: &Snapshot,
        order: impl Iterator<Item = ProductionId>,
        axis: &Arc<Axis>,
        language: Language,
    ) -> Board {
        self.forget_what_hangs_on_names(snapshot, axis, language);
        let source = crate::session::source(snapshot);
        let messages = self.messages.get_or_insert_with(|| Arc::new(Messages::new(language)));
        let messages = Arc::clone(messages);
        self.plans.retain(|id, _| snapshot.plans.contains_key(id));
        let mut plans = Vec::new();
        for plan in order.filter_map(|id| snapshot.plans.get(&id)) {
            let id = plan.production.id;
            let kept = self.plans.get(&id).filter(|(kept, _)| Arc::ptr_eq(kept, plan));
            let on_board = match kept {
                Some((_, on_board)) => on_board.clone(),
                None => on_board(&source, plan, axis, &messages),
            };
            self.plans.insert(id, (Arc::clone(plan), on_board.clone()));
            plans.push(on_board);
        }
        let bars: Vec<Arc<PlanBars>> = plans.iter().map(|plan| Arc::clone(&plan.bars)).collect();
        let rows = |rows| board_rows(&source, &bars, rows);
        Board {
            rooms: rows(BoardRows::Rooms),
            people: rows(BoardRows::People),
            productions: rows(BoardRows::Productions),
            clashing: clashing(&snapshot.report),
            plans,
        }
    }

    /// Names, hours and words are part of every bar.
    fn forget_what_hangs_on_names(&mut self, snapshot: &Snapshot, axis: &Arc<Axis>, to: Language) {
        let same = |(facility, directory, known, language): &(_, _, _, Language)| {
            Arc::ptr_eq(facility, &snapshot.facility)
                && Arc::ptr_eq(directory, &snapshot.directory)
                && Arc::ptr_eq(known, axis)
                && *language == to
        };
        if self.names.as_ref().is_some_and(same) {
            return;
        }
        self.plans.clear();
        if self.messages.as_ref().is_some_and(|messages| messages.language() != to) {
            self.messages = None;
        }
        let (facility, directory) = (&snapshot.facility, &snapshot.directory);
        self.names = Some((Arc::clone(facility), Arc::clone(directory), Arc::clone(axis), to));
    }
}

fn on_board(source: &Source<'_>, plan: &Plan, axis: &Axis, messages: &Messages) -> PlanOnBoard {
    let bars = plan_bars(source, plan);
    let places = bars.bars.iter().map(|bar| on_axis(axis, source.time(), bar.range, &bar.pieces));
    let spoken = bars.bars.iter().map(|bar| spoken(source, messages, bar));
    PlanOnBoard {
        places: Arc::new(places.collect()),
        spoken: Arc::new(spoken.collect()),
        bars: Arc::new(bars),
    }
}

/// Where stretches lie.
pub(crate) fn on_axis(
    axis: &Axis,
    time: &FacilityTime,
    range: TickRange,
    pieces: &[TickRange],
) -> OnAxis {
    let mut joined: Vec<TickRange> = Vec::new();
    for piece in pieces {
        match joined.last_mut() {
            Some(last) if is_night(time, last.end, piece.start) => last.end = piece.end,
            _ => joined.push(*piece),
        }
    }
    let position = |range: &TickRange| (axis.position(range.start), axis.position(range.end));
    let (start, end) = position(&range);
    let pieces = if joined.len() > 1 { joined.iter().map(position).collect() } else { Vec::new() };
    OnAxis { start, end, pieces }
}

/// Is what lies between two ticks no more than a night in which the house does not work?
fn is_night(time: &FacilityTime, from: units::Tick, to: units::Tick) -> bool {
    to - from < Minutes::hours(24) && time.house().work_between(from, to) == Minutes::ZERO
}

/// What a screen reader says of a bar.
pub(crate) fn spoken(source: &Source<'_>, messages: &Messages, bar: &BoardBar) -> String {
    let zone = bar.booking.zone.unwrap_or(source.zone());
    let when = messages.range(zone.civil(bar.range.start), zone.civil(bar.range.end));
    let state = state_text(messages, &bar.booking.state, bar.booking.rank);
    let task = if bar.task_name.is_empty() { &bar.booking.remark } else { &bar.task_name };
    let parts = [
        task,
        bar.production_title.as_str(),
        bar.room_name.as_str(),
        bar.people_names.as_str(),
        when.as_str(),
        state.as_str(),
    ];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(", ")
}

/// How firm a booking is: `Confirmée`, `Option 2`.
pub(crate) fn state_text(messages: &Messages, state: &BookingState, rank: Option<i64>) -> String {
    if *state == BookingState::Option {
        let rank = Value::Integer(rank.unwrap_or(1));
        return messages.say_with(key::DESKTOP_PLANNING_OPTION, &[("rank", rank)]);
    }
    messages.choice(Kind::Booking, "state", state.key())
}
