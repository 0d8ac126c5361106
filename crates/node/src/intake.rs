//! One document while envelopes of it are looked at: what is found of each, and what of them the
//! document takes in. What is kept and told of it is `admit.rs`'s.

use crate::delivered::Change;
use crate::held::{Held, Queued, kept, scope_for, scope_of};
use crate::quarantine::{Aside, FORKED};
use crate::snapshot::Shown;
use access::{ActorId, ChangeHash, Dropped, Envelope, EnvelopeError, Known, Said, Target};
use model::{DeviceId, DocumentId};
use replica::{Checked, Rejected, Rejection, Touched};
use std::collections::{BTreeMap, BTreeSet};
use store::Batch;
use sync::Verdict;

/// How many bytes of envelopes of one document may wait for others in memory.
const MOST_WAITING: usize = 64 << 20;

/// An envelope that could be read, and what costs most to know of it.
pub(crate) struct Opened {
    pub(crate) envelope: Envelope,
    pub(crate) hash: ChangeHash,
    pub(crate) is_signed: bool,
}

/// A document and what has come for it.
pub(crate) struct Intake {
    pub(crate) target: Target,
    pub(crate) held: Held,
    /// What is shown of it.
    pub(crate) shown: Option<Shown>,
    /// Envelopes that may be taken in.
    fresh: Queued,
    /// The devices of actors whose first envelope is among those.
    firsts: BTreeMap<ActorId, DeviceId>,
    /// The change, where there is one that may still be taken in.
    pub(crate) verdicts: Vec<(Option<ChangeHash>, Verdict)>,
    pub(crate) taken: TakenIn,
}

/// What came of taking envelopes in.
#[derive(Default)]
pub(crate) struct TakenIn {
    pub(crate) changes: Vec<Change>,
    pub(crate) touched: Touched,
    pub(crate) rejected: BTreeSet<ChangeHash>,
    /// Those for which there is no room to wait: they are asked for again.
    pub(crate) dropped: BTreeSet<ChangeHash>,
    /// Envelopes of sequences that are taken by others.
    pub(crate) doubles: Vec<Vec<u8>>,
    pub(crate) batch: Batch,
}

/// Each of these bytes as an envelope, if they are one. Costs more than all else about them.
pub(crate) fn open(all: &[&[u8]], seed: [u8; 32]) -> Vec<Option<Opened>> {
    let envelopes: Vec<Option<Envelope>> =
        all.iter().map(|bytes| Envelope::decode(bytes).ok()).collect();
    let mut signed = Envelope::verify_all(envelopes.iter().flatten(), seed).into_iter();
    let opened = envelopes.into_iter().map(|envelope| {
        let envelope = envelope?;
        let (hash, is_signed) = (envelope.hash(), signed.next().unwrap_or(false));
        Some(Opened { envelope, hash, is_signed })
    });
    opened.collect()
}

impl Known for Intake {
    fn target(&self, document: DocumentId) -> Option<Target> {
        (document == self.held.id).then_some(self.target)
    }

    fn owner(&self, _document: DocumentId, actor: &ActorId) -> Option<DeviceId> {
        self.held.owners.get(actor).or_else(|| self.firsts.get(actor)).copied()
    }

    fn is_own(&self, _document: DocumentId, actor: &ActorId) -> bool {
        self.held.document.actor() == *actor
    }

    fn said(&self, change: &[u8]) -> Option<Said> {
        let header = replica::header(change).ok()?;
        Some(Said { actor: header.actor, sequence: header.seq, deps: header.deps })
    }
}

impl Intake {
    pub(crate) fn of(target: Target, held: Held, shown: Option<Shown>) -> Self {
        let mut intake = Self {
            target,
            held,
            shown,
            fresh: Queued::new(),
            firsts: BTreeMap::new(),
            verdicts: Vec::new(),
            taken: TakenIn::default(),
        };
        let firsts = intake.held.waiting.values().filter(|it| it.sequence == 1);
        intake.firsts = firsts.map(|it| (it.actor, it.author)).collect();
        intake
    }

    /// It was said of these bytes what may become of them.
    pub(crate) fn look(&mut self, verdict: access::Verdict, hash: ChangeHash, bytes: &[u8]) {
        let verdict = match verdict {
            access::Verdict::Accepted(envelope) if self.is_forked(&envelope) => {
                let (key, record) = Aside::record(FORKED, bytes);
                self.taken.batch.records.insert(key, Some(record));
                Verdict::Aside
            }
            access::Verdict::Accepted(envelope) => {
                self.verdicts.push((Some(hash), Verdict::Waiting));
                return self.accept(envelope, hash);
            }
            access::Verdict::Beyond(envelope) => self.beyond(&envelope, bytes),
            access::Verdict::Pending(envelope, _) => self.held.put_off(envelope, MOST_WAITING),
            // A writer whose bytes are no change has signed them: they are shown, not thrown away.
            access::Verdict::Dropped(Dropped::NotItsChange) if !is_plain(bytes) => {
                let (key, record) = Aside::record("change-not-plain", bytes);
                self.taken.batch.records.insert(key, Some(record));
                Verdict::Aside
            }
            access::Verdict::Dropped(_) => Verdict::Refused,
        };
        self.verdicts.push((None, verdict));
    }

    /// Those bytes are no envelope of this document, or not signed.
    pub(crate) fn refuse(&mut self) {
        self.verdicts.push((None, Verdict::Refused));
    }

    fn is_forked(&self, envelope: &Envelope) -> bool {
        self.held.forked.get(&envelope.actor).is_some_and(|fork| envelope.sequence >= *fork)
    }

    /// May be taken in, unless somebody else has sent the same.
    fn accept(&mut self, envelope: Envelope, hash: ChangeHash) {
        if envelope.sequence == 1 {
            self.firsts.entry(envelope.actor).or_insert(envelope.author);
        }
        if !self.held.waiting.contains_key(&hash) {
            self.fresh.entry(hash).or_insert(envelope);
        }
    }

    /// A change of a device whose rights had ended: kept aside, if it could be decoded at all.
    fn beyond(&mut self, envelope: &Envelope, bytes: &[u8]) -> Verdict {
        let reason = match replica::gate(&envelope.change) {
            Ok(header) => {
                self.held.beyond.insert(header.hash);
                if envelope.sequence == 1 {
                    // What follows it is told to be its actor's by this one.
                    self.held.owners.entry(envelope.actor).or_insert(envelope.author);
                }
                access::SetAside::Beyond.code()
            }
            Err(rejection) => rejection.code(),
        };
        let (key, record) = Aside::record(reason, bytes);
        self.taken.batch.records.insert(key, Some(record));
        Verdict::Aside
    }

    /// The changes that are fresh.
    pub(crate) fn changes(&self) -> impl Iterator<Item = &[u8]> {
        self.fresh.values().map(|envelope| envelope.change.as_slice())
    }

    /// Reads again what was written.
    pub(crate) fn read(&mut self) {
        let scope = scope_of(&self.held.document).or_else(|| scope_for(self.target));
        let shown = self.shown.take();
        self.shown = scope.and_then(|scope| self.held.refresh(scope, shown, &self.taken.touched));
    }

    /// Takes in what was found good, together with what had waited: the fresh changes, looked at alone.
    pub(crate) fn merge(&mut self, checked: Vec<Result<Checked, Rejected>>) {
        let merged = self.held.document.merge_checked(checked);
        let is_taken: BTreeSet<ChangeHash> = merged.taken.iter().map(|it| it.hash).collect();
        let rejected: BTreeMap<ChangeHash, Rejection> = (merged.rejected.into_iter())
            .filter_map(|rejected| Some((rejected.hash?, rejected.reason)))
            .collect();
        let changes = merged.taken.iter().map(|taken| (taken.actor, taken.seq, taken.hash));
        self.taken.changes = changes.collect();
        self.taken.touched = merged.touched;
        self.taken.rejected = rejected.keys().copied().collect();
        let counted = self.held.document.sequences();
        let mut room = MOST_WAITING;
        let waited = std::mem::take(&mut self.held.waiting);
        for (hash, envelope) in waited.into_iter().chain(std::mem::take(&mut self.fresh)) {
            let (held, taken) = (&mut self.held, &mut self.taken);
            if is_taken.contains(&hash) {
                held.owners.entry(envelope.actor).or_insert(envelope.author);
                held.unsaved += 1;
                taken.batch.envelopes.push(kept(&envelope));
            } else if rejected.get(&hash) == Some(&Rejection::DuplicateSequence) {
                taken.doubles.push(envelope.encode());
            } else if let Some(reason) = rejected.get(&hash) {
                let (key, record) = Aside::record(reason.code(), &envelope.encode());
                taken.batch.records.insert(key, Some(record));
            } else if counted.get(&envelope.actor).is_none_or(|last| envelope.sequence > *last) {
                match room.checked_sub(envelope.change.len()) {
                    Some(left) => {
                        room = left;
                        held.waiting.insert(hash, envelope);
                    }
                    None => {
                        taken.dropped.insert(hash);
                    }
                }
            } else if held.document.change(hash).is_none() {
                // It waits in vain: its place is taken by another.
                taken.doubles.push(envelope.encode());
            }
        }
        if !self.taken.dropped.is_empty() {
            self.held.document.forget_waiting(&self.taken.dropped);
        }
    }
}

/// The verdict on what is not signed.
pub(crate) fn unsigned() -> access::Verdict {
    access::Verdict::Dropped(EnvelopeError::Signature.into())
}

/// Is there a change in the envelope?
fn is_plain(bytes: &[u8]) -> bool {
    Envelope::decode(bytes).is_ok_and(|envelope| replica::header(&envelope.change).is_ok())
}
