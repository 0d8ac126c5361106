//! Several machines of a facility in one thread: real stores on simulated disks, real documents,
//! real talks, between them wires that break, and people who edit. Everything follows from a seed.
//!
//! A run has two phases. In the first, machines crash in the middle of a write, links break,
//! disks are restored from old copies, machines join, grants are withdrawn, and hostile peers do
//! what they can. In the second everything is well again, and all must come to the same within a
//! given time. Then the history is checked (`check.rs`).
//!
//! Who may write and what is taken in is decided here by a table and by `machine/admit.rs`, as
//! plainly as the rules allow; facility logs, revocations and their frontiers are not simulated.

mod check;
mod edits;
mod history;
mod machine;
pub(crate) mod network;
mod rights;
mod run;
mod seeds;
pub(crate) mod trace;
mod villain;
pub(crate) mod world;

pub use run::{Counts, Failure, Report, Sabotage, Settings, Size, run, run_twice};
pub(crate) use run::{concluded, is_same, twice};
pub use seeds::{cores, each_seed};
