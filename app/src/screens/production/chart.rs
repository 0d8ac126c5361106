//! The list with its chart as it is drawn: rows, bars, dependencies, the text of every cell. It is
//! made beside the window from a snapshot, and made anew when something it hangs on has changed;
//! until then the one before is shown.

mod bars;
mod texts;

use super::columns::Column;
use super::later::Later;
use crate::desktop::{Axis, Scene};
use i18n::{Language, Messages};
use model::{LinkId, LinkKind, ProductionId, TaskId};
use node::Snapshot;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use ui_kit::timeline::{Edge, Row, Tie};
use views::{GanttLine, GanttView, LinkView, TaskView};

pub(super) use texts::days;

/// Which baseline the plan is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Compared {
    /// The newest.
    #[default]
    Newest,
    /// The one of this number.
    Number(i64),
    /// None.
    Nothing,
}

/// What a chart is made from.
#[derive(Debug, Clone)]
pub(super) struct Wanted {
    pub(super) production: ProductionId,
    pub(super) snapshot: Arc<Snapshot>,
    pub(super) axis: Arc<Axis>,
    pub(super) language: Language,
    pub(super) dark: bool,
    /// The hue of the production, if hues are by production.
    pub(super) hue: Option<egui::Color32>,
    pub(super) compared: Compared,
    /// Groups whose tasks are folded away.
    pub(super) folded: BTreeSet<TaskId>,
    pub(super) critical_only: bool,
    pub(super) floats: bool,
    pub(super) signed: bool,
}

/// The list with its chart.
pub(super) struct Chart {
    pub(super) wanted: Wanted,
    pub(super) messages: Arc<Messages>,
    pub(super) view: GanttView,
    pub(super) rows: Vec<Row>,
    pub(super) ties: Vec<Tie>,
    /// The place among the tasks of each row.
    shown: Vec<usize>,
    /// The text of each cell, by task and column.
    texts: Vec<Vec<String>>,
    places: BTreeMap<TaskId, usize>,
    row_of: BTreeMap<TaskId, usize>,
}

/// Keeps the newest chart.
#[derive(Default)]
pub(super) struct Keeper(Later<Wanted, Option<Arc<Chart>>>);

impl Keeper {
    /// The newest chart of a production there is; another is asked for if it is no longer true.
    pub(super) fn get(&mut self, scene: &Scene<'_>, wanted: &Wanted) -> Option<Arc<Chart>> {
        let messages = self.0.newest().and_then(Option::as_ref);
        let messages = messages.map(|chart| Arc::clone(&chart.messages));
        let of = wanted.clone();
        self.0.look(scene, wanted, |scene| {
            scene.work(move |_| Chart::make(of, messages).map(Arc::new))
        });
        let newest = self.0.newest().cloned().flatten();
        newest.filter(|chart| chart.wanted.production == wanted.production)
    }
}

impl PartialEq for Wanted {
    fn eq(&self, other: &Self) -> bool {
        self.production == other.production
            && Arc::ptr_eq(&self.snapshot, &other.snapshot)
            && Arc::ptr_eq(&self.axis, &other.axis)
            && (self.language, self.dark, self.hue) == (other.language, other.dark, other.hue)
            && self.compared == other.compared
            && self.folded == other.folded
            && self.critical_only == other.critical_only
            && (self.floats, self.signed) == (other.floats, other.signed)
    }
}

impl Wanted {
    /// The number of the baseline as views take it. No baseline has the least of all numbers.
    fn baseline(&self) -> Option<i64> {
        match self.compared {
            Compared::Newest => None,
            Compared::Number(number) => Some(number),
            Compared::Nothing => Some(i64::MIN),
        }
    }
}

impl Chart {
    fn make(wanted: Wanted, messages: Option<Arc<Messages>>) -> Option<Self> {
        let messages = messages
            .filter(|messages| messages.language() == wanted.language)
            .unwrap_or_else(|| Arc::new(Messages::new(wanted.language)));
        let source = crate::session::source(&wanted.snapshot);
        let view = views::gantt(&source, wanted.production, wanted.baseline())?;
        let places: BTreeMap<TaskId, usize> =
            view.plan.tasks.iter().enumerate().map(|(place, task)| (task.id, place)).collect();
        let shown = shown(&view, &places, &wanted);
        let texts = texts::texts(&source, &messages, &view);
        let painter = bars::Painter { source: &source, messages: &messages, wanted: &wanted };
        let line = |place: &usize| view.plan.tasks.get(*place).zip(view.lines.get(*place));
        let rows =
            shown.iter().filter_map(line).map(|(task, line)| painter.row(task, line)).collect();
        let row_of: BTreeMap<TaskId, usize> = shown
            .iter()
            .enumerate()
            .filter_map(|(row, place)| Some((view.plan.tasks.get(*place)?.id, row)))
            .collect();
        let tied = |task: Option<TaskId>| {
            let task = task.filter(|task| row_of.contains_key(task))?;
            let place = places.get(&task)?;
            view.plan.tasks.get(*place).filter(|task| !task.group && task.dates.is_some())
        };
        let ties = view
            .plan
            .links
            .iter()
            .filter_map(|link| tie(link, tied(link.from)?, tied(link.to)?))
            .collect();
        Some(Self { messages, rows, ties, shown, texts, places, row_of, view, wanted })
    }

    /// The tasks that have a row, in order.
    pub(super) fn tasks(&self) -> impl Iterator<Item = &TaskView> {
        self.shown.iter().filter_map(|place| self.view.plan.tasks.get(*place))
    }

    /// The task of a row.
    pub(super) fn task_of(&self, row: usize) -> Option<&TaskView> {
        self.view.plan.tasks.get(*self.shown.get(row)?)
    }

    /// The row of a task, if it is shown.
    pub(super) fn row_of(&self, task: TaskId) -> Option<usize> {
        self.row_of.get(&task).copied()
    }

    /// A task.
    pub(super) fn task(&self, id: TaskId) -> Option<&TaskView> {
        self.view.plan.tasks.get(*self.places.get(&id)?)
    }

    /// What else there is to say of a task.
    pub(super) fn line(&self, id: TaskId) -> Option<&GanttLine> {
        self.view.lines.get(*self.places.get(&id)?)
    }

    /// The task of a number of the list.
    pub(super) fn numbered(&self, number: usize) -> Option<TaskId> {
        self.view.plan.tasks.get(number.checked_sub(1)?).map(|task| task.id)
    }

    /// What a cell says.
    pub(super) fn text(&self, task: TaskId, column: Column) -> &str {
        let place = self.places.get(&task);
        let cells = place.and_then(|place| self.texts.get(*place));
        cells.and_then(|cells| cells.get(column as usize)).map_or("", String::as_str)
    }

    /// A dependency.
    pub(super) fn link(&self, id: LinkId) -> Option<&LinkView> {
        self.view.plan.links.iter().find(|link| link.id == id)
    }

    /// First and last position of what is planned.
    pub(super) fn ends(&self) -> Option<(f64, f64)> {
        let bars = || self.rows.iter().flat_map(|row| &row.bars);
        let first = bars().map(|bar| bar.start).reduce(f64::min)?;
        let last = bars().map(|bar| bar.end).reduce(f64::max)?;
        Some((first, last))
    }
}

/// Which tasks have a row: not those in a folded group; only the critical ones and their groups, if
/// only these are wanted.
fn shown(view: &GanttView, places: &BTreeMap<TaskId, usize>, wanted: &Wanted) -> Vec<usize> {
    let tasks = &view.plan.tasks;
    let mut wanted_groups: BTreeSet<TaskId> = BTreeSet::new();
    let mut hidden: BTreeSet<TaskId> = BTreeSet::new();
    if wanted.critical_only {
        for task in tasks.iter().rev() {
            if is_critical(task) || wanted_groups.contains(&task.id) {
                wanted_groups.insert(task.id);
                wanted_groups.extend(task.parent.filter(|parent| places.contains_key(parent)));
            }
        }
    }
    let mut shown = Vec::new();
    for (place, task) in tasks.iter().enumerate() {
        let above = task.parent;
        if above.is_some_and(|above| hidden.contains(&above) || wanted.folded.contains(&above)) {
            hidden.insert(task.id);
        } else if !wanted.critical_only || wanted_groups.contains(&task.id) {
            shown.push(place);
        }
    }
    shown
}

/// Is it a task on the critical path, and not a group of such?
pub(super) fn is_critical(task: &TaskView) -> bool {
    !task.group && task.dates.as_ref().is_some_and(|dates| dates.critical)
}

fn tie(link: &LinkView, from: &TaskView, to: &TaskView) -> Option<Tie> {
    let (from_edge, to_edge) = edges(&link.kind)?;
    let drives = |to: &TaskView| {
        let driver = to.dates.as_ref().and_then(|dates| dates.driver_id.as_ref());
        driver.is_some_and(|driver| *driver == link.id.to_string())
    };
    Some(Tie {
        key: link.id.0.0,
        from: from.id.0.0,
        from_edge,
        to: to.id.0.0,
        to_edge,
        critical: is_critical(from) && is_critical(to) && drives(to),
    })
}

/// The ends that a kind of dependency ties.
pub(super) fn edges(kind: &LinkKind) -> Option<(Edge, Edge)> {
    match kind {
        LinkKind::FinishToStart => Some((Edge::End, Edge::Start)),
        LinkKind::StartToStart => Some((Edge::Start, Edge::Start)),
        LinkKind::FinishToFinish => Some((Edge::End, Edge::End)),
        LinkKind::StartToFinish => Some((Edge::Start, Edge::End)),
        LinkKind::Other(_) => None,
    }
}

/// The kind of dependency that ties two ends.
pub(super) fn kind(from: Edge, to: Edge) -> LinkKind {
    match (from, to) {
        (Edge::End, Edge::Start) => LinkKind::FinishToStart,
        (Edge::Start, Edge::Start) => LinkKind::StartToStart,
        (Edge::End, Edge::End) => LinkKind::FinishToFinish,
        (Edge::Start, Edge::End) => LinkKind::StartToFinish,
    }
}
