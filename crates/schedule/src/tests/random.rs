//! Random small facilities: two weeks of December, two rooms, two people, one machine, three
//! productions, and everything about them at odds. Strategies are boxed: nested as they are, they
//! would not fit on the stack of a test.

use model::{
    Absence, AbsenceId, Affinity, AffinityId, Booking, BookingDays, BookingId, BookingState,
    Casting, Equipment, EquipmentId, Facility, FacilityId, HolidayZone, HolidayZoneId, House, Lag,
    Link, LinkId, LinkKind, Person, PersonId, Plan, ProductionId, RawId, Room, RoomId, RoomKind,
    Task, TaskId, WeekHours,
};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;
use units::{Days, Minutes, NaiveDateTime, Percent, parse_date, parse_date_time};

/// Documents of a facility.
#[derive(Debug, Clone)]
pub(super) struct World {
    pub(super) facility: Arc<Facility>,
    pub(super) casting: Arc<Casting>,
    pub(super) plans: BTreeMap<ProductionId, Arc<Plan>>,
}

/// A moment of the fortnight that begins on Monday 7 December 2026, in steps of a quarter.
fn moment() -> impl Strategy<Value = NaiveDateTime> {
    (0_u64..14, 0_i64..96).prop_map(|(day, quarter)| {
        let start = parse_date_time("2026-12-07T00:00").unwrap();
        let days = start.checked_add_days(Days::new(day)).unwrap();
        let minutes = format!("{:02}:{:02}", quarter / 4, quarter % 4 * 15);
        days.date().and_time(units::parse_time(&minutes).unwrap())
    })
}

/// Weekly hours: none stated, two shapes of a week, a week of nights.
fn hours() -> impl Strategy<Value = WeekHours> {
    let week = |text: &str| WeekHours::weekdays(&text.parse().unwrap());
    let mut long = week("08:00-12:30 13:15-19:00");
    long.0.insert(5, "10:00-16:00".parse().unwrap());
    prop_oneof![
        3 => Just(WeekHours::default()),
        1 => Just(week("10:00-13:00 14:00-16:00 17:00-20:00")),
        1 => Just(long),
        1 => Just(week("20:00-00:00")),
        1 => Just(week("14:00-18:00 22:00-04:00")),
    ]
}

fn words(of: &'static [&'static str]) -> impl Strategy<Value = std::collections::BTreeSet<String>> {
    prop::sample::subsequence(of, 0..=of.len())
        .prop_map(|words| words.into_iter().map(str::to_owned).collect())
}

fn kind() -> impl Strategy<Value = RoomKind> {
    prop_oneof![Just(RoomKind::Edit), Just(RoomKind::Stage)]
}

fn house() -> BoxedStrategy<House> {
    (hours(), prop::option::of(0_i64..16))
        .prop_map(|(hours, rest)| {
            let mut house = House::new(FacilityId(RawId(1)));
            house.hours = hours;
            house.least_rest = rest.map(Minutes::hours);
            house.longest_week = Some(Minutes::hours(30));
            house.holiday_zone = Some(HolidayZoneId(RawId(1)));
            house
        })
        .boxed()
}

fn room(id: u128) -> BoxedStrategy<Room> {
    let zone = prop::option::of(Just(HolidayZoneId(RawId(2))));
    (kind(), words(&["5.1", "hdr"]), hours(), prop::option::of(0_i64..300), zone)
        .prop_map(move |(kind, capabilities, hours, turnaround, holiday_zone)| {
            let mut room = Room::new(RoomId(RawId(id)));
            room.kind = kind;
            room.capabilities = capabilities;
            room.hours = hours;
            room.turnaround = turnaround.map(Minutes);
            room.holiday_zone = holiday_zone;
            room
        })
        .boxed()
}

fn person(id: u128) -> BoxedStrategy<Person> {
    (words(&["mixer", "editor"]), words(&["avid", "5.1"]), hours())
        .prop_map(move |(functions, skills, hours)| {
            let mut person = Person::new(PersonId(RawId(id)));
            person.functions = functions;
            person.skills = skills;
            person.hours = hours;
            person
        })
        .boxed()
}

fn absence() -> BoxedStrategy<Absence> {
    (moment(), 1_i64..60, 0_u128..3, 1_u128..3)
        .prop_map(|(start, hours, of, id)| {
            let mut absence = Absence::new(AbsenceId(RawId(0)));
            match of {
                0 => absence.room = Some(RoomId(RawId(id))),
                1 => absence.person = Some(PersonId(RawId(id))),
                _ => absence.equipment = Some(EquipmentId(RawId(1))),
            }
            absence.start = Some(start);
            absence.end = Some(later(start, hours * 60));
            absence
        })
        .boxed()
}

/// A moment some minutes later on the wall clock.
pub(super) fn later(moment: NaiveDateTime, minutes: i64) -> NaiveDateTime {
    let zone = units::Zone::PARIS;
    // No clock changes in this fortnight.
    zone.civil(zone.tick(moment) + Minutes(minutes))
}

fn facility() -> BoxedStrategy<Facility> {
    let off = prop::collection::vec(0_u64..14, 0..4);
    let machine = words(&["5.1", "hdr"]);
    let absences = prop::collection::vec(absence(), 0..4);
    let people = (person(1), person(2), machine);
    (house(), room(1), room(2), people, absences, off)
        .prop_map(|(house, one, two, (three, four, capabilities), absences, off)| {
            let mut facility = Facility::new(house.id);
            facility.house = Arc::new(house);
            facility.rooms = [one, two].map(|room| (room.id, Arc::new(room))).into();
            facility.people = [three, four].map(|person| (person.id, Arc::new(person))).into();
            let mut machine = Equipment::new(EquipmentId(RawId(1)));
            machine.capabilities = capabilities;
            facility.equipment.insert(machine.id, Arc::new(machine));
            for (number, mut absence) in absences.into_iter().enumerate() {
                absence.id = AbsenceId(RawId(number as u128 + 1));
                facility.absences.insert(absence.id, Arc::new(absence));
            }
            let monday = parse_date("2026-12-07").unwrap();
            for id in 1..=2 {
                let mut zone = HolidayZone::new(HolidayZoneId(RawId(id)));
                let dates = off.iter().map(|day| monday.checked_add_days(Days::new(*day)).unwrap());
                // The second zone keeps every other day of the first.
                let kept = dates.step_by(usize::try_from(id).unwrap());
                zone.days_off = kept.map(|date| (date, "bridge".to_owned())).collect();
                facility.holiday_zones.insert(zone.id, Arc::new(zone));
            }
            facility
        })
        .boxed()
}

fn booking() -> BoxedStrategy<Booking> {
    let state = prop_oneof![
        6 => Just(BookingState::Confirmed),
        4 => Just(BookingState::Option),
        1 => Just(BookingState::Done),
        1 => Just(BookingState::Idea),
        1 => Just(BookingState::Released),
        1 => Just(BookingState::Other("frozen".into())),
    ];
    let days = prop_oneof![
        Just(BookingDays::Working),
        Just(BookingDays::WithSaturdays),
        Just(BookingDays::Every)
    ];
    let window = prop_oneof![
        4 => Just(None),
        1 => Just(Some("10:00-20:00")),
        1 => Just(Some("22:00-05:00")),
        1 => Just(Some("00:00-24:00")),
    ];
    let length = prop_oneof![5 => 30_i64..14 * 60, 3 => 24_i64 * 60..6 * 1_440, 1 => -60_i64..1];
    let when = (moment(), length, window, days);
    let who = (0_u128..4, 0_u128..8, any::<bool>(), 0_u128..6);
    let how = (state, prop::option::of(1_i64..3), prop::option::of(moment()));
    (when, who, how)
        .prop_map(|((start, length, window, days), (room, people, machine, task), how)| {
            let mut booking = Booking::new(BookingId(RawId(0)));
            booking.start = Some(start);
            booking.end = Some(later(start, length));
            booking.window = window.map(|window| window.parse().unwrap());
            booking.days = days;
            booking.room = (room > 0).then_some(RoomId(RawId(room)));
            booking.people = (1..=3)
                .filter(|id| people >> (id - 1) & 1 == 1)
                .map(|id| PersonId(RawId(id)))
                .collect();
            booking.equipment = machine.then_some(EquipmentId(RawId(1))).into_iter().collect();
            booking.task = (task > 0).then_some(TaskId(RawId(task)));
            (booking.state, booking.rank, booking.expires) = how;
            booking
        })
        .boxed()
}

fn task(id: u128) -> BoxedStrategy<Task> {
    let dates = (prop::option::weighted(0.2, moment()), prop::option::weighted(0.3, moment()));
    let actual = (prop::option::weighted(0.2, moment()), prop::option::weighted(0.5, 0_i64..3_000));
    let needs =
        (prop::option::weighted(0.3, kind()), words(&["5.1", "hdr"]), words(&["avid", "5.1"]));
    let function = prop::option::of(prop_oneof![Just("mixer"), Just("editor")]);
    let function = (function, prop::option::weighted(0.3, 0_i64..4));
    (0_i64..1_800, dates, actual, needs, function, any::<bool>(), any::<bool>())
        .prop_map(
            move |(
                work,
                (not_before, deadline),
                (begun, lasted),
                needs,
                (function, at_once),
                same,
                grouped,
            )| {
                let mut task = Task::new(TaskId(RawId(id)));
                task.work = Minutes(work);
                task.milestone = work < 60;
                (task.not_before, task.deadline, task.actual_start) = (not_before, deadline, begun);
                task.actual_finish = begun.and_then(|begun| Some(later(begun, lasted?)));
                (task.room_kind, task.capabilities, task.skills) = needs;
                task.function = function.map(str::to_owned);
                task.sessions_at_once = at_once;
                task.same_as = same.then(|| "mix".to_owned());
                // Tasks 2 and 3 may stand in the group that task 1 then is.
                task.parent = (grouped && (id == 2 || id == 3)).then_some(TaskId(RawId(1)));
                task
            },
        )
        .boxed()
}

fn link() -> BoxedStrategy<Link> {
    let kind = prop_oneof![
        3 => Just(LinkKind::FinishToStart),
        1 => Just(LinkKind::StartToStart),
        1 => Just(LinkKind::FinishToFinish),
        1 => Just(LinkKind::StartToFinish),
    ];
    let lag = || {
        prop_oneof![
            3 => Just(Lag::ZERO),
            2 => (-900_i64..900).prop_map(|minutes| Lag::Working(Minutes(minutes))),
            1 => (-3_000_i64..3_000).prop_map(|minutes| Lag::Elapsed(Minutes(minutes))),
            1 => (0_i64..150).prop_map(|share| Lag::Share(Percent(share.into()))),
        ]
    };
    // Most of them leave room for the least, some contradict it or each other.
    let most = prop::option::weighted(0.4, lag());
    // From a lower number to a higher one: never a cycle, but for groups.
    (1_u128..5, 1_u128..5, kind, lag(), most)
        .prop_map(|(from, step, kind, lag, most)| {
            let mut link = Link::new(LinkId(RawId(0)));
            link.from = Some(TaskId(RawId(from)));
            link.to = Some(TaskId(RawId(from + step)));
            link.kind = kind;
            (link.lag, link.most) = (lag, most);
            link
        })
        .boxed()
}

fn plan(id: u128) -> BoxedStrategy<Plan> {
    let tasks = (task(1), task(2), task(3), task(4), task(5));
    let bookings = prop::collection::vec(booking(), 0..6);
    let links = prop::collection::vec(link(), 0..6);
    let dates = (prop::option::of(moment()), prop::option::of(moment()));
    (tasks, bookings, links, dates)
        .prop_map(move |(tasks, bookings, links, (start, delivery))| {
            let mut plan = Plan::new(ProductionId(RawId(id)));
            let production = Arc::make_mut(&mut plan.production);
            production.director = Some(PersonId(RawId(9)));
            production.start = start.map(|moment| moment.date());
            production.delivery = delivery.map(|moment| moment.date());
            for task in [tasks.0, tasks.1, tasks.2, tasks.3, tasks.4] {
                plan.tasks.insert(task.id, Arc::new(task));
            }
            for (number, mut booking) in bookings.into_iter().enumerate() {
                booking.id = BookingId(RawId(id * 100 + number as u128));
                plan.bookings.insert(booking.id, Arc::new(booking));
            }
            for (number, mut link) in links.into_iter().enumerate() {
                link.id = LinkId(RawId(number as u128));
                plan.links.insert(link.id, Arc::new(link));
            }
            plan
        })
        .boxed()
}

/// A facility with three productions.
pub(super) fn world() -> impl Strategy<Value = World> {
    (facility(), any::<bool>(), plan(1), plan(2), plan(3)).prop_map(
        |(facility, veto, one, two, three)| {
            let mut affinity = Affinity::new(AffinityId(RawId(1)));
            affinity.director = Some(PersonId(RawId(9)));
            affinity.person = Some(PersonId(RawId(2)));
            affinity.veto = veto;
            let mut casting = Casting::default();
            casting.affinities.insert(affinity.id, Arc::new(affinity));
            World {
                facility: Arc::new(facility),
                casting: Arc::new(casting),
                plans: [one, two, three].map(|plan| (plan.production.id, Arc::new(plan))).into(),
            }
        },
    )
}
