//! Any bytes as workbooks. The library that reads them panics on some references; the reader
//! catches that, and so must this: the panic hook of the fuzzer would end the run.
#![no_main]

use interchange::{ReadOptions, read};
use libfuzzer_sys::fuzz_target;
use std::panic;

fuzz_target!(init: drop(panic::take_hook()), |bytes: &[u8]| {
    let options = ReadOptions { format: Some("xlsx".to_owned()), ..ReadOptions::default() };
    let imported = read(bytes, "fuzz.xlsx", &options);
    assert!(imported.findings.len() <= interchange::limits::MAX_FINDINGS + 1);
});
