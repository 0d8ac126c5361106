//! What a peer may ask of this machine: sizes, counts, times (reliability.md 2.3, "Limits").

/// The longest frame, in bytes, its length field not counted.
pub const MAX_FRAME_BYTES: usize = 1 << 20;

/// The longest envelope that fits a frame together with what stands around it.
pub const MAX_CARRIED_BYTES: usize = MAX_FRAME_BYTES - 128;

/// Bytes of envelopes a peer may send before it hears that earlier ones were looked at. One
/// envelope may go over it, so that 8 MiB are the most in flight.
pub const WINDOW_BYTES: u64 = 7 << 20;

/// So many bytes are looked at before the peer is told that it may go on.
pub(crate) const CREDIT_STEP: u64 = 64 << 10;

/// How much of a document is asked of the disk at once.
pub(crate) const LOAD_BYTES: usize = 1 << 20;

/// How many changes are asked of the disk at once.
pub(crate) const LOAD_CHANGES: usize = 4_096;

/// A frame of envelopes is closed once it has grown over this.
pub(crate) const BATCH_BYTES: usize = 256 << 10;

/// The most actors a peer may name in one document.
pub(crate) const MAX_ACTORS: usize = 4_096;

/// The most documents a peer may offer that are not shared with it.
pub(crate) const MAX_OFFERS: usize = 1_024;

/// The longest word of presence, in bytes.
pub const MAX_PRESENCE_BYTES: usize = 1_024;

/// The largest part of an attachment that is sent at once, in bytes.
pub const MAX_PART_BYTES: usize = 256 << 10;

/// Attachments that may be asked of one peer at once.
pub(crate) const MAX_BLOBS: usize = 16;

/// Mistakes of a peer after which its connection ends.
pub const MAX_FAULTS: u32 = 10;

/// Frames a peer may send in a second, those that carry envelopes or attachments not counted.
pub(crate) const FRAMES_A_SECOND: u32 = 1_000;

/// How often a peer may be told everything that is held of one document.
pub(crate) const MAX_TELLINGS: u32 = 32;

/// Evidence of forked actors that is looked at in one connection.
pub(crate) const MAX_EVIDENCE: u32 = 4_096;

/// A peer that says nothing for so long is dead, in milliseconds.
pub const SILENCE: u64 = 10_000;

/// A peer that says nothing is asked for a sign of life so often, in milliseconds.
pub(crate) const PING_EVERY: u64 = 3_000;

/// A peer that was asked for changes and sends none for so long is passed over, in milliseconds.
pub(crate) const STALL: u64 = 10_000;

/// News of what is held is told at most so often, in milliseconds; a busy driver says less often.
pub(crate) const NEWS_EVERY: u64 = 50;

/// However busy a driver is, news is not held back for longer, in milliseconds.
pub(crate) const SLOWEST_NEWS: u64 = 1_000;

/// What a peer gets from others anyway is told so many times less often.
pub(crate) const RELAYS_AFTER: u64 = 10;

/// Presence is told at most so often, in milliseconds.
pub(crate) const PRESENCE_EVERY: u64 = 250;
