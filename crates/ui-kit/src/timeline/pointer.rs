//! The pointer: what lies under it, the wheel, presses and clicks. What a drag does is in
//! [`gesture`](super::gesture).

use super::data::{Edge, Event, Key, Shape, Viewport};
use super::place::Placed;
use super::state::{Answer, Press, State, Target};
use super::ties::Route;
use super::{Board, Spot, gesture};
use egui::{CursorIcon, PointerButton, Pos2, Rect, Response, Ui, Vec2, pos2};

/// Width of the part of a bar that is grasped to resize it.
const GRIP: f32 = 6.0;
/// How far outside of a bar its handles lie, and how large they are.
const HANDLE_GAP: f32 = 8.0;
pub(super) const HANDLE_RADIUS: f32 = 4.0;
/// A pointer that moves less far than this has not begun to drag.
const THRESHOLD: f32 = 4.0;

/// Where the handle of an end lies.
pub(super) fn handle(rect: Rect, edge: Edge) -> Pos2 {
    match edge {
        Edge::Start => pos2(rect.left() - HANDLE_GAP, rect.center().y),
        Edge::End => pos2(rect.right() + HANDLE_GAP, rect.center().y),
    }
}

/// What of a bar can be grasped.
pub(super) fn may_resize(board: &Board<'_>, placed: &Placed) -> bool {
    let shape_may = |shape| !matches!(shape, Shape::Milestone | Shape::Group);
    board.options.editable
        && board.bar(placed).is_some_and(|bar| !bar.fixed && shape_may(bar.shape))
}

/// Has a bar handles to draw dependencies from?
pub(super) fn has_handles(board: &Board<'_>, state: &State, lead: Option<Key>, spot: Spot) -> bool {
    board.options.editable
        && board.options.may_tie
        && (state.hot == Some(spot) || lead == Some(spot.bar) && state.spot == Some(spot))
}

/// What lies at a place of the screen.
pub(super) fn hit(
    board: &Board<'_>,
    placed: &[Placed],
    routes: &[Route],
    state: &State,
    lead: Option<Key>,
    at: Pos2,
) -> Target {
    for one in placed.iter().rev() {
        let Some(spot) = board.spot(one) else { continue };
        if has_handles(board, state, lead, spot) {
            for edge in [Edge::End, Edge::Start] {
                if handle(one.rect, edge).distance(at) <= HANDLE_RADIUS + 3.0 {
                    return Target::Handle(spot, edge);
                }
            }
        }
    }
    for one in placed.iter().rev() {
        // A bar of a few points can be hit all the same.
        let slack = ((6.0 - one.rect.width()) / 2.0).max(0.0);
        if !one.rect.expand2(Vec2::new(slack, 0.0)).contains(at) {
            continue;
        }
        let Some(spot) = board.spot(one) else { continue };
        let grip = GRIP.min(one.rect.width() / 4.0);
        if may_resize(board, one) && at.x >= one.rect.right() - grip {
            return Target::Grip(spot, Edge::End);
        }
        if may_resize(board, one) && at.x <= one.rect.left() + grip {
            return Target::Grip(spot, Edge::Start);
        }
        return Target::Bar(spot);
    }
    let near = routes.iter().find(|route| route.distance(at) <= 4.0);
    near.map_or(Target::Ground, |route| Target::Tie(route.key))
}

/// The wheel scrolls the rows, with Shift it pans, with Ctrl it zooms where the pointer is, as a
/// pinch does.
pub(super) fn scroll(ui: &Ui, rect: Rect, board: &Board<'_>, view: &mut Viewport) {
    if !ui.rect_contains_pointer(rect) {
        return;
    }
    let chart = board.layout.chart;
    let (delta, zoom, at) = ui
        .input(|input| (input.smooth_scroll_delta, input.zoom_delta(), input.pointer.hover_pos()));
    if zoom != 1.0 {
        let x = at.map_or(chart.center().x, |at| at.x.max(chart.left()));
        let (least, most) = board.options.scale_range;
        let factor = (view.scale * f64::from(zoom)).max(least).min(most) / view.scale;
        view.zoom_at(factor, view.position_at(x, chart));
    }
    if delta.x != 0.0 {
        view.pan(-delta.x);
    }
    // A list that cannot be scrolled leaves the wheel to what it lies in.
    let top = (view.top - delta.y).clamp(0.0, board.layout.largest_top());
    let scrolled = top != view.top;
    view.top = top;
    ui.input_mut(|input| {
        input.smooth_scroll_delta.x = 0.0;
        if scrolled {
            input.smooth_scroll_delta.y = 0.0;
        }
    });
}

/// What the pointer is at, for whoever paints.
pub(super) struct Under {
    pub(super) target: Target,
    pub(super) at: Pos2,
}

/// Presses, begins of drags, clicks; what is under the pointer if it is here and does nothing.
pub(super) fn react(
    ui: &Ui,
    ground: &Response,
    board: &Board<'_>,
    placed: &[Placed],
    routes: &[Route],
    state: &mut State,
    answer: &mut Answer<'_>,
) -> Option<Under> {
    let at = ground.interact_pointer_pos().or_else(|| ground.hover_pos());
    let dragging = state.active.is_some();
    let lead = answer.selection.last().copied();
    let target = at.map(|at| hit(board, placed, routes, state, lead, at));
    if let (Some(at), Some(target)) = (at, target) {
        press(ui, ground, board, state, answer.view, target, at);
        gesture::begin(ui, board, state, answer, THRESHOLD);
        if !dragging && state.active.is_none() {
            click(ui, ground, board, state, answer, target, at);
        }
    }
    let idle = state.active.is_none() && ground.hovered();
    let under = target.zip(at).filter(|_| idle).map(|(target, at)| Under { target, at });
    if state.active.is_none() {
        state.hot = under.as_ref().and_then(|under| under.target.spot());
    }
    if let Some(under) = &under {
        ui.set_cursor_icon(cursor(board, placed, under.target));
    }
    under
}

fn press(
    ui: &Ui,
    ground: &Response,
    board: &Board<'_>,
    state: &mut State,
    view: &Viewport,
    target: Target,
    at: Pos2,
) {
    let (primary, middle, any_down) = ui.input(|input| {
        let pointer = &input.pointer;
        (
            pointer.primary_pressed(),
            pointer.button_pressed(PointerButton::Middle),
            pointer.any_down(),
        )
    });
    if !any_down {
        state.press = None;
    }
    if !ground.is_pointer_button_down_on() || !(primary || middle) || state.active.is_some() {
        return;
    }
    ground.request_focus();
    state.by_keyboard = false;
    state.press = Some(Press {
        target,
        button: if middle { PointerButton::Middle } else { PointerButton::Primary },
        at,
        position: view.position_at(at.x, board.layout.chart),
        depth: at.y - board.layout.chart.top() + view.top,
    });
}

fn click(
    ui: &Ui,
    ground: &Response,
    board: &Board<'_>,
    state: &mut State,
    answer: &mut Answer<'_>,
    target: Target,
    at: Pos2,
) {
    let modifiers = ui.input(|input| input.modifiers);
    let position = answer.view.position_at(at.x, board.layout.chart);
    if ground.secondary_clicked() {
        ground.request_focus();
        if let Some(spot) = target.spot() {
            state.spot = Some(spot);
            if !answer.selection.contains(&spot.bar) {
                answer.select(vec![spot.bar]);
            }
            answer.events.push(Event::Menu(spot.bar, position));
        } else if let Some(row) = board.open_row_at(at.y, answer.view) {
            answer.events.push(Event::GroundMenu(row, position));
        }
        return;
    }
    if !ground.clicked_by(PointerButton::Primary) {
        return;
    }
    ground.request_focus();
    if let Some(spot) = target.spot() {
        state.spot = Some(spot);
        if modifiers.command {
            answer.toggle(spot.bar);
        } else if modifiers.shift {
            answer.select_also(spot.bar);
        } else {
            answer.select(vec![spot.bar]);
            if ground.double_clicked() {
                answer.events.push(Event::Opened(spot.bar));
            }
        }
    } else if let Target::Tie(key) = target {
        answer.events.push(Event::TiePicked(key));
    } else if !modifiers.command && !modifiers.shift {
        answer.select(Vec::new());
    }
}

fn cursor(board: &Board<'_>, placed: &[Placed], target: Target) -> CursorIcon {
    match target {
        Target::Handle(..) => CursorIcon::Crosshair,
        Target::Grip(..) => CursorIcon::ResizeHorizontal,
        Target::Tie(_) => CursorIcon::PointingHand,
        Target::Ground if board.options.editable && board.options.may_create => CursorIcon::Cell,
        Target::Ground => CursorIcon::Default,
        Target::Bar(spot) => {
            let bar = placed.iter().find(|one| board.spot(one) == Some(spot));
            let fixed = bar.and_then(|one| board.bar(one)).is_none_or(|bar| bar.fixed);
            if board.options.editable && !fixed {
                CursorIcon::Grab
            } else {
                CursorIcon::PointingHand
            }
        }
    }
}
