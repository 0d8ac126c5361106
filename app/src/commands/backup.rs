//! `backup`, `restore`, `verify-backup`: copies of everything, locked with a passphrase.

use super::join::{Exchange, FIRST_EXCHANGE};
use crate::arguments::text;
use crate::console::{Console, Exit, Problem, error};
use crate::session::Session;
use clap::ArgMatches;
use i18n::Value;
use model::Finding;
use node::{BackedUp, Listening, System};
use serde_json::json;
use std::path::{Path, PathBuf};

pub(crate) fn run(session: &Session, arguments: &ArgMatches) -> Result<Exit, Problem> {
    if arguments.get_flag("stop") {
        session.open()?.call(node::Engine::end_routine)??;
        if session.console.json {
            session.console.value(&json!({ "kept_in": null }))?;
        } else {
            session.console.line(&session.console.messages.text("cli-backup-stopped", &[]))?;
        }
        return Ok(Exit::Done);
    }
    if let Some(folder) = text(arguments, "keep") {
        return keep(session, Path::new(folder));
    }
    let file = file(arguments)?;
    let words = session.passphrase(true)?;
    let node = session.open()?;
    let to = file.clone();
    let made = node.call(move |engine| engine.back_up(&to, &words, &mut |_| {}))??;
    tell(session, "cli-backed-up", &file, &made)
}

/// Has backups made by themselves from now on; the first is made at once.
fn keep(session: &Session, folder: &Path) -> Result<Exit, Problem> {
    let words = session.passphrase(true)?;
    let node = session.open()?;
    let to = folder.to_owned();
    let made = node.call(move |engine| engine.begin_routine(&to, &words))??;
    let console = &session.console;
    let path = folder.display().to_string();
    if console.json {
        console.value(&json!({
            "kept_in": path,
            "documents": made.documents,
            "changes": made.changes,
        }))?;
    } else {
        console.line(&console.messages.text("cli-backup-kept", &[("path", Value::Text(&path))]))?;
    }
    Ok(Exit::Done)
}

/// Tries a backup by really restoring it.
pub(crate) fn verify(session: &Session, arguments: &ArgMatches) -> Result<Exit, Problem> {
    let file = file(arguments)?;
    let words = session.passphrase(false)?;
    let found = node::verify_backup(&file, &words, &mut progress(&session.console))?;
    tell(session, "cli-backup-sound", &file, &found)
}

/// Makes the store of a backup, or brings back from another machine what it holds.
pub(crate) fn restore(session: &Session, arguments: &ArgMatches) -> Result<Exit, Problem> {
    if let Some(device) = text(arguments, "from-peer") {
        return from_peer(session, device, arguments);
    }
    let file = file(arguments)?;
    let words = session.passphrase(false)?;
    let (folder, world) = (&session.folder, Box::new(System::default()));
    let told = &mut progress(&session.console);
    let (engine, restored) = node::restore(&file, &words, folder, world, told)?;
    engine.close()?;
    tell(session, "cli-restored", &file, &restored)
}

/// Waits until everything that a machine has for this one is here.
fn from_peer(session: &Session, device: &str, arguments: &ArgMatches) -> Result<Exit, Problem> {
    let node = session.open()?;
    let device = super::grants::named(&node, device)?;
    let listening = Listening {
        bind: arguments.get_many("bind").into_iter().flatten().copied().collect(),
        discover: true,
        relay: None,
    };
    let exchange = Exchange::begin(&node, &listening)?;
    let is_over = exchange.is_over_within(FIRST_EXCHANGE);
    let (is_linked, documents) =
        node.call(move |engine| (engine.linked().contains(&device), engine.documents().len()))?;
    if !is_over || !is_linked {
        return Err(Problem::refused(error("cli-restore-unreachable")));
    }
    let console = &session.console;
    if console.json {
        console.value(&json!({ "documents": documents, "from": device.to_string() }))?;
    } else {
        let count = Value::Integer(i64::try_from(documents).unwrap_or(i64::MAX));
        console.line(&console.messages.text("cli-restored-from-peer", &[("count", count)]))?;
    }
    Ok(Exit::Done)
}

fn file(arguments: &ArgMatches) -> Result<PathBuf, Problem> {
    let file = arguments.get_one::<PathBuf>("file").cloned();
    file.ok_or_else(|| Problem::usage(error("cli-usage-missing").with("argument", "FILE")))
}

/// Tells how far it is, each tenth once.
fn progress(console: &Console) -> impl FnMut(f32) {
    let mut told = 0;
    move |share| {
        let tenth = (share * 10.0) as u8;
        if tenth > told {
            told = tenth;
            console.progress(&format!("{} %", u16::from(tenth) * 10));
        }
    }
}

fn tell(session: &Session, key: &str, file: &Path, found: &BackedUp) -> Result<Exit, Problem> {
    let console = &session.console;
    let path = file.display().to_string();
    if console.json {
        console.value(&json!({
            "file": path,
            "documents": found.documents,
            "changes": found.changes,
            "attachments": found.attachments,
            "made": found.made,
            "machine": found.machine,
            "heads_equal": found.heads_equal,
        }))?;
    } else {
        let number = |count: u64| Value::Integer(i64::try_from(count).unwrap_or(i64::MAX));
        let values = [
            ("path", Value::Text(&path)),
            ("documents", number(found.documents as u64)),
            ("changes", number(found.changes)),
            ("attachments", number(found.attachments as u64)),
            ("made", Value::Text(&found.made)),
        ];
        console.line(&console.messages.text(key, &values))?;
    }
    if found.heads_equal {
        return Ok(Exit::Done);
    }
    let unequal: Finding = error("cli-backup-unequal");
    Err(Problem::refused(unequal.with("path", path)))
}
