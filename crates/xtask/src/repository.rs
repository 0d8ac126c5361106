//! The repository in memory: every file with its text, and the packages. Read once, then every
//! check works on values, which is what lets each be shown to fail on a small bad example.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Context;

use crate::packages::{self, Package};
use crate::rust_source;

/// Folders that hold no source: version control, build output, findings of the fuzzer.
const SKIPPED_FOLDERS: &[&str] = &[".git", "target", "artifacts", "corpus"];

/// Everything the checks look at.
#[derive(Debug, Default)]
pub(crate) struct Repository {
    /// Text of each file by path from the root, `/` between folders; empty for binary files.
    pub(crate) files: BTreeMap<String, String>,
    /// The packages of the workspace, by name.
    pub(crate) packages: Vec<Package>,
    /// Every Rust file that some target reaches through `mod` lines; `true` when only tests do.
    pub(crate) modules: BTreeMap<String, bool>,
}

impl Repository {
    /// Reads the repository this program was built from.
    pub(crate) fn read() -> anyhow::Result<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"))
            .ancestors()
            .nth(2)
            .context("xtask is not two folders deep")?;
        let mut files = BTreeMap::new();
        read_folder(root, "", &mut files)?;
        Ok(Self::new(files, packages::read(root)?))
    }

    /// A repository of these files and packages.
    pub(crate) fn new(files: BTreeMap<String, String>, packages: Vec<Package>) -> Self {
        let mut modules = BTreeMap::new();
        for target in packages.iter().flat_map(|package| &package.targets) {
            follow(&target.path, target.test, true, &files, &mut modules);
        }
        Self { files, packages, modules }
    }

    /// The Rust files with their text, in the order of their paths.
    pub(crate) fn rust_files(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files
            .iter()
            .filter(|(path, _)| path.ends_with(".rs"))
            .map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// Whether nothing that ships is compiled from the file.
    pub(crate) fn is_test(&self, path: &str) -> bool {
        let folders = path.split('/').any(|part| part == "tests" || part == "benches");
        folders || path.ends_with("/tests.rs") || self.modules.get(path) == Some(&true)
    }

    /// The shipped code of the crates in `names`: path, line number from 1, line.
    pub(crate) fn shipped_lines(&self, names: &[&str]) -> Vec<(&str, usize, String)> {
        let mut lines = Vec::new();
        for package in self.packages.iter().filter(|it| names.contains(&it.name.as_str())) {
            let source = format!("{}/src/", package.folder);
            for (path, text) in self.rust_files() {
                if path.starts_with(&source) && !self.is_test(path) {
                    let shipped = rust_source::shipped(&rust_source::code(text));
                    let numbered = shipped.lines().enumerate();
                    lines.extend(numbered.map(|(at, line)| (path, at + 1, line.to_owned())));
                }
            }
        }
        lines
    }
}

fn read_folder(
    folder: &Path,
    prefix: &str,
    files: &mut BTreeMap<String, String>,
) -> anyhow::Result<()> {
    let entries = std::fs::read_dir(folder)
        .with_context(|| format!("cannot list the folder {}", folder.display()))?;
    for entry in entries {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = format!("{prefix}{name}");
        if entry.file_type()?.is_dir() {
            if !SKIPPED_FOLDERS.contains(&name.as_str()) {
                read_folder(&entry.path(), &format!("{path}/"), files)?;
            }
        } else {
            let bytes =
                std::fs::read(entry.path()).with_context(|| format!("cannot read {path}"))?;
            files.insert(path, String::from_utf8(bytes).unwrap_or_default());
        }
    }
    Ok(())
}

/// Notes the file and everything its `mod` lines lead to; shipped use wins over use in tests.
fn follow(
    path: &str,
    test: bool,
    starts_target: bool,
    files: &BTreeMap<String, String>,
    modules: &mut BTreeMap<String, bool>,
) {
    let Some(text) = files.get(path) else { return };
    if modules.get(path).is_some_and(|known_as_test| !known_as_test || test) {
        return;
    }
    modules.insert(path.to_owned(), test);
    let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
    let inner = match file.trim_end_matches(".rs") {
        "mod" => folder.to_owned(),
        _ if starts_target => folder.to_owned(),
        stem => format!("{folder}/{stem}"),
    };
    for module in rust_source::modules(text) {
        let test = test || module.test;
        let candidates = match module.path {
            Some(path) => vec![joined(folder, &path)],
            None => vec![
                format!("{inner}/{}.rs", module.name),
                format!("{inner}/{}/mod.rs", module.name),
            ],
        };
        for candidate in candidates {
            follow(&candidate, test, false, files, modules);
        }
    }
}

/// `path` seen from `folder`, with its `..` steps taken.
fn joined(folder: &str, path: &str) -> String {
    let mut parts: Vec<&str> = folder.split('/').collect();
    for part in path.split('/') {
        match part {
            ".." => drop(parts.pop()),
            "." => {}
            _ => parts.push(part),
        }
    }
    parts.join("/")
}

/// A repository for the tests of the checks: files by path, and one library per crate name.
#[cfg(test)]
pub(crate) fn sample(crates: &[&str], files: &[(&str, &str)]) -> Repository {
    use crate::packages::Target;
    let package = |name: &&str| Package {
        name: (*name).to_owned(),
        folder: format!("crates/{name}"),
        dependencies: Vec::new(),
        targets: vec![Target { path: format!("crates/{name}/src/lib.rs"), test: false }],
    };
    let files = files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned()));
    Repository::new(files.collect(), crates.iter().map(package).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modules_are_followed_into_folders_and_told_from_tests() {
        let repository = sample(
            &["units"],
            &[
                ("crates/units/src/lib.rs", "mod date;\n#[cfg(test)]\nmod fixtures;"),
                ("crates/units/src/date.rs", "mod week;\n#[path = \"../shared.rs\"]\nmod s;"),
                ("crates/units/src/date/week.rs", "fn f() {}"),
                ("crates/units/shared.rs", ""),
                ("crates/units/src/fixtures.rs", ""),
                ("crates/units/src/forgotten.rs", ""),
            ],
        );
        assert!(!repository.is_test("crates/units/src/date/week.rs"));
        assert!(repository.is_test("crates/units/src/fixtures.rs"));
        assert!(repository.modules.contains_key("crates/units/shared.rs"));
        assert!(!repository.modules.contains_key("crates/units/src/forgotten.rs"));
        let lines = repository.shipped_lines(&["units"]);
        assert!(lines.iter().any(|(path, line, text)| {
            (*path, *line, text.as_str()) == ("crates/units/src/date/week.rs", 1, "fn f() {}")
        }));
    }
}
