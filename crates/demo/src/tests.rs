//! What every demo must be, whatever its seed.

mod replay;

use crate::{Script, WEEKS, script};
use replay::Replay;
use schedule::{Checker, ClashKind, Resource};
use std::collections::BTreeMap;
use units::{NaiveDate, Zone};

fn monday() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 23).unwrap()
}

#[test]
fn explore() {
    let seed = std::env::var("SEED").ok().and_then(|s| s.parse().ok()).unwrap_or(1);
    let started = std::time::Instant::now();
    let script: Script = script(seed, WEEKS, monday());
    println!("generated in {:?}", started.elapsed());
    let commands: usize = script.steps.iter().map(|step| step.commands.len()).sum();
    println!("{} steps, {} commands", script.steps.len(), commands);
    let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
    for command in script.steps.iter().flat_map(|step| &step.commands) {
        let kind = match command {
            model::Command::Add { subject, .. } | model::Command::Set { subject, .. } | model::Command::Delete { subject } => format!("{} {}", command.key(), subject.kind.key()),
            model::Command::ChangeBooking { verb, .. } => format!("booking {}", verb.key()),
            _ => command.key().to_owned(),
        };
        *kinds.entry(kind).or_default() += 1;
    }
    println!("{kinds:#?}");
    let mut replay = Replay::new(script.facility);
    for step in &script.steps {
        replay.step(step);
    }
    let now = Zone::PARIS.tick(monday().and_hms_opt(8, 0, 0).unwrap());
    let started = std::time::Instant::now();
    let (facility, casting, plans) = replay.documents();
    let report = Checker::new().check(&facility, &casting, &plans, now);
    println!("checked in {:?}; {} clashes {} findings", started.elapsed(), report.clashes.len(), report.findings.len());
    let mut counts: BTreeMap<(ClashKind, String), usize> = BTreeMap::new();
    for clash in &report.clashes {
        *counts.entry((clash.kind, clash.details.get("reason").cloned().unwrap_or_default())).or_default() += 1;
    }
    println!("{counts:?}");
    for clash in report.clashes.iter().take(20) {
        for side in &clash.sides {
            let plan = &plans[&side.scope.production().unwrap()];
            if let Some(task) = plan.tasks.get(&side.id.into()) { println!("   {} / {} ", plan.production.title, task.name); }
            if let Some(link) = plan.links.get(&side.id.into()) { println!("   {:?}", link.kind); }
        }
        println!("{:?} {:?} {:?} {:?} {:?}", clash.severity, clash.kind, clash.range.map(|r| (report.time().civil(r.start), report.time().civil(r.end))), clash.resource, clash.details);
    }
    for (id, plan) in &plans {
        let dates = report.plan(*id).unwrap();
        let open = plan.tasks.values().filter(|t| !t.is_finished()).count();
        let now: Vec<&str> = plan.tasks.values().filter(|t| t.actual_start.is_some() && !t.is_finished() && !t.milestone).map(|t| t.name.as_str()).collect();
        println!("{:45} tasks {:3}/{:3} bookings {:3} base {} start {:?} pad {:?} float {:?} now {:?}", plan.production.title, open, plan.tasks.len(), plan.bookings.len(), plan.baselines.len(), plan.production.start, plan.production.delivery, dates.total_float.map(|m| m.0 / 480), now);
    }
    let day = |n: i64| Zone::PARIS.tick((monday() + units::Days::new(0)).and_hms_opt(0,0,0).unwrap()) + units::Minutes(n * 1440);
    for kind in facility.rooms.values().map(|r| r.kind.clone()).collect::<std::collections::BTreeSet<_>>() {
        let mut line = format!("{kind:?}: ");
        for week in -12..10 {
            let (from, to) = (day(week * 7), day(week * 7 + 7));
            let mut held = 0;
            let mut rooms = 0;
            for room in facility.rooms.values().filter(|r| r.kind == kind) {
                rooms += 1;
                for h in report.held(Resource::Room(room.id), units::TickRange::new(from, to)) {
                    held += report.time().work_in(h.range).0;
                }
            }
            line += &format!("{:4}", held * 100 / (rooms * 2400));
        }
        println!("{line}");
    }
}
#[test]
fn explore_one() {
    let title = std::env::var("TITLE").unwrap_or_default();
    let script: Script = script(1, WEEKS, monday());
    let mut replay = Replay::new(script.facility);
    for step in &script.steps {
        replay.step(step);
    }
    let now = Zone::PARIS.tick(monday().and_hms_opt(8, 0, 0).unwrap());
    let (facility, casting, plans) = replay.documents();
    let report = Checker::new().check(&facility, &casting, &plans, now);
    let plan = plans.values().find(|p| p.production.title.starts_with(&title)).unwrap();
    let dates = report.plan(plan.production.id).unwrap();
    for task in plan.tasks_in_order() {
        let d = &dates.tasks[&task.id];
        let b: Vec<String> = plan.bookings.values().filter(|b| b.task == Some(task.id)).map(|b| format!("{}>{} {:?}", b.start.unwrap().format("%d%b%H"), b.end.unwrap().format("%d%b%H"), b.state)).collect();
        println!("{:40} {} {} nb {:?} done {:?} {:?}", task.name, report.time().civil(d.start), report.time().civil(d.finish), task.not_before, task.actual_finish.is_some(), b);
    }
    for step in &script.steps { if step.label.fr.starts_with(&title) { println!("{} {}", step.at, step.label.fr); } }
}
