//! The columns of a table that was read: what each was taken for, to be said otherwise, and the
//! first rows below.

use crate::desktop::Scene;
use egui::{ComboBox, Grid, Label, RichText, ScrollArea, Ui};
use i18n::{Value, key};
use interchange::{Column, Mapping, Preview};
use ui_kit::theme;
use ui_kit::widgets::field_label;

/// How many rows are shown.
const ROWS: usize = 6;

/// Width of a column.
const WIDTH: f32 = 132.0;

/// Shows the columns; true if the reader has said something else of one.
pub(super) fn mapping(
    ui: &mut Ui,
    scene: &Scene<'_>,
    preview: &Preview,
    mapping: &mut Mapping,
) -> bool {
    let tokens = scene.tokens;
    let mut changed = false;
    ui.add_space(6.0);
    let row = Value::Integer(i64::try_from(preview.heading_row).unwrap_or(i64::MAX));
    let title = if preview.sheet.is_empty() {
        scene.say_with(key::DESKTOP_EXCHANGE_COLUMNS, &[("row", row)])
    } else {
        let values = [("row", row), ("sheet", Value::Text(&preview.sheet))];
        scene.say_with(key::DESKTOP_EXCHANGE_COLUMNS_OF, &values)
    };
    field_label(ui, &title);
    ScrollArea::horizontal().id_salt("import-table").show(ui, |ui| {
        Grid::new("import-columns").spacing([6.0, 3.0]).min_col_width(WIDTH).show(ui, |ui| {
            for (heading, _) in &preview.columns {
                let text = RichText::new(heading).font(theme::small_strong()).color(tokens.ink_1);
                cut(ui, text);
            }
            ui.end_row();
            for (place, (heading, column)) in preview.columns.iter().enumerate() {
                if let Some(column) = choice(ui, scene, place, heading, *column) {
                    *mapping = std::mem::take(mapping).with(heading, column);
                    changed = true;
                }
            }
            ui.end_row();
            for row in preview.rows.iter().take(ROWS) {
                for cell in row.iter().take(preview.columns.len()) {
                    let text = RichText::new(cell).font(theme::small()).color(tokens.ink_2);
                    cut(ui, text);
                }
                ui.end_row();
            }
        });
    });
    changed
}

/// A text of one line, cut at the width of the column.
fn cut(ui: &mut Ui, text: RichText) {
    ui.scope(|ui| {
        ui.set_max_width(WIDTH);
        ui.add(Label::new(text).truncate());
    });
}

fn choice(
    ui: &mut Ui,
    scene: &Scene<'_>,
    place: usize,
    heading: &str,
    column: Option<Column>,
) -> Option<Column> {
    let name = |column: Column| scene.messages.label("desktop-exchange-column", column.key());
    let mut chosen = column.unwrap_or(Column::Ignore);
    let before = chosen;
    let shown = ComboBox::from_id_salt(("column", place, heading))
        .selected_text(name(chosen))
        .width(WIDTH)
        .truncate()
        .show_ui(ui, |ui| {
            for column in Column::all() {
                ui.selectable_value(&mut chosen, column, name(column));
            }
        });
    shown.response.accessible_name(heading);
    (chosen != before).then_some(chosen)
}
