//! Everything that reads bytes of others, under everything that bytes can be: junk, damage, cuts,
//! additions, halves of two frames joined, lengths and counts that lie.
//!
//! Each decoder is asked for one thing more than not to panic: what it takes, it would write in the
//! same bytes. So nothing that it keeps is longer than what it was given, and no statement has two
//! forms.

use super::support::*;
use crate::join_message::{JoinMessage, JoinRefusal};
use crate::*;
use model::*;
use proptest::prelude::*;
use proptest::sample::Index;
use units::Stamp;

/// A decoder with the encoder that belongs to it, and frames it takes.
struct Decoder {
    name: &'static str,
    again: fn(&[u8]) -> Option<Vec<u8>>,
    valid: Vec<Vec<u8>>,
}

fn decoders() -> Vec<Decoder> {
    let key = device(1);
    let envelope = |heads, length| {
        let change = vec![7; length];
        Envelope::seal(&key, DocumentId(RawId(1)), [1; 16], 1, vec![[2; 32]; heads], change)
            .encode()
    };
    let frontier = (1..4).map(|id| (DocumentId(RawId(id)), [([1; 16], 4), ([2; 16], 9)].into()));
    let revoked = Action::Revoke {
        grants: [GrantId(RawId(1)), GrantId(RawId(2))].into(),
        frontier: frontier.collect(),
    };
    let actions = [
        grant(1, 2, Role::Technician),
        revoked,
        admin(1, 2),
        Action::Erase(PersonId(RawId(4))),
        Action::RotateKey(DocumentId(RawId(4))),
        Action::Other { kind: 77, body: vec![1, 2, 3] },
    ];
    let operations =
        actions.map(|action| Operation::seal(&key, FACILITY, [[1; 32], [2; 32]], action).encode());
    let record = SignedRecord::seal(&key, 1, RawId(1), 1, Stamp(1), vec![1; 40]);
    let hello =
        JoinMessage::Hello { proof: [1; 32], commitment: [2; 32], certificate: certificate(1, 1) };
    let refused = JoinMessage::Refused(JoinRefusal::Used);
    vec![
        Decoder {
            name: "envelope",
            again: |bytes| Envelope::decode(bytes).ok().map(|it| it.encode()),
            valid: vec![envelope(0, 0), envelope(2, 60)],
        },
        Decoder {
            name: "record",
            again: |bytes| SignedRecord::open(bytes).ok().map(|it| it.encode()),
            valid: vec![record.encode()],
        },
        Decoder {
            name: "certificate",
            again: |bytes| Certificate::decode(bytes).ok().map(|it| it.encode()),
            valid: vec![certificate(1, 1).encode()],
        },
        Decoder {
            name: "operation",
            again: |bytes| Operation::decode(bytes).ok().map(|it| it.encode()),
            valid: operations.to_vec(),
        },
        Decoder {
            name: "join message",
            again: |bytes| JoinMessage::open(bytes).ok().map(|it| it.encode()),
            valid: vec![hello.encode(), JoinMessage::Agreed.encode(), refused.encode()],
        },
        Decoder {
            name: "ticket",
            again: |bytes| {
                let text = text_form::write(TICKET_PREFIX, bytes);
                let again = Ticket::parse(&text).ok()?.text();
                text_form::read(TICKET_PREFIX, &again, usize::MAX / 64).ok()
            },
            valid: vec![text_form::read(TICKET_PREFIX, &ticket(1).text(), 999).unwrap()],
        },
        Decoder {
            name: "part of a root key",
            again: |bytes| {
                let text = text_form::write(PART_PREFIX, bytes);
                let again = RootPart::parse(&text).ok()?.text();
                text_form::read(PART_PREFIX, &again, usize::MAX / 64).ok()
            },
            valid: root()
                .share_out(&[[1; 32], [2; 32]])
                .iter()
                .map(|part| text_form::read(PART_PREFIX, &part.text(), 99).unwrap())
                .collect(),
        },
    ]
}

#[test]
fn every_decoder_takes_what_was_written_and_nothing_cut_or_added() {
    for Decoder { name, again, valid } in decoders() {
        for frame in valid {
            assert_eq!(again(&frame).as_ref(), Some(&frame), "{name}");
            for length in 0..frame.len() {
                assert_eq!(again(&frame[..length]), None, "{name} cut to {length}");
            }
            assert_eq!(again(&[frame.as_slice(), &[0]].concat()), None, "{name} and a byte");
        }
    }
}

#[test]
fn lengths_and_counts_that_lie_are_not_believed() {
    for Decoder { name, again, valid } in decoders() {
        for frame in valid {
            for place in 0..frame.len() {
                let mut lying = frame.clone();
                let end = (place + 4).min(frame.len());
                lying[place..end].fill(0xff);
                if let Some(again) = again(&lying) {
                    assert_eq!(again, lying, "{name} at {place}");
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn whatever_comes_is_refused_or_has_one_form(
        junk in prop::collection::vec(any::<u8>(), 0..600),
        which in any::<[Index; 2]>(),
        flips in prop::collection::vec((any::<Index>(), 0_u8..8), 1..4),
        cut in any::<Index>(),
    ) {
        for Decoder { name, again, valid } in decoders() {
            let [one, other] = which.map(|which| which.get(&valid).clone());
            let mut damaged = one.clone();
            for (place, bit) in &flips {
                damaged = flipped(&damaged, place.index(damaged.len()), *bit);
            }
            let at = cut.index(one.len());
            let joined = [&one[..at], other.get(at..).unwrap_or_default()].concat();
            let versioned = [one[..1].to_vec(), junk.clone()].concat();
            for bytes in [&damaged, &joined, &versioned, &junk] {
                if let Some(again) = again(bytes) {
                    prop_assert_eq!(&again, bytes, "{}", name);
                }
            }
        }
    }
}
