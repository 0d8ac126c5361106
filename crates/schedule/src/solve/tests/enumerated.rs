//! Instances small enough to try every plan: the search finds one as good as the best.

use super::random::{TINY, instance};
use crate::solve::random::Random;
use crate::solve::{
    Pace, Prepared, Profile, Project, ProjectActivity, Schedule, Settings, Slot, improve, repair,
    tries, verify,
};
use units::Tick;

/// The least cost of all plans, by trying them all.
fn least(prepared: &Prepared, profile: &Profile) -> i64 {
    let count = prepared.instance().activities.len();
    let mut schedule = Schedule { slots: vec![None; count] };
    let mut best = i64::MAX;
    place(prepared, profile, 0, &mut schedule, &mut best);
    best
}

fn place(
    prepared: &Prepared,
    profile: &Profile,
    number: usize,
    plan: &mut Schedule,
    best: &mut i64,
) {
    let instance = prepared.instance();
    if !verify(instance, plan).is_empty() {
        return;
    }
    let Some(activity) = instance.activities.get(number) else {
        *best = (*best).min(profile.cost(&plan.terms(instance)));
        return;
    };
    for (mode_number, mode) in activity.modes.iter().enumerate() {
        for start in 0..instance.horizon.end.0 {
            let slot = prepared.slot(mode, mode_number, Tick(start));
            plan.slots[number] = slot.filter(|slot: &Slot| slot.start == Tick(start));
            if plan.slots[number].is_some() {
                place(prepared, profile, number + 1, plan, best);
            }
        }
    }
    plan.slots[number] = None;
    place(prepared, profile, number + 1, plan, best);
}

#[test]
fn a_search_finds_the_best_of_all_plans_of_tiny_instances() {
    let mut searched = 0;
    for seed in 0..20 {
        let mut instance = instance(seed, TINY);
        instance.activities.truncate(3);
        instance.precedences.retain(|it| it.from < 3 && it.to < 3);
        let prepared = Prepared::new(instance).unwrap();
        let best = least(&prepared, &Profile::BALANCED);
        if best >= Profile::BALANCED.unplaced {
            continue;
        }
        searched += 1;
        let first = repair(&prepared, &Profile::BALANCED);
        let mut pace = tries(2_000);
        let found = improve(&prepared, &Profile::BALANCED, &first, seed, &mut Pace::new(&mut pace));
        let cost = Profile::BALANCED.cost(&found.terms(prepared.instance()));
        assert_eq!(verify(prepared.instance(), &found), []);
        assert_eq!(cost, best, "seed {seed}");
    }
    assert!(searched >= 10, "{searched}");
}

/// A project of some activities.
fn project(seed: u64, count: usize, renewables: usize) -> Project {
    let random = &mut Random::new(seed);
    let capacities: Vec<u32> = (0..renewables).map(|_| 2 + random.below(4) as u32).collect();
    let activities = (0..count).map(|number| ProjectActivity {
        duration: random.below(6) as u32,
        requests: capacities.iter().map(|most| random.below(*most as usize + 1) as u32).collect(),
        successors: (number + 1..count).filter(|_| random.below(5) == 0).collect(),
    });
    let activities = activities.collect();
    Project::new(capacities, activities).unwrap()
}

/// The least makespan, by trying each start of each activity.
fn least_makespan(project: &Project) -> i64 {
    let instance = project.to_instance();
    let mut best = instance.horizon.end.0;
    let mut plan = Schedule { slots: vec![None; project.len()] };
    shorter(&instance, 0, &mut plan, &mut best);
    best
}

fn shorter(instance: &crate::solve::Instance, number: usize, plan: &mut Schedule, best: &mut i64) {
    if !verify(instance, plan).is_empty() {
        return;
    }
    let Some(activity) = instance.activities.get(number) else {
        *best = (*best).min(plan.end().unwrap().0);
        return;
    };
    let work = activity.modes[0].work;
    for start in 0..*best - work.0 {
        let start = Tick(start);
        plan.slots[number] = Some(Slot { mode: 0, start, end: start + work });
        shorter(instance, number + 1, plan, best);
    }
    plan.slots[number] = None;
}

#[test]
fn a_project_is_as_short_as_the_shortest_of_all_its_plans() {
    for seed in 0..20 {
        let project = project(seed, 5, 1 + seed as usize % 6);
        let mut pace = tries(2_000);
        let settings = Settings { seed, population: 10 };
        let (makespan, starts) = project.search(settings, &mut Pace::new(&mut pace));
        let schedule = project.to_schedule(&starts);
        assert_eq!(verify(&project.to_instance(), &schedule), [], "seed {seed}");
        assert_eq!(schedule.end().unwrap().0, i64::from(makespan));
        assert_eq!(i64::from(makespan), least_makespan(&project), "seed {seed}");
        assert!(project.lower_bound() <= makespan);
    }
}

#[test]
fn a_seed_gives_the_same_schedule_of_a_project_each_time() {
    let project = project(5, 60, 4);
    let run = |seed| {
        let mut pace = tries(3_000);
        project.search(Settings { seed, population: 0 }, &mut Pace::new(&mut pace))
    };
    assert_eq!(run(1), run(1));
    let schedule = project.to_schedule(&run(2).1);
    assert_eq!(verify(&project.to_instance(), &schedule), []);
}
