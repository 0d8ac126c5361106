//! `status`: this machine and its documents.

use crate::console::{Exit, Problem};
use crate::session::Session;
use crate::terminal;
use node::{DocumentStatus, Snapshot};
use std::fmt::Write;
use views::StatusView;

pub(crate) fn run(session: &Session) -> Result<Exit, Problem> {
    let node = session.open()?;
    let snapshot = node.snapshot();
    let (device, documents) = node.call(|engine| (engine.device(), engine.status()))?;
    let documents = documents.iter().map(|status| view(&snapshot, status)).collect();
    // Links to other machines come with the talk between them: until then this one is alone.
    let status = StatusView { device, documents, peers: Vec::new() };
    if session.console.json {
        session.console.value(&status)?;
    } else {
        terminal::print(&session.console, &views::documents_table(&status.documents))?;
        session.console.findings(&snapshot.findings);
    }
    Ok(Exit::Done)
}

fn view(snapshot: &Snapshot, status: &DocumentStatus) -> views::DocumentStatus {
    let production = status.scope.production();
    let title =
        production.and_then(|id| snapshot.plans.get(&id)).map(|plan| plan.production.title.clone());
    views::DocumentStatus {
        id: status.id,
        kind: status.scope.document(),
        production,
        title: title.unwrap_or_default(),
        heads: status.heads.iter().map(|head| hexadecimal(head)).collect(),
        state_hash: hexadecimal(&status.state_hash),
        changes: status.changes,
        copies: 1,
    }
}

/// Bytes as two digits each.
pub(crate) fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a string cannot fail.
        let _infallible = write!(text, "{byte:02x}");
        text
    })
}
