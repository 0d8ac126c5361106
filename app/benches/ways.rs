//! How long it takes until ways out of the scripted events are there, on the demonstration: the
//! first one, all first ones, and what two seconds of search make of them; then the same where
//! sixteen such facilities are one.
//! `cargo bench -p raccord --bench ways`.

use model::{
    Booking, BookingId, BookingState, Casting, Equipment, EquipmentId, Facility, Person, PersonId,
    Plan, Production, ProductionId, RawId, Room, RoomId, TaskId,
};
use node::{Budget, Failure, Node, Opening, Search, Seeded, Snapshot, first_ways, ways_out};
use schedule::{Aim, Checker, Event, Replan, Report, Resource, Weights};
use std::sync::Arc;
use std::time::{Duration, Instant};
use units::{NaiveDateTime, Stamp, parse_date, parse_date_time};

/// How often each is measured; the median is told.
const TIMES: usize = 9;

fn main() -> Result<(), Failure> {
    let folder = std::env::temp_dir().join(format!("raccord-ways-{}", std::process::id()));
    raccord::make_demo(&folder, parse_date("2026-11-24").unwrap_or_default())?;
    let now = Stamp::parse("2026-11-24T14:47:00+01:00").unwrap_or_default();
    let node = Node::open(Opening::new(&folder), Box::new(Seeded::new(99, now)))?;
    let snapshot = node.snapshot();
    let report = &snapshot.report;
    for (name, event) in events(&snapshot) {
        measure(report, &snapshot.casting, name, &event);
    }
    let (report, sessions, tasks) = many(&snapshot, 16);
    println!("sixteen such facilities as one: {sessions} sessions ahead, {tasks} tasks");
    for (name, event) in events(&snapshot) {
        measure(&report, &snapshot.casting, name, &event);
    }
    let _left_behind = std::fs::remove_dir_all(&folder);
    Ok(())
}

fn at(moment: &str) -> NaiveDateTime {
    parse_date_time(moment).unwrap_or_default()
}

/// Monday, Tuesday and Friday of the scripted week, a week later.
fn events(snapshot: &Snapshot) -> Vec<(&'static str, Event)> {
    let mut events = Vec::new();
    let named = |title: &str| -> Option<(ProductionId, &Arc<Plan>)> {
        let mut plans = snapshot.plans.iter();
        plans.find(|(_, plan)| plan.production.title == title).map(|(id, plan)| (*id, plan))
    };
    if let Some((production, plan)) = named("Noces de craie") {
        let task = plan.tasks.values().find(|task| task.name == "Montage image");
        let task: TaskId = task.map(|task| task.id).unwrap_or_default();
        let until = at("2026-12-01T09:00");
        events.push(("rushes late", Event::RushesLate { production, task, until }));
    }
    let mixer = snapshot.directory.entries.iter();
    let mixer = mixer.filter(|(_, entry)| entry.name == "Basile Bergougne").map(|(id, _)| *id);
    if let Some(mixer) = mixer.max_by_key(|id: &PersonId| *id) {
        let (from, to) = (at("2026-11-30T00:00"), at("2026-12-02T00:00"));
        events.push(("mixer ill", Event::Away { resource: Resource::Person(mixer), from, to }));
    }
    if let Some((production, _)) = named("Le Bac d'Ormeuil") {
        let date = parse_date("2027-01-27").unwrap_or_default();
        events.push(("delivery sooner", Event::DeliveryMoved { production, episode: None, date }));
    }
    events
}

/// The facility so many times over, as one; the first is itself. Counts sessions that are not over,
/// and tasks.
fn many(snapshot: &Snapshot, times: u128) -> (Report, usize, usize) {
    let mut facility = Facility::clone(&snapshot.facility);
    let mut plans = snapshot.plans.clone();
    for copy in 1..times {
        let of = |id: RawId| RawId(id.0 ^ (copy << 100));
        for room in snapshot.facility.rooms.values() {
            let id = RoomId(of(room.id.0));
            facility.rooms.insert(id, Arc::new(Room { id, ..Room::clone(room) }));
        }
        for person in snapshot.facility.people.values() {
            let id = PersonId(of(person.id.0));
            facility.people.insert(id, Arc::new(Person { id, ..Person::clone(person) }));
        }
        for machine in snapshot.facility.equipment.values() {
            let id = EquipmentId(of(machine.id.0));
            facility.equipment.insert(id, Arc::new(Equipment { id, ..Equipment::clone(machine) }));
        }
        for plan in snapshot.plans.values() {
            let mut plan = Plan::clone(plan);
            let id = ProductionId(of(plan.production.id.0));
            plan.production = Arc::new(Production { id, ..Production::clone(&plan.production) });
            let bookings = std::mem::take(&mut plan.bookings);
            for booking in bookings.values() {
                let mut booking = Booking::clone(booking);
                booking.id = BookingId(of(booking.id.0));
                booking.room = booking.room.map(|id| RoomId(of(id.0)));
                booking.people = booking.people.iter().map(|id| PersonId(of(id.0))).collect();
                let machines = booking.equipment.iter();
                booking.equipment = machines.map(|id| EquipmentId(of(id.0))).collect();
                plan.bookings.insert(booking.id, Arc::new(booking));
            }
            plans.insert(id, Arc::new(plan));
        }
    }
    let (facility, now) = (Arc::new(facility), snapshot.report.now());
    let report = Checker::new().check(&facility, &snapshot.casting, &plans, now);
    let ahead = |booking: &Arc<Booking>| {
        use BookingState as S;
        let pieces = report.time().occupation(booking).pieces;
        !matches!(booking.state, S::Done | S::Cancelled | S::Released)
            && pieces.last().is_some_and(|last| last.end > now)
    };
    let bookings = plans.values().flat_map(|plan| plan.bookings.values());
    let sessions = bookings.filter(|booking| ahead(booking)).count();
    let tasks = plans.values().map(|plan| plan.tasks.len()).sum();
    (report, sessions, tasks)
}

fn measure(report: &Report, casting: &Arc<Casting>, name: &str, event: &Event) {
    let begin = || Replan::new(report, casting, event.clone(), Weights::default(), RawId(1)).ok();
    let one = median(|| begin().and_then(|replan| replan.first(Aim::Slide).ok()).is_some());
    let all = median(|| begin().is_some_and(|replan| first_ways(&replan).is_ok()));
    let Some(replan) = begin() else { return println!("{name}: not to be told") };
    let search = Search {
        budget: Budget::Time(Duration::from_secs(2)),
        threads: 2,
        seed: 1,
        cancelled: &|| false,
        progress: &|_| {},
    };
    let begun = Instant::now();
    let ways = ways_out(&replan, search).unwrap_or_default();
    println!(
        "{name}: the first way out after {one:.1} ms, the first of each kind after {all:.1} ms, {} ways out after {:.2} s",
        ways.len(),
        begun.elapsed().as_secs_f64()
    );
    for way in ways {
        println!(
            "    {}: {} moved, {} confirmed, {} added, {}, {} days late",
            way.kind.key(),
            way.moved(),
            way.confirmed(),
            way.added(),
            way.cost.known,
            way.days_late()
        );
    }
}

/// Milliseconds by the clock, of those that came to something.
fn median(mut run: impl FnMut() -> bool) -> f64 {
    let mut times: Vec<f64> = Vec::with_capacity(TIMES);
    for _ in 0..TIMES {
        let begun = Instant::now();
        if run() {
            times.push(begun.elapsed().as_secs_f64() * 1_000.0);
        }
    }
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or(f64::NAN)
}
