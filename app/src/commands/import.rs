//! `import`: files of any known format, one group of commands each: one step to undo.

use crate::arguments::text;
use crate::console::{Console, Exit, Problem};
use crate::importing;
use crate::session::Session;
use clap::ArgMatches;
use interchange::{Imported, Mapping, ReadOptions};
use model::{Finding, ProductionId, Severity};
use node::{Group, Node, System};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// How files are to be taken.
struct Wanted {
    into: Option<ProductionId>,
    options: ReadOptions,
    dry_run: bool,
}

pub(crate) fn run(session: &Session, arguments: &ArgMatches) -> Result<Exit, Problem> {
    let node = session.open()?;
    let into = text(arguments, "into")
        .map(|name| session.production(&node.snapshot(), name))
        .transpose()?;
    let mut options =
        ReadOptions { format: text(arguments, "as").map(str::to_owned), ..ReadOptions::default() };
    if let Some(map) = arguments.get_one::<PathBuf>("map") {
        let text = String::from_utf8_lossy(&session.read(map)?).into_owned();
        options.mapping =
            Mapping::from_json(&text).map_err(|finding| Problem::usage(at_file(finding, map)))?;
    }
    let wanted = Wanted { into, options, dry_run: arguments.get_flag("dry-run") };
    let mut answers = Vec::new();
    let mut exit = Exit::Done;
    for path in arguments.get_many::<PathBuf>("file").into_iter().flatten() {
        let (answer, bad) = import(session, &node, path, &wanted)?;
        answers.push(answer);
        if bad {
            exit = Exit::Refused;
        }
    }
    let console = &session.console;
    if console.json {
        console.value(&json!({ "files": answers, "revision": node.snapshot().revision }))?;
    } else if wanted.dry_run {
        console.line(&console.messages.text("cli-dry-run", &[]))?;
    }
    Ok(exit)
}

fn at_file(mut finding: Finding, file: &Path) -> Finding {
    finding.place.file = Some(file.display().to_string());
    finding
}

/// Reads one file and, unless it is a dry run, has it kept. Tells whether something is in error.
fn import(
    session: &Session,
    node: &Node,
    path: &Path,
    wanted: &Wanted,
) -> Result<(Value, bool), Problem> {
    let bytes = session.read(path)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let imported = interchange::read(&bytes, &name, &wanted.options);
    let mut findings = imported.findings.clone();
    let snapshot = node.snapshot();
    let existing = wanted.into.and_then(|production| snapshot.plans.get(&production));
    let (commands, more) = importing::commands_of(
        &snapshot,
        &imported,
        &name,
        existing.map(AsRef::as_ref),
        &mut System::default(),
    );
    findings.extend(more);
    if !wanted.dry_run && !commands.is_empty() {
        let receipt = node.submit(Group {
            commands,
            label: "import".to_owned(),
            note: name.to_string(),
            lenient: true,
        })?;
        findings.extend(receipt.findings);
    }
    tell(&session.console, &name, &imported, &findings)
}

fn tell(
    console: &Console,
    name: &str,
    imported: &Imported,
    findings: &[Finding],
) -> Result<(Value, bool), Problem> {
    let records = imported.records();
    if !console.json {
        let counted = records.iter().filter(|(_, count)| *count > 0).map(|(kind, count)| {
            let count = i18n::Value::Integer(i64::try_from(*count).unwrap_or(i64::MAX));
            console.messages.text(&format!("record-{kind}"), &[("count", count)])
        });
        let counted = counted.collect::<Vec<String>>().join(", ");
        let values = [
            ("file", i18n::Value::Text(name)),
            ("format", i18n::Value::Text(imported.format.unwrap_or("?"))),
            ("records", i18n::Value::Text(&counted)),
        ];
        console.line(&console.messages.text("cli-imported", &values))?;
        console.findings(findings);
    }
    let counts: serde_json::Map<String, Value> =
        records.into_iter().map(|(kind, count)| (kind.to_owned(), json!(count))).collect();
    let told: Vec<Value> = findings.iter().map(|finding| console.finding_json(finding)).collect();
    let bad = findings.iter().any(|finding| finding.severity == Severity::Error);
    Ok((
        json!({ "file": name, "format": imported.format, "records": counts, "findings": told }),
        bad,
    ))
}
