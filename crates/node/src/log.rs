//! The log of everything: all changes of all documents in one list, for somebody who scrolls through
//! years of them. It is told without the records they wrote, which take a look into each change;
//! those are asked for by the page.

use crate::engine::Engine;
use crate::failure::Failure;
use crate::history::HistoryLine;
use model::{DeviceId, PersonId, Scope, Subject};
use std::cmp::Reverse;
use units::Stamp;

impl Engine {
    /// Every change of every document written at a moment or after it, newest first; all of them
    /// if no moment is given. The records they wrote are left out: see [`Self::records_of`].
    pub fn log(&self, since: Option<Stamp>) -> Result<Vec<HistoryLine>, Failure> {
        let mut lines = Vec::new();
        for (scope, held) in &self.holdings {
            let owners = &held.owners;
            let wanted = held.document.changes(usize::MAX, None).into_iter().filter(|info| {
                // Schema steps are nobody's doing.
                since.is_none_or(|since| info.stamp >= since)
                    && !replica::is_schema_actor(&info.actor)
            });
            lines.extend(wanted.map(|info| HistoryLine {
                change: info.hash,
                stamp: info.stamp,
                device: owners.get(&info.actor).copied(),
                message: info.message,
                scope: *scope,
                subjects: Vec::new(),
                value: None,
            }));
        }
        // Stable: changes of one document in the same second keep the order of the document.
        lines.sort_by_key(|line| Reverse(line.stamp));
        Ok(lines)
    }

    /// The records that each of these changes wrote.
    pub fn records_of(&self, changes: &[(Scope, [u8; 32])]) -> Vec<Vec<Subject>> {
        let of = |(scope, hash): &(Scope, [u8; 32])| {
            let touched =
                self.holdings.get(scope).map(|held| held.document.touched_by_change(*hash));
            let subject = |(kind, id)| Subject { scope: *scope, kind, id };
            touched.unwrap_or_default().into_iter().map(subject).collect()
        };
        changes.iter().map(of).collect()
    }

    /// Whose machine a device is, as far as the facility log says.
    pub fn writer_of(&self, device: DeviceId) -> Option<PersonId> {
        if device == self.device() {
            return Some(self.person());
        }
        let rights = self.members.membership.members.get(&device)?;
        rights.last().map(|right| right.grant.certificate.person)
    }
}
