//! Many envelopes at once: an actor's changes form a chain, each naming the one before, so that
//! one signature on the last of them covers the earlier ones. A first copy of a long history costs
//! one verification per actor and not one per change.

use crate::admission::Said;
use crate::envelope::{ActorId, ChangeHash, Envelope};
use model::{DeviceId, DocumentId};
use std::collections::BTreeMap;

/// Which of these envelopes their authors vouch for: by their own signature, or by that of a later
/// change of the same actor that builds on them. What comes alone is verified by itself.
///
/// What a later signature covers is the change with its author and document. The log heads and the
/// signature of an earlier envelope are then only claimed; whoever hands such envelopes on hands
/// on the later one too.
pub fn verify_chained(envelopes: &[Envelope], said: impl Fn(&[u8]) -> Option<Said>) -> Vec<bool> {
    let mut chains: BTreeMap<(DocumentId, DeviceId, ActorId), Vec<usize>> = BTreeMap::new();
    for (at, envelope) in envelopes.iter().enumerate() {
        let chain = (envelope.document, envelope.author, envelope.actor);
        chains.entry(chain).or_default().push(at);
    }
    let mut vouched = vec![false; envelopes.len()];
    for mut chain in chains.into_values() {
        chain.sort_by_key(|at| std::cmp::Reverse(envelopes.get(*at).map(|it| it.sequence)));
        let mut covered: Vec<ChangeHash> = Vec::new();
        for at in chain {
            let Some((envelope, vouched)) = envelopes.get(at).zip(vouched.get_mut(at)) else {
                continue;
            };
            *vouched = covered.contains(&envelope.hash()) || envelope.verify().is_ok();
            if *vouched {
                covered = said(&envelope.change).map(|said| said.deps).unwrap_or_default();
            }
        }
    }
    vouched
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::support::device;
    use model::RawId;

    /// A chain of "changes": eight bytes that are no part of the hash, and the change before.
    fn chain(length: u64) -> Vec<Envelope> {
        let mut before: Option<ChangeHash> = None;
        let envelopes = (1..=length).map(|sequence| {
            let mut change = sequence.to_be_bytes().to_vec();
            change.extend(before.unwrap_or_default());
            let key = device(1);
            let document = DocumentId(RawId(7));
            let sealed = Envelope::seal(&key, document, [1; 16], sequence, Vec::new(), change);
            before = Some(sealed.hash());
            sealed
        });
        envelopes.collect()
    }

    fn said(change: &[u8]) -> Option<Said> {
        let before = change.get(8..)?.try_into().ok()?;
        Some(Said { actor: [1; 16], sequence: 0, deps: vec![before] })
    }

    #[test]
    fn the_last_signature_covers_the_earlier_changes_and_no_others() {
        let mut envelopes = chain(9);
        for envelope in &mut envelopes[..8] {
            envelope.signature = [0; 64];
        }
        assert_eq!(verify_chained(&envelopes, said), [true; 9]);
        envelopes.rotate_left(4);
        assert_eq!(verify_chained(&envelopes, said), [true; 9], "in any order");
        envelopes.rotate_right(4);
        envelopes[4].change.push(1);
        let vouched = verify_chained(&envelopes, said);
        assert_eq!(vouched, [[false; 5].as_slice(), &[true; 4]].concat());
    }

    #[test]
    fn an_author_is_not_covered_by_another() {
        let mut envelopes = chain(3);
        envelopes[1].author = device(2).device();
        assert_eq!(verify_chained(&envelopes, said), [true, false, true]);
        let (good, last) = (chain(2), chain(3).remove(2));
        envelopes = vec![good[0].clone(), good[1].clone(), last];
        envelopes[2].signature = [0; 64];
        assert_eq!(verify_chained(&envelopes, said), [true, true, false]);
    }
}
