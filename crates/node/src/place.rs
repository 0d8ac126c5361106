//! Where a store is kept: a folder of this machine. Tests keep theirs on disks that fail.

use crate::opening::FILE;
use std::fmt::Debug;
use std::path::PathBuf;
use store::seal::Unlock;
use store::{Opened, Store, StoreError};

/// Where a store can be made, and opened again after a fault of the disk.
pub(crate) trait Place: Debug + Send + Sync {
    /// The store's file, for messages.
    fn file(&self) -> PathBuf;

    /// Opens the store that is there; a sealed one with what unlocks it.
    fn open(&self, unlock: Option<&Unlock>) -> Result<Opened, StoreError>;

    /// Makes a store.
    fn create(&self) -> Result<Store, StoreError>;

    /// So many bytes are free there, as far as that can be known.
    fn room(&self) -> Option<u64> {
        None
    }
}

/// A folder, which is made if it is not there.
#[derive(Debug)]
pub(crate) struct Folder(pub(crate) PathBuf);

impl Place for Folder {
    fn file(&self) -> PathBuf {
        self.0.join(FILE)
    }

    fn open(&self, unlock: Option<&Unlock>) -> Result<Opened, StoreError> {
        let sealed = unlock.map(|unlock| Store::open_sealed(self.file(), unlock));
        match sealed {
            // Words that are given for something else do not matter to a plain store.
            Some(Err(StoreError::NotSealed)) | None => Store::open(self.file()),
            Some(opened) => opened,
        }
    }

    fn create(&self) -> Result<Store, StoreError> {
        std::fs::create_dir_all(&self.0)?;
        Store::create(self.file())
    }

    fn room(&self) -> Option<u64> {
        fs4::available_space(&self.0).ok()
    }
}
