//! Maximum lags as a coordinator meets them: what comes too late, how far a task may slip.

use crate::testing::{Draft, at, check, days, facility, paris, task};
use crate::{Clash, ClashKind, Report, TaskDates};
use model::{Kind, LinkKind, ProductionId, RawId};
use units::{Minutes, format_date_time, parse_date};

const NOW: &str = "2026-11-23T09:00";

/// Two tasks of a day, the second after the first and at most so much later.
fn two(most: &str) -> Draft {
    let mut draft = Draft::new(1);
    draft.task(1, days(1));
    draft.task(2, days(1));
    draft.link(1, 2, LinkKind::FinishToStart, "0");
    draft.within(1, 2, most);
    draft
}

fn book(draft: &mut Draft, id: u128, start: &str, end: &str) {
    draft.book(id, start, end).task = Some(task(id));
}

/// What is told of maximum lags: from when to when, how much too late, how that is counted.
fn told(report: &Report) -> Vec<(String, String, String, String)> {
    let written = |tick| format_date_time(report.time().civil(tick));
    let one = |clash: &Clash| {
        let range = clash.range.unwrap();
        let detail = |name| clash.details.get(name).cloned().unwrap();
        (written(range.start), written(range.end), detail("minutes"), detail("counted"))
    };
    let of_kind = report.clashes.iter().filter(|clash| clash.kind == ClashKind::MaximumLag);
    of_kind.map(|clash| one(clash)).collect()
}

fn expected(
    from: &str,
    to: &str,
    minutes: &str,
    counted: &str,
) -> (String, String, String, String) {
    (from.into(), to.into(), minutes.into(), counted.into())
}

fn dates(report: &Report, id: u128) -> TaskDates {
    report.plan(ProductionId(RawId(1))).unwrap().task(task(id)).unwrap().clone()
}

fn total_float(draft: Draft, id: u128) -> Option<Minutes> {
    dates(&check(facility(), vec![draft], NOW), id).total_float
}

#[test]
fn five_working_days_after_a_day_end_with_the_next_morning_of_work() {
    let mix = |start: &str, end: &str| {
        let mut draft = two("2400");
        book(&mut draft, 1, "2026-11-23T09:00", "2026-11-23T18:00");
        book(&mut draft, 2, start, end);
        check(facility(), vec![draft], NOW)
    };
    assert_eq!(told(&mix("2026-12-01T09:00", "2026-12-01T18:00")), []);
    let late = mix("2026-12-01T14:00", "2026-12-02T13:00");
    assert_eq!(told(&late), [expected("2026-12-01T09:00", "2026-12-01T14:00", "240", "working")]);
    let kinds: Vec<Kind> = late.clashes[0].sides.iter().map(|side| side.kind).collect();
    let ids: Vec<u128> = late.clashes[0].sides.iter().map(|side| side.id.0).collect();
    assert_eq!((kinds, ids), (vec![Kind::Task, Kind::Task, Kind::Link], vec![1, 2, 102]));
}

#[test]
fn a_way_out_is_to_do_the_first_later_if_the_second_can_still_follow() {
    let proposed = |first: (&str, &str), second: (&str, &str)| {
        let mut draft = two("480");
        book(&mut draft, 1, first.0, first.1);
        book(&mut draft, 2, second.0, second.1);
        let report = check(facility(), vec![draft], NOW);
        let proposals = report.proposals(&report.clashes[0]);
        proposals.iter().map(|it| (it.booking.0.0, it.remedy)).collect::<Vec<_>>()
    };
    // A day lies between at most: the first comes on Tuesday for Thursday morning.
    let found = proposed(
        ("2026-11-23T09:00", "2026-11-23T18:00"),
        ("2026-11-26T09:00", "2026-11-26T18:00"),
    );
    assert_eq!(found, [(1, crate::Remedy::Slide(at("2026-11-24T09:00")))]);
    // Done is done.
    let mut draft = two("480");
    let done = draft.with(1);
    done.actual_start = Some(at("2026-11-20T09:00"));
    done.actual_finish = Some(at("2026-11-20T18:00"));
    book(&mut draft, 2, "2026-11-26T09:00", "2026-11-26T18:00");
    let report = check(facility(), vec![draft], NOW);
    assert_eq!(report.proposals(&report.clashes[0]), []);
}

#[test]
fn what_must_come_right_after_may_come_right_after() {
    let mut draft = two("0");
    book(&mut draft, 1, "2026-11-27T09:00", "2026-11-27T18:00");
    book(&mut draft, 2, "2026-11-30T09:00", "2026-11-30T18:00");
    assert_eq!(told(&check(facility(), vec![draft], NOW)), []);
}

#[test]
fn a_maximum_by_the_clock_counts_nights_and_weekends() {
    let mut draft = two("2880e");
    book(&mut draft, 1, "2026-11-27T09:00", "2026-11-27T18:00");
    book(&mut draft, 2, "2026-11-30T10:00", "2026-11-30T19:00");
    let report = check(facility(), vec![draft], NOW);
    assert_eq!(told(&report), [expected("2026-11-29T18:00", "2026-11-30T10:00", "960", "elapsed")]);
}

#[test]
fn a_share_of_the_predecessors_work_is_counted_from_its_start_too() {
    let mut draft = two("50%");
    draft.link(1, 2, LinkKind::StartToStart, "0");
    draft.within(1, 2, "50%");
    book(&mut draft, 1, "2026-11-23T09:00", "2026-11-23T18:00");
    book(&mut draft, 2, "2026-11-23T16:00", "2026-11-24T15:00");
    let report = check(facility(), vec![draft], NOW);
    assert_eq!(told(&report), [expected("2026-11-23T14:00", "2026-11-23T16:00", "120", "working")]);
}

#[test]
fn work_that_is_not_booked_can_still_come_closer() {
    let mut draft = two("960");
    book(&mut draft, 2, "2026-12-10T09:00", "2026-12-10T18:00");
    assert_eq!(told(&check(facility(), vec![draft], NOW)), []);
    // Half of the predecessor is booked: the rest can still be.
    let mut draft = two("960");
    book(&mut draft, 1, "2026-11-23T09:00", "2026-11-23T13:00");
    book(&mut draft, 2, "2026-12-10T09:00", "2026-12-10T18:00");
    assert_eq!(told(&check(facility(), vec![draft], NOW)), []);
}

#[test]
fn what_is_done_binds_what_nobody_has_booked_in_time() {
    let report = |now: &str| {
        let mut draft = two("960");
        let first = draft.with(1);
        first.actual_start = Some(at("2026-11-23T09:00"));
        first.actual_finish = Some(at("2026-11-23T18:00"));
        check(facility(), vec![draft], now)
    };
    assert_eq!(told(&report("2026-11-26T09:00")), []);
    let late = report("2026-11-26T10:00");
    assert_eq!(told(&late), [expected("2026-11-26T09:00", "2026-11-26T10:00", "60", "working")]);
    // It may slip from now until the two days are over, whatever else is asked.
    assert_eq!(dates(&report("2026-11-24T09:00"), 2).total_float, Some(days(2)));
}

#[test]
fn what_has_begun_is_not_told_to_have_begun_too_late() {
    let mut draft = two("0");
    book(&mut draft, 1, "2026-11-16T09:00", "2026-11-16T18:00");
    draft.with(2).actual_start = Some(at("2026-11-20T09:00"));
    assert_eq!(told(&check(facility(), vec![draft], NOW)), []);
}

#[test]
fn a_float_ends_where_a_maximum_would_break() {
    // The first has to be finished in a week, the second by Christmas only.
    let draft = |most: Option<&str>| {
        let mut draft = two("0");
        draft.0.links.values_mut().for_each(|link| std::sync::Arc::make_mut(link).most = None);
        if let Some(most) = most {
            draft.within(1, 2, most);
        }
        draft.task(3, days(1));
        draft.link(3, 2, LinkKind::FinishToStart, "0");
        draft.with(1).deadline = Some(at("2026-11-30T18:00"));
        draft.production().delivery = parse_date("2026-12-18");
        draft
    };
    assert_eq!(total_float(draft(None), 2), Some(days(18)));
    assert_eq!(
        total_float(draft(Some("960")), 2),
        Some(days(7)),
        "with the first as late as it may"
    );
    assert_eq!(total_float(draft(Some("960")), 3), Some(days(7)), "and so what it waits for");
    assert_eq!(total_float(draft(Some("960")), 1), Some(days(5)), "not the first itself");
    // Booked, the first has to move before that.
    let mut booked = draft(Some("960"));
    book(&mut booked, 1, "2026-11-23T09:00", "2026-11-23T18:00");
    let dates = dates(&check(facility(), vec![booked], NOW), 2);
    assert_eq!((dates.total_float, dates.free_float), (Some(days(7)), Some(days(2))));
}

#[test]
fn maxima_that_cannot_hold_together_are_no_cycle_and_leave_floats_as_they_are() {
    let mut draft = two("960");
    draft.task(3, days(10));
    draft.link(1, 3, LinkKind::FinishToStart, "0");
    draft.link(3, 2, LinkKind::FinishToStart, "0");
    draft.production().delivery = parse_date("2026-12-18");
    let report = check(facility(), vec![Draft(draft.0.clone())], NOW);
    assert_eq!(told(&report), []);
    assert!(report.clashes.is_empty(), "{:?}", report.clashes);
    assert_eq!(dates(&report, 2).total_float, Some(days(8)));
    // Once the first is booked, it is told.
    book(&mut draft, 1, "2026-11-23T09:00", "2026-11-23T18:00");
    assert_eq!(told(&check(facility(), vec![draft], NOW)).len(), 1);
}

#[test]
fn a_maximum_below_the_minimum_is_a_finding() {
    let codes = |lag: &str, most: &str| {
        let mut draft = two(most);
        draft.link(1, 2, LinkKind::FinishToStart, lag);
        draft.within(1, 2, most);
        let report = check(facility(), vec![draft], NOW);
        report.findings.iter().map(|finding| finding.code).collect::<Vec<_>>()
    };
    assert_eq!(codes("480", "480"), [""; 0]);
    assert_eq!(codes("480", "479"), ["clash-contrary-lags"]);
    assert_eq!(codes("480", "50%"), ["clash-contrary-lags"]);
    assert_eq!(codes("-60", "-120"), ["clash-contrary-lags"]);
    // A day of work never takes less than eight hours by the clock; a day by the clock may be less
    // than an hour of work.
    assert_eq!(codes("480", "479e"), ["clash-contrary-lags"]);
    assert_eq!(codes("1440e", "60"), [""; 0]);
}

#[test]
fn many_maxima_in_a_row_end_in_good_time() {
    const MANY: u128 = 5_000;
    let mut draft = Draft::new(1);
    for id in 1..=MANY {
        draft.task(id, Minutes(1));
        if id > 1 {
            draft.link(id - 1, id, LinkKind::FinishToStart, "0");
            draft.within(id - 1, id, "0");
        }
    }
    draft.production().delivery = parse_date("2026-12-18");
    draft.with(1).deadline = Some(at("2026-11-24T18:00"));
    let report = check(facility(), vec![draft], NOW);
    let last = dates(&report, MANY);
    assert_eq!(last.finish, paris("2026-12-07T12:20"));
    assert!(report.clashes.is_empty());
}
