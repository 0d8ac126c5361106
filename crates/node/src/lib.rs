//! The running peer: the documents of one machine, one writer thread, snapshots for everybody.
//!
//! Invariants: only this crate writes, and only it makes identifiers and reads the clock. What it
//! acknowledges is on disk. Undo is a new change. Nothing here draws, parses files or talks to
//! the network.

mod directory;
mod engine;
mod expand;
mod failure;
mod faults;
mod held;
mod history;
mod journal;
mod log;
mod node;
mod opening;
mod place;
mod receive;
mod rules;
mod snapshot;
mod stage;
mod status;
mod steps;
mod tasks;
#[cfg(test)]
mod tests;
mod working;
mod world;

pub use engine::{Engine, Group, Receipt};
pub use failure::Failure;
pub use history::HistoryLine;
pub use journal::Step;
pub use node::Node;
pub use opening::{FILE, Founding, Opening};
pub use receive::Received;
pub use snapshot::Snapshot;
pub use status::DocumentStatus;
pub use world::{Seeded, System, World, new_id};
