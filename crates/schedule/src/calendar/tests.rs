//! Laws of calendar arithmetic: binary searches against a count minute by minute.

use super::*;
use proptest::prelude::*;

const END: i64 = 400;

fn range(start: i64, end: i64) -> TickRange {
    TickRange::new(Tick(start), Tick(end))
}

fn office() -> WorkCalendar {
    // A morning and an afternoon of four hours on three days.
    let day = |day: i64| {
        [range(day * 1440 + 540, day * 1440 + 780), range(day * 1440 + 840, day * 1440 + 1080)]
    };
    WorkCalendar::new(range(0, 3 * 1440), (0..3).flat_map(day))
}

#[test]
fn a_morning_of_work_ends_at_noon_and_an_afternoon_begins_after_lunch() {
    let calendar = office();
    assert_eq!(calendar.advance(Tick(540), Minutes(240)), Tick(780));
    assert_eq!(calendar.retreat(Tick(1080), Minutes(240)), Tick(840));
    assert_eq!(calendar.advance(Tick(780), Minutes(1)), Tick(841));
    assert_eq!(calendar.retreat(Tick(840), Minutes(1)), Tick(779));
}

#[test]
fn no_work_ends_where_it_begins() {
    assert_eq!(office().advance(Tick(800), Minutes::ZERO), Tick(800));
    assert_eq!(office().retreat(Tick(800), Minutes::ZERO), Tick(800));
}

#[test]
fn work_that_does_not_fit_ends_with_the_horizon() {
    let calendar = office();
    assert_eq!(calendar.advance(Tick(540), Minutes(1440)), Tick(2 * 1440 + 1080));
    assert_eq!(calendar.try_advance(Tick(540), Minutes(1441)), None);
    assert_eq!(calendar.advance(Tick(540), Minutes(1441)), Tick(3 * 1440));
    assert_eq!(calendar.retreat(Tick(540), Minutes(1)), Tick(0));
    assert_eq!(calendar.try_retreat(Tick(540), Minutes(1)), None);
}

#[test]
fn the_ends_of_time_do_no_harm() {
    let calendar = office();
    let (first, last) = (Tick(i64::MIN), Tick(i64::MAX));
    assert_eq!(calendar.work_between(first, last), calendar.total());
    assert_eq!(calendar.advance(first, Minutes(i64::MAX)), Tick(3 * 1440));
    assert_eq!(calendar.advance(last, Minutes(i64::MIN)), Tick(0));
    assert_eq!(calendar.retreat(first, Minutes(i64::MAX)), Tick(0));
    assert_eq!(calendar.without(&[TickRange::new(first, last)]).total(), Minutes::ZERO);
    let empty = WorkCalendar::new(range(0, 0), [TickRange::new(first, last)]);
    assert_eq!(empty.advance(Tick(5), Minutes(1)), Tick(0));
    assert_eq!(empty.next_working(first), None);
}

/// Ranges in any order, overlapping or empty as they come.
fn ranges() -> impl Strategy<Value = Vec<TickRange>> {
    prop::collection::vec((-20..END + 20, 0_i64..60), 0..12)
        .prop_map(|pairs| pairs.into_iter().map(|(at, length)| range(at, at + length)).collect())
}

fn calendars() -> impl Strategy<Value = WorkCalendar> {
    ranges().prop_map(|ranges| WorkCalendar::new(range(0, END), ranges))
}

/// Is the minute worked, said naively?
fn worked(calendar: &WorkCalendar, minute: i64) -> bool {
    calendar.stretches().iter().any(|stretch| stretch.contains(Tick(minute)))
}

fn minutes(range: TickRange) -> impl Iterator<Item = i64> {
    range.start.0..range.end.0
}

fn naive_work(calendar: &WorkCalendar, range: TickRange) -> i64 {
    minutes(range).map(|minute| i64::from(worked(calendar, minute))).sum()
}

fn naive_advance(calendar: &WorkCalendar, start: i64, work: i64) -> Option<i64> {
    let mut left = work;
    let mut at = start;
    while left > 0 {
        if at >= END {
            return None;
        }
        left -= i64::from(worked(calendar, at));
        at += 1;
    }
    Some(at)
}

fn naive_retreat(calendar: &WorkCalendar, end: i64, work: i64) -> Option<i64> {
    let mut left = work;
    let mut at = end;
    while left > 0 {
        if at <= 0 {
            return None;
        }
        at -= 1;
        left -= i64::from(worked(calendar, at));
    }
    Some(at)
}

proptest! {
    #[test]
    fn stretches_are_sorted_apart_and_inside_the_horizon(calendar in calendars()) {
        let inside = |stretch: &TickRange| !stretch.is_empty() && stretch.start.0 >= 0 && stretch.end.0 <= END;
        prop_assert!(calendar.stretches().iter().all(inside));
        prop_assert!(calendar.stretches().is_sorted_by(|a, b| a.end < b.start));
    }

    #[test]
    fn work_between_counts_minutes(calendar in calendars(), a in -30..END + 30, b in -30..END + 30) {
        let counted = naive_work(&calendar, range(a.min(b), a.max(b)));
        let signed = if a <= b { counted } else { -counted };
        prop_assert_eq!(calendar.work_between(Tick(a), Tick(b)), Minutes(signed));
    }

    #[test]
    fn advance_and_retreat_walk_minute_by_minute(calendar in calendars(), at in -30..END + 30, work in 0_i64..200) {
        let forward = naive_advance(&calendar, at, work).map(Tick);
        prop_assert_eq!(calendar.try_advance(Tick(at), Minutes(work)), forward);
        prop_assert_eq!(calendar.retreat(Tick(at), Minutes(-work)), forward.unwrap_or(Tick(END)));
        let back = naive_retreat(&calendar, at, work).map(Tick);
        prop_assert_eq!(calendar.try_retreat(Tick(at), Minutes(work)), back);
        prop_assert_eq!(calendar.advance(Tick(at), Minutes(-work)), back.unwrap_or(Tick(0)));
    }

    #[test]
    fn neighbours_are_the_nearest_worked_minutes(calendar in calendars(), at in -30..END + 30) {
        let next = (at.max(0)..END).find(|minute| worked(&calendar, *minute)).map(Tick);
        prop_assert_eq!(calendar.next_working(Tick(at)), next);
        let previous = (0..at.min(END)).rev().find(|minute| worked(&calendar, *minute));
        prop_assert_eq!(calendar.previous_working(Tick(at)), previous.map(|minute| Tick(minute + 1)));
        prop_assert_eq!(calendar.is_working(Tick(at)), worked(&calendar, at));
    }

    #[test]
    fn covered_and_uncovered_agree_with_the_minutes(calendar in calendars(), start in -30..END, length in 0_i64..150) {
        let asked = range(start, start + length);
        prop_assert_eq!(calendar.covers(asked), minutes(asked).all(|minute| worked(&calendar, minute)));
        let uncovered: Vec<i64> = calendar.uncovered(asked).into_iter().flat_map(minutes).collect();
        let expected: Vec<i64> = minutes(asked).filter(|minute| !worked(&calendar, *minute)).collect();
        prop_assert_eq!(uncovered, expected);
        let covered: Vec<i64> = calendar.stretches_in(asked).flat_map(minutes).collect();
        prop_assert_eq!(covered.len() as i64, naive_work(&calendar, asked));
    }

    #[test]
    fn intersections_and_differences_are_those_of_the_minutes(a in calendars(), b in calendars(), taken in ranges()) {
        let both = a.intersect(&b);
        let left = a.without(&taken);
        for minute in -30..END + 30 {
            prop_assert_eq!(worked(&both, minute), worked(&a, minute) && worked(&b, minute));
            let gone = taken.iter().any(|range| range.contains(Tick(minute)));
            prop_assert_eq!(worked(&left, minute), worked(&a, minute) && !gone);
        }
        prop_assert_eq!(both.total().0, naive_work(&both, range(0, END)));
        prop_assert_eq!(&both, &b.intersect(&a));
    }
}
