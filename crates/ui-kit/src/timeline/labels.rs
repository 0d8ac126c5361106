//! The column of row labels on the left, and the corner above it.

use super::data::{Event, Row, Viewport};
use super::paint::line;
use super::{Board, Fonts, HeaderFn, LabelFn};
use crate::tokens::Tokens;
use egui::accesskit::{Action, Role};
use egui::{Rangef, Rect, Sense, Stroke, Ui, UiBuilder, pos2, vec2};

/// Distance of a label from the left.
const INDENT: f32 = 14.0;

/// Draws the label of a row as the timeline does: title, subtitle, gauge. For whoever draws the
/// cells and wants only to add something.
pub fn plain_label(ui: &Ui, row: &Row) {
    paint_label(ui, row, Tokens::of(ui.ctx()), &Fonts::of(ui));
}

/// The labels of the rows in view; a click on one is told.
pub(super) fn show(
    ui: &mut Ui,
    board: &Board<'_>,
    view: &Viewport,
    header: Option<&mut HeaderFn<'_>>,
    mut label: Option<&mut LabelFn<'_>>,
    events: &mut Vec<Event>,
) {
    let layout = &board.layout;
    if layout.labels.width() < 1.0 {
        return;
    }
    if let Some(header) = header {
        let builder = UiBuilder::new().scope_id(board.id.with("corner")).max_rect(layout.corner);
        let mut corner = ui.new_child(builder);
        corner.shrink_clip_rect(layout.corner);
        header(&mut corner);
    }
    let builder = UiBuilder::new().scope_id(board.id.with("labels")).max_rect(layout.labels);
    let mut column = ui.new_child(builder);
    column.shrink_clip_rect(layout.labels);
    for row in layout.visible(view) {
        let Some(facts) = board.rows.get(row) else { continue };
        let cell = Rect::from_x_y_ranges(layout.labels.x_range(), layout.band(row, view));
        let id = board.id.with(("label", facts.key));
        let response = column.interact(cell, id, Sense::CLICK);
        if response.clicked() {
            events.push(Event::RowPicked(facts.key));
        }
        let spoken = if facts.spoken.is_empty() { &facts.title } else { &facts.spoken };
        let seen = cell.intersect(layout.labels);
        column.accesskit_node_builder(id, |node| {
            node.set_role(Role::RowHeader);
            node.set_label(spoken.as_str());
            node.set_bounds(super::access::bounds(seen));
            node.add_action(Action::Click);
        });
        let builder = UiBuilder::new().scope_id(id.with("cell")).max_rect(cell);
        let mut inner = column.new_child(builder);
        inner.shrink_clip_rect(cell);
        match &mut label {
            Some(label) => label(&mut inner, facts),
            None => paint_label(&inner, facts, board.tokens, &board.fonts),
        }
    }
    let x = column.painter().round_to_pixel_center(layout.labels.right() - 0.5);
    let top = layout.header.top() + layout.upper;
    ui.painter().vline(x, top..=layout.labels.bottom(), Stroke::new(1.0, board.tokens.line_2));
}

fn paint_label(ui: &Ui, row: &Row, tokens: &Tokens, fonts: &Fonts) {
    let cell = ui.max_rect();
    if cell.height() < 11.0 {
        return;
    }
    let painter = ui.painter().with_clip_rect(
        Rect::from_min_max(cell.min, pos2(cell.right() - 6.0, cell.bottom()))
            .intersect(ui.clip_rect()),
    );
    let (font, ink) = match (row.heading, cell.height() >= 44.0) {
        (true, _) => (&fonts.heading, tokens.ink_1),
        (false, true) => (&fonts.label, tokens.ink_1),
        (false, false) => (&fonts.label, tokens.ink_2),
    };
    let title = line(&painter, &row.title, font);
    let two = !row.subtitle.is_empty() && cell.height() >= 36.0;
    let subtitle = two.then(|| line(&painter, &row.subtitle, &fonts.small));
    let height = title.size().y + subtitle.as_ref().map_or(0.0, |text| text.size().y + 1.0);
    // The gauge takes its place from the bottom.
    let gauge = if row.load.is_some() { 3.0 } else { 0.0 };
    let at = pos2(cell.left() + INDENT, cell.center().y - gauge - height / 2.0);
    let below = at + vec2(0.0, title.size().y + 1.0);
    painter.galley(at, title, ink);
    if let Some(subtitle) = subtitle {
        painter.galley(below, subtitle, tokens.ink_3);
    }
    if let Some(load) = row.load.filter(|load| load.is_finite() && cell.height() >= 24.0) {
        let x = Rangef::new(cell.left() + INDENT, cell.right() - INDENT);
        let y = Rangef::new(cell.bottom() - 7.0, cell.bottom() - 4.5);
        let track = Rect::from_x_y_ranges(x, y);
        painter.rect_filled(track, 1.0, tokens.line_1);
        let mut full = track;
        full.max.x = track.left() + track.width() * load.clamp(0.0, 1.0);
        let ink = if load > 1.0 { tokens.bad } else { tokens.ink_3 };
        painter.rect_filled(full, 1.0, ink);
    }
}
