//! The talk between machines about documents: events in, effects out.
//!
//! [`Peers`] stands for all connections of one machine. Its driver hands in what happens
//! ([`Event`]) with the time, and does what it is told ([`Effect`]): send bytes, read envelopes
//! from the store, have received ones admitted. A machine says what it holds, and whoever lacks some
//! of it asks for exactly that, from one peer at a time. Unasked goes only what was just written
//! here, to whoever holds all that came before it.
//!
//! Invariants: no sockets, no clock, no randomness, nothing is stored. Which documents a peer may
//! read is handed in and may change at any moment; a document that is not shared with a peer is
//! named to it in no byte, whether it is held or not. Only what the driver called durable is told
//! or sent. What a peer sends can neither make this crate fail nor grow beyond its limits.
//! Signatures, rights and the contents of changes are `access`'s and `replica`'s.

mod arrive;
mod ask;
mod blob_hasher;
mod blobs;
mod bytes;
mod codec;
mod effects;
mod events;
mod evidence;
mod frames;
mod ledger;
mod limits;
mod log;
mod message;
mod peers;
mod receive;
mod serve;
mod session;
mod status;
mod tell;
#[cfg(test)]
mod tests;

pub use blob_hasher::BlobHasher;
pub use effects::{Effect, Fault};
pub use events::{BlobEvent, Event, Verdict};
pub use ledger::{Mark, Tip};
pub use limits::{
    MAX_CARRIED_BYTES, MAX_FAULTS, MAX_FRAME_BYTES, MAX_PART_BYTES, MAX_PRESENCE_BYTES, SILENCE,
    WINDOW_BYTES,
};
pub use message::{BlobHash, NEWEST_VERSION, OLDEST_VERSION, Reason, Run, Version};
pub use peers::Peers;
pub use status::{DocumentStatus, PeerStatus};

/// A moment in milliseconds since any fixed one, by a clock that never goes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Time(pub u64);

impl Time {
    /// How long ago an earlier moment was, in milliseconds; 0 for a later one.
    pub(crate) const fn since(self, earlier: Self) -> u64 {
        self.0.saturating_sub(earlier.0)
    }

    /// The moment so many milliseconds later.
    #[must_use]
    pub const fn plus(self, milliseconds: u64) -> Self {
        Self(self.0.saturating_add(milliseconds))
    }
}
