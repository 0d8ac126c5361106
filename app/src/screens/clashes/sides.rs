//! The sides of the chosen clash beside each other: whose they are, who and where and when, how
//! firm, who wrote them last.

use super::{is_same, weak};
use crate::desktop::{Asks, Pending, Scene};
use egui::{Grid, Label, Margin, RichText, Stroke, Ui, vec2};
use i18n::{Key, Value, key};
use model::{BookingState, Choice, Kind, PersonId, Subject};
use node::{Failure, Snapshot};
use schedule::Clash;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use ui_kit::theme;
use ui_kit::tokens::RADIUS_3;
use ui_kit::widgets::button;
use units::{NaiveDateTime, NaiveTime, Stamp};
use views::{BookingView, ClashSideView};

/// The narrowest a side can be shown.
const NARROWEST: f32 = 250.0;

/// The most sides that are shown; a loop of tasks may have hundreds.
const MOST: usize = 12;

/// Who wrote each side last.
type Writers = Result<BTreeMap<Subject, (PersonId, Stamp)>, Failure>;

/// The sides of one clash.
#[derive(Debug, Default)]
pub(super) struct State {
    made_for: Option<(Arc<Snapshot>, Arc<Clash>)>,
    sides: Vec<ClashSideView>,
    pending: Option<Pending<Writers>>,
    writers: Option<BTreeMap<Subject, (PersonId, Stamp)>>,
}

impl State {
    /// Looks at the sides anew where they are no longer the same.
    pub(super) fn make(&mut self, scene: &Scene<'_>, clash: &Arc<Clash>) {
        if let Some(told) = self.pending.as_ref().and_then(Pending::take) {
            // Who wrote a side is left out if the store cannot be read; all else is still told.
            (self.writers, self.pending) = (Some(told.unwrap_or_default()), None);
        }
        let made = self.made_for.as_ref().is_some_and(|(snapshot, made)| {
            Arc::ptr_eq(snapshot, scene.snapshot) && is_same(made, clash)
        });
        if made {
            return;
        }
        self.made_for = Some((Arc::clone(scene.snapshot), Arc::clone(clash)));
        self.sides = views::clash_sides(&scene.source(), clash);
        self.sides.truncate(MOST);
        self.writers = None;
        let subjects: BTreeSet<Subject> = self.sides.iter().map(|side| side.subject).collect();
        self.pending = Some(scene.ask(move |engine| engine.last_writers(&subjects)));
    }
}

pub(super) fn show(ui: &mut Ui, scene: &Scene<'_>, state: &State, asks: &mut Asks) {
    let room = ui.available_width();
    let columns = if room >= 2.0 * NARROWEST + 10.0 && state.sides.len() > 1 { 2 } else { 1 };
    let width = (room - 10.0 * (columns - 1) as f32) / columns as f32;
    for pair in state.sides.chunks(columns) {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 10.0;
            for side in pair {
                ui.allocate_ui(vec2(width, 0.0), |ui| card(ui, scene, state, side, width, asks));
            }
        });
        ui.add_space(4.0);
    }
}

fn card(
    ui: &mut Ui,
    scene: &Scene<'_>,
    state: &State,
    side: &ClashSideView,
    width: f32,
    asks: &mut Asks,
) {
    let tokens = scene.tokens;
    let frame = egui::Frame::new()
        .fill(tokens.bg_1)
        .stroke(Stroke::new(1.0, tokens.line_1))
        .corner_radius(RADIUS_3)
        .inner_margin(Margin::symmetric(12, 10));
    frame.show(ui, |ui| {
        ui.set_width(width - 26.0);
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 3.0;
            let title = if side.title.is_empty() { &side.name } else { &side.title };
            let strong = RichText::new(title).font(theme::strong()).color(tokens.ink_1);
            ui.add(Label::new(strong).truncate());
            let kind = scene.messages.kind(side.subject.kind);
            let gone = side.gone.then(|| scene.say(key::DESKTOP_CLASHES_GONE));
            let parts = [Some(kind), Some(side.name.clone()), gone].into_iter().flatten();
            let parts: Vec<String> = parts.filter(|part| !part.is_empty()).collect();
            let what = parts.join(" · ");
            ui.add(Label::new(weak(scene, &what)).truncate());
            ui.add_space(3.0);
            Grid::new(("side", side.subject.id.0))
                .num_columns(2)
                .spacing([10.0, 3.0])
                .min_row_height(18.0)
                .show(ui, |ui| {
                    for (label, value) in fields(scene, state, side) {
                        let label = weak(scene, &scene.say(label)).font(theme::small());
                        ui.label(label);
                        let value = RichText::new(value).color(tokens.ink_2);
                        ui.add(Label::new(value).wrap());
                        ui.end_row();
                    }
                });
            ui.add_space(4.0);
            lead(ui, scene, side, title, asks);
        });
    });
}

/// What is known of a side, by label.
fn fields(scene: &Scene<'_>, state: &State, side: &ClashSideView) -> Vec<(Key, String)> {
    let mut fields = Vec::new();
    let range = |start: Option<views::Moment>, end: Option<views::Moment>| {
        let (start, end) = start.zip(end)?;
        Some(stretch(scene, start.at, end.at))
    };
    if let Some(booking) = &side.booking {
        let nobody = || scene.say(key::DESKTOP_CLASHES_NOBODY);
        let who = booking.people_names.join(", ");
        fields.push((key::DESKTOP_CLASHES_FIELD_WHO, if who.is_empty() { nobody() } else { who }));
        let when = range(booking.start, booking.end).unwrap_or_default();
        fields.push((key::DESKTOP_CLASHES_FIELD_WHEN, when));
        let mut places = vec![booking.room_name.clone()];
        places.extend(booking.equipment_names.iter().cloned());
        places.retain(|place| !place.is_empty());
        let none = || scene.say(key::DESKTOP_CLASHES_NO_ROOM);
        let place = if places.is_empty() { none() } else { places.join(", ") };
        fields.push((key::DESKTOP_CLASHES_FIELD_WHERE, place));
        fields.push((key::DESKTOP_CLASHES_FIELD_STATE, state_of(scene, booking)));
    }
    if let Some((start, finish)) = side.dates {
        let when = range(Some(start), Some(finish)).unwrap_or_default();
        fields.push((key::DESKTOP_CLASHES_FIELD_WHEN, when));
    }
    if let Some(link) = &side.link {
        let kind = scene.messages.choice(Kind::Link, "kind", link.kind.key());
        let lags = scene.messages.lags(link.lag, link.most, scene.source().day());
        let text = if lags.is_empty() { kind } else { format!("{kind} {lags}") };
        fields.push((key::DESKTOP_CLASHES_FIELD_LINK, text));
    }
    if let Some(due) = side.due {
        let text = scene.messages.date_time(due.at);
        fields.push((key::DESKTOP_CLASHES_FIELD_DUE, text));
    }
    if let Some(writers) = &state.writers {
        let text = match writers.get(&side.subject) {
            Some((person, at)) => {
                let who = scene.source().person(*person);
                let at = scene.source().zone().civil(at.tick());
                let when = scene.messages.moment(at, scene.today());
                let values = [("who", Value::Text(who.as_str())), ("when", Value::Text(&when))];
                scene.say_with(key::DESKTOP_CLASHES_WRITTEN, &values)
            }
            None => scene.say(key::DESKTOP_CLASHES_WRITTEN_UNKNOWN),
        };
        fields.push((key::DESKTOP_CLASHES_FIELD_WRITTEN, text));
    }
    fields
}

/// A stretch of time; of whole days, the days.
fn stretch(scene: &Scene<'_>, start: NaiveDateTime, end: NaiveDateTime) -> String {
    let midnight = |moment: NaiveDateTime| moment.time() == NaiveTime::MIN;
    match end.date().pred_opt() {
        Some(last) if midnight(start) && midnight(end) && last >= start.date() => {
            scene.messages.date_range(start.date(), last)
        }
        _ => scene.messages.range(start, end),
    }
}

/// How firm a booking is: `Option de rang 2`, `Confirmée, fixe`.
fn state_of(scene: &Scene<'_>, booking: &BookingView) -> String {
    let state = scene.messages.choice(Kind::Booking, "state", booking.state.key());
    let state = match booking.rank.filter(|_| booking.state == BookingState::Option) {
        Some(rank) => {
            let values = [("state", Value::Text(state.as_str())), ("rank", Value::Integer(rank))];
            scene.say_with(key::DESKTOP_CLASHES_OPTION_RANK, &values)
        }
        None => state,
    };
    if booking.pinned {
        let values = [("state", Value::Text(state.as_str()))];
        return scene.say_with(key::DESKTOP_CLASHES_PINNED, &values);
    }
    state
}

/// The button that leads to where the side is on the plan.
fn lead(ui: &mut Ui, scene: &Scene<'_>, side: &ClashSideView, title: &str, asks: &mut Asks) {
    let what = format!("{title}, {}", side.name);
    let values = [("what", Value::Text(what.as_str()))];
    if side.gone {
        return;
    }
    let (text, spoken) = if side.subject.kind == Kind::Booking {
        let spoken = scene.say_with(key::DESKTOP_CLASHES_SHOW_SPOKEN, &values);
        (scene.say(key::DESKTOP_CLASHES_SHOW), spoken)
    } else if side.production.is_some() {
        let spoken = scene.say_with(key::DESKTOP_CLASHES_OPEN_PLAN_SPOKEN, &values);
        (scene.say(key::DESKTOP_CLASHES_OPEN_PLAN), spoken)
    } else {
        let spoken = scene.say_with(key::DESKTOP_HISTORY_SHOW_SPOKEN, &values);
        (scene.say(key::DESKTOP_HISTORY_SHOW), spoken)
    };
    let response = button(ui, &text);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &spoken));
    if response.clicked() {
        asks.show(side.leads_to);
    }
}
