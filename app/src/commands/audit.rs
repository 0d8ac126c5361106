//! `audit`: what was decided about access to the facility, and what was turned away here.

use crate::arguments::text;
use crate::audit::Words;
use crate::console::{Exit, Problem};
use crate::session::Session;
use clap::ArgMatches;
use serde_json::json;
use units::{Days, NaiveDate, NaiveTime, Stamp};

pub(crate) fn run(session: &Session, arguments: &ArgMatches) -> Result<Exit, Problem> {
    let day = |name| text(arguments, name).map(Session::day).transpose();
    let (from, to) = (day("from")?, day("to")?);
    let node = session.open()?;
    let snapshot = node.snapshot();
    let begin = |day: NaiveDate| {
        let midnight = day.and_time(NaiveTime::MIN);
        Stamp(snapshot.facility.house.zone.tick(midnight).0.saturating_mul(60))
    };
    let after = to.and_then(|to| to.checked_add_days(Days::new(1)));
    let (from, until) = (from.map(begin), after.map(begin));
    let all = node.call(move |engine| engine.audit(from, until))??;
    let console = &session.console;
    let words = Words { messages: &console.messages, snapshot: &snapshot };
    if console.json {
        let all: Vec<_> = all.iter().map(|told| words.json(told)).collect();
        console.value(&json!({ "audit": all }))?;
        return Ok(Exit::Done);
    }
    if all.is_empty() {
        console.line(&console.messages.text("audit-empty", &[]))?;
    }
    for told in &all {
        let line = words.line(told);
        console.line(&format!("{:<24}  {:<32}  {}", line.when, line.who, line.what))?;
    }
    Ok(Exit::Done)
}
