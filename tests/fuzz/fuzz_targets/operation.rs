//! Any bytes as an operation of the facility log and as a certificate; what is read is written in
//! the same bytes, and the log takes it without harm.
#![no_main]

use access::{Certificate, FacilityLog, Operation, RootId};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(certificate) = Certificate::open(bytes) {
        assert_eq!(certificate.encode(), bytes);
    }
    let Ok(operation) = Operation::decode(bytes) else { return };
    assert_eq!(operation.encode(), bytes);
    // As if it were signed, by the root key and by a device.
    for root in [RootId(operation.author.0), RootId([0; 32])] {
        let mut log = FacilityLog::new(operation.facility, root);
        log.offer(operation.clone());
        log.fold();
    }
});
