//! `quarantine`: what was received from others and does not count, with the reason.

use super::status::hexadecimal;
use crate::console::{Exit, Problem};
use crate::session::Session;
use model::{Finding, Severity};
use node::Quarantined;
use serde_json::json;

pub(crate) fn run(session: &Session) -> Result<Exit, Problem> {
    let node = session.open()?;
    let all = node.call(|engine| engine.quarantine())??;
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
        })).collect();
        console.value(&json!({ "quarantine": all }))?;
        return Ok(Exit::Done);
    }
    if all.is_empty() {
        console.line(&console.messages.text("cli-quarantine-empty", &[]))?;
    }
    for it in &all {
        let id: String = hexadecimal(&it.change).chars().take(12).collect();
        console.line(&format!("{id}  {}", console.finding_text(&told(it))))?;
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
