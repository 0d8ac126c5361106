//! What can be done to the steps of a plan: asked for by keys, buttons and menus alike, carried out
//! in one place.

use super::cell;
use super::chart::Chart;
use super::steps::{Draft, Outcome, Way};
use crate::desktop::{Asks, Notice, Scene};
use i18n::{Key, key};
use model::{Command, Kind, Severity, Subject, Task, TaskId};
use node::Group;
use units::NaiveDateTime;

/// Something to be done to the steps of a plan.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Act {
    /// A new step behind the one that leads the selection.
    Add,
    /// A new date to be met there.
    AddMilestone,
    /// The selection goes.
    Delete,
    /// The selection is copied.
    Duplicate,
    /// The selection is put in a new group.
    Group,
    /// The selection moves one place.
    Shift(Way),
    /// Rooms and people for a step are proposed.
    Place,
    /// The menu of a step is opened at a place of the screen.
    Menu(egui::Pos2),
    /// A group is folded away or shown.
    Fold(TaskId),
    /// The selection is copied as text.
    Copy,
    /// Rows of a spreadsheet are taken in.
    Paste(String),
    /// The work of a step begins or ends now.
    Begin,
    /// The work of a step is finished.
    Finish,
    /// A cell is to be typed in.
    Type(super::columns::Column),
}

impl Act {
    /// What it is called.
    pub(super) fn label(&self) -> Option<Key> {
        Some(match self {
            Self::Add => key::DESKTOP_PRODUCTION_ADD,
            Self::AddMilestone => key::DESKTOP_PRODUCTION_ADD_MILESTONE,
            Self::Delete => key::DESKTOP_PRODUCTION_DELETE,
            Self::Duplicate => key::DESKTOP_PRODUCTION_DUPLICATE,
            Self::Group => key::DESKTOP_PRODUCTION_GROUP,
            Self::Shift(Way::In) => key::DESKTOP_PRODUCTION_INDENT,
            Self::Shift(Way::Out) => key::DESKTOP_PRODUCTION_OUTDENT,
            Self::Shift(Way::Up) => key::DESKTOP_PRODUCTION_UP,
            Self::Shift(Way::Down) => key::DESKTOP_PRODUCTION_DOWN,
            Self::Place => key::DESKTOP_PRODUCTION_PLACE,
            Self::Copy => key::DESKTOP_COPY,
            Self::Begin => key::DESKTOP_PRODUCTION_BEGIN,
            Self::Finish => key::DESKTOP_PRODUCTION_FINISH,
            Self::Type(super::columns::Column::Deadline) => key::DESKTOP_PRODUCTION_SET_DEADLINE,
            Self::Menu(_) | Self::Fold(_) | Self::Paste(_) | Self::Type(_) => return None,
        })
    }

    /// Does it change the plan?
    pub(super) fn changes(&self) -> bool {
        !matches!(self, Self::Menu(_) | Self::Fold(_) | Self::Copy)
    }
}

/// The commands of something that needs no dialogue; the steps that are selected then, if others.
pub(super) struct Done {
    pub(super) new: Option<TaskId>,
}

/// Carries out what needs no dialogue; nothing for the rest.
pub(super) fn carry_out(
    act: &Act,
    scene: &Scene<'_>,
    chart: &Chart,
    selection: &[TaskId],
    asks: &mut Asks,
) -> Option<Done> {
    let production = chart.wanted.production;
    let plan = scene.snapshot.plans.get(&production)?;
    let draft = Draft::new(plan);
    let led = selection.last().copied();
    let mut done = Done { new: None };
    let outcome: Outcome = match act {
        Act::Add | Act::AddMilestone => {
            let id = TaskId(scene.new_id());
            let milestone = *act == Act::AddMilestone;
            let name = if milestone {
                key::DESKTOP_PRODUCTION_NEW_MILESTONE
            } else {
                key::DESKTOP_PRODUCTION_NEW_STEP
            };
            let mut task = Task { name: scene.say(name), milestone, ..Task::new(id) };
            if !milestone {
                task.work = scene.source().day();
            }
            let mut draft = draft;
            draft.add_after(task, led);
            done.new = Some(id);
            Ok(draft.finish())
        }
        Act::Delete => Ok(draft.delete(selection)),
        Act::Duplicate => draft.duplicate(selection, &mut || scene.new_id()),
        Act::Group => {
            let id = TaskId(scene.new_id());
            let name = scene.say(key::DESKTOP_PRODUCTION_NEW_GROUP);
            done.new = Some(id);
            draft.group(selection, Task { name, ..Task::new(id) })
        }
        Act::Shift(way) => draft.shift(selection, *way),
        Act::Begin | Act::Finish => Ok(progress(act, scene, chart, selection)),
        _ => return None,
    };
    match outcome {
        Ok(commands) if commands.is_empty() => {}
        Ok(commands) => {
            let group = Group { label: label(act, &commands), ..Group::of(commands) };
            if matches!(act, Act::Delete | Act::Duplicate) {
                asks.submit(group);
            } else {
                asks.submit_quietly(group);
            }
        }
        Err(why) => {
            done.new = None;
            let notice = Notice::info(scene.say(why));
            asks.tell(Notice { severity: Severity::Warning, ..notice });
        }
    }
    Some(done)
}

/// The word of the history.
fn label(act: &Act, commands: &[Command]) -> String {
    match act {
        Act::Add | Act::AddMilestone | Act::Duplicate | Act::Group => "add".to_owned(),
        _ => commands.first().map_or("set", Command::key).to_owned(),
    }
}

/// Work begins, or is finished, at this time of the day.
fn progress(act: &Act, scene: &Scene<'_>, chart: &Chart, selection: &[TaskId]) -> Vec<Command> {
    use model::FieldValue as _;
    let now: NaiveDateTime = scene.now;
    let leaves = selection.iter().filter_map(|id| chart.task(*id)).filter(|task| !task.group);
    let production = chart.wanted.production;
    leaves
        .map(|task| {
            let mut values = model::Values::new();
            let begun = task.actual_start.map(|start| start.at);
            if begun.is_none() {
                let planned = task.dates.as_ref().map(|dates| dates.start.at);
                let start = planned.filter(|_| *act == Act::Finish).unwrap_or(now).min(now);
                values.insert("actual_start".to_owned(), start.write());
            }
            if *act == Act::Finish {
                values.insert("actual_finish".to_owned(), now.write());
            }
            Command::Set { subject: Subject::planned(production, Kind::Task, task.id), values }
        })
        .filter(|command| !matches!(command, Command::Set { values, .. } if values.is_empty()))
        .collect()
}

/// The selection as rows of a spreadsheet, with the headings of the columns shown.
pub(super) fn as_text(
    scene: &Scene<'_>,
    chart: &Chart,
    columns: &[super::columns::Column],
    selection: &[TaskId],
) -> String {
    let headings = columns.iter().map(|column| scene.say(column.heading()));
    let mut lines = vec![headings.collect::<Vec<_>>().join("\t")];
    let chosen = chart.tasks().filter(|task| selection.contains(&task.id));
    for task in chosen {
        let cell = |column: &super::columns::Column| {
            cell::Cell { scene, chart, task, column: *column }.typed_form().replace('\t', " ")
        };
        lines.push(columns.iter().map(cell).collect::<Vec<_>>().join("\t"));
    }
    lines.join("\n")
}
