//! Applies the tokens to egui: fonts, sizes, spaces, both themes. Called once, before the first
//! frame; the theme is then changed by `egui::Context::set_theme`.

use crate::tokens::{DARK, LIGHT, RADIUS_2, RADIUS_3, SIZE_SMALL, SIZE_TEXT, SIZE_TITLE, Tokens};
use egui::epaint::Shadow;
use egui::style::{ScrollStyle, Selection, WidgetVisuals};
use egui::{
    Color32, Context, CornerRadius, FontData, FontDefinitions, FontFamily, FontId, Margin, Stroke,
    Style, TextStyle, Theme, Visuals, vec2,
};
use std::sync::Arc;

/// Installs fonts and both themes.
pub fn install(context: &Context) {
    context.set_fonts(fonts());
    context.set_style_of(Theme::Dark, style(&DARK));
    context.set_style_of(Theme::Light, style(&LIGHT));
}

/// Medium weight: buttons, labels on bars, headings of columns.
pub fn medium() -> FontFamily {
    FontFamily::Name("medium".into())
}

/// Semi-bold weight: titles, totals.
pub fn semi_bold() -> FontFamily {
    FontFamily::Name("semi-bold".into())
}

/// Running text.
pub fn text() -> FontId {
    FontId::new(SIZE_TEXT, FontFamily::Proportional)
}

/// Running text in medium weight.
pub fn strong() -> FontId {
    FontId::new(SIZE_TEXT, medium())
}

/// Headings of columns, tags, second lines.
pub fn small() -> FontId {
    FontId::new(SIZE_SMALL, FontFamily::Proportional)
}

/// The same in medium weight.
pub fn small_strong() -> FontId {
    FontId::new(SIZE_SMALL, medium())
}

/// Title of a screen.
pub fn title() -> FontId {
    FontId::new(SIZE_TITLE, semi_bold())
}

fn fonts() -> FontDefinitions {
    let mut fonts = FontDefinitions::default();
    let fallback = fonts.families.get(&FontFamily::Proportional).cloned().unwrap_or_default();
    for (name, bytes) in typeface::FACES {
        fonts.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
        let family = match name {
            "regular" => FontFamily::Proportional,
            other => FontFamily::Name(other.into()),
        };
        let faces = std::iter::once(name.to_owned()).chain(fallback.iter().cloned());
        fonts.families.insert(family, faces.collect());
    }
    fonts
}

fn style(tokens: &Tokens) -> Style {
    let mut style = Style { visuals: visuals(tokens), ..Style::default() };
    style.text_styles = [
        (TextStyle::Body, text()),
        (TextStyle::Button, text()),
        (TextStyle::Small, small()),
        (TextStyle::Heading, title()),
        (TextStyle::Monospace, FontId::new(12.0, FontFamily::Monospace)),
    ]
    .into();
    let spacing = &mut style.spacing;
    spacing.item_spacing = vec2(8.0, 6.0);
    spacing.button_padding = vec2(11.0, 4.0);
    spacing.interact_size = vec2(28.0, 26.0);
    spacing.menu_margin = Margin::same(6);
    spacing.window_margin = Margin::same(16);
    spacing.icon_width = 16.0;
    spacing.icon_width_inner = 9.0;
    spacing.combo_width = 120.0;
    spacing.text_edit_width = 220.0;
    spacing.tooltip_width = 380.0;
    spacing.scroll = ScrollStyle { bar_width: 8.0, ..ScrollStyle::thin() };
    style.interaction.tooltip_delay = 0.35;
    style.animation_time = 0.08;
    style
}

fn visuals(tokens: &Tokens) -> Visuals {
    let mut visuals = if tokens.dark { Visuals::dark() } else { Visuals::light() };
    let radius = CornerRadius::same(RADIUS_2);
    let widget = |fill: Color32, line: Color32, ink: Color32| WidgetVisuals {
        bg_fill: fill,
        weak_bg_fill: fill,
        bg_stroke: Stroke::new(1.0, line),
        corner_radius: radius,
        fg_stroke: Stroke::new(1.0, ink),
        expansion: 0.0,
    };
    visuals.widgets.noninteractive = widget(tokens.bg_1, tokens.line_1, tokens.ink_2);
    visuals.widgets.inactive = widget(tokens.bg_2, tokens.line_2, tokens.ink_1);
    visuals.widgets.hovered = widget(tokens.bg_3, tokens.line_2, tokens.ink_1);
    visuals.widgets.active = widget(tokens.bg_4, tokens.accent, tokens.ink_1);
    visuals.widgets.open = widget(tokens.bg_3, tokens.accent, tokens.ink_1);
    visuals.selection =
        Selection { bg_fill: tokens.accent_soft, stroke: Stroke::new(1.0, tokens.accent) };
    visuals.weak_text_color = Some(tokens.ink_3);
    visuals.hyperlink_color = tokens.accent;
    visuals.faint_bg_color = tokens.bg_1;
    visuals.extreme_bg_color = tokens.bg_0;
    visuals.text_edit_bg_color = Some(tokens.bg_0);
    visuals.code_bg_color = tokens.bg_2;
    visuals.warn_fg_color = tokens.warn_ink;
    visuals.error_fg_color = tokens.bad_ink;
    visuals.panel_fill = tokens.bg_0;
    visuals.window_fill = tokens.bg_1;
    visuals.window_stroke = Stroke::new(1.0, tokens.line_2);
    visuals.window_corner_radius = CornerRadius::same(RADIUS_3);
    visuals.menu_corner_radius = radius;
    let shade = Color32::from_black_alpha(if tokens.dark { 120 } else { 40 });
    let shadow = Shadow { offset: [0, 8], blur: 24, spread: 0, color: shade };
    visuals.popup_shadow = shadow;
    visuals.window_shadow = shadow;
    visuals.striped = false;
    visuals
}
