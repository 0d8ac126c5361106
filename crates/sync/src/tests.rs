//! Messages and frames as bytes.

use crate::codec::Decoded;
use crate::frames::Frames;
use crate::ledger::Tip;
use crate::limits::MAX_FRAME_BYTES;
use crate::message::{Ask, Message, Reason, Run, Version};
use model::{DocumentId, RawId};
use proptest::collection::vec;
use proptest::prelude::*;

fn document() -> impl Strategy<Value = DocumentId> {
    any::<u128>().prop_map(|id| DocumentId(RawId(id)))
}

fn tip() -> impl Strategy<Value = Tip> {
    (any::<u64>(), any::<[u8; 8]>()).prop_map(|(sequence, mark)| Tip {
        sequence,
        mark: if sequence == 0 { [0; 8] } else { mark },
    })
}

fn ask() -> impl Strategy<Value = Ask> {
    (any::<[u8; 16]>(), tip(), 1_u64..9).prop_map(|(actor, mut after, more)| {
        after.sequence = after.sequence.min(u64::MAX - 9);
        Ask { actor, after, until: after.sequence + more }
    })
}

fn run() -> impl Strategy<Value = Run> {
    let envelopes = vec(vec(any::<u8>(), 0..40), 1..4);
    (any::<[u8; 16]>(), 1_u64..u64::MAX / 2, envelopes).prop_map(|(actor, first, envelopes)| Run {
        actor,
        first,
        envelopes,
    })
}

fn version() -> impl Strategy<Value = Version> {
    (any::<u8>(), any::<u128>(), any::<u64>(), any::<[u8; 8]>())
        .prop_map(|(kind, id, version, mark)| Version { kind, id: RawId(id), version, mark })
}

fn message() -> impl Strategy<Value = Message> {
    let bytes = || vec(any::<u8>(), 0..60);
    let hash = any::<[u8; 32]>;
    prop_oneof![
        (any::<u16>(), any::<u16>(), any::<u64>())
            .prop_map(|(oldest, newest, window)| Message::Hello { oldest, newest, window }),
        (6_u8..).prop_map(|byte| Message::Bye(Reason::Other(byte))),
        any::<u64>().prop_map(Message::Ping),
        any::<u64>().prop_map(Message::Pong),
        (any::<bool>(), vec((document(), any::<[u8; 16]>()), 0..5))
            .prop_map(|(answer, documents)| Message::Summary { answer, documents }),
        (any::<bool>(), vec((document(), vec((any::<[u8; 16]>(), tip()), 0..4)), 0..4))
            .prop_map(|(whole, documents)| Message::Have { whole, documents }),
        vec((document(), vec(ask(), 0..4)), 0..4).prop_map(Message::Want),
        (document(), vec(run(), 0..4))
            .prop_map(|(document, runs)| Message::Envelopes { document, runs }),
        any::<u64>().prop_map(Message::Credit),
        (document(), bytes())
            .prop_map(|(document, envelope)| Message::Evidence { document, envelope }),
        vec(hash(), 0..4).prop_map(Message::Heads),
        vec(hash(), 0..4).prop_map(Message::WantOperations),
        vec(bytes(), 0..4).prop_map(Message::Operations),
        vec(version(), 0..4).prop_map(Message::Versions),
        vec((any::<u8>(), any::<u128>().prop_map(RawId)), 0..4).prop_map(Message::WantRecords),
        vec(bytes(), 0..4).prop_map(Message::Records),
        Just(Message::WantTargets),
        vec((document(), any::<u8>(), any::<u128>().prop_map(RawId)), 0..4)
            .prop_map(Message::Targets),
        (document(), bytes())
            .prop_map(|(document, payload)| Message::Presence { document, payload }),
        (document(), hash(), any::<u64>())
            .prop_map(|(document, hash, length)| Message::BlobOffer { document, hash, length }),
        (document(), hash(), any::<u64>()).prop_map(|(document, hash, offset)| Message::BlobWant {
            document,
            hash,
            offset
        }),
        (hash(), any::<u64>(), any::<u64>(), bytes()).prop_map(|(hash, offset, total, bytes)| {
            Message::BlobPart { hash, offset, total, bytes }
        }),
        hash().prop_map(|hash| Message::BlobNone { hash }),
    ]
}

fn decode(frame: &[u8]) -> Decoded {
    let mut frames = Frames::default();
    frames.push(frame);
    frames.next().unwrap().map_or(Decoded::Unknown, |frame| Message::decode(&frame))
}

#[test]
fn a_number_of_items_that_no_bytes_follow_makes_no_room() {
    // A list of envelopes that says it has 2^60 items.
    let mut fields = vec![8];
    fields.extend([0; 16]);
    fields.extend([0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x10]);
    assert_eq!(Message::decode(&fields), Decoded::Nonsense);
}

#[test]
fn a_kind_of_a_newer_program_is_told_apart_from_nonsense() {
    assert_eq!(Message::decode(&[31, 1, 2, 3]), Decoded::Unknown);
    assert_eq!(Message::decode(&[3]), Decoded::Nonsense);
    assert_eq!(Message::decode(&[3, 1, 0]), Decoded::Nonsense, "something is left behind it");
    assert_eq!(Message::decode(&[3, 0x80, 0]), Decoded::Nonsense, "a number in a second form");
    assert_eq!(Message::decode(&[]), Decoded::Nonsense);
}

#[test]
fn a_frame_longer_than_any_may_be_is_not_waited_for() {
    let mut frames = Frames::default();
    frames.push(&(MAX_FRAME_BYTES as u32 + 1).to_be_bytes());
    assert!(frames.next().is_err());
}

proptest! {
    #[test]
    fn messages_survive_their_bytes(message in message()) {
        prop_assert_eq!(decode(&message.frame()), Decoded::Known(message));
    }

    #[test]
    fn frames_survive_any_cutting_of_the_stream(
        messages in vec(message(), 1..6),
        cuts in vec(1_usize..40, 1..8),
    ) {
        let stream: Vec<u8> = messages.iter().flat_map(Message::frame).collect();
        let mut frames = Frames::default();
        let mut found = Vec::new();
        let mut rest = stream.as_slice();
        for cut in cuts.iter().cycle() {
            let (piece, after) = rest.split_at(rest.len().min(*cut));
            frames.push(piece);
            while let Some(frame) = frames.next().unwrap() {
                found.push(Message::decode(&frame));
            }
            rest = after;
            if rest.is_empty() {
                break;
            }
        }
        let sent: Vec<Decoded> = messages.into_iter().map(Decoded::Known).collect();
        prop_assert_eq!(found, sent);
    }

    #[test]
    fn junk_is_read_without_a_panic(junk in vec(any::<u8>(), 0..200), kind in 0_u8..40) {
        let _ = Message::decode(&junk);
        let mut fields = vec![kind];
        fields.extend(&junk);
        let _ = Message::decode(&fields);
    }

    #[test]
    fn a_message_has_one_form(message in message(), place in any::<prop::sample::Index>(), bit in 0_u8..8) {
        let mut frame = message.frame();
        let place = 4 + place.index(frame.len() - 4);
        frame[place] ^= 1 << bit;
        // What still reads is written the same: no two byte strings mean one message. A greeting
        // may have more behind it.
        if let Decoded::Known(other) = decode(&frame)
            && !matches!(other, Message::Hello { .. } | Message::Bye(_))
        {
            prop_assert_eq!(other.frame(), frame);
        }
    }
}
