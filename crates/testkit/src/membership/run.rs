//! One run: what is asked for, and what came of it.

use super::check;
use super::world::World;
use crate::simulation::{self, Failure, concluded, twice};
use node::simulation::{Sabotage, sabotage};

/// What is to be simulated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settings {
    /// Everything follows from it.
    pub seed: u64,
    /// A rule to break.
    pub sabotage: Option<Sabotage>,
}

/// What happened in a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Machines, hostile ones included.
    pub machines: u64,
    /// Edits whose authors were told that they are kept.
    pub acked: u64,
    /// Groups that were refused because the machine may not write what they write.
    pub refused: u64,
    /// Machines let in after the beginning.
    pub let_in: u64,
    /// Revocations.
    pub revoked: u64,
    /// Machines that got other rights, or their rights back.
    pub readmitted: u64,
    /// Machines whose disk crashed under them.
    pub crashes: u64,
    /// Machines set back to an old copy of their store.
    pub restores: u64,
    /// Connections made.
    pub connections: u64,
    /// Connections that one of the two ends refused.
    pub turned_away: u64,
    /// Connections that were ended because of a hostile machine's mistakes.
    pub ended: u64,
    /// Changes that a hostile machine wrote without a right to.
    pub forged: u64,
    /// Frames sent.
    pub frames: u64,
    /// At the end, changes in quarantine, summed over machines.
    pub aside: u64,
    /// At the end, changes of devices whose rights had ended that count since somebody in good
    /// standing had built on them.
    pub adopted: u64,
    /// Acknowledged edits that stand in quarantine everywhere alike.
    pub set_aside: u64,
    /// Milliseconds it took, once all was well, until all held the same.
    pub converged_in: u64,
}

/// A run in which everything held.
pub type Report = simulation::Report<Counts>;

/// Runs a seed.
///
/// # Errors
/// When something does not hold.
pub fn run(settings: Settings) -> Result<Report, Failure> {
    sabotage(settings.sabotage);
    let mut world = World::new(settings.seed);
    let result = world.play().and_then(|()| check::all(&mut world));
    sabotage(None);
    concluded(settings.seed, result, world.counts, world.trace.value())
}

/// Runs a seed twice and compares.
///
/// # Errors
/// When something does not hold, or the second run differs from the first.
pub fn run_twice(settings: Settings) -> Result<Report, Failure> {
    twice(settings.seed, || run(settings))
}
