//! Clashes as a coordinator meets them.

use crate::testing::{Draft, at, check, facility, person, room, task, told};
use crate::{Remedy, Report, Resource};
use model::{
    Absence, AbsenceId, BookingId, BookingState, Casting, Facility, Plan, ProductionId, RawId,
    RoomId, RoomKind,
};
use std::collections::BTreeMap;
use std::sync::Arc;
use units::{Minutes, TickRange};

const NOW: &str = "2026-11-23T09:00";

/// Bookings of one room: production, state, rank, start, end.
fn in_one_room(bookings: &[(u128, BookingState, i64, &str, &str)]) -> Vec<Draft> {
    let mut drafts: BTreeMap<u128, Draft> = BTreeMap::new();
    for (number, (production, state, rank, start, end)) in bookings.iter().enumerate() {
        let draft = drafts.entry(*production).or_insert_with(|| Draft::new(*production));
        let booking = draft.book(number as u128 + 1, start, end);
        booking.room = Some(room(1));
        booking.state = state.clone();
        booking.rank = Some(*rank);
    }
    drafts.into_values().collect()
}

/// Sessions of one person.
fn of_one_person(sessions: &[(&str, &str)]) -> Draft {
    let mut draft = Draft::new(1);
    for (number, (start, end)) in sessions.iter().enumerate() {
        draft.book(number as u128 + 1, start, end).people.insert(person(1));
    }
    draft
}

/// Clashes of one kind, as text.
fn of_kind(report: &Report, kind: &str) -> Vec<String> {
    told(report).into_iter().filter(|text| text.contains(kind)).collect()
}

#[test]
fn firmness_decides_how_grave_a_double_booking_is() {
    use BookingState::{Confirmed, Idea, Option};
    let severity = |a: (BookingState, i64), b: (BookingState, i64)| {
        let day = ("2026-11-26T09:00", "2026-11-26T18:00");
        let drafts = in_one_room(&[(1, a.0, a.1, day.0, day.1), (2, b.0, b.1, day.0, day.1)]);
        let report = check(facility(), drafts, NOW);
        report.clashes.first().map(|clash| clash.severity.key())
    };
    assert_eq!(severity((Confirmed, 1), (Confirmed, 1)), Some("error"));
    assert_eq!(severity((Confirmed, 1), (Option, 1)), Some("warning"));
    assert_eq!(severity((Option, 2), (Option, 2)), Some("warning"));
    assert_eq!(severity((Option, 1), (Option, 2)), Some("info"));
    assert_eq!(severity((Confirmed, 1), (Idea, 1)), None);
}

#[test]
fn two_weeks_that_share_three_mornings_are_one_clash() {
    let mut drafts = in_one_room(&[
        (1, BookingState::Confirmed, 1, "2026-11-23T09:00", "2026-11-27T18:00"),
        (2, BookingState::Confirmed, 1, "2026-11-25T09:00", "2026-12-01T18:00"),
    ]);
    for booking in drafts[1].0.bookings.values_mut() {
        Arc::make_mut(booking).window = Some("09:00-13:00".parse().unwrap());
    }
    let report = check(facility(), drafts, NOW);
    assert_eq!(told(&report), ["error double_booking 2026-11-25T09:00..2026-11-27T13:00"]);
    let details = &report.clashes[0].details;
    assert_eq!((details["minutes"].as_str(), details["times"].as_str()), ("720", "3"));
}

#[test]
fn a_day_in_a_room_with_a_lunch_break_is_inside_its_hours() {
    let day = |start, end| {
        told(&check(facility(), in_one_room(&[(1, BookingState::Confirmed, 1, start, end)]), NOW))
    };
    assert!(day("2026-11-26T09:00", "2026-11-26T18:00").is_empty());
    assert_eq!(
        day("2026-11-26T17:00", "2026-11-26T22:00"),
        ["warning closed_hours hours 2026-11-26T18:00..2026-11-26T22:00"]
    );
    // Christmas Eve late: two hours too many, and one of Christmas Day.
    assert_eq!(
        day("2026-12-24T16:00", "2026-12-25T01:00"),
        [
            "warning closed_hours hours 2026-12-24T18:00..2026-12-25T00:00",
            "warning closed_hours holiday 2026-12-25T00:00..2026-12-25T01:00",
        ]
    );
}

#[test]
fn eleven_hours_of_rest_are_needed_after_an_evening() {
    let rest = |next: &str| {
        let draft =
            of_one_person(&[("2026-11-26T14:00", "2026-11-26T21:00"), (next, "2026-11-27T12:00")]);
        of_kind(&check(facility(), vec![draft], NOW), "rest rest")
    };
    assert!(rest("2026-11-27T08:00").is_empty());
    assert_eq!(rest("2026-11-27T07:45"), ["error rest rest 2026-11-26T21:00..2026-11-27T07:45"]);
}

#[test]
fn a_long_night_is_not_forgotten_over_a_short_morning() {
    // Monday's night ends at noon on Tuesday, after Tuesday's two hours of work.
    let draft = of_one_person(&[
        ("2026-11-23T22:00", "2026-11-24T12:00"),
        ("2026-11-24T06:00", "2026-11-24T08:00"),
        ("2026-11-24T22:30", "2026-11-25T01:00"),
        ("2026-11-25T20:00", "2026-11-25T22:00"),
    ]);
    let report = check(facility(), vec![draft], NOW);
    assert_eq!(
        of_kind(&report, "rest rest"),
        ["error rest rest 2026-11-24T12:00..2026-11-24T12:00"]
    );
}

#[test]
fn a_day_over_ten_hours_and_a_week_over_forty_eight_are_told() {
    let mut draft = Draft::new(1);
    let booking = draft.book(1, "2026-11-23T09:00", "2026-11-28T20:00");
    booking.window = Some("09:00-20:00".parse().unwrap());
    booking.days = model::BookingDays::WithSaturdays;
    booking.people.insert(person(1));
    // Ten hours after lunch on weekdays, eleven on the Saturday, which has no lunch.
    let report = check(facility(), vec![draft], NOW);
    assert_eq!(
        of_kind(&report, " rest "),
        [
            "error rest week 2026-11-23T09:00..2026-11-28T20:00",
            "error rest day 2026-11-28T09:00..2026-11-28T20:00",
        ]
    );
    assert_eq!(report.clashes[0].details["minutes"], (61 * 60).to_string());
}

#[test]
fn two_productions_need_their_turnaround_and_one_does_not() {
    let told_with = |second: u128| {
        let mut facility: Facility = facility();
        let first = facility.rooms.get_mut(&room(1)).unwrap();
        Arc::make_mut(first).turnaround = Some(Minutes(60));
        let drafts = in_one_room(&[
            (1, BookingState::Confirmed, 1, "2026-11-26T09:00", "2026-11-26T13:00"),
            (second, BookingState::Confirmed, 1, "2026-11-26T13:30", "2026-11-26T18:00"),
        ]);
        told(&check(facility, drafts, NOW))
    };
    assert!(told_with(1).is_empty());
    assert_eq!(told_with(2), ["warning turnaround 2026-11-26T13:00..2026-11-26T13:30"]);
}

#[test]
fn an_option_lapses_at_the_very_minute() {
    let lapsed = |now| {
        let mut drafts =
            in_one_room(&[(1, BookingState::Option, 1, "2026-12-01T09:00", "2026-12-01T18:00")]);
        let booking = Arc::make_mut(drafts[0].0.bookings.values_mut().next().unwrap());
        booking.expires = Some(at("2026-11-25T18:00"));
        booking.answer_by = Some(at("2026-11-24T12:00"));
        let report = check(facility(), drafts, now);
        report.clashes.iter().map(|clash| clash.details["reason"].clone()).collect::<Vec<_>>()
    };
    assert!(lapsed("2026-11-24T11:59").is_empty());
    assert_eq!(lapsed("2026-11-24T12:00"), ["answer_by"]);
    assert_eq!(lapsed("2026-11-25T18:00"), ["answer_by", "expires"]);
}

#[test]
fn what_is_gone_or_unfit_or_unwanted_is_told() {
    let mut draft = Draft::new(1);
    draft.production().director = Some(person(7));
    let mix = draft.task(1, Minutes::hours(8));
    mix.room_kind = Some(RoomKind::Stage);
    mix.capabilities.insert("5.1".into());
    mix.function = Some("mixer".into());
    let booking = draft.book(1, "2026-11-26T09:00", "2026-11-26T18:00");
    booking.task = Some(task(1));
    booking.room = Some(room(1));
    booking.people.insert(person(1));
    let booking = draft.book(2, "2026-11-27T09:00", "2026-11-27T18:00");
    booking.task = Some(task(99));
    booking.room = Some(room(99));
    let booking = draft.book(3, "2026-11-30T09:00", "2026-11-30T18:00");
    booking.end = None;
    assert_eq!(
        told(&check(facility(), vec![draft], NOW)),
        [
            "error deleted_resource 2026-11-27T09:00..2026-11-27T18:00",
            "error bad_dates missing",
            "warning capability function 2026-11-26T09:00..2026-11-26T18:00",
            "warning capability capabilities 2026-11-26T09:00..2026-11-26T18:00",
            "warning capability room_kind 2026-11-26T09:00..2026-11-26T18:00",
            "warning deleted_task 2026-11-27T09:00..2026-11-27T18:00",
        ]
    );
}

#[test]
fn a_premix_and_a_mix_go_together() {
    let mut draft = Draft::new(1);
    for (id, day) in [(1, "2026-11-26"), (2, "2026-11-27")] {
        draft.task(id, Minutes::hours(8)).same_as = Some("mix".into());
        let booking = draft.book(id, &format!("{day}T09:00"), &format!("{day}T18:00"));
        booking.task = Some(task(id));
        booking.room = Some(room(id));
        booking.people = [person(id), person(3)].into();
    }
    assert_eq!(told(&check(facility(), vec![draft], NOW)), ["warning same_as room"]);
}

#[test]
fn a_mix_booked_before_the_grade_is_done_breaks_its_link() {
    let mut draft = Draft::new(1);
    draft.task(1, Minutes::hours(16));
    draft.task(2, Minutes::hours(8));
    draft.link(1, 2, model::LinkKind::FinishToStart, "0");
    draft.book(2, "2026-11-24T14:00", "2026-11-24T18:00").task = Some(task(2));
    // The grade needs Monday and Tuesday; half of the mix is booked on Tuesday afternoon.
    let report = check(facility(), vec![draft], NOW);
    assert_eq!(told(&report), ["warning lag 2026-11-24T14:00..2026-11-24T18:00"]);
    let proposals = report.proposals(&report.clashes[0]);
    assert_eq!(proposals[0].remedy, Remedy::Slide(at("2026-11-25T09:00")));
}

#[test]
fn ways_out_of_a_double_booking_name_what_is_free() {
    let drafts = in_one_room(&[
        (1, BookingState::Confirmed, 1, "2026-11-26T09:00", "2026-11-26T18:00"),
        (2, BookingState::Option, 1, "2026-11-26T14:00", "2026-11-26T18:00"),
    ]);
    let mut facility = facility();
    let absence = closed_room(2, "2026-11-26T00:00", "2026-11-27T00:00");
    facility.absences.insert(absence.id, Arc::new(absence));
    let report = check(facility, drafts, NOW);
    let remedies: Vec<(u128, Remedy)> = report
        .proposals(&report.clashes[0])
        .into_iter()
        .map(|proposal| (proposal.booking.0.0, proposal.remedy))
        .collect();
    assert_eq!(
        remedies,
        [
            (2, Remedy::Room(room(3))),
            (2, Remedy::Slide(at("2026-11-27T09:00"))),
            (2, Remedy::Release),
            (1, Remedy::Room(room(3))),
            (1, Remedy::Slide(at("2026-11-27T09:00"))),
        ]
    );
}

fn closed_room(id: u128, start: &str, end: &str) -> Absence {
    let mut absence = Absence::new(AbsenceId(RawId(id)));
    absence.room = Some(room(id));
    (absence.start, absence.end) = (Some(at(start)), Some(at(end)));
    absence
}

#[test]
fn who_is_free_on_thursday_afternoon() {
    let drafts = in_one_room(&[
        (1, BookingState::Confirmed, 1, "2026-11-26T09:00", "2026-11-26T15:00"),
        (2, BookingState::Option, 2, "2026-11-26T16:30", "2026-11-26T17:00"),
    ]);
    let report = check(facility(), drafts, NOW);
    let moment = |text| crate::testing::paris(text);
    let afternoon = TickRange::new(moment("2026-11-26T14:00"), moment("2026-11-26T20:00"));
    let free = |id, length| {
        let slots =
            report.free_slots(Resource::Room(RoomId(RawId(id))), afternoon, Minutes(length));
        slots.iter().map(|slot| slot.length().0).collect::<Vec<_>>()
    };
    assert_eq!(free(1, 30), [90, 60]);
    assert_eq!(free(1, 75), [90]);
    assert_eq!(free(2, 75), [240]);
    assert!(free(99, 1).is_empty());
}

#[test]
fn the_same_room_imported_a_thousand_times_is_cut_short() {
    let day = ("2026-11-26T09:00", "2026-11-26T18:00");
    let bookings = vec![(1, BookingState::Confirmed, 1, day.0, day.1); 1_000];
    let report = check(facility(), in_one_room(&bookings), NOW);
    assert!(report.clashes.len() < 6_000, "{} clashes", report.clashes.len());
    assert_eq!(report.findings[0].code, "clash-too-many");
}

#[test]
fn an_edit_of_one_plan_is_seen_in_the_room_it_shares() {
    let drafts = in_one_room(&[
        (1, BookingState::Confirmed, 1, "2026-11-26T09:00", "2026-11-26T18:00"),
        (2, BookingState::Confirmed, 1, "2026-11-26T14:00", "2026-11-26T18:00"),
    ]);
    let mut plans: BTreeMap<ProductionId, Arc<Plan>> =
        drafts.into_iter().map(|draft| (draft.0.production.id, Arc::new(draft.0))).collect();
    let (facility, casting) = (Arc::new(facility()), Arc::new(Casting::default()));
    let mut checker = crate::Checker::new();
    let now = crate::testing::paris(NOW);
    assert_eq!(checker.check(&facility, &casting, &plans, now).clashes.len(), 1);
    let second = Arc::make_mut(plans.get_mut(&ProductionId(RawId(2))).unwrap());
    second.bookings.remove(&BookingId(RawId(2)));
    assert!(checker.check(&facility, &casting, &plans, now).clashes.is_empty());
}
