//! The words everything else is said in: civil dates and zones, ticks, durations, percentages,
//! money.
//!
//! Invariants: no I/O, no clock, no randomness, no floating point. This crate alone names
//! `chrono`, `chrono-tz` and `rust_decimal`; other crates use the types re-exported here.
//! Timecode is not here yet: it comes with its first user.

#![deny(clippy::float_arithmetic)]

mod currency;
mod date;
mod minutes;
mod money;
mod percent;
mod session_time;
mod stamp;
mod text;
mod tick;
mod zone;

pub use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, Timelike, Weekday};
pub use currency::{Currency, UnknownCurrency};
pub use date::{
    after, format_date, format_date_time, format_time, monday, parse_date, parse_date_time,
    parse_time,
};
pub use minutes::Minutes;
pub use money::{Money, MoneyError};
pub use percent::Percent;
pub use rust_decimal::Decimal;
pub use session_time::SessionTime;
pub use stamp::Stamp;
pub use text::{MAX_NAME_CHARS, clean_name, folded};
pub use tick::{Tick, TickRange};
pub use zone::{UnknownZone, Zone};
