//! Work shorter than what a genre needs at the very least.

use super::{Template, templates};
use crate::calendars::Calendars;
use model::{Choice, EpisodeId, Finding, Kind, Place, Plan, Severity, Step, Subject, Task, TaskId};
use std::collections::{BTreeMap, BTreeSet};
use units::{Decimal, Minutes, Percent};

/// A warning `below-floor` for each step (of each episode) whose tasks together have less work
/// than the floor of the genre, at the first of them. Fields: `step`, `episode` (its number, or
/// `none`), `work_minutes`, `floor_minutes`.
///
/// Finished steps are past advice. A floor is known for programmes of the template's length or
/// more: shorter ones are not judged. Work is measured in working days of the house.
pub fn floor_findings(plan: &Plan, calendars: &Calendars) -> Vec<Finding> {
    let production = &plan.production;
    let runs = |template: &&Template| {
        template.genre == production.genre
            && (production.runtime == Minutes::ZERO || production.runtime >= template.runtime)
    };
    let Some(template) = templates().iter().find(runs) else { return Vec::new() };
    let floors = floors(template);
    work_by_step(plan)
        .into_iter()
        .filter_map(|((episode, step), planned)| {
            let floor = days(*floors.get(step)?, calendars.day_length());
            (!planned.finished && planned.work < floor)
                .then(|| finding(plan, episode, step, &planned, floor))
        })
        .collect()
}

/// Working days as minutes, rounded half away from zero.
pub(super) fn days(days: Decimal, day_length: Minutes) -> Minutes {
    let percent = days.checked_mul(Decimal::ONE_HUNDRED).unwrap_or_default();
    Percent(percent).of(day_length)
}

/// The floor of each step of a template, per episode if it has any.
fn floors(template: &Template) -> BTreeMap<&Step, Decimal> {
    let mut floors = BTreeMap::new();
    for row in template.steps.iter().filter(|row| !row.once) {
        if let Some(floor) = row.floor {
            *floors.entry(&row.step).or_insert(Decimal::ZERO) += floor;
        }
    }
    floors
}

/// What a plan gives to a step.
struct Planned {
    first: TaskId,
    work: Minutes,
    finished: bool,
}

/// Work by episode and step; groups and milestones have none.
fn work_by_step(plan: &Plan) -> BTreeMap<(Option<EpisodeId>, &Step), Planned> {
    let groups: BTreeSet<TaskId> = plan.tasks.values().filter_map(|task| task.parent).collect();
    let mut work: BTreeMap<_, Planned> = BTreeMap::new();
    for task in plan.tasks_in_order() {
        if task.milestone || groups.contains(&task.id) {
            continue;
        }
        let key = (episode(plan, task), &task.step);
        let entry = work.entry(key).or_insert(Planned {
            first: task.id,
            work: Minutes::ZERO,
            finished: true,
        });
        entry.work = entry.work + task.work;
        entry.finished &= task.is_finished();
    }
    work
}

/// The episode of a task, or that of the group it stands in.
fn episode(plan: &Plan, task: &Task) -> Option<EpisodeId> {
    let group = task.parent.and_then(|id| plan.tasks.get(&id));
    task.episode.or_else(|| group.and_then(|group| group.episode))
}

fn finding(
    plan: &Plan,
    episode: Option<EpisodeId>,
    step: &Step,
    planned: &Planned,
    floor: Minutes,
) -> Finding {
    let subject = Subject::planned(plan.production.id, Kind::Task, planned.first);
    let episode = episode.and_then(|id| plan.episodes.get(&id));
    Finding::new(Severity::Warning, "below-floor")
        .with("step", step.key())
        .with("work_minutes", planned.work.0)
        .with("floor_minutes", floor.0)
        .with("episode", episode.map_or("none".to_owned(), |episode| episode.number.to_string()))
        .at(Place::subject(subject))
}
