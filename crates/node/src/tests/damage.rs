//! Damaged files: what can be read is shown, nothing is written, nobody sees an empty facility.

use super::{add_room, book, create_film, film, founded, world};
use crate::{FILE, Group, Opening, Snapshot};
use model::{Anchor, Command, Kind, PersonId, RawId, Subject};
use std::path::Path;
use testkit::random::Seeded;
use units::parse_date;

/// The file of a facility with some rooms, a plan and its history.
fn sound() -> (Vec<u8>, Snapshot) {
    let folder = tempfile::tempdir().unwrap();
    let mut engine = founded(folder.path());
    for room in 1..12 {
        engine.submit(&Group::one(add_room(room, &format!("Audi {room}")))).unwrap();
    }
    let anchor = Anchor::BackwardFrom(parse_date("2027-06-30").unwrap());
    let template =
        Command::ApplyTemplate { production: film(), template: "tv_film_90".into(), anchor };
    engine.submit(&Group::of(vec![create_film(), template])).unwrap();
    let person = Subject::shared(Kind::Person, PersonId(RawId(7)));
    engine.submit(&Group::one(Command::Add { subject: person, values: [].into() })).unwrap();
    for day in 1..9 {
        let (start, end) = (format!("2026-12-0{day}T09:00"), format!("2026-12-0{day}T18:00"));
        engine.submit(&Group::one(book(20 + day, day, &start, &end))).unwrap();
    }
    let snapshot = (*engine.snapshot()).clone();
    engine.close().unwrap();
    (std::fs::read(folder.path().join(FILE)).unwrap(), snapshot)
}

fn opened(bytes: &[u8], folder: &Path) -> Result<crate::Engine, crate::Failure> {
    std::fs::write(folder.join(FILE), bytes).unwrap();
    Opening::new(folder).open(world())
}

/// Nothing is shown that was never written; how many records are.
fn told(shown: &Snapshot, whole: &Snapshot) -> usize {
    let rooms = &shown.facility.rooms;
    for (id, room) in rooms {
        assert_eq!(Some(room), whole.facility.rooms.get(id));
    }
    let mut count = rooms.len() + shown.facility.people.len();
    for (id, plan) in &shown.plans {
        let known = &whole.plans[id];
        for (id, booking) in &plan.bookings {
            assert_eq!(Some(booking), known.bookings.get(id));
        }
        assert!(plan.tasks.keys().all(|id| known.tasks.contains_key(id)));
        count += plan.tasks.len() + plan.bookings.len();
    }
    count
}

#[test]
fn a_damaged_file_is_shown_as_far_as_it_can_be_read_and_takes_nothing() {
    let (bytes, whole) = sound();
    let (mut read_only, mut shown, mut lost) = (0, 0, 0);
    for seed in 0..48 {
        let mut random = Seeded::new(seed);
        let mut damaged = bytes.clone();
        for _ in 0..=random.index(6) {
            let place = random.index(damaged.len());
            damaged[place] ^= 1 << random.below(8);
        }
        if random.chance(15) {
            damaged.truncate(random.index(damaged.len()));
        }
        let folder = tempfile::tempdir().unwrap();
        match opened(&damaged, folder.path()) {
            Err(failure) => {
                let code = failure.finding().code;
                assert!(["store-damaged", "store-not-a-store"].contains(&code), "{failure}");
                lost += 1;
            }
            Ok(mut engine) => {
                let snapshot = engine.snapshot();
                let count = told(&snapshot, &whole);
                let Some(reason) = &snapshot.read_only else {
                    // What was hit is not in use.
                    assert_eq!(count, told(&whole, &whole), "seed {seed}: silently less");
                    continue;
                };
                assert_eq!(reason.code, "store-read-only");
                assert!(reason.place.file.is_some());
                let refused = engine.submit(&Group::one(add_room(30, "x"))).unwrap_err();
                assert_eq!(refused.finding().code, "store-read-only");
                assert_eq!(engine.undo().unwrap_err().finding().code, "store-read-only");
                let report = folder.path().join(format!("{FILE}.corrupt-1.txt"));
                assert!(report.is_file(), "seed {seed}: no report");
                assert_eq!(std::fs::read(folder.path().join(FILE)).unwrap(), damaged);
                engine.close().unwrap();
                assert_eq!(std::fs::read(folder.path().join(FILE)).unwrap(), damaged);
                read_only += 1;
                shown += usize::from(count > 0);
            }
        }
    }
    let counted = format!("{read_only} read-only, {shown} show something, {lost} not opened");
    assert!(read_only > 10 && shown > 10, "{counted}");
}

#[test]
fn a_plan_whose_row_is_lost_is_recognised_by_its_changes() {
    let (mut bytes, whole) = sound();
    // The row of a document names its kind; one wrong letter and its checksum is wrong.
    let kind = b"\x04plan".as_slice();
    let places: Vec<usize> = bytes
        .windows(kind.len())
        .enumerate()
        .filter(|(_, it)| *it == kind)
        .map(|it| it.0)
        .collect();
    assert!(!places.is_empty());
    for place in places {
        bytes[place + 1] ^= 1;
    }
    let folder = tempfile::tempdir().unwrap();
    let engine = opened(&bytes, folder.path()).unwrap();
    let shown = engine.snapshot();
    assert!(shown.read_only.is_some());
    assert_eq!(shown.plans[&film()].tasks, whole.plans[&film()].tasks);
    assert_eq!(shown.facility.rooms, whole.facility.rooms);
}

#[test]
fn what_this_program_cannot_read_is_told_of_as_long_as_the_store_is_open() {
    let folder = tempfile::tempdir().unwrap();
    founded(folder.path()).close().unwrap();
    let file = folder.path().join(FILE);
    let store = store::Store::open(&file).unwrap().store;
    let row = store::DocumentRow { kind: "of-a-later-version".into(), ..Default::default() };
    let documents = [(store::DocumentKey([9; 16]), row)].into();
    store.write(&store::Batch { documents, ..Default::default() }).unwrap();
    store.close().unwrap();
    let mut engine = Opening::new(folder.path()).open(world()).unwrap();
    let told = |engine: &crate::Engine| {
        let snapshot = engine.snapshot();
        snapshot.findings.iter().any(|finding| finding.code == "document-kind-unknown")
    };
    assert!(told(&engine));
    engine.submit(&Group::one(add_room(30, "Audi 1"))).unwrap();
    assert!(told(&engine));
}
