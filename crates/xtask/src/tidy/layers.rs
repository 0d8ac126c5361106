//! Who may depend on whom inside the repository. Outside crates are in `outside_crates`.

use super::Check;
use crate::problem::Problem;
use crate::repository::Repository;

pub(super) const CHECK: Check = Check {
    name: "layers",
    why: "arrows only point down, so that a room can be read, tested and replaced without those above it",
    run,
};

/// Each package with the packages of ours it may use. Development dependencies may also use
/// `testkit`, since tests of a low room may need the sample facility, and those of [`FOR_TESTS`].
const LAYERS: &[(&str, &[&str])] = &[
    ("units", &[]),
    ("model", &["units"]),
    ("schedule", &["model", "units"]),
    ("replica", &["model", "units"]),
    ("access", &["model", "units"]),
    ("sync", &["access", "model"]),
    ("views", &["schedule", "model", "units"]),
    ("interchange", &["model", "units"]),
    ("i18n", &["model", "units"]),
    ("paperwork", &["views", "i18n", "typeface", "model", "units"]),
    // Bytes of letters, for the screen and for paper.
    ("typeface", &[]),
    // Widgets know no domain: texts, colours and positions are given to them.
    ("ui-kit", &["typeface"]),
    // Bytes by opaque names: the disk must not need to know what a production is.
    ("store", &[]),
    // Bytes to and from endpoints: it knows how long a message of a joining may be, and no more.
    ("net", &["access", "model"]),
    ("node", &["store", "net", "sync", "replica", "access", "views", "schedule", "model", "units"]),
    // The demo facility is commands as data, like those of any user; it plans on real calendars.
    ("demo", &["schedule", "model", "units"]),
    ("raccord", PROGRAM),
    ("testkit", PROGRAM),
    ("tests", EVERYTHING),
    ("xtask", &[]),
];

/// What the program is made of.
const PROGRAM: &[&str] = &[
    "node",
    "net",
    "store",
    "replica",
    "access",
    "sync",
    "views",
    "schedule",
    "interchange",
    "i18n",
    "paperwork",
    "typeface",
    "ui-kit",
    "demo",
    "model",
    "units",
];

/// What the tests of the whole may drive: the program too.
const EVERYTHING: &[&str] = &[
    "raccord",
    "testkit",
    "node",
    "net",
    "store",
    "replica",
    "access",
    "sync",
    "views",
    "schedule",
    "interchange",
    "i18n",
    "paperwork",
    "typeface",
    "ui-kit",
    "demo",
    "model",
    "units",
];

/// What the tests and benches of a room may use beside it, with the reason.
const FOR_TESTS: &[(&str, &str)] = &[
    // The engine of plans is measured on published instances, which `interchange` reads.
    ("schedule", "interchange"),
];

fn run(repository: &Repository) -> Vec<Problem> {
    let mut problems = Vec::new();
    for package in &repository.packages {
        let place = format!("{}/Cargo.toml", package.folder);
        let Some((_, allowed)) = LAYERS.iter().find(|(name, _)| *name == package.name) else {
            problems.push(Problem::new(
                place,
                format!("the package `{}` has no place in the layers", package.name),
                "add it to the table in crates/xtask/src/tidy/layers.rs and to crates/README.md",
            ));
            continue;
        };
        for dependency in package.dependencies.iter().filter(|it| it.internal) {
            let pair = (package.name.as_str(), dependency.name.as_str());
            let for_tests = dependency.dev && (pair.1 == "testkit" || FOR_TESTS.contains(&pair));
            if !for_tests && !allowed.contains(&dependency.name.as_str()) {
                problems.push(Problem::new(
                    &place,
                    format!("`{}` may not depend on `{}`", package.name, dependency.name),
                    "move the code to the room it belongs to, or let a room above both hand over the value",
                ));
            }
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::packages::Dependency;
    use crate::repository::sample;

    fn reasons(package: &str, dependency: &str, dev: bool) -> Vec<String> {
        let mut repository = sample(&[package], &[]);
        repository.packages[0].dependencies = vec![Dependency {
            name: dependency.to_owned(),
            dev,
            internal: true,
            ..Dependency::default()
        }];
        run(&repository).into_iter().map(|problem| problem.reason).collect()
    }

    #[test]
    fn arrows_down_pass_and_arrows_up_or_sideways_fail() {
        let none: Vec<String> = Vec::new();
        assert_eq!(reasons("model", "units", false), none);
        assert_eq!(reasons("units", "model", false), ["`units` may not depend on `model`"]);
        assert_eq!(reasons("replica", "access", false), ["`replica` may not depend on `access`"]);
        assert_eq!(reasons("node", "demo", false), ["`node` may not depend on `demo`"]);
    }

    #[test]
    fn only_the_tests_of_a_room_may_use_testkit() {
        assert!(reasons("store", "testkit", true).is_empty());
        assert_eq!(reasons("store", "testkit", false), ["`store` may not depend on `testkit`"]);
        assert_eq!(reasons("store", "model", true), ["`store` may not depend on `model`"]);
        assert!(reasons("schedule", "interchange", true).is_empty());
        assert_eq!(reasons("schedule", "interchange", false).len(), 1);
    }

    #[test]
    fn a_package_outside_the_table_is_a_problem() {
        let problems = run(&sample(&["attic"], &[]));
        assert_eq!(problems[0].place, "crates/attic/Cargo.toml");
    }

    #[test]
    fn the_table_has_no_circle_among_the_rooms() {
        for (name, allowed) in LAYERS {
            for below in *allowed {
                let (_, theirs) = LAYERS.iter().find(|(other, _)| other == below).unwrap();
                assert!(!theirs.contains(name), "{name} and {below} would depend on each other");
            }
        }
    }
}
