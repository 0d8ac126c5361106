//! What is being typed and not yet kept, field by field. A field is kept when it is left or Enter
//! is pressed; Escape brings back what was kept; a mistake stays in the field, said below it, and
//! nothing that was typed is lost.

use super::Field;
use egui::{Key, Response, Ui};
use std::collections::BTreeMap;

/// The fields that are being typed in, each under what it is a field of.
#[derive(Debug)]
pub struct Drafts<K>(BTreeMap<K, Draft>);

#[derive(Debug, Default)]
struct Draft {
    text: String,
    problem: Option<String>,
    /// Was its field shown since the last look at what is left behind?
    shown: bool,
}

/// What a field answers when it is shown.
pub struct Cell {
    /// Of the field of text.
    pub response: Response,
    /// Was the text written by the field itself (a day was picked), so that it is meant as it is?
    pub done: bool,
}

impl From<Response> for Cell {
    fn from(response: Response) -> Self {
        Self { response, done: false }
    }
}

impl<K> Default for Drafts<K> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<K: Ord + Clone> Drafts<K> {
    /// A field with what is kept of it. When something else was typed and the field is left, `keep`
    /// takes it, or says what is wrong with it.
    pub fn field(
        &mut self,
        ui: &mut Ui,
        key: K,
        field: Field<'_>,
        kept: &str,
        keep: impl FnOnce(&str) -> Result<(), String>,
    ) -> Response {
        let draw = |ui: &mut Ui, text: &mut String, problem: Option<&str>| {
            field.problem(problem).show(ui, text).into()
        };
        self.cell(ui, key, kept, draw, keep)
    }

    /// The same for whatever is typed in: `draw` shows the text, and what is wrong with it.
    pub fn cell(
        &mut self,
        ui: &mut Ui,
        key: K,
        kept: &str,
        draw: impl FnOnce(&mut Ui, &mut String, Option<&str>) -> Cell,
        keep: impl FnOnce(&str) -> Result<(), String>,
    ) -> Response {
        let draft = self.0.get_mut(&key);
        let (mut text, problem) = match draft {
            Some(draft) => {
                draft.shown = true;
                (draft.text.clone(), draft.problem.clone())
            }
            None => (kept.to_owned(), None),
        };
        let Cell { response, done } = draw(ui, &mut text, problem.as_deref());
        if response.changed() {
            let draft = Draft { text: text.clone(), problem: None, shown: true };
            self.0.insert(key.clone(), draft);
        }
        let left = response.lost_focus();
        let given_up = left && ui.input(|input| input.key_pressed(Key::Escape));
        if given_up || ((left || done) && text == kept) {
            self.0.remove(&key);
        } else if left || done {
            match keep(text.trim()) {
                Ok(()) => drop(self.0.remove(&key)),
                Err(problem) => {
                    self.0.insert(key, Draft { text, problem: Some(problem), shown: true });
                }
            }
        }
        response
    }

    /// Takes what was typed in fields that were not shown since the last call, and so were not
    /// left by going on to another; what was already told to be wrong stays where it is. To be
    /// called once a frame.
    pub fn take_left_behind(&mut self) -> Vec<(K, String)> {
        let is_behind =
            |_: &K, draft: &mut Draft| draft.problem.is_none() && !std::mem::take(&mut draft.shown);
        let behind = self.0.extract_if(.., is_behind);
        behind.map(|(key, draft)| (key, draft.text)).collect()
    }

    /// What was typed in a field after all, and what is wrong with it.
    pub fn put_back(&mut self, key: K, text: String, problem: String) {
        self.0.insert(key, Draft { text, problem: Some(problem), shown: false });
    }
}
