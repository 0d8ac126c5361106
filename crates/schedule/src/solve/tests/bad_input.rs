//! Instances that cannot be: a problem that says which and why, at once.

use super::random::{SMALL, instance, range};
use crate::solve::{
    Activity, Instance, InstanceProblem, MOST_ACTIVITIES, Mode, Pace, Precedence, Prepared,
    Profile, Project, ProjectActivity, ProjectProblem, Published, Renewable, Schedule, Slot, Use,
    Violation, improve, repair, tries, verify,
};
use units::{Minutes, Tick};

fn problems(change: impl FnOnce(&mut Instance)) -> Vec<InstanceProblem> {
    let mut instance = instance(1, SMALL);
    instance.precedences.clear();
    change(&mut instance);
    Prepared::new(instance).err().unwrap_or_default()
}

#[test]
fn what_waits_for_itself_is_named_around_the_circle() {
    let tie = |it: &mut Instance, ties: &[(usize, usize)]| {
        it.precedences = ties.iter().map(|(from, to)| Precedence::new(*from, *to)).collect();
    };
    let found = problems(|it| tie(it, &[(0, 1), (1, 2), (2, 3), (3, 1), (3, 4)]));
    let [InstanceProblem::Cycle(cycle)] = &found[..] else { panic!("{found:?}") };
    let mut sorted = cycle.clone();
    sorted.sort_unstable();
    assert_eq!(sorted, [1, 2, 3]);
    let found = problems(|it| tie(it, &[(2, 2)]));
    assert_eq!(found, [InstanceProblem::BadPrecedence(0)]);
    let found = problems(|it| tie(it, &[(2, 99)]));
    assert_eq!(found, [InstanceProblem::BadPrecedence(0)]);
}

#[test]
fn what_nobody_can_do_and_what_makes_no_sense_is_named() {
    let found = problems(|it| it.activities[4].modes.clear());
    assert_eq!(found, [InstanceProblem::NoMode(4)]);
    let found = problems(|it| {
        it.activities[4].modes.truncate(1);
        it.activities[4].modes[0].uses[0].amount = 9;
    });
    assert_eq!(found, [InstanceProblem::NobodyCan(4)]);
    let found = problems(|it| it.activities[4].modes[0].work = Minutes(-1));
    assert_eq!(found, [InstanceProblem::BadMode(4, 0)]);
    let found = problems(|it| it.activities[4].modes[0].uses[0].renewable = 77);
    assert_eq!(found, [InstanceProblem::BadMode(4, 0)]);
    let found = problems(|it| it.activities[4].pinned = true);
    assert_eq!(found, [InstanceProblem::BadPublished(4)]);
    let start = Tick(0);
    let found = problems(|it| it.activities[4].published = Some(Published { mode: 9, start }));
    assert_eq!(found, [InstanceProblem::BadPublished(4)]);
    assert_eq!(problems(|it| it.horizon = range(5, 5)), [InstanceProblem::Horizon]);
    assert_eq!(problems(|it| it.horizon = range(0, i64::MAX)), [InstanceProblem::Horizon]);
    let many = MOST_ACTIVITIES + 1;
    let found = problems(|it| it.activities.resize(many, Activity::new(vec![Mode::default()])));
    assert_eq!(found, [InstanceProblem::TooMany("activities", many, MOST_ACTIVITIES)]);
}

#[test]
fn what_never_finds_a_place_stays_in_the_tray() {
    let mut instance = instance(2, SMALL);
    instance.precedences.clear();
    // A resource with no time at all, and work longer than the horizon.
    instance.renewables.push(Renewable {
        capacity: 1,
        closed: vec![range(0, 2_000)],
        ..Renewable::default()
    });
    let never = vec![Use { renewable: 5, amount: 1 }];
    instance.activities[3].modes = vec![Mode { work: Minutes(2), uses: never, ..Mode::default() }];
    instance.activities[7].modes = vec![Mode { work: Minutes(9_000), ..Mode::default() }];
    let prepared = Prepared::new(instance).unwrap();
    let first = repair(&prepared, &Profile::BALANCED);
    let mut pace = tries(200);
    let plan = improve(&prepared, &Profile::BALANCED, &first, 1, &mut Pace::new(&mut pace));
    assert_eq!((plan.slots[3], plan.slots[7]), (None, None));
    assert_eq!(plan.terms(prepared.instance()).unplaced, 2);
    assert_eq!(verify(prepared.instance(), &plan), []);
}

#[test]
fn extreme_numbers_neither_overflow_nor_hang() {
    let mut instance = instance(3, SMALL);
    for activity in &mut instance.activities {
        activity.disturbance.per_day_later = i64::MAX;
        activity.modes.iter_mut().for_each(|mode| mode.preference = i64::MAX / 2);
        activity.release = Tick(i64::MIN);
    }
    for precedence in &mut instance.precedences {
        precedence.lag = Minutes(i64::MAX / 2);
    }
    let prepared = Prepared::new(instance).unwrap();
    let first = repair(&prepared, &Profile::BALANCED);
    let mut pace = tries(50);
    let plan = improve(&prepared, &Profile::BALANCED, &first, 1, &mut Pace::new(&mut pace));
    assert_eq!(verify(prepared.instance(), &plan), []);
}

#[test]
fn projects_that_cannot_be_are_refused() {
    let activity = |duration, request, successors: &[usize]| ProjectActivity {
        duration,
        requests: vec![request],
        successors: successors.to_vec(),
    };
    let refused = |activities| Project::new(vec![3], activities).unwrap_err();
    let found = refused(vec![activity(1, 1, &[1]), activity(1, 1, &[0])]);
    assert_eq!(found, ProjectProblem::Cycle(0));
    assert_eq!(refused(vec![activity(1, 4, &[])]), ProjectProblem::NobodyCan(0, 0));
    assert_eq!(refused(vec![activity(1, 1, &[8])]), ProjectProblem::Unknown(0));
    let found = refused(vec![activity(u32::MAX, 1, &[])]);
    assert!(matches!(found, ProjectProblem::TooMany("ticks", ..)));
    let nothing = Project::new(Vec::new(), Vec::new()).unwrap();
    let mut pace = tries(10);
    let settings = crate::solve::Settings { seed: 1, population: 0 };
    assert_eq!(nothing.search(settings, &mut Pace::new(&mut pace)).1, []);
}

#[test]
fn the_verifier_finds_each_kind_of_mistake() {
    let mode = || Mode {
        work: Minutes(4),
        uses: vec![Use { renewable: 0, amount: 1 }],
        ..Mode::default()
    };
    let mut instance = Instance {
        horizon: range(0, 40),
        day: Minutes(10),
        calendars: Vec::new(),
        renewables: vec![Renewable {
            capacity: 1,
            closed: vec![range(20, 22)],
            turnaround: Minutes(1),
        }],
        activities: vec![Activity::new(vec![mode()]), Activity::new(vec![mode()])],
        precedences: vec![Precedence::new(0, 1)],
    };
    instance.activities[0].release = Tick(2);
    let found = |first: (usize, i64, i64), second: (usize, i64, i64)| {
        let slot = |(mode, start, end)| Some(Slot { mode, start: Tick(start), end: Tick(end) });
        verify(&instance, &Schedule { slots: vec![slot(first), slot(second)] })
    };
    assert_eq!(found((0, 2, 6), (0, 7, 11)), []);
    assert_eq!(found((0, 2, 6), (0, 6, 10)), [Violation::Capacity(1, 0)]);
    assert_eq!(found((0, 1, 5), (0, 7, 11)), [Violation::Release(0)]);
    assert_eq!(found((0, 2, 7), (0, 9, 13)), [Violation::Extent(0)]);
    assert_eq!(found((1, 2, 6), (0, 9, 13)), [Violation::NoSuchMode(0)]);
    assert_eq!(found((0, 12, 16), (0, 2, 6)), [Violation::Precedence(0)]);
    assert_eq!(found((0, 2, 6), (0, 18, 22)), [Violation::Closed(1, 0)]);
    assert_eq!(found((0, 2, 6), (0, 37, 41)), [Violation::Extent(1)]);
    assert_eq!(verify(&instance, &Schedule::default()), [Violation::Length]);
}
