//! What happens to a plan, and the facts it comes down to: edits that say what is known now,
//! before anybody has answered it.

use crate::clash::Clash;
use crate::report::Report;
use crate::resource::Resource;
use model::{
    Absence, AbsenceId, AbsenceKind, Edit, EpisodeId, FieldValue, Finding, Kind, Place,
    ProductionId, RawId, Record, Severity, Subject, TaskId, Value, Values,
};
use units::{Minutes, NaiveDate, NaiveDateTime};

/// Something that a plan has to be changed for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// Rushes come late: a task cannot begin before a moment.
    RushesLate {
        /// The production.
        production: ProductionId,
        /// The task that waits for them.
        task: TaskId,
        /// From when on they are there.
        until: NaiveDateTime,
    },
    /// The client answers late: a task cannot begin before a moment.
    NotesLate {
        /// The production.
        production: ProductionId,
        /// The task that waits for them.
        task: TaskId,
        /// From when on they are there.
        until: NaiveDateTime,
    },
    /// Somebody is away, a room or a machine is down.
    Away {
        /// Who or what.
        resource: Resource,
        /// First moment.
        from: NaiveDateTime,
        /// First moment after it.
        to: NaiveDateTime,
    },
    /// More work remains than the bookings hold.
    Overrun {
        /// The production.
        production: ProductionId,
        /// The task.
        task: TaskId,
        /// The work that remains, as told by who does it.
        remaining: Minutes,
    },
    /// The picture was changed after it was locked: tasks are to be done again in part.
    Relock {
        /// The production.
        production: ProductionId,
        /// Which, and how much work each is.
        tasks: Vec<(TaskId, Minutes)>,
    },
    /// Quality control refused the master: a task is to be done again in part.
    QcRefused {
        /// The production.
        production: ProductionId,
        /// The task: mostly the control itself, after what is put right.
        task: TaskId,
        /// How much work it is, the repair included.
        work: Minutes,
    },
    /// The master is due on another day.
    DeliveryMoved {
        /// The production.
        production: ProductionId,
        /// The episode, if it has a date of its own.
        episode: Option<EpisodeId>,
        /// The day.
        date: NaiveDate,
    },
    /// A clash that is in the plan already.
    Clash(Clash),
}

impl Event {
    /// Its word in JSON and message names.
    pub const fn key(&self) -> &'static str {
        match self {
            Self::RushesLate { .. } => "rushes_late",
            Self::NotesLate { .. } => "notes_late",
            Self::Away { resource: Resource::Person(_), .. } => "absent",
            Self::Away { .. } => "room_down",
            Self::Overrun { .. } => "overrun",
            Self::Relock { .. } => "relock",
            Self::QcRefused { .. } => "qc_refused",
            Self::DeliveryMoved { .. } => "delivery_moved",
            Self::Clash(_) => "clash",
        }
    }

    /// The production it happens to, if it is one's.
    pub fn production(&self) -> Option<ProductionId> {
        match self {
            Self::RushesLate { production, .. }
            | Self::NotesLate { production, .. }
            | Self::Overrun { production, .. }
            | Self::Relock { production, .. }
            | Self::QcRefused { production, .. }
            | Self::DeliveryMoved { production, .. } => Some(*production),
            Self::Away { .. } => None,
            Self::Clash(clash) => clash.productions().first().copied(),
        }
    }

    /// The task that has to wait, and until when.
    pub(crate) fn waits(&self) -> Option<(ProductionId, TaskId, NaiveDateTime)> {
        match self {
            Self::RushesLate { production, task, until }
            | Self::NotesLate { production, task, until } => Some((*production, *task, *until)),
            _ => None,
        }
    }

    /// Tasks of which more work has to be booked.
    pub(crate) fn grown(&self) -> Vec<(ProductionId, TaskId)> {
        match self {
            Self::Overrun { production, task, .. } | Self::QcRefused { production, task, .. } => {
                vec![(*production, *task)]
            }
            Self::Relock { production, tasks } => {
                tasks.iter().map(|(task, _)| (*production, *task)).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The edits that write it down. `id` becomes that of an absence, if one is added.
    ///
    /// # Errors
    /// What it happens to is not there, or it is done with; an absence ends before it begins.
    pub(crate) fn edits(&self, report: &Report, id: RawId) -> Result<Vec<Edit>, Finding> {
        let set = |production, task: TaskId, values: Values| {
            let subject = Subject::planned(production, Kind::Task, task);
            let plan = report.document(production);
            match plan.and_then(|plan| plan.tasks.get(&task)) {
                Some(_) => Ok(Edit::set(subject, values)),
                None => Err(unknown(subject)),
            }
        };
        match self {
            Self::RushesLate { production, task, until }
            | Self::NotesLate { production, task, until } => {
                let plan = report.document(*production);
                let found = plan.and_then(|plan| plan.tasks.get(task));
                if let Some(done) = found.filter(|it| it.is_finished()) {
                    let subject = Subject::planned(*production, Kind::Task, *task);
                    let finding = Finding::new(Severity::Error, "task-begun");
                    return Err(finding.at(Place::subject(subject)).with("name", &done.name));
                }
                let values = [("not_before".to_owned(), Some(*until).write())].into();
                Ok(vec![set(*production, *task, values)?])
            }
            Self::Overrun { production, task, remaining } => {
                Ok(vec![set(*production, *task, left(*remaining))?])
            }
            Self::QcRefused { production, task, work } => {
                Ok(vec![set(*production, *task, left(*work))?])
            }
            Self::Relock { production, tasks } => {
                let each = |(task, work): &(TaskId, Minutes)| set(*production, *task, left(*work));
                tasks.iter().map(each).collect()
            }
            Self::DeliveryMoved { production, episode, date } => {
                let subject = match episode {
                    Some(id) => Subject::planned(*production, Kind::Episode, *id),
                    None => Subject::planned(*production, Kind::Production, *production),
                };
                let plan = report.document(*production).ok_or_else(|| unknown(subject))?;
                if episode.is_some_and(|id| !plan.episodes.contains_key(&id)) {
                    return Err(unknown(subject));
                }
                let values = [("delivery".to_owned(), Some(*date).write())].into();
                Ok(vec![Edit::set(subject, values)])
            }
            Self::Away { resource, from, to } => away(report, *resource, (*from, *to), id),
            Self::Clash(_) => Ok(Vec::new()),
        }
    }
}

/// Work remains, so nothing is finished.
fn left(work: Minutes) -> Values {
    let remaining = ("remaining".to_owned(), Some(work.max(Minutes::ZERO)).write());
    [remaining, ("actual_finish".to_owned(), Value::Nothing)].into()
}

fn unknown(subject: Subject) -> Finding {
    let finding = Finding::new(Severity::Error, "unknown-record").at(Place::subject(subject));
    finding.with("kind", subject.kind.key()).with("id", subject.id)
}

fn away(
    report: &Report,
    resource: Resource,
    (from, to): (NaiveDateTime, NaiveDateTime),
    id: RawId,
) -> Result<Vec<Edit>, Finding> {
    if !report.time().has(resource) {
        return Err(unknown(resource.subject()));
    }
    let mut absence = Absence::new(AbsenceId(id));
    (absence.start, absence.end) = (Some(from), Some(to));
    match resource {
        Resource::Person(person) => absence.person = Some(person),
        Resource::Room(room) => absence.room = Some(room),
        Resource::Equipment(machine) => absence.equipment = Some(machine),
    }
    if !matches!(resource, Resource::Person(_)) {
        absence.kind = AbsenceKind::Maintenance;
    }
    if to <= from {
        let finding = Finding::new(Severity::Error, "end-before-start");
        let finding = finding.at(Place::subject(resource.subject()));
        let moment = units::format_date_time;
        return Err(finding.with("start", moment(from)).with("end", moment(to)));
    }
    Ok(vec![Edit::add(Subject::shared(Kind::Absence, id), absence.filled_values())])
}
