//! What the driver is asked to do. What it tells is in `events.rs`.

use crate::message::{BlobHash, Reason, Run, Version};
use access::{ActorId, OperationHash, Target};
use model::{DeviceId, DocumentId, RawId};

/// A mistake of a peer. After [`crate::MAX_FAULTS`] of them the connection ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// A frame that cannot be read.
    Nonsense,
    /// Something that was not asked for.
    Unasked,
    /// Changes that do not follow those asked for, or leave some out.
    Gap,
    /// More than may be sent at a time.
    Flood,
    /// An envelope that was refused.
    Refused,
}

impl Fault {
    /// Stable code, also the name of the message.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Nonsense => "peer-fault-nonsense",
            Self::Unasked => "peer-fault-unasked",
            Self::Gap => "peer-fault-gap",
            Self::Flood => "peer-fault-flood",
            Self::Refused => "peer-fault-refused",
        }
    }
}

/// Something is to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Send a frame, behind those sent before.
    Send {
        /// To whom.
        peer: DeviceId,
        /// The bytes.
        frame: Vec<u8>,
    },
    /// End the connection once what was sent is out. Nothing more is heard from it.
    Close {
        /// Whose.
        peer: DeviceId,
        /// Why.
        reason: Reason,
    },
    /// Read envelopes from the store and answer with [`Event::Loaded`].
    Load {
        /// For whom.
        peer: DeviceId,
        /// The document.
        document: DocumentId,
        /// Which, in this order.
        changes: Vec<(ActorId, u64)>,
        /// Stop after so many bytes, but not before the first envelope.
        most_bytes: usize,
    },
    /// Look at received envelopes, keep what may be kept and answer with [`Event::Judged`]. Each
    /// envelope must say that it is of this document, and of the actor and sequence of its run;
    /// one that does not is refused.
    Admit {
        /// From whom.
        peer: DeviceId,
        /// The number of the delivery.
        ticket: u64,
        /// The document.
        document: DocumentId,
        /// The envelopes, in runs that follow each other: one signature on the last of a run can
        /// stand for all of it.
        runs: Vec<Run>,
    },
    /// The peer says it has a document that is not shared with it here. Whether this machine may
    /// read it, and the peer too, is for the driver to know.
    Offered {
        /// The peer.
        peer: DeviceId,
        /// The document.
        document: DocumentId,
        /// What the peer says it is.
        target: Target,
    },
    /// The peer's facility log has these heads. If some of them are not here, they are wanted.
    Heads {
        /// The peer.
        peer: DeviceId,
        /// Its newest operations.
        heads: Vec<OperationHash>,
    },
    /// The peer asks for what the log has beyond these heads.
    OperationsWanted {
        /// The peer.
        peer: DeviceId,
        /// What it has.
        heads: Vec<OperationHash>,
    },
    /// Operations came in: keep those that count, then tell the new heads.
    Operations {
        /// From whom.
        peer: DeviceId,
        /// The operations, not looked at.
        operations: Vec<Vec<u8>>,
    },
    /// The peer holds these signed records.
    Versions {
        /// The peer.
        peer: DeviceId,
        /// Which.
        versions: Vec<Version>,
    },
    /// The peer asks for signed records. Those it may not read are left out, without a word.
    RecordsWanted {
        /// The peer.
        peer: DeviceId,
        /// Kind and subject of each.
        records: Vec<(u8, RawId)>,
    },
    /// Signed records came in.
    Records {
        /// From whom.
        peer: DeviceId,
        /// The records, not looked at.
        records: Vec<Vec<u8>>,
    },
    /// How far catching up with a peer has come.
    Progress {
        /// The peer.
        peer: DeviceId,
        /// The document.
        document: DocumentId,
        /// Changes looked at.
        done: u64,
        /// Changes that were lacking, those found out meanwhile included.
        total: u64,
    },
    /// An envelope whose actor and sequence are those of another change that is held here, or of
    /// another envelope that is shown. If both are signed by the same device, the actor has
    /// forked: keep both aside, tell a person, and tell [`Event::Opened`] anew without it and
    /// without what builds on it. Asked to load that change, answer with both.
    Forked {
        /// From whom.
        peer: DeviceId,
        /// The document.
        document: DocumentId,
        /// The envelope, not looked at.
        envelope: Vec<u8>,
    },
    /// A peer made a mistake.
    Fault {
        /// The peer.
        peer: DeviceId,
        /// Which.
        fault: Fault,
    },
    /// What a peer looks at now; empty: nothing. Gone with its connection.
    Presence {
        /// The peer.
        peer: DeviceId,
        /// The document.
        document: DocumentId,
        /// What it says, not looked at.
        payload: Vec<u8>,
    },
    /// The peer has an attachment.
    BlobOffered {
        /// The peer.
        peer: DeviceId,
        /// The document it belongs to.
        document: DocumentId,
        /// Its name.
        hash: BlobHash,
        /// Its length, as the peer says.
        length: u64,
    },
    /// Read a part of an attachment, if it belongs to the document, and answer with
    /// [`BlobEvent::Part`] or [`BlobEvent::None`].
    BlobWanted {
        /// The peer.
        peer: DeviceId,
        /// The document it belongs to.
        document: DocumentId,
        /// Its name.
        hash: BlobHash,
        /// Where the part begins.
        offset: u64,
    },
    /// A part that was wanted. The whole is to be hashed before it is trusted.
    BlobPart {
        /// The peer.
        peer: DeviceId,
        /// Its name.
        hash: BlobHash,
        /// Where the part begins.
        offset: u64,
        /// The length of the whole, as the peer says.
        total: u64,
        /// The part.
        bytes: Vec<u8>,
    },
    /// The peer does not have it, or not for this machine.
    BlobNone {
        /// The peer.
        peer: DeviceId,
        /// Its name.
        hash: BlobHash,
    },
}
