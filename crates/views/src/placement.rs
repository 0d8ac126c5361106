//! Where, when and with whom the work of a task that nobody has booked yet can be done: rooms of
//! its kind with the first dates at which each is free on end, people of its function at dates.
//!
//! A clash never forbids anything: who or what is not free is told with the reason, behind the
//! others.

use crate::Source;
use model::{
    Booking, BookingId, BookingState, Casting, PersonId, Plan, ProductionId, Room, RoomId,
    Severity, Task, TaskId, TimeSpan,
};
use schedule::{Clash, ClashKind, FacilityTime, MOST_DAYS, Placement, RankQuery, Resource};
use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::sync::Arc;
use units::{Datelike, Minutes, NaiveDate, NaiveDateTime, TickRange, after};

/// How many stretches that others hold are stepped over in the search for free time.
const MOST_STEPS: usize = 200;

/// A room in which a task can be done; or none, where it needs no room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoomOffer {
    /// Which one.
    pub room: Option<RoomId>,
    /// Its name; empty without one.
    pub name: String,
    /// The first dates at which it is free on end.
    pub dates: Placement,
    /// What is asked for and not there.
    pub missing: Vec<String>,
    /// Is it where the tasks are done that belong to the same hands?
    pub together: bool,
    /// What would stand in the way all the same.
    pub clash: Option<ClashKind>,
}

/// Somebody who can do a task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonOffer {
    /// Who.
    pub person: PersonId,
    /// The name.
    pub name: String,
    /// What is asked for and not mastered.
    pub missing: Vec<String>,
    /// Points in the ranking of people; none for somebody who is out of the question.
    pub score: Option<i64>,
    /// What the director thinks of working with them, from 0 to 5, if known.
    pub rating: Option<i64>,
    /// Do they do the tasks that belong to the same hands?
    pub together: bool,
    /// Work held in the civil weeks of the dates.
    pub held: Minutes,
    /// Work there is in them.
    pub open: Minutes,
    /// What would stand in the way.
    pub clash: Option<ClashKind>,
}

/// The rooms for a task, those that are fit and free soonest first. `None` if the task is not to
/// be booked: a group, a milestone, a task without dates or without open work.
pub fn room_offers(
    source: &Source<'_>,
    production: ProductionId,
    task: TaskId,
    from: NaiveDateTime,
) -> Option<Vec<RoomOffer>> {
    let wanted = Wanted::find(source, production, task)?;
    let Some(kind) = &wanted.task.room_kind else {
        let dates = dates(source.time(), None, from, wanted.work)?;
        return Some(vec![RoomOffer {
            room: None,
            name: String::new(),
            dates,
            missing: Vec::new(),
            together: false,
            clash: None,
        }]);
    };
    let rooms = source.facility.rooms.values().filter(|room| room.kind == *kind);
    let mut offers: Vec<RoomOffer> = rooms
        .filter_map(|room| {
            let dates = wanted.first_free(room.id, from)?;
            let asked = &wanted.task.capabilities;
            Some(RoomOffer {
                room: Some(room.id),
                name: source.room(room.id),
                missing: asked.difference(&room.capabilities).cloned().collect(),
                together: wanted.together.0.contains(&room.id),
                clash: wanted
                    .clash(Resource::Room(room.id), &wanted.booking(Some(room.id), None, &dates)),
                dates,
            })
        })
        .collect();
    offers.sort_by(|a, b| {
        let rank = |offer: &RoomOffer| {
            (offer.missing.len(), offer.clash.is_some(), offer.dates.start, !offer.together)
        };
        rank(a).cmp(&rank(b)).then_with(|| a.name.cmp(&b.name))
    });
    Some(offers)
}

/// The people for a task at dates: those who are free first, in the order of the ranking of people.
/// Nobody if the task asks for no function.
pub fn person_offers(
    source: &Source<'_>,
    production: ProductionId,
    task: TaskId,
    room: Option<RoomId>,
    dates: &Placement,
) -> Vec<PersonOffer> {
    let Some(wanted) = Wanted::find(source, production, task) else { return Vec::new() };
    let Some(function) = &wanted.task.function else { return Vec::new() };
    let weeks = weeks(source, dates);
    let (none, director) = (Casting::default(), wanted.plan.production.director);
    let casting = source.casting.unwrap_or(&none);
    let session = wanted.booking(room, None, dates);
    let query =
        RankQuery::for_session(Some(production), Some(wanted.task), &session, source.time());
    let ranking = source.report.rank(casting, &query);
    let people =
        source.facility.people.values().filter(|person| person.functions.contains(function));
    let mut offers: Vec<PersonOffer> = people
        .map(|person| {
            let resource = Resource::Person(person.id);
            let load = source.report.load(resource, weeks);
            PersonOffer {
                person: person.id,
                name: source.person(person.id),
                missing: wanted.task.skills.difference(&person.skills).cloned().collect(),
                score: ranking.of(person.id).map(|ranked| ranked.score),
                rating: casting.opinion(director, person.id).rating,
                together: wanted.together.1.contains(&person.id),
                held: load.held,
                open: load.open,
                clash: wanted.clash(resource, &wanted.booking(room, Some(person.id), dates)),
            }
        })
        .collect();
    offers.sort_by(|a, b| {
        let rank = |offer: &PersonOffer| {
            (
                offer.clash == Some(ClashKind::Veto),
                offer.clash.is_some(),
                Reverse(offer.score),
                offer.person,
            )
        };
        rank(a).cmp(&rank(b))
    });
    offers
}

/// A task to be booked.
struct Wanted<'a> {
    source: &'a Source<'a>,
    plan: &'a Plan,
    task: &'a Task,
    work: Minutes,
    /// Rooms and people of the tasks that belong to the same hands.
    together: (BTreeSet<RoomId>, BTreeSet<PersonId>),
}

impl<'a> Wanted<'a> {
    fn find(source: &'a Source<'a>, production: ProductionId, id: TaskId) -> Option<Self> {
        let plan = source.plans.get(&production)?;
        let task = plan.tasks.get(&id)?;
        let dates = source.report.plan(production)?.task(id)?;
        let open = !dates.group && !task.milestone && dates.unbooked.is_positive();
        let together = together(plan, task);
        open.then_some(Self { source, plan, task, work: dates.unbooked, together })
    }

    fn booking(
        &self,
        room: Option<RoomId>,
        person: Option<PersonId>,
        dates: &Placement,
    ) -> Booking {
        Booking {
            task: Some(self.task.id),
            room,
            people: person.into_iter().collect(),
            start: Some(dates.start),
            end: Some(dates.end),
            window: dates.window,
            state: BookingState::Option,
            rank: Some(1),
            // No booking has this identifier: identifiers carry the time they were made.
            ..Booking::new(BookingId::default())
        }
    }

    /// The first dates from a moment on at which nobody else holds the room on end. What lies
    /// between a start and the end of the first stretch in its way is no start either.
    fn first_free(&self, room: RoomId, from: NaiveDateTime) -> Option<Placement> {
        let (time, report) = (self.source.time(), self.source.report);
        let resource = Resource::Room(room);
        let mut from = from;
        for _ in 0..MOST_STEPS {
            let dates = dates(time, self.source.facility.rooms.get(&room), from, self.work)?;
            let pieces = time.occupation(&self.booking(Some(room), None, &dates)).pieces;
            let whole = pieces.first().zip(pieces.last());
            let (first, last) = whole?;
            let held = report.held(resource, TickRange::new(first.start, last.end));
            let meets = |range: TickRange| pieces.iter().any(|piece| piece.overlaps(range));
            let holds = held.iter().filter(|held| held.holder.hold.counts()).map(|held| held.range);
            let away = time.availability(resource).into_iter().flat_map(|it| it.absences.iter());
            let in_way = holds.chain(away.map(|(range, _)| *range)).filter(|range| meets(*range));
            match in_way.min_by_key(|range| range.start) {
                None => return Some(dates),
                Some(taken) => from = time.civil(taken.end),
            }
        }
        None
    }

    /// What would stand in the way of a room or a person.
    fn clash(&self, resource: Resource, booking: &Booking) -> Option<ClashKind> {
        let clashes = self.source.report.probe(self.plan.production.id, booking);
        let matters =
            |clash: &&Clash| clash.severity != Severity::Info && clash.resource == Some(resource);
        clashes.iter().filter(matters).max_by_key(|clash| clash.severity).map(|clash| clash.kind)
    }
}

/// The dates of a booking that holds some work from a moment on, on the days on which the house
/// works. Each day is as long as one of the house and begins with it, or as soon as the room is
/// open: that a stage can be had until midnight makes nobody's day longer.
fn dates(
    time: &FacilityTime,
    room: Option<&Arc<Room>>,
    from: NaiveDateTime,
    work: Minutes,
) -> Option<Placement> {
    if !work.is_positive() {
        return None;
    }
    if time.window(from.weekday()).passes_midnight() {
        // A house that works at night: its own rules say where a day ends.
        return time.placement(room.map(|room| room.id), from, work);
    }
    let mut days = from.date().iter_days().take(MOST_DAYS).filter(|date| time.works_on(*date));
    let (first, window) = days.find_map(|date| first_day(time, room, from, date))?;
    let placed = time.placed(first, Some(window), days, work)?;
    let usual = window == time.window(placed.start.date().weekday());
    Some(Placement { window: (!usual).then_some(window), ..placed })
}

/// What a date has to offer from a moment on, and the daily window from then on; nothing if there is
/// no time left on it.
fn first_day(
    time: &FacilityTime,
    room: Option<&Arc<Room>>,
    from: NaiveDateTime,
    date: NaiveDate,
) -> Option<(TickRange, TimeSpan)> {
    let house = time.window(date.weekday());
    let stated = room.filter(|room| room.hours.is_stated());
    let window = match stated.map(|room| room.hours.spans(date.weekday())) {
        None => house,
        Some(spans) => {
            let (open, close) = (spans.first()?.from, spans.last()?.to);
            let from = house.from.max(open);
            let usual = after(date.and_time(from), house.length()).time();
            // A night's end is before its beginning, and is not the earlier one.
            let passes = |to| to <= from;
            let to = if passes(close) {
                usual
            } else if passes(usual) {
                close
            } else {
                usual.min(close)
            };
            TimeSpan { from, to }
        }
    };
    let day = TickRange::new(
        time.tick(date.and_time(window.from).max(from)),
        time.tick(date.and_time(window.to)),
    );
    let start = time.house().next_working(day.start).filter(|start| *start < day.end)?;
    Some((TickRange::new(start, day.end), window))
}

/// Rooms and people of the tasks with the same word.
fn together(plan: &Plan, task: &Task) -> (BTreeSet<RoomId>, BTreeSet<PersonId>) {
    let Some(word) = task.same_as.as_ref().filter(|word| !word.is_empty()) else {
        return (BTreeSet::new(), BTreeSet::new());
    };
    let belongs =
        |id: &TaskId| plan.tasks.get(id).is_some_and(|it| it.same_as.as_ref() == Some(word));
    let bookings: Vec<&Arc<Booking>> = plan
        .bookings
        .values()
        .filter(|booking| booking.state.holds() && booking.task.as_ref().is_some_and(belongs))
        .collect();
    let rooms = bookings.iter().filter_map(|booking| booking.room).collect();
    let people = bookings.iter().flat_map(|booking| booking.people.iter().copied()).collect();
    (rooms, people)
}

/// The civil weeks in which dates lie.
fn weeks(source: &Source<'_>, dates: &Placement) -> TickRange {
    let monday = |moment: NaiveDateTime, weeks: i64| {
        let midnight = units::monday(moment.date()).and_time(units::NaiveTime::MIN);
        source.time().tick(after(midnight, Minutes::hours(24 * 7 * weeks)))
    };
    TickRange::new(monday(dates.start, 0), monday(dates.end, 1))
}
