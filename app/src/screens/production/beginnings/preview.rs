//! The steps of a template, as it is chosen.

use crate::desktop::Scene;
use egui::{ComboBox, RichText, ScrollArea, Sides, Ui};
use i18n::{Value, key};
use ui_kit::theme;
use ui_kit::widgets::field_label;
use units::Decimal;
use views::TemplateView;

/// Chooses a template by its key; an empty key is none.
pub(in crate::screens::production) fn chooser(
    ui: &mut Ui,
    scene: &Scene<'_>,
    templates: &[TemplateView],
    chosen: &mut String,
    may_be_none: bool,
) {
    let none = scene.say(key::DESKTOP_PRODUCTION_NO_TEMPLATE);
    let name = |key: &str| {
        templates
            .iter()
            .find(|template| template.key == key)
            .map_or_else(|| none.clone(), |template| template.name.clone())
    };
    let label = scene.say(key::DESKTOP_PRODUCTION_TEMPLATE);
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 3.0;
        field_label(ui, &label);
        let combo = ComboBox::from_id_salt("production-template")
            .width(ui.available_width())
            .selected_text(name(chosen));
        let shown = combo.show_ui(ui, |ui| {
            for template in templates {
                let is_chosen = *chosen == template.key;
                if ui.selectable_label(is_chosen, &template.name).clicked() {
                    chosen.clone_from(&template.key);
                }
            }
            if may_be_none && ui.selectable_label(chosen.is_empty(), &none).clicked() {
                chosen.clear();
            }
        });
        shown.response.accessible_name(&label);
    });
}

/// The steps of a template with how long each usually takes.
pub(in crate::screens::production) fn steps(
    ui: &mut Ui,
    scene: &Scene<'_>,
    template: &TemplateView,
    height: f32,
) {
    let tokens = scene.tokens;
    let count = Value::Integer(i64::try_from(template.steps.len()).unwrap_or(i64::MAX));
    field_label(ui, &scene.say_with(key::DESKTOP_PRODUCTION_TEMPLATE_STEPS, &[("count", count)]));
    let area = ScrollArea::vertical().id_salt("production-template-steps");
    area.max_height(height).auto_shrink([false, false]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 1.0;
        for step in &template.steps {
            Sides::new().height(20.0).shrink_left().show(
                ui,
                |ui| {
                    let name = RichText::new(&step.name).color(tokens.ink_1);
                    ui.add(egui::Label::new(name.font(theme::small())).truncate());
                },
                |ui| {
                    let days = if step.milestone {
                        "◆".to_owned()
                    } else {
                        let days: Decimal = step.typical_days.parse().unwrap_or_default();
                        let days = scene.messages.decimal(days);
                        let values = [("days", Value::Text(&days))];
                        scene.say_with(key::DESKTOP_PRODUCTION_DAYS, &values)
                    };
                    ui.label(RichText::new(days).font(theme::small()).color(tokens.ink_3));
                },
            );
        }
    });
}
