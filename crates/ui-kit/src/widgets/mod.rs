//! Small widgets of which screens are made: buttons, tags, cards, segmented buttons, lines of the
//! navigation, fields with their problem below, dates with their month, empty states.
//!
//! They take texts that are already written in the reader's language.

mod button;
mod calendar;
mod card;
mod date_field;
mod day;
mod field;
mod line;
mod list;
mod tag;
#[cfg(test)]
mod tests;

pub use button::{
    button, called, dialogue_button, icon_button, link_button, primary_button, segmented,
};
pub use calendar::{Calendar, CalendarWords, DayMark};
pub use card::{card, card_with, dialogue, figure, heading, section};
pub use date_field::{DateAnswer, DateField};
pub use day::Day;
pub use field::{Field, field_label, problem};
pub use line::{cut_text, list_line};
pub use list::{Entry, Mark, empty, entry, menu_item, separator};
pub use tag::{Tone, dot, tag, tag_at};
