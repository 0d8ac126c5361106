//! Sealing the store of this machine: everything in it is unreadable without the passphrase, to
//! whoever has the disk. The store must not be open while that is done.

use crate::failure::Failure;
use crate::faults;
use crate::opening::FILE;
use std::path::Path;
use store::seal::{Lock, LockKind, Passphrase, Unlock};
use store::{Store, StoreError};

/// Seals the store of a folder with a passphrase. A crash leaves the plain store or the sealed one,
/// whole.
pub fn seal(folder: &Path, words: &str) -> Result<(), Failure> {
    let file = folder.join(FILE);
    let failed = |error: StoreError| faults::opened(&error, &file);
    let sealed = Store::lock_kind(&file).map_err(failed)? != LockKind::Unsealed;
    if sealed {
        return Err(Failure::refused("store-sealed").into());
    }
    Lock::passphrase(words).and_then(|lock| Store::seal(&file, &lock)).map_err(failed)
}

/// Does the store of a folder take a passphrase? `None` where that cannot be told: there is none, or
/// it is open.
pub fn is_sealed(folder: &Path) -> Option<bool> {
    let kind = Store::lock_kind(folder.join(FILE));
    kind.ok().map(|kind| kind != LockKind::Unsealed)
}

/// Makes the sealed store of a folder plain again.
pub fn unseal(folder: &Path, words: &str) -> Result<(), Failure> {
    let file = folder.join(FILE);
    let unlock = Passphrase::new(words).map(Unlock::Passphrase);
    let unsealed = unlock.and_then(|unlock| Store::unseal(&file, &unlock));
    unsealed.map_err(|error| faults::opened(&error, &file))
}
