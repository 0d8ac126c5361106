//! Currencies, by their ISO 4217 codes.

use std::fmt;
use std::str::FromStr;

/// A currency: three capital letters of ISO 4217. Any such code is read and kept; which ones can
/// be entered is decided where something is entered.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency([u8; 3]);

/// The text is no code of a currency: it wants three capital letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownCurrency;

impl Currency {
    /// The euro, which an amount is in unless something else is said.
    pub const EUR: Self = Self(*b"EUR");

    /// Its code: `EUR`.
    pub fn code(&self) -> &str {
        // Three capital letters, by the one way in which others than the euro are made.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl Default for Currency {
    fn default() -> Self {
        Self::EUR
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Currency {
    type Err = UnknownCurrency;
    fn from_str(text: &str) -> Result<Self, UnknownCurrency> {
        let letters: [u8; 3] = text.as_bytes().try_into().map_err(|_| UnknownCurrency)?;
        let is_code = letters.iter().all(u8::is_ascii_uppercase);
        is_code.then_some(Self(letters)).ok_or(UnknownCurrency)
    }
}

impl fmt::Display for UnknownCurrency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no currency (a code of three capital letters, such as EUR)")
    }
}

impl std::error::Error for UnknownCurrency {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_currency_is_three_capital_letters() {
        assert_eq!("EUR".parse(), Ok(Currency::EUR));
        assert_eq!("CHF".parse::<Currency>().unwrap().to_string(), "CHF");
        assert_eq!(Currency::default(), Currency::EUR);
        for text in ["", "EU", "EURO", "eur", "É12", "€", "EU1"] {
            assert_eq!(text.parse::<Currency>(), Err(UnknownCurrency), "{text}");
        }
    }
}
