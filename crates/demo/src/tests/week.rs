//! What the scripted week does to the plan.

use super::replay::Replay;
use super::{report, stamp};
use crate::{Deed, Script, ScriptedEvent};
use model::{BookingState, Kind, Severity};
use schedule::{Checker, Clash, ClashKind, Report};
use std::sync::Arc;
use units::Tick;

const KEYS: [&str; 6] = [
    "rushes_late",
    "mixer_ill",
    "stage_twice",
    "four_days_left",
    "master_sooner",
    "slip_of_the_mouse",
];

/// Plays the week; looks at the plan before the event and after each action.
pub(super) fn check(script: &Script, mut replay: Replay, checker: &mut Checker, seed: u64) {
    let keys: Vec<&str> = script.week.iter().map(|event| event.key).collect();
    assert_eq!(keys, KEYS, "seed {seed}");
    let mut last = script.steps.last().unwrap().at;
    for event in &script.week {
        for step in &event.before {
            assert!(last <= step.at && step.at <= event.at, "seed {seed}: {}", event.key);
            last = step.at;
            replay.step(step);
        }
        assert!(last <= event.at && event.day >= script.today);
        watch_is_there(&replay, event, seed);
        let mut reports = vec![report(checker, &replay, event.at)];
        for action in &event.actions {
            let before = replay.clone();
            match &action.deed {
                Deed::Group(commands) => commands.iter().for_each(|command| replay.take(command)),
                Deed::TwoPeers { a, b } => {
                    a.iter().chain(b).for_each(|command| replay.take(command))
                }
                Deed::Undo => replay = Replay::clone(replay.undone.as_ref().unwrap()),
            }
            replay.undone = Some(Box::new(before));
            reports.push(report(checker, &replay, event.at));
        }
        outcome(event, &replay, &reports, seed);
    }
    assert!(last < stamp(Tick(super::midnight(5).0)));
}

fn watch_is_there(replay: &Replay, event: &ScriptedEvent, seed: u64) {
    let watch = &event.watch;
    let plans = &replay.plans;
    assert!(watch.tasks.iter().all(|(plan, id)| plans[plan].tasks.contains_key(id)));
    assert!(watch.bookings.iter().all(|(plan, id)| plans[plan].bookings.contains_key(id)));
    assert!(watch.deliveries.iter().all(|plan| plans.contains_key(plan)));
    let something = watch.tasks.len() + watch.bookings.len() + watch.resources.len();
    assert!(something > 0, "seed {seed}: {} watches nothing", event.key);
}

/// The clashes of what an event watches.
fn clashes<'a>(
    event: &'a ScriptedEvent,
    report: &'a Report,
    kind: ClashKind,
) -> impl Iterator<Item = &'a Arc<Clash>> {
    let watched = |clash: &&Arc<Clash>| {
        let bookings = event.watch.bookings.iter().map(|(_, id)| model::RawId::from(*id));
        let ids: Vec<_> = bookings.collect();
        clash.sides.iter().any(|side| side.kind == Kind::Booking && ids.contains(&side.id))
    };
    report.clashes.iter().filter(move |clash| clash.kind == kind).filter(watched)
}

fn outcome(event: &ScriptedEvent, replay: &Replay, reports: &[Report], seed: u64) {
    let (first, last) = (reports.first().unwrap(), reports.last().unwrap());
    let context = format!("seed {seed}: {}", event.key);
    let finish = |report: &Report| {
        let (plan, task) = event.watch.tasks[event.watch.tasks.len() - 1];
        report.plan(plan).unwrap().tasks[&task].finish
    };
    match event.key {
        "rushes_late" => {
            let (plan, task) = event.watch.tasks[1];
            let start = |report: &Report| {
                report.time().civil(report.plan(plan).unwrap().tasks[&task].start).date()
            };
            assert!(start(first) <= event.day + units::Days::new(2), "{context}");
            assert!(start(last) > start(first), "{context}");
        }
        "mixer_ill" => {
            assert_eq!(clashes(event, first, ClashKind::Absence).count(), 0, "{context}");
            assert!(clashes(event, &reports[1], ClashKind::Absence).count() > 0, "{context}");
            for kind in ClashKind::ALL {
                assert_eq!(clashes(event, last, kind).next(), None, "{context}");
            }
        }
        "stage_twice" => {
            let twice = |report| {
                let found = clashes(event, report, ClashKind::DoubleBooking);
                found.map(|clash| clash.severity).max()
            };
            let severities: Vec<_> = reports.iter().map(twice).collect();
            assert_eq!(
                severities,
                [Some(Severity::Info), Some(Severity::Error), None],
                "{context}"
            );
        }
        "four_days_left" => {
            let (plan, task) = event.watch.tasks[0];
            let remaining = replay.plans[&plan].tasks[&task].remaining.unwrap();
            assert_eq!(remaining.0, 4 * 480, "{context}");
            let float =
                |report: &Report| report.plan(plan).unwrap().tasks[&task].total_float.unwrap();
            assert!(float(&reports[1]) < float(first), "{context}");
        }
        "master_sooner" => {
            let plan = event.watch.deliveries[0];
            let float = |report: &Report| {
                let deadlines = &report.plan(plan).unwrap().deadlines;
                deadlines
                    .iter()
                    .find(|date| date.subject.kind == Kind::Production)
                    .unwrap()
                    .float
                    .unwrap()
            };
            assert!(!float(first).is_negative(), "{context}: {:?}", float(first));
            assert!(float(last).is_negative(), "{context}: {:?}", float(last));
            assert_eq!(finish(first), finish(last), "{context}");
        }
        _ => {
            let (plan, booking) = event.watch.bookings[0];
            let state = &replay.plans[&plan].bookings[&booking].state;
            assert_eq!(*state, BookingState::Confirmed, "{context}");
            assert_eq!(first, last, "{context}");
        }
    }
}
