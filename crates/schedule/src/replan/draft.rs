//! From plans to the terms of the engine: each session an activity, each way to hold it a mode;
//! work nobody has booked, deadlines and dependencies between them.

mod closely;
mod halves;
mod ideas;
mod order;
mod sessions;
mod ties;
mod unbooked;
mod untangle;

pub(crate) use halves::{AT_ONCE, halves};

use super::choice::{Choice, Hours};
use super::focus::{Focus, tolerated};
use super::suited::{Crew, Suited};
use super::supply::{Supplied, Supply};
use super::way::Cuts;
use super::weights::Weights;
use crate::clash::Clash;
use crate::compile::Ends;
use crate::part::PlanBase;
use crate::report::Report;
use crate::solve::{Activity, Instance, InstanceProblem, Precedence, Prepared, Renewable, Use};
use model::{Booking, BookingId, Casting, Plan, ProductionId, ProductionState, Subject, TaskId};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use units::{Minutes, Tick, TickRange};

/// How far beyond the last date there is room to put things off.
const ROOM_TO_SLIP: Minutes = Minutes::hours(180 * 24);

/// A session, or a part of one.
#[derive(Debug, Clone)]
pub(crate) struct Session {
    pub(crate) production: ProductionId,
    pub(crate) booking: Arc<Booking>,
    /// Which part: the first keeps the booking.
    pub(crate) part: usize,
    /// Of how many.
    pub(crate) parts: usize,
    /// Where the part lies.
    pub(crate) range: TickRange,
    /// Is it an idea that lies, for the engine, where the work lies for which it is thought?
    pub(crate) carried: bool,
    /// Work in it, lunch left out.
    pub(crate) work: Minutes,
    /// Does it hold its room and people, as firm bookings and first options do?
    pub(crate) holds: bool,
    /// Is it half of what two people may share?
    pub(crate) shared: bool,
    /// By mode.
    pub(crate) choices: Vec<Choice>,
}

/// What an activity of the engine stands for.
#[derive(Debug, Clone)]
pub(crate) enum Tag {
    Session(Session),
    /// Work that is to be booked, with whom and where by mode.
    ToBook {
        production: ProductionId,
        task: TaskId,
        like: Arc<Booking>,
        choices: Vec<Choice>,
    },
    /// Work that nobody has booked, and nobody has to now.
    Work {
        production: ProductionId,
        task: TaskId,
    },
    /// Work that is done, or over, after which others have to come soon.
    Done {
        production: ProductionId,
        task: TaskId,
    },
    /// Where many sessions end before many others.
    Gate,
    /// A date to be met.
    Due {
        subject: Subject,
        due: Tick,
    },
}

/// A plan in the terms of the engine.
#[derive(Debug)]
pub(crate) struct Drafted {
    pub(crate) prepared: Prepared,
    pub(crate) tags: Vec<Tag>,
    pub(crate) supplied: Vec<Supplied>,
}

/// What is planned anew begins and lasts in steps of this length.
const STEP: i64 = 30;

/// Where something lay before, if it lay anywhere.
type Lay = Option<TickRange>;

pub(crate) struct Draft<'a> {
    pub(crate) before: &'a Report,
    pub(crate) after: &'a Report,
    pub(crate) casting: &'a Casting,
    pub(crate) weights: &'a Weights,
    /// The task that has to wait.
    pub(crate) waits: Option<(ProductionId, TaskId)>,
    /// The clash that was asked about.
    pub(crate) asked: Option<&'a Clash>,
    pub(crate) focus: &'a Focus,
    /// When what each date applies to was finished before, as the engine reckons.
    pub(crate) standing: &'a BTreeMap<Subject, Tick>,
    /// May work that has to wait begin on what is there, all but its last session?
    pub(crate) loose: bool,
    /// May sessions be held outside the usual hours? Where that costs too much it is left out: what
    /// could be done would otherwise seem less urgent than it is.
    pub(crate) overtime: bool,
    /// Sessions that find no gap as long as they are, and may be held in pieces.
    pub(crate) cut: &'a BTreeSet<BookingId>,
    /// The tasks that two people may share (`halves.rs`).
    pub(crate) shared: &'a BTreeSet<(ProductionId, TaskId)>,
    /// May confirmed sessions of productions that are not concerned move?
    pub(crate) others: bool,
    /// The production whose sessions alone may move, if only one's.
    pub(crate) only: Option<ProductionId>,
    /// Do ideas lie where the work lies for which they are thought (`ideas.rs`)?
    pub(crate) carry: bool,
    /// Does each session keep its room, its people and its hours?
    pub(crate) as_it_is: bool,
}

/// What grows while the plans are read.
struct Growing<'a> {
    supply: Supply<'a>,
    suited: Suited<'a>,
    activities: Vec<Activity>,
    precedences: Vec<Precedence>,
    tags: Vec<Tag>,
    /// Where each lay before.
    lay: Vec<Lay>,
    tolerated: BTreeSet<BookingId>,
    /// Where ideas lie for the engine.
    carried: BTreeMap<BookingId, TickRange>,
}

impl Drafted {
    /// Plans that nothing happens to, in which every session keeps its place if it can.
    pub(crate) fn undisturbed(
        report: &Report,
        casting: &Casting,
        weights: &Weights,
        carry: bool,
    ) -> Result<Self, Vec<InstanceProblem>> {
        let draft = Draft {
            before: report,
            after: report,
            casting,
            weights,
            waits: None,
            asked: None,
            loose: false,
            overtime: false,
            shared: &BTreeSet::new(),
            cut: &BTreeSet::new(),
            others: true,
            only: None,
            as_it_is: true,
            carry,
            focus: &Focus::default(),
            standing: &BTreeMap::new(),
        };
        draft.prepare()
    }

    /// The same with sessions kept from where, and how, they broke a rule that the engine does not
    /// know.
    ///
    /// # Errors
    /// As [`Draft::prepare`].
    pub(crate) fn without(&self, cuts: &Cuts) -> Result<Self, Vec<InstanceProblem>> {
        let mut instance = self.prepared.instance().clone();
        let mut supplied = self.supplied.clone();
        let mut place = |capacity, closed| {
            supplied.push(Supplied::Place);
            instance.renewables.push(Renewable { capacity, closed, turnaround: Minutes::ZERO });
            Use { renewable: instance.renewables.len() - 1, amount: 1 }
        };
        for (number, cut) in cuts {
            let Some(activity) = instance.activities.get_mut(*number) else { continue };
            if !cut.ranges.is_empty() {
                let elsewhere = place(1, cut.ranges.clone());
                activity.modes.iter_mut().for_each(|mode| mode.uses.push(elsewhere));
            }
            if cut.usual_hours {
                let never = place(0, Vec::new());
                for (mode, of_mode) in activity.modes.iter_mut().enumerate() {
                    let choice = self.tags.get(*number).and_then(|tag| tag.choice(mode));
                    if choice.is_some_and(|it| it.hours != Hours::Usual) {
                        of_mode.uses.push(never);
                    }
                }
            }
        }
        Ok(Self { prepared: Prepared::new(instance)?, tags: self.tags.clone(), supplied })
    }
}

impl Draft<'_> {
    /// Everything the facility does, ready to be searched.
    ///
    /// # Errors
    /// The problems of the engine, which are faults of this module but for sheer size.
    pub(crate) fn prepare(&self) -> Result<Drafted, Vec<InstanceProblem>> {
        let horizon = self.horizon();
        let mut growing = Growing {
            supply: Supply::new(self.after.time(), horizon),
            suited: Suited::new(self.after.time().facility()),
            activities: Vec::new(),
            precedences: Vec::new(),
            tags: Vec::new(),
            lay: Vec::new(),
            tolerated: tolerated(self.before, self.focus, self.asked),
            carried: BTreeMap::new(),
        };
        for (id, part) in &self.after.parts {
            self.plan(*id, &part.base, &mut growing);
        }
        self.untangle(&mut growing);
        let Growing { supply, activities, precedences, tags, .. } = growing;
        let (renewables, supplied, calendars) =
            (supply.renewables, supply.supplied, supply.calendars);
        let day = Minutes::hours(24);
        let instance = Instance { horizon, day, calendars, renewables, activities, precedences };
        Ok(Drafted { prepared: Prepared::new(instance)?, tags, supplied })
    }

    /// From the first session that is not over to well after the last date.
    fn horizon(&self) -> TickRange {
        let now = self.after.now();
        let (mut first, mut last) = (now, now);
        for part in self.after.parts.values() {
            for booking in part.base.plan.bookings.values() {
                let pieces = part.base.pieces(self.after.time(), booking);
                let ends = pieces.first().zip(pieces.last()).filter(|(_, end)| end.end > now);
                if let Some((begin, end)) = ends {
                    first = first.min(begin.start);
                    last = last.max(end.end);
                }
            }
            let dates = part.dated.dates.tasks.values().map(|dates| dates.finish);
            let due = part.base.deadlines.all.iter().map(|deadline| deadline.at);
            last = dates.chain(due).fold(last, Tick::max);
        }
        let known = self.after.time().calendars().horizon();
        TickRange::new(first.max(known.start), (last + ROOM_TO_SLIP).min(known.end).max(now))
    }

    fn plan(&self, production: ProductionId, base: &PlanBase, growing: &mut Growing<'_>) {
        let (plan, network) = (base.plan.as_ref(), &base.network);
        let crew = Crew::new(self.casting, plan);
        if self.carry && is_alive(plan) {
            self.carry_ideas(base, growing);
        }
        let mut of_task: Vec<Vec<usize>> = vec![Vec::new(); network.items.len()];
        for booking in plan.bookings.values() {
            for number in self.sessions(base, &crew, booking, growing) {
                let task = booking.task.and_then(|id| network.number(id));
                if let Some(row) = task.and_then(|task| of_task.get_mut(task)) {
                    row.push(number);
                }
            }
        }
        if !is_alive(plan) {
            return;
        }
        for (number, item) in network.leaves() {
            let booked = of_task.get(number).is_some_and(|row| !row.is_empty());
            let ideas = of_task.get(number).map_or(Minutes::ZERO, |row| growing.carried_work(row));
            let more = self.work(plan, &crew, &item.task, (booked, ideas), growing);
            if let Some(row) = of_task.get_mut(number) {
                row.sort_by_key(|activity| growing.lay.get(*activity).copied().flatten());
                row.extend(more);
            }
        }
        for (number, item) in network.leaves() {
            let row = of_task.get(number).map_or(&[][..], Vec::as_slice);
            growing.only_so_many(self.at_once(plan, &item.task), row);
        }
        for (number, item) in network.leaves() {
            self.after_own_work(of_task.get(number).map_or(&[], Vec::as_slice), growing);
            self.release(base, number, &item.task, &of_task, growing);
        }
        for tie in &network.ties {
            self.tie(base, tie, &of_task, growing);
        }
        self.deadlines(production, base, &of_task, growing);
    }

    /// The first moment at which something new may begin.
    fn soonest(&self) -> Tick {
        let now = self.after.now().0;
        Tick(now + (STEP - now.rem_euclid(STEP)) % STEP)
    }
}

/// Is anything of a production still to be planned? What is delivered, put away or given up keeps
/// the rooms and people it still has, and nothing else.
fn is_alive(plan: &Plan) -> bool {
    use ProductionState as S;
    !matches!(plan.production.state, S::Delivered | S::Archived | S::Abandoned)
}

impl Growing<'_> {
    fn add(&mut self, activity: Activity, tag: Tag, lay: Lay) -> usize {
        self.activities.push(activity);
        self.tags.push(tag);
        self.lay.push(lay);
        self.activities.len() - 1
    }

    /// One waits for another; by as much as they broke that before, if that is tolerated, they may
    /// go on to break it.
    fn precede(
        &mut self,
        from: usize,
        to: usize,
        ends: Ends,
        (lag, calendar): (Minutes, Option<usize>),
        tolerant: bool,
    ) {
        let lay = |number: usize| self.lay.get(number).copied().flatten();
        let mut precedence = Precedence { lag, calendar, ..Precedence::new(from, to) };
        precedence.ends = ends;
        if let (true, Some(before), Some(after)) = (tolerant, lay(from), lay(to)) {
            let tied = if ends.waits_for_start() { before.start } else { before.end };
            let held = if ends.holds_start() { after.start } else { after.end };
            let least = match calendar.and_then(|number| self.supply.calendars.get(number)) {
                Some(calendar) => calendar.advance(tied, lag),
                None => tied + lag,
            };
            if held < least {
                (precedence.lag, precedence.calendar) = (held - tied, None);
            }
        }
        self.precedences.push(precedence);
    }
}

impl Tag {
    /// The task it is of.
    pub(crate) fn task(&self) -> Option<(ProductionId, TaskId)> {
        match self {
            Self::Session(session) => Some((session.production, session.booking.task?)),
            Self::ToBook { production, task, .. }
            | Self::Work { production, task }
            | Self::Done { production, task } => Some((*production, *task)),
            Self::Gate | Self::Due { .. } => None,
        }
    }

    /// Is it a session, or one to come?
    pub(crate) fn is_held(&self) -> bool {
        matches!(self, Self::Session(_) | Self::ToBook { .. })
    }

    /// How it is held in a mode.
    pub(crate) fn choice(&self, mode: usize) -> Option<&Choice> {
        match self {
            Self::Session(Session { choices, .. }) | Self::ToBook { choices, .. } => {
                choices.get(mode)
            }
            Self::Work { .. } | Self::Done { .. } | Self::Gate | Self::Due { .. } => None,
        }
    }
}
