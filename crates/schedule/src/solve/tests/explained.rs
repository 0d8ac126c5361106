//! Explanations are true: without what they name, the activity could be there.

use super::random::{SMALL, disturbed, range};
use crate::solve::{
    Activity, Cause, Instance, Mode, Most, Pace, Precedence, Prepared, Profile, Published, Reason,
    Renewable, Schedule, Slot, Use, conflict, explain, improve, repair, roots, tries, unmove,
    why_not, why_not_earlier,
};
use units::{Minutes, Tick};

/// What is left against a place once everything that was named is out of the way.
fn left(
    prepared: &Prepared,
    plan: &Schedule,
    activity: usize,
    place: (usize, Tick),
    named: &[Reason],
) -> Vec<Reason> {
    let mut instance = prepared.instance().clone();
    let mut plan = plan.clone();
    for reason in named {
        match reason {
            Reason::Released(_) => instance.activities[activity].release = Tick(i64::MIN),
            Reason::Closed { renewable, .. } => instance.renewables[*renewable].closed.clear(),
            Reason::TooLittle { renewable } => instance.renewables[*renewable].capacity = 99,
            _ => (),
        }
        if let Some(blocker) = reason.blocker() {
            plan.slots[blocker] = None;
        }
    }
    let prepared = Prepared::new(instance).unwrap();
    let mut left = why_not(&prepared, &plan, activity, place.0, place.1);
    left.retain(|reason| !matches!(reason, Reason::Hours | Reason::Horizon));
    left
}

#[test]
fn without_what_an_explanation_names_the_activity_could_be_where_it_was() {
    let mut explained = 0;
    for seed in 0..80 {
        let prepared = disturbed(seed, SMALL);
        let first = repair(&prepared, &Profile::BALANCED);
        let mut pace = tries(300);
        let plan = improve(&prepared, &Profile::BALANCED, &first, seed, &mut Pace::new(&mut pace));
        let plan = unmove(&prepared, &Profile::BALANCED, &plan);
        let explanations = explain(&prepared, &Profile::BALANCED, &plan);
        let moved: Vec<usize> = plan.moved(prepared.instance()).collect();
        let told: Vec<usize> = explanations.iter().map(|it| it.activity).collect();
        assert_eq!(moved, told, "seed {seed}: every moved activity is explained");
        for it in &explanations {
            explained += 1;
            assert!(!it.reasons.is_empty());
            let gain = it.reasons.iter().find_map(|reason| match reason {
                Reason::Gain(gain) => Some(*gain),
                _ => None,
            });
            assert!(gain.is_none_or(|gain| gain > 0), "seed {seed}: {it:?}");
            let place = (it.from.mode, it.from.start);
            assert_eq!(left(&prepared, &plan, it.activity, place, &it.reasons), [], "seed {seed}");
        }
        let roots = roots(&explanations);
        assert!(roots.iter().all(|root| moved.contains(root)));
    }
    assert!(explained > 200, "{explained}");
}

#[test]
fn without_what_is_named_an_activity_could_start_earlier() {
    for seed in 0..60 {
        let prepared = disturbed(seed, SMALL);
        let plan = repair(&prepared, &Profile::BALANCED);
        for activity in 0..plan.slots.len() {
            let Some(slot) = plan.slots[activity] else { continue };
            let reasons = why_not_earlier(&prepared, &plan, activity);
            let place = (slot.mode, slot.start - Minutes(1));
            if prepared.mode(activity, slot.mode).unwrap().calendar.is_none() {
                assert_eq!(left(&prepared, &plan, activity, place, &reasons), [], "seed {seed}");
            }
        }
    }
}

/// Two activities of four ticks on one resource, the second after the first.
fn two() -> Instance {
    let mode = || Mode {
        work: Minutes(4),
        uses: vec![Use { renewable: 0, amount: 1 }],
        ..Mode::default()
    };
    let mut instance = Instance {
        horizon: range(0, 100),
        day: Minutes(10),
        calendars: Vec::new(),
        renewables: vec![Renewable { capacity: 1, ..Renewable::default() }],
        activities: vec![Activity::new(vec![mode()]), Activity::new(vec![mode()])],
        precedences: vec![Precedence::new(0, 1)],
    };
    for activity in &mut instance.activities {
        activity.release = Tick(0);
    }
    instance
}

#[test]
fn a_place_too_long_after_or_before_another_names_it_and_until_when() {
    let mut instance = two();
    instance.precedences[0].most = Some(Most { time: Minutes(3), calendar: None });
    let prepared = Prepared::new(instance).unwrap();
    let slot = |start: i64| Some(Slot { mode: 0, start: Tick(start), end: Tick(start + 4) });
    let plan = Schedule { slots: vec![slot(4), slot(8)] };
    assert_eq!(
        why_not(&prepared, &plan, 1, 0, Tick(12)),
        [Reason::TooLong { activity: 0, precedence: 0, until: Tick(11) }]
    );
    assert_eq!(
        why_not(&prepared, &plan, 0, 0, Tick(0)),
        [Reason::TooSoon { activity: 1, precedence: 0, from: Tick(5) }]
    );
}

#[test]
fn a_blocked_place_names_predecessor_resource_and_closure() {
    let mut instance = two();
    instance.renewables[0].closed = vec![range(8, 10)];
    let prepared = Prepared::new(instance).unwrap();
    let plan = repair(&prepared, &Profile::BALANCED);
    assert_eq!(why_not(&prepared, &plan, 1, 0, plan.slots[1].unwrap().start), []);
    assert_eq!(
        why_not(&prepared, &plan, 1, 0, Tick(3)),
        [
            Reason::Predecessor { activity: 0, precedence: 0, from: Tick(4) },
            Reason::Busy { renewable: 0, activity: 0, until: Tick(4) },
        ]
    );
    let closed = Reason::Closed { renewable: 0, until: Tick(10) };
    assert_eq!(why_not(&prepared, &plan, 1, 0, Tick(5)), [closed]);
}

#[test]
fn a_date_that_cannot_be_met_names_as_few_reasons_as_possible() {
    let mut instance = two();
    instance.activities[0].release = Tick(10);
    instance.renewables.push(Renewable {
        capacity: 1,
        closed: vec![range(0, 90)],
        ..Renewable::default()
    });
    let prepared = Prepared::new(instance.clone()).unwrap();
    assert_eq!(conflict(&prepared, 1, Tick(18)), None);
    let causes = conflict(&prepared, 1, Tick(17));
    assert_eq!(causes, Some(vec![Cause::Release(0), Cause::Precedence(0)]));

    // Somebody is away, and that alone is enough.
    instance.renewables[0].closed = vec![range(2, 30)];
    let prepared = Prepared::new(instance.clone()).unwrap();
    assert_eq!(conflict(&prepared, 1, Tick(20)), Some(vec![Cause::Closed(0)]));

    // What has begun takes so long that whatever waits for it is late.
    instance.renewables[0].closed.clear();
    instance.activities[0].release = Tick(0);
    instance.activities[0].published = Some(Published { mode: 0, start: Tick(0) });
    instance.activities[0].pinned = true;
    instance.activities[0].modes[0].work = Minutes(50);
    let prepared = Prepared::new(instance).unwrap();
    assert_eq!(conflict(&prepared, 1, Tick(53)), Some(vec![Cause::Precedence(0)]));
}
