//! Tests of the log as a whole, and words for all tests of this crate.

mod log;
mod log_laws;
pub(crate) mod support;
