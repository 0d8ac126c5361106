//! How long a frame of the timeline takes, in milliseconds: median and 99th hundredth, of building
//! the frame and of making triangles of it, in a window of 1600 by 900 points. Measured by the
//! clock: on a machine that does something else meanwhile the median is an upper bound.
//! `cargo bench -p ui-kit --bench timeline`.

mod frames;

use egui::{Context, Event, pos2};
use ui_kit::timeline::{Bar, Grid, Key, Mark, Row, Shade, Shape, Timeline, Viewport, Words, lanes};
use ui_kit::tokens::PRODUCTION_HUES;

/// What is looked at.
struct Scene {
    name: &'static str,
    rows: u128,
    /// Bars in each row.
    each: u128,
    row_height: f32,
    /// Units in view.
    units: f64,
    /// Points by which the view moves in each frame.
    pan: f32,
    /// A screen reader listens.
    spoken: bool,
    all_selected: bool,
}

/// Goal: below 4 ms.
const ALL: Scene = Scene {
    name: "2,000 bars in view, screen reader on",
    rows: 50,
    each: 40,
    row_height: 16.0,
    units: 88.0,
    pan: 0.0,
    spoken: true,
    all_selected: false,
};

/// Goal: below 0.5 ms.
const PANNING: Scene = Scene {
    name: "panning over 15 rows of 400 bars, about 200 in view, screen reader on",
    rows: 15,
    each: 400,
    row_height: 54.0,
    units: 28.0,
    pan: 7.0,
    spoken: true,
    all_selected: false,
};

fn main() {
    let words = Words { name: "Planning".to_owned(), ..Words::default() };
    run(&ALL, &words);
    run(&Scene { name: "the same, screen reader off", spoken: false, ..ALL }, &words);
    run(&Scene { name: "the same, all of them selected", all_selected: true, ..ALL }, &words);
    run(&PANNING, &words);
    run(&Scene { name: "the same, screen reader off", spoken: false, ..PANNING }, &words);
}

fn run(scene: &Scene, words: &Words) {
    let rows: Vec<Row> = (0..scene.rows).map(|row| a_row(row, scene.each)).collect();
    let grid = a_grid();
    let context = Context::default();
    ui_kit::theme::install(&context);
    if scene.spoken {
        context.enable_accesskit();
    }
    let mut view = Viewport::new(0.0, scene.units, 1400.0);
    let mut selection: Vec<Key> = Vec::new();
    if scene.all_selected {
        selection.extend(rows.iter().flat_map(|row| &row.bars).map(|bar| bar.key));
    }
    let moved = |frame| vec![Event::PointerMoved(pos2(700.0, 450.0 + (frame % 7) as f32))];
    frames::measure(scene.name, &context, moved, |ui, _| {
        view.pan(scene.pan);
        if view.left > 300.0 {
            view.left = 0.0;
        }
        Timeline::new("timeline", &rows, &grid, words)
            .row_height(scene.row_height)
            .editable(true)
            .may_create(true)
            .show(ui, &mut view, &mut selection);
    });
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
    let day = |at: u32| Mark {
        at: f64::from(at),
        label: format!("L {at}"),
        strong: at.is_multiple_of(5),
    };
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
