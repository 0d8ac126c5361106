//! What the driver tells, and what it is asked to do.

use crate::message::{BlobHash, Reason, Run, Version};
use access::{ActorId, ChangeHash, OperationHash, Target};
use model::{DeviceId, DocumentId, RawId};
use std::collections::BTreeMap;

/// Something happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// A document is held, with all its durable changes in an order in which each stands behind
    /// those it builds on: that of coming in, or of the Automerge document. Told again, it
    /// replaces what was told before.
    Opened {
        /// The document.
        document: DocumentId,
        /// Its changes.
        changes: Vec<(ActorId, ChangeHash)>,
        /// Actors that signed two changes of one sequence, with that sequence: of what is from
        /// there on, nothing is among the changes.
        forked: Vec<(ActorId, u64)>,
        /// The last sequence of actors whose later changes are kept outside the document, in
        /// quarantine.
        beyond: Vec<(ActorId, u64)>,
    },
    /// Changes were admitted, and are on the disk now. Each follows its actor's last.
    Durable {
        /// The document.
        document: DocumentId,
        /// Actor, sequence and hash, each behind those it builds on.
        changes: Vec<(ActorId, u64, ChangeHash)>,
    },
    /// The same of changes that were made here: nobody else has them yet.
    Written {
        /// The document.
        document: DocumentId,
        /// Actor, sequence and hash, each behind those it builds on.
        changes: Vec<(ActorId, u64, ChangeHash)>,
    },
    /// Changes that were kept waiting are not kept any more; they may be asked for again.
    Forgotten {
        /// The document.
        document: DocumentId,
        /// Their actor.
        actor: ActorId,
    },
    /// What a device held when it was last connected, before the program was started anew.
    Remembered {
        /// The device.
        peer: DeviceId,
        /// Per document, the last sequence of each actor.
        documents: BTreeMap<DocumentId, BTreeMap<ActorId, u64>>,
    },
    /// A connection to a device stands; its end was checked by whoever made it. An earlier
    /// connection of the same device is over.
    Connected {
        /// The device at the other end.
        peer: DeviceId,
    },
    /// Bytes came in.
    Received {
        /// From whom.
        peer: DeviceId,
        /// As many as there were.
        bytes: Vec<u8>,
    },
    /// The connection is gone.
    Disconnected {
        /// Whose it was.
        peer: DeviceId,
    },
    /// The peer may read the document. It need not be held: the peer is asked for it.
    Share {
        /// The peer, connected.
        peer: DeviceId,
        /// The document.
        document: DocumentId,
        /// What it is; told to the peer.
        target: Target,
    },
    /// The peer may read the document no more.
    Withdraw {
        /// The peer.
        peer: DeviceId,
        /// The document.
        document: DocumentId,
    },
    /// The facility log has these heads now, and what is behind them is durable. Everybody
    /// connected hears of it.
    LogHeads {
        /// The newest operations.
        heads: Vec<OperationHash>,
    },
    /// The answer to [`Effect::Heads`], if some of them are not here.
    WantOperations {
        /// The peer.
        peer: DeviceId,
    },
    /// The answer to [`Effect::OperationsWanted`].
    Operations {
        /// The peer.
        peer: DeviceId,
        /// What it lacks, each behind those it builds on.
        operations: Vec<Vec<u8>>,
    },
    /// Signed records are held that the peer may read: all of them at first, then those that are
    /// new.
    Versions {
        /// The peer.
        peer: DeviceId,
        /// Which.
        versions: Vec<Version>,
    },
    /// The answer to [`Effect::Versions`]: those that are newer there.
    WantRecords {
        /// The peer.
        peer: DeviceId,
        /// Kind and subject of each.
        records: Vec<(u8, RawId)>,
    },
    /// The answer to [`Effect::RecordsWanted`].
    Records {
        /// The peer.
        peer: DeviceId,
        /// The records.
        records: Vec<Vec<u8>>,
    },
    /// An operation or a record of a peer was not what it has to be.
    Refused {
        /// Whose.
        peer: DeviceId,
    },
    /// The answer to [`Effect::Load`]: envelopes of the first of the changes asked for, in their
    /// order, at least one. None: they cannot be read now.
    Loaded {
        /// For whom.
        peer: DeviceId,
        /// The document.
        document: DocumentId,
        /// The envelopes.
        envelopes: Vec<Vec<u8>>,
    },
    /// The answer to [`Effect::Admit`]. What is kept is told as [`Event::Durable`] before.
    Judged {
        /// From whom the envelopes came.
        peer: DeviceId,
        /// The number of the delivery.
        ticket: u64,
        /// One verdict an envelope, run by run; one that lacks counts as [`Verdict::Dropped`].
        verdicts: Vec<Verdict>,
    },
    /// The person here looks at something. It is told to connected peers and kept nowhere.
    Present {
        /// The document it is about.
        document: DocumentId,
        /// What it says, at most [`crate::MAX_PRESENCE_BYTES`]; empty: nobody looks any more.
        payload: Vec<u8>,
    },
    /// About an attachment.
    Blob {
        /// The peer.
        peer: DeviceId,
        /// What.
        event: BlobEvent,
    },
    /// The connection shall end.
    Close {
        /// Whose.
        peer: DeviceId,
        /// Why; the peer is told.
        reason: Reason,
    },
    /// How often it is worth while to tell peers what is new, in milliseconds: the busier the
    /// driver, the more is told, asked for and sent at once.
    Pace {
        /// At least so long apart.
        every: u64,
    },
    /// Time passed: see [`crate::Peers::wake`].
    Tick,
}

/// Something about an attachment, from the driver.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BlobEvent {
    /// The attachment is here, and its document says so.
    Offer {
        /// The document it belongs to.
        document: DocumentId,
        /// Its name.
        hash: BlobHash,
        /// Its length in bytes.
        length: u64,
    },
    /// The next part is wanted. Parts are asked for one after the other, so that an attachment is
    /// taken up where it was left.
    Want {
        /// The document it belongs to.
        document: DocumentId,
        /// Its name.
        hash: BlobHash,
        /// How many bytes are here already.
        offset: u64,
    },
    /// The answer to [`Effect::BlobWanted`]: at most [`crate::MAX_PART_BYTES`].
    Part {
        /// Its name.
        hash: BlobHash,
        /// Where the part begins.
        offset: u64,
        /// The length of the whole.
        total: u64,
        /// The part.
        bytes: Vec<u8>,
    },
    /// The answer to [`Effect::BlobWanted`]: it is not here, or does not belong to the document.
    None {
        /// Its name.
        hash: BlobHash,
    },
}

/// What became of a received envelope.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// It is on the disk and counts.
    Kept,
    /// It is kept aside until what it builds on, or its author's grant, is here.
    Waiting,
    /// It is in quarantine.
    Aside,
    /// Not well-formed, not signed, not by somebody who may write: dropped, and the peer blamed.
    Refused,
    /// Not kept, for no fault of the peer (a full disk): it is asked for again later.
    Dropped,
}

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
