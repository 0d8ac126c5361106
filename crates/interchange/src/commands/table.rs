//! Every command with its fields and an example: what `raccord help commands` prints and what
//! unknown names are compared with.

use model::{ClientVerdict, DocumentKind, FieldKind, FieldValue, Kind, PublishedDetail};

/// A command as help shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommandHelp {
    /// Its name.
    pub name: String,
    /// Its fields.
    pub fields: Vec<FieldHelp>,
    /// A line that works once the aliases it uses are defined.
    pub example: String,
}

/// A field of a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FieldHelp {
    /// Its name.
    pub key: &'static str,
    /// Must it be there?
    pub needed: bool,
    /// What it holds.
    pub kind: FieldKind,
}

/// What is done to a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verb {
    Add,
    Set,
    Delete,
    Restore,
}

/// Commands that are not of the form verb and record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Special {
    CreateProduction,
    ApplyTemplate,
    MoveBooking,
    SplitBooking,
    CopyBooking,
    PlaceTask,
    MoveTask,
    ChangeBooking(&'static str),
    TakeBaseline,
    TakeVariant,
    HandInSlip,
    AcceptSlip,
    Publish,
    Answer,
    NamePerson,
}

const VERBS: [(Verb, &str); 4] = [
    (Verb::Add, "add_"),
    (Verb::Set, "set_"),
    (Verb::Delete, "delete_"),
    (Verb::Restore, "restore_"),
];

/// Name, meaning, fields (with `!` if needed), example.
type Row = (&'static str, Special, &'static [(&'static str, bool, FieldKind)], &'static str);

const PRODUCTION: (&str, bool, FieldKind) =
    ("production", true, FieldKind::Reference(Kind::Production));
const BOOKING: (&str, bool, FieldKind) = ("booking", true, FieldKind::Reference(Kind::Booking));
const TASK: (&str, bool, FieldKind) = ("task", true, FieldKind::Reference(Kind::Task));
const PERSON: (&str, bool, FieldKind) = ("person", true, FieldKind::Reference(Kind::Person));
const SLIP: (&str, bool, FieldKind) = ("slip", true, FieldKind::Reference(Kind::Slip));
const START: (&str, bool, FieldKind) = ("start", true, FieldKind::DateTime);

const SPECIALS: &[Row] = &[
    (
        "create_production",
        Special::CreateProduction,
        &[
            ("id", false, FieldKind::Reference(Kind::Production)),
            ("document", false, FieldKind::Text),
        ],
        r#"{"command": "create_production", "id": "$lighthouse", "title": "The lighthouse", "genre": "documentary", "runtime": 52, "delivery": "2027-06-30"}"#,
    ),
    (
        "apply_template",
        Special::ApplyTemplate,
        &[
            PRODUCTION,
            ("template", true, FieldKind::Text),
            ("forward_from", false, FieldKind::Date),
            ("backward_from", false, FieldKind::Date),
        ],
        r#"{"command": "apply_template", "production": "$film", "template": "documentary_52", "backward_from": "2027-06-30"}"#,
    ),
    (
        "move_booking",
        Special::MoveBooking,
        &[PRODUCTION, BOOKING, START],
        r#"{"command": "move_booking", "production": "$film", "booking": "$session", "start": "2027-05-11T14:00"}"#,
    ),
    (
        "split_booking",
        Special::SplitBooking,
        &[
            PRODUCTION,
            BOOKING,
            ("at", true, FieldKind::DateTime),
            ("rest", false, FieldKind::Reference(Kind::Booking)),
        ],
        r#"{"command": "split_booking", "production": "$film", "booking": "$session", "at": "2027-05-12T09:00", "rest": "$second_half"}"#,
    ),
    (
        "copy_booking",
        Special::CopyBooking,
        &[PRODUCTION, BOOKING, ("copy", false, FieldKind::Reference(Kind::Booking)), START],
        r#"{"command": "copy_booking", "production": "$film", "booking": "$session", "copy": "$next_week", "start": "2027-05-17T09:00"}"#,
    ),
    (
        "place_task",
        Special::PlaceTask,
        &[
            PRODUCTION,
            TASK,
            ("booking", false, FieldKind::Reference(Kind::Booking)),
            ("room", false, FieldKind::Reference(Kind::Room)),
            ("people", false, FieldKind::References(Kind::Person)),
            START,
        ],
        r#"{"command": "place_task", "production": "$film", "task": "$mix", "booking": "$mix_session", "room": "$room", "people": ["$editor"], "start": "2027-05-10T09:00"}"#,
    ),
    (
        "move_task",
        Special::MoveTask,
        &[PRODUCTION, TASK, START],
        r#"{"command": "move_task", "production": "$film", "task": "$mix", "start": "2027-05-12T09:00"}"#,
    ),
    (
        "hold_booking",
        Special::ChangeBooking("hold"),
        &[
            PRODUCTION,
            BOOKING,
            ("rank", true, FieldKind::Integer),
            ("expires", false, FieldKind::DateTime),
        ],
        r#"{"command": "hold_booking", "production": "$film", "booking": "$session", "rank": 1, "expires": "2027-04-30T18:00"}"#,
    ),
    (
        "confirm_booking",
        Special::ChangeBooking("confirm"),
        &[PRODUCTION, BOOKING],
        r#"{"command": "confirm_booking", "production": "$film", "booking": "$session"}"#,
    ),
    (
        "begin_booking",
        Special::ChangeBooking("begin"),
        &[PRODUCTION, BOOKING],
        r#"{"command": "begin_booking", "production": "$film", "booking": "$session"}"#,
    ),
    (
        "finish_booking",
        Special::ChangeBooking("finish"),
        &[PRODUCTION, BOOKING],
        r#"{"command": "finish_booking", "production": "$film", "booking": "$session"}"#,
    ),
    (
        "cancel_booking",
        Special::ChangeBooking("cancel"),
        &[PRODUCTION, BOOKING],
        r#"{"command": "cancel_booking", "production": "$film", "booking": "$session"}"#,
    ),
    (
        "release_booking",
        Special::ChangeBooking("release"),
        &[PRODUCTION, BOOKING],
        r#"{"command": "release_booking", "production": "$film", "booking": "$session"}"#,
    ),
    (
        "challenge_booking",
        Special::ChangeBooking("challenge"),
        &[
            PRODUCTION,
            BOOKING,
            ("by", true, FieldKind::Reference(Kind::Booking)),
            ("answer_by", true, FieldKind::DateTime),
        ],
        r#"{"command": "challenge_booking", "production": "$film", "booking": "$session", "by": "$rival", "answer_by": "2027-04-22T18:00"}"#,
    ),
    (
        "take_baseline",
        Special::TakeBaseline,
        &[
            PRODUCTION,
            ("baseline", false, FieldKind::Reference(Kind::Baseline)),
            ("name", true, FieldKind::Text),
        ],
        r#"{"command": "take_baseline", "production": "$film", "name": "Signed quote"}"#,
    ),
    (
        "take_variant",
        Special::TakeVariant,
        &[
            PRODUCTION,
            ("variant", true, FieldKind::Reference(Kind::Variant)),
            ("over", false, FieldKind::Flag),
        ],
        r#"{"command": "take_variant", "production": "$film", "variant": "$a_variant"}"#,
    ),
    (
        "hand_in_slip",
        Special::HandInSlip,
        &[PERSON, SLIP],
        r#"{"command": "hand_in_slip", "person": "$editor", "slip": "$a_slip"}"#,
    ),
    (
        "accept_slip",
        Special::AcceptSlip,
        &[PERSON, SLIP, ("accepted", false, FieldKind::Reference(Kind::AcceptedSlip))],
        r#"{"command": "accept_slip", "person": "$editor", "slip": "$a_slip"}"#,
    ),
    (
        "publish",
        Special::Publish,
        &[
            PRODUCTION,
            ("publication", false, FieldKind::Reference(Kind::Publication)),
            ("name", false, FieldKind::Text),
            ("remark", false, FieldKind::Text),
            ("detail", false, PublishedDetail::KIND),
            ("price", false, FieldKind::Money),
            ("agreement", false, FieldKind::Flag),
        ],
        r#"{"command": "publish", "production": "$film", "name": "Plan of May", "detail": "tasks", "price": "48500 EUR", "agreement": true}"#,
    ),
    (
        "answer",
        Special::Answer,
        &[
            PRODUCTION,
            ("publication", true, FieldKind::Reference(Kind::Publication)),
            ("answer", false, FieldKind::Reference(Kind::Answer)),
            ("verdict", true, ClientVerdict::KIND),
            ("signed", false, FieldKind::Text),
            ("remark", false, FieldKind::Text),
        ],
        r#"{"command": "answer", "production": "$film", "publication": "$a_publication", "verdict": "agreed", "signed": "Jeanne Exemple"}"#,
    ),
    (
        "name_person",
        Special::NamePerson,
        &[
            PERSON,
            ("name", true, FieldKind::Text),
            ("mail", false, FieldKind::Text),
            ("telephone", false, FieldKind::Text),
        ],
        r#"{"command": "name_person", "person": "$editor", "name": "Camille Exemple", "mail": "camille@example.org"}"#,
    ),
];

/// What an added record of each kind may look like, without `command` and `id`.
const fn example(kind: Kind) -> &'static str {
    match kind {
        Kind::House => {
            r#""name": "The house", "zone": "Europe/Paris", "hours": {"mon": "09:00-13:00 14:00-18:00"}"#
        }
        Kind::Room => r#""name": "Audi 2", "kind": "stage", "capabilities": ["5.1", "pro_tools"]"#,
        Kind::Equipment => r#""name": "LTO drive", "capabilities": ["lto"], "room": "$room""#,
        Kind::Person => {
            r#""functions": ["editor"], "skills": ["avid"], "employment": "intermittent""#
        }
        Kind::Absence => {
            r#""person": "$editor", "start": "2027-02-15T00:00", "end": "2027-02-20T00:00", "kind": "away""#
        }
        Kind::HolidayZone => {
            r#""name": "Paris", "rule": "fr_metropole", "days_off": {"2027-05-07": "Bridge"}"#
        }
        Kind::Affinity => r#""director": "$director", "person": "$editor", "rating": 5"#,
        Kind::CostRate => r#""person": "$editor", "hourly": "32.50 EUR", "from": "2027-01-01""#,
        Kind::Production => r#""title": "The lighthouse", "delivery": "2027-07-15""#,
        Kind::Episode => r#""production": "$film", "number": 1, "title": "Low tide""#,
        Kind::Task => {
            r#""production": "$film", "name": "Mix", "step": "mix", "work": 2400, "room_kind": "stage", "function": "mixer""#
        }
        Kind::Link => {
            r#""production": "$film", "from": "$edit", "to": "$mix", "kind": "FS", "lag": "480", "most": "2400""#
        }
        Kind::Booking => {
            r#""production": "$film", "task": "$mix", "room": "$room", "people": ["$editor"], "start": "2027-05-10T09:00", "end": "2027-05-14T18:00", "window": "09:00-18:00", "state": "option", "rank": 1"#
        }
        Kind::Baseline => {
            r#""production": "$film", "number": 1, "name": "Amendment 1", "tasks": {"$mix": "2027-05-10T09:00/2027-05-14T18:00/2400"}"#
        }
        Kind::Attachment => {
            r#""production": "$film", "name": "Devis signé.pdf", "media_type": "application/pdf", "length": 5, "sha256": "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824""#
        }
        Kind::Variant => r#""production": "$film", "name": "Mix in the evening""#,
        Kind::AcceptedSlip => {
            r#""production": "$film", "slip": "$a_slip", "person": "$editor", "start": "2027-05-10T09:15", "end": "2027-05-10T18:45", "breaks": 60"#
        }
        Kind::Slip => {
            r#""person": "$editor", "production": "$film", "task": "$mix", "day": "2027-05-10", "start": "2027-05-10T09:15", "end": "2027-05-10T18:45", "breaks": 60, "waiting": 90, "waiting_cause": "client", "done": "14 minutes", "remaining": 1920"#
        }
        // Neither is ever added or set by itself.
        Kind::Publication | Kind::Answer => "",
    }
}

/// Every command, in the order people look for them.
pub fn commands() -> Vec<CommandHelp> {
    let records = pairs().map(|(verb, prefix, kind)| CommandHelp {
        name: format!("{prefix}{}", kind.key()),
        fields: record_fields(verb, kind),
        example: record_example(verb, prefix, kind),
    });
    let specials = SPECIALS.iter().map(|(name, special, fields, example)| {
        let own = fields.iter().map(|&(key, needed, kind)| FieldHelp { key, needed, kind });
        let more = match special {
            Special::CreateProduction => optional_fields(Kind::Production),
            _ => Vec::new(),
        };
        CommandHelp {
            name: (*name).to_owned(),
            fields: own.chain(more).collect(),
            example: (*example).to_owned(),
        }
    });
    records.chain(specials).collect()
}

/// The names of every command.
pub(super) fn command_names() -> Vec<String> {
    let records = pairs().map(|(_, prefix, kind)| format!("{prefix}{}", kind.key()));
    records
        .chain(SPECIALS.iter().map(|(name, ..)| (*name).to_owned()))
        .chain(["group".into()])
        .collect()
}

/// The verb and the record that a name is made of.
pub(super) fn record_command(name: &str) -> Option<(Verb, Kind)> {
    let found = pairs().find(|(_, prefix, kind)| name.strip_prefix(prefix) == Some(kind.key()))?;
    Some((found.0, found.2))
}

/// The command of its own with this name.
pub(super) fn special(name: &str) -> Option<Special> {
    SPECIALS.iter().find(|(known, ..)| *known == name).map(|(_, special, ..)| *special)
}

/// Verbs and records that go together. The house is only ever set, a production comes to be by
/// `create_production`, because its document does too, and what was sent to a client or answered by one
/// is never changed.
fn pairs() -> impl Iterator<Item = (Verb, &'static str, Kind)> {
    let all =
        Kind::ALL.into_iter().flat_map(|kind| VERBS.map(|(verb, prefix)| (verb, prefix, kind)));
    all.filter(|(verb, _, kind)| match kind {
        Kind::House => *verb == Verb::Set,
        Kind::Production => *verb != Verb::Add,
        Kind::Publication | Kind::Answer => matches!(verb, Verb::Delete | Verb::Restore),
        _ => true,
    })
}

fn record_fields(verb: Verb, kind: Kind) -> Vec<FieldHelp> {
    let only = matches!(kind, Kind::House | Kind::Production);
    let id = FieldHelp {
        key: "id",
        needed: verb != Verb::Add && !only,
        kind: FieldKind::Reference(kind),
    };
    let mut fields = vec![id];
    if let Some((key, needed, kind)) = whose(kind) {
        fields.push(FieldHelp { key, needed, kind });
    }
    if kind == Kind::Person && verb == Verb::Add {
        let text = |key| FieldHelp { key, needed: false, kind: FieldKind::Text };
        fields.extend(["name", "mail", "telephone"].map(text));
    }
    if matches!(verb, Verb::Add | Verb::Set) {
        fields.extend(optional_fields(kind));
    }
    fields
}

/// The field that says whose a record is: of which plan, at which desk.
fn whose(kind: Kind) -> Option<(&'static str, bool, FieldKind)> {
    match kind.document() {
        DocumentKind::Facility | DocumentKind::Casting => None,
        DocumentKind::Plan | DocumentKind::Publications | DocumentKind::Answers => Some(PRODUCTION),
        DocumentKind::Desk => Some(PERSON),
    }
}

fn optional_fields(kind: Kind) -> Vec<FieldHelp> {
    let help = |field: &model::Field| FieldHelp { key: field.key, needed: false, kind: field.kind };
    kind.fields().iter().chain(kind.field("order")).map(help).collect()
}

fn record_example(verb: Verb, prefix: &str, kind: Kind) -> String {
    let name = format!(r#"{{"command": "{prefix}{}""#, kind.key());
    let whose = match kind.document() {
        DocumentKind::Plan | DocumentKind::Publications | DocumentKind::Answers => {
            r#", "production": "$film""#
        }
        DocumentKind::Desk => r#", "person": "$editor""#,
        DocumentKind::Facility | DocumentKind::Casting => "",
    };
    let fields = example(kind);
    match (verb, kind) {
        (Verb::Set, Kind::House) => format!("{name}, {fields}}}"),
        (Verb::Set, Kind::Production) => format!("{name}{whose}, {fields}}}"),
        (_, Kind::Production) => format!("{name}{whose}}}"),
        (Verb::Add, Kind::Person) => {
            format!(r#"{name}, "id": "$new_person", "name": "Camille Exemple", {fields}}}"#)
        }
        (Verb::Add, _) => format!(r#"{name}, "id": "$new_{}", {fields}}}"#, kind.key()),
        (Verb::Set, _) => format!(r#"{name}, "id": "$a_{}", {fields}}}"#, kind.key()),
        (Verb::Delete | Verb::Restore, _) => {
            format!(r#"{name}, "id": "$a_{}"{whose}}}"#, kind.key())
        }
    }
}

/// The word for what a field holds; also the end of the message `mismatch-<expected>`.
pub const fn expected(kind: FieldKind) -> &'static str {
    match kind {
        FieldKind::Text => "text",
        FieldKind::Integer => "integer",
        FieldKind::Flag => "flag",
        FieldKind::Date => "date",
        FieldKind::DateTime => "date-time",
        FieldKind::Minutes => "minutes",
        FieldKind::Percent => "percent",
        FieldKind::Money => "money",
        FieldKind::Zone => "zone",
        FieldKind::Choice(_) => "choice",
        FieldKind::Reference(_) => "identifier",
        FieldKind::References(_) => "identifiers",
        FieldKind::Words => "words",
        FieldKind::Week => "week",
        FieldKind::Window => "window",
        FieldKind::Lag => "lag",
        FieldKind::Order => "order",
        FieldKind::DaysOff => "days-off",
        FieldKind::BaselineDates => "baseline-dates",
        FieldKind::Divergences => "divergences",
        FieldKind::PublishedLines => "published-lines",
    }
}
