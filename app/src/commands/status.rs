//! `status`: this machine and its documents.

use crate::console::{Exit, Problem};
use crate::peers::peer_status;
use crate::session::{Session, source};
use crate::terminal;
use node::{DocumentStatus, Snapshot};
use std::fmt::Write;
use views::StatusView;

pub(crate) fn run(session: &Session) -> Result<Exit, Problem> {
    let node = session.open()?;
    let snapshot = node.snapshot();
    let (device, documents, links) = node.call(|engine| {
        let counted = engine.status().into_iter().map(|it| (engine.copies(it.id), it));
        (engine.device(), counted.collect::<Vec<_>>(), engine.links())
    })?;
    let documents =
        documents.iter().map(|(copies, status)| view(&snapshot, status, *copies)).collect();
    let peers = links.iter().map(|link| peer_status(&snapshot, link)).collect();
    let status = StatusView { device, documents, peers };
    if session.console.json {
        session.console.value(&status)?;
    } else {
        terminal::print(&session.console, &views::documents_table(&status.documents))?;
        if !status.peers.is_empty() {
            session.console.line("")?;
            let zone = snapshot.facility.house.zone;
            terminal::print(&session.console, &views::peers_table(&status.peers, zone))?;
        }
        session.console.findings(&snapshot.findings);
    }
    Ok(Exit::Done)
}

fn view(snapshot: &Snapshot, status: &DocumentStatus, copies: usize) -> views::DocumentStatus {
    let production = status.scope.production();
    let source = source(snapshot);
    let titled = production.and_then(|id| source.title(id));
    let whose = status.scope.person().and_then(|person| snapshot.directory.name(person));
    let title = titled.or(whose);
    views::DocumentStatus {
        id: status.id,
        kind: status.scope.document(),
        production,
        title: title.unwrap_or_default().to_owned(),
        heads: status.heads.iter().map(|head| hexadecimal(head)).collect(),
        state_hash: hexadecimal(&status.state_hash),
        changes: status.changes,
        copies: u64::try_from(copies).unwrap_or(u64::MAX),
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
