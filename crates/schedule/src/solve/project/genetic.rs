//! A genetic algorithm on activity lists (Hartmann 1998) in which each schedule is justified to
//! both sides (Valls, Ballestín, Quintanilla 2005). A population that no longer improves gives way
//! to a larger one, so that more time is never spent on going round in the same schedules.

use super::Project;
use super::crossover::{shift, two_point};
use super::generation::{Direction, Profile, sorted_by};
use crate::solve::random::Random;
use crate::solve::slice::{at, put};
use crate::solve::{Pace, Progress};

/// How the search goes about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settings {
    /// The seed of its chance.
    pub seed: u64,
    /// How many schedules are kept to breed from at first, before populations grow; by the size of
    /// the project if 0.
    pub population: usize,
}

/// A population is given up after so many generations in which it has not become better.
const PATIENCE: usize = 12;

/// The most schedules that are kept to breed from.
const LARGEST: usize = 500;

/// How many of the best of each population may breed again.
const ELITES: usize = 8;

/// A schedule that breeds.
#[derive(Debug, Clone, Default)]
struct Parent {
    makespan: u32,
    list: Vec<u32>,
}

impl Project {
    /// Searches for a short schedule: its starts, by activity, and its makespan. It stops early at
    /// a makespan that cannot be beaten.
    pub fn search(&self, settings: Settings, pace: &mut Pace<'_>) -> (u32, Vec<u32>) {
        match self.capacities.len() {
            0..=4 => Search::<1>::new(self, settings).run(pace),
            5..=8 => Search::<2>::new(self, settings).run(pace),
            _ => Search::<4>::new(self, settings).run(pace),
        }
    }
}

struct Search<'p, const W: usize> {
    project: &'p Project,
    forward: Direction<W>,
    backward: Direction<W>,
    profile: Profile<W>,
    starts: Vec<u32>,
    counts: Vec<u32>,
    list: Vec<u32>,
    random: Random,
    population: usize,
    bound: u32,
    best: (u32, Vec<u32>),
    tried: u64,
}

impl<'p, const W: usize> Search<'p, W> {
    fn new(project: &'p Project, settings: Settings) -> Self {
        let forward = project.forward();
        let population = match (settings.population, project.len()) {
            (0, 0..50) => 40,
            (0, 50..100) => 60,
            (0, 100..400) => 160,
            (0, _) => 40,
            (population, _) => population.max(2),
        };
        Self {
            project,
            profile: Profile::new(&forward),
            forward,
            backward: project.backward(),
            starts: vec![0; project.len()],
            counts: Vec::new(),
            list: vec![0; project.len()],
            random: Random::new(settings.seed),
            population,
            bound: project.lower_bound(),
            best: (u32::MAX, Vec::new()),
            tried: 0,
        }
    }

    fn run(mut self, pace: &mut Pace<'_>) -> (u32, Vec<u32>) {
        let (mut elites, mut size) = (Vec::new(), self.population);
        for round in 0_usize.. {
            // Each second round breeds from the best of those before it too, the others afresh.
            let parents = if round % 2 == 1 { std::mem::take(&mut elites) } else { Vec::new() };
            let population = self.evolve(parents, size, pace);
            if self.is_over(pace) {
                break;
            }
            elites.extend(population.into_iter().take(ELITES));
            size = (size * 3 / 2).min(LARGEST.max(self.population));
        }
        self.finished()
    }

    /// Breeds until nothing better has come for a while; the best first.
    fn evolve(
        &mut self,
        mut parents: Vec<Parent>,
        size: usize,
        pace: &mut Pace<'_>,
    ) -> Vec<Parent> {
        let count = self.project.len();
        while parents.len() < size && !self.is_over(pace) {
            let list = self.sampled(parents.len());
            let parent = self.justified(&list);
            parents.push(parent);
        }
        let (mut taken, mut child) = (Vec::new(), Vec::new());
        let (mut least, mut idle) = (u64::MAX, 0);
        while idle < PATIENCE && !self.is_over(pace) {
            let mut children = Vec::with_capacity(parents.len());
            while children.len() < size && !self.is_over(pace) {
                let (one, other) =
                    (self.random.below(parents.len()), self.random.below(parents.len()));
                let (Some(mother), Some(father)) = (parents.get(one), parents.get(other)) else {
                    break;
                };
                // What the father orders is between a fifth and half of all.
                let span = count / 5 + self.random.below(count / 3 + 1);
                let first = self.random.below(count - span + 1);
                let points = (first, first + span);
                two_point(&mother.list, &father.list, points, &mut taken, &mut child);
                if self.random.permille(500) {
                    shift(&self.forward, &mut child, 2, &mut self.random);
                }
                let born = self.justified(&child);
                children.push(born);
            }
            parents.append(&mut children);
            parents.sort_by(|one, other| {
                (one.makespan, &one.list).cmp(&(other.makespan, &other.list))
            });
            parents.dedup_by(|one, other| one.list == other.list);
            parents.truncate(size);
            let sum = parents.iter().map(|parent| u64::from(parent.makespan)).sum();
            (least, idle) = if sum < least { (sum, 0) } else { (least, idle + 1) };
        }
        parents
    }

    /// The best, by the numbers of the project.
    fn finished(self) -> (u32, Vec<u32>) {
        let mut starts = vec![0; self.project.len()];
        let pairs = self.project.order.iter().zip(&self.best.1);
        pairs.for_each(|(activity, start)| put(&mut starts, *activity, *start));
        (self.best.0, starts)
    }

    fn is_over(&mut self, pace: &mut Pace<'_>) -> bool {
        self.best.0 <= self.bound
            || pace.used(Progress { tried: self.tried, best: i64::from(self.best.0) }) >= 1_000
                && self.tried > 0
    }

    /// A list that a generation scheme makes of urgency and chance; the first is urgency alone.
    fn sampled(&mut self, place: usize) -> Vec<u32> {
        let noise = if place == 0 { 0 } else { 1 + self.random.below(400) };
        let tails = self.tails();
        let longest = tails.iter().copied().max().unwrap_or_default() as usize + 1;
        let keys: Vec<u64> = tails
            .iter()
            .map(|tail| {
                let early = (longest - *tail as usize) * 1_000;
                (early + self.random.below(longest * noise + 1)) as u64
            })
            .collect();
        if place % 5 < 2 {
            return self.forward.parallel(&keys, &mut self.profile);
        }
        let mut waits: Vec<usize> =
            (0..keys.len()).map(|number| self.forward.before(number).len()).collect();
        let key = |number: usize| std::cmp::Reverse((at(&keys, number), number));
        let free = (0..keys.len()).filter(|number| at(&waits, *number) == 0);
        let mut ready: std::collections::BinaryHeap<_> = free.map(key).collect();
        let mut list = Vec::with_capacity(keys.len());
        while let Some(std::cmp::Reverse((_, number))) = ready.pop() {
            list.push(number as u32);
            for after in self.forward.after(number) {
                let left = at(&waits, *after).saturating_sub(1);
                put(&mut waits, *after, left);
                if left == 0 {
                    ready.push(key(*after));
                }
            }
        }
        list
    }

    /// The longest chain from the start of each activity.
    fn tails(&self) -> Vec<u32> {
        let mut tails = self.forward.durations.clone();
        for number in (0..tails.len()).rev() {
            let longest = self.forward.after(number).iter().map(|it| at(&tails, *it)).max();
            let tail = at(&tails, number) + longest.unwrap_or_default();
            put(&mut tails, number, tail);
        }
        tails
    }

    /// Schedules a list, then justifies it to the right and to the left; neither makes it longer.
    fn justified(&mut self, list: &[u32]) -> Parent {
        let mut makespan = self.forward.serial(list, &mut self.profile, &mut self.starts);
        self.tried += 1;
        let turned = |makespan: u32,
                      starts: &[u32],
                      durations: &[u32],
                      counts: &mut Vec<u32>,
                      list: &mut [u32]| {
            let keys = starts.iter().zip(durations).rev();
            let keys = keys.map(|(start, duration)| makespan - (start + duration));
            sorted_by(keys, makespan, counts, list);
        };
        turned(makespan, &self.starts, &self.forward.durations, &mut self.counts, &mut self.list);
        makespan = self.backward.serial(&self.list, &mut self.profile, &mut self.starts);
        turned(makespan, &self.starts, &self.backward.durations, &mut self.counts, &mut self.list);
        makespan = self.forward.serial(&self.list, &mut self.profile, &mut self.starts);
        self.tried += 2;
        if makespan < self.best.0 {
            self.best = (makespan, self.starts.clone());
        }
        let mut list = vec![0; self.list.len()];
        sorted_by(self.starts.iter().copied(), makespan, &mut self.counts, &mut list);
        Parent { makespan, list }
    }
}
