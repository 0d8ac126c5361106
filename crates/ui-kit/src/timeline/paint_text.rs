//! The texts of bars: within them, cut where they end, and beside them.

use super::data::{Bar, Row, Shape as BarShape};
use super::paint::line;
use super::paint_bar::{EDGE, Layers, Look};
use super::place::Placed;
use egui::{Color32, FontId, Pos2, Rect, pos2, vec2};

/// Free space before a label.
const PADDING: f32 = 7.0;
/// Least height of a bar with two lines of text, with one line, and with one line of small letters.
const TWO_LINES: f32 = 34.0;
const ONE_LINE: f32 = 15.0;
const SMALL_LINE: f32 = 11.0;

impl Layers<'_> {
    /// Title and subtitle: on two lines, or on one with a dot between. They stick to the left edge
    /// of the view while the bar is scrolled partly out of it.
    pub(super) fn labels(&mut self, bar: &Bar, rect: Rect, look: &Look) {
        let chart = self.board.layout.chart;
        let edge = if bar.done.is_some() { 0.0 } else { EDGE };
        let left = (rect.left() + edge).max(chart.left()) + PADDING;
        let room = Rect::from_min_max(
            pos2(left, rect.top()),
            pos2((rect.right() - 3.0).min(chart.right()), rect.bottom()),
        );
        let height = rect.height();
        if room.width() < 12.0 || height < SMALL_LINE {
            return;
        }
        let fonts = &self.board.fonts;
        let (strong, plain) = if height < ONE_LINE {
            (&fonts.tiny_strong, &fonts.tiny)
        } else {
            (&fonts.bar, &fonts.small)
        };
        let middle = rect.center().y;
        if height >= TWO_LINES && !bar.subtitle.is_empty() {
            let title = line(&self.painter, &bar.title, strong);
            let subtitle = line(&self.painter, &bar.subtitle, plain);
            let top = middle - (title.size().y + subtitle.size().y) / 2.0;
            let below = top + title.size().y;
            self.texts.push((room, pos2(left, top), title, look.title));
            self.texts.push((room, pos2(left, below), subtitle, look.subtitle));
            return;
        }
        let end = self.text(&bar.title, strong, pos2(left, middle), room, look.title);
        if !bar.subtitle.is_empty() && end + 6.0 < room.right() {
            let lead = if bar.title.is_empty() { "" } else { " · " };
            let text = format!("{lead}{}", bar.subtitle);
            self.text(&text, plain, pos2(end, middle), room, look.subtitle);
        }
    }

    /// A text on a middle line; answers where it ends.
    fn text(&mut self, text: &str, font: &FontId, at: Pos2, room: Rect, ink: Color32) -> f32 {
        if text.is_empty() {
            return at.x;
        }
        let galley = line(&self.painter, text, font);
        let size = galley.size();
        self.texts.push((room, at - vec2(0.0, size.y / 2.0), galley, ink));
        at.x + size.x
    }

    /// Text to the right of the bar, as far as the next bar of the lane leaves room.
    pub(super) fn beside(&mut self, placed: &Placed, bar: &Bar, row: &Row) {
        let chart = self.board.layout.chart;
        let next = row.bars.iter().skip(placed.bar + 1).find(|next| next.lane == bar.lane);
        let next = next.map_or(f32::INFINITY, |next| self.view.x_of(next.start, chart) - 4.0);
        // Where dependencies leave, the text makes room for them.
        let gap = if self.board.options.all_ties { 12.0 } else { 7.0 };
        let left = placed.rect.right() + gap;
        let room = Rect::from_min_max(
            pos2(left, placed.rect.top() - 4.0),
            pos2(next.min(chart.right()), placed.rect.bottom() + 4.0),
        );
        if room.width() < 10.0 {
            return;
        }
        let tokens = self.board.tokens;
        let urgent = bar.shape == BarShape::Milestone && (bar.critical || bar.clash);
        let ink = if urgent { tokens.bad_ink } else { tokens.ink_3 };
        let ink = if bar.faint { ink.gamma_multiply(0.5) } else { ink };
        let at = pos2(left, placed.rect.center().y);
        let board = self.board;
        self.text(&bar.beside, &board.fonts.small, at, room, ink);
    }
}
