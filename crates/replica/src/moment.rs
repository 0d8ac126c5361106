//! Which changes made up the document at a moment of the past.

use crate::Document;
use automerge as am;
use std::collections::BTreeSet;
use units::Stamp;

impl Document {
    /// The newest changes among those written until `moment` together with all they build on.
    /// Changes are in order, so one pass tells of each whether all it builds on is in.
    pub(crate) fn heads_at(&self, moment: Stamp) -> Vec<am::ChangeHash> {
        let mut left_out: BTreeSet<am::ChangeHash> = BTreeSet::new();
        let mut heads: BTreeSet<am::ChangeHash> = BTreeSet::new();
        for meta in self.metas() {
            let too_late = meta.timestamp > moment.0;
            if too_late || meta.deps.iter().any(|dep| left_out.contains(dep)) {
                left_out.insert(meta.hash);
                continue;
            }
            for dep in &meta.deps {
                heads.remove(dep);
            }
            heads.insert(meta.hash);
        }
        heads.into_iter().collect()
    }
}
