//! A backend that keeps what an opening wants to write until the opening is judged good.
//!
//! redb repairs, commits and marks a file while it opens it. A file that turns out to be damaged,
//! newer, or not a store must be left exactly as it was, so those operations are kept in memory.
//! [`Stage::release`] replays them in the order redb gave them, syncs included, so that a crash in
//! the middle leaves what a crash inside redb would have left. Afterwards everything passes
//! straight through.

use std::io;
use std::ops::Bound;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use redb::{BackendError, StorageBackend};

/// An operation redb asked for while opening.
#[derive(Debug)]
enum Operation {
    Write { offset: u64, data: Vec<u8> },
    SetLen(u64),
    Sync,
}

#[derive(Debug)]
enum Mode {
    /// Operations are kept.
    Holding(Vec<Operation>),
    /// Operations go to the file.
    Open,
    /// The opening was refused: nothing may reach the file any more.
    Shut,
}

/// Holds the operations of an opening back from the file below.
#[derive(Debug)]
pub(crate) struct Stage<B> {
    base: B,
    mode: Mutex<Mode>,
    /// Set once the mode is `Open`: spares later reads the lock.
    open: AtomicBool,
}

/// What redb is given; the opening keeps a handle of its own.
#[derive(Debug)]
pub(crate) struct StageHandle<B>(pub(crate) Arc<Stage<B>>);

impl<B: StorageBackend> Stage<B> {
    pub(crate) fn new(base: B) -> Arc<Self> {
        let mode = Mutex::new(Mode::Holding(Vec::new()));
        Arc::new(Self { base, mode, open: AtomicBool::new(false) })
    }

    /// Lets the kept operations through, and all later ones.
    ///
    /// # Errors
    /// When the file refuses one. Everything is then still kept: what already reached the file is
    /// what a crash would have left, and readers go on seeing the whole.
    pub(crate) fn release(&self) -> io::Result<()> {
        let mut mode = self.mode();
        let Mode::Holding(operations) = &*mode else { return Ok(()) };
        for operation in operations {
            match operation {
                Operation::Write { offset, data } => self.base.write(*offset, data)?,
                Operation::SetLen(len) => self.base.set_len(*len)?,
                Operation::Sync => self.base.sync_data()?,
            }
        }
        *mode = Mode::Open;
        self.open.store(true, Ordering::Release);
        Ok(())
    }

    /// Forgets the kept operations: the file stays as it was.
    pub(crate) fn discard(&self) {
        *self.mode() = Mode::Shut;
    }

    /// Every byte of the file, without what was kept back.
    pub(crate) fn read_base(&self) -> io::Result<Vec<u8>> {
        let length = usize::try_from(self.base.len()?)
            .map_err(|_| io::Error::from(io::ErrorKind::FileTooLarge))?;
        let mut bytes = Vec::new();
        bytes.try_reserve_exact(length).map_err(|_| io::Error::from(io::ErrorKind::OutOfMemory))?;
        bytes.resize(length, 0);
        self.base.read(0, &mut bytes)?;
        Ok(bytes)
    }

    /// Takes the whole file for itself, as redb does; false when someone else has it.
    pub(crate) fn lock(&self) -> Result<bool, BackendError> {
        match self.base.try_lock_range(Bound::Unbounded, Bound::Unbounded) {
            Err(BackendError::Unsupported) => Ok(true),
            result => result,
        }
    }

    /// Gives the file up.
    pub(crate) fn close_base(&self) -> io::Result<()> {
        self.base.close()
    }

    fn mode(&self) -> MutexGuard<'_, Mode> {
        // The mode is whole even if a thread died holding the lock.
        self.mode.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn keep_or_pass(
        &self,
        keep: impl FnOnce() -> Operation,
        pass: impl FnOnce(&B) -> io::Result<()>,
    ) -> io::Result<()> {
        if !self.open.load(Ordering::Acquire) {
            match &mut *self.mode() {
                Mode::Holding(operations) => {
                    operations.push(keep());
                    return Ok(());
                }
                Mode::Shut => return Err(shut()),
                Mode::Open => {}
            }
        }
        pass(&self.base)
    }
}

impl<B: StorageBackend> StorageBackend for StageHandle<B> {
    fn len(&self) -> io::Result<u64> {
        let base = self.0.base.len()?;
        if let Mode::Holding(operations) = &*self.0.mode() {
            return Ok(staged_len(base, operations));
        }
        Ok(base)
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        if self.0.open.load(Ordering::Acquire) {
            return self.0.base.read(offset, out);
        }
        match &*self.0.mode() {
            Mode::Holding(operations) => read_staged(&self.0.base, operations, offset, out),
            Mode::Open => self.0.base.read(offset, out),
            Mode::Shut => Err(shut()),
        }
    }

    fn set_len(&self, len: u64) -> io::Result<()> {
        self.0.keep_or_pass(|| Operation::SetLen(len), |base| base.set_len(len))
    }

    fn sync_data(&self) -> io::Result<()> {
        self.0.keep_or_pass(|| Operation::Sync, StorageBackend::sync_data)
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        let keep = || Operation::Write { offset, data: data.to_vec() };
        self.0.keep_or_pass(keep, |base| base.write(offset, data))
    }

    fn close(&self) -> io::Result<()> {
        self.0.base.close()
    }

    fn try_lock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<bool, BackendError> {
        self.0.base.try_lock_range(start, end)
    }

    fn try_lock_shared_range(
        &self,
        start: Bound<u64>,
        end: Bound<u64>,
    ) -> Result<bool, BackendError> {
        self.0.base.try_lock_shared_range(start, end)
    }

    fn lock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<(), BackendError> {
        self.0.base.lock_range(start, end)
    }

    fn lock_shared_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<(), BackendError> {
        self.0.base.lock_shared_range(start, end)
    }

    fn unlock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<(), BackendError> {
        self.0.base.unlock_range(start, end)
    }

    fn query_lock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<bool, BackendError> {
        self.0.base.query_lock_range(start, end)
    }
}

fn shut() -> io::Error {
    io::Error::other("the opening of this file was given up")
}

fn staged_len(base: u64, operations: &[Operation]) -> u64 {
    operations.iter().fold(base, |len, operation| match operation {
        Operation::Write { offset, data } => len.max(offset.saturating_add(data.len() as u64)),
        Operation::SetLen(len) => *len,
        Operation::Sync => len,
    })
}

/// Reads what the file would hold had the kept operations reached it.
fn read_staged(
    base: &impl StorageBackend,
    operations: &[Operation],
    offset: u64,
    out: &mut [u8],
) -> io::Result<()> {
    let end = offset.saturating_add(out.len() as u64);
    let base_len = base.len()?;
    if end > staged_len(base_len, operations) {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    out.fill(0);
    let from_base = usize::try_from(base_len.saturating_sub(offset)).unwrap_or(usize::MAX);
    let (known, _) = out.split_at_mut(from_base.min(out.len()));
    if !known.is_empty() {
        base.read(offset, known)?;
    }
    for operation in operations {
        match operation {
            Operation::Write { offset: at, data } => overlay(out, offset, *at, data),
            Operation::SetLen(len) => {
                let kept = usize::try_from(len.saturating_sub(offset)).unwrap_or(usize::MAX);
                out.iter_mut().skip(kept).for_each(|byte| *byte = 0);
            }
            Operation::Sync => {}
        }
    }
    Ok(())
}

/// Copies the part of `data`, written at `at`, that falls in the window `out` starting at `offset`.
fn overlay(out: &mut [u8], offset: u64, at: u64, data: &[u8]) {
    let skip_out = usize::try_from(at.saturating_sub(offset)).unwrap_or(usize::MAX);
    let skip_data = usize::try_from(offset.saturating_sub(at)).unwrap_or(usize::MAX);
    let (Some(target), Some(source)) = (out.get_mut(skip_out..), data.get(skip_data..)) else {
        return;
    };
    target.iter_mut().zip(source).for_each(|(to, from)| *to = *from);
}

#[cfg(test)]
mod tests {
    use redb::backends::InMemoryBackend;

    use super::*;

    fn base(bytes: &[u8]) -> InMemoryBackend {
        let base = InMemoryBackend::new();
        base.set_len(bytes.len() as u64).unwrap();
        base.write(0, bytes).unwrap();
        base
    }

    fn whole(backend: &impl StorageBackend) -> Vec<u8> {
        let mut bytes = vec![0; usize::try_from(backend.len().unwrap()).unwrap()];
        backend.read(0, &mut bytes).unwrap();
        bytes
    }

    #[test]
    fn a_reader_sees_kept_writes_and_the_file_does_not() {
        let stage = Stage::new(base(b"abcdefgh"));
        let handle = StageHandle(Arc::clone(&stage));
        handle.write(2, b"XY").unwrap();
        handle.set_len(4).unwrap();
        handle.set_len(6).unwrap();
        handle.write(5, b"Z!").unwrap();
        assert_eq!(whole(&handle), b"abXY\0Z!");
        assert_eq!(stage.read_base().unwrap(), b"abcdefgh");
        let mut window = [0; 3];
        handle.read(3, &mut window).unwrap();
        assert_eq!(&window, b"Y\0Z");
        assert!(handle.read(5, &mut window).is_err());
    }

    #[test]
    fn a_released_stage_writes_what_was_seen() {
        let stage = Stage::new(base(b"abcdefgh"));
        let handle = StageHandle(Arc::clone(&stage));
        handle.set_len(10).unwrap();
        handle.write(6, b"1234").unwrap();
        handle.write(7, b"-").unwrap();
        let seen = whole(&handle);
        stage.release().unwrap();
        assert_eq!(stage.read_base().unwrap(), seen);
        handle.write(0, b"A").unwrap();
        assert_eq!(stage.read_base().unwrap(), b"Abcdef1-34");
    }

    #[test]
    fn a_discarded_stage_never_writes() {
        let stage = Stage::new(base(b"abcd"));
        let handle = StageHandle(Arc::clone(&stage));
        handle.write(0, b"1").unwrap();
        stage.discard();
        assert!(handle.write(1, b"2").is_err());
        assert!(handle.set_len(0).is_err());
        assert_eq!(stage.read_base().unwrap(), b"abcd");
    }
}
