//! Session slips: the sessions of a week with what was said of each, or all that wait. Who worked
//! fills in their own; coordination accepts them, a key each.

mod act;
mod changed;
mod detail;
mod form;
mod list;
mod meaning;

pub(in crate::screens) use changed::changed;
pub(in crate::screens) use list::{hours, state_text, tone};

use crate::desktop::{Asks, Drafts, Scene};
use crate::peers;
use crate::screens::halves::halves;
use egui::{Margin, Sides, Ui};
use i18n::{Value, key};
use model::SlipId;
use node::Snapshot;
use std::sync::Arc;
use ui_kit::widgets::{button, empty, heading, icon_button, primary_button, segmented};
use units::{Days, NaiveDate};
use views::{Period, SlipFilter, SlipState, SlipView};

/// What the screen remembers.
#[derive(Debug, Default)]
pub(crate) struct State {
    /// The Monday of the week that is shown; this week's if none was chosen.
    monday: Option<NaiveDate>,
    /// Is all shown that waits, of whatever week?
    waiting: bool,
    /// The chosen line, to be found again.
    chosen: Option<Box<SlipView>>,
    /// Its place, for when it is gone.
    place: usize,
    /// The chosen line is to be brought into view.
    reveal: bool,
    /// A slip that was begun here and leads as soon as it is there.
    wanted: Option<SlipId>,
    made_for: Option<(Arc<Snapshot>, NaiveDate, bool)>,
    shown: Vec<SlipView>,
    drafts: Drafts,
}

impl State {
    /// Looks at the slips anew where they, the week or the clock are no longer the same.
    fn make(&mut self, scene: &Scene<'_>) {
        let monday = self.monday(scene);
        let is_made = self.made_for.as_ref().is_some_and(|(snapshot, of, waiting)| {
            Arc::ptr_eq(snapshot, scene.snapshot) && (*of, *waiting) == (monday, self.waiting)
        });
        if is_made {
            return;
        }
        let person = peers::whose_slips(scene.snapshot);
        let source = scene.source();
        self.shown = if self.waiting {
            views::unsettled_slips(&source, person)
        } else {
            let last = monday.checked_add_days(Days::new(6));
            let period = Period { from: Some(monday), to: last };
            views::slips(&source, &SlipFilter { person, period, ..SlipFilter::default() })
        };
        self.made_for = Some((Arc::clone(scene.snapshot), monday, self.waiting));
        self.settle(scene);
    }

    fn monday(&self, scene: &Scene<'_>) -> NaiveDate {
        self.monday.unwrap_or_else(|| units::monday(scene.today()))
    }

    /// Finds the chosen line again, or the one that now stands in its place; at first the first that
    /// wants something.
    fn settle(&mut self, scene: &Scene<'_>) {
        let of = |slip: SlipId| self.shown.iter().position(|view| view.id == Some(slip));
        if let Some(place) = self.wanted.and_then(of) {
            self.wanted = None;
            self.reveal = true;
            return self.pick(place);
        }
        let chosen = self.chosen.as_ref();
        let found =
            chosen.and_then(|chosen| self.shown.iter().position(|view| is_same(view, chosen)));
        let place = match (found, &self.chosen) {
            (Some(place), _) => place,
            (None, Some(_)) => self.place,
            (None, None) => self.next(scene, 0).unwrap_or_default(),
        };
        self.pick(place);
    }

    fn pick(&mut self, place: usize) {
        self.place = place.min(self.shown.len().saturating_sub(1));
        self.chosen = self.shown.get(self.place).cloned().map(Box::new);
    }

    /// The first line from a place on that wants something of the reader.
    fn next(&self, scene: &Scene<'_>, from: usize) -> Option<usize> {
        let wants = |view: &SlipView| match view.state {
            SlipState::HandedIn | SlipState::Changed => act::may_accept(scene),
            SlipState::Missing | SlipState::Draft => view.person == scene.person,
            SlipState::Ahead | SlipState::Accepted => false,
        };
        self.shown.iter().skip(from).position(wants).map(|place| place + from)
    }

    /// The next line that wants something leads from now on, or stays where it is.
    fn advance(&mut self, scene: &Scene<'_>) {
        if let Some(place) = self.next(scene, self.place + 1) {
            self.pick(place);
            self.reveal = true;
        }
    }
}

/// Is it the same session, or the same slip?
fn is_same(one: &SlipView, other: &SlipView) -> bool {
    let session = |view: &SlipView| (view.person, view.booking, view.day);
    (one.id.is_some() && one.id == other.id)
        || (one.booking.is_some() && session(one) == session(other))
}

/// Draws the screen.
pub(crate) fn ui(ui: &mut Ui, scene: &Scene<'_>, state: &mut State, asks: &mut Asks) {
    state.make(scene);
    ui.spacing_mut().item_spacing.y = 0.0;
    let frame = egui::Frame::new().inner_margin(Margin::symmetric(18, 12));
    frame.show(ui, |ui| head(ui, scene, state, asks));
    ui_kit::widgets::separator(ui);
    if state.shown.is_empty() {
        nothing(ui, scene, state);
        return;
    }
    halves(
        ui,
        &mut (state, asks),
        |ui, (state, asks)| list::show(ui, scene, state, asks),
        |ui, (state, asks)| detail::show(ui, scene, state, asks),
    );
}

/// Why there is nothing, and the way to where there is something.
fn nothing(ui: &mut Ui, scene: &Scene<'_>, state: &mut State) {
    if state.waiting {
        let text = scene.say(key::DESKTOP_SLIPS_NONE_WAITING_HINT);
        empty(ui, &scene.say(key::DESKTOP_SLIPS_NONE_WAITING), &text, None);
        return;
    }
    let text = scene.say(key::DESKTOP_SLIPS_NONE_HINT);
    let button = state.monday.is_some().then(|| scene.say(key::DESKTOP_SLIPS_THIS_WEEK));
    if empty(ui, &scene.say(key::DESKTOP_SLIPS_NONE), &text, button.as_deref()) {
        state.monday = None;
    }
}

/// The week, what waits, and a new slip.
fn head(ui: &mut Ui, scene: &Scene<'_>, state: &mut State, asks: &mut Asks) {
    let monday = state.monday(scene);
    let waiting = state.waiting;
    let (mut week, mut other, mut is_new) = (Some(monday), None, false);
    Sides::new().height(30.0).shrink_left().truncate().show(
        ui,
        |ui| week = weeks(ui, scene, monday, waiting),
        |ui| {
            ui.add_enabled_ui(!scene.is_read_only(), |ui| {
                is_new = primary_button(ui, &scene.say(key::DESKTOP_SLIPS_NEW)).clicked();
            });
            let texts =
                [key::DESKTOP_SLIPS_WEEK, key::DESKTOP_SLIPS_WAITING].map(|it| scene.say(it));
            let [of_week, open] = &texts;
            other = segmented(ui, usize::from(waiting), &[of_week.as_str(), open]);
        },
    );
    state.monday = week.filter(|week| *week != units::monday(scene.today()));
    if let Some(place) = other {
        state.waiting = place == 1;
        state.chosen = None;
    }
    if is_new {
        state.wanted = Some(act::new(scene, asks));
        (state.monday, state.waiting) = (None, false);
    }
}

/// The title and the way from week to week; the week that is shown from now on.
fn weeks(ui: &mut Ui, scene: &Scene<'_>, monday: NaiveDate, waiting: bool) -> Option<NaiveDate> {
    let mut shown = Some(monday);
    ui.add_enabled_ui(!waiting, |ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        let week = Days::new(7);
        if icon_button(ui, "‹", &scene.say(key::DESKTOP_SLIPS_WEEK_BEFORE)).clicked() {
            shown = monday.checked_sub_days(week);
        }
        if icon_button(ui, "›", &scene.say(key::DESKTOP_SLIPS_WEEK_AFTER)).clicked() {
            shown = monday.checked_add_days(week);
        }
    });
    let count = i64::try_from(scene.derived.slips_handed_in()).unwrap_or(i64::MAX);
    let week = scene.messages.week_title(monday);
    let values = [("count", Value::Integer(count)), ("week", Value::Text(&week))];
    let remark = scene.say_with(key::DESKTOP_SLIPS_REMARK, &values);
    heading(ui, &scene.say(key::DESKTOP_SHELL_SLIPS), &remark);
    let is_this = monday == units::monday(scene.today());
    if !waiting && !is_this && button(ui, &scene.say(key::DESKTOP_SLIPS_THIS_WEEK)).clicked() {
        shown = None;
    }
    shown
}
