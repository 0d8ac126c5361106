//! Joining a facility from the first screen: the ticket, the name, the code both screens show.

use crate::desktop::opened::{Beginning, Opened};
use crate::desktop::pending::{Outstanding, Pending};
use crate::desktop::setup::Setup;
use crate::desktop::tokens;
use crate::session::opening;
use access::{ShortCode, Ticket};
use egui::{RichText, Ui};
use i18n::{Language, Messages, key};
use model::{Finding, Severity};
use node::{Failure, Listening};
use std::sync::mpsc;
use ui_kit::theme;
use ui_kit::widgets::{Field, button, primary_button};

/// What somebody who joins has typed, and how far it is.
#[derive(Default)]
pub(super) struct Joining {
    ticket: String,
    person: String,
    /// What is wrong with the ticket.
    wrong: Option<Finding>,
    /// Under way.
    pub(super) pending: Option<Pending<Result<Opened, Failure>>>,
    talk: Option<Talk>,
    begun: bool,
}

/// The two ends of the question whether the codes are equal.
struct Talk {
    shown: mpsc::Receiver<ShortCode>,
    answer: mpsc::Sender<bool>,
    code: Option<ShortCode>,
    is_answered: bool,
}

impl Joining {
    /// Draws it; `true` when the reader goes back.
    pub(super) fn ui(
        &mut self,
        ui: &mut Ui,
        setup: &Setup,
        language: Language,
        messages: &Messages,
    ) -> bool {
        if let Some(talk) = &mut self.talk {
            return talk.ui(ui, messages);
        }
        let wrong = self.wrong.as_ref().map(|finding| messages.finding(finding));
        let label = messages.say(key::DESKTOP_MACHINES_TICKET);
        let ticket = Field::new(&label)
            .hint("raccord:…")
            .problem(wrong.as_deref())
            .show(ui, &mut self.ticket);
        if !std::mem::replace(&mut self.begun, true) {
            ticket.request_focus();
        }
        if ticket.changed() {
            self.wrong = None;
        }
        if let Some(hint) = self.wrong.as_ref().and_then(|it| messages.hint(it, &|_| None)) {
            ui.label(RichText::new(hint).color(tokens(ui).ink_2));
        }
        ui.add_space(4.0);
        let label = messages.say(key::DESKTOP_SHELL_PERSON_NAME);
        let person = Field::new(&label).show(ui, &mut self.person);
        ui.add_space(10.0);
        let entered = (ticket.lost_focus() || person.lost_focus())
            && ui.input(|input| input.key_pressed(egui::Key::Enter));
        let mut back = false;
        ui.horizontal(|ui| {
            let asked = primary_button(ui, &messages.say(key::DESKTOP_MACHINES_JOIN)).clicked();
            if asked || entered {
                self.start(setup, language, ui.ctx());
            }
            back = button(ui, &messages.say(key::DESKTOP_SHELL_BACK)).clicked();
        });
        back
    }

    fn start(&mut self, setup: &Setup, language: Language, context: &egui::Context) {
        let ticket = match Ticket::parse(&self.ticket) {
            Ok(ticket) => ticket,
            Err(wrong) => {
                self.wrong = Some(Finding::new(Severity::Error, wrong.code()));
                return;
            }
        };
        let (show, shown) = mpsc::channel();
        let (answer, answered) = mpsc::channel();
        self.talk = Some(Talk { shown, answer, code: None, is_answered: false });
        let (folder, person) = (setup.folder.clone(), self.person.trim().to_owned());
        let (joining, beginning) = (setup.world(), Beginning::new(setup, language));
        let wake = context.clone();
        // It waits for people at both ends: nothing of this window is to wait for it.
        let patient = Outstanding::default();
        self.pending = Some(Pending::work(&patient, context, move |_| {
            let listening = beginning.listening.clone().unwrap_or_default();
            let alone = Listening { discover: false, ..listening };
            let mut engine = node::join(opening(&folder), ticket, &alone, joining, |code| {
                let asked = show.send(code).is_ok();
                wake.request_repaint();
                // Without a window there is nobody who says yes.
                asked && answered.recv().unwrap_or(false)
            })?;
            engine.will_introduce(&person);
            beginning.begin(engine)
        }));
    }
}

impl Talk {
    /// The code, and whether the other screen shows the same; `true` when the reader gives up.
    fn ui(&mut self, ui: &mut Ui, messages: &Messages) -> bool {
        let tokens = tokens(ui);
        self.code = self.code.or_else(|| self.shown.try_recv().ok());
        let Some(code) = self.code.filter(|_| !self.is_answered) else {
            ui.horizontal(|ui| {
                ui.spinner();
                let key = if self.is_answered {
                    key::DESKTOP_MACHINES_WAITING
                } else {
                    key::DESKTOP_MACHINES_DIALLING
                };
                ui.label(messages.say(key));
            });
            return false;
        };
        ui.label(RichText::new(messages.say(key::DESKTOP_MACHINES_COMPARE)).color(tokens.ink_2));
        ui.add_space(6.0);
        code_text(ui, &code);
        ui.add_space(10.0);
        ui.horizontal(|ui| {
            let mut answer = |yes: bool| {
                self.is_answered = true;
                // The worker may have given up by itself.
                let _over = self.answer.send(yes);
            };
            if primary_button(ui, &messages.say(key::DESKTOP_MACHINES_SAME)).clicked() {
                answer(true);
            }
            if button(ui, &messages.say(key::DESKTOP_MACHINES_DIFFERENT)).clicked() {
                answer(false);
            }
        });
        false
    }
}

/// The code, large, a gap after each pair of signs.
pub(crate) fn code_text(ui: &mut Ui, code: &ShortCode) {
    let font = egui::FontId::new(24.0, theme::semi_bold());
    let text = code.to_string().to_uppercase().replace(' ', "  ·  ");
    ui.add(
        egui::Label::new(RichText::new(text).font(font).color(tokens(ui).ink_1)).selectable(true),
    );
}
