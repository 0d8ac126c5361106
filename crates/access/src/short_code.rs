//! The short code that two people compare on their screens, and what makes it safe to be short:
//! the joiner commits to its nonce before it sees the inviter's, so that nobody in between can
//! choose nonces until codes agree. Seven symbols of 64 are 42 bits.

use crate::root::RootId;
use model::{DeviceId, EndpointId, FacilityId};
use sha2::{Digest, Sha256};
use std::fmt;
use subtle::ConstantTimeEq;

/// How many symbols a code has.
pub const CODE_SYMBOLS: usize = 7;

const CODE_TAG: &[u8] = b"raccord short code 1\0";
const COMMITMENT_TAG: &[u8] = b"raccord commitment 1\0";

/// The code both screens show: seven numbers from 0 to 63. As text each is a square of a chess
/// board, `a1` to `h8`, which is said and heard alike in every language.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct ShortCode(pub [u8; CODE_SYMBOLS]);

/// What both sides must agree on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Parties {
    pub(crate) facility: FacilityId,
    pub(crate) root: RootId,
    pub(crate) inviter: (EndpointId, DeviceId),
    pub(crate) joiner: (EndpointId, DeviceId),
}

impl ShortCode {
    /// The code of an invitation.
    pub(crate) fn of(parties: &Parties, inviter_nonce: &[u8; 32], joiner_nonce: &[u8; 32]) -> Self {
        let mut hash = Sha256::new().chain_update(CODE_TAG);
        hash.update(parties.facility.0.0.to_be_bytes());
        hash.update(parties.root.0);
        for (endpoint, device) in [parties.inviter, parties.joiner] {
            hash.update(endpoint.0);
            hash.update(device.0);
        }
        let hash = hash.chain_update(inviter_nonce).chain_update(joiner_nonce).finalize();
        let first = hash.first_chunk().copied().map_or(0, u64::from_be_bytes);
        let mut symbols = [0; CODE_SYMBOLS];
        for (at, symbol) in (1_u32..).zip(&mut symbols) {
            *symbol = u8::try_from((first >> (64 - 6 * at)) & 63).unwrap_or_default();
        }
        Self(symbols)
    }

    /// Is it what somebody typed from the other screen? Case, spaces and other signs do not
    /// matter; the time it takes tells nothing of how much is right.
    pub fn is_typed(&self, text: &str) -> bool {
        let typed: String = text.chars().filter(char::is_ascii_alphanumeric).collect();
        let shown: String = self.to_string().chars().filter(char::is_ascii_alphanumeric).collect();
        shown.as_bytes().ct_eq(typed.to_ascii_lowercase().as_bytes()).into()
    }
}

/// What the joiner says of its nonce before it shows it.
pub(crate) fn commitment(nonce: &[u8; 32], joiner: (EndpointId, DeviceId)) -> [u8; 32] {
    let hash = Sha256::new().chain_update(COMMITMENT_TAG).chain_update(nonce);
    hash.chain_update(joiner.0.0).chain_update(joiner.1.0).finalize().into()
}

/// Was that what was committed to?
pub(crate) fn keeps_commitment(
    commitment_made: &[u8; 32],
    nonce: &[u8; 32],
    joiner: (EndpointId, DeviceId),
) -> bool {
    commitment(nonce, joiner).ct_eq(commitment_made).into()
}

impl fmt::Display for ShortCode {
    /// Seven squares, such as `c5 a2 h8 d4 b7 e1 g3`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, symbol) in self.0.iter().enumerate() {
            let column = char::from(b'a' + symbol % 8);
            let gap = if at == 0 { "" } else { " " };
            write!(f, "{gap}{column}{}", symbol / 8 % 8 + 1)?;
        }
        Ok(())
    }
}

impl fmt::Debug for ShortCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::RawId;
    use proptest::prelude::*;

    fn parties() -> Parties {
        Parties {
            facility: FacilityId(RawId(1)),
            root: RootId([2; 32]),
            inviter: (EndpointId([3; 32]), DeviceId([4; 32])),
            joiner: (EndpointId([5; 32]), DeviceId([6; 32])),
        }
    }

    #[test]
    fn a_code_is_seven_squares_and_can_be_typed() {
        let code = ShortCode([0, 63, 1, 8, 20, 7, 56]);
        assert_eq!(code.to_string(), "a1 h8 b1 a2 e3 h1 a8");
        assert!(code.is_typed("A1 H8 B1-A2 E3 H1 A8\n"));
        assert!(
            !code.is_typed("a1 h8 b1 a2 e3 h1 a7") && !code.is_typed("a1") && !code.is_typed("")
        );
    }

    proptest! {
        #[test]
        fn whatever_differs_on_the_two_sides_makes_another_code(inviter: [u8; 32], joiner: [u8; 32], which in 0..8, bit in 0..32_usize) {
            let code = ShortCode::of(&parties(), &inviter, &joiner);
            let (mut inviter, mut joiner, mut parties) = (inviter, joiner, parties());
            match which {
                0 => parties.facility = FacilityId(RawId(9)),
                1 => parties.root.0[bit] ^= 1,
                2 => parties.inviter.0.0[bit] ^= 1,
                3 => parties.inviter.1.0[bit] ^= 1,
                4 => parties.joiner.0.0[bit] ^= 1,
                5 => parties.joiner.1.0[bit] ^= 1,
                6 => inviter[bit] ^= 1,
                _ => joiner[bit] ^= 1,
            }
            prop_assert_ne!(ShortCode::of(&parties, &inviter, &joiner), code);
            prop_assert!(code.0.iter().all(|symbol| *symbol < 64));
        }

        #[test]
        fn a_nonce_cannot_be_changed_after_it_was_committed_to(nonce: [u8; 32], other: [u8; 32]) {
            let joiner = parties().joiner;
            let made = commitment(&nonce, joiner);
            prop_assert!(keeps_commitment(&made, &nonce, joiner));
            prop_assert_eq!(keeps_commitment(&made, &other, joiner), nonce == other);
            prop_assert!(!keeps_commitment(&made, &nonce, parties().inviter));
        }
    }
}
