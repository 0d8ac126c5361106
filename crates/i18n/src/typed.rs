//! What people type, read: dates, times, amounts of work and of money, lags,
//! predecessors, hours of a day, stretches of time.
//!
//! French comes first, and the forms of both languages are understood in both; where one word
//! means two things (`mar 3`), the language decides. Accents, capitals, and the kind of spaces and
//! dashes do not matter. What [`Messages`](crate::Messages) writes is read back.
//!
//! Not here: the exact forms of documents (`units`), and cells of files (`interchange`).

mod date;
mod date_time;
mod error;
mod hours;
mod lag;
mod money;
mod predecessors;
mod scan;
mod stretch;
#[cfg(test)]
mod tests;
mod time;
mod work;

pub use date::date;
pub use date_time::date_time;
pub use error::TypedError;
pub use hours::hours;
pub use lag::{lag, most, write_lag, write_most};
pub use money::{hourly, money};
pub use predecessors::{Predecessor, predecessors, write_predecessors};
pub use stretch::{DayParts, Stretch, stretch};
pub use time::time;
pub use work::{signed_work, work};
