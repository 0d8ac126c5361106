//! What comes in of what was asked for, or was just written elsewhere: handed on to be looked at,
//! and what follows from the verdicts.

use crate::ask::{Claim, Place};
use crate::effects::{Effect, Fault};
use crate::events::Verdict;
use crate::ledger::{Ledger, Tip};
use crate::message::{Message, Run};
use crate::peers::Peers;
use crate::session::Delivery;
use access::ActorId;
use model::{DeviceId, DocumentId};

impl Peers {
    /// Envelopes came in: those that were asked for, or follow what is held and were just written,
    /// are handed on; others are mistakes.
    pub(crate) fn take_envelopes(
        &mut self,
        peer: DeviceId,
        document: DocumentId,
        runs: Vec<Run>,
        bytes: u64,
    ) {
        let Some(session) = self.sessions.get_mut(&peer) else { return };
        session.allowed = session.allowed.saturating_sub_unsigned(bytes);
        // One envelope may go over what is allowed, as long as something was.
        let is_flood = session.allowed.saturating_add_unsigned(bytes) <= 0;
        let is_shared = session.shared.contains_key(&document);
        let mut asked = Vec::new();
        let mut faults = Vec::from_iter(is_flood.then_some(Fault::Flood));
        for run in runs {
            if is_flood || !is_shared {
                // After a withdrawal what was on its way still comes.
                continue;
            }
            match self.is_expected(peer, document, &run) {
                Ok(true) => asked.push(run),
                Ok(false) => {}
                Err(fault) => faults.push(fault),
            }
        }
        if asked.is_empty() {
            self.allow_again(peer, bytes);
            let session = self.sessions.get_mut(&peer);
            if faults.is_empty() && session.is_some_and(|it| it.is_flooded(self.now)) {
                faults.push(Fault::Flood);
            }
        } else {
            self.tickets += 1;
            let ticket = self.tickets;
            let of = |run: &Run| (run.actor, run.first, run.envelopes.len() as u64);
            let delivery = Delivery { document, runs: asked.iter().map(of).collect(), bytes };
            if let Some(session) = self.sessions.get_mut(&peer) {
                session.deliveries.insert(ticket, delivery);
            }
            self.effects.push(Effect::Admit { peer, ticket, document, runs: asked });
        }
        faults.into_iter().for_each(|fault| self.blame(peer, fault));
    }

    /// Was the run asked for, or does it come unasked because it was just written? `false` for one
    /// that is passed over and nobody's mistake.
    fn is_expected(
        &mut self,
        peer: DeviceId,
        document: DocumentId,
        run: &Run,
    ) -> Result<bool, Fault> {
        let Some(session) = self.sessions.get(&peer) else { return Ok(false) };
        let (may_be_pushed, was_slow) = (session.takes_pushes(), session.stalls > 0);
        let place = (document, run.actor);
        let count = run.envelopes.len() as u64;
        if may_be_pushed && !self.claims.contains_key(&place) {
            let (next, until) = (run.first, run.first.saturating_add(count).saturating_sub(1));
            if self.is_next(peer, place, next, until) {
                let moved = self.now;
                self.claims.insert(place, Claim { peer, next, until, unjudged: 0, moved });
                self.count_asked(peer, document, count);
            }
        }
        let claim = self.claims.get_mut(&place).filter(|claim| claim.peer == peer);
        let was_asked = claim.is_some();
        let follows = |claim: &&mut Claim| {
            run.first == claim.next && (count <= claim.coming() || may_be_pushed)
        };
        if let Some(claim) = claim.filter(follows) {
            claim.take(count, self.now);
            return Ok(true);
        }
        if may_be_pushed {
            // What was sent unasked and what was asked for meanwhile may cross.
            Ok(false)
        } else if was_asked {
            Err(Fault::Gap)
        } else if was_slow || self.is_forked(document, &run.actor) {
            // From a slow peer it may come late, when somebody else was asked already.
            Ok(false)
        } else {
            Err(Fault::Unasked)
        }
    }

    /// Is that run what follows what is held?
    fn is_next(&self, peer: DeviceId, (document, actor): Place, first: u64, last: u64) -> bool {
        let empty = Ledger::default();
        let ledger = self.ledgers.get(&document).unwrap_or(&empty);
        let lacking = ledger.lacking(&actor, peer, last, self.now);
        lacking.is_some_and(|(after, until)| (after.sequence + 1, until) == (first, last))
    }

    fn is_forked(&self, document: DocumentId, actor: &ActorId) -> bool {
        self.ledgers.get(&document).is_some_and(|ledger| ledger.forked.contains_key(actor))
    }

    fn allow_again(&mut self, peer: DeviceId, bytes: u64) {
        let credit = self.sessions.get_mut(&peer).and_then(|session| session.give_back(bytes));
        if let Some(credit) = credit {
            self.send(peer, &Message::Credit(credit));
        }
    }

    /// A delivery was looked at.
    pub(crate) fn judged(&mut self, peer: DeviceId, ticket: u64, verdicts: &[Verdict]) {
        let session = self.sessions.get_mut(&peer);
        let Some(delivery) = session.and_then(|session| session.deliveries.remove(&ticket)) else {
            return;
        };
        let mut verdicts = verdicts.iter().copied();
        let mut refused = 0;
        let mut looked_at = 0;
        for (actor, first, count) in &delivery.runs {
            let of_run: Vec<Verdict> =
                (0..*count).map(|_| verdicts.next().unwrap_or(Verdict::Dropped)).collect();
            refused += of_run.iter().filter(|verdict| **verdict == Verdict::Refused).count();
            looked_at += count;
            self.judged_run(peer, (delivery.document, *actor), *first, &of_run);
        }
        self.allow_again(peer, delivery.bytes);
        let session = self.sessions.get_mut(&peer);
        if let Some(shared) = session.and_then(|it| it.shared.get_mut(&delivery.document)) {
            shared.done = shared.done.saturating_add(looked_at);
            let (done, total) = (shared.done, shared.total.max(shared.done));
            self.effects.push(Effect::Progress { peer, document: delivery.document, done, total });
            if done == total {
                (shared.done, shared.total) = (0, 0);
            }
        }
        (0..refused).for_each(|_| self.blame(peer, Fault::Refused));
    }

    fn judged_run(&mut self, peer: DeviceId, place: Place, first: u64, verdicts: &[Verdict]) {
        let (document, actor) = place;
        let (mut kept, mut beyond, mut broken) = (None, None, None);
        for (sequence, verdict) in (first..).zip(verdicts) {
            match verdict {
                Verdict::Kept => kept = Some(sequence),
                Verdict::Waiting => beyond = Some((sequence, true)),
                Verdict::Aside => beyond = Some((sequence, false)),
                Verdict::Refused | Verdict::Dropped => {
                    broken = Some(*verdict);
                    break;
                }
            }
        }
        if let Some((sequence, is_waiting)) = beyond {
            let ledger = self.ledgers.entry(document).or_default();
            if sequence > ledger.last(&actor) {
                let known = ledger.beyond.entry(actor).or_default();
                if sequence > known.sequence {
                    known.sequence = sequence;
                    known.from.clear();
                }
                known.from.insert(peer);
                known.waiting = is_waiting.then_some(self.now);
            }
        }
        if let Some(kept) = kept {
            self.holds_what_it_sent(peer, place, kept);
        }
        let Some(claim) = self.claims.get_mut(&place).filter(|claim| claim.peer == peer) else {
            return;
        };
        claim.unjudged = claim.unjudged.saturating_sub(verdicts.len() as u64);
        claim.moved = self.now;
        let is_over = claim.unjudged == 0 && claim.next > claim.until;
        match broken {
            Some(Verdict::Dropped) => {
                self.claims.remove(&place);
                self.later.insert(place);
            }
            Some(_) => {
                // Its word on this actor is worth nothing.
                let session = self.sessions.get_mut(&peer);
                if let Some(shared) = session.and_then(|it| it.shared.get_mut(&document)) {
                    shared.theirs.remove(&actor);
                }
                self.claims.remove(&place);
                self.open.insert(place);
            }
            None if is_over => {
                self.claims.remove(&place);
                self.open.insert(place);
            }
            None => {}
        }
    }

    /// Who has sent what is held here now holds it, too, though it may never have said so.
    fn holds_what_it_sent(&mut self, peer: DeviceId, (document, actor): Place, last: u64) {
        let mark = self.ledgers.get(&document).and_then(|ledger| ledger.mark(&actor, last));
        let session = self.sessions.get_mut(&peer);
        let shared = session.and_then(|it| it.shared.get_mut(&document));
        if let Some((shared, mark)) = shared.zip(mark).filter(|(it, _)| it.said(&actor) < last) {
            let _has_room = shared.hear(actor, Tip { sequence: last, mark });
        }
    }
}
