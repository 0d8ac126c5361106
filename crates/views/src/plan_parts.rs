//! Parts of a plan beside its tasks: dependencies, dates to be met, baselines.

use crate::json;
use crate::{Moment, Source};
use model::{
    Baseline, BaselineDates, BaselineId, Kind, Lag, LinkId, LinkKind, Plan, Subject, TaskId,
};
use schedule::{DeadlineDates, TaskDates};
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::Arc;
use units::Minutes;

/// A dependency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LinkView {
    /// Its identifier.
    #[serde(serialize_with = "json::text")]
    pub id: LinkId,
    /// The predecessor.
    #[serde(serialize_with = "json::optional_text")]
    pub from: Option<TaskId>,
    /// The successor.
    #[serde(serialize_with = "json::optional_text")]
    pub to: Option<TaskId>,
    /// Which ends it ties.
    #[serde(serialize_with = "json::word")]
    pub kind: LinkKind,
    /// What lies between: `480` working minutes, `1440e` elapsed minutes, `50%` of the predecessor.
    #[serde(serialize_with = "json::text")]
    pub lag: Lag,
    /// What may lie between at most, in the same forms; null if anything may.
    #[serde(serialize_with = "json::optional_text")]
    pub most: Option<Lag>,
}

/// A date to be met.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DeadlineView {
    /// Kind of record whose date it is.
    pub kind: &'static str,
    /// Which one.
    pub id: String,
    /// Its name.
    pub name: String,
    /// By when.
    pub at: Moment,
    /// When it is met by the plan.
    pub finish: Option<Moment>,
    /// Working time of the house left; negative is late.
    #[serde(rename = "float_minutes", serialize_with = "json::optional_minutes")]
    pub float: Option<Minutes>,
}

/// A baseline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BaselineView {
    /// Its identifier.
    #[serde(serialize_with = "json::text")]
    pub id: BaselineId,
    /// Its number: 0 is the signed quote.
    pub number: i64,
    /// Its name.
    pub name: String,
    /// When it was taken.
    pub taken: Option<Moment>,
}

/// What a baseline said of a task, and what has become of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TaskBaselineView {
    /// Its start then.
    pub start: Moment,
    /// Its finish then.
    pub finish: Moment,
    /// Its work then.
    #[serde(rename = "work_minutes", serialize_with = "json::minutes")]
    pub work: Minutes,
    /// Working time of the house by which it is now finished later; negative is earlier.
    #[serde(rename = "slip_minutes", serialize_with = "json::optional_minutes")]
    pub slip: Option<Minutes>,
}

/// The baseline of a number, or the newest: the greatest number, then the greatest identifier.
pub(crate) fn chosen(plan: &Plan, number: Option<i64>) -> Option<&Baseline> {
    let baselines = plan.baselines.values().map(Arc::as_ref);
    baselines
        .filter(|baseline| number.is_none_or(|number| baseline.number == number))
        .max_by_key(|baseline| (baseline.number, baseline.id))
}

/// Dependencies by successor.
pub(crate) fn predecessors(plan: &Plan) -> BTreeMap<TaskId, Vec<LinkId>> {
    let mut by_successor: BTreeMap<TaskId, Vec<LinkId>> = BTreeMap::new();
    for link in plan.links.values() {
        let known = |task: &TaskId| plan.tasks.contains_key(task);
        if let (Some(_), Some(to)) = (link.from.filter(known), link.to.filter(known)) {
            by_successor.entry(to).or_default().push(link.id);
        }
    }
    by_successor
}

pub(crate) fn task_baseline(
    source: &Source<'_>,
    before: &BaselineDates,
    now: Option<&TaskDates>,
) -> TaskBaselineView {
    let house = source.time().house();
    let then = source.time().tick(before.finish);
    let slip = |now: &TaskDates| {
        if now.finish < then {
            -house.work_between(now.finish, then)
        } else {
            house.work_between(then, now.finish)
        }
    };
    TaskBaselineView {
        start: source.moment(before.start),
        finish: source.moment(before.finish),
        work: before.work,
        slip: now.map(slip),
    }
}

pub(crate) fn link_view(link: &model::Link) -> LinkView {
    let (from, to, kind) = (link.from, link.to, link.kind.clone());
    LinkView { id: link.id, from, to, kind, lag: link.lag, most: link.most }
}

pub(crate) fn deadline_view(source: &Source<'_>, date: &DeadlineDates) -> DeadlineView {
    let Subject { kind, id, .. } = date.subject;
    let name = match kind {
        Kind::Production => Some(source.production(id.into())),
        _ => source.name(&date.subject),
    };
    DeadlineView {
        kind: kind.key(),
        id: id.to_string(),
        name: name.unwrap_or_else(|| id.to_string()),
        at: source.civil(date.at),
        finish: date.finish.map(|tick| source.civil(tick)),
        float: date.float,
    }
}
