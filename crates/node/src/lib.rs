//! The running peer: the documents of one machine, one writer thread, snapshots for everybody.
//!
//! Invariants: only this crate writes, and only it makes identifiers and reads the clock. What it
//! acknowledges is on disk, and only then told to others; what others wrote is let in by the rules of
//! `access`. Undo is a new change. Nothing here draws, parses files or opens a socket.

mod admit;
mod adopt;
mod attachments;
mod audit;
mod backup;
mod blobs;
mod deed;
mod delivered;
mod directory;
mod disputes;
mod engine;
mod expand;
mod failure;
mod faults;
mod giving;
mod happening;
mod held;
mod history;
mod intake;
mod invitation;
mod joining;
mod journal;
mod links;
mod loading;
mod log;
mod meeting;
mod members;
mod membership;
mod network;
mod node;
mod notes;
mod opening;
mod parallel;
mod place;
mod presence;
mod publications;
mod quarantine;
mod reading;
mod records;
mod replanning;
mod routine;
mod rules;
mod sealing;
mod seeking;
mod sharing;
#[cfg(feature = "simulation")]
#[doc(hidden)]
pub mod simulation;
mod slips;
mod snapshot;
mod stage;
mod status;
mod steps;
mod talk;
mod tasks;
#[cfg(test)]
mod tests;
mod variants;
mod working;
mod world;
mod writer;

pub use attachments::AttachmentHere;
pub use audit::{Audited, Known};
pub use backup::{BackedUp, restore, verify_backup};
pub use deed::Deed;
pub use disputes::{Dispute, Disputed};
pub use engine::{Engine, Group, Receipt};
pub use failure::Failure;
pub use happening::Happening;
pub use history::HistoryLine;
pub use invitation::{Guest, Invitation};
pub use joining::join;
pub use journal::Step;
pub use links::{How, LastMerge, Links, PeerLink, Way};
pub use meeting::meet;
pub use members::Keys;
pub use membership::{Member, MemberRight};
pub use network::Listening;
pub use node::Node;
pub use opening::{FILE, Founding, Joining, Opening};
pub use presence::Presence;
pub use quarantine::Quarantined;
pub use replanning::{Budget, Search, carry_out, first_ways, ways_out, within_variant};
pub use routine::Routine;
pub use sealing::{is_sealed, seal, unseal};
pub use snapshot::Snapshot;
pub use status::DocumentStatus;
pub use talk::{Outgoing, Reason};
pub use variants::InVariant;
pub use world::{Seeded, System, World, new_id};
