//! Any bytes as a change under a right checksum: what passes the gate is decoded and taken in, or
//! rejected, and the document can still be saved and loaded.
#![no_main]

use libfuzzer_sys::fuzz_target;
use model::{DocumentId, DocumentKind, FacilityId, ProductionId, Scope};
use replica::{Document, Identity};
use sha2::{Digest, Sha256};
use units::Stamp;

fuzz_target!(
    // Panics of the decoder are fenced by `replica`; the fuzzer's hook would end the program first.
    init: std::panic::set_hook(Box::new(|_| ())),
    |contents: &[u8]| {
        let change = change(contents);
        if replica::gate(&change).is_err() {
            return;
        }
        let scope = Scope::Plan(ProductionId::default());
        let identity = Identity::of(DocumentId::default(), FacilityId::default(), scope);
        let (mut plan, _) = Document::create(DocumentKind::Plan, identity, [1; 16], Stamp(0));
        plan.merge([change.as_slice()]);
        let saved = plan.save();
        let loaded = Document::load(DocumentKind::Plan, [2; 16], Some(&saved), []);
        assert!(loaded.is_ok_and(|(loaded, _)| loaded.heads() == plan.heads()));
    }
);

/// The contents as one plain change: magic, checksum, kind, length.
fn change(contents: &[u8]) -> Vec<u8> {
    let mut hashed = vec![1];
    let mut length = contents.len();
    while length >= 0x80 {
        hashed.push((length & 0x7f) as u8 | 0x80);
        length >>= 7;
    }
    hashed.push(length as u8);
    hashed.extend(contents);
    let hash = Sha256::digest(&hashed);
    [&[0x85, 0x6f, 0x4a, 0x83], &hash[..4], &hashed].concat()
}
