//! When work can be done, when it will be done, and what stands in the way: calendars, public
//! holidays, genre templates, dates, clashes.
//!
//! Invariants: no I/O, no clock, no randomness, no threads; the same values give the same
//! answers. People set civil time; here inside, time is ticks (minutes in UTC).

mod calendar;
mod calendars;
mod days;
mod holidays;

pub use calendar::WorkCalendar;
pub use calendars::{Availability, Calendars, Closure, ClosureCause, Holiday};
pub use holidays::{days_off, holiday_keys, holidays};
