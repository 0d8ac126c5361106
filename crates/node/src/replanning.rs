//! Ways out of an event, searched on several threads for as long as there is time.
//!
//! What is searched, and what a way out is, is `schedule`'s; here are the clock and the threads.
//! With a budget of tries the answer is the same on every machine, whatever the number of threads.

use crate::engine::Group;
use crate::snapshot::Snapshot;
use model::{Change, Command, Edit, Finding};
use schedule::solve::{Pace, Progress};
use schedule::{Aim, Replan, Way};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// How long is searched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Budget {
    /// For so long, all ways out together.
    Time(Duration),
    /// So many tries for each way out.
    Tries(u64),
}

/// How a search is run.
#[derive(Clone, Copy)]
pub struct Search<'a> {
    /// How long.
    pub budget: Budget,
    /// How many threads at most.
    pub threads: usize,
    /// The same gives the same, with a budget of tries.
    pub seed: u64,
    /// Asked whether the answer is no longer wanted; what was found by then is returned.
    pub cancelled: &'a (dyn Fn() -> bool + Sync),
    /// Told from time to time how far it is, in thousandths.
    pub progress: &'a (dyn Fn(u32) + Sync),
}

/// One search among others.
struct Part<'a> {
    search: Search<'a>,
    begun: Instant,
    /// Time that this one has.
    share: Duration,
    /// How far each is, in thousandths.
    far: &'a [AtomicUsize],
    number: usize,
}

impl Part<'_> {
    /// The share of the budget that is used, in thousandths.
    fn used(&self, progress: Progress) -> u32 {
        if (self.search.cancelled)() {
            return 1_000;
        }
        let used = match self.search.budget {
            Budget::Tries(most) => {
                progress.tried.saturating_mul(1_000).checked_div(most).unwrap_or(1_000)
            }
            Budget::Time(_) => {
                let share = self.share.as_micros().max(1);
                u64::try_from(self.begun.elapsed().as_micros() * 1_000 / share).unwrap_or(1_000)
            }
        };
        let used = used.min(1_000);
        if progress.tried.is_multiple_of(64) {
            self.tell(usize::try_from(used).unwrap_or(1_000));
        }
        u32::try_from(used).unwrap_or(1_000)
    }

    fn tell(&self, far: usize) {
        if let Some(own) = self.far.get(self.number) {
            own.store(far, Ordering::Relaxed);
        }
        let sum: usize = self.far.iter().map(|it| it.load(Ordering::Relaxed)).sum();
        let mean = sum / self.far.len().max(1);
        (self.search.progress)(u32::try_from(mean).unwrap_or(1_000));
    }
}

/// The same within the variant that a snapshot shows: only sessions of its production move.
pub fn within_variant(snapshot: &Snapshot, replan: Replan) -> Replan {
    match &snapshot.variant {
        Some(inside) => replan.within(inside.production),
        None => replan,
    }
}

/// The first ways out, each in milliseconds: what still holds is kept, the rest takes the next
/// place.
///
/// # Errors
/// As [`Replan::first`].
pub fn first_ways(replan: &Replan) -> Result<Vec<Way>, Finding> {
    let ways = replan.aims().into_iter().map(|aim| replan.first(aim));
    Ok(shown(ways.collect::<Result<_, _>>()?))
}

/// A few different ways out, the most wanted first.
///
/// # Errors
/// As [`Replan::search`].
pub fn ways_out(replan: &Replan, search: Search<'_>) -> Result<Vec<Way>, Finding> {
    let aims = replan.aims();
    let threads = search.threads.clamp(1, aims.len().max(1));
    let rounds = u32::try_from(aims.len().div_ceil(threads)).unwrap_or(1).max(1);
    let share = match search.budget {
        Budget::Time(all) => all / rounds,
        Budget::Tries(_) => Duration::ZERO,
    };
    let far: Vec<AtomicUsize> = aims.iter().map(|_| AtomicUsize::new(0)).collect();
    let next = AtomicUsize::new(0);
    let found: Mutex<Vec<(usize, Result<Way, Finding>)>> = Mutex::new(Vec::new());
    let run = || {
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            let Some(aim) = aims.get(number) else { break };
            let part = Part { search, begun: Instant::now(), share, far: &far, number };
            let way = one(replan, *aim, &part);
            if let Ok(mut found) = found.lock() {
                found.push((number, way));
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 1..threads {
            scope.spawn(run);
        }
        run();
    });
    let mut found = found.into_inner().unwrap_or_default();
    found.sort_by_key(|(number, _)| *number);
    Ok(shown(found.into_iter().map(|(_, way)| way).collect::<Result<_, _>>()?))
}

fn one(replan: &Replan, aim: Aim, part: &Part<'_>) -> Result<Way, Finding> {
    let mut pace = |progress: Progress| part.used(progress);
    let way = replan.search(aim, part.search.seed, &mut Pace::new(&mut pace));
    part.tell(1_000);
    way
}

/// What happened and a way out of it, together one step to undo.
pub fn carry_out(replan: &Replan, way: &Way) -> Group {
    let edits = replan.facts().iter().chain(&way.edits).cloned();
    Group { label: "replan".to_owned(), ..Group::of(edits.map(command).collect()) }
}

/// An edit as the command that makes it.
fn command(edit: Edit) -> Command {
    let subject = edit.subject;
    match edit.change {
        Change::Add(values) => Command::Add { subject, values },
        Change::Set(values) => Command::Set { subject, values },
        Change::Delete => Command::Delete { subject },
        Change::Restore => Command::Restore { subject },
    }
}

/// Those worth showing.
fn shown(ways: Vec<Way>) -> Vec<Way> {
    let kept = Replan::distinct(&ways);
    let numbered = ways.into_iter().enumerate();
    numbered.filter(|(number, _)| kept.contains(number)).map(|(_, way)| way).collect()
}
