//! A timeline: rows of bars on an axis, to be looked at and worked on with pointer and keyboard.
//!
//! The widget draws what it is given and answers with what the reader means ([`Event`]); it
//! changes nothing but where the reader stands and what is selected. Only what is in view costs
//! anything: rows and bars are found by halving, shapes are gathered in layers.

mod data;
mod hand;
mod keyboard;
mod layout;
mod paint;
mod paint_bar;
mod pointer;
mod ties;
mod viewport;

#[cfg(test)]
mod tests;

pub use data::{
    Bar, Edge, Event, Gesture, Grid, Key, Mark, Preview, Row, Shade, Shape, Tie, Viewport, Words,
};
pub use layout::lanes;

use crate::Tokens;
use egui::{EventFilter, Id, Rect, Response, Role, Sense, Ui, WidgetInfo, pos2};
use hand::Hand;
use keyboard::Keyboard;
use layout::{Layout, bars_between};
use paint_bar::Placed;

/// Asks what a gesture would come to; the flag says that it is not to be snapped.
pub type Previewing<'a> = &'a mut dyn FnMut(&Gesture, bool) -> Preview;

/// A timeline to be shown.
pub struct Timeline<'a> {
    id_salt: &'a str,
    rows: &'a [Row],
    grid: &'a Grid,
    words: &'a Words,
    ties: &'a [Tie],
    all_ties: bool,
    label_width: f32,
    row_height: f32,
    label: Option<&'a mut dyn FnMut(&mut Ui, &Row)>,
    header: Option<&'a mut dyn FnMut(&mut Ui)>,
    preview: Option<Previewing<'a>>,
    editable: bool,
    may_create: bool,
    may_tie: bool,
    may_change_row: bool,
    step: f64,
    scroll_to: Option<Key>,
}

impl<'a> Timeline<'a> {
    /// A timeline of rows on a grid; `words` are what it says by itself.
    pub fn new(id_salt: &'a str, rows: &'a [Row], grid: &'a Grid, words: &'a Words) -> Self {
        Self {
            id_salt,
            rows,
            grid,
            words,
            ties: &[],
            all_ties: false,
            label_width: 146.0,
            row_height: 54.0,
            label: None,
            header: None,
            preview: None,
            editable: false,
            may_create: false,
            may_tie: false,
            may_change_row: false,
            step: 1.0,
            scroll_to: None,
        }
    }

    /// Dependencies: those of selected bars are drawn.
    #[must_use]
    pub fn ties(self, ties: &'a [Tie]) -> Self {
        Self { ties, ..self }
    }

    /// All dependencies are drawn.
    #[must_use]
    pub fn all_ties(self, all_ties: bool) -> Self {
        Self { all_ties, ..self }
    }

    /// Width of the labels of rows; none if 0.
    #[must_use]
    pub fn label_width(self, label_width: f32) -> Self {
        Self { label_width, ..self }
    }

    /// Least height of a row.
    #[must_use]
    pub fn row_height(self, row_height: f32) -> Self {
        Self { row_height, ..self }
    }

    /// Draws the label of a row in place of the usual one.
    #[must_use]
    pub fn label(self, label: &'a mut dyn FnMut(&mut Ui, &Row)) -> Self {
        Self { label: Some(label), ..self }
    }

    /// Draws the heading over the labels.
    #[must_use]
    pub fn header(self, header: &'a mut dyn FnMut(&mut Ui)) -> Self {
        Self { header: Some(header), ..self }
    }

    /// Can bars be worked on?
    #[must_use]
    pub fn editable(self, editable: bool) -> Self {
        Self { editable, ..self }
    }

    /// Does dragging on empty ground draw a bar?
    #[must_use]
    pub fn may_create(self, may_create: bool) -> Self {
        Self { may_create, ..self }
    }

    /// Can dependencies be drawn?
    #[must_use]
    pub fn may_tie(self, may_tie: bool) -> Self {
        Self { may_tie, ..self }
    }

    /// Can bars go to another row?
    #[must_use]
    pub fn may_change_row(self, may_change_row: bool) -> Self {
        Self { may_change_row, ..self }
    }

    /// Asked each frame while something is dragged.
    #[must_use]
    pub fn preview(self, preview: Previewing<'a>) -> Self {
        Self { preview: Some(preview), ..self }
    }

    /// By how much the arrow keys move.
    #[must_use]
    pub fn step(self, step: f64) -> Self {
        Self { step, ..self }
    }

    /// A bar to be brought into view and given the keyboard's attention.
    #[must_use]
    pub fn scroll_to(self, scroll_to: Option<Key>) -> Self {
        Self { scroll_to, ..self }
    }

    /// Shows it over all the room there is, and tells what the reader has done.
    pub fn show(
        mut self,
        ui: &mut Ui,
        view: &mut Viewport,
        selection: &mut Vec<Key>,
    ) -> Vec<Event> {
        let mut events = Vec::new();
        let area = ui.available_rect_before_wrap();
        ui.allocate_rect(area, Sense::hover());
        let id = ui.scope_id().with(self.id_salt);
        let split = (area.left() + self.label_width).min(area.right());
        let top = (area.top() + paint::headings_height(self.grid)).min(area.bottom());
        let body = Rect::from_min_max(pos2(split, top), area.max);
        let layout = Layout::new(self.rows, self.row_height, body, view);
        let mut hand: Hand = ui.data(|data| data.get_temp(id)).unwrap_or_default();
        let ground = self.ground(ui, id, body);
        if let Some(key) = self.scroll_to {
            self.reveal(key, &mut hand, view, &layout);
            ground.request_focus();
        }
        // What was scrolled counts from the next frame on; the layout of this one stays as it is.
        self.keys(ui, &ground, &layout, &mut hand, view, selection, &mut events);
        pointer::look(ui, body, &layout, view);
        let layout = Layout::new(self.rows, self.row_height, body, view);
        let tokens = Tokens::of(ui.ctx());
        let painter = ui.painter_at(body);
        paint::ground(&painter, tokens, self.rows, self.grid, &layout, view);
        let placed = self.placed(&layout, view, &hand, selection, ground.has_focus());
        let responses = self.interact(ui, id, &placed);
        self.paint_bars(ui, &placed, &layout, view, &hand, selection);
        let mut work = pointer::Work {
            timeline: &mut self,
            layout: &layout,
            view,
            hand: &mut hand,
            selection,
            events: &mut events,
        };
        work.take(ui, id, &ground, &placed, &responses);
        self.frame(ui, id, area, &layout, view, &mut events);
        ui.data_mut(|data| data.insert_temp(id, hand));
        events
    }

    /// The ground of the bars: takes the keyboard's attention for all of them.
    fn ground(&self, ui: &Ui, id: Id, body: Rect) -> Response {
        let ground = ui.interact(body, id.with("ground"), Sense::click_and_drag());
        ground.widget_info(|| WidgetInfo::labeled(Role::Group, true, &self.words.name));
        if ground.has_focus() {
            let filter = EventFilter {
                tab: false,
                horizontal_arrows: true,
                vertical_arrows: true,
                escape: true,
            };
            ui.memory_mut(|memory| memory.set_focus_lock_filter(ground.id, filter));
        }
        ground
    }

    #[expect(clippy::too_many_arguments, reason = "the parts of one frame, each borrowed apart")]
    fn keys(
        &self,
        ui: &Ui,
        ground: &Response,
        layout: &Layout,
        hand: &mut Hand,
        view: &mut Viewport,
        selection: &mut Vec<Key>,
        events: &mut Vec<Event>,
    ) {
        if !ground.has_focus() || hand.drag.is_some() {
            return;
        }
        let keyboard = Keyboard {
            rows: self.rows,
            layout,
            step: self.step,
            editable: self.editable,
            may_change_row: self.may_change_row,
        };
        ui.input_mut(|input| keyboard.take(input, hand, view, selection, events));
    }

    fn reveal(&self, key: Key, hand: &mut Hand, view: &mut Viewport, layout: &Layout) {
        for (at, row) in self.rows.iter().enumerate() {
            if let Some(bar) = row.bars.iter().find(|bar| bar.key == key) {
                view.reveal(bar.start, bar.end, layout.body.width());
                layout.reveal(at, view);
                hand.led = Some((row.key, key));
                return;
            }
        }
    }

    /// The bars in view.
    fn placed(
        &self,
        layout: &Layout,
        view: &Viewport,
        hand: &Hand,
        selection: &[Key],
        focused: bool,
    ) -> Vec<Placed<'a>> {
        let body = layout.body;
        let (left, right) = (view.left, view.position(body.right(), body.left()));
        // Milestones and texts reach a little over their ends.
        let reach = 12.0 / view.scale;
        let mut placed = Vec::new();
        for row in layout.visible() {
            let Some(data) = self.rows.get(row) else { continue };
            for bar in bars_between(&data.bars, left - reach, right + reach) {
                let rect = layout.rect(view, row, bar.lane, (bar.start, bar.end));
                let led = hand.led == Some((data.key, bar.key));
                let selected = selection.contains(&bar.key);
                placed.push(Placed { bar, row, rect, selected, focused: focused && led });
            }
        }
        placed
    }

    /// Each bar in view can be found by pointer and by screen reader. The keyboard's attention is
    /// the ground's, so that Tab goes past the timeline in one step.
    fn interact(&self, ui: &Ui, id: Id, placed: &[Placed<'_>]) -> Vec<Response> {
        let body = ui.clip_rect();
        placed
            .iter()
            .map(|placed| {
                let row = self.rows.get(placed.row).map_or(0, |row| row.key);
                let mut rect = placed.rect;
                if placed.bar.shape == Shape::Milestone {
                    let at = pos2(rect.left() - 1.0, rect.center().y);
                    rect = Rect::from_center_size(at, egui::vec2(18.0, 18.0));
                }
                let id = id.with((row, placed.bar.key));
                let response = ui.interact(rect.intersect(body), id, Sense::CLICK | Sense::DRAG);
                response.widget_info(|| {
                    let spoken = &placed.bar.spoken;
                    WidgetInfo::selected(Role::Button, true, placed.selected, spoken)
                });
                response
            })
            .collect()
    }

    fn paint_bars(
        &self,
        ui: &Ui,
        placed: &[Placed<'_>],
        layout: &Layout,
        view: &Viewport,
        hand: &Hand,
        selection: &[Key],
    ) {
        let tokens = Tokens::of(ui.ctx());
        let painter = ui.painter_at(layout.body);
        let mut shapes = Vec::with_capacity(placed.len() * 3);
        for bar in placed {
            paint_bar::shapes(&mut shapes, tokens, bar, layout, view);
        }
        let chosen = |key: &Key| selection.contains(key) || hand.hovered == Some(*key);
        let drawn = |tie: &&Tie| self.all_ties || chosen(&tie.from) || chosen(&tie.to);
        let places = ties::places(self.ties, self.rows, layout, view);
        for tie in self.ties.iter().filter(drawn) {
            if let (Some(from), Some(to)) = (places.get(&tie.from), places.get(&tie.to)) {
                let strong = chosen(&tie.from) || chosen(&tie.to);
                ties::shapes(&mut shapes, tokens, tie, &ties::elbow(tie, *from, *to), strong);
            }
        }
        // Shapes first: a text that is cut would else vanish below the bars.
        painter.extend(shapes);
        for (place, bar) in placed.iter().enumerate() {
            let next = placed.get(place + 1).filter(|next| next.row == bar.row);
            let room = next.map_or(layout.body.right(), |next| next.rect.left() - 6.0);
            paint_bar::texts(&painter, tokens, bar, layout.body, room);
        }
    }

    /// Headings, labels, now, the scroll bar: what stands around the bars.
    fn frame(
        &mut self,
        ui: &mut Ui,
        id: Id,
        area: Rect,
        layout: &Layout,
        view: &mut Viewport,
        events: &mut Vec<Event>,
    ) {
        let tokens = Tokens::of(ui.ctx());
        let body = layout.body;
        let headings = Rect::from_x_y_ranges(body.x_range(), area.top()..=body.top());
        paint::headings(&ui.painter_at(headings), tokens, self.grid, headings, view);
        if let Some(now) = self.grid.now {
            let over = Rect::from_min_max(pos2(body.left(), body.top() - 18.0), body.max);
            paint::now(&ui.painter_at(over), tokens, now, over, view);
        }
        let corner = Rect::from_min_max(area.min, body.min);
        ui.painter_at(corner).rect_filled(corner, 0, tokens.bg_0);
        if let Some(header) = &mut self.header {
            let mut ui = ui.new_child(egui::UiBuilder::new().max_rect(corner));
            ui.set_clip_rect(corner.intersect(ui.clip_rect()));
            header(&mut ui);
        }
        if self.label_width > 0.0 {
            self.labels(ui, id, area, layout, events);
        }
        let lines = ui.painter_at(area);
        lines.vline(body.left() - 0.5, area.y_range(), (1.0, tokens.line_1));
        lines.hline(area.x_range(), body.top() - 0.5, (1.0, tokens.line_1));
        pointer::scroll_bar(ui, id, layout, view, &self.words.scroll);
    }

    fn labels(
        &mut self,
        ui: &mut Ui,
        id: Id,
        area: Rect,
        layout: &Layout,
        events: &mut Vec<Event>,
    ) {
        let tokens = Tokens::of(ui.ctx());
        let column =
            Rect::from_min_max(pos2(area.left(), layout.body.top()), layout.body.left_bottom());
        ui.painter_at(column).rect_filled(column, 0, tokens.bg_0);
        for row in layout.visible() {
            let Some(data) = self.rows.get(row) else { continue };
            let (top, bottom) = layout.row(row);
            let cell = Rect::from_x_y_ranges(column.x_range(), top..=bottom);
            let clip = cell.intersect(column);
            let response = ui.interact(clip, id.with(("label", data.key)), Sense::CLICK);
            response.widget_info(|| WidgetInfo::labeled(Role::RowHeader, true, &data.spoken));
            if response.clicked() {
                events.push(Event::RowPicked(data.key));
            }
            match &mut self.label {
                Some(label) => {
                    let mut ui = ui.new_child(egui::UiBuilder::new().max_rect(cell));
                    ui.set_clip_rect(clip.intersect(ui.clip_rect()));
                    label(&mut ui, data);
                }
                None => {
                    let clipped = ui.new_child(egui::UiBuilder::new().max_rect(clip));
                    paint::label(&clipped, tokens, data, cell);
                }
            }
            ui.painter_at(column).hline(column.x_range(), bottom - 0.5, (1.0, tokens.line_1));
        }
    }
}
