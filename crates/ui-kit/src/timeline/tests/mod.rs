//! The timeline driven as a person would: bars found by what is spoken of them.

mod access;
mod hard;
mod keyboard;
mod pictures;
mod pointer;

use super::*;
use egui::{Modifiers, Pos2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};

/// A bar without anything special.
pub(super) fn bar(key: Key, start: f64, end: f64) -> Bar {
    Bar {
        key,
        start,
        end,
        pieces: Vec::new(),
        lane: 0,
        title: format!("Bar {key}"),
        subtitle: String::new(),
        beside: String::new(),
        hue: crate::tokens::DARK.picture,
        shape: Shape::Solid,
        clash: false,
        critical: false,
        done: None,
        before: None,
        fixed: false,
        faint: false,
        spoken: format!("Bar {key}"),
    }
}

struct State {
    rows: Vec<Row>,
    ties: Vec<Tie>,
    view: Viewport,
    selection: Vec<Key>,
    events: Vec<Event>,
    previews: Vec<(Gesture, bool)>,
    words: Words,
    editable: bool,
    refused: bool,
    row_height: f32,
    scroll_to: Option<Key>,
    installed: bool,
}

fn row(key: Key, bars: Vec<Bar>) -> Row {
    Row {
        key,
        title: format!("Row {key}"),
        subtitle: "5.1".to_owned(),
        heading: false,
        load: Some(0.5),
        spoken: format!("Row {key}"),
        bars,
        shades: Vec::new(),
    }
}

fn window() -> Harness<'static, State> {
    window_of(vec![
        row(100, vec![bar(1, 1.0, 3.0), bar(2, 4.0, 6.0)]),
        row(200, vec![bar(3, 2.0, 5.0)]),
        row(300, Vec::new()),
    ])
}

fn window_of(rows: Vec<Row>) -> Harness<'static, State> {
    let words = Words {
        name: "Planning".to_owned(),
        clash: "Clash".to_owned(),
        refused: "No".to_owned(),
        tie_from_start: "Link from start".to_owned(),
        tie_from_end: "Link from end".to_owned(),
        scroll: "Rows".to_owned(),
    };
    let state = State {
        rows,
        ties: Vec::new(),
        view: Viewport { left: 0.0, scale: 60.0, top: 0.0 },
        selection: Vec::new(),
        events: Vec::new(),
        previews: Vec::new(),
        words,
        editable: true,
        refused: false,
        row_height: 54.0,
        scroll_to: None,
        installed: false,
    };
    let draw = |ui: &mut Ui, state: &mut State| {
        if !state.installed {
            crate::theme::install(ui.ctx());
            state.installed = true;
            ui.ctx().request_repaint();
            return;
        }
        let grid = Grid::default();
        let (previews, refused) = (&mut state.previews, state.refused);
        let mut preview = |gesture: &Gesture, free: bool| {
            previews.push((gesture.clone(), free));
            Preview { title: "tip".to_owned(), clash: true, refused, ..Preview::default() }
        };
        let timeline = Timeline::new("timeline", &state.rows, &grid, &state.words)
            .ties(&state.ties)
            .editable(state.editable)
            .may_create(true)
            .may_change_row(true)
            .may_tie(true)
            .row_height(state.row_height)
            .scroll_to(state.scroll_to.take())
            .preview(&mut preview);
        // Something before and after it, to leave to with Tab.
        let _ = ui.button("before");
        let room = ui.available_size() - vec2(0.0, 40.0);
        let shown =
            ui.allocate_ui(room, |ui| timeline.show(ui, &mut state.view, &mut state.selection));
        state.events.extend(shown.inner);
        let _ = ui.button("after");
    };
    let mut harness = Harness::builder().with_size(vec2(700.0, 360.0)).build_ui_state(draw, state);
    harness.run();
    harness
}

fn centre(harness: &Harness<'_, State>, name: &str) -> Pos2 {
    harness.get_by_label(name).rect().center()
}

/// Presses at a place, goes to another in a few steps, and lets go unless told otherwise.
fn drag(harness: &mut Harness<'_, State>, from: Pos2, to: Pos2, let_go: bool) {
    harness.hover_at(from);
    harness.step();
    harness.drag_at(from);
    harness.step();
    for part in [0.3_f32, 0.7, 1.0] {
        harness.hover_at(from + (to - from) * part);
        harness.step();
    }
    if let_go {
        harness.drop_at(to);
        harness.step();
        harness.run();
    }
}

fn done(harness: &Harness<'_, State>) -> Vec<Gesture> {
    let events = harness.state().events.iter();
    events
        .filter_map(|event| match event {
            Event::Done { gesture, .. } => Some(gesture.clone()),
            _ => None,
        })
        .collect()
}

#[test]
fn a_bar_is_moved_to_another_row_and_told_beforehand_that_it_would_clash() {
    let mut harness = window();
    let from = centre(&harness, "Bar 1");
    let to = from + vec2(120.0, 54.0);
    drag(&mut harness, from, to, false);
    assert!(harness.query_by_label_contains("Clash").is_some() || shows(&harness, "⚠ Clash"));
    assert!(done(&harness).is_empty(), "nothing is meant before it is let go");
    harness.drop_at(to);
    harness.run();
    let [Gesture::Move { grasped: 1, by, from_row: 100, to_row: 200, copy: false, .. }] =
        done(&harness)[..]
    else {
        panic!("{:?}", done(&harness))
    };
    assert!((by - 2.0).abs() < 0.05, "{by}");
}

fn shows(harness: &Harness<'_, State>, text: &str) -> bool {
    harness.query_all_by_value(text).next().is_some()
}

#[test]
fn escape_gives_a_drag_up() {
    let mut harness = window();
    let from = centre(&harness, "Bar 3");
    drag(&mut harness, from, from + vec2(100.0, 0.0), false);
    harness.key_press(egui::Key::Escape);
    harness.step();
    harness.drop_at(from + vec2(100.0, 0.0));
    harness.run();
    assert!(done(&harness).is_empty());
    assert!(!harness.state().previews.is_empty());
}

#[test]
fn an_end_is_pulled_and_the_other_stays() {
    let mut harness = window();
    let rect = harness.get_by_label("Bar 3").rect();
    let from = rect.right_center() - vec2(2.0, 0.0);
    drag(&mut harness, from, from + vec2(60.0, 0.0), true);
    let [Gesture::Resize { bar: 3, edge: Edge::End, to }] = done(&harness)[..] else {
        panic!("{:?}", done(&harness))
    };
    assert!((to - 6.0).abs() < 0.1, "{to}");
}

#[test]
fn dragging_on_empty_ground_draws_a_bar() {
    let mut harness = window();
    let row = harness.get_by_label("Row 300").rect();
    let from = egui::pos2(row.right() + 60.0, row.center().y);
    drag(&mut harness, from, from + vec2(90.0, 0.0), true);
    let [Gesture::Create { row: 300, start, end }] = done(&harness)[..] else {
        panic!("{:?}", done(&harness))
    };
    assert!((end - start - 1.5).abs() < 0.05, "{start} to {end}");
}

#[test]
fn selected_bars_go_together() {
    let mut harness = window();
    harness.get_by_label("Bar 1").click();
    harness.run();
    harness.get_by_label("Bar 2").click_modifiers(Modifiers::COMMAND);
    harness.run();
    assert_eq!(harness.state().selection, [1, 2]);
    harness.key_press_modifiers(Modifiers::ALT, egui::Key::ArrowRight);
    harness.run();
    let [Gesture::Move { ref bars, by, .. }] = done(&harness)[..] else {
        panic!("{:?}", done(&harness))
    };
    assert_eq!((bars.as_slice(), by), (&[1_u128, 2][..], 1.0));
}

#[test]
fn the_arrows_walk_from_bar_to_bar_and_from_row_to_row() {
    let mut harness = window();
    harness.get_by_label("Bar 1").click();
    harness.run();
    for (key, expected) in [
        (egui::Key::ArrowRight, 2),
        (egui::Key::ArrowDown, 3),
        (egui::Key::ArrowUp, 1),
        (egui::Key::End, 2),
        (egui::Key::Home, 1),
        (egui::Key::End, 2),
    ] {
        harness.key_press(key);
        harness.run();
        assert_eq!(harness.state().selection, [expected], "{key:?}");
    }
    harness.key_press(egui::Key::Delete);
    harness.key_press(egui::Key::Enter);
    harness.run();
    let events = &harness.state().events;
    assert!(events.contains(&Event::Deleted(vec![2])), "{events:?}");
    assert!(events.contains(&Event::Opened(2)), "{events:?}");
}

#[test]
fn a_dependency_is_drawn_from_end_to_start() {
    let mut harness = window();
    harness.get_by_label("Bar 1").click();
    harness.run();
    let from = centre(&harness, "Link from end — Bar 1");
    let to = harness.get_by_label("Bar 3").rect().left_center() + vec2(4.0, 0.0);
    drag(&mut harness, from, to, true);
    let expected = Gesture::Tie { from: 1, from_edge: Edge::End, to: 3, to_edge: Edge::Start };
    assert_eq!(done(&harness), [expected]);
}

#[test]
fn what_only_may_be_looked_at_is_not_moved() {
    let mut harness = window();
    harness.state_mut().editable = false;
    harness.run();
    let from = centre(&harness, "Bar 1");
    let left = harness.state().view.left;
    drag(&mut harness, from, from + vec2(120.0, 0.0), true);
    assert!(done(&harness).is_empty());
    assert!(harness.state().view.left < left, "the view is dragged instead");
}

#[test]
fn shift_and_wheel_pan_and_control_and_wheel_zoom_at_the_pointer() {
    let mut harness = window();
    let at = centre(&harness, "Bar 2");
    harness.hover_at(at);
    harness.step();
    let before = harness.state().view;
    let wheel = |modifiers| egui::Event::MouseWheel {
        unit: egui::MouseWheelUnit::Point,
        delta: vec2(0.0, 40.0),
        phase: egui::TouchPhase::Move,
        source: egui::MouseWheelSource::Wheel,
        modifiers,
    };
    harness.event_modifiers(wheel(Modifiers::COMMAND), Modifiers::COMMAND);
    harness.run();
    let after = harness.state().view;
    assert!(after.scale > before.scale);
    let moved = centre(&harness, "Bar 2");
    assert!((moved.x - at.x).abs() < 1.0, "what is under the pointer stays there");
}

#[test]
fn bars_and_rows_have_names_for_screen_readers() {
    let harness = window();
    assert!(harness.query_by_label("Row 200").is_some());
    let bar = harness.get_by_label("Bar 3");
    assert_eq!(bar.accesskit_node().role(), egui::accesskit::Role::Button);
}
