//! What must hold for the ways out of whatever happens, in every facility.

use super::random::{World, later, world};
use crate::solve::{Pace, tries};
use crate::{Aim, Checker, ClashKind, Event, Replan, Report, Resource, Way, Weights};
use model::{BookingId, BookingState, Change, Kind, PersonId, ProductionId, RawId, RoomId, TaskId};
use proptest::prelude::*;
use std::collections::BTreeSet;
use units::{Minutes, NaiveDateTime, Tick};

/// What happens, before it is known to what.
#[derive(Debug, Clone)]
struct Blow {
    kind: u8,
    which: usize,
    day: i64,
    minutes: i64,
}

fn blow() -> impl Strategy<Value = Blow> {
    (0_u8..7, 0_usize..40, 0_i64..12, 30_i64..2_000).prop_map(|(kind, which, day, minutes)| Blow {
        kind,
        which,
        day,
        minutes,
    })
}

fn now() -> Tick {
    crate::testing::paris("2026-12-07T10:00")
}

fn check(world: &World) -> Report {
    Checker::new().check(&world.facility, &world.casting, &world.plans, now())
}

/// The event that a blow is in a facility; none if there is nothing it could fall on.
fn event(world: &World, report: &Report, blow: &Blow) -> Option<Event> {
    let tasks: Vec<(ProductionId, TaskId)> = world
        .plans
        .iter()
        .flat_map(|(id, plan)| plan.tasks.keys().map(|task| (*id, *task)))
        .collect();
    let (production, task) = *tasks.get(blow.which % tasks.len().max(1))?;
    let at =
        |day: i64| -> NaiveDateTime { later(crate::testing::at("2026-12-07T09:00"), day * 1_440) };
    let work = Minutes(blow.minutes);
    Some(match blow.kind {
        0 => Event::RushesLate { production, task, until: at(blow.day) },
        1 => Event::Away {
            resource: Resource::Person(PersonId(RawId(1 + blow.which as u128 % 2))),
            from: at(blow.day),
            to: later(at(blow.day), blow.minutes),
        },
        2 => Event::Away {
            resource: Resource::Room(RoomId(RawId(1 + blow.which as u128 % 2))),
            from: at(blow.day),
            to: later(at(blow.day), blow.minutes),
        },
        3 => Event::Overrun { production, task, remaining: work },
        4 => Event::QcRefused { production, task, work },
        5 => Event::DeliveryMoved { production, episode: None, date: at(blow.day).date() },
        _ => Event::Clash(report.clashes.get(blow.which)?.as_ref().clone()),
    })
}

fn replan(world: &World, report: &Report, event: Event) -> Option<Replan> {
    Replan::new(report, &world.casting, event, Weights::default(), RawId(1 << 100)).ok()
}

fn ways(replan: &Replan) -> Vec<Way> {
    let searched = replan.aims().into_iter().filter_map(|aim| {
        let mut pace = tries(40);
        replan.search(aim, 7, &mut Pace::new(&mut pace)).ok()
    });
    searched.collect()
}

/// The first minute of a booking in which it takes anything.
fn begins(report: &Report, booking: BookingId) -> Option<Tick> {
    let mut plans = report.parts.values().map(|part| &part.base.plan);
    let booking = plans.find_map(|plan| plan.bookings.get(&booking))?;
    Some(report.time().occupation(booking).pieces.first()?.start)
}

/// Bookings that nobody may move.
fn fixed(world: &World, report: &Report) -> BTreeSet<BookingId> {
    let bookings = world.plans.values().flat_map(|plan| plan.bookings.values());
    bookings
        .filter(|booking| {
            let begun = report.time().occupation(booking).pieces;
            booking.pinned
                || matches!(
                    booking.state,
                    BookingState::Done | BookingState::Cancelled | BookingState::Released
                )
                || begun.first().is_some_and(|first| first.start <= report.now())
        })
        .map(|booking| booking.id)
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn ways_out_keep_what_may_not_move_and_say_why_the_rest_does(world in world(), blow in blow()) {
        let report = check(&world);
        let Some(event) = event(&world, &report, &blow) else { return Ok(()) };
        let Some(replan) = replan(&world, &report, event) else { return Ok(()) };
        let fixed = fixed(&world, &report);
        let known: BTreeSet<_> = report.clashes.iter().chain(&replan.after().clashes)
            .map(|clash| (clash.kind, clash.resource, clash.sides.clone())).collect();
        for way in ways(&replan) {
            for edit in way.edits.iter().filter(|edit| edit.subject.kind == Kind::Booking) {
                let id = BookingId(edit.subject.id);
                let moved = match &edit.change {
                    // The first part of one under way may be cut off at its end.
                    Change::Set(_) => begins(&report, id) != begins(&way.report, id),
                    _ => false,
                };
                prop_assert!(!moved || !fixed.contains(&id), "{:?} moves {}", replan.event(), id);
            }
            for it in way.moves.iter().filter(|it| it.from.is_some()) {
                prop_assert!(!it.why.is_empty(), "{:?}: {:?}", replan.event(), it);
            }
            // Nobody is put beside another who was there first; a second option lies where it likes.
            let counts = |id: BookingId| {
                let holders = way.report.parts.values().flat_map(|part| &part.base.holdings);
                let mut holders = holders.filter(|it| it.booking.id == id);
                holders.all(|it| it.hold.counts())
            };
            // What found no place stays where it is, which is told.
            let placed = way.moves.iter().filter(|it| it.to.is_some());
            let moved: BTreeSet<BookingId> = placed.map(|it| it.booking).collect();
            let lost: BTreeSet<BookingId> =
                way.moves.iter().filter(|it| it.to.is_none()).map(|it| it.booking).collect();
            let doubled = way.report.clashes.iter().filter(|clash| {
                clash.kind == ClashKind::DoubleBooking
                    && clash.sides.iter().all(|side| counts(BookingId(side.id)))
                    && !known.contains(&(clash.kind, clash.resource, clash.sides.clone()))
                    && clash.sides.iter().any(|side| moved.contains(&BookingId(side.id)))
                    && clash.sides.iter().all(|side| !lost.contains(&BookingId(side.id)))
            });
            let doubled: Vec<_> = doubled.collect();
            prop_assert!(doubled.is_empty(), "{:?}: {:#?} of {:#?}", replan.event(), doubled, way.moves);
        }
    }

    #[test]
    fn within_one_production_no_session_of_another_is_touched(world in world(), blow in blow()) {
        let report = check(&world);
        let Some(event) = event(&world, &report, &blow) else { return Ok(()) };
        let Some(replan) = replan(&world, &report, event) else { return Ok(()) };
        for only in world.plans.keys() {
            let replan = replan.clone().moving_others().within(*only);
            for aim in replan.aims() {
                let Ok(way) = replan.first(aim) else { continue };
                let elsewhere = way.edits.iter().find(|edit| {
                    edit.subject.kind == Kind::Booking
                        && edit.subject.scope.production() != Some(*only)
                });
                prop_assert_eq!(elsewhere, None, "{:?}", replan.event());
            }
        }
    }

    #[test]
    fn what_touches_nothing_moves_nothing(world in world(), day in 0_i64..12) {
        let report = check(&world);
        // Somebody whom nobody has booked is away.
        let mut world = world;
        let idle = PersonId(RawId(99));
        let facility = std::sync::Arc::make_mut(&mut world.facility);
        facility.people.insert(idle, std::sync::Arc::new(model::Person::new(idle)));
        let from = later(crate::testing::at("2026-12-07T09:00"), day * 1_440);
        let away = Event::Away { resource: Resource::Person(idle), from, to: later(from, 600) };
        let report = Report { now: report.now, ..check(&world) };
        let replan = replan(&world, &report, away).unwrap();
        for aim in Aim::ALL {
            let Ok(way) = replan.first(aim) else { continue };
            prop_assert_eq!(&way.edits, &vec![], "{:?}", way.moves);
            prop_assert_eq!(way.report.clashes, replan.after().clashes.clone());
        }
    }

    #[test]
    fn the_same_seed_gives_the_same_way_out(world in world(), blow in blow()) {
        let report = check(&world);
        let Some(event) = event(&world, &report, &blow) else { return Ok(()) };
        let Some(replan) = replan(&world, &report, event) else { return Ok(()) };
        let all = |ways: Vec<Way>| -> Vec<_> { ways.into_iter().map(|way| way.edits).collect() };
        prop_assert_eq!(all(ways(&replan)), all(ways(&replan)));
    }
}
