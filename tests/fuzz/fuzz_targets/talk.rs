//! Any bytes from a peer, in pieces, to a machine that shares a document with it and answers what it
//! is asked: nothing panics, and what is sent back stays within the limits of a frame.
#![no_main]

use access::Target;
use libfuzzer_sys::fuzz_target;
use model::{DeviceId, DocumentId, ProductionId, RawId};
use sync::{BlobEvent, Effect, Event, MAX_FRAME_BYTES, Peers, Time, Verdict};

const PEER: DeviceId = DeviceId([7; 32]);
const DOCUMENT: DocumentId = DocumentId(RawId(1));

/// What a driver would answer to what it is asked.
fn answer(effect: &Effect) -> Option<Event> {
    Some(match effect {
        Effect::Admit { peer, ticket, runs, .. } => {
            let count = runs.iter().map(|run| run.envelopes.len()).sum();
            Event::Judged { peer: *peer, ticket: *ticket, verdicts: vec![Verdict::Dropped; count] }
        }
        Effect::Load { peer, document, .. } => {
            Event::Loaded { peer: *peer, document: *document, envelopes: vec![vec![0; 9]] }
        }
        Effect::Heads { peer, .. } => Event::WantOperations { peer: *peer },
        Effect::OperationsWanted { peer, .. } => {
            Event::Operations { peer: *peer, operations: vec![vec![1; 9]] }
        }
        Effect::BlobOffered { peer, document, hash, .. } => {
            let event = BlobEvent::Want { document: *document, hash: *hash, offset: 0 };
            Event::Blob { peer: *peer, event }
        }
        Effect::BlobWanted { peer, hash, offset, .. } => {
            let (total, bytes) = (offset.saturating_add(3), vec![0; 3]);
            Event::Blob { peer: *peer, event: BlobEvent::Part { hash: *hash, offset: *offset, total, bytes } }
        }
        _ => return None,
    })
}

fuzz_target!(|bytes: &[u8]| {
    let mut peers = Peers::new();
    let target = Target::Plan(ProductionId(RawId(2)));
    let changes = (0..5_u8).map(|number| ([9; 16], [number; 32])).collect();
    let mut events = vec![
        Event::Opened { document: DOCUMENT, changes, forked: Vec::new(), beyond: Vec::new() },
        Event::Connected { peer: PEER },
        Event::Share { peer: PEER, document: DOCUMENT, target },
    ];
    // The first byte of each piece says how long it is.
    let mut rest = bytes;
    while let Some((length, more)) = rest.split_first() {
        let (piece, behind) = more.split_at(usize::from(*length).min(more.len()));
        events.push(Event::Received { peer: PEER, bytes: piece.to_vec() });
        events.push(Event::Tick);
        rest = behind;
    }
    for (now, event) in events.into_iter().enumerate() {
        let now = Time(now as u64 * 100);
        let mut open = vec![event];
        let mut turns = 0;
        while let Some(event) = open.pop() {
            turns += 1;
            assert!(turns < 10_000, "the talk does not come to an end by itself");
            for effect in peers.step(now, event) {
                if let Effect::Send { frame, .. } = &effect {
                    assert!(frame.len() <= MAX_FRAME_BYTES + 4);
                }
                open.extend(answer(&effect));
            }
        }
    }
});
