//! Making writes again, or taking them back, as far as nobody has written over them since.

use crate::message::ChangeMessage;
use crate::stored::DELETED;
use crate::write::{Applied, Write, is_live};
use crate::{Document, Refusal, Scalar};
use model::Values;
use units::Stamp;

/// A write that was not made because the key holds something else by now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skipped {
    /// The write.
    pub write: Write,
    /// What the key holds; [`Scalar::Absent`] also if the record is not there at all.
    pub found: Scalar,
}

/// What came of writes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Undone {
    /// What was written; its own writes take it back in turn (redo).
    pub applied: Applied,
    /// What was left alone.
    pub skipped: Vec<Skipped>,
}

impl Document {
    /// Makes writes as one new change: each only if its key still holds what the write says it
    /// held before. To undo a change, pass [`crate::inverse`] of its writes. A record that is not
    /// there is made where a write takes its mark of deletion away.
    pub fn apply_writes(
        &mut self,
        writes: &[Write],
        message: &ChangeMessage,
        stamp: Stamp,
    ) -> Result<Undone, Refusal> {
        let mut skipped = Vec::new();
        let kinds = writes.iter().map(|write| write.kind).collect();
        let applied = self.write(&kinds, message, stamp, |pen| {
            for write in writes {
                let mark = write.key == DELETED;
                let Some(object) = pen.object(write.kind, write.id)? else {
                    if mark && !is_live(&write.before) && is_live(&write.after) {
                        pen.add(write.kind, write.id, &Values::new())?;
                        continue;
                    }
                    skipped.push(Skipped { write: write.clone(), found: Scalar::Absent });
                    continue;
                };
                let found = pen.current(&object, &write.key)?;
                let expected = found.says(&write.before)
                    || (mark && is_live(&found) && is_live(&write.before));
                if !expected || write.after.written().is_none() {
                    skipped.push(Skipped { write: write.clone(), found });
                    continue;
                }
                let after = if mark && is_live(&write.after) {
                    Scalar::Bool(false)
                } else {
                    write.after.clone()
                };
                pen.put(write.kind, write.id, &object, &write.key, &after)?;
            }
            Ok(())
        })?;
        Ok(Undone { applied, skipped })
    }
}
