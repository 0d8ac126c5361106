//! Is a statement signed? One rule for all signatures of the facility.
//!
//! The rule is ZIP 215 (Zcash Improvement Proposal 215, "Explicitly Defining and Modifying Ed25519
//! Validation Rules"), with which many signatures in one equation count exactly as each alone: with
//! the rule of RFC 8032 two honest machines could disagree about a signature made for that purpose.
//! Keys of low order, for which anybody can make signatures, count as none.

use chacha20::ChaCha12Rng;
use chacha20::rand_core::SeedableRng;
use ed25519_dalek::VerifyingKey;
use ed25519_zebra::batch::{Item, Verifier};
use ed25519_zebra::{Signature, VerificationKeyBytes};
use model::DeviceId;
use std::collections::BTreeMap;

/// A statement with the key and the signature that are said to belong to it.
#[derive(Clone)]
pub(crate) struct Claim(Item);

impl Claim {
    /// `None` if the key is no key.
    pub(crate) fn new(key: &[u8; 32], statement: &[u8], signature: &[u8; 64]) -> Option<Self> {
        is_key(key).then(|| Self::of_key(key, statement, signature))
    }

    fn of_key(key: &[u8; 32], statement: &[u8], signature: &[u8; 64]) -> Self {
        let (key, signature) = (VerificationKeyBytes::from(*key), Signature::from(*signature));
        Self(Item::from((key, signature, statement)))
    }

    fn holds(self) -> bool {
        self.0.verify_single().is_ok()
    }
}

/// Has the device signed the statement?
pub(crate) fn has_signed(device: DeviceId, statement: &[u8], signature: &[u8; 64]) -> bool {
    key_has_signed(&device.0, statement, signature)
}

/// The same of any public key.
pub(crate) fn key_has_signed(key: &[u8; 32], statement: &[u8], signature: &[u8; 64]) -> bool {
    Claim::new(key, statement, signature).is_some_and(Claim::holds)
}

/// The keys of many statements: each is looked at once.
#[derive(Default)]
pub(crate) struct Keys(BTreeMap<DeviceId, bool>);

impl Keys {
    /// As [`Claim::new`].
    pub(crate) fn claim(
        &mut self,
        device: DeviceId,
        statement: &[u8],
        signature: &[u8; 64],
    ) -> Option<Claim> {
        let is_key = *self.0.entry(device).or_insert_with(|| is_key(&device.0));
        is_key.then(|| Claim::of_key(&device.0, statement, signature))
    }
}

/// Which of many claims hold. All in one equation, which takes a quarter of the time; where that
/// does not hold, each alone. The factors of the equation are drawn from a seed that nobody can
/// know who signs, so that no two wrong signatures can make up for each other.
pub(crate) fn are_signed(claims: Vec<Option<Claim>>, seed: [u8; 32]) -> Vec<bool> {
    // Of one alone the equation says nothing new.
    let all = claims.len() > 1 && all_hold(claims.iter().flatten(), seed);
    claims.into_iter().map(|claim| claim.is_some_and(|it| all || it.holds())).collect()
}

fn all_hold<'a>(claims: impl Iterator<Item = &'a Claim>, seed: [u8; 32]) -> bool {
    let mut verifier = Verifier::new();
    claims.for_each(|claim| verifier.queue(claim.0.clone()));
    verifier.verify(ChaCha12Rng::from_seed(seed)).is_ok()
}

fn is_key(key: &[u8; 32]) -> bool {
    VerifyingKey::from_bytes(key).is_ok_and(|key| !key.is_weak())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::device::DeviceKey;
    use data_encoding::HEXLOWER;
    use proptest::prelude::*;

    /// The point of order 1, for which (R, s) = (1, 0) fits whatever is said.
    const IDENTITY: [u8; 32] = {
        let mut point = [0; 32];
        point[0] = 1;
        point
    };

    #[test]
    fn nobody_signs_with_a_key_of_low_order() {
        let mut signature = [0; 64];
        signature[0] = 1;
        assert!(!key_has_signed(&IDENTITY, b"anything", &signature));
        let mut keys = Keys::default();
        let claim = keys.claim(DeviceId(IDENTITY), b"anything", &signature);
        assert_eq!(are_signed(vec![claim], [7; 32]), [false]);
    }

    /// A published signature on which programs differ.
    #[derive(serde::Deserialize)]
    struct Case {
        message: String,
        pub_key: String,
        signature: String,
    }

    fn bytes<const N: usize>(text: &str) -> [u8; N] {
        HEXLOWER.decode(text.as_bytes()).unwrap().try_into().unwrap()
    }

    #[test]
    fn signatures_on_which_programs_differ_count_as_published_alone_and_among_others() {
        let text = include_str!("../../../tests/cases/signatures/speccheck.json");
        let cases: Vec<Case> = serde_json::from_str(text).unwrap();
        let claim = |case: &Case| {
            let message: [u8; 32] = bytes(&case.message);
            Claim::new(&bytes(&case.pub_key), &message, &bytes(&case.signature))
        };
        let alone: Vec<bool> =
            cases.iter().flat_map(|case| are_signed(vec![claim(case)], [7; 32])).collect();
        let mut published = [true, true, true, true, true, true, false, false, false, true];
        // Keys of low order, which ZIP 215 lets through.
        published[..2].fill(false);
        assert_eq!(alone, published);
        for (case, alone) in cases.iter().zip(alone) {
            let key = DeviceKey::from_seed(&[5; 32]);
            let good = |at: u8| Claim::new(&key.device().0, &[at], &key.sign(&[at]));
            // A wrong equation would hold one time in eight.
            for seed in 0..32 {
                let among = are_signed((0..3).map(good).chain([claim(case)]).collect(), [seed; 32]);
                assert_eq!(among, [true, true, true, alone]);
            }
        }
    }

    proptest! {
        #[test]
        fn many_count_as_each_alone(
            all in prop::collection::vec((0_u8..4, any::<[u8; 8]>(), prop::option::weighted(0.2, 0_usize..64)), 0..24),
            seed in any::<[u8; 32]>(),
        ) {
            let mut keys = Keys::default();
            let mut claims = Vec::new();
            let mut alone = Vec::new();
            for (who, statement, flipped) in all {
                let key = DeviceKey::from_seed(&[who; 32]);
                let mut signature = key.sign(&statement);
                if let Some(place) = flipped {
                    signature[place] ^= 1;
                }
                claims.push(keys.claim(key.device(), &statement, &signature));
                alone.push(has_signed(key.device(), &statement, &signature));
                prop_assert_eq!(alone.last() == Some(&true), flipped.is_none());
            }
            prop_assert_eq!(are_signed(claims, seed), alone);
        }
    }
}
