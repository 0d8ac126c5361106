//! Dates of plans made by hand, as a coordinator would work them out on a calendar.

use crate::testing::{Draft, at, check, days, facility, paris, task};
use crate::{Driver, Report};
use model::{LinkId, LinkKind, ProductionId, RawId};
use std::sync::Arc;
use units::{Minutes, parse_date};

const NOW: &str = "2026-11-23T09:00";

fn dates(report: &Report, id: u128) -> (String, String) {
    let plan = report.plan(ProductionId(RawId(1))).unwrap();
    let dates = plan.task(task(id)).unwrap();
    let written = |tick| units::format_date_time(report.time().civil(tick));
    (written(dates.start), written(dates.finish))
}

#[track_caller]
fn expect(report: &Report, id: u128, start: &str, finish: &str) {
    assert_eq!(dates(report, id), (start.to_owned(), finish.to_owned()), "task {id}");
}

fn floats(report: &Report, id: u128) -> (Option<Minutes>, Option<Minutes>, bool) {
    let plan = report.plan(ProductionId(RawId(1))).unwrap();
    let dates = plan.task(task(id)).unwrap();
    (dates.total_float, dates.free_float, dates.critical)
}

/// A 52' documentary: edit 1, lock 2, conform 3, grading 4, sound edit 5, mix 6, assembly 7,
/// quality control 8, master 9.
fn documentary() -> Draft {
    let mut draft = Draft::new(1);
    let works = [(1, 20), (3, 1), (4, 4), (5, 6), (6, 4), (7, 1), (8, 1)];
    for (id, work) in works {
        draft.task(id, days(work));
    }
    draft.task(2, Minutes::ZERO).milestone = true;
    draft.task(9, Minutes::ZERO).milestone = true;
    for (from, to) in [(1, 2), (2, 3), (3, 4), (2, 5), (5, 6), (4, 7), (6, 7), (7, 8), (8, 9)] {
        draft.link(from, to, LinkKind::FinishToStart, "0");
    }
    draft.link(4, 6, LinkKind::StartToStart, "0");
    draft.production().start = parse_date("2026-11-23");
    draft.production().delivery = parse_date("2027-01-11");
    draft
}

#[test]
fn a_documentary_is_dated_over_christmas() {
    let report = check(facility(), vec![documentary()], NOW);
    expect(&report, 1, "2026-11-23T09:00", "2026-12-18T18:00");
    expect(&report, 2, "2026-12-18T18:00", "2026-12-18T18:00");
    expect(&report, 3, "2026-12-21T09:00", "2026-12-21T18:00");
    expect(&report, 4, "2026-12-22T09:00", "2026-12-28T18:00");
    expect(&report, 5, "2026-12-21T09:00", "2026-12-29T18:00");
    expect(&report, 6, "2026-12-30T09:00", "2027-01-05T18:00");
    expect(&report, 7, "2027-01-06T09:00", "2027-01-06T18:00");
    expect(&report, 9, "2027-01-07T18:00", "2027-01-07T18:00");
}

#[test]
fn floats_run_to_the_delivery() {
    let report = check(facility(), vec![documentary()], NOW);
    for id in [1, 2, 5, 6, 7, 8] {
        assert_eq!(floats(&report, id), (Some(days(2)), Some(Minutes::ZERO), true), "task {id}");
    }
    assert_eq!(floats(&report, 9), (Some(days(2)), Some(days(2)), true));
    assert_eq!(floats(&report, 4), (Some(days(7)), Some(days(5)), false));
    let plan = report.plan(ProductionId(RawId(1))).unwrap();
    assert_eq!(plan.total_float, Some(days(2)));
    assert_eq!(plan.task(task(6)).unwrap().late_finish, Some(paris("2027-01-07T18:00")));
    assert_eq!(plan.task(task(6)).unwrap().late_start, Some(paris("2027-01-04T09:00")));
    assert_eq!(plan.task(task(6)).unwrap().driver, Driver::Link(LinkId(RawId(506))));
}

#[test]
fn a_delivery_moved_forward_shows_what_is_late() {
    let mut draft = documentary();
    draft.production().delivery = parse_date("2027-01-05");
    let report = check(facility(), vec![draft], NOW);
    assert_eq!(floats(&report, 6), (Some(days(-2)), Some(Minutes::ZERO), true));
    assert_eq!(
        crate::testing::told(&report),
        ["error deadline 2027-01-05T18:00..2027-01-07T18:00"]
    );
}

#[test]
fn lags_run_in_working_or_in_elapsed_time() {
    let check_lag = |lag: &str, kind: LinkKind, start: &str| {
        let mut draft = Draft::new(1);
        draft.task(1, days(5));
        draft.task(2, days(1));
        draft.link(1, 2, kind, lag);
        expect(&check(facility(), vec![draft], NOW), 2, start, &start.replace("09:00", "18:00"));
    };
    check_lag("480", LinkKind::FinishToStart, "2026-12-01T09:00");
    check_lag("2880e", LinkKind::FinishToStart, "2026-11-30T09:00");
    check_lag("-960", LinkKind::FinishToStart, "2026-11-26T09:00");
    check_lag("40%", LinkKind::StartToStart, "2026-11-25T09:00");
    check_lag("0", LinkKind::FinishToFinish, "2026-11-27T09:00");
    check_lag("960", LinkKind::StartToFinish, "2026-11-24T09:00");
}

#[test]
fn work_under_way_continues_from_now() {
    let mut draft = documentary();
    let edit = draft.task(1, days(20));
    edit.actual_start = Some(at("2026-11-23T09:00"));
    edit.remaining = Some(days(12));
    // Half done, it needs 12 more days from 7 December at noon, when Christmas is in the way.
    let report = check(facility(), vec![draft], "2026-12-07T14:00");
    expect(&report, 1, "2026-11-23T09:00", "2026-12-23T13:00");
    expect(&report, 3, "2026-12-23T14:00", "2026-12-24T13:00");
}

#[test]
fn what_is_finished_stays_and_lets_the_next_begin_now() {
    let mut draft = documentary();
    let edit = draft.task(1, days(20));
    edit.actual_start = Some(at("2026-11-23T09:00"));
    edit.actual_finish = Some(at("2026-12-11T18:00"));
    let report = check(facility(), vec![draft], "2026-12-15T09:00");
    expect(&report, 1, "2026-11-23T09:00", "2026-12-11T18:00");
    expect(&report, 2, "2026-12-11T18:00", "2026-12-11T18:00");
    expect(&report, 3, "2026-12-15T09:00", "2026-12-15T18:00");
    assert_eq!(floats(&report, 1), (None, None, false));
}

#[test]
fn what_is_booked_stands_and_the_rest_comes_after() {
    let mut draft = documentary();
    let booking = draft.book(1, "2027-01-11T09:00", "2027-01-13T13:00");
    booking.task = Some(task(6));
    let report = check(facility(), vec![draft], NOW);
    // Two and a half days of four are booked.
    expect(&report, 6, "2027-01-11T09:00", "2027-01-14T18:00");
    let plan = report.plan(ProductionId(RawId(1))).unwrap();
    let mix = plan.task(task(6)).unwrap();
    assert_eq!((mix.booked, mix.unbooked), (Minutes::hours(20), Minutes::hours(12)));
    assert_eq!(mix.early_start, paris("2026-12-30T09:00"));
    expect(&report, 7, "2027-01-15T09:00", "2027-01-15T18:00");
}

#[test]
fn a_group_holds_its_tasks_back_and_spans_them() {
    let mut draft = Draft::new(1);
    draft.task(1, days(1));
    draft.task(2, Minutes::ZERO);
    draft.task(3, days(1)).parent = Some(task(2));
    draft.task(4, days(3)).parent = Some(task(2));
    draft.task(5, days(1));
    draft.link(1, 2, LinkKind::FinishToStart, "0");
    draft.link(2, 5, LinkKind::FinishToStart, "0");
    let report = check(facility(), vec![draft], NOW);
    expect(&report, 2, "2026-11-24T09:00", "2026-11-26T18:00");
    expect(&report, 3, "2026-11-24T09:00", "2026-11-24T18:00");
    expect(&report, 5, "2026-11-27T09:00", "2026-11-27T18:00");
    assert_eq!(floats(&report, 3), (Some(days(2)), Some(days(2)), false));
    assert_eq!(floats(&report, 4), (Some(days(0)), Some(days(0)), true));
}

#[test]
fn a_cycle_is_named_and_the_rest_is_dated() {
    let mut draft = documentary();
    draft.link(6, 5, LinkKind::FinishToStart, "0");
    let report = check(facility(), vec![draft], NOW);
    assert_eq!(crate::testing::told(&report), ["error cycle"]);
    let plan = report.plan(ProductionId(RawId(1))).unwrap();
    assert!(plan.task(task(5)).is_none() && plan.task(task(6)).is_none());
    expect(&report, 7, "2026-12-29T09:00", "2026-12-29T18:00");
    assert_eq!(report.clashes[0].sides.len(), 2);
}

#[test]
fn a_task_that_waits_for_itself_or_for_its_own_group_is_a_cycle() {
    let mut draft = Draft::new(1);
    draft.task(1, days(1));
    draft.task(2, days(1));
    draft.task(3, days(1)).parent = Some(task(2));
    draft.task(4, days(1)).parent = Some(task(4));
    draft.link(1, 1, LinkKind::FinishToStart, "0");
    draft.link(2, 3, LinkKind::FinishToStart, "0");
    let report = check(facility(), vec![draft], NOW);
    assert_eq!(crate::testing::told(&report), ["error cycle", "error cycle", "error cycle"]);
    assert!(report.plan(ProductionId(RawId(1))).unwrap().tasks.is_empty());
}

#[test]
fn work_beyond_all_calendars_ends_with_them() {
    let mut draft = Draft::new(1);
    draft.task(1, Minutes(i64::MAX));
    draft.task(2, Minutes(i64::MAX)).remaining = Some(Minutes(i64::MIN));
    draft.link(1, 2, LinkKind::FinishToStart, &format!("{}e", i64::MAX));
    draft.link(2, 1, LinkKind::Other("XX".into()), "0");
    draft.0.links.pop_last();
    let report = check(facility(), vec![draft], NOW);
    expect(&report, 1, "2026-11-23T09:00", "2037-01-01T00:00");
}

#[test]
fn long_chains_long_cycles_and_deep_groups_end_in_good_time() {
    const MANY: u128 = 20_000;
    let mut draft = Draft::new(1);
    for id in 1..=MANY {
        draft.task(id, Minutes(1));
        // A chain whose second half closes a cycle.
        let next = if id == MANY { MANY / 2 } else { id + 1 };
        draft.link(id, next, LinkKind::FinishToStart, "0");
    }
    for id in MANY + 1..=MANY + 2_000 {
        let group = draft.task(id, Minutes(1));
        group.deadline = Some(at("2026-12-24T18:00"));
        group.parent = (id > MANY + 1).then(|| task(id - 1));
    }
    let report = check(facility(), vec![draft], NOW);
    let plan = report.plan(ProductionId(RawId(1))).unwrap();
    assert_eq!(plan.tasks.len(), (MANY / 2 - 1) as usize + 2_000);
    let cycle = report.clashes.iter().find(|clash| clash.kind == crate::ClashKind::Cycle).unwrap();
    assert_eq!(cycle.sides.len(), (MANY / 2 + 1) as usize);
}

/// Three tasks in a row that take this many working days each.
fn long_haul(each: i64) -> Draft {
    let mut draft = Draft::new(1);
    for id in 1..=3 {
        draft.task(id, days(each)).name = format!("part {id}");
    }
    draft.link(1, 2, LinkKind::FinishToStart, "0");
    draft.link(2, 3, LinkKind::FinishToStart, "0");
    draft
}

/// Codes of the findings, with the task each speaks of.
fn findings(report: &Report) -> Vec<(&'static str, u128)> {
    let of = |finding: &model::Finding| finding.place.subject.map_or(0, |subject| subject.id.0);
    report.findings.iter().map(|finding| (finding.code, of(finding))).collect()
}

#[test]
fn work_that_goes_on_for_years_has_its_true_dates() {
    // 1,440 days of some 252 a year; the plan itself speaks of no date at all.
    let report = check(facility(), vec![long_haul(480)], NOW);
    let plan = report.plan(ProductionId(RawId(1))).unwrap();
    let house = report.time().house();
    let worked = house.work_between(plan.start.unwrap(), plan.finish.unwrap());
    assert_eq!(worked, days(3 * 480));
    assert!(plan.finish.unwrap() > paris("2032-01-01T00:00"));
    assert_eq!(findings(&report), []);
}

#[test]
fn dates_beyond_all_that_is_looked_at_are_told_to_be_none() {
    let report = check(facility(), vec![long_haul(1_000)], NOW);
    expect(&report, 3, "2034-10-25T09:00", "2037-01-01T00:00");
    let code = "schedule-beyond-horizon";
    assert_eq!(findings(&report), [(code, 3)]);
    assert_eq!(report.findings[0].fields["name"], "part 3");
    assert_eq!(report.findings[0].fields["until"], "2036-12-31");
    let report = check(facility(), vec![long_haul(2_000)], NOW);
    assert_eq!(findings(&report), [(code, 2), (code, 3)]);
}

#[test]
fn a_plan_that_was_mended_is_seen_as_if_nothing_had_been_wrong() {
    let facility = Arc::new(facility());
    let casting = Arc::new(model::Casting::default());
    let mut checker = crate::Checker::new();
    let mut look = |each| {
        let plan = Arc::new(long_haul(each).0);
        let plans = [(plan.production.id, plan)].into();
        let report = checker.check(&facility, &casting, &plans, paris(NOW));
        assert!(report == check(facility.as_ref().clone(), vec![long_haul(each)], NOW));
        report.time().years()
    };
    assert_eq!(
        [10, 480, 480, 10, 2_000, 10].map(&mut look),
        [(2025, 2028), (2025, 2036), (2025, 2036), (2025, 2028), (2025, 2036), (2025, 2028),]
    );
}

#[test]
fn time_booked_twice_is_worked_twice_where_two_may_work_at_once() {
    let finish = |at_once: Option<i64>| {
        let mut draft = Draft::new(1);
        draft.task(1, days(6)).sessions_at_once = at_once;
        for (id, start, end) in [
            (1, "2026-11-24T09:00", "2026-11-26T18:00"),
            (2, "2026-11-25T09:00", "2026-11-26T18:00"),
            (3, "2026-11-26T09:00", "2026-11-26T18:00"),
        ] {
            draft.book(id, start, end).task = Some(task(1));
        }
        let report = check(facility(), vec![draft], NOW);
        let dates = report.plan(ProductionId(RawId(1))).unwrap().task(task(1)).unwrap().clone();
        (dates.booked, dates.unbooked, units::format_date_time(report.time().civil(dates.finish)))
    };
    let on = |day: &str| format!("2026-{day}T18:00");
    assert_eq!(finish(None), (days(3), days(3), on("12-01")));
    assert_eq!(finish(Some(1)), finish(None));
    assert_eq!(finish(Some(2)), (days(5), days(1), on("11-27")), "never three at once");
    assert_eq!(finish(Some(3)), (days(6), Minutes::ZERO, on("11-26")));
}
