//! Envelopes: a change of a document with the device that made it and its signature. Every change
//! travels and rests in one (security.md).
//!
//! Frame, version 1: `1 | document 16 | actor 16 | sequence 8 | author 32 | number of log heads 1 |
//! log heads 32 each | signature 64 | length 4 | change`. The signature covers a tag, the document,
//! the author, the log heads and the hash of the change; actor and sequence stand inside the
//! change and are repeated in front so that what a peer lacks can be told without decoding it.

use crate::bytes::{Frame, put_sized};
use crate::device::DeviceKey;
use crate::signed::{Keys, are_signed, has_signed};
use model::{DeviceId, DocumentId, RawId};
use sha2::{Digest, Sha256};

/// The longest envelope that is read, in bytes (reliability.md 2.2: frames up to 1 MiB).
pub const MAX_ENVELOPE_BYTES: usize = 1 << 20;

/// One writer of one document: a device, until it is restored or repaired.
pub type ActorId = [u8; 16];

/// The hash of a change.
pub type ChangeHash = [u8; 32];

const VERSION: u8 = 1;
const TAG: &[u8] = b"raccord envelope 1\0";

/// A change with its author and signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Envelope {
    /// The document it belongs to.
    pub document: DocumentId,
    /// The actor that made it.
    pub actor: ActorId,
    /// Its place among that actor's changes, from 1, without gaps.
    pub sequence: u64,
    /// The device that vouches for it.
    pub author: DeviceId,
    /// What of the facility log the author had seen.
    pub log_heads: Vec<ChangeHash>,
    /// The author's signature.
    pub signature: [u8; 64],
    /// The change, one uncompressed Automerge chunk.
    pub change: Vec<u8>,
}

/// Why bytes are no envelope to be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EnvelopeError {
    /// Longer than [`MAX_ENVELOPE_BYTES`].
    #[error("the envelope is longer than 1 MiB")]
    TooLong,
    /// Made by a newer program.
    #[error("the envelope is of version {0}, which this program does not know")]
    Version(u8),
    /// Cut short, or with something after its end.
    #[error("the envelope is cut short or has bytes behind its end")]
    Form,
    /// Not signed by its author.
    #[error("the signature is not the author's")]
    Signature,
}

impl Envelope {
    /// Puts a change into an envelope and signs it.
    pub fn seal(
        key: &DeviceKey,
        document: DocumentId,
        actor: ActorId,
        sequence: u64,
        log_heads: Vec<ChangeHash>,
        change: Vec<u8>,
    ) -> Self {
        let author = key.device();
        let signature = key.sign(&statement(document, author, &log_heads, &change_hash(&change)));
        Self { document, actor, sequence, author, log_heads, signature, change }
    }

    /// The hash of its change.
    pub fn hash(&self) -> ChangeHash {
        change_hash(&self.change)
    }

    /// Is it signed by its author?
    pub fn verify(&self) -> Result<(), EnvelopeError> {
        if has_signed(self.author, &self.statement(), &self.signature) {
            Ok(())
        } else {
            Err(EnvelopeError::Signature)
        }
    }

    /// Which of many are signed by their authors: exactly those of which [`Self::verify`] says so,
    /// in less time. The seed is random, and new for each call.
    pub fn verify_all<'a>(
        envelopes: impl IntoIterator<Item = &'a Self>,
        seed: [u8; 32],
    ) -> Vec<bool> {
        let mut keys = Keys::default();
        let claim = |it: &Self| keys.claim(it.author, &it.statement(), &it.signature);
        are_signed(envelopes.into_iter().map(claim).collect(), seed)
    }

    fn statement(&self) -> Vec<u8> {
        statement(self.document, self.author, &self.log_heads, &self.hash())
    }

    /// The bytes that travel and rest.
    pub fn encode(&self) -> Vec<u8> {
        let mut frame = Vec::with_capacity(142 + self.log_heads.len() * 32 + self.change.len());
        frame.push(VERSION);
        frame.extend(self.document.0.0.to_be_bytes());
        frame.extend(self.actor);
        frame.extend(self.sequence.to_be_bytes());
        frame.extend(self.author.0);
        frame.push(u8::try_from(self.log_heads.len()).unwrap_or(u8::MAX));
        frame.extend(self.log_heads.iter().take(255).flatten());
        frame.extend(self.signature);
        put_sized(&mut frame, &self.change);
        frame
    }

    /// Reads the bytes; the signature is not looked at.
    pub fn decode(bytes: &[u8]) -> Result<Self, EnvelopeError> {
        if bytes.len() > MAX_ENVELOPE_BYTES {
            return Err(EnvelopeError::TooLong);
        }
        match bytes.first() {
            Some(&VERSION) => Self::read(bytes).ok_or(EnvelopeError::Form),
            Some(&newer) => Err(EnvelopeError::Version(newer)),
            None => Err(EnvelopeError::Form),
        }
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        let mut frame = Frame(bytes);
        frame.byte()?;
        let document = DocumentId(RawId(u128::from_be_bytes(frame.array()?)));
        let actor = frame.array()?;
        let sequence = frame.number()?;
        let author = DeviceId(frame.array()?);
        let heads = frame.byte()?;
        let log_heads = (0..heads).map(|_| frame.array()).collect::<Option<Vec<_>>>()?;
        let signature = frame.array()?;
        let change = frame.sized()?.to_vec();
        frame.0.is_empty().then_some(Self {
            document,
            actor,
            sequence,
            author,
            log_heads,
            signature,
            change,
        })
    }
}

/// The hash Automerge gives a change: SHA-256 of its chunk without the magic bytes and checksum,
/// which are its first eight (Automerge binary format, "Chunk container").
pub fn change_hash(change: &[u8]) -> ChangeHash {
    Sha256::digest(change.get(8..).unwrap_or_default()).into()
}

fn statement(
    document: DocumentId,
    author: DeviceId,
    log_heads: &[ChangeHash],
    hash: &ChangeHash,
) -> Vec<u8> {
    let mut statement = TAG.to_vec();
    statement.extend(document.0.0.to_be_bytes());
    statement.extend(author.0);
    statement.extend((log_heads.len() as u64).to_be_bytes());
    statement.extend(log_heads.iter().flatten());
    statement.extend(hash);
    statement
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sealed(change: Vec<u8>, heads: usize) -> Envelope {
        let key = DeviceKey::from_seed(&[7; 32]);
        Envelope::seal(&key, DocumentId(RawId(42)), [1; 16], 3, vec![[9; 32]; heads], change)
    }

    #[test]
    fn an_envelope_adds_little_to_its_change() {
        assert_eq!(sealed(vec![0; 200], 1).encode().len() - 200, 174);
    }

    #[test]
    fn another_author_cannot_take_over_a_signature() {
        let mut envelope = sealed(vec![1; 100], 0);
        envelope.author = DeviceKey::from_seed(&[8; 32]).device();
        assert_eq!(envelope.verify(), Err(EnvelopeError::Signature));
    }

    #[test]
    fn many_are_looked_at_like_each_alone() {
        let mut all: Vec<Envelope> = (0..4).map(|at| sealed(vec![at; 100], 1)).collect();
        all[1].signature[3] ^= 1;
        all[2].author = DeviceKey::from_seed(&[8; 32]).device();
        let alone: Vec<bool> = all.iter().map(|it| it.verify().is_ok()).collect();
        assert_eq!(alone, [true, false, false, true]);
        assert_eq!(Envelope::verify_all(&all, [7; 32]), alone);
    }

    #[test]
    fn an_envelope_of_a_newer_program_is_told_apart_from_damage() {
        let mut bytes = sealed(vec![1; 100], 0).encode();
        bytes[0] = 2;
        assert_eq!(Envelope::decode(&bytes), Err(EnvelopeError::Version(2)));
    }

    #[test]
    fn more_than_a_mebibyte_is_not_even_read() {
        assert_eq!(Envelope::decode(&vec![1; MAX_ENVELOPE_BYTES + 1]), Err(EnvelopeError::TooLong));
    }

    proptest! {
        #[test]
        fn envelopes_survive_their_bytes(change in prop::collection::vec(any::<u8>(), 0..400), heads in 0_usize..4) {
            let envelope = sealed(change, heads);
            let again = Envelope::decode(&envelope.encode()).unwrap();
            prop_assert!(again.verify().is_ok());
            prop_assert_eq!(again, envelope);
        }

        #[test]
        fn a_flipped_bit_never_passes(place in any::<prop::sample::Index>(), bit in 0_u8..8) {
            let envelope = sealed((0..120).collect(), 1);
            let mut bytes = envelope.encode();
            // Actor and sequence are repeated from inside the change and checked against it there.
            let place = place.index(bytes.len());
            prop_assume!(!(17..41).contains(&place) && !(174..182).contains(&place));
            bytes[place] ^= 1 << bit;
            prop_assert!(Envelope::decode(&bytes).map_or(true, |envelope| envelope.verify().is_err()), "byte {}", place);
        }

        #[test]
        fn junk_is_refused_without_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            let _ = Envelope::decode(&bytes).map(|envelope| envelope.verify());
        }
    }
}
