//! Several records at once: what is done to all of them, in one step.

use super::form::told;
use crate::desktop::{Asks, Scene};
use egui::{RichText, Ui};
use i18n::{Value, key};
use model::{BookingVerb, Command, Kind, ProductionId, Subject};
use node::Group;
use std::sync::Arc;
use ui_kit::theme;
use ui_kit::widgets::{Field, button};
use units::Minutes;

/// What is being typed.
#[derive(Debug, Default)]
pub(super) struct State {
    move_by: String,
    problem: Option<String>,
}

pub(super) fn ui(ui: &mut Ui, scene: &Scene<'_>, state: &mut State, asks: &mut Asks) {
    let count = i64::try_from(scene.selection.len()).unwrap_or(i64::MAX);
    let title = scene.say_with(key::DESKTOP_INSPECTOR_SEVERAL, &[("count", Value::Integer(count))]);
    ui.label(RichText::new(title).font(theme::strong()).color(scene.tokens.ink_1));
    ui.add_space(8.0);
    let bookings = bookings(scene);
    ui.add_enabled_ui(!scene.is_read_only(), |ui| {
        if !bookings.is_empty() {
            let label = scene.say(key::DESKTOP_INSPECTOR_MOVE_BY);
            let problem = state.problem.clone();
            let field = Field::new(&label).problem(problem.as_deref()).show(ui, &mut state.move_by);
            if field.lost_focus() && !state.move_by.is_empty() {
                move_all(scene, state, &bookings, asks);
            }
            ui.horizontal_wrapped(|ui| {
                let verbs = [
                    (BookingVerb::Confirm, key::DESKTOP_INSPECTOR_CONFIRM),
                    (BookingVerb::Hold { rank: 1, expires: None }, key::DESKTOP_INSPECTOR_HOLD_1),
                    (BookingVerb::Release, key::DESKTOP_INSPECTOR_RELEASE),
                    (BookingVerb::Cancel, key::DESKTOP_INSPECTOR_CALL_OFF),
                ];
                for (verb, name) in verbs {
                    if button(ui, &scene.say(name)).clicked() {
                        asks.submit(changed(scene, &bookings, &verb));
                    }
                }
            });
        }
        ui.add_space(8.0);
        if button(ui, &scene.say(key::DESKTOP_INSPECTOR_DELETE_ALL)).clicked() {
            let delete = |subject: &Subject| Command::Delete { subject: *subject };
            asks.submit(Group::of(scene.selection.iter().map(delete).collect()));
            asks.select_all(Vec::new());
        }
    });
}

fn bookings(scene: &Scene<'_>) -> Vec<(ProductionId, Arc<model::Booking>)> {
    let selected = scene.selection.iter().filter(|subject| subject.kind == Kind::Booking);
    selected
        .filter_map(|subject| {
            let production = subject.scope.production()?;
            let plan = scene.snapshot.plans.get(&production)?;
            Some((production, Arc::clone(plan.bookings.get(&subject.id.into())?)))
        })
        .collect()
}

fn move_all(
    scene: &Scene<'_>,
    state: &mut State,
    bookings: &[(ProductionId, Arc<model::Booking>)],
    asks: &mut Asks,
) {
    match i18n::typed::signed_work(&state.move_by, Minutes(24 * 60)) {
        Ok(by) => {
            let moved = bookings.iter().filter_map(|(production, booking)| {
                let start = units::after(booking.start?, by);
                let (production, booking) = (*production, booking.id);
                Some(Command::MoveBooking { production, booking, start })
            });
            asks.submit(Group::of(moved.collect()));
            *state = State::default();
        }
        Err(error) => state.problem = Some(told(scene.messages, &error)),
    }
}

/// The bookings to which a verb can be done, as one step.
fn changed(
    _scene: &Scene<'_>,
    bookings: &[(ProductionId, Arc<model::Booking>)],
    verb: &BookingVerb,
) -> Group {
    let possible = bookings
        .iter()
        .filter(|(_, booking)| matches!(verb.on(&booking.state), model::Transition::To(_)));
    let commands = possible.map(|(production, booking)| Command::ChangeBooking {
        production: *production,
        booking: booking.id,
        verb: verb.clone(),
    });
    Group::of(commands.collect())
}
