//! The sheets there are, what each wants to know, and how a file is made of one.

use crate::desktop::{Pending, Scene};
use crate::exporting::{Bytes, Exporting};
use crate::peers;
use i18n::Messages;
use model::{BookingId, PersonId, ProductionId, PublicationId, RoomId};
use node::Snapshot;
use std::collections::BTreeMap;
use std::sync::Arc;
use units::{Days, NaiveDate, Stamp, folded};
use views::CalendarOf;

/// How often bookings have changed, and when last.
pub(super) type Changes = BTreeMap<BookingId, (u32, Stamp)>;

/// What can be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::screens::exchange) enum Sheet {
    /// The plan of a production.
    #[default]
    Plan,
    /// The rooms, week by week.
    Weeks,
    /// What hangs on the doors of rooms.
    Doors,
    /// The sessions of a person.
    Person,
    /// What was sent to a client.
    Publication,
    /// The calendar of a room.
    Room,
    /// The bookings of a production, as a list.
    Bookings,
    /// The session slips of some weeks, as a list.
    Slips,
    /// The rooms, as a list.
    Rooms,
    /// The people, as a list.
    People,
}

/// The form of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    /// Paper.
    Pdf,
    /// A workbook.
    Xlsx,
    /// For MS Project.
    Mspdi,
    /// For calendar programs.
    Ics,
}

/// A file that is to be made.
#[derive(Debug, Clone)]
pub(super) struct Order {
    pub(super) sheet: Sheet,
    pub(super) format: Format,
    pub(super) production: Option<ProductionId>,
    pub(super) person: Option<PersonId>,
    pub(super) room: Option<RoomId>,
    /// With its name, by which the file is called.
    pub(super) publication: Option<(PublicationId, String)>,
    pub(super) first: NaiveDate,
    pub(super) weeks: u64,
}

impl Sheet {
    /// All of them.
    pub(super) const ALL: [Self; 10] = [
        Self::Plan,
        Self::Weeks,
        Self::Doors,
        Self::Person,
        Self::Publication,
        Self::Room,
        Self::Bookings,
        Self::Slips,
        Self::Rooms,
        Self::People,
    ];

    /// Its word: its name is the message `desktop-exchange-sheet-<word>`.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Plan => "plan",
            Self::Weeks => "weeks",
            Self::Doors => "doors",
            Self::Person => "person",
            Self::Publication => "publication",
            Self::Room => "room",
            Self::Bookings => "bookings",
            Self::Slips => "slips",
            Self::Rooms => "rooms",
            Self::People => "people",
        }
    }

    /// The forms it can have, the usual one first.
    pub(super) const fn formats(self) -> &'static [Format] {
        match self {
            Self::Plan => &[Format::Pdf, Format::Xlsx, Format::Mspdi],
            Self::Weeks | Self::Doors | Self::Publication => &[Format::Pdf],
            Self::Person => &[Format::Pdf, Format::Ics],
            Self::Room => &[Format::Ics],
            Self::Slips => &[Format::Pdf, Format::Xlsx],
            Self::Bookings | Self::Rooms | Self::People => &[Format::Xlsx],
        }
    }

    pub(super) const fn wants_production(self) -> bool {
        matches!(self, Self::Plan | Self::Bookings)
    }

    pub(super) const fn wants_person(self) -> bool {
        matches!(self, Self::Person)
    }

    pub(super) const fn wants_room(self) -> bool {
        matches!(self, Self::Room)
    }

    pub(super) const fn wants_publication(self) -> bool {
        matches!(self, Self::Publication)
    }

    /// Is it one for this machine? A client's holds nothing of the house but what was sent.
    pub(super) fn is_for(self, snapshot: &Snapshot) -> bool {
        if self.wants_publication() {
            !snapshot.publications.is_empty()
        } else {
            !peers::is_outside(snapshot)
        }
    }

    pub(super) const fn wants_period(self) -> bool {
        matches!(self, Self::Weeks | Self::Doors | Self::Person | Self::Slips)
    }
}

impl Order {
    /// Whose calendar it is, if it is one.
    pub(super) fn calendar(&self) -> Option<CalendarOf> {
        match (self.format, self.person, self.room) {
            (Format::Ics, Some(person), _) => Some(CalendarOf::Person(person)),
            (Format::Ics, None, Some(room)) => Some(CalendarOf::Room(room)),
            _ => None,
        }
    }

    /// The name a file of it usually has: what it is, of whom, without anything a disk refuses.
    pub(super) fn file_name(&self, scene: &Scene<'_>) -> String {
        let source = scene.source();
        let of = self
            .production
            .map(|id| source.production(id))
            .or(self.person.map(|id| source.person(id)))
            .or(self.room.map(|id| source.room(id)))
            .or(self.publication.as_ref().map(|(_, name)| name.clone()))
            .unwrap_or_else(|| units::format_date(self.first));
        let what = scene.messages.label("desktop-exchange-sheet", self.sheet.word());
        let end = match self.format {
            Format::Pdf => "pdf",
            Format::Xlsx => "xlsx",
            Format::Mspdi => "xml",
            Format::Ics => "ics",
        };
        let name: String = folded(&format!("{what} {of}")).replace(' ', "-");
        format!("{name}.{end}")
    }
}

/// Starts a worker that makes the file.
pub(super) fn make(scene: &Scene<'_>, order: Order, changes: Changes) -> Pending<Bytes> {
    let (snapshot, language) = (Arc::clone(scene.snapshot), scene.messages.language());
    scene.work(move |progress| {
        progress.at(100);
        let messages = Messages::new(language);
        let exporting = Exporting { snapshot: &snapshot, messages: &messages };
        let production = order.production.unwrap_or_default();
        let last = order.first.checked_add_days(Days::new(order.weeks * 7 - 1));
        let period = (order.first, last.unwrap_or(order.first));
        match (order.sheet, order.format) {
            (Sheet::Plan, Format::Mspdi) => exporting.mspdi(production),
            (Sheet::Plan, Format::Xlsx) => exporting.plan_workbook(production),
            (Sheet::Plan, _) => exporting.plan_pdf(production).map(|paper| paper.bytes),
            (Sheet::Weeks, _) => exporting.weeks_pdf(period).map(|paper| paper.bytes),
            (Sheet::Doors, _) => exporting.doors_pdf(period).map(|paper| paper.bytes),
            (Sheet::Person, Format::Pdf) => {
                let person = order.person.unwrap_or_default();
                exporting.person_pdf(person, period).map(|paper| paper.bytes)
            }
            (Sheet::Publication, _) => {
                let publication = order.publication.map(|(id, _)| id);
                exporting.publication_pdf(None, publication).map(|paper| paper.bytes)
            }
            (Sheet::Person | Sheet::Room, _) => match order.calendar() {
                Some(of) => Ok(exporting.calendar(of, changes)),
                None => Ok(Vec::new()),
            },
            (Sheet::Bookings, _) => exporting.table_workbook("bookings", order.production),
            (Sheet::Slips, Format::Pdf) => {
                exporting.slips_pdf(None, period).map(|paper| paper.bytes)
            }
            (Sheet::Slips, _) => exporting.slips_workbook(None, period),
            (Sheet::Rooms, _) => exporting.table_workbook("rooms", None),
            (Sheet::People, _) => exporting.table_workbook("people", None),
        }
    })
}
