//! Thousands of damaged files: whatever is in them, reading ends, in bounds, without a panic.
//! The damage is the same in every run; `tests/fuzz` looks for more.

use crate::limits::{MAX_EXPANDED_DAYS, MAX_FINDINGS, MAX_RECORDS};
use crate::{Content, ConvertOptions, Known, ReadOptions, Target, UnknownResources};
use crate::{commands::CommandReader, mspdi, read, to_commands};
use model::{DayHours, Directory, Facility, FacilityId, Lag, RawId, TimeSpan};
use units::MAX_NAME_CHARS;

const MSPDI: &[u8] = include_bytes!("../../../tests/cases/import/mspdi/documentary.xml");
const CSV: &[u8] = include_bytes!("../../../tests/cases/import/csv/planning_cp1252_semicolon.csv");
const WIDE_CSV: &[u8] = include_bytes!("../../../tests/cases/import/csv/planning_utf16le_bom.csv");
const ICS: &[u8] = include_bytes!("../../../tests/cases/import/ics/holidays.ics");

/// Numbers that look random and are always the same (a linear congruential generator with the
/// constants of Knuth's MMIX).
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit.max(1)
    }

    /// The bytes with a few of them changed, dropped, doubled or moved.
    fn damage(&mut self, bytes: &[u8]) -> Vec<u8> {
        const MARKS: [&[u8]; 12] = [
            b"<",
            b">",
            b"&",
            b"\"",
            b";",
            b"-",
            b"99999999999999999999",
            b"\0",
            b"\xFF\xFE",
            b"\r",
            b"9",
            b"T",
        ];
        let mut damaged = bytes.to_vec();
        for _ in 0..=self.below(6) {
            let place = self.below(damaged.len());
            let length = self.below(60).min(damaged.len() - place);
            match self.below(6) {
                0 => damaged.truncate(place),
                1 => drop(damaged.drain(place..place + length)),
                2 => {
                    let piece = damaged[place..place + length].to_vec();
                    let other = self.below(damaged.len());
                    damaged.splice(other..other, piece);
                }
                3 => drop(damaged.splice(
                    place..place + length.min(2),
                    MARKS[self.below(MARKS.len())].iter().copied(),
                )),
                _ if place < damaged.len() => damaged[place] = self.below(256) as u8,
                _ => {}
            }
        }
        damaged
    }
}

/// Reads, converts and checks the bounds.
fn check(bytes: &[u8], name: &str, format: &str) {
    let options = ReadOptions { format: Some(format.into()), ..ReadOptions::default() };
    let imported = read(bytes, name, &options);
    assert!(imported.findings.len() <= MAX_FINDINGS + 1);
    match imported.content {
        Content::Plan(plan) => {
            assert!(plan.tasks.len() <= MAX_RECORDS);
            assert!(plan.tasks.iter().all(|task| task.name.chars().count() <= MAX_NAME_CHARS));
            let facility = Facility::new(FacilityId(RawId(1)));
            let directory = Directory::default();
            let known = Known { facility: &facility, directory: &directory };
            let options =
                ConvertOptions { unknown: UnknownResources::Add, ..ConvertOptions::default() };
            let mut next = 0;
            let mut mint = || {
                next += 1;
                RawId(next)
            };
            let converted =
                to_commands(&plan, Target::New { title: "" }, known, &options, &mut mint);
            assert!(converted.findings.len() <= MAX_FINDINGS + 1);
            mspdi::write(&plan);
        }
        Content::Holidays(calendars) => {
            assert!(
                calendars.iter().map(|calendar| calendar.days.len()).sum::<usize>()
                    <= MAX_EXPANDED_DAYS
            );
        }
        Content::Nothing => {}
    }
}

fn damage_all(case: &[u8], name: &str, format: &str, rounds: usize) {
    let mut chance = Chance(42);
    for _ in 0..rounds {
        check(&chance.damage(case), name, format);
    }
}

#[test]
fn damaged_plans_of_other_programs_are_read_in_bounds() {
    damage_all(MSPDI, "plan.xml", "mspdi", 400);
}

#[test]
fn damaged_tables_are_read_in_bounds() {
    damage_all(CSV, "plan.csv", "csv", 2_000);
    damage_all(WIDE_CSV, "plan.csv", "csv", 1_000);
    let rows = "N°;Tâche;Début;Fin;Durée;Prédécesseurs;Salle;Ressources;% achevé\n\
        1;Montage;24 nov. 2026 14h;2026-11-30;2,5 j;;Montage 1;A, B;40 %\n2;Mixage;mardi 5 janvier 2027;;7h30;1FD+2 jé;Audi 2;;1\n";
    damage_all(rows.as_bytes(), "plan.csv", "csv", 3_000);
}

#[test]
fn damaged_calendars_are_read_in_bounds() {
    damage_all(ICS, "days.ics", "ics", 2_000);
}

#[test]
fn damaged_workbooks_are_read_in_bounds() {
    let sheet = crate::sheet::tests::planning_sheet();
    let mut chance = Chance(7);
    for round in 0..600 {
        let damaged = chance.damage(sheet.as_bytes());
        let workbook = crate::sheet::tests::archive(&[("xl/worksheets/sheet1.xml", &damaged)]);
        check(&workbook, "plan.xlsx", "xlsx");
        if round % 4 == 0 {
            check(&chance.damage(&workbook), "plan.xlsx", "xlsx");
        }
    }
}

#[test]
fn damaged_commands_are_refused_or_read() {
    let mut chance = Chance(3);
    let mut reader = CommandReader::new(FacilityId(RawId(1)));
    reader.define("film", RawId(5));
    for help in crate::commands::commands() {
        for _ in 0..60 {
            let line =
                String::from_utf8_lossy(&chance.damage(help.example.as_bytes())).into_owned();
            if let Err(finding) = reader.read_line(&line, 1, &mut || RawId(9)) {
                assert!(finding.fields.values().all(|text| text.chars().count() < 1_000), "{line}");
            }
        }
    }
}

#[test]
fn damaged_hours_and_lags_are_read_or_refused() {
    let mut chance = Chance(11);
    for case in ["09:00-13:00 14:00-18:00", "22:00-06:00", "1440e", "-50%", "480"] {
        for _ in 0..2_000 {
            let text = String::from_utf8_lossy(&chance.damage(case.as_bytes())).into_owned();
            if let Ok(hours) = text.parse::<DayHours>() {
                assert_eq!(hours.to_string().parse(), Ok(hours), "{text}");
            }
            if let Ok(lag) = text.parse::<Lag>() {
                assert_eq!(lag.to_string().parse(), Ok(lag), "{text}");
            }
            if let Ok(span) = text.parse::<TimeSpan>() {
                assert_eq!(span.to_string().parse(), Ok(span), "{text}");
            }
        }
    }
}

/// Every code that the sources of this crate speak of.
fn codes(folder: &std::path::Path, found: &mut std::collections::BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            codes(&path, found);
        } else {
            let source = std::fs::read_to_string(&path).unwrap();
            let words = source.split('"').skip(1).step_by(2);
            let subjects = [
                "archive-",
                "command-",
                "ics-",
                "import-",
                "mapping-",
                "mspdi-",
                "sheet-",
                "text-",
                "workbook-",
                "xml-",
            ];
            let code = |word: &&str| {
                subjects.iter().any(|subject| word.starts_with(subject))
                    && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')
            };
            found.extend(words.filter(code).map(str::to_owned));
        }
    }
}

#[test]
fn every_code_has_its_message() {
    let mut found = std::collections::BTreeSet::new();
    codes(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);
    assert!(found.len() > 90, "{found:?}");
    for messages in [
        include_str!("../../i18n/locales/fr/interchange.ftl"),
        include_str!("../../i18n/locales/en/interchange.ftl"),
    ] {
        for code in found.iter().filter(|code| !code.ends_with('-')) {
            assert!(messages.contains(&format!("\n{code} = ")), "{code}");
        }
    }
}
