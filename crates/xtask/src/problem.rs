//! What a check reports: always a place, a reason and a next step.

use std::fmt;

/// One broken rule at one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Problem {
    /// Path from the root of the repository, with `:line` where there is one.
    pub(crate) place: String,
    /// What is wrong there.
    pub(crate) reason: String,
    /// What to do about it.
    pub(crate) next_step: String,
}

impl Problem {
    /// A problem from its three parts.
    pub(crate) fn new(
        place: impl Into<String>,
        reason: impl Into<String>,
        next_step: impl Into<String>,
    ) -> Self {
        Self { place: place.into(), reason: reason.into(), next_step: next_step.into() }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: {}\n    next: {}", self.place, self.reason, self.next_step)
    }
}
