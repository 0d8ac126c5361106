//! How dates, durations and numbers are written in each language.

use super::both;
use crate::{Language, Messages, Value};
use model::Lag;
use units::{Minutes, Money, NaiveDate, NaiveDateTime, parse_date, parse_date_time, parse_time};

/// As on a keyboard, so that a test can be read.
fn plain(text: &str) -> String {
    text.replace(['\u{202F}', '\u{A0}'], " ")
}

fn date(text: &str) -> NaiveDate {
    parse_date(text).unwrap()
}

fn moment(text: &str) -> NaiveDateTime {
    parse_date_time(text).unwrap()
}

/// What each language makes of it, French first.
fn in_both(form: impl Fn(&Messages) -> String) -> [String; 2] {
    both().map(|messages| plain(&form(&messages)))
}

#[test]
fn dates_and_times_follow_the_language() {
    let date = parse_date("2026-11-24").unwrap();
    let moment = parse_date_time("2026-02-03T09:05").unwrap();
    let [french, english] = both();
    assert_eq!(french.date_long(date), "mardi 24 nov. 2026");
    assert_eq!(english.date_long(date), "Tue 24 Nov 2026");
    assert_eq!(french.date(date), "24/11/2026");
    assert_eq!(english.date(date), "24 Nov 2026");
    assert_eq!(french.date_time(moment), "03/02/2026 9\u{A0}h\u{A0}05");
    assert_eq!(english.date_time(moment), "03 Feb 2026, 09:05");
    assert_eq!(french.time(parse_time("14:00").unwrap()), "14\u{A0}h");
    assert_eq!(french.week(parse_date("2027-01-02").unwrap()), "Semaine 53 (2026)");
}

#[test]
fn durations_are_written_in_days_hours_and_minutes() {
    let day = Minutes::hours(8);
    let cases = [
        (0, "0 h", "0 h", "0 h"),
        (45, "45 min", "45 min", "45 min"),
        (570, "9 h 30", "1 j 1 h 30", "1 d 1 h 30"),
        (1_200, "20 h", "2 j 4 h", "2 d 4 h"),
        (-960, "−16 h", "−2 j", "−2 d"),
    ];
    let [french, english] = both();
    for (minutes, hours, in_french, in_english) in cases {
        let plain = |text: String| text.replace(['\u{202F}', '\u{A0}'], " ");
        assert_eq!(plain(french.duration(Minutes(minutes))), hours);
        assert_eq!(plain(french.work(Minutes(minutes), day)), in_french);
        assert_eq!(plain(english.work(Minutes(minutes), day)), in_english);
    }
    assert_eq!(french.work(Minutes(120), Minutes::ZERO), french.duration(Minutes(120)));
}

#[test]
fn numbers_in_messages_are_grouped() {
    let french = Messages::new(Language::French);
    let values = [("days", Value::Integer(123_456))];
    assert_eq!(french.text("format-days", &values), "123\u{202F}456 j");
}

#[test]
fn screens_have_short_forms_of_dates() {
    let day = date("2026-11-24");
    assert_eq!(in_both(|m| m.date_short(day)), ["24 nov.", "24 Nov"]);
    assert_eq!(in_both(|m| m.date_medium(day)), ["24 nov. 2026", "24 Nov 2026"]);
    assert_eq!(in_both(|m| m.date_day(day)), ["mar. 24 nov.", "Tue 24 Nov"]);
    assert_eq!(in_both(|m| m.date_title(day)), ["Mardi 24 novembre", "Tuesday 24 November"]);
    assert_eq!(in_both(|m| m.day_letter(day)), ["M 24", "T 24"]);
    assert_eq!(in_both(|m| m.month(day)), ["novembre 2026", "November 2026"]);
    assert_eq!(in_both(|m| m.week_title(day)), ["Semaine 48", "Week 48"]);
    assert_eq!(in_both(|m| m.week_short(day)), ["S48", "W48"]);
    let last = date("2026-12-13");
    assert_eq!(in_both(|m| m.date_range(day, last)), ["24 nov. → 13 déc.", "24 Nov → 13 Dec"]);
    assert_eq!(in_both(|m| m.date_range(day, day)), ["mar. 24 nov.", "Tue 24 Nov"]);
}

#[test]
fn a_period_says_each_month_and_year_once() {
    let cases = [
        ("2026-11-23", "2026-11-29", "23–29 novembre 2026", "23–29 November 2026"),
        ("2026-12-01", "2026-12-06", "1er–6 décembre 2026", "1–6 December 2026"),
        (
            "2026-11-30",
            "2026-12-06",
            "30 novembre – 6 décembre 2026",
            "30 November – 6 December 2026",
        ),
        (
            "2026-12-28",
            "2027-01-03",
            "28 décembre 2026 – 3 janvier 2027",
            "28 December 2026 – 3 January 2027",
        ),
        ("2026-11-24", "2026-11-24", "Mardi 24 novembre 2026", "Tuesday 24 November 2026"),
    ];
    for (first, last, french, english) in cases {
        assert_eq!(in_both(|m| m.period(date(first), date(last))), [french, english]);
    }
}

#[test]
fn the_first_of_a_month_is_an_ordinal_in_french() {
    let day = date("2026-12-01");
    assert_eq!(in_both(|m| m.date_day(day)), ["mar. 1er déc.", "Tue 1 Dec"]);
    assert_eq!(in_both(|m| m.date_long(day)), ["mardi 1er déc. 2026", "Tue 1 Dec 2026"]);
}

#[test]
fn short_forms_do_not_break_at_the_end_of_a_line() {
    let [french, english] = both();
    let day = date("2026-11-24");
    for text in [french.date_day(day), french.day_letter(day), english.date_short(day)] {
        assert!(text.contains('\u{A0}') && !text.contains(' '), "{text:?}");
    }
}

#[test]
fn a_range_names_the_day_once_if_it_is_one() {
    let from = moment("2026-11-24T09:00");
    let cases = [
        ("2026-11-24T18:30", "mar. 24 nov. 9 h – 18 h 30", "Tue 24 Nov 09:00–18:30"),
        ("2026-11-25T00:00", "mar. 24 nov. 9 h – 0 h", "Tue 24 Nov 09:00–00:00"),
        ("2026-11-26T18:00", "24 nov. 9 h → 26 nov. 18 h", "24 Nov 09:00 → 26 Nov 18:00"),
    ];
    for (to, french, english) in cases {
        assert_eq!(in_both(|m| m.range(from, moment(to))), [french, english]);
    }
}

#[test]
fn a_moment_of_the_history_is_seen_from_today() {
    let today = date("2026-11-24");
    let cases = [
        ("2026-11-24T14:32", "14:32", "14:32"),
        ("2026-11-23T09:05", "hier 09:05", "yesterday 09:05"),
        ("2026-02-03T14:32", "3 févr. 14:32", "3 Feb 14:32"),
        ("2025-11-24T14:32", "24/11/2025 14:32", "24 Nov 2025 14:32"),
        ("2026-11-25T14:32", "25 nov. 14:32", "25 Nov 14:32"),
    ];
    for (at, french, english) in cases {
        assert_eq!(in_both(|m| m.moment(moment(at), today)), [french, english]);
    }
}

#[test]
fn a_margin_never_shows_more_time_than_there_is() {
    let cases = [
        (1_920, "+4 j", "+4 d"),
        (-480, "−1 j", "−1 d"),
        (-720, "−1,5 j", "−1.5 d"),
        (719, "+1,4 j", "+1.4 d"),
        (-1, "−0,1 j", "−0.1 d"),
        (1, "0 j", "0 d"),
        (0, "0 j", "0 d"),
    ];
    for (minutes, french, english) in cases {
        let written = in_both(|m| m.float_days(Minutes(minutes), Minutes::hours(8)));
        assert_eq!(written, [french, english]);
    }
    let hours = in_both(|m| m.float_days(Minutes(90), Minutes::ZERO));
    assert_eq!(hours, ["+1 h 30", "+1 h 30"]);
    both()[0].float_days(Minutes(i64::MIN), Minutes(1));
}

#[test]
fn shares_and_lags_have_the_marks_of_the_language() {
    let share = |text: &str| text.parse().unwrap();
    assert_eq!(in_both(|m| m.percent(share("18.44"))), ["18,4 %", "18.4%"]);
    assert_eq!(in_both(|m| m.percent(share("-41.0"))), ["−41 %", "−41%"]);
    let lag = |text: &str| in_both(|m| m.lag(text.parse::<Lag>().unwrap(), Minutes::hours(8)));
    assert_eq!(lag("0"), ["", ""]);
    assert_eq!(lag("960"), ["+2 j", "+2 d"]);
    assert_eq!(lag("-240"), ["−4 h", "−4 h"]);
    assert_eq!(lag("2880e"), ["+2 j par l’horloge", "+2 d by the clock"]);
    assert_eq!(lag("12.25%"), ["+12,25 %", "+12.25%"]);
    let lags = |lag: &str, most: &str| {
        let most = Some(most.parse().unwrap());
        in_both(|m| m.lags(lag.parse().unwrap(), most, Minutes::hours(8)))
    };
    assert_eq!(lags("480", "2400"), ["+1 j, au plus 5 j", "+1 d, at most 5 d"]);
    assert_eq!(lags("0", "2880e"), ["au plus 2 j par l’horloge", "at most 2 d by the clock"]);
    assert_eq!(lags("0", "0"), ["au plus 0 h", "at most 0 h"]);
}

#[test]
fn hours_of_a_day_are_listed() {
    let hours = "09:00-13:00 14:00-18:30".parse().unwrap();
    let expected = ["9 h – 13 h, 14 h – 18 h 30", "09:00–13:00, 14:00–18:30"];
    assert_eq!(in_both(|m| m.day_hours(&hours)), expected);
    assert_eq!(in_both(|m| m.day_hours(&"".parse().unwrap())), ["fermé", "closed"]);
}

#[test]
fn every_function_is_read_back_from_what_it_is_called() {
    for language in Language::ALL {
        let messages = Messages::new(language);
        for word in model::vocabulary::FUNCTIONS {
            let name = messages.function(word);
            assert_eq!(messages.function_word(&name.to_uppercase()), **word, "{name}");
            assert_eq!(messages.function_word(word), **word);
        }
        assert_eq!(messages.function_word("Dresseur d’ours"), "Dresseur d’ours");
    }
}

#[test]
fn money_is_written_with_its_currency_and_cents_if_there_are_any() {
    let cases = [
        ("1340 EUR", "1 340 €", "€1,340"),
        ("32.50 EUR", "32,50 €", "€32.50"),
        ("32.5 EUR", "32,50 €", "€32.50"),
        ("0 EUR", "0 €", "€0"),
        ("0.05 EUR", "0,05 €", "€0.05"),
        ("19.125 EUR", "19,125 €", "€19.125"),
        ("-1234567.80 EUR", "−1 234 567,80 €", "−€1,234,567.80"),
        ("1000000000000000000 EUR", "1 000 000 000 000 000 000 €", "€1,000,000,000,000,000,000"),
        ("1340.50 CHF", "1 340,50 CHF", "CHF 1,340.50"),
    ];
    for (money, french, english) in cases {
        let money: Money = money.parse().unwrap();
        assert_eq!(in_both(|messages| messages.money(money)), [french, english]);
    }
    let hourly: Money = "32.50 EUR".parse().unwrap();
    assert_eq!(in_both(|messages| messages.hourly(hourly)), ["32,50 €/h", "€32.50/h"]);
    let [french, english] = both();
    let many: Money = "1340.50 CHF".parse().unwrap();
    assert!(!french.money(many).contains(' ') && !english.money(many).contains(' '));
}
