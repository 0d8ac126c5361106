//! Stretches of time.

use super::*;
use units::{NaiveDateTime, parse_date_time};

/// The parts of a day of the house; Saturdays have no hours.
fn parts(_: NaiveDate) -> DayParts {
    DayParts::of("09:00-13:00 14:00-18:00".parse::<model::DayHours>().unwrap().spans())
}

fn read(text: &str, language: Language) -> Result<(String, String), TypedError> {
    let (from, to) = stretch(text, today(), &parts, language)?;
    Ok((format_date_time(from), format_date_time(to)))
}

#[test]
fn days_and_their_parts_are_those_of_the_house() {
    let cases = [
        ("jeudi", "2026-12-03T09:00", "2026-12-03T18:00"),
        ("vendredi après-midi", "2026-11-27T14:00", "2026-11-27T18:00"),
        ("ven. apres midi", "2026-11-27T14:00", "2026-11-27T18:00"),
        ("Friday afternoon", "2026-11-27T14:00", "2026-11-27T18:00"),
        ("demain matin", "2026-11-27T09:00", "2026-11-27T13:00"),
        ("tomorrow morning", "2026-11-27T09:00", "2026-11-27T13:00"),
        ("cet après-midi", "2026-11-26T14:00", "2026-11-26T18:00"),
        ("this afternoon", "2026-11-26T14:00", "2026-11-26T18:00"),
        ("ce soir", "2026-11-26T18:00", "2026-11-26T22:00"),
        ("tonight", "2026-11-26T18:00", "2026-11-26T22:00"),
        ("le 26/11", "2026-11-26T09:00", "2026-11-26T18:00"),
        ("1er déc. au matin", "2026-12-01T09:00", "2026-12-01T13:00"),
    ];
    for (text, from, to) in cases {
        for language in Language::ALL {
            let expected = Ok((from.to_owned(), to.to_owned()));
            assert_eq!(read(text, language), expected, "{text} in {language}");
        }
    }
}

#[test]
fn hours_of_a_day_may_stand_on_either_side_of_it() {
    let cases = [
        ("26/11 14h-18h", "2026-11-26T14:00", "2026-11-26T18:00"),
        ("14h-18h 27/11", "2026-11-27T14:00", "2026-11-27T18:00"),
        ("14h - 18h", "2026-11-26T14:00", "2026-11-26T18:00"),
        ("ven 9h30 à 12h", "2026-11-27T09:30", "2026-11-27T12:00"),
        ("27 Nov, 2pm to 6pm", "2026-11-27T14:00", "2026-11-27T18:00"),
        ("27/11 9h-13h 14h-18h", "2026-11-27T09:00", "2026-11-27T18:00"),
        ("27/11 22h-6h", "2026-11-27T22:00", "2026-11-28T06:00"),
        ("vendredi de 14h à 18h", "2026-11-27T14:00", "2026-11-27T18:00"),
        ("26/11/2026 14 h – 18 h", "2026-11-26T14:00", "2026-11-26T18:00"),
        ("27/11 9 h à 12 h 30", "2026-11-27T09:00", "2026-11-27T12:30"),
        ("1er déc. 0 h – 0 h 01", "2026-12-01T00:00", "2026-12-01T00:01"),
        ("27/11 14h - 30/11 9h30", "2026-11-27T14:00", "2026-11-30T09:30"),
    ];
    for (text, from, to) in cases {
        for language in Language::ALL {
            let expected = Ok((from.to_owned(), to.to_owned()));
            assert_eq!(read(text, language), expected, "{text} in {language}");
        }
    }
}

#[test]
fn one_day_to_another_is_read_with_and_without_times() {
    let cases = [
        ("21/12 - 24/12", "2026-12-21T09:00", "2026-12-24T18:00"),
        ("21/12-24/12", "2026-12-21T09:00", "2026-12-24T18:00"),
        ("du 21/12 au 24/12", "2026-12-21T09:00", "2026-12-24T18:00"),
        ("from 21 Dec to 24 Dec", "2026-12-21T09:00", "2026-12-24T18:00"),
        ("du 2 au 4/2", "2027-02-02T09:00", "2027-02-04T18:00"),
        ("21 → 24 déc.", "2026-12-21T09:00", "2026-12-24T18:00"),
        ("21/12 9h → 24/12 12h", "2026-12-21T09:00", "2026-12-24T12:00"),
        ("21/12 14h au 22/12 matin", "2026-12-21T14:00", "2026-12-22T13:00"),
        ("lundi après-midi au mercredi", "2026-11-30T14:00", "2026-12-02T18:00"),
        ("2026-12-21 - 2026-12-24", "2026-12-21T09:00", "2026-12-24T18:00"),
        ("28/12/26 - 3/1/27", "2026-12-28T09:00", "2027-01-03T18:00"),
    ];
    for (text, from, to) in cases {
        for language in Language::ALL {
            let expected = Ok((from.to_owned(), to.to_owned()));
            assert_eq!(read(text, language), expected, "{text} in {language}");
        }
    }
}

#[test]
fn a_week_goes_from_monday_to_sunday() {
    let cases = [
        ("s49", "2026-11-30", "2026-12-06"),
        ("w49", "2026-11-30", "2026-12-06"),
        ("semaine 49", "2026-11-30", "2026-12-06"),
        ("cette semaine", "2026-11-23", "2026-11-29"),
        ("semaine prochaine", "2026-11-30", "2026-12-06"),
        ("next week", "2026-11-30", "2026-12-06"),
    ];
    for (text, first, last) in cases {
        let expected = Ok((format!("{first}T09:00"), format!("{last}T18:00")));
        assert_eq!(read(text, French), expected, "{text}");
    }
}

#[test]
fn days_of_the_calendar_go_from_midnight_to_midnight() {
    let parts = |date| by_the_calendar(parts(date));
    let read = stretch("21/12 - 24/12", today(), &parts, French).unwrap();
    assert_eq!(Some(read.0), parse_date_time("2026-12-21T00:00"));
    assert_eq!(Some(read.1), parse_date_time("2026-12-25T00:00"));
}

#[test]
fn a_day_without_lunch_is_parted_at_one() {
    let hours: model::DayHours = "10:00-19:00".parse().unwrap();
    let parts = DayParts::of(hours.spans());
    assert_eq!(parts.morning.to_string(), "10:00-13:00");
    assert_eq!(parts.afternoon.to_string(), "13:00-19:00");
    assert_eq!(parts.evening.to_string(), "19:00-23:00");
}

#[test]
fn what_cannot_be_is_named() {
    for (text, code) in [
        ("abc", "typed-stretch"),
        ("jeudi truc", "typed-stretch"),
        ("31/02", "typed-no-such-day"),
        ("31/02 14h-18h", "typed-no-such-day"),
        ("21/12 - 31/02", "typed-no-such-day"),
        ("26/11 25h-26h", "typed-no-such-time"),
        ("24/12 - 21/12", "typed-stretch-backwards"),
        ("", "typed-empty"),
    ] {
        assert_eq!(read(text, French).unwrap_err().code, code, "{text}");
    }
    let [french, english] = said(&read("abc", French).unwrap_err());
    assert_eq!(french, "« abc » n’est pas une période");
    assert_eq!(english, "“abc” is not a stretch of time");
}

#[test]
fn what_is_written_in_a_field_is_read_back() {
    let moments = [
        ("2026-11-26T14:00", "2026-11-26T18:00"),
        ("2026-12-21T00:00", "2026-12-25T00:00"),
        ("2026-12-21T00:00", "2026-12-22T00:00"),
        ("2026-12-21T09:00", "2026-12-24T12:30"),
        ("2026-12-21T18:00", "2026-12-22T00:00"),
        ("2024-02-05T00:00", "2024-02-10T00:00"),
        ("2026-12-28T00:00", "2027-11-30T00:00"),
        ("2025-01-01T09:00", "2026-12-31T18:00"),
        ("2026-11-26T22:00", "2026-11-27T06:00"),
        ("2026-02-01T00:00", "2026-03-01T00:00"),
    ];
    for (from, to) in moments {
        for language in Language::ALL {
            let moment = |text: &str| -> NaiveDateTime { parse_date_time(text).unwrap() };
            let messages = Messages::new(language);
            let written = messages.stretch(moment(from), moment(to), today());
            let parts = |date| by_the_calendar(parts(date));
            let read = stretch(&written, today(), &parts, language);
            assert_eq!(read, Ok((moment(from), moment(to))), "{written}");
        }
    }
}
