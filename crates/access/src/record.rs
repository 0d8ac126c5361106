//! Signed records: data that must be erasable and so is no part of any document. The last version
//! is kept. The directory of names is made of them.
//!
//! Frame, version 1: `1 | kind 1 | id 16 | version 8 | stamp 8 | author 32 | signature 64 |
//! length 4 | payload`. An erased record has an empty payload.

use crate::bytes::{Frame, put_sized};
use crate::device::DeviceKey;
use crate::signed::has_signed;
use model::{DeviceId, RawId};
use units::Stamp;

const VERSION: u8 = 1;
const TAG: &[u8] = b"raccord record 1\0";

/// A signed record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedRecord {
    /// What it is: 1 is a directory entry.
    pub kind: u8,
    /// Whom or what it is about.
    pub id: RawId,
    /// Counts up with every change; of two copies the higher is kept.
    pub version: u64,
    /// When it was written, by its author's clock.
    pub stamp: Stamp,
    /// Who wrote it.
    pub author: DeviceId,
    /// The author's signature.
    pub signature: [u8; 64],
    /// What it says.
    pub payload: Vec<u8>,
}

/// Why bytes are no record to be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RecordError {
    /// Made by a newer program, or no record at all.
    #[error("the record is cut short or of an unknown version")]
    Form,
    /// Not signed by its author.
    #[error("the signature of the record is not the author's")]
    Signature,
}

impl SignedRecord {
    /// Writes and signs a record.
    pub fn seal(
        key: &DeviceKey,
        kind: u8,
        id: RawId,
        version: u64,
        stamp: Stamp,
        payload: Vec<u8>,
    ) -> Self {
        let author = key.device();
        let mut record = Self { kind, id, version, stamp, author, signature: [0; 64], payload };
        record.signature = key.sign(&record.statement());
        record
    }

    /// The bytes that travel and rest.
    pub fn encode(&self) -> Vec<u8> {
        let mut frame = vec![VERSION];
        self.put_head(&mut frame);
        frame.extend(self.signature);
        put_sized(&mut frame, &self.payload);
        frame
    }

    /// Reads the bytes and checks the signature.
    pub fn open(bytes: &[u8]) -> Result<Self, RecordError> {
        let record = Self::read(bytes).ok_or(RecordError::Form)?;
        if has_signed(record.author, &record.statement(), &record.signature) {
            Ok(record)
        } else {
            Err(RecordError::Signature)
        }
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        let mut frame = Frame(bytes);
        if frame.byte()? != VERSION {
            return None;
        }
        let kind = frame.byte()?;
        let id = RawId(u128::from_be_bytes(frame.array()?));
        let version = frame.number()?;
        let stamp = Stamp(i64::from_be_bytes(frame.array()?));
        let author = DeviceId(frame.array()?);
        let signature = frame.array()?;
        let payload = frame.sized()?.to_vec();
        frame.0.is_empty().then_some(Self { kind, id, version, stamp, author, signature, payload })
    }

    fn put_head(&self, frame: &mut Vec<u8>) {
        frame.push(self.kind);
        frame.extend(self.id.0.to_be_bytes());
        frame.extend(self.version.to_be_bytes());
        frame.extend(self.stamp.0.to_be_bytes());
        frame.extend(self.author.0);
    }

    fn statement(&self) -> Vec<u8> {
        let mut statement = TAG.to_vec();
        self.put_head(&mut statement);
        statement.extend(&self.payload);
        statement
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_changed_name_is_noticed() {
        let key = DeviceKey::from_seed(&[1; 32]);
        let record = SignedRecord::seal(&key, 1, RawId(5), 1, Stamp(0), b"Ana".to_vec());
        let mut forged = record.clone();
        forged.payload = b"Eva".to_vec();
        assert_eq!(SignedRecord::open(&record.encode()), Ok(record));
        assert_eq!(SignedRecord::open(&forged.encode()), Err(RecordError::Signature));
    }

    proptest! {
        #[test]
        fn junk_is_refused_without_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            prop_assert!(SignedRecord::open(&bytes).is_err());
        }
    }
}
