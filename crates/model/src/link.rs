//! Dependencies between tasks.

use crate::choice::choices;
use crate::field::read_text;
use crate::record::record;
use crate::{FieldKind, FieldValue, Mismatch, TaskId, Value};
use std::fmt;
use std::str::FromStr;
use units::{Minutes, Percent};

choices! {
    /// Which ends of two tasks a dependency ties.
    pub enum LinkKind {
        /// The successor begins when the predecessor is finished.
        FinishToStart = "FS",
        /// The successor begins when the predecessor has begun.
        StartToStart = "SS",
        /// The successor finishes when the predecessor is finished.
        FinishToFinish = "FF",
        /// The successor finishes when the predecessor has begun.
        StartToFinish = "SF",
    }
    absent FinishToStart
}

/// What lies between the two ends; negative is an overlap.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lag {
    /// In working time of the house. Written `480`.
    Working(Minutes),
    /// By the clock, nights and weekends counted. Written `1440e`.
    Elapsed(Minutes),
    /// A share of the predecessor's work, in working time. Written `50%`.
    Share(Percent),
}

record! {
    /// A dependency.
    pub struct Link(LinkId) {
        /// The predecessor.
        from: Option<TaskId>,
        /// The successor.
        to: Option<TaskId>,
        /// Which ends it ties.
        kind: LinkKind,
        /// What lies between at least.
        lag: Lag,
        /// What may lie between at most; anything if none.
        most: Option<Lag>,
    }
}

impl Link {
    /// Is no place between the two ends right, because the most is less than the least? `work` is
    /// that of the predecessor. Told where both are counted alike; and where the least is working
    /// time and the most is by the clock, on which work never takes less.
    pub fn is_contrary(&self, work: Minutes) -> bool {
        let Some(most) = self.most else { return false };
        let counted = |lag| match lag {
            Lag::Working(minutes) => (minutes, false),
            Lag::Elapsed(minutes) => (minutes, true),
            Lag::Share(share) => (share.of(work), false),
        };
        let ((least, least_elapsed), (most, most_elapsed)) = (counted(self.lag), counted(most));
        match (least_elapsed, most_elapsed) {
            (false, true) => least.is_positive() && most < least,
            (true, false) => false,
            (false, false) | (true, true) => most < least,
        }
    }
}

impl Lag {
    /// Nothing between.
    pub const ZERO: Self = Self::Working(Minutes::ZERO);
}

impl fmt::Display for Lag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Working(minutes) => write!(f, "{}", minutes.0),
            Self::Elapsed(minutes) => write!(f, "{}e", minutes.0),
            Self::Share(percent) => write!(f, "{percent}%"),
        }
    }
}

impl FromStr for Lag {
    type Err = Mismatch;
    fn from_str(text: &str) -> Result<Self, Mismatch> {
        let minutes = |text: &str| text.parse().map(Minutes).map_err(|_| Mismatch("lag"));
        if let Some(percent) = text.strip_suffix('%') {
            percent.parse().map(Self::Share).map_err(|_| Mismatch("lag"))
        } else if let Some(elapsed) = text.strip_suffix('e') {
            minutes(elapsed).map(Self::Elapsed)
        } else {
            minutes(text).map(Self::Working)
        }
    }
}

impl FieldValue for Lag {
    const KIND: FieldKind = FieldKind::Lag;
    fn absent() -> Self {
        Self::ZERO
    }
    fn read(value: &Value) -> Result<Self, Mismatch> {
        read_text(value, "lag")
    }
    fn write(&self) -> Value {
        Value::Text(self.to_string())
    }
}

#[cfg(test)]
mod tests {
    use crate::{Link, Record, Value, Values};

    #[test]
    fn a_maximum_that_a_later_program_writes_is_told_and_taken_as_none() {
        let values: Values =
            [("lag".to_owned(), Value::from("480")), ("most".to_owned(), Value::from("3 moons"))]
                .into();
        let mut problems = Vec::new();
        let link = Link::from_values(crate::RawId(1), &values, &mut problems);
        assert_eq!((link.lag.to_string().as_str(), link.most), ("480", None));
        let told: Vec<_> = problems.iter().map(|it| (it.field, it.found.as_str())).collect();
        assert_eq!(told, [("most", "3 moons")]);
    }
}
