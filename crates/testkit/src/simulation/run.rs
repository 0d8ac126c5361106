//! One run: what is asked for, and what came of it.

use super::check;
use super::world::World;

/// How long it may take until all hold the same, once all is well, in milliseconds.
const BUDGET: u64 = 120_000;

/// How large a run is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Size {
    /// Two to four machines and some edits: thousands of seeds in a minute or two.
    Small,
    /// Two to twelve machines and many edits.
    Large,
}

/// A rule that is broken on purpose, to see that the checks would notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sabotage {
    /// Others are told of a change before it is on the disk.
    SendBeforeDurable,
    /// After a restore the actors of before write on.
    ReuseActor,
    /// Signatures are not looked at.
    SkipSignature,
    /// The disk does not keep what it was told to.
    SkipFsync,
    /// Programs write over keys they do not know.
    DropUnknownKeys,
}

impl Sabotage {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::SendBeforeDurable,
        Self::ReuseActor,
        Self::SkipSignature,
        Self::SkipFsync,
        Self::DropUnknownKeys,
    ];
}

/// What is to be simulated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settings {
    /// Everything follows from it.
    pub seed: u64,
    /// How large the run is.
    pub size: Size,
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
    /// Machines whose disk failed under them.
    pub crashes: u64,
    /// Machines set back to an old copy of their store.
    pub restores: u64,
    /// Connections made.
    pub connections: u64,
    /// Connections that were ended because of a hostile peer's mistakes.
    pub ended: u64,
    /// Actors that were found to have signed two changes of one sequence, counted by each machine.
    pub forks: u64,
    /// Grants that were withdrawn.
    pub withdrawn: u64,
    /// Frames sent.
    pub frames: u64,
    /// Bytes sent.
    pub bytes: u64,
    /// Acknowledged edits that are kept aside everywhere, since they build on a fork.
    pub aside: u64,
    /// Milliseconds it took, once all was well, until all held the same.
    pub converged_in: u64,
}

/// A run in which everything held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Report<C = Counts> {
    /// What happened.
    pub counts: C,
    /// A hash over everything that happened, in order.
    pub trace: u64,
}

/// A run in which something did not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// The seed that shows it.
    pub seed: u64,
    /// What was found.
    pub what: String,
    /// The trace up to there.
    pub trace: u64,
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "seed {}: {}", self.seed, self.what)
    }
}

/// Runs a seed.
///
/// # Errors
/// When something does not hold.
pub fn run(settings: Settings) -> Result<Report, Failure> {
    let mut world = World::new(settings);
    let result = world.play().and_then(|()| check::all(&mut world));
    concluded(settings.seed, result, world.counts, world.trace.value())
}

/// What came of a run.
pub(crate) fn concluded<C>(
    seed: u64,
    result: Result<(), String>,
    counts: C,
    trace: u64,
) -> Result<Report<C>, Failure> {
    match result {
        Ok(()) => Ok(Report { counts, trace }),
        Err(what) => Err(Failure { seed, what, trace }),
    }
}

/// Runs a seed twice and compares.
///
/// # Errors
/// When something does not hold, or the second run differs from the first.
pub fn run_twice(settings: Settings) -> Result<Report, Failure> {
    twice(settings.seed, || run(settings))
}

pub(crate) fn twice<C: PartialEq>(
    seed: u64,
    run: impl Fn() -> Result<Report<C>, Failure>,
) -> Result<Report<C>, Failure> {
    let first = run();
    if run() == first {
        return first;
    }
    let trace = first.as_ref().map_or_else(|failure| failure.trace, |report| report.trace);
    let what = "the second run was not like the first".to_owned();
    Err(Failure { seed, what, trace })
}

/// Whether all hold the same by now, so many milliseconds after everything was well again.
///
/// # Errors
/// When they differ and the time they have for it is over.
pub(crate) fn is_same(differs: Option<String>, waited: u64) -> Result<bool, String> {
    match differs {
        None => Ok(true),
        Some(what) if waited > BUDGET => {
            Err(format!("not the same after {} s: {what}", BUDGET / 1_000))
        }
        Some(_) => Ok(false),
    }
}
