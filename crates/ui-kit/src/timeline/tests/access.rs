//! What a screen reader finds and does.

use super::*;
use egui::accesskit::{Role, Toggled};

#[test]
fn a_screen_reader_selects_and_focuses_bars() {
    let mut harness = window();
    harness.get_by_label("Bar 3").click_accesskit();
    harness.run();
    assert_eq!(harness.state().selection, [3]);
    let node = harness.get_by_label("Bar 3");
    assert_eq!(node.accesskit_node().toggled(), Some(Toggled::True));
    harness.get_by_label("Bar 2").focus();
    harness.run();
    assert!(harness.get_by_label("Bar 2").is_focused());
    assert_eq!(harness.state().selection, [3], "the focus is not the selection");
}

#[test]
fn the_bars_belong_to_the_timeline_and_it_has_a_name() {
    let harness = window();
    let bar = harness.get_by_label("Bar 1");
    let ancestors = std::iter::successors(bar.accesskit_node().parent(), |node| node.parent());
    let names: Vec<_> = ancestors.filter_map(|node| node.label()).collect();
    assert_eq!(names, ["Planning"]);
}

#[test]
fn bars_out_of_view_are_not_there_and_those_partly_in_view_can_be_hit() {
    let mut harness = window_of(vec![row(
        100,
        vec![bar(1, -40.0, -30.0), bar(2, -20.0, 2.0), bar(3, 90.0, 99.0)],
    )]);
    assert!(harness.query_by_label("Bar 1").is_none());
    assert!(harness.query_by_label("Bar 3").is_none());
    harness.get_by_label("Bar 2").click();
    harness.run();
    assert_eq!(harness.state().selection, [2]);
}

#[test]
fn the_same_bar_in_two_rows_is_two_nodes_and_one_selection() {
    let mut harness =
        window_of(vec![row(1, vec![bar(7, 1.0, 2.0)]), row(2, vec![bar(7, 1.0, 2.0)])]);
    let nodes: Vec<_> = harness
        .get_all_by_role(Role::Button)
        .filter(|node| node.accesskit_node().label().as_deref() == Some("Bar 7"))
        .map(|node| node.rect())
        .collect();
    assert_eq!(nodes.len(), 2);
    let at = nodes[1].center();
    harness.hover_at(at);
    harness.drag_at(at);
    harness.drop_at(at);
    harness.run();
    assert_eq!(harness.state().selection, [7]);
    let lit = harness.get_all_by_label("Bar 7");
    assert!(lit.into_iter().all(|node| node.accesskit_node().toggled() == Some(Toggled::True)));
    let focused = harness.get_all_by_label("Bar 7").find(|node| node.is_focused());
    assert_eq!(focused.unwrap().rect(), nodes[1], "the keyboard is where the click was");
}

#[test]
fn a_bar_without_a_spoken_name_is_called_by_its_title() {
    let mut nameless = bar(1, 1.0, 3.0);
    nameless.spoken.clear();
    let harness = window_of(vec![row(100, vec![nameless])]);
    assert!(harness.query_by_label("Bar 1").is_some());
}
