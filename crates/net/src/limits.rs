//! What a machine lets others take of it: sizes, counts, times (reliability.md 2.3, "Limits").

use std::time::Duration;

/// The most connections at once.
pub const MAX_LINKS: usize = 64;

/// The most connections of joining devices at once: a stranger with a ticket in view cannot take
/// the places of those who belong here.
pub const MAX_JOINS: usize = 8;

/// The most connections others may be in the middle of opening.
pub const MAX_OPENING: usize = 32;

/// Of these, the most of one endpoint.
pub const MAX_OPENING_OF_ONE: u8 = 4;

/// The most endpoints that are dialled at once.
pub(crate) const MAX_DIALS: usize = 16;

/// Connections a second from one address beyond which it must first prove that it is there.
pub const ATTEMPTS_A_SECOND: u32 = 5;

/// Connections a second from one address beyond which they are not answered.
pub const MAX_ATTEMPTS_A_SECOND: u32 = 50;

/// The most addresses whose attempts are counted; beyond, everybody must prove to be there.
pub(crate) const MAX_COUNTED_ADDRESSES: usize = 1_024;

/// The most that is read of a talk at once, in bytes.
pub const CHUNK_BYTES: usize = 256 << 10;

/// Bytes of one connection that may be with the receiver of events.
pub const LINK_ROOM_BYTES: usize = 8 << 20;

/// Bytes of all connections that may be with the receiver of events.
pub const ROOM_BYTES: usize = 128 << 20;

/// What is received counts for at least so many bytes of room: it costs memory whatever its size.
pub(crate) const LEAST_ROOM_BYTES: usize = 512;

/// Bytes that may wait to be sent on one connection. Beyond, the connection ends.
pub const QUEUE_BYTES: usize = 16 << 20;

/// Bytes the system may hold of one connection before this program has read them.
pub(crate) const WINDOW_BYTES: u32 = 2 << 20;

/// The most addresses known of one endpoint from one source.
pub const MAX_ADDRESSES: usize = 8;

/// The most endpoints seen on the local network that are remembered without being admitted.
pub(crate) const MAX_SEEN: usize = 256;

/// How long one attempt at a connection may take, with all known addresses tried together.
pub const DIAL_TIME: Duration = Duration::from_secs(4);

/// An attempt at a connection is given so long before another, at newer addresses, takes its place.
pub(crate) const RESTART_AFTER: Duration = Duration::from_millis(250);

/// How long another endpoint may take to open a connection here.
pub(crate) const OPEN_TIME: Duration = Duration::from_secs(5);

/// A peer of which nothing is heard for so long is gone.
pub const IDLE_TIME: Duration = Duration::from_secs(6);

/// A peer is asked for a sign of life so often.
pub(crate) const KEEP_ALIVE: Duration = Duration::from_secs(2);

/// How long a message of a joining device may take from its first byte to its last.
pub const MESSAGE_TIME: Duration = Duration::from_secs(10);

/// How long a connection of a joining device may last: people compare a code meanwhile.
pub const JOIN_TIME: Duration = Duration::from_secs(600);

/// How long what was sent may take to reach the other side when a connection is closed.
pub const CLOSE_TIME: Duration = Duration::from_secs(2);

/// How long the side that hears of a closing waits for the reason.
pub(crate) const REASON_TIME: Duration = Duration::from_secs(3);

/// The pause after a first failed attempt at a connection; it doubles with each further one.
pub(crate) const FIRST_PAUSE: Duration = Duration::from_millis(500);

/// The longest such pause.
pub const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// A connection that lasted so long was a good one: when it ends, the pauses begin anew.
pub(crate) const GOOD_AFTER: Duration = Duration::from_secs(30);

/// Two connections whose beginnings are further apart than this were not dialled at once: longer
/// than an attempt, and its last word on the way, can take.
pub(crate) const AT_ONCE: Duration = Duration::from_secs(16);

/// The same, however many ways to it are left to try.
pub const SILENCE: Duration = Duration::from_secs(8);

/// How often a connection is looked at.
pub(crate) const LOOK_EVERY: Duration = Duration::from_secs(1);

/// How often the way a connection takes is told, at most.
pub(crate) const PATH_EVERY: Duration = Duration::from_secs(3);

/// The same before the way is known.
pub(crate) const PATH_FIRST: Duration = Duration::from_millis(100);

/// How often the network interfaces are looked at.
pub(crate) const INTERFACES_EVERY: Duration = Duration::from_secs(3);

/// How often the search on the local network is begun anew, whatever the interfaces: it has no way
/// to say that it broke off, and forgets what a flood of false answers made it remember.
pub(crate) const SEARCH_ANEW: Duration = Duration::from_secs(60);

/// How long all connections together may take to end when the program does.
pub(crate) const LEAVE_TIME: Duration = Duration::from_secs(2);
