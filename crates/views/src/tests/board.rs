//! What the board tells.

use super::*;
use crate::board::{
    BoardClosure, BoardKey, BoardRow, BoardRows, ClosedFor, PlanBars, board_rows, bookable_tasks,
    clashing, closures, plan_bars, rooms_for, short_name,
};
use model::{Absence, AbsenceId, AbsenceKind, Severity, WeekHours};
use schedule::Resource;
use units::{NaiveDate, Tick, TickRange};

fn bars(sample: &Sample) -> Vec<Arc<PlanBars>> {
    let source = sample.source();
    sample.plans.values().map(|plan| Arc::new(plan_bars(&source, plan))).collect()
}

fn rows(sample: &Sample, rows: BoardRows) -> Vec<BoardRow> {
    board_rows(&sample.source(), &bars(sample), rows)
}

fn tick(text: &str) -> Tick {
    Zone::PARIS.tick(moment(text))
}

fn range(from: &str, to: &str) -> TickRange {
    TickRange::new(tick(from), tick(to))
}

/// The sample with another facility.
fn in_facility(change: impl FnOnce(&mut Facility)) -> Sample {
    let mut sample = Sample::new();
    change(Arc::make_mut(&mut sample.facility));
    let now = tick("2026-11-20T09:00");
    sample.report = Checker::new().check(&sample.facility, &sample.casting, &sample.plans, now);
    sample
}

#[test]
fn a_bar_reaches_from_the_first_to_the_last_minute_and_knows_its_days() {
    let bars = bars(&Sample::new());
    let bar = &bars[0].bars[0];
    assert_eq!(bar.range, range("2026-11-26T09:00", "2026-11-27T18:00"));
    assert_eq!(bar.pieces.len(), 2);
    assert_eq!(bar.work, Minutes::hours(16));
    assert_eq!((bar.task_name.as_str(), bar.room_name.as_str()), ("Mixage", "Audi 1"));
    assert!(bar.people_names.starts_with("A. Exemple, "), "{}", bar.people_names);
}

#[test]
fn a_booking_lies_in_the_row_of_its_room_of_each_of_its_people_and_of_its_family() {
    let sample = Sample::new();
    let with_bars = |of| {
        let rows = rows(&sample, of).into_iter().filter(|row| !row.bars.is_empty());
        rows.map(|row| row.key).collect::<Vec<_>>()
    };
    assert_eq!(with_bars(BoardRows::Rooms), [BoardKey::Room(STAGE)]);
    let people = [BoardKey::Person(NOBODY), BoardKey::Person(MIXER)];
    assert_eq!(with_bars(BoardRows::People), people);
    let family = BoardKey::Family(PRODUCTION, model::Family::Sound);
    assert_eq!(with_bars(BoardRows::Productions), [family]);
}

#[test]
fn what_has_no_room_and_nobody_has_a_row_of_its_own() {
    let sample = Sample::with(|plan| {
        let mut loose = booking(RIVAL, "2026-11-30T09:00", "2026-11-30T18:00");
        loose.room = None;
        plan.bookings.insert(RIVAL, Arc::new(loose));
    });
    assert_eq!(rows(&sample, BoardRows::Rooms).last().unwrap().key, BoardKey::NoRoom);
    assert_eq!(rows(&sample, BoardRows::People).last().unwrap().key, BoardKey::Nobody);
}

#[test]
fn no_two_rows_have_a_number_in_common() {
    let sample = Sample::new();
    let all = [BoardRows::Rooms, BoardRows::People, BoardRows::Productions];
    let keys: Vec<BoardKey> =
        all.into_iter().flat_map(|of| rows(&sample, of)).map(|row| row.key).collect();
    let numbers: std::collections::BTreeSet<u128> = keys.iter().map(BoardKey::number).collect();
    assert_eq!(numbers.len(), keys.len());
}

#[test]
fn a_bar_is_found_by_words_without_their_accents() {
    let bars = bars(&Sample::new());
    let has = |text: &str| bars[0].bars[0].has_words(units::folded(text).split_whitespace());
    assert!(has("phare MIX audi") && has("Éxemple") && has(""));
    assert!(!has("phare etalonnage"));
}

#[test]
fn bookings_in_each_others_way_are_told_with_the_worst_of_it() {
    let clashing = clashing(&Sample::with_rival().report);
    assert_eq!(clashing.get(&SESSION), Some(&Severity::Error));
    assert_eq!(clashing.get(&RIVAL), Some(&Severity::Error));
}

#[test]
fn a_row_is_closed_when_it_has_other_hours_than_the_house_or_is_away() {
    let day = range("2026-11-26T00:00", "2026-11-27T00:00");
    let room = Resource::Room(STAGE);
    assert_eq!(closures(&Sample::new().source(), room, day), []);
    let sample = in_facility(|facility| {
        let stage = Arc::make_mut(facility.rooms.get_mut(&STAGE).unwrap());
        stage.hours = WeekHours::weekdays(&"11:00-20:00".parse().unwrap());
        let mut away = Absence::new(AbsenceId(RawId(60)));
        (away.person, away.kind) = (Some(MIXER), AbsenceKind::Away);
        away.start = Some(moment("2026-11-25T00:00"));
        away.end = Some(moment("2026-11-28T00:00"));
        facility.absences.insert(away.id, Arc::new(away));
    });
    let source = sample.source();
    // Before eleven, when the house already works; not at night, when nobody does.
    let expected = BoardClosure {
        range: range("2026-11-26T09:00", "2026-11-26T11:00"),
        cause: ClosedFor::Hours,
    };
    assert_eq!(closures(&source, room, day), [expected]);
    let away = closures(&source, Resource::Person(MIXER), day);
    assert_eq!(away[0].range, range("2026-11-25T00:00", "2026-11-28T00:00"));
    assert_eq!(away[0].cause, ClosedFor::Absence(AbsenceKind::Away));
}

#[test]
fn tasks_with_work_to_book_come_first() {
    let sample = Sample::new();
    let tasks = bookable_tasks(&sample.source(), PRODUCTION);
    let told: Vec<_> = tasks.iter().map(|task| (task.name.as_str(), task.unbooked)).collect();
    // All of the mix is booked, and a day more.
    assert_eq!(told, [("Montage", Minutes(960)), ("Mixage", Minutes::ZERO)]);
}

#[test]
fn a_room_that_is_free_is_proposed_first() {
    let sample = in_facility(|facility| {
        let mut other = Room::new(RoomId(RawId(11)));
        other.name = "Audi 2".into();
        facility.rooms.insert(other.id, Arc::new(other));
    });
    let source = sample.source();
    let mut wanted = booking(RIVAL, "2026-11-26T14:00", "2026-11-26T16:00");
    wanted.task = None;
    let rooms = rooms_for(&source, PRODUCTION, None, &wanted);
    let told: Vec<_> = rooms.iter().map(|room| (room.name.as_str(), room.free)).collect();
    assert_eq!(told, [("Audi 2", true), ("Audi 1", false)]);
}

#[test]
fn names_are_shortened_to_their_initials() {
    assert_eq!(short_name("Nadia Ferrand"), "N. Ferrand");
    assert_eq!(short_name("Jean-Paul Roux"), "J.-P. Roux");
    assert_eq!(short_name("Anaïs"), "Anaïs");
    assert_eq!(short_name(""), "");
}

#[test]
fn a_booking_without_usable_dates_is_on_no_row() {
    let sample = Sample::with(|plan| {
        let session = Arc::make_mut(plan.bookings.get_mut(&SESSION).unwrap());
        session.end = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap().and_hms_opt(0, 0, 0);
    });
    assert!(rows(&sample, BoardRows::Rooms).iter().all(|row| row.bars.is_empty()));
}
