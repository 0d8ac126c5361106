//! A list of any length of which one line is chosen: walked with the arrow keys, only what is in
//! view drawn.

use crate::Tokens;
use egui::{
    EventFilter, Key, Modifiers, Painter, Rect, Role, ScrollArea, Sense, Stroke, StrokeKind, Ui,
    WidgetInfo, pos2, vec2,
};

/// A list to be shown.
pub struct Listing<'a> {
    id: &'a str,
    name: &'a str,
    count: usize,
    height: f32,
    chosen: Option<usize>,
    reveal: bool,
    focus: bool,
}

/// What the reader has done in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Picked {
    /// A line was chosen.
    Chosen(usize),
    /// The chosen line is meant (Enter, double click).
    Entered(usize),
}

impl<'a> Listing<'a> {
    /// A list of so many lines of a height, under the name it is called in speech.
    pub fn new(id: &'a str, name: &'a str, count: usize, height: f32) -> Self {
        Self { id, name, count, height, chosen: None, reveal: false, focus: false }
    }

    /// The line that is chosen; brought into view if it was not chosen here.
    pub fn chosen(self, chosen: Option<usize>, reveal: bool) -> Self {
        Self { chosen, reveal, ..self }
    }

    /// It takes the keyboard's attention whenever nothing else has it.
    pub fn focus(self, focus: bool) -> Self {
        Self { focus, ..self }
    }

    /// Shows it over all the room there is. `line` paints a line and gives what it is called.
    pub fn show(
        self,
        ui: &mut Ui,
        mut line: impl FnMut(&Painter, Rect, usize, bool) -> String,
    ) -> Option<Picked> {
        let area = ui.available_rect_before_wrap();
        let id = ui.scope_id().with(self.id);
        let ground = ui.interact(area, id, Sense::click());
        let name = self.name;
        ground.widget_info(|| WidgetInfo::labeled(Role::ListBox, true, name));
        if self.focus && ui.memory(|memory| memory.focused().is_none()) {
            ground.request_focus();
        }
        let (mut picked, moved) = self.keys(ui, &ground);
        let tokens = Tokens::of(ui.ctx());
        let focused = ground.has_focus();
        let chosen = match picked {
            Some(Picked::Chosen(place) | Picked::Entered(place)) => Some(place),
            None => self.chosen,
        };
        let whole = self.height * self.count as f32;
        ScrollArea::vertical().id_salt(self.id).auto_shrink(false).show_viewport(ui, |ui, view| {
            let (rect, _) =
                ui.allocate_exact_size(vec2(ui.available_width(), whole), Sense::hover());
            let top = |place: usize| rect.top() + place as f32 * self.height;
            let at = |place: usize| {
                let min = pos2(rect.left(), top(place));
                Rect::from_min_size(min, vec2(rect.width(), self.height))
            };
            if let Some(place) = chosen.filter(|_| moved || self.reveal) {
                ui.scroll_to_rect_animation(at(place), None, egui::style::ScrollAnimation::none());
            }
            // Truncated to the first line in view; a list has no negative place.
            let first = (view.min.y / self.height).max(0.0) as usize;
            let last = (view.max.y / self.height).max(0.0) as usize + 1;
            for place in first..last.min(self.count) {
                let rect = at(place);
                // From the place, which is all that a line of a list has: what it shows may come
                // twice, and nothing is kept by it.
                let response = ui.interact(rect, id.with(place), Sense::CLICK);
                let is_chosen = chosen == Some(place);
                let painter = ui.painter_at(rect);
                ground_of(&painter, rect, tokens, is_chosen, focused, response.hovered());
                let name = line(&painter, rect, place, is_chosen);
                response.widget_info(|| {
                    WidgetInfo::selected(Role::ListBoxOption, true, is_chosen, &name)
                });
                if response.double_clicked() {
                    picked = Some(Picked::Entered(place));
                } else if response.clicked() {
                    picked = Some(Picked::Chosen(place));
                }
                if response.clicked() {
                    ground.request_focus();
                }
            }
        });
        picked
    }

    /// The keys of a list that has the keyboard's attention, and whether the chosen line moved.
    fn keys(&self, ui: &Ui, ground: &egui::Response) -> (Option<Picked>, bool) {
        if !ground.has_focus() || self.count == 0 {
            return (None, false);
        }
        let filter = EventFilter { vertical_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(ground.id, filter));
        let last = self.count - 1;
        let page = (ground.rect.height() / self.height) as usize;
        let from = self.chosen;
        let to = ui.input_mut(|input| {
            let mut pressed = |key| input.consume_key(Modifiers::NONE, key);
            if pressed(Key::ArrowDown) {
                Some(from.map_or(0, |place| place + 1))
            } else if pressed(Key::ArrowUp) {
                Some(from.map_or(0, |place| place.saturating_sub(1)))
            } else if pressed(Key::PageDown) {
                Some(from.unwrap_or(0) + page.max(1))
            } else if pressed(Key::PageUp) {
                Some(from.unwrap_or(0).saturating_sub(page.max(1)))
            } else if pressed(Key::Home) {
                Some(0)
            } else if pressed(Key::End) {
                Some(last)
            } else {
                None
            }
        });
        if let Some(to) = to {
            return (Some(Picked::Chosen(to.min(last))), true);
        }
        let enter = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
        (from.filter(|_| enter).map(Picked::Entered), false)
    }
}

/// The ground of a line: chosen, under the pointer, or neither.
fn ground_of(
    painter: &Painter,
    rect: Rect,
    tokens: &Tokens,
    chosen: bool,
    focused: bool,
    hovered: bool,
) {
    if chosen {
        painter.rect_filled(rect, 0.0, if focused { tokens.accent_soft } else { tokens.bg_3 });
    } else if hovered {
        painter.rect_filled(rect, 0.0, tokens.bg_2);
    }
    painter.hline(rect.x_range(), rect.bottom().round() - 0.5, (1.0, tokens.line_1));
    if chosen && focused {
        let ring = Stroke::new(1.5, tokens.accent);
        painter.rect_stroke(rect.shrink(1.0), 3.0, ring, StrokeKind::Inside);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::{Event, RawInput, vec2};

    /// Draws a list of a hundred thousand lines a few times; gives the lines drawn in the last
    /// frame and what was picked in any.
    fn drawn(keys: &[Key]) -> (Vec<usize>, Option<Picked>) {
        let context = egui::Context::default();
        let (mut lines, mut picked, mut chosen) = (Vec::new(), None, None);
        let frames = std::iter::repeat_n(None, 2).chain(keys.iter().map(Some)).chain([None, None]);
        for key in frames {
            let screen = Rect::from_min_size(egui::Pos2::ZERO, vec2(400.0, 300.0));
            let event = |key: &Key| Event::Key {
                key: *key,
                physical_key: None,
                pressed: true,
                repeat: false,
                modifiers: Modifiers::NONE,
            };
            let events = key.map(event).into_iter().collect();
            let input = RawInput { screen_rect: Some(screen), events, ..RawInput::default() };
            lines.clear();
            let mut output = context.run_ui(input, |ui| {
                let listing = Listing::new("lines", "Lines", 100_000, 30.0);
                let listing = listing.chosen(chosen, false).focus(true);
                let now = listing.show(ui, |_, _, place, _| {
                    lines.push(place);
                    place.to_string()
                });
                if let Some(Picked::Chosen(place)) = now {
                    chosen = Some(place);
                }
                picked = now.or(picked);
            });
            output.textures_delta.clear();
        }
        (lines, picked)
    }

    #[test]
    fn of_a_hundred_thousand_lines_only_those_in_view_are_drawn() {
        let (lines, _) = drawn(&[]);
        assert!(lines.len() <= 12, "{} lines", lines.len());
        assert_eq!(lines.first(), Some(&0));
    }

    #[test]
    fn the_last_line_is_one_key_away_and_comes_into_view() {
        let (lines, picked) = drawn(&[Key::End]);
        assert_eq!(picked, Some(Picked::Chosen(99_999)));
        assert!(lines.contains(&99_999), "{lines:?}");
    }

    #[test]
    fn enter_means_the_line_that_the_arrows_have_chosen() {
        let (_, picked) = drawn(&[Key::ArrowDown, Key::ArrowDown, Key::Enter]);
        assert_eq!(picked, Some(Picked::Entered(1)));
    }
}
