//! What a machine lets in: signature, right, owner of the actor, then the document itself. The
//! rules of `security.md`, "Admission", as far as a table of rights goes.

use super::boot::{ASIDE, pair, proof_key};
use super::{Common, Down, Held, Machine, Output, half, key, row, stored};
use crate::simulation::rights::Rights;
use crate::simulation::run::Sabotage;
use access::{ActorId, ChangeHash, Envelope};
use model::DocumentId;
use replica::Rejection;
use std::collections::{BTreeMap, BTreeSet};
use store::{ActorKey, Batch, RecordKey};
use sync::{Run, Verdict};

/// Actor, sequence, hash.
type Change = (ActorId, u64, ChangeHash);

impl Machine {
    /// Looks at envelopes and keeps those that count; what is durable now, and a verdict each.
    pub(super) fn admit(
        &mut self,
        common: &mut Common<'_>,
        document: DocumentId,
        runs: &[Run],
        out: &mut Vec<Output>,
    ) -> Result<(Vec<Change>, Vec<Verdict>), Down> {
        let mut batch = Batch::default();
        let mut verdicts: Vec<(Option<ChangeHash>, Verdict)> = Vec::new();
        let mut fresh: Vec<Envelope> = Vec::new();
        for run in runs {
            for (sequence, bytes) in (run.first..).zip(&run.envelopes) {
                match self.look(common, document, (run.actor, sequence), bytes, &fresh) {
                    Ok(envelope) => {
                        verdicts.push((Some(envelope.hash()), Verdict::Waiting));
                        fresh.push(envelope);
                    }
                    Err(verdict) => {
                        if verdict == Verdict::Aside {
                            set_aside(&mut batch, bytes);
                        }
                        verdicts.push((None, verdict));
                    }
                }
            }
        }
        let Some(live) = self.live.as_mut() else { return Ok((Vec::new(), Vec::new())) };
        let Some(held) = live.held.get_mut(&document) else { return Ok((Vec::new(), Vec::new())) };
        let mut all = std::mem::take(&mut held.waiting);
        let waits: BTreeSet<ChangeHash> = all.iter().map(Envelope::hash).collect();
        all.extend(fresh.into_iter().filter(|envelope| !waits.contains(&envelope.hash())));
        let merged = held.document.merge(all.iter().map(|envelope| envelope.change.as_slice()));
        let taken: BTreeSet<ChangeHash> = merged.taken.iter().map(|taken| taken.hash).collect();
        let mut doubles = Vec::new();
        let counted = held.document.sequences();
        let rejected: BTreeMap<ChangeHash, Rejection> = (merged.rejected.into_iter())
            .filter_map(|rejected| Some((rejected.hash?, rejected.reason)))
            .collect();
        for envelope in all {
            let hash = envelope.hash();
            if taken.contains(&hash) {
                held.owners.entry(envelope.actor).or_insert(envelope.author);
                batch.envelopes.push(stored(&envelope));
            } else if rejected.get(&hash) == Some(&Rejection::DuplicateSequence) {
                doubles.push(envelope.encode());
            } else if rejected.contains_key(&hash) {
                set_aside(&mut batch, &envelope.encode());
            } else if counted.get(&envelope.actor).is_some_and(|last| envelope.sequence <= *last) {
                // It waits in vain: its place is taken, by itself or by another.
                doubles.push(envelope.encode());
            } else {
                held.waiting.push(envelope);
            }
        }
        batch.documents.insert(key(document), row(&held.document));
        let held = &held.document;
        let judged = verdicts.into_iter().map(|(hash, verdict)| match hash {
            Some(hash) if taken.contains(&hash) || held.change(hash).is_some() => Verdict::Kept,
            Some(hash) if rejected.contains_key(&hash) => Verdict::Aside,
            _ => verdict,
        });
        let judged = judged.collect();
        live.store.write(&batch).map_err(|_| Down)?;
        let changes = merged.taken.iter().map(|taken| (taken.actor, taken.seq, taken.hash));
        let changes = changes.collect();
        for double in doubles {
            self.evidence(common, document, &double, out)?;
        }
        Ok((changes, judged))
    }

    /// One envelope by itself: may it be taken in?
    fn look(
        &self,
        common: &Common<'_>,
        document: DocumentId,
        place: (ActorId, u64),
        bytes: &[u8],
        fresh: &[Envelope],
    ) -> Result<Envelope, Verdict> {
        let envelope = Envelope::decode(bytes).map_err(|_| Verdict::Refused)?;
        let says = (envelope.document, (envelope.actor, envelope.sequence));
        if says != (document, place) || !self.is_sound(common, &envelope) {
            return Err(Verdict::Refused);
        }
        let held = self.live.as_ref().and_then(|live| live.held.get(&document));
        let held = held.ok_or(Verdict::Dropped)?;
        if held.forked.get(&envelope.actor).is_some_and(|fork| envelope.sequence >= *fork) {
            return Err(Verdict::Aside);
        }
        if !is_owner(held, fresh, &envelope) {
            return Err(Verdict::Refused);
        }
        match author(&envelope) {
            Some(author) if author == place => Ok(envelope),
            Some(_) => Err(Verdict::Refused),
            // Signed by somebody who may write, and not to be decoded.
            None => Err(Verdict::Aside),
        }
    }

    fn is_sound(&self, common: &Common<'_>, envelope: &Envelope) -> bool {
        let skips = self.sabotage == Some(Sabotage::SkipSignature);
        (skips || envelope.verify().is_ok()) && may_write(common, envelope)
    }

    /// Somebody shows another change of a sequence: if it is signed like the one that is held,
    /// both are kept aside, and whatever builds on them.
    pub(super) fn evidence(
        &mut self,
        common: &mut Common<'_>,
        document: DocumentId,
        bytes: &[u8],
        out: &mut Vec<Output>,
    ) -> Result<(), Down> {
        let Ok(envelope) = Envelope::decode(bytes) else { return Ok(()) };
        if envelope.document != document || !self.is_sound(common, &envelope) {
            return Ok(());
        }
        let Some(live) = self.live.as_mut() else { return Ok(()) };
        let Some(held) = live.held.get_mut(&document) else { return Ok(()) };
        let (actor, sequence) = (envelope.actor, envelope.sequence);
        let is_new = held.forked.get(&actor).is_none_or(|fork| sequence < *fork);
        let says = author(&envelope) == Some((actor, sequence));
        let is_owner = held.owners.get(&actor).is_none_or(|owner| *owner == envelope.author);
        if !is_new || !says || !is_owner {
            return Ok(());
        }
        let row = live.store.envelope(&key(document), &ActorKey(actor), sequence);
        let stored = row.map_err(|_| Down)?.and_then(|row| Envelope::decode(&row.payload).ok());
        let known = stored.or_else(|| held.shown.get(&actor).cloned());
        let known = known.filter(|it| it.sequence == sequence && it.author == envelope.author);
        let Some(known) = known.filter(|known| known.hash() != envelope.hash()) else {
            held.shown.insert(actor, envelope);
            return Ok(());
        };
        let mut batch = Batch::default();
        batch.records.insert(proof_key(document, &actor), Some(pair(&known.encode(), bytes)));
        // Before it is written: the disk may fail, and have the proof all the same.
        out.push(Output::Cut(document));
        live.store.write(&batch).map_err(|_| Down)?;
        let Some(entry) = common.rights.entry(document) else { return Ok(()) };
        let event = self.read_again(entry)?;
        self.step(common, event, out)
    }
}

fn may_write(common: &Common<'_>, envelope: &Envelope) -> bool {
    let rights: &Rights = common.rights;
    let author = common.devices.get(&envelope.author);
    author.is_some_and(|author| rights.may_write(*author, envelope.document))
}

/// Does the actor belong to the author: is its first envelope theirs?
fn is_owner(held: &Held, fresh: &[Envelope], envelope: &Envelope) -> bool {
    let waiting = held.waiting.iter().chain(fresh);
    let first = || {
        let mut first = waiting.filter(|it| it.actor == envelope.actor && it.sequence == 1);
        first.next().map(|first| first.author)
    };
    let owner = held.owners.get(&envelope.actor).copied().or_else(first);
    owner.map_or(envelope.sequence == 1, |owner| owner == envelope.author)
}

fn set_aside(batch: &mut Batch, bytes: &[u8]) {
    let id = half(&access::change_hash(bytes));
    batch.records.insert(RecordKey { kind: ASIDE, id }, Some(bytes.to_vec()));
}

/// Who a change says wrote it, and its number among theirs.
fn author(envelope: &Envelope) -> Option<(ActorId, u64)> {
    replica::header(&envelope.change).ok().map(|header| (header.actor, header.seq))
}
