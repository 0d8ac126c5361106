//! Lines that every manifest must or must not have. What cargo itself refuses is not repeated.

use super::Check;
use crate::problem::Problem;
use crate::repository::Repository;

pub(super) const CHECK: Check = Check {
    name: "manifests",
    why: "hostile changes are decoded behind `catch_unwind`, and lints bind only who inherits them",
    run,
};

fn run(repository: &Repository) -> Vec<Problem> {
    let mut problems = Vec::new();
    let root = repository.files.get("Cargo.toml").map_or("", String::as_str);
    for profile in ["[profile.dev]", "[profile.release]"] {
        if !has_line(root, profile, "panic = \"unwind\"") {
            problems.push(Problem::new(
                "Cargo.toml",
                format!("{profile} does not say `panic = \"unwind\"`"),
                "write it there, although it is the default: admission rests on it",
            ));
        }
    }
    for (path, text) in &repository.files {
        let settings = path.ends_with("Cargo.toml") || path.ends_with(".cargo/config.toml");
        if settings && text.lines().any(|line| line.trim().starts_with("panic = \"abort\"")) {
            problems.push(Problem::new(
                path,
                "a profile aborts on panic",
                "remove the line: one bad change from a peer would end the program",
            ));
        }
    }
    for package in &repository.packages {
        let path = format!("{}/Cargo.toml", package.folder);
        let text = repository.files.get(&path).map_or("", String::as_str);
        if !has_line(text, "[lints]", "workspace = true") {
            problems.push(Problem::new(
                path,
                "the package does not inherit the lints of the workspace",
                "add `[lints]` with `workspace = true`",
            ));
        }
    }
    problems
}

/// Whether the section of the manifest that starts with `heading` has the line.
fn has_line(manifest: &str, heading: &str, line: &str) -> bool {
    let after_heading = manifest.lines().skip_while(|found| found.trim() != heading).skip(1);
    after_heading.take_while(|found| !found.starts_with('[')).any(|found| found.trim() == line)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::repository::sample;

    const ROOT: &str =
        "[profile.dev]\npanic = \"unwind\"\n\n[profile.release]\npanic = \"unwind\"\n";
    const ROOM: &str = "[package]\nname = \"units\"\n\n[lints]\nworkspace = true\n";

    fn places(root: &str, room: &str) -> Vec<String> {
        let files = [("Cargo.toml", root), ("crates/units/Cargo.toml", room)];
        run(&sample(&["units"], &files)).into_iter().map(|problem| problem.place).collect()
    }

    #[test]
    fn every_profile_unwinds() {
        assert!(places(ROOT, ROOM).is_empty());
        let only_dev = "[profile.dev]\npanic = \"unwind\"\n[profile.release]\nlto = true\n";
        assert_eq!(places(only_dev, ROOM), ["Cargo.toml"]);
        let third = format!("{ROOT}[profile.small]\npanic = \"abort\"\n");
        assert_eq!(places(&third, ROOM), ["Cargo.toml"]);
    }

    #[test]
    fn every_package_inherits_the_lints() {
        let without = "[package]\nedition.workspace = true\nworkspace = true\n";
        assert_eq!(places(ROOT, without), ["crates/units/Cargo.toml"]);
    }
}
