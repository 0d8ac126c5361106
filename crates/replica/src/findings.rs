//! What was noticed while a document was read, by record, so that a fresh look at one record
//! replaces what was said of it.

use model::{Finding, Kind, RawId};
use std::collections::BTreeMap;

/// Findings of a document: those of the whole, and those of each record.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Findings {
    whole: Vec<Finding>,
    records: BTreeMap<(Kind, RawId), Vec<Finding>>,
}

impl Findings {
    /// All of them, those of the whole document first, then by record.
    pub fn iter(&self) -> impl Iterator<Item = &Finding> {
        self.whole.iter().chain(self.records.values().flatten())
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.iter().count()
    }

    /// Is there nothing to say?
    pub fn is_empty(&self) -> bool {
        self.whole.is_empty() && self.records.is_empty()
    }

    /// Those of each record; records without any are not in it.
    pub fn by_record(&self) -> &BTreeMap<(Kind, RawId), Vec<Finding>> {
        &self.records
    }

    pub(crate) fn tells_of_the_whole(&self) -> bool {
        !self.whole.is_empty()
    }

    pub(crate) fn push_whole(&mut self, finding: Finding) {
        self.whole.push(finding);
    }

    pub(crate) fn set(&mut self, kind: Kind, id: RawId, findings: Vec<Finding>) {
        if findings.is_empty() {
            self.records.remove(&(kind, id));
        } else {
            self.records.insert((kind, id), findings);
        }
    }
}
