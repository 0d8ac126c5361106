//! PSPLIB files of one mode (Kolisch, Sprecher 1996): sections under headings in capitals.

use super::numbers::Numbers;
use super::{ImportedActivity, ImportedProject, MAX_ACTIVITIES, MAX_RENEWABLES, found, refusal};
use model::Finding;

/// Reads one file.
pub(super) fn read(text: &str) -> Result<ImportedProject, Finding> {
    let sizes = Sizes::read(text)?;
    let mut project = ImportedProject::default();
    project.activities.resize_with(sizes.activities, ImportedActivity::default);
    // Number, modes, number of successors, successors.
    for (place, mut row) in rows(text, "PRECEDENCE RELATIONS", sizes.activities)?.enumerate() {
        own_number(&mut row, place)?;
        one_mode(row.number()?, &row)?;
        let count = row.count("successors", sizes.activities)?;
        let successors: Result<Vec<usize>, Finding> =
            (0..count).map(|_| row.activity(sizes.activities)).collect();
        row.nothing_left()?;
        if let Some(activity) = project.activities.get_mut(place) {
            activity.successors = successors?;
        }
    }
    // Number, mode, duration, requests.
    for (place, mut row) in rows(text, "REQUESTS/DURATIONS", sizes.activities)?.enumerate() {
        own_number(&mut row, place)?;
        one_mode(row.number()?, &row)?;
        let (duration, requests) = (row.number()?, row.several(sizes.renewables)?);
        row.nothing_left()?;
        if let Some(activity) = project.activities.get_mut(place) {
            (activity.duration, activity.requests) = (duration, requests);
        }
    }
    for mut row in rows(text, "RESOURCEAVAILABILITIES", 1)? {
        project.capacities = row.several(sizes.renewables)?;
    }
    Ok(project)
}

/// What the head of a file says.
struct Sizes {
    activities: usize,
    renewables: usize,
}

impl Sizes {
    fn read(text: &str) -> Result<Self, Finding> {
        let of = |label: &str, most: usize| -> Result<Option<usize>, Finding> {
            let mut lines = (1..).zip(text.lines());
            let line = lines.find(|(_, line)| line.trim_start().starts_with(label));
            let Some((number, line)) = line else { return Ok(None) };
            let value = line.split_once(':').map_or("", |(_, value)| value);
            let value = value.split_whitespace().next().unwrap_or_default();
            Numbers::of_line(number, value).count("rows", most).map(Some)
        };
        for more in ["- nonrenewable", "- doubly constrained"] {
            if of(more, MAX_RENEWABLES)?.is_some_and(|count| count > 0) {
                return Err(refusal("project-file-nonrenewable", None));
            }
        }
        let missing = |label: &str| found("project-file-no-section", 1, label);
        let activities = of("jobs", MAX_ACTIVITIES)?.ok_or_else(|| missing("jobs"))?;
        let renewables = of("- renewable", MAX_RENEWABLES)?.ok_or_else(|| missing("renewable"))?;
        Ok(Self { activities, renewables })
    }
}

/// The rows under a heading that begin with a number, exactly as many as asked for.
fn rows<'t>(
    text: &'t str,
    heading: &'static str,
    count: usize,
) -> Result<impl Iterator<Item = Numbers<'t>>, Finding> {
    let mut lines = (1_u64..).zip(text.lines());
    let Some((begun, _)) = lines.find(|(_, line)| line.trim_start().starts_with(heading)) else {
        return Err(found("project-file-no-section", 1, heading));
    };
    let section = lines.take_while(|(_, line)| !line.starts_with("**"));
    let rows: Vec<(u64, &str)> = section
        .filter(|(_, line)| line.trim_start().starts_with(|first: char| !first.is_alphabetic()))
        .filter(|(_, line)| !line.starts_with("--"))
        .collect();
    if rows.len() != count {
        let last = rows.last().map_or(begun, |(line, _)| *line);
        return Err(found("project-file-rows", last, &rows.len().to_string()));
    }
    Ok(rows.into_iter().map(|(line, row)| Numbers::of_line(line, row)))
}

fn own_number(row: &mut Numbers<'_>, place: usize) -> Result<(), Finding> {
    let number = row.activity(usize::MAX)?;
    if number == place { Ok(()) } else { Err(row.unexpected(number + 1)) }
}

fn one_mode(modes: u32, row: &Numbers<'_>) -> Result<(), Finding> {
    if modes == 1 { Ok(()) } else { Err(row.refused("project-file-modes")) }
}
