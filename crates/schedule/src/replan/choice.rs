//! The ways in which a session may be held: in which room, by whom, at which hours.

mod beside;

use super::suited::{Crew, Suited};
use super::supply::{DaySet, Pattern, Supply};
use super::weights::Weights;
use crate::report::Report;
use crate::resource::Resource;
use crate::solve::{Mode, Use};
use model::{Booking, BookingState, Facility, Opinion, PersonId, Plan, RoomId, Task, TimeSpan};
use std::collections::BTreeSet;
use std::sync::Arc;
use units::{Datelike, Minutes, NaiveDateTime, Tick, TickRange, Timelike};

/// The most other rooms tried for one session.
const MOST_ROOMS: usize = 12;

/// The most other people tried for one session.
const MOST_PEOPLE: usize = 8;

/// The most hours of an evening session.
const EVENING: Minutes = Minutes::hours(4);

/// What the house adds to a day at most where it works longer.
const LONGER: u32 = 2;

/// From this rating on the director is taken to have asked for somebody.
const ASKED_FOR: i64 = 4;

/// Whether usual hours are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Hours {
    /// The hours a session has always had, or those of the house.
    Usual,
    /// Two hours a day more, as far as a day may be long.
    Longer,
    /// Saturdays too.
    Saturday,
    /// An evening.
    Evening,
}

/// A way to hold a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Choice {
    pub(crate) room: Option<RoomId>,
    pub(crate) people: BTreeSet<PersonId>,
    pub(crate) pattern: Pattern,
    pub(crate) hours: Hours,
    /// Is an idea held from then on, as a first option? Hours outside the usual ones are asked for.
    pub(crate) option: bool,
}

/// What a session is, for whoever looks for ways to hold it.
pub(crate) struct Held<'a> {
    pub(crate) report: &'a Report,
    pub(crate) crew: &'a Crew,
    pub(crate) weights: &'a Weights,
    pub(crate) plan: &'a Plan,
    pub(crate) booking: &'a Arc<Booking>,
    pub(crate) start: Tick,
    /// Work in it, lunch left out.
    pub(crate) work: Minutes,
    /// Does it hold its room and people, or is it only thought of?
    pub(crate) holds: bool,
    pub(crate) pattern: Pattern,
}

/// How a booking lies in the week: its pattern.
pub(crate) fn pattern_of(booking: &Booking, report: &Report) -> Pattern {
    let time = report.time();
    let days = DaySet::of(&booking.days);
    let (Some(start), Some(end)) = (booking.start, booking.end) else {
        return Pattern { window: booking.window, days, one_day: false };
    };
    if !is_one_stretch(start, end) {
        return Pattern { window: booking.window, days, one_day: false };
    }
    let own = TimeSpan { from: start.time(), to: end.time() };
    let house = time.window(start.date().weekday());
    let inside = !own.passes_midnight() && house.from <= own.from && own.to <= house.to;
    // A single session may be on any day; those of the house come first to mind.
    let days = if time.works_on(start.date()) { DaySet::Working } else { DaySet::Every };
    Pattern { window: (!inside).then_some(own), days, one_day: true }
}

/// A booking of less than a day is one stretch, whatever its days and its window say.
pub(crate) fn is_one_stretch(start: NaiveDateTime, end: NaiveDateTime) -> bool {
    (end - start).num_minutes() < 24 * 60
}

impl Held<'_> {
    fn task(&self) -> Option<&Task> {
        self.booking.task.and_then(|id| self.plan.tasks.get(&id)).map(AsRef::as_ref)
    }

    fn facility(&self) -> &Facility {
        self.report.time().facility()
    }

    /// As it is.
    pub(crate) fn own(&self) -> Choice {
        Choice {
            room: self.booking.room,
            people: self.booking.people.clone(),
            pattern: self.pattern,
            hours: Hours::Usual,
            option: false,
        }
    }

    /// Every other way, the ones that change least first; outside the usual hours only if that is
    /// asked for.
    pub(crate) fn others(&self, suited: &mut Suited<'_>, overtime: bool) -> Vec<Choice> {
        let own = self.own();
        let rooms: Vec<RoomId> = self.rooms(suited).into_iter().take(MOST_ROOMS).collect();
        let people: Vec<BTreeSet<PersonId>> = self.people(suited);
        let in_room = |room: &RoomId| Choice { room: Some(*room), ..own.clone() };
        let with = |people: &BTreeSet<PersonId>| Choice { people: people.clone(), ..own.clone() };
        let mut choices: Vec<Choice> = rooms.iter().map(in_room).collect();
        choices.extend(people.iter().map(with));
        for room in rooms.iter().take(2) {
            let both = people.iter().take(2);
            choices.extend(both.map(|people| Choice { room: Some(*room), ..with(people) }));
        }
        if overtime {
            choices.extend(self.overtime());
        }
        choices
    }

    /// The same room and people at other hours.
    fn overtime(&self) -> Vec<Choice> {
        let own = self.own();
        let time = self.report.time();
        let idea = self.booking.state == BookingState::Idea;
        if self.pattern.days != DaySet::Working || !(self.holds || idea) {
            return Vec::new();
        }
        let at = |pattern, hours| Choice { pattern, hours, option: idea, ..own.clone() };
        let mut choices = Vec::new();
        let monday = time.window(units::Weekday::Mon);
        if self.pattern.one_day {
            let saturdays = Pattern { days: DaySet::Saturdays, ..self.pattern };
            choices.push(at(saturdays, Hours::Saturday));
            if self.work <= EVENING && self.pattern.window.is_none() {
                let to = hours_later(monday, self.work);
                let window = to.map(|to| TimeSpan { from: monday.to, to });
                let evening = window.map(|it| Pattern { window: Some(it), ..self.pattern });
                choices.extend(evening.map(|pattern| at(pattern, Hours::Evening)));
            }
            return choices;
        }
        choices.push(at(Pattern { days: DaySet::WithSaturdays, ..self.pattern }, Hours::Saturday));
        let longer = self.longer(monday).filter(|_| self.pattern.window.is_none());
        let longer = longer.map(|window| Pattern { window: Some(window), ..self.pattern });
        choices.extend(longer.map(|pattern| at(pattern, Hours::Longer)));
        choices
    }

    /// The window of a longer day, if days may be longer at all.
    fn longer(&self, usual: TimeSpan) -> Option<TimeSpan> {
        let limit = self.facility().house.day_limit();
        let day = self.report.time().calendars().day_length();
        let most = Minutes::hours(i64::from(LONGER)).min(limit - day);
        let to = hours_later(usual, most)?;
        most.is_positive().then_some(TimeSpan { from: usual.from, to })
    }

    /// All other rooms of the kind that offer what is needed, by identifier.
    fn rooms(&self, suited: &Suited<'_>) -> Vec<RoomId> {
        let facility = self.facility();
        let Some(own) = self.booking.room.and_then(|id| facility.rooms.get(&id)) else {
            return Vec::new();
        };
        let task = self.task();
        let kind = task.and_then(|task| task.room_kind.as_ref()).unwrap_or(&own.kind);
        let machines: Vec<_> =
            self.booking.equipment.iter().filter_map(|id| facility.equipment.get(id)).collect();
        let offered = |room: &model::Room, word: &String| {
            room.capabilities.contains(word)
                || machines.iter().any(|machine| machine.capabilities.contains(word))
        };
        let fit = suited.rooms(kind).iter().filter(|room| {
            room.id != own.id
                && task.is_none_or(|task| task.capabilities.iter().all(|it| offered(room, it)))
        });
        fit.map(|room| room.id).collect()
    }

    /// The people with one who can do the task in the place of another, the best first.
    fn people(&self, suited: &mut Suited<'_>) -> Vec<BTreeSet<PersonId>> {
        let Some((lead, others)) = self.stand_ins(suited) else { return Vec::new() };
        let swap = |other: &PersonId| {
            let mut people = self.booking.people.clone();
            people.remove(&lead);
            people.insert(*other);
            people
        };
        others.iter().take(MOST_PEOPLE).map(swap).collect()
    }

    /// Who does the task, and all others who can, the best first.
    fn stand_ins(&self, suited: &mut Suited<'_>) -> Option<(PersonId, Vec<PersonId>)> {
        let people = &self.booking.people;
        let task = self.task().filter(|task| task.function.is_some())?;
        let able = suited.people(self.plan, task, self.crew);
        let does = |id: &&PersonId| {
            let person = self.facility().people.get(id);
            let functions = person.map(|person| &person.functions);
            functions.zip(task.function.as_ref()).is_some_and(|(all, it)| all.contains(it))
        };
        let lead = people.iter().find(does);
        let lead = lead.or(people.first().filter(|_| people.len() == 1))?;
        let others = able.iter().filter(|id| !people.contains(id));
        Some((*lead, others.copied().collect()))
    }

    /// Is somebody of it excluded, or nobody able, so that it cannot stay as it is?
    pub(crate) fn is_unfit(&self) -> bool {
        self.booking.people.iter().any(|person| self.crew.opinion(*person).veto)
    }

    /// The mode of the engine for a choice.
    pub(crate) fn mode(&self, choice: &Choice, supply: &mut Supply<'_>) -> Mode {
        // A session that has always lain outside the hours of the house may go on to.
        let own_hours = choice.pattern.one_day && choice.pattern.window.is_some();
        let lenient = own_hours || choice.hours != Hours::Usual;
        let mut uses: Vec<Use> = Vec::new();
        let holds = self.holds || choice.option;
        for resource in self.resources(choice) {
            uses.extend(supply.uses(resource, choice.pattern, holds, lenient));
        }
        if choice.pattern.one_day {
            uses.push(supply.one_day(choice.pattern));
        }
        Mode {
            work: self.work,
            calendar: Some(supply.calendar(choice.pattern)),
            uses,
            preference: self.preference(choice),
            change: self.change(choice),
            overtime: self.overtime_points(choice),
        }
    }

    /// As it stands, at its place and nowhere else, whatever is against it.
    pub(crate) fn as_it_stands(&self, range: TickRange, supply: &mut Supply<'_>) -> Mode {
        let own = self.own();
        let mut uses = vec![supply.only(range)];
        for resource in self.resources(&own).into_iter().filter(|_| self.holds) {
            let all = supply.uses(resource, own.pattern, true, true);
            // What it takes, not when that is open.
            uses.extend(all.split_last().map(|(_, taken)| taken.to_vec()).unwrap_or_default());
        }
        Mode { work: range.length(), uses, ..Mode::default() }
    }

    fn resources(&self, choice: &Choice) -> Vec<Resource> {
        let room = choice.room.map(Resource::Room).into_iter();
        let people = choice.people.iter().map(|id| Resource::Person(*id));
        let machines = self.booking.equipment.iter().map(|id| Resource::Equipment(*id));
        room.chain(people).chain(machines).collect()
    }

    /// Points for somebody the director likes less than the best.
    fn preference(&self, choice: &Choice) -> i64 {
        let new = choice.people.difference(&self.booking.people);
        new.map(|person| Opinion::BEST - self.crew.opinion(*person).counted()).sum()
    }

    /// Points for another room and other people, whatever has been said to whom.
    pub(crate) fn difference(&self, choice: &Choice) -> i64 {
        let mut points = 0;
        if choice.room != self.booking.room {
            points += self.weights.room;
        }
        for lost in self.booking.people.difference(&choice.people) {
            points += self.weights.person;
            if self.crew.opinion(*lost).rating.is_some_and(|rating| rating >= ASKED_FOR) {
                points += self.weights.chosen;
            }
        }
        points
    }

    fn change(&self, choice: &Choice) -> i64 {
        let points = self.difference(choice);
        let (now, time) = (self.report.now(), self.report.time());
        self.weights.change(self.booking, self.start, now, time, points)
    }

    /// Points for hours outside the usual ones, as many as it is likely to have.
    fn overtime_points(&self, choice: &Choice) -> i64 {
        let minutes = overtime(choice.hours, choice.pattern, self.work);
        minutes.0.saturating_mul(self.weights.overtime_hour) / 60
    }
}

/// How much of some work lies outside the usual hours: all of an evening or a single Saturday, a
/// sixth of what goes on over Saturdays, a fifth of longer days.
pub(crate) fn overtime(hours: Hours, pattern: Pattern, work: Minutes) -> Minutes {
    match hours {
        Hours::Usual => Minutes::ZERO,
        Hours::Evening => work,
        Hours::Saturday if pattern.one_day => work,
        Hours::Saturday => Minutes(work.0 / 6),
        Hours::Longer => Minutes(work.0 / 5),
    }
}

/// The end of a window some time later, on the same day.
fn hours_later(window: TimeSpan, by: Minutes) -> Option<units::NaiveTime> {
    let minute = window.to.hour() * 60 + window.to.minute() + u32::try_from(by.0).ok()?;
    let fits = !window.passes_midnight() && minute < 24 * 60;
    units::NaiveTime::from_hms_opt(minute / 60, minute % 60, 0).filter(|_| fits)
}
