//! How long it takes until an edit is safely on the disk, with 5,000 open tasks in 24 plans, and
//! how much the file grows.
//!
//! `cargo bench -p node --bench durable_edits` works on a real file in the folder for temporary
//! files (`TMPDIR`); a folder that is kept in memory makes the figures meaningless.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a bench stops at its first mistake"
)]

use model::{Command, Kind, RawId};
use node::{Founding, Group, Node, Opening, Seeded};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::time::{Duration, Instant};
use store::Store;
use testkit::facility::BusyHouse;
use units::Stamp;

const PLANS: u64 = 24;
const TASKS: u64 = 210;
/// Edits before anything is measured: as many as the journal of undo keeps.
const WARMING: usize = 1_000;
const EDITS: usize = 2_000;

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let mut house = BusyHouse::new(1, PLANS, TASKS);
    found(folder.path(), &mut house);
    let node = open(folder.path());
    tell(&node);
    edit(&node, &mut house, WARMING);
    stop(node);
    let before = space(folder.path());

    let node = open(folder.path());
    let times = edit(&node, &mut house, EDITS);
    stop(node);
    let after = space(folder.path());
    let all: Vec<Duration> = times.values().flatten().copied().collect();
    println!("\nedit submitted to durable receipt");
    show("all", all);
    for (what, times) in times {
        show(&what, times);
    }
    println!("\nthe disk alone");
    show("4 KiB written and synced", syncs(folder.path()));
    println!("\ngrowth per edit over {EDITS} edits, snapshots included");
    println!("in use: {:>7.0} bytes", growth(before.0, after.0));
    println!("file:   {:>7.0} bytes ({} -> {})", growth(before.1, after.1), before.1, after.1);
}

fn world() -> Box<Seeded> {
    Box::new(Seeded::new(1, Stamp::parse("2026-11-23T08:00:00Z").unwrap()))
}

fn found(folder: &Path, house: &mut BusyHouse) {
    let founding = Founding::Bare { facility: house.facility, person: house.person };
    let mut engine = Opening::new(folder).found(&founding, world()).unwrap();
    let now = Stamp::parse("2026-11-23T08:00:00Z").unwrap();
    engine.run(house.founding().into_iter().map(|commands| (now, Group::of(commands)))).unwrap();
    engine.close().unwrap();
}

fn open(folder: &Path) -> Node {
    Node::open(Opening::new(folder), world()).unwrap()
}

/// Ends as a program ends: snapshots are saved.
fn stop(node: Node) {
    drop(node);
}

/// Edits one after the other; how long each took, by what it was.
fn edit(node: &Node, house: &mut BusyHouse, count: usize) -> BTreeMap<String, Vec<Duration>> {
    let mut times: BTreeMap<String, Vec<Duration>> = BTreeMap::new();
    for _ in 0..count {
        let commands = house.edit();
        let what = name(&commands);
        let begun = Instant::now();
        node.submit(Group::of(commands)).unwrap();
        times.entry(what).or_default().push(begun.elapsed());
    }
    times
}

fn name(commands: &[Command]) -> String {
    let of = |kind: &Kind| kind.key();
    match &commands[0] {
        Command::Set { subject, values } => {
            let fields: Vec<&str> = values.keys().map(String::as_str).collect();
            format!("set {} {}", of(&subject.kind), fields.join(" "))
        }
        Command::Add { subject, .. } => format!("add {}", of(&subject.kind)),
        other => other.key().to_owned(),
    }
}

/// Bytes in use, and the length of the file.
fn space(folder: &Path) -> (u64, u64) {
    let file = folder.join(node::FILE);
    let store = Store::open(&file).unwrap().store;
    let used = store.space().unwrap().used;
    store.close().unwrap();
    (used, std::fs::metadata(&file).unwrap().len())
}

fn growth(before: u64, after: u64) -> f64 {
    (after as f64 - before as f64) / EDITS as f64
}

/// What the disk takes for the least that can be durable.
fn syncs(folder: &Path) -> Vec<Duration> {
    let mut file = File::create(folder.join("sync")).unwrap();
    let page = [7; 4096];
    let mut once = || {
        let begun = Instant::now();
        file.write_all(&page).unwrap();
        file.sync_data().unwrap();
        begun.elapsed()
    };
    (0..200).map(|_| once()).collect()
}

fn tell(node: &Node) {
    let snapshot = node.snapshot();
    let tasks: usize = snapshot.plans.values().map(|plan| plan.tasks.len()).sum();
    let bookings: usize = snapshot.plans.values().map(|plan| plan.bookings.len()).sum();
    let first = RawId::from(snapshot.facility.house.id);
    println!(
        "facility {first}: {} plans, {tasks} open tasks, {bookings} bookings",
        snapshot.plans.len()
    );
}

fn show(what: &str, mut times: Vec<Duration>) {
    times.sort_unstable();
    let at = |share: usize| times[(times.len() * share / 100).min(times.len() - 1)];
    let text = |time: Duration| format!("{:>8.2} ms", time.as_secs_f64() * 1_000.0);
    let (least, median, p99) = (text(at(0)), text(at(50)), text(at(99)));
    println!("{what:<26} least {least}   median {median}   p99 {p99}   of {}", times.len());
}
