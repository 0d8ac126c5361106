//! Facilities whose members come, go and mean harm, with the true engines;
//! `RACCORD_MEMBERSHIP_SEEDS` raises their number. The program `simulate` runs as many as one likes.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use testkit::membership::{Report, Sabotage, Settings, run, run_twice};
use testkit::simulation::Failure;

/// As many seeds as run in some twenty seconds.
const SEEDS: u64 = 100;

#[test]
fn whoever_comes_and_goes_all_in_good_standing_hold_the_same_and_nothing_is_lost() {
    let asked = std::env::var("RACCORD_MEMBERSHIP_SEEDS").ok();
    let count = asked.and_then(|count| count.parse().ok()).unwrap_or(SEEDS);
    let next = AtomicU64::new(0);
    let results: Mutex<Vec<Result<Report, Failure>>> = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, |cores| cores.get()) {
            scope.spawn(|| {
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed >= count {
                        return;
                    }
                    let result = run_twice(Settings { seed, sabotage: None });
                    results.lock().unwrap().push(result);
                }
            });
        }
    });
    let (mut reports, mut failures) = (Vec::new(), Vec::new());
    for result in results.into_inner().unwrap() {
        match result {
            Ok(report) => reports.push(report),
            Err(failure) => failures.push(failure),
        }
    }
    failures.sort_by_key(|failure| failure.seed);
    assert!(failures.is_empty(), "{} of {count} failed, first: {}", failures.len(), failures[0]);
    let sum = |of: fn(&Report) -> u64| reports.iter().map(of).sum::<u64>();
    // What is not tried is not shown.
    assert!(sum(|it| it.counts.acked) > 5 * count);
    assert!(sum(|it| it.counts.refused) > count);
    assert!(sum(|it| it.counts.revoked) > count / 2);
    assert!(sum(|it| it.counts.readmitted) > count / 2);
    assert!(sum(|it| it.counts.turned_away) > count);
    assert!(sum(|it| it.counts.crashes) > count / 4);
    assert!(sum(|it| it.counts.restores) > count / 10);
    assert!(sum(|it| it.counts.forged) > count / 10);
    assert!(sum(|it| it.counts.aside) > count / 10);
    assert!(sum(|it| it.counts.adopted) > 0);
}

/// Seeds that have failed once. What they try may change with the simulator.
const FAILED: &[u64] = &[34, 64, 66, 127, 162, 185, 263, 1_602, 1_963, 2_455, 20_650];

#[test]
fn what_has_failed_once_among_members_holds() {
    for seed in FAILED {
        let result = run_twice(Settings { seed: *seed, sabotage: None });
        assert!(result.is_ok(), "{result:?}");
    }
}

#[test]
fn every_rule_of_membership_that_is_broken_is_noticed_within_two_hundred_seeds() {
    let rules = [
        Sabotage::IgnoreFrontier,
        Sabotage::SkipRights,
        Sabotage::SendBeforeDurable,
        Sabotage::ShareEverything,
    ];
    for sabotage in rules {
        let found =
            (0..200).find_map(|seed| run(Settings { seed, sabotage: Some(sabotage) }).err());
        assert!(found.is_some(), "{sabotage:?} is not noticed");
    }
}
