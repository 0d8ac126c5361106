//! All tests of the whole program, in one binary; one file per subject.

mod bad_input;
mod help;
mod kill_nine;
mod program;
mod two_programs;
mod whole_job;
