//! Rooms, people or productions over time, to be worked on by hand.
//!
//! What a gesture comes to is in `hands`, what is told of it while it lasts in `preview`, what is
//! carried out in `act`; the bars come from the board that is worked out beside the window.

mod act;
mod chooser;
mod events;
mod extras;
mod filter;
mod form;
pub(super) mod grid;
mod hands;
mod head;
mod label;
mod made_from;
mod menu;
mod preview;
mod rows;
mod settle;
mod snap;
mod span;
mod ties;
mod varied;
mod verdict;
mod ways;

use crate::desktop::{Action, Asks, Axis, Place, PlanningSettings, PlanningSpan, Scene};
use egui::{Ui, vec2};
use extras::{Extras, Ranges};
use form::Form;
use hands::Hands;
use head::Move;
use i18n::key;
use menu::Menu;
use model::{BookingId, Kind, Subject};
use settle::Settling;
use snap::Grain;
use std::collections::BTreeMap;
use std::sync::Arc;
use ui_kit::timeline::{Gesture, Key, Row, Timeline, Viewport, Words};
use units::{Days, NaiveDate, NaiveDateTime, NaiveTime, TickRange};
use views::board::BoardRows;

/// Width of the labels of rows.
const LABELS: f32 = 158.0;

/// What tells the timeline from others.
const TIMELINE: &str = "planning";

/// Height of a row, and of those of productions, of which there are many.
const ROW: f32 = 54.0;
const ROW_OF_PRODUCTION: f32 = 40.0;

/// What the screen remembers.
#[derive(Debug, Default)]
pub(crate) struct State {
    view: Option<Viewport>,
    /// The axis on which the view is.
    axis: Option<Arc<Axis>>,
    /// For which span in a window of which width the scale was chosen.
    fitted: Option<(PlanningSpan, f32)>,
    rows: rows::Cache,
    extras: Extras,
    grid: grid::Cache,
    ties: ties::Cache,
    memory: verdict::Memory,
    settling: Settling,
    form: Option<Form>,
    /// Counts the forms that were opened.
    forms: u64,
    menu: Option<Menu>,
    wanted: Option<Subject>,
    new_wanted: bool,
    ways: ways::State,
    varied: varied::Varied,
    /// What a new booking is to take, and when, if somebody has said so elsewhere.
    new_at: Option<(Subject, (NaiveDateTime, NaiveDateTime))>,
}

impl State {
    /// Shows a booking.
    pub(crate) fn show(&mut self, subject: Subject) {
        self.wanted = Some(subject);
    }

    /// Opens the form of a new booking.
    pub(crate) fn new_booking(&mut self) {
        self.new_wanted = true;
    }

    /// Opens the form of a new booking of a room or a person.
    pub(crate) fn new_booking_at(&mut self, of: Subject, ends: (NaiveDateTime, NaiveDateTime)) {
        self.new_at = Some((of, ends));
        self.new_wanted = true;
    }

    /// Searches ways out of an event and shows them beside the rows.
    pub(crate) fn replan(&mut self, event: schedule::Event) {
        self.ways.open(event);
    }

    /// Opens the form in which something that happened is told.
    pub(crate) fn tell_event(&mut self) {
        self.ways.tell();
    }

    /// Are ways out shown beside the rows?
    pub(crate) fn shows_ways(&self) -> bool {
        self.ways.is_open()
    }

    fn open_form(&mut self, form: Form) {
        self.forms += 1;
        self.form = Some(form);
    }
}

/// Draws the screen.
pub(crate) fn ui(ui: &mut Ui, scene: &Scene<'_>, state: &mut State, asks: &mut Asks) {
    state.settling.look(scene);
    state.ways.panel(ui, scene, asks);
    state.wanted = state.ways.wanted().or(state.wanted);
    let mut shown = scene.settings.planning.clone();
    ui.spacing_mut().item_spacing.y = 0.0;
    let moved = head::ui(ui, scene, &mut shown, state.rows.found, asks);
    if !is_empty(ui, scene, &shown, asks) {
        body(ui, scene, state, &mut shown, moved, asks);
    }
    if shown != scene.settings.planning {
        asks.set_planning(shown);
    }
}

/// Says what to do where there are no rows.
fn is_empty(ui: &mut Ui, scene: &Scene<'_>, shown: &PlanningSettings, asks: &mut Asks) -> bool {
    let facility = &scene.snapshot.facility;
    let (title, hint, button, does) = match shown.rows {
        BoardRows::Rooms if facility.rooms.is_empty() => {
            let button = scene.say(key::DESKTOP_PLANNING_NO_ROOMS_DO);
            let hint = scene.say(key::DESKTOP_PLANNING_NO_ROOMS_HINT);
            (key::DESKTOP_PLANNING_NO_ROOMS, hint, button, None)
        }
        BoardRows::People if facility.people.is_empty() => {
            let button = scene.say(key::DESKTOP_PLANNING_NO_ROOMS_DO);
            let hint = scene.say(key::DESKTOP_PLANNING_NO_ROOMS_HINT);
            (key::DESKTOP_PLANNING_NO_PEOPLE, hint, button, None)
        }
        BoardRows::Productions if scene.snapshot.plans.is_empty() => {
            let button = scene.say(key::DESKTOP_SHELL_NEW_PRODUCTION);
            let hint = scene.say(key::DESKTOP_PLANNING_NO_PRODUCTIONS_HINT);
            (key::DESKTOP_PLANNING_NO_PRODUCTIONS, hint, button, Some(Action::NewProduction))
        }
        _ => return false,
    };
    if ui_kit::widgets::empty(ui, &scene.say(title), &hint, Some(&button)) {
        match does {
            Some(action) => asks.run(action),
            None => asks.go(Place::Resources),
        }
    }
    true
}

fn body(
    ui: &mut Ui,
    scene: &Scene<'_>,
    state: &mut State,
    shown: &mut PlanningSettings,
    moved: Option<Move>,
    asks: &mut Asks,
) {
    let axis = scene.derived.axis.as_ref();
    let width = (ui.available_width() - LABELS).max(60.0);
    let wanted = (shown.span, ui.ctx().content_rect().width());
    // Not when the inspector opens: what one is about to grasp stays where it is.
    let fits = state.fitted == Some(wanted) && moved != Some(Move::Span);
    state.fitted = Some(wanted);
    stay_on_date(scene, state);
    let mut view = look(scene, state.view, shown, moved, (width, fits));
    let draft = state.form.as_ref().map(Form::change);
    let turn = (
        state.settling.turn,
        state.form.as_ref().map_or(0, |_| state.forms),
        state.form.as_ref().map_or(0, |form| form.turn),
        state.ways.turn,
    );
    let way = state.ways.changes();
    let varied = state.varied.changes(scene).iter();
    let mut in_hand: BTreeMap<_, _> =
        varied.map(|change| ((change.production, change.after.id), change)).collect();
    in_hand.extend(state.settling.shown());
    let of_way = way.iter().map(|change| ((change.production, change.after.id), change));
    in_hand.extend(of_way);
    let drafts = draft.iter().map(|change| ((change.production, change.after.id), change));
    in_hand.extend(drafts);
    state.rows.refresh(scene, &in_hand, turn);
    let scroll_to = bring_wanted(scene, state, shown, &mut view, width);
    state.extras.give(scene, &mut state.rows, ranges(scene, &view, width));
    let hands = Hands {
        plans: &scene.snapshot.plans,
        time: scene.snapshot.report.time(),
        axis,
        rows: &state.rows.keys,
        day_width: view.scale,
    };
    let ground = grid::Ground {
        axis: &scene.derived.axis,
        time: scene.snapshot.report.time(),
        messages: scene.messages,
        mondays: false,
    };
    let grid = state.grid.grid(&ground, &view, width, scene.snapshot.now);
    let subjects = selected(scene);
    let mut selection: Vec<Key> = subjects.iter().map(|subject| subject.id.0).collect();
    let ties = state.ties.ties(scene, &subjects);
    let memory = &mut state.memory;
    let mut preview =
        |gesture: &Gesture, free: bool| preview::preview(scene, &hands, memory, gesture, free);
    let words = words(scene);
    let mut label = |ui: &mut Ui, row: &Row| label::ui(ui, scene, row);
    let scale = view.scale;
    let grain = Grain::at(scale, false);
    let of_productions = shown.rows == BoardRows::Productions;
    let row_height = if of_productions { ROW_OF_PRODUCTION } else { ROW };
    let area = ui.available_rect_before_wrap();
    let happened = Timeline::new(TIMELINE, &state.rows.rows, grid, &words)
        .ties(ties)
        .label_width(LABELS)
        .label(&mut label)
        .row_height(row_height)
        .editable(true)
        .may_create(true)
        .may_change_row(!of_productions)
        .step(grain.step(axis))
        .scale_range(*span::DAY_WIDTHS.start(), *span::DAY_WIDTHS.end())
        .scroll_to(scroll_to)
        .preview(&mut preview)
        .show(ui, &mut view, &mut selection);
    if (view.scale - scale).abs() > scale * 1e-9 {
        view.scale = span::clamped(view.scale);
        shown.span = head::free_span(view.scale);
        state.fitted = Some((shown.span, wanted.1));
    }
    span::keep_inside(axis, &mut view, width);
    state.view = Some(view);
    nothing_found(ui, scene, state, shown, area);
    events::take(ui, scene, state, asks, events::Frame { happened, view, grain, area });
}

/// When the axis begins in another year, the reader stays at the same date.
fn stay_on_date(scene: &Scene<'_>, state: &mut State) {
    let axis = &scene.derived.axis;
    let old = state.axis.replace(Arc::clone(axis));
    if let (Some(old), Some(view)) = (old, &mut state.view)
        && !Arc::ptr_eq(&old, axis)
    {
        view.left = axis.position(old.tick(view.left));
    }
}

/// Where the reader stands, after what was asked for in the head.
fn look(
    scene: &Scene<'_>,
    view: Option<Viewport>,
    shown: &PlanningSettings,
    moved: Option<Move>,
    (width, fits): (f32, bool),
) -> Viewport {
    let axis = scene.derived.axis.as_ref();
    let from_today = |span| axis.midnight(span::first_date(span, scene.today()));
    let fresh = || Viewport { left: from_today(shown.span), scale: 1.0, top: 0.0 };
    let mut view = view.unwrap_or_else(fresh);
    match moved {
        Some(Move::Today) => view.left = from_today(shown.span),
        Some(Move::Back) => span::step(axis, &mut view, width, false),
        Some(Move::Forth) => span::step(axis, &mut view, width, true),
        Some(Move::Span) => {
            // What is in view stays in view: today, if it is.
            let end = view.left + f64::from(width) / view.scale;
            let now = axis.position(scene.snapshot.now);
            let today = view.left <= now && now <= end;
            let date = if today { scene.today() } else { axis.date(view.left + 1e-6) };
            view.left = axis.midnight(span::first_date(shown.span, date));
        }
        None => {}
    }
    if !fits {
        let first = axis.date(view.left + 1e-6);
        view.scale = span::scale(axis, shown.span, first, width);
    }
    span::keep_inside(axis, &mut view, width);
    view
}

/// Brings a booking into view that is to be shown. A filter that hides it gives way.
fn bring_wanted(
    scene: &Scene<'_>,
    state: &mut State,
    shown: &mut PlanningSettings,
    view: &mut Viewport,
    width: f32,
) -> Option<Key> {
    let subject = state.wanted?;
    let production = subject.scope.production()?;
    let found = scene.derived.board.find(production, BookingId(subject.id));
    let Some((_, place)) = found else {
        // It may have been made just now.
        if scene.derived.snapshot.revision >= scene.snapshot.revision {
            state.wanted = None;
        }
        return None;
    };
    let is_here =
        state.rows.rows.iter().any(|row| row.bars.iter().any(|bar| bar.key == subject.id.0));
    if !is_here && !shown.filter.is_empty() {
        shown.filter = crate::desktop::PlanningFilter::default();
        return None;
    }
    state.wanted = None;
    span::centre(view, (place.start, place.end), width);
    span::keep_inside(scene.derived.axis.as_ref(), view, width);
    Some(subject.id.0)
}

/// The time in view, and around it.
fn ranges(scene: &Scene<'_>, view: &Viewport, width: f32) -> Ranges {
    let axis = scene.derived.axis.as_ref();
    let time = scene.snapshot.report.time();
    let first = axis.date(view.left);
    let last = axis.date(view.left + f64::from(width) / view.scale);
    let days = (last - first).num_days().unsigned_abs();
    let midnight = |date: NaiveDate| time.tick(date.and_time(NaiveTime::MIN));
    let after = |date: NaiveDate| midnight(date.succ_opt().unwrap_or(date));
    let in_view = TickRange::new(midnight(first), after(last));
    let whole = if days > 7 {
        let nearest = |date: NaiveDate| {
            midnight(units::monday(date.checked_add_days(Days::new(3)).unwrap_or(date)))
        };
        TickRange::new(nearest(first), nearest(last))
    } else {
        in_view
    };
    let more = Days::new(days + 7);
    let wide_first = first.checked_sub_days(more).unwrap_or(first);
    let wide_last = last.checked_add_days(more).unwrap_or(last);
    Ranges { in_view, whole, wide: TickRange::new(midnight(wide_first), after(wide_last)) }
}

/// The bookings that are selected.
fn selected(scene: &Scene<'_>) -> Vec<Subject> {
    let bookings = scene.selection.iter().filter(|subject| subject.kind == Kind::Booking);
    bookings.copied().collect()
}

fn words(scene: &Scene<'_>) -> Words {
    Words {
        name: scene.say(key::DESKTOP_PLANNING_NAME),
        clash: scene.say(key::DESKTOP_PLANNING_WOULD_CLASH),
        refused: scene.say(key::DESKTOP_PLANNING_REFUSED),
        tie_from_start: scene.say(key::DESKTOP_PLANNING_TIE_FROM_START),
        tie_from_end: scene.say(key::DESKTOP_PLANNING_TIE_FROM_END),
        scroll: scene.say(key::DESKTOP_PLANNING_SCROLL),
    }
}

/// Says so where filters leave nothing.
fn nothing_found(
    ui: &mut Ui,
    scene: &Scene<'_>,
    state: &State,
    shown: &mut PlanningSettings,
    area: egui::Rect,
) {
    if shown.filter.is_empty() || !state.rows.rows.is_empty() {
        return;
    }
    let rect = area.shrink2(vec2(20.0, 40.0));
    let mut ui = ui.new_child(egui::UiBuilder::new().max_rect(rect));
    let title = scene.say(key::DESKTOP_PLANNING_NOTHING_FOUND);
    let hint = scene.say(key::DESKTOP_PLANNING_NOTHING_FOUND_HINT);
    let button = scene.say(key::DESKTOP_PLANNING_SHOW_ALL);
    if ui_kit::widgets::empty(&mut ui, &title, &hint, Some(&button)) {
        shown.filter = crate::desktop::PlanningFilter::default();
    }
}

/// A booking by the number of its bar.
fn subject_of(hands: &Hands<'_>, bar: Key) -> Option<Subject> {
    let (production, booking) = hands.find(bar)?;
    Some(Subject::planned(production, Kind::Booking, booking.id))
}
