//! `cargo xtask tidy`: the rules of the house that no compiler checks. One file per check, each
//! with its reason and with tests that show it failing. What clippy or rustc can say is not here.

mod cases;
mod docs;
mod file_length;
mod floats;
mod forgotten;
mod layers;
mod lock_file;
mod manifests;
mod outside_crates;
mod purity;
mod texts_in_use;
mod translations;
mod wording;

use std::time::Instant;

use crate::problem::Problem;
use crate::repository::Repository;

/// One rule with the reason why it is kept.
pub(crate) struct Check {
    /// The name shown when the rule is broken.
    name: &'static str,
    /// Why the rule exists, shown beside its problems.
    why: &'static str,
    /// The places where the rule is broken, in a fixed order.
    run: fn(&Repository) -> Vec<Problem>,
}

const CHECKS: &[Check] = &[
    layers::CHECK,
    outside_crates::CHECK,
    purity::CHECK,
    floats::CHECK,
    file_length::CHECK,
    docs::CHECK,
    forgotten::CHECK,
    cases::CHECK,
    translations::CHECK,
    texts_in_use::CHECK,
    manifests::CHECK,
    lock_file::CHECK,
    wording::CHECK,
];

/// Runs every check on the repository and prints what was found; `true` when nothing is broken.
pub(crate) fn run() -> anyhow::Result<bool> {
    let started = Instant::now();
    let repository = Repository::read()?;
    let mut count = 0;
    for check in CHECKS {
        let problems = (check.run)(&repository);
        if !problems.is_empty() {
            println!("\n{} ({})", check.name, check.why);
        }
        for problem in &problems {
            println!("  {problem}");
        }
        count += problems.len();
    }
    let long = file_length::long_files(&repository);
    if !long.is_empty() {
        println!("note: over {} lines: {}", file_length::COMFORTABLE, long.join(", "));
    }
    println!(
        "tidy: {} checks, {} files, {count} problems, {} ms",
        CHECKS.len(),
        repository.files.len(),
        started.elapsed().as_millis()
    );
    Ok(count == 0)
}
