//! `cargo xtask ci`: what must pass before a commit is shared, quickest first.
//! The same stages as `.ci/run`, which serves a clean machine and adds the demo.

use std::process::Command;

use anyhow::Context;

use crate::tidy;

const STAGES: &[&[&str]] = &[
    &["fmt", "--all", "--check"],
    &["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"],
    &["test", "--workspace"],
];

/// Runs every stage and then tidy; `false` at the first stage that fails.
pub(crate) fn run() -> anyhow::Result<bool> {
    for stage in STAGES {
        eprintln!("== cargo {}", stage.join(" "));
        let status = Command::new(cargo())
            .args(*stage)
            .status()
            .with_context(|| format!("cannot start cargo {}", stage.join(" ")))?;
        if !status.success() {
            return Ok(false);
        }
    }
    eprintln!("== tidy");
    tidy::run()
}

/// The cargo that started this program, so that the same toolchain is used all the way.
pub(crate) fn cargo() -> String {
    std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned())
}
