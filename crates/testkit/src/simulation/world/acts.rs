//! What happens to somebody while things go wrong: edits, links that break, partitions, crashes,
//! restores from old backups, rights that are withdrawn, those who mean harm.

use super::{Happening, Participant, World};
use crate::disk::{Disk, Faults};
use crate::simulation::machine::FUTURE_VERSION;
use crate::simulation::run::Sabotage;
use crate::simulation::villain::frame;
use model::{DeviceId, DocumentId};
use std::collections::BTreeSet;
use sync::Event;

impl World {
    /// Something that happens to somebody.
    pub(super) fn act(&mut self) -> Result<(), String> {
        let at = self.random.index(self.participants.len());
        if matches!(self.participants.get(at), Some(Participant::Hostile(_))) {
            return self.misbehave(at);
        }
        match self.random.below(100) {
            0..55 => self.edit(at),
            55..63 => self.break_link(at),
            63..68 => self.partition(),
            68..78 => {
                let ignore_syncs = self.settings.sabotage == Some(Sabotage::SkipFsync);
                let crash_at = Some(1 + self.random.below(100));
                if let Some(machine) = self.machine(at).filter(|it| it.live.is_some()) {
                    machine.disk.set_faults(Faults { crash_at, ignore_syncs, ..Faults::default() });
                }
                Ok(())
            }
            78..84 => {
                if let Some(machine) = self.machine(at).filter(|it| it.live.is_some()) {
                    machine.backup = Some(machine.disk.bytes());
                }
                Ok(())
            }
            84..90 => self.restore(at),
            90..93 => self.withdraw(),
            93..96 => self.speak_later(at),
            _ => {
                let documents: Vec<DocumentId> = self.rights.of(at).map(|entry| entry.id).collect();
                match documents.get(self.random.index(documents.len())) {
                    Some(document) => {
                        let payload = vec![at as u8; 12];
                        self.step(at, Event::Present { document: *document, payload })
                    }
                    None => Ok(()),
                }
            }
        }?;
        self.look()
    }

    fn edit(&mut self, at: usize) -> Result<(), String> {
        let documents: Vec<DocumentId> = (self.rights.of(at))
            .filter(|entry| entry.writers.contains(&at))
            .map(|entry| entry.id)
            .collect();
        for _ in 0..1 + self.random.below(3) {
            let Some(document) = documents.get(self.random.index(documents.len())).copied() else {
                return Ok(());
            };
            let mut edited = false;
            let late = self.random.chance(30);
            self.with(at, |participant, common, out| match participant {
                Participant::Honest(machine) => {
                    if late && machine.write_late().is_err() {
                        return false;
                    }
                    let result = machine.edit(common, document, out);
                    edited = matches!(result, Ok(true));
                    result.is_ok()
                }
                Participant::Hostile(_) => true,
            })?;
            self.counts.acked += u64::from(edited);
        }
        Ok(())
    }

    fn break_link(&mut self, at: usize) -> Result<(), String> {
        let up = self.network.up(at);
        let Some((other, epoch)) = up.get(self.random.index(up.len())).copied() else {
            return Ok(());
        };
        self.cut(at, other, epoch)
    }

    /// Two groups of machines lose one another for a while.
    fn partition(&mut self) -> Result<(), String> {
        let until = self.now + 500 + self.random.below(15_000);
        let sides: Vec<bool> = self.participants.iter().map(|_| self.random.chance(50)).collect();
        for (a, b, epoch) in self.network.part(&sides, until) {
            self.cut(a, b, epoch)?;
        }
        Ok(())
    }

    /// A machine is set back to an old copy of its store.
    fn restore(&mut self, at: usize) -> Result<(), String> {
        let seed = self.random.number();
        let Some(machine) = self.machine(at) else { return Ok(()) };
        let Some(backup) = machine.backup.clone() else { return Ok(()) };
        machine.live = None;
        machine.disk = Disk::with_bytes(seed, backup);
        machine.is_restored = true;
        self.counts.restores += 1;
        self.history.forget(at, None);
        for edit in self.history.edits.values_mut() {
            edit.is_set_back |= edit.by == at;
        }
        self.count_lost();
        self.unplug(at);
        let pause = 300 + self.random.below(2_000);
        self.later(pause, Happening::Start(at));
        Ok(())
    }

    /// Edits of machines that were set back are gone if nobody has them who may give them on, as
    /// it is told to people. Machines that are down may have them all the same.
    fn count_lost(&mut self) {
        let mut there: BTreeSet<[u8; 32]> = BTreeSet::new();
        for machine in self.honest() {
            for (document, held) in machine.live.iter().flat_map(|live| &live.held) {
                if self.rights.may_read(machine.number, *document) {
                    there.extend(held.document.order().iter().map(|taken| taken.hash));
                }
            }
        }
        for (hash, edit) in &mut self.history.edits {
            edit.is_lost |= edit.is_set_back && !there.contains(hash);
        }
    }

    /// A reader's grant ends; each machine hears of it in its time.
    fn withdraw(&mut self) -> Result<(), String> {
        let entry = self.random.index(self.rights.documents.len());
        let Some(entry) = self.rights.documents.get(entry) else { return Ok(()) };
        let Some(who) = entry.readers.iter().next().copied() else { return Ok(()) };
        let document = entry.id;
        if self.rights.withdrawn.insert((who, document)) {
            self.counts.withdrawn += 1;
            for at in (0..self.participants.len()).filter(|at| *at != who) {
                let delay = self.random.below(5_000);
                self.later(delay, Happening::Hear { at, who, document });
            }
            self.count_lost();
        }
        Ok(())
    }

    /// A program from later says something nobody here knows.
    fn speak_later(&mut self, at: usize) -> Result<(), String> {
        let version = self.machine(at).filter(|it| it.live.is_some()).map(|it| it.version);
        if version != Some(FUTURE_VERSION) {
            return Ok(());
        }
        for (other, _) in self.network.up(at) {
            let older = self.machine(other).is_some_and(|it| it.version < FUTURE_VERSION);
            if older {
                let unknown = frame(90, &self.random.bytes(20));
                self.send(at, other, unknown);
            }
        }
        Ok(())
    }

    fn misbehave(&mut self, at: usize) -> Result<(), String> {
        let victims: Vec<DeviceId> =
            self.network.up(at).into_iter().map(|(other, _)| self.device(other)).collect();
        for _ in 0..2 {
            self.with(at, |participant, common, out| {
                if let Participant::Hostile(villain) = participant {
                    villain.act(common, &victims, out);
                }
                true
            })?;
        }
        Ok(())
    }

    /// Nothing that a machine holds goes away.
    pub(super) fn look(&mut self) -> Result<(), String> {
        for participant in &self.participants {
            let Participant::Honest(machine) = participant else { continue };
            for (document, held) in machine.live.iter().flat_map(|live| &live.held) {
                self.history.look(machine.number, *document, &held.document.sequences())?;
            }
        }
        Ok(())
    }
}
