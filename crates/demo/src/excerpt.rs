//! A shorter history: what came before its first day is told as it stands, without how it came.

use crate::script::{Label, Step};
use model::{
    Command, DirectoryEntry, DocumentId, FacilityId, Kind, PersonId, ProductionId, Scope, Subject,
    Transition, Value, Values,
};
use std::collections::BTreeMap;
use units::Stamp;

/// Records as they stand, each with the place in which it came to be.
#[derive(Default)]
struct Standing {
    records: BTreeMap<Subject, (usize, Values)>,
    documents: BTreeMap<ProductionId, DocumentId>,
    names: BTreeMap<PersonId, DirectoryEntry>,
}

/// The steps from a moment on; those before come down to a few at that moment, which make the
/// records as they stood.
pub(crate) fn from(facility: FacilityId, first: Stamp, steps: Vec<Step>) -> Vec<Step> {
    let (before, after): (Vec<Step>, Vec<Step>) =
        steps.into_iter().partition(|step| step.at < first);
    if before.is_empty() {
        return after;
    }
    let mut standing = Standing::default();
    standing.records.insert(Subject::shared(Kind::House, facility), (0, Values::new()));
    for command in before.into_iter().flat_map(|step| step.commands) {
        standing.take(command);
    }
    let mut steps = standing.steps(first);
    steps.extend(after);
    steps
}

impl Standing {
    fn take(&mut self, command: Command) {
        let place = self.records.len();
        match command {
            Command::Add { subject, values } => {
                self.records.insert(subject, (place, values));
            }
            Command::Set { subject, values } => self.set(subject, values),
            Command::Delete { subject } => {
                self.records.remove(&subject);
            }
            Command::CreateProduction { production, document, values } => {
                self.documents.insert(production, document);
                let subject = Subject::planned(production, Kind::Production, production);
                self.records.insert(subject, (place, values));
            }
            Command::NamePerson { person, entry } => {
                self.names.insert(person, entry);
            }
            Command::MoveBooking { production, booking, start } => {
                self.shift(Subject::planned(production, Kind::Booking, booking), start);
            }
            Command::ChangeBooking { production, booking, verb } => {
                let subject = Subject::planned(production, Kind::Booking, booking);
                let state = self.records.get(&subject).and_then(|(_, values)| values.get("state"));
                let state = match state {
                    Some(Value::Text(word)) => model::Choice::from_key(word),
                    _ => model::BookingState::Idea,
                };
                if let Transition::To(values) = verb.on(&state) {
                    self.set(subject, values);
                }
            }
            // The demo has none of these.
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
            | Command::Answer { .. } => {}
        }
    }

    fn set(&mut self, subject: Subject, values: Values) {
        if let Some((_, known)) = self.records.get_mut(&subject) {
            known.extend(values);
        }
    }

    fn shift(&mut self, subject: Subject, start: units::NaiveDateTime) {
        let Some((_, values)) = self.records.get_mut(&subject) else { return };
        let moment = |key: &str| match values.get(key) {
            Some(Value::Text(text)) => units::parse_date_time(text),
            _ => None,
        };
        let length = moment("end").zip(moment("start")).map(|(end, start)| end - start);
        let end = length.and_then(|length| start.checked_add_signed(length));
        let moments = [("start", Some(start)), ("end", end)];
        values.extend(moments.map(|(key, at)| (key.to_owned(), model::FieldValue::write(&at))));
    }

    /// The house in one step, then each production in one.
    fn steps(self, at: Stamp) -> Vec<Step> {
        let mut order: Vec<(usize, Subject, Values)> = Vec::new();
        for (subject, (place, mut values)) in self.records {
            values.retain(|_, value| *value != Value::Nothing);
            order.push((place, subject, values));
        }
        // Records come after those they name: in the order in which they came to be, the kinds
        // of a plan one after the other, the house after its holidays.
        order
            .sort_by_key(|(place, subject, _)| (subject.kind == Kind::House, subject.kind, *place));
        let mut house = Vec::new();
        let mut plans: BTreeMap<ProductionId, (String, Vec<Command>)> = BTreeMap::new();
        for (_, subject, values) in order {
            match subject.scope {
                Scope::Plan(production) => {
                    let plan = plans.entry(production).or_default();
                    let document = self.documents.get(&production).copied();
                    plan.1.push(made(subject, values, document, &mut plan.0));
                }
                Scope::Facility
                | Scope::Casting
                | Scope::Desk(_)
                | Scope::Publications(_)
                | Scope::Answers(_) => {
                    house.push(made(subject, values, None, &mut String::new()));
                    let person: PersonId = subject.id.into();
                    if let Some(entry) =
                        self.names.get(&person).filter(|_| subject.kind == Kind::Person)
                    {
                        house.push(Command::NamePerson { person, entry: entry.clone() });
                    }
                }
            }
        }
        let label = Label::new("Reprise : la maison", "Taken over: the house");
        let mut steps = vec![Step { at, label, commands: house }];
        for (title, commands) in plans.into_values() {
            let label =
                Label::of(&title, "reprise du plan en cours", "the plan as it stands, taken over");
            steps.push(Step { at, label, commands });
        }
        steps
    }
}

/// The command that makes a record as it stands.
fn made(
    subject: Subject,
    values: Values,
    document: Option<DocumentId>,
    title: &mut String,
) -> Command {
    match (subject.kind, document) {
        (Kind::House, _) => Command::Set { subject, values },
        (Kind::Production, Some(document)) => {
            if let Some(Value::Text(text)) = values.get("title") {
                title.clone_from(text);
            }
            Command::CreateProduction { production: subject.id.into(), document, values }
        }
        _ => Command::Add { subject, values },
    }
}
