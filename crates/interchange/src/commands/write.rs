//! From a command to the JSON object that `CommandReader` reads as the same command.

use model::{Anchor, BookingVerb, Choice, Command, Kind, RawId, Scope, Subject, Value, Values};
use serde_json::{Map, Value as Json};
use units::{format_date, format_date_time};

/// The object of a command, identifiers written out.
pub fn to_json(command: &Command) -> Json {
    let mut object = Map::new();
    let mut put = |key: &str, json: Json| {
        object.insert(key.to_owned(), json);
    };
    match command {
        Command::Add { subject, values } => return record("add_", subject, Some(values)),
        Command::Set { subject, values } => return record("set_", subject, Some(values)),
        Command::Delete { subject } => return record("delete_", subject, None),
        Command::Restore { subject } => return record("restore_", subject, None),
        Command::CreateProduction { production, document, values } => {
            put("command", "create_production".into());
            put("id", text(*production));
            put("document", text(*document));
            object.extend(fields(values));
        }
        Command::ApplyTemplate { production, template, anchor } => {
            put("command", "apply_template".into());
            put("production", text(*production));
            put("template", template.as_str().into());
            match anchor {
                Anchor::ForwardFrom(date) => put("forward_from", format_date(*date).into()),
                Anchor::BackwardFrom(date) => put("backward_from", format_date(*date).into()),
            }
        }
        Command::MoveBooking { production, booking, start } => {
            put("command", "move_booking".into());
            put("production", text(*production));
            put("booking", text(*booking));
            put("start", format_date_time(*start).into());
        }
        Command::SplitBooking { production, booking, at, rest } => {
            put("command", "split_booking".into());
            put("production", text(*production));
            put("booking", text(*booking));
            put("at", format_date_time(*at).into());
            put("rest", text(*rest));
        }
        Command::CopyBooking { production, booking, copy, start } => {
            put("command", "copy_booking".into());
            put("production", text(*production));
            put("booking", text(*booking));
            put("copy", text(*copy));
            put("start", format_date_time(*start).into());
        }
        Command::PlaceTask { production, task, booking, room, people, start } => {
            put("command", "place_task".into());
            put("production", text(*production));
            put("task", text(*task));
            put("booking", text(*booking));
            put("room", room.map_or(Json::Null, text));
            put("people", people.iter().map(|person| text(*person)).collect());
            put("start", format_date_time(*start).into());
        }
        Command::MoveTask { production, task, start } => {
            put("command", "move_task".into());
            put("production", text(*production));
            put("task", text(*task));
            put("start", format_date_time(*start).into());
        }
        Command::ChangeBooking { production, booking, verb } => {
            put("command", format!("{}_booking", verb.key()).into());
            put("production", text(*production));
            put("booking", text(*booking));
            object.extend(verb_fields(verb));
        }
        Command::TakeBaseline { production, baseline, name } => {
            put("command", "take_baseline".into());
            put("production", text(*production));
            put("baseline", text(*baseline));
            put("name", name.as_str().into());
        }
        Command::TakeVariant { production, variant, over } => {
            put("command", "take_variant".into());
            put("production", text(*production));
            put("variant", text(*variant));
            put("over", (*over).into());
        }
        Command::HandInSlip { person, slip } => {
            put("command", "hand_in_slip".into());
            put("person", text(*person));
            put("slip", text(*slip));
        }
        Command::AcceptSlip { person, slip, accepted } => {
            put("command", "accept_slip".into());
            put("person", text(*person));
            put("slip", text(*slip));
            put("accepted", text(*accepted));
        }
        Command::Publish { production, publication, name, remark, detail, price, agreement } => {
            put("command", "publish".into());
            put("production", text(*production));
            put("publication", text(*publication));
            put("name", name.as_str().into());
            put("remark", remark.as_str().into());
            put("detail", detail.key().into());
            put("price", price.map_or(Json::Null, |price| price.to_string().into()));
            put("agreement", (*agreement).into());
        }
        Command::Answer { production, publication, answer, verdict, signed, remark } => {
            put("command", "answer".into());
            put("production", text(*production));
            put("publication", text(*publication));
            put("answer", text(*answer));
            put("verdict", verdict.key().into());
            put("signed", signed.as_str().into());
            put("remark", remark.as_str().into());
        }
        Command::NamePerson { person, entry } => {
            put("command", "name_person".into());
            put("person", text(*person));
            put("name", entry.name.as_str().into());
            put("mail", entry.mail.as_str().into());
            put("telephone", entry.telephone.as_str().into());
        }
    }
    Json::Object(object)
}

fn text(id: impl Into<RawId>) -> Json {
    Json::String(id.into().to_string())
}

fn verb_fields(verb: &BookingVerb) -> Vec<(String, Json)> {
    match verb {
        BookingVerb::Hold { rank, expires } => {
            let expires = expires.map_or(Json::Null, |moment| format_date_time(moment).into());
            vec![("rank".into(), (*rank).into()), ("expires".into(), expires)]
        }
        BookingVerb::Challenge { by, answer_by } => vec![
            ("by".into(), text(*by)),
            ("answer_by".into(), format_date_time(*answer_by).into()),
        ],
        BookingVerb::Confirm
        | BookingVerb::Begin
        | BookingVerb::Finish
        | BookingVerb::Cancel
        | BookingVerb::Release => Vec::new(),
    }
}

fn record(verb: &str, subject: &Subject, values: Option<&Values>) -> Json {
    let mut object = Map::new();
    object.insert("command".into(), format!("{verb}{}", subject.kind.key()).into());
    match subject.scope {
        Scope::Facility | Scope::Casting => {}
        Scope::Plan(production) | Scope::Publications(production) | Scope::Answers(production) => {
            drop(object.insert("production".into(), text(production)));
        }
        Scope::Desk(person) => drop(object.insert("person".into(), text(person))),
    }
    if subject.kind != Kind::Production {
        object.insert("id".into(), text(subject.id));
    }
    object.extend(values.into_iter().flat_map(fields));
    Json::Object(object)
}

fn fields(values: &Values) -> impl Iterator<Item = (String, Json)> + '_ {
    values.iter().map(|(key, value)| (key.clone(), json(value)))
}

fn json(value: &Value) -> Json {
    match value {
        Value::Nothing => Json::Null,
        Value::Text(text) => text.as_str().into(),
        Value::Integer(number) => (*number).into(),
        Value::Flag(flag) => (*flag).into(),
        Value::Set(words) => words.iter().map(String::as_str).collect::<Vec<_>>().into(),
        Value::Map(entries) => Json::Object(
            entries.iter().map(|(key, text)| (key.clone(), text.as_str().into())).collect(),
        ),
    }
}
