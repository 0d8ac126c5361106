//! A way out: what is moved and what that comes to, checked by the very checks a coordinator's
//! own edits go through.

use super::choice::{Choice, Hours, is_one_stretch, overtime};
use super::draft::{Drafted, Session, Tag};
use super::focus;
use super::why::{Why, whys};
use crate::clash::{Clash, ClashKind};
use crate::report::Report;
use crate::solve::{LEAST_DISTANCE, Profile, Schedule, Slot};
use model::{
    Booking, BookingDays, BookingId, BookingState, Casting, Edit, FieldValue, Kind, PersonId,
    ProductionId, RawId, Record, RoomId, Subject, TaskId, Values,
};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use units::{Days, Minutes, NaiveDateTime, Tick, TickRange};

/// A way out of an event.
#[derive(Debug, Clone)]
pub struct Way {
    /// What it mostly does.
    pub kind: WayKind,
    /// Sessions that lie elsewhere or are held otherwise, by their old start; then new ones.
    pub moves: Vec<Move>,
    /// The deliveries that come on another day or were late already.
    pub deliveries: Vec<Delivery>,
    /// People who were booked and whose sessions change within the next ten days: somebody has to
    /// call them.
    pub calls: BTreeSet<PersonId>,
    /// Work outside the usual hours.
    pub overtime: Minutes,
    /// Rules that bend: clashes that are not there without it.
    pub bends: Vec<Arc<Clash>>,
    /// Everything it writes, the facts of the event not among it.
    pub edits: Vec<Edit>,
    /// The facility as it would be.
    pub report: Report,
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
    /// Hours outside the usual ones?
    pub hours: Hours,
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
    fn measures(&self) -> [i64; 8] {
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
            count(other.count()) + i64::from(self.kind == WayKind::StartAnyway),
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
        // Two that do the same to dates and to what was promised differ in nothing one chooses by.
        let measures =
            |way: &Self| (way.days_late(), way.confirmed(), way.overtime, way.calls.len());
        let same = measures(self) == measures(other);
        self.kind == other.kind && (same || apart * 1_000 <= all.len() * LEAST_DISTANCE)
    }

    /// The delivery that is latest against its date, if any changes.
    pub fn worst(&self) -> Option<&Delivery> {
        self.deliveries.iter().max_by_key(|it| (it.days_late, it.days_later))
    }
}

/// What a way out is read from.
pub(crate) struct Reading<'a> {
    pub(crate) before: &'a Report,
    pub(crate) after: &'a Report,
    pub(crate) casting: &'a Arc<Casting>,
    pub(crate) drafted: &'a Drafted,
    /// Makes identifiers for sessions that are added, the same for the same plan.
    pub(crate) id: &'a dyn Fn(usize) -> RawId,
    /// The productions whose dates are to be met.
    pub(crate) concerned: &'a BTreeSet<ProductionId>,
    /// The task that has to wait.
    pub(crate) waits: Option<(ProductionId, TaskId, NaiveDateTime)>,
    /// May it begin all the same?
    pub(crate) start_anyway: bool,
}

/// Sessions, by activity, that break a rule which the engine does not know, and where they may not
/// begin.
pub(crate) type Cuts = BTreeMap<usize, Vec<TickRange>>;

impl Reading<'_> {
    /// The way out that a plan of the engine is, and where it breaks hard rules.
    pub(crate) fn read(&self, schedule: &Schedule, profile: &Profile) -> (Way, Cuts) {
        let instance = self.drafted.prepared.instance();
        let mut changed: Vec<(usize, Option<Slot>)> = Vec::new();
        for (number, tag) in self.drafted.tags.iter().enumerate() {
            let slot = schedule.slots.get(number).copied().flatten();
            let published = instance.activities.get(number).and_then(|it| it.published);
            let stays = match (published, slot) {
                (Some(published), Some(slot)) => {
                    slot.start == published.start
                        && self.same_choice(tag, published.mode, slot.mode)
                }
                _ => false,
            };
            if matches!(tag, Tag::Session(_) | Tag::ToBook { .. }) && !stays {
                changed.push((number, slot));
            }
        }
        let mut edits = Vec::new();
        let mut moves: Vec<(usize, Move)> = Vec::new();
        let mut split: BTreeSet<BookingId> = BTreeSet::new();
        for (number, slot) in &changed {
            if let Some(Tag::Session(session)) = self.drafted.tags.get(*number)
                && session.parts > 1
            {
                split.insert(session.booking.id);
            }
            moves.extend(self.change(*number, *slot).map(|it| (*number, it)));
        }
        for (number, slot) in &changed {
            edits.extend(self.edit(*number, *slot, &split));
        }
        edits.extend(self.shortened(schedule, &split));
        edits.extend(self.waits_no_more());
        let report = self.apply(&edits);
        let mut why = whys(self.drafted, profile, schedule, self.after);
        for (number, it) in &mut moves {
            (it.sets_off, it.why) = why.remove(number).unwrap_or_default();
        }
        let moves: Vec<Move> = moves.into_iter().map(|(_, it)| it).collect();
        let bends = self.bends(&report);
        let cuts = self.cuts(&bends, &moves);
        let deliveries = self.deliveries(&report);
        let way = Way {
            kind: self.kind(&moves, &deliveries),
            deliveries,
            calls: self.calls(&moves),
            overtime: self.overtime(schedule),
            moves: in_order(moves),
            bends,
            edits,
            report,
        };
        (way, cuts)
    }

    /// Work that begins anyway does not wait any more than it did before.
    fn waits_no_more(&self) -> Option<Edit> {
        let (production, task, _) = self.waits.filter(|_| self.start_anyway)?;
        let before = self.before.document(production)?.tasks.get(&task)?.not_before;
        let values = [("not_before".to_owned(), before.write())].into();
        Some(Edit::set(Subject::planned(production, Kind::Task, task), values))
    }

    /// Is a session held in the same way in two modes?
    fn same_choice(&self, tag: &Tag, one: usize, other: usize) -> bool {
        let same = |(a, b): (&Choice, &Choice)| a.room == b.room && a.people == b.people;
        one == other || tag.choice(one).zip(tag.choice(other)).is_some_and(same)
    }

    /// The moments of a place: one that goes over a night lasts a day at least, since a booking of
    /// less is a night of work.
    fn moments(&self, slot: Slot) -> (NaiveDateTime, NaiveDateTime) {
        let time = self.after.time();
        let (start, end) = (time.civil(slot.start), time.civil(slot.end));
        let over_night = start.date() != end.date() && is_one_stretch(start, end);
        let day_later = start.checked_add_days(Days::new(1)).filter(|_| over_night);
        (start, day_later.unwrap_or(end))
    }

    fn change(&self, number: usize, slot: Option<Slot>) -> Option<Move> {
        let tag = self.drafted.tags.get(number)?;
        let choice = slot.and_then(|slot| tag.choice(slot.mode));
        let to = slot.zip(choice).map(|(slot, choice)| {
            let (start, end) = self.moments(slot);
            Place { start, end, room: choice.room, people: choice.people.clone() }
        });
        let hours = choice.map_or(Hours::Usual, |choice| choice.hours);
        let (production, task) = match tag {
            Tag::Session(session) => (session.production, session.booking.task),
            Tag::ToBook { production, task, .. } => (*production, Some(*task)),
            _ => return None,
        };
        let (booking, from, confirmed) = match tag {
            Tag::Session(session) => {
                let time = self.after.time();
                let (start, end) = (time.civil(session.range.start), time.civil(session.range.end));
                let (room, people) = (session.booking.room, session.booking.people.clone());
                let from = Place { start, end, room, people };
                (self.id_of(number, session), Some(from), session.booking.state.is_firm())
            }
            _ => (BookingId((self.id)(number)), None, false),
        };
        Some(Move {
            production,
            booking,
            task,
            from,
            to,
            confirmed,
            hours,
            why: Vec::new(),
            sets_off: false,
        })
    }

    /// The first part keeps the booking.
    fn id_of(&self, number: usize, session: &Session) -> BookingId {
        if session.part == 0 { session.booking.id } else { BookingId((self.id)(number)) }
    }

    /// The edit that puts one session where it comes. What found no place is given back to the
    /// tray: it stays where it is, and the clash tells of it.
    fn edit(&self, number: usize, slot: Option<Slot>, split: &BTreeSet<BookingId>) -> Option<Edit> {
        let tag = self.drafted.tags.get(number)?;
        let slot = slot?;
        let choice = tag.choice(slot.mode)?;
        match tag {
            Tag::Session(session) if session.parts > 1 && split.contains(&session.booking.id) => {
                None
            }
            Tag::Session(session) => Some(self.set(session, slot, choice)),
            Tag::ToBook { production, task, like, .. } => {
                let id = BookingId((self.id)(number));
                let mut booking = Booking::new(id);
                booking.task = Some(*task);
                booking.equipment = like.equipment.clone();
                (booking.state, booking.rank) = (BookingState::Option, Some(1));
                Some(self.added(*production, &booking, slot, choice))
            }
            Tag::Work { .. } | Tag::Gate | Tag::Due { .. } => None,
        }
    }

    fn added(
        &self,
        production: ProductionId,
        booking: &Booking,
        slot: Slot,
        choice: &Choice,
    ) -> Edit {
        let subject = Subject::planned(production, Kind::Booking, booking.id);
        Edit::add(subject, self.placed(booking, slot, choice).filled_values())
    }

    fn set(&self, session: &Session, slot: Slot, choice: &Choice) -> Edit {
        let booking = session.booking.as_ref();
        let old = booking.to_values();
        let mut values: Values = self.placed(booking, slot, choice).to_values();
        values.retain(|key, value| old.get(key) != Some(value));
        Edit::set(Subject::planned(session.production, Kind::Booking, booking.id), values)
    }

    /// The parts of bookings that were cut: the first keeps the booking, the others are new.
    fn shortened(&self, schedule: &Schedule, split: &BTreeSet<BookingId>) -> Vec<Edit> {
        let mut edits = Vec::new();
        for (number, tag) in self.drafted.tags.iter().enumerate() {
            let Tag::Session(session) = tag else { continue };
            let slot = schedule.slots.get(number).copied().flatten();
            let (Some(slot), Some(choice)) = (slot, slot.and_then(|slot| tag.choice(slot.mode)))
            else {
                continue;
            };
            if session.parts < 2 || !split.contains(&session.booking.id) {
                continue;
            }
            if session.part == 0 {
                edits.push(self.set(session, slot, choice));
                continue;
            }
            let id = BookingId((self.id)(number));
            let mut rest = Booking { id, ..session.booking.as_ref().clone() };
            rest.state = rest.state.of_copy();
            (rest.challenged_by, rest.answer_by, rest.pinned) = (None, None, false);
            edits.push(self.added(session.production, &rest, slot, choice));
        }
        edits
    }

    /// A booking at a place, held in one of its ways.
    fn placed(&self, booking: &Booking, slot: Slot, choice: &Choice) -> Booking {
        let (start, end) = self.moments(slot);
        let mut placed = booking.clone();
        (placed.start, placed.end) = (Some(start), Some(end));
        (placed.room, placed.people) = (choice.room, choice.people.clone());
        if !is_one_stretch(start, end) {
            placed.window = choice.pattern.window.filter(|_| !choice.pattern.one_day);
            if !matches!(booking.days, BookingDays::Other(_)) {
                placed.days = choice.pattern.days.booking_days();
            }
        }
        placed
    }

    /// The facility as it is with some edits.
    fn apply(&self, edits: &[Edit]) -> Report {
        super::with_edits(self.after, self.casting, edits)
    }

    /// Clashes that come with the way and were not there before, nor brought by the event.
    fn bends(&self, report: &Report) -> Vec<Arc<Clash>> {
        let known: BTreeSet<_> = self
            .before
            .clashes
            .iter()
            .chain(&self.after.clashes)
            .map(|clash| focus::key(clash))
            .collect();
        let new = report.clashes.iter().filter(|clash| !known.contains(&focus::key(clash)));
        let told = new.filter(|clash| clash.kind != ClashKind::Deadline);
        told.cloned().collect()
    }

    /// Where sessions that were moved break what the engine does not look at: rest, long days,
    /// turnaround; and what only a night's length brought about.
    fn cuts(&self, bends: &[Arc<Clash>], moves: &[Move]) -> Cuts {
        let mut cuts = Cuts::new();
        let half_a_day = Minutes(self.after.time().calendars().day_length().0 / 2);
        for clash in bends {
            use ClashKind as K;
            let hard =
                matches!(clash.kind, K::Rest | K::Turnaround | K::DoubleBooking | K::Absence);
            if !hard || clash.severity == model::Severity::Info {
                continue;
            }
            let sides: BTreeSet<BookingId> = clash
                .sides
                .iter()
                .filter(|it| it.kind == Kind::Booking)
                .map(|it| BookingId(it.id))
                .collect();
            // A second option lies where it likes.
            if !sides.iter().all(|side| self.holds(*side)) {
                continue;
            }
            // The last of them that was moved goes on.
            let moved = moves.iter().filter(|it| sides.contains(&it.booking));
            let last = moved
                .filter_map(|it| Some((it.to.as_ref()?.start, it)))
                .max_by_key(|(start, _)| *start);
            let Some((start, it)) = last else { continue };
            let start = self.after.time().tick(start);
            let Some(activity) = self.activity_of(it) else { continue };
            let until = clash.range.filter(|_| clash.kind == K::DoubleBooking).map(|it| it.end);
            let until = until.unwrap_or(start).max(start + half_a_day);
            cuts.entry(activity).or_default().push(TickRange::new(start, until));
        }
        cuts
    }

    /// Is a booking more than an idea or a second option?
    fn holds(&self, booking: BookingId) -> bool {
        self.drafted.tags.iter().all(|tag| match tag {
            Tag::Session(session) => session.booking.id != booking || session.holds,
            _ => true,
        })
    }

    /// The activity that a move is of.
    fn activity_of(&self, of: &Move) -> Option<usize> {
        self.drafted.tags.iter().enumerate().find_map(|(number, tag)| {
            let booking = match tag {
                Tag::Session(session) => self.id_of(number, session),
                Tag::ToBook { .. } => BookingId((self.id)(number)),
                Tag::Work { .. } | Tag::Gate | Tag::Due { .. } => return None,
            };
            (booking == of.booking).then_some(number)
        })
    }

    fn kind(&self, moves: &[Move], deliveries: &[Delivery]) -> WayKind {
        let changes = |what: fn(&Place, &Place) -> bool| {
            moves
                .iter()
                .any(|it| it.from.as_ref().zip(it.to.as_ref()).is_some_and(|(a, b)| what(a, b)))
        };
        if moves.iter().any(|it| it.hours != Hours::Usual) {
            WayKind::Overtime
        } else if self.start_anyway {
            WayKind::StartAnyway
        } else if changes(|a, b| a.people != b.people) {
            WayKind::People
        } else if changes(|a, b| a.room != b.room) {
            WayKind::Rooms
        } else if moves.is_empty() {
            let late = deliveries.iter().any(|it| it.days_late > 0);
            if late { WayKind::AskDate } else { WayKind::Absorb }
        } else {
            let sooner = |it: &&Move| {
                it.from.as_ref().zip(it.to.as_ref()).is_some_and(|(from, to)| to.start < from.start)
            };
            let sooner = moves.iter().filter(sooner).count();
            if sooner * 2 > moves.len() { WayKind::Advance } else { WayKind::Slide }
        }
    }

    /// The dates that change, and those that are missed, of the productions concerned.
    fn deliveries(&self, report: &Report) -> Vec<Delivery> {
        let day = self.after.time().calendars().day_length();
        let house = self.after.time().house();
        let mut deliveries = Vec::new();
        for (production, dates) in report.plans() {
            for deadline in &dates.deadlines {
                let Some(after) = deadline.finish else { continue };
                let old = self.before.plan(production);
                let old = old
                    .and_then(|it| it.deadlines.iter().find(|it| it.subject == deadline.subject));
                let before = old.and_then(|it| it.finish);
                let was_due = old.map(|it| it.at);
                let same = before == Some(after) && was_due == Some(deadline.at);
                let asked = after > deadline.at && self.concerned.contains(&production);
                if same && !asked {
                    continue;
                }
                let days = |from: Tick, to: Tick| whole_days(house.work_between(from, to), day);
                deliveries.push(Delivery {
                    subject: deadline.subject,
                    due: deadline.at,
                    before,
                    after,
                    days_late: days(deadline.at, after),
                    days_later: before.map_or(0, |before| days(before, after)),
                });
            }
        }
        deliveries.sort_by_key(|it| (std::cmp::Reverse(it.days_late), it.subject));
        deliveries
    }

    /// People of confirmed sessions and first options within ten days that change.
    fn calls(&self, moves: &[Move]) -> BTreeSet<PersonId> {
        let soon = self.after.now() + Minutes::hours(10 * 24);
        let time = self.after.time();
        let is_soon =
            |place: &Option<Place>| place.as_ref().is_some_and(|it| time.tick(it.start) < soon);
        let near = moves.iter().filter(|it| is_soon(&it.from) || is_soon(&it.to));
        let places = near.flat_map(|it| it.from.iter().chain(&it.to));
        places.flat_map(|place| place.people.iter().copied()).collect()
    }

    fn overtime(&self, schedule: &Schedule) -> Minutes {
        let mut sum = Minutes::ZERO;
        let instance = self.drafted.prepared.instance();
        for (number, tag) in self.drafted.tags.iter().enumerate() {
            let Some(slot) = schedule.slots.get(number).copied().flatten() else { continue };
            let Some(choice) = tag.choice(slot.mode) else { continue };
            let mode = instance.activities.get(number).and_then(|it| it.modes.get(slot.mode));
            let work = mode.map_or(Minutes::ZERO, |mode| mode.work);
            sum = sum + overtime(choice.hours, choice.pattern, work);
        }
        sum
    }
}

/// Working time in days, rounded away from none: an hour late is a day late.
fn whole_days(minutes: Minutes, day: Minutes) -> i64 {
    let length = day.0.max(1);
    let days =
        minutes.0.abs().div_euclid(length) + i64::from(minutes.0.abs().rem_euclid(length) > 0);
    if minutes.is_negative() { -days } else { days }
}

/// By where they were, then by where they come.
fn in_order(mut moves: Vec<Move>) -> Vec<Move> {
    let start = |place: &Option<Place>| place.as_ref().map(|place| place.start);
    moves.sort_by_key(|it| (it.from.is_none(), start(&it.from), start(&it.to), it.booking));
    moves
}
