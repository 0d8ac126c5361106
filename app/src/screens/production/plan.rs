//! The list and the chart side by side: draws them, and carries out what the reader does in either.

use super::act::{self, Act};
use super::cell::Cell;
use super::chart::Chart;
use super::columns::{self, Column};
use super::drag::Hand;
use super::list::{self, Frame};
use super::menu::{Chosen, Menu};
use super::place::Placing;
use super::{State, keys, links, selected, subjects};
use crate::desktop::{Asks, Notice, Scene};
use crate::screens::planning::grid::Ground;
use egui::{Key as Button, Modifiers, Rect, RichText, Ui, pos2};
use i18n::key;
use model::{LinkId, RawId, Severity, TaskId};
use node::Group;
use ui_kit::theme;
use ui_kit::timeline::{Event, Key, Timeline, Viewport, Words};

/// Height of a row.
const ROW: f32 = 28.0;

/// Height of a row that is the heading of a group.
const HEADING: f32 = 24.0;

/// Height of the headings of the chart.
const HEADINGS: f32 = 50.0;

/// The farthest and the nearest one can look, in points per working day.
const SCALES: (f64, f64) = (1.5, 3_000.0);

/// Height of the line below that says what the colours mean.
const LEGEND: f32 = 24.0;

/// Days that are shown on both sides of a plan that is fitted into the view.
const AROUND: f64 = 2.0;

/// Draws the list and the chart over all the room there is.
pub(super) fn ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    state: &mut State,
    chart: &Chart,
    asks: &mut Asks,
) {
    let whole = ui.available_rect_before_wrap();
    let area = Rect::from_min_max(whole.min, pos2(whole.right(), whole.bottom() - LEGEND));
    let columns = columns::shown(&scene.settings.production, area.width());
    let label_width = columns::total(&columns);
    let selection = selected(scene, chart);
    let frame = Frame { scene, chart, columns: &columns, selection: &selection };
    let labels = Rect::from_min_max(area.min, pos2(area.left() + label_width, area.bottom()));
    attend(ui, scene, state);
    let mut acts = state.list.keys(ui, &frame, labels, asks);
    acts.extend(added(ui, scene, state));
    let body = Rect::from_min_max(pos2(labels.right(), area.top() + HEADINGS), area.max);
    let mut view = state.view.unwrap_or_else(|| fitted(chart, body.width()));
    scroll_list(ui, labels, &mut view);
    reveal(state, chart, &selection, body, &mut view);
    let (events, more) = timeline(ui, state, &frame, (area, label_width), &mut view, asks);
    state.view = Some(view);
    legend(ui, scene, Rect::from_min_max(pos2(whole.left(), area.bottom()), whole.max));
    for event in events {
        self::event(ui, state, &frame, event, asks);
    }
    state.list.after(&frame, asks);
    for act in acts.into_iter().chain(more) {
        carry_out(ui, scene, state, chart, &act, asks);
    }
    state.list.hint(ui, &frame);
    popups(ui, state, &frame, asks);
}

/// Insert adds a step wherever the keys are, but in a field or a dialogue.
fn added(ui: &Ui, scene: &Scene<'_>, state: &State) -> Option<Act> {
    if scene.is_typing() || state.menu.is_some() || scene.has_dialogue() {
        return None;
    }
    ui.input_mut(|input| {
        let step = keys::take(input, Modifiers::NONE, Button::Insert);
        let milestone = keys::take(input, Modifiers::SHIFT, Button::Insert);
        if step { Some(Act::Add) } else { milestone.then_some(Act::AddMilestone) }
    })
}

/// For how many frames the list waits for the keyboard's attention to become free.
const PATIENCE: u8 = 4;

/// The list takes the keyboard's attention when the screen is opened and when a dialogue is done
/// with, unless somebody else has it.
fn attend(ui: &Ui, scene: &Scene<'_>, state: &mut State) {
    let waited = state.waited;
    if waited >= PATIENCE || scene.has_dialogue() {
        return;
    }
    if ui.memory(|memory| memory.focused().is_none()) {
        ui.memory_mut(|memory| memory.request_focus(list::id()));
        state.waited = PATIENCE;
    } else {
        // What had it may just have gone, which is noticed in the next frame.
        state.waited = waited + 1;
        ui.ctx().request_repaint();
    }
}

/// The whole plan, with a little around it.
fn fitted(chart: &Chart, width: f32) -> Viewport {
    let (start, end) = chart.ends().unwrap_or_else(|| {
        let now = chart.wanted.axis.position(chart.wanted.snapshot.now);
        (now, now + 20.0)
    });
    Viewport::new(start - AROUND, end - start + 3.0 * AROUND, width)
}

/// Shows today, a fifth from the left.
pub(super) fn show_now(scene: &Scene<'_>, state: &mut State) {
    if let Some(view) = &mut state.view {
        let now = scene.derived.axis.position(scene.snapshot.now);
        view.left = now - 160.0 / view.scale;
    }
}

/// Comes nearer, or goes further away; the bar that leads stays where it is, else what is a third
/// from the left.
pub(super) fn zoom(state: &mut State, chart: &Chart, factor: f64) {
    let row = state.led.and_then(|led| chart.rows.get(chart.row_of(led)?));
    let bar = row.and_then(|row| row.bars.first());
    let Some(view) = &mut state.view else { return };
    let right = view.left + 600.0 / view.scale;
    let bar = bar.filter(|bar| bar.end > view.left && bar.start < right);
    let held = bar.map_or(view.left + 240.0 / view.scale, |bar| (bar.start + bar.end) / 2.0);
    view.zoom_at(factor, held);
}

/// The wheel over the list scrolls both.
fn scroll_list(ui: &Ui, labels: Rect, view: &mut Viewport) {
    if ui.rect_contains_pointer(labels) {
        view.top -= ui.input(|input| input.smooth_scroll_delta().y);
        view.top = view.top.max(0.0);
    }
}

/// Brings the row of the cursor into view, and whatever has come to lead the selection.
fn reveal(state: &mut State, chart: &Chart, selection: &[TaskId], body: Rect, view: &mut Viewport) {
    let led = selection.last().copied();
    if state.led != led {
        state.led = led;
        if let Some(task) = led {
            let column = state.list.cursor.map_or(Column::Name, |(_, column)| column);
            state.list.cursor = Some((task, column));
            state.list.reveal = true;
            show_bar(chart, task, body.width(), view);
        }
    }
    let row = state.list.cursor.and_then(|(task, _)| chart.row_of(task));
    if let Some(row) = row.filter(|_| std::mem::take(&mut state.list.reveal)) {
        let (top, bottom) = (above(chart, row), above(chart, row + 1));
        view.top = view.top.min(top).max(bottom - body.height()).max(0.0);
    }
}

/// The height of the rows above one.
fn above(chart: &Chart, row: usize) -> f32 {
    let height = |row: &ui_kit::timeline::Row| if row.heading { HEADING } else { ROW };
    chart.rows.iter().take(row).map(height).sum()
}

/// A bar that lies outside of the view is brought in; one of which a part is seen stays there.
fn show_bar(chart: &Chart, task: TaskId, width: f32, view: &mut Viewport) {
    let bar = chart.row_of(task).and_then(|row| chart.rows.get(row)?.bars.first());
    let right = view.left + f64::from(width) / view.scale;
    if let Some(bar) = bar.filter(|bar| bar.end < view.left || bar.start > right) {
        view.reveal(bar.start, bar.end, width);
    }
}

/// Draws the timeline; gives what was done in it, and in the cells of the list.
fn timeline(
    ui: &mut Ui,
    state: &mut State,
    frame: &Frame<'_>,
    (area, label_width): (Rect, f32),
    view: &mut Viewport,
    asks: &mut Asks,
) -> (Vec<Event>, Vec<Act>) {
    let Frame { scene, chart, columns, selection } = *frame;
    let words = words(scene);
    let mut acts = Vec::new();
    let mut keys: Vec<Key> = selection.iter().map(|task| task.0.0).collect();
    let mut widths = Asks::default();
    let ground = Ground {
        axis: &chart.wanted.axis,
        time: scene.snapshot.report.time(),
        messages: scene.messages,
        mondays: true,
    };
    let grid = state.grid.grid(&ground, view, area.width() - label_width, scene.snapshot.now);
    let (list, ahead) = (&mut state.list, &mut state.ahead);
    let mut looked = false;
    let hand = Hand { scene, chart, link: LinkId::default() };
    let mut label = |ui: &mut Ui, row: &ui_kit::timeline::Row| {
        if let Some(task) = chart.task(TaskId(RawId(row.key))) {
            list.row(ui, frame, task, asks, &mut acts);
        }
    };
    let mut header = |ui: &mut Ui| list::header(ui, scene, columns, &mut widths);
    let mut preview = |gesture: &ui_kit::timeline::Gesture, free: bool| {
        looked = true;
        hand.preview(ahead, gesture, free)
    };
    let mut inner = ui.new_child(egui::UiBuilder::new().max_rect(area));
    let step = if view.scale >= 90.0 { 0.5 } else { 1.0 };
    let events = Timeline::new("production-plan", &chart.rows, grid, &words)
        .ties(&chart.ties)
        .all_ties(scene.settings.production.links)
        .label_width(label_width)
        .row_height(ROW)
        .label(&mut label)
        .header(&mut header)
        .preview(&mut preview)
        .editable(!scene.is_read_only())
        .may_tie(true)
        .step(step)
        .scale_range(SCALES.0, SCALES.1)
        .show(&mut inner, view, &mut keys);
    if !looked {
        ahead.forget();
    }
    asks.append(widths);
    (events, acts)
}

fn words(scene: &Scene<'_>) -> Words {
    Words {
        name: scene.say(key::DESKTOP_PRODUCTION_CHART),
        clash: scene.say(key::DESKTOP_PRODUCTION_WOULD_CLASH),
        refused: scene.say(key::DESKTOP_PRODUCTION_CANNOT),
        tie_from_start: scene.say(key::DESKTOP_PRODUCTION_TIE_FROM_START),
        tie_from_end: scene.say(key::DESKTOP_PRODUCTION_TIE_FROM_END),
        scroll: scene.say(key::DESKTOP_PRODUCTION_SCROLL),
    }
}

fn legend(ui: &mut Ui, scene: &Scene<'_>, rect: Rect) {
    let mut inner =
        ui.new_child(egui::UiBuilder::new().max_rect(rect.shrink2(egui::vec2(18.0, 3.0))));
    let text = RichText::new(scene.say(key::DESKTOP_PRODUCTION_LEGEND)).font(theme::small());
    inner.add(egui::Label::new(text.color(scene.tokens.ink_3)).truncate());
}

fn event(ui: &Ui, state: &mut State, frame: &Frame<'_>, event: Event, asks: &mut Asks) {
    let Frame { scene, chart, .. } = *frame;
    let production = chart.wanted.production;
    let task = |key: Key| chart.task(TaskId(RawId(key))).map(|task| task.id);
    let pointer = ui.input(|input| input.pointer.latest_pos()).unwrap_or_default();
    match event {
        Event::Selected(keys) => {
            let tasks: Vec<TaskId> = keys.into_iter().filter_map(task).collect();
            // What is clicked in the chart is in view: the list goes there without a jump.
            asks.select_all(subjects(production, &tasks));
        }
        Event::Opened(key) | Event::RowPicked(key) => {
            if let Some(task) = task(key) {
                state.list.click(ui, task, Column::Name);
                asks.select_all(subjects(production, &[task]));
            }
        }
        Event::Renamed(key) => {
            if let Some(task) = task(key) {
                state.list.begin(frame, task, Column::Name, None, asks);
            }
        }
        Event::Deleted(keys) => {
            let tasks: Vec<TaskId> = keys.into_iter().filter_map(task).collect();
            act::carry_out(&Act::Delete, scene, chart, &tasks, asks);
        }
        Event::Done { gesture, free } => {
            let hand = Hand { scene, chart, link: LinkId(scene.new_id()) };
            let commands = hand.commands(&gesture, free);
            if !commands.is_empty() {
                asks.submit_quietly(Group::of(commands));
            }
        }
        Event::TiePicked(key) => {
            if let Some(link) = chart.link(LinkId(RawId(key))) {
                state.link = Some(links::Form::open(scene, link, pointer));
            }
        }
        Event::Menu(key, _) | Event::GroundMenu(key, _) => {
            if let Some(task) = task(key) {
                if !frame.selection.contains(&task) {
                    asks.select_all(subjects(production, &[task]));
                }
                state.menu = Some(Menu::open(pointer));
            }
        }
        Event::Split(..) => {}
    }
}

/// Carries out something that keys, buttons or the menu ask for.
pub(super) fn carry_out(
    ui: &Ui,
    scene: &Scene<'_>,
    state: &mut State,
    chart: &Chart,
    act: &Act,
    asks: &mut Asks,
) {
    if act.changes()
        && let Some(reason) = &scene.snapshot.read_only
    {
        asks.tell(Notice::finding(scene.messages, reason));
        return;
    }
    let selection = chosen(scene, state, chart);
    match act {
        Act::Fold(group) => {
            if !state.folded.remove(group) {
                state.folded.insert(*group);
            }
        }
        Act::Menu(place) => {
            let place =
                if *place == egui::Pos2::ZERO { menu_place(ui, state, chart) } else { *place };
            state.menu = Some(Menu::open(place));
        }
        Act::Place => match Placing::open(scene, chart, &selection) {
            Some(placing) => {
                state.placing = Some(placing);
                leave_list(ui);
            }
            None => {
                let notice = Notice::info(scene.say(key::DESKTOP_PRODUCTION_NOTHING_TO_PLACE));
                asks.tell(Notice { severity: Severity::Warning, ..notice });
            }
        },
        Act::Copy => {
            let width = ui.ctx().content_rect().width();
            let columns = columns::shown(&scene.settings.production, width);
            let columns: Vec<Column> = columns.into_iter().map(|(column, _)| column).collect();
            ui.ctx().copy_text(act::as_text(scene, chart, &columns, &selection));
        }
        Act::Paste(text) => {
            state.pasting.begin(scene, chart, selection.last().copied(), text);
            leave_list(ui);
        }
        Act::Type(column) => type_into(scene, state, chart, &selection, *column, asks),
        other => {
            let done = act::carry_out(other, scene, chart, &selection, asks);
            if let Some(new) = done.and_then(|done| done.new) {
                state.list.awaited = Some(new);
                asks.select_all(subjects(chart.wanted.production, &[new]));
            }
        }
    }
}

/// A dialogue takes the keyboard's attention.
fn leave_list(ui: &Ui) {
    ui.memory_mut(|memory| memory.surrender_focus(list::id()));
}

/// The list has the keyboard's attention again, once a dialogue is done with.
pub(super) fn back_to_list(ui: &Ui, state: &mut State) {
    state.waited = 0;
    ui.ctx().request_repaint();
}

/// The selection; else the row of the cursor.
fn chosen(scene: &Scene<'_>, state: &State, chart: &Chart) -> Vec<TaskId> {
    let selection = selected(scene, chart);
    if !selection.is_empty() {
        return selection;
    }
    let cursor = state.list.cursor.map(|(task, _)| task);
    cursor.filter(|task| chart.task(*task).is_some()).into_iter().collect()
}

/// A cell of the step that leads is typed in; its column is shown for it.
fn type_into(
    scene: &Scene<'_>,
    state: &mut State,
    chart: &Chart,
    selection: &[TaskId],
    column: Column,
    asks: &mut Asks,
) {
    let settings = &scene.settings.production;
    if !column.is_chosen(settings) {
        asks.set_production(columns::with(settings, column, true));
    }
    let Some(task) = selection.last().and_then(|task| chart.task(*task)) else { return };
    if (Cell { scene, chart, task, column }).is_typed() {
        let frame = Frame { scene, chart, columns: &[], selection };
        state.list.begin(&frame, task.id, column, None, asks);
    }
}

/// Beside the row of the cursor.
fn menu_place(ui: &Ui, state: &State, chart: &Chart) -> egui::Pos2 {
    let area = ui.available_rect_before_wrap();
    let row = state.list.cursor.and_then(|(task, _)| chart.row_of(task)).unwrap_or(0);
    let top = state.view.map_or(0.0, |view| view.top);
    pos2(area.left() + 120.0, area.top() + HEADINGS + above(chart, row + 1) - top)
}

/// The menu and the form of a dependency.
fn popups(ui: &Ui, state: &mut State, frame: &Frame<'_>, asks: &mut Asks) {
    let Frame { scene, chart, .. } = *frame;
    if let Some(mut menu) = state.menu.take() {
        let selection = chosen(scene, state, chart);
        let (picked, open) = menu.ui(ui, scene, chart, &selection);
        if open {
            state.menu = Some(menu);
        } else {
            back_to_list(ui, state);
        }
        match picked {
            Some(Chosen::Act(act)) => carry_out(ui, scene, state, chart, &act, asks),
            Some(Chosen::Link(id)) => {
                let place = menu_place(ui, state, chart);
                state.link = chart.link(id).map(|link| links::Form::open(scene, link, place));
            }
            None => {}
        }
    }
    if let Some(mut form) = state.link.take() {
        if form.ui(ui, scene, chart, asks) {
            state.link = Some(form);
        } else {
            back_to_list(ui, state);
        }
    }
}
