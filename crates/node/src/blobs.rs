//! The bytes of attachments in the store: by hash, in parts of one size, each a record of its own, so
//! that a large file is never in memory whole, is sealed and backed up like anything else, and an
//! exchange that broke off goes on behind the last part.
//!
//! Bytes are not deleted again: an attachment that was removed can be brought back, on any machine.

use crate::failure::Failure;
use crate::faults;
use std::collections::BTreeMap;
use store::{Batch, RecordKey, Store, StoreError};
use sync::{BlobHash, BlobHasher, MAX_PART_BYTES};

/// The kind of a part of an attachment among records.
const PART: u8 = 8;

/// The kind of what is known of an attachment's bytes among records.
const KEPT: u8 = 9;

/// The size of a part; the last one of an attachment may be smaller. With what the store writes beside
/// it a part fits into pages of 256 KiB: one byte more would take twice as many.
pub(crate) const PART_BYTES: u64 = MAX_PART_BYTES as u64 - 1_024;

/// So many bytes of the disk no attachment takes: with none left plans could not be written either.
const LEFT_FREE: u64 = 256 << 20;

/// How much of an attachment is here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(crate) struct Kept {
    pub(crate) hash: BlobHash,
    /// Its length in bytes.
    pub(crate) length: u64,
    /// So many bytes from its beginning are here.
    pub(crate) have: u64,
    /// All are, and they have the hash.
    pub(crate) is_whole: bool,
}

/// Is there no room for so many bytes of attachments, where so many are free as far as is known?
pub(crate) fn lack_room(bytes: u64, free: Option<u64>) -> bool {
    free.is_some_and(|free| bytes.saturating_add(LEFT_FREE) > free)
}

/// Everything that is here.
pub(crate) type Blobs = BTreeMap<BlobHash, Kept>;

impl Kept {
    /// Nothing yet.
    pub(crate) fn nothing(hash: BlobHash, length: u64) -> Self {
        Self { hash, length, have: 0, is_whole: false }
    }

    /// So many bytes are still to come.
    pub(crate) fn rest(&self) -> u64 {
        self.length.saturating_sub(self.have)
    }

    /// Has the next part kept with what is written next.
    pub(crate) fn append(&mut self, bytes: Vec<u8>, pending: &mut Batch) {
        let key = part_key(&self.hash, self.have / PART_BYTES);
        self.have = self.have.saturating_add(bytes.len() as u64);
        pending.records.insert(key, Some(bytes));
        self.keep(pending);
    }

    /// All is here and was found to have the hash.
    pub(crate) fn complete(&mut self, pending: &mut Batch) {
        self.is_whole = true;
        self.keep(pending);
    }

    /// What is here is not what it should be, and goes.
    pub(crate) fn discard(&mut self, pending: &mut Batch) {
        for number in 0..self.have.div_ceil(PART_BYTES) {
            pending.records.insert(part_key(&self.hash, number), None);
        }
        (self.have, self.is_whole) = (0, false);
        self.keep(pending);
    }

    fn keep(&self, pending: &mut Batch) {
        let key = RecordKey { kind: KEPT, id: crate::members::half(&self.hash) };
        // Numbers: nothing that cannot be written.
        let row = postcard::to_allocvec(self).unwrap_or_default();
        pending.records.insert(key, Some(row));
    }

    /// The bytes of a part from a place on, as far as the part goes.
    pub(crate) fn read(&self, store: &Store, offset: u64) -> Result<Vec<u8>, StoreError> {
        let part = store.record(&part_key(&self.hash, offset / PART_BYTES))?.unwrap_or_default();
        let within = usize::try_from(offset % PART_BYTES).unwrap_or(usize::MAX);
        Ok(part.get(within..).unwrap_or_default().to_vec())
    }

    /// Gives all parts to `take`, one after the other; whether they have the hash.
    pub(crate) fn each(
        &self,
        store: &Store,
        mut take: impl FnMut(&[u8]) -> std::io::Result<()>,
    ) -> Result<bool, Failure> {
        let (mut hasher, mut at) = (BlobHasher::default(), 0);
        while at < self.have {
            let part = self.read(store, at).map_err(|error| faults::kept(&error))?;
            if part.is_empty() {
                return Ok(false);
            }
            hasher.update(&part);
            take(&part).map_err(|cause| Failure::fault("attachment-unwritable", cause))?;
            at = at.saturating_add(part.len() as u64);
        }
        Ok(at == self.length && hasher.finish() == self.hash)
    }
}

/// What a store has.
pub(crate) fn read(store: &Store) -> Result<Blobs, StoreError> {
    let rows = store.records_of(KEPT)?.into_values();
    let kept = rows.filter_map(|row| postcard::from_bytes::<Kept>(&row).ok());
    Ok(kept.map(|kept| (kept.hash, kept)).collect())
}

/// Where a part is kept: under so much of the hash as leaves room for its number. Who made two
/// files of one such beginning would spoil their own: the whole is hashed before it is trusted.
fn part_key(hash: &BlobHash, number: u64) -> RecordKey {
    let number = u32::try_from(number).unwrap_or(u32::MAX).to_be_bytes();
    let mut id = [0; 16];
    let name = hash.iter().take(12).chain(&number);
    id.iter_mut().zip(name).for_each(|(place, byte)| *place = *byte);
    RecordKey { kind: PART, id }
}
