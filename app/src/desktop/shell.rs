//! What is around every screen: the top bar, the navigation, the status line, notices, and the
//! small dialogues for settings and keys.

use crate::desktop::scene::Scene;
use crate::desktop::{Action, Asks, Place};
use egui::{
    Align2, CursorIcon, Frame, Label, Margin, Panel, RichText, Sense, Sides, Stroke, Ui, vec2,
};
use i18n::{Value, key};
use model::DirectoryEntry;
use ui_kit::theme;
use ui_kit::tokens::RADIUS_2;
use ui_kit::widgets::{Tone, cut_text, dot, icon_button};

mod dialogue;
pub(super) mod facilities;
mod navigation;
mod notices;
pub(crate) mod presence;
mod words;

pub(super) use dialogue::dialogue;
pub(super) use navigation::navigation;
pub(super) use notices::notices;

use navigation::{NARROW, NAVIGATION};

/// Turns pressed keys into actions. A field that is being typed in keeps the keys it knows.
pub(super) fn shortcuts(scene: &Scene<'_>, asks: &mut Asks) {
    let typing = scene.context.text_edit_focused();
    scene.context.input_mut(|input| {
        // Longer combinations first: Ctrl Shift Z is not Ctrl Z.
        let mut actions: Vec<_> = Action::ALL
            .iter()
            .filter_map(|action| action.shortcut().map(|keys| (*action, keys)))
            .collect();
        actions.sort_by_key(|(_, keys)| std::cmp::Reverse(keys.modifiers.shift));
        for (action, keys) in actions {
            let of_the_field = typing && matches!(action, Action::Undo | Action::Redo);
            if !of_the_field && input.consume_shortcut(&keys) {
                asks.run(action);
            }
        }
    });
}

/// The name of the program, the search, undo, the language, who sits here.
pub(super) fn top_bar(ui: &mut Ui, scene: &Scene<'_>, asks: &mut Asks) {
    let tokens = scene.tokens;
    let frame = Frame::new().fill(tokens.bg_1).inner_margin(Margin::symmetric(14, 0));
    Panel::top("top-bar").exact_size(44.0).frame(frame).show(ui, |ui| {
        let (mut searched, mut switches) = (false, false);
        Sides::new().height(44.0).show(
            ui,
            |ui| {
                let name = ui.horizontal(|ui| {
                    ui.spacing_mut().item_spacing.x = 0.0;
                    let font = egui::FontId::new(13.5, theme::semi_bold());
                    ui.label(RichText::new("Rac").font(font.clone()).color(tokens.ink_1));
                    ui.label(RichText::new("cord").font(font).color(tokens.accent));
                });
                let navigation = if scene.settings.narrow_navigation { NARROW } else { NAVIGATION };
                let used = name.response.rect.width() + 14.0 + 8.0;
                switches = facilities::name(ui, scene, navigation - used);
                searched = search_box(ui, scene);
            },
            |ui| {
                who(ui, scene);
                presence::circles(ui, scene);
                others(ui, scene, asks);
                let language = scene.messages.language().code().to_uppercase();
                let button =
                    icon_button(ui, &language, &scene.say(key::DESKTOP_SHELL_SWITCH_LANGUAGE));
                if button.clicked() {
                    asks.run(Action::SwitchLanguage);
                }
                step(ui, scene, Action::Redo, "↪", scene.snapshot.redo.is_some(), asks);
                step(ui, scene, Action::Undo, "↩", scene.snapshot.undo.is_some(), asks);
            },
        );
        if searched {
            asks.run(Action::Search);
        }
        if switches {
            asks.run(Action::SwitchFacility);
        }
    });
}

/// Undo or redo, with what it would take back in its tip.
fn step(
    ui: &mut Ui,
    scene: &Scene<'_>,
    action: Action,
    sign: &str,
    possible: bool,
    asks: &mut Asks,
) {
    let step = if action == Action::Undo { &scene.snapshot.undo } else { &scene.snapshot.redo };
    let name = match step {
        Some(step) => {
            let what = scene.messages.label("command", &step.label);
            format!("{}\u{a0}: {what}", scene.say(action.label()))
        }
        None => scene.say(action.label()),
    };
    ui.add_enabled_ui(possible && !scene.is_read_only(), |ui| {
        if icon_button(ui, sign, &name).clicked() {
            asks.run(action);
        }
    });
}

/// Looks like a field and opens the palette when it is clicked.
fn search_box(ui: &mut Ui, scene: &Scene<'_>) -> bool {
    let tokens = scene.tokens;
    let others = f32::from(u8::try_from(presence::count(scene)).unwrap_or_default());
    let width = (ui.available_width() - 400.0 - others * presence::WIDTH).clamp(90.0, 420.0);
    let (rect, response) = ui.allocate_exact_size(vec2(width, 28.0), Sense::click());
    let name = scene.say(key::DESKTOP_SHELL_SEARCH);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &name));
    let line = if response.has_focus() { tokens.accent } else { tokens.line_2 };
    let painter = ui.painter_at(rect);
    painter.rect(rect, RADIUS_2, tokens.bg_0, Stroke::new(1.0, line), egui::StrokeKind::Inside);
    let left = rect.left_center() + vec2(10.0, 0.0);
    let hint = scene.say(key::DESKTOP_SHELL_SEARCH_HINT);
    let keys = Action::Search.shortcut().map(|keys| scene.context.format_shortcut(&keys));
    let keys = keys.unwrap_or_default().replace('+', " ");
    let galley = painter.layout_no_wrap(keys, theme::small(), tokens.ink_3);
    let size = galley.size() + vec2(10.0, 2.0);
    let chip = Align2::RIGHT_CENTER.anchor_size(rect.right_center() - vec2(6.0, 0.0), size);
    let room = chip.left() - left.x - 8.0;
    cut_text(&painter, left, Align2::LEFT_CENTER, &hint, theme::text(), tokens.ink_3, room);
    let outline = Stroke::new(1.0, tokens.line_2);
    painter.rect(chip, 3.0, tokens.bg_0, outline, egui::StrokeKind::Inside);
    painter.galley(chip.center() - galley.size() / 2.0, galley, tokens.ink_3);
    response.on_hover_cursor(CursorIcon::Text).clicked()
}

/// The initials of who sits at this machine.
fn who(ui: &mut Ui, scene: &Scene<'_>) {
    let entry: Option<&DirectoryEntry> = scene.snapshot.directory.entries.get(&scene.person);
    let name = entry.map(|entry| entry.name.clone()).unwrap_or_default();
    presence::circle(ui, &presence::initials(&name), &name, false);
}

/// How many machines of the facility are linked, and whether they hold the same.
fn others(ui: &mut Ui, scene: &Scene<'_>, asks: &mut Asks) {
    let (tone, text) = words::linked(scene);
    let tokens = scene.tokens;
    let galley = ui.painter().layout_no_wrap(text.clone(), theme::small(), tokens.ink_2);
    let (rect, response) =
        ui.allocate_exact_size(vec2(galley.size().x + 32.0, 22.0), Sense::click());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &text));
    let fill = if response.hovered() || response.has_focus() { tokens.bg_4 } else { tokens.bg_3 };
    ui.painter().rect_filled(rect, 11.0, fill);
    ui.painter().circle_filled(rect.left_center() + vec2(12.0, 0.0), 3.5, tone.dot(tokens));
    let at = rect.left_center() + vec2(21.0, -galley.size().y / 2.0);
    ui.painter().galley(at, galley, tokens.ink_2);
    if response.on_hover_text(scene.say(key::DESKTOP_SHELL_MACHINES)).clicked() {
        asks.go(Place::Machines);
    }
}

/// What is kept, and what can be done at once.
pub(super) fn status_line(ui: &mut Ui, scene: &Scene<'_>, asks: &mut Asks) {
    let tokens = scene.tokens;
    let frame = Frame::new().fill(tokens.bg_1).inner_margin(Margin::symmetric(14, 0));
    Panel::bottom("status-line").exact_size(26.0).frame(frame).show(ui, |ui| {
        let small = |text: String| RichText::new(text).font(theme::small()).color(tokens.ink_3);
        Sides::new().height(26.0).show(
            ui,
            |ui| match &scene.snapshot.read_only {
                Some(reason) => {
                    dot(ui, Tone::Bad);
                    let text = scene.messages.finding(reason);
                    let text = RichText::new(text).font(theme::small()).color(tokens.bad_ink);
                    let hint = scene.messages.hint(reason, &|_| None).unwrap_or_default();
                    ui.add(Label::new(text).truncate()).on_hover_text(hint);
                }
                None => {
                    dot(ui, if scene.is_busy() { Tone::Warn } else { Tone::Ok });
                    ui.label(small(words::kept(scene)));
                    let clock = scene.messages.time(scene.now.time());
                    ui.label(small(format!(
                        "{} · {clock}",
                        scene.messages.date_long(scene.today())
                    )));
                    if let Some(merged) = words::merged(scene) {
                        ui.label(small(merged));
                    }
                }
            },
            |ui| {
                if ui
                    .add(
                        Label::new(small(scene.say(key::DESKTOP_SHELL_HISTORY)))
                            .sense(Sense::click()),
                    )
                    .clicked()
                {
                    asks.go(Place::History);
                }
                if let Some(step) = &scene.snapshot.undo {
                    let what = scene.messages.label("command", &step.label);
                    let values = [("what", Value::Text(&what))];
                    ui.label(small(scene.say_with(key::DESKTOP_SHELL_UNDO_HINT, &values)));
                }
            },
        );
    });
}
