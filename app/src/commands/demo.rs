//! `demo`: the seed facility with its history and, headless, its scripted week.
//!
//! Everything goes through the node like anybody's commands. Clock and identifiers come from the
//! seed, so that the same seed gives the same documents, byte for byte.

mod files;
mod week;

use crate::console::{Exit, Problem};
use crate::session::Session;
use clap::ArgMatches;
use demo::{Script, Step};
use node::{Engine, Failure, Founding, Group, Opening, Seeded};
use serde_json::json;
use std::path::Path;
use units::{NaiveDate, Stamp};

/// Present in the folder of a demonstration, so that a new one may take its place.
const MARK: &str = "raccord-demo.txt";

/// The folder of the other machine, in that of the demonstration.
const COLLEAGUE: &str = "colleague";

pub(crate) fn run(session: &Session, arguments: &ArgMatches) -> Result<Exit, Problem> {
    let seed = arguments.get_one::<u64>("seed").copied().unwrap_or(1);
    let weeks = arguments.get_one::<u32>("weeks").copied().unwrap_or(78);
    let today = arguments
        .get_one::<String>("today")
        .map(|text| Session::day(text))
        .transpose()?
        .unwrap_or_default();
    let messages = &session.console.messages;
    session.console.progress(
        &messages.text("demo-making", &[("weeks", i18n::Value::Integer(i64::from(weeks)))]),
    );
    clear(&session.folder)?;
    let script = demo::script(seed, weeks, today);
    let mut engine = make(&session.folder, &script, seed, &|_| {})?;
    std::fs::write(session.folder.join(MARK), "raccord demo\n")?;
    told(session, &engine)?;
    let events = if arguments.get_flag("headless") {
        week::play(session, &mut engine, &script, seed)?
    } else if session.console.json {
        Vec::new()
    } else {
        engine.close()?;
        return Ok(crate::window(session, None));
    };
    let snapshot = engine.snapshot();
    let files = files::write(session, &engine, &script)?;
    let (productions, tasks, bookings) = count(&engine);
    engine.close()?;
    if session.console.json {
        session.console.value(&json!({
            "store": session.folder.display().to_string(),
            "revision": snapshot.revision,
            "productions": productions,
            "tasks": tasks,
            "bookings": bookings,
            "slips": 0,
            "events": events,
            "files": files,
        }))?;
    }
    Ok(Exit::Done)
}

/// The facility as it is on the Monday of a day's week, for the window, which opens it afterwards.
/// `told` hears how far it is, in thousandths.
pub(crate) fn make_for_window(
    folder: &Path,
    today: NaiveDate,
    told: &dyn Fn(u32),
) -> Result<(), Failure> {
    let script = demo::script(1, demo::WEEKS, today);
    make(folder, &script, 1, told)?.close()
}

/// The facility as it is on the Monday morning.
fn make(folder: &Path, script: &Script, seed: u64, told: &dyn Fn(u32)) -> Result<Engine, Failure> {
    let count = u32::try_from(script.steps.len()).unwrap_or(u32::MAX).max(1);
    let first = script.steps.first().map_or(Stamp(0), |step| step.at);
    let founding = Founding::Bare { facility: script.facility, person: script.coordinator };
    let opening = Opening::new(folder).labelled("Bureau postproduction");
    let mut engine = opening.found(&founding, Box::new(Seeded::new(seed, first)))?;
    let steps = script.steps.iter().zip(1_u32..).map(|(step, done)| {
        told(done.saturating_mul(1000) / count);
        (step.at, group(step))
    });
    engine.run(steps)?;
    Ok(engine)
}

fn group(step: &Step) -> Group {
    Group { commands: step.commands.clone(), note: step.label.fr.clone(), ..Group::default() }
}

/// Says how much there is.
fn told(session: &Session, engine: &Engine) -> Result<(), Problem> {
    let (productions, tasks, bookings) = count(engine);
    let number = |count: usize| i18n::Value::Integer(i64::try_from(count).unwrap_or(i64::MAX));
    let path = session.folder.display().to_string();
    let values = [
        ("productions", number(productions)),
        ("tasks", number(tasks)),
        ("bookings", number(bookings)),
        ("path", i18n::Value::Text(&path)),
    ];
    let text = session.console.messages.text("demo-made", &values);
    if session.console.json {
        session.console.progress(&text);
        return Ok(());
    }
    session.console.line(&text)
}

fn count(engine: &Engine) -> (usize, usize, usize) {
    let snapshot = engine.snapshot();
    let plans = snapshot.plans.values();
    let tasks = plans.clone().map(|plan| plan.tasks.len()).sum();
    (snapshot.plans.len(), tasks, plans.map(|plan| plan.bookings.len()).sum())
}

/// Takes the stores of an older demonstration away, and nothing else: a folder without its mark
/// is left as it is, and making a store over somebody's is refused there.
fn clear(folder: &Path) -> Result<(), Problem> {
    if !folder.join(MARK).is_file() {
        return Ok(());
    }
    for store in [folder.join(node::FILE), folder.join(COLLEAGUE).join(node::FILE)] {
        match std::fs::remove_file(store) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
            Ok(()) | Err(_) => {}
        }
    }
    Ok(())
}
