//! Why a typed text was not understood, and how that is said.

use crate::{Messages, Value};
use std::collections::BTreeMap;
use units::{Minutes, NaiveDate, format_date, parse_date};

/// The longest piece of a typed text that is repeated to its author.
const MAX_SHOWN_CHARS: usize = 40;

/// Why a typed text was not understood. [`Messages::typed_error`] says it, and
/// [`Messages::typed_hint`] what can be typed instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypedError {
    /// The key of its message: `typed-…`.
    pub code: &'static str,
    /// What fills in the message. `month` is a number from 1 to 12, `date` a date, `minutes` a
    /// duration, each in the form of documents; others are shown as they are.
    pub fields: BTreeMap<&'static str, String>,
}

/// How a reader fails inside this module: a text of another form may still be of the next form
/// that is tried, one of the right form that says the impossible may not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Misread {
    /// It is not of this form.
    NotThis,
    /// It is, and cannot be.
    Because(TypedError),
}

/// What a reader of this module returns.
pub(super) type Read<T> = Result<T, Misread>;

impl TypedError {
    pub(super) fn new(code: &'static str) -> Self {
        Self { code, fields: BTreeMap::new() }
    }

    /// The error about a text as a whole.
    pub(super) fn about(code: &'static str, text: &str) -> Self {
        Self::new(code).with("text", text.trim().chars().take(MAX_SHOWN_CHARS).collect::<String>())
    }

    pub(super) fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.fields.insert(name, value.to_string());
        self
    }

    pub(super) fn with_date(self, name: &'static str, date: NaiveDate) -> Self {
        self.with(name, format_date(date))
    }
}

impl Misread {
    /// The error that the caller gets about a text that is of no known form.
    pub(super) fn or(self, code: &'static str, text: &str) -> TypedError {
        match self {
            Self::NotThis => TypedError::about(code, text),
            Self::Because(error) => error,
        }
    }
}

impl From<TypedError> for Misread {
    fn from(error: TypedError) -> Self {
        Self::Because(error)
    }
}

impl Messages {
    /// What is wrong with a typed text.
    pub fn typed_error(&self, error: &TypedError) -> String {
        self.typed_text(error.code, error)
    }

    /// What can be typed instead.
    pub fn typed_hint(&self, error: &TypedError) -> String {
        self.typed_text(&format!("{}.hint", error.code), error)
    }

    /// What is wrong, and what can be typed instead, on one line.
    pub fn typed_problem(&self, error: &TypedError) -> String {
        format!("{}. {}", self.typed_error(error), self.typed_hint(error))
    }

    fn typed_text(&self, key: &str, error: &TypedError) -> String {
        let fields = error.fields.iter();
        let shown: Vec<_> =
            fields.map(|(name, value)| (*name, self.typed_field(name, value))).collect();
        let values: Vec<_> = shown.iter().map(|(name, text)| (*name, Value::Text(text))).collect();
        self.text(key, &values)
    }

    fn typed_field(&self, name: &str, value: &str) -> String {
        let shown = match name {
            "month" => self.plain(&format!("month-name-{value}")),
            "date" => parse_date(value).map(|date| self.date_long(date)),
            "minutes" => value.parse().ok().map(|minutes| self.duration(Minutes(minutes))),
            _ => None,
        };
        shown.unwrap_or_else(|| value.to_owned())
    }
}
