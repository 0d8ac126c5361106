//! The kit of which screens are made: tokens, fonts, themes, and widgets that know no domain.
//!
//! Invariants: depends on egui alone; a widget takes plain data and answers with plain data; every
//! widget that can be acted on has a spoken name and can be reached with the keyboard.

pub mod listing;
pub mod theme;
pub mod timeline;
pub mod tokens;
pub mod widgets;

pub use tokens::Tokens;
