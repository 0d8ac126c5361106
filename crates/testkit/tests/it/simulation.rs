//! A thousand small facilities and some large ones; `RACCORD_SIMULATION_SEEDS` raises the number.
//! The program `simulate` runs as many as one likes and prints what happened in them.

use crate::all_well;
use testkit::simulation::{Report, Sabotage, Settings, Size, run, run_twice};

fn seeds(usual: u64) -> u64 {
    let asked = std::env::var("RACCORD_SIMULATION_SEEDS").ok().and_then(|count| count.parse().ok());
    asked.unwrap_or(usual)
}

/// Runs seeds on all cores.
fn run_all(count: u64, size: Size) -> Vec<Report> {
    all_well(count, |seed| run_twice(Settings { seed, size, sabotage: None }))
}

#[test]
fn nothing_acknowledged_is_lost_all_become_the_same_and_each_seed_repeats() {
    let count = seeds(1_000);
    let reports = run_all(count, Size::Small);
    let sum = |of: fn(&Report) -> u64| reports.iter().map(of).sum::<u64>();
    // What is not tried is not shown.
    assert!(sum(|it| it.counts.acked) > 10 * count);
    assert!(sum(|it| it.counts.crashes) > count / 2);
    assert!(sum(|it| it.counts.restores) > count / 10);
    assert!(sum(|it| it.counts.connections) > 3 * count);
    assert!(sum(|it| it.counts.withdrawn) > count / 20);
    assert!(sum(|it| it.counts.ended) > count / 50);
    assert!(sum(|it| it.counts.forks) > count / 50);
}

/// Seeds that have failed once, by size. What they try may change with the simulator.
const FAILED: &[(u64, Size)] = &[
    (10, Size::Small),
    (46, Size::Small),
    (362, Size::Small),
    (1_714, Size::Small),
    (6_873, Size::Small),
    (33, Size::Large),
    (91, Size::Large),
    (195, Size::Large),
    (261, Size::Large),
];

#[test]
fn what_has_failed_once_holds() {
    for (seed, size) in FAILED {
        let result = run_twice(Settings { seed: *seed, size: *size, sabotage: None });
        assert!(result.is_ok(), "{result:?}");
    }
}

#[test]
fn a_dozen_machines_hold_as_well_as_a_few() {
    run_all(seeds(1_000) / 50, Size::Large);
}

#[test]
fn every_rule_that_is_broken_is_noticed_within_two_hundred_seeds() {
    for sabotage in Sabotage::ALL {
        let found = (0..200).find_map(|seed| {
            run(Settings { seed, size: Size::Small, sabotage: Some(sabotage) }).err()
        });
        assert!(found.is_some(), "{sabotage:?} is not noticed");
    }
}
