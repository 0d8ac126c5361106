//! Sample facilities as commands: the demonstration, and a house with many open tasks in which
//! people go on editing.
//!
//! Everything follows from a seed. What the commands are carried out with is the caller's choice;
//! [`carried_out`] does it with the engine itself.

use crate::random::Seeded;
use model::{
    BookingId, BookingVerb, Command, DirectoryEntry, DocumentId, FacilityId, Kind, PersonId,
    ProductionId, RawId, Subject, Value, Values,
};
use node::{Engine, Failure, Founding, Group, Opening};
use std::path::Path;
use units::{Days, NaiveDate, NaiveDateTime, NaiveTime, Stamp, format_date_time, parse_date};

pub use demo::{Script, WEEKS, script as demonstration};

/// The store of a facility in which a story was carried out.
///
/// # Errors
/// When it cannot be made, or a command is refused.
pub fn carried_out(folder: &Path, script: &Script) -> Result<Engine, Failure> {
    let founding = Founding::Bare { facility: script.facility, person: script.coordinator };
    let first = script.steps.first().map_or(Stamp(0), |step| step.at);
    let mut engine =
        Opening::new(folder).found(&founding, Box::new(node::Seeded::new(1, first)))?;
    engine.run(script.steps.iter().map(|step| (step.at, Group::of(step.commands.clone()))))?;
    Ok(engine)
}

const ROOMS: u64 = 40;
const PEOPLE: u64 = 70;

/// The steps a part of a plan goes through: name, step of the trade, kind of room, function, days.
const STEPS: [(&str, &str, &str, &str, u64); 7] = [
    ("Dérushage", "edit", "edit", "editor", 2),
    ("Montage image", "edit", "edit", "editor", 8),
    ("Conformation", "conform", "conform", "conform_artist", 1),
    ("Étalonnage", "grading", "grading", "colourist", 3),
    ("Montage son", "sound_edit", "sound_edit", "sound_editor", 5),
    ("Bruitage", "foley", "foley", "foley_artist", 1),
    ("Mixage", "mix", "stage", "mixer", 2),
];

/// A house in full work, and an endless hand that edits it.
#[derive(Debug, Clone)]
pub struct BusyHouse {
    /// The facility.
    pub facility: FacilityId,
    /// Whoever sits there.
    pub person: PersonId,
    /// The productions.
    pub productions: Vec<ProductionId>,
    /// Tasks in each plan; their numbers are identifiers.
    tasks: u64,
    random: Seeded,
    /// The next number nothing is called by.
    next: u64,
}

impl BusyHouse {
    /// A house with so many plans, and so many open tasks in each.
    #[must_use]
    pub fn new(seed: u64, plans: u64, tasks: u64) -> Self {
        let productions = (0..plans).map(|plan| RawId(0xA000 + u128::from(plan)).into()).collect();
        Self {
            facility: RawId(0xFAC).into(),
            person: RawId(0x9000).into(),
            productions,
            tasks,
            random: Seeded::new(seed),
            next: 0x10_0000,
        }
    }

    /// The groups of commands that make it, in order.
    #[must_use]
    pub fn founding(&mut self) -> Vec<Vec<Command>> {
        let mut groups = vec![self.house()];
        for production in self.productions.clone() {
            let document = DocumentId(RawId(RawId::from(production).0 | 0xD_0000));
            let title = text(&format!("Production {production}"));
            let values = values([("title", title), ("genre", text("documentary"))]);
            groups.push(vec![Command::CreateProduction { production, document, values }]);
            for part in (0..self.tasks).step_by(STEPS.len()) {
                groups.push(self.part(production, part));
            }
        }
        groups
    }

    /// What somebody does next: one group.
    #[must_use]
    pub fn edit(&mut self) -> Vec<Command> {
        let production = self.production();
        let task = Subject::planned(production, Kind::Task, RawId(u128::from(self.task())));
        let booking = BookingId(RawId(0x8_0000 + u128::from(self.task())));
        match self.random.below(10) {
            0 => vec![set(task, [("remaining", Value::Integer(self.minutes()))])],
            1 => vec![set(task, [("work", Value::Integer(self.minutes()))])],
            2 => vec![set(task, [("remark", text("à revoir avec la réalisation"))])],
            3..=5 => {
                let start = self.day().and_time(hour(9));
                vec![Command::MoveBooking { production, booking, start }]
            }
            6 => {
                let verb = if self.random.chance(50) {
                    BookingVerb::Hold { rank: 1, expires: None }
                } else {
                    BookingVerb::Confirm
                };
                vec![Command::ChangeBooking { production, booking, verb }]
            }
            7 => {
                let rest = self.id();
                vec![self.booking(production, rest, self.tasks / 2)]
            }
            8 => {
                let room = text(&RawId(self.room()).to_string());
                let subject = Subject::planned(production, Kind::Booking, booking);
                vec![set(subject, [("room", room)])]
            }
            _ => self.new_task(production),
        }
    }

    fn house(&mut self) -> Vec<Command> {
        let mut commands = Vec::new();
        for (number, (_, _, kind, _, _)) in (0..ROOMS).zip(STEPS.into_iter().cycle()) {
            let values = values([("name", text(&format!("Salle {number}"))), ("kind", text(kind))]);
            let subject = Subject::shared(Kind::Room, RawId(0x7000 + u128::from(number)));
            commands.push(Command::Add { subject, values });
        }
        for (number, (_, _, _, function, _)) in (0..PEOPLE).zip(STEPS.into_iter().cycle()) {
            let person = PersonId(RawId(0x9000 + u128::from(number)));
            let functions = Value::Set([function.to_owned()].into());
            let subject = Subject::shared(Kind::Person, person);
            commands.push(Command::Add { subject, values: values([("functions", functions)]) });
            let name = format!("Personne {number}");
            let entry = DirectoryEntry { name, ..DirectoryEntry::default() };
            commands.push(Command::NamePerson { person, entry });
        }
        commands
    }

    /// The steps of one part, each after the one before, every second one booked.
    fn part(&mut self, production: ProductionId, part: u64) -> Vec<Command> {
        let mut commands = Vec::new();
        for (place, (name, step, room, function, days)) in (part..self.tasks).zip(STEPS) {
            let id = RawId(u128::from(place));
            let values = values([
                ("name", text(name)),
                ("step", text(step)),
                ("work", Value::Integer((days * 480) as i64)),
                ("room_kind", text(room)),
                ("function", text(function)),
            ]);
            let subject = Subject::planned(production, Kind::Task, id);
            commands.push(Command::Add { subject, values });
            if place > part {
                commands.push(self.link(production, RawId(id.0 - 1), id));
            }
            commands.push(self.booking(production, RawId(0x8_0000 + id.0), place));
        }
        commands
    }

    fn link(&mut self, production: ProductionId, from: RawId, to: RawId) -> Command {
        let id = self.id();
        let values = values([("from", text(&from.to_string())), ("to", text(&to.to_string()))]);
        Command::Add { subject: Subject::planned(production, Kind::Link, id), values }
    }

    fn booking(&mut self, production: ProductionId, id: RawId, task: u64) -> Command {
        let day = self.day();
        let person = RawId(0x9000 + u128::from(self.random.below(PEOPLE)));
        let values = values([
            ("task", text(&RawId(u128::from(task)).to_string())),
            ("room", text(&RawId(self.room()).to_string())),
            ("people", Value::Set([person.to_string()].into())),
            ("start", moment(day.and_time(hour(9)))),
            ("end", moment(day.and_time(hour(18)))),
            ("state", text("idea")),
        ]);
        Command::Add { subject: Subject::planned(production, Kind::Booking, id), values }
    }

    fn new_task(&mut self, production: ProductionId) -> Vec<Command> {
        let (id, after) = (self.id(), RawId(u128::from(self.task())));
        let values = values([("name", text("Retouches")), ("work", Value::Integer(240))]);
        let subject = Subject::planned(production, Kind::Task, id);
        vec![Command::Add { subject, values }, self.link(production, after, id)]
    }

    fn production(&mut self) -> ProductionId {
        let place = self.random.index(self.productions.len());
        self.productions.get(place).copied().unwrap_or_default()
    }

    fn task(&mut self) -> u64 {
        self.random.below(self.tasks)
    }

    fn room(&mut self) -> u128 {
        0x7000 + u128::from(self.random.below(ROOMS))
    }

    fn minutes(&mut self) -> i64 {
        60 * (1 + self.random.below(40) as i64)
    }

    fn day(&mut self) -> NaiveDate {
        let first = parse_date("2026-11-23").unwrap_or_default();
        first.checked_add_days(Days::new(self.random.below(500))).unwrap_or(first)
    }

    fn id(&mut self) -> RawId {
        self.next += 1;
        RawId(u128::from(self.next))
    }
}

fn hour(hour: u32) -> NaiveTime {
    NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or_default()
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

fn moment(moment: NaiveDateTime) -> Value {
    Value::Text(format_date_time(moment))
}

fn values<const N: usize>(fields: [(&str, Value); N]) -> Values {
    fields.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}

fn set<const N: usize>(subject: Subject, fields: [(&str, Value); N]) -> Command {
    Command::Set { subject, values: values(fields) }
}
