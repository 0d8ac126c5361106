//! What the program says, in French and in English: messages, labels, and how numbers, dates and
//! durations are written; and, in [`typed`], what people type. Findings and errors travel as codes
//! and fields; only here they become text.
//!
//! Texts are in `locales/{fr,en}/<subject>.ftl` (Project Fluent) and are part of the program; the
//! build script finds the files and refuses a text that one language lacks. Texts of the desktop
//! (`desktop*.ftl`) are asked for by a constant of [`key`], so that a missing one does not
//! compile. Not here: who a person is (names come from the caller) and what is shown where
//! (`views`).

#[cfg(test)]
#[path = "../build/catalogue.rs"]
mod catalogue;
mod dates;
mod finding;
mod format;
pub mod key;
mod labels;
mod language;
mod locales;
mod messages;
#[cfg(test)]
mod tests;
pub mod typed;
mod typography;

pub use key::Key;
pub use language::{Language, UnknownLanguage};
pub use messages::{Messages, Value};
