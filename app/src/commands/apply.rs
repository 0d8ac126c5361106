//! `apply`: commands as data, one JSON object a line, in order.
//!
//! Each line is answered with a line as soon as it is on disk, in JSON with `--json`: this is the
//! one sub-command whose output is a sequence of values, so that a script can go on as it reads.

use crate::console::{Console, Exit, Problem};
use crate::session::Session;
use clap::ArgMatches;
use interchange::commands::{CommandReader, MAX_LINE_BYTES};
use model::{Command, Finding};
use node::{Failure, Group, Node, Receipt, System, new_id};
use serde_json::{Value, json};
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

pub(crate) fn run(session: &Session, arguments: &ArgMatches) -> Result<Exit, Problem> {
    let file = crate::arguments::text(arguments, "file").unwrap_or("-");
    let lines: Box<dyn BufRead> = if file == "-" {
        Box::new(io::stdin().lock())
    } else {
        let opened = std::fs::File::open(file);
        Box::new(BufReader::new(
            opened.map_err(|error| session.unreadable(Path::new(file), &error.to_string()))?,
        ))
    };
    let node = session.open_within(arguments)?;
    let unreadable = |error: io::Error| session.unreadable(Path::new(file), &error.to_string());
    apply(&session.console, &node, lines, &unreadable)
}

fn apply(
    console: &Console,
    node: &Node,
    mut lines: Box<dyn BufRead>,
    unreadable: &dyn Fn(io::Error) -> Problem,
) -> Result<Exit, Problem> {
    let mut reader = CommandReader::new(node.snapshot().facility.house.id);
    let mut world = System::default();
    let mut exit = Exit::Done;
    for number in 1.. {
        let Some(line) = next_line(lines.as_mut()).map_err(unreadable)? else { break };
        let read = reader.read_line(&line, number, &mut || new_id(&mut world));
        let answer = match read {
            Ok(commands) if commands.is_empty() => continue,
            Ok(commands) => submit(node, commands, number),
            Err(finding) => Err(Failure::Refused(Box::new(finding))),
        };
        match answer {
            Ok((count, receipt)) => accepted(console, count, &receipt, &reader)?,
            Err(failure) => exit = refused(console, failure, exit)?,
        }
    }
    Ok(exit)
}

/// The next line. One that is longer than any command may be is cut there, and refused as such.
fn next_line(lines: &mut dyn BufRead) -> io::Result<Option<String>> {
    let mut line = Vec::new();
    let limit = u64::try_from(MAX_LINE_BYTES).unwrap_or(u64::MAX).saturating_add(2);
    let read = lines.take(limit).read_until(b'\n', &mut line)?;
    if line.len() > MAX_LINE_BYTES && line.last() != Some(&b'\n') {
        skip_line(lines)?;
    }
    Ok((read > 0).then(|| String::from_utf8_lossy(&line).into_owned()))
}

/// Reads to the end of the line without keeping it.
fn skip_line(lines: &mut dyn BufRead) -> io::Result<()> {
    loop {
        let buffer = lines.fill_buf()?;
        let end = buffer.iter().position(|byte| *byte == b'\n');
        let (used, done) = end.map_or((buffer.len(), buffer.is_empty()), |end| (end + 1, true));
        lines.consume(used);
        if done {
            return Ok(());
        }
    }
}

fn submit(node: &Node, commands: Vec<Command>, line: u64) -> Result<(usize, Receipt), Failure> {
    let count = commands.len();
    let on_line = |mut finding: Box<Finding>| {
        finding.place.line = Some(line);
        finding
    };
    node.submit(Group::of(commands)).map(|receipt| (count, receipt)).map_err(
        |failure| match failure {
            Failure::Refused(finding) => Failure::Refused(on_line(finding)),
            Failure::Fault(finding) => Failure::Fault(on_line(finding)),
        },
    )
}

fn accepted(
    console: &Console,
    count: usize,
    receipt: &Receipt,
    reader: &CommandReader,
) -> Result<(), Problem> {
    if console.json {
        let ids: serde_json::Map<String, Value> = reader
            .fresh()
            .map(|(alias, id)| (format!("${alias}"), json!(id.to_string())))
            .collect();
        let findings: Vec<_> =
            receipt.findings.iter().map(|finding| console.finding_json(finding)).collect();
        return console.value(
            &json!({ "applied": true, "revision": receipt.revision, "ids": ids, "findings": findings }),
        );
    }
    let number = |number: u64| i18n::Value::Integer(i64::try_from(number).unwrap_or(i64::MAX));
    let values = [("count", number(count as u64)), ("revision", number(receipt.revision))];
    console.line(&console.messages.text("cli-applied", &values))?;
    console.findings(&receipt.findings);
    Ok(())
}

/// Says why a line was refused; the lines after it are read all the same.
fn refused(console: &Console, failure: Failure, exit: Exit) -> Result<Exit, Problem> {
    let finding = failure.finding();
    if console.json {
        console.value(&json!({ "applied": false, "error": console.error_json(finding) }))?;
    } else {
        console.progress(&console.finding_text(finding));
    }
    Ok(match (failure, exit) {
        (Failure::Fault(_), _) | (_, Exit::Fault) => Exit::Fault,
        (Failure::Refused(_), _) => Exit::Refused,
    })
}
