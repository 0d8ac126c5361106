//! A document as the store has it: from a snapshot and what came after where everything counts;
//! where an actor forked, or rights of a writer ended, from those changes that count.

use crate::held::{Queued, kept, key};
use crate::members::Members;
use crate::quarantine::Aside;
use access::{ActorId, ChangeHash, Envelope, Judged, SetAside, Standing, Target, Written};
use model::{DeviceId, DocumentId, DocumentKind, Finding, Severity};
use replica::{Document, Merged};
use std::collections::{BTreeMap, BTreeSet};
use store::{ActorKey, Batch, DocumentKey, LatestSnapshot, Store, StoreError};

/// What came of reading a document.
pub(crate) struct Loaded {
    pub(crate) document: Document,
    pub(crate) merged: Merged,
    pub(crate) findings: Vec<Finding>,
    /// The device each actor belongs to: that of its first envelope.
    pub(crate) owners: BTreeMap<ActorId, DeviceId>,
    /// Actors that signed two changes of one sequence, with that sequence.
    pub(crate) forked: BTreeMap<ActorId, u64>,
    /// Changes in the store that do not count, and why.
    pub(crate) set_aside: BTreeMap<ChangeHash, SetAside>,
    /// Changes that were written after the rights of their authors had ended.
    pub(crate) beyond: BTreeSet<ChangeHash>,
    /// Changes that were kept aside, or waited, and count by now.
    pub(crate) promoted: Vec<Envelope>,
}

/// A document, its kind, and what it is about. Without the last its changes are not judged:
/// nobody knows whose they may be.
pub(crate) type What = (DocumentId, DocumentKind, Option<Target>);

impl Loaded {
    /// Has what was kept aside, or waited, kept as what counts.
    pub(crate) fn promote(&mut self, pending: &mut Batch) {
        for envelope in std::mem::take(&mut self.promoted) {
            pending.records.insert(Aside::key_of(&envelope), None);
            pending.envelopes.push(kept(&envelope));
        }
    }
}

/// Reads a document. `waiting` are changes that are not in the store and may count with what is.
pub(crate) fn load(
    store: &Store,
    aside: &Aside,
    members: &Members,
    what: What,
    actor: ActorId,
    waiting: &Queued,
) -> Result<Loaded, StoreError> {
    let (id, kind, target) = what;
    let key = key(id);
    let (forked, beyond) = (aside.forks(id), aside.beyond(id));
    let last = store.last_sequences(&key)?;
    let owners = owners(store, &key, last.keys())?;
    let stands = |(actor, owner): (&ActorId, &DeviceId)| {
        let last = last.get(&ActorKey(*actor)).copied().unwrap_or(0);
        target.is_none_or(|target| standing(members, *owner, id, target).covers(actor, last))
    };
    let all_counts =
        forked.is_empty() && beyond.is_empty() && waiting.is_empty() && owners.iter().all(stands);
    let mut loaded = Loaded {
        document: Document::load(kind, actor, None, []).map_err(damaged)?.0,
        merged: Merged::default(),
        findings: Vec::new(),
        owners,
        forked,
        set_aside: BTreeMap::new(),
        beyond: BTreeSet::new(),
        promoted: Vec::new(),
    };
    if !all_counts {
        loaded.beyond = beyond.iter().map(Envelope::hash).collect();
        let beyond = beyond.into_iter().chain(waiting.values().cloned()).collect();
        judged(store, members, what, beyond, &mut loaded)?;
    } else if !from_snapshot(store, &key, &mut loaded)? {
        let all = changes(store.envelopes(&key)?);
        let read = Document::load(kind, actor, None, all.iter().map(Vec::as_slice));
        (loaded.document, loaded.merged) = read.map_err(damaged)?;
    }
    Ok(loaded)
}

/// Whose each of these actors is: the author of its first envelope.
fn owners<'a>(
    store: &Store,
    key: &DocumentKey,
    actors: impl Iterator<Item = &'a ActorKey>,
) -> Result<BTreeMap<ActorId, DeviceId>, StoreError> {
    let mut owners = BTreeMap::new();
    for actor in actors {
        let first = store.envelope(key, actor, 1)?;
        let first = first.and_then(|row| Envelope::decode(&row.payload).ok());
        owners.extend(first.map(|envelope| (actor.0, envelope.author)));
    }
    Ok(owners)
}

/// From the newest snapshot that can be trusted; `false` if there is none.
fn from_snapshot(
    store: &Store,
    key: &DocumentKey,
    loaded: &mut Loaded,
) -> Result<bool, StoreError> {
    let LatestSnapshot { snapshot, skipped } = store.latest_snapshot(key)?;
    let mut skipped = skipped.len();
    let mut found = false;
    if let Some(snapshot) = snapshot {
        let later = changes(store.envelopes_after(key, &snapshot.covers)?);
        let (kind, actor) = (loaded.document.kind(), loaded.document.actor());
        let later = later.iter().map(Vec::as_slice);
        match Document::load(kind, actor, Some(&snapshot.payload), later) {
            Ok(read) => {
                (loaded.document, loaded.merged) = read;
                found = true;
            }
            Err(_) => skipped += 1,
        }
    }
    if skipped > 0 {
        let told = Finding::new(Severity::Info, "snapshot-skipped").with("count", skipped);
        loaded.findings.push(told);
    }
    Ok(found)
}

/// From the changes that count, of all that are kept.
fn judged(
    store: &Store,
    members: &Members,
    (id, kind, target): What,
    beyond: Vec<Envelope>,
    loaded: &mut Loaded,
) -> Result<(), StoreError> {
    let rows = store.envelopes(&key(id))?;
    let kept = rows.iter().filter_map(|row| Envelope::decode(&row.payload).ok());
    let kept: Vec<Envelope> = kept.filter(|it| is_before_fork(&loaded.forked, it)).collect();
    let beyond: Vec<Envelope> =
        beyond.into_iter().filter(|it| is_before_fork(&loaded.forked, it)).collect();
    let written: Vec<Written> = kept.iter().chain(&beyond).filter_map(written).collect();
    let steps: BTreeSet<ChangeHash> = replica::step_hashes(kind);
    let Judged { counted, set_aside } = access::judge(&written, &steps, |device| {
        target.map_or(Standing::Good, |target| standing(members, device, id, target))
    });
    let counts = |envelope: &&Envelope| counted.contains(&envelope.hash());
    let changes = kept.iter().chain(&beyond).filter(counts).map(|it| it.change.as_slice());
    let read = Document::load(kind, loaded.document.actor(), None, changes);
    (loaded.document, loaded.merged) = read.map_err(damaged)?;
    for envelope in beyond.iter().filter(|it| it.sequence == 1) {
        loaded.owners.entry(envelope.actor).or_insert(envelope.author);
    }
    let is_applied = |it: &Envelope| loaded.document.change(it.hash()).is_some();
    loaded.promoted = beyond.into_iter().filter(is_applied).collect();
    loaded.set_aside = set_aside;
    Ok(())
}

/// How a device stands as a writer. While there is no log yet, nothing is held against anybody:
/// an empty log is no reason to show an empty document.
pub(crate) fn standing(
    members: &Members,
    device: DeviceId,
    document: DocumentId,
    target: Target,
) -> Standing {
    if members.log.is_empty() {
        return Standing::Good;
    }
    let standing = members.membership.standing(device, document, target);
    #[cfg(feature = "simulation")]
    let standing = crate::simulation::standing(standing);
    standing
}

fn is_before_fork(forked: &BTreeMap<ActorId, u64>, envelope: &Envelope) -> bool {
    forked.get(&envelope.actor).is_none_or(|fork| envelope.sequence < *fork)
}

fn written(envelope: &Envelope) -> Option<Written> {
    let header = replica::header(&envelope.change).ok()?;
    Some(Written {
        hash: header.hash,
        author: envelope.author,
        actor: envelope.actor,
        sequence: envelope.sequence,
        deps: header.deps,
    })
}

/// The changes inside envelopes of the store. Signatures were checked when they came in.
fn changes(envelopes: Vec<store::Envelope>) -> Vec<Vec<u8>> {
    let opened = envelopes.iter().filter_map(|row| Envelope::decode(&row.payload).ok());
    opened.map(|envelope| envelope.change).collect()
}

fn damaged(error: replica::LoadError) -> StoreError {
    StoreError::Damaged { detail: error.to_string() }
}
