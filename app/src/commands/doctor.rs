//! `doctor`: checks the data and says what is wrong, in words.

use crate::console::{Exit, Problem};
use crate::session::Session;
use model::{Finding, Severity};
use serde_json::json;

pub(crate) fn run(session: &Session) -> Result<Exit, Problem> {
    // Opening reads and verifies the whole file; a damaged one is opened read-only with a report.
    let node = session.open()?;
    let snapshot = node.snapshot();
    let unsigned = node.call(|engine| engine.verify())??;
    let mut findings = snapshot.findings.to_vec();
    findings.extend(unsigned);
    let (last, is_open) =
        node.call(|engine| (engine.last_backup(), engine.snapshot().links.root_key_is_open))?;
    if last?.is_none() {
        findings.push(Finding::new(Severity::Info, "backup-never"));
    }
    if is_open {
        findings.push(Finding::new(Severity::Info, "root-key-open"));
    }
    findings.extend(node.call(|engine| engine.log_findings())?);
    findings.extend(snapshot.read_only.clone());
    findings.extend(node.call(|engine| engine.short_of_room())?);
    let documents = node.call(|engine| engine.status())?.len();
    let (here, attachments) = node.call(|engine| engine.attachments_counted())?;
    if here < attachments {
        let missing = Finding::new(Severity::Info, "attachments-not-here");
        findings.push(missing.with("count", attachments - here));
    }
    let bad = findings.iter().any(|finding| finding.severity == Severity::Error);
    let console = &session.console;
    if console.json {
        let findings: Vec<_> =
            findings.iter().map(|finding| console.finding_json(finding)).collect();
        console.value(&json!({ "documents": documents, "attachments": here, "revision": snapshot.revision, "sound": !bad, "findings": findings }))?;
    } else {
        let number = i18n::Value::Integer(i64::try_from(documents).unwrap_or(i64::MAX));
        let key = if bad { "cli-doctor-unsound" } else { "cli-doctor-sound" };
        console.line(&console.messages.text(key, &[("count", number)]))?;
        console.findings(&findings);
    }
    Ok(if bad { Exit::Refused } else { Exit::Done })
}
