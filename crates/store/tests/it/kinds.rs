//! Plain and sealed stores: what one promises, the other promises too.

use store::seal::{Lock, Unlock, VaultKey};
use store::{Opened, Store, StoreError};
use testkit::disk::Disk;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Plain,
    Sealed,
}

impl Kind {
    pub(crate) const BOTH: [Self; 2] = [Self::Plain, Self::Sealed];

    pub(crate) fn create(self, disk: &Disk) -> Result<Store, StoreError> {
        match self {
            Self::Plain => Store::create_on(disk.open()),
            Self::Sealed => Store::create_sealed_on(disk.open(), &lock()),
        }
    }

    pub(crate) fn open(self, disk: &Disk) -> Result<Opened, StoreError> {
        match self {
            Self::Plain => Store::open_on(disk.open()),
            Self::Sealed => Store::open_sealed_on(disk.open(), &unlock()),
        }
    }
}

/// The key of the sealed stores of these tests.
pub(crate) fn key() -> VaultKey {
    VaultKey::new([42; 32])
}

pub(crate) fn lock() -> Lock {
    Lock::Key { key: key(), id: "entry 7".to_owned() }
}

pub(crate) fn unlock() -> Unlock {
    Unlock::Key(key())
}
