//! What holds for every plan.

use super::random::{SMALL, disturbed, instance, published, range};
use crate::solve::random::Random;
use crate::solve::{
    Activity, Disturbance, Mode, Most, Pace, Precedence, Prepared, Profile, Progress, Published,
    Renewable, Schedule, Use, distance, distinct, explain, improve, repair, tries, unmove, verify,
};
use units::{Minutes, Tick};

fn improved(prepared: &Prepared, profile: &Profile, seed: u64) -> Schedule {
    let first = repair(prepared, profile);
    let mut pace = tries(400);
    improve(prepared, profile, &first, seed, &mut Pace::new(&mut pace))
}

#[test]
fn every_plan_keeps_every_rule() {
    for seed in 0..120 {
        let bare = Prepared::new(instance(seed, SMALL)).unwrap();
        let bad = disturbed(seed, SMALL);
        for prepared in [&bare, &bad] {
            for profile in [Profile::BALANCED, Profile::ANEW] {
                let first = repair(prepared, &profile);
                assert_eq!(verify(prepared.instance(), &first), [], "seed {seed}, repaired");
                let better = improved(prepared, &profile, seed);
                assert_eq!(verify(prepared.instance(), &better), [], "seed {seed}, improved");
                let last = unmove(prepared, &profile, &better);
                assert_eq!(verify(prepared.instance(), &last), [], "seed {seed}, put back");
                let cost = |plan: &Schedule| profile.cost(&plan.terms(prepared.instance()));
                assert!(cost(&better) <= cost(&first), "seed {seed}");
                assert!(cost(&last) <= cost(&better), "seed {seed}");
            }
        }
    }
}

#[test]
fn a_seed_gives_the_same_plan_each_time() {
    let prepared = disturbed(3, SMALL);
    let run = |seed| improved(&prepared, &Profile::BALANCED, seed);
    assert_eq!(run(1), run(1));
}

#[test]
fn an_event_that_touches_nothing_moves_nothing() {
    for seed in 0..60 {
        let prepared = published(seed, SMALL);
        let mut instance = prepared.instance().clone();
        if instance.activities.iter().any(|activity| activity.published.is_none()) {
            continue;
        }
        // A resource nobody uses closes.
        instance.renewables.push(Renewable {
            capacity: 1,
            closed: vec![range(0, 50)],
            ..Renewable::default()
        });
        let prepared = Prepared::new(instance).unwrap();
        let repaired = repair(&prepared, &Profile::BALANCED);
        let placed = repaired.moved(prepared.instance()).count();
        assert_eq!(placed, 0, "seed {seed}");
        let calm = Profile { lateness: 0, preference: 0, overtime: 0, ..Profile::CALM };
        let better = unmove(&prepared, &calm, &improved(&prepared, &calm, seed));
        assert_eq!(better.moved(prepared.instance()).count(), 0, "seed {seed}");
        assert_eq!(explain(&prepared, &calm, &better), []);
    }
}

#[test]
fn after_putting_back_no_moved_activity_could_return_for_nothing() {
    for seed in 0..60 {
        let prepared = disturbed(seed, SMALL);
        let plan =
            unmove(&prepared, &Profile::BALANCED, &improved(&prepared, &Profile::BALANCED, seed));
        let cost = |plan: &Schedule| Profile::BALANCED.cost(&plan.terms(prepared.instance()));
        for number in plan.moved(prepared.instance()) {
            let mut back = plan.clone();
            back.slots[number] = prepared.published(number);
            let is_allowed = verify(prepared.instance(), &back).is_empty();
            assert!(!is_allowed || cost(&back) > cost(&plan), "seed {seed}: {number}");
        }
    }
}

#[test]
fn more_of_a_resource_never_leaves_more_in_the_tray() {
    for seed in 0..60 {
        let mut instance = instance(seed, SMALL);
        let unplaced = |instance: &crate::solve::Instance| {
            let prepared = Prepared::new(instance.clone()).unwrap();
            let plan = improved(&prepared, &Profile::BALANCED, seed);
            plan.terms(instance).unplaced
        };
        instance.precedences.iter_mut().for_each(|it| it.most = None);
        assert_eq!(unplaced(&instance), 0, "seed {seed}");
        instance.renewables.iter_mut().for_each(|it| it.capacity += 1);
        assert_eq!(unplaced(&instance), 0, "seed {seed}");
    }
}

#[test]
fn what_must_follow_closely_follows_closely() {
    let mode = |renewable| Mode {
        work: Minutes(4),
        uses: vec![Use { renewable, amount: 1 }],
        ..Mode::default()
    };
    let closed = vec![range(4, 30)];
    let mut close = Precedence::new(0, 1);
    close.most = Some(Most { time: Minutes(3), calendar: None });
    let prepared = Prepared::new(crate::solve::Instance {
        horizon: range(0, 100),
        day: Minutes(10),
        calendars: Vec::new(),
        renewables: vec![
            Renewable { capacity: 1, ..Renewable::default() },
            Renewable { capacity: 1, closed, ..Renewable::default() },
        ],
        activities: vec![Activity::new(vec![mode(0)]), Activity::new(vec![mode(1)])],
        precedences: vec![close],
    })
    .unwrap();
    let plan = improved(&prepared, &Profile::BALANCED, 1);
    assert_eq!(verify(prepared.instance(), &plan), []);
    assert_eq!(plan.terms(prepared.instance()).unplaced, 0);
    assert!(plan.slots[1].unwrap().start >= Tick(30));
}

#[test]
fn what_is_new_goes_where_what_comes_after_it_may_stay() {
    let mode = |renewable, preference| Mode {
        work: Minutes(4),
        uses: vec![Use { renewable, amount: 1 }],
        preference,
        ..Mode::default()
    };
    let new = |preference| {
        let published = Some(Published { mode: 0, start: Tick(10) });
        let disturbance = Disturbance { moved: 20, per_day_later: 8, per_day_earlier: 20 };
        let known = Activity { published, disturbance, ..Activity::new(vec![mode(2, 0)]) };
        // Nobody minds when this is; what comes after it is known.
        let between = Activity::new(vec![Mode::default()]);
        let closed = vec![range(0, 30)];
        let prepared = Prepared::new(crate::solve::Instance {
            horizon: range(0, 100),
            day: Minutes(10),
            calendars: Vec::new(),
            renewables: vec![
                Renewable { capacity: 1, closed, ..Renewable::default() },
                Renewable { capacity: 1, ..Renewable::default() },
                Renewable { capacity: 1, ..Renewable::default() },
            ],
            activities: vec![Activity::new(vec![mode(0, 0), mode(1, preference)]), between, known],
            precedences: vec![Precedence::new(0, 1), Precedence::new(1, 2)],
        })
        .unwrap();
        repair(&prepared, &Profile::BALANCED).slots.iter().map(|it| it.unwrap().start).collect()
    };
    let starts: Vec<Tick> = new(30);
    assert_eq!(starts, [Tick(0), Tick(4), Tick(10)], "somebody else does it at once");
    let starts: Vec<Tick> = new(3_000);
    assert_eq!(
        starts,
        [Tick(30), Tick(34), Tick(34)],
        "unless that is worse than moving the other"
    );
}

#[test]
fn plans_that_others_beat_or_that_are_nearly_others_are_not_shown() {
    let prepared = disturbed(8, SMALL);
    let instance = prepared.instance();
    let plans: Vec<Schedule> = [Profile::BALANCED, Profile::CALM, Profile::PUNCTUAL, Profile::ANEW]
        .iter()
        .map(|profile| improved(&prepared, profile, 1))
        .collect();
    let mut twice = plans.clone();
    twice.extend(plans);
    let kept = distinct(instance, &twice);
    assert!(!kept.is_empty());
    for one in &kept {
        for other in kept.iter().filter(|other| *other != one) {
            assert!(distance(instance, &twice[*one], &twice[*other]) >= 200);
            assert!(!twice[*one].terms(instance).no_worse(&twice[*other].terms(instance)));
        }
    }
}

#[test]
fn the_cost_kept_by_difference_is_that_of_a_full_count() {
    for seed in 0..40 {
        let prepared = disturbed(seed, SMALL);
        let profile = Profile::BALANCED;
        let first = repair(&prepared, &profile);
        let (mut kept, mut share) = (0, tries(300));
        let mut pace = |progress: Progress| {
            kept = progress.best;
            share(progress)
        };
        let plan = improve(&prepared, &profile, &first, seed, &mut Pace::new(&mut pace));
        assert_eq!(kept, profile.cost(&plan.terms(prepared.instance())), "seed {seed}");
    }
}

#[test]
fn a_search_ends_as_soon_as_it_is_told_to() {
    let prepared = disturbed(2, SMALL);
    let first = repair(&prepared, &Profile::BALANCED);
    let mut asked = 0;
    let mut pace = |_| {
        asked += 1;
        1_000
    };
    let plan = improve(&prepared, &Profile::BALANCED, &first, 1, &mut Pace::new(&mut pace));
    assert_eq!((plan, asked), (first, 1));
}

#[test]
fn chance_is_even_and_stays_below_its_limit() {
    let random = &mut Random::new(9);
    let mut counts = [0; 7];
    (0..7_000).for_each(|_| counts[random.below(7)] += 1);
    assert!(counts.iter().all(|count| (850..1_150).contains(count)), "{counts:?}");
    assert_eq!(random.below(0), 0);
}
