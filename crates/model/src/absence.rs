//! Absences and closures. Reasons are nobody's business here: staff read this document.

use crate::choice::choices;
use crate::record::record;
use crate::{EquipmentId, PersonId, RoomId};
use units::NaiveDateTime;

choices! {
    /// What sort of unavailability it is.
    pub enum AbsenceKind {
        /// Somebody is away.
        Away = "away",
        /// A room or a machine is being repaired or serviced.
        Maintenance = "maintenance",
        /// A room is closed.
        Closed = "closed",
    }
    absent Away
}

record! {
    /// A stretch in which a person, a room or a machine is not available.
    pub struct Absence(AbsenceId) {
        /// Who is away.
        person: Option<PersonId>,
        /// Which room is closed.
        room: Option<RoomId>,
        /// Which machine is out of service.
        equipment: Option<EquipmentId>,
        /// First moment, on the wall clock of the house.
        start: Option<NaiveDateTime>,
        /// First moment after it.
        end: Option<NaiveDateTime>,
        /// What sort it is.
        kind: AbsenceKind,
    }
}
