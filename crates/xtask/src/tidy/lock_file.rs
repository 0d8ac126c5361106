//! How many packages the whole may rest on. Which ones is in `outside_crates`.

use super::Check;
use crate::problem::Problem;
use crate::repository::Repository;

pub(super) const CHECK: Check = Check {
    name: "lock file",
    why: "every package is code we answer for; their number is raised in a commit that says why",
    run,
};

/// Packages in `Cargo.lock`, ours, all platforms and the tests of the window included. The window
/// (egui with its three platforms, and wgpu for the pictures of its tests) brought 290 of them,
/// pages of paper (typst) 190, the network (iroh with its QUIC, TLS and the search on the local
/// network, on three platforms) 166, the lock of backups (age) 69: it also knows locks that we
/// never turn on, and words of its own in several languages.
const CAP: usize = 1_000;

fn run(repository: &Repository) -> Vec<Problem> {
    let Some(text) = repository.files.get("Cargo.lock") else {
        return vec![Problem::new(
            "Cargo.lock",
            "the lock file is missing",
            "run `cargo generate-lockfile` and commit it: all must build the same",
        )];
    };
    let count = text.lines().filter(|line| *line == "[[package]]").count();
    if count <= CAP {
        return Vec::new();
    }
    vec![Problem::new(
        "Cargo.lock",
        format!("{count} packages, the cap is {CAP}"),
        "do without the new one, or raise the cap in crates/xtask/src/tidy/lock_file.rs and say why",
    )]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::repository::sample;

    #[test]
    fn one_package_over_the_cap_fails() {
        for (count, expected) in [(CAP, 0), (CAP + 1, 1)] {
            let text = "[[package]]\nname = \"x\"\n".repeat(count);
            assert_eq!(run(&sample(&[], &[("Cargo.lock", &text)])).len(), expected);
        }
    }

    #[test]
    fn a_missing_lock_file_fails() {
        assert_eq!(run(&sample(&[], &[])).len(), 1);
    }
}
