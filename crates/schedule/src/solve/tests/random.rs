//! Small instances with everything in them, made from a seed.

use crate::calendar::WorkCalendar;
use crate::compile::Ends;
use crate::solve::random::Random;
use crate::solve::{
    Activity, Deadline, Disturbance, Instance, Mode, Most, Precedence, Prepared, Published,
    Renewable, Schedule, Use, repair,
};
use std::sync::Arc;
use units::{Minutes, Tick, TickRange};

pub(super) fn range(start: i64, end: i64) -> TickRange {
    TickRange::new(Tick(start), Tick(end))
}

/// How much of everything.
#[derive(Clone, Copy)]
pub(super) struct Size {
    pub(super) activities: usize,
    pub(super) modes: usize,
    pub(super) work: usize,
    pub(super) horizon: i64,
}

pub(super) const TINY: Size = Size { activities: 4, modes: 2, work: 3, horizon: 16 };
pub(super) const SMALL: Size = Size { activities: 30, modes: 4, work: 12, horizon: 2_000 };

/// An instance nobody has planned.
pub(super) fn instance(seed: u64, size: Size) -> Instance {
    let random = &mut Random::new(seed);
    let horizon = range(0, size.horizon);
    let stretches = (0..size.horizon / 10).map(|day| range(day * 10, day * 10 + 6));
    let renewables: Vec<Renewable> = (0..5)
        .map(|place| Renewable {
            capacity: if place < 3 { 1 } else { 2 + random.below(2) as u32 },
            closed: some_ranges(random, size.horizon),
            turnaround: Minutes(random.below(3) as i64 / 2),
        })
        .collect();
    let activities: Vec<Activity> = (0..size.activities)
        .map(|_| {
            let modes = (0..1 + random.below(size.modes)).map(|_| mode(random, size, &renewables));
            let mut activity = Activity::new(modes.collect());
            activity.release = Tick(random.below(6) as i64);
            if random.below(3) == 0 {
                let due = Tick(random.below(size.activities * size.work) as i64);
                let (per_minute, once) = (1 + random.below(3) as i64, random.below(10) as i64);
                activity.deadlines.push(Deadline { due, per_minute, once });
            }
            activity
        })
        .collect();
    let mut precedences = Vec::new();
    for to in 1..size.activities {
        for _ in 0..random.below(3) {
            let mut precedence = Precedence::new(random.below(to), to);
            precedence.ends = Ends::ALL[random.below(4)];
            precedence.lag = Minutes(random.below(5) as i64 - 1);
            precedence.calendar = (random.below(4) == 0).then_some(0);
            if random.below(6) == 0 {
                let calendar = (random.below(2) == 0).then_some(0);
                let time = precedence.lag + Minutes(if calendar.is_some() { 12 } else { 20 });
                precedence.most = Some(Most { time, calendar });
            }
            precedences.push(precedence);
        }
    }
    let calendars = vec![Arc::new(WorkCalendar::new(horizon, stretches))];
    Instance { horizon, day: Minutes(10), calendars, renewables, activities, precedences }
}

fn some_ranges(random: &mut Random, horizon: i64) -> Vec<TickRange> {
    let closed = (0..random.below(3)).map(|_| {
        let start = random.below(horizon as usize / 2) as i64;
        range(start, start + 1 + random.below(4) as i64)
    });
    closed.collect()
}

fn mode(random: &mut Random, size: Size, renewables: &[Renewable]) -> Mode {
    let first = random.below(3);
    let second = 3 + random.below(2);
    let most = renewables[second].capacity as usize;
    Mode {
        work: Minutes(random.below(size.work + 1) as i64),
        calendar: (random.below(3) == 0).then_some(0),
        uses: vec![
            Use { renewable: first, amount: 1 },
            Use { renewable: second, amount: random.below(most + 1) as u32 },
        ],
        preference: random.below(4) as i64,
        change: 1 + random.below(4) as i64,
        overtime: random.below(5) as i64 / 4,
    }
}

/// An instance of which a plan was published.
pub(super) fn published(seed: u64, size: Size) -> Prepared {
    let bare = Prepared::new(instance(seed, size)).unwrap();
    let plan = repair(&bare, &crate::solve::Profile::BALANCED);
    let mut instance = bare.instance().clone();
    publish(&mut instance, &plan);
    Prepared::new(instance).unwrap()
}

pub(super) fn publish(instance: &mut Instance, plan: &Schedule) {
    for (activity, slot) in instance.activities.iter_mut().zip(&plan.slots) {
        activity.published = slot.map(|slot| Published { mode: slot.mode, start: slot.start });
        activity.disturbance = Disturbance { moved: 3, per_day_later: 2, per_day_earlier: 3 };
    }
}

/// Something bad happens: work grows, a resource closes, something is released late, and what has
/// begun is pinned.
pub(super) fn disturbed(seed: u64, size: Size) -> Prepared {
    let random = &mut Random::new(seed ^ 77);
    let mut instance = published(seed, size).instance().clone();
    let now = Tick(4);
    for activity in &mut instance.activities {
        activity.pinned = activity.published.is_some_and(|published| published.start < now);
        if random.below(4) == 0 {
            for mode in &mut activity.modes {
                mode.work = mode.work + Minutes(random.below(8) as i64);
            }
        }
        if random.below(8) == 0 {
            activity.release = activity.release + Minutes(random.below(20) as i64);
        }
    }
    let closed = random.below(5);
    instance.renewables[closed].closed.push(range(6, 14));
    Prepared::new(instance).unwrap()
}
