//! The problem of the literature (RCPSP): activities of one mode, finish to start, resources that
//! several share, and the least makespan wanted. Also many projects at once under one source.
//!
//! Numbers in, numbers out; files are read elsewhere. The engine is `genetic.rs` on the generation
//! schemes of `generation.rs`; a project has an [`Instance`] too, so that one verifier checks all.

mod crossover;
mod generation;
mod genetic;

use crate::solve::instance::{Activity, Instance, Mode, Precedence, Renewable, Use};
use crate::solve::schedule::{Schedule, Slot};
use crate::solve::slice::{at, put};
use generation::{Direction, Words};
pub use genetic::Settings;
use units::{Minutes, Tick, TickRange};

/// The most activities of a project.
const MOST_ACTIVITIES: usize = 50_000;

/// The most resources: what fits into four words of a profile.
const MOST_RENEWABLES: usize = 16;

/// The most units of a resource: what fits into a field of a profile beside its guard.
const MOST_UNITS: u32 = 0x7FFF;

/// The longest all activities one after the other may be: the profile has a word for each tick.
const LONGEST: u64 = 2_000_000;

/// An activity of a project.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ProjectActivity {
    /// How long it takes, in ticks.
    pub duration: u32,
    /// How much of each resource it takes; of those not stated nothing.
    pub requests: Vec<u32>,
    /// What cannot start before it has ended, by number.
    pub successors: Vec<usize>,
}

/// Why a project cannot be searched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProjectProblem {
    /// More of something than is taken: its word, how many there are, how many may be.
    TooMany(&'static str, u64, u64),
    /// An activity that takes more of a resource than there is, both by number.
    NobodyCan(usize, usize),
    /// An activity with a successor, or a request of a resource, that is not there.
    Unknown(usize),
    /// Activities that wait for each other; one of them.
    Cycle(usize),
}

/// A project that was checked.
#[derive(Debug, Clone)]
pub struct Project {
    capacities: Vec<u32>,
    activities: Vec<ProjectActivity>,
    /// Activities, each after its predecessors; forward searches number them like this.
    order: Vec<usize>,
}

impl Project {
    /// Checks a project.
    pub fn new(
        capacities: Vec<u32>,
        activities: Vec<ProjectActivity>,
    ) -> Result<Self, ProjectProblem> {
        let units = capacities.iter().copied().max().unwrap_or_default();
        let length: u64 = activities.iter().map(|activity| u64::from(activity.duration)).sum();
        let counts = [
            ("activities", activities.len() as u64, MOST_ACTIVITIES as u64),
            ("resources", capacities.len() as u64, MOST_RENEWABLES as u64),
            ("units", u64::from(units), u64::from(MOST_UNITS)),
            ("ticks", length, LONGEST),
        ];
        for (what, count, most) in counts {
            if count > most {
                return Err(ProjectProblem::TooMany(what, count, most));
            }
        }
        for (number, activity) in activities.iter().enumerate() {
            let unknown = activity.successors.iter().any(|it| *it >= activities.len());
            if unknown || activity.requests.len() > capacities.len() {
                return Err(ProjectProblem::Unknown(number));
            }
            let pairs = activity.requests.iter().zip(&capacities);
            if let Some(renewable) = pairs.into_iter().position(|(wanted, there)| wanted > there) {
                return Err(ProjectProblem::NobodyCan(number, renewable));
            }
        }
        let order = ordered(&activities)?;
        Ok(Self { capacities, activities, order })
    }

    /// How many activities it has.
    pub fn len(&self) -> usize {
        self.activities.len()
    }

    /// Has it none?
    pub fn is_empty(&self) -> bool {
        self.activities.is_empty()
    }

    /// A makespan that no schedule can beat: the longest chain, and for each resource the work
    /// there is divided by its capacity, rounded up.
    pub fn lower_bound(&self) -> u32 {
        let mut ends = vec![0_u32; self.len()];
        let mut longest = 0;
        for number in &self.order {
            let Some(activity) = self.activities.get(*number) else { continue };
            let end = at(&ends, *number) + activity.duration;
            longest = longest.max(end);
            for next in &activity.successors {
                let later = at(&ends, *next).max(end);
                put(&mut ends, *next, later);
            }
        }
        let load = |(renewable, capacity): (usize, &u32)| {
            let work = |activity: &ProjectActivity| {
                u64::from(activity.duration) * u64::from(at(&activity.requests, renewable))
            };
            let work: u64 = self.activities.iter().map(work).sum();
            u32::try_from(work.div_ceil(u64::from(*capacity).max(1))).unwrap_or(u32::MAX)
        };
        self.capacities.iter().enumerate().map(load).fold(longest, u32::max)
    }

    /// The same as an instance, a tick for each of its ticks.
    pub fn to_instance(&self) -> Instance {
        let length: u32 = self.activities.iter().map(|activity| activity.duration).sum();
        let renewable = |capacity: &u32| Renewable { capacity: *capacity, ..Renewable::default() };
        let activity = |activity: &ProjectActivity| {
            let requests = activity.requests.iter().enumerate().filter(|(_, amount)| **amount > 0);
            let uses = requests.map(|(renewable, amount)| Use { renewable, amount: *amount });
            let work = Minutes(i64::from(activity.duration));
            Activity::new(vec![Mode { work, uses: uses.collect(), ..Mode::default() }])
        };
        let precedences = self.activities.iter().enumerate().flat_map(|(from, activity)| {
            activity.successors.iter().map(move |to| Precedence::new(from, *to))
        });
        Instance {
            horizon: TickRange::new(Tick(0), Tick(i64::from(length) + 1)),
            day: Minutes(1),
            calendars: Vec::new(),
            renewables: self.capacities.iter().map(renewable).collect(),
            activities: self.activities.iter().map(activity).collect(),
            precedences: precedences.collect(),
        }
    }

    /// Starts as a schedule of [`Self::to_instance`].
    pub fn to_schedule(&self, starts: &[u32]) -> Schedule {
        let slot = |(activity, start): (&ProjectActivity, &u32)| {
            let start = i64::from(*start);
            let end = Tick(start + i64::from(activity.duration));
            Some(Slot { mode: 0, start: Tick(start), end })
        };
        Schedule { slots: self.activities.iter().zip(starts).map(slot).collect() }
    }

    /// The project in the direction of time, numbered by its order.
    fn forward<const W: usize>(&self) -> Direction<W> {
        self.direction(self.order.iter().copied(), |from, to| (from, to))
    }

    /// The project against the direction of time: what was last is number 0.
    fn backward<const W: usize>(&self) -> Direction<W> {
        self.direction(self.order.iter().rev().copied(), |from, to| (to, from))
    }

    fn direction<const W: usize>(
        &self,
        order: impl Iterator<Item = usize>,
        tied: fn(usize, usize) -> (usize, usize),
    ) -> Direction<W> {
        let order: Vec<usize> = order.collect();
        let mut number = vec![0; self.len()];
        order.iter().enumerate().for_each(|(place, activity)| put(&mut number, *activity, place));
        let activities = order.iter().filter_map(|activity| self.activities.get(*activity));
        let durations = activities.clone().map(|activity| activity.duration).collect();
        let requests = activities.map(|activity| Words::packed(&activity.requests)).collect();
        let mut pairs = Vec::new();
        for (from, activity) in self.activities.iter().enumerate() {
            for to in &activity.successors {
                let (before, after) = tied(from, *to);
                pairs.push((at(&number, after), at(&number, before)));
            }
        }
        Direction::new(durations, requests, Words::capacities(&self.capacities), &pairs)
    }
}

/// Activities, each after its predecessors.
fn ordered(activities: &[ProjectActivity]) -> Result<Vec<usize>, ProjectProblem> {
    let mut waits = vec![0_usize; activities.len()];
    for next in activities.iter().flat_map(|activity| &activity.successors) {
        let more = at(&waits, *next) + 1;
        put(&mut waits, *next, more);
    }
    let mut order: Vec<usize> =
        (0..waits.len()).filter(|number| at(&waits, *number) == 0).collect();
    let mut done = 0;
    while let Some(number) = order.get(done).copied() {
        done += 1;
        for next in activities.get(number).into_iter().flat_map(|activity| &activity.successors) {
            let left = at(&waits, *next).saturating_sub(1);
            put(&mut waits, *next, left);
            if left == 0 {
                order.push(*next);
            }
        }
    }
    match waits.iter().position(|waits| *waits > 0) {
        Some(waiting) => Err(ProjectProblem::Cycle(waiting)),
        None => Ok(order),
    }
}
