//! The fields of one command object: taken one by one, each checked for what it should hold.

use super::table::expected;
use super::{field_refusal, shown, unknown_field, with_nearest, wrong_type};
use crate::nearest::nearest;
use model::{Field, FieldKind, FieldValue, Finding, Lag, RawId, TimeSpan, Value, Values};
use serde_json::{Map, Value as Json};
use std::collections::{BTreeMap, BTreeSet};
use units::{MAX_NAME_CHARS, Money, Percent, Zone, clean_name, parse_date, parse_date_time};

/// Names that lines give to identifiers.
#[derive(Debug, Clone, Default)]
pub(super) struct Aliases {
    known: BTreeMap<String, RawId>,
    /// Defined by the line being read; forgotten if it is refused.
    fresh: Vec<String>,
}

impl Aliases {
    pub(super) fn begin(&mut self) {
        self.fresh.clear();
    }

    pub(super) fn forget_fresh(&mut self) {
        for alias in self.fresh.drain(..) {
            self.known.remove(&alias);
        }
    }

    /// The aliases that the last line gave a meaning to.
    pub(super) fn fresh(&self) -> impl Iterator<Item = (&str, RawId)> {
        self.fresh.iter().filter_map(|alias| Some((alias.as_str(), self.get(alias)?)))
    }

    pub(super) fn define(&mut self, alias: &str, id: RawId) {
        self.known.insert(alias.to_owned(), id);
    }

    pub(super) fn get(&self, alias: &str) -> Option<RawId> {
        self.known.get(alias).copied()
    }
}

/// The object of one command.
pub(super) struct Arguments<'a> {
    pub(super) command: &'a str,
    object: &'a Map<String, Json>,
    taken: BTreeSet<&'static str>,
    aliases: &'a mut Aliases,
    mint: &'a mut dyn FnMut() -> RawId,
}

impl<'a> Arguments<'a> {
    pub(super) fn new(
        command: &'a str,
        object: &'a Map<String, Json>,
        aliases: &'a mut Aliases,
        mint: &'a mut dyn FnMut() -> RawId,
    ) -> Self {
        Self { command, object, taken: BTreeSet::from(["command"]), aliases, mint }
    }

    /// A field that may be missing; `null` counts as missing.
    pub(super) fn optional(&mut self, field: &'static str) -> Option<&'a Json> {
        self.taken.insert(field);
        self.object.get(field).filter(|json| !json.is_null())
    }

    pub(super) fn required(&mut self, field: &'static str) -> Result<&'a Json, Finding> {
        let missing =
            field_refusal("command-missing-field", field).with("name", shown(self.command));
        self.optional(field).ok_or(missing)
    }

    /// Is the field there, whatever it holds?
    pub(super) fn names(&self, field: &str) -> bool {
        self.object.contains_key(field)
    }

    /// The identifier of a record that exists.
    pub(super) fn id<T: From<RawId>>(&mut self, field: &'static str) -> Result<T, Finding> {
        let json = self.required(field)?;
        self.reference(field, json).map(T::from)
    }

    /// The identifier of a record that this command brings: stated, an alias, or simply minted.
    pub(super) fn new_id<T: From<RawId>>(&mut self, field: &'static str) -> Result<T, Finding> {
        let Some(json) = self.optional(field) else { return Ok((self.mint)().into()) };
        let Json::String(text) = json else { return Err(wrong_type(field, "identifier", json)) };
        let Some(alias) = text.strip_prefix('$') else {
            return self.reference(field, json).map(T::from);
        };
        if alias.is_empty() || alias.chars().count() > MAX_NAME_CHARS {
            return Err(wrong_type(field, "identifier", json));
        }
        if self.aliases.get(alias).is_some() {
            return Err(field_refusal("command-alias-taken", field).with("alias", shown(text)));
        }
        let id = (self.mint)();
        self.aliases.define(alias, id);
        self.aliases.fresh.push(alias.to_owned());
        Ok(id.into())
    }

    fn reference(&self, field: &str, json: &Json) -> Result<RawId, Finding> {
        let Json::String(text) = json else { return Err(wrong_type(field, "identifier", json)) };
        let Some(alias) = text.strip_prefix('$') else {
            return text.parse().map_err(|_| wrong_type(field, "identifier", json));
        };
        self.aliases.get(alias).ok_or_else(|| {
            let near = nearest(alias, self.aliases.known.keys().map(String::as_str));
            let near = near.map(|alias| format!("${alias}"));
            let finding = field_refusal("command-unknown-alias", field).with("alias", shown(text));
            with_nearest(finding, near.as_deref())
        })
    }

    /// A field read as a value of a kind; `null` and a missing field give `Nothing`.
    pub(super) fn value(&mut self, field: &'static str, kind: FieldKind) -> Result<Value, Finding> {
        self.optional(field).map_or(Ok(Value::Nothing), |json| self.read(field, kind, json))
    }

    /// A field that must be there, read as a Rust value.
    pub(super) fn typed<T: FieldValue>(&mut self, field: &'static str) -> Result<T, Finding> {
        let json = self.required(field)?;
        let value = self.read(field, T::KIND, json)?;
        T::read(&value).map_err(|_| wrong_type(field, expected(T::KIND), json))
    }

    /// Everything not taken yet, as values of a kind of record.
    pub(super) fn values(&mut self, kind: model::Kind) -> Result<Values, Finding> {
        let mut values = Values::new();
        for (key, json) in self.object {
            if self.taken.contains(key.as_str()) {
                continue;
            }
            let Some(field) = kind.field(key) else {
                let known = kind.fields().iter().map(|field| field.key);
                return Err(unknown_field(self.command, key, known.chain(["id", "production"])));
            };
            let value = match json {
                Json::Null => Value::Nothing,
                json => self.read(field.key, field.kind, json)?,
            };
            values.insert(key.clone(), value);
        }
        self.taken.extend(kind.fields().iter().chain(kind.field("order")).map(|field| field.key));
        Ok(values)
    }

    /// Refuses what has not been taken.
    pub(super) fn nothing_else(&self) -> Result<(), Finding> {
        let unknown = self.object.keys().find(|key| !self.taken.contains(key.as_str()));
        unknown
            .map_or(Ok(()), |key| Err(unknown_field(self.command, key, self.taken.iter().copied())))
    }

    /// Reads JSON as a kind of field holds it.
    fn read(&self, field: &str, kind: FieldKind, json: &Json) -> Result<Value, Finding> {
        let wrong = || wrong_type(field, expected(kind), json);
        match kind {
            FieldKind::Integer | FieldKind::Minutes => {
                json.as_i64().map(Value::Integer).ok_or_else(wrong)
            }
            FieldKind::Flag => json.as_bool().map(Value::Flag).ok_or_else(wrong),
            FieldKind::Percent => match json {
                Json::Number(number) => written::<Percent>(&number.to_string()).ok_or_else(wrong),
                _ => json.as_str().and_then(written::<Percent>).ok_or_else(wrong),
            },
            FieldKind::Money => json.as_str().and_then(written::<Money>).ok_or_else(wrong),
            FieldKind::Lag => match json {
                Json::Number(number) => written::<Lag>(&number.to_string()).ok_or_else(wrong),
                _ => json.as_str().and_then(written::<Lag>).ok_or_else(wrong),
            },
            FieldKind::Reference(_) => {
                self.reference(field, json).map(|id| Value::Text(id.to_string()))
            }
            FieldKind::References(_) => self.references(field, json),
            FieldKind::Words => words(field, json),
            FieldKind::Week
            | FieldKind::DaysOff
            | FieldKind::BaselineDates
            | FieldKind::Divergences
            | FieldKind::PublishedLines => self.entries(field, kind, json),
            FieldKind::Text
            | FieldKind::Date
            | FieldKind::DateTime
            | FieldKind::Zone
            | FieldKind::Choice(_)
            | FieldKind::Window
            | FieldKind::Order => text(field, kind, json.as_str().ok_or_else(wrong)?, json),
        }
    }

    fn references(&self, field: &str, json: &Json) -> Result<Value, Finding> {
        let items = json.as_array().ok_or_else(|| wrong_type(field, "identifiers", json))?;
        let ids = items
            .iter()
            .map(|item| self.reference(field, item).map(|id| id.to_string()))
            .collect::<Result<_, _>>()?;
        Ok(Value::Set(ids))
    }

    /// A field with a text by key. Keys of a baseline are tasks and may be aliases.
    fn entries(&self, field: &str, kind: FieldKind, json: &Json) -> Result<Value, Finding> {
        let wrong = || wrong_type(field, expected(kind), json);
        let mut entries = BTreeMap::new();
        for (key, text) in json.as_object().ok_or_else(wrong)? {
            let text = text.as_str().ok_or_else(wrong)?;
            let key = match kind {
                FieldKind::BaselineDates => {
                    self.reference(field, &Json::String(key.clone()))?.to_string()
                }
                FieldKind::DaysOff => {
                    parse_date(key).ok_or_else(wrong)?;
                    key.clone()
                }
                _ => key.clone(),
            };
            // What a variant says is no text for people.
            let is_text = kind != FieldKind::Divergences;
            entries.insert(key, if is_text { clean_name(text) } else { text.to_owned() });
        }
        let value = Value::Map(entries);
        let field = Field { key: "", kind };
        if field.check(&value).is_ok() { Ok(value) } else { Err(wrong()) }
    }
}

/// Text that a type reads, written as the type writes it.
fn written<T: std::str::FromStr + ToString>(text: &str) -> Option<Value> {
    text.parse::<T>().ok().map(|value| Value::Text(value.to_string()))
}

/// A field kept as text.
fn text(field: &str, kind: FieldKind, text: &str, json: &Json) -> Result<Value, Finding> {
    let wrong = || wrong_type(field, expected(kind), json);
    match kind {
        FieldKind::Date => parse_date(text).map(|date| date.write()).ok_or_else(wrong),
        FieldKind::DateTime => parse_date_time(text).map(|at| at.write()).ok_or_else(wrong),
        FieldKind::Zone => written::<Zone>(text).ok_or_else(wrong),
        FieldKind::Window => written::<TimeSpan>(text).ok_or_else(wrong),
        FieldKind::Choice(known) if !known.contains(&text) => {
            let finding = field_refusal("command-unknown-choice", field)
                .with("found", shown(text))
                .with("known", known.join(", "));
            Err(with_nearest(finding, nearest(text, known.iter().copied())))
        }
        FieldKind::Order if !text.bytes().all(|byte| byte.is_ascii_alphanumeric()) => Err(wrong()),
        _ if text.chars().count() > MAX_NAME_CHARS => {
            Err(field_refusal("command-text-too-long", field).with("limit", MAX_NAME_CHARS))
        }
        FieldKind::Text => Ok(Value::Text(clean_name(text))),
        _ => Ok(Value::from(text)),
    }
}

fn words(field: &str, json: &Json) -> Result<Value, Finding> {
    let wrong = || wrong_type(field, "words", json);
    let mut words = BTreeSet::new();
    for item in json.as_array().ok_or_else(wrong)? {
        let word = clean_name(item.as_str().ok_or_else(wrong)?);
        if word.is_empty() || word.chars().count() > MAX_NAME_CHARS {
            return Err(wrong());
        }
        words.insert(word);
    }
    Ok(Value::Set(words))
}
