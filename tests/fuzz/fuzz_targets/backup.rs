//! Any bytes as a backup, locked or opened; what is found whole is restored, and the store made of
//! it holds what was read.
#![no_main]

use libfuzzer_sys::fuzz_target;
use store::Store;
use store::backup::{BackupKey, Unlock, inspect, restore};

/// Opens the seed that is locked.
const KEY: &str = "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX";

fuzz_target!(|bytes: &[u8]| {
    if bytes.starts_with(b"age-encryption.org/") {
        let key: BackupKey = KEY.parse().expect("a key");
        let _ = inspect(bytes, &Unlock::keys(&[key]), &mut |_| {});
        return;
    }
    // The padding is added here, so that seeds stay small.
    let mut backup = bytes.to_vec();
    backup.resize(bytes.len().next_multiple_of(65_536), 0);
    let Ok(manifest) = inspect(backup.as_slice(), &Unlock::done(), &mut |_| {}) else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("store");
    let restored = restore(backup.as_slice(), &Unlock::done(), &path, &mut |_| {});
    assert_eq!(restored.expect("a store"), manifest);
    let opened = Store::open(&path).expect("a store");
    assert_eq!(opened.store.inventory(&|_| false).expect("an inventory"), manifest.inventory);
});
