//! The log of everything.

use super::{add_room, book, create_film, film, founded};
use crate::Group;
use model::{BookingId, Command, Kind, RawId, Scope, Subject};
use units::{Stamp, parse_date_time};

#[test]
fn the_log_tells_the_changes_of_all_documents_newest_first() {
    let folder = tempfile::tempdir().unwrap();
    let mut engine = founded(folder.path());
    let at = |text: &str| Stamp::parse(text).unwrap();
    let moved = Command::MoveBooking {
        production: film(),
        booking: BookingId(RawId(5)),
        start: parse_date_time("2026-11-26T09:00").unwrap(),
    };
    let day = book(5, 1, "2026-11-24T09:00", "2026-11-24T18:00");
    engine
        .run([
            (
                at("2026-11-23T09:00:00Z"),
                Group::of(vec![add_room(1, "Audi 1"), create_film(), day]),
            ),
            (at("2026-11-23T10:00:00Z"), Group::one(moved)),
        ])
        .unwrap();
    let log = engine.log(None).unwrap();
    assert!(log.is_sorted_by(|one, next| one.stamp >= next.stamp));
    assert!(log.iter().any(|line| line.scope == Scope::Facility));
    assert_eq!(log[0].message.command, "move_booking");
    let since = engine.log(Some(at("2026-11-23T09:30:00Z"))).unwrap();
    assert_eq!(since, log[..1]);
    let records = engine.records_of(&[(log[0].scope, log[0].change)]);
    assert_eq!(records, [[Subject::planned(film(), Kind::Booking, RawId(5))]]);
    let writer = log[0].device.and_then(|device| engine.writer_of(device));
    assert_eq!(writer, Some(engine.person()));
}
