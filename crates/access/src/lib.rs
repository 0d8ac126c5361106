//! Who wrote what: devices and their signatures, the envelope every change travels and rests in,
//! the signed records of the directory.
//!
//! Decisions only: no I/O, no randomness (seeds of keys are handed in), no Automerge. Who may
//! *read or do* what (roles, grants, the facility log) comes with the talk between machines.
//! This crate alone names `ed25519-dalek`.

mod bytes;
mod device;
mod envelope;
mod record;

pub use device::DeviceKey;
pub use envelope::{ActorId, ChangeHash, Envelope, EnvelopeError, MAX_ENVELOPE_BYTES, change_hash};
pub use record::{RecordError, SignedRecord};
