//! How long it takes until ways out of the scripted events are there, on the demonstration: the
//! first one, all first ones, and what two seconds of search make of them.
//! `cargo bench -p raccord --bench ways`.

use model::{PersonId, Plan, ProductionId, RawId, TaskId};
use node::{Budget, Failure, Node, Opening, Search, Seeded, Snapshot, first_ways, ways_out};
use schedule::{Aim, Event, Replan, Resource, Weights};
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
    for (name, event) in events(&snapshot) {
        measure(&snapshot, name, &event);
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

fn measure(snapshot: &Snapshot, name: &str, event: &Event) {
    let begin = || {
        let (report, casting) = (&snapshot.report, &snapshot.casting);
        Replan::new(report, casting, event.clone(), Weights::default(), RawId(1)).ok()
    };
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
