//! The root key shared out in three parts, of which any two give it back and one tells nothing.
//!
//! The key is the exclusive or of three pieces, two of them random; each part holds two pieces and
//! lacks another one (replicated secret sharing: Ito, Saito, Nishizeki 1987). One part alone is
//! independent of the key, whatever is computed from it.

use crate::bytes::Frame;
use crate::root::{RootId, RootKey};
use crate::text_form::{self, TextError};
use std::fmt;

/// What the text of a part begins with.
pub const PART_PREFIX: &str = "raccord-part:";

const VERSION: u8 = 1;

/// Version, number, mark, two pieces.
const LENGTH: usize = 2 + 8 + 64;

/// One of three parts of a root key.
#[derive(Clone, PartialEq, Eq)]
pub struct RootPart {
    number: u8,
    /// The beginning of the root's public key: parts of different keys are told apart.
    mark: [u8; 8],
    /// The pieces `number` and `number + 1`, counted round from 1 to 3.
    pieces: [[u8; 32]; 2],
}

/// Why parts give no root key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PartError {
    /// The text is no part, or was typed wrongly.
    #[error(transparent)]
    Text(#[from] TextError),
    /// It is a part of a newer program.
    #[error("the part is of version {0}, which this program does not know; update the program")]
    Version(u8),
    /// The text says what no part does.
    #[error("it is no part of a root key")]
    Form,
    /// It is the same part twice.
    #[error("it is part {0} twice; another one is wanted")]
    Same(u8),
    /// They are parts of different keys, or were not made together.
    #[error("the parts do not belong together")]
    Strangers,
}

impl PartError {
    /// Stable code, also the name of the message.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Text(TextError::Prefix(_)) | Self::Form => "root-part-not-one",
            Self::Text(_) => "root-part-mistyped",
            Self::Version(_) => "root-part-version",
            Self::Same(_) => "root-part-same",
            Self::Strangers => "root-part-strangers",
        }
    }
}

impl RootKey {
    /// The key in three parts. `randomness` must be fresh and is never used again.
    pub fn share_out(&self, randomness: &[[u8; 32]; 2]) -> [RootPart; 3] {
        let [first, second] = *randomness;
        let third = exclusive_or(&exclusive_or(self.seed(), &first), &second);
        let mark = mark(self.id());
        [(1, [first, second]), (2, [second, third]), (3, [third, first])]
            .map(|(number, pieces)| RootPart { number, mark, pieces })
    }

    /// The key that two parts give.
    pub fn from_parts(one: &RootPart, other: &RootPart) -> Result<Self, PartError> {
        if one.number == other.number {
            return Err(PartError::Same(one.number));
        }
        // The first of the two is the one whose second piece the other has too.
        let (first, second) =
            if one.number % 3 + 1 == other.number { (one, other) } else { (other, one) };
        let ([start, shared], [_, end]) = (first.pieces, second.pieces);
        let key = Self::from_seed(&exclusive_or(&exclusive_or(&start, &shared), &end));
        // Pieces that do not belong together make another key than the one the parts are marked of.
        let belong = first.mark == second.mark && first.mark == mark(key.id());
        if belong { Ok(key) } else { Err(PartError::Strangers) }
    }
}

impl RootPart {
    /// Which of the three it is, from 1.
    pub fn number(&self) -> u8 {
        self.number
    }

    /// The text to be printed.
    pub fn text(&self) -> String {
        let mut bytes = vec![VERSION, self.number];
        bytes.extend(self.mark);
        bytes.extend(self.pieces.concat());
        text_form::write(PART_PREFIX, &bytes)
    }

    /// Reads the text.
    pub fn parse(text: &str) -> Result<Self, PartError> {
        let bytes = text_form::read(PART_PREFIX, text, LENGTH)?;
        match bytes.first() {
            Some(&VERSION) => Self::read(&bytes).ok_or(PartError::Form),
            Some(&newer) => Err(PartError::Version(newer)),
            None => Err(PartError::Form),
        }
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        let mut frame = Frame(bytes);
        frame.byte()?;
        let number = frame.byte().filter(|number| (1..=3).contains(number))?;
        let part = Self { number, mark: frame.array()?, pieces: [frame.array()?, frame.array()?] };
        frame.end()?;
        Some(part)
    }
}

fn mark(root: RootId) -> [u8; 8] {
    root.0.first_chunk().copied().unwrap_or_default()
}

fn exclusive_or(a: &[u8; 32], b: &[u8; 32]) -> [u8; 32] {
    let mut both = *a;
    for (byte, other) in both.iter_mut().zip(b) {
        *byte ^= other;
    }
    both
}

impl fmt::Debug for RootPart {
    /// Without the pieces, which are secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RootPart({})", self.number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_wrong_with_parts_is_told() {
        let key = RootKey::from_seed(&[7; 32]);
        let [first, second, _] = key.share_out(&[[1; 32], [2; 32]]);
        let [_, later, _] = key.share_out(&[[3; 32], [4; 32]]);
        let [_, other, _] = RootKey::from_seed(&[8; 32]).share_out(&[[1; 32], [2; 32]]);
        let code = |one, two| RootKey::from_parts(one, two).unwrap_err().code();
        assert_eq!(code(&first, &first), "root-part-same");
        assert_eq!(code(&first, &other), "root-part-strangers");
        assert_eq!(code(&first, &later), "root-part-strangers", "made on another day");
        let text = second.text();
        let code = |text: &str| RootPart::parse(text).unwrap_err().code();
        assert_eq!(code(&text.replacen("part", "key", 1)), "root-part-not-one");
        assert_eq!(code(&text[..text.len() - 2]), "root-part-mistyped");
        assert_eq!(code(&text_form::write(PART_PREFIX, &[2])), "root-part-version");
        assert_eq!(code(&text_form::write(PART_PREFIX, &[1, 9])), "root-part-not-one");
    }

    #[test]
    fn one_part_is_the_same_for_any_two_keys() {
        // Whatever the holder of a part sees, some randomness makes the same part of another key.
        let (key, other) = (RootKey::from_seed(&[7; 32]), RootKey::from_seed(&[9; 32]));
        let difference = exclusive_or(key.seed(), other.seed());
        let random = [[1; 32], [2; 32]];
        let ours = key.share_out(&random);
        let lacked = [
            other.share_out(&random),
            other.share_out(&[exclusive_or(&random[0], &difference), random[1]]),
            other.share_out(&[random[0], exclusive_or(&random[1], &difference)]),
        ];
        for (at, theirs) in lacked.iter().enumerate() {
            assert_eq!(ours[at].pieces, theirs[at].pieces);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn any_two_parts_give_the_key_back(seed: [u8; 32], first: [u8; 32], second: [u8; 32]) {
            let key = RootKey::from_seed(&seed);
            let parts = key.share_out(&[first, second]).map(|part| RootPart::parse(&part.text()));
            for (one, other) in [(0, 1), (1, 0), (0, 2), (2, 0), (1, 2), (2, 1)] {
                let (Ok(one), Ok(other)) = (&parts[one], &parts[other]) else { panic!("a part") };
                prop_assert_eq!(RootKey::from_parts(one, other).unwrap().id(), key.id());
            }
        }
    }
}
