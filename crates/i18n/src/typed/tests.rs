//! What people type, and what they are told when it cannot be.

use super::*;
use crate::Language::{self, English, French};
use crate::Messages;
use model::{Lag, LinkKind, RawId, TaskId, TimeSpan};
use units::{
    Minutes, NaiveDate, NaiveTime, format_date, format_date_time, format_time, parse_date,
    parse_time,
};

mod amounts;
mod laws;
mod stretches;

const DAY: Minutes = Minutes::hours(8);

/// The same parts, but that the whole day goes from midnight to midnight.
fn by_the_calendar(parts: DayParts) -> DayParts {
    DayParts { whole: TimeSpan { from: NaiveTime::MIN, to: NaiveTime::MIN }, ..parts }
}

/// A Thursday, of week 48.
fn today() -> NaiveDate {
    parse_date("2026-11-26").unwrap()
}

fn dated(text: &str, language: Language) -> Result<String, TypedError> {
    date(text, today(), language).map(format_date)
}

fn task(number: usize) -> TaskId {
    TaskId(RawId(number as u128))
}

/// The tasks 1 to 20 have their numbers.
fn numbered(number: usize) -> Option<TaskId> {
    (1..=20).contains(&number).then(|| task(number))
}

/// What is said about a mistake, in both languages, as on a keyboard.
fn said(error: &TypedError) -> [String; 2] {
    Language::ALL.map(|language| {
        Messages::new(language).typed_error(error).replace(['\u{202F}', '\u{A0}'], " ")
    })
}

#[test]
fn dates_are_read_in_the_forms_of_both_languages() {
    let cases = [
        ("12/11/26", "2026-11-12"),
        ("12/11/2026", "2026-11-12"),
        ("12.11.2026", "2026-11-12"),
        ("2026-11-12", "2026-11-12"),
        ("12 novembre 2026", "2026-11-12"),
        ("le 1er déc. 2026", "2026-12-01"),
        ("November 2nd, 2026", "2026-11-02"),
        ("12-Nov-2026", "2026-11-12"),
        ("AUJOURD’HUI", "2026-11-26"),
        ("auj", "2026-11-26"),
        ("today", "2026-11-26"),
        ("demain", "2026-11-27"),
        ("tomorrow", "2026-11-27"),
        ("hier", "2026-11-25"),
        ("yesterday", "2026-11-25"),
        ("mardi 24 novembre 2026", "2026-11-24"),
        ("mar. 24/11", "2026-11-24"),
        ("Tue, 24 Nov", "2026-11-24"),
        ("11/12", "2026-12-11"),
    ];
    for (text, expected) in cases {
        for language in Language::ALL {
            assert_eq!(dated(text, language).as_deref(), Ok(expected), "{text} in {language}");
        }
    }
}

#[test]
fn a_date_without_a_year_is_at_most_three_months_ago() {
    let cases = [
        ("12/11", "2026-11-12"),
        ("12 nov", "2026-11-12"),
        ("Nov 12", "2026-11-12"),
        ("26/08", "2026-08-26"),
        ("25/08", "2027-08-25"),
        ("15 janv.", "2027-01-15"),
        ("s48", "2026-11-23"),
        ("w40", "2026-09-28"),
        ("sem 2", "2027-01-11"),
        ("S53", "2026-12-28"),
        ("s2 2026", "2026-01-05"),
        ("2026-W01", "2025-12-29"),
    ];
    for (text, expected) in cases {
        assert_eq!(dated(text, French).as_deref(), Ok(expected), "{text}");
    }
    let january = parse_date("2027-01-10").unwrap();
    assert_eq!(date("28/12", january, French), Ok(parse_date("2026-12-28").unwrap()));
    let may = parse_date("2028-05-31").unwrap();
    assert_eq!(date("29/02", may, French), Ok(parse_date("2028-02-29").unwrap()));
}

#[test]
fn a_day_alone_is_the_next_one() {
    let cases = [
        ("26", "2026-11-26"),
        ("27", "2026-11-27"),
        ("25", "2026-12-25"),
        ("31", "2026-12-31"),
        ("lun", "2026-11-30"),
        ("Monday", "2026-11-30"),
        ("jeudi", "2026-12-03"),
        ("lun 30", "2026-11-30"),
    ];
    for (text, expected) in cases {
        assert_eq!(dated(text, French).as_deref(), Ok(expected), "{text}");
    }
}

#[test]
fn days_weeks_and_months_are_counted_from_today() {
    let cases = [
        ("+3j", "2026-11-29"),
        ("+3", "2026-11-29"),
        ("+ 3 days", "2026-11-29"),
        ("-2s", "2026-11-12"),
        ("−2 sem.", "2026-11-12"),
        ("+2w", "2026-12-10"),
        ("+1m", "2026-12-26"),
        ("-11m", "2025-12-26"),
    ];
    for (text, expected) in cases {
        assert_eq!(dated(text, French).as_deref(), Ok(expected), "{text}");
    }
    let end_of_january = parse_date("2027-01-31").unwrap();
    assert_eq!(date("+1m", end_of_january, French), Ok(parse_date("2027-02-28").unwrap()));
}

#[test]
fn mar_is_a_tuesday_in_french_and_march_in_english() {
    assert_eq!(dated("mar 1", French).as_deref(), Ok("2026-12-01"));
    assert_eq!(dated("mar 1", English).as_deref(), Ok("2027-03-01"));
    assert_eq!(dated("1 mar", French).as_deref(), Ok("2027-03-01"));
    assert_eq!(dated("mar. 1er déc.", English).as_deref(), Ok("2026-12-01"));
}

#[test]
fn a_date_that_does_not_exist_is_named() {
    let cases = [
        ("31/02", "Le 31 février 2027 n’existe pas", "There is no 31 February 2027"),
        ("29 fév 2027", "Le 29 février 2027 n’existe pas", "There is no 29 February 2027"),
        ("32", "Aucun mois n’a de 32", "No month has a day 32"),
        ("12/13", "Il n’y a pas de mois 13", "There is no month 13"),
        ("s53 2027", "Il n’y a pas de semaine 53 en 2027", "There is no week 53 in 2027"),
        (
            "lun 16",
            "Le jour et la date ne vont pas ensemble : ce serait mercredi 16 déc. 2026",
            "The day of the week and the date disagree: it would be Wed 16 Dec 2026",
        ),
        (
            "1/1/1900",
            "Cette date est trop loin pour un planning",
            "This date is too far away for a plan",
        ),
        (
            "demain peut-être",
            "« demain peut-être » n’est pas une date",
            "“demain peut-être” is not a date",
        ),
        ("", "Rien n’est écrit", "Nothing is written"),
    ];
    for (text, french, english) in cases {
        assert_eq!(said(&dated(text, French).unwrap_err()), [french, english], "{text}");
    }
    let hint = Messages::new(French).typed_hint(&dated("31/02", French).unwrap_err());
    assert_eq!(hint, "Ce mois-là finit le 28.");
}

#[test]
fn what_is_far_away_or_endless_is_no_date() {
    for text in
        ["+99999j", "+65535m", "-65535s", "12/11/20226", "123", "mars", "s", "2026", "+", "//"]
    {
        assert!(dated(text, French).is_err(), "{text}");
    }
}

#[test]
fn times_are_read_as_they_are_written_and_said() {
    let cases = [
        ("9h", "09:00"),
        ("9h30", "09:30"),
        ("9 h 30", "09:30"),
        ("9:30", "09:30"),
        ("9.30", "09:30"),
        ("930", "09:30"),
        ("0930", "09:30"),
        ("9", "09:00"),
        ("14 h", "14:00"),
        ("14:30:59", "14:30"),
        ("2pm", "14:00"),
        ("2:30 p.m.", "14:30"),
        ("12am", "00:00"),
        ("12pm", "12:00"),
        ("midi", "12:00"),
        ("minuit", "00:00"),
    ];
    for (text, expected) in cases {
        assert_eq!(time(text).map(format_time).as_deref(), Ok(expected), "{text}");
    }
    assert_eq!(said(&time("25h").unwrap_err())[0], "25 h 00 n’existe pas");
    assert_eq!(said(&time("9h60").unwrap_err())[1], "There is no 9:60");
    assert_eq!(said(&time("14pm").unwrap_err())[1], "There is no 14:00");
    for text in ["abc", "9h3000", "99999", "h", "9:5", "9:30:"] {
        assert_eq!(time(text).unwrap_err().code, "typed-time", "{text}");
    }
}

#[test]
fn a_moment_is_a_date_and_a_time_in_either_order() {
    let cases = [
        ("12/11 9h30", "2026-11-12T09:30"),
        ("9h30 12/11", "2026-11-12T09:30"),
        ("lun 30 à 14 h", "2026-11-30T14:00"),
        ("demain 2pm", "2026-11-27T14:00"),
        ("24 Nov 2026, 09:30", "2026-11-24T09:30"),
        ("24/11/2026 9\u{202F}h\u{202F}30", "2026-11-24T09:30"),
        ("2026-11-24T09:30", "2026-11-24T09:30"),
        ("+3j 9h", "2026-11-29T09:00"),
        ("12 9", "2026-12-12T09:00"),
        ("12/11", "2026-11-12T10:00"),
        ("12", "2026-12-12T10:00"),
        ("14h30", "2026-11-26T14:30"),
        ("930", "2026-11-26T09:30"),
    ];
    let read = |text: &str| date_time(text, today(), parse_time("10:00").unwrap(), French);
    for (text, expected) in cases {
        assert_eq!(read(text).map(format_date_time).as_deref(), Ok(expected), "{text}");
    }
    let code = |text: &str| read(text).unwrap_err().code;
    assert_eq!(code("31/02 9h"), "typed-no-such-day");
    assert_eq!(code("12/11 25h"), "typed-no-such-time");
    assert_eq!(code("bientôt"), "typed-moment");
}

#[test]
fn amounts_of_work_are_exact() {
    let cases = [
        ("3j", 1_440),
        ("3", 1_440),
        ("2,5 j", 1_200),
        ("1.5d", 720),
        ("4h", 240),
        ("4h30", 270),
        ("4:30", 270),
        ("90 min", 90),
        ("2s", 4_800),
        ("2 sem", 4_800),
        ("1 week", 2_400),
        ("1j 4h", 720),
        ("1 j 4 h 30", 750),
        ("0,1j", 48),
        ("0,3333 h", 20),
        ("0", 0),
    ];
    for (text, expected) in cases {
        assert_eq!(work(text, DAY), Ok(Minutes(expected)), "{text}");
    }
    assert_eq!(signed_work("−1,5 j", DAY), Ok(Minutes(-720)));
    assert_eq!(signed_work("+4h", DAY), Ok(Minutes(240)));
    assert_eq!(
        work("7", Minutes::ZERO),
        Ok(Minutes::hours(7)),
        "hours without a length of the day"
    );
}

#[test]
fn what_is_no_amount_of_work_is_told() {
    let cases = [
        ("abc", "« abc » n’est pas une durée"),
        ("3 4", "« 3 4 » n’est pas une durée"),
        ("3 kg", "« 3 kg » n’est pas une durée"),
        ("-2j", "Une durée ne peut pas être négative : « -2j »"),
        ("10000j", "Cette durée est trop longue"),
        ("99999999999999999999999999999999999", "Cette durée est trop longue"),
    ];
    for (text, expected) in cases {
        assert_eq!(said(&work(text, DAY).unwrap_err())[0], expected, "{text}");
    }
    assert_eq!(work("2j", Minutes::ZERO).unwrap_err().code, "typed-no-length-of-day");
}

#[test]
fn predecessors_are_read_in_both_languages() {
    use LinkKind::{FinishToFinish, FinishToStart, StartToFinish, StartToStart};
    let working = |minutes| Lag::Working(Minutes(minutes));
    let cases = [
        ("4", vec![(task(4), FinishToStart, Lag::ZERO)]),
        ("4FS+2j", vec![(task(4), FinishToStart, working(960))]),
        ("4fd + 2 jours", vec![(task(4), FinishToStart, working(960))]),
        ("4+2,5j", vec![(task(4), FinishToStart, working(1_200))]),
        ("3SS", vec![(task(3), StartToStart, Lag::ZERO)]),
        ("3DD", vec![(task(3), StartToStart, Lag::ZERO)]),
        ("5FF-1j", vec![(task(5), FinishToFinish, working(-480))]),
        ("5DF−4h", vec![(task(5), StartToFinish, working(-240))]),
        ("4FS+50%", vec![(task(4), FinishToStart, Lag::Share("50".parse().unwrap()))]),
        ("4+2je", vec![(task(4), FinishToStart, Lag::Elapsed(Minutes(2_880)))]),
        ("4SS-1ew", vec![(task(4), StartToStart, Lag::Elapsed(Minutes(-10_080)))]),
        ("7;8FS", vec![(task(7), FinishToStart, Lag::ZERO), (task(8), FinishToStart, Lag::ZERO)]),
        (
            "7, 8DD+1j,9",
            vec![
                (task(7), FinishToStart, Lag::ZERO),
                (task(8), StartToStart, working(480)),
                (task(9), FinishToStart, Lag::ZERO),
            ],
        ),
        ("4;", vec![(task(4), FinishToStart, Lag::ZERO)]),
        ("", vec![]),
    ];
    for (text, expected) in cases {
        assert_eq!(predecessors(text, &numbered, DAY), Ok(expected), "{text}");
    }
}

#[test]
fn predecessors_that_cannot_be_are_told() {
    let cases = [
        ("21", "Aucune tâche ne porte le numéro 21"),
        ("4XX", "« 4XX » n’est pas une liste de prédécesseurs"),
        ("4FS2j", "« 4FS2j » n’est pas une liste de prédécesseurs"),
        ("4;;5", "« 4;;5 » n’est pas une liste de prédécesseurs"),
        ("4;4FD+1j", "La tâche 4 est nommée deux fois"),
    ];
    for (text, expected) in cases {
        let error = predecessors(text, &numbered, DAY).unwrap_err();
        assert_eq!(said(&error)[0], expected, "{text}");
    }
}

#[test]
fn predecessors_are_written_as_short_as_they_can_be() {
    let lag = |text: &str| text.parse::<Lag>().unwrap();
    let links = [
        (task(4), LinkKind::FinishToStart, Lag::ZERO),
        (task(5), LinkKind::FinishToStart, lag("960")),
        (task(6), LinkKind::StartToStart, lag("-240")),
        (task(7), LinkKind::StartToFinish, lag("1440e")),
        (task(8), LinkKind::FinishToFinish, lag("12.5%")),
        (task(99), LinkKind::FinishToStart, Lag::ZERO),
    ];
    let number = |id: TaskId| (id != task(99)).then_some(id.0.0 as usize);
    let written = |language| write_predecessors(&links, &number, DAY, language);
    assert_eq!(written(French), "4;5FD+2j;6DD-4h;7DF+1je;8FF+12,5%");
    assert_eq!(written(English), "4;5FS+2d;6SS-4h;7SF+1ed;8FF+12.5%");
}

#[test]
fn a_lag_alone_needs_no_sign() {
    let cases = [("2j", "960"), ("-4h", "-240"), ("50 %", "50%"), ("1ed", "1440e"), ("", "0")];
    for (text, expected) in cases {
        assert_eq!(lag(text, DAY).map(|lag| lag.to_string()).as_deref(), Ok(expected), "{text}");
    }
    assert_eq!(said(&lag("abc", DAY).unwrap_err())[0], "« abc » n’est pas un décalage");
}

#[test]
fn a_maximum_may_be_none_and_may_be_nothing_between() {
    let cases = [("", None), ("0", Some("0")), ("5j", Some("2400")), ("48he", Some("2880e"))];
    for (text, expected) in cases {
        let read = most(text, DAY).map(|most| most.map(|most| most.to_string()));
        assert_eq!(read.as_ref().map(|most| most.as_deref()), Ok(expected), "{text}");
        let (Ok(again), Ok(read)) =
            (most(&write_most(most(text, DAY).unwrap(), DAY, French), DAY), most(text, DAY))
        else {
            panic!("{text}");
        };
        assert_eq!(again, read, "{text}");
    }
    assert_eq!(write_most(Some("2400".parse().unwrap()), DAY, English), "5d");
    assert_eq!(said(&most("abc", DAY).unwrap_err())[0], "« abc » n’est pas un décalage");
}

#[test]
fn hours_of_a_day_are_read_in_the_forms_of_both_languages() {
    let cases = [
        ("9h-18h", "09:00-18:00"),
        ("9-18", "09:00-18:00"),
        ("9:00-13:00 14:00-18:00", "09:00-13:00 14:00-18:00"),
        ("9 h – 13 h, 14 h – 18 h 30", "09:00-13:00 14:00-18:30"),
        ("9h-13h 14-18", "09:00-13:00 14:00-18:00"),
        ("9h30-12h30 13h30-17h", "09:30-12:30 13:30-17:00"),
        ("9h à 13h et 14h à 18h", "09:00-13:00 14:00-18:00"),
        ("9 a.m. to 5 p.m.", "09:00-17:00"),
        ("22h-6h", "22:00-06:00"),
        ("0h-24h", "00:00-00:00"),
        ("fermé", ""),
        ("", ""),
    ];
    for (text, expected) in cases {
        let read = hours(text).map(|hours| hours.to_string());
        assert_eq!(read.as_deref(), Ok(expected), "{text}");
    }
    let code = |text: &str| hours(text).unwrap_err().code;
    assert_eq!(code("9h"), "typed-hours");
    assert_eq!(code("toujours"), "typed-hours");
    assert_eq!(code("9h-25h"), "typed-no-such-time");
    assert_eq!(code("14h-18h 9h-13h"), "typed-hours-overlap");
}

#[test]
fn every_mistake_has_its_words_in_both_languages() {
    let long = "9".repeat(2_000);
    let mistakes = [
        dated("", French).err(),
        dated(&long, French).err(),
        dated("x", French).err(),
        dated("31/02", French).err(),
        dated("32", French).err(),
        dated("1/13", French).err(),
        dated("s54", French).err(),
        dated("lun 16", French).err(),
        dated("1/1/1900", French).err(),
        time("x").err(),
        time("25h").err(),
        date_time("x", today(), parse_time("10:00").unwrap(), French).err(),
        work("x", DAY).err(),
        work("-1", DAY).err(),
        work("99999", DAY).err(),
        work("1j", Minutes::ZERO).err(),
        lag("x", DAY).err(),
        predecessors("x", &numbered, DAY).err(),
        predecessors("99", &numbered, DAY).err(),
        predecessors("4;4", &numbered, DAY).err(),
        hours("x").err(),
        hours("2h-4h 3h-5h").err(),
    ];
    for language in Language::ALL {
        let messages = Messages::new(language);
        let mut codes = std::collections::BTreeSet::new();
        for error in mistakes.iter().map(|error| error.as_ref().unwrap()) {
            assert!(codes.insert(error.code), "{} twice", error.code);
            for text in [messages.typed_error(error), messages.typed_hint(error)] {
                assert!(!text.starts_with('[') && !text.contains(['{', '}']), "{text}");
            }
        }
        assert_eq!(codes.len(), 22, "one of each");
    }
}
