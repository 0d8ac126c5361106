//! What a change wrote, key by key, and its bytes for the journal of undo.

use crate::Scalar;
use crate::bytes::{Reader, put_bytes, put_number};
use model::{Kind, RawId};

/// One key of one record, before and after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Write {
    /// What the record is.
    pub kind: Kind,
    /// Which one.
    pub id: RawId,
    /// The flat key: `work`, `skills/avid`, `deleted`.
    pub key: String,
    /// What it held. A record that was not there counts as deleted.
    pub before: Scalar,
    /// What it holds.
    pub after: Scalar,
}

/// The bytes are not written by [`encode_writes`] of this program or an earlier one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a journal of writes this program knows")]
pub struct WritesError;

/// First byte of the form: its version.
const VERSION: u8 = 1;

/// The writes that take these back, last first.
pub fn inverse(writes: &[Write]) -> Vec<Write> {
    let back = |write: &Write| Write {
        before: write.after.clone(),
        after: write.before.clone(),
        ..write.clone()
    };
    writes.iter().rev().map(back).collect()
}

/// Bytes for the journal: a version, then each write with its kind's word, its identifier in
/// 16 bytes, its key and its two values.
pub fn encode_writes(writes: &[Write]) -> Vec<u8> {
    let mut out = vec![VERSION];
    put_number(&mut out, writes.len() as u64);
    for Write { kind, id, key, before, after } in writes {
        put_bytes(&mut out, kind.key().as_bytes());
        out.extend_from_slice(&id.0.to_be_bytes());
        put_bytes(&mut out, key.as_bytes());
        before.encode(&mut out);
        after.encode(&mut out);
    }
    out
}

/// Reads what [`encode_writes`] wrote.
pub fn decode_writes(bytes: &[u8]) -> Result<Vec<Write>, WritesError> {
    let mut reader = Reader(bytes);
    let writes = decode(&mut reader).filter(|_| reader.0.is_empty());
    writes.ok_or(WritesError)
}

fn decode(reader: &mut Reader<'_>) -> Option<Vec<Write>> {
    if reader.byte()? != VERSION {
        return None;
    }
    let mut writes = Vec::new();
    for _ in 0..reader.number()? {
        writes.push(Write {
            kind: Kind::from_key(reader.text()?)?,
            id: RawId(u128::from_be_bytes(reader.take(16)?.try_into().ok()?)),
            key: reader.text()?.to_owned(),
            before: Scalar::decode(reader)?,
            after: Scalar::decode(reader)?,
        });
    }
    Some(writes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_later_form_is_an_error() {
        assert_eq!(decode_writes(&[2, 0]), Err(WritesError));
        assert_eq!(decode_writes(&[]), Err(WritesError));
        assert_eq!(decode_writes(&[1, 255, 255, 255, 255, 15]), Err(WritesError));
    }

    proptest! {
        #[test]
        fn writes_survive_their_bytes(id: u128, key: String, number: i64, text: String) {
            let write = Write {
                kind: Kind::Task,
                id: RawId(id),
                key,
                before: Scalar::Int(number),
                after: Scalar::Text(text),
            };
            let writes = vec![write.clone(), write];
            prop_assert_eq!(decode_writes(&encode_writes(&writes)), Ok(writes.clone()));
            prop_assert_eq!(inverse(&inverse(&writes)), writes);
        }

        #[test]
        fn any_bytes_can_be_read(bytes: Vec<u8>) {
            let _ = decode_writes(&bytes);
        }
    }
}
