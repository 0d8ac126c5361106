//! What happens to somebody while things go wrong: edits by those who may and those who may not,
//! wires and disks that fail, old copies, rights that are given and ended, those who mean harm.

use super::clock::Skew;
use super::edits;
use super::machine::{Manner, on};
use super::rights::{self, Right};
use super::world::{Edit, Happening, MOST, World};
use crate::disk::{Disk, Faults};
use access::{ChangeHash, GrantScope};
use model::{PersonId, RawId, Role};
use node::{Failure, Group};
use std::collections::{BTreeMap, BTreeSet};

impl World {
    /// Something that happens to somebody.
    pub(super) fn act(&mut self) -> Result<(), String> {
        let at = self.random.index(self.machines.len());
        if self.machines.get(at).is_some_and(|machine| !machine.is_honest()) {
            self.misbehave(at)?;
        }
        match self.random.below(100) {
            0..52 => {
                for _ in 0..1 + self.random.below(4) {
                    self.edit(at)?;
                }
                Ok(())
            }
            52..57 => self.undo(at),
            57..61 => self.break_link(at),
            61..70 => self.partition(),
            70..76 => self.trouble(at),
            76..80 => {
                if let Some(machine) = self.machines.get_mut(at).filter(|it| it.engine.is_some()) {
                    machine.backup = Some(machine.disk.bytes());
                }
                Ok(())
            }
            80..83 => self.restore(at),
            83..90 => self.revoke(),
            90..94 => self.readmit(),
            94..97 => {
                let admin = self.any_admin();
                self.let_in(admin)
            }
            _ => {
                let seconds = self.random.below(400_000) as i64 - 200_000;
                if let Some(machine) = self.machines.get(at) {
                    machine.skew.set(seconds);
                }
                Ok(())
            }
        }
    }

    /// A group of commands, that may or may not be allowed.
    fn edit(&mut self, at: usize) -> Result<(), String> {
        let Some(machine) = self.machines.get_mut(at) else { return Ok(()) };
        let (own, rights) = (machine.person(), machine.rights());
        let mut wanted = BTreeSet::new();
        let mut commands = Vec::new();
        let mut may = true;
        for _ in 0..1 + self.random.below(2) {
            if self.random.chance(15) {
                let who = self.random.index(self.machines.len());
                let person = self.machines.get(who).map_or(own, |it| it.person());
                may &= rights.iter().any(|right| rights::names(right, own, person));
                commands.push(edits::name(&mut self.random, person));
            } else {
                let (scope, command) = edits::any(&mut self.random, own);
                may &= rights.iter().any(|right| rights::writes(right, own, scope));
                wanted.insert(scope);
                commands.push(command);
            }
        }
        let group = Group::of(commands);
        let refused = self.write(at, |engine| engine.submit(&group).map(drop))?;
        let is_honest = self.machines.get(at).is_some_and(|machine| machine.is_honest());
        match refused {
            Some(Ok(())) if !may && is_honest => {
                Err(format!("machine {at} may not write {wanted:?}, and has: {group:?}"))
            }
            Some(Err(Failure::Refused(why))) if why.code == "not-allowed" => {
                self.counts.refused += 1;
                if may && is_honest {
                    return Err(format!("machine {at} may write {wanted:?}: {why:?}"));
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn undo(&mut self, at: usize) -> Result<(), String> {
        let again = self.random.chance(30);
        self.write(at, |engine| if again { engine.redo() } else { engine.undo() }.map(drop))?;
        Ok(())
    }

    /// Has a machine write something; what is acknowledged is put down.
    fn write(
        &mut self,
        at: usize,
        work: impl FnOnce(&mut node::Engine) -> Result<(), Failure>,
    ) -> Result<Option<Result<(), Failure>>, String> {
        let mut heads = None;
        let result = self.with(at, |engine| {
            let before = engine.heads();
            let result = work(engine);
            heads = Some((before, engine.heads()));
            result
        })?;
        let Some((before, after)) = heads.filter(|_| matches!(result, Some(Ok(())))) else {
            return Ok(result);
        };
        for (scope, (document, heads)) in after {
            if before.get(&scope).is_some_and(|(_, known)| *known == heads) {
                continue;
            }
            let [hash] = heads.as_slice() else {
                return Err(format!("machine {at} has written, and {scope:?} has two heads"));
            };
            let Some(machine) = self.machines.get(at) else { continue };
            if !machine.was_writer(scope) {
                self.counts.forged += 1;
                if machine.is_honest() {
                    return Err(format!("machine {at} has written {scope:?}"));
                }
            }
            if machine.is_honest() {
                self.counts.acked += 1;
                self.edits
                    .insert(*hash, Edit { by: at, scope, document, is_lost: false, holders: None });
            }
        }
        Ok(result)
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
        let until = self.now() + 1_000 + self.random.below(20_000);
        let sides: Vec<bool> = (0..MOST).map(|_| self.random.chance(50)).collect();
        for (a, b, epoch) in self.network.part(&sides, until) {
            self.cut(a, b, epoch)?;
        }
        Ok(())
    }

    /// A disk crashes, fails once, or is full for a while.
    fn trouble(&mut self, at: usize) -> Result<(), String> {
        let (what, when) = (self.random.below(4), Some(1 + self.random.below(100)));
        let Some(machine) = self.machines.get(at).filter(|it| it.engine.is_some()) else {
            return Ok(());
        };
        let mut faults = Faults::default();
        match what {
            0 => faults.error_at = when,
            1 => faults.full_from = when,
            _ => faults.crash_at = when,
        }
        machine.disk.set_faults(faults);
        if what == 1 {
            let pause = 500 + self.random.below(3_000);
            self.later(pause, Happening::Room(at));
        }
        Ok(())
    }

    /// A machine is set back to an old copy of its store.
    fn restore(&mut self, at: usize) -> Result<(), String> {
        let (seed, by_hand) = (self.random.number(), self.random.chance(30));
        let Some(machine) = self.machines.get_mut(at).filter(|it| it.backup.is_some()) else {
            return Ok(());
        };
        machine.set_back(seed, by_hand)?;
        self.counts.restores += 1;
        self.log_may_be_lost |= self.admins.contains(&at);
        self.count_lost();
        self.unplug(at);
        let pause = 300 + self.random.below(2_000);
        self.later(pause, Happening::Start(at));
        Ok(())
    }

    /// Edits that nobody has who may give them on are gone, as it is told to people. Machines that
    /// are down may have them all the same.
    pub(super) fn count_lost(&mut self) {
        let mut there: BTreeMap<ChangeHash, BTreeSet<usize>> = BTreeMap::new();
        for machine in self.machines.iter().filter(|it| it.is_honest()) {
            let number = machine.number;
            let engine = machine.engine.as_ref().filter(|_| !self.revoked.contains(&number));
            let Some(engine) = engine else { continue };
            let counted = engine.counted().into_values().flat_map(BTreeMap::into_keys);
            let aside = engine.quarantine().unwrap_or_default().into_iter();
            for hash in counted.chain(aside.map(|it| it.change)) {
                there.entry(hash).or_default().insert(number);
            }
        }
        for (hash, edit) in &mut self.edits {
            let holders = there.remove(hash).unwrap_or_default();
            edit.is_lost |= holders.is_empty();
            edit.holders = Some(holders);
        }
    }

    fn any_admin(&mut self) -> usize {
        let place = self.random.index(self.admins.len());
        self.admins.iter().nth(place).copied().unwrap_or_default()
    }

    /// Another administrator, named by the root key.
    pub(super) fn second_admin(&mut self) -> Result<(), String> {
        let Some(machine) = self.machines.get_mut(1).filter(|it| it.is_honest()) else {
            return Ok(());
        };
        let certificate = machine.certificate.clone();
        machine.ever.push((Role::Admin, GrantScope::Facility));
        if let Some(Ok(())) = self.with(0, |engine| engine.name_new_admin(certificate))? {
            self.admins.insert(1);
        }
        Ok(())
    }

    fn any_right(&mut self) -> Right {
        let some = GrantScope::Productions([edits::film(&mut self.random)].into());
        match self.random.below(10) {
            0..4 => (Role::Coordination, GrantScope::Facility),
            4 => (Role::Coordination, some),
            5 | 6 => (Role::Technician, GrantScope::Facility),
            7 => (Role::Technician, some),
            8 => (Role::PayrollAccounts, GrantScope::Facility),
            _ => (Role::Client, some),
        }
    }

    /// A new machine is let in by an administrator.
    pub(super) fn let_in(&mut self, admin: usize) -> Result<(), String> {
        let number = self.machines.len();
        let is_first = number == 1;
        if number >= MOST {
            return Ok(());
        }
        // The first of the others works on everything, so that there is something to merge.
        let right =
            if is_first { (Role::Coordination, GrantScope::Facility) } else { self.any_right() };
        let person = PersonId(RawId(0x9E00 + number as u128));
        let (disk, skew) = (Disk::new(self.random.number()), Skew::default());
        let opening = on(&disk).labelled(&format!("Machine {number}"));
        let (wall, given) = (self.wall(&skew), right.clone());
        let engine =
            self.with(admin, |engine| engine.set_up(opening, person, given, Box::new(wall)))?;
        let Some(Ok(engine)) = engine else { return Ok(()) };
        let manner = match self.random.below(10) {
            0 | 1 if !is_first => Manner::Forges,
            2 if !is_first => Manner::Replays,
            _ => Manner::Honest,
        };
        if manner == Manner::Replays {
            skew.set(-3_000_000);
        }
        self.counts.let_in += 1;
        self.arrive(engine, disk, skew, vec![right], manner);
        self.outgoing(number)
    }

    /// An administrator ends the rights of a device.
    fn revoke(&mut self) -> Result<(), String> {
        let (admin, who) = (self.any_admin(), self.random.index(self.machines.len()));
        let Some(machine) = self.machines.get(who).filter(|_| !self.admins.contains(&who)) else {
            return Ok(());
        };
        let device = machine.device();
        let done = self.with(admin, |engine| {
            let counted = engine.counted().into_values().flatten();
            let theirs = counted.filter(|(_, it)| it.author == Some(device));
            let frontier: BTreeSet<_> = theirs.map(|(hash, _)| hash).collect();
            (frontier, engine.revoke(device))
        })?;
        // Whatever was answered, it may be on the disk.
        let Some((frontier, answer)) = done else { return Ok(()) };
        self.frontiers.entry(device).or_default().extend(&frontier);
        if answer.is_ok() {
            self.accepted.entry(device).or_default().extend(frontier);
            self.revoked.insert(who);
            self.counts.revoked += 1;
        }
        self.count_lost();
        Ok(())
    }

    /// A device gets another right, or one after all of them had ended.
    fn readmit(&mut self) -> Result<(), String> {
        let (admin, who) = (self.any_admin(), self.random.index(self.machines.len()));
        if who == 0 {
            return Ok(());
        }
        let (role, scope) = self.any_right();
        let Some(machine) = self.machines.get_mut(who) else { return Ok(()) };
        machine.ever.push((role.clone(), scope.clone()));
        let certificate = machine.certificate.clone();
        let done = self.with(admin, |engine| engine.grant(certificate, role, scope, None))?;
        if let Some(Ok(_)) = done {
            self.revoked.remove(&who);
            self.counts.readmitted += 1;
        }
        Ok(())
    }

    /// A program that takes its rights to be wider than they are, or says again what was said.
    fn misbehave(&mut self, at: usize) -> Result<(), String> {
        self.with(at, |engine| engine.pretend(&Role::Coordination))?;
        let up = self.network.up(at);
        for (other, _) in up {
            let Some(machine) = self.machines.get(at) else { continue };
            let again = machine.seen.get(self.random.index(machine.seen.len())).cloned();
            if let Some(frame) = again {
                self.send(at, other, frame);
            }
        }
        Ok(())
    }
}
