//! `init`: a new facility on this machine.

use crate::arguments::text;
use crate::console::{Exit, Problem};
use crate::facilities;
use crate::session::{Session, opening};
use clap::ArgMatches;
use node::{Founding, System};
use serde_json::json;

pub(crate) fn run(session: &Session, arguments: &ArgMatches) -> Result<Exit, Problem> {
    let named = |name| text(arguments, name).unwrap_or_default().to_owned();
    let name = named("facility");
    let founding = Founding::Usual { name: name.clone(), person: named("person") };
    let engine = opening(&session.folder).found(&founding, Box::new(System::default()))?;
    let facility = engine.snapshot().facility.house.id;
    let (device, person) = (engine.device(), engine.person());
    let words = engine
        .root_words(super::root_key::list(session.console.messages.language()))
        .unwrap_or_default();
    engine.close()?;
    facilities::noticed(&session.whereabouts(), &name);
    let console = &session.console;
    if console.json {
        let (facility, device, person) =
            (facility.to_string(), device.to_string(), person.to_string());
        console.value(&json!({
            "facility": facility,
            "device": device,
            "person": person,
            "root_key": words,
        }))?;
    } else {
        let path = session.folder.display().to_string();
        let values = [("facility", i18n::Value::Text(&name)), ("path", i18n::Value::Text(&path))];
        console.line(&console.messages.text("cli-created", &values))?;
        super::root_key::print(session, &words)?;
    }
    Ok(Exit::Done)
}
