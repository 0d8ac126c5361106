//! Cases, museum pieces and snapshots that nothing speaks of.

use super::Check;
use crate::problem::Problem;
use crate::repository::Repository;

pub(super) const CHECK: Check = Check {
    name: "cases",
    why: "a sample without a source, a licence and a test that reads it proves nothing",
    run,
};

const FOLDERS: &[&str] = &["tests/cases/", "tests/museum/"];

/// Files that speak of the others in their folder.
const LISTINGS: &[&str] = &["README.md", "SOURCES.md"];

fn run(repository: &Repository) -> Vec<Problem> {
    let in_folders = repository
        .files
        .keys()
        .filter(|path| FOLDERS.iter().any(|folder| path.starts_with(folder)));
    in_folders
        .filter(|path| !is_named(repository, path))
        .map(|path| {
            Problem::new(
                path,
                "neither a listing of its folder nor a test names this file",
                "name it in the README.md or SOURCES.md of its folder (`*.ext` will do), or delete it",
            )
        })
        .collect()
}

/// Whether a listing in its folder or above names the file or its kind, or a test its name.
fn is_named(repository: &Repository, path: &str) -> bool {
    let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
    if LISTINGS.contains(&file) {
        return true;
    }
    let kind = file.rsplit_once('.').map_or(file.to_owned(), |(_, ending)| format!("*.{ending}"));
    let mut above = Some(folder);
    while let Some(folder) = above.filter(|folder| *folder != "tests") {
        for listing in LISTINGS {
            let text = repository.files.get(&format!("{folder}/{listing}"));
            if text.is_some_and(|text| text.contains(file) || text.contains(&kind)) {
                return true;
            }
        }
        above = folder.rsplit_once('/').map(|(parent, _)| parent);
    }
    let stem = file.split('.').next().unwrap_or(file);
    let quoted = format!("\"{stem}\"");
    repository.rust_files().any(|(_, text)| text.contains(file) || text.contains(&quoted))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::repository::sample;

    #[test]
    fn a_case_must_be_named_by_a_listing_or_a_test() {
        for (place, text, expected) in [
            ("tests/cases/import/SOURCES.md", "- `plan.csv`: made here", 0),
            ("tests/cases/README.md", "`import/*.csv`: every row is one case", 0),
            ("tests/it/import.rs", "read(\"import/plan.csv\")", 0),
            ("tests/it/import.rs", "check(\"plan\")", 0),
            ("tests/cases/import/SOURCES.md", "- `*.xml`", 1),
            ("tests/cases/export/README.md", "plan.csv", 1),
            ("tests/README.md", "plan.csv", 1),
        ] {
            let files = [("tests/cases/import/plan.csv", "a;b"), (place, text)];
            assert_eq!(run(&sample(&[], &files)).len(), expected, "{place}: {text}");
        }
    }
}
