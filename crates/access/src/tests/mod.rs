//! Tests of the log as a whole, and words for all tests of this crate.

mod admission;
mod decoders;
mod joining;
mod log;
mod log_laws;
mod revocation;
pub(crate) mod support;
