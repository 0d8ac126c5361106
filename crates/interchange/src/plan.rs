//! Neutral records of a plan, as any file may hold one: plain data, related by the file's own
//! numbers. What Raccord makes of them is told by [`crate::to_commands`].

use model::{DayHours, Lag, LinkKind, Place, WeekHours};
use units::{Minutes, NaiveDate, NaiveDateTime, Percent};

/// A plan read from a file, or to be written to one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportedPlan {
    /// Title.
    pub title: String,
    /// When it begins.
    pub start: Option<NaiveDateTime>,
    /// When it ends.
    pub finish: Option<NaiveDateTime>,
    /// Number of the calendar that holds unless a task or a resource says otherwise.
    pub calendar: Option<i64>,
    /// Working minutes of a normal day.
    pub minutes_per_day: i64,
    /// Tasks in outline order, with the summary of the whole (outline level 0) if there is one.
    pub tasks: Vec<ImportedTask>,
    /// Dependencies.
    pub links: Vec<ImportedLink>,
    /// Calendars.
    pub calendars: Vec<ImportedCalendar>,
    /// Resources.
    pub resources: Vec<ImportedResource>,
    /// Who or what works on which task.
    pub assignments: Vec<ImportedAssignment>,
    /// Frozen dates.
    pub baselines: Vec<ImportedBaseline>,
}

/// A task.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ImportedTask {
    /// Its number in the file, which links and assignments name.
    pub uid: i64,
    /// Its name.
    pub name: String,
    /// How deep it stands: 0 is the whole plan, 1 the first level.
    pub outline_level: u32,
    /// A date to be met.
    pub milestone: bool,
    /// Scheduled start.
    pub start: Option<NaiveDateTime>,
    /// Scheduled finish.
    pub finish: Option<NaiveDateTime>,
    /// Length, in working minutes unless `elapsed`.
    pub duration: Option<Minutes>,
    /// The length is by the clock, nights and weekends counted.
    pub elapsed: bool,
    /// Total work of everybody on it.
    pub work: Option<Minutes>,
    /// How much of the length remains.
    pub remaining: Option<Minutes>,
    /// How much of the length is done, 0 to 100.
    pub percent_complete: u8,
    /// When it really began.
    pub actual_start: Option<NaiveDateTime>,
    /// When it was really finished.
    pub actual_finish: Option<NaiveDateTime>,
    /// When it may or must be done.
    pub constraint: Option<Constraint>,
    /// It should be finished by.
    pub deadline: Option<NaiveDateTime>,
    /// Number of its own calendar.
    pub calendar: Option<i64>,
    /// A remark.
    pub remark: String,
    /// Where it stands in the file.
    pub place: Place,
}

/// A date that binds a task.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Constraint {
    /// As late as possible.
    AsLate,
    /// It must start then.
    MustStart(NaiveDateTime),
    /// It must finish then.
    MustFinish(NaiveDateTime),
    /// It may not start before.
    StartNoEarlier(NaiveDateTime),
    /// It may not start after.
    StartNoLater(NaiveDateTime),
    /// It may not finish before.
    FinishNoEarlier(NaiveDateTime),
    /// It may not finish after.
    FinishNoLater(NaiveDateTime),
}

/// A dependency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportedLink {
    /// Number of the predecessor.
    pub from: i64,
    /// Number of the successor.
    pub to: i64,
    /// Which ends it ties.
    pub kind: LinkKind,
    /// What lies between.
    pub lag: Lag,
    /// What may lie between at most, if anything may not. MS Project has no such thing.
    pub most: Option<Lag>,
    /// Where it stands in the file.
    pub place: Place,
}

/// A calendar.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ImportedCalendar {
    /// Its number.
    pub uid: i64,
    /// Its name.
    pub name: String,
    /// The calendar it is derived from.
    pub base: Option<i64>,
    /// Working hours; a day that is not named is as in `base`, or closed without one.
    pub week: WeekHours,
    /// Days that are unlike the week.
    pub exceptions: Vec<CalendarException>,
    /// Where it stands in the file.
    pub place: Place,
}

/// Days of a calendar that are unlike its week.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarException {
    /// Its name; may be empty.
    pub name: String,
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// Working hours of each; none means a day off.
    pub hours: DayHours,
}

/// What a resource is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ResourceKind {
    /// Somebody or something that works; which one is told by its name alone.
    Work,
    /// A room.
    Room,
    /// A person.
    Person,
    /// Something used up.
    Material,
    /// An expense.
    Cost,
}

/// A resource.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportedResource {
    /// Its number.
    pub uid: i64,
    /// Its name; empty for the place-holder of unassigned work.
    pub name: String,
    /// What it is.
    pub kind: ResourceKind,
    /// How much of it there is; 100 % is one.
    pub units: Percent,
    /// Its group or function.
    pub group: String,
    /// Electronic mail.
    pub mail: String,
    /// Number of its own calendar.
    pub calendar: Option<i64>,
    /// Where it stands in the file.
    pub place: Place,
}

/// A resource on a task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportedAssignment {
    /// Number of the task.
    pub task: i64,
    /// Number of the resource; none for work that nobody does yet.
    pub resource: Option<i64>,
    /// Share of the resource; 100 % is all of one.
    pub units: Percent,
    /// Its work.
    pub work: Option<Minutes>,
    /// When it begins.
    pub start: Option<NaiveDateTime>,
    /// When it ends.
    pub finish: Option<NaiveDateTime>,
    /// Where it stands in the file.
    pub place: Place,
}

/// A frozen copy of the dates of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ImportedBaseline {
    /// Its number, 0 to 10.
    pub number: i64,
    /// Dates by task, in task order.
    pub tasks: Vec<ImportedBaselineTask>,
}

/// The dates of one task in a baseline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportedBaselineTask {
    /// Number of the task.
    pub task: i64,
    /// Start.
    pub start: NaiveDateTime,
    /// Finish.
    pub finish: NaiveDateTime,
    /// Length in working minutes.
    pub duration: Minutes,
}

impl Default for ImportedPlan {
    fn default() -> Self {
        Self {
            title: String::new(),
            start: None,
            finish: None,
            calendar: None,
            minutes_per_day: 480,
            tasks: Vec::new(),
            links: Vec::new(),
            calendars: Vec::new(),
            resources: Vec::new(),
            assignments: Vec::new(),
            baselines: Vec::new(),
        }
    }
}

impl ImportedPlan {
    /// How many records of each kind it holds, by the words of the `import` sub-command.
    pub fn counts(&self) -> Vec<(&'static str, usize)> {
        vec![
            ("task", self.tasks.len()),
            ("link", self.links.len()),
            ("calendar", self.calendars.len()),
            ("resource", self.resources.len()),
            ("assignment", self.assignments.len()),
            ("baseline", self.baselines.len()),
        ]
    }

    /// The task of a number.
    pub fn task(&self, uid: i64) -> Option<&ImportedTask> {
        self.tasks.iter().find(|task| task.uid == uid)
    }
}
