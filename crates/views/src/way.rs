//! Ways out of an event, with the names of what they touch.

use crate::clash::{Message, clash_fields};
use crate::{Moment, Source, json};
use model::{BookingId, BookingState, Kind, PersonId, ProductionId, RoomId, TaskId};
use schedule::{
    Clash, Delivery, Event, Hours, Impossible, Move, Obstacle, Other, Place, Replan, Resource, Way,
    Why,
};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
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

/// The most reasons told of a session.
const MOST_REASONS: usize = 3;

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

/// The word of the hours outside the usual ones that a way out takes; `mixed` if of several sorts.
fn hours_of(way: &Way) -> &'static str {
    let mut words = way.moves.iter().map(|it| it.hours).filter(|hours| *hours != Hours::Usual);
    match words.next() {
        Some(first) if words.all(|hours| hours == first) => hours_word(first),
        _ => "mixed",
    }
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

/// The most people who are named in the name of a way out.
const MOST_NAMED: usize = 2;

fn resource_name(source: &Source<'_>, resource: Resource) -> String {
    match resource {
        Resource::Room(id) => source.room(id),
        Resource::Person(id) => source.person(id),
        Resource::Equipment(id) => source.equipment(id),
    }
}

/// Says what a way out comes to, in the reader's language.
pub(crate) struct Writer<'a> {
    pub(crate) source: &'a Source<'a>,
    pub(crate) message: Message<'a>,
}

impl Writer<'_> {
    /// Everybody who has a session of a task, before anything is moved.
    fn people_of(&self, production: ProductionId, task: Option<TaskId>) -> BTreeSet<PersonId> {
        let plan = self.source.plans.get(&production);
        let bookings = plan.into_iter().flat_map(|plan| plan.bookings.values());
        let of_task = bookings.filter(|it| it.task == task && it.state.holds());
        of_task.flat_map(|it| it.people.iter().copied()).collect()
    }

    fn name(&self, way: &Way) -> String {
        let mut people: Vec<String> = Vec::new();
        for it in &way.moves {
            let before = match &it.from {
                Some(from) => from.people.clone(),
                None => self.people_of(it.production, it.task),
            };
            for person in it.to.iter().flat_map(|to| &to.people).filter(|id| !before.contains(id)) {
                let name = self.source.person(*person);
                if !people.contains(&name) {
                    people.push(name);
                }
            }
        }
        let count = match people.len() {
            0 => "none".to_owned(),
            count if count > MOST_NAMED => "many".to_owned(),
            count => count.to_string(),
        };
        let named = if count == "many" { 1 } else { people.len() };
        let others = people.len() - named;
        people.truncate(named);
        let fields = [
            ("people", people.join(", ")),
            ("count", count),
            ("others", others.to_string()),
            ("overtime_minutes", way.overtime.0.to_string()),
            ("hours", hours_of(way).to_owned()),
        ];
        (self.message)(&format!("way-{}", way.kind.key()), &fields.into())
    }

    pub(crate) fn moved(&self, it: &Move) -> MoveView {
        let plan = self.source.plans.get(&it.production);
        let task = it.task.zip(plan).map(|(id, plan)| self.source.task(plan, id));
        let why: Vec<String> =
            it.why.iter().take(MOST_REASONS).map(|why| self.why(it.production, why)).collect();
        let option = it.option.then(|| (self.message)("way-option", &BTreeMap::new()));
        let why: Vec<String> = option.into_iter().chain(why).collect();
        MoveView {
            production: it.production,
            production_title: self.source.production(it.production),
            booking: it.booking,
            task_name: task.unwrap_or_default(),
            from: it.from.as_ref().map(|place| self.place(place)),
            to: it.to.as_ref().map(|place| self.place(place)),
            confirmed: it.confirmed,
            hours: hours_word(it.hours),
            why: why.join(" ; "),
            sets_off: it.sets_off,
        }
    }

    /// Rules that bend; options of others that are moved, which have to be asked for first; and
    /// options that run out before the day to which they are moved: `way-others_option` and
    /// `way-option_ends` with `name`, `production`, `at`.
    fn risks(&self, replan: &Replan, way: &Way) -> Vec<String> {
        let mut risks: Vec<String> = way.bends.iter().map(|clash| self.bend(way, clash)).collect();
        for it in &way.moves {
            let Some((to, booking)) = it.to.as_ref().zip(way.booking(it)) else { continue };
            let held = booking.state == BookingState::Option && booking.rank.unwrap_or(1) <= 1;
            if !held {
                continue;
            }
            let mut fields: BTreeMap<&'static str, String> = BTreeMap::new();
            fields.insert("name", self.heading(&self.moved(it)));
            fields.insert("production", self.source.production(it.production));
            if !replan.concerns(it.production) {
                risks.push((self.message)("way-others_option", &fields));
            }
            if let Some(ends) = booking.expires.filter(|ends| *ends < to.start) {
                fields.insert("at", format_date_time(ends));
                risks.push((self.message)("way-option_ends", &fields));
            }
        }
        risks
    }

    fn heading(&self, it: &MoveView) -> String {
        if it.task_name.is_empty() { it.production_title.clone() } else { it.task_name.clone() }
    }

    fn place(&self, place: &Place) -> PlaceView {
        PlaceView {
            start: self.source.moment(place.start),
            end: self.source.moment(place.end),
            room: place.room,
            room_name: place.room.map(|id| self.source.room(id)).unwrap_or_default(),
            people: place.people.iter().copied().collect(),
            people_names: place.people.iter().map(|id| self.source.person(*id)).collect(),
        }
    }

    /// A reason: `why-<word>` with `other`, `resource`, `at`.
    fn why(&self, production: ProductionId, why: &Why) -> String {
        let mut fields: BTreeMap<&'static str, String> = BTreeMap::new();
        let mut told = |field, text: String| {
            fields.insert(field, text);
        };
        match why {
            Why::Waits { other, from } => {
                told("other", self.other(production, other));
                told("at", format_date_time(*from));
            }
            Why::Precedes { other, until } => {
                told("other", self.other(production, other));
                told("at", format_date_time(*until));
            }
            Why::Follows { other, until: at } | Why::Leads { other, from: at } => {
                told("other", self.other(production, other));
                told("at", format_date_time(*at));
            }
            Why::Busy { resource, other, until } => {
                told("resource", resource_name(self.source, *resource));
                told("other", self.other(production, other));
                told("at", format_date_time(*until));
            }
            Why::Closed { resource, until } => {
                told("resource", resource_name(self.source, *resource));
                told("at", format_date_time(*until));
            }
            Why::Deadline { subject, due } => {
                let name = self.source.name(subject).unwrap_or_else(|| subject.id.to_string());
                told("other", name);
                told("at", format_date_time(*due));
            }
            Why::NotBefore(at) => told("at", format_date_time(*at)),
            Why::Hours | Why::Rule | Why::Better => {}
        }
        (self.message)(&format!("why-{}", why.key()), &fields)
    }

    /// One of the reasons why a date cannot be met.
    fn obstacle(&self, obstacle: &Obstacle) -> String {
        let mut fields: BTreeMap<&'static str, String> = BTreeMap::new();
        match obstacle {
            Obstacle::Begins(other, at) => {
                fields.insert("other", self.other(other.production, other));
                fields.insert("at", format_date_time(*at));
            }
            Obstacle::Order(from, to) => {
                fields.insert("other", self.other(from.production, from));
                fields.insert("second", self.other(from.production, to));
            }
            Obstacle::Stays(other) => {
                fields.insert("other", self.other(other.production, other));
            }
            Obstacle::Closed(resource) => {
                fields.insert("resource", resource_name(self.source, *resource));
            }
        }
        (self.message)(&format!("obstacle-{}", obstacle.key()), &fields)
    }

    /// A task of another production is told with its title.
    fn other(&self, production: ProductionId, other: &Other) -> String {
        let plan = self.source.plans.get(&other.production);
        let name = |id: TaskId| plan.map(|plan| self.source.task(plan, id));
        let task = other.task.and_then(name).unwrap_or_default();
        if other.production == production {
            return task;
        }
        let title = self.source.production(other.production);
        if task.is_empty() { title } else { format!("{title} · {task}") }
    }

    pub(crate) fn delivery(&self, it: &Delivery) -> WayDelivery {
        let production = it.subject.scope.production();
        let title = production.map(|id| self.source.production(id)).unwrap_or_default();
        let own = self.source.name(&it.subject).filter(|_| it.subject.kind != Kind::Production);
        WayDelivery {
            kind: it.subject.kind.key(),
            id: it.subject.id.to_string(),
            name: own.map_or_else(|| title.clone(), |own| format!("{title} · {own}")),
            due: self.source.civil(it.due),
            before: it.before.map(|tick| self.source.civil(tick)),
            after: self.source.civil(it.after),
            days_late: it.days_late,
            days_later: it.days_later,
        }
    }

    /// A clash that is not there without the way: its own words, with names.
    fn bend(&self, way: &Way, clash: &Clash) -> String {
        let source = Source { report: &way.report, ..*self.source };
        (self.message)(clash.kind.code(), &clash_fields(&source, clash))
    }
}
