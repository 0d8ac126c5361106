//! A set of words: each a tag that can be taken out, and behind them a field in which more are
//! typed, with the list of what there is below it.

use super::picker::{Asked, Choosable, Picker, PickerWords};
use crate::Tokens;
use crate::theme;
use crate::tokens::{RADIUS_1, RADIUS_2};
use crate::widgets::{field_label, problem};
use egui::{
    Align2, Button, EventFilter, Frame, Id, Key, Margin, Modifiers, Response, RichText, Role,
    Stroke, TextEdit, Ui, WidgetInfo, vec2,
};

/// Height of a tag.
const TAG: f32 = 20.0;

/// The least width of the field in which one types.
const TYPED: f32 = 72.0;

/// A set of words.
pub struct Words<'a> {
    label: &'a str,
    hint: &'a str,
    problem: Option<&'a str>,
    take_out: &'a dyn Fn(&str) -> String,
    own: bool,
    words: PickerWords<'a>,
}

/// What was done to a set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WordsChange<T> {
    /// One of the list is added.
    Added(T),
    /// A word that is in no list is added.
    Own(String),
    /// The tag at a place is taken out.
    TakenOut(usize),
}

/// The list while it is open.
struct Typing<T> {
    text: String,
    picker: Option<Picker<T>>,
}

impl<T> Clone for Typing<T> {
    fn clone(&self) -> Self {
        Self { text: self.text.clone(), picker: self.picker.clone() }
    }
}

impl<'a> Words<'a> {
    /// A set with its label; `take_out` is what the button of a tag is called in speech.
    pub fn new(
        label: &'a str,
        take_out: &'a dyn Fn(&str) -> String,
        words: PickerWords<'a>,
    ) -> Self {
        Self { label, hint: "", problem: None, take_out, own: false, words }
    }

    /// What stands in the field while nothing is typed.
    #[must_use]
    pub fn hint(self, hint: &'a str) -> Self {
        Self { hint, ..self }
    }

    /// What is wrong with it.
    #[must_use]
    pub fn problem(self, problem: Option<&'a str>) -> Self {
        Self { problem, ..self }
    }

    /// Words that are in no list may be added too.
    #[must_use]
    pub fn own_words(self, own: bool) -> Self {
        Self { own, ..self }
    }

    /// Shows it under an identifier of its own: `chosen` are the words in it, as they are called.
    /// `options` is asked when the list opens.
    pub fn show<T: Clone + Send + Sync + 'static>(
        self,
        ui: &mut Ui,
        id: Id,
        chosen: &[String],
        options: impl FnOnce() -> Vec<Choosable<T>>,
    ) -> Option<WordsChange<T>> {
        let tokens = Tokens::of(ui.ctx());
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 3.0;
            field_label(ui, self.label);
            let focused = ui.memory(|memory| memory.has_focus(id));
            let line = match (self.problem, focused) {
                (Some(_), _) => tokens.bad,
                (None, true) => tokens.accent,
                (None, false) => tokens.line_2,
            };
            let frame = Frame::new()
                .fill(tokens.bg_0)
                .stroke(Stroke::new(1.0, line))
                .corner_radius(RADIUS_2)
                .inner_margin(Margin::symmetric(4, 3));
            let change = frame
                .show(ui, |ui| {
                    ui.set_width(ui.available_width());
                    ui.spacing_mut().item_spacing = vec2(4.0, 3.0);
                    ui.spacing_mut().interact_size.y = TAG;
                    ui.spacing_mut().button_padding = vec2(7.0, 2.0);
                    ui.horizontal_wrapped(|ui| {
                        let taken = self.tags(ui, id, chosen).map(WordsChange::TakenOut);
                        taken.or(self.typing(ui, id, chosen.len(), options))
                    })
                    .inner
                })
                .inner;
            if let Some(told) = self.problem {
                problem(ui, told);
            }
            change
        })
        .inner
    }

    /// The tags; gives the place of the one that is to go.
    fn tags(&self, ui: &mut Ui, id: Id, chosen: &[String]) -> Option<usize> {
        let tokens = Tokens::of(ui.ctx());
        let mut taken = None;
        for (place, word) in chosen.iter().enumerate() {
            let spoken = (self.take_out)(word);
            let text = RichText::new(format!("{word}  ×")).font(theme::small());
            let tag = Button::new(text.color(tokens.ink_1))
                .fill(tokens.bg_3)
                .stroke(Stroke::NONE)
                .corner_radius(RADIUS_1)
                .truncate();
            let response = ui.push_id(id.with(word), |ui| ui.add(tag)).inner;
            response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), &spoken));
            if response.on_hover_text(&spoken).clicked() {
                taken = Some(place);
            }
        }
        taken
    }

    fn typing<T: Clone + Send + Sync + 'static>(
        &self,
        ui: &mut Ui,
        id: Id,
        tags: usize,
        options: impl FnOnce() -> Vec<Choosable<T>>,
    ) -> Option<WordsChange<T>> {
        let kept = id.with("typed");
        let mut typing: Typing<T> = ui
            .data(|data| data.get_temp(kept))
            .unwrap_or(Typing { text: String::new(), picker: None });
        let focused = ui.memory(|memory| memory.has_focus(id));
        let mut change = None;
        let mut asked = Asked::Nothing;
        if focused {
            asked = ui.input_mut(|input| match &mut typing.picker {
                Some(picker) => picker.keys(input),
                None => Asked::Nothing,
            });
            change = self.taken_by_key(ui, &mut typing, asked, tags);
        }
        let down = focused
            && typing.picker.is_none()
            && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::ArrowDown));
        let response = self.edit(ui, id, &mut typing.text, typing.picker.is_some());
        let begins = down || response.clicked() || response.changed();
        if typing.picker.is_none() && begins && asked != Asked::Close {
            typing.picker = Some(Picker::open(options(), None, self.words));
        }
        // A press takes the attention away before the line below it is clicked.
        let held = ui.input(|input| input.pointer.any_down() || input.pointer.any_released());
        if asked != Asked::Nothing || !(response.has_focus() || held) {
            typing.picker = None;
        }
        if let Some(list) = &mut typing.picker {
            list.pass(&typing.text, self.words);
            let mut stays = !list.is_empty();
            let clicked = stays
                .then(|| list.show(&response, id.with("list"), "", self.words, &mut stays))
                .flatten();
            if clicked.is_some() {
                (typing.text, typing.picker) = (String::new(), None);
                response.request_focus();
                change = clicked.map(WordsChange::Added);
            }
        }
        if response.lost_focus() && change.is_none() && typing.picker.is_none() {
            // What is left in the field is meant, unless it is given up.
            let given_up = ui.input(|input| input.key_pressed(Key::Escape));
            change = self.own_word(&mut typing.text).filter(|_| !given_up);
        }
        ui.data_mut(|data| data.insert_temp(kept, typing));
        change
    }

    fn taken_by_key<T: Clone>(
        &self,
        ui: &Ui,
        typing: &mut Typing<T>,
        asked: Asked,
        tags: usize,
    ) -> Option<WordsChange<T>> {
        if asked == Asked::Take {
            typing.text.clear();
            return typing.picker.take()?.marked().map(WordsChange::Added);
        }
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        if typing.text.is_empty() {
            let last = tags.checked_sub(1)?;
            return pressed(Key::Backspace).then_some(WordsChange::TakenOut(last));
        }
        let nothing_marked = typing.picker.as_ref().is_none_or(|it| it.marked().is_none());
        if nothing_marked && pressed(Key::Enter) {
            return self.own_word(&mut typing.text);
        }
        None
    }

    fn own_word<T>(&self, text: &mut String) -> Option<WordsChange<T>> {
        let word = std::mem::take(text).trim().to_owned();
        (self.own && !word.is_empty()).then_some(WordsChange::Own(word))
    }

    fn edit(&self, ui: &mut Ui, id: Id, text: &mut String, open: bool) -> Response {
        let tokens = Tokens::of(ui.ctx());
        let width = ui.available_size_before_wrap().x;
        let width = if width < TYPED { ui.available_width() } else { width };
        let edit = TextEdit::singleline(text)
            .id(id)
            .frame(Frame::NONE)
            .hint_text(RichText::new(self.hint).color(tokens.ink_3))
            .event_filter(EventFilter {
                horizontal_arrows: true,
                vertical_arrows: true,
                escape: open,
                ..EventFilter::default()
            })
            .desired_width(width - 8.0)
            .min_size(vec2(0.0, TAG))
            .align(Align2::LEFT_CENTER)
            .margin(Margin::symmetric(4, 1));
        ui.add(edit).accessible_name(self.label)
    }
}
