//! A large facility made from a seed: series whose episodes go through fifteen steps, most of
//! them booked with a room and a person, one after the other as rooms and people come free.

use model::{
    Booking, BookingId, BookingState, Casting, Episode, EpisodeId, Facility, FacilityId,
    HolidayRule, HolidayZone, HolidayZoneId, Lag, Link, LinkId, LinkKind, Person, PersonId, Plan,
    ProductionId, RawId, Room, RoomId, RoomKind, Task, TaskId,
};
use std::collections::BTreeMap;
use std::sync::Arc;
use units::{
    Datelike, Minutes, NaiveDate, NaiveTime, Tick, Weekday, Zone, parse_date, parse_date_time,
};

/// What is checked.
pub(crate) struct Sample {
    pub(crate) facility: Arc<Facility>,
    pub(crate) casting: Arc<Casting>,
    pub(crate) plans: BTreeMap<ProductionId, Arc<Plan>>,
    pub(crate) now: Tick,
}

/// Kind of room, how many rooms and people of a sort there are for 330 episodes.
const SORTS: [(RoomKind, usize, usize); 8] = [
    (RoomKind::Lab, 4, 4),
    (RoomKind::Edit, 16, 20),
    (RoomKind::Conform, 4, 4),
    (RoomKind::Grading, 5, 6),
    (RoomKind::SoundEdit, 10, 14),
    (RoomKind::Voice, 2, 3),
    (RoomKind::Foley, 2, 2),
    (RoomKind::Stage, 4, 4),
];

/// The steps of an episode: sort, working days, steps before. No sort is a milestone.
const STEPS: [(Option<usize>, u64, &[usize]); 15] = [
    (Some(0), 1, &[]),
    (Some(1), 6, &[0]),
    (None, 0, &[1]),
    (Some(2), 1, &[2]),
    (Some(3), 2, &[3]),
    (Some(2), 1, &[2]),
    (Some(4), 3, &[2]),
    (Some(4), 2, &[2]),
    (Some(5), 1, &[7]),
    (Some(6), 1, &[2, 8]),
    (Some(7), 1, &[6, 7, 8, 9]),
    (Some(7), 1, &[10, 4]),
    (Some(0), 1, &[4, 5, 11]),
    (Some(0), 1, &[12]),
    (None, 0, &[13]),
];

/// A generator of numbers (splitmix64): the same seed, the same facility.
struct Seed(u64);

impl Seed {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut number = self.0;
        number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        number ^ (number >> 31)
    }

    fn one_in(&mut self, count: u64) -> bool {
        self.next().is_multiple_of(count)
    }
}

/// Rooms and people of a sort, with the day from which each is free.
struct Sort {
    rooms: Vec<(NaiveDate, RoomId)>,
    people: Vec<(NaiveDate, PersonId)>,
}

/// A facility with this many productions and episodes of fifteen tasks in all.
pub(crate) fn sample(productions: usize, episodes: usize) -> Sample {
    let first = parse_date("2026-11-23").expect("a date");
    let mut facility = house();
    let scale = episodes.div_ceil(330);
    let mut sorts: Vec<Sort> =
        SORTS.iter().map(|sort| staff(&mut facility, sort, scale, first)).collect();
    let mut plans: BTreeMap<ProductionId, Plan> = BTreeMap::new();
    let mut seed = Seed(1);
    for number in 0..episodes {
        let id = ProductionId(RawId((number % productions) as u128 + 1));
        let plan = plans.entry(id).or_insert_with(|| Plan::new(id));
        let start = working_day(first, (number * 360 / episodes) as u64);
        add_episode(plan, number, start, &mut sorts, &mut seed);
    }
    let now = parse_date_time("2026-11-23T09:00").expect("a moment");
    Sample {
        facility: Arc::new(facility),
        casting: Arc::new(Casting::default()),
        plans: plans.into_iter().map(|(id, plan)| (id, Arc::new(plan))).collect(),
        now: Zone::PARIS.tick(now),
    }
}

fn house() -> Facility {
    let mut facility = Facility::new(FacilityId(RawId(1)));
    let zone = HolidayZoneId(RawId(1));
    let mut france = HolidayZone::new(zone);
    france.rule = HolidayRule::FranceMetropole;
    facility.holiday_zones.insert(zone, Arc::new(france));
    Arc::make_mut(&mut facility.house).holiday_zone = Some(zone);
    facility
}

fn staff(
    facility: &mut Facility,
    (kind, rooms, people): &(RoomKind, usize, usize),
    scale: usize,
    free: NaiveDate,
) -> Sort {
    let mut sort = Sort { rooms: Vec::new(), people: Vec::new() };
    for _ in 0..rooms * scale {
        let id = RoomId(RawId(facility.rooms.len() as u128 + 1));
        let mut room = Room::new(id);
        room.kind = kind.clone();
        room.turnaround = Some(Minutes(30));
        facility.rooms.insert(id, Arc::new(room));
        sort.rooms.push((free, id));
    }
    for _ in 0..people * scale {
        let id = PersonId(RawId(facility.people.len() as u128 + 1));
        let mut person = Person::new(id);
        person.functions.insert(format!("{kind:?}"));
        facility.people.insert(id, Arc::new(person));
        sort.people.push((free, id));
    }
    sort
}

fn add_episode(
    plan: &mut Plan,
    number: usize,
    start: NaiveDate,
    sorts: &mut [Sort],
    seed: &mut Seed,
) {
    let production = plan.production.id;
    let raw = |step: usize| RawId((production.0.0 << 64) + (number * 100 + step) as u128);
    let mut episode = Episode::new(EpisodeId(raw(0)));
    let mut finish = [start; STEPS.len()];
    for (step, (sort, days, before)) in STEPS.iter().enumerate() {
        let mut task = Task::new(TaskId(raw(step)));
        task.episode = Some(episode.id);
        task.work = Minutes::hours(8 * *days as i64);
        task.milestone = sort.is_none();
        task.room_kind = sort.map(|sort| SORTS[sort].0.clone());
        task.function = sort.map(|sort| format!("{:?}", SORTS[sort].0));
        for from in *before {
            let mut link = Link::new(LinkId(RawId(raw(step).0 * 100 + *from as u128)));
            (link.from, link.to) = (Some(TaskId(raw(*from))), Some(task.id));
            link.kind = LinkKind::FinishToStart;
            link.lag = Lag::ZERO;
            plan.links.insert(link.id, Arc::new(link));
        }
        let earliest = before.iter().map(|from| finish[*from]).max().unwrap_or(start);
        finish[step] = earliest;
        if let Some(sort) = sort.filter(|_| !seed.one_in(10)) {
            let mut booking = Booking::new(BookingId(raw(step)));
            booking.task = Some(task.id);
            finish[step] = book(&mut booking, &mut sorts[sort], earliest, *days, seed);
            plan.bookings.insert(booking.id, Arc::new(booking));
        }
        plan.tasks.insert(task.id, Arc::new(task));
    }
    episode.delivery = Some(working_day(finish[STEPS.len() - 1], 5));
    plan.episodes.insert(episode.id, Arc::new(episode));
}

/// Books the room and the person that are free first; the day from which the next step can be.
fn book(
    booking: &mut Booking,
    sort: &mut Sort,
    earliest: NaiveDate,
    days: u64,
    seed: &mut Seed,
) -> NaiveDate {
    let room = sort.rooms.iter_mut().min().expect("a room");
    let person = sort.people.iter_mut().min().expect("a person");
    let free = if seed.one_in(40) { earliest } else { earliest.max(room.0).max(person.0) };
    let start = working_day(free, 0);
    let last = working_day(start, days - 1);
    let next = working_day(last, 1);
    let time = |hour| NaiveTime::from_hms_opt(hour, 0, 0).expect("an hour");
    booking.start = Some(start.and_time(time(9)));
    booking.end = Some(last.and_time(time(if seed.one_in(20) { 21 } else { 18 })));
    booking.room = Some(room.1);
    booking.people.insert(person.1);
    booking.state = if seed.one_in(5) { BookingState::Option } else { BookingState::Confirmed };
    (room.0, person.0) = (next, next);
    next
}

/// The working day some working days after a date (weekends left out).
fn working_day(date: NaiveDate, mut days: u64) -> NaiveDate {
    let weekend = |date: NaiveDate| matches!(date.weekday(), Weekday::Sat | Weekday::Sun);
    for day in date.iter_days() {
        if weekend(day) {
            continue;
        }
        if days == 0 {
            return day;
        }
        days -= 1;
    }
    date
}
