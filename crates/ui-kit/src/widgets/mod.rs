//! Small widgets of which screens are made: buttons, tags, cards, segmented buttons, lines of the
//! navigation, fields with their problem below, choices, sets of words, dates, empty states.
//!
//! They take texts that are already written in the reader's language.

mod button;
mod calendar;
mod card;
mod choice;
mod date_field;
mod day;
mod drafts;
mod field;
mod hours;
mod line;
mod list;
mod picker;
mod tag;
#[cfg(test)]
mod tests;
mod words;

pub use button::{button, icon_button, link_button, primary_button, segmented};
pub use calendar::{Calendar, CalendarWords, DayMark};
pub use card::{card, card_with, dialogue, figure, heading, section};
pub use choice::Choice;
pub use date_field::{DateAnswer, DateField};
pub use day::Day;
pub use drafts::{Cell, Drafts};
pub use field::{Field, field_label, problem};
pub use hours::paint_hours;
pub use line::{cut_text, list_line};
pub use list::{Entry, Mark, empty, entry, separator};
pub use picker::{Choosable, PickerWords};
pub use tag::{Tone, dot, tag, tag_at};
pub use words::{Words, WordsChange};
