//! `node`: a machine without a face that is always there, such as in the machine room. A peer like
//! any other: it has the rights its grants give it, and others have what they hold without it.

use crate::arguments::text;
use crate::console::{Console, Exit, Problem, error};
use crate::peers::label;
use crate::session::Session;
use clap::ArgMatches;
use i18n::Value;
use model::EndpointId;
use node::{Engine, Happening, Listening, Member};
use serde_json::{Map, Value as Json, json};
use std::sync::mpsc;

/// What the main thread is told.
enum Told {
    /// Something happened; with what is known of the machine it is about.
    Happened(Box<Happening>, Option<Box<Member>>),
    /// The program is to end.
    Stop,
}

pub(crate) fn run(session: &Session, arguments: &ArgMatches) -> Result<Exit, Problem> {
    let node = session.open()?;
    let as_json = session.console.json || arguments.get_flag("events");
    let (tell, told) = mpsc::channel();
    let stop = tell.clone();
    ctrlc::set_handler(move || {
        // When nobody listens, the program is ending already.
        let _ending = stop.send(Told::Stop);
    })
    .map_err(|cause| Problem::Fault(Box::new(error("cli-node-signal").with("cause", cause))))?;
    node.watch(move |engine| {
        for happening in engine.happenings() {
            accept(engine, &happening);
            let member = about(engine, &happening).map(Box::new);
            let _ending = tell.send(Told::Happened(Box::new(happening), member));
        }
    })?;
    node.keep_backups()?;
    for peer in arguments.get_many::<String>("peer").into_iter().flatten() {
        let (endpoint, address) = peer_at(peer)?;
        node.learn(endpoint, vec![address])?;
    }
    let addresses = node.listen(Listening {
        bind: arguments.get_many("bind").into_iter().flatten().copied().collect(),
        discover: !arguments.get_flag("no-discovery"),
        relay: text(arguments, "relay").map(str::to_owned),
    })?;
    let listening = Happening::Listening { addresses };
    say(&session.console, as_json, &listening, None)?;
    for told in told {
        match told {
            Told::Happened(happening, _) if matches!(*happening, Happening::Listening { .. }) => {}
            Told::Happened(happening, member) => {
                say(&session.console, as_json, &happening, member.as_deref())?;
            }
            Told::Stop => break,
        }
    }
    Ok(Exit::Done)
}

/// Nobody sits here to compare codes: whoever comes with a ticket of this machine is let in. The
/// code is told, so that it can be compared afterwards.
fn accept(engine: &mut Engine, happening: &Happening) {
    if let Happening::Code { visit, .. } = happening {
        engine.guest_compared(*visit, true);
    }
}

/// An endpoint and where it is: `ENDPOINT@ip:port`.
fn peer_at(text: &str) -> Result<(EndpointId, String), Problem> {
    let read = text.split_once('@').and_then(|(endpoint, address)| {
        Some((endpoint.parse::<EndpointId>().ok()?, address.to_owned()))
    });
    read.ok_or_else(|| Problem::usage(error("cli-bad-peer").with("text", text)))
}

/// The machine that something is about.
fn about(engine: &mut Engine, happening: &Happening) -> Option<Member> {
    let device = match happening {
        Happening::Linked { peer }
        | Happening::Unlinked { peer, .. }
        | Happening::Merged { peer, .. }
        | Happening::Attachment { peer, .. }
        | Happening::Progress { peer, .. } => *peer,
        Happening::Found { endpoint, .. }
        | Happening::TurnedAway { endpoint }
        | Happening::Refused { endpoint } => engine.device_at(*endpoint)?,
        Happening::Listening { .. }
        | Happening::Members
        | Happening::Code { .. }
        | Happening::VisitOver { .. }
        | Happening::Alarm(_) => return None,
    };
    engine.members().into_iter().find(|member| member.device == device)
}

fn say(
    console: &Console,
    as_json: bool,
    happening: &Happening,
    member: Option<&Member>,
) -> Result<(), Problem> {
    if as_json {
        return console.value(&event(console, happening, member));
    }
    if let Some(line) = line(console, happening, member) {
        console.progress(&line);
    }
    Ok(())
}

/// An event in the form scripts read.
fn event(console: &Console, happening: &Happening, member: Option<&Member>) -> Json {
    let mut event = Map::new();
    let mut put = |key: &str, value: Json| {
        event.insert(key.to_owned(), value);
    };
    put("event", json!(happening.key()));
    if let Some(member) = member {
        put("peer", json!(member.device.to_string()));
        put("label", json!(label(member)));
    }
    match happening {
        Happening::Listening { addresses } | Happening::Found { addresses, .. } => {
            put("addresses", json!(addresses));
        }
        Happening::Unlinked { reason, .. } => {
            put("reason", json!(reason.map(node::Reason::code)));
        }
        Happening::Merged { document, scope, changes, .. } => {
            put("document", json!(document.to_string()));
            put("kind", json!(scope.document().key()));
            put("production", json!(scope.production().map(|id| id.to_string())));
            put("changes", json!(changes));
        }
        Happening::Progress { document, done, total, .. } => {
            put("document", json!(document.to_string()));
            put("done", json!(done));
            put("total", json!(total));
        }
        Happening::Code { code, certificate, .. } => {
            put("peer", json!(certificate.device.to_string()));
            put("label", json!(certificate.label));
            put("code", json!(code.to_string()));
        }
        Happening::Attachment { production, done, total, .. } => {
            put("production", json!(production.to_string()));
            put("done", json!(done));
            put("total", json!(total));
        }
        Happening::Refused { endpoint } => put("endpoint", json!(endpoint.to_string())),
        Happening::Alarm(finding) => put("finding", console.finding_json(finding)),
        Happening::Linked { .. }
        | Happening::TurnedAway { .. }
        | Happening::Members
        | Happening::VisitOver { .. } => {}
    }
    Json::Object(event)
}

/// The same for people; nothing of what comes too often.
fn line(console: &Console, happening: &Happening, member: Option<&Member>) -> Option<String> {
    let name = member.map(label).unwrap_or_default();
    let messages = &console.messages;
    let name = Value::Text(&name);
    Some(match happening {
        Happening::Listening { addresses } => {
            let addresses = addresses.join(", ");
            messages.text("cli-node-listening", &[("addresses", Value::Text(&addresses))])
        }
        Happening::Linked { .. } => messages.text("cli-node-linked", &[("name", name)]),
        Happening::Unlinked { .. } => messages.text("cli-node-unlinked", &[("name", name)]),
        Happening::TurnedAway { .. } => messages.text("cli-node-turned-away", &[("name", name)]),
        Happening::Refused { endpoint } => {
            let key: String = endpoint.to_string().chars().take(8).collect();
            messages.text("cli-node-refused", &[("name", name), ("key", Value::Text(&key))])
        }
        Happening::Merged { changes, .. } => {
            let count = Value::Integer(i64::try_from(*changes).unwrap_or(i64::MAX));
            messages.text("cli-node-merged", &[("name", name), ("count", count)])
        }
        Happening::Members => messages.text("cli-node-members", &[]),
        Happening::Code { code, certificate, .. } => {
            let code = code.to_string();
            let values = [("name", Value::Text(&certificate.label)), ("code", Value::Text(&code))];
            messages.text("cli-node-code", &values)
        }
        Happening::Alarm(finding) => console.finding_text(finding),
        Happening::Attachment { .. }
        | Happening::Progress { .. }
        | Happening::VisitOver { .. }
        | Happening::Found { .. } => {
            return None;
        }
    })
}
