//! Rust files that no `mod` line and no target leads to.

use super::Check;
use crate::problem::Problem;
use crate::repository::Repository;

pub(super) const CHECK: Check = Check {
    name: "forgotten files",
    why: "a file that is not compiled looks like code and like tests, and is neither",
    run,
};

/// The fuzzer's package stands outside the workspace; its manifest lists each of its targets.
const FUZZ: &str = "tests/fuzz/";

fn run(repository: &Repository) -> Vec<Problem> {
    let fuzz_manifest = repository.files.get("tests/fuzz/Cargo.toml").map_or("", String::as_str);
    let forgotten = repository.rust_files().filter(|(path, _)| match path.strip_prefix(FUZZ) {
        Some(target) => !fuzz_manifest.contains(&format!("\"{target}\"")),
        None => !repository.modules.contains_key(*path),
    });
    forgotten
        .map(|(path, _)| {
            Problem::new(
                path,
                "no target compiles this file",
                "name it by a `mod` line in its parent, or delete it",
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::repository::sample;

    #[test]
    fn a_file_without_a_mod_line_fails() {
        let files = [
            ("crates/units/src/lib.rs", "pub mod date;\n// mod money;"),
            ("crates/units/src/date.rs", ""),
            ("crates/units/src/money.rs", ""),
        ];
        let problems = run(&sample(&["units"], &files));
        assert_eq!(problems.len(), 1);
        assert_eq!(problems[0].place, "crates/units/src/money.rs");
    }

    #[test]
    fn a_fuzz_target_must_be_in_its_manifest() {
        let files = [
            ("tests/fuzz/Cargo.toml", "path = \"fuzz_targets/mspdi.rs\""),
            ("tests/fuzz/fuzz_targets/mspdi.rs", ""),
            ("tests/fuzz/fuzz_targets/ics.rs", ""),
        ];
        let problems = run(&sample(&[], &files));
        assert_eq!(problems.len(), 1);
        assert_eq!(problems[0].place, "tests/fuzz/fuzz_targets/ics.rs");
    }
}
