//! The encoding of the payloads this crate understands itself: document rows, snapshots, totals.
//! Numbers are LEB128; reading never panics and never allocates more than the bytes it was given.

use std::collections::BTreeMap;

use crate::batch::{DocumentRow, Snapshot};
use crate::format::FORMAT_MARK;
use crate::keys::{ActorKey, DocumentKey};

/// What the whole file should hold; compared with what it does hold on every open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Totals {
    /// Number of the last batch.
    pub(crate) batch: u64,
    pub(crate) documents: u64,
    pub(crate) envelopes: u64,
}

/// Appends a number, seven bits a byte, low bits first.
pub(crate) fn put_number(out: &mut Vec<u8>, mut number: u64) {
    loop {
        let low = (number & 0x7f) as u8;
        number >>= 7;
        if number == 0 {
            return out.push(low);
        }
        out.push(low | 0x80);
    }
}

/// Takes a number from the front; nothing when it is cut short or too long.
pub(crate) fn take_number(bytes: &mut &[u8]) -> Option<u64> {
    let mut number = 0_u64;
    for shift in (0..64).step_by(7) {
        let (&byte, rest) = bytes.split_first()?;
        *bytes = rest;
        let part = u64::from(byte & 0x7f);
        if shift == 63 && part > 1 {
            return None;
        }
        number |= part << shift;
        if byte & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}

fn take_length(bytes: &mut &[u8], unit: usize) -> Option<usize> {
    let count = usize::try_from(take_number(bytes)?).ok()?;
    (count.checked_mul(unit)? <= bytes.len()).then_some(count)
}

fn take_array<const N: usize>(bytes: &mut &[u8]) -> Option<[u8; N]> {
    let (array, rest) = bytes.split_first_chunk::<N>()?;
    *bytes = rest;
    Some(*array)
}

fn put_heads(out: &mut Vec<u8>, heads: &[[u8; 32]]) {
    put_number(out, heads.len() as u64);
    heads.iter().for_each(|head| out.extend_from_slice(head));
}

fn take_heads(bytes: &mut &[u8]) -> Option<Vec<[u8; 32]>> {
    let count = take_length(bytes, 32)?;
    (0..count).map(|_| take_array(bytes)).collect()
}

pub(crate) fn encode_document(row: &DocumentRow, envelopes: u64) -> Vec<u8> {
    let mut out = Vec::with_capacity(64);
    put_number(&mut out, row.kind.len() as u64);
    out.extend_from_slice(row.kind.as_bytes());
    match row.about {
        Some(id) => {
            out.push(1);
            out.extend_from_slice(&id.0);
        }
        None => out.push(0),
    }
    put_heads(&mut out, &row.heads);
    put_number(&mut out, envelopes);
    out
}

/// The row and the number of envelopes it vouches for.
pub(crate) fn decode_document(mut bytes: &[u8]) -> Option<(DocumentRow, u64)> {
    let length = take_length(&mut bytes, 1)?;
    let (kind, mut bytes) = bytes.split_at_checked(length)?;
    let about = match take_array::<1>(&mut bytes)? {
        [0] => None,
        [1] => Some(DocumentKey(take_array(&mut bytes)?)),
        _ => return None,
    };
    let heads = take_heads(&mut bytes)?;
    let envelopes = take_number(&mut bytes)?;
    let kind = std::str::from_utf8(kind).ok()?.to_owned();
    bytes.is_empty().then_some((DocumentRow { kind, about, heads }, envelopes))
}

pub(crate) fn encode_snapshot(snapshot: &Snapshot) -> Vec<u8> {
    let mut out = Vec::with_capacity(snapshot.payload.len() + 64);
    put_number(&mut out, snapshot.covers.len() as u64);
    for (actor, sequence) in &snapshot.covers {
        out.extend_from_slice(&actor.0);
        put_number(&mut out, *sequence);
    }
    put_heads(&mut out, &snapshot.heads);
    out.extend_from_slice(&snapshot.payload);
    out
}

pub(crate) fn decode_snapshot(mut bytes: &[u8]) -> Option<Snapshot> {
    let count = take_length(&mut bytes, 17)?;
    let mut covers = BTreeMap::new();
    for _ in 0..count {
        let actor = ActorKey(take_array(&mut bytes)?);
        covers.insert(actor, take_number(&mut bytes)?);
    }
    let heads = take_heads(&mut bytes)?;
    Some(Snapshot { covers, heads, payload: bytes.to_vec() })
}

pub(crate) fn encode_totals(totals: &Totals) -> Vec<u8> {
    let mut out = Vec::with_capacity(8);
    for number in [totals.batch, totals.documents, totals.envelopes] {
        put_number(&mut out, number);
    }
    out
}

pub(crate) fn decode_totals(mut bytes: &[u8]) -> Option<Totals> {
    let totals = Totals {
        batch: take_number(&mut bytes)?,
        documents: take_number(&mut bytes)?,
        envelopes: take_number(&mut bytes)?,
    };
    bytes.is_empty().then_some(totals)
}

pub(crate) fn encode_format(version: u16) -> Vec<u8> {
    let mut out = FORMAT_MARK.to_vec();
    out.extend_from_slice(&version.to_be_bytes());
    out
}

/// The format version; later versions may append to the row.
pub(crate) fn decode_format(bytes: &[u8]) -> Option<u16> {
    let mut rest = bytes.strip_prefix(FORMAT_MARK)?;
    Some(u16::from_be_bytes(take_array(&mut rest)?))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn numbers_read_back(number: u64) {
            let mut bytes = Vec::new();
            put_number(&mut bytes, number);
            let mut rest = bytes.as_slice();
            prop_assert_eq!(take_number(&mut rest), Some(number));
            prop_assert!(rest.is_empty());
        }

        #[test]
        fn document_rows_read_back(
            kind in ".{0,40}",
            about: Option<[u8; 16]>,
            heads in prop::collection::vec(any::<[u8; 32]>(), 0..4),
            envelopes: u64,
        ) {
            let row = DocumentRow { kind, about: about.map(DocumentKey), heads };
            let bytes = encode_document(&row, envelopes);
            prop_assert_eq!(decode_document(&bytes), Some((row, envelopes)));
        }

        #[test]
        fn snapshots_read_back(
            covers in prop::collection::btree_map(any::<[u8; 16]>(), any::<u64>(), 0..5),
            heads in prop::collection::vec(any::<[u8; 32]>(), 0..4),
            payload in prop::collection::vec(any::<u8>(), 0..200),
        ) {
            let covers = covers.into_iter().map(|(id, n)| (ActorKey(id), n)).collect();
            let snapshot = Snapshot { covers, heads, payload };
            prop_assert_eq!(decode_snapshot(&encode_snapshot(&snapshot)), Some(snapshot));
        }

        #[test]
        fn any_bytes_are_read_or_refused_without_panic(
            bytes in prop::collection::vec(any::<u8>(), 0..300),
        ) {
            let _ = decode_document(&bytes);
            let _ = decode_snapshot(&bytes);
            let _ = decode_totals(&bytes);
            let _ = decode_format(&bytes);
        }
    }
}
