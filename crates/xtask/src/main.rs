//! `cargo xtask`: the chores of the repository, so that no folder of scripts is needed.
//! Nothing here is part of the program; nothing the program needs to run is here.

mod ci;
mod packages;
mod problem;
mod repository;
mod rust_source;
mod tidy;

use std::process::ExitCode;

const USAGE: &str = "usage: cargo xtask <task>

  tidy   the rules of the house that no compiler checks
  ci     formatting, lints, all tests, then tidy; stops at the first failure";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let outcome = match words.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["tidy"] => tidy::run(),
        ["ci"] => ci::run(),
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(fault) => {
            eprintln!("xtask: {fault:#}");
            ExitCode::from(3)
        }
    }
}
