//! What no text of the repository may contain. Samples stay as they were received.

use super::Check;
use crate::problem::Problem;
use crate::repository::Repository;

pub(super) const CHECK: Check = Check {
    name: "wording",
    why: "the repository reads and builds the same on every machine, from any registry or mirror",
    run,
};

/// Cut in two so that this file passes its own check.
const FORBIDDEN: &[(&str, &str)] = &[
    (concat!("/wo", "rk/"), MACHINE),
    (concat!("/ro", "ot/"), MACHINE),
    (concat!("/ho", "me/"), MACHINE),
    (concat!("/Us", "ers/"), MACHINE),
    (concat!("C:\\", "Users"), MACHINE),
    (concat!("crates", ".io"), REGISTRY),
    (concat!("pypi", ".org"), REGISTRY),
    (concat!("pythonhosted", ".org"), REGISTRY),
    (concat!("npmjs", "."), REGISTRY),
    (concat!("rubygems", ".org"), REGISTRY),
    (concat!("docker", ".io"), REGISTRY),
    (concat!("deb.", "debian.org"), REGISTRY),
];

const MACHINE: &str = "a path of one machine";
const REGISTRY: &str = "the host of a package registry";

/// Files received from elsewhere, or written by cargo.
const AS_RECEIVED: &[&str] =
    &["Cargo.lock", "tests/cases/", "tests/fuzz/Cargo.lock", "tests/museum/"];

fn run(repository: &Repository) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (path, text) in &repository.files {
        let ours = path.ends_with(".rs") || path.ends_with(".md");
        if !ours && AS_RECEIVED.iter().any(|received| path.starts_with(received)) {
            continue;
        }
        for (at, line) in text.lines().enumerate() {
            for (words, what) in FORBIDDEN.iter().filter(|(words, _)| line.contains(words)) {
                problems.push(Problem::new(
                    format!("{path}:{}", at + 1),
                    format!("{what} (`{words}`)"),
                    "write a relative path, a variable or the plain name instead",
                ));
            }
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::repository::sample;

    #[test]
    fn machine_paths_and_registry_hosts_are_found() {
        for (words, _) in FORBIDDEN {
            let text = format!("first line\nsee {words}x");
            let problems = run(&sample(&[], &[("README.md", &text)]));
            assert_eq!(problems.len(), 1, "{words}");
            assert_eq!(problems[0].place, "README.md:2");
        }
    }

    #[test]
    fn samples_and_the_lock_file_stay_as_received() {
        let text = concat!("file:///ho", "me/editor/plan.xml");
        for (path, expected) in [
            ("Cargo.lock", 0),
            ("tests/cases/import/plan.xml", 0),
            ("tests/cases/import/SOURCES.md", 1),
            ("crates/units/src/date.rs", 1),
        ] {
            assert_eq!(run(&sample(&[], &[(path, text)])).len(), expected, "{path}");
        }
    }
}
