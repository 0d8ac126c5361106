//! How long the live checks take after one edit, with 5,000 open tasks, calendars and bookings.
//!
//! `cargo bench -p schedule --bench live_checks` prints least, median and 99th percentile. The
//! facility is made from a seed, so runs on one machine can be compared.
#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a bench stops at its first mistake"
)]

mod facility;

use facility::{Sample, sample};
use model::{Absence, AbsenceId, Booking, Facility, Plan, ProductionId, RawId};
use schedule::{Checker, ClashKind, FreeQuery, Report, Resource, Wanted};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};
use units::{Days, Minutes, TickRange};

/// Edits that are timed in each run.
const ROUNDS: usize = 600;

fn main() {
    for plans in [12, 60] {
        run(&sample(plans, 330));
    }
    run(&sample(120, 3_300));
}

fn run(sample: &Sample) {
    let count = |of: fn(&Plan) -> usize| sample.plans.values().map(|plan| of(plan)).sum::<usize>();
    println!(
        "\n{} plans, {} tasks, {} links, {} bookings, {} rooms and people",
        sample.plans.len(),
        count(|plan| plan.tasks.len()),
        count(|plan| plan.links.len()),
        count(|plan| plan.bookings.len()),
        sample.facility.rooms.len() + sample.facility.people.len(),
    );
    let mut checker = Checker::new();
    let check = |checker: &mut Checker, facility: &Arc<Facility>, plans: &Plans, late: i64| {
        let begun = Instant::now();
        let report = checker.check(facility, &sample.casting, plans, sample.now + Minutes(late));
        (begun.elapsed(), report)
    };
    let (first, report) = check(&mut checker, &sample.facility, &sample.plans, 0);
    show("first check of all", vec![first]);
    tell(&report);

    show("a booking is dragged (probe)", dragged(sample, &report));
    show("a bar is dragged (what_if)", looked_ahead(sample, &report));
    show("loads of all rows, 14 days", rows_loaded(sample, &report));
    show("who is free on Thursday", asked(sample, &report));

    let mut plans = sample.plans.clone();
    let ids: Vec<ProductionId> = plans.keys().copied().collect();
    let mut moved = Vec::new();
    let mut worked = Vec::new();
    for round in 0..ROUNDS {
        move_a_booking(&mut plans, &ids, round);
        moved.push(check(&mut checker, &sample.facility, &plans, 0).0);
        change_work(&mut plans, &ids, round);
        worked.push(check(&mut checker, &sample.facility, &plans, 0).0);
    }
    show("a booking is moved", moved);
    show("the work of a task is changed", worked);

    let mut both = Vec::new();
    for round in 0..ROUNDS / 10 {
        move_a_booking(&mut plans, &ids, round);
        both.push(check(&mut checker, &sample.facility, &plans, 1 + round as i64).0);
    }
    show("moved, a minute later", both);

    let mut ticked = Vec::new();
    let mut absent = Vec::new();
    let mut facility = sample.facility.clone();
    for round in 0..ROUNDS / 20 {
        ticked.push(check(&mut checker, &facility, &plans, 100 + round as i64).0);
        add_absence(&mut facility, round);
        absent.push(check(&mut checker, &facility, &plans, 100 + round as i64).0);
    }
    show("a minute has passed", ticked);
    show("somebody is absent", absent);
}

type Plans = BTreeMap<ProductionId, Arc<Plan>>;

/// What each frame of a drag waits for: bookings of all plans, each a day later than it is.
fn dragged(sample: &Sample, report: &Report) -> Vec<Duration> {
    let bookings: Vec<(ProductionId, Booking)> = sample
        .plans
        .iter()
        .flat_map(|(id, plan)| plan.bookings.values().map(|booking| (*id, booking)))
        .step_by(7)
        .map(|(id, booking)| {
            let mut booking = Booking::clone(booking);
            booking.start = booking.start.and_then(|start| start.checked_add_days(Days::new(1)));
            booking.end = booking.end.and_then(|end| end.checked_add_days(Days::new(1)));
            (id, booking)
        })
        .collect();
    let timed = bookings.iter().take(ROUNDS).map(|(id, booking)| {
        let begun = Instant::now();
        let clashes = report.probe(*id, booking);
        let took = begun.elapsed();
        drop(clashes);
        took
    });
    timed.collect()
}

/// Dates of a whole plan in which a task has become longer, for plan after plan.
fn looked_ahead(sample: &Sample, report: &Report) -> Vec<Duration> {
    let changed = sample.plans.values().map(|plan| {
        let mut plan = Plan::clone(plan);
        let task = plan.tasks.values_mut().next().expect("a task");
        Arc::make_mut(task).work = Minutes::hours(80);
        Arc::new(plan)
    });
    let timed = changed.map(|plan| {
        let begun = Instant::now();
        let dates = report.what_if(&plan);
        let took = begun.elapsed();
        drop(dates);
        took
    });
    timed.collect()
}

/// A fortnight of gauges.
fn rows_loaded(sample: &Sample, report: &Report) -> Vec<Duration> {
    let day = |day: i64| {
        let start = sample.now + Minutes::hours(24 * day);
        TickRange::new(start, start + Minutes::hours(24))
    };
    let days: Vec<TickRange> = (0..14).map(day).collect();
    let rounds = (0..50).map(|_| {
        let begun = Instant::now();
        let people = sample.facility.people.keys().map(|id| Resource::Person(*id));
        let rows = sample.facility.rooms.keys().map(|id| Resource::Room(*id)).chain(people);
        let held: Minutes =
            rows.flat_map(|row| report.loads(row, &days)).map(|load| load.held).sum();
        let took = begun.elapsed();
        assert!(held.is_positive());
        took
    });
    rounds.collect()
}

/// An editor for an afternoon.
fn asked(sample: &Sample, report: &Report) -> Vec<Duration> {
    let start = sample.now + Minutes::hours(3 * 24 + 5);
    let query = FreeQuery {
        wanted: Wanted::Person { function: Some("Edit".to_owned()), skills: Default::default() },
        range: TickRange::new(start, start + Minutes::hours(4)),
        length: Minutes::hours(4),
        director: None,
    };
    let rounds = (0..50).map(|_| {
        let begun = Instant::now();
        let answer = report.who_is_free(&sample.casting, &query);
        let took = begun.elapsed();
        assert!(!answer.free.is_empty() || !answer.others.is_empty());
        took
    });
    rounds.collect()
}

/// Takes the plan and record of a round.
fn edit<T>(
    plans: &mut Plans,
    ids: &[ProductionId],
    round: usize,
    change: impl FnOnce(&mut Plan, usize) -> T,
) {
    let id = ids[round * 7 % ids.len()];
    let plan = Arc::make_mut(plans.get_mut(&id).expect("the plan is there"));
    change(plan, round * 31);
}

fn move_a_booking(plans: &mut Plans, ids: &[ProductionId], round: usize) {
    edit(plans, ids, round, |plan, place| {
        let place = place % plan.bookings.len();
        let booking = plan.bookings.values_mut().nth(place).expect("a booking");
        let booking = Arc::make_mut(booking);
        let days = Days::new(1 + round as u64 % 3);
        booking.start = booking.start.and_then(|start| start.checked_add_days(days));
        booking.end = booking.end.and_then(|end| end.checked_add_days(days));
    });
}

fn change_work(plans: &mut Plans, ids: &[ProductionId], round: usize) {
    edit(plans, ids, round, |plan, place| {
        let place = place % plan.tasks.len();
        let task = Arc::make_mut(plan.tasks.values_mut().nth(place).expect("a task"));
        task.work = task.work + Minutes(30);
    });
}

fn add_absence(facility: &mut Arc<Facility>, round: usize) {
    let facility = Arc::make_mut(facility);
    let person = facility.people.keys().nth(round % facility.people.len()).copied();
    let mut absence = Absence::new(AbsenceId(RawId(round as u128)));
    absence.person = person;
    absence.start = units::parse_date_time("2027-01-11T00:00");
    absence.end = units::parse_date_time("2027-01-13T00:00");
    facility.absences.insert(absence.id, Arc::new(absence));
}

fn show(what: &str, mut times: Vec<Duration>) {
    times.sort_unstable();
    let at = |share: usize| times[(times.len() * share / 100).min(times.len() - 1)];
    let text = |time: Duration| format!("{:>9.3} ms", time.as_secs_f64() * 1_000.0);
    let (least, median, p99) = (text(at(0)), text(at(50)), text(at(99)));
    println!("{what:<32} least {least}   median {median}   p99 {p99}   of {}", times.len());
}

fn tell(report: &Report) {
    let count = |kind| report.clashes.iter().filter(|clash| clash.kind == kind).count();
    let counts: Vec<String> = ClashKind::ALL
        .into_iter()
        .filter(|kind| count(*kind) > 0)
        .map(|kind| format!("{} {}", kind.key(), count(kind)))
        .collect();
    println!("clashes: {}", counts.join(", "));
}
