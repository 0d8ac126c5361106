//! Any bytes as an envelope and as a directory record; what is read is written in the same bytes.
#![no_main]

use access::{Envelope, SignedRecord};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(envelope) = Envelope::decode(bytes) {
        assert_eq!(envelope.encode(), bytes);
        let _ = envelope.verify();
    }
    if let Ok(record) = SignedRecord::open(bytes) {
        assert_eq!(record.encode(), bytes);
    }
});
