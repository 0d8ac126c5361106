//! The virtual time, what is to happen when, and who is there.

use super::clock::{Skew, Time, Wall};
use super::edits;
use super::machine::{Machine, Manner, on};
use super::run::Counts;
use crate::disk::{Disk, Faults};
use crate::random::Seeded;
use crate::simulation::is_same;
use crate::simulation::network::Network;
use crate::simulation::trace::Trace;
use crate::simulation::world::holds;
use access::{ChangeHash, GrantScope};
use model::{DeviceId, DocumentId, Role, Scope};
use node::{Engine, Founding, Group, Outgoing, Reason};
use std::collections::{BTreeMap, BTreeSet};

/// The most machines.
pub(super) const MOST: usize = 6;

pub(super) enum Happening {
    Deliver { from: usize, to: usize, epoch: u64, frame: Vec<u8> },
    Wake(usize),
    Act,
    Connect(usize, usize),
    Cut { a: usize, b: usize, epoch: u64 },
    Start(usize),
    Room(usize),
    Compare,
}

/// One acknowledged change.
#[derive(Debug)]
pub(super) struct Edit {
    pub(super) by: usize,
    pub(super) scope: Scope,
    pub(super) document: DocumentId,
    /// Nobody who may give it on has it any more.
    pub(super) is_lost: bool,
    /// Who had it when a machine was last set back or turned out.
    pub(super) holders: Option<BTreeSet<usize>>,
}

pub(super) struct World {
    pub(super) random: Seeded,
    pub(super) time: Time,
    queue: BTreeMap<(u64, u64), Happening>,
    number: u64,
    pub(super) machines: Vec<Machine>,
    pub(super) network: Network,
    pub(super) trace: Trace,
    pub(super) counts: Counts,
    pub(super) edits: BTreeMap<ChangeHash, Edit>,
    /// Which machines are administrators'.
    pub(super) admins: BTreeSet<usize>,
    /// Devices whose rights were ended by somebody and not given back, as far as was asked.
    pub(super) revoked: BTreeSet<usize>,
    /// What an administrator had of the changes of a device whenever its rights were ended.
    pub(super) frontiers: BTreeMap<DeviceId, BTreeSet<ChangeHash>>,
    /// The same, where the revocation was acknowledged.
    pub(super) accepted: BTreeMap<DeviceId, BTreeSet<ChangeHash>>,
    /// An administrator's machine was set back: what it had done alone may be gone.
    pub(super) log_may_be_lost: bool,
    acts: u64,
    healed: Option<u64>,
    is_done: bool,
    wakes: BTreeMap<usize, u64>,
}

impl World {
    pub(super) fn new(seed: u64) -> Self {
        let mut random = Seeded::new(seed);
        let acts = 40 + random.below(50);
        Self {
            random,
            time: Time::default(),
            queue: BTreeMap::new(),
            number: 0,
            machines: Vec::new(),
            network: Network::new(MOST),
            trace: Trace::new(),
            counts: Counts::default(),
            edits: BTreeMap::new(),
            admins: BTreeSet::new(),
            revoked: BTreeSet::new(),
            frontiers: BTreeMap::new(),
            accepted: BTreeMap::new(),
            log_may_be_lost: false,
            acts,
            healed: None,
            is_done: false,
            wakes: BTreeMap::new(),
        }
    }

    pub(super) fn now(&self) -> u64 {
        self.time.now()
    }

    pub(super) fn is_well(&self) -> bool {
        self.healed.is_some()
    }

    /// Plays both phases.
    pub(super) fn play(&mut self) -> Result<(), String> {
        self.time.set(1_000);
        self.found()?;
        let others = 1 + self.random.index(3);
        for _ in 0..others {
            self.let_in(0)?;
        }
        if self.random.chance(40) {
            self.second_admin()?;
        }
        self.later(200, Happening::Act);
        while !self.is_done {
            let Some(((time, _), happening)) = self.queue.pop_first() else {
                return Err("nothing happens any more".to_owned());
            };
            self.time.set(time);
            self.happen(happening)?;
        }
        Ok(())
    }

    /// The first machine makes the facility.
    fn found(&mut self) -> Result<(), String> {
        let disk = Disk::new(self.random.number());
        let founding = Founding::Usual { name: "Atelier".into(), person: "Camille".into() };
        let skew = Skew::default();
        let wall = self.wall(&skew);
        let failed = |failure: node::Failure| format!("the facility is not founded: {failure}");
        let mut engine = on(&disk).found(&founding, Box::new(wall)).map_err(failed)?;
        engine.submit(&Group::of(edits::first())).map_err(failed)?;
        let name = edits::name(&mut self.random, engine.person());
        engine.submit(&Group::one(name)).map_err(failed)?;
        let ever =
            vec![(Role::Admin, GrantScope::Facility), (Role::Coordination, GrantScope::Facility)];
        self.admins.insert(0);
        self.arrive(engine, disk, skew, ever, Manner::Honest);
        self.outgoing(0)
    }

    pub(super) fn wall(&mut self, skew: &Skew) -> Wall {
        let random = Seeded::new(self.random.number());
        Wall { time: self.time.clone(), skew: skew.clone(), random }
    }

    /// A machine is there from now on.
    pub(super) fn arrive(
        &mut self,
        engine: Engine,
        disk: Disk,
        skew: Skew,
        ever: Vec<super::rights::Right>,
        manner: Manner,
    ) {
        let number = self.machines.len();
        self.counts.machines += 1;
        self.machines.push(Machine {
            number,
            manner,
            disk,
            skew,
            certificate: engine.certificate().clone(),
            ever,
            backup: None,
            is_set_back: false,
            secrets: engine.secrets(),
            seen: Vec::new(),
            engine: Some(engine),
        });
        self.dial(number);
    }

    pub(super) fn later(&mut self, delay: u64, happening: Happening) {
        self.number += 1;
        self.queue.insert((self.now() + delay, self.number), happening);
    }

    fn happen(&mut self, happening: Happening) -> Result<(), String> {
        match happening {
            Happening::Deliver { from, to, epoch, frame } => {
                if !self.network.is_current(from, to, epoch) {
                    return Ok(());
                }
                let Some(peer) = self.machines.get(from).map(Machine::device) else {
                    return Ok(());
                };
                self.with(to, |engine| engine.heard(peer, frame))?;
            }
            Happening::Wake(at) => {
                if self.wakes.get(&at).is_some_and(|wake| *wake <= self.now()) {
                    self.wakes.remove(&at);
                    self.with(at, Engine::tick)?;
                }
            }
            Happening::Act if self.acts > 0 => {
                self.acts -= 1;
                let pause = 20 + self.random.below(500);
                self.later(pause, Happening::Act);
                self.act()?;
            }
            Happening::Act => self.heal()?,
            Happening::Connect(a, b) => self.connect(a, b)?,
            Happening::Cut { a, b, epoch } => self.cut(a, b, epoch)?,
            Happening::Start(at) => self.start(at)?,
            Happening::Room(at) => {
                if let Some(machine) = self.machines.get(at).filter(|it| !it.disk.is_crashed()) {
                    machine.disk.set_faults(Faults::default());
                }
            }
            Happening::Compare => self.compare()?,
        }
        Ok(())
    }

    /// Has an engine do something, if it runs, and sees to what comes of it.
    pub(super) fn with<T>(
        &mut self,
        at: usize,
        work: impl FnOnce(&mut Engine) -> T,
    ) -> Result<Option<T>, String> {
        let engine = self.machines.get_mut(at).and_then(|machine| machine.engine.as_mut());
        let Some(engine) = engine else { return Ok(None) };
        let result = work(engine);
        self.outgoing(at)?;
        Ok(Some(result))
    }

    /// Sends what a machine has to send; a machine whose disk has crashed sends nothing more.
    pub(super) fn outgoing(&mut self, at: usize) -> Result<(), String> {
        let Some(machine) = self.machines.get_mut(at) else { return Ok(()) };
        if machine.disk.is_crashed() {
            return self.down(at);
        }
        let Some(engine) = &mut machine.engine else { return Ok(()) };
        let (outgoing, wake) = (engine.outgoing(), engine.wake());
        engine.happenings();
        for outgoing in outgoing {
            match outgoing {
                Outgoing::Send { peer, frame } => {
                    let Some(to) = self.at(peer) else { continue };
                    self.check_privacy(at, to, &frame)?;
                    self.trace.number(self.now());
                    self.trace.bytes(&frame);
                    self.counts.frames += 1;
                    self.remember(at, to, &frame);
                    self.send(at, to, frame);
                }
                Outgoing::Close { peer, reason } => self.close(at, peer, reason)?,
                Outgoing::Join { .. } | Outgoing::JoinClose { .. } => {}
            }
        }
        if let Some(wake) = wake {
            let due = self.now() + wake;
            if self.wakes.get(&at).is_none_or(|known| due < *known) {
                self.wakes.insert(at, due);
                self.later(wake, Happening::Wake(at));
            }
        }
        Ok(())
    }

    /// Who has this device.
    pub(super) fn at(&self, device: DeviceId) -> Option<usize> {
        self.machines.iter().position(|machine| machine.device() == device)
    }

    fn is_honest(&self, at: usize) -> bool {
        self.machines.get(at).is_some_and(Machine::is_honest)
    }

    /// Every document there may be.
    pub(super) fn documents(&self) -> BTreeSet<Scope> {
        let desks = self.machines.iter().map(|machine| Scope::Desk(machine.person()));
        edits::documents().into_iter().chain(edits::client_rooms()).chain(desks).collect()
    }

    /// Nobody is ever sent a word of a document that was never theirs.
    fn check_privacy(&self, from: usize, to: usize, frame: &[u8]) -> Result<(), String> {
        let Some(machine) = self.machines.get(to).filter(|_| self.is_honest(from)) else {
            return Ok(());
        };
        for scope in self.documents() {
            if !machine.was_reader(scope) && holds(frame, edits::canary(scope).as_bytes()) {
                return Err(format!("machine {from} sends {scope:?} to machine {to}"));
            }
        }
        Ok(())
    }

    fn remember(&mut self, from: usize, to: usize, frame: &[u8]) {
        for at in [from, to] {
            if let Some(machine) = self.machines.get_mut(at)
                && machine.manner == Manner::Replays
                && machine.seen.len() < 80
            {
                machine.seen.push(frame.to_vec());
            }
        }
    }

    pub(super) fn send(&mut self, from: usize, to: usize, frame: Vec<u8>) {
        let delay = 1 + self.random.below(40) + if self.random.chance(3) { 800 } else { 0 };
        let (now, is_last) = (self.now(), self.random.chance(1) && !self.is_well());
        let Some(link) = self.network.link(from, to).filter(|link| link.is_up) else { return };
        let [first, second] = &mut link.last;
        let last = if from < to { first } else { second };
        *last = (*last).max(now + delay);
        let (delay, epoch) = (*last - now, link.epoch);
        if is_last {
            // The wire breaks while this is on its way.
            return self.later(delay, Happening::Cut { a: from, b: to, epoch });
        }
        self.later(delay, Happening::Deliver { from, to, epoch, frame });
    }

    fn close(&mut self, at: usize, peer: DeviceId, reason: Reason) -> Result<(), String> {
        let Some(to) = self.at(peer) else { return Ok(()) };
        let is_blamed = matches!(reason, Reason::Faults | Reason::Nonsense | Reason::Version);
        self.counts.ended += u64::from(is_blamed);
        if is_blamed && self.is_honest(at) && self.is_honest(to) {
            return Err(format!("machine {at} ends with honest machine {to}: {}", reason.code()));
        }
        let (now, pause) = (self.now(), if is_blamed { 10_000 } else { 500 });
        let Some(link) = self.network.link(at, to) else { return Ok(()) };
        link.blocked_until = link.blocked_until.max(now + pause);
        let (epoch, last) = (link.epoch, link.last);
        let delay = last.into_iter().max().unwrap_or(0).saturating_sub(now) + 1;
        self.later(delay, Happening::Cut { a: at, b: to, epoch });
        Ok(())
    }

    fn connect(&mut self, a: usize, b: usize) -> Result<(), String> {
        let ends = [a, b].map(|at| {
            let machine = self.machines.get(at).filter(|machine| machine.engine.is_some());
            machine.map(|machine| (machine.device(), machine.endpoint()))
        });
        let [Some(end_a), Some(end_b)] = ends else { return Ok(()) };
        let now = self.now();
        let Some(link) = self.network.link(a, b).filter(|link| !link.is_up) else { return Ok(()) };
        if link.blocked_until > now {
            let wait = link.blocked_until - now + 50;
            self.later(wait, Happening::Connect(a, b));
            return Ok(());
        }
        link.epoch += 1;
        link.is_up = true;
        link.last = [now; 2];
        let epoch = link.epoch;
        let mut refused = false;
        for (at, other) in [(a, end_b), (b, end_a)] {
            let answer = self.with(at, |engine| engine.connected(other.1))?;
            match answer {
                Some(Ok(device)) if device == other.0 => {}
                Some(Ok(device)) => return Err(format!("{device} is not who was called")),
                Some(Err(_)) => refused = true,
                None => {}
            }
        }
        if refused {
            self.counts.turned_away += 1;
            self.hang_up(a, b, epoch, 100)?;
            let pause = 1_500 + self.random.below(1_500);
            self.later(pause, Happening::Connect(a, b));
        } else {
            self.counts.connections += 1;
        }
        Ok(())
    }

    pub(super) fn cut(&mut self, a: usize, b: usize, epoch: u64) -> Result<(), String> {
        // One end may not notice before it is called again, or nothing is heard for long.
        if self.hang_up(a, b, epoch, 60)? {
            let pause = 100 + self.random.below(1_500);
            self.later(pause, Happening::Connect(a, b));
        }
        Ok(())
    }

    /// Ends a connection; each end is told in so many of a hundred cases.
    fn hang_up(&mut self, a: usize, b: usize, epoch: u64, told: u64) -> Result<bool, String> {
        if !self.network.is_current(a, b, epoch) {
            return Ok(false);
        }
        if let Some(link) = self.network.link(a, b) {
            link.is_up = false;
        }
        for (at, other) in [(a, b), (b, a)] {
            let peer = self.machines.get(other).map(Machine::device);
            if let Some(peer) = peer.filter(|_| self.random.chance(told)) {
                self.with(at, |engine| engine.disconnected(peer))?;
            }
        }
        Ok(true)
    }

    /// A machine's disk has crashed under it.
    fn down(&mut self, at: usize) -> Result<(), String> {
        if let Some(machine) = self.machines.get_mut(at)
            && machine.engine.take().is_some()
        {
            self.counts.crashes += 1;
            self.trace.number(at as u64);
            self.unplug(at);
            let pause = 300 + self.random.below(4_000);
            self.later(pause, Happening::Start(at));
        }
        Ok(())
    }

    /// What is on the wires of a machine that went down still arrives for a moment.
    pub(super) fn unplug(&mut self, at: usize) {
        for (other, epoch) in self.network.up(at) {
            let delay = self.random.below(120);
            self.later(delay, Happening::Cut { a: at, b: other, epoch });
        }
    }

    fn start(&mut self, at: usize) -> Result<(), String> {
        let again = !self.is_well() && self.random.chance(15);
        let crash_at = again.then(|| 1 + self.random.below(60));
        let (seed, time) = (self.random.number(), self.time.clone());
        let Some(machine) = self.machines.get_mut(at) else { return Ok(()) };
        if machine.engine.is_some() {
            return Ok(());
        }
        if machine.disk.is_crashed() {
            machine.disk.power_on();
        }
        machine.disk.set_faults(Faults { crash_at, ..Faults::default() });
        machine.boot(&time, Seeded::new(seed))?;
        if machine.engine.is_none() {
            self.counts.crashes += 1;
            let pause = 300 + self.random.below(2_000);
            self.later(pause, Happening::Start(at));
            return Ok(());
        }
        self.outgoing(at)?;
        self.dial(at);
        Ok(())
    }

    fn dial(&mut self, at: usize) {
        for other in 0..self.machines.len() {
            if other != at {
                let pause = 10 + self.random.below(300);
                self.later(pause, Happening::Connect(at.min(other), at.max(other)));
            }
        }
    }

    /// From now on nothing fails any more.
    fn heal(&mut self) -> Result<(), String> {
        self.healed = Some(self.now());
        self.network.unblock();
        for at in 0..self.machines.len() {
            let Some(machine) = self.machines.get_mut(at) else { continue };
            machine.skew.set(0);
            if machine.disk.is_crashed() {
                self.later(10, Happening::Start(at));
                continue;
            }
            machine.disk.set_faults(Faults::default());
            if machine.engine.is_none() {
                self.later(10, Happening::Start(at));
            }
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
        let waited = self.now() - self.healed.unwrap_or_default();
        if is_same(super::check::difference(self), waited)? {
            self.counts.converged_in = waited;
            self.is_done = true;
        } else {
            self.later(500, Happening::Compare);
        }
        Ok(())
    }
}
