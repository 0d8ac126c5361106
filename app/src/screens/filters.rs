//! Choices above a list: which production, which sort, which days.

use egui::{ComboBox, Ui};

/// One of several values, or none of them, which stands for all. True if another was chosen.
pub(super) fn choice<T: PartialEq + Clone>(
    ui: &mut Ui,
    name: &str,
    all: &str,
    chosen: &mut Option<T>,
    options: &[(T, String)],
) -> bool {
    let shown = chosen.as_ref().and_then(|chosen| {
        options.iter().find(|(value, _)| value == chosen).map(|(_, text)| text.as_str())
    });
    let before = chosen.clone();
    let combo = ComboBox::from_id_salt(("filter", name))
        .selected_text(shown.unwrap_or(all))
        .width(128.0)
        .height(420.0)
        .truncate();
    let response = combo
        .show_ui(ui, |ui| {
            ui.selectable_value(chosen, None, all);
            for (value, text) in options {
                ui.selectable_value(chosen, Some(value.clone()), text);
            }
        })
        .response;
    response.accessible_name(name).on_hover_text(name);
    *chosen != before
}
