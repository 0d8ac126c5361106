//! What is seen of a drag: ghosts where things would come to lie, the line of a dependency, the
//! rubber band, and the tip at the pointer that says what would come of it.

use super::Board;
use super::data::{Edge, Preview, Viewport};
use super::gesture::{Shown, band};
use super::hatch::Hatches;
use super::place::Placed;
use super::pointer::{HANDLE_RADIUS, handle};
use super::state::Drag;
use crate::theme;
use crate::tokens::{RADIUS_1, RADIUS_2};
use egui::epaint::{RectShape, Shadow};
use egui::{
    Align2, Area, Color32, Frame, Id, Label, Margin, Order, Painter, Pos2, RichText, Stroke,
    StrokeKind, TextWrapMode, Ui, vec2,
};

pub(super) fn paint(
    painter: &Painter,
    board: &Board<'_>,
    view: &Viewport,
    hatches: &Hatches,
    placed: &[Placed],
    shown: &Shown,
) {
    let painter = painter.with_clip_rect(board.layout.chart.intersect(painter.clip_rect()));
    let tokens = board.tokens;
    match &shown.drag {
        Drag::Pan(_) => {}
        Drag::Band => {
            let rect = band(board, view, &shown.press, shown.at);
            let stroke = Stroke::new(1.0, tokens.accent);
            let fill = tokens.accent.gamma_multiply(0.12);
            painter.rect(rect, RADIUS_1, fill, stroke, StrokeKind::Inside);
        }
        Drag::Tie { spot, edge, .. } => {
            let from = placed.iter().find(|one| board.spot(one) == Some(*spot));
            let Some(from) = from.map(|one| handle(one.rect, *edge)) else { return };
            let ink = if shown.preview.refused || shown.preview.clash {
                tokens.bad
            } else {
                tokens.accent
            };
            let reached = shown.gesture.is_some();
            let width = if reached { 2.0 } else { 1.25 };
            painter.line_segment([from, shown.at], Stroke::new(width, ink));
            painter.circle_filled(from, HANDLE_RADIUS, ink);
            painter.circle_filled(shown.at, if reached { 4.0 } else { 2.5 }, ink);
        }
        Drag::Move { .. } | Drag::Resize { .. } | Drag::Create { .. } => {
            ghosts(&painter, board, view, hatches, &shown.preview);
        }
    }
}

fn ghosts(
    painter: &Painter,
    board: &Board<'_>,
    view: &Viewport,
    hatches: &Hatches,
    preview: &Preview,
) {
    let tokens = board.tokens;
    let bad = preview.clash || preview.refused;
    let (ink, fill) =
        if bad { (tokens.bad, tokens.bad_soft) } else { (tokens.accent, tokens.accent_soft) };
    let mut hatching = hatches.collect();
    let mut shapes = Vec::new();
    for (row, start, end) in &preview.ghosts {
        if start.is_nan() || end.is_nan() {
            continue;
        }
        let Some(row) = board.find_row(*row) else { continue };
        let rect = board.place_alone(row, *start, *end, view);
        if preview.refused {
            hatches.outline(rect, 1.5, ink, &mut hatching);
            continue;
        }
        let stroke = Stroke::new(1.5, ink);
        let fill = fill.gamma_multiply(0.75);
        shapes.push(RectShape::new(rect, RADIUS_1, fill, stroke, StrokeKind::Inside).into());
    }
    painter.extend(shapes);
    hatching.paint(painter);
}

/// The small circles beside the ends of a bar from which a dependency is drawn.
pub(super) fn handles(painter: &Painter, board: &Board<'_>, one: &Placed, under: Option<Edge>) {
    let painter = painter.with_clip_rect(board.layout.chart.intersect(painter.clip_rect()));
    let tokens = board.tokens;
    for edge in [Edge::Start, Edge::End] {
        let at = handle(one.rect, edge);
        let fill = if under == Some(edge) { tokens.accent } else { tokens.bg_2 };
        painter.circle(at, HANDLE_RADIUS, fill, Stroke::new(1.5, tokens.accent));
    }
}

/// The widest the second line of a tip may be.
const TIP: f32 = 360.0;

/// The height a tip may have.
const TIP_HEIGHT: f32 = 150.0;

/// The tip beside the pointer.
pub(super) fn tip(ui: &Ui, board: &Board<'_>, id: Id, at: Pos2, preview: &Preview) {
    let Preview { title, detail, clash, refused, .. } = preview;
    let words = board.words;
    let mark = match (refused, clash) {
        (true, _) => words.refused.as_str(),
        (false, true) => words.clash.as_str(),
        (false, false) => "",
    };
    if title.is_empty() && detail.is_empty() && mark.is_empty() {
        return;
    }
    let tokens = board.tokens;
    let bad = *clash || *refused;
    let shadow =
        Shadow { offset: [0, 6], blur: 24, spread: 0, color: Color32::from_black_alpha(90) };
    let frame = Frame::NONE
        .fill(tokens.bg_3)
        .stroke(Stroke::new(1.0, if bad { tokens.bad } else { tokens.line_2 }))
        .corner_radius(RADIUS_2)
        .shadow(shadow)
        .inner_margin(Margin::symmetric(12, 8));
    // Low on the screen it stands above the pointer, far to the right on its left.
    let window = ui.ctx().content_rect();
    let (low, right) = (at.y > window.bottom() - TIP_HEIGHT, at.x > window.right() - TIP);
    let (pivot, away) = match (low, right) {
        (false, false) => (Align2::LEFT_TOP, vec2(16.0, 18.0)),
        (false, true) => (Align2::RIGHT_TOP, vec2(-12.0, 18.0)),
        (true, false) => (Align2::LEFT_BOTTOM, vec2(16.0, -12.0)),
        (true, true) => (Align2::RIGHT_BOTTOM, vec2(-12.0, -12.0)),
    };
    Area::new(id.with("tip"))
        .order(Order::Tooltip)
        .pivot(pivot)
        .fixed_pos(at + away)
        .constrain(true)
        .interactable(false)
        .fade_in(false)
        .show(ui.ctx(), |ui| {
            frame.show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 3.0;
                let line = |ui: &mut Ui, text: RichText| {
                    ui.add(Label::new(text).wrap_mode(TextWrapMode::Extend).selectable(false));
                };
                if !title.is_empty() {
                    let text = RichText::new(title).font(board.fonts.label_strong.clone());
                    line(ui, text.color(tokens.ink_1));
                }
                if !mark.is_empty() {
                    let text = RichText::new(format!("⚠ {mark}")).font(theme::small());
                    line(ui, text.color(tokens.bad_ink));
                }
                if !detail.is_empty() {
                    let ink = if bad { tokens.bad_ink } else { tokens.ink_2 };
                    let text = RichText::new(detail).font(theme::small()).color(ink);
                    ui.set_max_width(TIP);
                    ui.add(Label::new(text).wrap_mode(TextWrapMode::Wrap).selectable(false));
                }
            });
        });
}
