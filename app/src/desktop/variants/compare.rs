//! A variant beside its plan: figures, sessions that change, what the plan has changed since.

use super::{drop, take};
use crate::desktop::{Asks, Pending, Scene};
use crate::session::place_text;
use egui::{Grid, Label, RichText, ScrollArea, Sides, Ui};
use i18n::{Key, Language, Value, key};
use std::sync::Arc;
use ui_kit::theme;
use ui_kit::widgets::{button, dialogue, primary_button, section};
use views::{ChangedView, ComparisonView, MoveView, PlaceView};

/// Width of the dialogue.
const WIDTH: f32 = 720.0;

/// Width of what each row is about.
const LABELS: f32 = 170.0;

/// The comparison that is shown.
#[derive(Debug, Default)]
pub(super) struct Comparing {
    made_for: Option<(u64, i64, Language)>,
    pending: Option<Pending<Option<ComparisonView>>>,
    shown: Option<ComparisonView>,
    /// Is the variant to be written also where the plan has changed?
    over: bool,
}

/// What was pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pressed {
    Take,
    Drop,
    Close,
}

impl Comparing {
    /// Draws the dialogue; true once it is done with.
    pub(super) fn show(&mut self, ui: &Ui, scene: &Scene<'_>, asks: &mut Asks) -> bool {
        let Some(inside) = scene.snapshot.variant.clone() else { return true };
        self.make(scene);
        let values = [("name", Value::Text(&inside.variant.name))];
        let title = scene.say_with(key::DESKTOP_VARIANTS_BESIDE, &values);
        let (pressed, close) =
            dialogue(ui, "variant-compare", WIDTH, &title, |ui| self.content(ui, scene));
        let (production, variant) = (inside.production, inside.variant.id);
        match pressed {
            Some(Pressed::Take) => asks.submit(take(production, variant, self.over)),
            Some(Pressed::Drop) => drop(production, variant, asks),
            Some(Pressed::Close) => {}
            None => return close,
        }
        true
    }

    /// Has it worked out for the plans as they are, and takes what was.
    fn make(&mut self, scene: &Scene<'_>) {
        let wanted = (scene.snapshot.revision, scene.snapshot.now.0, scene.messages.language());
        if self.made_for != Some(wanted) {
            self.made_for = Some(wanted);
            let (snapshot, language) = (Arc::clone(scene.snapshot), scene.messages.language());
            self.pending = Some(scene.work(move |_| {
                let inside = snapshot.variant.as_ref()?;
                let messages = i18n::Messages::new(language);
                let message = |code: &str, fields: &_| messages.coded(code, fields, &|_| None);
                let base = crate::session::source(&inside.base);
                let within = crate::session::source(&snapshot);
                views::comparison(&base, &within, &inside.variant, &inside.overtaken, &message)
            }));
        }
        if let Some(made) = self.pending.as_ref().and_then(Pending::take) {
            (self.pending, self.shown) = (None, made);
        }
    }

    fn content(&mut self, ui: &mut Ui, scene: &Scene<'_>) -> Option<Pressed> {
        let Some(shown) = &self.shown else {
            ui.label(scene.say(key::DESKTOP_VARIANTS_WORKING));
            return None;
        };
        let height = (ui.ctx().content_rect().height() - 260.0).max(160.0);
        ScrollArea::vertical().max_height(height).auto_shrink([false, true]).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 6.0;
            figures(ui, scene, shown);
            if !shown.moved.is_empty() {
                section(ui, &scene.say(key::DESKTOP_VARIANTS_SESSIONS));
                shown.moved.iter().for_each(|it| line(ui, scene, &moved(scene, it)));
            }
            records(ui, scene, key::DESKTOP_VARIANTS_CHANGED, &shown.changed);
            records(ui, scene, key::DESKTOP_VARIANTS_PLAN_CHANGED, &shown.overtaken);
            if shown.moved.is_empty() && shown.changed.is_empty() {
                line(ui, scene, &scene.say(key::DESKTOP_VARIANTS_SAME));
            }
        });
        ui.add_space(8.0);
        if !shown.overtaken.is_empty() {
            ui.checkbox(&mut self.over, scene.say(key::DESKTOP_VARIANTS_OVER));
        }
        let (mut left, mut right) = (None, None);
        Sides::new().show(
            ui,
            |ui| {
                ui.add_enabled_ui(!scene.is_read_only(), |ui| {
                    if button(ui, &scene.say(key::DESKTOP_VARIANTS_DROP)).clicked() {
                        left = Some(Pressed::Drop);
                    }
                });
            },
            |ui| {
                ui.add_enabled_ui(!scene.is_read_only(), |ui| {
                    if primary_button(ui, &scene.say(key::DESKTOP_VARIANTS_TAKE)).clicked() {
                        right = Some(Pressed::Take);
                    }
                });
                if button(ui, &scene.say(key::DESKTOP_CLOSE)).clicked() {
                    right = Some(Pressed::Close);
                }
            },
        );
        left.or(right)
    }
}

/// What the variant comes to, beside the plan.
fn figures(ui: &mut Ui, scene: &Scene<'_>, shown: &ComparisonView) {
    let count = |count: usize| scene.messages.integer(i64::try_from(count).unwrap_or(i64::MAX));
    let confirmed = shown.moved.iter().filter(|it| it.confirmed).count();
    let or_none = |all: &[String], between: &str| match all {
        [] => "–".to_owned(),
        all => all.join(between),
    };
    let dates: Vec<String> = shown.deliveries.iter().map(|it| date(scene, it)).collect();
    let mut money = scene.messages.money(shown.cost_delta);
    if shown.unpriced > 0 {
        let values = [("count", Value::Integer(i64::try_from(shown.unpriced).unwrap_or(0)))];
        money = format!("{money}\n{}", scene.say_with(key::DESKTOP_WAYS_UNPRICED, &values));
    }
    let day = scene.source().day();
    Grid::new("variant-figures").num_columns(2).spacing([18.0, 7.0]).show(ui, |ui| {
        let mut row = |label: Key, text: String| {
            ui.vertical(|ui| {
                ui.set_width(LABELS);
                ui.label(RichText::new(scene.say(label)).color(scene.tokens.ink_3));
            });
            ui.vertical(|ui| {
                ui.set_width(WIDTH - LABELS - 80.0);
                ui.add(Label::new(RichText::new(text).color(scene.tokens.ink_1)).wrap());
            });
            ui.end_row();
        };
        row(key::DESKTOP_WAYS_ROW_DATES, or_none(&dates, "\n"));
        row(key::DESKTOP_WAYS_ROW_COST, money);
        row(key::DESKTOP_VARIANTS_MARGIN, scene.messages.money(shown.margin_delta));
        row(key::DESKTOP_WAYS_ROW_MOVED, count(shown.moved.len()));
        row(key::DESKTOP_WAYS_ROW_CONFIRMED, count(confirmed));
        row(key::DESKTOP_WAYS_ROW_OVERTIME, scene.messages.work(shown.overtime_minutes, day));
        row(key::DESKTOP_WAYS_ROW_CALLS, or_none(&shown.calls, ", "));
        row(key::DESKTOP_VARIANTS_CLASHES_ADDED, or_none(&shown.clashes_added, "\n"));
        row(key::DESKTOP_VARIANTS_CLASHES_SOLVED, or_none(&shown.clashes_solved, "\n"));
    });
}

/// What becomes of a date.
fn date(scene: &Scene<'_>, it: &views::WayDelivery) -> String {
    let short = |moment: views::Moment| scene.messages.date_short(moment.at.date());
    let (before, after, due) =
        (it.before.map(short).unwrap_or_default(), short(it.after), short(it.due));
    let values = [
        ("name", Value::Text(&it.name)),
        ("before", Value::Text(&before)),
        ("after", Value::Text(&after)),
        ("due", Value::Text(&due)),
    ];
    scene.say_with(key::DESKTOP_VARIANTS_DATE, &values)
}

/// A session that changes.
fn moved(scene: &Scene<'_>, it: &MoveView) -> String {
    let place = |it: &PlaceView| place_text(scene.messages, it);
    let name = if it.task_name.is_empty() { &it.production_title } else { &it.task_name };
    let from = it.from.as_ref().map(place).unwrap_or_default();
    let to = it.to.as_ref().map(place).unwrap_or_default();
    let values =
        [("name", Value::Text(name)), ("from", Value::Text(&from)), ("to", Value::Text(&to))];
    match (&it.from, &it.to) {
        (None, _) => scene.say_with(
            key::DESKTOP_VARIANTS_ADDED,
            &[("name", Value::Text(name)), ("to", Value::Text(&to))],
        ),
        (Some(_), None) => scene.say_with(
            key::DESKTOP_VARIANTS_REMOVED,
            &[("name", Value::Text(name)), ("from", Value::Text(&from))],
        ),
        (Some(_), Some(_)) => scene.say_with(key::DESKTOP_VARIANTS_MOVED, &values),
    }
}

fn records(ui: &mut Ui, scene: &Scene<'_>, title: Key, all: &[ChangedView]) {
    if all.is_empty() {
        return;
    }
    section(ui, &scene.say(title));
    for it in all {
        let kind = model::Kind::from_key(it.kind);
        let of = |field: &String| kind.map(|kind| scene.messages.field(kind, field));
        let fields: Vec<String> = it.fields.iter().filter_map(of).collect();
        let mut text = scene.messages.label("kind", it.kind);
        if !it.name.is_empty() {
            text = format!("{text} · {}", it.name);
        }
        if !fields.is_empty() {
            text = format!("{text}\u{a0}: {}", fields.join(", "));
        }
        line(ui, scene, &text);
    }
}

fn line(ui: &mut Ui, scene: &Scene<'_>, text: &str) {
    let text = RichText::new(text).font(theme::text()).color(scene.tokens.ink_2);
    ui.add(Label::new(text).wrap());
}
