//! Rooms.

use crate::choice::choices;
use crate::record::record;
use crate::{HolidayZoneId, WeekHours};
use std::collections::BTreeSet;
use units::Minutes;

choices! {
    /// What a room is for.
    pub enum RoomKind {
        /// Picture edit room.
        Edit = "edit",
        /// Sound edit room.
        SoundEdit = "sound_edit",
        /// Dub stage for premix and mix (*auditorium*).
        Stage = "stage",
        /// Foley stage.
        Foley = "foley",
        /// Voice recording.
        Voice = "voice",
        /// Colour grading.
        Grading = "grading",
        /// Conform and finishing.
        Conform = "conform",
        /// Titles and visual effects.
        Effects = "effects",
        /// Rushes, copies, quality control, deliverables.
        Lab = "lab",
        /// Projection.
        Screening = "screening",
    }
    absent Edit
}

record! {
    /// A room that can be booked.
    pub struct Room(RoomId) {
        /// Name on the door.
        name: String,
        /// What it is for.
        kind: RoomKind,
        /// What can be done in it; see [`crate::vocabulary::CAPABILITIES`] for the usual words.
        capabilities: BTreeSet<String>,
        /// When it is open; the hours of the house if not stated.
        hours: WeekHours,
        /// Time needed between two productions.
        turnaround: Option<Minutes>,
        /// Public holidays it keeps; those of the house if not stated.
        holiday_zone: Option<HolidayZoneId>,
        /// A short remark.
        remark: String,
    }
}
