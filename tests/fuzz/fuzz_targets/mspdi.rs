//! Any bytes as Microsoft Project XML; what is read is written and read as the same again.
#![no_main]

use interchange::{Content, ReadOptions, mspdi, read};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let options = ReadOptions { format: Some("mspdi".to_owned()), ..ReadOptions::default() };
    let imported = read(bytes, "fuzz.mspdi", &options);
    assert!(imported.findings.len() <= interchange::limits::MAX_FINDINGS + 1);
    let Content::Plan(plan) = imported.content else { return };
    let again = read(&mspdi::write(&plan), "again.xml", &options);
    let Content::Plan(again) = again.content else { return };
    let tasks = |plan: &interchange::ImportedPlan| -> Vec<_> {
        plan.tasks.iter().map(|task| (task.uid, task.name.clone(), task.duration)).collect()
    };
    assert_eq!(tasks(&plan), tasks(&again));
});
