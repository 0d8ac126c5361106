//! Who is away when: summer, Christmas, some days in between.

use crate::agenda::{Agenda, Day};
use crate::journal::{Journal, add, hour};
use crate::people::Team;
use crate::seed::Seed;
use model::{Absence, Command, Employment, Kind, Subject};
use units::{Datelike, Days, NaiveDate};

/// Who is away when: four weeks of summer at most, Christmas, some days in between; people of
/// the staff always, half of the others. The agenda learns of it. Each absence comes with its
/// first day.
pub(crate) fn absences(
    journal: &mut Journal,
    team: &Team,
    agenda: &mut Agenda,
    seed: &Seed,
) -> Vec<(NaiveDate, Command)> {
    let mut seed = seed.branch(14);
    let mut away = Vec::new();
    let (first, last) = (agenda.date(0), agenda.date(agenda.len()));
    for person in &team.people {
        if person.employment == Employment::Outside {
            continue;
        }
        let staff = person.employment == Employment::Staff;
        for year in first.year()..=last.year() {
            for (start, days) in stretches(year, staff, &mut seed) {
                let Some(end) = start.checked_add_days(Days::new(days)) else { continue };
                if start < first || last <= end {
                    continue;
                }
                let absence = Absence {
                    person: Some(person.id),
                    start: Some(start.and_time(hour(0))),
                    end: Some(end.and_time(hour(0))),
                    ..Absence::new(journal.ids.mint())
                };
                let days: std::ops::Range<Day> = agenda.day(start)..agenda.day(end);
                agenda.close(person.id.into(), days);
                away.push((start, add(Subject::shared(Kind::Absence, absence.id), &absence)));
            }
        }
    }
    away
}

/// First day and number of days of somebody's absences in a year.
fn stretches(year: i32, staff: bool, seed: &mut Seed) -> Vec<(NaiveDate, u64)> {
    let monday = |month: u32, day: i64| {
        let day = u32::try_from(day).unwrap_or(1);
        NaiveDate::from_ymd_opt(year, month, day).map(units::monday)
    };
    let mut stretches = Vec::new();
    let summer = (monday(7, seed.between(13, 27)), monday(8, seed.between(3, 17)));
    let (july, august) = (seed.chance(25), if staff { 85 } else { 50 });
    if seed.chance(august) {
        let start = if july { summer.0 } else { summer.1 };
        let weeks = if seed.chance(50) { 21 } else { 14 };
        stretches.extend(start.map(|start| (start, weeks)));
    }
    if seed.chance(if staff { 70 } else { 35 }) {
        let start = if seed.chance(60) { monday(12, 23) } else { monday(12, 30) };
        stretches.extend(start.map(|start| (start, 7)));
    }
    if staff && seed.chance(50) {
        let start = monday(u32::try_from(seed.between(1, 6)).unwrap_or(1), seed.between(8, 22));
        let days = if seed.chance(50) { 5 } else { 2 };
        stretches.extend(start.map(|start| (start, days)));
    }
    stretches
}
