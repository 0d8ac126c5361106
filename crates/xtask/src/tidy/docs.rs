//! Every Rust file says first what is in it. Items are left to the `missing_docs` lint.

use super::Check;
use crate::problem::Problem;
use crate::repository::Repository;

pub(super) const CHECK: Check = Check {
    name: "docs",
    why: "whoever opens a file learns first what belongs here and what does not",
    run,
};

fn run(repository: &Repository) -> Vec<Problem> {
    let silent = repository.rust_files().filter(|(_, text)| {
        let said = text.trim_start().strip_prefix("//!").and_then(|rest| rest.lines().next());
        said.is_none_or(|first| first.trim().is_empty())
    });
    silent
        .map(|(path, _)| {
            Problem::new(
                path,
                "the file does not say what it is for",
                "begin it with `//!`: what is here, and what is deliberately not",
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::repository::sample;

    #[test]
    fn a_file_without_a_first_sentence_fails() {
        for (text, expected) in [
            ("//! Dates without times.\n", 0),
            ("use std::fmt;\n//! too late", 1),
            ("//!\nuse std::fmt;", 1),
            ("/// An item.\nfn f() {}", 1),
            ("", 1),
        ] {
            assert_eq!(run(&sample(&[], &[("crates/units/src/date.rs", text)])).len(), expected);
        }
    }
}
