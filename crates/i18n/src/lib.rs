//! What the program says, in French and in English: messages, labels, and how numbers, dates and
//! durations are written. Findings and errors travel as codes and fields; only here they become text.
//!
//! Texts are in `locales/{fr,en}/<subject>.ftl` (Project Fluent) and are part of the program; the
//! subjects are listed in `locales.rs`. Not here: who a person is (names come from the caller) and
//! what is shown where (`views`).

mod finding;
mod format;
mod labels;
mod language;
mod locales;
mod messages;
#[cfg(test)]
mod tests;
mod typography;

pub use language::{Language, UnknownLanguage};
pub use locales::SUBJECTS;
pub use messages::{Messages, Value};
