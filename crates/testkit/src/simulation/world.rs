//! The virtual clock, what is to happen when, and who is there.

mod acts;

use super::history::History;
use super::machine::{Common, FUTURE_VERSION, Machine, Output};
use super::network::Network;
use super::rights::{Devices, Rights};
use super::run::{Counts, Sabotage, Settings, Size, is_same};
use super::trace::Trace;
use super::villain::Villain;
use crate::disk::{Disk, Faults};
use crate::random::Seeded;
use access::Target;
use model::{DeviceId, DocumentId, RawId};
use std::collections::{BTreeMap, BTreeSet};
use sync::{Event, Reason, Time};

pub(super) enum Participant {
    Honest(Box<Machine>),
    Hostile(Box<Villain>),
}

enum Happening {
    Deliver { from: usize, to: usize, epoch: u64, bytes: Vec<u8> },
    Wake(usize),
    Act,
    Connect(usize, usize),
    Cut { a: usize, b: usize, epoch: u64 },
    Start(usize),
    Hear { at: usize, who: usize, document: DocumentId },
    Compare,
}

pub(super) struct World {
    settings: Settings,
    random: Seeded,
    pub(super) now: u64,
    queue: BTreeMap<(u64, u64), Happening>,
    number: u64,
    pub(super) participants: Vec<Participant>,
    pub(super) devices: Devices,
    pub(super) rights: Rights,
    pub(super) history: History,
    network: Network,
    pub(super) trace: Trace,
    pub(super) counts: Counts,
    acts: u64,
    /// When everything became well.
    healed: Option<u64>,
    is_done: bool,
    wakes: BTreeMap<usize, u64>,
}

impl World {
    pub(super) fn new(settings: Settings) -> Self {
        let mut random = Seeded::new(settings.seed);
        let (machines, acts) = match settings.size {
            Size::Small => (2 + random.index(3), 25 + random.below(20)),
            Size::Large => (2 + random.index(11), 80 + random.below(120)),
        };
        let villains = match settings.size {
            _ if settings.sabotage == Some(Sabotage::SkipSignature) => 1,
            Size::Small => random.below(5) / 3,
            Size::Large => random.below(3),
        };
        let all = machines + villains as usize;
        let hostile: BTreeSet<usize> = (machines..all).collect();
        let rights = Rights::new(&mut random, all, &hostile);
        let mut participants = Vec::new();
        for number in 0..all {
            let seed = Seeded::new(random.number());
            participants.push(if hostile.contains(&number) {
                Participant::Hostile(Box::new(Villain::new(number, seed)))
            } else {
                // Mostly this version, some from before, some from later.
                let version = match random.below(8) {
                    0 => sync::OLDEST_VERSION,
                    1 => sync::NEWEST_VERSION - 1,
                    2 => FUTURE_VERSION,
                    _ => sync::NEWEST_VERSION,
                };
                Participant::Honest(Box::new(Machine::new(
                    number,
                    seed,
                    version,
                    settings.sabotage,
                )))
            });
        }
        let devices = participants.iter().enumerate().map(|(at, it)| (it.device(), at)).collect();
        Self {
            settings,
            random,
            now: 1_000,
            queue: BTreeMap::new(),
            number: 0,
            devices,
            rights,
            history: History::default(),
            network: Network::new(all),
            trace: Trace::new(),
            counts: Counts { machines: all as u64, ..Counts::default() },
            acts,
            healed: None,
            is_done: false,
            wakes: BTreeMap::new(),
            participants,
        }
    }

    pub(super) fn honest(&self) -> impl Iterator<Item = &Machine> {
        self.participants.iter().filter_map(|participant| match participant {
            Participant::Honest(machine) => Some(machine.as_ref()),
            Participant::Hostile(_) => None,
        })
    }

    pub(super) fn machine(&mut self, at: usize) -> Option<&mut Machine> {
        match self.participants.get_mut(at) {
            Some(Participant::Honest(machine)) => Some(machine),
            _ => None,
        }
    }

    /// Plays both phases.
    pub(super) fn play(&mut self) -> Result<(), String> {
        for at in 0..self.participants.len() {
            // Some join later.
            let joins = if at == 0 || self.random.chance(70) {
                at as u64
            } else {
                self.random.below(8_000)
            };
            self.later(joins, Happening::Start(at));
        }
        self.later(200, Happening::Act);
        while !self.is_done {
            let Some(((time, _), happening)) = self.queue.pop_first() else {
                return Err("nothing happens any more".to_owned());
            };
            self.now = time;
            self.happen(happening)?;
        }
        Ok(())
    }

    fn later(&mut self, delay: u64, happening: Happening) {
        self.number += 1;
        self.queue.insert((self.now + delay, self.number), happening);
    }

    fn happen(&mut self, happening: Happening) -> Result<(), String> {
        match happening {
            Happening::Deliver { from, to, epoch, bytes } => {
                if self.network.is_current(from, to, epoch) {
                    let peer = self.device(from);
                    self.step(to, Event::Received { peer, bytes })?;
                }
            }
            Happening::Wake(at) => {
                if self.wakes.get(&at).is_some_and(|wake| *wake <= self.now) {
                    self.wakes.remove(&at);
                    self.step(at, Event::Tick)?;
                }
            }
            Happening::Act if self.acts > 0 && self.healed.is_none() => {
                self.acts -= 1;
                let pause = 20 + self.random.below(400);
                self.later(pause, Happening::Act);
                self.act()?;
            }
            Happening::Act => self.heal()?,
            Happening::Connect(a, b) => self.connect(a, b)?,
            Happening::Cut { a, b, epoch } => self.cut(a, b, epoch)?,
            Happening::Start(at) => self.start(at)?,
            Happening::Hear { at, who, document } => {
                self.rights.heard.insert((at, who, document));
                let peer = self.device(who);
                self.step(at, Event::Withdraw { peer, document })?;
            }
            Happening::Compare => self.compare()?,
        }
        Ok(())
    }

    fn device(&self, at: usize) -> DeviceId {
        self.participants.get(at).map_or(DeviceId([0; 32]), Participant::device)
    }

    fn step(&mut self, at: usize, event: Event) -> Result<(), String> {
        self.with(at, |participant, common, out| match participant {
            Participant::Honest(machine) => machine.step(common, event, out).is_ok(),
            Participant::Hostile(villain) => {
                villain.step(common, event, out);
                true
            }
        })
    }

    /// Has a participant do something, and sees to what comes of it.
    fn with(
        &mut self,
        at: usize,
        work: impl FnOnce(&mut Participant, &mut Common<'_>, &mut Vec<Output>) -> bool,
    ) -> Result<(), String> {
        let Some(participant) = self.participants.get_mut(at) else { return Ok(()) };
        let mut common = Common {
            now: self.now,
            rights: &self.rights,
            devices: &self.devices,
            history: &mut self.history,
        };
        let mut out = Vec::new();
        let is_well = work(participant, &mut common, &mut out);
        for output in out {
            self.put_out(at, output)?;
        }
        if !is_well {
            self.down(at)?;
        }
        let wake = self.participants.get(at).and_then(Participant::wake);
        if let Some(Time(wake)) = wake
            && self.wakes.get(&at).is_none_or(|known| wake < *known)
        {
            self.wakes.insert(at, wake);
            self.later(wake.saturating_sub(self.now), Happening::Wake(at));
        }
        Ok(())
    }

    fn put_out(&mut self, at: usize, output: Output) -> Result<(), String> {
        match output {
            Output::Send { to, frame } => {
                let Some(to) = self.devices.get(&to).copied() else { return Ok(()) };
                self.check_privacy(at, to, &frame)?;
                self.trace.number(self.now);
                self.trace.bytes(&frame);
                self.counts.frames += 1;
                self.counts.bytes += frame.len() as u64;
                self.send(at, to, frame);
            }
            Output::Close { peer, reason } => {
                let Some(to) = self.devices.get(&peer).copied() else { return Ok(()) };
                self.counts.ended += u64::from(reason == Reason::Faults);
                let is_hostile =
                    |it| matches!(self.participants.get(it), Some(Participant::Hostile(_)));
                if reason == Reason::Faults && !is_hostile(at) && !is_hostile(to) {
                    return Err(format!("machine {at} counts ten mistakes of honest machine {to}"));
                }
                let now = self.now;
                let Some(link) = self.network.link(at, to) else { return Ok(()) };
                let pause = if reason == Reason::Faults { 20_000 } else { 300 };
                link.blocked_until = link.blocked_until.max(now + pause);
                let (epoch, last) = (link.epoch, link.last);
                let delay = last.into_iter().max().unwrap_or(0).saturating_sub(now) + 1;
                self.later(delay, Happening::Cut { a: at, b: to, epoch });
            }
            Output::Cut(document) => {
                self.counts.forks += 1;
                self.history.forget(at, Some(document));
            }
        }
        Ok(())
    }

    /// Nobody is ever sent a byte of a document that is not theirs.
    fn check_privacy(&self, at: usize, to: usize, frame: &[u8]) -> Result<(), String> {
        if matches!(self.participants.get(at), Some(Participant::Hostile(_))) {
            return Ok(());
        }
        for entry in &self.rights.documents {
            if self.rights.shares(at, to, entry.id) {
                continue;
            }
            let id = RawId::from(entry.id).0.to_be_bytes();
            if holds(frame, &id) || holds(frame, entry.canary.as_bytes()) {
                return Err(format!("machine {at} names {} to machine {to}", entry.id));
            }
        }
        Ok(())
    }

    fn send(&mut self, from: usize, to: usize, frame: Vec<u8>) {
        let delay = 1 + self.random.below(40) + if self.random.chance(3) { 800 } else { 0 };
        let (now, halves) = (self.now, self.random.chance(10));
        let Some(link) = self.network.link(from, to).filter(|link| link.is_up) else { return };
        let [first, second] = &mut link.last;
        let last = if from < to { first } else { second };
        *last = (*last).max(now + delay);
        let (delay, epoch) = (*last - now, link.epoch);
        let pieces = if halves {
            let (one, two) = frame.split_at(frame.len() / 2);
            vec![one.to_vec(), two.to_vec()]
        } else {
            vec![frame]
        };
        for bytes in pieces {
            self.later(delay, Happening::Deliver { from, to, epoch, bytes });
        }
    }

    fn connect(&mut self, a: usize, b: usize) -> Result<(), String> {
        let is_live = |it: &Participant| match it {
            Participant::Honest(machine) => machine.live.is_some(),
            Participant::Hostile(_) => true,
        };
        let both = [a, b].iter().all(|at| self.participants.get(*at).is_some_and(is_live));
        let now = self.now;
        let Some(link) = self.network.link(a, b).filter(|link| both && !link.is_up) else {
            return Ok(());
        };
        if link.blocked_until > now {
            let wait = link.blocked_until - now + 50;
            self.later(wait, Happening::Connect(a, b));
            return Ok(());
        }
        link.epoch += 1;
        link.is_up = true;
        link.last = [now; 2];
        self.counts.connections += 1;
        for (at, to) in [(a, b), (b, a)] {
            let peer = self.device(to);
            self.step(at, Event::Connected { peer })?;
            let shared: Vec<(DocumentId, Target)> = (self.rights.documents.iter())
                .filter(|entry| self.rights.shares(at, to, entry.id))
                .map(|entry| (entry.id, entry.scope.into()))
                .collect();
            for (document, target) in shared {
                self.step(at, Event::Share { peer, document, target })?;
            }
        }
        Ok(())
    }

    fn cut(&mut self, a: usize, b: usize, epoch: u64) -> Result<(), String> {
        if !self.network.is_current(a, b, epoch) {
            return Ok(());
        }
        if let Some(link) = self.network.link(a, b) {
            link.is_up = false;
        }
        for (at, to) in [(a, b), (b, a)] {
            // One end may not notice before it is called again, or nothing is heard for long.
            if self.random.chance(60) {
                let peer = self.device(to);
                self.step(at, Event::Disconnected { peer })?;
            }
        }
        let pause = 100 + self.random.below(1_500);
        self.later(pause, Happening::Connect(a, b));
        Ok(())
    }

    /// A machine's disk has failed under it.
    fn down(&mut self, at: usize) -> Result<(), String> {
        let Some(machine) = self.machine(at) else { return Ok(()) };
        if !machine.disk.is_crashed() {
            return Err(format!("the store of machine {at} failed, and its disk did not"));
        }
        machine.live = None;
        self.counts.crashes += 1;
        self.trace.number(at as u64);
        self.unplug(at);
        let pause = 300 + self.random.below(4_000);
        self.later(pause, Happening::Start(at));
        Ok(())
    }

    /// What is on the wires of a machine that went down still arrives for a moment.
    fn unplug(&mut self, at: usize) {
        for (other, epoch) in self.network.up(at) {
            let delay = self.random.below(120);
            self.later(delay, Happening::Cut { a: at, b: other, epoch });
        }
    }

    fn start(&mut self, at: usize) -> Result<(), String> {
        let is_well = self.healed.is_some();
        let again = !is_well && self.random.chance(15);
        let crash_at = again.then(|| 1 + self.random.below(60));
        let ignore_syncs = self.settings.sabotage == Some(Sabotage::SkipFsync);
        let rights = self.rights.clone();
        if let Some(machine) = self.machine(at) {
            if machine.live.is_some() {
                return Ok(());
            }
            if !machine.is_founded {
                // A store that was not whole is made anew.
                machine.disk = Disk::new(at as u64);
            } else if machine.disk.is_crashed() {
                machine.disk.power_on();
            }
            machine.disk.set_faults(Faults { crash_at, ignore_syncs, ..Faults::default() });
            match machine.boot(&rights)? {
                Ok(events) => {
                    let is_first = at == 0 && self.history.edits.is_empty();
                    for event in events {
                        self.step(at, event)?;
                    }
                    if is_first {
                        self.found()?;
                    }
                }
                Err(_) => return self.down(at),
            }
        }
        for other in 0..self.participants.len() {
            if other != at {
                let pause = 10 + self.random.below(300);
                self.later(pause, Happening::Connect(at.min(other), at.max(other)));
            }
        }
        Ok(())
    }

    /// The first machine makes the documents.
    fn found(&mut self) -> Result<(), String> {
        let ignore_syncs = self.settings.sabotage == Some(Sabotage::SkipFsync);
        if let Some(machine) = self.machine(0) {
            machine.disk.set_faults(Faults { ignore_syncs, ..Faults::default() });
        }
        for entry in self.rights.documents.clone() {
            self.with(0, |participant, common, out| match participant {
                Participant::Honest(machine) => machine.found(common, &entry, out).is_ok(),
                Participant::Hostile(_) => true,
            })?;
        }
        Ok(())
    }

    /// From now on nothing fails any more.
    fn heal(&mut self) -> Result<(), String> {
        self.healed = Some(self.now);
        self.network.unblock();
        let ignore_syncs = self.settings.sabotage == Some(Sabotage::SkipFsync);
        for at in 0..self.participants.len() {
            if let Some(machine) = self.machine(at) {
                let is_live = machine.live.is_some();
                machine.disk.set_faults(Faults { ignore_syncs, ..Faults::default() });
                if !is_live {
                    self.later(10, Happening::Start(at));
                }
            }
        }
        for at in 0..self.participants.len() {
            self.with(at, |participant, _, _| match participant {
                Participant::Honest(machine) => machine.write_late().is_ok(),
                Participant::Hostile(_) => true,
            })?;
        }
        for (a, b) in self.network.pairs() {
            let pause = 100 + self.random.below(900);
            self.later(pause, Happening::Connect(a, b));
        }
        self.later(1_000, Happening::Compare);
        Ok(())
    }

    /// Do all hold the same by now?
    fn compare(&mut self) -> Result<(), String> {
        self.look()?;
        let waited = self.now - self.healed.unwrap_or(self.now);
        if is_same(super::check::difference(self), waited)? {
            self.counts.converged_in = waited;
            self.is_done = true;
        } else {
            self.later(500, Happening::Compare);
        }
        Ok(())
    }
}

impl Participant {
    fn device(&self) -> DeviceId {
        match self {
            Self::Honest(machine) => machine.device(),
            Self::Hostile(villain) => villain.device(),
        }
    }

    fn wake(&self) -> Option<Time> {
        match self {
            Self::Honest(machine) => machine.live.as_ref().and_then(|live| live.peers.wake()),
            Self::Hostile(villain) => villain.wake(),
        }
    }
}

/// Do some bytes occur in others?
pub(crate) fn holds(bytes: &[u8], wanted: &[u8]) -> bool {
    let Some(first) = wanted.first() else { return true };
    let mut rest = bytes;
    while let Some(at) = rest.iter().position(|byte| byte == first) {
        rest = rest.get(at..).unwrap_or_default();
        if rest.starts_with(wanted) {
            return true;
        }
        rest = rest.get(1..).unwrap_or_default();
    }
    false
}
