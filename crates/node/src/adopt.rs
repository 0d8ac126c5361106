//! Adopting what is in quarantine: somebody who may write says the same in his own name, as one step
//! that can be undone. Values that were written over since are left alone and told of.

use crate::engine::{Engine, Receipt};
use crate::failure::Failure;
use crate::held::{Held, key};
use crate::journal::Reason;
use crate::quarantine::Aside;
use access::{ChangeHash, Envelope};
use model::{DocumentId, Finding, Scope, Severity};
use replica::{ChangeMessage, Document, Header, Touched, Write};
use std::collections::{BTreeMap, BTreeSet};

/// The word of the step, in the journal and in changes.
pub(crate) const WORD: &str = "adopt_changes";

/// Every change of a document that is kept here, whether it counts or not.
type Kept = BTreeMap<ChangeHash, (Header, Envelope)>;

impl Engine {
    /// Says again in the name of this machine what changes in quarantine say, with what they build
    /// on that does not count either.
    ///
    /// # Errors
    /// Refused where a change is not in quarantine, cannot be read, builds on what is not here, or
    /// is one of a document that this machine may not write; then nothing is written.
    pub fn adopt(&mut self, changes: &BTreeSet<ChangeHash>) -> Result<Receipt, Failure> {
        self.ready()?;
        let mut by_scope: BTreeMap<Scope, (DocumentId, BTreeSet<ChangeHash>)> = BTreeMap::new();
        let quarantine = self.quarantine()?;
        for change in changes {
            let known = quarantine.iter().find(|it| it.change == *change);
            let known = known.ok_or_else(|| Failure::refused("adopt-unknown"))?;
            let scope = known.scope.ok_or_else(|| Failure::refused("adopt-unreadable"))?;
            self.may_write(scope)?;
            by_scope.entry(scope).or_insert((known.document, BTreeSet::new())).1.insert(*change);
        }
        let mut said = Vec::new();
        for (scope, (document, changes)) in by_scope {
            let held = self.holdings.get(&scope);
            let held = held.ok_or_else(|| Failure::fault("document-fault", document))?;
            said.push((scope, says(held, &self.kept_of(document)?, &changes)?));
        }
        let overtaken = self.say_again(said)?;
        for change in changes {
            let (key, record) = Aside::adopted(change);
            self.pending.records.insert(key, Some(record));
        }
        self.keep()?;
        self.publish();
        let left = (overtaken > 0)
            .then(|| Finding::new(Severity::Warning, "adopt-overtaken").with("count", overtaken));
        Ok(Receipt { revision: self.snapshot.revision, findings: left.into_iter().collect() })
    }

    /// Makes writes in the name of this machine, as one step; how many were left alone.
    fn say_again(&mut self, said: Vec<(Scope, Vec<Write>)>) -> Result<usize, Failure> {
        let stamp = self.world.now();
        let message =
            ChangeMessage { group: Some(self.new_id()), ..ChangeMessage::of_command(WORD) };
        let mut entry = self.entry(Reason::Done, WORD.to_owned(), stamp);
        let mut overtaken = 0;
        for (scope, writes) in said {
            let skipped = self.rewrite(scope, &writes, &message, stamp, &mut entry)?;
            overtaken += skipped.iter().filter(|it| it.found != it.write.after).count();
        }
        self.enter(&entry);
        Ok(overtaken)
    }

    /// All that is kept of a document, on one branch or another.
    fn kept_of(&self, document: DocumentId) -> Result<Kept, Failure> {
        let failed = |error| crate::faults::kept(&error);
        let store = self.disk()?;
        let rows = store.envelopes(&key(document)).map_err(failed)?.into_iter();
        let rows = rows.filter_map(|row| Envelope::decode(&row.payload).ok());
        let aside = Aside::read(store).map_err(failed)?;
        let aside = aside.of(document).map(|(_, envelope)| envelope.clone());
        let read = |envelope: Envelope| {
            let header = replica::header(&envelope.change).ok()?;
            Some((envelope.hash(), (header, envelope)))
        };
        Ok(rows.chain(aside).filter_map(read).collect())
    }
}

/// What changes, and those they build on, say more than the document that is held.
fn says(held: &Held, kept: &Kept, changes: &BTreeSet<ChangeHash>) -> Result<Vec<Write>, Failure> {
    let steps = replica::step_hashes(held.document.kind());
    let mut whole = BTreeMap::new();
    for change in changes {
        whole.insert(*change, lineage(*change, kept, &steps)?);
    }
    // A change that another one builds on is said with that one.
    let is_last = |change: &ChangeHash| {
        let mut others = whole.iter().filter(|(other, _)| *other != change);
        others.all(|(_, lineage)| !lineage.contains(change))
    };
    let mut writes = Vec::new();
    for (_, lineage) in whole.iter().filter(|(change, _)| is_last(change)) {
        writes.extend(says_more(held, kept, lineage)?);
    }
    Ok(writes)
}

/// A change with all it builds on, but for the steps that every machine has.
fn lineage(
    change: ChangeHash,
    kept: &Kept,
    steps: &BTreeSet<ChangeHash>,
) -> Result<BTreeSet<ChangeHash>, Failure> {
    let mut lineage = BTreeSet::new();
    let mut open = vec![change];
    while let Some(hash) = open.pop() {
        if steps.contains(&hash) || !lineage.insert(hash) {
            continue;
        }
        let unreadable = if hash == change { "adopt-unreadable" } else { "adopt-lacks" };
        let (header, _) = kept.get(&hash).ok_or_else(|| Failure::refused(unreadable))?;
        open.extend(&header.deps);
    }
    Ok(lineage)
}

fn says_more(
    held: &Held,
    kept: &Kept,
    lineage: &BTreeSet<ChangeHash>,
) -> Result<Vec<Write>, Failure> {
    let all = lineage.iter().filter_map(|hash| kept.get(hash));
    let changes = all.map(|(_, envelope)| envelope.change.as_slice());
    let read = Document::load(held.document.kind(), held.document.actor(), None, changes);
    let (document, _) = read.map_err(|error| Failure::fault("document-fault", error))?;
    if lineage.iter().any(|hash| document.change(*hash).is_none()) {
        return Err(Failure::refused("adopt-unreadable").into());
    }
    let (counts, more): (Vec<ChangeHash>, Vec<ChangeHash>) =
        lineage.iter().partition(|hash| held.document.change(**hash).is_some());
    // The newest of those that count stand for all of them.
    let built_on: BTreeSet<&ChangeHash> = counts
        .iter()
        .filter_map(|hash| kept.get(hash))
        .flat_map(|(header, _)| &header.deps)
        .collect();
    let newest: Vec<ChangeHash> =
        counts.iter().filter(|hash| !built_on.contains(hash)).copied().collect();
    let touched: Touched = more.iter().flat_map(|it| document.touched_by_change(*it)).collect();
    Ok(document.writes_since(&newest, &touched))
}
