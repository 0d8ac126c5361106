//! The messages of two machines. How each is bytes is in `codec.rs`.

use crate::ledger::{Digest, Mark, Tip};
use access::{ActorId, OperationHash};
use model::{DocumentId, RawId};

/// The oldest version of the talk this program speaks.
pub const OLDEST_VERSION: u16 = 1;

/// The newest version of the talk this program speaks: 2 adds presence and attachments; in 3 what a
/// machine writes goes unasked to whoever holds all that came before it.
pub const NEWEST_VERSION: u16 = 3;

/// The first version in which what was just written comes unasked.
pub(crate) const PUSHES_SINCE: u16 = 3;

/// The SHA-256 of an attachment, which names it.
pub type BlobHash = [u8; 32];

/// Why a connection ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// The program is closed, or does not want the connection any more.
    Done,
    /// There is no version both know.
    Version,
    /// Too many mistakes.
    Faults,
    /// A frame longer than any may be, or the talk does not begin as it must.
    Nonsense,
    /// Nothing was heard for ten seconds.
    Silence,
    /// The device may not connect. A stranger hears the same.
    Refused,
    /// A reason of a newer program.
    Other(u8),
}

impl Reason {
    /// Stable code, also the name of the message.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Done => "peer-done",
            Self::Version => "peer-version",
            Self::Faults => "peer-faults",
            Self::Nonsense => "peer-nonsense",
            Self::Silence => "peer-silent",
            Self::Refused => "peer-refused",
            Self::Other(_) => "peer-other",
        }
    }

    pub(crate) const fn byte(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Version => 1,
            Self::Faults => 2,
            Self::Nonsense => 3,
            Self::Silence => 4,
            Self::Refused => 5,
            Self::Other(byte) => byte,
        }
    }

    pub(crate) const fn from_byte(byte: u8) -> Self {
        match byte {
            0 => Self::Done,
            1 => Self::Version,
            2 => Self::Faults,
            3 => Self::Nonsense,
            4 => Self::Silence,
            5 => Self::Refused,
            other => Self::Other(other),
        }
    }
}

/// Changes of one actor that follow each other, as envelopes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// Whose they are.
    pub actor: ActorId,
    /// The sequence of the first.
    pub first: u64,
    /// The envelopes, opaque here.
    pub envelopes: Vec<Vec<u8>>,
}

/// A signed record as it is held: which one, and which version of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version {
    /// The kind of record.
    pub kind: u8,
    /// Whom or what it is about.
    pub id: RawId,
    /// Its version.
    pub version: u64,
    /// The beginning of its hash: two versions of one number are told apart by it.
    pub mark: Mark,
}

/// What is asked of one actor: the sequences after the one the asker holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Ask {
    pub(crate) actor: ActorId,
    /// The last change the asker holds; sequence 0 if none.
    pub(crate) after: Tip,
    /// The last sequence asked for.
    pub(crate) until: u64,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Message {
    /// Versions spoken, and how many bytes of envelopes may be sent before the first credit.
    Hello {
        oldest: u16,
        newest: u16,
        window: u64,
    },
    Bye(Reason),
    Ping(u64),
    Pong(u64),
    /// One digest a document over what is held of it; `answer` asks for the same in return.
    Summary {
        answer: bool,
        documents: Vec<(DocumentId, Digest)>,
    },
    /// The last change held of actors: all of them, or news since.
    Have {
        whole: bool,
        documents: Vec<(DocumentId, Vec<(ActorId, Tip)>)>,
    },
    Want(Vec<(DocumentId, Vec<Ask>)>),
    Envelopes {
        document: DocumentId,
        runs: Vec<Run>,
    },
    /// So many more bytes of envelopes may be sent.
    Credit(u64),
    /// An envelope of an actor that has another change of the same sequence.
    Evidence {
        document: DocumentId,
        envelope: Vec<u8>,
    },
    /// The newest operations of the facility log that are held.
    Heads(Vec<OperationHash>),
    /// Whoever has these heads asks for what the log has beyond them.
    WantOperations(Vec<OperationHash>),
    /// Operations, each behind those it builds on; opaque here.
    Operations(Vec<Vec<u8>>),
    /// Signed records that are held, those changed since or all of them.
    Versions(Vec<Version>),
    WantRecords(Vec<(u8, RawId)>),
    /// Signed records, opaque here.
    Records(Vec<Vec<u8>>),
    /// What are the documents that the peer has told of? It names none: those that are not known
    /// here are named to nobody.
    WantTargets,
    /// What documents are: class, and whom or what it is about.
    Targets(Vec<(DocumentId, u8, RawId)>),
    Presence {
        document: DocumentId,
        payload: Vec<u8>,
    },
    BlobOffer {
        document: DocumentId,
        hash: BlobHash,
        length: u64,
    },
    BlobWant {
        document: DocumentId,
        hash: BlobHash,
        offset: u64,
    },
    BlobPart {
        hash: BlobHash,
        offset: u64,
        total: u64,
        bytes: Vec<u8>,
    },
    /// There is no such attachment, or none for the asker.
    BlobNone {
        hash: BlobHash,
    },
}

impl Message {
    /// Its number in a frame. Kinds 1 to 31 are known to version 1, 32 to 63 to version 2; version 3 adds
    /// none. A later version may add kinds, which older programs skip.
    pub(crate) const fn kind(&self) -> u8 {
        match self {
            Self::Hello { .. } => 1,
            Self::Bye(_) => 2,
            Self::Ping(_) => 3,
            Self::Pong(_) => 4,
            Self::Summary { .. } => 5,
            Self::Have { .. } => 6,
            Self::Want(_) => 7,
            Self::Envelopes { .. } => 8,
            Self::Credit(_) => 9,
            Self::Evidence { .. } => 10,
            Self::Heads(_) => 11,
            Self::WantOperations(_) => 12,
            Self::Operations(_) => 13,
            Self::Versions(_) => 14,
            Self::WantRecords(_) => 15,
            Self::Records(_) => 16,
            Self::WantTargets => 17,
            Self::Targets(_) => 18,
            Self::Presence { .. } => 32,
            Self::BlobOffer { .. } => 33,
            Self::BlobWant { .. } => 34,
            Self::BlobPart { .. } => 35,
            Self::BlobNone { .. } => 36,
        }
    }

    /// The first version that knows the kind.
    pub(crate) const fn since(&self) -> u16 {
        if self.kind() < 32 { 1 } else { 2 }
    }
}
