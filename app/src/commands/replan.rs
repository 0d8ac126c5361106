//! `replan`: ways out of something that happens, and the one that is chosen carried out.

mod event;
mod lines;

pub(super) use lines::moved as moved_text;

use crate::arguments::text;
use crate::console::{Exit, Problem, error};
use crate::session::{Session, source};
use clap::ArgMatches;
use node::{Budget, Search, System, new_id};
use schedule::{Replan, Weights};
use serde_json::json;
use std::time::Duration;
use views::way_view;

/// The most ways out that are shown.
const MOST_WAYS: u64 = 9;

pub(crate) fn run(session: &Session, arguments: &ArgMatches) -> Result<Exit, Problem> {
    let number = |name: &str, most: u64| -> Result<u64, Problem> {
        let given = text(arguments, name).unwrap_or_default();
        let read = given.parse::<u64>().ok().filter(|number| *number <= most);
        read.ok_or_else(|| Problem::usage(error("cli-bad-number").with("text", given)))
    };
    let most = usize::try_from(number("alternatives", MOST_WAYS)?).unwrap_or(1);
    let (seconds, seed) = (number("seconds", 600)?, number("seed", u64::MAX)?);
    let chosen = arguments.contains_id("apply").then(|| number("apply", MOST_WAYS)).transpose()?;

    let node = session.open_within(arguments)?;
    let snapshot = node.snapshot();
    let event = event::read(session, &snapshot, arguments)?;
    let id = new_id(&mut System::default());
    let casting = &snapshot.casting;
    let weights = Weights::of(&snapshot.facility.house);
    let replan =
        Replan::new(&snapshot.report, casting, event, weights, id).map_err(Problem::refused)?;
    let replan = if arguments.get_flag("others") { replan.moving_others() } else { replan };
    let replan = node::within_variant(&snapshot, replan);
    let search = Search {
        budget: Budget::Time(Duration::from_secs(seconds)),
        threads: std::thread::available_parallelism().map_or(1, usize::from),
        seed,
        cancelled: &|| false,
        progress: &|_| {},
    };
    let mut ways = node::ways_out(&replan, search).map_err(Problem::refused)?;
    ways.truncate(most);

    let messages = &session.console.messages;
    let message = |code: &str, fields: &_| messages.coded(code, fields, &|_| None);
    let source = source(&snapshot);
    let views: Vec<_> = ways.iter().map(|way| way_view(&source, &replan, way, &message)).collect();
    let impossible = views::impossible_dates(&source, &replan.impossible(), &message);
    let receipt = match chosen {
        Some(chosen) => {
            let place = usize::try_from(chosen).unwrap_or(0).checked_sub(1);
            let way = place.and_then(|place| ways.get(place));
            let none = || Problem::refused(error("cli-replan-no-way").with("number", chosen));
            Some(node.submit(node::carry_out(&replan, way.ok_or_else(none)?))?)
        }
        None => None,
    };
    if session.console.json {
        let revision = receipt.as_ref().map_or(snapshot.revision, |receipt| receipt.revision);
        let applied = chosen.filter(|_| receipt.is_some());
        session
            .console
            .value(&json!({ "revision": revision, "alternatives": views, "impossible": impossible, "applied": applied }))?;
        return Ok(Exit::Done);
    }
    let title = views::event_title(&source, replan.event(), &message);
    session.console.line(&title)?;
    for told in &impossible {
        session.console.line(told)?;
    }
    lines::tell(&session.console, &views)?;
    if let Some(receipt) = receipt {
        let revision = i18n::Value::Integer(i64::try_from(receipt.revision).unwrap_or(i64::MAX));
        let values = [("count", i18n::Value::Integer(1)), ("revision", revision)];
        session.console.line(&messages.text("cli-applied", &values))?;
        session.console.findings(&receipt.findings);
    }
    Ok(Exit::Done)
}
