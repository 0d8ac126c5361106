//! The values of a record as its document keeps them, from the snapshot.

use model::{Kind, Plan, Record, Subject, Values};
use node::Snapshot;
use std::sync::Arc;

/// The values of a record; none if it is not there (any more).
pub(crate) fn values_of(snapshot: &Snapshot, subject: Subject) -> Option<Values> {
    let facility = &snapshot.facility;
    let id = subject.id;
    let plan = || -> Option<&Plan> {
        subject.scope.production().and_then(|id| snapshot.plans.get(&id)).map(AsRef::as_ref)
    };
    fn of<T: Record>(record: Option<&Arc<T>>) -> Option<Values> {
        record.map(|record| record.to_values())
    }
    match subject.kind {
        Kind::House => Some(facility.house.to_values()),
        Kind::Room => of(facility.rooms.get(&id.into())),
        Kind::Equipment => of(facility.equipment.get(&id.into())),
        Kind::Person => of(facility.people.get(&id.into())),
        Kind::Absence => of(facility.absences.get(&id.into())),
        Kind::HolidayZone => of(facility.holiday_zones.get(&id.into())),
        Kind::Affinity => of(snapshot.casting.affinities.get(&id.into())),
        Kind::CostRate => of(snapshot.casting.cost_rates.get(&id.into())),
        Kind::Production => Some(plan()?.production.to_values()),
        Kind::Episode => of(plan()?.episodes.get(&id.into())),
        Kind::Task => of(plan()?.tasks.get(&id.into())),
        Kind::Link => of(plan()?.links.get(&id.into())),
        Kind::Booking => of(plan()?.bookings.get(&id.into())),
        Kind::Baseline => of(plan()?.baselines.get(&id.into())),
        Kind::Attachment => of(plan()?.attachments.get(&id.into())),
        Kind::Variant => of(plan()?.variants.get(&id.into())),
        Kind::AcceptedSlip => of(plan()?.accepted_slips.get(&id.into())),
        Kind::Publication => {
            let sent = snapshot.publications.get(&subject.scope.production()?)?;
            of(sent.publications.get(&id.into()))
        }
        Kind::Answer => {
            of(snapshot.answers.get(&subject.scope.production()?)?.answers.get(&id.into()))
        }
        Kind::Slip => of(snapshot.desks.get(&subject.scope.person()?)?.slips.get(&id.into())),
    }
}
