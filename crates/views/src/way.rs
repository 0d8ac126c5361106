//! Ways out of an event, with the names of what they touch.

mod writer;

pub(crate) use writer::Writer;

use crate::clash::{Message, clash_fields};
use crate::{Moment, Source, json};
use model::{BookingId, Kind, PersonId, ProductionId, RoomId, TaskId};
use schedule::{Delivery, Event, Hours, Impossible, Replan, Resource, Way, Why};
use serde::Serialize;
use std::collections::BTreeMap;
use units::{Minutes, Money, format_date_time};

/// The words of ways out: `way-<word>`.
pub(crate) const WORDS: &[&str] = &[
    "absorb",
    "ask_date",
    "slide",
    "advance",
    "rooms",
    "people",
    "together",
    "overtime",
    "start_anyway",
];

/// The words of reasons: `why-<word>`.
pub(crate) const WHY_WORDS: &[&str] =
    &["waits", "precedes", "deadline", "busy", "closed", "not_before", "hours", "rule", "better"];

/// The words of events: `event-<word>`.
pub const EVENT_WORDS: &[&str] = &[
    "rushes_late",
    "notes_late",
    "absent",
    "room_down",
    "overrun",
    "relock",
    "qc_refused",
    "delivery_moved",
    "clash",
];

/// A way out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WayView {
    /// What it mostly does: a word.
    pub kind: &'static str,
    /// What it does, in the reader's language.
    pub name: String,
    /// What the house pays more than before, or less.
    #[serde(serialize_with = "json::text")]
    pub cost_delta: Money,
    /// What the margin changes by, the quoted price being what it is.
    #[serde(serialize_with = "json::text")]
    pub margin_delta: Money,
    /// Rooms and people that work more or less and of whom nobody has said what an hour costs.
    pub unpriced: usize,
    /// By how many working days the delivery that suffers most comes later; negative if sooner.
    pub delivery_delta_days: i64,
    /// The dates that change, and those that are missed.
    pub deliveries: Vec<WayDelivery>,
    /// How many sessions that were confirmed change.
    pub confirmed: usize,
    /// Sessions that change or are added.
    pub moved: Vec<MoveView>,
    /// Work outside the usual hours.
    #[serde(serialize_with = "json::minutes")]
    pub overtime_minutes: Minutes,
    /// The people to be called, by name.
    pub calls: Vec<String>,
    /// Rules that bend, in the reader's language.
    pub broken_rules: Vec<String>,
    /// Why, in the reader's language: what sets off each chain of moves.
    pub why: Vec<String>,
}

/// A session that changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MoveView {
    /// The production.
    #[serde(serialize_with = "json::text")]
    pub production: ProductionId,
    /// Its title.
    pub production_title: String,
    /// The booking.
    #[serde(serialize_with = "json::text")]
    pub booking: BookingId,
    /// The name of its task; empty if it has none.
    pub task_name: String,
    /// Where it was; nowhere if it is added.
    pub from: Option<PlaceView>,
    /// Where it comes; nowhere if no place was found.
    pub to: Option<PlaceView>,
    /// Was it confirmed?
    pub confirmed: bool,
    /// Hours it is held at: a word.
    pub hours: &'static str,
    /// Why it does not stay, in the reader's language.
    pub why: String,
    /// Does a chain of moves begin here?
    pub sets_off: bool,
}

/// Where and when a session lies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlaceView {
    /// First moment.
    pub start: Moment,
    /// First moment after it.
    pub end: Moment,
    /// The room.
    #[serde(serialize_with = "json::optional_text")]
    pub room: Option<RoomId>,
    /// Its name; empty if there is none.
    pub room_name: String,
    /// The people.
    #[serde(serialize_with = "json::texts")]
    pub people: Vec<PersonId>,
    /// Their names.
    pub people_names: Vec<String>,
}

/// A date to be met.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WayDelivery {
    /// Kind of record whose date it is.
    pub kind: &'static str,
    /// The record.
    pub id: String,
    /// Title of the production; with that of the episode or task if it is one's.
    pub name: String,
    /// By when.
    pub due: Moment,
    /// When it would have been finished before.
    pub before: Option<Moment>,
    /// When it will be.
    pub after: Moment,
    /// Working days it is late; none or less if it is in time.
    pub days_late: i64,
    /// Working days it comes later than before.
    pub days_later: i64,
}

/// The word of hours.
pub(crate) const fn hours_word(hours: Hours) -> &'static str {
    match hours {
        Hours::Usual => "usual",
        Hours::Longer => "longer",
        Hours::Saturday => "saturday",
        Hours::Evening => "evening",
    }
}

/// Everything about a way out, in the reader's language.
///
/// Its name is `way-<word>` with `people` (names that come in, joined), their `count` (`none` if there
/// are none; of `many` the first is named, and how many `others` there are), `overtime_minutes`, and
/// the word of the `hours`.
pub fn way_view(source: &Source<'_>, replan: &Replan, way: &Way, message: Message<'_>) -> WayView {
    let writer = Writer { source, message };
    let moved: Vec<MoveView> = way.moves.iter().map(|it| writer.moved(it)).collect();
    let mut why: Vec<String> = Vec::new();
    for (it, view) in way.moves.iter().zip(&moved).filter(|(it, _)| it.sets_off) {
        let Some(first) = it.why.first() else { continue };
        let reason = writer.why(it.production, first);
        let fields = [("booking", writer.heading(view)), ("why", reason)].into();
        let told = message("way-because", &fields);
        if !why.contains(&told) {
            why.push(told);
        }
    }
    WayView {
        kind: way.kind.key(),
        name: writer.name(way),
        cost_delta: way.cost.known,
        margin_delta: way.cost.known.negated(),
        unpriced: way.cost.unpriced,
        delivery_delta_days: delta(replan, way),
        deliveries: way.deliveries.iter().map(|it| writer.delivery(it)).collect(),
        confirmed: way.confirmed(),
        overtime_minutes: way.overtime,
        calls: way.calls.iter().map(|id| source.person(*id)).collect(),
        broken_rules: writer.risks(replan, way),
        why,
        moved,
    }
}

/// The delivery that suffers most: of the production concerned, if the event is one's.
fn delta(replan: &Replan, way: &Way) -> i64 {
    let production = replan.event().production();
    let master = |it: &&Delivery| matches!(it.subject.kind, Kind::Production | Kind::Episode);
    let own = |it: &&Delivery| production.is_none() || it.subject.scope.production() == production;
    let own = way.deliveries.iter().filter(master).filter(own);
    own.map(|it| it.days_later).max().unwrap_or(0)
}

/// The words of what makes a date impossible: `obstacle-<word>`.
pub(crate) const OBSTACLE_WORDS: &[&str] = &["begins", "order", "stays", "closed"];

/// The most reasons told of a date that cannot be met.
const MOST_OBSTACLES: usize = 6;

/// The dates that nothing can save, each with a smallest set of reasons, in the reader's language:
/// `impossible` with `name`, `at`, `count` and `because` (`obstacle-<word>` with `other`, `second`,
/// `resource`, `at`, joined).
pub fn impossible_dates(
    source: &Source<'_>,
    impossible: &[Impossible],
    message: Message<'_>,
) -> Vec<String> {
    let writer = Writer { source, message };
    let told = |it: &Impossible| {
        let because: Vec<String> =
            it.because.iter().take(MOST_OBSTACLES).map(|it| writer.obstacle(it)).collect();
        let name = source.name(&it.subject).unwrap_or_else(|| it.subject.id.to_string());
        let fields = [
            ("name", name),
            ("at", format_date_time(it.due)),
            ("count", (if because.is_empty() { "none" } else { "some" }).to_owned()),
            ("because", because.join(" ; ")),
        ];
        message("impossible", &fields.into())
    };
    impossible.iter().map(told).collect()
}

/// What happened, in the reader's language: `event-<word>` with `production`, `task`, `resource`,
/// `at`, `minutes`, as far as it has them.
pub fn event_title(source: &Source<'_>, event: &Event, message: Message<'_>) -> String {
    let mut fields: BTreeMap<&'static str, String> = BTreeMap::new();
    if let Some(production) = event.production() {
        fields.insert("production", source.production(production));
    }
    let task = |production: &ProductionId, task: &TaskId| {
        let plan = source.plans.get(production);
        plan.map_or_else(|| task.to_string(), |plan| source.task(plan, *task))
    };
    match event {
        Event::RushesLate { production, task: id, until }
        | Event::NotesLate { production, task: id, until } => {
            fields.insert("task", task(production, id));
            fields.insert("at", format_date_time(*until));
        }
        Event::Away { resource, to, .. } => {
            fields.insert("resource", resource_name(source, *resource));
            fields.insert("at", format_date_time(*to));
        }
        Event::Overrun { production, task: id, remaining: work }
        | Event::QcRefused { production, task: id, work } => {
            fields.insert("task", task(production, id));
            fields.insert("minutes", work.0.to_string());
        }
        Event::Relock { production, tasks } => {
            let names: Vec<String> = tasks.iter().map(|(id, _)| task(production, id)).collect();
            fields.insert("task", names.join(", "));
        }
        Event::DeliveryMoved { date, .. } => {
            fields.insert("at", units::format_date(*date));
        }
        Event::Clash(clash) => {
            return message(clash.kind.code(), &clash_fields(source, clash));
        }
    }
    message(&format!("event-{}", event.key()), &fields)
}

/// Why a session of a production does not lie somewhere, in the reader's language.
pub fn why_text(
    source: &Source<'_>,
    production: ProductionId,
    why: &Why,
    message: Message<'_>,
) -> String {
    Writer { source, message }.why(production, why)
}

fn resource_name(source: &Source<'_>, resource: Resource) -> String {
    match resource {
        Resource::Room(id) => source.room(id),
        Resource::Person(id) => source.person(id),
        Resource::Equipment(id) => source.equipment(id),
    }
}
