//! Instances of the scheduling literature: PSPLIB files (`.sm`), Patterson files (`.rcp`, also of
//! several projects at once), and many instances packed in one text file.
//!
//! One mode for each activity and renewable resources are read; what has more is refused. These
//! files are whole or nothing: an instance with an activity less is another instance. Whether
//! activities wait for each other is for whoever plans them to find.

mod numbers;
mod sm;
#[cfg(test)]
mod tests;

use crate::limits::MAX_TEXT_BYTES;
use model::{Finding, Place, Severity};
use numbers::Numbers;

/// The most activities of an instance, and the most instances of a file.
pub const MAX_ACTIVITIES: usize = 50_000;

/// The most resources of an instance.
pub const MAX_RENEWABLES: usize = 64;

/// The largest number in such a file.
pub const MAX_NUMBER: u32 = 1_000_000;

/// An instance as it was read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ImportedProject {
    /// Its name, where the file says it; empty otherwise.
    pub name: String,
    /// How much there is of each resource.
    pub capacities: Vec<u32>,
    /// Its activities, with the dummies at start and end.
    pub activities: Vec<ImportedActivity>,
}

/// An activity of such an instance.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ImportedActivity {
    /// How long it takes.
    pub duration: u32,
    /// How much it takes of each resource.
    pub requests: Vec<u32>,
    /// What comes after it, numbered from 0.
    pub successors: Vec<usize>,
}

/// Reads all instances of a file; its beginning says in which of the three forms it is. The
/// finding names the line.
pub fn read(bytes: &[u8]) -> Result<Vec<ImportedProject>, Finding> {
    if bytes.len() > MAX_TEXT_BYTES {
        return Err(too_large("bytes", MAX_TEXT_BYTES));
    }
    let Ok(text) = std::str::from_utf8(bytes) else {
        return Err(refusal("project-file-not-text", None));
    };
    let first = text.trim_start();
    if first.starts_with("instance ") {
        packed(text)
    } else if first.starts_with('*') || first.starts_with("file") {
        sm::read(text).map(|project| vec![project])
    } else {
        let mut numbers = Numbers::new(text);
        let project = patterson(&mut numbers)?;
        numbers.nothing_left()?;
        Ok(vec![project])
    }
}

/// Instances, each with `instance NAME ACTIVITIES RESOURCES` before what Patterson files hold.
fn packed(text: &str) -> Result<Vec<ImportedProject>, Finding> {
    let mut numbers = Numbers::new(text);
    let mut projects = Vec::new();
    while let Some((word, line)) = numbers.word() {
        if word != "instance" {
            return Err(found("project-file-no-instance", line, word));
        }
        let Some((name, _)) = numbers.word() else { return Err(numbers.ended()) };
        let sizes = sizes(&mut numbers)?;
        let mut project = body(&mut numbers, sizes)?;
        project.name = units::clean_name(name);
        projects.push(project);
        if projects.len() > MAX_ACTIVITIES {
            return Err(too_large("instances", MAX_ACTIVITIES));
        }
    }
    Ok(projects)
}

fn patterson(numbers: &mut Numbers<'_>) -> Result<ImportedProject, Finding> {
    let sizes = sizes(numbers)?;
    body(numbers, sizes)
}

/// How many activities and resources there are.
fn sizes(numbers: &mut Numbers<'_>) -> Result<(usize, usize), Finding> {
    Ok((numbers.count("activities", MAX_ACTIVITIES)?, numbers.count("resources", MAX_RENEWABLES)?))
}

fn body(
    numbers: &mut Numbers<'_>,
    (count, renewables): (usize, usize),
) -> Result<ImportedProject, Finding> {
    let capacities = numbers.several(renewables)?;
    let mut activities = Vec::new();
    for _ in 0..count {
        let duration = numbers.number()?;
        let requests = numbers.several(renewables)?;
        let followers = numbers.count("successors", count)?;
        let successors: Result<_, _> = (0..followers).map(|_| numbers.activity(count)).collect();
        activities.push(ImportedActivity { duration, requests, successors: successors? });
    }
    Ok(ImportedProject { name: String::new(), capacities, activities })
}

fn refusal(code: &'static str, line: Option<u64>) -> Finding {
    Finding::new(Severity::Error, code).at(Place { line, ..Place::default() })
}

fn found(code: &'static str, line: u64, found: &str) -> Finding {
    let mut finding = refusal(code, Some(line));
    crate::findings::fill(&mut finding, [("found", crate::findings::shown(found))]);
    finding
}

fn too_large(what: &'static str, most: usize) -> Finding {
    let mut finding = refusal("project-file-too-large", None);
    crate::findings::fill(&mut finding, [("what", what.to_owned()), ("most", most.to_string())]);
    finding
}
