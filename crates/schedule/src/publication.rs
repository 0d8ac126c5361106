//! The lines of a plan that is sent to a client. Rooms, people, remarks, work and costs are not in them.

use crate::dates::PlanDates;
use crate::facility_time::FacilityTime;
use model::{LineKind, OutlineLine, Plan, PublishedDetail, PublishedLine, PublishedLines};

/// What a client may know of the tasks of a plan: their names and dates, in the order of the plan.
/// Tasks on a cycle have no dates.
pub fn published_lines(
    plan: &Plan,
    dates: &PlanDates,
    time: &FacilityTime,
    detail: &PublishedDetail,
) -> PublishedLines {
    let outline = plan.outline();
    let is_whole = *detail == PublishedDetail::Tasks;
    let placed = outline.iter().zip(1..);
    let sent = placed.filter(|(line, _)| is_whole || line.level == 0 || line.task.milestone);
    let published = sent.map(|(line, after)| {
        let dates = dates.tasks.get(&line.task.id);
        let below = outline.get(after..).unwrap_or_default();
        PublishedLine {
            task: line.task.id,
            level: if is_whole { line.level } else { 0 },
            kind: match (line.group, line.task.milestone) {
                (true, _) => LineKind::Group,
                (false, true) => LineKind::Milestone,
                (false, false) => LineKind::Task,
            },
            step: line.task.step.clone(),
            finished: is_finished(line, below),
            start: dates.map(|dates| time.civil(dates.start)),
            finish: dates.map(|dates| time.civil(dates.finish)),
            name: line.task.name.clone(),
        }
    });
    published.collect()
}

/// Is a task finished, or all that is in a group? `below` is what follows it in the outline.
fn is_finished(line: &OutlineLine<'_>, below: &[OutlineLine<'_>]) -> bool {
    if !line.group {
        return line.task.is_finished();
    }
    let within = below.iter().take_while(|under| under.level > line.level);
    within.filter(|under| !under.group).all(|under| under.task.is_finished())
}
