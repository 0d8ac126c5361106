//! `grants`: which machine may do what; `revoke`: the end of a machine's rights.

use crate::arguments::text;
use crate::console::{Exit, Problem, error};
use crate::peers::label;
use crate::session::Session;
use clap::ArgMatches;
use i18n::Value;
use model::{Choice, DeviceId};
use node::{Member, MemberRight, Node};
use serde_json::json;

pub(crate) fn run(session: &Session) -> Result<Exit, Problem> {
    let node = session.open()?;
    let snapshot = node.snapshot();
    let (members, findings) = node.call(|engine| (engine.members(), engine.log_findings()))?;
    let console = &session.console;
    let name =
        |member: &Member| snapshot.directory.name(member.person).unwrap_or_default().to_owned();
    if console.json {
        let grants: Vec<_> = members
            .iter()
            .map(|member| {
                json!({
                    "device": member.device.to_string(),
                    "endpoint": member.endpoint.to_string(),
                    "label": member.label,
                    "person": member.person.to_string(),
                    "name": name(member),
                    "here": member.is_here,
                    "rights": member.rights.iter().map(right_json).collect::<Vec<_>>(),
                })
            })
            .collect();
        let findings: Vec<_> = findings.iter().map(|it| console.finding_json(it)).collect();
        let facility = snapshot.facility.house.id.to_string();
        console.value(&json!({ "facility": facility, "grants": grants, "findings": findings }))?;
        return Ok(Exit::Done);
    }
    for member in &members {
        let (label, name, device) = (label(member), name(member), member.device.to_string());
        let values = [
            ("label", Value::Text(&label)),
            ("name", Value::Text(&name)),
            ("device", Value::Text(&device)),
            ("here", Value::Text(if member.is_here { "yes" } else { "no" })),
        ];
        console.line(&console.messages.text("cli-grants-machine", &values))?;
        for right in &member.rights {
            console.line(&format!("  {}", right_text(session, right)))?;
        }
    }
    console.findings(&findings);
    Ok(Exit::Done)
}

fn right_json(right: &MemberRight) -> serde_json::Value {
    let ids: Vec<String> = right.scope.ids().iter().map(ToString::to_string).collect();
    json!({
        "grant": right.grant.to_string(),
        "role": right.role.key(),
        "scope": { "kind": right.scope.key(), "ids": ids },
        "not_after": right.not_after.map(|stamp| stamp.to_string()),
        "revoked": right.is_revoked,
        "holds": right.holds,
    })
}

fn right_text(session: &Session, right: &MemberRight) -> String {
    let messages = &session.console.messages;
    let role = messages.text(&format!("role-{}", right.role.key()), &[]);
    let scope = messages.text(&format!("grant-scope-{}", right.scope.key()), &[]);
    let state = match (right.is_revoked, right.holds) {
        (true, _) => "revoked",
        (false, true) if right.not_after.is_some() => "until",
        (false, true) => "holds",
        (false, false) => "lapsed",
    };
    let until = right.not_after.map(|stamp| stamp.to_string()).unwrap_or_default();
    let values = [
        ("role", Value::Text(&role)),
        ("scope", Value::Text(&scope)),
        ("state", Value::Text(state)),
        ("until", Value::Text(&until)),
    ];
    messages.text("cli-grants-right", &values)
}

/// Ends the rights of a machine.
pub(crate) fn revoke(session: &Session, arguments: &ArgMatches) -> Result<Exit, Problem> {
    let node = session.open()?;
    let device = named(&node, text(arguments, "device").unwrap_or_default())?;
    node.call(move |engine| engine.revoke(device))??;
    let console = &session.console;
    if console.json {
        console.value(&json!({ "revoked": device.to_string() }))?;
    } else {
        console.line(&console.messages.text("cli-revoked", &[]))?;
    }
    Ok(Exit::Done)
}

/// The device that is meant: by its key or the beginning of it, or by the name of the machine.
pub(super) fn named(node: &Node, given: &str) -> Result<DeviceId, Problem> {
    let members = node.call(node::Engine::members)?;
    let wanted = given.to_lowercase();
    let is_meant = |member: &&Member| {
        let key = member.device.to_string();
        member.label.to_lowercase() == wanted || (wanted.len() >= 6 && key.starts_with(&wanted))
    };
    let found: Vec<DeviceId> =
        members.iter().filter(is_meant).map(|member| member.device).collect();
    match found.as_slice() {
        [one] => Ok(*one),
        [] => Err(Problem::refused(error("cli-unknown-device").with("name", given))),
        _ => Err(Problem::refused(error("cli-ambiguous-device").with("name", given))),
    }
}
