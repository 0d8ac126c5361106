//! Changes that wait for others they build on.

use super::members::{admit, hashes, three_machines, written_by};
use super::*;
use model::Scope;
use sync::Verdict;
use testkit::random::Seeded;

/// So many bytes in no order, as letters.
fn noise(random: &mut Seeded, count: usize) -> String {
    random.bytes(count).iter().map(|byte| char::from(b'!' + byte % 90)).collect()
}

#[test]
fn what_waits_for_what_never_comes_does_not_fill_the_memory_and_is_asked_for_again() {
    const MOST: usize = 64 << 20;
    let (_folders, mut ana, mut ben, _cleo) = three_machines();
    for number in 0..16 {
        ben.submit(&Group::one(add_room(number, &format!("Salle {number}")))).unwrap();
    }
    let mut random = Seeded::new(7);
    for _ in 0..95 {
        let mut set = |number| {
            let values = [("remark".into(), text(&noise(&mut random, 60_000)))].into();
            Command::Set { subject: Subject::shared(Kind::Room, RawId(number)), values }
        };
        ben.submit(&Group::of((0..16).map(&mut set).collect())).unwrap();
    }
    let document = ana.holdings[&Scope::Facility].id;
    let written = written_by(&ben, Scope::Facility);
    let (first, second, later) = (&written[..1], &written[1..2], &written[2..]);
    let total: usize = later.iter().map(|run| run.envelopes[0].len()).sum();
    assert!(total > MOST + (4 << 20), "{total} bytes");
    // Whose changes these are is known; the second is held back.
    assert_eq!(admit(&mut ana, ben.device(), document, first), [Verdict::Kept]);
    let mut dropped = Vec::new();
    for some in later.chunks(10) {
        let verdicts = admit(&mut ana, ben.device(), document, some);
        for (run, verdict) in some.iter().zip(verdicts) {
            match verdict {
                Verdict::Waiting => {}
                Verdict::Dropped => dropped.push(run.clone()),
                other => panic!("{other:?}"),
            }
        }
    }
    let waiting = ana.holdings[&Scope::Facility].waiting.values();
    let bytes: usize = waiting.map(|envelope| envelope.change.len()).sum();
    assert!(bytes <= MOST && bytes > MOST - (2 << 20), "{bytes} bytes wait");
    assert!(!dropped.is_empty());
    // What it waits for comes, and the rest is asked for again.
    assert_eq!(admit(&mut ana, ben.device(), document, second), [Verdict::Kept]);
    let verdicts = admit(&mut ana, ben.device(), document, &dropped);
    assert!(verdicts.iter().all(|verdict| *verdict == Verdict::Kept));
    assert_eq!(hashes(&ana), hashes(&ben));
}
