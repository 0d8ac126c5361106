//! A change looked at alone, before any document: it passes the gate, can be decoded, and its bytes
//! are those that what it says comes to. Needs nothing but the change, so that many can be looked at
//! at once.

use crate::chunk;
use crate::document::actor_id;
use crate::gate::{self, MAX_KEPT_OPERATIONS, MAX_OPERATIONS};
use crate::guard::guarded;
use crate::rejection::{Rejected, Rejection};
use crate::schema::is_schema_actor;
use automerge as am;

/// A change that was looked at alone, for [`crate::Document::merge_checked`].
#[derive(Debug, Clone)]
pub struct Checked(pub(crate) am::Change);

/// Looks at one change alone. Nothing is decoded before the gate has counted what is in it.
pub fn check(bytes: &[u8]) -> Result<Checked, Rejected> {
    checked(bytes, MAX_OPERATIONS)
}

/// The same of a change that was kept here, before there was a limit on operations.
pub(crate) fn check_kept(bytes: &[u8]) -> Result<Checked, Rejected> {
    checked(bytes, MAX_KEPT_OPERATIONS)
}

fn checked(bytes: &[u8], most: u64) -> Result<Checked, Rejected> {
    decode(bytes, most).map(Checked).map_err(|reason| {
        let hash = chunk::first(bytes).map(|chunk| chunk.hash);
        Rejected { index: None, hash, reason }
    })
}

fn decode(bytes: &[u8], most: u64) -> Result<am::Change, Rejection> {
    gate::counted(bytes, most)?;
    let change = guarded(|| am::Change::try_from(bytes))
        .and_then(|change| change.map_err(|error| error.to_string()))
        .map_err(Rejection::Undecodable)?;
    let actor = actor_id(change.actor_id()).ok_or(Rejection::Author)?;
    let (writes_root, again) = guarded(|| {
        let decoded = change.decode();
        let is_root = |it: &am::legacy::Op| it.obj == am::legacy::ObjectId::Root;
        (decoded.operations.iter().any(is_root), am::Change::from(decoded))
    })
    .map_err(Rejection::Undecodable)?;
    if again.raw_bytes() != bytes || !change.deps().is_sorted_by(|a, b| a < b) {
        return Err(Rejection::NotAsWritten);
    }
    if writes_root && !is_schema_actor(&actor) {
        return Err(Rejection::Root);
    }
    Ok(change)
}
