//! Public holidays of France and its overseas territories, computed; and the days off that a
//! house makes of them.
//!
//! Holidays are a matter of law, days off one of policy: by law only 1 May is a day off (Code du
//! travail, L3133-4). Days kept by custom alone (Good Friday in Guadeloupe, 21 July in the
//! Antilles, the Carnival) are not here: a house enters them as `days_off`.
//!
//! Sources: Code du travail, L3133-1 (the eleven days), L3134-13 (Alsace-Moselle), L3422-2
//! (abolition of slavery); the open data of the State (`tests/cases/holidays/SOURCES.md`).

use model::{HolidayRule, HolidayZone};
use std::collections::BTreeMap;
use units::{Datelike, Days, NaiveDate};

/// Years that are computed; outside them there are no holidays.
const YEARS: std::ops::RangeInclusive<i32> = 1990..=2100;

/// A day of a law.
struct Day {
    /// Its stable key; `worked` of a zone and message names (`holiday-<key>`) go by it.
    key: &'static str,
    when: When,
    /// First year it is kept.
    from: i32,
    /// Last year it is kept.
    until: i32,
}

/// Where a day lies in the year.
enum When {
    /// Month and day.
    Fixed(u32, u32),
    /// Days after Easter Sunday; negative before.
    Easter(i64),
}

impl Day {
    const fn fixed(key: &'static str, month: u32, day: u32) -> Self {
        Self { key, when: When::Fixed(month, day), from: i32::MIN, until: i32::MAX }
    }

    const fn easter(key: &'static str, days: i64) -> Self {
        Self { key, when: When::Easter(days), from: i32::MIN, until: i32::MAX }
    }

    const fn from(self, year: i32) -> Self {
        Self { from: year, ..self }
    }

    const fn until(self, year: i32) -> Self {
        Self { until: year, ..self }
    }

    fn date(&self, year: i32) -> Option<NaiveDate> {
        if year < self.from || year > self.until {
            return None;
        }
        match self.when {
            When::Fixed(month, day) => NaiveDate::from_ymd_opt(year, month, day),
            When::Easter(days) => {
                let span = Days::new(days.unsigned_abs());
                let sunday = easter(year)?;
                if days < 0 { sunday.checked_sub_days(span) } else { sunday.checked_add_days(span) }
            }
        }
    }
}

/// The eleven days kept everywhere (L3133-1). 1 May comes first: where two fall on one date it
/// gives that date its name.
const NATIONAL: &[Day] = &[
    Day::fixed("labour_day", 5, 1),
    Day::fixed("new_year", 1, 1),
    Day::fixed("victory_1945", 5, 8),
    Day::fixed("national_day", 7, 14),
    Day::fixed("assumption", 8, 15),
    Day::fixed("all_saints", 11, 1),
    Day::fixed("armistice_1918", 11, 11),
    Day::fixed("christmas", 12, 25),
    Day::easter("easter_monday", 1),
    Day::easter("ascension", 39),
    Day::easter("whit_monday", 50),
];

/// Key of the days on which each overseas territory remembers the end of slavery.
const ABOLITION: &str = "slavery_abolition";

/// Local days, and for how long each has been kept.
fn local(rule: &HolidayRule) -> &'static [Day] {
    match rule {
        HolidayRule::FranceAlsaceMoselle => {
            const { &[Day::easter("good_friday", -2), Day::fixed("second_christmas_day", 12, 26)] }
        }
        HolidayRule::FranceGuadeloupe => const { &[Day::fixed(ABOLITION, 5, 27)] },
        HolidayRule::FranceGuyane => const { &[Day::fixed(ABOLITION, 6, 10)] },
        HolidayRule::FranceMartinique => const { &[Day::fixed(ABOLITION, 5, 22)] },
        HolidayRule::FranceMayotte => const { &[Day::fixed(ABOLITION, 4, 27)] },
        HolidayRule::FranceReunion => const { &[Day::fixed(ABOLITION, 12, 20)] },
        HolidayRule::FranceSaintBarthelemy => const { &[Day::fixed(ABOLITION, 10, 9)] },
        // 28 May since 2018, by the yearly circular on the commemorations of slavery (first that
        // of 4 May 2018), applying article 3 of the territory's deliberation of 5 November 2015.
        HolidayRule::FranceSaintMartin => {
            const { &[Day::fixed(ABOLITION, 5, 27).until(2017), Day::fixed(ABOLITION, 5, 28).from(2018)] }
        }
        HolidayRule::FranceNouvelleCaledonie => const { &[Day::fixed("citizenship_day", 9, 24)] },
        // 20 November has taken the place of 29 June since 2025 (loi du pays adopted 6 May 2025).
        HolidayRule::FrancePolynesie => {
            const {
                &[
                    Day::fixed("arrival_of_the_gospel", 3, 5),
                    Day::easter("good_friday", -2),
                    Day::fixed("autonomy_day", 6, 29).until(2024),
                    Day::fixed("matarii", 11, 20).from(2025),
                ]
            }
        }
        // The prefect's yearly decree, such as n° 2022-1071 of 28 December 2022.
        HolidayRule::FranceWallisEtFutuna => {
            const {
                &[
                    Day::fixed("saint_peter_chanel", 4, 28),
                    Day::fixed("saints_peter_and_paul", 6, 29),
                    Day::fixed("territory_day", 7, 29),
                ]
            }
        }
        HolidayRule::FranceMetropole | HolidayRule::FranceSaintPierreEtMiquelon => &[],
        HolidayRule::Empty | HolidayRule::Other(_) => &[],
    }
}

/// The public holidays of a year with their keys, by date. Two may fall on one date (Ascension
/// on 1 May 2008). Empty outside 1990–2100 and for rules this program does not know.
pub fn holidays(rule: &HolidayRule, year: i32) -> Vec<(NaiveDate, &'static str)> {
    let national = match rule {
        HolidayRule::Empty | HolidayRule::Other(_) => &[],
        _ => NATIONAL,
    };
    if !YEARS.contains(&year) {
        return Vec::new();
    }
    let days = national.iter().chain(local(rule));
    let mut found: Vec<_> =
        days.filter_map(|day| day.date(year).map(|date| (date, day.key))).collect();
    found.sort_by_key(|(date, _)| *date);
    found
}

/// The keys a zone of this rule may declare as worked, in the order of the year.
pub fn holiday_keys(rule: &HolidayRule) -> Vec<&'static str> {
    let mut keys = Vec::new();
    // 2026 has every day in force, each on a date of its own.
    for (_, key) in holidays(rule, 2026) {
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    keys
}

/// The days off of a zone between two dates, both included: the holidays of its law that the
/// house does not work, by key, and the other days it is closed, by name.
pub fn days_off(
    zone: &HolidayZone,
    first: NaiveDate,
    last: NaiveDate,
) -> BTreeMap<NaiveDate, String> {
    let years = first.year().max(*YEARS.start())..=last.year().min(*YEARS.end());
    let mut days = BTreeMap::new();
    for (date, key) in years.flat_map(|year| holidays(&zone.rule, year)) {
        if (first..=last).contains(&date) && !zone.worked.contains(key) {
            days.entry(date).or_insert_with(|| key.to_owned());
        }
    }
    for (date, name) in &zone.days_off {
        if (first..=last).contains(date) {
            days.entry(*date).or_insert_with(|| name.clone());
        }
    }
    days
}

/// Easter Sunday of a Gregorian year (the anonymous rule of 1876, as given by Jean Meeus,
/// Astronomical Algorithms, chapter 8).
fn easter(year: i32) -> Option<NaiveDate> {
    let (century, rest) = (year.div_euclid(100), year.rem_euclid(100));
    let moon_correction = (century - (century + 8) / 25 + 1) / 3;
    let golden = year.rem_euclid(19);
    let epact = (19 * golden + century - century / 4 - moon_correction + 15).rem_euclid(30);
    let weekday = (32 + 2 * (century % 4) + 2 * (rest / 4) - epact - rest % 4).rem_euclid(7);
    let late = (golden + 11 * epact + 22 * weekday) / 451;
    let days = epact + weekday - 7 * late + 114;
    NaiveDate::from_ymd_opt(
        year,
        u32::try_from(days / 31).ok()?,
        u32::try_from(days % 31 + 1).ok()?,
    )
}

#[cfg(test)]
mod tests;
