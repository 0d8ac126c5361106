//! Microsoft Project XML (MSPDI), the form in which planning programs exchange plans, in and out.
//!
//! Format: Microsoft's schema *mspdi_pj12.xsd* and its documentation. Dates are wall-clock times
//! without a zone; durations are ISO 8601 in hours of working time; lags are tenths of a minute.

mod calendar;
mod duration;
mod fields;
mod read;
mod recurrence;
mod task;
mod write;

#[cfg(test)]
mod tests;

pub use write::write;

pub(crate) use read::{looks_like, read};

use model::LinkKind;

/// Resource number of an assignment to nobody.
const NOBODY: i64 = -65_535;

/// Kinds of links by their number in the format.
const LINK_KINDS: [LinkKind; 4] = [
    LinkKind::FinishToFinish,
    LinkKind::FinishToStart,
    LinkKind::StartToFinish,
    LinkKind::StartToStart,
];

/// Lag formats in which time is counted by the clock: minutes, hours, days, weeks, months, and
/// the same as estimates.
const ELAPSED_FORMATS: [i64; 10] = [4, 6, 8, 10, 12, 36, 38, 40, 42, 44];

/// Lag formats in which the lag is a percentage; those of [`ELAPSED_PERCENT`] by the clock.
const PERCENT_FORMATS: [i64; 4] = [19, 20, 51, 52];

/// Percentages of elapsed time.
const ELAPSED_PERCENT: [i64; 2] = [20, 52];
