//! What the pointer does.

use super::*;
use egui::{Event as Input, PointerButton, TouchPhase};

fn hold(harness: &mut Harness<'_, State>, modifiers: Modifiers) {
    harness.event(Input::ModifiersChanged(modifiers));
    harness.step();
}

fn press(harness: &Harness<'_, State>, pos: Pos2, button: PointerButton, pressed: bool) {
    harness.event(Input::PointerButton { pos, button, pressed, modifiers: Modifiers::NONE });
}

fn wheel(harness: &mut Harness<'_, State>, at: Pos2, delta: egui::Vec2, modifiers: Modifiers) {
    harness.hover_at(at);
    harness.step();
    let event = Input::MouseWheel {
        unit: egui::MouseWheelUnit::Point,
        delta,
        phase: TouchPhase::Move,
        source: egui::MouseWheelSource::Wheel,
        modifiers,
    };
    harness.event_modifiers(event, modifiers);
    harness.run();
}

/// An empty place of a row, so many units from the left of the axis.
fn ground(harness: &Harness<'_, State>, row: &str, at: f32) -> Pos2 {
    let label = harness.get_by_label(row).rect();
    egui::pos2(label.right() + at * 60.0, label.center().y)
}

#[test]
fn with_control_a_copy_is_made() {
    let mut harness = window();
    let from = centre(&harness, "Bar 3");
    hold(&mut harness, Modifiers::COMMAND);
    drag(&mut harness, from, from + vec2(60.0, 0.0), true);
    let [Gesture::Move { grasped: 3, copy: true, .. }] = done(&harness)[..] else {
        panic!("{:?}", done(&harness))
    };
}

#[test]
fn all_selected_bars_are_moved_and_those_that_are_fixed_stay() {
    let mut rows =
        vec![row(100, vec![bar(1, 1.0, 3.0), bar(2, 4.0, 6.0)]), row(200, vec![bar(3, 2.0, 5.0)])];
    rows[0].bars[1].fixed = true;
    let mut harness = window_of(rows);
    harness.state_mut().selection = vec![1, 2, 3];
    harness.run();
    let from = centre(&harness, "Bar 1");
    drag(&mut harness, from, from + vec2(60.0, 0.0), true);
    let [Gesture::Move { grasped: 1, ref bars, .. }] = done(&harness)[..] else {
        panic!("{:?}", done(&harness))
    };
    assert_eq!(bars, &[1, 3]);
    let from = centre(&harness, "Bar 2");
    drag(&mut harness, from, from + vec2(60.0, 0.0), true);
    assert_eq!(done(&harness).len(), 1, "a fixed bar cannot be grasped");
}

#[test]
fn a_bar_that_was_not_selected_is_selected_by_moving_it() {
    let mut harness = window();
    harness.state_mut().selection = vec![1];
    harness.run();
    let from = centre(&harness, "Bar 3");
    drag(&mut harness, from, from + vec2(60.0, 0.0), true);
    let [Gesture::Move { ref bars, .. }] = done(&harness)[..] else {
        panic!("{:?}", done(&harness))
    };
    assert_eq!((bars.as_slice(), harness.state().selection.as_slice()), (&[3][..], &[3][..]));
}

#[test]
fn a_bar_brought_back_to_where_it_was_has_not_been_moved() {
    let mut harness = window();
    let from = centre(&harness, "Bar 3");
    drag(&mut harness, from, from + vec2(90.0, 0.0), false);
    harness.hover_at(from + vec2(1.0, 0.0));
    harness.step();
    harness.drop_at(from + vec2(1.0, 0.0));
    harness.run();
    assert!(done(&harness).is_empty(), "{:?}", done(&harness));
}

#[test]
fn three_points_are_no_drag() {
    let mut harness = window();
    let from = centre(&harness, "Bar 3");
    harness.hover_at(from);
    harness.drag_at(from);
    harness.hover_at(from + vec2(3.0, 0.0));
    harness.drop_at(from + vec2(3.0, 0.0));
    harness.run();
    assert!(done(&harness).is_empty());
    assert_eq!(harness.state().selection, [3], "it was a click");
}

#[test]
fn what_is_refused_beforehand_is_not_done() {
    let mut harness = window();
    harness.state_mut().refused = true;
    let from = centre(&harness, "Bar 3");
    drag(&mut harness, from, from + vec2(90.0, 0.0), false);
    assert!(shows(&harness, "⚠ No"));
    harness.drop_at(from + vec2(90.0, 0.0));
    harness.run();
    assert!(done(&harness).is_empty());
}

#[test]
fn alt_means_without_snapping() {
    let mut harness = window();
    hold(&mut harness, Modifiers::ALT);
    let from = centre(&harness, "Bar 3");
    drag(&mut harness, from, from + vec2(90.0, 0.0), true);
    assert!(harness.state().previews.iter().all(|(_, free)| *free));
    let events = &harness.state().events;
    assert!(events.iter().any(|event| matches!(event, Event::Done { free: true, .. })));
}

#[test]
fn escape_leaves_the_selection_and_no_new_drag_begins_before_the_next_press() {
    let mut harness = window();
    let from = centre(&harness, "Bar 3");
    drag(&mut harness, from, from + vec2(60.0, 0.0), false);
    harness.key_press(egui::Key::Escape);
    harness.step();
    let asked = harness.state().previews.len();
    harness.hover_at(from + vec2(120.0, 0.0));
    harness.step();
    assert_eq!(harness.state().previews.len(), asked, "the drag is over");
    harness.drop_at(from + vec2(120.0, 0.0));
    harness.run();
    assert!(done(&harness).is_empty());
    assert_eq!(harness.state().selection, [3]);
}

#[test]
fn a_rubber_band_selects_what_it_touches() {
    let mut harness = window();
    hold(&mut harness, Modifiers::SHIFT);
    let from = ground(&harness, "Row 100", 0.3);
    let to = ground(&harness, "Row 200", 3.0);
    drag(&mut harness, from, to, true);
    assert_eq!(harness.state().selection, [1, 3]);
    assert!(done(&harness).is_empty());
}

#[test]
fn the_start_of_a_bar_is_pulled_no_farther_than_its_end() {
    let mut harness = window();
    let rect = harness.get_by_label("Bar 1").rect();
    let from = rect.left_center() + vec2(2.0, 0.0);
    drag(&mut harness, from, from + vec2(400.0, 0.0), true);
    let [Gesture::Resize { bar: 1, edge: Edge::Start, to }] = done(&harness)[..] else {
        panic!("{:?}", done(&harness))
    };
    assert!((to - 3.0).abs() < 1e-9, "{to}");
}

#[test]
fn the_middle_button_pans_even_over_a_bar() {
    let mut harness = window();
    let from = centre(&harness, "Bar 3");
    harness.hover_at(from);
    harness.step();
    press(&harness, from, PointerButton::Middle, true);
    harness.step();
    for part in [20.0, 40.0, 60.0] {
        harness.hover_at(from - vec2(part, 0.0));
        harness.step();
    }
    press(&harness, from - vec2(60.0, 0.0), PointerButton::Middle, false);
    harness.run();
    assert!((harness.state().view.left - 1.0).abs() < 0.02, "{:?}", harness.state().view);
    assert!(done(&harness).is_empty() && harness.state().selection.is_empty());
}

#[test]
fn a_double_click_opens_and_the_other_button_asks_for_the_menu() {
    let mut harness = window();
    let at = centre(&harness, "Bar 2");
    harness.hover_at(at);
    harness.step();
    // In one frame, since a step of the tests is longer than a double click.
    let (button, modifiers) = (PointerButton::Primary, Modifiers::NONE);
    for pressed in [true, false, true, false] {
        let event = Input::PointerButton { pos: at, button, pressed, modifiers };
        harness.input_mut().events.push(event);
    }
    harness.run();
    assert!(harness.state().events.contains(&Event::Opened(2)));
    harness.get_by_label("Bar 3").click_secondary();
    harness.run();
    let menu = harness.state().events.last().cloned();
    let Some(Event::Menu(3, at)) = menu else { panic!("{menu:?}") };
    assert!((at - 3.5).abs() < 0.05, "{at}");
    assert_eq!(harness.state().selection, [3]);
    let at = ground(&harness, "Row 300", 2.0);
    harness.hover_at(at);
    for pressed in [true, false] {
        press(&harness, at, PointerButton::Secondary, pressed);
    }
    harness.run();
    let menu = harness.state().events.last().cloned();
    let Some(Event::GroundMenu(300, at)) = menu else { panic!("{menu:?}") };
    assert!((at - 2.0).abs() < 0.05, "{at}");
}

#[test]
fn a_dependency_is_picked_by_its_line_and_drawn_only_where_it_concerns() {
    let mut harness = window();
    let (from_edge, to_edge) = (Edge::End, Edge::Start);
    harness.state_mut().ties =
        vec![Tie { key: 7, from: 1, from_edge, to: 2, to_edge, critical: false }];
    harness.run();
    let gap = ground(&harness, "Row 100", 3.4);
    let click = |harness: &mut Harness<'_, State>| {
        harness.hover_at(gap);
        harness.step();
        for pressed in [true, false] {
            press(harness, gap, PointerButton::Primary, pressed);
        }
        harness.run();
    };
    click(&mut harness);
    assert!(!harness.state().events.contains(&Event::TiePicked(7)), "it is not drawn");
    harness.state_mut().selection = vec![1];
    harness.run();
    click(&mut harness);
    assert!(harness.state().events.contains(&Event::TiePicked(7)));
}

#[test]
fn the_wheel_scrolls_rows_and_with_shift_pans() {
    let rows = (0..30).map(|key| row(key, vec![bar(1000 + key, 1.0, 3.0)])).collect();
    let mut harness = window_of(rows);
    let at = centre(&harness, "Bar 1001");
    wheel(&mut harness, at, vec2(0.0, -60.0), Modifiers::NONE);
    let view = harness.state().view;
    assert!((view.top - 60.0).abs() < 1.0 && view.left == 0.0, "{view:?}");
    wheel(&mut harness, at, vec2(0.0, -60.0), Modifiers::SHIFT);
    let view = harness.state().view;
    assert!((view.left - 1.0).abs() < 0.02 && (view.top - 60.0).abs() < 1.0, "{view:?}");
}

#[test]
fn a_drag_near_an_edge_takes_the_view_along() {
    let mut harness = window();
    let from = centre(&harness, "Bar 3");
    let edge = egui::pos2(688.0, from.y);
    drag(&mut harness, from, edge, false);
    for _ in 0..5 {
        harness.step();
    }
    assert!(harness.state().view.left > 0.2, "{:?}", harness.state().view);
    harness.drop_at(edge);
    harness.run();
    let left = harness.state().view.left;
    let [Gesture::Move { by, .. }] = done(&harness)[..] else { panic!("{:?}", done(&harness)) };
    let expected = left + f64::from(edge.x - from.x) / 60.0;
    assert!((by - expected).abs() < 0.05, "{by} and not {expected}");
}

#[test]
fn a_dependency_brought_to_a_bar_at_an_edge_leaves_the_view_where_it_is() {
    let mut harness =
        window_of(vec![row(100, vec![bar(1, 2.0, 4.0)]), row(200, vec![bar(2, 0.1, 1.5)])]);
    harness.get_by_label("Bar 1").click();
    harness.run();
    let from = centre(&harness, "Link from start — Bar 1");
    let to = harness.get_by_label("Bar 2").rect().left_center() + vec2(4.0, 0.0);
    drag(&mut harness, from, to, false);
    for _ in 0..5 {
        harness.step();
    }
    harness.drop_at(to);
    harness.run();
    assert!(harness.state().view.left.abs() < f64::EPSILON, "{:?}", harness.state().view);
    let expected = Gesture::Tie { from: 1, from_edge: Edge::Start, to: 2, to_edge: Edge::Start };
    assert_eq!(done(&harness), [expected]);
}

#[test]
fn the_label_of_a_row_can_be_picked() {
    let mut harness = window();
    harness.get_by_label("Row 200").click();
    harness.run();
    assert_eq!(harness.state().events, [Event::RowPicked(200)]);
}

#[test]
fn a_pointer_that_rests_is_told_all_of_a_bar_and_why_the_ground_is_closed() {
    let mut rows = vec![row(100, vec![bar(1, 1.0, 3.0)])];
    rows[0].shades =
        vec![Shade { start: 5.0, end: 6.0, strong: true, label: "Armistice".to_owned() }];
    let mut harness = window_of(rows);
    let told = |harness: &Harness<'_, State>| {
        let layers = harness.ctx.memory(|memory| memory.areas().visible_layer_ids());
        layers.into_iter().any(|layer| layer.order == egui::Order::Tooltip)
    };
    for (at, expected) in [(2.0, true), (4.0, false), (5.5, true)] {
        let place = ground(&harness, "Row 100", at);
        harness.hover_at(place);
        for _ in 0..12 {
            harness.step();
        }
        assert_eq!(told(&harness), expected, "at {at}");
    }
}

#[test]
fn the_scroll_bar_scrolls_the_rows() {
    let rows = (0..30).map(|key| row(key, vec![bar(1000 + key, 1.0, 3.0)])).collect();
    let mut harness = window_of(rows);
    let bar = harness.get_by_role_and_label(egui::accesskit::Role::ScrollBar, "Rows").rect();
    let from = bar.center_top() + vec2(0.0, 8.0);
    drag(&mut harness, from, from + vec2(0.0, 40.0), true);
    assert!(harness.state().view.top > 60.0, "{:?}", harness.state().view);
    assert!(done(&harness).is_empty());
}
