//! What must hold at the end: who is in good standing has come to the same, nothing that was
//! acknowledged is lost, nothing counts that may not, nobody holds what was never theirs, and all
//! of it is so after the programs were started anew.

use super::edits;
use super::machine::Machine;
use super::rights::{self, Right, Standing, standing};
use super::world::{Edit, World};
use crate::random::Seeded;
use crate::simulation::world::holds;
use access::ChangeHash;
use model::{DeviceId, Scope};
use node::Member;
use node::simulation::Counted;
use std::collections::{BTreeMap, BTreeSet};

/// The members, as the first machine's log has them.
type Members = BTreeMap<DeviceId, Member>;

fn members(world: &mut World) -> Members {
    let engine = world.machines.first_mut().and_then(|machine| machine.engine.as_mut());
    let members = engine.map(node::Engine::members).unwrap_or_default();
    members.into_iter().map(|member| (member.device, member)).collect()
}

/// Honest machines in good standing, with their rights.
fn good<'a>(world: &'a World, members: &Members) -> Vec<(&'a Machine, Vec<Right>)> {
    let honest = world.machines.iter().filter(|machine| machine.is_honest());
    let with = honest.map(|machine| {
        let rights = members.get(&machine.device()).map(rights::open).unwrap_or_default();
        (machine, rights)
    });
    with.filter(|(_, rights)| !rights.is_empty()).collect()
}

fn reads(machine: &Machine, rights: &[Right], scope: Scope) -> bool {
    rights.iter().any(|right| rights::reads(right, machine.person(), scope))
}

/// In what machines in good standing differ, if they do.
pub(super) fn difference(world: &mut World) -> Option<String> {
    let members = members(world);
    let mut log = None;
    let mut names = None;
    let mut heads = BTreeMap::new();
    for (machine, rights) in good(world, &members) {
        let number = machine.number;
        let Some(engine) = &machine.engine else { return Some(format!("{number} is down")) };
        if *log.get_or_insert_with(|| engine.log_heads()) != engine.log_heads() {
            return Some(format!("the logs of 0 and {number}"));
        }
        if rights.iter().any(rights::reads_names) {
            let here = engine.snapshot().directory.entries.clone();
            if *names.get_or_insert_with(|| here.clone()) != here {
                let first = names.unwrap_or_default();
                let differs = |(id, entry): &(_, _)| first.get(*id) != Some(*entry);
                let here = here.iter().find(differs);
                return Some(format!("the names of 0 and {number}: {first:?} {here:?}"));
            }
        }
        let (held, counted) = (engine.heads(), engine.counted());
        let documents = world.documents();
        for scope in documents.into_iter().filter(|scope| reads(machine, &rights, *scope)) {
            // Somebody who has written no slip that counts has no desk; nor is there a client room in
            // which nothing stands.
            let founded = edits::documents().contains(&scope);
            let counts = |id| counted.get(id).is_some_and(|changes| !changes.is_empty());
            let here = held.get(&scope).filter(|(id, _)| founded || counts(id));
            let here = here.map(|(_, heads)| heads);
            if here.is_none() && founded {
                return Some(format!("{number} does not hold {scope:?}"));
            }
            let (first, theirs) = heads.entry(scope).or_insert_with(|| (number, here.cloned()));
            if theirs.as_ref() != here {
                return Some(apart(world, &members, scope, *first, number));
            }
        }
    }
    None
}

/// What of a document counts on one of two machines and not on the other.
fn apart(world: &World, members: &Members, scope: Scope, first: usize, second: usize) -> String {
    let counted = [first, second].map(|at| {
        let engine = world.machines.get(at).and_then(|machine| machine.engine.as_ref());
        let held = engine.and_then(|it| Some((it.heads().get(&scope)?.0, it.counted())));
        held.and_then(|(document, mut all)| all.remove(&document)).unwrap_or_default()
    });
    let [here, there] = &counted;
    let mut told = format!("{scope:?} of {first} and {second}:");
    for (at, only, other) in [(first, here, there), (second, there, here)] {
        for (hash, change) in only.iter().filter(|(hash, _)| !other.contains_key(*hash)) {
            let author = change.author.and_then(|author| members.get(&author));
            let by = change.author.and_then(|author| world.at(author));
            let stands = standing(author, scope);
            let actor = change.actor.first();
            let asides = world.machines.iter().map(|machine| {
                let aside = machine.engine.as_ref().and_then(|it| it.quarantine().ok());
                let found = aside.into_iter().flatten().find(|it| it.change == *hash);
                found.map(|it| it.reason)
            });
            let asides: Vec<_> = asides.collect();
            told += &format!(
                "\n  only {at}: {:02x?} by {by:?} {stands:?}, actor {actor:02x?}, {}, aside {asides:?}",
                hash.first(),
                change.sequence
            );
        }
    }
    let set_back = world.machines.iter().map(|it| (it.number, it.manner, it.is_set_back));
    told + &format!("\n  {:?}", set_back.collect::<Vec<_>>())
}

/// Checks everything.
pub(super) fn all(world: &mut World) -> Result<(), String> {
    for machine in &mut world.machines {
        machine.engine.iter_mut().for_each(node::Engine::publish);
    }
    let members = members(world);
    same(world, &members)?;
    acknowledged(world, &members)?;
    counting(world, &members)?;
    honest_actors(world)?;
    strangers(world)?;
    anew(world, &members)
}

/// Documents read as the same, and the same clashes are in them.
fn same(world: &World, members: &Members) -> Result<(), String> {
    let mut hashes = BTreeMap::new();
    let mut clashes = BTreeMap::new();
    for (machine, rights) in good(world, members) {
        let Some(engine) = &machine.engine else { continue };
        let status = engine.status();
        let readable = status.iter().filter(|status| reads(machine, &rights, status.scope));
        for status in readable {
            let (first, hash) =
                *hashes.entry(status.scope).or_insert((machine.number, status.state_hash));
            if hash != status.state_hash {
                let number = machine.number;
                return Err(format!("{:?} reads differently on {first}, {number}", status.scope));
            }
        }
        let scopes: Vec<Scope> = status.iter().map(|status| status.scope).collect();
        if scopes.iter().any(|scope| !reads(machine, &rights, *scope)) {
            // It still shows what it may not read any more.
            continue;
        }
        let told = format!("{:?}", engine.snapshot().report.clashes);
        let first = clashes.entry(scopes).or_insert_with(|| told.clone());
        if *first != told {
            return Err(format!("machine {} tells other clashes", machine.number));
        }
    }
    Ok(())
}

/// Is an edit gone, since a machine was set back, or turned out, that had it? Those who had it then
/// and may still read it would have given it back.
fn is_lost(world: &World, members: &Members, edit: &Edit) -> bool {
    let good = good(world, members);
    let gives = |at: &usize| {
        let holder = good.iter().find(|(machine, _)| machine.number == *at);
        holder.is_some_and(|(machine, rights)| reads(machine, rights, edit.scope))
    };
    edit.is_lost || edit.holders.as_ref().is_some_and(|holders| !holders.iter().any(gives))
}

/// Nothing that was acknowledged on a machine in good standing is lost, nor what one whose rights
/// ended had written by then: it counts everywhere, or is set aside everywhere for one reason.
fn acknowledged(world: &mut World, members: &Members) -> Result<(), String> {
    let mut set_aside = 0;
    let must_be = |hash: &ChangeHash, edit: &Edit| {
        let device = world.machines.get(edit.by).map(Machine::device);
        let Some(device) = device.filter(|_| !is_lost(world, members, edit)) else {
            return false;
        };
        match standing(members.get(&device), edit.scope) {
            Standing::Good => true,
            Standing::Ended => {
                let accepted = world.accepted.get(&device);
                !world.log_may_be_lost && accepted.is_some_and(|it| it.contains(hash))
            }
            Standing::Never => false,
        }
    };
    let mut verdicts: BTreeMap<ChangeHash, BTreeMap<String, Vec<usize>>> = BTreeMap::new();
    for (machine, rights) in good(world, members) {
        let Some(engine) = &machine.engine else { continue };
        let counted = engine.counted();
        let aside = engine.quarantine().map_err(|failure| failure.to_string())?;
        let aside: BTreeMap<_, _> = aside.into_iter().map(|it| (it.change, it.reason)).collect();
        for (hash, edit) in &world.edits {
            if !reads(machine, &rights, edit.scope) || !must_be(hash, edit) {
                continue;
            }
            let counts = counted.get(&edit.document).is_some_and(|all| all.contains_key(hash));
            let verdict = match aside.get(hash) {
                _ if counts => "counts",
                None => "is gone",
                Some(reason) => reason,
            };
            let verdicts = verdicts.entry(*hash).or_default();
            verdicts.entry(verdict.to_owned()).or_default().push(machine.number);
        }
    }
    for (hash, verdicts) in verdicts {
        set_aside += u64::from(!verdicts.contains_key("counts"));
        let is_alike = verdicts.len() == 1 && !verdicts.contains_key("is gone");
        // What a machine wrote that was set back by hand has forked: it is kept where it is, and
        // not given on.
        let has_forked = world.machines.iter().any(|machine| machine.is_set_back);
        let is_kept = verdicts.keys().any(|verdict| verdict != "is gone");
        let is_aside = has_forked && is_kept && !verdicts.contains_key("counts");
        if !is_alike && !is_aside {
            let edit = world.edits.get(&hash);
            let set_back = world.machines.iter().map(|it| (it.number, it.manner, it.is_set_back));
            let set_back: Vec<_> = set_back.collect();
            return Err(format!("the verdicts on {edit:?} are {verdicts:?} {set_back:?}"));
        }
    }
    world.counts.set_aside += set_aside;
    Ok(())
}

/// Nothing counts whose author never had the right to it, nor what somebody wrote after the right
/// had ended, unless a change of somebody in good standing builds on it.
fn counting(world: &mut World, members: &Members) -> Result<(), String> {
    let nothing = BTreeSet::new();
    let (mut adopted, mut aside) = (0, 0);
    for (machine, rights) in good(world, members) {
        let Some(engine) = &machine.engine else { continue };
        let scopes: BTreeMap<_, _> =
            engine.heads().into_iter().map(|(scope, (document, _))| (document, scope)).collect();
        aside += engine.quarantine().map_err(|failure| failure.to_string())?.len();
        for (document, all) in engine.counted() {
            let Some(scope) =
                scopes.get(&document).filter(|scope| reads(machine, &rights, **scope))
            else {
                continue;
            };
            let stands = |change: &Counted| {
                let author = change.author.and_then(|author| members.get(&author));
                standing(author, *scope)
            };
            let built_on = built_on(&all, |change| stands(change) == Standing::Good);
            for (hash, change) in &all {
                let frontier = change.author.and_then(|author| world.frontiers.get(&author));
                let number = machine.number;
                match stands(change) {
                    Standing::Good => {}
                    Standing::Ended if frontier.unwrap_or(&nothing).contains(hash) => {}
                    Standing::Ended if built_on.contains(hash) => adopted += 1,
                    Standing::Ended => {
                        let by = change.author.and_then(|author| world.at(author));
                        return Err(format!(
                            "machine {number} counts what {by:?} wrote to {scope:?} too late"
                        ));
                    }
                    Standing::Never => {
                        let by = change.author.and_then(|author| world.at(author));
                        return Err(format!(
                            "machine {number} counts what {by:?} may not write to {scope:?}"
                        ));
                    }
                }
            }
        }
    }
    world.counts.adopted += adopted;
    world.counts.aside += aside as u64;
    Ok(())
}

/// All that some changes build on, themselves included.
fn built_on(
    all: &BTreeMap<ChangeHash, Counted>,
    is_start: impl Fn(&Counted) -> bool,
) -> BTreeSet<ChangeHash> {
    let mut open: Vec<ChangeHash> =
        all.iter().filter(|(_, change)| is_start(change)).map(|(hash, _)| *hash).collect();
    let mut found = BTreeSet::new();
    while let Some(hash) = open.pop() {
        if let Some(change) = all.get(&hash).filter(|_| found.insert(hash)) {
            open.extend(&change.deps);
        }
    }
    found
}

/// No honest machine signs two changes of one sequence, unless its store was set back by hand.
fn honest_actors(world: &World) -> Result<(), String> {
    for machine in world.machines.iter().filter(|machine| machine.is_honest()) {
        let Some(engine) = &machine.engine else { continue };
        let aside = engine.quarantine().map_err(|failure| failure.to_string())?;
        for it in aside.iter().filter(|it| it.reason == "change-forked") {
            let owner = world.at(it.device).and_then(|at| world.machines.get(at));
            if owner.is_some_and(|owner| owner.is_honest() && !owner.is_set_back) {
                let owner = owner.map(|owner| owner.number);
                return Err(format!("honest machine {owner:?} has forked"));
            }
        }
    }
    Ok(())
}

/// Could a machine that means harm have something from another that does, and may read it? Nothing
/// is done against two that work together (the threat model says so).
fn has_accomplice(world: &World, machine: &Machine, may_read: impl Fn(&Machine) -> bool) -> bool {
    let others = world.machines.iter().filter(|other| other.number != machine.number);
    !machine.is_honest() && others.filter(|other| !other.is_honest()).any(may_read)
}

/// The words of a document that came from others: in a client room, those that others wrote, since who
/// takes their rights to be wider may have written one of their own.
fn words_of(world: &World, machine: &Machine, scope: Scope) -> Vec<String> {
    if !matches!(scope, Scope::Publications(_) | Scope::Answers(_)) {
        return vec![edits::canary(scope)];
    }
    let others = world.machines.iter().filter(|other| other.number != machine.number);
    others.map(|other| edits::canary_by(scope, other.person())).collect()
}

/// Nobody has a word of what was never theirs on the disk, nor the keys of others.
fn strangers(world: &World) -> Result<(), String> {
    for machine in &world.machines {
        let bytes = machine.disk.bytes();
        let number = machine.number;
        for scope in world.documents().into_iter().filter(|scope| !machine.was_reader(*scope)) {
            // Who takes their rights to be wider writes words of their own.
            let is_own = !machine.is_honest() && scope.person() == Some(machine.person());
            if is_own || has_accomplice(world, machine, |other| other.was_reader(scope)) {
                continue;
            }
            if words_of(world, machine, scope).iter().any(|word| holds(&bytes, word.as_bytes())) {
                return Err(format!("machine {number} holds a word of {scope:?}"));
            }
        }
        for other in world.machines.iter().filter(|other| other.number != number) {
            let reads = |machine: &Machine| machine.ever.iter().any(rights::reads_names);
            let may_have = reads(machine) || has_accomplice(world, machine, reads);
            if !may_have && holds(&bytes, edits::canary_of(other.person()).as_bytes()) {
                return Err(format!("machine {number} holds the name of {}", other.number));
            }
            if other.secrets.iter().any(|secret| holds(&bytes, secret)) {
                return Err(format!("machine {number} holds a key of {}", other.number));
            }
        }
    }
    Ok(())
}

/// What a machine says of itself.
fn says(machine: &mut Machine) -> Option<String> {
    let engine = machine.engine.as_mut()?;
    let status: Vec<_> =
        engine.status().into_iter().map(|it| (it.scope, it.heads, it.state_hash)).collect();
    let members = engine.members();
    let aside = engine.quarantine().ok()?;
    let snapshot = engine.snapshot();
    let told = (&snapshot.directory, &snapshot.report.clashes);
    Some(format!("{status:?} {members:?} {aside:?} {told:?}"))
}

/// A machine that starts again says the same.
fn anew(world: &mut World, members: &Members) -> Result<(), String> {
    let numbers: Vec<usize> =
        good(world, members).iter().map(|(machine, _)| machine.number).collect();
    for number in numbers {
        let (seed, time) = (world.random.number(), world.time.clone());
        let Some(machine) = world.machines.get_mut(number) else { continue };
        let before = says(machine);
        machine.engine = None;
        machine.disk.power_on();
        machine.boot(&time, Seeded::new(seed))?;
        let after = says(machine);
        if after != before {
            return Err(format!(
                "machine {number} says something else after it was started again\n{before:?}\n{after:?}"
            ));
        }
        world.trace.bytes(after.unwrap_or_default().as_bytes());
    }
    Ok(())
}
