//! What rows show beside their bars: how full they are in the time in view, and when they are closed.
//! It hangs on less than the bars do, and is kept when they are made anew.

use super::made_from::MadeFrom;
use super::rows;
use crate::desktop::{Axis, Scene};
use i18n::{Language, Value, key};
use model::{Choice, Facility, Kind};
use schedule::Report;
use std::collections::BTreeMap;
use ui_kit::timeline::{Key, Row, Shade};
use units::TickRange;
use views::board::{BoardClosure, BoardKey, BoardRows, ClosedFor, closures};

/// Stretches of time around what is in view.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ranges {
    /// The days in view.
    pub(super) in_view: TickRange,
    /// The same as whole weeks, if it is more than some days: what is told of it does not change at
    /// every step.
    pub(super) whole: TickRange,
    /// As much again on both sides.
    pub(super) wide: TickRange,
}

/// What shades hang on, but for the time.
type ShadesOf = (MadeFrom<Facility>, MadeFrom<Axis>, BoardRows, Language);

/// What was worked out, for as long as it is true.
#[derive(Debug, Default)]
pub(super) struct Extras {
    loads_for: Option<(MadeFrom<Report>, BoardRows, TickRange)>,
    loads: BTreeMap<Key, (f32, i64)>,
    shades_for: Option<(ShadesOf, TickRange)>,
    shades: BTreeMap<Key, Vec<Shade>>,
    /// The rows that show it: how often they had been made.
    given_to: u64,
}

impl Extras {
    /// Gives rows what they show beside their bars.
    pub(super) fn give(&mut self, scene: &Scene<'_>, cache: &mut rows::Cache, ranges: Ranges) {
        let loads = self.refresh_loads(scene, cache, ranges);
        let shades = self.refresh_shades(scene, cache, ranges);
        let rows = self.given_to != cache.made;
        self.given_to = cache.made;
        if rows || loads {
            cache.rows.iter_mut().for_each(|row| self.give_load(scene, row));
        }
        if rows || shades {
            for row in &mut cache.rows {
                row.shades = self.shades.get(&row.key).cloned().unwrap_or_default();
            }
        }
    }

    fn give_load(&self, scene: &Scene<'_>, row: &mut Row) {
        let load = self.loads.get(&row.key);
        row.load = load.map(|(share, _)| *share);
        row.spoken = spoken(&row.title, &row.subtitle);
        if let Some((_, percent)) = load {
            let values = [("load", Value::Integer(*percent))];
            let told = scene.say_with(key::DESKTOP_PLANNING_LOAD, &values);
            row.spoken = format!("{}, {told}", row.spoken);
        }
    }

    /// True if something has changed.
    fn refresh_loads(&mut self, scene: &Scene<'_>, cache: &rows::Cache, ranges: Ranges) -> bool {
        let report = &scene.snapshot.report;
        let wanted = (MadeFrom::of(report), scene.settings.planning.rows, ranges.whole);
        if self.loads_for.as_ref() == Some(&wanted) {
            return false;
        }
        self.loads_for = Some(wanted);
        let loads = cache.keys.iter().filter_map(|(number, key)| {
            let load = report.load(key.resource()?, ranges.whole);
            let (held, open) = (load.held.0, load.open.0);
            // At most some months of minutes.
            (open > 0).then(|| (*number, (held as f32 / open as f32, held * 100 / open)))
        });
        self.loads = loads.collect();
        true
    }

    /// What is known is enough while it holds what is in view: one may pan for a while.
    fn refresh_shades(&mut self, scene: &Scene<'_>, cache: &rows::Cache, ranges: Ranges) -> bool {
        let of = (
            MadeFrom::of(&scene.snapshot.facility),
            MadeFrom::of(&scene.derived.axis),
            scene.settings.planning.rows,
            scene.messages.language(),
        );
        let is_known = |(known_of, known): &(ShadesOf, TickRange)| {
            let holds = known.start <= ranges.in_view.start && ranges.in_view.end <= known.end;
            *known_of == of && holds
        };
        if self.shades_for.as_ref().is_some_and(is_known) {
            return false;
        }
        self.shades_for = Some((of, ranges.wide));
        let source = scene.source();
        let shades = cache.keys.iter().filter_map(|(number, key): (_, &BoardKey)| {
            let closed = closures(&source, key.resource()?, ranges.wide);
            let shades = closed.iter().map(|closure| shade(scene, closure)).collect();
            Some((*number, shades))
        });
        self.shades = shades.collect();
        true
    }
}

/// What a screen reader says of a row, how full it is left out.
pub(super) fn spoken(title: &str, subtitle: &str) -> String {
    if subtitle.is_empty() { title.to_owned() } else { format!("{title}, {subtitle}") }
}

fn shade(scene: &Scene<'_>, closure: &BoardClosure) -> Shade {
    let axis = &scene.derived.axis;
    let label = match &closure.cause {
        ClosedFor::Absence(kind) => scene.messages.choice(Kind::Absence, "kind", kind.key()),
        ClosedFor::Holiday(name) => scene.messages.holiday(name),
        ClosedFor::Hours => scene.say(key::DESKTOP_PLANNING_CLOSED),
    };
    Shade {
        start: axis.position(closure.range.start),
        end: axis.position(closure.range.end),
        strong: !matches!(closure.cause, ClosedFor::Hours),
        label,
    }
}
