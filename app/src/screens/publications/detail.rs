//! The chosen publication: what was sent, what was answered, what has moved since.

use super::{State, answer, lines, list};
use crate::desktop::{Asks, Scene};
use crate::peers;
use egui::{Label, Margin, RichText, ScrollArea, Ui, vec2};
use i18n::{Value, key};
use model::{ClientVerdict, Command, Kind, Subject};
use node::Group;
use ui_kit::theme;
use ui_kit::widgets::{Tone, button, heading, section, tag};
use views::{AnswerView, PublicationState, PublicationView};

pub(super) fn show(ui: &mut Ui, scene: &Scene<'_>, state: &mut State, asks: &mut Asks) {
    let Some(place) = state.place() else { return };
    let Some(view) = state.shown.get(place) else { return };
    // Of another publication the scroll is another one's.
    let id = ("publication", view.id.0.0);
    ScrollArea::vertical().id_salt(id).auto_shrink(false).show(ui, |ui| {
        let frame = egui::Frame::new().inner_margin(Margin::symmetric(18, 14));
        frame.show(ui, |ui| {
            ui.spacing_mut().item_spacing = vec2(10.0, 8.0);
            head(ui, scene, view);
            terms(ui, scene, view);
            if !view.remark.is_empty() {
                ui.add(Label::new(RichText::new(&view.remark).color(scene.tokens.ink_1)).wrap());
            }
            since(ui, scene, view, asks);
            answers(ui, scene, view);
            if peers::may_answer(scene.snapshot) && view.state != PublicationState::Replaced {
                answer::show(ui, scene, view, &mut state.answer, asks);
            }
            lines::show(ui, scene, view);
        });
    });
}

/// Of which production, by whom and when, and how far it has come.
fn head(ui: &mut Ui, scene: &Scene<'_>, view: &PublicationView) {
    ui.horizontal_wrapped(|ui| {
        heading(ui, &view.title, &list::name(scene, view));
        tag(ui, list::tone(view.state), &list::state_text(scene, view));
    });
    let at = view.published.map(|at| scene.messages.moment(at.at, scene.today()));
    let at = at.unwrap_or_default();
    let by = if view.published_by.is_empty() { &view.house } else { &view.published_by };
    let at = ("at", Value::Text(at.as_str()));
    let said = if by.is_empty() {
        scene.say_with(key::DESKTOP_PUBLICATIONS_SENT, &[at])
    } else {
        scene.say_with(key::DESKTOP_PUBLICATIONS_SENT_BY, &[at, ("by", Value::Text(by))])
    };
    ui.label(RichText::new(said).color(scene.tokens.ink_3));
}

/// The price and the delivery.
fn terms(ui: &mut Ui, scene: &Scene<'_>, view: &PublicationView) {
    ui.horizontal_wrapped(|ui| {
        match view.price.map(|price| scene.messages.money(price)) {
            Some(price) => {
                let values = [("price", Value::Text(price.as_str()))];
                let text = scene.say_with(key::DESKTOP_PUBLICATIONS_PRICE, &values);
                ui.label(RichText::new(text).font(theme::title()).color(scene.tokens.ink_1));
            }
            None => {
                let text = scene.say(key::DESKTOP_PUBLICATIONS_NO_PRICE);
                ui.label(RichText::new(text).color(scene.tokens.ink_3));
            }
        }
        if let Some(day) = view.delivery.map(|day| scene.messages.date_medium(day)) {
            let values = [("day", Value::Text(day.as_str()))];
            let text = scene.say_with(key::DESKTOP_PUBLICATIONS_DELIVERY, &values);
            tag(ui, Tone::Info, &text);
        }
    });
}

/// What the house sees: whether the plan is still this one; then paper of it, and the way to take it
/// back.
fn since(ui: &mut Ui, scene: &Scene<'_>, view: &PublicationView, asks: &mut Asks) {
    if let Some(moved) = view.moved_since {
        let values = [("count", Value::Integer(i64::try_from(moved).unwrap_or(i64::MAX)))];
        let text = scene.say_with(key::DESKTOP_PUBLICATIONS_MOVED_SINCE, &values);
        let ink = if moved == 0 { scene.tokens.ink_3 } else { scene.tokens.warn };
        ui.add(Label::new(RichText::new(text).color(ink)).wrap());
    }
    ui.horizontal(|ui| {
        if button(ui, &scene.say(key::DESKTOP_PUBLICATIONS_PAPER)).clicked() {
            asks.export(view.id);
        }
        if peers::may_publish(scene.snapshot) {
            ui.add_enabled_ui(!scene.is_read_only(), |ui| {
                if button(ui, &scene.say(key::DESKTOP_PUBLICATIONS_WITHDRAW)).clicked() {
                    let subject = Subject::published(view.production, view.id);
                    asks.submit(Group::one(Command::Delete { subject }));
                }
            });
        }
    });
}

/// What the client has answered, oldest first.
fn answers(ui: &mut Ui, scene: &Scene<'_>, view: &PublicationView) {
    section(ui, &scene.say(key::DESKTOP_PUBLICATIONS_ANSWERS));
    if view.answers.is_empty() {
        let text = scene.say(key::DESKTOP_PUBLICATIONS_NO_ANSWER);
        ui.label(RichText::new(text).color(scene.tokens.ink_3));
    }
    for answer in &view.answers {
        one_answer(ui, scene, answer);
    }
}

fn one_answer(ui: &mut Ui, scene: &Scene<'_>, answer: &AnswerView) {
    let tone = match answer.verdict {
        ClientVerdict::Agreed => Tone::Ok,
        ClientVerdict::Refused => Tone::Bad,
        ClientVerdict::Remark | ClientVerdict::Other(_) => Tone::Plain,
    };
    let word = model::Choice::key(&answer.verdict);
    ui.horizontal_wrapped(|ui| {
        tag(ui, tone, &scene.messages.choice(Kind::Answer, "verdict", word));
        ui.label(RichText::new(&answer.signed).font(theme::strong()).color(scene.tokens.ink_1));
        if let Some(at) = answer.answered {
            let at = scene.messages.moment(at.at, scene.today());
            ui.label(RichText::new(at).color(scene.tokens.ink_3));
        }
        if !answer.remark.is_empty() {
            ui.add(Label::new(RichText::new(&answer.remark).color(scene.tokens.ink_2)).wrap());
        }
    });
    if answer.changed_since {
        let text = scene.say(key::DESKTOP_PUBLICATIONS_CHANGED_SINCE);
        ui.add(Label::new(RichText::new(text).color(scene.tokens.bad)).wrap());
    }
}
