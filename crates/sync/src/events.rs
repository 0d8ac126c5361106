//! What the driver tells. What it is asked to do is in `effects.rs`.

use crate::message::{BlobHash, Reason, Version};
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
