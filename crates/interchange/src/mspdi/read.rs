//! Reading a whole file.

use super::fields::Fields;
use super::{NOBODY, calendar, task};
use crate::findings::{Findings, fill};
use crate::limits::MAX_RECORDS;
use crate::plan::{
    ImportedAssignment, ImportedBaseline, ImportedPlan, ImportedResource, ResourceKind,
};
use crate::text::{decode, xml_encoding};
use crate::xml::{Element, Records};
use model::Place;
use std::collections::{BTreeMap, BTreeSet};
use units::{Decimal, Percent};

/// Elements that only hold records.
const CONTAINERS: &[&str] = &["Assignments", "Calendars", "Project", "Resources", "Tasks"];

/// Names of elements that are read, sorted.
const NAMES: &[&str] = &[
    "ActualFinish",
    "ActualStart",
    "Assignment",
    "Assignments",
    "BaseCalendarUID",
    "Baseline",
    "Calendar",
    "CalendarUID",
    "Calendars",
    "ConstraintDate",
    "ConstraintType",
    "CrossProject",
    "DayType",
    "DayWorking",
    "DaysOfWeek",
    "Deadline",
    "Duration",
    "DurationFormat",
    "EmailAddress",
    "Exception",
    "Exceptions",
    "Finish",
    "FinishDate",
    "FromDate",
    "FromTime",
    "Group",
    "Interim",
    "IsBaseCalendar",
    "IsCostResource",
    "IsNull",
    "LagFormat",
    "LinkLag",
    "MaxUnits",
    "Milestone",
    "MinutesPerDay",
    "Month",
    "MonthDay",
    "MonthItem",
    "MonthPosition",
    "Name",
    "Notes",
    "Number",
    "Occurrences",
    "OutlineLevel",
    "PercentComplete",
    "Period",
    "PredecessorLink",
    "PredecessorUID",
    "Project",
    "RemainingDuration",
    "Resource",
    "ResourceUID",
    "Resources",
    "Start",
    "StartDate",
    "Task",
    "TaskUID",
    "Tasks",
    "TimePeriod",
    "Title",
    "ToDate",
    "ToTime",
    "Type",
    "UID",
    "Units",
    "WeekDay",
    "WeekDays",
    "Work",
    "WorkingTime",
    "WorkingTimes",
];

/// Does the beginning of a file look like this format?
pub(crate) fn looks_like(head: &[u8]) -> bool {
    let text = decode(head, None, &mut Findings::default()).unwrap_or_default();
    let text = text.trim_start();
    text.starts_with('<')
        && (text.contains("schemas.microsoft.com/project") || text.contains("<Project"))
}

/// Reads a plan, keeping everything that can be.
pub(crate) fn read(bytes: &[u8], findings: &mut Findings) -> ImportedPlan {
    let Some(text) = decode(bytes, xml_encoding(bytes).as_deref(), findings) else {
        return ImportedPlan::default();
    };
    let mut records = Records::new(&text, CONTAINERS, NAMES);
    let mut reading = Reading::default();
    while let Some(record) = records.next(findings) {
        reading.records += 1;
        if reading.records > MAX_RECORDS {
            let place = Place::line(record.line);
            fill(
                findings.error("import-too-many-records", &place),
                [("limit", MAX_RECORDS.to_string())],
            );
            break;
        }
        reading.take(&record, findings);
    }
    reading.finish(findings)
}

/// What has been read so far.
#[derive(Default)]
struct Reading {
    plan: ImportedPlan,
    /// The name of the plan, for want of a title.
    name: String,
    baselines: BTreeMap<i64, ImportedBaseline>,
    task_uids: BTreeSet<i64>,
    expanded: usize,
    records: usize,
}

impl Reading {
    fn take(&mut self, record: &Element<'_>, findings: &mut Findings) {
        match record.name {
            "Task" => self.task(record, findings),
            "Resource" => self.plan.resources.extend(resource(record, findings)),
            "Assignment" => self.plan.assignments.extend(assignment(record, findings)),
            "Calendar" => {
                let calendar = calendar::read(record, &mut self.expanded, findings);
                self.plan.calendars.push(calendar);
            }
            _ => self.property(record, findings),
        }
    }

    fn task(&mut self, record: &Element<'_>, findings: &mut Findings) {
        let Some(task) = task::read(record, findings) else { return };
        if !self.task_uids.insert(task.uid) {
            let finding = findings.warn("import-task-twice", &task.place);
            fill(finding, [("number", task.uid.to_string())]);
            return;
        }
        self.plan.links.extend(task::links(record, task.uid, findings));
        for (number, dates) in task::baselines(record, task.uid, findings) {
            let empty = || ImportedBaseline { number, tasks: Vec::new() };
            self.baselines.entry(number).or_insert_with(empty).tasks.push(dates);
        }
        self.plan.tasks.push(task);
    }

    /// A field of the plan itself. Only those are told whose value is unreadable.
    fn property(&mut self, record: &Element<'_>, findings: &mut Findings) {
        let parent = Element::around(record.clone());
        let mut fields = Fields::new(&parent, findings);
        match record.name {
            "Title" => self.plan.title = fields.name("Title"),
            "Name" => self.name = fields.name("Name"),
            "StartDate" => self.plan.start = fields.moment("StartDate"),
            "FinishDate" => self.plan.finish = fields.moment("FinishDate"),
            "CalendarUID" => self.plan.calendar = fields.integer("CalendarUID"),
            "MinutesPerDay" => {
                let minutes = fields.integer("MinutesPerDay");
                let usual = minutes.filter(|minutes| (1..=1_440).contains(minutes));
                self.plan.minutes_per_day = usual.unwrap_or(480);
            }
            _ => {}
        }
    }

    fn finish(mut self, findings: &mut Findings) -> ImportedPlan {
        if self.plan.title.is_empty() {
            self.plan.title = self.name;
        }
        let known = &self.task_uids;
        self.plan.links.retain(|link| {
            let code = if link.from == link.to {
                "import-link-to-itself"
            } else if known.contains(&link.from) && known.contains(&link.to) {
                return true;
            } else {
                "import-link-to-nothing"
            };
            let fields = [("from", link.from.to_string()), ("to", link.to.to_string())];
            fill(findings.warn(code, &link.place), fields);
            false
        });
        self.plan.baselines = self.baselines.into_values().collect();
        if self.plan.tasks.is_empty() {
            findings.warn("import-no-tasks", &Place::default());
        }
        self.plan
    }
}

fn resource(record: &Element<'_>, findings: &mut Findings) -> Option<ImportedResource> {
    let mut fields = Fields::new(record, findings);
    if fields.flag("IsNull") {
        return None;
    }
    let kind = match fields.integer("Type") {
        _ if fields.flag("IsCostResource") => ResourceKind::Cost,
        Some(0) => ResourceKind::Material,
        Some(2) => ResourceKind::Cost,
        _ => ResourceKind::Work,
    };
    Some(ImportedResource {
        uid: fields.integer("UID")?,
        name: fields.name("Name"),
        kind,
        units: fields.units("MaxUnits").unwrap_or(Percent(Decimal::ONE_HUNDRED)),
        group: fields.name("Group"),
        mail: fields.name("EmailAddress"),
        calendar: fields.integer("CalendarUID").filter(|uid| *uid > 0),
        place: fields.place.clone(),
    })
}

fn assignment(record: &Element<'_>, findings: &mut Findings) -> Option<ImportedAssignment> {
    let mut fields = Fields::new(record, findings);
    Some(ImportedAssignment {
        task: fields.integer("TaskUID")?,
        resource: fields.integer("ResourceUID").filter(|uid| *uid != NOBODY),
        units: fields.units("Units").unwrap_or(Percent(Decimal::ONE_HUNDRED)),
        work: fields.length("Work"),
        start: fields.moment("Start"),
        finish: fields.moment("Finish"),
        place: fields.place.clone(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_sorted_and_hold_the_containers() {
        assert!(NAMES.is_sorted_by(|a, b| a < b));
        assert!(CONTAINERS.iter().all(|name| NAMES.contains(name)));
    }
}
