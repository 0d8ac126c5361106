//! Which crates of others each room may name. The choices themselves are argued in the table of
//! libraries in `crates/README.md`, which must have a row with the version for each of them.

use super::Check;
use crate::packages::Dependency;
use crate::problem::Problem;
use crate::repository::Repository;

pub(super) const CHECK: Check = Check {
    name: "outside crates",
    why: "each outside crate is wrapped by one room, so that replacing it touches one room",
    run,
};

/// Who may name an outside crate.
enum Users {
    /// Any room.
    Any,
    /// Any room but these.
    AllBut(&'static [&'static str]),
    /// Any room, for its tests and benches only.
    Tests,
    /// These rooms.
    Rooms(&'static [&'static str]),
    /// These rooms, and any room for its tests.
    RoomsAndTests(&'static [&'static str]),
}

use Users::{AllBut, Any, Rooms, RoomsAndTests, Tests};

const OUTSIDE: &[(&str, Users)] = &[
    // Dates, zones and exact decimals: the others use the types of `units`.
    ("chrono", Rooms(&["units"])),
    ("chrono-tz", Rooms(&["units"])),
    ("rust_decimal", Rooms(&["units"])),
    // The shared copy: everyone else speaks of commands and touched subjects.
    ("automerge", Rooms(&["replica"])),
    // The disk; `testkit` makes the backend that fails on purpose.
    ("redb", Rooms(&["store", "testkit"])),
    // A row that the disk has changed is told from one that was written so.
    ("crc32fast", Rooms(&["store"])),
    // How much room there is for attachments.
    ("fs4", Rooms(&["node"])),
    // What locks a backup, and what seals a store.
    ("age", Rooms(&["store"])),
    ("argon2", Rooms(&["store"])),
    ("chacha20poly1305", Rooms(&["store"])),
    ("zeroize", Rooms(&["store"])),
    // Signatures; content hashes, of what is signed, of the state of a document, of what is held
    // or backed up.
    ("ed25519-dalek", Rooms(&["access"])),
    ("ed25519-zebra", Rooms(&["access"])),
    ("chacha20", Rooms(&["access"])),
    ("sha2", Rooms(&["access", "replica", "store", "sync"])),
    // Proofs of tickets, and what hides the names of settings; keys as words.
    ("hmac", Rooms(&["access", "store"])),
    ("subtle", Rooms(&["access"])),
    ("bip39", Rooms(&["access"])),
    // The network and what runs it; the others are told and tell, and know nothing of async.
    ("iroh", Rooms(&["net"])),
    ("tokio", Rooms(&["net"])),
    ("swarm-discovery", Rooms(&["net"])),
    ("if-addrs", Rooms(&["net"])),
    // File formats; tests build damaged archives and read back what was written.
    ("quick-xml", Rooms(&["interchange"])),
    ("calamine", RoomsAndTests(&["interchange"])),
    ("csv", Rooms(&["interchange"])),
    ("zip", RoomsAndTests(&["interchange"])),
    ("encoding_rs", Rooms(&["interchange"])),
    ("chardetng", Rooms(&["interchange"])),
    ("fluent-bundle", Rooms(&["i18n"])),
    ("fluent-syntax", Rooms(&["i18n"])),
    ("fluent-syntax", Rooms(&["i18n"])),
    ("unic-langid", Rooms(&["i18n"])),
    // Genre templates are data that people of the trade read and edit.
    ("toml", Rooms(&["schedule"])),
    ("rust_xlsxwriter", RoomsAndTests(&["paperwork"])),
    // Paper that is laid out: pages, tables, charts.
    ("typst", Rooms(&["paperwork"])),
    ("typst-layout", Rooms(&["paperwork"])),
    ("typst-pdf", Rooms(&["paperwork"])),
    ("comemo", Rooms(&["paperwork"])),
    // The window: widgets know egui alone, the program opens the window; tests drive both.
    ("egui", RoomsAndTests(&["ui-kit", "raccord"])),
    ("egui_extras", Rooms(&["ui-kit", "raccord"])),
    ("eframe", Rooms(&["raccord"])),
    ("egui_kittest", Tests),
    ("egui_inspection", Tests),
    // What screen readers speak.
    ("zbus", Tests),
    // What the platform does for the window: its dialogues, its programs.
    ("rfd", Rooms(&["raccord"])),
    ("keyring", Rooms(&["raccord"])),
    ("opener", Rooms(&["raccord"])),
    ("rustix", Rooms(&["raccord"])),
    // Named for features that tests turn on too, so that dependencies are built once.
    ("half", Rooms(&["raccord"])),
    ("hashbrown", Rooms(&["raccord"])),
    // The command line and its errors; libraries have error types of their own.
    ("clap", Rooms(&["raccord"])),
    ("ctrlc", Rooms(&["raccord"])),
    ("gethostname", Rooms(&["raccord"])),
    ("qrcode", Rooms(&["raccord"])),
    ("rpassword", Rooms(&["raccord"])),
    ("anyhow", RoomsAndTests(&["raccord", "xtask"])),
    ("directories", Rooms(&["raccord"])),
    // Only `node` makes ids and time; the program may need a secret before there is a node, and
    // `store` draws keys and nonces that nobody else may know.
    ("getrandom", RoomsAndTests(&["node", "raccord", "store"])),
    ("criterion", Tests),
    ("postcard", Rooms(&["node"])),
    ("proptest", RoomsAndTests(&["testkit"])),
    ("tempfile", RoomsAndTests(&["testkit"])),
    // Snapshots are handed from the writer to its readers.
    ("arc-swap", Rooms(&["node"])),
    // The model is no file format: disk, wire and paper have forms of their own.
    ("serde", AllBut(&["units", "model"])),
    ("serde_json", AllBut(&["units", "model"])),
    // Plain forms of values, without a decision of their own.
    ("data-encoding", Any),
    ("thiserror", Any),
    ("uuid", Any),
];

/// The package that holds nothing but tests: its plain dependencies serve tests too.
const TEST_PACKAGE: &str = "tests";

fn run(repository: &Repository) -> Vec<Problem> {
    let mut problems = Vec::new();
    let code_map = repository.files.get("crates/README.md");
    for package in &repository.packages {
        let place = format!("{}/Cargo.toml", package.folder);
        for dependency in package.dependencies.iter().filter(|it| !it.internal) {
            if let Some((reason, next_step)) = refusal(&package.name, dependency) {
                problems.push(Problem::new(&place, reason, next_step));
            }
            if let Some(reason) = code_map.and_then(|text| stale_row(text, dependency)) {
                problems.push(Problem::new(
                    "crates/README.md",
                    format!("{reason} (used by {place})"),
                    "give its table of libraries a row with crate, version, licence and reason",
                ));
            }
        }
    }
    problems
}

/// What is wrong with the row of the code map for this dependency, or nothing.
fn stale_row(code_map: &str, dependency: &Dependency) -> Option<String> {
    let Dependency { name, version, .. } = dependency;
    let start = format!("| `{name}` |");
    let Some(row) = code_map.lines().find_map(|line| line.strip_prefix(&start)) else {
        return Some(format!("the choice of `{name}` is not argued"));
    };
    let written = row.split('|').next().unwrap_or("").trim();
    let same = version == written || version.starts_with(&format!("{written}."));
    (!same).then(|| format!("`{name}` is at {version}, its row says {written}"))
}

/// Why the package may not have this dependency and what to do, or nothing when it may.
fn refusal(package: &str, dependency: &Dependency) -> Option<(String, &'static str)> {
    let name = dependency.name.as_str();
    let Some((_, users)) = OUTSIDE.iter().find(|(outside, _)| *outside == name) else {
        return Some((
            format!("no room is known for the outside crate `{name}`"),
            "add it to the table in crates/xtask/src/tidy/outside_crates.rs, with the rooms that may name it",
        ));
    };
    let for_tests = dependency.dev || package == TEST_PACKAGE;
    let allowed = match users {
        Any => true,
        AllBut(rooms) => !rooms.contains(&package),
        Tests => for_tests,
        Rooms(rooms) => rooms.contains(&package),
        RoomsAndTests(rooms) => for_tests || rooms.contains(&package),
    };
    if allowed {
        return None;
    }
    Some((
        format!("`{package}` may not name `{name}`"),
        "ask the room that wraps it for what is missing; it is in crates/xtask/src/tidy/outside_crates.rs",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::repository::sample;

    #[test]
    fn an_outside_crate_stays_in_its_room() {
        for (package, name, dev, allowed) in [
            ("units", "chrono", false, true),
            ("model", "chrono", false, false),
            ("model", "chrono", true, false),
            ("replica", "automerge", false, true),
            ("node", "automerge", false, false),
            ("testkit", "redb", false, true),
            ("schedule", "proptest", true, true),
            ("schedule", "proptest", false, false),
            ("tests", "rust_xlsxwriter", false, true),
            ("node", "serde", false, true),
            ("model", "serde", false, false),
            ("units", "nobody-knows-it", false, false),
        ] {
            let dependency = Dependency { name: name.to_owned(), dev, ..Dependency::default() };
            assert_eq!(refusal(package, &dependency).is_none(), allowed, "{package} {name} {dev}");
        }
    }

    #[test]
    fn the_code_map_argues_each_crate_at_its_version() {
        for (text, expected) in [
            ("| `chrono` | 0.4 | MIT | dates |", 0),
            ("| `chrono` | 0.4.45 | MIT | dates |", 0),
            ("| `chrono` | 0.3 | MIT | dates |", 1),
            ("| `chrono-tz` | 0.4 | MIT | zones |", 1),
        ] {
            let mut repository = sample(&["units"], &[("crates/README.md", text)]);
            repository.packages[0].dependencies = vec![Dependency {
                name: "chrono".to_owned(),
                version: "0.4.45".to_owned(),
                ..Dependency::default()
            }];
            assert_eq!(run(&repository).len(), expected, "{text}");
        }
    }
}
