//! Who sees what: the table of rights as `access` has it.

use crate::desktop::Scene;
use access::{Access, DocumentClass, Rights, rights};
use egui::{Align2, Ui, pos2, vec2};
use i18n::{Key, key};
use model::{Choice, Role};
use ui_kit::theme;
use ui_kit::widgets::{card as kit_card, cut_text};

/// Height of a line.
const LINE: f32 = 28.0;

/// Width of the column of the roles, as a share.
const FIRST: f32 = 0.19;

/// The columns: what people call a class of documents.
const CLASSES: [(DocumentClass, Key); 6] = [
    (DocumentClass::Plan, key::DESKTOP_MACHINES_CLASS_PLAN),
    (DocumentClass::Desk, key::DESKTOP_MACHINES_CLASS_DESK),
    (DocumentClass::Commercial, key::DESKTOP_MACHINES_CLASS_COMMERCIAL),
    (DocumentClass::Pay, key::DESKTOP_MACHINES_CLASS_PAY),
    (DocumentClass::Publications, key::DESKTOP_MACHINES_CLASS_PUBLICATIONS),
    (DocumentClass::Catalogue, key::DESKTOP_MACHINES_CLASS_CATALOGUE),
];

pub(super) fn card(ui: &mut Ui, scene: &Scene<'_>) {
    kit_card(ui, &scene.say(key::DESKTOP_MACHINES_WHO_SEES_WHAT), "", |ui| {
        let heads = CLASSES.iter().map(|(_, name)| scene.say(*name)).collect::<Vec<_>>();
        line(ui, scene, "", &heads, true);
        for role in Role::ALL {
            let name = scene.messages.label("role", role.key());
            let cells = CLASSES.iter().map(|(class, _)| word(scene, rights(*class, &role)));
            line(ui, scene, &name, &cells.collect::<Vec<_>>(), false);
        }
    });
}

/// What a role may do with documents of a class.
fn word(scene: &Scene<'_>, rights: Rights) -> String {
    let key = match (rights.any, rights.own) {
        (Access::Write, _) => key::DESKTOP_MACHINES_WRITES,
        (Access::Read, Access::Write) => key::DESKTOP_MACHINES_READS_WRITES_OWN,
        (Access::Read, _) => key::DESKTOP_MACHINES_READS,
        (Access::None, Access::Write) => key::DESKTOP_MACHINES_OWN,
        (Access::None, Access::Read) => key::DESKTOP_MACHINES_READS_OWN,
        (Access::None, Access::None) => return "—".to_owned(),
    };
    scene.say(key)
}

fn line(ui: &mut Ui, scene: &Scene<'_>, name: &str, cells: &[String], is_head: bool) {
    let (rect, response) =
        ui.allocate_exact_size(vec2(ui.available_width(), LINE), egui::Sense::hover());
    let spoken = format!("{name}: {}", cells.join(", "));
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, &spoken));
    let painter = ui.painter_at(rect);
    let tokens = scene.tokens;
    let (font, ink) =
        if is_head { (theme::small(), tokens.ink_3) } else { (theme::text(), tokens.ink_2) };
    let (left, y) = (rect.left() + 14.0, rect.center().y);
    let first = rect.width() * FIRST;
    let at = Align2::LEFT_CENTER;
    cut_text(&painter, pos2(left, y), at, name, theme::text(), tokens.ink_1, first - 12.0);
    let width = (rect.width() - 14.0 - first) / cells.len().max(1) as f32;
    for (place, cell) in cells.iter().enumerate() {
        let x = left + first + width * place as f32;
        cut_text(&painter, pos2(x, y), at, cell, font.clone(), ink, width - 8.0);
    }
    painter.hline(rect.x_range(), rect.bottom().round() - 0.5, (1.0, tokens.line_1));
}
