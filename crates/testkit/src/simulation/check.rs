//! What must hold at the end (reliability.md 1, "History checker"): (a) every acknowledged edit is
//! with everybody who may read it; (b) no change exists that nobody made; (c) all hold the same;
//! (e) what is on disk is what is in memory; (f) strangers hold no byte; (g) what was not let in
//! is nowhere. (d), that nothing held goes away, is looked at all along (`history.rs`). Findings
//! are the same everywhere, and keys of later programs are as those left them.

use super::edits;
use super::machine::{Held, Machine};
use super::rights::Entry;
use super::world::{Participant, World, holds};
use access::ChangeHash;
use model::{Casting, Facility, RawId, Scope};
use replica::Scalar;
use schedule::Checker;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use units::Tick;

/// What still differs between machines that should hold the same; nothing once they do.
pub(super) fn difference(world: &World) -> Option<String> {
    for entry in &world.rights.documents {
        let mut first: Option<(&Machine, &Held, Vec<ChangeHash>)> = None;
        for machine in readers(world, entry) {
            let held = machine.live.as_ref().and_then(|live| live.held.get(&entry.id));
            let Some(held) = held else {
                return Some(format!("machine {} is down", machine.number));
            };
            let heads = held.document.heads();
            if let Some((other, theirs, known)) = &first {
                if *known != heads || theirs.forked != held.forked {
                    return Some(format!(
                        "in {} machine {} holds {} and machine {} holds {}",
                        entry.id,
                        other.number,
                        theirs.describe(),
                        machine.number,
                        held.describe()
                    ));
                }
            } else {
                first = Some((machine, held, heads));
            }
        }
        if let Some(lost) = missing(world, entry) {
            return Some(lost);
        }
    }
    None
}

/// Machines that may read a document.
fn readers<'a>(world: &'a World, entry: &'a Entry) -> impl Iterator<Item = &'a Machine> {
    world.honest().filter(|machine| world.rights.may_read(machine.number, entry.id))
}

fn applied(machine: &Machine, entry: &Entry) -> BTreeSet<ChangeHash> {
    let held = machine.live.as_ref().and_then(|live| live.held.get(&entry.id));
    held.map(|held| held.document.order().into_iter().map(|taken| taken.hash).collect())
        .unwrap_or_default()
}

fn is_forked(machine: &Machine, entry: &Entry) -> bool {
    let held = machine.live.as_ref().and_then(|live| live.held.get(&entry.id));
    held.is_some_and(|held| !held.forked.is_empty())
}

/// (a): an acknowledged edit that a reader lacks.
fn missing(world: &World, entry: &Entry) -> Option<String> {
    let edits = world.history.edits.iter();
    let edits: Vec<_> = edits
        .filter(|(_, edit)| edit.document == entry.id && edit.is_acked && !edit.is_lost)
        .collect();
    for machine in readers(world, entry) {
        let there = applied(machine, entry);
        // What builds on a fork is kept aside, the same everywhere.
        let forked = is_forked(machine, entry);
        let lacking = edits.iter().find(|(hash, _)| !there.contains(*hash) && !forked);
        if let Some((_, edit)) = lacking {
            return Some(format!(
                "machine {} lacks an acknowledged edit of machine {} in {}",
                machine.number, edit.by, entry.id
            ));
        }
    }
    None
}

/// Everything else.
pub(super) fn all(world: &mut World) -> Result<(), String> {
    let mut findings: BTreeMap<String, (usize, String)> = BTreeMap::new();
    for entry in &world.rights.documents {
        for machine in readers(world, entry) {
            honest_changes(world, entry, machine)?;
            honest_actors(world, entry, machine)?;
            future_keys(world, entry, machine)?;
        }
        let hashes: BTreeSet<[u8; 32]> = readers(world, entry)
            .filter_map(|machine| {
                let held = machine.live.as_ref()?.held.get(&entry.id)?;
                Some(held.document.state_hash())
            })
            .collect();
        if hashes.len() > 1 {
            return Err(format!("(c) {} says different things", entry.id));
        }
        world.counts.aside += aside(world, entry)?;
    }
    for machine in world.honest() {
        for (what, told) in told(machine, world) {
            let (other, known) =
                findings.entry(what).or_insert_with(|| (machine.number, told.clone()));
            if *known != told {
                let number = machine.number;
                return Err(format!("machines {other} and {number} find: {known} and {told}"));
            }
        }
    }
    strangers(world)?;
    for at in 0..world.participants.len() {
        reload(world, at)?;
    }
    Ok(())
}

/// (b) and (g): nothing is applied that was not made by somebody who may.
fn honest_changes(world: &World, entry: &Entry, machine: &Machine) -> Result<(), String> {
    for hash in applied(machine, entry) {
        let known = world.history.edits.get(&hash);
        if known.is_none_or(|edit| edit.document != entry.id) || world.history.bombs.contains(&hash)
        {
            return Err(format!(
                "(b) machine {} holds a change in {} that nobody made",
                machine.number, entry.id
            ));
        }
    }
    Ok(())
}

/// No honest machine writes two changes of one sequence.
fn honest_actors(world: &World, entry: &Entry, machine: &Machine) -> Result<(), String> {
    let held = machine.live.as_ref().and_then(|live| live.held.get(&entry.id));
    for actor in held.iter().flat_map(|held| held.forked.keys()) {
        let owner = held.and_then(|held| held.owner(actor));
        let owner = owner.and_then(|owner| world.devices.get(&owner)).copied();
        let is_honest = owner.and_then(|owner| world.participants.get(owner));
        if matches!(is_honest, Some(Participant::Honest(_))) {
            return Err(format!("an actor of honest machine {owner:?} has forked in {}", entry.id));
        }
    }
    Ok(())
}

/// Keys that only later programs know hold what those wrote.
fn future_keys(world: &World, entry: &Entry, machine: &Machine) -> Result<(), String> {
    let held = machine.live.as_ref().and_then(|live| live.held.get(&entry.id));
    let Some(held) = held else { return Ok(()) };
    let words = world.history.future.get(&entry.id);
    match edits::future(&held.document, entry.scope) {
        Scalar::Absent => Ok(()),
        Scalar::Text(word) if words.is_some_and(|words| words.contains(&word)) => Ok(()),
        other => Err(format!("machine {} holds {other} under a later key", machine.number)),
    }
}

/// Acknowledged edits that build on a fork: not applied, and still kept.
fn aside(world: &World, entry: &Entry) -> Result<u64, String> {
    let mut count = 0;
    for (hash, edit) in &world.history.edits {
        if edit.document != entry.id || !edit.is_acked || edit.is_lost {
            continue;
        }
        if readers(world, entry).all(|machine| applied(machine, entry).contains(hash)) {
            continue;
        }
        count += 1;
        if !readers(world, entry).any(|machine| machine.keeps(entry.id, hash)) {
            return Err(format!("(a) an edit of machine {} is lost in {}", edit.by, entry.id));
        }
    }
    Ok(count)
}

/// What a machine tells of its documents, by what it is told from.
fn told(machine: &Machine, world: &World) -> Vec<(String, String)> {
    let mut told = Vec::new();
    let Some(live) = &machine.live else { return told };
    let readable = |entry: &&Entry| world.rights.may_read(machine.number, entry.id);
    let mut facility = None;
    let mut plans = BTreeMap::new();
    for entry in world.rights.documents.iter().filter(readable) {
        let Some(held) = live.held.get(&entry.id) else { continue };
        match entry.scope {
            Scope::Plan(production) => {
                let (plan, findings) = held.document.read_plan();
                told.push((format!("{} alone", entry.id), format!("{findings:?}")));
                plans.insert(production, Arc::new(plan));
            }
            Scope::Facility
            | Scope::Casting
            | Scope::Desk(_)
            | Scope::Publications(_)
            | Scope::Answers(_) => {
                let (read, findings) = held.document.read_facility();
                told.push((format!("{} alone", entry.id), format!("{findings:?}")));
                facility = Some(Arc::new(read));
            }
        }
    }
    let name = format!("clashes of {:?} {:?}", facility.is_some(), plans.keys());
    let identity = world.rights.documents.first().map(|entry| entry.identity.facility);
    let facility = facility.or_else(|| identity.map(|id| Arc::new(Facility::new(id))));
    if let Some(facility) = facility {
        let casting = Arc::new(Casting::default());
        let report = Checker::new().check(&facility, &casting, &plans, Tick(29_000_000));
        told.push((name, format!("{:?}", report.clashes)));
    }
    told
}

/// (f): whoever may not read a document has no byte of it on disk.
fn strangers(world: &World) -> Result<(), String> {
    for entry in &world.rights.documents {
        let strangers =
            world.honest().filter(|machine| !world.rights.was_reader(machine.number, entry.id));
        for machine in strangers {
            let bytes = machine.disk.bytes();
            let id = RawId::from(entry.id).0.to_be_bytes();
            let name = entry.id.to_string();
            for wanted in [id.as_slice(), name.as_bytes(), entry.canary.as_bytes()] {
                if holds(&bytes, wanted) {
                    return Err(format!("(f) machine {} holds bytes of {name}", machine.number));
                }
            }
        }
    }
    Ok(())
}

/// (e): a machine that starts again says the same.
fn reload(world: &mut World, at: usize) -> Result<(), String> {
    let rights = world.rights.clone();
    let Some(machine) = world.machine(at) else { return Ok(()) };
    let before = machine.says();
    let operations = machine.disk.operations();
    machine.live = None;
    machine.disk.power_on();
    machine.boot(&rights)?.map_err(|_| "(e) the disk fails though it is well".to_owned())?;
    if machine.says() != before {
        return Err(format!("(e) machine {at} says something else after it was started again"));
    }
    world.trace.number(operations);
    for (_, heads, hash) in before {
        heads.iter().for_each(|head| world.trace.bytes(head));
        world.trace.bytes(&hash);
    }
    Ok(())
}
