//! `facilities`: the facilities of this installation; `forget` takes one from the list.

use crate::arguments::text;
use crate::console::{Exit, Problem};
use crate::facilities::{self, Whereabouts};
use crate::session::Session;
use clap::ArgMatches;
use i18n::Value;
use serde_json::json;
use units::Stamp;

pub(crate) fn run(session: &Session, arguments: &ArgMatches) -> Result<Exit, Problem> {
    let place = &session.place;
    if let Some(("forget", arguments)) = arguments.subcommand() {
        let folder =
            facilities::chosen(place, text(arguments, "name")).map_err(Problem::Refused)?;
        facilities::forget(&Whereabouts { place: place.clone(), folder })?;
    }
    list(session)
}

fn list(session: &Session) -> Result<Exit, Problem> {
    let (console, place) = (&session.console, &session.place);
    let all = facilities::listed(place);
    let usual = facilities::chosen(place, None).ok();
    if console.json {
        let all = all.iter().map(|it| {
            let folder = it.folder(place);
            json!({
                "name": it.name,
                "folder": folder.display().to_string(),
                "opened": (it.opened > 0).then(|| Stamp(it.opened).to_string()),
                "there": facilities::has_store(&folder),
                "sealed": node::is_sealed(&folder),
                "usual": usual.as_ref() == Some(&folder),
            })
        });
        let all: Vec<_> = all.collect();
        console.value(&json!({ "place": place.display().to_string(), "facilities": all }))?;
        return Ok(Exit::Done);
    }
    if all.is_empty() {
        console.line(&console.messages.text("cli-facilities-none", &[]))?;
    }
    for it in &all {
        let folder = it.folder(place);
        let state = match (facilities::has_store(&folder), node::is_sealed(&folder)) {
            (false, _) => "gone",
            (true, Some(true)) => "sealed",
            (true, _) => "plain",
        };
        let (name, folder) = (it.called(place), folder.display().to_string());
        let values = [
            ("name", Value::Text(&name)),
            ("folder", Value::Text(&folder)),
            ("state", Value::Text(state)),
        ];
        console.line(&console.messages.text("cli-facilities-line", &values))?;
    }
    Ok(Exit::Done)
}
