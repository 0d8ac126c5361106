//! Messages as bytes.
//!
//! A frame is `length 4, big endian | kind 1 | fields`; the length counts what follows it. Numbers
//! are unsigned LEB128, lists come after the number of their items. A later version never changes the
//! fields of a kind.

use crate::bytes::{Reader, put_list, put_number, put_sized};
use crate::ledger::Tip;
use crate::message::{Ask, Message, Reason, Run, Version};
use model::{DocumentId, RawId};

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
