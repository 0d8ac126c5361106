//! What tests of several crates share: simulated disks, sample facilities as commands, whole
//! facilities of machines that edit, crash and talk to each other.
//!
//! For tests only; no other crate depends on it except as a `dev-dependency`. Beside `store`, this
//! is the only crate that names `redb`: a simulated disk is one of its storage backends.

pub mod disk;
pub mod facility;
pub mod membership;
pub mod random;
pub mod simulation;
