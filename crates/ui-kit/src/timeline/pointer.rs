//! What the pointer does: looks around, selects, drags. What is dragged is told to the caller each
//! frame, and meant when it is let go.

use super::hand::{Drag, GRIP, Hand, What, bars_in, handle};
use super::layout::Layout;
use super::paint_bar::Placed;
use super::{Edge, Event, Gesture, Key, Preview, Timeline, Viewport, ties};
use crate::tokens::RADIUS_1;
use crate::{Tokens, theme};
use egui::{
    Area, CursorIcon, Frame, Id, Key as Button, Margin, Modifiers, Order, PointerButton, Pos2,
    Rect, Response, RichText, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

/// How near to an edge the view begins to follow what is dragged.
const EDGE: f32 = 28.0;

/// Wheel, Shift and wheel, Ctrl and wheel, pinch.
pub(super) fn look(ui: &Ui, body: Rect, layout: &Layout, view: &mut Viewport) {
    let Some(pointer) = ui.input(|input| input.pointer.hover_pos()) else { return };
    if !body.contains(pointer) || !ui.rect_contains_pointer(body) {
        return;
    }
    let (scroll, zoom) = ui.input(|input| (input.smooth_scroll_delta(), input.zoom_delta()));
    if (zoom - 1.0).abs() > f32::EPSILON {
        view.zoom(f64::from(zoom), pointer.x, body.left());
    }
    if scroll.x != 0.0 {
        view.pan(-scroll.x);
    }
    if scroll.y != 0.0 {
        view.top = (view.top - scroll.y).clamp(0.0, (layout.height() - body.height()).max(0.0));
    }
}

/// A thin bar that shows which rows are in view, and scrolls them.
pub(super) fn scroll_bar(ui: &Ui, id: Id, layout: &Layout, view: &mut Viewport, name: &str) {
    let (body, height) = (layout.body, layout.height());
    if height <= body.height() {
        return;
    }
    let share = body.height() / height;
    let length = (body.height() * share).max(24.0);
    let path = body.height() - length;
    let top = body.top() + path * view.top / (height - body.height());
    let thumb = Rect::from_min_size(pos2(body.right() - 9.0, top), vec2(8.0, length));
    let response = ui.interact(thumb, id.with("scroll"), Sense::DRAG);
    response.widget_info(|| WidgetInfo::labeled(Role::ScrollBar, true, name));
    if response.dragged() && path > 0.0 {
        view.top += response.drag_delta().y * (height - body.height()) / path;
    }
    let tokens = Tokens::of(ui.ctx());
    let strong = response.hovered() || response.dragged();
    let colour = if strong { tokens.ink_3 } else { tokens.line_2 };
    ui.painter().rect_filled(thumb.shrink2(vec2(2.0, 1.0)), 3, colour);
}

/// What a frame of the pointer works on.
pub(super) struct Work<'w, 'a> {
    pub(super) timeline: &'w mut Timeline<'a>,
    pub(super) layout: &'w Layout,
    pub(super) view: &'w mut Viewport,
    pub(super) hand: &'w mut Hand,
    pub(super) selection: &'w mut Vec<Key>,
    pub(super) events: &'w mut Vec<Event>,
}

impl Work<'_, '_> {
    pub(super) fn take(
        &mut self,
        ui: &mut Ui,
        id: Id,
        ground: &Response,
        placed: &[Placed<'_>],
        responses: &[Response],
    ) {
        self.hand.hovered = None;
        for (bar, response) in placed.iter().zip(responses) {
            self.bar(ui, ground, bar, response);
        }
        if self.timeline.may_tie && self.timeline.editable && self.hand.drag.is_none() {
            self.handles(ui, id, placed, responses);
        }
        self.empty_ground(ui, ground);
        self.dragged(ui);
    }

    /// One bar: hover, click, the beginning of a drag.
    fn bar(&mut self, ui: &Ui, ground: &Response, placed: &Placed<'_>, response: &Response) {
        let (bar, row) = (placed.bar, self.timeline.rows.get(placed.row).map_or(0, |row| row.key));
        if response.hovered() {
            self.hand.hovered = Some(bar.key);
            self.cursor(ui, placed);
        }
        let toggles = ui.input(|input| input.modifiers.command || input.modifiers.shift);
        if response.clicked() {
            ground.request_focus();
            self.select(bar.key, row, toggles);
        }
        if response.double_clicked() {
            self.events.push(Event::Opened(bar.key));
        }
        if response.secondary_clicked() {
            if !self.selection.contains(&bar.key) {
                self.select(bar.key, row, false);
            }
            let at = response.interact_pointer_pos().unwrap_or(placed.rect.center());
            let at = self.view.position(at.x, self.layout.body.left());
            self.events.push(Event::Menu(bar.key, at));
        }
        if response.drag_started_by(PointerButton::Primary)
            && let Some(origin) = ui.input(|input| input.pointer.press_origin())
        {
            if !self.timeline.editable || bar.fixed {
                return self.start(origin, What::View);
            }
            ground.request_focus();
            if !self.selection.contains(&bar.key) {
                self.select(bar.key, row, false);
            }
            let what = match grip(placed.rect, origin) {
                Some(Edge::Start) => What::End { bar: bar.key, edge: Edge::Start, at: bar.start },
                Some(Edge::End) => What::End { bar: bar.key, edge: Edge::End, at: bar.end },
                None => What::Bars { grasped: bar.key, row },
            };
            self.start(origin, what);
        }
    }

    fn cursor(&self, ui: &Ui, placed: &Placed<'_>) {
        let at = ui.input(|input| input.pointer.hover_pos());
        let movable = self.timeline.editable && !placed.bar.fixed;
        if let Some(at) = at.filter(|_| movable) {
            let icon = match grip(placed.rect, at) {
                Some(_) => CursorIcon::ResizeHorizontal,
                None => CursorIcon::Grab,
            };
            ui.ctx().set_cursor_icon(icon);
        }
    }

    fn select(&mut self, key: Key, row: Key, toggles: bool) {
        let had = self.selection.iter().position(|selected| *selected == key);
        if !toggles {
            self.selection.clear();
        }
        match had {
            Some(place) if toggles => drop(self.selection.remove(place)),
            _ => self.selection.push(key),
        }
        self.hand.led = Some((row, key));
        self.events.push(Event::Selected(self.selection.clone()));
    }

    fn start(&mut self, origin: Pos2, what: What) {
        self.hand.drag = Some(Drag::new(origin, self.view, self.layout.body, what));
    }

    /// The handles at both ends of bars that are selected or under the pointer.
    fn handles(&mut self, ui: &Ui, id: Id, placed: &[Placed<'_>], responses: &[Response]) {
        let tokens = Tokens::of(ui.ctx());
        for (bar, response) in placed.iter().zip(responses) {
            let near = ui.rect_contains_pointer(bar.rect.expand2(vec2(16.0, 2.0)));
            if !(bar.selected || response.hovered() || near) || bar.bar.shape == super::Shape::Group
            {
                continue;
            }
            let words = &self.timeline.words;
            let ends = [(Edge::Start, &words.tie_from_start), (Edge::End, &words.tie_from_end)];
            for (edge, name) in ends {
                let at = handle(bar.rect, edge);
                if !self.layout.body.contains(at) {
                    continue;
                }
                let rect = Rect::from_center_size(at, vec2(11.0, 11.0));
                let id = id.with(("tie", bar.bar.key, edge == Edge::Start));
                let response = ui.interact(rect, id, Sense::DRAG);
                let name = format!("{name} — {}", bar.bar.title);
                response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
                let colour = if response.hovered() { tokens.accent } else { tokens.ink_3 };
                ui.painter_at(self.layout.body).circle(at, 4.0, tokens.bg_0, (1.5, colour));
                if response.drag_started_by(PointerButton::Primary) {
                    self.start(at, What::Tie { from: bar.bar.key, edge, start: at });
                }
            }
        }
    }

    /// Empty ground: click, menu, the beginning of a new bar, a band, a pan.
    fn empty_ground(&mut self, ui: &Ui, ground: &Response) {
        let place = ground.interact_pointer_pos().or(ground.hover_pos());
        if ground.clicked() {
            ground.request_focus();
            if let Some(tie) = place.and_then(|place| self.tie_at(place)) {
                self.events.push(Event::TiePicked(tie));
            } else if !self.selection.is_empty() {
                self.selection.clear();
                self.events.push(Event::Selected(Vec::new()));
            }
        }
        let row_at = |place: Pos2| {
            let row = self.layout.row_at(place.y)?;
            self.timeline.rows.get(row).filter(|row| !row.heading).map(|row| row.key)
        };
        if ground.secondary_clicked()
            && let Some((place, row)) = place.and_then(|place| Some((place, row_at(place)?)))
        {
            let at = self.view.position(place.x, self.layout.body.left());
            self.events.push(Event::GroundMenu(row, at));
        }
        let origin = ui.input(|input| input.pointer.press_origin());
        let Some(origin) = origin.filter(|_| ground.drag_started()) else { return };
        let (shift, middle) =
            ui.input(|i| (i.modifiers.shift, i.pointer.button_down(PointerButton::Middle)));
        let creates = self.timeline.editable && self.timeline.may_create;
        let what = match row_at(origin) {
            _ if middle => What::View,
            _ if shift => What::Band,
            Some(row) if creates => What::New { row },
            _ => What::View,
        };
        self.start(origin, what);
    }

    /// The dependency under a place, if one is drawn there.
    fn tie_at(&self, place: Pos2) -> Option<Key> {
        let timeline = &self.timeline;
        let places = ties::places(timeline.ties, timeline.rows, self.layout, self.view);
        let near = timeline.ties.iter().filter_map(|tie| {
            let points = ties::elbow(tie, *places.get(&tie.from)?, *places.get(&tie.to)?);
            Some((ties::distance(&points, place), tie.key))
        });
        let nearest = near.min_by(|(a, _), (b, _)| a.total_cmp(b))?;
        (nearest.0 <= 5.0).then_some(nearest.1)
    }

    /// What is being dragged: shown while it lasts, meant when it is let go.
    fn dragged(&mut self, ui: &mut Ui) {
        let Some(mut drag) = self.hand.drag.clone() else { return };
        let (pointer, down, command, free) = ui.input(|input| {
            let pointer = &input.pointer;
            (pointer.latest_pos(), pointer.any_down(), input.modifiers.command, input.modifiers.alt)
        });
        if ui.input_mut(|input| input.consume_key(Modifiers::NONE, Button::Escape)) {
            drag.given_up = true;
        }
        let pointer = pointer.unwrap_or(drag.origin);
        if drag.given_up || !down {
            self.hand.drag = if down { Some(drag.clone()) } else { None };
            if !drag.given_up {
                self.let_go(&drag, pointer, command, free);
            }
            return;
        }
        self.hand.drag = Some(drag.clone());
        match &drag.what {
            What::View => {
                self.view.pan(-ui.input(|input| input.pointer.delta().x));
                self.view.top -= ui.input(|input| input.pointer.delta().y);
                ui.ctx().set_cursor_icon(CursorIcon::Grabbing);
            }
            What::Band => {
                let band = Rect::from_two_pos(drag.origin, pointer);
                let tokens = Tokens::of(ui.ctx());
                let stroke = Stroke::new(1.0, tokens.accent);
                let fill = tokens.accent.gamma_multiply(0.12);
                let painter = ui.painter_at(self.layout.body);
                painter.rect(band, 2, fill, stroke, StrokeKind::Inside);
            }
            What::Tie { start, .. } => {
                let stroke = Stroke::new(1.8, Tokens::of(ui.ctx()).accent);
                ui.painter_at(self.layout.body).line_segment([*start, pointer], stroke);
                self.show_preview(ui, &drag, pointer, command, free);
            }
            What::Bars { .. } | What::End { .. } | What::New { .. } => {
                self.follow(ui, pointer);
                self.show_preview(ui, &drag, pointer, command, free);
            }
        }
    }

    fn let_go(&mut self, drag: &Drag, pointer: Pos2, copy: bool, free: bool) {
        if let What::Band = drag.what {
            let band = Rect::from_two_pos(drag.origin, pointer);
            *self.selection = bars_in(band, self.view, self.layout, self.timeline.rows);
            self.events.push(Event::Selected(self.selection.clone()));
        }
        if let Some(gesture) = self.gesture(drag, pointer, copy) {
            self.events.push(Event::Done { gesture, free });
        }
    }

    fn gesture(&self, drag: &Drag, pointer: Pos2, copy: bool) -> Option<Gesture> {
        let may_change_row = self.timeline.may_change_row;
        drag.gesture(
            pointer,
            self.view,
            self.layout,
            self.timeline.rows,
            self.selection,
            copy,
            may_change_row,
        )
    }

    /// The view follows what is dragged over its edge.
    fn follow(&mut self, ui: &Ui, pointer: Pos2) {
        let body = self.layout.body;
        let over = |place: f32, low: f32, high: f32| {
            if place < low + EDGE {
                place - low - EDGE
            } else if place > high - EDGE {
                place - high + EDGE
            } else {
                0.0
            }
        };
        let (x, y) = (
            over(pointer.x, body.left(), body.right()),
            over(pointer.y, body.top(), body.bottom()),
        );
        if x != 0.0 || y != 0.0 {
            self.view.pan(x.clamp(-EDGE, EDGE) * 0.5);
            self.view.top += y.clamp(-EDGE, EDGE) * 0.3;
            ui.ctx().request_repaint();
        }
    }

    fn show_preview(&mut self, ui: &mut Ui, drag: &Drag, pointer: Pos2, copy: bool, free: bool) {
        let Some(gesture) = self.gesture(drag, pointer, copy) else { return };
        let Some(preview) = &mut self.timeline.preview else { return };
        let preview = preview(&gesture, free);
        let tokens = Tokens::of(ui.ctx());
        let painter = ui.painter_at(self.layout.body);
        let bad = preview.clash || preview.refused;
        let colour = if bad { tokens.bad } else { tokens.accent };
        for (row, start, end) in &preview.ghosts {
            let Some(row) = self.timeline.rows.iter().position(|it| it.key == *row) else {
                continue;
            };
            let (top, bottom) = self.layout.row(row);
            let x = |position: f64| self.view.x(position, self.layout.body.left());
            let rect = Rect::from_x_y_ranges(x(*start)..=x(*end), top + 4.0..=bottom - 4.0);
            let stroke = Stroke::new(2.0, colour);
            painter.rect(rect, RADIUS_1, colour.gamma_multiply(0.22), stroke, StrokeKind::Inside);
        }
        let icon = if preview.refused { CursorIcon::NotAllowed } else { CursorIcon::Grabbing };
        ui.ctx().set_cursor_icon(icon);
        tip(ui, pointer, &preview, self.timeline.words);
    }
}

/// Which grip of a bar a place is on; narrow bars have none.
fn grip(rect: Rect, place: Pos2) -> Option<Edge> {
    if rect.width() < 3.0 * GRIP {
        None
    } else if place.x <= rect.left() + GRIP {
        Some(Edge::Start)
    } else if place.x >= rect.right() - GRIP {
        Some(Edge::End)
    } else {
        None
    }
}

/// What a gesture would come to, beside the pointer.
fn tip(ui: &Ui, pointer: Pos2, preview: &Preview, words: &super::Words) {
    if preview.title.is_empty() {
        return;
    }
    let tokens = Tokens::of(ui.ctx());
    let frame = Frame::new()
        .fill(tokens.bg_3)
        .stroke(Stroke::new(1.0, tokens.line_2))
        .corner_radius(8)
        .shadow(ui.visuals().popup_shadow)
        .inner_margin(Margin::symmetric(11, 8));
    let area = Area::new(Id::unique("timeline-tip"))
        .order(Order::Tooltip)
        .interactable(false)
        .constrain(true)
        .fixed_pos(pointer + vec2(16.0, 18.0));
    area.show(ui.ctx(), |ui| {
        frame.show(ui, |ui| {
            ui.set_max_width(320.0);
            ui.spacing_mut().item_spacing.y = 2.0;
            ui.label(RichText::new(&preview.title).font(theme::strong()).color(tokens.ink_1));
            let told = if preview.refused {
                Some(&words.refused)
            } else {
                preview.clash.then_some(&words.clash)
            };
            if let Some(word) = told {
                let text = RichText::new(format!("⚠ {word}")).color(tokens.bad_ink);
                ui.label(text.font(theme::strong()));
            }
            if !preview.detail.is_empty() {
                ui.label(RichText::new(&preview.detail).color(tokens.ink_2));
            }
        });
    });
}
