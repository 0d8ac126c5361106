//! How long a frame of a list of a hundred thousand lines takes while it scrolls, in milliseconds:
//! median and 99th hundredth, of building the frame and of making triangles of it, in a window of
//! 1600 by 900 points with a screen reader listening. Each line has five cells. Goal: below 1 ms.
//! `cargo bench -p ui-kit --bench listing`.

use egui::{
    Align2, Context, Event, Modifiers, MouseWheelUnit, Painter, RawInput, Rect, pos2, vec2,
};
use std::time::Instant;
use ui_kit::Tokens;
use ui_kit::listing::Listing;
use ui_kit::theme;
use ui_kit::widgets::cut_text;

/// How many frames are measured.
const FRAMES: usize = 300;

const LINES: usize = 100_000;

/// Where each cell begins.
const CELLS: [f32; 5] = [14.0, 220.0, 620.0, 980.0, 1_300.0];

fn main() {
    let context = Context::default();
    theme::install(&context);
    context.enable_accesskit();
    let (mut building, mut triangles) = (Vec::new(), Vec::new());
    for frame in 0..FRAMES + 20 {
        let started = Instant::now();
        let mut output = context.run_ui(input(frame), |ui| {
            let tokens = Tokens::of(ui.ctx());
            let listing = Listing::new("lines", "Lines", LINES, 30.0).chosen(Some(frame), false);
            listing.show(ui, |painter, rect, place, _| line(painter, rect, place, tokens));
        });
        let built = started.elapsed();
        let started = Instant::now();
        let shapes = std::mem::take(&mut output.shapes);
        let meshes = context.tessellate(shapes, output.pixels_per_point);
        let made = started.elapsed();
        assert!(!meshes.is_empty());
        output.drop_without_applying_deltas();
        if frame >= 20 {
            building.push(built.as_secs_f64() * 1e3);
            triangles.push(made.as_secs_f64() * 1e3);
        }
    }
    let mut sums: Vec<f64> = building.iter().zip(&triangles).map(|(one, two)| one + two).collect();
    println!("{LINES} lines, scrolled by ten in each frame");
    println!("    frame {}, triangles {}", told(&mut building), told(&mut triangles));
    println!("    both  {}", told(&mut sums));
}

/// The wheel is turned, over the list.
fn input(frame: usize) -> RawInput {
    let wheel = Event::MouseWheel {
        unit: MouseWheelUnit::Point,
        delta: vec2(0.0, -300.0),
        phase: egui::TouchPhase::Move,
        source: egui::MouseWheelSource::Wheel,
        modifiers: Modifiers::NONE,
    };
    RawInput {
        screen_rect: Some(Rect::from_min_size(pos2(0.0, 0.0), vec2(1600.0, 900.0))),
        time: Some(frame as f64 / 60.0),
        events: vec![Event::PointerMoved(pos2(700.0, 450.0)), wheel],
        ..RawInput::default()
    }
}

/// What a line of a list of sessions shows: every text is another.
fn line(painter: &Painter, rect: Rect, place: usize, tokens: &Tokens) -> String {
    let texts = [
        format!("{place}"),
        format!("Production {}", place % 997),
        format!("lun. 23 nov. 9 h – 18 h · {}", place % 365),
        format!("Audi {}", place % 25),
        format!("{} j", place % 90),
    ];
    for (text, x) in texts.iter().zip(CELLS) {
        let at = rect.left_center() + vec2(x, 0.0);
        cut_text(painter, at, Align2::LEFT_CENTER, text, theme::text(), tokens.ink_1, 190.0);
    }
    texts.join(", ")
}

fn told(times: &mut [f64]) -> String {
    times.sort_by(f64::total_cmp);
    let at = |share: usize| times.get(times.len() * share / 100).copied().unwrap_or_default();
    format!("{:.2} / {:.2} ms", at(50), at(99))
}
