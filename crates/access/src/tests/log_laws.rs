//! Laws of the log: it means the same in whatever order, grouping and number of copies it comes;
//! nobody without the right changes what it means.

use super::support::*;
use crate::*;
use model::*;
use proptest::prelude::*;
use proptest::sample::Index;

/// Who writes: the root key, administrators to be, devices that never are any.
const ROOT: u8 = 0;
const WRITERS: u8 = 6;

/// What somebody does who has seen only a part of the log.
#[derive(Debug, Clone)]
enum Deed {
    /// Names, grants, revokes or more.
    Write { author: u8, action: Action },
    /// Learns all that another one knows.
    Meet { learner: u8, teacher: u8 },
    /// Signs with heads of anybody, to look as if long ago.
    Backdate { author: u8, action: Action, heads: Vec<Index> },
}

fn deeds() -> impl Strategy<Value = Vec<Deed>> {
    let actions = || {
        prop_oneof![
            2 => (1..8_u128, 1..4_u8).prop_map(|(id, number)| admin(id, number)),
            5 => (1..12_u128, 1..WRITERS, prop::sample::select(Role::ALL.to_vec()))
                .prop_map(|(id, number, role)| grant(id, number, role)),
            3 => prop::collection::btree_set(1..12_u128, 1..3).prop_map(revoke),
            1 => (1..4_u128).prop_map(|id| Action::Erase(PersonId(RawId(id)))),
            1 => (1..4_u128).prop_map(|id| Action::RotateKey(DocumentId(RawId(id)))),
        ]
    };
    let authors = || prop_oneof![2 => Just(ROOT), 3 => 1..WRITERS];
    let deed = prop_oneof![
        4 => (authors(), actions()).prop_map(|(author, action)| Deed::Write { author, action }),
        3 => (0..WRITERS, 0..WRITERS).prop_map(|(learner, teacher)| Deed::Meet { learner, teacher }),
        1 => (1..WRITERS, actions(), prop::collection::vec(any::<Index>(), 0..3))
            .prop_map(|(author, action, heads)| Deed::Backdate { author, action, heads }),
    ];
    prop::collection::vec(deed, 1..40)
}

/// Everything that anybody ever signed.
fn played(deeds: &[Deed]) -> Vec<Operation> {
    let empty = FacilityLog::new(FACILITY, root().id());
    let mut logs = vec![empty; usize::from(WRITERS)];
    let mut all: Vec<Operation> = Vec::new();
    for deed in deeds {
        match deed {
            Deed::Write { author, action } => {
                let log = &mut logs[usize::from(*author)];
                let operation = if *author == ROOT {
                    let sequence = log.next_root_sequence();
                    Operation::seal_by_root(
                        &root(),
                        FACILITY,
                        sequence,
                        log.heads(),
                        action.clone(),
                    )
                } else {
                    Operation::seal(&device(*author), FACILITY, log.heads(), action.clone())
                };
                log.offer(operation.clone());
                all.push(operation);
            }
            Deed::Meet { learner, teacher } => {
                let taught = logs[usize::from(*teacher)].clone();
                for operation in taught.after(&logs[usize::from(*learner)].heads()) {
                    logs[usize::from(*learner)].offer(operation.clone());
                }
            }
            Deed::Backdate { author, action, heads } => {
                let heads = heads.iter().filter(|_| !all.is_empty());
                let heads: Vec<_> = heads.map(|head| head.get(&all).hash()).collect();
                all.push(Operation::seal(&device(*author), FACILITY, heads, action.clone()));
            }
        }
    }
    all
}

fn offered<'a>(operations: impl IntoIterator<Item = &'a Operation>) -> FacilityLog {
    let mut log = FacilityLog::new(FACILITY, root().id());
    for operation in operations {
        log.offer(operation.clone());
    }
    log
}

/// All that an operation builds on, found the plain way.
fn past(all: &[Operation], of: &Operation) -> Vec<OperationHash> {
    let mut past: Vec<OperationHash> = of.heads.clone();
    let mut at = 0;
    while let Some(hash) = past.get(at).copied() {
        at += 1;
        for operation in all.iter().filter(|operation| operation.hash() == hash) {
            let more: Vec<_> =
                operation.heads.iter().filter(|head| !past.contains(head)).copied().collect();
            past.extend(more);
        }
    }
    past
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_order_any_grouping_and_any_copies_mean_the_same(
        deeds in deeds(),
        orders in prop::collection::vec(prop::collection::vec(any::<u32>(), 40), 4),
        copies in prop::collection::vec(any::<Index>(), 0..8),
    ) {
        let all = played(&deeds);
        let expected = offered(&all);
        for order in orders {
            let mut shuffled: Vec<(u32, &Operation)> = order.into_iter().zip(&all).collect();
            shuffled.extend(copies.iter().filter(|_| !all.is_empty()).map(|copy| (0, copy.get(&all))));
            shuffled.sort_by_key(|(place, _)| *place);
            let mut log = FacilityLog::new(FACILITY, root().id());
            for (at, (_, operation)) in shuffled.iter().enumerate() {
                log.offer((*operation).clone());
                if at % 5 == 0 {
                    log.fold();
                }
            }
            prop_assert_eq!(log.fold(), expected.fold());
            prop_assert_eq!(log.heads(), expected.heads());
            prop_assert_eq!(log.missing(), expected.missing());
            // What one log sends to another is enough to make it the same.
            let sent = offered(log.after(&[]));
            prop_assert_eq!(sent.fold(), expected.fold());
            prop_assert!(sent.is_whole());
        }
    }

    #[test]
    fn a_revocation_that_counts_always_wins(deeds in deeds()) {
        let mut office = Office { log: offered(&played(&deeds)) };
        office.root(admin(900, 1));
        for id in 1..12 {
            office.write(1, revoke([id]));
        }
        let membership = office.log.fold();
        let live = membership.members.values().flatten().filter(|right| right.ended.is_none());
        for right in live {
            prop_assert_eq!(&right.grant.role, &Role::Admin, "an administrator ends all but those");
        }
        office.root(revoke(1..12));
        let membership = office.log.fold();
        let live = membership.members.values().flatten().filter(|right| right.ended.is_none());
        prop_assert_eq!(live.map(|right| right.grant.id.0.0).collect::<Vec<_>>(), [900]);
    }

    #[test]
    fn only_what_an_administrator_or_the_root_signed_gives_a_right(deeds in deeds()) {
        let all = played(&deeds);
        let membership = offered(&all).fold();
        for right in membership.members.values().flatten() {
            let founded = all.iter().any(|operation| {
                let by_root = operation.is_by_root(root().id());
                let past = past(&all, operation);
                let named = all.iter().any(|naming| {
                    past.contains(&naming.hash())
                        && naming.is_by_root(root().id())
                        && matches!(&naming.action, Action::Admin { certificate, .. }
                            if certificate.device == operation.author)
                });
                match &operation.action {
                    Action::Admin { id, .. } => by_root && *id == right.grant.id,
                    Action::Grant(grant) => named && !by_root && *grant == right.grant,
                    _ => false,
                }
            });
            prop_assert!(founded, "{:?}", right);
        }
    }

    #[test]
    fn a_stranger_and_a_removed_administrator_change_nothing(
        deeds in deeds(),
        action in action(),
        heads in prop::collection::vec(any::<Index>(), 0..4),
    ) {
        let mut office = Office { log: offered(&played(&deeds)) };
        office.root(revoke(1..12));
        let all: Vec<OperationHash> = office.log.after(&[]).iter().map(|it| it.hash()).collect();
        let before = office.log.fold();
        for author in 1..9 {
            let heads = heads.iter().map(|head| *head.get(&all));
            let operation = Operation::seal(&device(author), FACILITY, heads, action.clone());
            office.log.offer(operation);
        }
        let mut after = office.log.fold();
        // That somebody tried is told.
        after.findings.retain(|finding| finding.code != "log-after-removal");
        let mut before = before;
        before.findings.retain(|finding| finding.code != "log-after-removal");
        prop_assert_eq!(after, before);
    }
}
