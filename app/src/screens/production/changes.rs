//! What was changed in a production lately: when, by whom, what.

use super::later::Later;
use crate::desktop::Scene;
use egui::{Align2, Frame, Margin, ScrollArea, Sense, Ui, pos2, vec2};
use i18n::key;
use model::{ProductionId, Scope};
use node::HistoryLine;
use ui_kit::theme;
use units::Tick;
use views::SubjectView;

/// How many changes are shown.
const MOST: usize = 300;

/// Height of a line.
const LINE: f32 = 28.0;

/// What the tab remembers.
#[derive(Default)]
pub(super) struct State {
    lines: Later<(ProductionId, u64), Vec<HistoryLine>>,
}

/// Draws the list.
pub(super) fn ui(ui: &mut Ui, scene: &Scene<'_>, id: ProductionId, state: &mut State) {
    let asked = (id, scene.snapshot.revision);
    state.lines.look(scene, &asked, |scene| {
        scene.ask(move |engine| engine.changes(Scope::Plan(id), MOST).unwrap_or_default())
    });
    let Some(lines) = state.lines.newest() else { return };
    Frame::new().inner_margin(Margin::symmetric(18, 8)).show(ui, |ui| {
        if lines.is_empty() {
            ui.label(scene.say(key::DESKTOP_PRODUCTION_NO_CHANGES));
        }
        ui.spacing_mut().item_spacing.y = 0.0;
        ScrollArea::vertical().auto_shrink(false).show_rows(ui, LINE, lines.len(), |ui, rows| {
            for change in rows.filter_map(|row| lines.get(row)) {
                line(ui, scene, change);
            }
        });
    });
}

fn line(ui: &mut Ui, scene: &Scene<'_>, change: &HistoryLine) {
    let tokens = scene.tokens;
    let source = scene.source();
    let at = source.zone().civil(Tick(change.stamp.0.div_euclid(60)));
    let when = scene.messages.moment(at, scene.today());
    let what = scene.messages.label("command", &change.message.command);
    let mut names: Vec<String> = change
        .subjects
        .iter()
        .filter_map(|subject| SubjectView::new(&source, subject).name)
        .collect();
    names.dedup();
    let more = names.len() > 6;
    names.truncate(6);
    let names = names.join(", ") + if more { "…" } else { "" };
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), LINE), Sense::hover());
    response.widget_info(|| {
        egui::WidgetInfo::labeled(egui::Role::ListItem, true, format!("{when}, {what}, {names}"))
    });
    let painter = ui.painter_at(rect.intersect(ui.clip_rect()));
    let middle = rect.center().y;
    for (x, text, ink) in [
        (4.0, when, tokens.ink_3),
        (150.0, what, tokens.ink_1),
        (390.0, names, tokens.ink_2),
    ] {
        let at = pos2(rect.left() + x, middle);
        painter.text(at, Align2::LEFT_CENTER, text, theme::text(), ink);
    }
    painter.hline(rect.x_range(), rect.bottom() - 0.5, (1.0, tokens.line_1));
}
