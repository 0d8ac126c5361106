//! Files and JSON in and out: bytes become neutral records and findings, records become bytes.
//!
//! Invariants: no I/O, no clock, no randomness; nothing that a file holds makes a reader panic,
//! hang or take memory beyond its stated caps; what can be used of a bad file is kept and the
//! rest is reported with its place. Identifiers come from the caller. Paper and workbooks of the
//! plan are `paperwork`'s.

pub mod commands;
mod convert;
mod findings;
mod formats;
pub mod ics;
pub mod limits;
pub mod mspdi;
mod nearest;
mod plan;
mod plan_sheet;
pub mod project;
mod sheet;
#[cfg(test)]
mod smoke;
mod text;
mod words;
mod xml;

pub use convert::{
    ConvertOptions, Converted, Known, Surroundings, Target, TaskDates, UnknownResources, from_plan,
    holidays_to_commands, to_commands,
};
pub use formats::{Content, FORMATS, Format, HEAD_BYTES, Imported, ReadOptions, detect, read};
pub use plan::{
    CalendarException, Constraint, ImportedAssignment, ImportedBaseline, ImportedBaselineTask,
    ImportedCalendar, ImportedLink, ImportedPlan, ImportedResource, ImportedTask, ResourceKind,
};
pub use plan_sheet::{Column, Mapping, Preview};
pub use words::step_named;
