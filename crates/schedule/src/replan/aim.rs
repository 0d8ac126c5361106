//! Which ways out are looked for, and what each may do.

use crate::solve::Profile;

/// Which ways out are looked for, the most wanted first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Aim {
    /// Rooms, people and hours stay; what follows slides.
    Slide,
    /// Dates first; rooms and people change rather than times.
    Exchange,
    /// A second person beside the first, in another room; where dates are what it is about.
    Together,
    /// Dates first, with evenings, longer days and Saturdays.
    Overtime,
    /// As little as possible is moved.
    Calm,
    /// Only what cannot stay is moved; another date is asked for if one is missed. For dates that
    /// are not met.
    Keep,
    /// The work begins on what has been received; for rushes and notes that are late.
    StartAnyway,
}

/// What sessions may do that they usually do not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Latitude {
    Usual,
    /// Be held outside the usual hours.
    Overtime,
    /// Be shared by two people: those the event is about.
    Shared,
    /// Be shared by two people: all of the productions concerned.
    SharedWidely,
    /// Begin on what has been received.
    Loose,
    /// Be shared, in pieces, at any hours: what cannot be even so nothing saves.
    All,
}

impl Aim {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Slide,
        Self::Exchange,
        Self::Together,
        Self::Overtime,
        Self::Calm,
        Self::Keep,
        Self::StartAnyway,
    ];

    /// What it makes of the points.
    pub fn profile(self) -> Profile {
        let never = 20_000;
        match self {
            Self::Slide | Self::Keep => Profile { change: never, ..Profile::BALANCED },
            Self::Exchange => Profile { change: 1, ..Profile::PUNCTUAL },
            // Somebody is called in so that the others need not move.
            Self::Together => Profile { change: 1, ..Profile::BALANCED },
            // It is there to keep what people know of.
            Self::Overtime => Profile { change: 150, overtime: 1, ..Profile::CALM },
            Self::Calm | Self::StartAnyway => Profile::CALM,
        }
    }
}
