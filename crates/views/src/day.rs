//! The rooms of a day: which are in use, by whom and when, which are free, which are closed. What
//! holds nothing (ideas, what was called off) is not in it.

use crate::Source;
use model::{
    BookingState, EpisodeId, Family, Kind, Plan, ProductionId, RoomId, Severity, Step, Subject,
};
use schedule::{Held, Resource};
use std::collections::BTreeSet;
use units::{NaiveDate, NaiveDateTime, NaiveTime, TickRange};

/// The rooms of a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayView {
    /// The day.
    pub date: NaiveDate,
    /// From its first to its last minute.
    pub range: TickRange,
    /// The rooms in use, in the order of the facility.
    pub rooms: Vec<DayRoom>,
    /// The names of the rooms that are open and not in use.
    pub free: Vec<String>,
    /// The names of the rooms that are closed all day.
    pub closed: Vec<String>,
    /// Number of productions at work that day.
    pub productions: usize,
}

/// A room in use on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayRoom {
    /// Which.
    pub room: RoomId,
    /// Its name.
    pub name: String,
    /// Its sessions, by start.
    pub sessions: Vec<DaySession>,
}

/// A session, as far as it lies in the day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DaySession {
    /// The booking.
    pub booking: Subject,
    /// The production.
    pub production: ProductionId,
    /// Title of the production.
    pub title: String,
    /// Name of the task; empty if it has none.
    pub task: String,
    /// Number of the episode; none if the production has only one or the task is of none.
    pub episode: Option<i64>,
    /// Names of the people.
    pub people: Vec<String>,
    /// Family of the step, which gives the colour.
    pub family: Family,
    /// When, cut at the ends of the day.
    pub range: TickRange,
    /// Its first moment on the wall clock of the house, not cut.
    pub start: NaiveDateTime,
    /// The first moment after it.
    pub end: NaiveDateTime,
    /// How firm it is.
    pub state: BookingState,
    /// Rank of an option.
    pub rank: Option<i64>,
    /// Does it stand in something's way?
    pub clash: bool,
}

/// The rooms of a day.
pub fn day(source: &Source<'_>, date: NaiveDate) -> DayView {
    let midnight = |date: NaiveDate| source.time().tick(date.and_time(NaiveTime::MIN));
    let range = TickRange::new(midnight(date), midnight(date.succ_opt().unwrap_or(date)));
    let clashing = clashing(source, range);
    let mut view = DayView {
        date,
        range,
        rooms: Vec::new(),
        free: Vec::new(),
        closed: Vec::new(),
        productions: 0,
    };
    let mut productions = BTreeSet::new();
    for room in crate::rooms(source) {
        let held = source.report.held(Resource::Room(room.id), range);
        let sessions: Vec<DaySession> =
            held.iter().filter_map(|held| session(source, held, range, &clashing)).collect();
        productions.extend(sessions.iter().map(|session| session.production));
        if sessions.is_empty() {
            let open = source.time().availability(Resource::Room(room.id));
            let open = open
                .is_none_or(|open| open.free.work_between(range.start, range.end).is_positive());
            if open { view.free.push(room.name) } else { view.closed.push(room.name) }
        } else {
            view.rooms.push(DayRoom { room: room.id, name: room.name, sessions });
        }
    }
    view.productions = productions.len();
    view
}

/// The bookings of the day that stand in something's way.
fn clashing(source: &Source<'_>, day: TickRange) -> BTreeSet<Subject> {
    let of_the_day = source.report.clashes.iter().filter(|clash| {
        clash.severity != Severity::Info && clash.range.is_none_or(|range| range.overlaps(day))
    });
    let sides = of_the_day.flat_map(|clash| clash.sides.iter());
    sides.filter(|side| side.kind == Kind::Booking).copied().collect()
}

fn session(
    source: &Source<'_>,
    held: &Held,
    day: TickRange,
    clashing: &BTreeSet<Subject>,
) -> Option<DaySession> {
    let production = held.holder.production;
    let plan = source.plans.get(&production)?;
    let booking = plan.bookings.get(&held.holder.booking)?;
    let task = booking.task.and_then(|task| plan.tasks.get(&task));
    let subject = held.holder.subject();
    let option = matches!(booking.state, BookingState::Option);
    Some(DaySession {
        booking: subject,
        production,
        title: source.production(production),
        task: task.map(|task| task.name.clone()).unwrap_or_default(),
        episode: task.and_then(|task| episode_number(plan, task.episode?)),
        people: booking.people.iter().map(|person| source.person(*person)).collect(),
        family: task.map_or(Family::General, |task| Step::family(&task.step)),
        range: TickRange::new(held.range.start.max(day.start), held.range.end.min(day.end)),
        start: source.civil(held.range.start).at,
        end: source.civil(held.range.end).at,
        state: booking.state.clone(),
        rank: booking.rank.filter(|_| option),
        clash: clashing.contains(&subject),
    })
}

/// The number of an episode, where there are several.
pub(crate) fn episode_number(plan: &Plan, episode: EpisodeId) -> Option<i64> {
    let number = plan.episodes.get(&episode).map(|episode| episode.number);
    number.filter(|_| plan.episodes.len() > 1)
}
