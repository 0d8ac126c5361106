//! Rows and bars as nobody would like them.

use super::*;

#[test]
fn a_long_bar_under_many_short_ones_is_not_lost() {
    let mut bars: Vec<Bar> = (0..200).map(|key| bar(key, key as f64, key as f64 + 0.9)).collect();
    bars.push(bar(999, 0.0, 300.0));
    lanes(&mut bars);
    let mut harness = window_of(vec![row(100, bars)]);
    harness.state_mut().view.left = 150.0;
    harness.run();
    assert!(harness.query_by_label("Bar 999").is_some());
    assert!(harness.query_by_label("Bar 152").is_some());
}

#[test]
fn a_bar_beside_no_other_fills_its_row() {
    let mut bars = vec![bar(1, 0.0, 2.0), bar(2, 1.0, 3.0), bar(3, 4.0, 5.0)];
    assert_eq!(lanes(&mut bars), 2);
    let harness = window_of(vec![row(100, bars)]);
    let height = |name| harness.get_by_label(name).rect().height();
    assert!((height("Bar 1") - height("Bar 2")).abs() < 0.1);
    assert!(height("Bar 3") > 1.9 * height("Bar 1"));
}

#[test]
fn low_rows_have_no_nodes_and_their_bars_can_be_hit_all_the_same() {
    let mut harness = window();
    harness.state_mut().row_height = 8.0;
    harness.run();
    assert!(harness.query_by_label("Bar 3").is_none());
    let row = harness.get_by_label("Row 200").rect();
    let at = egui::pos2(row.right() + 3.5 * 60.0, row.center().y);
    harness.hover_at(at);
    harness.step();
    harness.drag_at(at);
    harness.drop_at(at);
    harness.run();
    assert_eq!(harness.state().selection, [3]);
}

#[test]
fn a_bar_of_no_width_is_seen_and_hit() {
    let mut harness = window_of(vec![row(100, vec![bar(1, 2.0, 2.001)])]);
    assert!(harness.get_by_label("Bar 1").rect().width() >= 2.9);
    harness.get_by_label("Bar 1").click();
    harness.run();
    assert_eq!(harness.state().selection, [1]);
}

#[test]
fn numbers_that_cannot_be_drawn_do_no_harm() {
    let strange = [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 1e300, -1e300, 2.0];
    let mut bars = Vec::new();
    for (at, start) in strange.into_iter().enumerate() {
        for (with, end) in strange.into_iter().enumerate() {
            bars.push(Bar {
                pieces: vec![(start, end), (end, start)],
                before: Some((end, start)),
                done: Some(f32::NAN),
                beside: "beside".to_owned(),
                shape: if with == 1 { Shape::Milestone } else { Shape::Solid },
                ..bar((at * 10 + with) as Key, start, end)
            });
        }
    }
    lanes(&mut bars);
    let ends = bars.len() as Key;
    let mut rows = vec![row(100, bars), row(200, vec![bar(500, 1.0, 2.0)])];
    rows[0].load = Some(f32::NAN);
    rows[0].shades =
        vec![Shade { start: f64::NAN, end: f64::INFINITY, strong: true, ..Shade::default() }];
    let mut harness = window_of(rows);
    harness.state_mut().ties = (0..ends)
        .map(|key| Tie {
            key,
            from: key,
            from_edge: Edge::End,
            to: 500,
            to_edge: Edge::Start,
            critical: false,
        })
        .collect();
    harness.state_mut().selection = vec![500];
    harness.run();
    for (left, scale) in [(f64::NAN, 1.0), (0.0, 0.0), (0.0, f64::NAN), (1e300, 1e300)] {
        harness.state_mut().view = Viewport { left, scale, top: f32::NAN };
        harness.run();
    }
    harness.state_mut().view = Viewport { left: 0.0, scale: 60.0, top: 0.0 };
    harness.run();
    harness.state_mut().scroll_to = Some(1);
    harness.run();
}

#[test]
fn a_title_of_any_length_is_cut() {
    let mut long = bar(1, 1.0, 3.0);
    long.title = "é".repeat(200_000);
    long.subtitle = "\n".repeat(500);
    let harness = window_of(vec![row(100, vec![long])]);
    assert!(harness.query_by_label("Bar 1").is_some());
}

#[test]
fn without_rows_there_is_nothing_to_trip_over() {
    let mut harness = window_of(Vec::new());
    harness.hover_at(egui::pos2(400.0, 200.0));
    harness.step();
    harness.drag_at(egui::pos2(400.0, 200.0));
    harness.hover_at(egui::pos2(300.0, 150.0));
    harness.drop_at(egui::pos2(300.0, 150.0));
    for key in [egui::Key::ArrowDown, egui::Key::End, egui::Key::Insert, egui::Key::Delete] {
        harness.key_press(key);
    }
    harness.run();
    assert!(done(&harness).is_empty());
}
