//! What a change says of itself before its operations: who wrote it, its number, what it builds on.
//! It is read from the bytes alone; Automerge sees nothing of them. (Automerge binary format,
//! "Change chunks".)

use crate::bytes::Reader;
use crate::chunk::{self, ChunkKind};
use crate::rejection::Rejection;
use crate::{ActorId, ChangeHash, MAX_CHANGE_BYTES};

/// The most changes that one change builds on. Each is a head of the document that its author saw.
pub const MAX_DEPS: u64 = 256;

/// What a change says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// Its name.
    pub hash: ChangeHash,
    /// Who wrote it.
    pub actor: ActorId,
    /// Its number among theirs, from 1.
    pub seq: u64,
    /// The changes it builds on.
    pub deps: Vec<ChangeHash>,
}

/// Reads what a change says of itself. It must be one plain, whole change; what else it holds may
/// still be wrong.
pub fn header(change: &[u8]) -> Result<Header, Rejection> {
    split(change).map(|(header, _)| header)
}

/// What a change says of itself, and the rest of its bytes, from the number of its first operation
/// on.
pub(crate) fn split(bytes: &[u8]) -> Result<(Header, &[u8]), Rejection> {
    if bytes.len() > MAX_CHANGE_BYTES {
        return Err(Rejection::TooLarge { bytes: bytes.len() });
    }
    let chunk = chunk::first(bytes).ok_or(Rejection::NotAChange)?;
    if chunk.kind != ChunkKind::Change || !chunk.rest.is_empty() {
        return Err(Rejection::NotAChange);
    }
    if !chunk.intact {
        return Err(Rejection::Damaged);
    }
    let mut reader = Reader(chunk.contents);
    let count = reader.number().ok_or_else(cut_off)?;
    if count > MAX_DEPS {
        return Err(Rejection::TooMuch("it builds on more than 256 changes"));
    }
    let mut deps = Vec::new();
    for _ in 0..count {
        let dep = reader.take(32).and_then(|dep| dep.try_into().ok());
        deps.push(dep.ok_or_else(cut_off)?);
    }
    let actor = reader.bytes().ok_or_else(cut_off)?.try_into().map_err(|_| Rejection::Author)?;
    let seq = reader.number().ok_or_else(cut_off)?;
    Ok((Header { hash: chunk.hash, actor, seq, deps }, reader.0))
}

pub(crate) fn cut_off() -> Rejection {
    Rejection::Undecodable("its bytes end too early".to_owned())
}
