//! Amounts of money, as both languages type them.

use super::said;
use crate::Language::{self, English, French};
use crate::{Messages, typed};
use proptest::prelude::*;
use units::{Currency, Money};

fn read(text: &str, language: Language) -> Result<String, &'static str> {
    let read = typed::hourly(text, language);
    read.map(|money| money.to_string()).map_err(|error| error.code)
}

#[test]
fn amounts_are_read_in_the_forms_of_both_languages() {
    let cases = [
        ("32,50", "32.50 EUR"),
        ("32.5 €", "32.50 EUR"),
        ("32,5€", "32.50 EUR"),
        ("€32.50", "32.50 EUR"),
        ("€ 32", "32.00 EUR"),
        ("32 euros", "32.00 EUR"),
        ("EUR 32.50", "32.50 EUR"),
        ("32€50", "32.50 EUR"),
        ("0", "0.00 EUR"),
        ("1340", "1340.00 EUR"),
        ("1 340 €", "1340.00 EUR"),
        ("1\u{202F}340,50\u{A0}€", "1340.50 EUR"),
        ("12 345 678,9", "12345678.90 EUR"),
        ("1,340.50", "1340.50 EUR"),
        ("1.340,50 €", "1340.50 EUR"),
        ("1,340,000", "1340000.00 EUR"),
        ("32,50 €/h", "32.50 EUR"),
        ("€32.50/h", "32.50 EUR"),
        ("32,50 € / heure", "32.50 EUR"),
        ("32,50 euros de l’heure", "32.50 EUR"),
        ("32.50 per hour", "32.50 EUR"),
    ];
    for language in Language::ALL {
        for (text, money) in cases {
            assert_eq!(read(text, language), Ok(money.to_owned()), "{text}");
        }
    }
}

#[test]
fn a_comma_before_three_digits_parts_thousands_in_english_and_is_refused_in_french() {
    assert_eq!(read("1,340", English).unwrap(), "1340.00 EUR");
    assert_eq!(read("€1,340/h", English).unwrap(), "1340.00 EUR");
    assert_eq!(read("1,340", French), Err("typed-money-decimals"));
    for language in Language::ALL {
        assert_eq!(read("1.340", language), Err("typed-money-decimals"));
    }
}

#[test]
fn what_is_no_amount_is_refused_with_what_can_be_typed() {
    let cases = [
        ("", "typed-empty"),
        ("abc", "typed-money"),
        ("€", "typed-money"),
        ("3k€", "typed-money"),
        ("32 50", "typed-money"),
        ("1 34", "typed-money"),
        ("32€5", "typed-money"),
        ("1,340,5000", "typed-money"),
        ("1,34,000", "typed-money"),
        ("32.50.1", "typed-money"),
        ("/h", "typed-money"),
        ("-32", "typed-money-negative"),
        ("−32,50 €", "typed-money-negative"),
        ("32,505", "typed-money-decimals"),
        ("1 340,505", "typed-money-decimals"),
        ("32 $", "typed-money-currency"),
        ("£32.50", "typed-money-currency"),
        ("32,50 CHF", "typed-money-currency"),
        ("99999999999999999999", "typed-money-too-much"),
    ];
    for (text, code) in cases {
        assert_eq!(read(text, French), Err(code), "{text}");
    }
    assert_eq!(typed::money("32,50 €/h", French).unwrap_err().code, "typed-money");
    let error = typed::hourly("32 $", French).unwrap_err();
    let [french, english] = said(&error);
    assert_eq!(french, "Les montants sont en euros pour l’instant : « 32 $ »");
    assert_eq!(english, "Amounts are in euros for now: “32 $”");
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(cents in 0_i64..1_000_000_000_000) {
        let money = Money::from_cents(cents, Currency::EUR);
        for language in Language::ALL {
            let messages = Messages::new(language);
            prop_assert_eq!(typed::money(&messages.money(money), language), Ok(money));
            prop_assert_eq!(typed::hourly(&messages.hourly(money), language), Ok(money));
        }
    }

    #[test]
    fn any_text_is_read_or_refused(text in "[0-9,. €$/h-]{0,12}", english: bool) {
        let language = if english { English } else { French };
        if let Ok(money) = typed::hourly(&text, language) {
            prop_assert!(!money.is_negative());
            prop_assert_eq!(money.to_cents(), money);
        }
    }
}
