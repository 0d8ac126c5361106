//! From one JSON object to the commands it stands for.

use super::arguments::{Aliases, Arguments};
use super::table::{Special, Verb, command_names, record_command, special};
use super::{refusal, shown, with_nearest, wrong_type};
use crate::nearest::nearest;
use model::{
    Anchor, BookingVerb, Command, DirectoryEntry, DocumentKind, FacilityId, FieldValue, Finding,
    Kind, PersonId, ProductionId, PublishedDetail, RawId, Scope, Subject,
};
use serde_json::{Map, Value as Json};
use units::{NaiveDate, NaiveDateTime};

/// Reads one command object; an object may stand for two commands (a person and their name).
pub(super) fn command(
    object: &Map<String, Json>,
    facility: FacilityId,
    aliases: &mut Aliases,
    mint: &mut dyn FnMut() -> RawId,
) -> Result<Vec<Command>, Finding> {
    let name = object.get("command").ok_or_else(|| refusal("command-without-name"))?;
    let Json::String(name) = name else { return Err(wrong_type("command", "text", name)) };
    let mut arguments = Arguments::new(name, object, aliases, mint);
    if let Some(special) = special(name) {
        let command = special_command(special, &mut arguments)?;
        arguments.nothing_else()?;
        return Ok(vec![command]);
    }
    if let Some((verb, kind)) = record_command(name) {
        return record(verb, kind, facility, &mut arguments);
    }
    let names = command_names();
    let near = nearest(name, names.iter().map(String::as_str));
    Err(with_nearest(refusal("command-unknown").with("name", shown(name)), near))
}

fn record(
    verb: Verb,
    kind: Kind,
    facility: FacilityId,
    arguments: &mut Arguments<'_>,
) -> Result<Vec<Command>, Finding> {
    let subject = subject(verb, kind, facility, arguments)?;
    let command = match verb {
        Verb::Add if kind == Kind::Person => return person(subject, arguments),
        Verb::Add => Command::Add { subject, values: arguments.values(kind)? },
        Verb::Set => {
            let values = arguments.values(kind)?;
            if values.is_empty() {
                return Err(refusal("command-sets-nothing"));
            }
            Command::Set { subject, values }
        }
        Verb::Delete => Command::Delete { subject },
        Verb::Restore => Command::Restore { subject },
    };
    if matches!(verb, Verb::Delete | Verb::Restore) {
        arguments.nothing_else()?;
    }
    Ok(vec![command])
}

/// The record spoken of. There is one house and one production, so their `id` may be left out.
fn subject(
    verb: Verb,
    kind: Kind,
    facility: FacilityId,
    arguments: &mut Arguments<'_>,
) -> Result<Subject, Finding> {
    let scope = match kind.document() {
        DocumentKind::Facility => Scope::Facility,
        DocumentKind::Casting => Scope::Casting,
        DocumentKind::Plan => Scope::Plan(arguments.id("production")?),
        DocumentKind::Desk => Scope::Desk(arguments.id("person")?),
        DocumentKind::Publications => Scope::Publications(arguments.id("production")?),
        DocumentKind::Answers => Scope::Answers(arguments.id("production")?),
    };
    let id = match (kind, scope) {
        (Kind::House, _) if !arguments.names("id") => facility.into(),
        (Kind::Production, Scope::Plan(production)) if !arguments.names("id") => production.into(),
        _ if verb == Verb::Add => arguments.new_id("id")?,
        _ => arguments.id("id")?,
    };
    Ok(Subject { scope, kind, id })
}

/// A person is added with the name the directory will know, which no document holds.
fn person(subject: Subject, arguments: &mut Arguments<'_>) -> Result<Vec<Command>, Finding> {
    let named = ["name", "mail", "telephone"].iter().any(|field| arguments.names(field));
    let entry = DirectoryEntry {
        name: optional(arguments, "name")?.unwrap_or_default(),
        mail: optional(arguments, "mail")?.unwrap_or_default(),
        telephone: optional(arguments, "telephone")?.unwrap_or_default(),
    };
    let mut commands = vec![Command::Add { subject, values: arguments.values(Kind::Person)? }];
    if named {
        commands.push(Command::NamePerson { person: PersonId(subject.id), entry });
    }
    Ok(commands)
}

fn special_command(special: Special, arguments: &mut Arguments<'_>) -> Result<Command, Finding> {
    Ok(match special {
        Special::CreateProduction => Command::CreateProduction {
            production: arguments.new_id("id")?,
            document: arguments.new_id("document")?,
            values: arguments.values(Kind::Production)?,
        },
        Special::ApplyTemplate => Command::ApplyTemplate {
            production: arguments.id("production")?,
            template: arguments.typed("template")?,
            anchor: anchor(arguments)?,
        },
        Special::MoveBooking => Command::MoveBooking {
            production: arguments.id("production")?,
            booking: arguments.id("booking")?,
            start: arguments.typed("start")?,
        },
        Special::SplitBooking => Command::SplitBooking {
            production: arguments.id("production")?,
            booking: arguments.id("booking")?,
            at: arguments.typed("at")?,
            rest: arguments.new_id("rest")?,
        },
        Special::CopyBooking => Command::CopyBooking {
            production: arguments.id("production")?,
            booking: arguments.id("booking")?,
            copy: arguments.new_id("copy")?,
            start: arguments.typed("start")?,
        },
        Special::PlaceTask => Command::PlaceTask {
            production: arguments.id("production")?,
            task: arguments.id("task")?,
            booking: arguments.new_id("booking")?,
            room: optional(arguments, "room")?,
            people: optional(arguments, "people")?.unwrap_or_default(),
            start: arguments.typed("start")?,
        },
        Special::MoveTask => Command::MoveTask {
            production: arguments.id("production")?,
            task: arguments.id("task")?,
            start: arguments.typed("start")?,
        },
        Special::ChangeBooking(verb) => Command::ChangeBooking {
            production: arguments.id::<ProductionId>("production")?,
            booking: arguments.id("booking")?,
            verb: booking_verb(verb, arguments)?,
        },
        Special::TakeBaseline => Command::TakeBaseline {
            production: arguments.id("production")?,
            baseline: arguments.new_id("baseline")?,
            name: arguments.typed("name")?,
        },
        Special::TakeVariant => Command::TakeVariant {
            production: arguments.id("production")?,
            variant: arguments.id("variant")?,
            over: optional(arguments, "over")?.unwrap_or_default(),
        },
        Special::HandInSlip => {
            Command::HandInSlip { person: arguments.id("person")?, slip: arguments.id("slip")? }
        }
        Special::AcceptSlip => Command::AcceptSlip {
            person: arguments.id("person")?,
            slip: arguments.id("slip")?,
            accepted: arguments.new_id("accepted")?,
        },
        Special::Publish => Command::Publish {
            production: arguments.id("production")?,
            publication: arguments.new_id("publication")?,
            name: optional(arguments, "name")?.unwrap_or_default(),
            remark: optional(arguments, "remark")?.unwrap_or_default(),
            detail: optional(arguments, "detail")?.unwrap_or(PublishedDetail::Steps),
            price: optional(arguments, "price")?,
            agreement: optional(arguments, "agreement")?.unwrap_or_default(),
        },
        Special::Answer => Command::Answer {
            production: arguments.id("production")?,
            publication: arguments.id("publication")?,
            answer: arguments.new_id("answer")?,
            verdict: arguments.typed("verdict")?,
            signed: optional(arguments, "signed")?.unwrap_or_default(),
            remark: optional(arguments, "remark")?.unwrap_or_default(),
        },
        Special::NamePerson => Command::NamePerson {
            person: arguments.id("person")?,
            entry: DirectoryEntry {
                name: arguments.typed("name")?,
                mail: optional(arguments, "mail")?.unwrap_or_default(),
                telephone: optional(arguments, "telephone")?.unwrap_or_default(),
            },
        },
    })
}

fn booking_verb(verb: &str, arguments: &mut Arguments<'_>) -> Result<BookingVerb, Finding> {
    Ok(match verb {
        "hold" => BookingVerb::Hold {
            rank: arguments.typed("rank")?,
            expires: optional::<NaiveDateTime>(arguments, "expires")?,
        },
        "confirm" => BookingVerb::Confirm,
        "begin" => BookingVerb::Begin,
        "finish" => BookingVerb::Finish,
        "cancel" => BookingVerb::Cancel,
        "challenge" => BookingVerb::Challenge {
            by: arguments.id("by")?,
            answer_by: arguments.typed("answer_by")?,
        },
        _ => BookingVerb::Release,
    })
}

fn anchor(arguments: &mut Arguments<'_>) -> Result<Anchor, Finding> {
    let forward = optional::<NaiveDate>(arguments, "forward_from")?;
    let backward = optional::<NaiveDate>(arguments, "backward_from")?;
    match (forward, backward) {
        (Some(date), None) => Ok(Anchor::ForwardFrom(date)),
        (None, Some(date)) => Ok(Anchor::BackwardFrom(date)),
        _ => Err(refusal("command-anchor")),
    }
}

fn optional<T: FieldValue>(
    arguments: &mut Arguments<'_>,
    field: &'static str,
) -> Result<Option<T>, Finding> {
    let value = arguments.value(field, T::KIND)?;
    // The value was read as this kind just before, so that only `Nothing` is no such value.
    Ok(T::read(&value).ok())
}
