//! The demo: an invented post-production house, eighteen months of its history and a week of
//! events, as commands with their moments. Everything follows from a seed.
//!
//! Pure: no I/O, no clock, no randomness. `node` replays the steps; nothing here knows how.

mod absences;
mod agenda;
mod allocate;
mod briefs;
mod costs;
mod excerpt;
mod extras;
mod facility;
mod firmness;
mod journal;
mod loose_ends;
mod names;
mod people;
mod planning;
mod production;
mod progress;
mod rebooking;
mod script;
mod seed;
mod show;
mod story;
#[cfg(test)]
mod tests;
mod titles;
mod week;

pub use script::{Action, Deed, Label, Script, ScriptedEvent, Step, Watch};

use agenda::{Agenda, RowKind, weeks_from};
use journal::Journal;
use model::{Command, FacilityId, PersonId};
use seed::Seed;
use story::Story;
use titles::Titles;
use units::NaiveDate;

/// Weeks of history of the demo, unless somebody wants others: eighteen months.
pub const WEEKS: u32 = 78;

/// Weeks simulated, whatever is asked for: productions come in one after the other over them.
const SIMULATED: i64 = 78;

/// Weeks of the future in which work can be placed.
const AHEAD: i64 = 64;

/// The demo of a seed: a facility with so many weeks of history before `today` (at most [`WEEKS`]),
/// and the week from `today` on. `today` is taken back to the Monday of its week.
///
/// With fewer weeks the facility on `today` is the same: what came before the first of them is
/// told in a few steps on that day, as it stood then.
pub fn script(seed: u64, weeks: u32, today: NaiveDate) -> Script {
    let seed = Seed::new(seed);
    let monday = units::monday(today);
    let first = weeks_from(monday, -SIMULATED);
    let mut journal = Journal::new(&seed, first);
    let facility: FacilityId = journal.ids.mint();
    let years = facility::years(first, weeks_from(monday, AHEAD));
    let (premises, works) = facility::found(&mut journal, facility, years);
    let days = usize::try_from((SIMULATED + AHEAD) * 7).unwrap_or(0);
    let mut agenda = Agenda::new(first, days, works);
    for room in &premises.rooms {
        let kind = if room.turnaround.is_some() { RowKind::Apart } else { RowKind::Plain };
        agenda.add(room.id.into(), facility::slots(room), kind);
    }
    for machine in premises.machines.values() {
        agenda.add((*machine).into(), [agenda::ALL; 7], RowKind::Plain);
    }
    let mut team = people::engage(&mut journal, &mut agenda, &seed);
    people::affinities(&mut journal, &mut team, &seed);
    costs::rates(&mut journal, &team, &premises, &seed);
    let mut absences = absences::absences(&mut journal, &team, &mut agenda, &seed);
    absences.extend(facility::maintenance(&mut journal, &premises, &mut agenda, years));
    absences.sort_by_key(|(start, _): &(NaiveDate, Command)| std::cmp::Reverse(*start));
    let mut story = Story {
        journal,
        agenda,
        team: &team,
        premises: &premises,
        shows: Vec::new(),
        seed: seed.branch(31),
        titles: Titles::new(&seed),
        monday,
        absences,
    };
    story.tell();
    let ends = loose_ends::leave(&mut story);
    let steps = story.journal.take();
    let week = week::play(&mut story, &ends);
    let first = weeks_from(monday, -i64::from(weeks));
    let steps = excerpt::from(facility, journal::stamp(first.and_time(journal::hour(0))), steps);
    let coordinators: Vec<PersonId> =
        team.with_function("post_coordinator").map(|person| person.id).collect();
    Script {
        facility,
        facility_name: names::FACILITY.to_owned(),
        coordinator: coordinators.first().copied().unwrap_or_default(),
        colleague: coordinators.get(1).copied().unwrap_or_default(),
        today: monday,
        steps,
        week,
    }
}
