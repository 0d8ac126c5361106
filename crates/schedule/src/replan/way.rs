//! A way out: what is moved and what that comes to, checked by the very checks a coordinator's
//! own edits go through.

mod cost;
mod edits;
mod effect;
mod joined;
mod reading;

pub(crate) use cost::OVERTIME_SHARE;
pub(crate) use reading::Reading;

use super::Aim;
use super::choice::Hours;
use super::why::Why;
use crate::clash::Clash;
use crate::report::Report;
use crate::solve::LEAST_DISTANCE;
use model::{Booking, BookingId, Edit, PersonId, ProductionId, RoomId, Subject, TaskId};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use units::{Minutes, Money, NaiveDateTime, Tick, TickRange};

/// Two counts are about the same if they differ by one, or by one in so many.
const NEARLY: usize = 5;

/// A way out of an event.
#[derive(Debug, Clone)]
pub struct Way {
    /// What it mostly does.
    pub kind: WayKind,
    /// What was looked for.
    pub(crate) aim: Aim,
    /// Sessions that lie elsewhere or are held otherwise, by their old start; then new ones.
    pub moves: Vec<Move>,
    /// The deliveries that come on another day or were late already.
    pub deliveries: Vec<Delivery>,
    /// People who were booked and whose sessions change within the next ten days: somebody has to
    /// call them.
    pub calls: BTreeSet<PersonId>,
    /// Work outside the usual hours.
    pub overtime: Minutes,
    /// What the house pays more than before, or less; a quoted price stays what it is, so that the
    /// margin changes by as much the other way.
    pub cost: Cost,
    /// Rules that bend: clashes that are not there without it.
    pub bends: Vec<Arc<Clash>>,
    /// Does it break a hard rule all the same? It is shown only where there is nothing better.
    pub(crate) breaks: bool,
    /// Everything it writes, the facts of the event not among it.
    pub edits: Vec<Edit>,
    /// The facility as it would be.
    pub report: Report,
}

/// A change of cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cost {
    /// As far as it is known; in the currency of the house.
    pub known: Money,
    /// For how many rooms and people that work more or less nobody has said what an hour costs.
    pub unpriced: usize,
}

/// What a way out mostly does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WayKind {
    /// Nothing has to move: there is enough room before what follows.
    Absorb,
    /// Nothing moves, and a date is missed: another has to be asked for.
    AskDate,
    /// What follows slides.
    Slide,
    /// Sessions come sooner.
    Advance,
    /// Rooms are exchanged.
    Rooms,
    /// Somebody else comes in.
    People,
    /// A second person does part of the work at the same time.
    Together,
    /// Saturdays, evenings or longer days.
    Overtime,
    /// The work begins on what has been received.
    StartAnyway,
}

/// A session that changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Move {
    /// The production.
    pub production: ProductionId,
    /// The booking; a new identifier for a session that is added.
    pub booking: BookingId,
    /// The task.
    pub task: Option<TaskId>,
    /// Where it was; nowhere if it is added.
    pub from: Option<Place>,
    /// Where it comes; nowhere if no place was found.
    pub to: Option<Place>,
    /// Was it confirmed?
    pub confirmed: bool,
    /// Does it hold its room and people, so that they know of it?
    pub holds: bool,
    /// Was it an idea, and is held as an option from then on?
    pub option: bool,
    /// At which hours it comes.
    pub hours: Hours,
    /// Work in it outside the hours of the house.
    pub overtime: Minutes,
    /// Why it does not stay, what was moved itself first; empty for one that is added.
    pub why: Vec<Why>,
    /// Does nothing else that was moved push it, so that a chain of moves begins here?
    pub sets_off: bool,
}

/// Where and when a session lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// First moment on the wall clock of the house.
    pub start: NaiveDateTime,
    /// First moment after it.
    pub end: NaiveDateTime,
    /// In which room.
    pub room: Option<RoomId>,
    /// With whom.
    pub people: BTreeSet<PersonId>,
}

/// A date to be met, and what becomes of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Delivery {
    /// The task, episode or production whose date it is.
    pub subject: Subject,
    /// By when.
    pub due: Tick,
    /// When it would have been finished before the event.
    pub before: Option<Tick>,
    /// When it will be.
    pub after: Tick,
    /// By how many days it is late; none or less if it is in time.
    pub days_late: i64,
    /// By how many days it comes later than before; negative if sooner.
    pub days_later: i64,
}

impl WayKind {
    /// Its word in JSON and message names.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Absorb => "absorb",
            Self::AskDate => "ask_date",
            Self::Slide => "slide",
            Self::Advance => "advance",
            Self::Rooms => "rooms",
            Self::People => "people",
            Self::Together => "together",
            Self::Overtime => "overtime",
            Self::StartAnyway => "start_anyway",
        }
    }
}

impl Way {
    /// How many sessions change.
    pub fn moved(&self) -> usize {
        self.moves.iter().filter(|it| it.from.is_some()).count()
    }

    /// How many of them were confirmed.
    pub fn confirmed(&self) -> usize {
        self.moves.iter().filter(|it| it.from.is_some() && it.confirmed).count()
    }

    /// How many sessions are added.
    pub fn added(&self) -> usize {
        self.moves.iter().filter(|it| it.from.is_none()).count()
    }

    /// The booking of a move, as it would be.
    pub fn booking(&self, of: &Move) -> Option<Arc<Booking>> {
        self.report.document(of.production)?.bookings.get(&of.booking).cloned()
    }

    /// How late the late dates are, in days.
    pub fn days_late(&self) -> i64 {
        self.deliveries.iter().map(|it| it.days_late.max(0)).sum()
    }

    /// How far all moved sessions come from where they were, every minute counted.
    fn shifted(&self) -> Minutes {
        let places = self.moves.iter().filter_map(|it| it.from.as_ref().zip(it.to.as_ref()));
        places.map(|(from, to)| Minutes((to.start - from.start).num_minutes().abs())).sum()
    }

    /// What one would rather have less of, whatever one wants most.
    fn measures(&self) -> [i64; 10] {
        let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
        let other = self.moves.iter().filter(|it| {
            it.from.as_ref().zip(it.to.as_ref()).is_some_and(|(from, to)| from.people != to.people)
        });
        [
            count(self.moves.iter().filter(|it| it.to.is_none()).count()),
            self.days_late(),
            count(self.moved()),
            count(self.confirmed()),
            count(self.calls.len()),
            self.overtime.0,
            self.shifted().0,
            self.cost.known.cents(),
            count(other.count()),
            // What is missing when work begins is on no clock and in no account.
            i64::from(self.kind == WayKind::StartAnyway),
        ]
    }

    /// Is it no worse in anything, and better in something?
    pub(crate) fn beats(&self, other: &Self) -> bool {
        let (own, others) = (self.measures(), other.measures());
        own != others && own.iter().zip(&others).all(|(own, other)| own <= other)
    }

    /// Do both come to nearly the same?
    pub(crate) fn is_like(&self, other: &Self) -> bool {
        let places = |way: &Self| -> BTreeMap<BookingId, Option<Place>> {
            way.moves.iter().map(|it| (it.booking, it.to.clone())).collect()
        };
        let (one, two) = (places(self), places(other));
        let all: BTreeSet<_> = one.keys().chain(two.keys()).collect();
        let apart = all.iter().filter(|id| one.get(id) != two.get(id)).count();
        // Two that do about the same to dates and to people differ in nothing one chooses by.
        let dates = |way: &Self| (way.days_late(), way.overtime);
        let people = |way: &Self| [way.moved(), way.confirmed(), way.calls.len()];
        let about = |(one, two): (usize, usize)| one.abs_diff(two) <= 1.max(one.max(two) / NEARLY);
        let same =
            dates(self) == dates(other) && people(self).into_iter().zip(people(other)).all(about);
        self.kind == other.kind && (same || apart * 1_000 <= all.len() * LEAST_DISTANCE)
    }
}

/// Sessions, by activity, that break a rule which the engine does not know, and where they may not
/// begin.
pub(crate) type Cuts = BTreeMap<usize, Cut>;

/// Where, and how, a session may not be held.
#[derive(Debug, Clone, Default)]
pub(crate) struct Cut {
    /// It does not lie in these.
    pub(crate) ranges: Vec<TickRange>,
    /// It keeps the usual hours: others come to more than people may work.
    pub(crate) usual_hours: bool,
}
