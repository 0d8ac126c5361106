//! The choice of a production out of all there are.

use crate::desktop::Scene;
use egui::{ComboBox, Id, Ui};
use model::ProductionId;
use ui_kit::widgets::field_label;

/// A field in which one of the productions is chosen; `id` is its own in the window.
pub(crate) fn production_field(
    ui: &mut Ui,
    scene: &Scene<'_>,
    id: &str,
    label: &str,
    chosen: &mut Option<ProductionId>,
) {
    field_label(ui, label);
    let title = chosen.map(|id| scene.source().production(id)).unwrap_or_default();
    let list = ComboBox::from_id_salt(Id::unique(id))
        .width(ui.available_width())
        .selected_text(title)
        .show_ui(ui, |ui| {
            for production in &scene.derived.productions {
                ui.selectable_value(chosen, Some(production.id), &production.title);
            }
        });
    let _named = list.response.accessible_name(label);
}
