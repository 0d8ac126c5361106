//! What must not stay in the file: the key of a document that is shredded, and the vault key as a
//! passphrase wrapped it that is no longer in use.
//!
//! Deleting a row takes it out of its table; its bytes stay in the file until redb uses the page
//! again. So the row is deleted, and what was in it is overwritten wherever it is in the file. Until
//! that is done its nonce is kept in the file, each byte inverted so that it is not taken for the
//! row itself; an opening ends what was broken off.

use std::io;
use std::sync::PoisonError;

use redb::{ReadableDatabase, StorageBackend, WriteTransaction};

use crate::error::StoreError;
use crate::format::{LOCK_KEY, SCRUB_KEY, Table, envelope_key, snapshot_key};
use crate::keys::{ActorKey, DocumentKey};
use crate::row::{self, Rows};
use crate::store::Store;
use crate::write::{begin, next_totals, put_totals, read_document, read_row};

use super::key::{KEY_BYTES, NONCE_BYTES, TAG_BYTES, VaultKey};
use super::lock::{Lock, LockRow};

/// What is overwritten: a nonce and the key sealed with it, or all but the end of that.
const SCRUBBED_BYTES: usize = NONCE_BYTES + KEY_BYTES + TAG_BYTES;
/// Bytes of the file looked through at once.
const CHUNK_BYTES: usize = 1024 * 1024;

type Nonce = [u8; NONCE_BYTES];

impl Store {
    /// Removes a document with its envelopes and snapshots, and destroys its key: in this file
    /// nothing of it can be read again, by nobody. Returns whether there was such a document.
    /// Reads the whole file once.
    ///
    /// In a store that is not sealed the rows are removed, and their bytes stay until something is
    /// written over them. Copies and backups of the file keep what they held.
    ///
    /// # Errors
    /// As [`Store::write`]. When it fails with the file, the document is there whole or not at all
    /// once the store is opened again, and the opening ends what was begun.
    pub fn shred(&self, document: &DocumentKey) -> Result<bool, StoreError> {
        self.refuse_if_read_only()?;
        let result = self.remove(document);
        self.remember_failure(result)
    }

    /// Holds the vault key in another way, and leaves nothing in the file that the earlier
    /// passphrase opens. No other row is written again.
    ///
    /// To hold it outside, the key must be that of [`Store::vault_key`]; for a new one see
    /// [`Store::reseal`].
    ///
    /// # Errors
    /// [`StoreError::NotSealed`], [`StoreError::WrongKey`] for another key, and those of
    /// [`Store::write`].
    pub fn change_lock(&self, lock: &Lock) -> Result<(), StoreError> {
        self.refuse_if_read_only()?;
        let Rows::Sealed(sealing) = &self.rows else { return Err(StoreError::NotSealed) };
        let row = lock.row(&sealing.vault)?;
        let result = self.replace_lock(&row);
        self.remember_failure(result)?;
        *self.lock.lock().unwrap_or_else(PoisonError::into_inner) = lock.kind();
        Ok(())
    }

    /// The vault key of a sealed store, to be held elsewhere too: in the keychain, or on paper.
    #[must_use]
    pub fn vault_key(&self) -> Option<VaultKey> {
        match &self.rows {
            Rows::Sealed(sealing) => Some(sealing.vault.clone()),
            Rows::Plain => None,
        }
    }

    /// Overwrites what a shredding or a change of the lock left to be overwritten.
    pub(crate) fn finish_scrubbing(&self) -> Result<(), StoreError> {
        let medium = self.medium.lock().unwrap_or_else(PoisonError::into_inner);
        match medium.as_deref() {
            Some(medium) if matches!(self.rows, Rows::Sealed(_)) => self.scrub(medium),
            _ => Ok(()),
        }
    }

    fn remove(&self, document: &DocumentKey) -> Result<bool, StoreError> {
        let medium = self.medium.lock().unwrap_or_else(PoisonError::into_inner);
        let transaction = begin(&self.db)?;
        let mut totals = next_totals(&transaction, &self.rows)?;
        let mut documents = transaction.open_table(Table::Documents.definition())?;
        let Some(known) = read_document(&documents, &self.rows, document)? else {
            return Ok(false);
        };
        documents.remove(document.0.as_slice())?;
        drop(documents);
        totals.documents = totals.documents.saturating_sub(1);
        totals.envelopes = totals.envelopes.saturating_sub(known.envelopes);
        let (first, last) = (ActorKey([0; 16]), ActorKey([0xff; 16]));
        let envelopes =
            (envelope_key(document, &first, 0), envelope_key(document, &last, u64::MAX));
        remove_between(&transaction, Table::Envelopes, &envelopes.0, &envelopes.1)?;
        let snapshots = (snapshot_key(document, 0), snapshot_key(document, u64::MAX));
        remove_between(&transaction, Table::Snapshots, &snapshots.0, &snapshots.1)?;
        put_totals(&transaction, &self.rows, &totals)?;
        let Rows::Sealed(sealing) = &self.rows else {
            transaction.commit()?;
            return Ok(true);
        };
        let mut nonces = Vec::new();
        for table in Table::KEYS {
            let mut keys = transaction.open_table(table.definition())?;
            let row = keys.remove(document.0.as_slice())?;
            // Its first byte is the version, the nonce follows.
            nonces.extend(row.and_then(|row| row.value().get(1..)?.first_chunk().copied()));
        }
        to_be_scrubbed(&transaction, &nonces)?;
        // Nothing is written under this key until the document is made again, with a new one.
        sealing.forget(document);
        transaction.commit()?;
        medium.as_deref().map_or(Ok(()), |medium| self.scrub(medium))?;
        Ok(true)
    }

    fn replace_lock(&self, row: &[u8]) -> Result<(), StoreError> {
        let medium = self.medium.lock().unwrap_or_else(PoisonError::into_inner);
        let transaction = begin(&self.db)?;
        let totals = next_totals(&transaction, &self.rows)?;
        let mut nonces = Vec::new();
        for table in Table::KEYS {
            let mut keys = transaction.open_table(table.definition())?;
            let old = read_row(&keys, &Rows::Plain, table, LOCK_KEY)?;
            nonces.extend(old.and_then(|old| LockRow::parse(&old)?.nonce()));
            let row = row::encode(table, LOCK_KEY, totals.batch, row);
            keys.insert(LOCK_KEY, row.as_slice())?;
        }
        to_be_scrubbed(&transaction, &nonces)?;
        put_totals(&transaction, &self.rows, &totals)?;
        transaction.commit()?;
        medium.as_deref().map_or(Ok(()), |medium| self.scrub(medium))
    }

    fn scrub(&self, medium: &dyn StorageBackend) -> Result<(), StoreError> {
        let format = self.db.begin_read()?.open_table(Table::Format.definition())?;
        if format.get(SCRUB_KEY)?.is_none() {
            return Ok(());
        }
        // redb can go back by one commit. After this one that commit has no longer the rows.
        let transaction = begin(&self.db)?;
        let totals = next_totals(&transaction, &self.rows)?;
        put_totals(&transaction, &self.rows, &totals)?;
        transaction.commit()?;
        // While it is under way no page that is free is used again.
        let transaction = begin(&self.db)?;
        overwrite(medium, &pending(&transaction)?)?;
        transaction.open_table(Table::Format.definition())?.remove(SCRUB_KEY)?;
        Ok(transaction.commit()?)
    }
}

fn remove_between(
    transaction: &WriteTransaction,
    table: Table,
    first: &[u8],
    last: &[u8],
) -> Result<(), StoreError> {
    let mut open = transaction.open_table(table.definition())?;
    Ok(open.retain_in::<&[u8], _>(first..=last, |_, _| false)?)
}

/// Notes what an opening has to end should this be broken off.
fn to_be_scrubbed(transaction: &WriteTransaction, nonces: &[Nonce]) -> Result<(), StoreError> {
    let all: Vec<u8> = pending(transaction)?.iter().chain(nonces).flatten().map(|b| !b).collect();
    if all.is_empty() {
        return Ok(());
    }
    let row = row::encode(Table::Format, SCRUB_KEY, 0, &all);
    transaction.open_table(Table::Format.definition())?.insert(SCRUB_KEY, row.as_slice())?;
    Ok(())
}

fn pending(transaction: &WriteTransaction) -> Result<Vec<Nonce>, StoreError> {
    let format = transaction.open_table(Table::Format.definition())?;
    let noted = read_row(&format, &Rows::Plain, Table::Format, SCRUB_KEY)?.unwrap_or_default();
    let (nonces, _) = noted.as_chunks::<NONCE_BYTES>();
    Ok(nonces.iter().map(|nonce| nonce.map(|byte| !byte)).collect())
}

/// Overwrites every place of the file where one of these nonces is, with the key sealed with it.
fn overwrite(medium: &dyn StorageBackend, nonces: &[Nonce]) -> io::Result<()> {
    let length = medium.len()?;
    let mut chunk = vec![0; CHUNK_BYTES];
    let mut start = 0;
    while start < length {
        let left = usize::try_from(length - start).unwrap_or(CHUNK_BYTES).min(CHUNK_BYTES);
        let bytes = chunk.get_mut(..left).unwrap_or_default();
        medium.read(start, bytes)?;
        for at in nonces.iter().flat_map(|nonce| places(bytes, nonce)) {
            let at = start + at as u64;
            let most = usize::try_from(length - at).unwrap_or(SCRUBBED_BYTES);
            medium.write(at, &vec![0; SCRUBBED_BYTES.min(most)])?;
        }
        if start + left as u64 == length {
            break;
        }
        // A nonce may begin in this piece and end in the next.
        start += (left - NONCE_BYTES) as u64;
    }
    medium.sync_data()
}

/// Where a nonce is found, as offsets into `bytes`.
fn places(bytes: &[u8], nonce: &Nonce) -> Vec<usize> {
    let mut places = Vec::new();
    let mut start = 0;
    while let Some(rest) = bytes.get(start..) {
        let Some(next) = rest.iter().position(|byte| *byte == nonce[0]) else { break };
        start += next;
        if bytes.get(start..).is_some_and(|rest| rest.starts_with(nonce)) {
            places.push(start);
        }
        start += 1;
    }
    places
}

#[cfg(test)]
mod tests {
    use redb::backends::InMemoryBackend;

    use super::*;

    #[test]
    fn a_nonce_is_found_wherever_it_is_and_nothing_else_is_touched() {
        let nonce: Nonce = std::array::from_fn(|n| n as u8 + 1);
        let length = 3 * CHUNK_BYTES + 100;
        let edge = CHUNK_BYTES - NONCE_BYTES;
        for at in [0, 1, edge - 1, edge, edge + 7, CHUNK_BYTES, 2 * CHUNK_BYTES, length - 72] {
            let mut bytes = vec![0xee; length];
            bytes[at..at + NONCE_BYTES].copy_from_slice(&nonce);
            let medium = InMemoryBackend::new();
            medium.set_len(length as u64).unwrap();
            medium.write(0, &bytes).unwrap();
            overwrite(&medium, &[[9; NONCE_BYTES], nonce]).unwrap();
            let mut after = vec![0; length];
            medium.read(0, &mut after).unwrap();
            bytes[at..at + SCRUBBED_BYTES].fill(0);
            assert!(after == bytes, "at {at}");
        }
    }
}
