//! A disk in memory that fails on purpose.
//!
//! Between two syncs, nothing written is safe. A crash keeps an arbitrary part of it: each sector
//! of each write may survive or not, whatever the order they were written in, and now and then
//! only the front of a sector does. A failed sync loses an arbitrary part of what it should have
//! kept, though the program goes on seeing it until the power fails, as on Linux.
//!
//! Not modelled: what a failed sync lost is written again by the next sync that succeeds, which
//! not every real system does. Nor is it modelled that a disk damages what it was not writing; tests of that damage the bytes
//! themselves ([`Disk::bytes`], [`Disk::with_bytes`]).

use std::io;
use std::ops::Bound;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use redb::{BackendError, StorageBackend};

use crate::random::Seeded;

/// The size in which a disk writes.
const SECTOR_BYTES: u64 = 512;

/// What shall go wrong. Operations are reads, writes, changes of length and syncs, counted from 1
/// since the disk was made or [`Disk::set_faults`] was called.
#[derive(Debug, Clone, Default)]
pub struct Faults {
    /// The power fails in this operation.
    pub crash_at: Option<u64>,
    /// This operation fails with an I/O error; a failed sync loses data.
    pub error_at: Option<u64>,
    /// From this operation on, every write fails for want of room.
    pub full_from: Option<u64>,
    /// Sabotage: syncs do nothing, and say they did. No honest program can survive it.
    pub ignore_syncs: bool,
}

/// A disk that holds one file. Clones are the same disk.
#[derive(Debug, Clone)]
pub struct Disk(Arc<Mutex<State>>);

/// One opening of the disk's file. After a crash it only gives errors, until [`Disk::power_on`].
#[derive(Debug)]
pub struct Handle {
    disk: Disk,
    boot: u64,
    /// This handle among all: whose lock it is.
    number: u64,
}

#[derive(Debug)]
struct State {
    /// What survives anything.
    safe: Vec<u8>,
    /// What the running program sees.
    seen: Vec<u8>,
    /// What was done since the last sync.
    unsafe_changes: Vec<Change>,
    /// Whether `seen` holds things that a failed sync lost.
    sync_failed: bool,
    faults: Faults,
    operations: u64,
    random: Seeded,
    crashed: bool,
    boot: u64,
    handles: u64,
    locked_by: Option<u64>,
}

#[derive(Debug, Clone)]
enum Change {
    Write { offset: u64, data: Vec<u8> },
    SetLen(u64),
}

impl Disk {
    /// An empty disk; the seed decides what a crash keeps.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self::with_bytes(seed, Vec::new())
    }

    /// A disk that holds these bytes.
    #[must_use]
    pub fn with_bytes(seed: u64, bytes: Vec<u8>) -> Self {
        Self(Arc::new(Mutex::new(State {
            safe: bytes.clone(),
            seen: bytes,
            unsafe_changes: Vec::new(),
            sync_failed: false,
            faults: Faults::default(),
            operations: 0,
            random: Seeded::new(seed),
            crashed: false,
            boot: 0,
            handles: 0,
            locked_by: None,
        })))
    }

    /// Opens the disk's file.
    #[must_use]
    pub fn open(&self) -> Handle {
        let mut state = self.state();
        state.handles += 1;
        Handle { disk: self.clone(), boot: state.boot, number: state.handles }
    }

    /// Says what shall go wrong from now on, and counts operations from here.
    pub fn set_faults(&self, faults: Faults) {
        let mut state = self.state();
        state.faults = faults;
        state.operations = 0;
    }

    /// How many operations there were since the faults were set.
    #[must_use]
    pub fn operations(&self) -> u64 {
        self.state().operations
    }

    /// Whether the power has failed and was not restored.
    #[must_use]
    pub fn is_crashed(&self) -> bool {
        self.state().crashed
    }

    /// Cuts the power, if it was not cut already, and restores it. Handles from before stay dead.
    pub fn power_on(&self) {
        let mut state = self.state();
        if !state.crashed {
            state.crash();
        }
        state.crashed = false;
        state.boot += 1;
        state.locked_by = None;
    }

    /// What a program would read from the file now.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        self.state().seen.clone()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Counts an operation, with the change it is about to make, and lets it fail if it shall.
    fn begin(&mut self, boot: u64, change: Option<&Change>) -> io::Result<()> {
        if self.crashed || boot != self.boot {
            return Err(io::Error::other("the power is off"));
        }
        self.operations += 1;
        if self.faults.crash_at == Some(self.operations) {
            // What was under way when the power went may be done in part.
            self.unsafe_changes.extend(change.cloned());
            self.crash();
            return Err(io::Error::other("the power went off"));
        }
        if self.faults.error_at == Some(self.operations) {
            if let Some(change) = change
                && self.random.chance(50)
            {
                self.change(change.clone());
            }
            return Err(io::Error::other("simulated I/O error"));
        }
        let needs_room = match change {
            Some(Change::Write { .. }) => true,
            Some(Change::SetLen(len)) => *len > self.seen.len() as u64,
            None => false,
        };
        if needs_room && self.faults.full_from.is_some_and(|from| self.operations >= from) {
            return Err(io::ErrorKind::StorageFull.into());
        }
        Ok(())
    }

    fn sync(&mut self) {
        if self.sync_failed {
            self.safe.clone_from(&self.seen);
            self.sync_failed = false;
        } else {
            self.unsafe_changes.iter().for_each(|change| change.apply(&mut self.safe));
        }
        self.unsafe_changes.clear();
    }

    fn change(&mut self, change: Change) {
        change.apply(&mut self.seen);
        self.unsafe_changes.push(change);
    }

    fn crash(&mut self) {
        self.keep_some();
        self.seen.clone_from(&self.safe);
        self.sync_failed = false;
        self.crashed = true;
    }

    /// Makes an arbitrary part of the unsafe changes safe, in an arbitrary order, and forgets the
    /// rest.
    fn keep_some(&mut self) {
        let kept_percent = self.random.below(5) * 25;
        let mut pieces: Vec<Change> = Vec::new();
        for change in self.unsafe_changes.drain(..) {
            for mut piece in change.sectors() {
                if !self.random.chance(kept_percent) {
                    continue;
                }
                if let Change::Write { data, .. } = &mut piece
                    && self.random.chance(3)
                {
                    data.truncate(self.random.index(data.len()));
                }
                pieces.push(piece);
            }
        }
        if self.random.chance(50) {
            self.random.shuffle(&mut pieces);
        }
        pieces.iter().for_each(|piece| piece.apply(&mut self.safe));
    }
}

impl Change {
    fn apply(&self, bytes: &mut Vec<u8>) {
        match self {
            Self::Write { offset, data } => {
                let start = usize::try_from(*offset).unwrap_or(usize::MAX);
                let end = start.saturating_add(data.len());
                if bytes.len() < end {
                    bytes.resize(end, 0);
                }
                if let Some(place) = bytes.get_mut(start..end) {
                    place.copy_from_slice(data);
                }
            }
            Self::SetLen(len) => bytes.resize(usize::try_from(*len).unwrap_or(usize::MAX), 0),
        }
    }

    /// The parts of a change a disk does at once.
    fn sectors(self) -> Vec<Self> {
        let Self::Write { mut offset, data } = self else { return vec![self] };
        let mut rest = data.as_slice();
        let mut sectors = Vec::new();
        while !rest.is_empty() {
            let room = usize::try_from(SECTOR_BYTES - offset % SECTOR_BYTES).unwrap_or(1);
            let (sector, after) = rest.split_at(room.min(rest.len()));
            sectors.push(Self::Write { offset, data: sector.to_vec() });
            offset += sector.len() as u64;
            rest = after;
        }
        sectors
    }
}

impl Handle {
    fn change(&self, change: Change) -> io::Result<()> {
        let mut state = self.disk.state();
        state.begin(self.boot, Some(&change))?;
        state.change(change);
        Ok(())
    }
}

impl StorageBackend for Handle {
    fn len(&self) -> io::Result<u64> {
        Ok(self.disk.state().seen.len() as u64)
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        let mut state = self.disk.state();
        state.begin(self.boot, None)?;
        let start = usize::try_from(offset).unwrap_or(usize::MAX);
        let end = start.saturating_add(out.len());
        let bytes = state.seen.get(start..end).ok_or(io::ErrorKind::UnexpectedEof)?;
        out.copy_from_slice(bytes);
        Ok(())
    }

    fn set_len(&self, len: u64) -> io::Result<()> {
        self.change(Change::SetLen(len))
    }

    fn sync_data(&self) -> io::Result<()> {
        let mut state = self.disk.state();
        if let Err(error) = state.begin(self.boot, None) {
            if !state.crashed && self.boot == state.boot {
                state.keep_some();
                state.sync_failed = true;
            }
            return Err(error);
        }
        if !state.faults.ignore_syncs {
            state.sync();
        }
        Ok(())
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        self.change(Change::Write { offset, data: data.to_vec() })
    }

    fn close(&self) -> io::Result<()> {
        let mut state = self.disk.state();
        if state.locked_by == Some(self.number) {
            state.locked_by = None;
        }
        Ok(())
    }

    fn try_lock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<bool, BackendError> {
        if !whole(start, end) {
            return Err(BackendError::Unsupported);
        }
        let mut state = self.disk.state();
        match state.locked_by {
            Some(other) if other != self.number => Ok(false),
            _ => {
                state.locked_by = Some(self.number);
                Ok(true)
            }
        }
    }

    fn unlock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<(), BackendError> {
        if !whole(start, end) {
            return Err(BackendError::Unsupported);
        }
        Ok(self.close()?)
    }
}

fn whole(start: Bound<u64>, end: Bound<u64>) -> bool {
    matches!(start, Bound::Unbounded | Bound::Included(0)) && end == Bound::Unbounded
}
