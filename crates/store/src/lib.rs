//! The one file of a Raccord installation.
//!
//! Documents, actors, records and settings are opaque bytes here; what they mean is known
//! elsewhere. This crate alone names `redb` (`testkit`, which simulates disks for tests, aside).
//!
//! What it promises:
//! - what [`Store::write`] acknowledged is in the file after any crash, power cut or I/O error;
//!   a batch is in the file whole or not at all;
//! - every opening reads and verifies the whole file. A damaged file is copied aside, reported, and
//!   opened read-only with whatever rows can be trusted; it is never taken for an empty one, and
//!   never written to;
//! - while the disk is too full even to open it properly, the store opens read-only;
//! - a file that is not a store, or that a newer program wrote, is not touched.
//!
//! Backups, and stores made of them, are in [`backup`]; stores that a thief cannot read in [`seal`].
//!
//! It does not repair.

pub mod backup;
mod batch;
mod codec;
mod create;
mod error;
mod format;
mod hidden;
mod keys;
mod open;
mod pages;
mod read;
mod report;
mod row;
mod salvage;
pub mod seal;
mod staged;
mod store;
mod temporary;
mod verify;
mod write;

pub use batch::{
    Batch, Document, DocumentRow, Envelope, MAX_HEADS, MAX_NAME_BYTES, MAX_PAYLOAD_BYTES, Snapshot,
};
pub use error::{ReadOnlyReason, StoreError};
pub use format::{SEALED_FORMAT, STORE_FORMAT};
pub use keys::{ActorKey, DocumentKey, RecordKey};
pub use open::Opened;
pub use read::LatestSnapshot;
pub use report::{DamageReport, DocumentDamage, SequenceGap};
pub use store::{Space, Store};
