//! No clock, I/O, randomness, threads or async code in the pure rooms, apart from their tests.
//! Iteration over hash maps is left to clippy, floating point to `floats`.

use super::Check;
use crate::problem::Problem;
use crate::repository::Repository;
use crate::rust_source::has_word;

pub(super) const CHECK: Check = Check {
    name: "purity",
    why: "values in, values and findings out: the same commands give the same plan on every machine and in every test",
    run,
};

const PURE: &[&str] = &[
    "units",
    "model",
    "schedule",
    "views",
    "interchange",
    "i18n",
    "paperwork",
    "replica",
    "access",
    "sync",
    "demo",
];

const NO_IO: &str = "takes bytes and returns bytes: the caller opens files and sockets";
const NO_CLOCK: &str = "takes the time as an argument: only `node` reads the clock";
const NO_CHANCE: &str = "takes ids and seeds as arguments: only `node` makes them";
const NO_THREADS: &str = "computes when called: only `node` starts threads";
const NO_OUTPUT: &str = "returns values and findings: only the program prints";

const FORBIDDEN: &[(&str, &str)] = &[
    ("std::fs", NO_IO),
    ("std::env", NO_IO),
    ("std::net", NO_IO),
    ("std::os", NO_IO),
    ("std::process", NO_IO),
    ("File::open", NO_IO),
    ("stdin", NO_IO),
    ("stdout", NO_OUTPUT),
    ("stderr", NO_OUTPUT),
    ("print!", NO_OUTPUT),
    ("println!", NO_OUTPUT),
    ("eprint!", NO_OUTPUT),
    ("eprintln!", NO_OUTPUT),
    ("SystemTime", NO_CLOCK),
    ("Instant::now", NO_CLOCK),
    ("Utc::now", NO_CLOCK),
    ("Local::now", NO_CLOCK),
    ("getrandom", NO_CHANCE),
    ("rand::", NO_CHANCE),
    ("RandomState", NO_CHANCE),
    ("new_v4", NO_CHANCE),
    ("now_v7", NO_CHANCE),
    ("std::thread", NO_THREADS),
    ("async fn", NO_THREADS),
    (".await", NO_THREADS),
];

fn run(repository: &Repository) -> Vec<Problem> {
    let lines = repository.shipped_lines(PURE);
    let mut problems = Vec::new();
    for (at, (path, number, line)) in lines.iter().enumerate() {
        let following = lines.iter().skip(at).map(|(_, _, line)| line.as_str());
        let group = import_group(following);
        for (word, instead) in FORBIDDEN {
            if has_word(line, word) || imports(&group, word) {
                problems.push(Problem::new(
                    format!("{path}:{number}"),
                    format!("`{word}` in a pure room"),
                    format!("a pure room {instead}"),
                ));
            }
        }
    }
    problems
}

/// The grouped import that starts on the first line, up to its first closing brace; else nothing.
fn import_group<'a>(mut lines: impl Iterator<Item = &'a str>) -> String {
    let mut group = String::new();
    let first = lines.next().filter(|line| line.contains("::{")).unwrap_or("}");
    for line in std::iter::once(first).chain(lines) {
        group.push_str(line);
        if line.contains('}') {
            break;
        }
    }
    group
}

/// Whether a grouped import such as `use std::{collections::BTreeMap, fs}` names `path`.
fn imports(group: &str, path: &str) -> bool {
    let Some((parent, child)) = path.rsplit_once("::") else { return false };
    let Some((_, items)) = group.split_once(&format!("{parent}::{{")) else { return false };
    let mut names = items.split(',').map(|item| item.trim().split([':', '}']).next());
    !child.is_empty() && names.any(|name| name == Some(child))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::repository::sample;

    fn found(line: &str) -> usize {
        run(&sample(&["schedule"], &[("crates/schedule/src/lib.rs", line)])).len()
    }

    #[test]
    fn clocks_files_threads_and_chance_are_found() {
        for line in [
            "let text = std::fs::read(path)?;",
            "use std::{collections::BTreeMap, fs};",
            "use std::{env::args, io};",
            "use std::{\n    collections::BTreeMap,\n    fs,\n};",
            "let now = Instant::now();",
            "fn f(at: std::time::SystemTime) {}",
            "println!(\"{plan}\");",
            "let id = Uuid::now_v7();",
            "std::thread::spawn(work);",
            "let seed = rand::random();",
            "async fn solve() {}",
        ] {
            assert_eq!(found(line), 1, "{line}");
        }
    }

    #[test]
    fn words_about_them_and_tests_are_let_through() {
        for line in [
            "// std::fs is for the caller",
            "let message = \"SystemTime\";",
            "let operand = operand::left();",
            "#[cfg(test)]\nmod tests { fn f() { std::fs::read(\"x\"); } }",
            "use std::{fmt, collections::BTreeMap};",
            "writeln!(out, \"x\")?;",
        ] {
            assert_eq!(found(line), 0, "{line}");
        }
    }

    #[test]
    fn rooms_at_the_edge_may_do_io() {
        let files = [("crates/store/src/lib.rs", "use std::fs;")];
        assert!(run(&sample(&["store"], &files)).is_empty());
    }
}
