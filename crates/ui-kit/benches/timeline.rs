//! How long a frame of the timeline takes, in milliseconds of this thread's processor time: median
//! and 99th hundredth. `cargo bench -p ui-kit --bench timeline`.

use egui::{Context, Event, RawInput, Rect, pos2, vec2};
use std::time::Instant;
use ui_kit::timeline::{Bar, Grid, Mark, Row, Shade, Shape, Timeline, Viewport, Words, lanes};
use ui_kit::tokens::PRODUCTION_HUES;

/// How many frames are measured of each scene.
const FRAMES: usize = 300;

fn main() {
    let words = Words { name: "Planning".to_owned(), ..Words::default() };
    // The goals are those of the whole window; the timeline is most of it.
    scene("2,000 bars in view, screen reader on", &words, 50, 40, true, false);
    scene("2,000 bars in view, screen reader off", &words, 50, 40, false, false);
    scene("panning, about 200 bars in view", &words, 15, 400, false, true);
}

fn scene(name: &str, words: &Words, rows: u128, each: u128, spoken: bool, panning: bool) {
    let rows: Vec<Row> = (0..rows).map(|row| a_row(row, each)).collect();
    let grid = a_grid();
    let context = Context::default();
    ui_kit::theme::install(&context);
    if spoken {
        context.enable_accesskit();
    }
    let height = if panning { 54.0 } else { 16.0 };
    let units = if panning { 15.0 } else { each as f64 * 2.2 };
    let mut view = Viewport::new(0.0, units, 1400.0);
    let (mut selection, mut run, mut tessellate) = (Vec::new(), Vec::new(), Vec::new());
    for frame in 0..FRAMES + 20 {
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(pos2(0.0, 0.0), vec2(1600.0, 900.0))),
            events: vec![Event::PointerMoved(pos2(700.0, 450.0 + (frame % 7) as f32))],
            ..RawInput::default()
        };
        if panning {
            view.pan(7.0);
            if view.left > 300.0 {
                view.left = 0.0;
            }
        }
        let started = Instant::now();
        let output = context.run_ui(input, |ui| {
            Timeline::new("timeline", &rows, &grid, words)
                .row_height(height)
                .editable(true)
                .may_create(true)
                .show(ui, &mut view, &mut selection);
        });
        let drawn = started.elapsed();
        let started = Instant::now();
        let shapes = context.tessellate(output.shapes, output.pixels_per_point);
        let meshes = started.elapsed();
        assert!(!shapes.is_empty());
        output.textures_delta.drop_without_applying_deltas();
        // The first frames lay out every text once.
        if frame >= 20 {
            run.push(drawn.as_secs_f64() * 1e3);
            tessellate.push(meshes.as_secs_f64() * 1e3);
        }
    }
    println!("{name}: run {}, tessellate {}", told(&mut run), told(&mut tessellate));
}

fn told(times: &mut [f64]) -> String {
    times.sort_by(f64::total_cmp);
    let at = |share: usize| times.get(times.len() * share / 100).copied().unwrap_or_default();
    format!("{:.2} / {:.2} ms", at(50), at(99))
}

fn a_row(row: u128, each: u128) -> Row {
    let mut bars: Vec<Bar> = (0..each).map(|place| a_bar(row, place)).collect();
    lanes(&mut bars);
    Row {
        key: row,
        title: format!("Audi {row}"),
        subtitle: "5.1".to_owned(),
        heading: false,
        load: Some(0.6),
        spoken: format!("Audi {row}"),
        bars,
        shades: Vec::new(),
    }
}

fn a_bar(row: u128, place: u128) -> Bar {
    let start = place as f64 * 2.2 + (row % 3) as f64 * 0.4;
    let hue = PRODUCTION_HUES.get((place % 8) as usize).copied().unwrap_or_default();
    Bar {
        key: row * 10_000 + place,
        start,
        end: start + 2.0,
        pieces: Vec::new(),
        lane: 0,
        title: format!("Production {}", place % 12),
        subtitle: "mixage · P. Roux".to_owned(),
        beside: String::new(),
        hue,
        shape: if place.is_multiple_of(4) { Shape::Hatched(1) } else { Shape::Solid },
        clash: place.is_multiple_of(31),
        critical: false,
        done: None,
        before: None,
        fixed: false,
        faint: false,
        spoken: format!("Production {}, Audi {row}", place % 12),
    }
}

fn a_grid() -> Grid {
    let day = |at: u32| Mark { at: f64::from(at), label: format!("L {at}"), strong: at % 5 == 0 };
    let shade = |week: u32| Shade {
        start: f64::from(week * 5) - 0.2,
        end: f64::from(week * 5),
        strong: true,
        label: String::new(),
    };
    Grid {
        upper: (0..80)
            .map(|week| Mark { label: format!("Semaine {week}"), ..day(week * 5) })
            .collect(),
        lower: (0..400).map(day).collect(),
        shades: (0..80).map(shade).collect(),
        now: Some(6.5),
    }
}
