//! The steps written so far, the moment they have come to, and the commands they are made of.

use crate::script::{Label, Step};
use crate::seed::{Ids, Seed};
use model::{BookingVerb, Command, Record, Subject, Values};
use units::{NaiveDate, NaiveDateTime, NaiveTime, Stamp, Zone};

/// Writes steps, each some minutes after the one before.
pub(crate) struct Journal {
    pub(crate) steps: Vec<Step>,
    pub(crate) ids: Ids,
    seed: Seed,
    /// The moment of the next step.
    clock: Stamp,
}

/// The instant a wall clock of the house shows.
pub(crate) fn stamp(moment: NaiveDateTime) -> Stamp {
    Stamp(Zone::PARIS.tick(moment).0.saturating_mul(60))
}

/// A time of day in whole hours; hours from 24 are cut to 23.
pub(crate) fn hour(hour: u32) -> NaiveTime {
    NaiveTime::from_hms_opt(hour.min(23), 0, 0).unwrap_or_default()
}

impl Journal {
    pub(crate) fn new(seed: &Seed, first: NaiveDate) -> Self {
        let clock = stamp(first.and_time(hour(9)));
        Self {
            steps: Vec::new(),
            ids: Ids::new(seed.branch(1), clock),
            seed: seed.branch(2),
            clock,
        }
    }

    /// Goes on to a time of a day, unless it is past.
    pub(crate) fn advance_to(&mut self, date: NaiveDate, at: u32) {
        self.clock = self.clock.max(stamp(date.and_time(hour(at))));
        self.ids.at = self.clock;
    }

    /// The steps written so far, which are then taken as told elsewhere.
    pub(crate) fn take(&mut self) -> Vec<Step> {
        std::mem::take(&mut self.steps)
    }

    /// Now.
    pub(crate) fn now(&self) -> Stamp {
        self.clock
    }

    /// Writes a step; nothing if there are no commands.
    pub(crate) fn step(&mut self, label: Label, commands: Vec<Command>) {
        if commands.is_empty() {
            return;
        }
        self.steps.push(Step { at: self.clock, label, commands });
        self.clock = Stamp(self.clock.0 + 60 * self.seed.between(1, 4));
        self.ids.at = self.clock;
    }

    /// Writes a step at the moment of the next one, so that this one moves nothing.
    pub(crate) fn aside(&mut self, label: Label, commands: Vec<Command>) {
        self.steps.push(Step { at: self.clock, label, commands });
    }
}

/// A record comes to be; fields that say no more than an empty one are not written.
pub(crate) fn add<T: Record>(subject: Subject, record: &T) -> Command {
    let empty = T::from_values(record.raw_id(), &Values::new(), &mut Vec::new());
    Command::Add { subject, values: difference(&empty, record) }
}

/// Sets the fields in which two versions of a record differ; `None` if there are none.
pub(crate) fn set<T: Record>(subject: Subject, old: &T, new: &T) -> Option<Command> {
    let values = difference(old, new);
    (!values.is_empty()).then_some(Command::Set { subject, values })
}

/// The fields of a record that differ from another's.
pub(crate) fn difference<T: Record>(old: &T, new: &T) -> Values {
    let old = old.to_values();
    new.to_values().into_iter().filter(|(key, value)| old.get(key) != Some(value)).collect()
}

/// Something done to a booking of a production.
pub(crate) fn change(
    production: model::ProductionId,
    booking: model::BookingId,
    verb: BookingVerb,
) -> Command {
    Command::ChangeBooking { production, booking, verb }
}
