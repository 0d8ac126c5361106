//! `join`: this machine becomes one of a facility, with a ticket.

use crate::arguments::text;
use crate::console::{Console, Exit, Problem, error};
use crate::facilities;
use crate::session::{Session, opening};
use access::Ticket;
use clap::ArgMatches;
use i18n::Value;
use node::{Listening, Node, System};
use serde_json::json;
use std::io::BufRead;
use std::sync::mpsc;
use std::time::{Duration, Instant};

/// How long the first exchange is waited for. What has not come by then comes at the next meeting.
pub(super) const FIRST_EXCHANGE: Duration = Duration::from_secs(300);

/// How long the name that was given may take to reach the others.
const LAST_WORD: Duration = Duration::from_secs(3);

/// When nothing has come for so long and nothing is missing, the first exchange is over.
const QUIET: Duration = Duration::from_millis(700);

pub(crate) fn run(session: &Session, arguments: &ArgMatches) -> Result<Exit, Problem> {
    let ticket = Ticket::parse(text(arguments, "ticket").unwrap_or_default())
        .map_err(|wrong| Problem::refused(error(wrong.code())))?;
    let listening = Listening {
        bind: arguments.get_many("bind").into_iter().flatten().copied().collect(),
        ..Listening::default()
    };
    let accepts = arguments.get_flag("accept-code");
    let console = &session.console;
    let mut shown = String::new();
    let world = Box::new(System::default());
    let engine = node::join(opening(&session.folder), ticket, &listening, world, |code| {
        shown = code.to_string();
        console.progress(&console.messages.text("cli-join-code", &[("code", Value::Text(&shown))]));
        accepts || is_confirmed(console)
    })?;
    let (facility, device) = (engine.certificate().facility, engine.device());
    let person = engine.person();
    let node = Node::start(engine)?;
    let exchange = Exchange::begin(&node, &listening)?;
    if !exchange.is_over_within(FIRST_EXCHANGE) {
        console.progress(&console.messages.text("cli-join-later", &[]));
    } else if let Some(name) = text(arguments, "person") {
        let name = name.to_owned();
        if node.call(move |engine| engine.introduce(&name))?? {
            exchange.is_over_within(LAST_WORD);
        } else {
            console.progress(&console.messages.text("cli-join-not-named", &[]));
        }
    }
    let documents = node.call(|engine| engine.documents().len())?;
    facilities::noticed(&session.whereabouts(), facilities::name_of(&node.snapshot()));
    if console.json {
        console.value(&json!({
            "facility": facility.to_string(),
            "code": shown,
            "device": device.to_string(),
            "person": person.to_string(),
            "documents": documents,
        }))?;
    } else {
        let house = node.snapshot().facility.house.name.clone();
        let count = Value::Integer(i64::try_from(documents).unwrap_or(i64::MAX));
        // A role that does not read the document of the facility never learns its name.
        let named = Value::Integer(i64::from(!house.is_empty()));
        let values = [("facility", Value::Text(&house)), ("named", named), ("count", count)];
        console.line(&console.messages.text("cli-joined", &values))?;
    }
    Ok(Exit::Done)
}

/// Asks on the terminal whether the other screen shows the same code.
fn is_confirmed(console: &Console) -> bool {
    console.progress(&console.messages.text("cli-join-compare", &[]));
    let mut answer = String::new();
    let read = std::io::stdin().lock().read_line(&mut answer);
    let answer = answer.trim().to_lowercase();
    read.is_ok() && ["o", "oui", "y", "yes"].contains(&answer.as_str())
}

/// The talk with the facility, as far as it matters here.
pub(super) struct Exchange(mpsc::Receiver<bool>);

impl Exchange {
    pub(super) fn begin(node: &Node, listening: &Listening) -> Result<Self, Problem> {
        let (tell, told) = mpsc::channel();
        node.watch(move |engine| {
            let is_settled = !engine.linked().is_empty() && engine.is_settled();
            // When nobody waits any more, the command is done.
            let _done = tell.send(is_settled && engine.has_its_documents());
        })?;
        node.listen(listening.clone())?;
        Ok(Self(told))
    }

    /// Waits until what each side has is at the other, and nothing more comes.
    pub(super) fn is_over_within(&self, patience: Duration) -> bool {
        let end = Instant::now() + patience;
        let mut is_settled = false;
        loop {
            let left = end.saturating_duration_since(Instant::now());
            match self.0.recv_timeout(if is_settled { left.min(QUIET) } else { left }) {
                Ok(settled) => is_settled = settled,
                Err(_) => return is_settled,
            }
        }
    }
}
