//! The palette (Ctrl K): everything that can be gone to or done, found by a few letters in any
//! order, accents and case aside.

use crate::desktop::scene::Scene;
use crate::desktop::{Action, Asks, Place};
use egui::{
    Align2, Area, Frame, Id, Key, Margin, Modifiers, Order, RichText, ScrollArea, Sense, Stroke,
    Ui, vec2,
};
use i18n::key;
use model::{Kind, ProductionId, Subject};
use std::sync::Arc;
use ui_kit::theme;
use units::folded;

/// The most lines shown.
const MOST: usize = 60;

/// The palette.
#[derive(Debug, Default)]
pub(super) struct Palette {
    open: bool,
    typed: String,
    chosen: usize,
    /// The snapshot and language of the lines below.
    made_from: Option<(usize, i18n::Language)>,
    lines: Vec<Line>,
}

/// Something that can be gone to or done.
#[derive(Debug, Clone)]
struct Line {
    text: String,
    what: String,
    folded: String,
    target: Target,
}

#[derive(Debug, Clone, Copy)]
enum Target {
    Action(Action),
    Go(Place),
    Show(Subject),
}

impl Palette {
    /// Opens it, empty.
    pub(super) fn open(&mut self) {
        *self = Self { open: true, ..Self::default() };
    }

    /// Draws it, if it is open.
    pub(super) fn ui(&mut self, ui: &Ui, scene: &Scene<'_>, asks: &mut Asks) {
        if !self.open {
            return;
        }
        self.make_lines(scene);
        let found = self.found();
        self.chosen = self.chosen.min(found.len().saturating_sub(1));
        let (up, down, enter, escape) = scene.context.input_mut(|input| {
            (
                input.consume_key(Modifiers::NONE, Key::ArrowUp),
                input.consume_key(Modifiers::NONE, Key::ArrowDown),
                input.consume_key(Modifiers::NONE, Key::Enter),
                input.consume_key(Modifiers::NONE, Key::Escape),
            )
        });
        if down {
            self.chosen = (self.chosen + 1).min(found.len().saturating_sub(1));
        }
        if up {
            self.chosen = self.chosen.saturating_sub(1);
        }
        let mut picked = if enter { found.get(self.chosen).copied() } else { None };
        let frame = Frame::new()
            .fill(scene.tokens.bg_2)
            .stroke(Stroke::new(1.0, scene.tokens.line_2))
            .corner_radius(8)
            .shadow(ui.visuals().popup_shadow)
            .inner_margin(Margin::same(8));
        let area = Area::new(Id::unique("palette"))
            .order(Order::Foreground)
            .anchor(Align2::CENTER_TOP, vec2(0.0, 52.0));
        let moved = up || down;
        let shown = area
            .show(ui.ctx(), |ui| frame.show(ui, |ui| self.content(ui, scene, &found, moved)).inner);
        picked = picked.or(shown.inner);
        let outside =
            shown.response.clicked_elsewhere() && !scene.context.input(|i| i.key_down(Key::K));
        if let Some(line) = picked.and_then(|place| self.lines.get(place)) {
            match line.target {
                Target::Action(action) => asks.run(action),
                Target::Go(place) => asks.go(place),
                Target::Show(subject) => asks.show(subject),
            }
            self.open = false;
        }
        if escape || outside {
            self.open = false;
        }
    }

    fn content(
        &mut self,
        ui: &mut Ui,
        scene: &Scene<'_>,
        found: &[usize],
        moved: bool,
    ) -> Option<usize> {
        ui.set_width(520.0);
        let field = egui::TextEdit::singleline(&mut self.typed)
            .hint_text(scene.say(key::DESKTOP_SHELL_SEARCH_HINT))
            .desired_width(f32::INFINITY)
            .margin(Margin::symmetric(8, 6));
        let field = ui.add(field).accessible_name(scene.say(key::DESKTOP_SHELL_SEARCH));
        field.request_focus();
        if field.changed() {
            self.chosen = 0;
        }
        ui.add_space(4.0);
        if found.is_empty() {
            ui.label(
                RichText::new(scene.say(key::DESKTOP_SHELL_SEARCH_NOTHING))
                    .color(scene.tokens.ink_3),
            );
        }
        let mut picked = None;
        ScrollArea::vertical().max_height(420.0).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for (place, index) in found.iter().enumerate() {
                let Some(line) = self.lines.get(*index) else { continue };
                let chosen = place == self.chosen;
                let response = draw(ui, scene, line, chosen);
                if response.clicked() {
                    picked = Some(*index);
                }
                if chosen && moved {
                    response.scroll_to_me(None);
                }
            }
        });
        picked
    }

    /// The lines that have every typed word, best first.
    fn found(&self) -> Vec<usize> {
        let typed = folded(&self.typed);
        let words: Vec<&str> = typed.split_whitespace().collect();
        let mut found: Vec<(usize, usize)> = Vec::new();
        for (place, line) in self.lines.iter().enumerate() {
            if words.iter().all(|word| line.folded.contains(word)) {
                let begins = words.first().is_none_or(|word| line.folded.starts_with(word));
                found.push((usize::from(!begins), place));
            }
        }
        found.sort_unstable();
        found.into_iter().take(MOST).map(|(_, place)| place).collect()
    }

    /// Makes the lines anew when what they speak of has changed.
    fn make_lines(&mut self, scene: &Scene<'_>) {
        let made_from = (Arc::as_ptr(scene.snapshot) as usize, scene.messages.language());
        if self.made_from == Some(made_from) {
            return;
        }
        self.made_from = Some(made_from);
        self.lines.clear();
        let source = scene.source();
        let mut add = |text: String, what: String, target: Target| {
            if !text.is_empty() {
                let folded = folded(&format!("{text} {what}"));
                self.lines.push(Line { text, what, folded, target });
            }
        };
        for action in Action::ALL {
            let keys = action.shortcut().map(|keys| scene.context.format_shortcut(&keys));
            add(scene.say(action.label()), keys.unwrap_or_default(), Target::Action(*action));
        }
        let kind = |kind: Kind| scene.messages.kind(kind);
        for production in &scene.derived.productions {
            let to = Target::Go(Place::Production(production.id));
            add(production.title.clone(), kind(Kind::Production), to);
        }
        let facility = &scene.snapshot.facility;
        for (id, room) in &facility.rooms {
            let to = Target::Show(Subject::shared(Kind::Room, *id));
            add(room.name.clone(), kind(Kind::Room), to);
        }
        for (id, machine) in &facility.equipment {
            let to = Target::Show(Subject::shared(Kind::Equipment, *id));
            add(machine.name.clone(), kind(Kind::Equipment), to);
        }
        for id in facility.people.keys() {
            let to = Target::Show(Subject::shared(Kind::Person, *id));
            add(source.person(*id), kind(Kind::Person), to);
        }
        for (production, plan) in &scene.snapshot.plans {
            let title = source.production(*production);
            for task in plan.tasks.values() {
                let subject = Subject::planned(ProductionId(production.0), Kind::Task, task.id);
                add(task.name.clone(), title.clone(), Target::Show(subject));
            }
        }
    }
}

fn draw(ui: &mut Ui, scene: &Scene<'_>, line: &Line, chosen: bool) -> egui::Response {
    let tokens = scene.tokens;
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 28.0), Sense::click());
    response.widget_info(|| {
        let name = format!("{} {}", line.text, line.what);
        egui::WidgetInfo::selected(egui::Role::Button, true, chosen, name)
    });
    if chosen || response.hovered() {
        ui.painter().rect_filled(rect, 5.0, tokens.bg_4);
    }
    let painter = ui.painter_at(rect);
    let right = rect.right_center() - vec2(8.0, 0.0);
    let what = painter.text(right, Align2::RIGHT_CENTER, &line.what, theme::small(), tokens.ink_3);
    let clip = egui::Rect::from_min_max(rect.min, egui::pos2(what.left() - 8.0, rect.bottom()));
    let left = rect.left_center() + vec2(8.0, 0.0);
    let painter = painter.with_clip_rect(clip);
    painter.text(left, Align2::LEFT_CENTER, &line.text, theme::text(), tokens.ink_1);
    response
}
