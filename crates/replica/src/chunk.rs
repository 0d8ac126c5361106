//! The outer form of Automerge's bytes: which chunk is there and how long it is, without decoding
//! what is in it. (Automerge binary format, "Chunks": magic, checksum, type, length.)

use crate::bytes::Reader;
use sha2::{Digest, Sha256};

const MAGIC: [u8; 4] = [0x85, 0x6f, 0x4a, 0x83];

/// What a chunk is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ChunkKind {
    /// A whole document.
    Document,
    /// One change as it was written.
    Change,
    /// Anything else: a compressed change, a bundle, a later invention.
    Other(u8),
}

/// One chunk at the front of some bytes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Chunk<'a> {
    pub(crate) kind: ChunkKind,
    /// The chunk with its header.
    pub(crate) bytes: &'a [u8],
    /// What is in it.
    pub(crate) contents: &'a [u8],
    /// What follows it.
    pub(crate) rest: &'a [u8],
    /// The SHA-256 of its type, length and contents: the name of a change.
    pub(crate) hash: [u8; 32],
    /// Do the bytes match their checksum?
    pub(crate) intact: bool,
}

/// Reads the chunk at the front; `None` if there is none, or it is cut off.
pub(crate) fn first(bytes: &[u8]) -> Option<Chunk<'_>> {
    let mut reader = Reader(bytes);
    if reader.take(4)? != MAGIC {
        return None;
    }
    let checksum = reader.take(4)?;
    let hashed = reader.0;
    let kind = match reader.byte()? {
        0 => ChunkKind::Document,
        1 => ChunkKind::Change,
        other => ChunkKind::Other(other),
    };
    let contents = reader.bytes()?;
    let length = hashed.len() - reader.0.len();
    let hash: [u8; 32] = Sha256::digest(hashed.get(..length)?).into();
    let intact = hash.starts_with(checksum);
    let (bytes, rest) = bytes.split_at_checked(bytes.len() - reader.0.len())?;
    Some(Chunk { kind, bytes, contents, rest, hash, intact })
}
