//! Durations: whole minutes.

use std::iter::Sum;
use std::ops::{Add, Neg, Sub};

/// A duration in whole minutes; negative where a lag or a float may be.
///
/// Sums stop at the ends of `i64` instead of wrapping.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Minutes(pub i64);

impl Minutes {
    /// No time at all.
    pub const ZERO: Self = Self(0);

    /// Whole hours as minutes.
    pub const fn hours(hours: i64) -> Self {
        Self(hours.saturating_mul(60))
    }

    /// Is it longer than nothing?
    pub const fn is_positive(self) -> bool {
        self.0 > 0
    }

    /// Is it less than nothing?
    pub const fn is_negative(self) -> bool {
        self.0 < 0
    }
}

impl Add for Minutes {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sub for Minutes {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl Neg for Minutes {
    type Output = Self;
    fn neg(self) -> Self {
        Self(self.0.saturating_neg())
    }
}

impl Sum for Minutes {
    fn sum<I: Iterator<Item = Self>>(durations: I) -> Self {
        durations.fold(Self::ZERO, Add::add)
    }
}
