//! The plan of a publication: a line for each task, with a bar over the time of all of them.

use crate::desktop::Scene;
use crate::screens::hues;
use egui::{Align2, Painter, Rect, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};
use i18n::{Value, key};
use model::LineKind;
use ui_kit::theme;
use ui_kit::widgets::{cut_text, section};
use units::NaiveDateTime;
use views::{PublicationView, PublishedLineView, published_span};

/// Height of a line.
const LINE: f32 = 26.0;

/// Width of a date.
const DATE: f32 = 62.0;

/// Width of how much a line has moved.
const MOVED: f32 = 52.0;

/// Below this width there are no bars.
const WITH_BARS: f32 = 420.0;

/// How far a name is pushed in by each level.
const INDENT: f32 = 14.0;

/// The stretch of time the bars are drawn over.
type Span = (NaiveDateTime, NaiveDateTime);

/// Where the columns of a line stand.
#[derive(Clone, Copy)]
struct Columns {
    name: (f32, f32),
    start: f32,
    finish: f32,
    moved: f32,
    bars: Option<(f32, f32)>,
}

impl Columns {
    fn of(rect: Rect) -> Self {
        let with_bars = rect.width() >= WITH_BARS;
        let dates = 2.0 * DATE + MOVED;
        let name = if with_bars { rect.width() * 0.34 } else { rect.width() - dates };
        let left = rect.left() + name;
        Self {
            name: (rect.left() + 6.0, name - 12.0),
            start: left,
            finish: left + DATE,
            moved: left + 2.0 * DATE + MOVED - 6.0,
            bars: with_bars.then_some((left + dates + 8.0, rect.right() - 6.0)),
        }
    }
}

pub(super) fn show(ui: &mut Ui, scene: &Scene<'_>, view: &PublicationView) {
    if view.lines.is_empty() {
        return;
    }
    section(ui, &scene.say(key::DESKTOP_PUBLICATIONS_PLAN));
    headings(ui, scene);
    let span = published_span(&view.lines);
    let size = vec2(ui.available_width(), LINE * view.lines.len() as f32);
    let (block, _) = ui.allocate_exact_size(size, Sense::hover());
    let seen = ui.clip_rect().y_range();
    for (place, line) in view.lines.iter().enumerate() {
        let top = block.top() + LINE * place as f32;
        let rect = Rect::from_min_size(pos2(block.left(), top), vec2(block.width(), LINE));
        if !seen.intersects(rect.y_range()) {
            continue;
        }
        let response = ui.interact(rect, ui.scope_id().with(("line", place)), Sense::hover());
        let spoken = one(&ui.painter_at(rect), rect, scene, line, span);
        response.widget_info(|| WidgetInfo::labeled(Role::Row, true, &spoken));
        response.on_hover_text(spoken);
    }
}

fn headings(ui: &mut Ui, scene: &Scene<'_>) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), LINE), Sense::hover());
    let (columns, painter, y) = (Columns::of(rect), ui.painter_at(rect), rect.center().y);
    let put = |x: f32, align: Align2, name: i18n::Key, room: f32| {
        let ink = scene.tokens.ink_3;
        cut_text(&painter, pos2(x, y), align, &scene.say(name), theme::small(), ink, room);
    };
    let left = Align2::LEFT_CENTER;
    put(columns.name.0, left, key::DESKTOP_PUBLICATIONS_COLUMN_NAME, columns.name.1);
    put(columns.start, left, key::DESKTOP_PUBLICATIONS_COLUMN_START, DATE - 6.0);
    put(columns.finish, left, key::DESKTOP_PUBLICATIONS_COLUMN_FINISH, DATE - 6.0);
    let moved = key::DESKTOP_PUBLICATIONS_COLUMN_MOVED;
    put(columns.moved, Align2::RIGHT_CENTER, moved, MOVED - 6.0);
    painter.hline(rect.x_range(), rect.bottom() - 0.5, (1.0, scene.tokens.line_1));
}

/// Draws a line; what it is called in speech.
fn one(
    painter: &Painter,
    rect: Rect,
    scene: &Scene<'_>,
    line: &PublishedLineView,
    span: Option<Span>,
) -> String {
    let (tokens, messages, y) = (scene.tokens, scene.messages, rect.center().y);
    let columns = Columns::of(rect);
    let day = |at: Option<views::Moment>| {
        at.map(|at| messages.date_short(at.at.date())).unwrap_or_default()
    };
    let (start, finish) = (day(line.start), day(line.finish));
    let is_group = line.kind == LineKind::Group;
    let font = if is_group { theme::strong() } else { theme::text() };
    let ink = if line.finished { tokens.ink_3 } else { tokens.ink_1 };
    let indent = INDENT * f32::from(line.level.min(6));
    let left = Align2::LEFT_CENTER;
    let place = pos2(columns.name.0 + indent, y);
    cut_text(painter, place, left, &line.name, font, ink, columns.name.1 - indent);
    for (x, text) in [(columns.start, &start), (columns.finish, &finish)] {
        let room = DATE - 6.0;
        cut_text(painter, pos2(x, y), left, text, theme::text(), tokens.ink_2, room);
    }
    let (moved, ink) = moved(scene, line);
    let end = Align2::RIGHT_CENTER;
    cut_text(painter, pos2(columns.moved, y), end, &moved, theme::text(), ink, MOVED - 6.0);
    if let (Some(bars), Some(span)) = (columns.bars, span) {
        bar(painter, rect, scene, line, bars, span);
    }
    let values = [
        ("name", Value::Text(line.name.as_str())),
        ("start", Value::Text(&start)),
        ("finish", Value::Text(&finish)),
        ("moved", Value::Text(&moved)),
    ];
    let spoken = scene.say_with(key::DESKTOP_PUBLICATIONS_LINE_SPOKEN, &values);
    let spoken = spoken.trim_end_matches([' ', ',']).to_owned();
    if line.finished {
        format!("{spoken}, {}", scene.say(key::DESKTOP_PUBLICATIONS_FINISHED))
    } else {
        spoken
    }
}

/// By how many days it has moved since the publication before, and the colour of that.
fn moved(scene: &Scene<'_>, line: &PublishedLineView) -> (String, egui::Color32) {
    let tokens = scene.tokens;
    let Some(days) = line.moved_days.filter(|days| *days != 0) else {
        return (String::new(), tokens.ink_3);
    };
    let (sign, ink) = if days > 0 { ("+", tokens.warn) } else { ("\u{2212}", tokens.ok) };
    let values = [("days", Value::Integer(days.saturating_abs())), ("sign", Value::Text(sign))];
    (scene.say_with(key::DESKTOP_PUBLICATIONS_MOVED, &values), ink)
}

/// A bar from start to finish, a diamond for a date to be met.
fn bar(
    painter: &Painter,
    rect: Rect,
    scene: &Scene<'_>,
    line: &PublishedLineView,
    (left, right): (f32, f32),
    (first, last): Span,
) {
    let whole = (last - first).num_minutes().max(1) as f32;
    let at = |moment: NaiveDateTime| {
        left + (moment - first).num_minutes() as f32 / whole * (right - left)
    };
    let Some((start, finish)) = line.start.zip(line.finish) else { return };
    let (from, to, y) = (at(start.at), at(finish.at), rect.center().y);
    let hue = hues::of_family(scene.tokens, line.step.family());
    if line.kind == LineKind::Milestone {
        let corner = 5.0;
        let points = [(0.0, -corner), (corner, 0.0), (0.0, corner), (-corner, 0.0)];
        let diamond = points.map(|(x, down)| pos2(to.clamp(left, right) + x, y + down)).to_vec();
        painter.add(egui::Shape::convex_polygon(diamond, hue, Stroke::NONE));
        return;
    }
    let half = if line.kind == LineKind::Group { 2.0 } else { 6.0 };
    let shape = Rect::from_min_max(pos2(from, y - half), pos2(to.max(from + 3.0), y + half));
    let fill = if line.finished { scene.tokens.bar_done(hue) } else { scene.tokens.bar_fill(hue) };
    let fill = if line.kind == LineKind::Group { hue } else { fill };
    painter.rect(shape, 2.0, fill, Stroke::new(1.0, hue), egui::StrokeKind::Inside);
}
