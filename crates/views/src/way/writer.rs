//! Says what a way out does, what it moves and why, in the reader's language.

use super::{MoveView, PlaceView, WayDelivery, hours_word, resource_name};
use crate::Source;
use crate::clash::{Message, clash_fields};
use model::{BookingState, Kind, PersonId, ProductionId, TaskId};
use schedule::{Clash, Delivery, Hours, Move, Obstacle, Other, Place, Replan, Way, Why};
use std::collections::{BTreeMap, BTreeSet};
use units::format_date_time;

/// The most reasons told of a session.
const MOST_REASONS: usize = 3;

/// The most people who are named in the name of a way out.
const MOST_NAMED: usize = 2;

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

    /// The names of those who come in, each once.
    fn newcomers(&self, way: &Way) -> Vec<String> {
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
        people
    }

    pub(super) fn name(&self, way: &Way) -> String {
        let people = self.newcomers(way);
        let (named, count) = match people.len() {
            0 => (0, "none".to_owned()),
            all if all > MOST_NAMED => (1, "many".to_owned()),
            all => (all, all.to_string()),
        };
        let (named, others) = people.split_at(named);
        let fields = [
            ("people", named.join(", ")),
            ("count", count),
            ("others", others.len().to_string()),
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
    pub(super) fn risks(&self, replan: &Replan, way: &Way) -> Vec<String> {
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

    pub(super) fn heading(&self, it: &MoveView) -> String {
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
    pub(super) fn why(&self, production: ProductionId, why: &Why) -> String {
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
    pub(super) fn obstacle(&self, obstacle: &Obstacle) -> String {
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

/// The word of the hours outside the usual ones that a way out takes; `mixed` if of several sorts.
fn hours_of(way: &Way) -> &'static str {
    let mut words = way.moves.iter().map(|it| it.hours).filter(|hours| *hours != Hours::Usual);
    match words.next() {
        Some(first) if words.all(|hours| hours == first) => hours_word(first),
        _ => "mixed",
    }
}
