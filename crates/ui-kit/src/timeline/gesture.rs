//! What a drag does: moving, copying, resizing, creating, tying, selecting by a rubber band,
//! panning. While it lasts it is asked what would come of it; when the button is let go it is told
//! to the caller, who changes the data. Escape leaves everything as it was.

use super::data::{Edge, Event, Gesture, Key, Preview, Viewport};
use super::place::Placed;
use super::place::Spot;
use super::state::{Active, Answer, Drag, Press, State, Target};
use super::{Board, Keys, Previewing};
use egui::{
    CursorIcon, Key as KeyName, Modifiers, PointerButton, Pos2, Rect, Ui, Vec2, pos2, vec2,
};

/// Near an edge of the chart the view follows the drag.
const EDGE: f32 = 28.0;
/// How fast at the most, in points per second.
const SPEED: f32 = 900.0;
/// A bar narrower than this has no halves to be told apart.
const NARROW: f32 = 10.0;
/// Bars dropped nearer than this to where they were have not been moved.
const SETTLED: f32 = 3.0;

/// A drag as it is painted.
pub(super) struct Shown {
    pub(super) drag: Drag,
    pub(super) press: Press,
    pub(super) at: Pos2,
    pub(super) gesture: Option<Gesture>,
    pub(super) preview: Preview,
}

/// A press that has moved far enough becomes a drag.
pub(super) fn begin(
    ui: &Ui,
    board: &Board<'_>,
    state: &mut State,
    answer: &mut Answer<'_>,
    threshold: f32,
) {
    let Some(press) = state.press.filter(|_| state.active.is_none()) else { return };
    let (at, down, modifiers) = ui.input(|input| {
        let pointer = &input.pointer;
        (pointer.latest_pos(), pointer.button_down(press.button), input.modifiers)
    });
    if !down || at.is_none_or(|at| at.distance(press.at) <= threshold) {
        return;
    }
    state.press = None;
    if let Some(drag) = drag(board, press, modifiers, state, answer) {
        state.active = Some(Active { drag, press, at: press.at });
    }
}

fn drag(
    board: &Board<'_>,
    press: Press,
    modifiers: Modifiers,
    state: &mut State,
    answer: &mut Answer<'_>,
) -> Option<Drag> {
    let options = &board.options;
    if press.button == PointerButton::Middle {
        return Some(Drag::Pan(press.at));
    }
    let Some(spot) = press.target.spot() else {
        let row = board.open_row_at(press.at.y, answer.view);
        return Some(match row.filter(|_| options.editable && options.may_create) {
            _ if modifiers.shift => Drag::Band,
            Some(row) => Drag::Create { row },
            None => Drag::Pan(press.at),
        });
    };
    if !options.editable {
        return Some(Drag::Pan(press.at));
    }
    state.spot = Some(spot);
    if let Target::Handle(_, edge) = press.target {
        return Some(Drag::Tie { spot, edge, reached: false });
    }
    let bar = board.bar_of(spot).filter(|bar| !bar.fixed)?;
    if !answer.selection.contains(&spot.bar) {
        answer.select(vec![spot.bar]);
    }
    if let Target::Grip(_, edge) = press.target {
        let end = if edge == Edge::Start { bar.start } else { bar.end };
        return Some(Drag::Resize { spot, edge, slack: press.position - end });
    }
    Some(Drag::Move { spot, bars: board.movable(answer.selection), row: spot.row })
}

/// Escape ends a drag; the view follows one that pans or comes near an edge. Called before anything
/// is placed, since it moves the view.
pub(super) fn carry(ui: &Ui, board: &Board<'_>, state: &mut State, view: &mut Viewport) {
    let Some(active) = &mut state.active else { return };
    if ui.input_mut(|input| input.consume_key(Modifiers::NONE, KeyName::Escape)) {
        state.active = None;
        state.press = None;
        return;
    }
    let (at, elapsed) = ui.input(|input| (input.pointer.latest_pos(), input.stable_dt.min(0.1)));
    let before = active.at;
    active.at = at.unwrap_or(before);
    if let Drag::Pan(last) = &mut active.drag {
        let at = active.at;
        let moved = at - std::mem::replace(last, at);
        view.pan(-moved.x);
        view.top -= moved.y;
    } else {
        let chart = board.layout.chart;
        let pull = active.pull(chart, active.at);
        if pull != Vec2::ZERO {
            // Who has only just come near an edge may be on the way to something there.
            if active.pull(chart, before) != Vec2::ZERO {
                view.pan(pull.x * SPEED * elapsed);
                view.top += pull.y * SPEED * elapsed;
            }
            ui.request_repaint();
        }
    }
    view.top = view.top.clamp(0.0, board.layout.largest_top());
}

/// From -1 to 1: how strongly a drag near an edge pulls the view. Whoever grasped a bar near an
/// edge does not pull by that alone.
fn pull(at: f32, from: f32, least: f32, most: f32) -> f32 {
    let below = (least + EDGE).min(from) - at;
    let above = at - (most - EDGE).max(from);
    if above > 0.0 {
        (above / EDGE).min(1.0)
    } else if below > 0.0 {
        -(below / EDGE).min(1.0)
    } else {
        0.0
    }
}

/// Goes on with a drag, or ends it: what is to be painted of it.
pub(super) fn conduct(
    ui: &Ui,
    board: &Board<'_>,
    placed: &[Placed],
    state: &mut State,
    answer: &mut Answer<'_>,
    preview: Option<Previewing<'_>>,
) -> Option<Shown> {
    let active = state.active.as_mut()?;
    let (modifiers, down) =
        ui.input(|input| (input.modifiers, input.pointer.button_down(active.press.button)));
    let gesture = active.gesture(board, placed, answer.view, modifiers.command);
    let free = modifiers.alt;
    let preview = match (preview, &gesture) {
        (Some(ask), Some(gesture)) => ask(gesture, free),
        (None, Some(gesture)) => plain_preview(board, placed, gesture),
        (_, None) => Preview::default(),
    };
    if down {
        ui.set_cursor_icon(cursor(&active.drag, &preview, modifiers));
        let Active { drag, press, at } = active.clone();
        return Some(Shown { drag, press, at, gesture, preview });
    }
    let active = state.active.take()?;
    if let Drag::Band = active.drag {
        let band = active.band(board, answer.view);
        let mut keys = if modifiers.command { answer.selection.clone() } else { Vec::new() };
        let caught = placed.iter().filter(|one| one.rect.intersects(band));
        keys.extend(caught.filter_map(|one| Some(board.bar(one)?.key)));
        let mut seen = std::collections::HashSet::new();
        keys.retain(|key| seen.insert(*key));
        answer.select(keys);
    }
    if let Some(gesture) = gesture.filter(|gesture| is_meant(board, answer.view, gesture))
        && !preview.refused
    {
        answer.events.push(Event::Done { gesture, free });
        ui.request_repaint();
    }
    None
}

/// Has it come to anything? Who brings a bar back to where it was wants nothing.
fn is_meant(board: &Board<'_>, view: &Viewport, gesture: &Gesture) -> bool {
    let far = |by: f64| (by * view.scale).abs() >= f64::from(SETTLED);
    match gesture {
        Gesture::Move { by, from_row, to_row, .. } => far(*by) || from_row != to_row,
        Gesture::Resize { bar, edge, to } => {
            let bar = board.find_bar(*bar).and_then(|spot| board.bar_of(spot));
            bar.is_some_and(|bar| far(to - if *edge == Edge::Start { bar.start } else { bar.end }))
        }
        Gesture::Create { start, end, .. } => far(end - start),
        Gesture::Tie { .. } => true,
    }
}

/// What a drag looks like for a caller who says nothing of it.
fn plain_preview(board: &Board<'_>, placed: &[Placed], gesture: &Gesture) -> Preview {
    let ghosts = match gesture {
        Gesture::Move { bars, by, from_row, to_row, .. } => {
            let bars = Keys::of(bars);
            let moved = placed.iter().filter_map(|one| {
                let bar = board.bar(one).filter(|bar| bars.contains(bar.key))?;
                let row = board.row(one)?.key;
                let row = if row == *from_row { *to_row } else { row };
                Some((row, bar.start + by, bar.end + by))
            });
            moved.collect()
        }
        Gesture::Resize { bar, edge, to } => {
            let spot = board.find_bar(*bar);
            let ghost = spot.and_then(|spot| board.bar_of(spot).map(|bar| (spot, bar)));
            let ghost = ghost.map(|(spot, bar)| match edge {
                Edge::Start => (spot.row, *to, bar.end),
                Edge::End => (spot.row, bar.start, *to),
            });
            ghost.into_iter().collect()
        }
        Gesture::Create { row, start, end } => vec![(*row, *start, *end)],
        Gesture::Tie { .. } => Vec::new(),
    };
    Preview { ghosts, ..Preview::default() }
}

fn cursor(drag: &Drag, preview: &Preview, modifiers: Modifiers) -> CursorIcon {
    match drag {
        _ if preview.refused => CursorIcon::NotAllowed,
        Drag::Pan(_) => CursorIcon::Grabbing,
        Drag::Move { .. } if modifiers.command => CursorIcon::Copy,
        Drag::Move { .. } => CursorIcon::Grabbing,
        Drag::Resize { .. } => CursorIcon::ResizeHorizontal,
        Drag::Band | Drag::Create { .. } | Drag::Tie { .. } => CursorIcon::Crosshair,
    }
}

impl Active {
    /// How a drag at a place pulls the view. One that has reached the bar it is brought to does not.
    fn pull(&self, chart: Rect, at: Pos2) -> Vec2 {
        if let Drag::Tie { reached: true, .. } = self.drag {
            return Vec2::ZERO;
        }
        let from = self.press.at;
        vec2(
            pull(at.x, from.x, chart.left(), chart.right()),
            pull(at.y, from.y, chart.top(), chart.bottom()),
        )
    }

    /// What the rubber band covers on the screen.
    pub(super) fn band(&self, board: &Board<'_>, view: &Viewport) -> Rect {
        band(board, view, &self.press, self.at)
    }

    /// What it would be if the button were let go here.
    fn gesture(
        &mut self,
        board: &Board<'_>,
        placed: &[Placed],
        view: &Viewport,
        copy: bool,
    ) -> Option<Gesture> {
        let (at, press) = (self.at, self.press);
        let position = view.position_at(at.x, board.layout.chart);
        match &mut self.drag {
            Drag::Pan(_) | Drag::Band => None,
            Drag::Move { spot, bars, row } => {
                if board.options.may_change_row
                    && let Some(under) = board.open_row_at(at.y, view)
                {
                    *row = under;
                }
                Some(Gesture::Move {
                    grasped: spot.bar,
                    bars: bars.clone(),
                    by: position - press.position,
                    from_row: spot.row,
                    to_row: *row,
                    copy,
                })
            }
            Drag::Resize { spot, edge, slack } => {
                let bar = board.bar_of(*spot)?;
                let to = match edge {
                    Edge::Start => (position - *slack).min(bar.end),
                    Edge::End => (position - *slack).max(bar.start),
                };
                Some(Gesture::Resize { bar: spot.bar, edge: *edge, to })
            }
            Drag::Create { row } => {
                let (start, end) = (position.min(press.position), position.max(press.position));
                Some(Gesture::Create { row: *row, start, end })
            }
            Drag::Tie { spot, edge, reached } => {
                let target = target(board, placed, *spot, at);
                *reached = target.is_some();
                let (to, to_edge) = target?;
                Some(Gesture::Tie { from: spot.bar, from_edge: *edge, to, to_edge })
            }
        }
    }
}

/// What a rubber band covers on the screen.
pub(super) fn band(board: &Board<'_>, view: &Viewport, press: &Press, at: Pos2) -> Rect {
    let chart = board.layout.chart;
    let from = pos2(view.x_of(press.position, chart), press.depth + chart.top() - view.top);
    Rect::from_two_pos(from, at).intersect(chart)
}

/// The bar a dependency is brought to, and the nearer end of it.
fn target(board: &Board<'_>, placed: &[Placed], from: Spot, at: Pos2) -> Option<(Key, Edge)> {
    let over = placed.iter().rev().find(|one| one.rect.expand(2.0).contains(at))?;
    let key = board.bar(over)?.key;
    // On a bar too narrow to have two halves one means its start, unless one goes past it.
    let middle = if over.rect.width() < NARROW { over.rect.right() } else { over.rect.center().x };
    let edge = if at.x <= middle { Edge::Start } else { Edge::End };
    (key != from.bar).then_some((key, edge))
}
