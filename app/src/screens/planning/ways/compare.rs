//! Ways out side by side.

use super::words;
use crate::desktop::Scene;
use egui::{Grid, Label, RichText, ScrollArea, Ui};
use i18n::{Key, key};
use ui_kit::theme;
use ui_kit::widgets::{button, dialogue};
use views::WayView;

/// Width of what each row is about.
const LABELS: f32 = 130.0;

/// Width of a column.
const COLUMN: f32 = 170.0;

/// Draws the dialogue; true if it was closed.
pub(super) fn show(ui: &Ui, scene: &Scene<'_>, ways: &[WayView]) -> bool {
    let columns = ways.len().min(4);
    // At most a few columns, which `f32` holds exactly.
    let width = LABELS + 70.0 + COLUMN * columns as f32;
    let title = scene.say(key::DESKTOP_WAYS_COMPARE);
    let (pressed, close) = dialogue(ui, "ways-compare", width, &title, |ui| {
        ScrollArea::both().show(ui, |ui| {
            Grid::new("ways-compared").num_columns(columns + 1).spacing([18.0, 9.0]).show(
                ui,
                |ui| {
                    table(ui, scene, ways);
                },
            );
        });
        ui.add_space(10.0);
        button(ui, &scene.say(key::DESKTOP_WAYS_CLOSE)).clicked()
    });
    pressed || close
}

fn table(ui: &mut Ui, scene: &Scene<'_>, ways: &[WayView]) {
    let count = |count: usize| scene.messages.integer(i64::try_from(count).unwrap_or(i64::MAX));
    let day = scene.source().day();
    ui.label("");
    for (place, way) in ways.iter().enumerate() {
        let name = format!("{} · {}", words::letter(place), way.name);
        cell(ui, RichText::new(name).font(theme::strong()).color(scene.tokens.ink_1));
    }
    ui.end_row();
    row(ui, scene, key::DESKTOP_WAYS_ROW_DATES, ways, &|way| words::delivery(scene, way).1);
    row(ui, scene, key::DESKTOP_WAYS_ROW_COST, ways, &|way| words::cost(scene, way));
    row(ui, scene, key::DESKTOP_WAYS_ROW_MOVED, ways, &|way| count(way.moved.len()));
    row(ui, scene, key::DESKTOP_WAYS_ROW_CONFIRMED, ways, &|way| count(way.confirmed));
    row(ui, scene, key::DESKTOP_WAYS_ROW_OVERTIME, ways, &|way| {
        scene.messages.work(way.overtime_minutes, day)
    });
    row(ui, scene, key::DESKTOP_WAYS_ROW_CALLS, ways, &|way| match way.calls.as_slice() {
        [] => "–".to_owned(),
        calls => calls.join(", "),
    });
    row(ui, scene, key::DESKTOP_WAYS_ROW_BENDS, ways, &|way| match way.broken_rules.as_slice() {
        [] => "–".to_owned(),
        rules => rules.join("\n"),
    });
}

fn row(
    ui: &mut Ui,
    scene: &Scene<'_>,
    label: Key,
    ways: &[WayView],
    text: &dyn Fn(&WayView) -> String,
) {
    ui.vertical(|ui| {
        ui.set_width(LABELS);
        ui.label(RichText::new(scene.say(label)).color(scene.tokens.ink_3));
    });
    for way in ways {
        cell(ui, RichText::new(text(way)).color(scene.tokens.ink_2));
    }
    ui.end_row();
}

fn cell(ui: &mut Ui, text: RichText) {
    ui.vertical(|ui| {
        ui.set_width(COLUMN - 18.0);
        ui.add(Label::new(text).wrap());
    });
}
