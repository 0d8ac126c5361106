//! Any bytes as calendars.
#![no_main]

use interchange::{ReadOptions, read};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let options = ReadOptions { format: Some("ics".to_owned()), ..ReadOptions::default() };
    let imported = read(bytes, "fuzz.ics", &options);
    assert!(imported.findings.len() <= interchange::limits::MAX_FINDINGS + 1);
});
