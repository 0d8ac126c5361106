//! Computed holidays against published ones; see `tests/cases/holidays/SOURCES.md`.

use super::*;
use model::{Choice, HolidayZoneId};
use std::collections::BTreeSet;
use units::parse_date;

const ETALAB: [&str; 2] = [
    include_str!("../../../../tests/cases/holidays/etalab_2000_2025.csv"),
    include_str!("../../../../tests/cases/holidays/etalab_2006_2031.csv"),
];
const VACANZA: &str = include_str!("../../../../tests/cases/holidays/vacanza_2003_2040.csv");
const EASTER: &str = include_str!("../../../../tests/cases/holidays/easter_1990_2100.csv");

/// Zones as the open data of the State names them.
const ETALAB_ZONES: [(&str, HolidayRule); 10] = [
    ("Métropole", HolidayRule::FranceMetropole),
    ("Alsace-Moselle", HolidayRule::FranceAlsaceMoselle),
    ("Guadeloupe", HolidayRule::FranceGuadeloupe),
    ("Guyane", HolidayRule::FranceGuyane),
    ("Martinique", HolidayRule::FranceMartinique),
    ("Mayotte", HolidayRule::FranceMayotte),
    ("La Réunion", HolidayRule::FranceReunion),
    ("Saint-Barthélémy", HolidayRule::FranceSaintBarthelemy),
    ("Saint-Martin", HolidayRule::FranceSaintMartin),
    ("Saint-Pierre-et-Miquelon", HolidayRule::FranceSaintPierreEtMiquelon),
];

fn date(text: &str) -> NaiveDate {
    parse_date(text).unwrap()
}

fn computed(rule: &HolidayRule, years: std::ops::RangeInclusive<i32>) -> BTreeSet<NaiveDate> {
    years.flat_map(|year| holidays(rule, year)).map(|(date, _)| date).collect()
}

fn zone(rule: HolidayRule) -> HolidayZone {
    HolidayZone { rule, ..HolidayZone::new(HolidayZoneId::default()) }
}

#[test]
fn days_are_those_of_the_open_data_from_2000_to_2031() {
    for (table, years) in ETALAB.iter().zip([2000..=2025, 2006..=2031]) {
        for (name, rule) in &ETALAB_ZONES {
            let published: BTreeSet<NaiveDate> = table
                .lines()
                .skip(1)
                .map(|line| line.split(',').collect::<Vec<_>>())
                .filter(|fields| fields[2].split('|').any(|zone| zone == *name))
                .map(|fields| date(fields[0]))
                .collect();
            assert!(published.len() > 26 * 10, "{name}");
            assert_eq!(computed(rule, years.clone()), published, "{name}");
        }
    }
}

#[test]
fn days_are_those_of_the_second_table_from_2003_to_2040() {
    let mut compared = BTreeSet::new();
    for line in VACANZA.lines().skip(1) {
        let fields: Vec<&str> = line.split(',').collect();
        let (rule, year) = (HolidayRule::from_key(fields[0]), fields[1].parse().unwrap());
        let mut published: BTreeSet<NaiveDate> =
            fields[2].split(' ').map(|day| date(&format!("{year}-{day}"))).collect();
        if (2005..=2007).contains(&year) {
            published.extend(Day::easter("whit_monday", 50).date(year));
        }
        assert_eq!(computed(&rule, year..=year), published, "{line}");
        compared.insert((rule, year));
    }
    assert_eq!(compared.len(), 9 * 38);
}

#[test]
fn easter_is_right_from_1990_to_2100() {
    let published: Vec<NaiveDate> = EASTER.lines().skip(1).map(date).collect();
    let computed: Vec<NaiveDate> = (1990..=2100).filter_map(easter).collect();
    assert_eq!(computed, published);
}

#[test]
fn two_holidays_may_fall_on_one_date() {
    let both: Vec<_> = holidays(&HolidayRule::FranceMetropole, 2008)
        .into_iter()
        .filter(|(day, _)| *day == date("2008-05-01"))
        .map(|(_, key)| key)
        .collect();
    assert_eq!(both, ["labour_day", "ascension"]);
    let days =
        days_off(&zone(HolidayRule::FranceMetropole), date("2008-01-01"), date("2008-12-31"));
    assert_eq!(days.len(), 10);
    assert_eq!(days[&date("2008-05-01")], "labour_day");
}

#[test]
fn a_date_stays_off_when_only_one_of_its_holidays_is_worked() {
    let mut zone = zone(HolidayRule::FranceMetropole);
    zone.worked = ["ascension".to_owned()].into();
    let days = days_off(&zone, date("2008-05-01"), date("2008-05-01"));
    assert_eq!(days[&date("2008-05-01")], "labour_day");
}

#[test]
fn a_house_may_work_whit_monday_and_close_for_a_bridge() {
    let mut zone = zone(HolidayRule::FranceMetropole);
    zone.worked = ["whit_monday".to_owned()].into();
    zone.days_off = [(date("2026-05-15"), "Pont".to_owned())].into();
    let days = days_off(&zone, date("2026-05-10"), date("2026-05-31"));
    let expected = [(date("2026-05-14"), "ascension"), (date("2026-05-15"), "Pont")];
    assert_eq!(days, expected.map(|(date, name)| (date, name.to_owned())).into());
}

#[test]
fn saint_martin_moved_its_day_in_2018() {
    let day = |year| {
        let mut days = holidays(&HolidayRule::FranceSaintMartin, year).into_iter();
        days.find(|(_, key)| *key == ABOLITION).map(|(date, _)| date)
    };
    assert_eq!(day(2017), Some(date("2017-05-27")));
    assert_eq!(day(2018), Some(date("2018-05-28")));
}

#[test]
fn a_rule_of_a_newer_program_gives_no_days() {
    assert!(holidays(&HolidayRule::Other("be".into()), 2026).is_empty());
    assert!(holidays(&HolidayRule::Empty, 2026).is_empty());
    assert!(holidays(&HolidayRule::FranceMetropole, 1989).is_empty());
}

#[test]
fn every_rule_names_its_keys() {
    assert_eq!(holiday_keys(&HolidayRule::FranceMetropole).len(), 11);
    assert_eq!(holiday_keys(&HolidayRule::FrancePolynesie).len(), 14);
}
