//! `quarantine`: what was received from others and does not count, with the reason; `adopt` says it
//! again in the name of this machine.

use super::status::hexadecimal;
use crate::console::{Exit, Problem, error};
use crate::session::Session;
use clap::ArgMatches;
use model::{Finding, Severity};
use node::Quarantined;
use serde_json::json;
use std::collections::BTreeSet;

pub(crate) fn run(session: &Session, arguments: &ArgMatches) -> Result<Exit, Problem> {
    let node = session.open()?;
    let all = node.call(|engine| engine.quarantine())??;
    if let Some(("adopt", arguments)) = arguments.subcommand() {
        let given = arguments.get_many::<String>("id").into_iter().flatten();
        let changes: BTreeSet<[u8; 32]> =
            given.map(|given| named(&all, given)).collect::<Result<_, Problem>>()?;
        let receipt = node.call(move |engine| engine.adopt(&changes))??;
        return adopted(session, &receipt);
    }
    list(session, &all)
}

/// The change that is meant by its name or the beginning of it.
fn named(all: &[Quarantined], given: &str) -> Result<[u8; 32], Problem> {
    let wanted = given.to_lowercase();
    let is_meant = |it: &&Quarantined| hexadecimal(&it.change).starts_with(&wanted);
    let mut found = all.iter().filter(is_meant).map(|it| it.change);
    match (found.next(), found.next()) {
        (Some(one), None) => Ok(one),
        (None, _) => Err(Problem::refused(error("adopt-unknown"))),
        (Some(_), Some(_)) => {
            Err(Problem::refused(error("cli-ambiguous-change").with("name", given)))
        }
    }
}

fn adopted(session: &Session, receipt: &node::Receipt) -> Result<Exit, Problem> {
    let console = &session.console;
    if console.json {
        let findings: Vec<_> =
            receipt.findings.iter().map(|finding| console.finding_json(finding)).collect();
        console.value(&json!({ "revision": receipt.revision, "findings": findings }))?;
        return Ok(Exit::Done);
    }
    console.line(&console.messages.text("cli-quarantine-adopted", &[]))?;
    for finding in &receipt.findings {
        console.line(&console.finding_text(finding))?;
    }
    Ok(Exit::Done)
}

fn list(session: &Session, all: &[Quarantined]) -> Result<Exit, Problem> {
    let console = &session.console;
    let told = |it: &Quarantined| finding(it);
    if console.json {
        let all: Vec<_> = all.iter().map(|it| json!({
            "id": hexadecimal(&it.change),
            "document": it.document.to_string(),
            "production": it.scope.and_then(|scope| scope.production()).map(|id| id.to_string()),
            "device": it.device.to_string(),
            "reason": it.reason,
            "message": console.messages.finding(&told(it)),
            "adopted": it.is_adopted,
        })).collect();
        console.value(&json!({ "quarantine": all }))?;
        return Ok(Exit::Done);
    }
    if all.is_empty() {
        console.line(&console.messages.text("cli-quarantine-empty", &[]))?;
    }
    for it in all {
        let id: String = hexadecimal(&it.change).chars().take(12).collect();
        let text = console.finding_text(&told(it));
        let adopted = console.messages.text("cli-quarantine-was-adopted", &[]);
        let adopted = if it.is_adopted { format!("  ({adopted})") } else { String::new() };
        console.line(&format!("{id}{adopted}  {text}"))?;
    }
    Ok(Exit::Done)
}

/// Why a change does not count, as a finding: the store keeps the word alone.
pub(crate) fn finding(it: &Quarantined) -> Finding {
    let code = REASONS.iter().find(|code| **code == it.reason).copied();
    let name: String = hexadecimal(&it.change).chars().take(8).collect();
    Finding::new(Severity::Warning, code.unwrap_or("change-failed"))
        .with("change", name)
        .with("reason", &it.reason)
}

/// Words the store keeps of changes that do not count.
const REASONS: [&str; 15] = [
    "change-after-revocation",
    "change-not-allowed",
    "change-builds-on-set-aside",
    "change-waits",
    "change-forked",
    "change-too-large",
    "change-not-plain",
    "change-damaged",
    "change-undecodable",
    "change-not-as-written",
    "change-author",
    "change-duplicate",
    "change-numbering",
    "change-root",
    "change-operations",
];
