//! The list of clashes, the most severe first, as the report has them.

use super::State;
use crate::desktop::{Asks, Scene};
use egui::{Align2, Painter, Rect, Ui, pos2};
use i18n::{Value, key};
use model::Severity;
use schedule::{Clash, ClashKind, Resource};
use ui_kit::listing::{Listing, Picked};
use ui_kit::theme;
use ui_kit::widgets::{Tone, cut_text};
use views::Source;

/// Height of a line.
const LINE: f32 = 50.0;

/// How bad a severity is.
pub(super) fn tone(severity: Severity) -> Tone {
    match severity {
        Severity::Error => Tone::Bad,
        Severity::Warning => Tone::Warn,
        Severity::Info => Tone::Info,
    }
}

/// What a severity asks of the reader.
pub(super) fn severity(scene: &Scene<'_>, severity: Severity) -> String {
    scene.say(match severity {
        Severity::Error => key::DESKTOP_CLASHES_SEVERITY_ERROR,
        Severity::Warning => key::DESKTOP_CLASHES_SEVERITY_WARNING,
        Severity::Info => key::DESKTOP_CLASHES_SEVERITY_INFO,
    })
}

/// When a clash is.
pub(super) fn when(scene: &Scene<'_>, clash: &Clash) -> String {
    let source = scene.source();
    match clash.range {
        Some(range) => {
            scene.messages.range(source.civil(range.start).at, source.civil(range.end).at)
        }
        None => scene.say(key::DESKTOP_CLASHES_WHENEVER),
    }
}

/// Whom or what a clash is about, by name: both tasks of a dependency.
pub(super) fn about(source: &Source<'_>, clash: &Clash) -> String {
    if matches!(clash.kind, ClashKind::Lag | ClashKind::MaximumLag) {
        let ends = clash.sides.iter().take(2).filter_map(|side| source.name(side));
        return ends.collect::<Vec<_>>().join(" → ");
    }
    let about = clash.resource.map(Resource::subject).or_else(|| clash.sides.first().copied());
    about.and_then(|about| source.name(&about)).unwrap_or_default()
}

pub(super) fn show(ui: &mut Ui, scene: &Scene<'_>, state: &mut State, asks: &mut Asks) {
    let name = scene.say(key::DESKTOP_CLASHES_LIST);
    let listing = Listing::new("clashes", &name, state.shown.len(), LINE)
        .chosen(Some(state.place), state.reveal)
        .focus(true);
    state.reveal = false;
    let source = scene.source();
    let shown = &state.shown;
    let picked = listing.show(ui, |painter, rect, place, _| {
        shown.get(place).map(|clash| line(painter, rect, scene, &source, clash)).unwrap_or_default()
    });
    match picked {
        Some(Picked::Chosen(place)) => state.pick(place),
        Some(Picked::Entered(place)) => {
            state.pick(place);
            state.advance = state.solutions.apply_first(scene, asks);
        }
        None => {}
    }
}

fn line(
    painter: &Painter,
    rect: Rect,
    scene: &Scene<'_>,
    source: &Source<'_>,
    clash: &Clash,
) -> String {
    let tokens = scene.tokens;
    let kind = scene.messages.label("clash-kind", clash.kind.key());
    let (when, about) = (when(scene, clash), about(source, clash));
    let productions: Vec<String> =
        clash.productions().into_iter().map(|id| source.production(id)).collect();
    let productions = productions.join(" · ");
    let severity = severity(scene, clash.severity);
    let dot = tone(clash.severity).dot(tokens);
    painter.circle_filled(pos2(rect.left() + 18.0, rect.top() + 17.0), 3.5, dot);
    let (left, right) = (rect.left() + 34.0, rect.right() - 14.0);
    let (first, second) = (rect.top() + 17.0, rect.top() + 34.0);
    let small = theme::small();
    let at = Align2::RIGHT_CENTER;
    let used = cut_text(painter, pos2(right, first), at, &when, small, tokens.ink_2, 210.0);
    let room = right - used - 12.0 - left;
    let at = Align2::LEFT_CENTER;
    cut_text(painter, pos2(left, first), at, &about, theme::strong(), tokens.ink_1, room);
    let (font, ink, room) = (theme::small(), tokens.ink_2, right - left);
    let used = cut_text(painter, pos2(left, second), at, &kind, font, ink, room);
    let mut text = format!(" · {severity}");
    if !productions.is_empty() {
        text = format!("{text} · {productions}");
    }
    let place = pos2(left + used, second);
    cut_text(painter, place, at, &text, theme::small(), tokens.ink_3, room - used);
    let values = [
        ("severity", Value::Text(severity.as_str())),
        ("kind", Value::Text(&kind)),
        ("what", Value::Text(&about)),
        ("when", Value::Text(&when)),
        ("productions", Value::Text(&productions)),
    ];
    scene.say_with(key::DESKTOP_CLASHES_ROW_SPOKEN, &values)
}
