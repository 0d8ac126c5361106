//! What becomes of the delivery while a bar is dragged: worked out beside the window, for where the
//! bar is at the moment. The answer of an earlier place is shown until there is a newer one.

use super::cell::with;
use super::chart::Chart;
use super::later::Later;
use crate::desktop::Scene;
use i18n::{Value, key};
use model::{Booking, Command, Edit, Kind, Plan, ProductionId, Severity};
use schedule::{DeadlineDates, PlanDates, Report};
use std::sync::Arc;
use units::Minutes;

/// The look ahead.
#[derive(Default)]
pub(super) struct Ahead(Later<Command, Option<Change>>);

/// What a change of the plan does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Change {
    /// By how much the master is ready later (or the plan finished, where nothing is due).
    later: Minutes,
    /// The float that is left.
    float: Option<Minutes>,
    /// Is a master due?
    due: bool,
    /// Would sessions that go along clash?
    clash: bool,
}

/// What is told of a change.
#[derive(Debug, Clone, Default)]
pub(super) struct Told {
    pub(super) words: String,
    pub(super) clash: bool,
}

impl Ahead {
    /// Forgets what was dragged.
    pub(super) fn forget(&mut self) {
        *self = Self::default();
    }

    /// What a command would do to the delivery, in words: `PAD +1 j`. Empty until it is known.
    pub(super) fn tell(&mut self, scene: &Scene<'_>, chart: &Chart, command: &Command) -> Told {
        self.0.look(scene, command, |scene| {
            let (snapshot, asked) = (Arc::clone(scene.snapshot), command.clone());
            let production = chart.wanted.production;
            scene.work(move |_| change(&snapshot.report, snapshot.plans.get(&production)?, &asked))
        });
        let change = self.0.newest().copied().flatten();
        change.map(|change| words(scene, change)).unwrap_or_default()
    }
}

/// What a command does to the dates of the delivery.
fn change(report: &Report, plan: &Arc<Plan>, command: &Command) -> Option<Change> {
    let production = plan.production.id;
    let mut clash = false;
    let changed = match command {
        Command::MoveTask { task, start, .. } => {
            let edits = report.move_task(production, *task, *start).ok()?;
            let mut changed = plan.as_ref().clone();
            edits.iter().for_each(|edit| changed.apply(edit));
            clash = clashes(report, &changed, &edits);
            Arc::new(changed)
        }
        other => with(plan, std::slice::from_ref(other)),
    };
    let (before, after) = (report.plan(production)?, report.what_if(&changed));
    let (from, to) = (ready(production, before)?, ready(production, &after)?);
    let house = report.time().house();
    let later =
        if to < from { -house.work_between(to, from) } else { house.work_between(from, to) };
    let deadline = due(production, &after);
    Some(Change { later, float: deadline.and_then(|it| it.float), due: deadline.is_some(), clash })
}

/// Would sessions that were moved stand in somebody's way?
fn clashes(report: &Report, changed: &Plan, edits: &[Edit]) -> bool {
    let moved = edits.iter().filter(|edit| edit.subject.kind == Kind::Booking);
    let bookings: Vec<(ProductionId, Arc<Booking>)> = moved
        .filter_map(|edit| changed.bookings.get(&edit.subject.id.into()))
        .map(|booking| (changed.production.id, Arc::clone(booking)))
        .collect();
    let found = if bookings.is_empty() { Vec::new() } else { report.probe_all(&bookings) };
    found.iter().any(|clash| clash.severity == Severity::Error && clash.resource.is_some())
}

/// When the master is ready, or the plan finished where nothing is due.
fn ready(production: ProductionId, dates: &PlanDates) -> Option<units::Tick> {
    due(production, dates).and_then(|deadline| deadline.finish).or(dates.finish)
}

/// The date of the production itself.
fn due(production: ProductionId, dates: &PlanDates) -> Option<&DeadlineDates> {
    let of_production = |it: &&DeadlineDates| {
        it.subject.kind == Kind::Production && ProductionId::from(it.subject.id) == production
    };
    dates.deadlines.iter().find(of_production)
}

fn words(scene: &Scene<'_>, change: Change) -> Told {
    let day = scene.source().day();
    let later = scene.messages.float_days(change.later, day);
    let values = [("days", Value::Text(&later))];
    let key = if change.due {
        key::DESKTOP_PRODUCTION_AHEAD_DELIVERY
    } else {
        key::DESKTOP_PRODUCTION_AHEAD_FINISH
    };
    let mut words = scene.say_with(key, &values);
    if let Some(float) = change.float {
        let float = scene.messages.float_days(float, day);
        let values = [("float", Value::Text(&float))];
        words.push_str(" · ");
        words.push_str(&scene.say_with(key::DESKTOP_PRODUCTION_AHEAD_FLOAT, &values));
    }
    Told { words, clash: change.clash }
}
