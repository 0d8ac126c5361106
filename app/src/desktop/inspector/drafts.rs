//! What is being typed and not yet kept. A field is kept when it is left or Enter is pressed; Escape
//! brings back what was kept; a mistake stays in the field, said below it, and nothing is lost.

use egui::{Key, Response, Ui};
use model::Subject;
use std::collections::BTreeMap;
use ui_kit::widgets::Field;

/// The fields that are being typed in.
#[derive(Debug, Default)]
pub(crate) struct Drafts(BTreeMap<(Subject, String), Draft>);

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
        let draft = self.0.get(&place);
        let mut text = draft.map_or_else(|| kept.to_owned(), |draft| draft.text.clone());
        let problem = draft.and_then(|draft| draft.problem.clone());
        let (response, picked) = ui
            .push_id((subject.id.0, key), |ui| {
                show(ui, Field::new(label).problem(problem.as_deref()), &mut text)
            })
            .inner;
        if response.changed() {
            self.0.insert(place.clone(), Draft { text: text.clone(), problem: None });
        }
        if response.lost_focus() || picked {
            if ui.input(|input| input.key_pressed(Key::Escape)) || text == kept {
                self.0.remove(&place);
            } else {
                match keep(text.trim()) {
                    Ok(()) => drop(self.0.remove(&place)),
                    Err(problem) => {
                        self.0.insert(place, Draft { text, problem: Some(problem) });
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
