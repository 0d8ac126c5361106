//! What every demo must be, whatever its seed.

mod replay;
mod week;

use crate::{Script, WEEKS, script};
use model::{BookingState, Employment, Genre, Kind, ProductionState, RoomKind};
use replay::Replay;
use schedule::{Checker, ClashKind, FacilityTime, Report, Resource};
use std::collections::BTreeMap;
use units::{Days, Decimal, Money, NaiveDate, Stamp, Tick, TickRange, Zone};

fn monday() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 23).unwrap()
}

fn midnight(day: i64) -> Tick {
    let date = if day < 0 {
        monday() - Days::new(day.unsigned_abs())
    } else {
        monday() + Days::new(day.unsigned_abs())
    };
    Zone::PARIS.tick(date.and_hms_opt(0, 0, 0).unwrap())
}

fn stamp(tick: Tick) -> Stamp {
    Stamp(tick.0 * 60)
}

fn replayed(script: &Script) -> Replay {
    let mut replay = Replay::new(script.facility);
    script.steps.iter().for_each(|step| replay.step(step));
    replay
}

fn report(checker: &mut Checker, replay: &Replay, at: Stamp) -> Report {
    checker.check(&replay.facility, &replay.casting, &replay.plans, Tick(at.0 / 60))
}

/// Everything that holds of a history.
fn check(seed: u64) {
    let script = script(seed, WEEKS, monday());
    assert!(script.steps.is_sorted_by_key(|step| step.at), "seed {seed}");
    assert!(script.steps.iter().all(|step| step.at < stamp(midnight(0))), "seed {seed}");
    assert!(script.steps.iter().all(|step| !step.commands.is_empty()), "seed {seed}");
    let commands: usize = script.steps.iter().map(|step| step.commands.len()).sum();
    assert!((5_000..8_500).contains(&commands), "seed {seed}: {commands} commands");

    let replay = replayed(&script);
    counts(&replay, seed);
    let mut checker = Checker::new();
    let report = report(&mut checker, &replay, stamp(midnight(0) + units::Minutes::hours(9)));
    only_intended_clashes(&report, seed);
    nothing_firm_twice(&replay, seed);
    loads(&replay, &report, seed);
    week::check(&script, replay, &mut checker, seed);
}

#[test]
fn ten_seeds_make_sound_demos() {
    (0..10).for_each(check);
}

#[test]
fn ten_more_seeds_make_sound_demos() {
    (10..20).for_each(check);
}

fn counts(replay: &Replay, seed: u64) {
    let rooms = |kind| replay.facility.rooms.values().filter(|room| room.kind == kind).count();
    assert_eq!([rooms(RoomKind::Stage), rooms(RoomKind::Grading), rooms(RoomKind::Lab)], [5, 1, 2]);
    assert_eq!([rooms(RoomKind::Edit), rooms(RoomKind::SoundEdit)], [10, 10]);
    let employed = |employment| {
        replay.facility.people.values().filter(|person| person.employment == employment).count()
    };
    assert_eq!([employed(Employment::Staff), employed(Employment::Intermittent)], [20, 40]);
    assert_eq!(employed(Employment::Outside), 9);
    assert_eq!(replay.directory.entries.len(), 69);
    assert_eq!(replay.casting.affinities.values().filter(|affinity| affinity.veto).count(), 3);
    for person in replay.facility.people.values() {
        let hourly = replay.casting.hourly_of_person(person.id, monday());
        let is_ours = person.employment != Employment::Outside;
        assert_eq!(hourly.is_some(), is_ours, "seed {seed}: {:?}", person.functions);
    }
    for room in replay.facility.rooms.values() {
        let hourly = replay.casting.hourly_of_room(room.id, monday());
        assert!(hourly.is_some(), "seed {seed}: {}", room.name);
    }
    let rates = replay.casting.cost_rates.values().filter_map(|rate| rate.hourly);
    let plausible = Decimal::from(15)..Decimal::from(150);
    assert!(rates.map(Money::amount).all(|hourly| plausible.contains(&hourly)));
    assert_eq!(replay.casting.cost_rates.len(), 60 + replay.facility.rooms.len());
    let genres =
        |genre| replay.plans.values().filter(|plan| plan.production.genre == genre).count();
    let found = [Genre::Feature, Genre::TvFilm, Genre::Series, Genre::Documentary, Genre::Magazine]
        .map(genres);
    assert_eq!(found, [2, 3, 1, 5, 1], "seed {seed}");
    for plan in replay.plans.values() {
        let production = &plan.production;
        let title = &production.title;
        assert!(production.code.len() <= 15 && !title.is_empty());
        let delivery = production.delivery;
        assert!(delivery.is_some_and(|date| date > monday()), "seed {seed}: {title} {delivery:?}");
        let is_live =
            matches!(production.state, ProductionState::Live | ProductionState::Preparation);
        assert!(is_live && !plan.baselines.is_empty(), "seed {seed}: {title}");
    }
}

/// A plan that is alive has loose ends: the three that were left, and no others.
fn only_intended_clashes(report: &Report, seed: u64) {
    let mut kinds: Vec<ClashKind> = report.clashes.iter().map(|clash| clash.kind).collect();
    kinds.sort();
    let wanted = [ClashKind::DoubleBooking, ClashKind::Absence, ClashKind::ExpiredOption];
    assert_eq!(kinds, wanted, "seed {seed}: {:?}", report.clashes);
    assert_eq!(report.findings, Vec::new(), "seed {seed}");
}

/// Two firm bookings never share a minute of a room, a person or a machine: every pair is looked
/// at, without what `schedule` knows of clashes.
fn nothing_firm_twice(replay: &Replay, seed: u64) {
    let time = FacilityTime::new(&replay.facility, (2025, 2028));
    let mut taken: BTreeMap<Resource, Vec<TickRange>> = BTreeMap::new();
    for booking in replay.plans.values().flat_map(|plan| plan.bookings.values()) {
        if !booking.state.is_firm() {
            continue;
        }
        let people = booking.people.iter().map(|id| Resource::Person(*id));
        let machines = booking.equipment.iter().map(|id| Resource::Equipment(*id));
        let resources = people.chain(machines).chain(booking.room.map(Resource::Room));
        for resource in resources {
            taken.entry(resource).or_default().extend(time.occupation(booking).pieces);
        }
    }
    for (resource, pieces) in taken {
        for (place, one) in pieces.iter().enumerate() {
            let twice = pieces.iter().skip(place + 1).find(|other| one.overlaps(**other));
            assert_eq!(twice, None, "seed {seed}: {resource:?} at {one:?}");
        }
    }
}

/// Share of the working hours of the rooms of a kind that is held in weeks from the scripted one.
fn load(replay: &Replay, report: &Report, kind: &RoomKind, weeks: std::ops::Range<i64>) -> i64 {
    let range = TickRange::new(midnight(weeks.start * 7), midnight(weeks.end * 7));
    let house = report.time().house().work_between(range.start, range.end);
    let rooms: Vec<_> = replay.facility.rooms.values().filter(|room| room.kind == *kind).collect();
    let held = rooms.iter().flat_map(|room| report.held(Resource::Room(room.id), range));
    let held: i64 = held.map(|held| report.time().work_in(held.range).0).sum();
    100 * held / (house.0 * i64::try_from(rooms.len()).unwrap())
}

fn loads(replay: &Replay, report: &Report, seed: u64) {
    let edit = load(replay, report, &RoomKind::Edit, 0..3);
    assert!((40..=90).contains(&edit), "seed {seed}: {edit} % of the edit rooms");
    let grading = load(replay, report, &RoomKind::Grading, 0..8);
    assert!((10..=100).contains(&grading), "seed {seed}: {grading} % of the grading room");
    let later = load(replay, report, &RoomKind::Edit, 8..11);
    assert!(later < edit, "seed {seed}: {later} % of the edit rooms are held two months ahead");
}

#[test]
fn the_same_seed_makes_the_same_script() {
    assert_eq!(script(7, WEEKS, monday()), script(7, WEEKS, monday()));
}

#[test]
fn another_seed_makes_another_script() {
    let (one, other) = (script(7, WEEKS, monday()), script(8, WEEKS, monday()));
    assert_ne!(one.facility, other.facility);
    let titles = |script: &Script| {
        let plans = replayed(script).plans.into_values();
        plans.map(|plan| plan.production.title.clone()).collect::<Vec<_>>()
    };
    assert_ne!(titles(&one), titles(&other));
}

#[test]
fn a_shorter_history_comes_to_the_same_plan() {
    let whole = script(5, WEEKS, monday());
    let known = replayed(&whole);
    for weeks in [0, 3, 26] {
        let short = script(5, weeks, monday());
        let first = stamp(midnight(-7 * i64::from(weeks)));
        assert!(short.steps.iter().all(|step| step.at >= first), "{weeks} weeks");
        assert!(short.steps.len() < whole.steps.len());
        assert_eq!(short.week, whole.week);
        let replay = replayed(&short);
        assert_eq!(replay.facility, known.facility, "{weeks} weeks");
        assert_eq!(replay.casting, known.casting);
        assert_eq!(replay.plans, known.plans, "{weeks} weeks");
        assert_eq!(replay.directory, known.directory);
    }
}

#[test]
fn bookings_are_of_every_state_and_some_pass_midnight() {
    let mut nights = 0;
    let mut states = BTreeMap::new();
    for seed in 0..4 {
        let replay = replayed(&script(seed, WEEKS, monday()));
        for booking in replay.plans.values().flat_map(|plan| plan.bookings.values()) {
            let (start, end) = (booking.start.unwrap(), booking.end.unwrap());
            let is_short = (end - start).num_hours() < 24;
            nights += usize::from(is_short && end.date() > start.date());
            *states.entry(booking.state.clone()).or_insert(0) += 1;
        }
    }
    assert!(nights > 0);
    use BookingState as S;
    for state in [S::Idea, S::Option, S::Confirmed, S::InProgress, S::Done, S::Released] {
        assert!(states.contains_key(&state), "none is {state:?}");
    }
}

#[test]
fn the_day_given_is_taken_back_to_its_monday() {
    assert_eq!(script(1, 2, monday() + Days::new(3)), script(1, 2, monday()));
}

#[test]
fn another_year_makes_a_sound_demo_too() {
    let script = script(1, WEEKS, NaiveDate::from_ymd_opt(2027, 6, 7).unwrap());
    let replay = replayed(&script);
    assert_eq!(replay.plans.len(), 12);
    assert!(script.week.len() >= 5);
    assert!(replay.known_of(Kind::Booking) > 500);
}
