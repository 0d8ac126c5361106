//! Keys, certificates and damage for tests.

use crate::{Certificate, DeviceKey, EndpointKey, GrantScope};
use model::{FacilityId, PersonId, RawId};
use proptest::prelude::*;

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
