//! `invite`: a ticket that lets one machine into the facility.

use crate::arguments::text;
use crate::console::{Exit, Problem};
use crate::session::Session;
use access::GrantScope;
use clap::ArgMatches;
use i18n::Value;
use model::{Choice, PersonId, RawId, Role};
use node::{Invitation, Listening, Node};
use serde_json::json;

pub(crate) fn run(session: &Session, arguments: &ArgMatches) -> Result<Exit, Problem> {
    let role = Role::from_key(text(arguments, "role").unwrap_or_default());
    let person = text(arguments, "person").map(Session::id::<PersonId>).transpose()?;
    let node = session.open()?;
    let scope = scope(session, &node, &role, arguments)?;
    let given: Vec<String> = arguments.get_many("address").into_iter().flatten().cloned().collect();
    let addresses = if given.is_empty() { addresses(&node)? } else { given };
    let minutes = arguments.get_one("minutes").copied().unwrap_or(60);
    let invitation = Invitation { person, role, scope, minutes, addresses };
    let ticket = node.call(move |engine| engine.invite(&invitation))??;
    let (text, expires) = (ticket.text(), ticket.expires.to_string());
    let console = &session.console;
    if console.json {
        console.value(&json!({ "ticket": text, "expires": expires }))?;
    } else {
        console.line(&text)?;
        let values = [("expires", Value::Text(&expires))];
        console.progress(&console.messages.text("cli-invited", &values));
    }
    Ok(Exit::Done)
}

/// How far the grant reaches: what was named, or what the role has by itself.
fn scope(
    session: &Session,
    node: &Node,
    role: &Role,
    arguments: &ArgMatches,
) -> Result<GrantScope, Problem> {
    let named: Vec<String> = arguments.get_many("scope").into_iter().flatten().cloned().collect();
    if named.is_empty() {
        // A role that is never given for everything is refused with the reason.
        return Ok(GrantScope::Facility);
    }
    let snapshot = node.snapshot();
    if *role == Role::RightsHolder {
        let ids = named.iter().map(|id| Session::id::<RawId>(id)).collect::<Result<Vec<_>, _>>()?;
        return Ok(GrantScope::of("catalogues", ids));
    }
    let productions = named.iter().map(|name| session.production(&snapshot, name));
    Ok(GrantScope::Productions(productions.collect::<Result<_, _>>()?))
}

/// Where this machine is found: where it last listened, or would.
fn addresses(node: &Node) -> Result<Vec<String>, Problem> {
    let known = node.call(|engine| engine.own_addresses())??;
    if !known.is_empty() {
        return Ok(known);
    }
    Ok(node.listen(Listening::default())?)
}
