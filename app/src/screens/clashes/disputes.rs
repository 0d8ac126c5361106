//! Fields written on both sides: what each has written, who and when, and a button for each value.
//! Choosing one writes it again, which settles it on every machine.

use crate::desktop::{Asks, Scene, disputed_text};
use egui::{Frame, Label, Margin, RichText, ScrollArea, Ui};
use i18n::{Value, key};
use node::{Dispute, Group};
use ui_kit::theme;
use ui_kit::widgets::{Tone, button, dot, section};

/// The most that is drawn at once; the others follow as these are settled.
const MOST: usize = 50;

/// Shows the disputes above the clashes; nothing where there are none.
pub(super) fn show(ui: &mut Ui, scene: &Scene<'_>, asks: &mut Asks) {
    let disputes = &scene.snapshot.disputes;
    if disputes.is_empty() {
        return;
    }
    Frame::new().inner_margin(Margin::symmetric(18, 8)).show(ui, |ui| {
        section(ui, &scene.say(key::DESKTOP_CLASHES_DISPUTES));
        let area = ScrollArea::vertical().id_salt("disputes").max_height(190.0);
        area.auto_shrink([false, true]).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 6.0;
            for dispute in disputes.iter().take(MOST) {
                one(ui, scene, dispute, asks);
            }
        });
    });
    ui_kit::widgets::separator(ui);
}

fn one(ui: &mut Ui, scene: &Scene<'_>, dispute: &Dispute, asks: &mut Asks) {
    let subject = dispute.subject;
    let name = scene.source().name(&subject).unwrap_or_default();
    let field = scene.messages.field(subject.kind, &dispute.field);
    ui.horizontal(|ui| {
        dot(ui, Tone::Warn);
        let head = RichText::new(format!("{name} — {field}"));
        ui.label(head.font(theme::strong()).color(scene.tokens.ink_1));
    });
    for (place, value) in dispute.values.iter().enumerate() {
        let text = disputed_text(scene.messages, dispute, place);
        let person = value.by.and_then(|person| scene.snapshot.directory.name(person));
        let at = scene.snapshot.facility.house.zone.civil(value.at.tick());
        let at = scene.messages.date_time(at);
        let values = [
            ("value", Value::Text(text.as_str())),
            ("person", Value::Text(person.unwrap_or("?"))),
            ("at", Value::Text(&at)),
        ];
        ui.horizontal(|ui| {
            ui.add_space(16.0);
            let told = scene.say_with(key::DESKTOP_CLASHES_DISPUTED, &values);
            ui.add(Label::new(RichText::new(told).color(scene.tokens.ink_2)).truncate());
            let keep = scene.say_with(key::DESKTOP_CLASHES_KEEP, &[("value", Value::Text(&text))]);
            if let Some(command) = dispute.keep(place).filter(|_| !scene.is_read_only())
                && button(ui, &keep).clicked()
            {
                asks.submit(Group::one(command));
            }
        });
    }
}
