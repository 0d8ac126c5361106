//! From neutral records to commands: what an imported plan becomes in Raccord.
//!
//! All commands are meant as one group, so that an import is one step to undo. Nothing that
//! exists is changed, but for days off that are added to a zone of holidays of the same name.
//! What cannot be kept is told, record by record.

mod bookings;
mod calendars;
mod export;
mod resources;
mod tasks;

#[cfg(test)]
mod tests;

pub use calendars::holidays_to_commands;
pub use export::{Surroundings, TaskDates, from_plan};

use crate::findings::Findings;
use crate::plan::ImportedPlan;
use model::{
    BookingState, Command, Directory, DocumentId, Facility, Finding, Kind, Order, Plan, Production,
    ProductionId, RawId, Record, Subject, TaskId, Value, Values,
};
use std::collections::BTreeMap;

/// Where an imported plan goes.
#[derive(Debug, Clone, Copy)]
pub enum Target<'a> {
    /// A production that the import creates.
    New {
        /// Its title; that of the file if empty.
        title: &'a str,
    },
    /// After the tasks of a production.
    Into(&'a Plan),
}

/// What the facility knows already, for matching by name.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    /// Rooms, equipment, zones of holidays.
    pub facility: &'a Facility,
    /// Names of people.
    pub directory: &'a Directory,
}

/// What becomes of resources that nobody knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum UnknownResources {
    /// They are told, and their work is left without them.
    #[default]
    Report,
    /// They are added: rooms as rooms, the rest as people.
    Add,
}

/// How an imported plan is taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConvertOptions {
    /// What becomes of resources that nobody knows.
    pub unknown: UnknownResources,
    /// State of the bookings that assignments become: an idea unless said otherwise, because
    /// what another program planned holds nobody here until somebody says so. Options get the
    /// first rank.
    pub bookings: BookingState,
    /// Do days off of base calendars become zones of holidays?
    pub calendars: bool,
    /// Name of the file, for the places of findings.
    pub file: Option<String>,
}

impl Default for ConvertOptions {
    fn default() -> Self {
        Self {
            unknown: UnknownResources::Report,
            bookings: BookingState::Idea,
            calendars: true,
            file: None,
        }
    }
}

/// What an imported plan becomes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Converted {
    /// The production it goes to.
    pub production: ProductionId,
    /// The commands, to be applied together.
    pub commands: Vec<Command>,
    /// What could not be kept.
    pub findings: Vec<Finding>,
    /// The task that each numbered task of the file becomes.
    pub tasks: BTreeMap<i64, TaskId>,
}

/// Turns a plan into commands. `mint` makes new identifiers.
pub fn to_commands(
    plan: &ImportedPlan,
    target: Target<'_>,
    known: Known<'_>,
    options: &ConvertOptions,
    mint: &mut dyn FnMut() -> RawId,
) -> Converted {
    let mut conversion = Conversion {
        plan,
        existing: match target {
            Target::New { .. } => None,
            Target::Into(existing) => Some(existing),
        },
        known,
        options,
        mint,
        production: ProductionId::default(),
        tasks: BTreeMap::new(),
        commands: Vec::new(),
        findings: Findings::default(),
    };
    conversion.production(target);
    conversion.tasks();
    conversion.links();
    let resources = conversion.resources();
    conversion.bookings(&resources);
    conversion.baselines();
    if options.calendars {
        conversion.calendars();
    }
    let mut findings = conversion.findings.into_vec();
    for finding in &mut findings {
        finding.place.file.clone_from(&options.file);
    }
    Converted {
        production: conversion.production,
        commands: conversion.commands,
        findings,
        tasks: conversion.tasks,
    }
}

/// A conversion under way.
struct Conversion<'a> {
    plan: &'a ImportedPlan,
    existing: Option<&'a Plan>,
    known: Known<'a>,
    options: &'a ConvertOptions,
    mint: &'a mut dyn FnMut() -> RawId,
    production: ProductionId,
    tasks: BTreeMap<i64, TaskId>,
    commands: Vec<Command>,
    findings: Findings,
}

impl Conversion<'_> {
    fn production(&mut self, target: Target<'_>) {
        let title = match target {
            Target::Into(existing) => {
                self.production = existing.production.id;
                return;
            }
            Target::New { title: "" } => &self.plan.title,
            Target::New { title } => title,
        };
        self.production = (self.mint)().into();
        let mut production = Production::new(self.production);
        production.title = title.to_owned();
        production.start = self.plan.start.map(|start| start.date());
        self.commands.push(Command::CreateProduction {
            production: self.production,
            document: DocumentId((self.mint)()),
            values: stated(&production, &Production::new(self.production)),
        });
    }

    /// Adds a record of the production's plan.
    fn add<T: Record>(&mut self, record: &T, empty: &T) {
        let subject = Subject::planned(self.production, T::KIND, record.raw_id());
        self.commands.push(Command::Add { subject, values: stated(record, empty) });
    }

    /// Adds a record of the facility.
    fn add_shared<T: Record>(&mut self, record: &T, empty: &T) {
        let subject = Subject::shared(T::KIND, record.raw_id());
        self.commands.push(Command::Add { subject, values: stated(record, empty) });
    }

    /// Order keys after those of a kind that the plan has already.
    fn orders(&self, kind: Kind, count: usize) -> Vec<Order> {
        let last = self.existing.and_then(|plan| match kind {
            Kind::Task => plan.tasks.values().map(|task| &task.order).max(),
            Kind::Booking => plan.bookings.values().map(|booking| &booking.order).max(),
            _ => None,
        });
        Order::run(last, count)
    }
}

/// The values of a record that say something: those that an empty record has not.
fn stated<T: Record>(record: &T, empty: &T) -> Values {
    let nothing = empty.to_values();
    let mut values = record.to_values();
    values.retain(|key, value| nothing.get(key) != Some(value) && *value != Value::Nothing);
    values
}
