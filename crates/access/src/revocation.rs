//! What counts of the changes of devices whose rights ended: what they had written by then, and of
//! the rest what a writer in good standing has built on. The verdict is a function of the set of
//! changes, so that it is the same in any order of delivery; it only grows as changes arrive.

use crate::envelope::{ActorId, ChangeHash};
use crate::membership::Standing;
use model::DeviceId;
use std::collections::{BTreeMap, BTreeSet};

/// A change of one document, as far as it matters here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Its name.
    pub hash: ChangeHash,
    /// The device that signed it.
    pub author: DeviceId,
    /// The actor that wrote it.
    pub actor: ActorId,
    /// Its number among that actor's.
    pub sequence: u64,
    /// The changes it builds on.
    pub deps: Vec<ChangeHash>,
}

/// Why a change does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SetAside {
    /// Its device wrote it after its rights ended, and nobody in good standing built on it.
    Beyond,
    /// Its device was never allowed to write the document.
    NotAllowed,
    /// It builds on one that does not count.
    BuildsOnSetAside,
    /// It builds on one that is not here.
    Waits,
}

/// Which changes count.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Judged {
    /// Those that do; each builds on others that do.
    pub counted: BTreeSet<ChangeHash>,
    /// Those that do not, and why.
    pub set_aside: BTreeMap<ChangeHash, SetAside>,
}

impl SetAside {
    /// Stable code, also the name of the message.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Beyond => "change-after-revocation",
            Self::NotAllowed => "change-not-allowed",
            Self::BuildsOnSetAside => "change-builds-on-set-aside",
            Self::Waits => "change-waits",
        }
    }
}

/// How a change stands by itself.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ground {
    Good,
    Within,
    Beyond,
    NotAllowed,
}

/// Judges all changes of a document. `standing` tells how a device stands as its writer; `steps`
/// are the changes that every machine has and nobody sends.
pub fn judge(
    changes: &[Written],
    steps: &BTreeSet<ChangeHash>,
    standing: impl Fn(DeviceId) -> Standing,
) -> Judged {
    let mut standings: BTreeMap<DeviceId, Standing> = BTreeMap::new();
    let mut grounds: BTreeMap<ChangeHash, (&Written, Ground)> = BTreeMap::new();
    for change in changes {
        let standing = standings.entry(change.author).or_insert_with(|| standing(change.author));
        grounds.insert(change.hash, (change, ground(change, standing)));
    }
    // What could be applied if no right had ever ended.
    let allowed = closed(&grounds, steps, |ground, _| ground != Ground::NotAllowed);
    let built_on = built_on(&grounds, &allowed);
    let counted = closed(&grounds, steps, |ground, hash| match ground {
        Ground::Good | Ground::Within => allowed.contains(hash),
        Ground::Beyond => built_on.contains(hash),
        Ground::NotAllowed => false,
    });
    let here = |hash: &ChangeHash| grounds.contains_key(hash) || steps.contains(hash);
    let set_aside = grounds.iter().filter(|(hash, _)| !counted.contains(*hash));
    let set_aside = set_aside.map(|(hash, (change, ground))| {
        let why = match ground {
            Ground::NotAllowed => SetAside::NotAllowed,
            Ground::Beyond => SetAside::Beyond,
            Ground::Good | Ground::Within if change.deps.iter().all(here) => {
                SetAside::BuildsOnSetAside
            }
            Ground::Good | Ground::Within => SetAside::Waits,
        };
        (*hash, why)
    });
    let set_aside = set_aside.collect();
    Judged { counted, set_aside }
}

fn ground(change: &Written, standing: &Standing) -> Ground {
    match standing {
        Standing::Good => Ground::Good,
        Standing::Ended(_) if standing.covers(&change.actor, change.sequence) => Ground::Within,
        Standing::Ended(_) => Ground::Beyond,
        Standing::Never | Standing::Unknown => Ground::NotAllowed,
    }
}

/// Those changes that fulfil a condition and build on nothing but such ones and steps (Kahn's
/// algorithm).
fn closed(
    grounds: &BTreeMap<ChangeHash, (&Written, Ground)>,
    steps: &BTreeSet<ChangeHash>,
    fulfils: impl Fn(Ground, &ChangeHash) -> bool,
) -> BTreeSet<ChangeHash> {
    let mut lacking: BTreeMap<ChangeHash, usize> = BTreeMap::new();
    let mut dependants: BTreeMap<ChangeHash, Vec<ChangeHash>> = BTreeMap::new();
    let mut open: Vec<ChangeHash> = Vec::new();
    for (hash, (change, ground)) in grounds {
        if !fulfils(*ground, hash) {
            continue;
        }
        let deps: BTreeSet<&ChangeHash> =
            change.deps.iter().filter(|dep| !steps.contains(*dep)).collect();
        if deps.is_empty() {
            open.push(*hash);
        }
        lacking.insert(*hash, deps.len());
        for dep in deps {
            dependants.entry(*dep).or_default().push(*hash);
        }
    }
    let mut closed = BTreeSet::new();
    while let Some(hash) = open.pop() {
        closed.insert(hash);
        for dependant in dependants.remove(&hash).unwrap_or_default() {
            if let Some(count) = lacking.get_mut(&dependant) {
                *count = count.saturating_sub(1);
                if *count == 0 {
                    open.push(dependant);
                }
            }
        }
    }
    closed
}

/// All that the changes of writers in good standing build on, themselves included.
fn built_on(
    grounds: &BTreeMap<ChangeHash, (&Written, Ground)>,
    allowed: &BTreeSet<ChangeHash>,
) -> BTreeSet<ChangeHash> {
    let good = grounds.iter().filter(|(_, (_, ground))| *ground == Ground::Good);
    let mut open: Vec<ChangeHash> =
        good.map(|(hash, _)| *hash).filter(|hash| allowed.contains(hash)).collect();
    let mut built_on = BTreeSet::new();
    while let Some(hash) = open.pop() {
        if let Some((change, _)) = grounds.get(&hash)
            && built_on.insert(hash)
        {
            open.extend(&change.deps);
        }
    }
    built_on
}
