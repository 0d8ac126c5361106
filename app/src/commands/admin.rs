//! `admin`: the root key names an administrator, or removes one. Its words are read from standard
//! input, so that they stand in no list of commands.

use crate::arguments::text;
use crate::console::{Exit, Problem, error};
use crate::session::Session;
use access::RootKey;
use clap::ArgMatches;
use serde_json::json;
use std::io::Read;

/// More than any 24 words take.
const LONGEST: u64 = 4_096;

pub(crate) fn run(session: &Session, arguments: &ArgMatches) -> Result<Exit, Problem> {
    let node = session.open()?;
    let device = super::grants::named(&node, text(arguments, "device").unwrap_or_default())?;
    let console = &session.console;
    console.progress(&console.messages.text("cli-admin-words", &[]));
    let mut words = String::new();
    std::io::stdin().lock().take(LONGEST).read_to_string(&mut words)?;
    let root = RootKey::from_words(&words).map_err(|wrong| {
        let told = error(wrong.code());
        Problem::refused(match &wrong {
            access::WordsError::Count(count) => told.with("count", count),
            access::WordsError::Unknown { place, word } => {
                told.with("place", place).with("word", word)
            }
            access::WordsError::Checksum => told,
        })
    })?;
    let removes = arguments.get_flag("remove");
    node.call(move |engine| {
        if removes { engine.remove_admin(device, &root) } else { engine.name_admin(device, &root) }
    })??;
    if console.json {
        console.value(&json!({ "device": device.to_string(), "admin": !removes }))?;
    } else {
        let key = if removes { "cli-admin-removed" } else { "cli-admin-named" };
        console.line(&console.messages.text(key, &[]))?;
    }
    Ok(Exit::Done)
}
