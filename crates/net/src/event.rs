//! What the network tells of.

use crate::room::Room;
use model::EndpointId;
use std::fmt;

/// One connection. Never used again for another, as long as the program runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Link(pub(crate) u64);

impl fmt::Display for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

/// What a connection is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// For the talk of `sync`: bytes as they come, in pieces of any size.
    Talk,
    /// For the joining of a device: one message at a time, as it was sent.
    Join {
        /// What both sides of this one connection have in common and nobody else knows.
        exported: [u8; 32],
        /// Whether this side has dialled, and so is the joiner.
        dialled: bool,
    },
}

impl fmt::Debug for Kind {
    /// Without what is exported.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Talk => f.write_str("Talk"),
            Self::Join { dialled, .. } => {
                f.debug_struct("Join").field("dialled", dialled).finish_non_exhaustive()
            }
        }
    }
}

/// Which way the bytes of a connection take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum How {
    /// Between private addresses, or within this machine: the local network, as far as can be told.
    Lan,
    /// Straight to the other machine, over public addresses.
    Direct,
    /// Over the facility's relay.
    Relay,
}

/// Something that happened. Events of one connection come in order: [`NetEvent::Connected`] first,
/// [`NetEvent::Closed`] last, and each once.
#[derive(Debug)]
pub enum NetEvent {
    /// There is a connection, and the other side knows it.
    Connected {
        /// Which.
        link: Link,
        /// With whom; the handshake has proved it.
        peer: EndpointId,
        /// What for.
        kind: Kind,
    },
    /// The other side has sent something.
    Received {
        /// On which connection.
        link: Link,
        /// Bytes of the talk, or one message of a joining device.
        bytes: Vec<u8>,
        /// The memory they are accounted in; to be dropped once the bytes are dealt with. Whoever
        /// keeps it slows the other side down.
        room: Room,
    },
    /// The connection has ended.
    Closed {
        /// Which.
        link: Link,
        /// Why.
        reason: CloseReason,
    },
    /// Which way the connection takes: told at the beginning and when it changes, every few
    /// seconds at most.
    Path {
        /// Which connection.
        link: Link,
        /// Which way.
        how: How,
        /// How long an answer takes at least, in milliseconds, rounded down.
        round_trip: Option<u64>,
    },
    /// An admitted endpoint was found at other addresses than before: worth remembering.
    Found {
        /// Who.
        peer: EndpointId,
        /// Where, each as `ip:port`.
        addresses: Vec<String>,
    },
    /// An admitted endpoint is there and does not admit this one. It is dialled again later, so that
    /// this is told again.
    TurnedAway {
        /// Who.
        peer: EndpointId,
    },
    /// Endpoints that are not admitted were refused: see [`Net::refused`](crate::Net::refused). Told
    /// once until that is asked.
    Refused,
    /// The connection of [`Net::join`](crate::Net::join) did not come about.
    JoinFailed {
        /// Whom it was to reach.
        peer: EndpointId,
        /// Why not.
        why: JoinFault,
    },
}

/// Why a connection has ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CloseReason {
    /// This side closed it, with this reason.
    Here(u8),
    /// The other side closed it, with this reason.
    There(u8),
    /// The other endpoint is no longer admitted here.
    Withdrawn,
    /// This endpoint is not, or no longer, admitted there.
    Refused,
    /// A better connection with the same endpoint has taken its place.
    Replaced,
    /// An address of this machine has gone; the other side is dialled anew.
    Moved,
    /// Nothing was heard of the other side for [`IDLE_TIME`](crate::limits::IDLE_TIME), or at
    /// most [`SILENCE`](crate::limits::SILENCE).
    Silent,
    /// The other side broke off, or has no place.
    Lost,
    /// More was to be sent than the other side takes.
    Overflow,
    /// The other side broke the rules of messages.
    Fault,
    /// A joining device took longer than [`JOIN_TIME`](crate::limits::JOIN_TIME).
    Late,
    /// The program ends.
    Ended,
}

/// Why a connection to the inviter of a ticket did not come about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum JoinFault {
    /// The ticket has no address this program understands, and there is no relay.
    #[error("the ticket names no address; ask for a new one")]
    NoAddress,
    /// It names this very machine.
    #[error("the ticket is of this machine; open it on the one that is to join")]
    Own,
    /// Nobody answered in time.
    #[error("nobody answers; is the inviter's program running, on the same network?")]
    Unreachable,
    /// The other machine waits for nobody.
    #[error("the other machine expects nobody; ask for a new ticket")]
    Refused,
    /// This machine or the other has as many connections as it may.
    #[error("one of the two machines has too many connections; try again later")]
    Full,
}

impl JoinFault {
    /// Stable code, also the name of the message.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NoAddress => "join-no-address",
            Self::Own => "join-own",
            Self::Unreachable => "join-unreachable",
            Self::Refused => "join-not-expected",
            Self::Full => "join-full",
        }
    }
}
