//! The messages of two machines and their bytes.
//!
//! A frame is `length 4, big endian | kind 1 | fields`; the length counts what follows it. Numbers
//! are unsigned LEB128, lists come after the number of their items. Kinds 1 to 31 are known to
//! version 1, 32 to 63 to version 2; version 3 adds none. A later version may add kinds, which
//! older programs skip, and never changes the fields of a kind.

use crate::bytes::{Reader, put_list, put_number, put_sized};
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

    const fn byte(self) -> u8 {
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

    const fn from_byte(byte: u8) -> Self {
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

/// What a frame turned out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Decoded {
    Known(Message),
    /// A kind this program does not know.
    Unknown,
    /// A known kind with fields it cannot have.
    Nonsense,
}

impl Message {
    const fn kind(&self) -> u8 {
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

    /// The whole frame.
    pub(crate) fn frame(&self) -> Vec<u8> {
        let mut frame = vec![0; 4];
        frame.push(self.kind());
        self.put_fields(&mut frame);
        let length = u32::try_from(frame.len() - 4).unwrap_or(u32::MAX).to_be_bytes();
        for (place, byte) in frame.iter_mut().zip(length) {
            *place = byte;
        }
        frame
    }

    fn put_fields(&self, out: &mut Vec<u8>) {
        match self {
            Self::Hello { oldest, newest, window } => {
                put_number(out, u64::from(*oldest));
                put_number(out, u64::from(*newest));
                put_number(out, *window);
            }
            Self::Bye(reason) => out.push(reason.byte()),
            Self::Ping(number) | Self::Pong(number) | Self::Credit(number) => {
                put_number(out, *number);
            }
            Self::Summary { answer, documents } => {
                out.push(u8::from(*answer));
                put_list(out, documents, |out, (document, digest)| {
                    put_document(out, *document);
                    out.extend(digest);
                });
            }
            Self::Have { whole, documents } => {
                out.push(u8::from(*whole));
                put_list(out, documents, |out, (document, tips)| {
                    put_document(out, *document);
                    put_list(out, tips, |out, (actor, tip)| {
                        out.extend(actor);
                        put_tip(out, *tip);
                    });
                });
            }
            Self::Want(documents) => put_list(out, documents, |out, (document, asks)| {
                put_document(out, *document);
                put_list(out, asks, |out, ask| {
                    out.extend(ask.actor);
                    put_tip(out, ask.after);
                    put_number(out, ask.until);
                });
            }),
            Self::Envelopes { document, runs } => {
                put_document(out, *document);
                put_list(out, runs, |out, run| {
                    out.extend(run.actor);
                    put_number(out, run.first);
                    put_list(out, &run.envelopes, |out, envelope| put_sized(out, envelope));
                });
            }
            Self::Heads(heads) | Self::WantOperations(heads) => {
                put_list(out, heads, |out, head| out.extend(head));
            }
            Self::Operations(several) | Self::Records(several) => {
                put_list(out, several, |out, bytes| put_sized(out, bytes));
            }
            Self::Versions(versions) => put_list(out, versions, |out, held| {
                put_record(out, (held.kind, held.id));
                put_number(out, held.version);
                out.extend(held.mark);
            }),
            Self::WantRecords(records) => {
                put_list(out, records, |out, record| put_record(out, *record));
            }
            Self::WantTargets => {}
            Self::Targets(documents) => put_list(out, documents, |out, (document, class, id)| {
                put_document(out, *document);
                put_record(out, (*class, *id));
            }),
            Self::Evidence { document, envelope: bytes }
            | Self::Presence { document, payload: bytes } => {
                put_document(out, *document);
                put_sized(out, bytes);
            }
            Self::BlobOffer { document, hash, length: number }
            | Self::BlobWant { document, hash, offset: number } => {
                put_document(out, *document);
                out.extend(hash);
                put_number(out, *number);
            }
            Self::BlobPart { hash, offset, total, bytes } => {
                out.extend(hash);
                put_number(out, *offset);
                put_number(out, *total);
                put_sized(out, bytes);
            }
            Self::BlobNone { hash } => out.extend(hash),
        }
    }

    /// Reads a frame without its length.
    pub(crate) fn decode(frame: &[u8]) -> Decoded {
        let Some((kind, fields)) = frame.split_first() else { return Decoded::Nonsense };
        if !matches!(kind, 1..=18 | 32..=36) {
            return Decoded::Unknown;
        }
        Self::read(*kind, &mut Reader(fields)).map_or(Decoded::Nonsense, Decoded::Known)
    }

    fn read(kind: u8, from: &mut Reader<'_>) -> Option<Self> {
        let message = match kind {
            1 => {
                // A newer program may say more behind it.
                let (oldest, newest) = (version(from)?, version(from)?);
                return Some(Self::Hello { oldest, newest, window: from.number()? });
            }
            2 => Self::Bye(Reason::from_byte(from.byte()?)),
            3 => Self::Ping(from.number()?),
            4 => Self::Pong(from.number()?),
            5 => {
                let answer = flag(from)?;
                let documents = from.list(32, |from| Some((document(from)?, from.array()?)))?;
                Self::Summary { answer, documents }
            }
            6 => {
                let whole = flag(from)?;
                let documents = from.list(17, |from| {
                    let document = document(from)?;
                    Some((document, from.list(17, |from| Some((from.array()?, tip(from)?)))?))
                })?;
                Self::Have { whole, documents }
            }
            7 => Self::Want(from.list(17, |from| {
                let document = document(from)?;
                Some((document, from.list(18, ask)?))
            })?),
            8 => Self::Envelopes { document: document(from)?, runs: from.list(18, run)? },
            9 => Self::Credit(from.number()?),
            10 => Self::Evidence { document: document(from)?, envelope: from.sized()?.to_vec() },
            11 => Self::Heads(from.list(32, Reader::array)?),
            12 => Self::WantOperations(from.list(32, Reader::array)?),
            13 => Self::Operations(from.list(1, |from| from.sized().map(<[u8]>::to_vec))?),
            14 => Self::Versions(from.list(26, |from| {
                let (kind, id) = record(from)?;
                Some(Version { kind, id, version: from.number()?, mark: from.array()? })
            })?),
            15 => Self::WantRecords(from.list(17, record)?),
            16 => Self::Records(from.list(1, |from| from.sized().map(<[u8]>::to_vec))?),
            17 => Self::WantTargets,
            18 => Self::Targets(
                from.list(33, |from| Some((document(from)?, from.byte()?, raw(from)?)))?,
            ),
            32 => Self::Presence { document: document(from)?, payload: from.sized()?.to_vec() },
            33 => Self::BlobOffer {
                document: document(from)?,
                hash: from.array()?,
                length: from.number()?,
            },
            34 => Self::BlobWant {
                document: document(from)?,
                hash: from.array()?,
                offset: from.number()?,
            },
            35 => Self::BlobPart {
                hash: from.array()?,
                offset: from.number()?,
                total: from.number()?,
                bytes: from.sized()?.to_vec(),
            },
            36 => Self::BlobNone { hash: from.array()? },
            _ => return None,
        };
        from.end(message)
    }
}

fn put_document(out: &mut Vec<u8>, document: DocumentId) {
    out.extend(RawId::from(document).0.to_be_bytes());
}

fn put_record(out: &mut Vec<u8>, (kind, id): (u8, RawId)) {
    out.push(kind);
    out.extend(id.0.to_be_bytes());
}

fn put_tip(out: &mut Vec<u8>, tip: Tip) {
    put_number(out, tip.sequence);
    if tip.sequence > 0 {
        out.extend(tip.mark);
    }
}

fn version(from: &mut Reader<'_>) -> Option<u16> {
    u16::try_from(from.number()?).ok()
}

fn flag(from: &mut Reader<'_>) -> Option<bool> {
    match from.byte()? {
        0 => Some(false),
        1 => Some(true),
        _ => None,
    }
}

fn raw(from: &mut Reader<'_>) -> Option<RawId> {
    Some(RawId(u128::from_be_bytes(from.array()?)))
}

fn document(from: &mut Reader<'_>) -> Option<DocumentId> {
    raw(from).map(DocumentId)
}

fn record(from: &mut Reader<'_>) -> Option<(u8, RawId)> {
    Some((from.byte()?, raw(from)?))
}

fn tip(from: &mut Reader<'_>) -> Option<Tip> {
    let sequence = from.number()?;
    let mark = if sequence > 0 { from.array()? } else { [0; 8] };
    Some(Tip { sequence, mark })
}

fn ask(from: &mut Reader<'_>) -> Option<Ask> {
    let ask = Ask { actor: from.array()?, after: tip(from)?, until: from.number()? };
    (ask.until > ask.after.sequence).then_some(ask)
}

fn run(from: &mut Reader<'_>) -> Option<Run> {
    let (actor, first) = (from.array()?, from.number()?);
    let envelopes = from.list(1, |from| from.sized().map(<[u8]>::to_vec))?;
    let last = first.checked_add(envelopes.len() as u64)?;
    (first > 0 && last > first).then_some(Run { actor, first, envelopes })
}
