//! What has come from others and waits to be looked at. All of it is taken in together, of however many
//! documents it is and whoever has sent it: one commit, and what costs most on all processors. What may
//! be let in is `admit.rs`'s.

use crate::admit::Fit;
use crate::engine::Engine;
use crate::failure::Failure;
use crate::held::Held;
use crate::intake::{self, Intake, TakenIn};
use crate::parallel::{in_parts, side_by_side};
use access::{ActorId, ChangeHash, Target};
use model::{DeviceId, DocumentId};
use std::collections::BTreeMap;
use sync::{Event, Run, Verdict};

/// Actor, sequence, hash.
pub(crate) type Change = (ActorId, u64, ChangeHash);

/// What the talk is to be told first, and a verdict each.
pub(crate) type Admitted = (Vec<Event>, Vec<Verdict>);

/// So many bytes of envelopes are worth a commit of their own.
const MUCH: usize = 4 << 20;

/// So many signatures or changes are worth a thread: some milliseconds.
const LEAST_PART: usize = 64;

/// Envelopes that have come from a device and wait to be looked at.
#[derive(Debug)]
pub(crate) struct Delivered {
    pub(crate) peer: DeviceId,
    pub(crate) ticket: u64,
    pub(crate) document: DocumentId,
    pub(crate) runs: Vec<Run>,
}

/// All that waits to be looked at, counted as it comes: the writer asks after each request.
#[derive(Debug, Default)]
pub(crate) struct Waiting {
    all: Vec<Delivered>,
    /// How many envelopes.
    pub(crate) count: usize,
    bytes: usize,
}

impl Delivered {
    /// Each envelope, and whose and which it is said to be.
    pub(crate) fn envelopes(&self) -> impl Iterator<Item = ((ActorId, u64), &[u8])> {
        self.runs.iter().flat_map(|run| {
            let places = (run.first..).map(|sequence| (run.actor, sequence));
            places.zip(run.envelopes.iter().map(Vec::as_slice))
        })
    }
}

impl Waiting {
    pub(crate) fn push(&mut self, delivered: Delivered) {
        for (_, bytes) in delivered.envelopes() {
            self.count += 1;
            self.bytes += bytes.len();
        }
        self.all.push(delivered);
    }

    /// Are they so much that they must not wait?
    pub(crate) fn is_much(&self) -> bool {
        self.bytes >= MUCH
    }
}

/// What was found of the envelopes of a document, and kept.
enum Kept {
    /// Verdicts, some of which depend on what came of the merge, and that.
    Taken(Vec<(Option<ChangeHash>, Verdict)>, Box<TakenIn>),
    /// Its first change has not come, or does not count yet: what came before it is asked for again.
    Unknown(Target, Box<Held>),
    /// It is not what it was said to be.
    Another,
}

impl Engine {
    /// Takes in what has come since the last time.
    pub(crate) fn take_in(&mut self) {
        let mut by_document: BTreeMap<DocumentId, Vec<Delivered>> = BTreeMap::new();
        for delivered in std::mem::take(&mut self.talk.waiting).all {
            by_document.entry(delivered.document).or_default().push(delivered);
        }
        let mut kept = self.keep_all(&by_document);
        for (document, deliveries) in by_document {
            let kept = kept.remove(&document);
            let (events, verdicts) = self.judge(document, &deliveries, kept);
            events.into_iter().for_each(|event| self.tell(event));
            let mut verdicts = verdicts.into_iter();
            for Delivered { peer, ticket, runs, .. } in deliveries {
                let count = runs.iter().map(|run| run.envelopes.len()).sum();
                let verdicts = verdicts.by_ref().take(count).collect();
                self.tell(Event::Judged { peer, ticket, verdicts });
            }
        }
    }

    /// Looks at envelopes of a document and keeps those that count. One that lacks a verdict counts as
    /// dropped for no fault of the peer.
    pub(crate) fn admit(&mut self, document: DocumentId, deliveries: Vec<Delivered>) -> Admitted {
        let deliveries = BTreeMap::from([(document, deliveries)]);
        let kept = self.keep_all(&deliveries).remove(&document);
        let deliveries = deliveries.get(&document).map(Vec::as_slice).unwrap_or_default();
        self.judge(document, deliveries, kept)
    }

    /// Keeps what counts of what was delivered. If the disk fails nothing is kept, and all of it is
    /// asked for again.
    fn keep_all(
        &mut self,
        all: &BTreeMap<DocumentId, Vec<Delivered>>,
    ) -> BTreeMap<DocumentId, Kept> {
        if self.ready().is_err() {
            return BTreeMap::new();
        }
        self.try_keep_all(all).unwrap_or_else(|_| {
            // What was taken in may be ahead of the disk.
            let _not_yet = self.recover();
            BTreeMap::new()
        })
    }

    fn try_keep_all(
        &mut self,
        all: &BTreeMap<DocumentId, Vec<Delivered>>,
    ) -> Result<BTreeMap<DocumentId, Kept>, Failure> {
        let mut intakes = self.look_at_all(all)?;
        merge_all(&mut intakes);
        // What is held has its place: what was offered for the same is another, though it came first.
        intakes.sort_by_key(|intake| self.talk.offers.contains_key(&intake.held.id));
        let mut kept = BTreeMap::new();
        for Intake { target, held, shown, verdicts, taken, .. } in intakes {
            let document = held.id;
            kept.insert(
                document,
                match self.put_back(target, held, shown, &taken) {
                    Fit::Held => Kept::Taken(verdicts, Box::new(taken)),
                    Fit::Unknown(held) => {
                        self.pending.records.extend(taken.batch.records);
                        Kept::Unknown(target, held)
                    }
                    Fit::Another => Kept::Another,
                },
            );
        }
        self.keep()?;
        Ok(kept)
    }

    /// Says of each envelope what may become of it, document by document.
    fn look_at_all(
        &mut self,
        all: &BTreeMap<DocumentId, Vec<Delivered>>,
    ) -> Result<Vec<Intake>, Failure> {
        let each = all.values().flatten().flat_map(Delivered::envelopes);
        let bytes: Vec<&[u8]> = each.map(|(_, bytes)| bytes).collect();
        let mut seed = [0; 32];
        self.world.fill(&mut seed);
        let open = |part: &[&[u8]]| intake::open(part, seed);
        let mut opened = in_parts(&bytes, LEAST_PART, open).into_iter();
        let mut intakes = Vec::new();
        for (document, deliveries) in all {
            let places = deliveries.iter().flat_map(Delivered::envelopes);
            let looked: Vec<_> = places.zip(opened.by_ref()).collect();
            let Some(mut intake) = self.take_out(*document)? else { continue };
            for ((place, bytes), opened) in looked {
                self.look(&mut intake, place, opened, bytes);
            }
            intakes.push(intake);
        }
        Ok(intakes)
    }

    /// What the talk is to be told of what was kept of a document.
    fn judge(
        &mut self,
        document: DocumentId,
        deliveries: &[Delivered],
        kept: Option<Kept>,
    ) -> Admitted {
        match kept {
            None => Admitted::default(),
            Some(Kept::Unknown(target, held)) => {
                let begun = self.begun_beyond(target, &held, deliveries);
                let events = begun.unwrap_or_else(|_| {
                    let _not_yet = self.recover();
                    Vec::new()
                });
                (events, Vec::new())
            }
            Some(Kept::Another) => (self.turn_away(document), Vec::new()),
            Some(Kept::Taken(verdicts, taken)) => {
                self.admitted(document, deliveries, verdicts, *taken).unwrap_or_else(|_| {
                    let _not_yet = self.recover();
                    Admitted::default()
                })
            }
        }
    }
}

/// Looks at every change alone, then merges and reads, one document beside the other.
fn merge_all(intakes: &mut [Intake]) {
    let counts: Vec<usize> = intakes.iter().map(|intake| intake.changes().count()).collect();
    let changes: Vec<&[u8]> = intakes.iter().flat_map(Intake::changes).collect();
    let check = |part: &[&[u8]]| part.iter().map(|change| replica::check(change)).collect();
    let mut checked = in_parts(&changes, LEAST_PART, check).into_iter();
    let of_each = counts.into_iter().map(|count| checked.by_ref().take(count).collect());
    let of_each: Vec<Vec<_>> = of_each.collect();
    let total = of_each.iter().map(Vec::len).sum::<usize>();
    let mut work: Vec<_> = intakes.iter_mut().zip(of_each).collect();
    side_by_side(&mut work, total / LEAST_PART, |(intake, checked)| {
        intake.merge(std::mem::take(checked));
        intake.read();
    });
}
