//! What the reader has done on the timeline, carried out: selection, gestures, menus, the form.

use super::form::{Answer, Form, row_of};
use super::hands::{Change, Hands, Outcome, Refusal};
use super::menu::{About, Chosen, Menu};
use super::snap::{Grain, half_days};
use super::{State, act, menu, span, subject_of};
use crate::desktop::{Action, Asks, Notice, Scene};
use egui::{Key as Button, Modifiers, Pos2, Rect, Ui, pos2};
use model::{Kind, Severity, Subject};
use ui_kit::timeline::{Event, Gesture, Key, Viewport, lead_rect};
use units::{Minutes, NaiveDateTime, after};
use views::board::BoardKey;

/// A frame of the timeline.
pub(super) struct Frame {
    /// What happened in it.
    pub(super) happened: Vec<Event>,
    /// Where the reader stands.
    pub(super) view: Viewport,
    /// To what moments snap.
    pub(super) grain: Grain,
    /// Where it is on the screen.
    pub(super) area: Rect,
}

/// Carries out what happened in a frame.
pub(super) fn take(
    ui: &mut Ui,
    scene: &Scene<'_>,
    state: &mut State,
    asks: &mut Asks,
    frame: Frame,
) {
    let Frame { happened, view, grain, area } = frame;
    let pointer = ui.input(|input| input.pointer.latest_pos());
    let pointer = pointer.filter(|at| area.contains(*at)).unwrap_or(area.center());
    for event in happened {
        one(ui, scene, state, asks, event, &view, pointer);
    }
    keys(ui, scene, state, asks, grain, area);
    if std::mem::take(&mut state.new_wanted) && !act::is_refused(scene, asks) {
        let at = pos2(area.left() + area.width() / 3.0, area.top() + 60.0);
        let selected = scene.selected();
        let row = row_of(&state.rows.keys, selected).cloned().or_else(|| first_row(state));
        let ends = next_half_day(scene);
        state.open_form(Form::new(scene, row.as_ref(), ends, at));
    }
    show_form(ui, scene, state, asks);
    if let Some(chosen) = menu::show(ui, scene, &mut state.menu, grain, asks) {
        match chosen {
            Chosen::Duplicate(subjects) => duplicate(scene, state, asks, &subjects),
            Chosen::New(row, position) => {
                let gesture = Gesture::Create { row, start: position, end: position };
                let outcome = hands(scene, state, &view).outcome(&gesture, false);
                if let Outcome::New(start, end) = outcome {
                    new_in_row(scene, state, asks, row, (start, end), pointer);
                }
            }
            Chosen::Today => {
                let first = span::first_date(scene.settings.planning.span, scene.today());
                let left = scene.derived.axis.midnight(first);
                state.view = Some(Viewport { left, ..view });
            }
        }
    }
}

fn hands<'a>(scene: &Scene<'a>, state: &'a State, view: &Viewport) -> Hands<'a> {
    Hands {
        plans: &scene.snapshot.plans,
        time: scene.snapshot.report.time(),
        axis: scene.derived.axis.as_ref(),
        rows: &state.rows.keys,
        day_width: view.scale,
    }
}

fn one(
    ui: &Ui,
    scene: &Scene<'_>,
    state: &mut State,
    asks: &mut Asks,
    event: Event,
    view: &Viewport,
    pointer: Pos2,
) {
    let subjects = |state: &State, bars: &[Key]| -> Vec<Subject> {
        let hands = hands(scene, state, view);
        bars.iter().filter_map(|bar| subject_of(&hands, *bar)).collect()
    };
    match event {
        Event::Selected(bars) => asks.select_all(subjects(state, &bars)),
        Event::Opened(bar) | Event::Renamed(bar) => {
            asks.select_all(subjects(state, &[bar]));
            if !scene.settings.inspector {
                asks.run(Action::Inspector);
            }
        }
        Event::Deleted(bars) => {
            let subjects = subjects(state, &bars);
            if !subjects.is_empty() && !act::is_refused(scene, asks) {
                act::delete(asks, &subjects);
            }
        }
        Event::Done { gesture, free } => {
            if !act::is_refused(scene, asks) {
                done(ui, scene, state, asks, &gesture, free, view, pointer);
            }
        }
        Event::Split(bar, position) => {
            let moment = moment(scene, position);
            if let Some(subject) = subjects(state, &[bar]).first()
                && !act::is_refused(scene, asks)
            {
                menu::split(scene, asks, subject, moment, Grain::at(view.scale, false));
            }
        }
        Event::Menu(bar, position) => {
            let led = subjects(state, &[bar]);
            let mut about = super::selected(scene);
            about.retain(|subject| !led.contains(subject));
            // The menu of a bar that is not selected is about that bar alone.
            if !super::selected(scene).iter().any(|subject| led.contains(subject)) {
                about.clear();
            }
            about.extend(led);
            let about = About::Bookings(about, moment(scene, position));
            state.menu = Some(Menu { at: menu_place(ui, pointer), about });
        }
        Event::GroundMenu(row, position) => {
            state.menu = Some(Menu { at: pointer, about: About::Ground(row, position) });
        }
        Event::RowPicked(row) => {
            if let Some(subject) = state.rows.keys.get(&row).and_then(row_subject) {
                asks.select(subject);
            }
        }
        Event::TiePicked(_) => {}
    }
}

/// Where a menu opens: at the pointer if it asked, else at the bar at which the keyboard is.
fn menu_place(ui: &Ui, pointer: Pos2) -> Pos2 {
    let by_pointer = ui.input(|input| {
        let secondary = egui::PointerButton::Secondary;
        input.pointer.button_released(secondary) || input.pointer.button_down(secondary)
    });
    let lead = lead_rect(ui, super::TIMELINE).filter(|_| !by_pointer);
    lead.map_or(pointer, |bar| pos2(bar.left() + 8.0, bar.bottom() - 4.0))
}

fn row_subject(row: &BoardKey) -> Option<Subject> {
    match row {
        BoardKey::Room(id) => Some(Subject::shared(Kind::Room, *id)),
        BoardKey::Person(id) => Some(Subject::shared(Kind::Person, *id)),
        BoardKey::Production(id) | BoardKey::Family(id, _) => {
            Some(Subject::planned(*id, Kind::Production, *id))
        }
        BoardKey::NoRoom | BoardKey::Nobody | BoardKey::Function(_) => None,
    }
}

fn moment(scene: &Scene<'_>, position: f64) -> NaiveDateTime {
    scene.snapshot.report.time().civil(scene.derived.axis.tick(position))
}

/// A gesture has ended.
#[expect(clippy::too_many_arguments, reason = "where, what and how of one gesture")]
fn done(
    ui: &Ui,
    scene: &Scene<'_>,
    state: &mut State,
    asks: &mut Asks,
    gesture: &Gesture,
    free: bool,
    view: &Viewport,
    pointer: Pos2,
) {
    match hands(scene, state, view).outcome(gesture, free) {
        Outcome::Nothing => {}
        Outcome::Refused(refusal) => tell_refusal(scene, asks, refusal),
        Outcome::New(start, end) => {
            if let Gesture::Create { row, .. } = gesture {
                new_in_row(scene, state, asks, *row, (start, end), pointer);
            }
        }
        Outcome::Changes(mut changes) => {
            let label = match gesture {
                Gesture::Move { copy: true, .. } => "copy_booking",
                Gesture::Move { .. } => "move_booking",
                _ => "set",
            };
            act::with_identifiers(scene, &mut changes);
            act::carry_out(asks, label, &changes);
            select_new(asks, &changes);
            state.settling.show(changes);
            ui.ctx().request_repaint();
        }
    }
}

fn tell_refusal(scene: &Scene<'_>, asks: &mut Asks, refusal: Refusal) {
    let text = act::refusal(scene, refusal);
    asks.tell(Notice { severity: Severity::Warning, ..Notice::info(text) });
}

/// What was copied is selected in place of what it was copied from.
fn select_new(asks: &mut Asks, changes: &[Change]) {
    let new = changes.iter().filter(|change| change.before.is_none());
    let mut new: Vec<Subject> = new
        .map(|change| Subject::planned(change.production, Kind::Booking, change.after.id))
        .collect();
    // The one that was grasped comes first and leads from now on.
    new.reverse();
    if !new.is_empty() {
        asks.select_all(new);
    }
}

fn duplicate(scene: &Scene<'_>, state: &mut State, asks: &mut Asks, subjects: &[Subject]) {
    if act::is_refused(scene, asks) {
        return;
    }
    let mut copies = act::duplicates(scene, subjects);
    copies.reverse();
    act::carry_out(asks, "copy_booking", &copies);
    select_new(asks, &copies);
    if let Some(first) = copies.first() {
        state.show(Subject::planned(first.production, Kind::Booking, first.after.id));
    }
    state.settling.show(copies);
}

fn new_in_row(
    scene: &Scene<'_>,
    state: &mut State,
    asks: &mut Asks,
    row: Key,
    ends: (NaiveDateTime, NaiveDateTime),
    at: Pos2,
) {
    if act::is_refused(scene, asks) {
        return;
    }
    let row = state.rows.keys.get(&row).cloned();
    match &mut state.form {
        Some(form) => form.draw_again(scene, row.as_ref(), ends, at),
        None => state.open_form(Form::new(scene, row.as_ref(), ends, at)),
    }
}

fn show_form(ui: &Ui, scene: &Scene<'_>, state: &mut State, asks: &mut Asks) {
    let Some(form) = &mut state.form else { return };
    match form.show(ui, scene, &mut state.memory) {
        Answer::Open => {}
        Answer::Dropped => state.form = None,
        Answer::Made(change) => {
            state.form = None;
            if act::is_refused(scene, asks) {
                return;
            }
            let mut changes = vec![change];
            act::with_identifiers(scene, &mut changes);
            act::carry_out(asks, "add", &changes);
            select_new(asks, &changes);
            state.settling.show(changes);
            ui.ctx().request_repaint();
        }
    }
}

/// The keys of the screen that the timeline does not know.
fn keys(
    ui: &mut Ui,
    scene: &Scene<'_>,
    state: &mut State,
    asks: &mut Asks,
    grain: Grain,
    area: Rect,
) {
    if ui.ctx().text_edit_focused() || state.form.is_some() || state.menu.is_some() {
        return;
    }
    let (split, duplicates, menu) = ui.input_mut(|input| {
        (
            input.consume_key(Modifiers::NONE, Button::S),
            input.consume_key(Modifiers::COMMAND, Button::D),
            input.consume_key(Modifiers::NONE, Button::Menu)
                || input.consume_key(Modifiers::SHIFT, Button::F10),
        )
    });
    let subjects = super::selected(scene);
    let Some(led) = subjects.last() else { return };
    let Some((start, end)) = place_of(scene, led) else { return };
    if split && !act::is_refused(scene, asks) {
        menu::split(scene, asks, led, moment(scene, f64::midpoint(start, end)), grain);
    }
    if duplicates {
        duplicate(scene, state, asks, &subjects);
    }
    if menu {
        let near = moment(scene, f64::midpoint(start, end));
        let at = menu_place(ui, pos2(area.center().x, area.top() + 80.0));
        state.menu = Some(Menu { at, about: About::Bookings(subjects, near) });
    }
}

fn place_of(scene: &Scene<'_>, subject: &Subject) -> Option<(f64, f64)> {
    let (production, booking) = act::booking(scene, subject)?;
    let (_, place) = scene.derived.board.find(production, booking.id)?;
    Some((place.start, place.end))
}

fn first_row(state: &State) -> Option<BoardKey> {
    let row = state.rows.rows.iter().find(|row| !row.heading)?;
    state.rows.keys.get(&row.key).cloned()
}

/// The next half-day that has not begun, on a day on which the house works.
fn next_half_day(scene: &Scene<'_>) -> (NaiveDateTime, NaiveDateTime) {
    let time = scene.snapshot.report.time();
    let days = scene.today().iter_days().take(60).filter(|date| time.works_on(*date));
    let mut halves = days.flat_map(|date| {
        half_days(time, date).into_iter().map(move |half| {
            let from = date.and_time(half.from);
            (from, after(from, half.length()))
        })
    });
    let found = halves.find(|(from, _)| *from >= scene.now);
    found.unwrap_or((scene.now, after(scene.now, Minutes::hours(4))))
}
