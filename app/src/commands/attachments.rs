//! `attach`, `detach`, `save-attachment`: files beside the plan of a production.

use crate::arguments::text;
use crate::attachments::media_type;
use crate::console::{Console, Exit, Problem, error};
use crate::session::Session;
use clap::ArgMatches;
use i18n::Value;
use model::AttachmentId;
use node::{Receipt, Snapshot};
use serde_json::json;
use std::path::{Path, PathBuf};

/// Attaches a file.
pub(crate) fn attach(session: &Session, arguments: &ArgMatches) -> Result<Exit, Problem> {
    let file = path(arguments, "file");
    let node = session.open()?;
    let name = text(arguments, "production").unwrap_or_default();
    let production = session.production(&node.snapshot(), name)?;
    let kind = text(arguments, "type").unwrap_or_else(|| media_type(&file)).to_owned();
    let from = file.clone();
    let (id, receipt) = node.call(move |engine| engine.attach(production, &from, &kind))??;
    let console = &session.console;
    if console.json {
        let told = json!({ "id": id.to_string(), "revision": receipt.revision });
        console.value(&told)?;
    } else {
        let path = file.display().to_string();
        console.line(&console.messages.text("cli-attached", &[("path", Value::Text(&path))]))?;
    }
    Ok(Exit::Done)
}

/// Takes an attachment from its production; it can be undone.
pub(crate) fn detach(session: &Session, arguments: &ArgMatches) -> Result<Exit, Problem> {
    let node = session.open()?;
    let id = named(&node.snapshot(), text(arguments, "id").unwrap_or_default())?;
    let Receipt { revision, .. } = node.call(move |engine| engine.detach(id))??;
    let console = &session.console;
    if console.json {
        console.value(&json!({ "detached": id.to_string(), "revision": revision }))?;
    } else {
        console.line(&console.messages.text("cli-detached", &[]))?;
    }
    Ok(Exit::Done)
}

/// Writes the bytes of an attachment into a file.
pub(crate) fn save(session: &Session, arguments: &ArgMatches) -> Result<Exit, Problem> {
    let to = path(arguments, "to");
    let node = session.open()?;
    let id = named(&node.snapshot(), text(arguments, "id").unwrap_or_default())?;
    let file = to.clone();
    let bytes = node.call(move |engine| engine.save_attachment(id, &file))??;
    saved(&session.console, &to, bytes)
}

fn saved(console: &Console, to: &Path, bytes: u64) -> Result<Exit, Problem> {
    let path = to.display().to_string();
    if console.json {
        console.value(&json!({ "file": path, "bytes": bytes }))?;
    } else {
        let bytes = Value::Integer(i64::try_from(bytes).unwrap_or(i64::MAX));
        let values = [("path", Value::Text(&path)), ("bytes", bytes)];
        console.line(&console.messages.text("cli-attachment-saved", &values))?;
    }
    Ok(Exit::Done)
}

fn path(arguments: &ArgMatches, name: &str) -> PathBuf {
    arguments.get_one::<PathBuf>(name).cloned().unwrap_or_default()
}

/// The attachment that is meant by its identifier, or by its name where only one has it.
fn named(snapshot: &Snapshot, given: &str) -> Result<AttachmentId, Problem> {
    let all = || snapshot.plans.values().flat_map(|plan| plan.attachments.values());
    let is_meant = |id: AttachmentId, name: &str| id.to_string() == given || name == given;
    let found: Vec<AttachmentId> =
        all().filter(|it| is_meant(it.id, &it.name)).map(|it| it.id).collect();
    match found.as_slice() {
        [one] => Ok(*one),
        [] => Err(Problem::refused(error("attachment-unknown").with("id", given))),
        several => {
            let ids: Vec<String> = several.iter().map(ToString::to_string).collect();
            let finding = error("cli-ambiguous-record").with("name", given);
            Err(Problem::refused(finding.with("ids", ids.join(", "))))
        }
    }
}
