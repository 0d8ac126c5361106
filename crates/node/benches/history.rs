//! What the history screen waits for, on the demonstration: the last changes of all documents, who
//! wrote last what is in a clash, and everything as it was at a past moment.
//!
//! `cargo bench -p node --bench history`.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a bench stops at its first mistake"
)]

use model::Subject;
use node::{Opening, Seeded};
use std::collections::BTreeSet;
use std::time::{Duration, Instant};
use testkit::facility::{WEEKS, carried_out, demonstration};
use units::{Stamp, parse_date};

const ROUNDS: usize = 40;

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let script = demonstration(1, WEEKS, parse_date("2026-11-23").unwrap());
    carried_out(folder.path(), &script).unwrap().close().unwrap();
    // As the program has it after a start: documents read from their snapshots.
    let now = Stamp::parse("2026-11-23T06:00:00Z").unwrap();
    let mut engine = Opening::new(folder.path()).open(Box::new(Seeded::new(2, now))).unwrap();
    let status = engine.status();
    let changes: u64 = status.iter().map(|status| status.changes).sum();
    println!("{} documents, {changes} changes", status.len());

    let first = engine.recent(None, 50).unwrap();
    timed("the last 50 changes", || engine.recent(None, 50).unwrap().len());
    let last = first.last().unwrap();
    timed("the 50 before them", || engine.recent(Some(last), 50).unwrap().len());
    timed("the last 1,000 changes", || engine.recent(None, 1_000).unwrap().len());
    let sides: BTreeSet<Subject> =
        engine.snapshot().report.clashes.iter().flat_map(|clash| clash.sides.clone()).collect();
    let what = format!("who wrote last {} sides of clashes", sides.len());
    timed(&what, || engine.last_writers(&sides).unwrap().len());
    for moment in ["2026-11-16T12:00:00Z", "2026-01-15T12:00:00Z"] {
        let moment = Stamp::parse(moment).unwrap();
        timed(&format!("everything as of {moment}"), || engine.at(moment).plans.len());
    }
}

fn timed(what: &str, mut work: impl FnMut() -> usize) {
    let mut count = 0;
    let mut times: Vec<Duration> = (0..ROUNDS)
        .map(|_| {
            let begun = Instant::now();
            count = work();
            begun.elapsed()
        })
        .collect();
    times.sort_unstable();
    let at =
        |share: usize| times[(times.len() * share / 100).min(times.len() - 1)].as_secs_f64() * 1e3;
    println!("{what:<44} {count:>6}   median {:>8.2} ms   p99 {:>8.2} ms", at(50), at(99));
}
