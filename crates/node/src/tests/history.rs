//! Who changed what and when, over all documents.

use super::{MONDAY, add_room, book, create_film, film, founded, text, two_machines};
use crate::{Engine, Group, HistoryLine, meet};
use model::{BookingId, BookingVerb, Command, Kind, RawId, Scope, Subject};
use std::collections::BTreeSet;
use units::Stamp;

fn at(hour: i64) -> Stamp {
    let Stamp(monday) = Stamp::parse(MONDAY).unwrap();
    Stamp(monday + 3_600 * hour)
}

fn rename(room: u128, name: &str) -> Group {
    let subject = Subject::shared(Kind::Room, RawId(room));
    Group::one(Command::Set { subject, values: [("name".into(), text(name))].into() })
}

fn release(booking: u128) -> Group {
    let (production, booking) = (film(), BookingId(RawId(booking)));
    Group::one(Command::ChangeBooking { production, booking, verb: BookingVerb::Release })
}

/// A room and a film at one o'clock, then now the one and now the other is changed.
fn busy(engine: &mut Engine) {
    let first = vec![
        add_room(1, "Audi 1"),
        create_film(),
        book(5, 1, "2026-11-24T09:00", "2026-11-24T18:00"),
    ];
    let steps = [
        (at(1), Group::of(first)),
        (at(2), rename(1, "Audi A")),
        (at(3), release(5)),
        (at(4), rename(1, "Audi B")),
    ];
    engine.run(steps).unwrap();
}

/// Hours after the beginning, and documents.
fn told(lines: &[HistoryLine]) -> Vec<(i64, Scope)> {
    lines.iter().map(|line| ((line.stamp.0 - at(0).0) / 3_600, line.scope)).collect()
}

#[test]
fn changes_of_all_documents_are_told_by_time() {
    let folder = tempfile::tempdir().unwrap();
    let mut engine = founded(folder.path());
    busy(&mut engine);
    let lines = engine.recent(None, 3).unwrap();
    let plan = Scope::Plan(film());
    assert_eq!(told(&lines), [(4, Scope::Facility), (3, plan), (2, Scope::Facility)]);
    assert_eq!(lines[0].subjects, [Subject::shared(Kind::Room, RawId(1))]);
    assert_eq!(lines[0].device, Some(engine.device()));
    assert_eq!(lines[1].message.command, "change_booking");
}

#[test]
fn pages_follow_each_other_without_a_gap_even_within_a_second() {
    let folder = tempfile::tempdir().unwrap();
    let mut engine = founded(folder.path());
    busy(&mut engine);
    for name in ["a", "b", "c", "d", "e"] {
        engine.run([(at(4), rename(1, name))]).unwrap();
    }
    let whole = engine.recent(None, 1_000).unwrap();
    let mut paged = Vec::new();
    loop {
        let page = engine.recent(paged.last(), 2).unwrap();
        if page.is_empty() {
            break;
        }
        paged.extend(page);
    }
    assert_eq!(paged, whole);
    let changes: BTreeSet<[u8; 32]> = whole.iter().map(|line| line.change).collect();
    assert_eq!(changes.len(), whole.len());
    assert!(whole.is_sorted_by(|newer, older| newer.stamp >= older.stamp));
    let of_plan = whole.iter().filter(|line| line.scope == Scope::Plan(film())).cloned();
    assert_eq!(of_plan.collect::<Vec<_>>(), engine.changes(Scope::Plan(film()), 1_000).unwrap());
}

#[test]
fn the_history_of_a_deleted_production_is_still_told() {
    let folder = tempfile::tempdir().unwrap();
    let mut engine = founded(folder.path());
    busy(&mut engine);
    let subject = Subject::planned(film(), Kind::Production, film());
    engine.run([(at(5), Group::one(Command::Delete { subject }))]).unwrap();
    assert!(engine.snapshot().plans.is_empty());
    assert_eq!(told(&engine.recent(None, 1).unwrap()), [(5, Scope::Plan(film()))]);
}

#[test]
fn who_wrote_last_is_known_of_records_of_several_documents() {
    let (_folders, mut ana, mut ben) = two_machines(&[]);
    busy(&mut ana);
    meet(&mut ana, &mut ben).unwrap();
    ben.set_clock(at(6));
    let booking = Subject::planned(film(), Kind::Booking, RawId(5));
    let values = [("remark".into(), text("Casque"))].into();
    ben.submit(&Group::one(Command::Set { subject: booking, values })).unwrap();
    meet(&mut ana, &mut ben).unwrap();
    let room = Subject::shared(Kind::Room, RawId(1));
    let production = Subject::planned(film(), Kind::Production, film());
    let unknown = Subject::shared(Kind::Room, RawId(9));
    let all = BTreeSet::from([room, booking, production, unknown]);
    let writers = ana.last_writers(&all).unwrap();
    assert_eq!(writers.get(&room), Some(&(ana.person(), at(4))));
    assert_eq!(writers.get(&production), Some(&(ana.person(), at(1))));
    assert_eq!(writers.get(&booking), Some(&(ben.person(), at(6))));
    assert!(!writers.contains_key(&unknown));
}

#[test]
fn the_past_of_what_has_not_changed_since_is_the_present() {
    let folder = tempfile::tempdir().unwrap();
    let mut engine = founded(folder.path());
    busy(&mut engine);
    let now = engine.snapshot();
    let past = engine.at(at(3));
    assert_eq!(past.facility.rooms[&RawId(1).into()].name, "Audi A");
    assert!(std::sync::Arc::ptr_eq(&past.plans[&film()], &now.plans[&film()]));
    assert_eq!(past.now.0 * 60, at(3).0);
    assert!(engine.at(at(0)).plans.is_empty());
}
