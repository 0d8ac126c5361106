//! Values of fields as documents and commands carry them, whatever the field means.

use std::collections::{BTreeMap, BTreeSet};

/// What one field of a record holds. What it means is told by its [`crate::FieldKind`].
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Value {
    /// No value.
    Nothing,
    /// Text; also dates, identifiers, choices and decimals in their written form.
    Text(String),
    /// A whole number; also minutes.
    Integer(i64),
    /// Yes or no.
    Flag(bool),
    /// A set of words, merged word by word.
    Set(BTreeSet<String>),
    /// Words with a text each, merged entry by entry.
    Map(BTreeMap<String, String>),
}

/// The values of a record by field key. A field that is not named is left alone.
pub type Values = BTreeMap<String, Value>;

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}
