//! Rest and length of work of a person (rules of the house; by default IDCC 2717, art. 5.1).
//!
//! A stretch belongs to the civil day on which it begins, so that a night is one day's work; weeks
//! are cut at Monday 0 h. Time booked twice is worked once. Firm bookings alone that break a rule
//! are an error; those that break it with first options are a warning.

use super::super::{Clash, ClashKind, Holder};
use super::Stretch;
use crate::facility_time::FacilityTime;
use crate::resource::Resource;
use model::{Severity, Subject};
use std::collections::{BTreeMap, BTreeSet};
use units::{Minutes, Tick, TickRange};

/// A day or a week of work.
struct Period {
    /// Number of the day, or of its Monday.
    number: usize,
    work: Minutes,
    /// In the order met; one may come more than once.
    holders: Vec<Holder>,
    first: (Tick, Holder),
    last: (Tick, Holder),
}

/// A rule that is broken, once.
struct Breach {
    rule: &'static str,
    /// Number of the day or week; for rest, of the day that follows.
    number: usize,
    sides: Vec<Subject>,
    range: TickRange,
    /// Rest taken, or work done.
    minutes: Minutes,
}

/// Every breach of one person.
pub(super) fn check(
    time: &FacilityTime,
    resource: Resource,
    stretches: &[Stretch],
    clashes: &mut Vec<Clash>,
) {
    let firm = breaches(time, stretches.iter().filter(|stretch| stretch.holder.hold.is_firm()));
    let known: BTreeSet<_> = firm.iter().map(|breach| (breach.rule, breach.number)).collect();
    let counted = || stretches.iter().filter(|stretch| stretch.holder.hold.counts());
    let mut soft = Vec::new();
    if counted().any(|stretch| !stretch.holder.hold.is_firm()) {
        soft = breaches(time, counted());
        soft.retain(|breach| !known.contains(&(breach.rule, breach.number)));
    }
    sum_up(time, resource, Severity::Error, firm, clashes);
    sum_up(time, resource, Severity::Warning, soft, clashes);
}

fn breaches<'a>(time: &FacilityTime, stretches: impl Iterator<Item = &'a Stretch>) -> Vec<Breach> {
    let (days, weeks) = periods(time, stretches);
    let house = &time.facility().house;
    let mut breaches = Vec::new();
    too_long("day", house.day_limit(), &days, &mut breaches);
    too_long("week", house.week_limit(), &weeks, &mut breaches);
    // A night may end after later work has begun: what counts is the last end so far.
    let mut last: Option<(Tick, Holder)> = None;
    for day in &days {
        if let Some((end, before)) = last {
            let rest = (day.first.0 - end).max(Minutes::ZERO);
            if rest < house.rest() {
                breaches.push(Breach {
                    rule: "rest",
                    number: day.number,
                    sides: sides([before, day.first.1]),
                    range: TickRange::new(end, day.first.0),
                    minutes: rest,
                });
            }
        }
        if last.is_none_or(|(end, _)| day.last.0 > end) {
            last = Some(day.last);
        }
    }
    breaches
}

fn too_long(rule: &'static str, limit: Minutes, periods: &[Period], breaches: &mut Vec<Breach>) {
    for period in periods.iter().filter(|period| period.work > limit) {
        breaches.push(Breach {
            rule,
            number: period.number,
            sides: sides(period.holders.iter().copied()),
            range: TickRange::new(period.first.0, period.last.0),
            minutes: period.work,
        });
    }
}

/// The bookings of holders, each once.
fn sides(holders: impl IntoIterator<Item = Holder>) -> Vec<Subject> {
    let holders: BTreeSet<Holder> = holders.into_iter().collect();
    holders.into_iter().map(Holder::subject).collect()
}

/// Days and weeks of work, earliest first.
fn periods<'a>(
    time: &FacilityTime,
    stretches: impl Iterator<Item = &'a Stretch>,
) -> (Vec<Period>, Vec<Period>) {
    let (mut days, mut weeks): (Vec<Period>, Vec<Period>) = (Vec::new(), Vec::new());
    let mut worked_until = Tick(i64::MIN);
    for stretch in stretches {
        let range = stretch.range;
        let fresh = TickRange::new(range.start.max(worked_until), range.end);
        let work = if fresh == range { stretch.work } else { time.work_in(fresh) };
        worked_until = worked_until.max(range.end);
        let day = time.day_number(range.start);
        add(&mut days, day, stretch.holder, range, work);
        let (monday, _) = time.week_of(day);
        let (next, midnight) = time.week_of(time.day_number(range.end));
        if next == monday || midnight >= range.end {
            add(&mut weeks, monday, stretch.holder, range, work);
            continue;
        }
        // Over the night to Monday: cut at 0 h. A stretch is shorter than two weeks.
        let cut = |part: TickRange| {
            part.intersection(fresh).map_or(Minutes::ZERO, |part| time.work_in(part))
        };
        let before = TickRange::new(range.start, midnight);
        let after = TickRange::new(midnight, range.end);
        add(&mut weeks, monday, stretch.holder, before, cut(before));
        add(&mut weeks, next, stretch.holder, after, cut(after));
    }
    (days, weeks)
}

fn add(periods: &mut Vec<Period>, number: usize, holder: Holder, range: TickRange, work: Minutes) {
    // Stretches come by start, but one cut on Sunday may have opened the next week already.
    if let Some(period) = periods.iter_mut().rev().take(2).find(|period| period.number == number) {
        period.work = period.work + work;
        if period.holders.last() != Some(&holder) {
            period.holders.push(holder);
        }
        period.first = period.first.min((range.start, holder));
        period.last = period.last.max((range.end, holder));
    } else {
        let (first, last) = ((range.start, holder), (range.end, holder));
        periods.push(Period { number, work, holders: vec![holder], first, last });
    }
}

/// Breaches of one rule by the same bookings are one clash, with the worst of them.
fn sum_up(
    time: &FacilityTime,
    resource: Resource,
    severity: Severity,
    breaches: Vec<Breach>,
    clashes: &mut Vec<Clash>,
) {
    let house = &time.facility().house;
    let mut groups: BTreeMap<(&str, Vec<Subject>), (TickRange, Minutes, usize)> = BTreeMap::new();
    for breach in breaches {
        let worst =
            |a: Minutes, b: Minutes| if breach.rule == "rest" { a.min(b) } else { a.max(b) };
        groups
            .entry((breach.rule, breach.sides))
            .and_modify(|(range, minutes, times)| {
                *range = TickRange::new(
                    range.start.min(breach.range.start),
                    range.end.max(breach.range.end),
                );
                *minutes = worst(*minutes, breach.minutes);
                *times += 1;
            })
            .or_insert((breach.range, breach.minutes, 1));
    }
    for ((rule, sides), (range, minutes, times)) in groups {
        let limit = match rule {
            "rest" => house.rest(),
            "day" => house.day_limit(),
            _ => house.week_limit(),
        };
        clashes.push(
            Clash::new(severity, ClashKind::Rest, sides)
                .of(resource)
                .at(range)
                .with("reason", rule)
                .with("minutes", minutes.0)
                .with("limit_minutes", limit.0)
                .with("times", times),
        );
    }
}
