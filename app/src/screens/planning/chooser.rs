//! A field in which one of several things is chosen by typing a part of its name: the list is
//! below it while one types. Arrows walk in it, Enter and Tab take what is marked.

use egui::text::{LayoutJob, TextWrapping};
use egui::{
    EventFilter, Id, Key, Margin, Modifiers, Role, Sense, Stroke, TextEdit, Ui, WidgetInfo, pos2,
    vec2,
};
use ui_kit::widgets::{field_label, problem};
use ui_kit::{Tokens, theme};
use units::folded;

/// The most lines shown.
const MOST: usize = 6;

/// Something that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Choice<I> {
    /// Which one.
    pub(super) id: I,
    /// What it is called.
    pub(super) name: String,
    /// What is said of it, in weaker ink.
    pub(super) remark: String,
    /// What more is said of it while it is marked or pointed at; may be empty.
    pub(super) more: String,
}

impl<I> Choice<I> {
    /// Something with its name and one remark.
    pub(super) fn new(id: I, name: String, remark: String) -> Self {
        Self { id, name, remark, more: String::new() }
    }
}

/// What is typed and chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Chooser<I> {
    text: String,
    chosen: Option<I>,
    marked: Option<usize>,
    open: bool,
}

/// How a field is to be.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked<'a> {
    pub(super) label: &'a str,
    pub(super) hint: &'a str,
    /// Said when something is typed that is not in the list.
    pub(super) unknown: &'a str,
    /// Said besides.
    pub(super) problem: Option<&'a str>,
}

impl<I> Default for Chooser<I> {
    fn default() -> Self {
        Self { text: String::new(), chosen: None, marked: None, open: false }
    }
}

impl<I: Copy + PartialEq> Chooser<I> {
    /// What is chosen.
    pub(super) fn chosen(&self) -> Option<I> {
        self.chosen
    }

    /// Chooses something.
    pub(super) fn choose(&mut self, id: I, name: String) {
        *self = Self { text: name, chosen: Some(id), marked: None, open: false };
    }

    /// Is something typed that stands for nothing?
    pub(super) fn is_unclear(&self) -> bool {
        self.chosen.is_none() && !self.text.trim().is_empty()
    }

    /// Shows it. True if something else is chosen than before.
    pub(super) fn show(
        &mut self,
        ui: &mut Ui,
        id: Id,
        asked: &Asked<'_>,
        choices: &[Choice<I>],
    ) -> bool {
        let before = self.chosen;
        let found = self.found(choices);
        let focused = ui.memory(|memory| memory.has_focus(id));
        if focused && self.is_listing() {
            self.keys(ui, &found, choices);
        }
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 3.0;
            field_label(ui, asked.label);
            let unknown = (!focused && self.is_unclear()).then_some(asked.unknown);
            let said = unknown.or(asked.problem);
            if said.is_some() {
                let line = Stroke::new(1.0, Tokens::of(ui.ctx()).bad);
                ui.visuals_mut().widgets.inactive.bg_stroke = line;
            }
            let response = self.field(ui, id, asked);
            if response.changed() {
                self.chosen = None;
                self.marked = (!self.text.trim().is_empty()).then_some(0);
            }
            if response.lost_focus() {
                self.take_the_only_one(choices);
            }
            // A press takes the attention away before the line below it is clicked.
            let held = ui.input(|i| i.pointer.any_down() || i.pointer.any_released());
            self.open = response.has_focus() || (self.open && held);
            if self.open && self.is_listing() {
                let found = self.found(choices);
                self.list(ui, &found, choices);
            } else if let Some(said) = said {
                problem(ui, said);
            }
        });
        self.chosen != before
    }

    fn field(&mut self, ui: &mut Ui, id: Id, asked: &Asked<'_>) -> egui::Response {
        let weak = Tokens::of(ui.ctx()).ink_3;
        let filter = EventFilter {
            vertical_arrows: true,
            horizontal_arrows: true,
            ..EventFilter::default()
        };
        let edit = TextEdit::singleline(&mut self.text)
            .id(id)
            .event_filter(filter)
            .hint_text(egui::RichText::new(asked.hint).color(weak))
            .desired_width(f32::INFINITY)
            .min_size(vec2(0.0, ui_kit::tokens::HEIGHT_CONTROL))
            .margin(Margin::symmetric(8, 5));
        ui.add(edit).accessible_name(asked.label)
    }

    fn is_listing(&self) -> bool {
        self.chosen.is_none()
    }

    /// The places of the choices that have every typed word.
    fn found(&self, choices: &[Choice<I>]) -> Vec<usize> {
        let typed = folded(&self.text);
        let words: Vec<&str> = typed.split_whitespace().collect();
        let has = |choice: &Choice<I>| {
            let name = folded(&choice.name);
            words.iter().all(|word| name.contains(word))
        };
        let places = choices.iter().enumerate().filter(|(_, choice)| has(choice));
        places.map(|(place, _)| place).take(MOST).collect()
    }

    fn keys(&mut self, ui: &Ui, found: &[usize], choices: &[Choice<I>]) {
        let (down, up, enter, tab) = ui.input_mut(|input| {
            let taken = self.marked.is_some();
            (
                input.consume_key(Modifiers::NONE, Key::ArrowDown),
                input.consume_key(Modifiers::NONE, Key::ArrowUp),
                taken && input.consume_key(Modifiers::NONE, Key::Enter),
                taken && input.key_pressed(Key::Tab),
            )
        });
        let last = found.len().saturating_sub(1);
        if down {
            self.marked = Some(self.marked.map_or(0, |marked| (marked + 1).min(last)));
        }
        if up {
            self.marked = self.marked.and_then(|marked| marked.checked_sub(1));
        }
        if enter || tab {
            let place = self.marked.and_then(|marked| found.get(marked));
            if let Some(choice) = place.and_then(|place| choices.get(*place)) {
                self.choose(choice.id, choice.name.clone());
            }
        }
    }

    /// Whoever typed enough to mean one thing has chosen it.
    fn take_the_only_one(&mut self, choices: &[Choice<I>]) {
        if !self.is_unclear() {
            return;
        }
        let typed = folded(&self.text);
        let exact = choices.iter().find(|choice| folded(&choice.name) == typed);
        let found = self.found(choices);
        let only = (found.len() == 1).then(|| found.first()).flatten();
        if let Some(choice) = exact.or_else(|| choices.get(*only?)) {
            self.choose(choice.id, choice.name.clone());
        }
    }

    fn list(&mut self, ui: &mut Ui, found: &[usize], choices: &[Choice<I>]) {
        ui.spacing_mut().item_spacing.y = 0.0;
        for (line, place) in found.iter().enumerate() {
            let Some(choice) = choices.get(*place) else { continue };
            if draw(ui, choice, self.marked == Some(line)) {
                self.choose(choice.id, choice.name.clone());
            }
        }
        let marked = self.marked.and_then(|line| choices.get(*found.get(line)?));
        if let Some(choice) = marked.filter(|choice| !choice.more.is_empty()) {
            let text = egui::RichText::new(&choice.more).font(theme::small());
            ui.add_space(4.0);
            ui.add(egui::Label::new(text.color(Tokens::of(ui.ctx()).ink_3)).wrap());
        }
    }
}

/// A line of the list; true if it is clicked.
fn draw<I>(ui: &mut Ui, choice: &Choice<I>, marked: bool) -> bool {
    let tokens = Tokens::of(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 24.0), Sense::CLICK);
    response.widget_info(|| {
        let name = format!("{} {}", choice.name, choice.remark);
        WidgetInfo::selected(Role::ListBoxOption, true, marked, name.trim_end())
    });
    if marked || response.hovered() {
        ui.painter().rect_filled(rect, 4.0, if marked { tokens.accent_soft } else { tokens.bg_4 });
    }
    let painter = ui.painter_at(rect);
    let cut = |text: &str, font, ink, room: f32| {
        let mut job = LayoutJob::simple_singleline(text.to_owned(), font, ink);
        job.wrap = TextWrapping::truncate_at_width(room);
        painter.layout_job(job)
    };
    // The name goes first; what is said of it has what is left.
    let room = rect.width() - 16.0;
    let name = cut(&choice.name, theme::text(), tokens.ink_1, room);
    let left = room - name.size().x - 12.0;
    let middle = rect.center().y;
    if left > 24.0 {
        let remark = cut(&choice.remark, theme::small(), tokens.ink_3, left);
        let at = pos2(rect.right() - 8.0 - remark.size().x, middle - remark.size().y / 2.0);
        painter.galley(at, remark, tokens.ink_3);
    }
    let at = pos2(rect.left() + 8.0, middle - name.size().y / 2.0);
    painter.galley(at, name, tokens.ink_1);
    let clicked = response.clicked();
    if !marked && !choice.more.is_empty() {
        response.on_hover_text(&choice.more);
    }
    clicked
}
