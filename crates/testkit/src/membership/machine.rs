//! One machine: its disk, its engine while it runs, what it was let in for, and what it is up to.

use super::clock::{Skew, Time, Wall};
use super::rights::{self, Right};
use crate::disk::Disk;
use crate::random::Seeded;
use access::Certificate;
use model::{DeviceId, EndpointId, PersonId, Scope};
use node::simulation::opening;
use node::{Engine, Opening};
use std::collections::BTreeMap;
use store::{Batch, Store};

/// What a machine is up to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Manner {
    /// It keeps to the rules.
    Honest,
    /// Its program takes its own rights to be wider than they are, also once they have ended.
    Forges,
    /// The same, and it says again what was said before, and its clock stands in the past.
    Replays,
}

pub(super) struct Machine {
    pub(super) number: usize,
    pub(super) manner: Manner,
    pub(super) disk: Disk,
    pub(super) engine: Option<Engine>,
    pub(super) skew: Skew,
    pub(super) certificate: Certificate,
    /// All it was ever let in for.
    pub(super) ever: Vec<Right>,
    /// Copies of its disk that somebody has put aside.
    pub(super) backup: Option<Vec<u8>>,
    /// Its disk was set back to an old copy without the program being told.
    pub(super) is_set_back: bool,
    /// What is to be in no other store.
    pub(super) secrets: Vec<[u8; 32]>,
    /// Frames a machine that replays has seen.
    pub(super) seen: Vec<Vec<u8>>,
}

/// The store of a disk.
pub(super) fn on(disk: &Disk) -> Opening {
    let (there, fresh) = (disk.clone(), disk.clone());
    opening(move || Store::open_on(there.open()), move || Store::create_on(fresh.open()))
}

impl Machine {
    pub(super) fn device(&self) -> DeviceId {
        self.certificate.device
    }

    pub(super) fn endpoint(&self) -> EndpointId {
        self.certificate.endpoint
    }

    pub(super) fn person(&self) -> PersonId {
        self.certificate.person
    }

    pub(super) fn is_honest(&self) -> bool {
        self.manner == Manner::Honest
    }

    /// Could it ever read the document?
    pub(super) fn was_reader(&self, document: Scope) -> bool {
        self.ever.iter().any(|right| rights::reads(right, self.person(), document))
    }

    /// Could it ever write the document?
    pub(super) fn was_writer(&self, document: Scope) -> bool {
        self.ever.iter().any(|right| rights::writes(right, self.person(), document))
    }

    /// The rights its own facility log gives it.
    pub(super) fn rights(&mut self) -> Vec<Right> {
        let Some(engine) = &mut self.engine else { return Vec::new() };
        let here = engine.members().into_iter().find(|member| member.is_here);
        here.as_ref().map(rights::open).unwrap_or_default()
    }

    /// Starts the program. An error in words if it does not start though the disk is well.
    pub(super) fn boot(&mut self, time: &Time, random: Seeded) -> Result<(), String> {
        let world = Wall { time: time.clone(), skew: self.skew.clone(), random };
        match on(&self.disk).open(Box::new(world)) {
            Ok(engine) => {
                if let Some(reason) = &engine.snapshot().read_only {
                    return Err(format!("machine {} opens read-only: {reason:?}", self.number));
                }
                self.engine = Some(engine);
                Ok(())
            }
            Err(_) if self.disk.is_crashed() => Ok(()),
            Err(failure) => Err(format!("machine {} does not open: {failure}", self.number)),
        }
    }

    /// Sets the disk back to the copy. A backup that is restored by the program says so in the
    /// store; somebody who copies the file does not.
    pub(super) fn set_back(&mut self, seed: u64, by_hand: bool) -> Result<(), String> {
        let Some(backup) = self.backup.clone() else { return Ok(()) };
        self.engine = None;
        self.disk = Disk::with_bytes(seed, backup);
        if by_hand {
            self.is_set_back = true;
            return Ok(());
        }
        let failed = |error| format!("machine {} is not restored: {error}", self.number);
        let store = Store::open_on(self.disk.open()).map_err(failed)?.store;
        let settings = BTreeMap::from([(store::backup::RESTORED.to_owned(), Some(vec![1]))]);
        store.write(&Batch { settings, ..Batch::default() }).map_err(failed)?;
        store.close().map_err(failed)
    }
}
