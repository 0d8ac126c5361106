//! The lock of a sealed store: how the vault key is held, and the row that says so.
//!
//! The row is plain, so that it can be read before there is a key:
//! ```text
//! passphrase   [1] [memory KiB u32] [passes u32] [lanes u32] [salt 16]
//!              [nonce 24] [vault key, sealed 48] [check 32]
//! key          [2] [length of the id] [id] [check 32]
//! ```
//! Numbers are big endian, the length is LEB128. The passphrase goes through Argon2id with salt and
//! cost; what comes out seals the vault key, bound to the bytes before the nonce. The check is an
//! HMAC under a key made from the vault key, over all bytes before it: it tells the right key from
//! a wrong one, and a changed row from the one that was written.

use argon2::{Algorithm, Argon2, Params, Version};
use zeroize::Zeroizing;

use crate::batch::{MAX_NAME_BYTES, limit};
use crate::codec::{put_number, take_number};
use crate::error::StoreError;

use super::key::{
    KEY_BYTES, NONCE_BYTES, Passphrase, SealingKey, TAG_BYTES, VaultKey, is_keyed_hash, keyed_hash,
    random,
};

const BY_PASSPHRASE: u8 = 1;
const BY_KEY: u8 = 2;
const SALT_BYTES: usize = 16;
const CHECK_BYTES: usize = 32;
/// Bytes before the nonce in a row that holds the key by a passphrase.
const HEAD_BYTES: usize = 1 + 3 * 4 + SALT_BYTES;
/// What the check key is made for.
const CHECK: &[u8] = b"lock";

/// What trying a passphrase costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cost {
    /// Memory in KiB.
    pub memory: u32,
    /// Passes over it.
    pub passes: u32,
    /// Parts of it that can be worked on at once.
    pub lanes: u32,
}

impl Cost {
    /// The second recommended choice of RFC 9106: 64 MiB, 3 passes, 4 lanes.
    pub const DEFAULT: Self = Self { memory: 64 * 1024, passes: 3, lanes: 4 };
    /// The least there is. For tests, that have no time for more.
    pub const LEAST: Self = Self { memory: 8, passes: 1, lanes: 1 };
    /// A file that asks for more is not tried: a made-up one could take all memory.
    const MOST: Self = Self { memory: 256 * 1024, passes: 32, lanes: 16 };

    /// This cost, or the nearest that is allowed.
    fn allowed(self) -> Self {
        let lanes = self.lanes.clamp(Self::LEAST.lanes, Self::MOST.lanes);
        // Argon2 works on pieces of a lane, and a lane has eight at least.
        let memory = self.memory.clamp(Self::LEAST.memory * lanes, Self::MOST.memory);
        Self { memory, passes: self.passes.clamp(Self::LEAST.passes, Self::MOST.passes), lanes }
    }
}

/// How the vault key of a store is to be held.
#[derive(Debug, Clone)]
pub enum Lock {
    /// In the file, wrapped by a passphrase. A new store gets a vault key drawn at random.
    Passphrase {
        /// The passphrase.
        words: Passphrase,
        /// What trying one costs; numbers out of bounds are taken as the nearest that is not.
        cost: Cost,
    },
    /// Outside the file.
    Key {
        /// The vault key.
        key: VaultKey,
        /// Where the caller finds it again: not secret, at most [`MAX_NAME_BYTES`].
        id: String,
    },
}

/// What opens a sealed store.
#[derive(Debug, Clone)]
pub enum Unlock {
    /// The passphrase its vault key is wrapped by.
    Passphrase(Passphrase),
    /// The vault key itself, however the file holds it.
    Key(VaultKey),
}

/// What a store has to be opened with.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum LockKind {
    /// Nothing: its rows are plain.
    Unsealed,
    /// A passphrase.
    Passphrase,
    /// A key held outside.
    Key {
        /// The id under which the caller keeps it.
        id: String,
    },
}

impl std::fmt::Display for LockKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Unsealed => f.write_str("nothing"),
            Self::Passphrase => f.write_str("a passphrase"),
            Self::Key { id } => write!(f, "the key kept as {id:?}"),
        }
    }
}

impl Lock {
    /// Locks with a passphrase, at the default cost.
    ///
    /// # Errors
    /// [`StoreError::NoLock`] for an empty one.
    pub fn passphrase(words: &str) -> Result<Self, StoreError> {
        Ok(Self::Passphrase { words: Passphrase::new(words)?, cost: Cost::DEFAULT })
    }

    /// The vault key of a new store and its row.
    pub(crate) fn prepare(&self) -> Result<Prepared, StoreError> {
        let vault = match self {
            Self::Passphrase { .. } => VaultKey::generate()?,
            Self::Key { key, .. } => key.clone(),
        };
        Ok(Prepared { row: self.row(&vault)?, kind: self.kind(), vault })
    }

    pub(crate) fn kind(&self) -> LockKind {
        match self {
            Self::Passphrase { .. } => LockKind::Passphrase,
            Self::Key { id, .. } => LockKind::Key { id: id.clone() },
        }
    }

    /// The row that holds `vault` in this way.
    ///
    /// # Errors
    /// [`StoreError::WrongKey`] when another key is to be held outside.
    pub(crate) fn row(&self, vault: &VaultKey) -> Result<Vec<u8>, StoreError> {
        let mut row = Vec::new();
        match self {
            Self::Passphrase { words, cost } => {
                let cost = cost.allowed();
                row.push(BY_PASSPHRASE);
                for number in [cost.memory, cost.passes, cost.lanes] {
                    row.extend_from_slice(&number.to_be_bytes());
                }
                let salt = random::<SALT_BYTES>()?;
                row.extend_from_slice(&salt);
                let wrapping = stretch(words, &salt, cost)?;
                let about = row.clone();
                wrapping.seal(&about, &[vault.bytes()], &mut row)?;
            }
            Self::Key { key, id } => {
                if key.bytes() != vault.bytes() {
                    return Err(StoreError::WrongKey);
                }
                limit("id of a key", id.len(), MAX_NAME_BYTES)?;
                row.push(BY_KEY);
                put_number(&mut row, id.len() as u64);
                row.extend_from_slice(id.as_bytes());
            }
        }
        let check = keyed_hash(&vault.derive(CHECK), &[&row]);
        row.extend_from_slice(&check);
        Ok(row)
    }
}

/// A lock on its way into a file.
pub(crate) struct Prepared {
    pub(crate) vault: VaultKey,
    pub(crate) row: Vec<u8>,
    pub(crate) kind: LockKind,
}

/// The row of a lock, read.
pub(crate) struct LockRow<'a> {
    held: Held<'a>,
    /// Everything before the check.
    checked: &'a [u8],
    check: &'a [u8; CHECK_BYTES],
}

enum Held<'a> {
    Passphrase { head: &'a [u8], cost: Cost, salt: &'a [u8; SALT_BYTES], wrapped: &'a [u8] },
    Key { id: &'a str },
}

impl<'a> LockRow<'a> {
    /// Reads the row; nothing for one that no lock writes.
    pub(crate) fn parse(row: &'a [u8]) -> Option<Self> {
        let (checked, check) = row.split_last_chunk::<CHECK_BYTES>()?;
        let (&how, rest) = checked.split_first()?;
        let held = match how {
            BY_PASSPHRASE => passphrase(checked)?,
            BY_KEY => {
                let mut rest = rest;
                let length = take_number(&mut rest)?;
                let fits = length <= MAX_NAME_BYTES as u64 && length == rest.len() as u64;
                Held::Key { id: fits.then(|| std::str::from_utf8(rest).ok()).flatten()? }
            }
            _ => return None,
        };
        Some(Self { held, checked, check })
    }

    pub(crate) fn kind(&self) -> LockKind {
        match self.held {
            Held::Passphrase { .. } => LockKind::Passphrase,
            Held::Key { id } => LockKind::Key { id: id.to_owned() },
        }
    }

    /// The nonce with which the vault key is wrapped, if it is in the file.
    pub(crate) fn nonce(&self) -> Option<[u8; NONCE_BYTES]> {
        match self.held {
            Held::Passphrase { wrapped, .. } => wrapped.first_chunk().copied(),
            Held::Key { .. } => None,
        }
    }

    /// The vault key.
    ///
    /// # Errors
    /// [`StoreError::WrongPassphrase`], [`StoreError::WrongKey`]; [`StoreError::Locked`] when a
    /// passphrase is given and a key is needed; [`StoreError::Damaged`] when the row was changed.
    pub(crate) fn unlock(&self, unlock: &Unlock) -> Result<VaultKey, StoreError> {
        match (unlock, &self.held) {
            (Unlock::Key(key), _) if self.is_checked(key) => Ok(key.clone()),
            (Unlock::Key(_), _) => Err(StoreError::WrongKey),
            (Unlock::Passphrase(_), Held::Key { .. }) => {
                Err(StoreError::Locked { lock: self.kind(), damage: None })
            }
            (Unlock::Passphrase(words), Held::Passphrase { head, cost, salt, wrapped }) => {
                let wrapping = stretch(words, salt, *cost)?;
                let key = wrapping.open(head, wrapped).map(Zeroizing::new);
                let key = key.and_then(|key| key.as_slice().try_into().ok().map(VaultKey::new));
                let key = key.ok_or(StoreError::WrongPassphrase)?;
                if self.is_checked(&key) {
                    return Ok(key);
                }
                Err(StoreError::damaged("the row of its lock was changed"))
            }
        }
    }

    fn is_checked(&self, key: &VaultKey) -> bool {
        is_keyed_hash(self.check, &key.derive(CHECK), &[self.checked])
    }
}

fn passphrase(checked: &[u8]) -> Option<Held<'_>> {
    let (head, wrapped) = checked.split_at_checked(HEAD_BYTES)?;
    let (_, rest) = head.split_first()?;
    let (memory, rest) = rest.split_first_chunk()?;
    let (passes, rest) = rest.split_first_chunk()?;
    let (lanes, salt) = rest.split_first_chunk()?;
    let [memory, passes, lanes] = [memory, passes, lanes].map(|it| u32::from_be_bytes(*it));
    let fits = wrapped.len() == NONCE_BYTES + KEY_BYTES + TAG_BYTES;
    let cost = Cost { memory, passes, lanes };
    fits.then_some(Held::Passphrase { head, cost, salt: salt.try_into().ok()?, wrapped })
}

/// The key that a passphrase makes.
fn stretch(
    words: &Passphrase,
    salt: &[u8; SALT_BYTES],
    cost: Cost,
) -> Result<SealingKey, StoreError> {
    let refused = |_| StoreError::damaged("the cost of its passphrase is out of bounds");
    if cost != cost.allowed() {
        return Err(refused(argon2::Error::MemoryTooMuch));
    }
    let params = Params::new(cost.memory, cost.passes, cost.lanes, Some(KEY_BYTES));
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params.map_err(refused)?);
    let mut key = Zeroizing::new([0; KEY_BYTES]);
    argon2.hash_password_into(words.bytes(), salt, key.as_mut()).map_err(refused)?;
    Ok(SealingKey::new(&key))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn vault() -> VaultKey {
        VaultKey::new([9; 32])
    }

    fn locks() -> [Lock; 2] {
        let words = Passphrase::new("sept chevaux").unwrap();
        let by_words = Lock::Passphrase { words, cost: Cost::LEAST };
        [by_words, Lock::Key { key: vault(), id: "entry".to_owned() }]
    }

    #[test]
    fn a_row_forged_in_any_bit_opens_nothing() {
        let words = Unlock::Passphrase(Passphrase::new("sept chevaux").unwrap());
        for lock in locks() {
            let row = lock.row(&vault()).unwrap();
            let read = LockRow::parse(&row).unwrap();
            assert_eq!(read.kind(), lock.kind());
            assert_eq!(read.unlock(&Unlock::Key(vault())).unwrap().bytes(), vault().bytes());
            for bit in 0..row.len() * 8 {
                // Costs up to the most allowed would be tried, and take their time.
                if row[0] == BY_PASSPHRASE && (8..13 * 8).contains(&bit) {
                    continue;
                }
                let mut bad = row.clone();
                bad[bit / 8] ^= 1 << (bit % 8);
                let Some(read) = LockRow::parse(&bad) else { continue };
                assert!(read.unlock(&Unlock::Key(vault())).is_err(), "bit {bit}");
                assert!(read.unlock(&words).is_err(), "bit {bit}");
            }
        }
    }

    #[test]
    fn a_passphrase_that_would_cost_all_memory_is_not_tried() {
        let words = Unlock::Passphrase(Passphrase::new("sept chevaux").unwrap());
        let [lock, _] = locks();
        for number in 0..3 {
            let mut row = lock.row(&vault()).unwrap();
            row[1 + number * 4..5 + number * 4].fill(0xff);
            let error = LockRow::parse(&row).unwrap().unlock(&words).unwrap_err();
            assert!(matches!(error, StoreError::Damaged { .. }), "{error}");
        }
        let least = Cost { memory: 0, passes: 0, lanes: 0 };
        let most = Cost { memory: u32::MAX, passes: u32::MAX, lanes: u32::MAX };
        assert_eq!((least.allowed(), most.allowed()), (Cost::LEAST, Cost::MOST));
        assert_eq!(Cost::DEFAULT.allowed(), Cost::DEFAULT);
    }

    proptest! {
        #[test]
        fn any_bytes_are_a_lock_or_none(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            if let Some(lock) = LockRow::parse(&bytes) {
                prop_assert!(lock.unlock(&Unlock::Key(vault())).is_err());
            }
        }
    }
}
