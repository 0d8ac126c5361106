//! Facilities whose members come, go and mean harm, with the true engines;
//! `RACCORD_MEMBERSHIP_SEEDS` raises their number. The program `simulate` runs as many as one likes.

use crate::all_well;
use testkit::membership::{Report, Sabotage, Settings, run, run_twice};

/// As many seeds as run in some twenty seconds.
const SEEDS: u64 = 100;

#[test]
fn whoever_comes_and_goes_all_in_good_standing_hold_the_same_and_nothing_is_lost() {
    let asked = std::env::var("RACCORD_MEMBERSHIP_SEEDS").ok();
    let count = asked.and_then(|count| count.parse().ok()).unwrap_or(SEEDS);
    let reports = all_well(count, |seed| run_twice(Settings { seed, sabotage: None }));
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
    for sabotage in Sabotage::ALL {
        let found =
            (0..200).find_map(|seed| run(Settings { seed, sabotage: Some(sabotage) }).err());
        assert!(found.is_some(), "{sabotage:?} is not noticed");
    }
}
