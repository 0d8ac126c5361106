//! Clashes: what stands in the way of what, as data. They are shown and never forbid anything.
//!
//! Here are the words; `clash/booking.rs` looks at bookings one by one, `clash/plan.rs` at what
//! binds the tasks of a plan, `clash/shared.rs` at what bookings of all plans do to one room,
//! person or machine. Ways out are worked out on demand, in `clash/proposals.rs`,
//! and become commands in `clash/carrying_out.rs`.

pub(crate) mod booking;
mod carrying_out;
pub(crate) mod plan;
pub(crate) mod proposals;
pub(crate) mod shared;

use crate::facility_time::FacilityTime;
use crate::resource::Resource;
use model::{Booking, BookingId, Finding, Kind, Place, ProductionId, Severity, Subject};
use std::cmp::{Ordering, Reverse};
use std::collections::BTreeMap;
use units::TickRange;

/// Kinds of clashes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ClashKind {
    /// Two bookings of one room, person or machine at a time.
    DoubleBooking,
    /// A session outside the hours of its room or of a person, or on a day off.
    ClosedHours,
    /// A session while its room is closed, a person away or a machine out of service.
    Absence,
    /// The room is of another kind or lacks something; nobody booked has the function or skills.
    Capability,
    /// Too little rest, too long a day or a week of a person.
    Rest,
    /// Too little time between two productions in a room.
    Turnaround,
    /// Bookings break a dependency.
    Lag,
    /// A task comes later after another than a dependency allows at most.
    MaximumLag,
    /// Work is finished after its deadline or the delivery.
    Deadline,
    /// An option has lapsed, or a challenge was not answered in time.
    ExpiredOption,
    /// Tasks that belong together are booked with different rooms or people.
    SameAs,
    /// Somebody the director does not want is booked.
    Veto,
    /// The task of a booking is gone.
    DeletedTask,
    /// The room, a person or a machine of a booking is gone.
    DeletedResource,
    /// Tasks that wait for each other.
    Cycle,
    /// The dates of a booking make no sense.
    BadDates,
}

/// Something in the way of something else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clash {
    /// How much it matters.
    pub severity: Severity,
    /// What sort it is.
    pub kind: ClashKind,
    /// When, from its first to its last minute.
    pub range: Option<TickRange>,
    /// Whom or what it is about, where it is about one.
    pub resource: Option<Resource>,
    /// The records concerned: bookings, tasks, an episode, a production.
    pub sides: Vec<Subject>,
    /// What else fills in its message; see [`Self::finding`].
    pub details: BTreeMap<&'static str, String>,
}

/// Who holds a stretch of time, and how firmly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Holder {
    /// The production.
    pub production: ProductionId,
    /// The booking.
    pub booking: BookingId,
    /// How firmly.
    pub hold: Hold,
}

/// How firmly a booking holds its time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Hold {
    /// Confirmed, being worked or worked.
    Firm,
    /// An option, with its rank; 1 if none is stated.
    Option(i64),
}

impl ClashKind {
    /// Every kind, in the order in which equally severe ones are listed.
    pub const ALL: [Self; 16] = [
        Self::DoubleBooking,
        Self::ClosedHours,
        Self::Absence,
        Self::Capability,
        Self::Rest,
        Self::Turnaround,
        Self::Lag,
        Self::MaximumLag,
        Self::Deadline,
        Self::ExpiredOption,
        Self::SameAs,
        Self::Veto,
        Self::DeletedTask,
        Self::DeletedResource,
        Self::Cycle,
        Self::BadDates,
    ];

    /// Name of its message.
    pub const fn code(self) -> &'static str {
        match self {
            Self::DoubleBooking => "clash-double_booking",
            Self::ClosedHours => "clash-closed_hours",
            Self::Absence => "clash-absence",
            Self::Capability => "clash-capability",
            Self::Rest => "clash-rest",
            Self::Turnaround => "clash-turnaround",
            Self::Lag => "clash-lag",
            Self::MaximumLag => "clash-maximum_lag",
            Self::Deadline => "clash-deadline",
            Self::ExpiredOption => "clash-expired_option",
            Self::SameAs => "clash-same_as",
            Self::Veto => "clash-veto",
            Self::DeletedTask => "clash-deleted_task",
            Self::DeletedResource => "clash-deleted_resource",
            Self::Cycle => "clash-cycle",
            Self::BadDates => "clash-bad_dates",
        }
    }

    /// Its word in JSON.
    pub const fn key(self) -> &'static str {
        match self {
            Self::DoubleBooking => "double_booking",
            Self::ClosedHours => "closed_hours",
            Self::Absence => "absence",
            Self::Capability => "capability",
            Self::Rest => "rest",
            Self::Turnaround => "turnaround",
            Self::Lag => "lag",
            Self::MaximumLag => "maximum_lag",
            Self::Deadline => "deadline",
            Self::ExpiredOption => "expired_option",
            Self::SameAs => "same_as",
            Self::Veto => "veto",
            Self::DeletedTask => "deleted_task",
            Self::DeletedResource => "deleted_resource",
            Self::Cycle => "cycle",
            Self::BadDates => "bad_dates",
        }
    }
}

impl Hold {
    /// Is it firm?
    pub fn is_firm(self) -> bool {
        self == Self::Firm
    }

    /// How firmly a booking holds its time; `None` for an idea, and what is called off or given back.
    pub fn of(booking: &Booking) -> Option<Self> {
        let rank = booking.rank.unwrap_or(1).max(1);
        let hold = if booking.state.is_firm() { Self::Firm } else { Self::Option(rank) };
        booking.state.holds().then_some(hold)
    }

    /// Does it count as work of a person and use of a room? Firm bookings and first options do;
    /// a second option stands in for a first and comes on top of nothing.
    pub fn counts(self) -> bool {
        match self {
            Self::Firm => true,
            Self::Option(rank) => rank <= 1,
        }
    }

    /// How much it matters that two bookings hold the same time.
    pub fn against(self, other: Self) -> Severity {
        match (self, other) {
            (Self::Firm, Self::Firm) => Severity::Error,
            (Self::Option(rank), Self::Option(other)) if rank != other => Severity::Info,
            _ => Severity::Warning,
        }
    }

    /// An error if firm, else a warning.
    pub(crate) fn severity(self) -> Severity {
        if self.is_firm() { Severity::Error } else { Severity::Warning }
    }
}

impl Holder {
    /// The booking as a record.
    pub fn subject(self) -> Subject {
        Subject::planned(self.production, Kind::Booking, self.booking)
    }
}

impl Clash {
    pub(crate) fn new(severity: Severity, kind: ClashKind, sides: Vec<Subject>) -> Self {
        Self { severity, kind, range: None, resource: None, sides, details: BTreeMap::new() }
    }

    pub(crate) fn at(mut self, range: TickRange) -> Self {
        self.range = Some(range);
        self
    }

    pub(crate) fn of(mut self, resource: Resource) -> Self {
        self.resource = Some(resource);
        self
    }

    pub(crate) fn with(mut self, field: &'static str, value: impl ToString) -> Self {
        self.details.insert(field, value.to_string());
        self
    }

    /// As a finding that `i18n` can say: `resource`, `first`, `second` (identifiers of the first
    /// two sides), `from`, `to` (moments on the wall clock of the house), and the details.
    pub fn finding(&self, time: &FacilityTime) -> Finding {
        let mut finding = Finding::new(self.severity, self.kind.code());
        finding.fields = self.details.clone();
        if let Some(resource) = self.resource {
            finding = finding.with("resource", resource.subject().id);
        }
        for (field, side) in ["first", "second"].into_iter().zip(&self.sides) {
            finding = finding.with(field, side.id);
        }
        if let Some(range) = self.range {
            let moment = |tick| units::format_date_time(time.civil(tick));
            finding = finding.with("from", moment(range.start)).with("to", moment(range.end));
        }
        match self.sides.first() {
            Some(side) => finding.at(Place::subject(*side)),
            None => finding,
        }
    }

    /// The productions concerned, each once.
    pub fn productions(&self) -> Vec<ProductionId> {
        let mut productions: Vec<_> =
            self.sides.iter().filter_map(|side| side.scope.production()).collect();
        productions.sort_unstable();
        productions.dedup();
        productions
    }
}

/// The most severe first, then by kind, time, resource, sides: the same list for the same
/// documents.
impl Ord for Clash {
    fn cmp(&self, other: &Self) -> Ordering {
        let key = |clash: &Self| (Reverse(clash.severity), clash.kind, clash.range, clash.resource);
        key(self)
            .cmp(&key(other))
            .then_with(|| self.sides.cmp(&other.sides))
            .then_with(|| self.details.cmp(&other.details))
    }
}

impl PartialOrd for Clash {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests;
