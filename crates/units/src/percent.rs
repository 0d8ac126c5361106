//! Percentages as exact decimals.

use crate::Minutes;
use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};
use std::fmt;
use std::str::FromStr;

/// A percentage: `Percent(50)` is one half. Written as plain decimal text (`12.5`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Percent(pub Decimal);

impl Percent {
    /// This share of a duration, rounded half away from zero to whole minutes.
    pub fn of(self, duration: Minutes) -> Minutes {
        let exact = self
            .0
            .checked_mul(Decimal::from(duration.0))
            .map(|hundredfold| hundredfold / Decimal::ONE_HUNDRED);
        let rounded = exact
            .map(|value| value.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero));
        Minutes(rounded.and_then(|value| value.to_i64()).unwrap_or(if self.0.is_sign_negative() {
            i64::MIN
        } else {
            i64::MAX
        }))
    }
}

impl fmt::Display for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.normalize().fmt(f)
    }
}

impl FromStr for Percent {
    type Err = rust_decimal::Error;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Decimal::from_str_exact(text).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_of_an_odd_duration_rounds_up() {
        assert_eq!("50".parse::<Percent>().unwrap().of(Minutes(5)), Minutes(3));
        assert_eq!("12.5".parse::<Percent>().unwrap().of(Minutes(480)), Minutes(60));
    }
}
