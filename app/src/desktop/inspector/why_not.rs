//! Why a session does not begin earlier: worked out by a worker when somebody opens the question.

use crate::desktop::{Pending, Scene};
use egui::{CollapsingHeader, Label, RichText, Ui};
use i18n::key;
use model::{BookingId, ProductionId, Subject};
use node::Snapshot;
use schedule::Why;
use std::sync::{Arc, Weak};
use ui_kit::theme;

/// What was asked last, and the answer.
#[derive(Debug, Default)]
pub(super) struct State {
    of: Option<(Weak<Snapshot>, Subject)>,
    pending: Option<Pending<Answer>>,
    answer: Option<Answer>,
}

/// Nothing of what is over, under way or pinned.
type Answer = Option<Vec<Why>>;

pub(super) fn ui(ui: &mut Ui, scene: &Scene<'_>, subject: Subject, state: &mut State) {
    let Some(production) = subject.scope.production() else { return };
    ui.add_space(4.0);
    CollapsingHeader::new(scene.say(key::DESKTOP_INSPECTOR_WHY_NOT))
        .id_salt(("why-not", subject.id.0))
        .show(ui, |ui| {
            state.ask(scene, production, subject);
            for line in state.lines(scene, production) {
                let text = RichText::new(line).font(theme::small()).color(scene.tokens.ink_2);
                ui.add(Label::new(text).wrap());
            }
        });
}

impl State {
    /// Asks, unless it is known.
    fn ask(&mut self, scene: &Scene<'_>, production: ProductionId, subject: Subject) {
        if let Some(answer) = self.pending.as_ref().and_then(Pending::take) {
            (self.answer, self.pending) = (Some(answer), None);
        }
        let known = self.of.as_ref().is_some_and(|(snapshot, of)| {
            std::ptr::eq(snapshot.as_ptr(), Arc::as_ptr(scene.snapshot)) && *of == subject
        });
        if known {
            return;
        }
        self.of = Some((Arc::downgrade(scene.snapshot), subject));
        self.answer = None;
        let (snapshot, booking) = (Arc::clone(scene.snapshot), BookingId(subject.id));
        self.pending = Some(scene.work(move |_| {
            snapshot.report.why_not_earlier(&snapshot.casting, production, booking)
        }));
    }

    fn lines(&self, scene: &Scene<'_>, production: ProductionId) -> Vec<String> {
        match &self.answer {
            None => vec![scene.say(key::DESKTOP_INSPECTOR_WHY_LOOKING)],
            Some(None) => vec![scene.say(key::DESKTOP_INSPECTOR_WHY_FIXED)],
            Some(Some(whys)) if whys.is_empty() => {
                vec![scene.say(key::DESKTOP_INSPECTOR_WHY_NOTHING)]
            }
            Some(Some(whys)) => {
                let message =
                    |code: &str, fields: &_| scene.messages.coded(code, fields, &|_| None);
                let source = scene.source();
                let say = |why| views::why_text(&source, production, why, &message);
                whys.iter().map(say).collect()
            }
        }
    }
}
