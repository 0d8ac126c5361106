//! `solve`: instances of the scheduling literature by the engine that plans the facility, so that it
//! can be measured against others.

use crate::arguments::text;
use crate::console::{Exit, Problem, error};
use crate::session::Session;
use clap::ArgMatches;
use i18n::Value;
use interchange::project::{ImportedProject, read};
use model::{Finding, Place};
use schedule::solve::{Pace, Progress, Project, ProjectActivity, ProjectProblem, Settings};
use serde_json::json;
use std::path::PathBuf;
use std::thread;
use std::time::{Duration, Instant};

/// What came of a search.
struct Found {
    makespan: u32,
    /// When the first schedule was there, and the best, in milliseconds.
    first: u128,
    best: u128,
    schedules: u64,
}

/// How an instance is to be searched.
#[derive(Clone, Copy)]
struct Search {
    time: Duration,
    threads: u64,
    seed: u64,
}

pub(crate) fn run(session: &Session, arguments: &ArgMatches) -> Result<Exit, Problem> {
    let number = |name: &str, most: u64| -> Result<u64, Problem> {
        let given = text(arguments, name).unwrap_or_default();
        let read = given.parse::<u64>().ok().filter(|number| *number <= most);
        read.ok_or_else(|| Problem::usage(error("cli-bad-number").with("text", given)))
    };
    let search = Search {
        time: Duration::from_secs(number("seconds", 86_400)?),
        threads: number("threads", 256)?.max(1),
        seed: number("seed", u64::MAX)?,
    };
    let mut exit = Exit::Done;
    for path in arguments.get_many::<PathBuf>("files").into_iter().flatten() {
        let told = |finding: Finding| {
            let file = Some(path.display().to_string());
            Finding { place: Place { file, ..finding.place.clone() }, ..finding }
        };
        let projects = match read(&session.read(path)?) {
            Ok(projects) => projects,
            Err(refused) => {
                refuse(session, &told(refused))?;
                exit = Exit::Refused;
                continue;
            }
        };
        for (place, project) in projects.into_iter().enumerate() {
            let name = named(&project, path, place);
            if let Err(refused) = one(session, &name, project, search)? {
                refuse(session, &told(refused))?;
                exit = Exit::Refused;
            }
        }
    }
    Ok(exit)
}

/// Says what is wrong with a file or an instance; the others are solved all the same.
fn refuse(session: &Session, refused: &Finding) -> Result<(), Problem> {
    let console = &session.console;
    if console.json {
        return console.value(&json!({ "error": console.finding_json(refused) }));
    }
    console.findings(std::slice::from_ref(refused));
    Ok(())
}

/// The name of an instance: its own, or that of its file.
fn named(project: &ImportedProject, path: &std::path::Path, place: usize) -> String {
    let file = path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    let file = file.unwrap_or_default();
    match (project.name.is_empty(), place) {
        (false, _) => project.name.clone(),
        (true, 0) => file,
        (true, place) => format!("{file}-{}", place + 1),
    }
}

/// Solves an instance and writes a line; what is wrong with it, if it cannot be solved.
fn one(
    session: &Session,
    name: &str,
    project: ImportedProject,
    search: Search,
) -> Result<Result<(), Finding>, Problem> {
    let activities = project.activities.into_iter().map(|it| ProjectActivity {
        duration: it.duration,
        requests: it.requests,
        successors: it.successors,
    });
    let project = match Project::new(project.capacities, activities.collect()) {
        Ok(project) => project,
        Err(problem) => return Ok(Err(refusal(name, &problem))),
    };
    let found = solved(&project, search);
    let console = &session.console;
    if console.json {
        console.value(&json!({
            "instance": name,
            "makespan": found.makespan,
            "lower_bound": project.lower_bound(),
            "first_ms": found.first,
            "best_ms": found.best,
            "schedules": found.schedules,
        }))?;
    } else {
        let count = |count: u64| Value::Integer(i64::try_from(count).unwrap_or(i64::MAX));
        let values = [
            ("instance", Value::Text(name)),
            ("makespan", count(found.makespan.into())),
            ("bound", count(project.lower_bound().into())),
            ("schedules", count(found.schedules)),
        ];
        console.line(&console.messages.text("cli-solved", &values))?;
    }
    Ok(Ok(()))
}

/// The best of several searches at once, each with a seed of its own.
fn solved(project: &Project, search: Search) -> Found {
    let seeds = (0..search.threads).map(|thread| search.seed.wrapping_add(thread));
    let found: Vec<Found> = thread::scope(|scope| {
        let threads: Vec<_> =
            seeds.map(|seed| scope.spawn(move || searched(project, search.time, seed))).collect();
        threads.into_iter().filter_map(|thread| thread.join().ok()).collect()
    });
    let schedules = found.iter().map(|it| it.schedules).sum();
    let first = found.iter().map(|it| it.first).min().unwrap_or_default();
    let best = found.into_iter().min_by_key(|it| (it.makespan, it.best));
    let best = best.unwrap_or(Found { makespan: 0, first, best: first, schedules });
    Found { first, schedules, ..best }
}

fn searched(project: &Project, time: Duration, seed: u64) -> Found {
    let begun = Instant::now();
    let (mut first, mut best) = (None, (i64::MAX, 0));
    let mut schedules = 0;
    let mut pace = |progress: Progress| {
        let now = begun.elapsed();
        schedules = progress.tried;
        if progress.tried > 0 {
            first.get_or_insert(now.as_millis());
            if progress.best < best.0 {
                best = (progress.best, now.as_millis());
            }
        }
        let share = now.as_millis().saturating_mul(1_000) / time.as_millis().max(1);
        u32::try_from(share).unwrap_or(u32::MAX)
    };
    let settings = Settings { seed, population: 0 };
    let (makespan, _) = project.search(settings, &mut Pace::new(&mut pace));
    let end = begun.elapsed().as_millis();
    let first = first.unwrap_or(end);
    // What was found after the last time it was asked was found at the end.
    let best = if i64::from(makespan) < best.0 { end } else { best.1 };
    Found { makespan, first, best, schedules: schedules.max(1) }
}

fn refusal(name: &str, problem: &ProjectProblem) -> Finding {
    let told = |code| error(code).with("instance", name);
    match problem {
        ProjectProblem::TooMany(what, count, most) => {
            told("solve-too-many").with("what", what).with("count", count).with("most", most)
        }
        ProjectProblem::NobodyCan(activity, resource) => {
            told("solve-nobody-can").with("activity", activity + 1).with("resource", resource + 1)
        }
        ProjectProblem::Unknown(activity) => told("solve-unknown").with("activity", activity + 1),
        ProjectProblem::Cycle(activity) => told("solve-cycle").with("activity", activity + 1),
    }
}
