//! Revocation in a partition: the same verdict in any order of delivery.

use crate::*;
use model::DeviceId;
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::strategy::ValueTree;
use std::collections::{BTreeMap, BTreeSet};

const STEP: ChangeHash = [255; 32];
const GOOD: u8 = 0;
const ENDED: u8 = 1;
const ALSO_ENDED: u8 = 2;
const NEVER: u8 = 3;

fn writer(number: u8) -> DeviceId {
    DeviceId([number; 32])
}

/// Two devices whose rights ended, after three and after no change; one that never had any.
fn standing(device: DeviceId) -> Standing {
    match device.0[0] {
        GOOD => Standing::Good,
        ENDED => Standing::Ended([([ENDED; 16], 3)].into()),
        ALSO_ENDED => Standing::Ended(BTreeMap::new()),
        NEVER => Standing::Never,
        _ => Standing::Unknown,
    }
}

/// A history: who writes, and which of the earlier changes are seen besides one's own.
fn history() -> impl Strategy<Value = Vec<Written>> {
    let writers =
        prop_oneof![3 => Just(GOOD), 5 => Just(ENDED), 3 => Just(ALSO_ENDED), 1 => Just(NEVER)];
    let seen = prop::collection::vec(any::<Index>(), 0..3);
    prop::collection::vec((writers, seen), 1..40).prop_map(|steps| {
        let mut history: Vec<Written> = Vec::new();
        for (number, (writer_number, seen)) in (0_u8..).zip(steps) {
            let own = history.iter().rfind(|change| change.author == writer(writer_number));
            let sequence = own.map_or(1, |own| own.sequence + 1);
            let mut deps: BTreeSet<ChangeHash> = own.map(|own| own.hash).into_iter().collect();
            deps.extend(seen.iter().filter(|_| number > 0).map(|it| it.get(&history).hash));
            if deps.is_empty() {
                deps.insert(STEP);
            }
            let hash = [number; 32];
            let (author, actor) = (writer(writer_number), [writer_number; 16]);
            let deps = deps.into_iter().collect();
            history.push(Written { hash, author, actor, sequence, deps });
        }
        history
    })
}

fn judged(changes: &[Written]) -> Judged {
    judge(changes, &[STEP].into(), standing)
}

/// Does a change build on another, directly or not?
fn builds_on(history: &[Written], later: &Written, earlier: &ChangeHash) -> bool {
    let mut below: BTreeSet<ChangeHash> = later.deps.iter().copied().collect();
    // Changes stand behind those they build on.
    for change in history.iter().rev().filter(|change| change.hash != later.hash) {
        if below.contains(&change.hash) {
            below.extend(&change.deps);
        }
    }
    below.contains(earlier)
}

/// The rule as it stands in security.md, change by change.
fn by_the_rule(history: &[Written], change: &Written) -> bool {
    let never = |it: &Written| it.author == writer(NEVER);
    let tainted = |it: &Written| {
        never(it) || history.iter().any(|other| never(other) && builds_on(history, it, &other.hash))
    };
    if tainted(change) {
        return false;
    }
    let good = |it: &Written| it.author == writer(GOOD) && !tainted(it);
    let rescued =
        |it: &Written| history.iter().any(|by| good(by) && builds_on(history, by, &it.hash));
    let by_itself =
        |it: &Written| good(it) || (it.author == writer(ENDED) && it.sequence <= 3) || rescued(it);
    let below = history.iter().filter(|it| builds_on(history, change, &it.hash));
    by_itself(change) && below.clone().all(by_itself)
}

#[test]
fn work_that_somebody_built_on_is_not_lost_and_what_came_after_is_set_aside() {
    let change = |number: u8, by: u8, sequence, deps: &[u8]| Written {
        hash: [number; 32],
        author: writer(by),
        actor: [by; 16],
        sequence,
        deps: deps.iter().map(|dep| [*dep; 32]).collect(),
    };
    let before = [
        change(1, ENDED, 3, &[255]),
        change(2, ENDED, 4, &[1]),
        change(3, ENDED, 5, &[2]),
        change(4, ENDED, 6, &[3, 99]),
    ];
    let verdict = judged(&before);
    assert_eq!(verdict.counted, [[1; 32]].into());
    assert_eq!(verdict.set_aside[&[2; 32]].code(), "change-after-revocation");
    let mut after = before.to_vec();
    after.push(change(5, GOOD, 1, &[3]));
    after.push(change(6, GOOD, 2, &[5, 98]));
    after.push(change(7, NEVER, 1, &[1]));
    after.push(change(8, GOOD, 3, &[7]));
    let verdict = judged(&after);
    assert_eq!(verdict.counted, [[1; 32], [2; 32], [3; 32], [5; 32]].into());
    let why = |number: u8| verdict.set_aside[&[number; 32]].code();
    assert_eq!(why(4), "change-after-revocation");
    assert_eq!(why(6), "change-waits");
    assert_eq!(why(7), "change-not-allowed");
    assert_eq!(why(8), "change-builds-on-set-aside");
}

#[test]
fn five_hundred_orders_of_delivery_give_the_same_verdict() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let history = (0..200).map(|_| history().new_tree(&mut runner).unwrap().current());
    // One in which the rule decides: something counts only because somebody built on it.
    let history = history.max_by_key(|history| {
        let counted = judged(history).counted;
        let beyond = |it: &&Written| it.author != writer(GOOD) && it.sequence > 3;
        history.iter().filter(beyond).filter(|it| counted.contains(&it.hash)).count()
    });
    let history = history.unwrap();
    let expected = judged(&history);
    assert!(expected.counted.len() > 5 && expected.set_aside.len() > 1, "{expected:?}");
    for _ in 0..500 {
        let order = Just(history.clone()).prop_shuffle().new_tree(&mut runner).unwrap().current();
        let mut here: Vec<Written> = Vec::new();
        let mut counted = BTreeSet::new();
        for change in order {
            here.push(change);
            let now = judged(&here).counted;
            assert!(now.is_superset(&counted), "nothing that counted is taken back");
            counted = now;
        }
        assert_eq!(judged(&here), expected);
    }
}

proptest! {
    #[test]
    fn the_verdict_is_the_rule(history in history(), order in any::<u64>()) {
        let mut shuffled = history.clone();
        let turn = usize::try_from(order % shuffled.len() as u64).unwrap();
        shuffled.rotate_left(turn);
        let verdict = judged(&shuffled);
        for change in &history {
            let counts = verdict.counted.contains(&change.hash);
            prop_assert_eq!(counts, by_the_rule(&history, change), "{:?}", change);
            prop_assert_ne!(counts, verdict.set_aside.contains_key(&change.hash));
        }
    }

    #[test]
    fn without_revocations_everything_counts_that_can(history in history()) {
        let verdict = judge(&history, &[STEP].into(), |_| Standing::Good);
        prop_assert_eq!(verdict.counted.len(), history.len());
    }
}
