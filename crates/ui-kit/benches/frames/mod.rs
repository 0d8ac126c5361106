//! Draws a scene frame by frame in a window of 1600 by 900 points, and tells how long that took by
//! the clock.

use egui::{Context, Event, RawInput, Rect, Ui, pos2, vec2};
use std::time::Instant;

/// How many frames are measured of each scene.
const FRAMES: usize = 300;

/// The first frames lay out every text once.
const FIRST: usize = 20;

/// Tells, in milliseconds, the median and the 99th hundredth of building a frame, of making
/// triangles of it, and of both. What is drawn in a frame and what happens in it is given its
/// number.
pub(crate) fn measure(
    name: &str,
    context: &Context,
    events: impl Fn(usize) -> Vec<Event>,
    mut draw: impl FnMut(&mut Ui, usize),
) {
    let (mut building, mut triangles) = (Vec::new(), Vec::new());
    for frame in 0..FIRST + FRAMES {
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(pos2(0.0, 0.0), vec2(1600.0, 900.0))),
            time: Some(frame as f64 / 60.0),
            events: events(frame),
            ..RawInput::default()
        };
        let started = Instant::now();
        let mut output = context.run_ui(input, |ui| draw(ui, frame));
        let built = started.elapsed();
        let started = Instant::now();
        let shapes = std::mem::take(&mut output.shapes);
        let meshes = context.tessellate(shapes, output.pixels_per_point);
        let made = started.elapsed();
        assert!(!meshes.is_empty());
        output.drop_without_applying_deltas();
        if frame >= FIRST {
            building.push(built.as_secs_f64() * 1e3);
            triangles.push(made.as_secs_f64() * 1e3);
        }
    }
    let sums = building.iter().zip(&triangles).map(|(one, other)| one + other);
    let mut sums: Vec<f64> = sums.collect();
    println!("{name}");
    println!("    frame {}, triangles {}", told(&mut building), told(&mut triangles));
    println!("    both  {}", told(&mut sums));
}

fn told(times: &mut [f64]) -> String {
    times.sort_by(f64::total_cmp);
    let at = |share: usize| times.get(times.len() * share / 100).copied().unwrap_or_default();
    format!("{:.2} / {:.2} ms", at(50), at(99))
}
