//! How long a frame of a list of a hundred thousand lines takes while it scrolls, in milliseconds:
//! median and 99th hundredth, of building the frame and of making triangles of it, in a window of
//! 1600 by 900 points with a screen reader listening. Each line has five cells. Goal: below 1 ms.
//! `cargo bench -p ui-kit --bench listing`.

mod frames;

use egui::{Align2, Context, Event, Modifiers, MouseWheelUnit, Painter, Rect, pos2, vec2};
use ui_kit::Tokens;
use ui_kit::listing::Listing;
use ui_kit::theme;
use ui_kit::widgets::cut_text;

const LINES: usize = 100_000;

/// Where each cell begins.
const CELLS: [f32; 5] = [14.0, 220.0, 620.0, 980.0, 1_300.0];

fn main() {
    let context = Context::default();
    theme::install(&context);
    context.enable_accesskit();
    let name = format!("{LINES} lines, scrolled by ten in each frame");
    frames::measure(
        &name,
        &context,
        |_| scrolled(),
        |ui, frame| {
            let tokens = Tokens::of(ui.ctx());
            let listing = Listing::new("lines", "Lines", LINES, 30.0).chosen(Some(frame), false);
            listing.show(ui, |painter, rect, place, _| line(painter, rect, place, tokens));
        },
    );
}

/// The wheel is turned, over the list.
fn scrolled() -> Vec<Event> {
    let wheel = Event::MouseWheel {
        unit: MouseWheelUnit::Point,
        delta: vec2(0.0, -300.0),
        phase: egui::TouchPhase::Move,
        source: egui::MouseWheelSource::Wheel,
        modifiers: Modifiers::NONE,
    };
    vec![Event::PointerMoved(pos2(700.0, 450.0)), wheel]
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
