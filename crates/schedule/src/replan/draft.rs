//! From plans to the terms of the engine: each session an activity, each way to hold it a mode;
//! work nobody has booked, deadlines and dependencies between them.

use super::choice::{Choice, Held, pattern_of};
use super::focus::{Focus, tolerated};
use super::supply::{Supplied, Supply};
use super::way::Cuts;
use super::weights::Weights;
use crate::clash::Clash;
use crate::compile::{Ends, Network, Tie};
use crate::dates::TaskDates;
use crate::part::PlanBase;
use crate::report::Report;
use crate::solve::{
    Activity, Deadline, Disturbance, Instance, Mode, Precedence, Prepared, Published, Use,
};
use model::{
    Booking, BookingId, BookingState, Casting, Lag, Plan, ProductionId, Subject, Task, TaskId,
};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use units::{Minutes, NaiveTime, Tick, TickRange};

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
    /// Does it hold its room and people, as firm bookings and first options do?
    pub(crate) holds: bool,
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
    /// Where many sessions end before many others.
    Gate,
    /// A date to be met.
    Due {
        subject: Subject,
        due: Tick,
    },
}

/// A plan in the terms of the engine.
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
    /// Where sessions may not begin: tried before, and against a rule the engine does not know.
    pub(crate) cuts: &'a Cuts,
}

/// What grows while the plans are read.
struct Growing<'a> {
    supply: Supply<'a>,
    activities: Vec<Activity>,
    precedences: Vec<Precedence>,
    tags: Vec<Tag>,
    /// Where each lay before.
    lay: Vec<Lay>,
    tolerated: BTreeSet<BookingId>,
}

impl Draft<'_> {
    /// Everything the facility does, ready to be searched.
    ///
    /// # Errors
    /// The problems of the engine, which are faults of this module but for sheer size.
    pub(crate) fn prepare(&self) -> Result<Drafted, Vec<crate::solve::InstanceProblem>> {
        let horizon = self.horizon();
        let mut growing = Growing {
            supply: Supply::new(self.after.time(), horizon),
            activities: Vec::new(),
            precedences: Vec::new(),
            tags: Vec::new(),
            lay: Vec::new(),
            tolerated: tolerated(self.before, self.focus, self.asked),
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

    /// Sessions that take something at the same time, in truth or only as the engine sees it, may
    /// go on to do so where they are, unless that is to be put right: the later one lies there
    /// without it.
    fn untangle(&self, growing: &mut Growing<'_>) {
        let mut taken: BTreeMap<usize, Vec<(TickRange, usize)>> = BTreeMap::new();
        for (number, activity) in growing.activities.iter().enumerate() {
            let lay = growing.lay.get(number).copied().flatten();
            let booking = match growing.tags.get(number) {
                Some(Tag::Session(session)) => session.booking.id,
                _ => continue,
            };
            let (Some(lay), Some(mode)) = (lay, activity.modes.first()) else { continue };
            if self.focus.bookings.contains_key(&booking) {
                continue;
            }
            for used in &mode.uses {
                if matches!(growing.supply.supplied.get(used.renewable), Some(Supplied::Of(_))) {
                    taken.entry(used.renewable).or_default().push((lay, number));
                }
            }
        }
        for (renewable, mut all) in taken {
            all.sort_unstable();
            let mut until: Option<(Tick, usize)> = None;
            for (lay, number) in all {
                let before = until.filter(|(end, _)| *end > lay.start);
                if until.is_none_or(|(end, _)| lay.end > end) {
                    until = Some((lay.end, number));
                }
                let Some((_, other)) = before else { continue };
                let pinned = |it: usize| growing.activities.get(it).is_some_and(|it| it.pinned);
                match (pinned(number), pinned(other)) {
                    (false, _) => growing.without(number, lay, renewable),
                    (true, false) => {
                        let lay = growing.lay.get(other).copied().flatten();
                        lay.into_iter().for_each(|lay| growing.without(other, lay, renewable));
                    }
                    (true, true) => {}
                }
            }
        }
    }

    /// From the first session that is not over to well after the last date.
    fn horizon(&self) -> TickRange {
        let now = self.after.now();
        let (mut first, mut last) = (now, now);
        for part in self.after.parts.values() {
            for holding in &part.base.holdings {
                if let Some(range) = holding.range().filter(|range| range.end > now) {
                    first = first.min(range.start);
                    last = last.max(range.end);
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
        let mut of_task: Vec<Vec<usize>> = vec![Vec::new(); network.items.len()];
        for booking in plan.bookings.values() {
            for number in self.sessions(production, plan, booking, growing) {
                let task = booking.task.and_then(|id| network.number(id));
                if let Some(row) = task.and_then(|task| of_task.get_mut(task)) {
                    row.push(number);
                }
            }
        }
        for (number, item) in network.leaves() {
            let booked = of_task.get(number).is_some_and(|row| !row.is_empty());
            let more = self.work(production, plan, &item.task, booked, growing);
            if let Some(row) = of_task.get_mut(number) {
                row.sort_by_key(|activity| growing.lay.get(*activity).copied().flatten());
                row.extend(more);
            }
        }
        for row in &of_task {
            growing.one_at_a_time(row);
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

    /// The activities of a booking: one, or several if it has to be cut.
    fn sessions(
        &self,
        production: ProductionId,
        plan: &Plan,
        booking: &Arc<Booking>,
        growing: &mut Growing<'_>,
    ) -> Vec<usize> {
        use BookingState as S;
        let open = matches!(
            booking.state,
            S::Idea | S::Option | S::Confirmed | S::InProgress | S::Other(_)
        );
        let time = self.after.time();
        let pieces = time.occupation(booking).pieces;
        let now = self.after.now();
        if !open || pieces.last().is_none_or(|last| last.end <= now) {
            return Vec::new();
        }
        let runs = self.runs(plan, booking, &pieces);
        let parts = runs.len();
        let mut numbers = Vec::with_capacity(parts);
        for (part, run) in runs.iter().enumerate() {
            let (Some(first), Some(last)) = (run.first(), run.last()) else { continue };
            let range = TickRange::new(first.start, last.end);
            let held = Held {
                report: self.after,
                casting: self.casting,
                weights: self.weights,
                plan,
                booking,
                start: range.start,
                work: time.booked_work(run),
                holds: booking.state.is_firm()
                    || (booking.state == S::Option && booking.rank.unwrap_or(1) <= 1),
                pattern: pattern_of(booking, self.after),
            };
            let begun = range.start <= now;
            let foreign = booking.zone.is_some_and(|zone| zone != time.calendars().zone());
            let fixed = begun
                || booking.pinned
                || foreign
                || booking.state == S::InProgress && part == 0 && !self.must_move(booking);
            numbers.push(self.session(production, &held, (part, parts), range, fixed, growing));
        }
        numbers
    }

    /// Has the event made a task wait?
    fn waits(&self, production: ProductionId, task: TaskId) -> bool {
        self.waits == Some((production, task))
    }

    /// The first moment at which something new may begin.
    fn soonest(&self) -> Tick {
        let now = self.after.now().0;
        Tick(now + (STEP - now.rem_euclid(STEP)) % STEP)
    }

    fn must_move(&self, booking: &Booking) -> bool {
        self.focus.bookings.contains_key(&booking.id)
    }

    /// A booking in parts: what is over or under way, what cannot be, what could be. Whole unless
    /// part of it cannot be and the work may be cut.
    fn runs(&self, plan: &Plan, booking: &Booking, pieces: &[TickRange]) -> Vec<Vec<TickRange>> {
        let whole = || vec![pieces.to_vec()];
        let Some(against) = self.focus.bookings.get(&booking.id) else { return whole() };
        let now = self.after.now();
        let away: Vec<TickRange> = against
            .iter()
            .filter(|it| {
                use crate::clash::ClashKind as K;
                matches!(it.kind, K::Absence | K::ClosedHours)
            })
            .filter_map(|it| it.range)
            .collect();
        let begun = pieces.first().is_some_and(|first| first.start <= now);
        let task = booking.task.and_then(|id| plan.tasks.get(&id));
        if pieces.len() < 2
            || away.is_empty()
            || !(begun || task.is_none_or(|task| task.may_split()))
        {
            return whole();
        }
        // What somebody is away for: of the days between the first and the last, all.
        let state =
            |piece: &TickRange| (piece.start <= now, away.iter().any(|away| away.overlaps(*piece)));
        let mut runs: Vec<Vec<TickRange>> = Vec::new();
        let mut last = None;
        for piece in pieces {
            let state = state(piece);
            match runs.last_mut().filter(|_| last == Some(state)) {
                Some(run) => run.push(*piece),
                None => runs.push(vec![*piece]),
            }
            last = Some(state);
        }
        runs
    }

    fn session(
        &self,
        production: ProductionId,
        held: &Held<'_>,
        (part, parts): (usize, usize),
        range: TickRange,
        fixed: bool,
        growing: &mut Growing<'_>,
    ) -> usize {
        let booking = held.booking;
        let own = held.own();
        let mut choices = vec![own.clone()];
        let regular = held.mode(&own, &mut growing.supply);
        let fits = |mode: &Mode, growing: &Growing<'_>| {
            let calendar = mode.calendar.and_then(|number| growing.supply.calendars.get(number));
            calendar.is_some_and(|calendar| {
                calendar.is_working(range.start)
                    && calendar.try_advance(range.start, mode.work) == Some(range.end)
            })
        };
        // Nobody looks whether an idea clashes.
        let stays = growing.tolerated.contains(&booking.id) || booking.state == BookingState::Idea;
        let mut modes = Vec::new();
        if held.is_unfit() && self.must_move(booking) {
            modes.push(Mode { uses: vec![growing.supply.never()], ..regular });
        } else if fixed || stays || !fits(&regular, growing) {
            modes.push(held.as_it_stands(range, &mut growing.supply));
            if !fixed && regular.work.is_positive() {
                choices.push(own);
                modes.push(regular);
            }
        } else {
            modes.push(regular);
        }
        if !fixed && held.work.is_positive() {
            for choice in held.others() {
                let mode = held.mode(&choice, &mut growing.supply);
                modes.push(mode);
                choices.push(choice);
            }
        }
        self.cut(&mut modes, growing);
        let now = self.after.now();
        let disturbance = self.weights.disturbance(booking, range.start, now, self.after.time());
        let activity = Activity {
            published: Some(Published { mode: 0, start: range.start }),
            pinned: fixed,
            release: if fixed { Tick(i64::MIN) } else { self.soonest().min(range.start) },
            disturbance,
            ..Activity::new(modes)
        };
        let booking = Arc::new(booking.clone());
        let holds = held.holds;
        let session = Session { production, booking, part, parts, range, holds, choices };
        growing.add(activity, Tag::Session(session), Some(range))
    }

    /// Keeps the activity that comes next from where it broke a rule.
    fn cut(&self, modes: &mut [Mode], growing: &mut Growing<'_>) {
        if let Some(cuts) = self.cuts.get(&growing.activities.len()) {
            let place = growing.supply.place(cuts.clone());
            modes.iter_mut().for_each(|mode| mode.uses.push(place));
        }
    }

    /// Work of a task that no booking holds: one more activity; a milestone too, so that what
    /// waits for it waits.
    fn work(
        &self,
        production: ProductionId,
        plan: &Plan,
        task: &Arc<Task>,
        has_sessions: bool,
        growing: &mut Growing<'_>,
    ) -> Option<usize> {
        if task.is_finished() {
            return None;
        }
        let dates = |report: &Report| report.plan(production)?.task(task.id).cloned();
        let after = dates(self.after)?;
        // Sessions that are over hold their work too, whether anybody has said so or not.
        let has_sessions = has_sessions || after.booked.is_positive();
        if has_sessions && !after.unbooked.is_positive() {
            return None;
        }
        if self.focus.grown.contains(&(production, task.id))
            && let Some(number) = self.to_book(production, plan, task, after.unbooked, growing)
        {
            return Some(number);
        }
        let lay = dates(self.before).and_then(|before| self.lay_of_work(&before, has_sessions));
        let mode = Mode {
            work: in_steps(if has_sessions || task.actual_start.is_some() {
                after.unbooked
            } else {
                task.open_work()
            }),
            calendar: Some(Supply::HOUSE),
            ..Mode::default()
        };
        // As long as it is here, so that what came right after it still may.
        let house = self.after.time().house();
        let lay = lay.map(|it| TickRange::new(it.start, house.advance(it.start, mode.work)));
        let soonest = self.soonest();
        let activity = Activity {
            published: lay.map(|range| Published { mode: 0, start: range.start }),
            release: lay.map_or(soonest, |lay| lay.start.min(soonest)),
            disturbance: Disturbance::default(),
            ..Activity::new(vec![mode])
        };
        Some(growing.add(activity, Tag::Work { production, task: task.id }, lay))
    }

    /// Where the work that nobody has booked lay before.
    fn lay_of_work(&self, before: &TaskDates, has_sessions: bool) -> Lay {
        if has_sessions && !before.unbooked.is_positive() {
            return None;
        }
        let house = self.before.time().house();
        let now = self.before.now();
        let start = match has_sessions || before.start < now {
            true => house.retreat(before.finish, before.unbooked),
            false => before.start,
        };
        let start = if before.unbooked.is_positive() { house.next_working(start)? } else { start };
        (start >= now).then(|| TickRange::new(start, before.finish.max(start)))
    }

    /// Work that has to be booked now, like the last session of its task.
    fn to_book(
        &self,
        production: ProductionId,
        plan: &Plan,
        task: &Task,
        work: Minutes,
        growing: &mut Growing<'_>,
    ) -> Option<usize> {
        let of_task = plan.bookings.values().filter(|booking| {
            booking.task == Some(task.id) && booking.state.holds() && booking.start.is_some()
        });
        let like = of_task.max_by_key(|booking| booking.start)?;
        if !work.is_positive() {
            return None;
        }
        let (now, work) = (self.after.now(), in_steps(work));
        let mut pattern = pattern_of(like, self.after);
        let day = self.after.time().calendars().day_length();
        (pattern.window, pattern.one_day) = (like.window, work <= day);
        let held = Held {
            report: self.after,
            casting: self.casting,
            weights: self.weights,
            plan,
            booking: like,
            start: now,
            work,
            holds: true,
            pattern,
        };
        let mut choices = vec![held.own()];
        choices.extend(held.others());
        let mut modes: Vec<Mode> =
            choices.iter().map(|choice| held.mode(choice, &mut growing.supply)).collect();
        // Nothing was published from which they could differ: what is like the others is preferred.
        for mode in &mut modes {
            mode.preference = mode.preference.saturating_add(mode.change);
        }
        self.cut(&mut modes, growing);
        let activity = Activity { release: self.soonest(), ..Activity::new(modes) };
        let tag = Tag::ToBook { production, task: task.id, like: Arc::clone(like), choices };
        Some(growing.add(activity, tag, None))
    }

    /// Work that no booking holds comes after those that are booked.
    fn after_own_work(&self, of_task: &[usize], growing: &mut Growing<'_>) {
        let Some((last, sessions)) = of_task.split_last() else { return };
        if !matches!(growing.tags.get(*last), Some(Tag::Work { .. })) {
            return;
        }
        for session in sessions {
            growing.precede(*session, *last, Ends::FinishToStart, (Minutes::ZERO, None), true);
        }
    }

    /// Dates before which a task does not begin: its own, those of its groups, and what is done
    /// already that it waited for.
    fn release(
        &self,
        base: &PlanBase,
        number: usize,
        task: &Task,
        of_task: &[Vec<usize>],
        growing: &mut Growing<'_>,
    ) {
        let asked = self.waits(base.plan.production.id, task.id);
        if task.actual_start.is_some() && !asked {
            return;
        }
        let time = self.after.time();
        let (plan, network) = (base.plan.as_ref(), &base.network);
        let mut release = Tick(i64::MIN);
        let mut above = Some(number);
        // A group in itself is a mistake of the plan; nothing is nested deeper than this.
        for _ in 0..32 {
            let Some(item) = above.and_then(|number| network.item(number)) else { break };
            release = release.max(item.task.not_before.map_or(Tick(i64::MIN), |at| time.tick(at)));
            let ties = network.ties_into(above.unwrap_or(number));
            let done = ties.filter(|(tie, from)| {
                tie.ends.holds_start()
                    && (from.task.is_finished()
                        || (tie.ends.waits_for_start() && from.task.actual_start.is_some()))
            });
            for (tie, from) in done {
                let dates =
                    self.after.plan(plan.production.id).and_then(|it| it.task(from.task.id));
                let end =
                    dates.map(|it| if tie.ends.waits_for_start() { it.start } else { it.finish });
                let (lag, working) = lag_of(tie.lag, from.task.work);
                let at =
                    end.map(|end| if working { time.house().advance(end, lag) } else { end + lag });
                release = release.max(at.unwrap_or(release));
            }
            above = item.parent;
        }
        if let Some(start) = plan.production.start {
            release = release.max(time.tick(start.and_time(NaiveTime::MIN)));
        }
        let row = of_task.get(number).map_or(&[][..], Vec::as_slice);
        for (place, activity) in row.iter().enumerate() {
            let lay = growing.lay.get(*activity).copied().flatten();
            let activity = growing.activities.get_mut(*activity).filter(|it| !it.pinned);
            let Some(activity) = activity else { continue };
            // What lay before it already may stay there, unless that is what has changed.
            let anyway = self.loose && (place + 1 < row.len() || row.len() == 1);
            let kept = lay.map(|lay| lay.start).filter(|_| !asked || anyway);
            activity.release = activity.release.max(kept.map_or(release, |kept| release.min(kept)));
        }
    }

    /// A dependency between the activities of two tasks; of groups, of all their tasks.
    fn tie(&self, base: &PlanBase, tie: &Tie, of_task: &[Vec<usize>], growing: &mut Growing<'_>) {
        let network = &base.network;
        let (Some(from), Some(to)) = (network.item(tie.from), network.item(tie.to)) else { return };
        if from.undated || to.undated || (to.group && !tie.ends.holds_start()) {
            return;
        }
        let begun = to.task.actual_start.is_some() && tie.ends.holds_start();
        let strict = self.focus.ties.contains(&(base.plan.production.id, from.task.id, to.task.id));
        if begun {
            return;
        }
        let all = |number: usize| -> Vec<usize> {
            leaves(network, number)
                .iter()
                .filter_map(|leaf| of_task.get(*leaf))
                .flatten()
                .copied()
                .collect()
        };
        let (mut before, mut after) = (all(tie.from), all(tie.to));
        if tie.ends.waits_for_start() {
            if from.task.actual_start.is_some() {
                return;
            }
            before.truncate(1);
        }
        if !tie.ends.holds_start() {
            after = after.last().copied().into_iter().collect();
        }
        let (lag, working) = lag_of(tie.lag, from.task.work);
        let lag = (lag, working.then_some(Supply::HOUSE));
        if before.len() * after.len() > 36 && tie.ends == Ends::FinishToStart {
            let ends = before.iter().filter_map(|it| growing.lay.get(*it).copied().flatten());
            let lay = ends.map(|range| range.end).max().map(|end| TickRange::new(end, end));
            let mode = Mode::default();
            let gate = growing.add(Activity::new(vec![mode]), Tag::Gate, lay);
            for number in before {
                growing.precede(number, gate, Ends::FinishToStart, (Minutes::ZERO, None), false);
            }
            for number in after {
                growing.precede(gate, number, tie.ends, lag, !strict);
            }
            return;
        }
        for from in &before {
            for to in &after {
                growing.precede(*from, *to, tie.ends, lag, !strict);
            }
        }
    }

    /// The dates of a plan; those of other productions may not get worse than they were.
    fn deadlines(
        &self,
        production: ProductionId,
        base: &PlanBase,
        of_task: &[Vec<usize>],
        growing: &mut Growing<'_>,
    ) {
        let concerned = self.focus.productions.contains(&production);
        for deadline in &base.deadlines.all {
            let subject = Subject::planned(production, deadline.kind, deadline.id);
            // What another of them waits for is finished before it.
            let is_last = |task: &&usize| {
                let mut after = base.network.ties_out_of(**task);
                !after.any(|(tie, _)| {
                    tie.ends == Ends::FinishToStart
                        && deadline.tasks.contains(&tie.to)
                        && tie.lag == Lag::ZERO
                        && of_task.get(tie.to).is_some_and(|row| !row.is_empty())
                })
            };
            let last = deadline.tasks.iter().filter(is_last);
            let of_deadline: Vec<usize> =
                last.filter_map(|task| of_task.get(*task)).flatten().copied().collect();
            if of_deadline.is_empty() {
                continue;
            }
            let kept = self.standing.get(&subject).filter(|_| !concerned);
            let due = kept.map_or(deadline.at, |kept| deadline.at.max(*kept));
            let master = matches!(deadline.kind, model::Kind::Production | model::Kind::Episode);
            let per_minute =
                if master { self.weights.late_minute } else { self.weights.late_task_minute };
            let mut activity = Activity::new(vec![Mode::default()]);
            activity.deadlines =
                vec![Deadline { due, per_minute, once: per_minute.saturating_mul(240) }];
            let number = growing.add(activity, Tag::Due { subject, due }, None);
            for before in of_deadline {
                growing.precede(before, number, Ends::FinishToStart, (Minutes::ZERO, None), false);
            }
        }
    }
}

impl Growing<'_> {
    fn add(&mut self, activity: Activity, tag: Tag, lay: Lay) -> usize {
        self.activities.push(activity);
        self.tags.push(tag);
        self.lay.push(lay);
        self.activities.len() - 1
    }

    /// Where it lies, a session is held without something; elsewhere with it.
    fn without(&mut self, number: usize, lay: TickRange, renewable: usize) {
        let Some(activity) = self.activities.get_mut(number) else { return };
        let Some(regular) = activity.modes.first().cloned() else { return };
        if regular.calendar.is_some() {
            let place = self.supply.only(lay);
            let hours = |it: &Use| {
                matches!(
                    self.supply.supplied.get(it.renewable),
                    Some(Supplied::Hours(_) | Supplied::Nights)
                )
            };
            let mut uses: Vec<Use> = regular.uses.iter().filter(|it| !hours(it)).copied().collect();
            uses.push(place);
            if let Some(first) = activity.modes.first_mut() {
                *first = Mode { work: lay.length(), calendar: None, uses, ..regular.clone() };
            }
            activity.modes.push(regular);
            if let Some(Tag::Session(session)) = self.tags.get_mut(number) {
                session.choices.extend(session.choices.first().cloned());
            }
        }
        if let Some(first) = activity.modes.first_mut() {
            first.uses.retain(|used| used.renewable != renewable);
        }
    }

    /// Sessions of one task do not lie beside each other, unless they already did: time booked
    /// twice is worked once.
    fn one_at_a_time(&mut self, of_task: &[usize]) {
        let lay = |number: &usize| self.lay.get(*number).copied().flatten();
        let sessions: Vec<usize> = of_task
            .iter()
            .copied()
            .filter(|it| matches!(self.tags.get(*it), Some(Tag::Session(_) | Tag::ToBook { .. })))
            .collect();
        let mut lays: Vec<TickRange> = sessions.iter().filter_map(lay).collect();
        lays.sort_unstable();
        let beside = lays.windows(2).any(|pair| match pair {
            [one, next] => one.overlaps(*next),
            _ => false,
        });
        if sessions.len() < 2 || beside {
            return;
        }
        let alone = self.supply.alone();
        for session in sessions {
            if let Some(activity) = self.activities.get_mut(session) {
                activity.modes.iter_mut().for_each(|mode| mode.uses.push(alone));
            }
        }
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

/// The tasks a task stands for.
fn leaves(network: &Network, number: usize) -> Vec<usize> {
    let mut ahead = vec![number];
    let mut found = Vec::new();
    while let Some(number) = ahead.pop() {
        match network.item(number) {
            Some(item) if item.undated => {}
            Some(item) if item.group => ahead.extend(network.children(number)),
            Some(_) => found.push(number),
            None => {}
        }
    }
    found.sort_unstable();
    found
}

/// Rounded up to whole steps.
fn in_steps(work: Minutes) -> Minutes {
    Minutes(work.0 + (STEP - work.0.rem_euclid(STEP)) % STEP)
}

/// A lag as minutes, and whether they are working time of the house.
fn lag_of(lag: Lag, work: Minutes) -> (Minutes, bool) {
    match lag {
        Lag::Working(minutes) => (minutes, true),
        Lag::Elapsed(minutes) => (minutes, false),
        Lag::Share(percent) => (percent.of(work), true),
    }
}

impl Tag {
    /// The task it is of.
    pub(crate) fn task(&self) -> Option<(ProductionId, TaskId)> {
        match self {
            Self::Session(session) => Some((session.production, session.booking.task?)),
            Self::ToBook { production, task, .. } | Self::Work { production, task } => {
                Some((*production, *task))
            }
            Self::Gate | Self::Due { .. } => None,
        }
    }

    /// How it is held in a mode.
    pub(crate) fn choice(&self, mode: usize) -> Option<&Choice> {
        match self {
            Self::Session(Session { choices, .. }) | Self::ToBook { choices, .. } => {
                choices.get(mode)
            }
            Self::Work { .. } | Self::Gate | Self::Due { .. } => None,
        }
    }
}
