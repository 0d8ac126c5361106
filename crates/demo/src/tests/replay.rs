//! A tiny facility in memory that takes commands as strictly as it can.

use crate::Step;
use model::{
    BookingId, Casting, Change, Command, Directory, Edit, Facility, FacilityId, FieldKind, Kind,
    Plan, ProductionId, RawId, Scope, Subject, Transition, Value, Values,
};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The documents so far. Every command is checked before it is taken.
#[derive(Clone)]
pub(super) struct Replay {
    pub(super) facility: Arc<Facility>,
    pub(super) casting: Arc<Casting>,
    pub(super) plans: BTreeMap<ProductionId, Arc<Plan>>,
    pub(super) directory: Directory,
    /// Every record that is there.
    known: BTreeSet<(Kind, RawId)>,
    /// As it was before the last group of the scripted week.
    pub(super) undone: Option<Box<Self>>,
}

impl Replay {
    pub(super) fn new(facility: FacilityId) -> Self {
        Self {
            facility: Arc::new(Facility::new(facility)),
            casting: Arc::default(),
            plans: BTreeMap::new(),
            directory: Directory::default(),
            known: BTreeSet::from([(Kind::House, facility.into())]),
            undone: None,
        }
    }

    /// How many records of a kind there are.
    pub(super) fn known_of(&self, kind: Kind) -> usize {
        self.known.iter().filter(|(of, _)| *of == kind).count()
    }

    pub(super) fn step(&mut self, step: &Step) {
        for command in &step.commands {
            self.take(command);
        }
    }

    pub(super) fn take(&mut self, command: &Command) {
        match command {
            Command::Add { subject, values } => self.add(*subject, values),
            Command::Set { subject, values } => self.set(*subject, values.clone()),
            Command::Delete { subject } => {
                assert!(self.known.remove(&(subject.kind, subject.id)), "{subject:?} is not there");
                self.apply(Edit { subject: *subject, change: Change::Delete });
            }
            Command::CreateProduction { production, values, .. } => {
                self.plans.insert(*production, Arc::new(Plan::new(*production)));
                self.add(Subject::planned(*production, Kind::Production, *production), values);
            }
            Command::MoveBooking { production, booking, start } => {
                let (old, subject) = self.booking(*production, *booking);
                let length = old.end.unwrap() - old.start.unwrap();
                assert!(!old.pinned);
                let moments = [("start", *start), ("end", *start + length)];
                let values =
                    moments.map(|(key, at)| (key.to_owned(), model::FieldValue::write(&at)));
                self.set(subject, values.into());
            }
            Command::ChangeBooking { production, booking, verb } => {
                let (old, subject) = self.booking(*production, *booking);
                match verb.on(&old.state) {
                    Transition::To(values) => self.set(subject, values),
                    Transition::Refused { state, verb } => panic!("{verb} refused on {state:?}"),
                }
            }
            Command::NamePerson { person, entry } => {
                assert!(self.known.contains(&(Kind::Person, (*person).into())));
                assert_eq!(units::clean_name(&entry.name), entry.name);
                self.directory.entries.insert(*person, entry.clone());
            }
            Command::Restore { .. }
            | Command::ApplyTemplate { .. }
            | Command::SplitBooking { .. }
            | Command::CopyBooking { .. }
            | Command::PlaceTask { .. }
            | Command::MoveTask { .. }
            | Command::TakeBaseline { .. }
            | Command::TakeVariant { .. }
            | Command::HandInSlip { .. }
            | Command::AcceptSlip { .. }
            | Command::Publish { .. }
            | Command::Answer { .. } => panic!("the demo does not use {}", command.key()),
        }
    }

    fn booking(&self, production: ProductionId, id: BookingId) -> (model::Booking, Subject) {
        let found = self.plans.get(&production).and_then(|plan| plan.bookings.get(&id));
        let found = found.unwrap_or_else(|| panic!("booking {id} is not there"));
        (found.as_ref().clone(), Subject::planned(production, Kind::Booking, id))
    }

    fn add(&mut self, subject: Subject, values: &Values) {
        assert!(self.known.insert((subject.kind, subject.id)), "{subject:?} is there already");
        self.check(subject, values);
        self.apply(Edit::add(subject, values.clone()));
    }

    fn set(&mut self, subject: Subject, values: Values) {
        assert!(self.known.contains(&(subject.kind, subject.id)), "{subject:?} is not there");
        assert!(!values.is_empty(), "nothing is set of {subject:?}");
        self.check(subject, &values);
        self.apply(Edit::set(subject, values));
    }

    /// Right document, known fields, values of their kind, records that are there.
    fn check(&self, subject: Subject, values: &Values) {
        assert!(subject.is_consistent(), "{subject:?}");
        if let Scope::Plan(production) = subject.scope {
            assert!(self.plans.contains_key(&production));
        }
        for (key, value) in values {
            let field = subject.kind.field(key).unwrap_or_else(|| panic!("no field {key}"));
            let ids: Vec<&String> = match (field.kind, value) {
                (_, Value::Nothing) => continue,
                (FieldKind::Reference(_), Value::Text(id)) => vec![id],
                (FieldKind::References(_), Value::Set(ids)) => ids.iter().collect(),
                _ => Vec::new(),
            };
            let (FieldKind::Reference(kind) | FieldKind::References(kind)) = field.kind else {
                continue;
            };
            for id in ids {
                let id: RawId = id.parse().unwrap();
                assert!(self.known.contains(&(kind, id)), "{key} of {subject:?} names nothing");
            }
        }
        assert_eq!(problems(subject, values), Vec::<String>::new());
    }

    fn apply(&mut self, edit: Edit) {
        match edit.subject.scope {
            Scope::Facility => Arc::make_mut(&mut self.facility).apply(&edit),
            Scope::Casting => Arc::make_mut(&mut self.casting).apply(&edit),
            Scope::Plan(production) => {
                Arc::make_mut(self.plans.get_mut(&production).unwrap()).apply(&edit);
            }
            Scope::Desk(_) => panic!("the demo has no slips"),
            Scope::Publications(_) | Scope::Answers(_) => panic!("the demo has no client"),
        }
    }
}

/// What a record cannot read of its values, and choices it does not know.
fn problems(subject: Subject, values: &Values) -> Vec<String> {
    use model::Record;
    fn read<T: Record>(id: RawId, values: &Values) -> Vec<String> {
        let mut problems = Vec::new();
        T::from_values(id, values, &mut problems);
        problems.into_iter().map(|problem| format!("{problem:?}")).collect()
    }
    let read = match subject.kind {
        Kind::House => read::<model::House>,
        Kind::Room => read::<model::Room>,
        Kind::Equipment => read::<model::Equipment>,
        Kind::Person => read::<model::Person>,
        Kind::Absence => read::<model::Absence>,
        Kind::HolidayZone => read::<model::HolidayZone>,
        Kind::Affinity => read::<model::Affinity>,
        Kind::CostRate => read::<model::CostRate>,
        Kind::Production => read::<model::Production>,
        Kind::Episode => read::<model::Episode>,
        Kind::Task => read::<model::Task>,
        Kind::Link => read::<model::Link>,
        Kind::Booking => read::<model::Booking>,
        Kind::Baseline => read::<model::Baseline>,
        Kind::Variant => read::<model::Variant>,
        Kind::Attachment => read::<model::Attachment>,
        Kind::AcceptedSlip => read::<model::AcceptedSlip>,
        Kind::Slip => read::<model::Slip>,
        Kind::Publication => read::<model::Publication>,
        Kind::Answer => read::<model::Answer>,
    };
    let mut problems = read(subject.id, values);
    for (key, value) in values {
        if let (Some(FieldKind::Choice(known)), Value::Text(word)) =
            (subject.kind.field(key).map(|field| field.kind), value)
            && !known.contains(&word.as_str())
        {
            problems.push(format!("{key} knows no {word}"));
        }
    }
    problems
}
