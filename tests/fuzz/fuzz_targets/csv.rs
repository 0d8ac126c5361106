//! Any bytes as text tables.
#![no_main]

use interchange::{ReadOptions, read};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let options = ReadOptions { format: Some("csv".to_owned()), ..ReadOptions::default() };
    let imported = read(bytes, "fuzz.csv", &options);
    assert!(imported.findings.len() <= interchange::limits::MAX_FINDINGS + 1);
});
