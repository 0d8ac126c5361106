//! The scripted week: each event is done through the node, and what came of it is told.

use crate::console::{Problem, error};
use crate::session::Session;
use access::GrantScope;
use demo::{Deed, Label, Script, ScriptedEvent, Watch};
use i18n::{Language, Value};
use model::{PersonId, Role};
use node::{Engine, Group, Opening, Seeded, Snapshot};
use schedule::Clash;
use serde_json::json;
use units::format_date;

/// Plays the events in order; each gives a line for every action, and a row of JSON.
pub(super) fn play(
    session: &Session,
    engine: &mut Engine,
    script: &Script,
    seed: u64,
) -> Result<Vec<serde_json::Value>, Problem> {
    let mut rows = Vec::new();
    for event in &script.week {
        engine.run(event.before.iter().map(|step| (step.at, super::group(step))))?;
        engine.set_clock(event.at);
        let day = session.console.messages.date_long(event.day);
        let what = text(session, &event.label).to_owned();
        let values = [("day", Value::Text(&day)), ("what", Value::Text(&what))];
        say(session, &session.console.messages.text("demo-day", &values))?;
        for action in &event.actions {
            let results = act(session, engine, event, &action.deed, seed)?;
            let done = text(session, &action.label).to_owned();
            say(session, &format!("  {done}"))?;
            for result in &results {
                say(session, &format!("    {result}"))?;
            }
            rows.push(json!({
                "day": format_date(event.day),
                "event": event.key,
                "what": format!("{what} — {done}"),
                "result": results,
            }));
        }
    }
    Ok(rows)
}

fn text<'a>(session: &Session, label: &'a Label) -> &'a str {
    match session.console.messages.language() {
        Language::French => &label.fr,
        Language::English => &label.en,
    }
}

fn say(session: &Session, line: &str) -> Result<(), Problem> {
    if session.console.json {
        session.console.progress(line);
        return Ok(());
    }
    session.console.line(line)
}

fn act(
    session: &Session,
    engine: &mut Engine,
    event: &ScriptedEvent,
    deed: &Deed,
    seed: u64,
) -> Result<Vec<String>, Problem> {
    let before = engine.snapshot();
    let mut results = match deed {
        Deed::Group(commands) => {
            let receipt = engine.submit(&Group::of(commands.clone()))?;
            receipt.findings.iter().map(|finding| session.console.finding_text(finding)).collect()
        }
        Deed::Undo => {
            engine.undo()?;
            Vec::new()
        }
        Deed::TwoPeers { a, b } => vec![meet(session, engine, event, (a, b), seed)?],
    };
    results.extend(watched(session, &event.watch, &before, &engine.snapshot()));
    Ok(results)
}

/// Two machines with the same documents write apart, then exchange what the other lacks.
fn meet(
    session: &Session,
    engine: &mut Engine,
    event: &ScriptedEvent,
    (ours, theirs): (&[model::Command], &[model::Command]),
    seed: u64,
) -> Result<String, Problem> {
    let opening = Opening::new(&session.folder.join(super::COLLEAGUE)).labelled("Bureau 2");
    let apart = Box::new(Seeded::new(seed ^ 0xC011_EA60, event.at));
    let (coordinator, rights) =
        (other_coordinator(engine), (Role::Coordination, GrantScope::Facility));
    let mut colleague = engine.set_up(opening, coordinator, rights, apart)?;
    talk(engine, &mut colleague)?;
    engine.submit(&Group::of(ours.to_vec()))?;
    colleague.submit(&Group::of(theirs.to_vec()))?;
    let changes = |engine: &Engine| engine.status().iter().map(|it| it.changes).sum::<u64>();
    let before = changes(engine) + changes(&colleague);
    talk(engine, &mut colleague)?;
    let received = changes(engine) + changes(&colleague) - before;
    let hashes = |engine: &Engine| {
        engine.status().into_iter().map(|status| status.state_hash).collect::<Vec<_>>()
    };
    let clashes = |engine: &Engine| engine.snapshot().report.clashes.to_vec();
    let same = hashes(engine) == hashes(&colleague) && clashes(engine) == clashes(&colleague);
    colleague.close()?;
    let messages = &session.console.messages;
    let count = Value::Integer(i64::try_from(received).unwrap_or(i64::MAX));
    Ok(messages.text(
        "demo-result-merged",
        &[("received", count), ("same", Value::Text(&messages.flag(same)))],
    ))
}

/// Lets the two machines exchange what each lacks.
fn talk(one: &mut Engine, other: &mut Engine) -> Result<(), Problem> {
    let refused = |reason: node::Reason| Problem::refused(error(reason.code()));
    node::meet(one, other).map(|_| ()).map_err(refused)
}

/// Somebody else of coordination, or whoever sits here where there is nobody.
fn other_coordinator(engine: &Engine) -> PersonId {
    let (snapshot, here) = (engine.snapshot(), engine.person());
    let mut people = snapshot.facility.people.values();
    let other =
        people.find(|person| person.id != here && person.functions.contains("post_coordinator"));
    other.map_or(here, |person| person.id)
}

/// What became of what the event says to look at.
fn watched(session: &Session, watch: &Watch, before: &Snapshot, after: &Snapshot) -> Vec<String> {
    let mut lines = Vec::new();
    let messages = &session.console.messages;
    let source = crate::session::source(after);
    for production in &watch.deliveries {
        let float = |snapshot: &Snapshot| {
            let dates = snapshot.report.plan(*production)?;
            Some(messages.work(dates.float_to_deadlines()?, source.day()))
        };
        let (was, is) = (float(before).unwrap_or_default(), float(after).unwrap_or_default());
        let title = source.production(*production);
        let values = [
            ("title", Value::Text(&title)),
            ("before", Value::Text(&was)),
            ("after", Value::Text(&is)),
        ];
        lines.push(messages.text("demo-result-delivery", &values));
    }
    for (production, task) in &watch.tasks {
        let finish = |snapshot: &Snapshot| {
            let dates = snapshot.report.plan(*production)?.task(*task)?;
            Some(messages.date_time(source.zone().civil(dates.finish)))
        };
        let (was, is) = (finish(before).unwrap_or_default(), finish(after).unwrap_or_default());
        let name = after
            .plans
            .get(production)
            .and_then(|plan| plan.tasks.get(task))
            .map(|task| task.name.clone());
        let values = [
            ("task", Value::Text(name.as_deref().unwrap_or_default())),
            ("before", Value::Text(&was)),
            ("after", Value::Text(&is)),
        ];
        lines.push(messages.text("demo-result-task", &values));
    }
    let count =
        |snapshot: &Snapshot| i64::try_from(clashes(watch, snapshot).len()).unwrap_or(i64::MAX);
    let values =
        [("before", Value::Integer(count(before))), ("after", Value::Integer(count(after)))];
    lines.push(messages.text("demo-result-clashes", &values));
    for clash in clashes(watch, after) {
        let code = format!("clash-{}", clash.kind.key());
        lines.push(format!(
            "· {}",
            messages.coded(&code, &views::clash_fields(&source, clash), &|_| None)
        ));
    }
    lines
}

/// The clashes of the resources and bookings that are watched.
fn clashes<'a>(watch: &Watch, snapshot: &'a Snapshot) -> Vec<&'a Clash> {
    let about = |clash: &Clash| {
        let resource = clash.resource.map(|resource| resource.subject());
        let resource = resource.is_some_and(|subject| watch.resources.contains(&subject));
        let booking = watch.bookings.iter().any(|(production, booking)| {
            let subject = model::Subject::planned(*production, model::Kind::Booking, *booking);
            clash.sides.contains(&subject)
        });
        resource || booking
    };
    snapshot.report.clashes.iter().map(AsRef::as_ref).filter(|clash| about(clash)).collect()
}
