//! Comparison with what an independent reader (MPXJ 16.10) makes of ten real files. The files'
//! licence keeps them out of this repository: `RACCORD_SAMPLES` names the folder that holds
//! `mspdi/*.xml`; without it nothing is compared, and that is said.

use crate::plan::ImportedPlan;
use crate::{Content, ReadOptions};
use serde_json::{Value as Json, json};
use std::path::Path;

const EXPECTED: &str = include_str!("../../../../../tests/cases/import/mspdi/mspdi_expected.json");

/// The figures by which the files are compared. The place-holders of the whole plan (task 0) and
/// of unassigned work (resource 0) count; calendar names are compared up to the sixth.
fn figures(plan: &ImportedPlan) -> Json {
    let calendars: Vec<_> = plan.calendars.iter().map(|calendar| &calendar.name).take(6).collect();
    let moment = |moment: Option<units::NaiveDateTime>| moment.map(units::format_date_time);
    let first: Vec<_> = plan
        .tasks
        .iter()
        .filter(|task| task.uid != 0)
        .take(3)
        .map(|task| {
            let minutes = task.duration.unwrap_or_default().0;
            let tenths = minutes * 10 / plan.minutes_per_day;
            let days = format!("{}.{}d", tenths / 10, tenths % 10);
            json!([task.name, moment(task.start), moment(task.finish), days])
        })
        .collect();
    json!({
        "tasks": plan.tasks.len(),
        "resources": plan.resources.len(),
        "assignments": plan.assignments.len(),
        "calendars": calendars,
        "relations": plan.links.len(),
        "first": first,
    })
}

#[test]
fn the_ten_samples_are_read_as_the_other_reader_reads_them() {
    let Ok(folder) = std::env::var("RACCORD_SAMPLES") else {
        println!("RACCORD_SAMPLES is not set: the samples were not compared");
        return;
    };
    let expected: serde_json::Map<String, Json> = serde_json::from_str(EXPECTED).unwrap();
    assert_eq!(expected.len(), 10);
    for (file, expected) in expected {
        let path = Path::new(&folder).join("mspdi").join(&file);
        let bytes =
            std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let imported = crate::read(&bytes, &file, &ReadOptions::default());
        assert_eq!(imported.format, Some("mspdi"), "{file}");
        let Content::Plan(plan) = imported.content else { panic!("{file} holds no plan") };
        assert_eq!(figures(&plan), expected, "{file}: {:?}", imported.findings);
    }
}

/// Newer files repeat their recurring exceptions as single days for older programs: what is
/// expanded here must be the same days.
#[test]
fn recurring_exceptions_are_expanded_as_the_program_itself_expands_them() {
    let Ok(folder) = std::env::var("RACCORD_SAMPLES") else {
        println!("RACCORD_SAMPLES is not set: the samples were not compared");
        return;
    };
    let path = Path::new(&folder).join("mspdi/calendar-recurring-exceptions-project2016-mspdi.xml");
    let source = std::fs::read_to_string(&path).unwrap();
    let (ours, _) = super::read(&source);
    let older = source.replace("<Exceptions>", "<Unread>").replace("</Exceptions>", "</Unread>");
    let (theirs, _) = super::read(&older);
    let days = |plan: &ImportedPlan| {
        let mut days: Vec<_> = plan.calendars[0]
            .exceptions
            .iter()
            .map(|exception| (exception.from, exception.to, exception.hours.clone()))
            .collect();
        days.sort_by_key(|(from, to, _)| (*from, *to));
        // Two exceptions may fall on the same day; the program writes it once.
        days.dedup();
        days
    };
    assert_eq!(days(&theirs).len(), 138);
    assert_eq!(days(&ours), days(&theirs));
}
