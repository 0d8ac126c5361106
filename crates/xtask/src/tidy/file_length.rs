//! How long a source file may be. Data files of `tests/cases` are as long as they are.

use super::Check;
use crate::problem::Problem;
use crate::repository::Repository;

pub(super) const CHECK: Check = Check {
    name: "file length",
    why: "a file is read in one go; long ones grow longer because nobody dares to split them",
    run,
};

/// Lines that no source file may exceed.
const CAP: usize = 600;

/// Lines above which a file is mentioned, so that its next growth is a conscious one.
pub(super) const COMFORTABLE: usize = 300;

fn run(repository: &Repository) -> Vec<Problem> {
    let over = sources(repository).filter(|(_, lines)| *lines > CAP);
    over.map(|(path, lines)| {
        Problem::new(
            path,
            format!("{lines} lines, the cap is {CAP}"),
            "split it by subject, or move its tests to a `tests.rs` beside it",
        )
    })
    .collect()
}

/// The files over the comfortable length, as `path (lines)`; tests and generated data left out.
pub(super) fn long_files(repository: &Repository) -> Vec<String> {
    sources(repository)
        .filter(|(path, lines)| {
            *lines > COMFORTABLE && !repository.is_test(path) && !is_generated(repository, path)
        })
        .map(|(path, lines)| format!("{path} ({lines})"))
        .collect()
}

fn sources(repository: &Repository) -> impl Iterator<Item = (&str, usize)> {
    repository
        .files
        .iter()
        .filter(|(path, _)| path.ends_with(".rs") || path.ends_with(".ftl"))
        .map(|(path, text)| (path.as_str(), text.lines().count()))
}

fn is_generated(repository: &Repository, path: &str) -> bool {
    let text = repository.files.get(path).map_or("", String::as_str);
    text.lines().take(10).any(|line| line.contains("@generated"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::repository::sample;

    #[test]
    fn a_file_over_the_cap_fails_even_if_it_is_a_test() {
        let (at_cap, over) = ("\n".repeat(CAP), "\n".repeat(CAP + 1));
        for (path, text, expected) in [
            ("crates/units/src/date.rs", &at_cap, 0),
            ("crates/units/src/date.rs", &over, 1),
            ("crates/units/src/tests.rs", &over, 1),
            ("tests/cases/import/rows.csv", &over, 0),
        ] {
            assert_eq!(run(&sample(&[], &[(path, text)])).len(), expected, "{path}");
        }
    }

    #[test]
    fn long_files_are_mentioned_unless_they_are_tests_or_generated() {
        let long = "\n".repeat(COMFORTABLE + 1);
        let generated = format!("//! A table. @generated\n{long}");
        let files = [
            ("crates/units/src/date.rs", long.as_str()),
            ("crates/units/src/tests.rs", long.as_str()),
            ("crates/units/src/table.rs", generated.as_str()),
        ];
        assert_eq!(long_files(&sample(&["units"], &files)), ["crates/units/src/date.rs (301)"]);
    }
}
