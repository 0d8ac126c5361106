//! What people do: rooms, bookings, affinities, names; few enough records that they write over each
//! other.

use crate::random::Seeded;
use model::{
    AnswerId, BookingId, BookingVerb, ClientVerdict, Command, DirectoryEntry, DocumentId, Kind,
    PersonId, ProductionId, PublicationId, PublishedDetail, RawId, RoomId, Scope, Subject, Value,
    Values,
};

/// The two productions.
const FILMS: [ProductionId; 2] = [ProductionId(RawId(0xF1_1000)), ProductionId(RawId(0xF1_2000))];

const ROOM: u128 = 0x7001;

/// A word that stands in a document and nowhere else.
pub(super) fn canary(scope: Scope) -> String {
    match scope {
        Scope::Facility => "canary-facility".to_owned(),
        Scope::Casting => "canary-casting".to_owned(),
        Scope::Plan(production) => format!("canary-plan-{production}"),
        Scope::Desk(person) => format!("canary-desk-{person}"),
        Scope::Publications(production) => format!("canary-publications-{production}"),
        Scope::Answers(production) => format!("canary-answers-{production}"),
    }
}

/// The word that somebody writes into half of a client room: it begins with that of the document.
pub(super) fn canary_by(scope: Scope, author: PersonId) -> String {
    format!("{}-by-{author}", canary(scope))
}

/// A word that stands in what is known of a person and nowhere else.
pub(super) fn canary_of(person: PersonId) -> String {
    format!("canary-person-{person}")
}

/// Every document of a run that is there from the beginning.
pub(super) fn documents() -> [Scope; 4] {
    let [first, second] = FILMS;
    [Scope::Facility, Scope::Casting, Scope::Plan(first), Scope::Plan(second)]
}

/// Both halves of the client room of each production.
pub(super) fn client_rooms() -> impl Iterator<Item = Scope> {
    FILMS.into_iter().flat_map(|film| [Scope::Publications(film), Scope::Answers(film)])
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

fn values<const N: usize>(fields: [(&str, Value); N]) -> Values {
    fields.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}

/// What the first machine does first: every document has its word.
pub(super) fn first() -> Vec<Command> {
    let room = Subject::shared(Kind::Room, RawId(ROOM));
    let affinity = Subject::shared(Kind::Affinity, RawId(0xAFF));
    let mut commands = vec![
        Command::Add {
            subject: room,
            values: values([("name", text(&canary(Scope::Facility))), ("kind", text("edit"))]),
        },
        Command::Add {
            subject: affinity,
            values: values([("remark", text(&canary(Scope::Casting)))]),
        },
    ];
    for production in FILMS {
        // A remark is the house's own; a title may be sent to a client.
        let remark = text(&canary(Scope::Plan(production)));
        commands.push(Command::CreateProduction {
            production,
            document: DocumentId(RawId(production.0.0 + 0xD0C)),
            values: values([("remark", remark), ("genre", text("tv_film"))]),
        });
    }
    commands
}

/// One of the two productions.
pub(super) fn film(random: &mut Seeded) -> ProductionId {
    FILMS.get(random.index(FILMS.len())).copied().unwrap_or_default()
}

/// A name for a person.
pub(super) fn name(random: &mut Seeded, person: PersonId) -> Command {
    let entry = DirectoryEntry {
        name: format!("{} {}", canary_of(person), random.below(1_000)),
        ..DirectoryEntry::default()
    };
    Command::NamePerson { person, entry }
}

/// A slip that somebody writes at their desk, and now and then at another's.
fn slip(random: &mut Seeded, own: PersonId) -> (Scope, Command) {
    let other = PersonId(RawId(0x9E00 + u128::from(random.below(4))));
    let person = if random.chance(80) { own } else { other };
    let subject = Subject::at_desk(person, Kind::Slip, RawId(0x5111 + u128::from(random.below(3))));
    let done = format!("{} {}", canary(Scope::Desk(person)), random.below(1_000));
    let values = values([("done", text(&done)), ("day", text("2026-11-24"))]);
    let command = match random.below(3) {
        0 | 1 => Command::Add { subject, values },
        _ => Command::Set { subject, values },
    };
    (subject.scope, command)
}

/// Something that is sent to a client, or answered by one.
fn client_room(random: &mut Seeded, own: PersonId) -> (Scope, Command) {
    let production = film(random);
    let publication = PublicationId(RawId(0xB001 + u128::from(random.below(3))));
    let word = |scope: Scope| canary_by(scope, own);
    if random.chance(50) {
        let scope = Scope::Publications(production);
        let command = Command::Publish {
            production,
            publication,
            name: word(scope),
            remark: String::new(),
            detail: PublishedDetail::Tasks,
            price: format!("{} EUR", 40_000 + random.below(1_000)).parse().ok(),
            agreement: true,
        };
        return (scope, command);
    }
    let scope = Scope::Answers(production);
    let command = Command::Answer {
        production,
        publication,
        answer: AnswerId(RawId(0xA501 + u128::from(random.below(4)))),
        verdict: ClientVerdict::Agreed,
        signed: "Jeanne Exemple".to_owned(),
        remark: word(scope),
    };
    (scope, command)
}

/// Something somebody does, with the document it writes.
pub(super) fn any(random: &mut Seeded, own: PersonId) -> (Scope, Command) {
    if random.chance(8) {
        return slip(random, own);
    }
    if random.chance(8) {
        return client_room(random, own);
    }
    let production = film(random);
    let plan = Scope::Plan(production);
    let room = RawId(ROOM + u128::from(random.below(4)));
    let subject = Subject::shared(Kind::Room, room);
    let booking = BookingId(RawId(0x8001 + u128::from(random.below(5))));
    let day = 23 + random.below(5);
    let start = format!("2026-11-{day}T09:00");
    match random.below(14) {
        0 | 1 => {
            let name = text(&format!("Salle {}", random.below(1_000)));
            let values = values([("name", name), ("kind", text("edit"))]);
            (Scope::Facility, Command::Add { subject, values })
        }
        2 | 3 => {
            let values = values([("remark", text(&format!("r {}", random.below(1_000))))]);
            (Scope::Facility, Command::Set { subject, values })
        }
        4 => {
            // Not the first, whose name is looked for.
            let subject = Subject::shared(Kind::Room, RawId(room.0.max(ROOM + 1)));
            (Scope::Facility, Command::Delete { subject })
        }
        5 => (Scope::Facility, Command::Restore { subject }),
        6..=9 => {
            let values = values([
                ("room", text(&RoomId(RawId(ROOM)).to_string())),
                ("start", text(&start)),
                ("end", text(&format!("2026-11-{day}T18:00"))),
                ("state", text("confirmed")),
            ]);
            let subject = Subject::planned(production, Kind::Booking, booking);
            (plan, Command::Add { subject, values })
        }
        10 | 11 => {
            let start = units::parse_date_time(&start).unwrap_or_default();
            (plan, Command::MoveBooking { production, booking, start })
        }
        12 => (plan, Command::ChangeBooking { production, booking, verb: BookingVerb::Release }),
        _ => {
            let subject = Subject::shared(Kind::Affinity, RawId(0xAFF));
            let values = values([("rating", Value::Integer(random.below(6) as i64))]);
            (Scope::Casting, Command::Set { subject, values })
        }
    }
}
