//! How long a plan of 5,000 tasks takes to be read from Microsoft Project XML.
//! Prints the median and the 99th percentile of a hundred readings; the limit is 200 ms.

use interchange::{
    Constraint, Content, ImportedAssignment, ImportedBaseline, ImportedBaselineTask,
    ImportedCalendar, ImportedLink, ImportedPlan, ImportedResource, ImportedTask, ReadOptions,
    ResourceKind, mspdi, read,
};
use model::{House, Lag, LinkKind, Place};
use std::time::{Duration, Instant};
use units::{Days, Decimal, Minutes, NaiveDate, Percent};

const TASKS: i64 = 5_000;
const READINGS: usize = 100;

fn main() {
    let file = mspdi::write(&plan());
    let mut times: Vec<Duration> = (0..READINGS).map(|_| once(&file)).collect();
    times.sort();
    let at = |place: usize| times.get(place).copied().unwrap_or_default().as_secs_f64() * 1_000.0;
    println!(
        "MSPDI, {TASKS} tasks, {:.1} MB: median {:.1} ms, p99 {:.1} ms over {READINGS} readings",
        file.len() as f64 / 1e6,
        at(READINGS / 2),
        at(READINGS - 2),
    );
}

fn once(file: &[u8]) -> Duration {
    let begun = Instant::now();
    let imported = read(file, "plan.xml", &ReadOptions::default());
    let time = begun.elapsed();
    assert!(matches!(&imported.content, Content::Plan(plan) if plan.tasks.len() == 5_000));
    assert_eq!(imported.findings, []);
    time
}

/// A plan with everything a real one has.
fn plan() -> ImportedPlan {
    let first = NaiveDate::from_ymd_opt(2027, 1, 4).unwrap_or_default();
    let day = |number: i64, hour| {
        let day = first + Days::new(u64::try_from(number / 10).unwrap_or_default());
        day.and_hms_opt(hour, 0, 0).unwrap_or_default()
    };
    let mut plan =
        ImportedPlan { title: "Bench".into(), calendar: Some(1), ..ImportedPlan::default() };
    let all = Percent(Decimal::ONE_HUNDRED);
    plan.calendars.push(ImportedCalendar {
        uid: 1,
        name: "House".into(),
        week: House::default_hours(),
        ..ImportedCalendar::default()
    });
    for uid in 1..=20 {
        plan.resources.push(ImportedResource {
            uid,
            name: format!("Room {uid}"),
            kind: ResourceKind::Work,
            units: all,
            group: String::new(),
            mail: String::new(),
            calendar: Some(1),
            place: Place::default(),
        });
    }
    let mut baseline = ImportedBaseline::default();
    for uid in 1..=TASKS {
        let (start, finish) = (day(uid, 9), day(uid, 18));
        plan.tasks.push(ImportedTask {
            uid,
            name: format!("Task {uid} of the bench & more"),
            outline_level: if uid % 10 == 1 { 1 } else { 2 },
            start: Some(start),
            finish: Some(finish),
            duration: Some(Minutes(480)),
            work: Some(Minutes(480)),
            remaining: Some(Minutes(480)),
            constraint: Some(Constraint::StartNoEarlier(start)),
            remark: "A remark as long as people write them beside a task".into(),
            ..ImportedTask::default()
        });
        for step in [1, 7] {
            if uid > step {
                plan.links.push(ImportedLink {
                    from: uid - step,
                    to: uid,
                    kind: LinkKind::FinishToStart,
                    lag: Lag::Working(Minutes(60)),
                    most: None,
                    place: Place::default(),
                });
            }
        }
        plan.assignments.push(ImportedAssignment {
            task: uid,
            resource: Some(uid % 20 + 1),
            units: all,
            work: Some(Minutes(480)),
            start: Some(start),
            finish: Some(finish),
            place: Place::default(),
        });
        let dates = ImportedBaselineTask { task: uid, start, finish, duration: Minutes(480) };
        baseline.tasks.push(dates);
    }
    plan.baselines.push(baseline);
    plan
}
