//! What views are made from: the documents of one snapshot and what `schedule` says of them, all
//! borrowed; and the names of things.

use crate::Moment;
use model::{
    Answers, Booking, Casting, Desk, Directory, EquipmentId, Facility, HourlyCosts, Kind, PersonId,
    Plan, ProductionId, PublicationId, Publications, RoomId, Subject, TaskId,
};
use schedule::{FacilityTime, Report};
use std::collections::BTreeMap;
use std::sync::Arc;
use units::{Minutes, NaiveDate, NaiveDateTime, Tick, TickRange, Zone};

/// The documents of one snapshot.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    /// The facility.
    pub facility: &'a Facility,
    /// Affinities and cost rates; none where this machine may not read them.
    pub casting: Option<&'a Casting>,
    /// The plans by production.
    pub plans: &'a BTreeMap<ProductionId, Arc<Plan>>,
    /// The desks this machine may read.
    pub desks: &'a BTreeMap<PersonId, Arc<Desk>>,
    /// What was sent to the client of each production, where this machine may read it.
    pub publications: &'a BTreeMap<ProductionId, Arc<Publications>>,
    /// What clients have answered, likewise.
    pub answers: &'a BTreeMap<ProductionId, Arc<Answers>>,
    /// Names and contacts.
    pub directory: &'a Directory,
    /// Dates and clashes.
    pub report: &'a Report,
}

/// Days on the wall clock of the house, both ends included; an open end reaches for ever.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Period {
    /// First day.
    pub from: Option<NaiveDate>,
    /// Last day.
    pub to: Option<NaiveDate>,
}

impl Source<'_> {
    /// The facility on the time axis.
    pub fn time(&self) -> &FacilityTime {
        self.report.time()
    }

    /// The zone of the house.
    pub fn zone(&self) -> Zone {
        self.facility.house.zone
    }

    /// Length of a working day of the house.
    pub fn day(&self) -> Minutes {
        self.time().calendars().day_length()
    }

    /// A moment on a wall clock of the house.
    pub fn moment(&self, at: NaiveDateTime) -> Moment {
        Moment { at, zone: self.zone() }
    }

    /// A tick as a wall clock of the house shows it.
    pub fn civil(&self, tick: Tick) -> Moment {
        self.moment(self.zone().civil(tick))
    }

    /// The day it is in the house.
    pub fn today(&self) -> NaiveDate {
        self.zone().civil(self.report.now()).date()
    }

    /// What an hour of people and rooms costs today, as far as it is known here.
    pub fn hourly_costs(&self) -> HourlyCosts {
        let costs = self.casting.map(|casting| casting.hourly_costs(self.today()));
        costs.unwrap_or_default()
    }

    /// The name of a person; the identifier if the directory does not know it.
    pub fn person(&self, id: PersonId) -> String {
        self.directory.name(id).map_or_else(|| id.to_string(), str::to_owned)
    }

    /// The name of a room; the identifier if the facility has it no more.
    pub fn room(&self, id: RoomId) -> String {
        named(self.facility.rooms.get(&id).map(|room| room.name.as_str()), id)
    }

    /// The name of a machine; the identifier if the facility has it no more.
    pub fn equipment(&self, id: EquipmentId) -> String {
        named(self.facility.equipment.get(&id).map(|machine| machine.name.as_str()), id)
    }

    /// The title of a production; the identifier if this machine knows none.
    pub fn production(&self, id: ProductionId) -> String {
        named(self.title(id), id)
    }

    /// The title of a production, if this machine knows one: who receives no plan has it from what was
    /// last sent.
    pub fn title(&self, id: ProductionId) -> Option<&str> {
        let plan = self.plans.get(&id).map(|plan| plan.production.title.as_str());
        plan.or_else(|| {
            let newest = self.publications.get(&id)?.newest()?;
            Some(newest.title.as_str())
        })
    }

    /// The name of a task; the identifier if the plan has it no more.
    pub fn task(&self, plan: &Plan, id: TaskId) -> String {
        named(plan.tasks.get(&id).map(|task| task.name.as_str()), id)
    }

    /// The name of a record, if it has one that is known.
    pub fn name(&self, subject: &Subject) -> Option<String> {
        let raw = subject.id;
        let plan = subject.scope.production().and_then(|id| self.plans.get(&id));
        let name = match subject.kind {
            Kind::House => self.facility.house.name.clone(),
            Kind::Room => self.facility.rooms.get(&raw.into())?.name.clone(),
            Kind::Equipment => self.facility.equipment.get(&raw.into())?.name.clone(),
            Kind::Person => self.directory.name(raw.into())?.to_owned(),
            Kind::HolidayZone => self.facility.holiday_zones.get(&raw.into())?.name.clone(),
            Kind::Production => plan?.production.title.clone(),
            Kind::Episode => plan?.episodes.get(&raw.into())?.title.clone(),
            Kind::Task => plan?.tasks.get(&raw.into())?.name.clone(),
            Kind::Booking => {
                let task = plan?.bookings.get(&raw.into())?.task?;
                plan?.tasks.get(&task)?.name.clone()
            }
            Kind::Baseline => plan?.baselines.get(&raw.into())?.name.clone(),
            Kind::Attachment => plan?.attachments.get(&raw.into())?.name.clone(),
            Kind::Variant => plan?.variants.get(&raw.into())?.name.clone(),
            // A rate is spoken of by whose it is.
            Kind::CostRate => {
                let rate = self.casting?.cost_rates.get(&raw.into())?;
                let room = rate.room.map(|room| self.room(room));
                rate.person.map(|person| self.person(person)).or(room)?
            }
            // A slip is spoken of by the task that was worked on.
            Kind::Slip => {
                let desk = self.desks.get(&subject.scope.person()?)?;
                let slip = desk.slips.get(&raw.into())?;
                self.plans.get(&slip.production?)?.tasks.get(&slip.task?)?.name.clone()
            }
            Kind::AcceptedSlip => {
                let task = plan?.accepted_slips.get(&raw.into())?.task?;
                plan?.tasks.get(&task)?.name.clone()
            }
            Kind::Publication => self.publication(subject, raw.into())?,
            // An answer is spoken of by what was answered to.
            Kind::Answer => {
                let said = self.answers.get(&subject.scope.production()?)?;
                let to = said.answers.get(&raw.into())?.publication?;
                self.publication(subject, to)?
            }
            Kind::Absence | Kind::Affinity | Kind::Link => return None,
        };
        (!name.is_empty()).then_some(name)
    }

    /// What a publication is called: its name, else the title it was sent with.
    fn publication(&self, subject: &Subject, id: PublicationId) -> Option<String> {
        let sent = self.publications.get(&subject.scope.production()?)?.publications.get(&id)?;
        Some(if sent.name.is_empty() { sent.title.clone() } else { sent.name.clone() })
    }

    /// The zone of a booking.
    pub(crate) fn booking_zone(&self, booking: &Booking) -> Zone {
        booking.zone.unwrap_or(self.zone())
    }
}

impl Period {
    /// Is every day in it?
    pub fn is_open(self) -> bool {
        self.from.is_none() && self.to.is_none()
    }

    /// Does it hold a moment of one of these stretches?
    pub fn meets(self, pieces: &[TickRange], zone: Zone) -> bool {
        let midnight = |date: NaiveDate| zone.tick(date.and_hms_opt(0, 0, 0).unwrap_or_default());
        let from = self.from.map(midnight);
        let until = self.to.and_then(|last| last.succ_opt()).map(midnight);
        pieces.iter().any(|piece| {
            from.is_none_or(|from| piece.end > from)
                && until.is_none_or(|until| piece.start < until)
        })
    }
}

fn named(name: Option<&str>, id: impl ToString) -> String {
    name.filter(|name| !name.is_empty()).map_or_else(|| id.to_string(), str::to_owned)
}
