//! Operations of the facility log: who is let in, who is let out, who is forgotten, which keys
//! change. Each is signed and names the newest operations its author had seen.
//!
//! Frame, version 1: `1 | facility 16 | author 32 | sequence 8 | number of heads 1 | heads 32 each,
//! ascending | kind 1 | length 4 | body | signature 64`. The signature covers a tag and everything
//! before it. The sequence counts the operations of the root key from 1; that of a device is 0.
//! What a kind says in its body is in `operation_body.rs`.

use crate::bytes::{Frame, ascending, put_id, put_several, put_sized};
use crate::device::DeviceKey;
use crate::frame_error::{FrameError, versioned};
use crate::operation_body::Action;
use crate::root::{RootId, RootKey};
use crate::signed::has_signed;
use model::{DeviceId, FacilityId};
use sha2::{Digest, Sha256};

/// The longest operation that is read, in bytes: a revocation that tells the last changes of a
/// device in ten thousand documents still fits.
pub const MAX_OPERATION_BYTES: usize = 512 * 1_024;

/// The most heads an operation names.
pub const MAX_HEADS: u8 = 64;

/// The SHA-256 of what an operation says: its name.
pub type OperationHash = [u8; 32];

const VERSION: u8 = 1;
const TAG: &[u8] = b"raccord operation 1\0";

/// One signed operation of a facility.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operation {
    /// The facility it is of.
    pub facility: FacilityId,
    /// The key it is signed with: a device's, or the root key.
    pub author: DeviceId,
    /// Its number among those of the root key, from 1; 0 for a device.
    pub sequence: u64,
    /// The newest operations its author had seen, ascending.
    pub heads: Vec<OperationHash>,
    /// What it does.
    pub action: Action,
    /// The author's signature.
    pub signature: [u8; 64],
}

impl Operation {
    /// Writes and signs an operation of a device. Of the heads, [`MAX_HEADS`] are named.
    pub fn seal(
        key: &DeviceKey,
        facility: FacilityId,
        heads: impl IntoIterator<Item = OperationHash>,
        action: Action,
    ) -> Self {
        Self::sign(key, facility, 0, heads, action)
    }

    /// Writes and signs an operation of the root key: its next one after those in the log.
    pub fn seal_by_root(
        key: &RootKey,
        facility: FacilityId,
        sequence: u64,
        heads: impl IntoIterator<Item = OperationHash>,
        action: Action,
    ) -> Self {
        Self::sign(key.key(), facility, sequence.max(1), heads, action)
    }

    fn sign(
        key: &DeviceKey,
        facility: FacilityId,
        sequence: u64,
        heads: impl IntoIterator<Item = OperationHash>,
        action: Action,
    ) -> Self {
        let mut heads: Vec<OperationHash> = heads.into_iter().collect();
        heads.sort_unstable();
        heads.dedup();
        heads.truncate(usize::from(MAX_HEADS));
        let author = key.device();
        let mut operation = Self { facility, author, sequence, heads, action, signature: [0; 64] };
        operation.signature = key.sign(&operation.statement());
        operation
    }

    /// Its name. Two signatures of one statement make one operation.
    pub fn hash(&self) -> OperationHash {
        Sha256::digest(self.statement()).into()
    }

    /// The bytes that travel and rest.
    pub fn encode(&self) -> Vec<u8> {
        let mut frame = vec![VERSION];
        self.put_head(&mut frame);
        frame.extend(self.signature);
        frame
    }

    /// Reads the bytes and checks the signatures: its author's, and those of the certificate it
    /// may hold. Whether the author may do that is decided by the log.
    pub fn open(bytes: &[u8]) -> Result<Self, FrameError> {
        let operation = Self::decode(bytes)?;
        let certified = operation.action.certificate().is_none_or(|certificate| {
            certificate.facility == operation.facility && certificate.is_signed()
        });
        let signed = has_signed(operation.author, &operation.statement(), &operation.signature);
        if signed && certified { Ok(operation) } else { Err(FrameError::Signature) }
    }

    /// Reads the bytes; no signature is looked at.
    pub fn decode(bytes: &[u8]) -> Result<Self, FrameError> {
        versioned(bytes, MAX_OPERATION_BYTES, VERSION, Self::read)
    }

    /// Is it signed with the root key of the facility?
    pub fn is_by_root(&self, root: RootId) -> bool {
        self.author.0 == root.0
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        let mut frame = Frame(bytes);
        let facility = frame.id()?.into();
        let author = DeviceId(frame.array()?);
        let sequence = frame.number()?;
        let heads = frame.several(MAX_HEADS, Frame::array)?;
        ascending(&heads)?;
        let kind = frame.byte()?;
        let action = Action::read(kind, frame.sized()?)?;
        let signature = frame.array()?;
        frame.end()?;
        Some(Self { facility, author, sequence, heads, action, signature })
    }

    fn put_head(&self, frame: &mut Vec<u8>) {
        put_id(frame, self.facility);
        frame.extend(self.author.0);
        frame.extend(self.sequence.to_be_bytes());
        put_several(frame, &self.heads, |frame, head| frame.extend(head));
        frame.push(self.action.kind());
        let mut body = Vec::new();
        self.action.put(&mut body);
        put_sized(frame, &body);
    }

    fn statement(&self) -> Vec<u8> {
        let mut statement = TAG.to_vec();
        self.put_head(&mut statement);
        statement
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::support::{FACILITY, action, device, flipped, grant};
    use proptest::prelude::*;

    fn sealed(action: Action, heads: Vec<OperationHash>) -> Operation {
        Operation::seal(&device(1), FACILITY, heads, action)
    }

    #[test]
    fn a_grant_is_short() {
        let bytes = sealed(grant(1, 2, model::Role::Coordination), vec![[0; 32]]).encode();
        assert_eq!(bytes.len(), 439);
    }

    #[test]
    fn a_certificate_of_another_facility_is_refused() {
        let granted = grant(1, 2, model::Role::Technician);
        let elsewhere = FacilityId(model::RawId(77));
        let operation = Operation::seal(&device(1), elsewhere, [], granted);
        assert_eq!(Operation::open(&operation.encode()), Err(FrameError::Signature));
    }

    #[test]
    fn heads_in_another_order_are_another_form() {
        let mut operation = sealed(grant(1, 2, model::Role::Technician), vec![[1; 32], [2; 32]]);
        operation.heads.reverse();
        assert_eq!(Operation::open(&operation.encode()), Err(FrameError::Form));
    }

    #[test]
    fn an_operation_of_a_newer_program_is_told_apart_from_damage() {
        let mut bytes = sealed(grant(1, 2, model::Role::Technician), Vec::new()).encode();
        bytes[0] = 2;
        assert_eq!(Operation::open(&bytes), Err(FrameError::Version(2)));
        assert_eq!(Operation::open(&vec![1; MAX_OPERATION_BYTES + 1]), Err(FrameError::TooLong));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(96))]

        #[test]
        fn operations_survive_their_bytes(action in action(), heads in prop::collection::vec(any::<[u8; 32]>(), 0..4)) {
            let operation = sealed(action, heads);
            prop_assert_eq!(Operation::open(&operation.encode()), Ok(operation));
        }

        #[test]
        fn a_flipped_bit_never_passes(action in action(), place in any::<prop::sample::Index>(), bit in 0_u8..8) {
            let bytes = sealed(action, vec![[3; 32]]).encode();
            prop_assert!(Operation::open(&flipped(&bytes, place.index(bytes.len()), bit)).is_err());
        }

        #[test]
        fn what_is_read_has_one_form(action in action(), place in any::<prop::sample::Index>(), bit in 0_u8..8) {
            let bytes = sealed(action, vec![[3; 32]]).encode();
            let bytes = flipped(&bytes, place.index(bytes.len()), bit);
            if let Ok(operation) = Operation::decode(&bytes) {
                prop_assert_eq!(operation.encode(), bytes);
            }
        }

        #[test]
        fn junk_is_refused_without_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
            prop_assert!(Operation::open(&bytes).is_err());
        }
    }
}
