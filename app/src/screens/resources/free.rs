//! « Who is free on Thursday afternoon? »: a function or a kind of room, a time as people say it,
//! and the answer at once, the best first.

use crate::desktop::{Asks, Pending, Scene};
use egui::{ComboBox, Label, RichText, ScrollArea, Sides, Ui, vec2};
use i18n::key;
use i18n::typed::{self, DayParts};
use model::{Choice, Kind, RoomKind, vocabulary};
use schedule::{Candidate, FreeQuery, Wanted, WhoIsFree};
use std::sync::Arc;
use ui_kit::widgets::{Field, Tone, button, card, separator, tag};
use units::{Datelike, Minutes, NaiveDate, TickRange};

/// How many answers are shown.
const MOST: usize = 12;

/// What is asked and answered.
#[derive(Debug, Default)]
pub(super) struct State {
    wanted: Option<What>,
    when: String,
    length: String,
    asked: Option<(usize, Option<What>, String, String)>,
    pending: Option<Pending<WhoIsFree>>,
    range: Option<TickRange>,
    answer: Option<WhoIsFree>,
    problem: Option<String>,
}

/// What is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum What {
    Person(&'static str),
    Room(&'static str),
}

pub(super) fn ui(ui: &mut Ui, scene: &Scene<'_>, state: &mut State, asks: &mut Asks) {
    ui.horizontal_wrapped(|ui| {
        ui.label(scene.say(key::DESKTOP_RESOURCES_WHO_IS_FREE));
        what(ui, scene, state);
        let label = scene.say(key::DESKTOP_RESOURCES_WHEN);
        let hint = scene.say(key::DESKTOP_RESOURCES_WHEN_HINT);
        Field::new(&label).hint(&hint).width(230.0).without_label().show(ui, &mut state.when);
        let label = scene.say(key::DESKTOP_RESOURCES_HOW_LONG);
        Field::new(&label).hint(&label).width(120.0).without_label().show(ui, &mut state.length);
    });
    if let Some(problem) = &state.problem {
        ui_kit::widgets::problem(ui, problem);
    }
    ask(scene, state);
    if let Some(answer) = state.pending.as_ref().and_then(Pending::take) {
        state.answer = Some(answer);
        state.pending = None;
    }
    if let (Some(answer), Some(range)) = (&state.answer, state.range) {
        answers(ui, scene, answer, range, asks);
    }
}

fn what(ui: &mut Ui, scene: &Scene<'_>, state: &mut State) {
    let text = |what: What| match what {
        What::Person(word) => scene.messages.function(word),
        What::Room(word) => scene.messages.choice(Kind::Room, "kind", word),
    };
    let chosen = state.wanted.map_or_else(|| scene.say(key::DESKTOP_RESOURCES_ANYBODY), text);
    let combo = ComboBox::from_id_salt("who-is-free").selected_text(chosen).width(190.0);
    let shown = combo.height(420.0).show_ui(ui, |ui| {
        let anybody = scene.say(key::DESKTOP_RESOURCES_ANYBODY);
        ui.selectable_value(&mut state.wanted, None, anybody);
        for word in vocabulary::FUNCTIONS {
            let what = What::Person(word);
            ui.selectable_value(&mut state.wanted, Some(what), text(what));
        }
        ui.separator();
        for word in RoomKind::KNOWN {
            let what = What::Room(word);
            ui.selectable_value(&mut state.wanted, Some(what), text(what));
        }
    });
    shown.response.accessible_name(scene.say(key::DESKTOP_RESOURCES_WHO_IS_FREE));
}

/// Asks anew when something of the question has changed; the answer is worked out beside.
fn ask(scene: &Scene<'_>, state: &mut State) {
    let snapshot = Arc::as_ptr(scene.snapshot) as usize;
    let asked = (snapshot, state.wanted, state.when.clone(), state.length.clone());
    if state.asked.as_ref() == Some(&asked) {
        return;
    }
    state.asked = Some(asked);
    state.problem = None;
    if state.when.trim().is_empty() {
        (state.answer, state.range, state.pending) = (None, None, None);
        return;
    }
    let messages = scene.messages;
    let working = scene.snapshot.facility.house.working_hours();
    let parts = |date: NaiveDate| DayParts::of(working.spans(date.weekday()));
    let (from, to) = match typed::stretch(&state.when, scene.today(), &parts, messages.language()) {
        Ok(stretch) => stretch,
        Err(error) => {
            (state.problem, state.answer) = (Some(messages.typed_problem(&error)), None);
            return;
        }
    };
    let source = scene.source();
    let range = TickRange::new(source.time().tick(from), source.time().tick(to));
    let length = match typed::work(&state.length, source.day()) {
        _ if state.length.trim().is_empty() => range.length().min(Minutes(60)),
        Ok(length) => length,
        Err(error) => {
            state.problem = Some(messages.typed_error(&error));
            return;
        }
    };
    let wanted = match state.wanted {
        Some(What::Room(word)) => {
            Wanted::Room { kind: Some(RoomKind::from_key(word)), capabilities: Default::default() }
        }
        Some(What::Person(word)) => {
            Wanted::Person { function: Some(word.to_owned()), skills: Default::default() }
        }
        None => Wanted::Person { function: None, skills: Default::default() },
    };
    let query = FreeQuery { wanted, range, length, director: None };
    let snapshot = Arc::clone(scene.snapshot);
    state.range = Some(range);
    state.pending =
        Some(scene.work(move |_| snapshot.report.who_is_free(&snapshot.casting, &query)));
}

fn answers(ui: &mut Ui, scene: &Scene<'_>, answer: &WhoIsFree, range: TickRange, asks: &mut Asks) {
    let source = scene.source();
    let zone = source.zone();
    let title = scene.messages.range(zone.civil(range.start), zone.civil(range.end));
    let count = i18n::Value::Integer(i64::try_from(answer.free.len()).unwrap_or(i64::MAX));
    let free = scene.say_with(key::DESKTOP_RESOURCES_FREE_COUNT, &[("count", count)]);
    ui.add_space(4.0);
    card(ui, &title, &free, |ui| {
        if answer.free.is_empty() {
            ui.horizontal(|ui| {
                ui.add_space(14.0);
                ui.label(
                    RichText::new(scene.say(key::DESKTOP_RESOURCES_NOBODY_FREE))
                        .color(scene.tokens.ink_3),
                );
            });
        }
        ScrollArea::vertical().id_salt("free").max_height(190.0).show(ui, |ui| {
            for candidate in answer.free.iter().take(MOST) {
                let subject = candidate.resource.subject();
                let name = source.name(&subject).unwrap_or_default();
                let slots: Vec<String> = candidate
                    .slots
                    .iter()
                    .take(3)
                    .map(|slot| scene.messages.range(zone.civil(slot.start), zone.civil(slot.end)))
                    .collect();
                line(ui, scene, candidate, &name, &slots.join("  ·  "), asks);
                separator(ui);
            }
        });
    });
}

/// One who is free: name, slots, what the director thinks, and the button, each in its column.
fn line(
    ui: &mut Ui,
    scene: &Scene<'_>,
    candidate: &Candidate,
    name: &str,
    slots: &str,
    asks: &mut Asks,
) {
    let subject = candidate.resource.subject();
    let mut picked = false;
    let (_, booked) = Sides::new().height(30.0).show(
        ui,
        |ui| {
            ui.add_space(14.0);
            ui.allocate_ui(vec2(190.0, 22.0), |ui| {
                ui.set_width(190.0);
                picked = ui.link(RichText::new(name).color(scene.tokens.ink_1)).clicked();
            });
            ui.add(Label::new(RichText::new(slots).color(scene.tokens.ink_3)).truncate());
            if let Some(rating) = candidate.rating {
                tag(ui, Tone::Ok, &format!("{rating}/5 ★"));
            }
        },
        |ui| {
            ui.add_space(10.0);
            let label = scene.say(key::DESKTOP_RESOURCES_BOOK);
            let response = button(ui, &label);
            let spoken = format!("{label} {name}");
            response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &spoken));
            response.clicked()
        },
    );
    if picked {
        asks.select(subject);
    }
    if booked && let Some(slot) = candidate.slots.first() {
        asks.book(subject, *slot);
    }
}
