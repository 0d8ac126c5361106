//! Tags and dots: a word or a colour that says how something stands.

use crate::Tokens;
use crate::theme;
use crate::tokens::RADIUS_1;
use egui::text::{LayoutJob, TextWrapping};
use egui::{Align2, Color32, Pos2, Rect, Response, Role, Sense, Ui, WidgetInfo, vec2};

/// The least room of a word on its ground.
const LEAST: f32 = 24.0;

/// What a tag or a dot means; the word beside it says it too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Nothing in particular.
    Plain,
    /// Good.
    Ok,
    /// To be looked at.
    Warn,
    /// Cannot stay so.
    Bad,
    /// For information.
    Info,
}

impl Tone {
    /// Ground and ink.
    pub fn colours(self, tokens: &Tokens) -> (Color32, Color32) {
        match self {
            Self::Plain => (tokens.bg_3, tokens.ink_2),
            Self::Ok => (tokens.ok_soft, tokens.ok_ink),
            Self::Warn => (tokens.warn_soft, tokens.warn_ink),
            Self::Bad => (tokens.bad_soft, tokens.bad_ink),
            Self::Info => (tokens.info_soft, tokens.info_ink),
        }
    }

    /// The colour of a dot.
    pub fn dot(self, tokens: &Tokens) -> Color32 {
        match self {
            Self::Plain => tokens.ink_3,
            Self::Ok => tokens.ok,
            Self::Warn => tokens.warn,
            Self::Bad => tokens.bad,
            Self::Info => tokens.info,
        }
    }
}

/// A word on a coloured ground. Where there is no room for all of it, a pointer resting on it tells
/// the rest.
pub fn tag(ui: &mut Ui, tone: Tone, text: &str) -> Response {
    let tokens = Tokens::of(ui.ctx());
    let (ground, ink) = tone.colours(tokens);
    let mut job = LayoutJob::simple_singleline(text.to_owned(), theme::small(), ink);
    job.wrap = TextWrapping::truncate_at_width((ui.available_width() - 14.0).max(LEAST));
    let galley = ui.painter().layout_job(job);
    let (rect, response) = ui.allocate_exact_size(galley.size() + vec2(14.0, 4.0), Sense::hover());
    let response = if galley.elided { response.on_hover_text(text) } else { response };
    ui.painter().rect_filled(rect, RADIUS_1, ground);
    ui.painter().galley(rect.center() - galley.size() / 2.0, galley, ink);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
    response
}

/// The same at a place on the painter, with its right edge there; gives what it covers.
pub fn tag_at(ui: &Ui, right: Pos2, tone: Tone, text: &str) -> Rect {
    let tokens = Tokens::of(ui.ctx());
    let (ground, ink) = tone.colours(tokens);
    let galley = ui.painter().layout_no_wrap(text.to_owned(), theme::small(), ink);
    let rect = Align2::RIGHT_CENTER.anchor_size(right, galley.size() + vec2(14.0, 4.0));
    ui.painter().rect_filled(rect, RADIUS_1, ground);
    ui.painter().galley(rect.center() - galley.size() / 2.0, galley, ink);
    rect
}

/// A dot; say in words beside it what it means.
pub fn dot(ui: &mut Ui, tone: Tone) {
    let tokens = Tokens::of(ui.ctx());
    let (rect, _) = ui.allocate_exact_size(vec2(7.0, 7.0), Sense::hover());
    ui.painter().circle_filled(rect.center(), 3.5, tone.dot(tokens));
}
