//! A file that is made under another name and renamed once it is whole, so that no crash leaves
//! half of one under its name.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use crate::error::StoreError;
use crate::open::{beside, sync_folder};

/// The file while it has another name: `.new` is added to it. Dropping this removes the file.
#[derive(Debug)]
pub(crate) struct Temporary {
    /// The name it is to have.
    place: PathBuf,
    /// The name it has.
    name: PathBuf,
    /// Whether it takes the name of a file that is there.
    over: bool,
    /// Whether it has its name.
    placed: bool,
}

impl Temporary {
    /// Makes an empty file beside `place`, in the place of one whose making was broken off.
    ///
    /// # Errors
    /// [`StoreError::Exists`] when there is something at `place`, [`StoreError::AlreadyOpen`] when
    /// another program is just making it, or those of the disk.
    pub(crate) fn beside(place: &Path) -> Result<(Self, File), StoreError> {
        let name = beside(place, ".new");
        remove_leftover(&name)?;
        // Asked only now: another program may have finished making it in between.
        refuse_existing(place)?;
        Self::create(place, name, false)
    }

    /// Makes an empty file that shall take the place of the one at `place`.
    ///
    /// # Errors
    /// [`StoreError::AlreadyOpen`] when another program is just making it, or those of the disk.
    pub(crate) fn over(place: &Path) -> Result<(Self, File), StoreError> {
        let name = beside(place, ".new");
        remove_leftover(&name)?;
        Self::create(place, name, true)
    }

    fn create(place: &Path, name: PathBuf, over: bool) -> Result<(Self, File), StoreError> {
        let file = OpenOptions::new().read(true).write(true).create_new(true).open(&name)?;
        Ok((Self { place: place.to_owned(), name, over, placed: false }, file))
    }

    /// Opens the file once more.
    pub(crate) fn open(&self) -> io::Result<File> {
        OpenOptions::new().read(true).write(true).open(&self.name)
    }

    /// Gives the file its name, once it is on the disk. It must be closed.
    ///
    /// # Errors
    /// [`StoreError::Exists`] when something else has the name by now that it shall not replace, or
    /// those of the disk.
    pub(crate) fn put_in_place(mut self) -> Result<(), StoreError> {
        self.open()?.sync_all()?;
        if !self.over {
            refuse_existing(&self.place)?;
        }
        fs::rename(&self.name, &self.place)?;
        self.placed = true;
        Ok(sync_folder(&self.place)?)
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        if !self.placed {
            // Where it cannot be removed, the next making of the file does it.
            let _ = fs::remove_file(&self.name);
        }
    }
}

fn refuse_existing(place: &Path) -> Result<(), StoreError> {
    if fs::symlink_metadata(place).is_ok() { Err(StoreError::Exists) } else { Ok(()) }
}

/// Removes a file that nobody has open, if there is one.
///
/// # Errors
/// [`StoreError::AlreadyOpen`] when another program has it open, or those of the disk.
pub(crate) fn remove_leftover(name: &Path) -> Result<(), StoreError> {
    let file = match File::open(name) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        file => file?,
    };
    match file.try_lock() {
        Ok(()) => Ok(fs::remove_file(name)?),
        Err(TryLockError::WouldBlock) => Err(StoreError::AlreadyOpen),
        Err(TryLockError::Error(error)) => Err(error.into()),
    }
}
