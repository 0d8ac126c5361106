//! The chosen session: what was planned, what its slip says, and what can be done with it.

use super::{State, act, form, list, meaning};
use crate::desktop::{Asks, Drafts, Scene, fields, shown};
use egui::{Grid, Label, Margin, RichText, ScrollArea, Ui, vec2};
use i18n::{Value as Said, key};
use model::{Command, Field, FieldKind, Kind, RawId, Record, Slip, Subject, Value};
use ui_kit::widgets::{button, heading, primary_button, tag};
use units::Minutes;
use views::{SlipState, SlipView};

pub(super) fn show(ui: &mut Ui, scene: &Scene<'_>, state: &mut State, asks: &mut Asks) {
    let Some(view) = state.chosen.clone() else { return };
    ScrollArea::vertical().id_salt("chosen-slip").auto_shrink(false).show(ui, |ui| {
        let frame = egui::Frame::new().inner_margin(Margin::symmetric(18, 14));
        frame.show(ui, |ui| {
            ui.spacing_mut().item_spacing = vec2(10.0, 8.0);
            head(ui, scene, &view);
            let is_mine = view.person == scene.person;
            let slip = act::slip_of(scene, &view);
            match slip {
                None if view.accepted.is_some() => {
                    recorded(ui, scene, &view, &mut state.drafts, asks);
                }
                None => planned(ui, scene, &view, is_mine, asks),
                Some(slip) if is_mine && view.state == SlipState::Draft => {
                    form::show(ui, scene, &view, slip, &mut state.drafts, asks);
                    draft_buttons(ui, scene, &view, slip, asks);
                }
                Some(slip) => {
                    told(ui, scene, &view, slip);
                    settled_buttons(ui, scene, &view, slip, asks);
                }
            }
            ui.add_space(4.0);
            if let Some(slip) = slip {
                meaning::effect(ui, scene, &view, slip);
                meaning::signatures(ui, scene, &view);
            }
            if !state.waiting {
                meaning::week(ui, scene, state.monday(scene), &state.shown, view.person);
            }
        });
    });
}

/// Whose it is, of which day, where and for which production, and how far it has come.
fn head(ui: &mut Ui, scene: &Scene<'_>, view: &SlipView) {
    let day = view.day.map(|day| scene.messages.date_long(day)).unwrap_or_default();
    let remark = list::joined([day.as_str(), &view.room_name, &view.title]);
    ui.horizontal_wrapped(|ui| {
        heading(ui, &view.person_name, &remark);
        tag(ui, list::tone(view.state), &list::state_text(scene, view));
    });
    if let Some(planned) = view.planned {
        let hours = scene.messages.hours_range(planned.start.at.time(), planned.end.at.time());
        let work = view.planned_work.map(|work| scene.messages.duration(work)).unwrap_or_default();
        let values = [("hours", Said::Text(hours.as_str())), ("work", Said::Text(&work))];
        let text = scene.say_with(key::DESKTOP_SLIPS_PLANNED, &values);
        ui.label(RichText::new(text).color(scene.tokens.ink_3));
    }
}

/// A session of which nothing is said yet.
fn planned(ui: &mut Ui, scene: &Scene<'_>, view: &SlipView, is_mine: bool, asks: &mut Asks) {
    let hint = if is_mine { key::DESKTOP_SLIPS_FILL_HINT } else { key::DESKTOP_SLIPS_MISSING_HINT };
    let hint = RichText::new(scene.say(hint)).color(scene.tokens.ink_2);
    ui.add(Label::new(hint).wrap());
    if is_mine {
        ui.add_enabled_ui(!scene.is_read_only(), |ui| {
            if primary_button(ui, &scene.say(key::DESKTOP_SLIPS_FILL)).clicked() {
                act::fill(scene, view, asks);
            }
        });
    } else if view.state == SlipState::Missing && act::may_accept(scene) {
        ui.add_enabled_ui(!scene.is_read_only(), |ui| {
            if button(ui, &scene.say(key::DESKTOP_SLIPS_RECORD)).clicked() {
                act::record(scene, view, asks);
            }
        });
    }
}

/// What coordination has recorded itself, which it can correct.
fn recorded(ui: &mut Ui, scene: &Scene<'_>, view: &SlipView, drafts: &mut Drafts, asks: &mut Asks) {
    let Some((production, id)) = view.production.zip(view.accepted) else { return };
    let subject = Subject::planned(production, Kind::AcceptedSlip, id);
    let hint = RichText::new(scene.say(key::DESKTOP_SLIPS_RECORDED)).color(scene.tokens.ink_2);
    ui.add(Label::new(hint).wrap());
    let may_correct = act::may_accept(scene);
    ui.add_enabled_ui(may_correct, |ui| {
        let keys =
            ["start", "end", "breaks", "waiting", "waiting_cause", "done", "remaining", "remark"];
        fields(ui, scene, drafts, asks, subject, &keys);
    });
    if may_correct {
        ui.add_enabled_ui(!scene.is_read_only(), |ui| {
            if button(ui, &scene.say(key::DESKTOP_SLIPS_REOPEN)).clicked() {
                act::reopen(scene, view, asks);
            }
        });
    }
}

fn draft_buttons(ui: &mut Ui, scene: &Scene<'_>, view: &SlipView, slip: &Slip, asks: &mut Asks) {
    ui.add_enabled_ui(!scene.is_read_only(), |ui| {
        ui.horizontal(|ui| {
            if primary_button(ui, &scene.say(key::DESKTOP_SLIPS_HAND_IN)).clicked() {
                act::hand_in(view.person, slip.id, asks);
            }
            if button(ui, &scene.say(key::DESKTOP_SLIPS_DELETE)).clicked() {
                let subject = Subject::at_desk(view.person, Kind::Slip, slip.id);
                asks.submit(node::Group::one(Command::Delete { subject }));
            }
        });
    });
}

fn settled_buttons(ui: &mut Ui, scene: &Scene<'_>, view: &SlipView, slip: &Slip, asks: &mut Asks) {
    ui.add_enabled_ui(!scene.is_read_only(), |ui| {
        ui.horizontal_wrapped(|ui| {
            let may_accept = act::may_accept(scene);
            match view.state {
                SlipState::HandedIn => {
                    if may_accept
                        && primary_button(ui, &scene.say(key::DESKTOP_SLIPS_ACCEPT)).clicked()
                    {
                        act::accept(scene, view.person, slip.id, asks);
                    }
                    if view.person == scene.person
                        && button(ui, &scene.say(key::DESKTOP_SLIPS_TAKE_BACK)).clicked()
                    {
                        act::take_back(view.person, slip.id, asks);
                    }
                }
                SlipState::Changed if may_accept => super::changed::buttons(ui, scene, view, asks),
                SlipState::Accepted
                    if may_accept
                        && button(ui, &scene.say(key::DESKTOP_SLIPS_REOPEN)).clicked() =>
                {
                    act::reopen(scene, view, asks);
                }
                _ => {}
            }
        });
    });
}

/// All that a slip says, to be read; what was changed after it was accepted, with what was accepted.
fn told(ui: &mut Ui, scene: &Scene<'_>, view: &SlipView, slip: &Slip) {
    let values = slip.to_values();
    let tokens = scene.tokens;
    Grid::new("slip-told").num_columns(2).spacing([18.0, 5.0]).show(ui, |ui| {
        for field in Slip::FIELDS.iter().filter(|field| !HIDDEN.contains(&field.key)) {
            let value = values.get(field.key).cloned().unwrap_or(Value::Nothing);
            let change = view.changes.iter().find(|change| change.field == field.key);
            let text = value_text(scene, view, field, &value);
            let says_nothing = text.is_empty() || is_usual(&value);
            if says_nothing && change.is_none() {
                continue;
            }
            let name = scene.messages.field(Kind::Slip, field.key);
            ui.label(RichText::new(name).color(tokens.ink_3));
            match change {
                Some(change) => {
                    let before = value_text(scene, view, field, &change.accepted);
                    let values =
                        [("before", Said::Text(before.as_str())), ("now", Said::Text(&text))];
                    let text = scene.say_with(key::DESKTOP_SLIPS_CHANGE, &values);
                    ui.add(Label::new(RichText::new(text).color(tokens.bad_ink)).wrap());
                }
                None => {
                    ui.add(Label::new(RichText::new(text).color(tokens.ink_1)).wrap());
                }
            }
            ui.end_row();
        }
    });
}

/// What the head says already, or the signatures say.
const HIDDEN: [&str; 5] = ["production", "booking", "room", "day", "handed_in"];

/// Nothing in particular is said by it.
fn is_usual(value: &Value) -> bool {
    matches!(value, Value::Integer(0)) || *value == Value::Text("unstated".to_owned())
}

/// A field of a slip as people read it.
pub(super) fn value_text(
    scene: &Scene<'_>,
    view: &SlipView,
    field: &Field,
    value: &Value,
) -> String {
    match (field.kind, value) {
        (FieldKind::Choice(_), Value::Text(word)) => {
            scene.messages.choice(Kind::Slip, field.key, word)
        }
        (FieldKind::Reference(kind), Value::Text(id)) => {
            let Ok(id) = id.parse::<RawId>() else { return id.clone() };
            let subject = match (kind, view.production) {
                (Kind::Task, Some(production)) => Subject::planned(production, kind, id),
                _ => Subject::shared(kind, id),
            };
            scene.source().name(&subject).unwrap_or_default()
        }
        (FieldKind::Text, Value::Text(word)) if field.key == "function" => {
            scene.messages.function(word)
        }
        // The head says the day.
        (FieldKind::DateTime, Value::Text(text)) => {
            let moment = units::parse_date_time(text);
            match moment.filter(|moment| Some(moment.date()) == view.day) {
                Some(moment) => scene.messages.time(moment.time()),
                None => shown(scene, field.kind, value),
            }
        }
        // What remains of a task is told in days, the rest of a day in hours.
        (FieldKind::Minutes, Value::Integer(minutes)) if field.key != "remaining" => {
            scene.messages.duration(Minutes(*minutes))
        }
        (kind, value) => shown(scene, kind, value),
    }
}
