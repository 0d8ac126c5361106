//! What the keyboard does.

use super::*;
use egui::Key as KeyName;

const ALT: Modifiers = Modifiers::ALT;

fn focused(harness: &Harness<'_, State>, name: &str) -> bool {
    harness.get_by_label(name).is_focused()
}

fn press(harness: &mut Harness<'_, State>, modifiers: Modifiers, key: KeyName) {
    harness.key_press_modifiers(modifiers, key);
    harness.run();
}

#[test]
fn tab_stops_once_and_comes_back_to_the_bar_it_left() {
    let mut harness = window();
    harness.get_by_label("before").focus();
    harness.run();
    press(&mut harness, Modifiers::NONE, KeyName::Tab);
    assert!(focused(&harness, "Bar 1"));
    press(&mut harness, Modifiers::NONE, KeyName::ArrowRight);
    assert!(focused(&harness, "Bar 2"));
    press(&mut harness, Modifiers::NONE, KeyName::Tab);
    assert!(focused(&harness, "after"));
    press(&mut harness, Modifiers::SHIFT, KeyName::Tab);
    assert!(focused(&harness, "Bar 2"));
}

#[test]
fn keys_are_left_alone_while_something_else_has_the_focus() {
    let mut harness = window();
    harness.state_mut().selection = vec![1];
    harness.get_by_label("after").focus();
    harness.run();
    for key in [KeyName::Delete, KeyName::F2, KeyName::Insert, KeyName::Plus, KeyName::Home] {
        press(&mut harness, Modifiers::NONE, key);
    }
    assert!(harness.state().events.is_empty(), "{:?}", harness.state().events);
}

#[test]
fn alt_and_arrows_move_by_a_step_and_to_other_rows() {
    let mut harness = window();
    harness.get_by_label("Bar 3").click();
    harness.run();
    press(&mut harness, ALT, KeyName::ArrowLeft);
    press(&mut harness, ALT, KeyName::ArrowDown);
    press(&mut harness, ALT | Modifiers::SHIFT, KeyName::ArrowRight);
    let told = |by, to_row| Gesture::Move {
        grasped: 3,
        bars: vec![3],
        by,
        from_row: 200,
        to_row,
        copy: false,
    };
    let stretched = Gesture::Resize { bar: 3, edge: Edge::End, to: 6.0 };
    assert_eq!(done(&harness), [told(-1.0, 200), told(0.0, 300), stretched]);
}

#[test]
fn shift_extends_and_control_goes_on_without_selecting() {
    let mut harness = window();
    harness.get_by_label("Bar 1").click();
    harness.run();
    press(&mut harness, Modifiers::SHIFT, KeyName::ArrowRight);
    assert_eq!(harness.state().selection, [1, 2]);
    press(&mut harness, Modifiers::COMMAND, KeyName::ArrowDown);
    assert_eq!(harness.state().selection, [1, 2]);
    assert!(focused(&harness, "Bar 3"));
    press(&mut harness, Modifiers::NONE, KeyName::Space);
    assert_eq!(harness.state().selection, [1, 2, 3]);
    press(&mut harness, Modifiers::NONE, KeyName::Escape);
    assert!(harness.state().selection.is_empty());
}

#[test]
fn all_in_view_are_selected_and_the_lead_stays() {
    let mut harness = window();
    harness.get_by_label("Bar 1").click();
    harness.run();
    press(&mut harness, Modifiers::COMMAND, KeyName::A);
    assert_eq!(harness.state().selection, [2, 3, 1]);
}

#[test]
fn a_new_bar_is_made_after_the_one_at_hand() {
    let mut harness = window();
    harness.get_by_label("Bar 3").click();
    harness.run();
    press(&mut harness, Modifiers::NONE, KeyName::Insert);
    assert_eq!(done(&harness), [Gesture::Create { row: 200, start: 5.0, end: 8.0 }]);
}

#[test]
fn walking_brings_bars_into_view() {
    let mut harness = window_of(vec![row(100, vec![bar(1, 1.0, 3.0), bar(2, 60.0, 61.0)])]);
    assert!(harness.query_by_label("Bar 2").is_none());
    harness.get_by_label("Bar 1").click();
    harness.run();
    press(&mut harness, Modifiers::NONE, KeyName::ArrowRight);
    assert!(focused(&harness, "Bar 2"));
    press(&mut harness, Modifiers::COMMAND, KeyName::Home);
    assert!(focused(&harness, "Bar 1"));
}

#[test]
fn the_neighbour_of_a_bar_that_is_gone_takes_its_place() {
    let mut harness = window();
    harness.get_by_label("Bar 2").click();
    harness.run();
    harness.state_mut().rows[0].bars.pop();
    harness.run();
    assert!(focused(&harness, "Bar 1"));
}

#[test]
fn a_bar_that_goes_to_another_row_keeps_the_focus() {
    let mut harness = window();
    harness.get_by_label("Bar 2").click();
    harness.run();
    let gone = harness.state_mut().rows[0].bars.pop();
    harness.state_mut().rows[2].bars.extend(gone);
    harness.run();
    assert!(focused(&harness, "Bar 2"));
}

#[test]
fn a_bar_can_be_asked_for_from_outside() {
    let mut harness = window_of(vec![row(100, vec![bar(1, 1.0, 3.0), bar(2, 60.0, 61.0)])]);
    harness.state_mut().scroll_to = Some(2);
    harness.run();
    assert!(focused(&harness, "Bar 2"));
    assert!(harness.state().selection.is_empty(), "what is selected is the caller's to say");
}

#[test]
fn the_keyboard_follows_a_selection_made_elsewhere() {
    let mut harness = window();
    harness.get_by_label("Bar 1").click();
    harness.run();
    harness.state_mut().selection = vec![3];
    harness.run();
    assert!(focused(&harness, "Bar 3"));
}

#[test]
fn plus_and_minus_zoom_and_pages_pan() {
    let mut harness = window();
    harness.get_by_label("Bar 1").click();
    harness.run();
    press(&mut harness, Modifiers::NONE, KeyName::Plus);
    let scale = harness.state().view.scale;
    assert!(scale > 60.0, "{scale}");
    press(&mut harness, Modifiers::NONE, KeyName::Minus);
    assert!((harness.state().view.scale - 60.0).abs() < 1e-6);
    let left = harness.state().view.left;
    press(&mut harness, Modifiers::NONE, KeyName::PageDown);
    assert!(harness.state().view.left > left + 5.0);
}

#[test]
fn nothing_is_changed_where_nothing_may_be() {
    let mut harness = window();
    harness.state_mut().editable = false;
    harness.get_by_label("Bar 1").click();
    harness.run();
    harness.state_mut().events.clear();
    for (modifiers, key) in [
        (ALT, KeyName::ArrowRight),
        (ALT | Modifiers::SHIFT, KeyName::ArrowRight),
        (Modifiers::NONE, KeyName::Delete),
        (Modifiers::NONE, KeyName::Insert),
        (Modifiers::NONE, KeyName::F2),
    ] {
        press(&mut harness, modifiers, key);
    }
    assert!(harness.state().events.is_empty(), "{:?}", harness.state().events);
    press(&mut harness, Modifiers::NONE, KeyName::Enter);
    assert_eq!(harness.state().events, [Event::Opened(1)]);
}
