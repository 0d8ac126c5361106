//! What a document says more than it did as of some of its changes, as writes that can be made
//! elsewhere.

use crate::stored::{self, DELETED};
use crate::write::Touched;
use crate::{ChangeHash, Document, Scalar, Write};
use model::{Kind, RawId};
use std::collections::{BTreeMap, BTreeSet};

impl Document {
    /// The writes that lead from these records as of `heads` to what they say now, record by record.
    /// A record that was not there begins with the write of its mark of deletion.
    pub fn writes_since(&self, heads: &[ChangeHash], records: &Touched) -> Vec<Write> {
        let known = self.at_heads(heads).heads.unwrap_or_default();
        let mut writes = Vec::new();
        for (kind, id) in records {
            let Some(container) = self.layout.containers.get(kind) else { continue };
            let read = |heads| stored::record(&self.automerge, container, *id, heads);
            let Some(now) = read(None).filter(|now| now.object.is_some()) else { continue };
            let before = read(Some(&known)).filter(|before| before.object.is_some());
            if before.is_none() {
                writes.push(write(*kind, *id, DELETED, Scalar::Bool(true), Scalar::Absent));
            }
            let before = before.map(|before| before.keys).unwrap_or_default();
            let keys: BTreeSet<&String> = before.keys().chain(now.keys.keys()).collect();
            for key in keys {
                let held = |keys: &BTreeMap<String, Scalar>| {
                    keys.get(key).cloned().unwrap_or(Scalar::Absent)
                };
                let (before, after) = (held(&before), held(&now.keys));
                if !before.says(&after) {
                    writes.push(write(*kind, *id, key, before, after));
                }
            }
        }
        writes
    }
}

fn write(kind: Kind, id: RawId, key: &str, before: Scalar, after: Scalar) -> Write {
    Write { kind, id, key: key.to_owned(), before, after }
}
