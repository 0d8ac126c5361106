//! What inviter and joiner say to each other, and why one of them hangs up.
//!
//! Frame, version 1: `1 | kind 1 | body`. Kinds: 1 hello `proof 32 | commitment 32 | certificate`;
//! 2 answer `root 32 | nonce 32 | certificate`; 3 reveal `nonce 32`; 4 agreed; 5 welcome;
//! 6 refused `reason 1`.

use crate::bytes::{Frame, put_sized};
use crate::certificate::Certificate;
use crate::frame_error::{FrameError, versioned};
use crate::root::RootId;

/// The longest message, in bytes.
pub const MAX_JOIN_BYTES: usize = 1_024;

const VERSION: u8 = 1;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum JoinMessage {
    /// The joiner knows the ticket, is this device, and has chosen a nonce.
    Hello { proof: [u8; 32], commitment: [u8; 32], certificate: Certificate },
    /// The inviter is this device of the facility with this root key.
    Answer { root: RootId, nonce: [u8; 32], certificate: Certificate },
    /// The nonce the joiner had chosen.
    Reveal { nonce: [u8; 32] },
    /// The joiner's side has found the codes equal.
    Agreed,
    /// The grant is signed and kept.
    Welcome,
    /// It ends here.
    Refused(JoinRefusal),
}

/// Why an invitation comes to nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum JoinRefusal {
    /// The inviter knows no such ticket.
    #[error("the ticket is not known to whom it names; ask for a new one")]
    Unknown,
    /// It is too late.
    #[error("the ticket has expired; ask for a new one")]
    Expired,
    /// Another device has used the ticket already.
    #[error("the ticket was used already; ask for a new one, and tell the facility")]
    Used,
    /// It was tried too often.
    #[error("the ticket was tried too often; ask for a new one")]
    Attempts,
    /// The codes on the two screens were not equal.
    #[error(
        "the codes on the two screens differ: somebody may be in between; ask for a new ticket"
    )]
    CodeDiffers,
    /// The joiner showed another nonce than it had committed to.
    #[error("the other side does not keep to what it said first")]
    Commitment,
    /// The certificate is not for this facility, connection or person.
    #[error("the other side is not who it says it is")]
    Certificate,
    /// Something was said out of turn, or cannot be read.
    #[error("the other side said something unexpected; both programs may be of different versions")]
    OutOfTurn,
    /// Somebody at the other side gave up.
    #[error("the other side has given up")]
    Withdrawn,
    /// The other side, of a newer program, has a reason this one does not know.
    #[error("the other side has refused, for reason {0}")]
    Other(u8),
}

/// Their numbers on the wire.
const REASONS: [(u8, JoinRefusal); 9] = [
    (1, JoinRefusal::Unknown),
    (2, JoinRefusal::Expired),
    (3, JoinRefusal::Used),
    (4, JoinRefusal::Attempts),
    (5, JoinRefusal::CodeDiffers),
    (6, JoinRefusal::Commitment),
    (7, JoinRefusal::Certificate),
    (8, JoinRefusal::OutOfTurn),
    (9, JoinRefusal::Withdrawn),
];

impl JoinRefusal {
    /// Stable code, also the name of the message.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Unknown => "ticket-unknown",
            Self::Expired => "ticket-expired",
            Self::Used => "ticket-used",
            Self::Attempts => "ticket-attempts",
            Self::CodeDiffers => "join-code-differs",
            Self::Commitment => "join-commitment",
            Self::Certificate => "join-certificate",
            Self::OutOfTurn => "join-out-of-turn",
            Self::Withdrawn => "join-withdrawn",
            Self::Other(_) => "join-refused",
        }
    }

    fn number(self) -> u8 {
        match self {
            Self::Other(number) => number,
            known => {
                let row = REASONS.iter().find(|(_, refusal)| *refusal == known);
                row.map_or(0, |(number, _)| *number)
            }
        }
    }

    fn of(number: u8) -> Self {
        let row = REASONS.iter().find(|(known, _)| *known == number);
        row.map_or(Self::Other(number), |(_, refusal)| *refusal)
    }
}

impl JoinMessage {
    pub(crate) fn encode(&self) -> Vec<u8> {
        let mut frame = vec![VERSION];
        match self {
            Self::Hello { proof, commitment, certificate } => {
                frame.push(1);
                frame.extend(proof);
                frame.extend(commitment);
                put_sized(&mut frame, &certificate.encode());
            }
            Self::Answer { root, nonce, certificate } => {
                frame.push(2);
                frame.extend(root.0);
                frame.extend(nonce);
                put_sized(&mut frame, &certificate.encode());
            }
            Self::Reveal { nonce } => {
                frame.push(3);
                frame.extend(nonce);
            }
            Self::Agreed => frame.push(4),
            Self::Welcome => frame.push(5),
            Self::Refused(refusal) => frame.extend([6, refusal.number()]),
        }
        frame
    }

    /// Reads a message; signatures of certificates are checked.
    pub(crate) fn open(bytes: &[u8]) -> Result<Self, FrameError> {
        versioned(bytes, MAX_JOIN_BYTES, VERSION, Self::read)
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        let mut frame = Frame(bytes);
        let certificate =
            |frame: &mut Frame<'_>| frame.sized().and_then(|bytes| Certificate::open(bytes).ok());
        let message = match frame.byte()? {
            1 => Self::Hello {
                proof: frame.array()?,
                commitment: frame.array()?,
                certificate: certificate(&mut frame)?,
            },
            2 => Self::Answer {
                root: RootId(frame.array()?),
                nonce: frame.array()?,
                certificate: certificate(&mut frame)?,
            },
            3 => Self::Reveal { nonce: frame.array()? },
            4 => Self::Agreed,
            5 => Self::Welcome,
            6 => Self::Refused(JoinRefusal::of(frame.byte()?)),
            _ => return None,
        };
        frame.end()?;
        Some(message)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::support::{certificate, flipped};
    use proptest::prelude::*;

    fn messages() -> Vec<JoinMessage> {
        let mut messages = vec![
            JoinMessage::Hello {
                proof: [1; 32],
                commitment: [2; 32],
                certificate: certificate(1, 1),
            },
            JoinMessage::Answer {
                root: RootId([3; 32]),
                nonce: [4; 32],
                certificate: certificate(2, 2),
            },
            JoinMessage::Reveal { nonce: [5; 32] },
            JoinMessage::Agreed,
            JoinMessage::Welcome,
        ];
        messages.extend((1..20).map(|number| JoinMessage::Refused(JoinRefusal::of(number))));
        messages
    }

    #[test]
    fn messages_survive_their_bytes_and_are_short() {
        for message in messages() {
            let bytes = message.encode();
            assert!(bytes.len() <= MAX_JOIN_BYTES);
            assert_eq!(JoinMessage::open(&bytes), Ok(message));
        }
        assert_eq!(JoinMessage::open(&[2, 4]), Err(FrameError::Version(2)));
        assert_eq!(JoinMessage::open(&[1; MAX_JOIN_BYTES + 1]), Err(FrameError::TooLong));
    }

    proptest! {
        #[test]
        fn what_is_read_has_one_form(
            which in any::<prop::sample::Index>(), place in any::<prop::sample::Index>(), bit in 0_u8..8,
            junk in prop::collection::vec(any::<u8>(), 0..200),
        ) {
            let bytes = which.get(&messages()).encode();
            for bytes in [flipped(&bytes, place.index(bytes.len()), bit), [vec![1], junk].concat()] {
                if let Ok(message) = JoinMessage::open(&bytes) {
                    prop_assert_eq!(message.encode(), bytes);
                }
            }
        }
    }
}
