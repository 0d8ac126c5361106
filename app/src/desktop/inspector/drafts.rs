//! What is being typed and not yet kept. A field is kept when it is left or Enter is pressed; Escape
//! brings back what was kept; a mistake stays in the field, said below it, and nothing is lost.

use egui::text::{CCursor, CCursorRange};
use egui::text_edit::TextEditState;
use egui::{Key, Modifiers, Response, Ui};
use model::Subject;
use std::collections::BTreeMap;
use ui_kit::widgets::Field;

/// The fields that are being typed in.
#[derive(Debug, Default)]
pub(crate) struct Drafts {
    typed: BTreeMap<(Subject, String), Draft>,
    /// The next field that is shown gets the keys, all of its text selected.
    give_keys: bool,
}

#[derive(Debug, Default)]
struct Draft {
    text: String,
    problem: Option<String>,
}

/// A field, and what is kept of it.
pub(super) struct Kept<'a> {
    pub(super) subject: Subject,
    pub(super) key: &'a str,
    pub(super) label: &'a str,
    pub(super) text: &'a str,
}

impl Drafts {
    /// The next field that is shown gets the keys: what is typed takes the place of its text.
    pub(super) fn give_keys(&mut self) {
        self.give_keys = true;
    }

    /// A field with what is kept of it. When something else was typed and the field is left, `keep`
    /// takes it, or says what is wrong with it.
    pub(crate) fn field(
        &mut self,
        ui: &mut Ui,
        subject: Subject,
        key: &str,
        label: &str,
        kept: &str,
        keep: impl FnOnce(&str) -> Result<(), String>,
    ) -> Response {
        let show = |ui: &mut Ui, field: Field<'_>, text: &mut String| (field.show(ui, text), false);
        self.shown(ui, Kept { subject, key, label, text: kept }, show, keep)
    }

    /// The same, shown in a way of its own: `show` also says whether something was picked, which is
    /// kept at once.
    pub(super) fn shown(
        &mut self,
        ui: &mut Ui,
        field: Kept<'_>,
        show: impl FnOnce(&mut Ui, Field<'_>, &mut String) -> (Response, bool),
        keep: impl FnOnce(&str) -> Result<(), String>,
    ) -> Response {
        let Kept { subject, key, label, text: kept } = field;
        let place = (subject, key.to_owned());
        let draft = self.typed.get(&place);
        let mut text = draft.map_or_else(|| kept.to_owned(), |draft| draft.text.clone());
        let problem = draft.and_then(|draft| draft.problem.clone());
        let (response, picked) = ui
            .push_id((subject.id.0, key), |ui| {
                show(ui, Field::new(label).problem(problem.as_deref()), &mut text)
            })
            .inner;
        if std::mem::take(&mut self.give_keys) {
            response.request_focus();
            select_all(ui, &response, &text);
        }
        if response.changed() {
            self.typed.insert(place.clone(), Draft { text: text.clone(), problem: None });
        }
        if response.lost_focus() || picked {
            // The Enter that keeps it means nothing to whoever has the keys next.
            ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
            if ui.input(|input| input.key_pressed(Key::Escape)) || text == kept {
                self.typed.remove(&place);
            } else {
                match keep(text.trim()) {
                    Ok(()) => drop(self.typed.remove(&place)),
                    Err(problem) => {
                        self.typed.insert(place, Draft { text, problem: Some(problem) });
                    }
                }
            }
        }
        response
    }

    /// A field that begins empty each time: what is typed is taken once.
    pub(crate) fn entry(
        &mut self,
        ui: &mut Ui,
        subject: Subject,
        key: &str,
        label: &str,
        keep: impl FnOnce(&str) -> Result<(), String>,
    ) -> Response {
        self.field(ui, subject, key, label, "", keep)
    }
}

fn select_all(ui: &Ui, field: &Response, text: &str) {
    let mut state = TextEditState::load(ui.ctx(), field.id).unwrap_or_default();
    let all = CCursorRange::two(CCursor::new(0), CCursor::new(text.chars().count()));
    state.cursor.set_char_range(Some(all));
    state.store(ui.ctx(), field.id);
}
