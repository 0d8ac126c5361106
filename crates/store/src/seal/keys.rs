//! The keys of a sealed store and their rows. What a sealed row looks like is in `crate::row`.
//!
//! Each key is kept in two tables, under the id of its document, or under [`REST_KEY`] for the one that
//! seals everything else. A key is made with the first row of a document and goes with the last
//! (`scrub.rs`).

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

use redb::{ReadableTable, WriteTransaction};
use zeroize::Zeroizing;

use crate::error::StoreError;
use crate::format::{LOCK_KEY, REST_KEY, Table};
use crate::keys::DocumentKey;
use crate::pages::Pair;
use crate::row::{self, Row, WRAPPED};

use super::key::{KEY_BYTES, KeyBytes, SealingKey, VaultKey, keyed_hash, random_key};
use super::lock::Prepared;

/// Bytes of a setting's key.
const NAME_BYTES: usize = 16;
/// What keys are made of the vault key for.
const NAMES: &[u8] = b"names";
const WRAPPING: &[u8] = b"wrapping";

/// The keys of an open sealed store.
pub(crate) struct Sealing {
    pub(crate) vault: VaultKey,
    wrapping: SealingKey,
    names: KeyBytes,
    /// By document, and the one for the rest.
    keys: RwLock<BTreeMap<Vec<u8>, Arc<SealingKey>>>,
}

impl std::fmt::Debug for Sealing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Sealing").finish_non_exhaustive()
    }
}

/// Keys by the name of their rows.
type Unwrapped = BTreeMap<Vec<u8>, KeyBytes>;

impl Sealing {
    pub(crate) fn new(vault: VaultKey) -> Self {
        let wrapping = SealingKey::new(&vault.derive(WRAPPING));
        let names = vault.derive(NAMES);
        Self { vault, wrapping, names, keys: RwLock::default() }
    }

    /// Writes the lock and the key for the rest into a new store.
    pub(crate) fn create(
        prepared: &Prepared,
        transaction: &WriteTransaction,
    ) -> Result<Self, StoreError> {
        let sealing = Self::new(prepared.vault.clone());
        for table in Table::KEYS {
            let mut open = transaction.open_table(table.definition())?;
            let row = row::encode(table, LOCK_KEY, 0, &prepared.row);
            open.insert(LOCK_KEY, row.as_slice())?;
        }
        sealing.make(transaction, REST_KEY, 0)?;
        Ok(sealing)
    }

    /// Reads every key of a store.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when a key cannot be read, or the two tables differ.
    pub(crate) fn load(
        vault: VaultKey,
        open: impl Fn(Table) -> Result<redb::ReadOnlyTable<&'static [u8], &'static [u8]>, StoreError>,
    ) -> Result<Self, StoreError> {
        let mut sealing = Self::new(vault);
        let mut tables = Vec::new();
        for table in Table::KEYS {
            let mut keys = Unwrapped::new();
            for entry in open(table)?.iter()? {
                let (name, value) = entry?;
                if name.value() == LOCK_KEY {
                    continue;
                }
                let (_, key) = sealing
                    .unwrap(table, name.value(), value.value())
                    .ok_or_else(|| StoreError::damaged("a key does not open"))?;
                keys.insert(name.value().to_vec(), key);
            }
            tables.push(keys);
        }
        if !tables.windows(2).all(|pair| matches!(pair, [one, other] if one == other)) {
            return Err(StoreError::damaged("the two tables of keys differ"));
        }
        let keys = tables.pop().unwrap_or_default();
        if !keys.contains_key(REST_KEY) {
            return Err(StoreError::damaged("the key for what is no document's is missing"));
        }
        sealing.take(keys);
        Ok(sealing)
    }

    /// Knows these keys, and no other.
    pub(crate) fn take(&mut self, keys: Unwrapped) {
        let keys = keys.into_iter().map(|(name, key)| (name, Arc::new(SealingKey::new(&key))));
        self.keys = RwLock::new(keys.collect());
    }

    /// Makes sure that a document has a key, before its first row is written.
    pub(crate) fn ensure(
        &self,
        transaction: &WriteTransaction,
        document: &DocumentKey,
        batch: u64,
    ) -> Result<(), StoreError> {
        // Asked of the file and not of memory, where a key may be left of a batch that was refused.
        let table = transaction.open_table(Table::Keys.definition())?;
        if table.get(document.0.as_slice())?.is_some() {
            return Ok(());
        }
        drop(table);
        self.make(transaction, &document.0, batch)
    }

    fn make(
        &self,
        transaction: &WriteTransaction,
        name: &[u8],
        batch: u64,
    ) -> Result<(), StoreError> {
        let key = random_key()?;
        for table in Table::KEYS {
            let mut open = transaction.open_table(table.definition())?;
            let parts: &[&[u8]] = &[key.as_slice()];
            let row = row::seal(&self.wrapping, WRAPPED, table, name, batch, parts)?;
            open.insert(name, row.as_slice())?;
        }
        let key = Arc::new(SealingKey::new(&key));
        self.keys.write().unwrap_or_else(PoisonError::into_inner).insert(name.to_vec(), key);
        Ok(())
    }

    /// Forgets the key of a document.
    pub(crate) fn forget(&self, document: &DocumentKey) {
        self.keys.write().unwrap_or_else(PoisonError::into_inner).remove(document.0.as_slice());
    }

    /// The key that seals the rows of a document, or the rest.
    pub(crate) fn key(&self, name: &[u8]) -> Option<Arc<SealingKey>> {
        self.keys.read().unwrap_or_else(PoisonError::into_inner).get(name).cloned()
    }

    /// What stands for the name of a setting.
    pub(crate) fn hidden_name(&self, name: &[u8]) -> [u8; NAME_BYTES] {
        let hash = keyed_hash(&self.names, &[name]);
        let mut short = [0; NAME_BYTES];
        short.iter_mut().zip(hash).for_each(|(to, from)| *to = from);
        short
    }

    /// The batch that wrote a key, and the key.
    fn unwrap(&self, table: Table, name: &[u8], value: &[u8]) -> Option<(u64, KeyBytes)> {
        let Row { batch, payload, .. } =
            row::unseal(&self.wrapping, WRAPPED, table, name, value).ok()?;
        let payload = Zeroizing::new(payload.into_owned());
        let key: [u8; KEY_BYTES] = payload.as_slice().try_into().ok()?;
        Some((batch, Zeroizing::new(key)))
    }
}

/// The newest key of each name among rows of a damaged file.
pub(crate) fn newest_keys<'a>(
    sealing: &Sealing,
    rows: impl Iterator<Item = Pair<'a>>,
) -> BTreeMap<Vec<u8>, KeyBytes> {
    let mut newest: BTreeMap<Vec<u8>, (u64, KeyBytes)> = BTreeMap::new();
    for (name, value) in rows.filter(|(name, _)| matches!(name.len(), 4 | 16)) {
        let found = Table::KEYS.into_iter().find_map(|table| sealing.unwrap(table, name, value));
        let Some((batch, key)) = found else { continue };
        if newest.get(name).is_none_or(|(known, _)| *known < batch) {
            newest.insert(name.to_vec(), (batch, key));
        }
    }
    newest.into_iter().map(|(name, (_, key))| (name, key)).collect()
}
