//! Plans read, written and read again; odd files; comparison with another reader's results.

mod cases;
mod round_trip;
mod samples;

use crate::findings::Findings;
use crate::plan::ImportedPlan;
use model::Finding;

/// Reads a plan from text.
fn read(source: &str) -> (ImportedPlan, Vec<Finding>) {
    let mut findings = Findings::default();
    let plan = super::read(source.as_bytes(), &mut findings);
    (plan, findings.into_vec())
}

fn codes(findings: &[Finding]) -> Vec<&str> {
    findings.iter().map(|finding| finding.code).collect()
}
