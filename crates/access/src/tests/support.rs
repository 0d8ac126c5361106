//! Keys, certificates and damage for tests.

use crate::{Certificate, DeviceKey, EndpointKey};
use model::{FacilityId, PersonId, RawId};

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
