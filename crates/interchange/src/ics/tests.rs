//! Calendars of days off read, sessions written.

use super::*;
use crate::findings::Findings;
use crate::{Content, ReadOptions};
use model::{Finding, RawId};
use std::path::Path;
use units::{Minutes, SessionTime, Stamp, parse_date, parse_date_time};

fn read_text(text: &str) -> (Vec<ImportedHolidays>, Vec<Finding>) {
    let mut findings = Findings::default();
    let calendars = super::read(text.as_bytes(), &mut findings);
    (calendars, findings.into_vec())
}

fn codes(findings: &[Finding]) -> Vec<&str> {
    findings.iter().map(|finding| finding.code).collect()
}

const HOLIDAYS: &str = include_str!("../../../../tests/cases/import/ics/holidays.ics");

#[test]
fn our_holidays_are_read_with_their_names() {
    let imported = crate::read(HOLIDAYS.as_bytes(), "holidays.ics", &ReadOptions::default());
    let Content::Holidays(calendars) = &imported.content else { panic!("{imported:?}") };
    let [first, second] = calendars.as_slice() else { panic!("{calendars:?}") };
    assert_eq!((first.name.as_str(), second.name.as_str()), ("Jours chômés", "Fermetures"));
    let name =
        |calendar: &ImportedHolidays, date| calendar.days.get(&parse_date(date).unwrap()).cloned();
    assert_eq!(name(first, "2027-05-07").as_deref(), Some("Pont de l'Ascension, ou presque"));
    assert_eq!(name(first, "2030-12-25").as_deref(), Some("Noël"));
    assert_eq!(name(first, "2028-11-23").as_deref(), Some("Quatrième jeudi"));
    assert_eq!(name(second, "2027-08-20").as_deref(), Some("Fermeture d'été"));
    assert_eq!(name(second, "2027-08-21"), None, "the end is the first day after");
    assert_eq!(second.days.len(), 12);
    let told = codes(&imported.findings);
    assert_eq!(
        told,
        [
            "ics-recurrence-cut",
            "ics-bad-line",
            "ics-timed-event-left-out",
            "ics-recurrence-unknown"
        ]
    );
    assert_eq!(imported.findings[1].place.line, Some(33));
}

#[test]
fn a_calendar_that_breaks_off_keeps_what_came_before() {
    let lines: Vec<&str> = HOLIDAYS.lines().collect();
    let (calendars, findings) = read_text(&lines[..12].join("\r\n"));
    assert_eq!(calendars[0].days.len(), 1);
    assert!(codes(&findings).contains(&"ics-breaks-off"));
    for end in 0..HOLIDAYS.len() {
        if let Some(text) = HOLIDAYS.get(..end) {
            read_text(text);
        }
    }
}

#[test]
fn endless_rules_and_depths_stay_small() {
    let many = "BEGIN:VEVENT\nDTSTART:19900101\nRRULE:FREQ=YEARLY\nEND:VEVENT\n".repeat(2_000);
    let (calendars, findings) = read_text(&format!("BEGIN:VCALENDAR\n{many}END:VCALENDAR\n"));
    assert!(calendars[0].days.len() <= 60 && codes(&findings).contains(&"import-too-many-days"));
    let (_, findings) = read_text(&"BEGIN:VEVENT\n".repeat(100_000));
    assert!(codes(&findings).contains(&"ics-too-deep"));
}

#[test]
fn the_sample_calendars_are_read_without_harm() {
    let Ok(folder) = std::env::var("RACCORD_SAMPLES") else {
        println!("RACCORD_SAMPLES is not set: the samples were not read");
        return;
    };
    let mut read = 0;
    for entry in std::fs::read_dir(Path::new(&folder).join("ics")).unwrap() {
        let path = entry.unwrap().path();
        let bytes = std::fs::read(&path).unwrap();
        let imported = crate::read(
            &bytes,
            "sample.ics",
            &ReadOptions { format: Some("ics".into()), ..ReadOptions::default() },
        );
        assert!(matches!(imported.content, Content::Holidays(_)), "{}", path.display());
        read += 1;
    }
    assert!(read >= 30, "only {read} samples");
}

/// A feed with a night over the change of clocks, an option, a day off and a cancelled session.
pub(super) fn feed() -> Feed {
    let session = |start, end, zone: &str| {
        let moment = |text| parse_date_time(text).unwrap();
        EventTime::Session(SessionTime {
            start: moment(start),
            end: moment(end),
            zone: zone.parse().unwrap(),
        })
    };
    let event = |id, time, title: &str, status| Event {
        id: RawId(id),
        part: 0,
        sequence: 2,
        changed: Stamp::parse("2026-09-01T10:20:30Z").unwrap(),
        time,
        title: title.into(),
        location: "Audi 2, 3e étage; cour".into(),
        description: "Ligne une\nligne deux \\ fin".into(),
        status,
    };
    let day = |text| parse_date(text).unwrap();
    Feed {
        name: "Camille Exemple".into(),
        language: "fr".into(),
        refresh: Minutes(60),
        events: vec![
            event(
                1,
                session("2026-10-24T22:00", "2026-10-25T06:00", "Europe/Paris"),
                &"Mixage « Les Gardiens du phare » ".repeat(4),
                EventStatus::Confirmed,
            ),
            event(
                2,
                session("2027-07-01T09:00", "2027-07-01T18:00", "Indian/Reunion"),
                "Étalonnage",
                EventStatus::Tentative,
            ),
            event(
                3,
                EventTime::Days(day("2026-12-24"), day("2026-12-25")),
                "Absence",
                EventStatus::Confirmed,
            ),
            event(
                4,
                session("2027-03-15T09:00", "2027-03-15T13:00", "America/New_York"),
                "Visionnage",
                EventStatus::Cancelled,
            ),
        ],
    }
}

#[test]
fn lines_are_folded_at_75_octets_and_end_as_the_standard_says() {
    let text = String::from_utf8(write(&feed())).unwrap();
    assert!(text.split("\r\n").all(|line| line.len() <= 75 && !line.contains(['\r', '\n'])));
    let unfolded = text.replace("\r\n ", "");
    assert!(unfolded.contains("LOCATION:Audi 2\\, 3e étage\\; cour\r\n"), "{unfolded}");
    assert!(unfolded.contains("DESCRIPTION:Ligne une\\nligne deux \\\\ fin\r\n"));
    assert!(unfolded.contains("DTSTAMP:20260901T102030Z\r\n"));
    assert!(unfolded.contains("DTSTART;TZID=Europe/Paris:20261024T220000\r\n"));
    assert!(unfolded.contains("DTSTART;VALUE=DATE:20261224\r\nDTEND;VALUE=DATE:20261226\r\n"));
    assert_eq!(unfolded.matches("BEGIN:VTIMEZONE").count(), 3);
    assert_eq!(write(&feed()), write(&feed()));
}

#[test]
fn whole_days_survive_being_written_and_read() {
    let text = String::from_utf8(write(&feed())).unwrap();
    let (calendars, findings) = read_text(&text);
    assert_eq!(calendars[0].name, "Camille Exemple");
    let days: Vec<_> = calendars[0].days.keys().copied().map(units::format_date).collect();
    assert_eq!(days, ["2026-12-24", "2026-12-25"]);
    assert_eq!(
        codes(&findings).iter().filter(|code| **code == "ics-timed-event-left-out").count(),
        2
    );
}
