//! What people have done in a while, told as deeds: changes of one sort by one person in one
//! production are one line, however many records they touched.

use crate::{HistoryEntry, Source};
use model::{Kind, PersonId, ProductionId, Subject};
use std::collections::{BTreeMap, BTreeSet};
use units::Stamp;

/// What somebody has done to records of one sort.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeedView {
    /// When last.
    pub at: Stamp,
    /// Who; unknown for what came from another machine.
    pub by: Option<PersonId>,
    /// Name of who; empty if unknown.
    pub by_name: String,
    /// In which production; none for what all share.
    pub production: Option<ProductionId>,
    /// Title of the production; empty for what all share.
    pub title: String,
    /// The word of the command.
    pub command: String,
    /// The sort of record it is told of; none if no record is known.
    pub kind: Option<Kind>,
    /// The records of that sort, those touched last first.
    pub subjects: Vec<Subject>,
    /// What the person called it, where it was called the same each time.
    pub note: String,
}

/// Which deed a change belongs to.
type Sort = (Option<PersonId>, Option<ProductionId>, String, Option<Kind>);

/// Changes, newest first, as deeds, the newest first.
pub fn deeds(source: &Source<'_>, entries: &[HistoryEntry]) -> Vec<DeedView> {
    let mut places: BTreeMap<Sort, usize> = BTreeMap::new();
    let mut deeds: Vec<(DeedView, BTreeSet<Subject>)> = Vec::new();
    for entry in entries {
        let kind = leading_kind(&entry.subjects);
        let sort = (entry.person, entry.production, entry.command.clone(), kind);
        let place = *places.entry(sort).or_insert(deeds.len());
        if place == deeds.len() {
            deeds.push((deed(source, entry, kind), BTreeSet::new()));
        }
        let Some((deed, known)) = deeds.get_mut(place) else { continue };
        if deed.note != entry.note {
            deed.note.clear();
        }
        let of_kind = entry.subjects.iter().filter(|subject| Some(subject.kind) == kind);
        deed.subjects.extend(of_kind.filter(|subject| known.insert(**subject)));
    }
    deeds.into_iter().map(|(deed, _)| deed).collect()
}

fn deed(source: &Source<'_>, entry: &HistoryEntry, kind: Option<Kind>) -> DeedView {
    DeedView {
        at: entry.at,
        by: entry.person,
        by_name: entry.person.map(|person| source.person(person)).unwrap_or_default(),
        production: entry.production,
        title: entry.production.map(|id| source.production(id)).unwrap_or_default(),
        command: entry.command.clone(),
        kind,
        subjects: Vec::new(),
        note: entry.note.clone(),
    }
}

/// The sort of record a change is told of: what people speak of first, and not what follows from
/// it (a production that is founded before its tasks, a task before its links).
pub fn leading_kind(subjects: &[Subject]) -> Option<Kind> {
    const ORDER: [Kind; 20] = [
        Kind::Production,
        Kind::Baseline,
        Kind::Variant,
        Kind::Publication,
        Kind::Answer,
        Kind::AcceptedSlip,
        Kind::Slip,
        Kind::Booking,
        Kind::Task,
        Kind::Episode,
        Kind::Attachment,
        Kind::Link,
        Kind::Person,
        Kind::Room,
        Kind::Equipment,
        Kind::Absence,
        Kind::Affinity,
        Kind::CostRate,
        Kind::HolidayZone,
        Kind::House,
    ];
    ORDER.into_iter().find(|kind| subjects.iter().any(|subject| subject.kind == *kind))
}

#[cfg(test)]
mod tests {
    use super::leading_kind;
    use model::{Kind, RawId, Subject};

    #[test]
    fn every_kind_of_record_can_be_told_of() {
        for kind in Kind::ALL {
            assert_eq!(leading_kind(&[Subject::shared(kind, RawId(1))]), Some(kind));
        }
    }
}
