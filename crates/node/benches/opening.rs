//! How long it takes to open the demonstration: twelve productions with eighteen months of
//! history; and the memory a program needs that has just opened it.
//!
//! `cargo bench -p node --bench opening`. Every opening is done by a process of its own, which
//! reads and verifies the whole file, as at every start of the program.
#![expect(clippy::unwrap_used, reason = "a bench stops at its first mistake")]

use node::{Opening, Seeded};
use std::path::Path;
use std::process::Command;
use std::time::Instant;
use store::{Batch, Store};
use testkit::facility::{WEEKS, carried_out, demonstration};
use units::{Stamp, parse_date};

/// The argument with which this program only opens a store.
const ONLY_OPEN: &str = "--only-open";
const ROUNDS: usize = 15;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if let Some(place) = arguments.iter().position(|argument| argument == ONLY_OPEN) {
        only_open(Path::new(arguments.get(place + 1).unwrap()));
        return;
    }
    let script = demonstration(1, WEEKS, parse_date("2026-11-23").unwrap());
    let folder = tempfile::tempdir().unwrap();
    let closed = folder.path().join("closed");
    let begun = Instant::now();
    carried_out(&closed, &script).unwrap().close().unwrap();
    println!("made by {} steps in {:.1} s", script.steps.len(), begun.elapsed().as_secs_f64());
    tell(&closed);
    let killed = folder.path().join("killed");
    drop(carried_out(&killed, &script).unwrap());
    let bare = folder.path().join("bare");
    without_snapshots(&closed, &bare);
    show("closed properly", &closed);
    show("killed, snapshots of old", &killed);
    show("no snapshot at all", &bare);
}

fn world() -> Box<Seeded> {
    Box::new(Seeded::new(2, Stamp::parse("2026-11-23T06:00:00Z").unwrap()))
}

/// The same store with nothing but its envelopes to read documents from.
fn without_snapshots(from: &Path, to: &Path) {
    let old = Store::open(from.join(node::FILE)).unwrap().store;
    let mut batch = Batch {
        records: old
            .records()
            .unwrap()
            .into_iter()
            .map(|(key, value)| (key, Some(value)))
            .collect(),
        settings: old
            .settings()
            .unwrap()
            .into_iter()
            .map(|(key, value)| (key, Some(value)))
            .collect(),
        journal: old.last_journal(10_000).unwrap(),
        ..Batch::default()
    };
    for (key, document) in old.documents().unwrap() {
        batch.documents.insert(key, document.row);
        batch.envelopes.extend(old.envelopes(&key).unwrap());
    }
    std::fs::create_dir_all(to).unwrap();
    let new = Store::create(to.join(node::FILE)).unwrap();
    new.write(&batch).unwrap();
    new.close().unwrap();
}

fn tell(folder: &Path) {
    let engine = Opening::new(folder).open(world()).unwrap();
    let snapshot = engine.snapshot();
    let plans = snapshot.plans.values();
    let tasks: usize = plans.clone().map(|plan| plan.tasks.len()).sum();
    let bookings: usize = plans.map(|plan| plan.bookings.len()).sum();
    let changes: u64 = engine.status().iter().map(|status| status.changes).sum();
    let length = std::fs::metadata(folder.join(node::FILE)).unwrap().len();
    println!(
        "{} productions, {tasks} tasks, {bookings} bookings, {changes} changes, file of {:.1} MB",
        snapshot.plans.len(),
        length as f64 / 1e6
    );
}

/// Opens, and tells how long it took and the memory it needs: now, and at most.
fn only_open(folder: &Path) {
    let begun = Instant::now();
    let engine = Opening::new(folder).open(world()).unwrap();
    let took = begun.elapsed();
    assert!(engine.snapshot().read_only.is_none());
    println!("{} {} {}", took.as_micros(), memory("VmRSS:"), memory("VmHWM:"));
}

/// A line of Linux's account of this process, in kB; 0 elsewhere.
fn memory(line: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let found = status.lines().find_map(|text| text.strip_prefix(line));
    found.and_then(|text| text.trim().trim_end_matches(" kB").parse().ok()).unwrap_or(0)
}

fn show(what: &str, folder: &Path) {
    let mut rounds: Vec<Vec<u64>> = (0..ROUNDS).map(|_| opened(folder)).collect();
    rounds.sort();
    let at = |place: usize, column: usize| {
        rounds.get(place).and_then(|round| round.get(column)).copied().unwrap_or(0) as f64
    };
    println!(
        "{what:<26} median {:>6.0} ms   slowest {:>6.0} ms   memory {:>4.0} MB, at most {:>4.0} MB",
        at(ROUNDS / 2, 0) / 1e3,
        at(ROUNDS - 1, 0) / 1e3,
        at(ROUNDS / 2, 1) / 1e3,
        at(ROUNDS / 2, 2) / 1e3
    );
}

fn opened(folder: &Path) -> Vec<u64> {
    let program = std::env::current_exe().unwrap();
    let output = Command::new(program).arg(ONLY_OPEN).arg(folder).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    text.split_whitespace().map(|number| number.parse().unwrap()).collect()
}
