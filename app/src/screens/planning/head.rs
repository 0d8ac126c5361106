//! The head of the screen: what the rows are, how much time is in view, going back and forth,
//! clashes, and below it the line of filters.

use super::span::PRESETS;
use crate::desktop::{
    Action, Asks, PlanningFilter, PlanningSettings, PlanningSpan, Scene, variants,
};
use egui::{
    Button, Frame, Id, Key, Margin, Modifiers, Popup, RichText, Role, TextEdit, Ui, WidgetInfo,
    vec2,
};
use i18n::{Value, key};
use model::{BookingState, Choice, Kind, RoomKind};
use ui_kit::theme;
use ui_kit::tokens::HEIGHT_CONTROL;
use ui_kit::widgets::{button, icon_button, link_button, menu_item, segmented};
use views::board::BoardRows;

/// What was asked for in the head.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Move {
    /// The present.
    Today,
    /// A step back.
    Back,
    /// A step forth.
    Forth,
    /// A span of time that fills the width.
    Span,
}

/// The kinds of rows, in the order of their buttons.
const ROWS: [BoardRows; 3] = [BoardRows::Rooms, BoardRows::People, BoardRows::Productions];

/// From which width on the title has its place.
const ROOM_FOR_TITLE: f32 = 980.0;

/// The name of the field in which one searches.
fn search_id() -> Id {
    Id::unique("planning-find")
}

/// Shows the head. What is chosen is changed in `shown`.
pub(super) fn ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    shown: &mut PlanningSettings,
    found: (usize, usize),
    asks: &mut Asks,
) -> Option<Move> {
    let frame = Frame::new().inner_margin(Margin { left: 18, right: 14, top: 10, bottom: 10 });
    let mut moved = None;
    frame.show(ui, |ui| {
        ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
        ui.horizontal_wrapped(|ui| {
            // The navigation says it too: where there is little room it is left out.
            if ui.available_width() >= ROOM_FOR_TITLE {
                let title = RichText::new(scene.say(key::DESKTOP_SHELL_PLANNING));
                ui.label(title.font(theme::title()).color(scene.tokens.ink_1));
                ui.add_space(2.0);
            }
            moved = left(ui, scene, shown);
            right(ui, scene, shown, asks);
        });
        if shown.filters_open || !shown.filter.is_empty() {
            ui.horizontal_wrapped(|ui| filters(ui, scene, shown, found, asks));
        }
    });
    let search = ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::F));
    if search {
        shown.filters_open = true;
        ui.memory_mut(|memory| memory.request_focus(search_id()));
    }
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 1.0), egui::Sense::hover());
    ui.painter().hline(rect.x_range(), rect.top().round() + 0.5, (1.0, scene.tokens.line_1));
    moved
}

fn left(ui: &mut Ui, scene: &Scene<'_>, shown: &mut PlanningSettings) -> Option<Move> {
    let mut moved = None;
    let rows = [
        key::DESKTOP_PLANNING_ROOMS,
        key::DESKTOP_PLANNING_PEOPLE,
        key::DESKTOP_PLANNING_PRODUCTIONS,
    ];
    let rows = rows.map(|name| scene.say(name));
    let place = ROWS.iter().position(|rows| *rows == shown.rows).unwrap_or(0);
    if let Some(rows) =
        segmented(ui, place, &rows.each_ref().map(String::as_str)).and_then(|place| ROWS.get(place))
    {
        shown.rows = *rows;
    }
    let spans = [
        key::DESKTOP_PLANNING_DAY,
        key::DESKTOP_PLANNING_THREE_WEEKS,
        key::DESKTOP_PLANNING_QUARTER,
    ];
    let spans = spans.map(|name| scene.say(name));
    let place = PRESETS.iter().position(|span| *span == shown.span).unwrap_or(usize::MAX);
    if let Some(span) = segmented(ui, place, &spans.each_ref().map(String::as_str))
        .and_then(|place| PRESETS.get(place))
    {
        shown.span = *span;
        moved = Some(Move::Span);
    }
    if icon_button(ui, "‹", &scene.say(key::DESKTOP_PLANNING_BACK)).clicked() {
        moved = Some(Move::Back);
    }
    if button(ui, &scene.say(key::DESKTOP_PLANNING_TODAY)).clicked() {
        moved = Some(Move::Today);
    }
    if icon_button(ui, "›", &scene.say(key::DESKTOP_PLANNING_FORTH)).clicked() {
        moved = Some(Move::Forth);
    }
    moved
}

/// What stands on the right: clashes, filters, export. It goes to a line of its own where there is
/// no room for it.
fn right(ui: &mut Ui, scene: &Scene<'_>, shown: &mut PlanningSettings, asks: &mut Asks) {
    let filter = scene.say(key::DESKTOP_FILTER);
    let export = scene.say(key::DESKTOP_SHELL_EXPORT);
    let clashes = clashes_text(scene);
    let width = |text: &str, padding: f32| {
        let font = theme::text();
        let galley = ui.painter().layout_no_wrap(text.to_owned(), font, scene.tokens.ink_1);
        galley.size().x + padding
    };
    let spacing = ui.spacing().item_spacing.x;
    let variant = width(&variants::menu_text(scene), 44.0);
    let unforeseen = scene.say(key::DESKTOP_SHELL_UNFORESEEN);
    let wanted = width(&filter, 22.0)
        + width(&export, 22.0)
        + width(&unforeseen, 22.0)
        + variant
        + 3.0 * spacing;
    let wanted = wanted + clashes.as_ref().map_or(0.0, |text| width(text, 20.0) + spacing);
    let free = ui.available_size_before_wrap().x;
    if free > wanted {
        ui.add_space(free - wanted - spacing);
    }
    if let Some(text) = clashes
        && clash_button(ui, scene, &text)
    {
        asks.run(Action::NextClash);
    }
    variants::menu(ui, scene, asks);
    let open = shown.filters_open || !shown.filter.is_empty();
    let response =
        ui.add(Button::new(filter.as_str()).selected(open).min_size(vec2(0.0, HEIGHT_CONTROL)));
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, open, &filter));
    if response.clicked() {
        if open {
            shown.filter = PlanningFilter::default();
        }
        shown.filters_open = !open;
    }
    let enabled = !scene.is_read_only();
    let unforeseen = Button::new(unforeseen.as_str()).min_size(vec2(0.0, HEIGHT_CONTROL));
    if ui.add_enabled(enabled, unforeseen).clicked() {
        asks.run(Action::Unforeseen);
    }
    if button(ui, &export).clicked() {
        asks.run(Action::Export);
    }
}

fn clashes_text(scene: &Scene<'_>) -> Option<String> {
    let count = scene.derived.errors + scene.derived.warnings;
    let number = Value::Integer(i64::try_from(count).unwrap_or(i64::MAX));
    (count > 0).then(|| scene.say_with(key::DESKTOP_COUNT_CLASHES, &[("count", number)]))
}

/// The number of clashes; red if one of them cannot stay so. A click leads to the next.
fn clash_button(ui: &mut Ui, scene: &Scene<'_>, text: &str) -> bool {
    let tokens = scene.tokens;
    let (ground, ink) = if scene.derived.errors > 0 {
        (tokens.bad_soft, tokens.bad_ink)
    } else {
        (tokens.warn_soft, tokens.warn_ink)
    };
    let label = RichText::new(text).font(theme::small_strong()).color(ink);
    let button = Button::new(label).fill(ground).stroke(egui::Stroke::NONE).corner_radius(3);
    let response = ui.add(button.min_size(vec2(0.0, 20.0)));
    response.on_hover_text(scene.say(key::DESKTOP_SHELL_NEXT_CLASH)).clicked()
}

fn filters(
    ui: &mut Ui,
    scene: &Scene<'_>,
    shown: &mut PlanningSettings,
    found: (usize, usize),
    asks: &mut Asks,
) {
    let hint = RichText::new(scene.say(key::DESKTOP_PLANNING_FIND_HINT)).color(scene.tokens.ink_3);
    let field = TextEdit::singleline(&mut shown.filter.text)
        .id(search_id())
        .hint_text(hint)
        .desired_width(190.0)
        .min_size(vec2(0.0, HEIGHT_CONTROL))
        .margin(Margin::symmetric(8, 5));
    let _named = ui.add(field).accessible_name(scene.say(key::DESKTOP_PLANNING_FIND));
    let productions: Vec<(String, String)> = scene
        .derived
        .productions
        .iter()
        .map(|production| (production.id.to_string(), production.title.clone()))
        .collect();
    let filter = &mut shown.filter;
    pick(ui, scene, key::DESKTOP_PLANNING_ALL_PRODUCTIONS, &mut filter.production, &productions);
    let kind = |word: &&str| ((*word).to_owned(), scene.messages.choice(Kind::Room, "kind", word));
    let kinds: Vec<_> = RoomKind::KNOWN.iter().map(kind).collect();
    pick(ui, scene, key::DESKTOP_PLANNING_ALL_ROOMS, &mut filter.room_kind, &kinds);
    let state =
        |word: &&str| ((*word).to_owned(), scene.messages.choice(Kind::Booking, "state", word));
    let states: Vec<_> = BookingState::KNOWN.iter().map(state).collect();
    pick(ui, scene, key::DESKTOP_PLANNING_ALL_STATES, &mut filter.state, &states);
    let only = scene.say(key::DESKTOP_PLANNING_ONLY_CLASHES);
    ui.checkbox(&mut filter.only_clashes, only);
    let hue = RichText::new(scene.say(key::DESKTOP_SHELL_HUE)).font(theme::small());
    ui.label(hue.color(scene.tokens.ink_3));
    let hues = [key::DESKTOP_SHELL_HUE_FAMILY, key::DESKTOP_SHELL_HUE_PRODUCTION];
    let hues = hues.map(|name| scene.say(name));
    let by = usize::from(scene.settings.hue_by_production);
    if segmented(ui, by, &hues.each_ref().map(String::as_str)).is_some() {
        asks.run(Action::SwitchHue);
    }
    if !shown.filter.is_empty() {
        let count = |count: usize| Value::Integer(i64::try_from(count).unwrap_or(i64::MAX));
        let values = [("found", count(found.0)), ("all", count(found.1))];
        let text = scene.say_with(key::DESKTOP_PLANNING_FOUND, &values);
        ui.label(RichText::new(text).font(theme::small()).color(scene.tokens.ink_3));
        if link_button(ui, &scene.say(key::DESKTOP_PLANNING_SHOW_ALL)).clicked() {
            shown.filter = PlanningFilter::default();
        }
    }
}

/// A button with a list: one of several words, or all of them.
fn pick(
    ui: &mut Ui,
    scene: &Scene<'_>,
    all: i18n::Key,
    chosen: &mut Option<String>,
    words: &[(String, String)],
) {
    let all = scene.say(all);
    let name = chosen.as_ref().and_then(|word| words.iter().find(|(known, _)| known == word));
    let name = name.map_or(all.as_str(), |(_, name)| name);
    let text = format!("{name}  ▼");
    let response =
        ui.add(Button::new(text).selected(chosen.is_some()).min_size(vec2(0.0, HEIGHT_CONTROL)));
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, chosen.is_some(), name));
    let mut picked = None;
    Popup::menu(&response).accessible_name(&all).show(|ui| {
        ui.set_min_width(180.0);
        ui.spacing_mut().button_padding = vec2(8.0, 4.0);
        egui::ScrollArea::vertical().max_height(360.0).show(ui, |ui| {
            if menu_item(ui, &all, chosen.is_none()) {
                picked = Some(None);
            }
            for (word, name) in words {
                if menu_item(ui, name, chosen.as_ref() == Some(word)) {
                    picked = Some(Some(word.clone()));
                }
            }
        });
    });
    if let Some(picked) = picked {
        *chosen = picked;
    }
}

/// The span chosen by hand.
pub(super) fn free_span(scale: f64) -> PlanningSpan {
    // A width on the screen: `f32` holds it closely enough.
    PlanningSpan::Free(scale as f32)
}
