//! `undo` and `redo`: of one's own commands.

use crate::console::{Exit, Problem};
use crate::session::Session;
use serde_json::json;

/// Back or forth.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Way {
    /// Back.
    Undo,
    /// Forth.
    Redo,
}

pub(crate) fn run(session: &Session, way: Way) -> Result<Exit, Problem> {
    let node = session.open()?;
    let (step, receipt) = match way {
        Way::Undo => (node.snapshot().undo.clone(), node.undo()?),
        Way::Redo => (node.snapshot().redo.clone(), node.redo()?),
    };
    let console = &session.console;
    if console.json {
        let findings: Vec<_> =
            receipt.findings.iter().map(|finding| console.finding_json(finding)).collect();
        console.value(
            &json!({ "applied": true, "revision": receipt.revision, "findings": findings }),
        )?;
    } else {
        let key = match way {
            Way::Undo => "cli-undone",
            Way::Redo => "cli-redone",
        };
        let label = step.map_or(String::new(), |step| {
            console.messages.text(&format!("command-{}", step.label), &[])
        });
        console.line(&console.messages.text(key, &[("what", i18n::Value::Text(&label))]))?;
        console.findings(&receipt.findings);
    }
    Ok(Exit::Done)
}
