//! Amounts of money: exact decimals with their currency.

use crate::{Currency, Minutes};
use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};
use std::fmt;
use std::str::FromStr;

/// Decimals that are kept of an amount. Prices may be finer than a cent; what is paid is not.
const MOST_DECIMALS: u32 = 6;

/// An amount of money in one currency, written `32.50 EUR`.
///
/// Amounts of different currencies are never added, and have no order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Money {
    amount: Decimal,
    currency: Currency,
}

/// The text is no amount of money: it wants a plain decimal and a currency, `32.50 EUR`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MoneyError;

impl Money {
    /// Nothing at all, in euros.
    pub const ZERO: Self = Self { amount: Decimal::ZERO, currency: Currency::EUR };

    /// An amount; `None` beyond six decimals or a billion billions (10^18), where it could no
    /// longer be written exactly.
    pub fn new(amount: Decimal, currency: Currency) -> Option<Self> {
        let amount = amount.normalize();
        let most = Decimal::from(1_000_000_000_000_000_000_i64);
        let is_kept = amount.scale() <= MOST_DECIMALS && amount.abs() <= most;
        // Less than nothing by nothing is nothing.
        let amount = if amount.is_zero() { Decimal::ZERO } else { amount };
        is_kept.then_some(Self { amount, currency })
    }

    /// So many hundredths.
    pub fn from_cents(cents: i64, currency: Currency) -> Self {
        // Within the limit, whatever the number.
        let amount = Decimal::new(cents, 2).normalize();
        Self { amount, currency }
    }

    /// The number.
    pub const fn amount(self) -> Decimal {
        self.amount
    }

    /// What it is counted in.
    pub const fn currency(self) -> Currency {
        self.currency
    }

    /// Is it nothing?
    pub const fn is_zero(self) -> bool {
        self.amount.is_zero()
    }

    /// Is it less than nothing?
    pub fn is_negative(self) -> bool {
        self.amount.is_sign_negative() && !self.amount.is_zero()
    }

    /// Both together; `None` if they are of two currencies, or too much to be kept.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        (self.currency == other.currency)
            .then(|| self.amount.checked_add(other.amount))
            .flatten()
            .and_then(|amount| Self::new(amount, self.currency))
    }

    /// All together, nothing in that currency if there are none; `None` if one of them is of
    /// another currency, or if it is too much to be kept.
    pub fn checked_sum(
        amounts: impl IntoIterator<Item = Self>,
        currency: Currency,
    ) -> Option<Self> {
        let nothing = Self::from_cents(0, currency);
        amounts.into_iter().try_fold(nothing, Self::checked_add)
    }

    /// What so much time costs if this is the price of an hour, in whole cents (see
    /// [`Money::to_cents`]); `None` if it is too much to be kept.
    pub fn for_minutes(self, time: Minutes) -> Option<Self> {
        let hourly = self.amount.checked_mul(Decimal::from(time.0))?;
        let exact = hourly.checked_div(Decimal::from(60))?;
        Self::new(cents(exact), self.currency)
    }

    /// As much the other way: what one pays is what the other receives.
    #[must_use]
    pub fn negated(self) -> Self {
        Self { amount: -self.amount, ..self }
    }

    /// How many cents it is, rounded as [`Self::to_cents`] does; the ends of `i64` stand for what
    /// lies beyond.
    pub fn cents(self) -> i64 {
        let cents = cents(self.amount).saturating_mul(Decimal::ONE_HUNDRED);
        let end = if self.is_negative() { i64::MIN } else { i64::MAX };
        cents.trunc().to_i64().unwrap_or(end)
    }

    /// The amount in whole cents, half a cent away from zero.
    pub fn to_cents(self) -> Self {
        let amount = cents(self.amount).normalize();
        Self { amount, ..self }
    }
}

/// How amounts are rounded, everywhere: to hundredths, half away from zero.
fn cents(amount: Decimal) -> Decimal {
    amount.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero)
}

impl fmt::Display for Money {
    /// At least two decimals.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let decimals = usize::try_from(self.amount.scale()).unwrap_or_default().max(2);
        write!(f, "{:.decimals$} {}", self.amount, self.currency)
    }
}

impl FromStr for Money {
    type Err = MoneyError;
    fn from_str(text: &str) -> Result<Self, MoneyError> {
        let (amount, currency) = text.split_once(' ').ok_or(MoneyError)?;
        // A sign that says nothing, and digits parted by `_`, are not of this form.
        let is_plain = amount.bytes().all(|it| it.is_ascii_digit() || matches!(it, b'-' | b'.'));
        let amount = Decimal::from_str_exact(amount).ok().filter(|_| is_plain);
        let currency = currency.parse().map_err(|_| MoneyError)?;
        amount.and_then(|amount| Self::new(amount, currency)).ok_or(MoneyError)
    }
}

impl fmt::Display for MoneyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no amount of money (such as 32.50 EUR)")
    }
}

impl std::error::Error for MoneyError {}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn money(text: &str) -> Money {
        text.parse().unwrap()
    }

    fn currencies() -> impl Strategy<Value = Currency> {
        "[A-Z]{3}".prop_map(|code| code.parse().unwrap())
    }

    fn amounts() -> impl Strategy<Value = Money> {
        (-1_000_000_000_000_i64..1_000_000_000_000, 0..=MOST_DECIMALS, currencies()).prop_map(
            |(digits, decimals, currency)| {
                Money::new(Decimal::new(digits, decimals), currency).unwrap()
            },
        )
    }

    #[test]
    fn an_amount_is_written_with_at_least_two_decimals() {
        for (text, written) in [
            ("32.50 EUR", "32.50 EUR"),
            ("32.5 EUR", "32.50 EUR"),
            ("32 CHF", "32.00 CHF"),
            ("-0.125 EUR", "-0.125 EUR"),
            ("-0 EUR", "0.00 EUR"),
            ("1000000000000000000 EUR", "1000000000000000000.00 EUR"),
        ] {
            assert_eq!(money(text).to_string(), written);
        }
    }

    #[test]
    fn what_is_no_amount_is_not_read() {
        for text in [
            "",
            "32.50",
            "EUR",
            "32,50 EUR",
            "32.50  EUR",
            " 32.50 EUR",
            "32.50 eur",
            "1_000 EUR",
            "+1 EUR",
            "1e3 EUR",
            "0.1234567 EUR",
            "1000000000000000000.01 EUR",
            "99999999999999999999999999999999 EUR",
        ] {
            assert_eq!(text.parse::<Money>(), Err(MoneyError), "{text}");
        }
    }

    #[test]
    fn amounts_of_two_currencies_are_not_added() {
        assert_eq!(money("1 EUR").checked_add(money("1 CHF")), None);
        assert_eq!(Money::checked_sum([money("1 EUR"), money("1 CHF")], Currency::EUR), None);
        assert_eq!(Money::checked_sum([], Currency::EUR), Some(Money::ZERO));
        let most = money("1000000000000000000 EUR");
        assert_eq!(most.checked_add(money("0.01 EUR")), None);
    }

    #[test]
    fn half_a_cent_is_rounded_away_from_zero() {
        // 32.50 for 1 minute is 0.541666…; 0.30 for 1 minute is half a cent.
        assert_eq!(money("32.50 EUR").for_minutes(Minutes(1)), Some(money("0.54 EUR")));
        assert_eq!(money("0.30 EUR").for_minutes(Minutes(1)), Some(money("0.01 EUR")));
        assert_eq!(money("0.30 EUR").for_minutes(Minutes(-1)), Some(money("-0.01 EUR")));
        assert_eq!(money("32.50 EUR").for_minutes(Minutes::hours(8)), Some(money("260 EUR")));
        assert_eq!(money("-0.125 EUR").to_cents(), money("-0.13 EUR"));
        assert_eq!(money("1000000 EUR").for_minutes(Minutes(i64::MAX)), None);
    }

    #[test]
    fn cents_are_counted_both_ways_and_stop_at_their_ends() {
        let money = |text: &str| text.parse::<Money>().unwrap();
        assert_eq!(money("32.505 EUR").cents(), 3_251);
        assert_eq!(money("32.505 EUR").negated().cents(), -3_251);
        assert_eq!(money("1000000000000000000 EUR").cents(), i64::MAX);
    }

    proptest! {
        #[test]
        fn amounts_survive_their_text(amount in amounts()) {
            let text = amount.to_string();
            prop_assert_eq!(text.parse::<Money>().unwrap(), amount);
            prop_assert_eq!(text.parse::<Money>().unwrap().to_string(), text);
        }

        #[test]
        fn any_text_is_read_or_refused_and_what_is_read_is_written_alike(text in ".{0,40}") {
            if let Ok(amount) = text.parse::<Money>() {
                prop_assert_eq!(amount.to_string().parse::<Money>().unwrap(), amount);
            }
        }

        #[test]
        fn adding_is_exact_in_any_order(cents in proptest::collection::vec(any::<i32>(), 0..20)) {
            let amounts = || cents.iter().map(|cents| Money::from_cents(i64::from(*cents), Currency::EUR));
            let sum: i64 = cents.iter().map(|cents| i64::from(*cents)).sum();
            let wanted = Some(Money::from_cents(sum, Currency::EUR));
            prop_assert_eq!(Money::checked_sum(amounts(), Currency::EUR), wanted);
            prop_assert_eq!(Money::checked_sum(amounts().rev(), Currency::EUR), wanted);
        }

        #[test]
        fn time_at_an_hourly_price_is_rounded_as_whole_numbers_say(
            cents in -10_000_000_i64..10_000_000,
            minutes in -10_000_000_i64..10_000_000,
        ) {
            let price = Money::from_cents(cents, Currency::EUR);
            let product = i128::from(cents) * i128::from(minutes);
            let rounded = (product.abs() * 2 + 60) / 120 * product.signum();
            let wanted = Money::from_cents(i64::try_from(rounded).unwrap(), Currency::EUR);
            prop_assert_eq!(price.for_minutes(Minutes(minutes)), Some(wanted));
        }

        #[test]
        fn whole_hours_cost_what_they_cost(amount in amounts(), hours in 0_i64..10_000) {
            let many = Decimal::from(hours) * amount.amount();
            let wanted = Money::new(cents(many), amount.currency());
            prop_assert_eq!(amount.for_minutes(Minutes::hours(hours)), wanted);
        }
    }
}
