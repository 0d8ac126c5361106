//! The notices that stand at the lower right.

use crate::desktop::notice::Notice;
use crate::desktop::scene::Scene;
use crate::desktop::{Action, Asks};
use egui::{
    Align2, Area, CornerRadius, Frame, Id, Label, Margin, Order, RichText, Stroke, Ui, vec2,
};
use i18n::key;
use model::Severity;
use ui_kit::theme;
use ui_kit::widgets::{Tone, dot, icon_button, link_button};

/// The notices, at the lower right; gives those that were closed.
pub(in crate::desktop) fn notices(
    ui: &Ui,
    scene: &Scene<'_>,
    standing: &[Notice],
    asks: &mut Asks,
) -> Vec<Notice> {
    let tokens = scene.tokens;
    let mut closed = Vec::new();
    if standing.is_empty() {
        return closed;
    }
    let area = Area::new(Id::unique("notices"))
        .order(Order::Foreground)
        .anchor(Align2::RIGHT_BOTTOM, vec2(-16.0, -38.0));
    area.show(ui.ctx(), |ui| {
        ui.spacing_mut().item_spacing.y = 8.0;
        for notice in standing {
            let tone = match notice.severity {
                Severity::Error => Tone::Bad,
                Severity::Warning => Tone::Warn,
                Severity::Info => Tone::Ok,
            };
            let frame = Frame::new()
                .fill(tokens.bg_3)
                .stroke(Stroke::new(1.0, tokens.line_2))
                .corner_radius(CornerRadius::same(8))
                .shadow(ui.visuals().popup_shadow)
                .inner_margin(Margin::symmetric(12, 9));
            frame.show(ui, |ui| {
                ui.set_max_width(420.0);
                ui.horizontal(|ui| {
                    dot(ui, tone);
                    ui.vertical(|ui| {
                        ui.set_max_width(300.0);
                        ui.add(Label::new(RichText::new(&notice.text).color(tokens.ink_1)).wrap());
                        if !notice.hint.is_empty() {
                            let hint = RichText::new(&notice.hint).color(tokens.ink_2);
                            ui.add(Label::new(hint.font(theme::small())).wrap());
                        }
                    });
                    if notice.undo && link_button(ui, &scene.say(key::DESKTOP_SHELL_UNDO)).clicked()
                    {
                        asks.run(Action::Undo);
                        closed.push(notice.clone());
                    }
                    if icon_button(ui, "×", &scene.say(key::DESKTOP_SHELL_CLOSE)).clicked() {
                        closed.push(notice.clone());
                    }
                });
            });
        }
    });
    closed
}
