//! Several machines of a facility in one thread, each with the true engine of the program on a
//! simulated disk: who is let in, whose rights end while the others are apart, who comes back with
//! other rights, who means harm. Everything follows from a seed.
//!
//! The engines connect, hear and send by their own events; wires break at any frame, disks crash or
//! fail, machines are set back to old copies, clocks go wrong. In a second phase everything is well
//! again, and all who are in good standing must come to the same within a given time (`check.rs`).
//!
//! What people write and what rights mean is said here once more, in few words, to be held against
//! what the engines made of it (`rights.rs`). Invitations by ticket and the network itself are not
//! simulated.

mod acts;
mod check;
mod clock;
mod edits;
mod machine;
mod rights;
mod run;
mod world;

pub use node::simulation::Sabotage;
pub use run::{Counts, Report, Settings, run, run_twice};
