//! What must hold for every facility.

use super::naive::MinuteCalendar;
use super::naive_dates::{Naive, Told};
use super::random::{World, world};
use super::{naive_clashes, naive_rest};
use crate::{Checker, Clash, ClashKind, FacilityTime, Report};
use model::{
    Booking, BookingId, Command, Edit, Facility, Kind, Plan, ProductionId, RawId, RoomId, Subject,
    TaskId, Transition,
};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use units::{Minutes, Tick};

fn check(world: &World, now: Tick) -> Report {
    Checker::new().check(&world.facility, &world.casting, &world.plans, now)
}

/// A moment of the fortnight of the random facilities.
fn now() -> impl Strategy<Value = Tick> {
    let monday = crate::testing::paris("2026-12-07T00:00");
    (0_i64..14 * 1_440).prop_map(move |minute| Tick(monday.0 + minute))
}

fn sorted(clashes: impl IntoIterator<Item = Clash>) -> Vec<String> {
    let mut texts: Vec<String> = clashes.into_iter().map(|clash| format!("{clash:?}")).collect();
    texts.sort();
    texts
}

/// Productions whose tasks wait for each other: a relaxation of their dates would not end.
fn with_cycles(report: &Report) -> BTreeSet<ProductionId> {
    let cycles = report.clashes.iter().filter(|clash| clash.kind == ClashKind::Cycle);
    cycles.flat_map(|clash| clash.productions()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_list_is_that_of_the_naive_count(world in world(), now in now()) {
        let report = check(&world, now);
        let dates =
            [ClashKind::Lag, ClashKind::MaximumLag, ClashKind::Deadline, ClashKind::Cycle];
        let found = report.clashes.iter().filter(|clash| !dates.contains(&clash.kind));
        let mut expected = naive_clashes::of_bookings(&world, now.0);
        expected.extend(naive_clashes::same_as(&world));
        expected.extend(naive_rest::rest(&world));
        prop_assert_eq!(sorted(found.map(|clash| Clash::clone(clash))), sorted(expected));
        prop_assert!(report.clashes.is_sorted());
    }

    #[test]
    fn dates_and_floats_are_those_of_the_naive_relaxation(world in world(), now in now()) {
        let report = check(&world, now);
        let skipped = with_cycles(&report);
        let calendar = MinuteCalendar::house(&world.facility);
        let mut expected = Vec::new();
        for (id, plan) in world.plans.iter().filter(|(id, _)| !skipped.contains(id)) {
            let naive = Naive::new(&world, plan, &calendar, now);
            expected.extend(naive.clashes());
            let dates = report.plan(*id).unwrap();
            let told: BTreeMap<TaskId, Told> = dates.tasks.iter()
                .filter(|(_, dates)| !dates.group)
                .map(|(id, dates)| {
                    let floats = [dates.total_float, dates.free_float, dates.delivery_float];
                    let told = Told {
                        planned: (dates.start, dates.finish),
                        early: (dates.early_start, dates.early_finish),
                        floats: floats.map(|float| float.map(|float| float.0)),
                    };
                    (*id, told)
                })
                .collect();
            prop_assert_eq!(told, naive.told());
        }
        let kinds = [ClashKind::Lag, ClashKind::MaximumLag, ClashKind::Deadline];
        let found = report.clashes.iter().filter(|clash| {
            kinds.contains(&clash.kind) && !skipped.contains(&clash.productions()[0])
        });
        prop_assert_eq!(sorted(found.map(|clash| Clash::clone(clash))), sorted(expected));
    }

    #[test]
    fn a_probe_of_changed_bookings_tells_what_a_check_tells_once_they_are_kept(
        world in world(),
        other in world(),
        place in any::<prop::sample::Index>(),
        later in -3_000_i64..3_000,
        take_over in any::<bool>(),
        now in now(),
    ) {
        let before = check(&world, now);
        let id = ProductionId(RawId(1));
        let bookings: Vec<Arc<Booking>> = world.plans[&id].bookings.values().cloned().collect();
        prop_assume!(!bookings.is_empty());
        let mut changed: Booking = place.get(&bookings).as_ref().clone();
        if let Some(other) = other.plans[&id].bookings.values().next().filter(|_| take_over) {
            // Another room, other people, another task and state, or a booking that is new.
            changed = Booking { id: other.id, ..Booking::clone(other) };
        }
        changed.start = changed.start.map(|at| super::random::later(at, later));
        changed.end = changed.end.map(|at| super::random::later(at, later));
        let mut kept = world.clone();
        let plan = Arc::make_mut(kept.plans.get_mut(&id).unwrap());
        plan.bookings.insert(changed.id, Arc::new(changed.clone()));
        let expected = naming(&check(&kept, now), &before, id, &changed);
        prop_assert_eq!(before.probe(id, &changed), expected);
    }

    #[test]
    fn what_was_checked_before_does_not_matter(
        first in world(),
        second in world(),
        edits in prop::collection::vec((0_usize..9, 1_u128..4), 1..8),
        now in now(),
    ) {
        let mut checker = Checker::new();
        let mut world = first;
        let mut moment = now;
        for (edit, production) in edits {
            let id = ProductionId(RawId(production));
            match edit {
                0 => world.facility = second.facility.clone(),
                1 => world.casting = second.casting.clone(),
                2 => drop(world.plans.remove(&id)),
                3 => moment = Tick(moment.0 + 60),
                4 => drop(world.plans.insert(id, second.plans[&id].clone())),
                5 => touch(&mut world, id),
                _ => touch_facility(&mut world.facility, &second.facility, edit),
            }
            let report = checker.check(&world.facility, &world.casting, &world.plans, moment);
            prop_assert!(report == check(&world, moment));
            if production == 1 {
                checker = Checker::after(&report);
            }
        }
    }

    #[test]
    fn dates_of_a_look_ahead_are_those_of_a_check_once_the_plan_is_kept(
        world in world(),
        other in world(),
        now in now(),
    ) {
        let report = check(&world, now);
        let id = ProductionId(RawId(1));
        let plan = &other.plans[&id];
        let mut kept = world.clone();
        kept.plans.insert(id, plan.clone());
        let expected = check(&kept, now);
        let ahead = report.what_if(plan);
        prop_assert_eq!(ahead.as_ref(), expected.plan(id).unwrap());
    }

    #[test]
    fn work_that_is_placed_fits_its_booking_and_begins_when_the_room_is_open(
        world in world(),
        room in 0_u128..3,
        minute in 0_i64..14 * 1_440,
        work in 1_i64..6_000,
    ) {
        let time = FacilityTime::new(&world.facility, (2026, 2027));
        let from = crate::testing::paris("2026-12-07T00:00") + Minutes(minute);
        let room = Some(RoomId(RawId(room)));
        // A room may have no hours on the days on which the house works.
        if let Some(placed) = time.placement(room, time.civil(from), Minutes(work)) {
            let mut booking = Booking::new(BookingId(RawId(1)));
            (booking.start, booking.end) = (Some(placed.start), Some(placed.end));
            booking.window = placed.window;
            let pieces = time.occupation(&booking).pieces;
            let (start, held) = (time.tick(placed.start), time.booked_work(&pieces));
            prop_assert!(held >= Minutes(work), "{held:?} in {placed:?}");
            prop_assert!(pieces[0].start == start && start >= from, "{placed:?}");
            prop_assert!(time.works_on(placed.start.date()));
            // No minute too many, but for those that make a night a night.
            let day = placed.start.checked_add_days(units::Days::new(1)).unwrap();
            prop_assert!(held == Minutes(work) || placed.end == day, "{held:?} in {placed:?}");
            let free = room.and_then(|id| time.calendars().room(id)).map(|room| &room.free);
            prop_assert!(free.is_none_or(|free| free.is_working(start)));
        }
    }

    #[test]
    fn other_identifiers_change_nothing_but_ties(world in world(), now in now()) {
        let mut renamed = world.clone();
        for plan in renamed.plans.values_mut() {
            let plan = Arc::make_mut(plan);
            let bookings = std::mem::take(&mut plan.bookings);
            for (id, mut booking) in bookings {
                let booking: &mut Booking = Arc::make_mut(&mut booking);
                // Numbers below 400 are mirrored: what came first comes last.
                booking.id = BookingId(RawId(400 - id.0.0));
                plan.bookings.insert(booking.id, Arc::new(booking.clone()));
            }
        }
        let (one, other) = (check(&world, now), check(&renamed, now));
        prop_assert_eq!(count(&one), count(&other));
        for (id, dates) in one.plans() {
            let spans = |dates: &crate::PlanDates| -> Vec<_> {
                let row = |dates: &crate::TaskDates| (dates.start, dates.finish, dates.total_float);
                dates.tasks.values().map(row).collect()
            };
            prop_assert_eq!(spans(dates), spans(other.plan(id).unwrap()));
        }
    }

    #[test]
    fn every_proposed_way_out_ends_the_double_booking_or_is_a_word(world in world(), now in now()) {
        let report = check(&world, now);
        for clash in report.clashes.iter().filter(|clash| clash.kind == ClashKind::DoubleBooking) {
            for proposal in report.proposals(clash) {
                let mut tried = world.clone();
                let plan = Arc::make_mut(tried.plans.get_mut(&proposal.production).unwrap());
                let commands = report.commands_of(&proposal);
                prop_assert_eq!(commands.len(), 1);
                commands.iter().for_each(|command| carry_out(plan, command));
                let booking = &plan.bookings[&proposal.booking];
                match proposal.remedy {
                    crate::Remedy::Challenge(by) => {
                        prop_assert_eq!(booking.challenged_by, Some(by));
                        prop_assert!(booking.answer_by > Some(report.time().civil(now)));
                        continue;
                    }
                    crate::Remedy::Confirm => continue,
                    _ => {}
                }
                let after = check(&tried, now);
                let same = |other: &&Arc<Clash>| {
                    (other.kind, other.resource, &other.sides) == (clash.kind, clash.resource, &clash.sides)
                };
                prop_assert!(!after.clashes.iter().any(|other| same(&other)), "{:?}", proposal);
            }
        }
    }
}

/// What a report tells of a booking: the clashes that name it; and of the dates of tasks, those
/// that name its task or were not there before.
fn naming(after: &Report, before: &Report, id: ProductionId, booking: &Booking) -> Vec<Clash> {
    let named = Subject::planned(id, Kind::Booking, booking.id);
    let task = booking.task.map(|task| Subject::planned(id, Kind::Task, task));
    use ClashKind as K;
    let of_tasks = [K::Lag, K::MaximumLag, K::Deadline, K::SameAs];
    let concerned = |clash: &&Arc<Clash>| {
        if of_tasks.contains(&clash.kind) {
            let known = before.clashes.contains(clash);
            !known || clash.sides.iter().any(|side| Some(*side) == task)
        } else {
            clash.sides.contains(&named)
        }
    };
    after.clashes.iter().filter(concerned).map(|clash| Clash::clone(clash)).collect()
}

/// Clashes by kind, severity and time. Which of two bookings that begin together ends a rest is a
/// tie, and decides which breaches are told as one.
fn count(report: &Report) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for clash in &report.clashes {
        if clash.kind == ClashKind::Rest {
            let reason = &clash.details["reason"];
            counts.insert(format!("{:?} {reason}", clash.severity), 1);
        } else {
            let entry = format!("{:?} {:?} {:?}", clash.severity, clash.kind, clash.range);
            *counts.entry(entry).or_default() += 1;
        }
    }
    counts
}

/// Does to a plan what the writer does.
fn carry_out(plan: &mut Plan, command: &Command) {
    match command {
        Command::Set { subject, values } => plan.apply(&Edit::set(*subject, values.clone())),
        Command::MoveBooking { booking, start, .. } => {
            let booking = Arc::make_mut(plan.bookings.get_mut(booking).unwrap());
            *booking =
                Booking { state: booking.state.clone(), ..booking.copied(booking.id, *start) };
        }
        Command::ChangeBooking { production, booking, verb } => {
            let state = &plan.bookings[booking].state;
            let Transition::To(values) = verb.on(state) else { panic!("{verb:?} on {state:?}") };
            let subject = Subject::planned(*production, Kind::Booking, *booking);
            plan.apply(&Edit::set(subject, values));
        }
        _ => panic!("no way out is {}", command.key()),
    }
}

/// Changes one record of a plan.
fn touch(world: &mut World, id: ProductionId) {
    if let Some(plan) = world.plans.get_mut(&id) {
        let plan: &mut Plan = Arc::make_mut(plan);
        if let Some(booking) = plan.bookings.values_mut().next() {
            let booking = Arc::make_mut(booking);
            booking.end = booking.end.map(|end| super::random::later(end, 45));
        }
    }
}

/// Changes what a facility says of its rooms and people, and leaves the house alone.
fn touch_facility(facility: &mut Arc<Facility>, other: &Facility, edit: usize) {
    let facility = Arc::make_mut(facility);
    match edit {
        6 => facility.absences = other.absences.clone(),
        7 => facility.rooms = other.rooms.clone(),
        _ => drop(facility.people.pop_first()),
    }
}
