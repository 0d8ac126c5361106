//! `peers`: the other machines of the facility, and how this one stands with each.

use crate::console::{Exit, Problem};
use crate::peers::peer_status;
use crate::session::Session;
use crate::terminal;

pub(crate) fn run(session: &Session) -> Result<Exit, Problem> {
    let node = session.open()?;
    let snapshot = node.snapshot();
    let links = node.call(node::Engine::links)?;
    let peers: Vec<_> = links.iter().map(|link| peer_status(&snapshot, link)).collect();
    if session.console.json {
        session.console.value(&serde_json::json!({ "peers": peers }))?;
    } else if peers.is_empty() {
        session.console.line(&session.console.messages.text("cli-peers-none", &[]))?;
    } else {
        let table = views::peers_table(&peers, snapshot.facility.house.zone);
        terminal::print(&session.console, &table)?;
    }
    Ok(Exit::Done)
}
