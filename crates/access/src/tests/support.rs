//! Keys, certificates and damage for tests.

use crate::*;
use model::{Choice, DocumentId, FacilityId, GrantId, PersonId, RawId, Role};
use proptest::prelude::*;
use units::Stamp;

pub(crate) const FACILITY: FacilityId = FacilityId(RawId(6_000));

pub(crate) fn device(number: u8) -> DeviceKey {
    DeviceKey::from_seed(&[number; 32])
}

/// The certificate of a device, whose endpoint has another key.
pub(crate) fn certificate(number: u8, person: u128) -> Certificate {
    let endpoint = EndpointKey::from_seed(&[number ^ 0x80; 32]);
    let label = format!("Montage {number}");
    Certificate::seal(&device(number), &endpoint, FACILITY, PersonId(RawId(person)), &label)
}

/// The bytes with one bit turned over.
pub(crate) fn flipped(bytes: &[u8], place: usize, bit: u8) -> Vec<u8> {
    let mut flipped = bytes.to_vec();
    flipped[place] ^= 1 << bit;
    flipped
}

/// Any scope, those of newer programs included.
pub(crate) fn grant_scope() -> impl Strategy<Value = GrantScope> {
    let words = prop_oneof![
        Just("facility".to_owned()),
        Just("own_desk".to_owned()),
        Just("productions".to_owned()),
        Just("catalogues".to_owned()),
        "[a-zé]{0,16}",
    ];
    let ids = prop::collection::btree_set(any::<u128>().prop_map(RawId), 0..5);
    (words, ids).prop_map(|(word, ids)| GrantScope::of(&word, ids))
}

/// A grant over the whole facility to the device of a number.
pub(crate) fn grant(id: u128, number: u8, role: Role) -> Action {
    Action::Grant(Grant {
        id: GrantId(RawId(id)),
        certificate: certificate(number, number.into()),
        role,
        scope: GrantScope::Facility,
        not_after: None,
    })
}

pub(crate) fn admin(id: u128, number: u8) -> Action {
    Action::Admin { id: GrantId(RawId(id)), certificate: certificate(number, number.into()) }
}

pub(crate) fn revoke(ids: impl IntoIterator<Item = u128>) -> Action {
    let grants = ids.into_iter().map(|id| GrantId(RawId(id))).collect();
    Action::Revoke { grants, frontier: [].into() }
}

/// Any action, those of newer programs included.
pub(crate) fn action() -> impl Strategy<Value = Action> {
    let roles = prop_oneof![
        prop::sample::select(Role::ALL.to_vec()),
        "[a-zé]{0,16}".prop_map(|word| Role::from_key(&word)),
    ];
    let grants = (any::<u128>(), 1..4_u8, roles, grant_scope(), any::<Option<i64>>()).prop_map(
        |(id, number, role, scope, not_after)| {
            Action::Grant(Grant {
                id: GrantId(RawId(id)),
                certificate: certificate(number, number.into()),
                role,
                scope,
                not_after: not_after.map(Stamp),
            })
        },
    );
    let ids = prop::collection::btree_set(any::<u128>().prop_map(|id| GrantId(RawId(id))), 1..5);
    let actors = prop::collection::btree_map(any::<[u8; 16]>(), any::<u64>(), 0..4);
    let documents = any::<u128>().prop_map(|id| DocumentId(RawId(id)));
    let frontiers = prop::collection::btree_map(documents, actors, 0..4);
    prop_oneof![
        3 => grants,
        3 => (ids, frontiers).prop_map(|(grants, frontier)| Action::Revoke { grants, frontier }),
        1 => any::<u128>().prop_map(|id| Action::Erase(PersonId(RawId(id)))),
        1 => any::<u128>().prop_map(|id| Action::RotateKey(DocumentId(RawId(id)))),
        1 => (any::<u128>(), 1..4_u8).prop_map(|(id, number)| admin(id, number)),
        1 => (6_u8.., prop::collection::vec(any::<u8>(), 0..40))
            .prop_map(|(kind, body)| Action::Other { kind, body }),
    ]
}

pub(crate) fn root() -> RootKey {
    RootKey::from_seed(&[0xaa; 32])
}

/// A log that everybody writes to who sees all of it.
pub(crate) struct Office {
    pub(crate) log: FacilityLog,
}

impl Office {
    pub(crate) fn new() -> Self {
        Self { log: FacilityLog::new(FACILITY, root().id()) }
    }

    pub(crate) fn root(&mut self, action: Action) {
        let sequence = self.log.next_root_sequence();
        let heads = self.log.heads();
        let operation = Operation::seal_by_root(&root(), FACILITY, sequence, heads, action);
        assert!(matches!(self.log.offer(operation), Offered::Taken { .. }));
    }

    pub(crate) fn seal(&self, number: u8, action: Action) -> Operation {
        Operation::seal(&device(number), FACILITY, self.log.heads(), action)
    }

    pub(crate) fn write(&mut self, number: u8, action: Action) {
        let operation = self.seal(number, action);
        assert!(matches!(self.log.offer(operation), Offered::Taken { .. }));
    }
}

/// An invitation of a coordinator by device 1, good until 1,000.
pub(crate) fn ticket(secret: u8) -> Ticket {
    Ticket {
        facility: FACILITY,
        inviter: certificate(1, 1).endpoint,
        addresses: vec!["192.168.1.20:4433".to_owned()],
        person: None,
        role: Role::Coordination,
        scope: GrantScope::Facility,
        secret: [secret; 16],
        expires: Stamp(1_000),
    }
}
