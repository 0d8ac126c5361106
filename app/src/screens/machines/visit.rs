//! Somebody stands at the door: over whatever screen, the code to compare is shown until it is
//! answered.

use crate::desktop::{Scene, code_text};
use egui::{RichText, Ui};
use i18n::{Value, key};
use model::Choice;
use ui_kit::widgets::{button, dialogue, primary_button};

/// Draws the dialogue of the first joiner who waits for an answer.
pub(crate) fn visit(ui: &Ui, scene: &Scene<'_>) {
    let mut waiting = scene.snapshot.links.guests.iter().filter(|guest| !guest.is_agreed);
    let Some(guest) = waiting.next() else { return };
    let visit = guest.link;
    let name = scene.snapshot.directory.name(guest.certificate.person).unwrap_or_default();
    let role = scene.messages.label("role", guest.ticket.role.key());
    let values = [
        ("machine", Value::Text(&guest.certificate.label)),
        ("name", Value::Text(name)),
        ("role", Value::Text(&role)),
    ];
    let title = scene.say(key::DESKTOP_MACHINES_VISIT);
    let (answer, gives_up) = dialogue(ui, "visit", 460.0, &title, |ui| {
        let who = scene.say_with(key::DESKTOP_MACHINES_VISITOR, &values);
        ui.label(RichText::new(who).color(scene.tokens.ink_1));
        ui.label(RichText::new(scene.say(key::DESKTOP_MACHINES_COMPARE)).color(scene.tokens.ink_2));
        ui.add_space(6.0);
        code_text(ui, &guest.code);
        ui.add_space(12.0);
        let mut answer = None;
        ui.horizontal(|ui| {
            if primary_button(ui, &scene.say(key::DESKTOP_MACHINES_SAME)).clicked() {
                answer = Some(true);
            }
            if button(ui, &scene.say(key::DESKTOP_MACHINES_DIFFERENT)).clicked() {
                answer = Some(false);
            }
        });
        answer
    });
    // A click beside the dialogue is no answer; Escape says that nobody is let in.
    let escaped = gives_up && ui.input(|input| input.key_pressed(egui::Key::Escape));
    if let Some(are_equal) = answer.or(escaped.then_some(false)) {
        // What comes of it stands in the next snapshot.
        drop(scene.ask(move |engine| engine.guest_compared(visit, are_equal)));
    }
}
