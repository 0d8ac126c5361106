//! What the timeline tells to screen readers. The ground has the focus of the keyboard; the bar at
//! which the keyboard is is its active descendant, so that the whole timeline is one stop of the
//! Tab key and a bar that is scrolled away takes no focus with it. Every bar in view is a node that
//! can be clicked and focused.

use super::data::Edge;
use super::place::{Placed, Spot};
use super::pointer::{HANDLE_RADIUS, handle, has_handles};
use super::state::{Answer, State};
use super::{Board, Keys};
use egui::accesskit::{self, Action, Role, Toggled};
use egui::{Event as Input, Id, Rect, Response, Sense, Ui, UiBuilder, Vec2};

/// Rows lower than this have no nodes for their bars: nobody could tell them apart.
const LOWEST: f32 = 10.0;

pub(super) fn bounds(rect: Rect) -> accesskit::Rect {
    let (min, max) = (rect.min, rect.max);
    accesskit::Rect::new(min.x.into(), min.y.into(), max.x.into(), max.y.into())
}

/// The node of a bar.
pub(super) fn bar_id(board: &Board<'_>, spot: Spot) -> Id {
    board.id.with((spot.row, spot.bar))
}

/// Publishes the bars in view and does what a screen reader asks of them.
pub(super) fn publish(
    ui: &mut Ui,
    ground: &Response,
    board: &Board<'_>,
    placed: &[Placed],
    state: &mut State,
    answer: &mut Answer<'_>,
) {
    let listening = ui.accesskit_node_builder(ground.id, |node| {
        node.set_role(Role::Group);
        if !board.words.name.is_empty() {
            node.set_label(board.words.name.as_str());
        }
    });
    if listening.is_none() || board.options.row_height < LOWEST {
        return;
    }
    let asked = ui.input(|input| {
        input.events.iter().any(|event| matches!(event, Input::AccessKitActionRequest(_)))
    });
    if asked {
        requests(ui, ground, board, placed, state, answer);
    }
    let selection = Keys::of(answer.selection);
    let chart = board.layout.chart;
    let builder = UiBuilder::new()
        .scope_id(board.id.with("bars"))
        .max_rect(chart)
        .accessibility_parent(ground.id);
    let mut inner = ui.new_child(builder);
    inner.shrink_clip_rect(chart);
    let mut active = None;
    for one in placed {
        let seen = one.rect.intersect(chart);
        let (Some(bar), Some(spot)) = (board.bar(one), board.spot(one)) else { continue };
        if !seen.is_positive() {
            continue;
        }
        let id = bar_id(board, spot);
        // Without a sense of its own: the ground finds out what the pointer is at.
        inner.interact(seen, id, Sense::hover());
        let selected = selection.contains(bar.key);
        inner.accesskit_node_builder(id, |node| {
            node.set_role(Role::Button);
            node.set_label(spoken(board, one));
            node.set_bounds(bounds(seen));
            node.set_toggled(if selected { Toggled::True } else { Toggled::False });
            node.add_action(Action::Click);
            node.add_action(Action::Focus);
        });
        if state.spot == Some(spot) {
            active = Some(id);
        }
        if has_handles(board, state, answer.selection.last().copied(), spot) {
            handles(&inner, board, one.rect, id, spoken(board, one));
        }
    }
    if let Some(active) = active {
        ui.accesskit_node_builder(ground.id, |node| {
            node.set_active_descendant(active.accesskit_id());
        });
    }
}

/// The handles of a bar, by name: whoever cannot see them can still find and drag them.
fn handles(ui: &Ui, board: &Board<'_>, rect: Rect, id: Id, bar: &str) {
    let words = board.words;
    for (edge, name) in [(Edge::Start, &words.tie_from_start), (Edge::End, &words.tie_from_end)] {
        let at = handle(rect, edge);
        if name.is_empty() || !board.layout.chart.contains(at) {
            continue;
        }
        let place = Rect::from_center_size(at, Vec2::splat(2.0 * HANDLE_RADIUS));
        let id = id.with(edge == Edge::Start);
        ui.interact(place, id, Sense::hover());
        ui.accesskit_node_builder(id, |node| {
            node.set_role(Role::Button);
            node.set_label(format!("{name} — {bar}"));
            node.set_bounds(bounds(place));
        });
    }
}

/// What is said of a bar: never nothing.
pub(super) fn spoken<'a>(board: &'a Board<'_>, one: &Placed) -> &'a str {
    let Some(bar) = board.bar(one) else { return "" };
    let said = [&bar.spoken, &bar.title, &bar.subtitle];
    said.into_iter().map(|text| text.trim()).find(|text| !text.is_empty()).unwrap_or("…")
}

/// A screen reader clicks or focuses a bar.
fn requests(
    ui: &Ui,
    ground: &Response,
    board: &Board<'_>,
    placed: &[Placed],
    state: &mut State,
    answer: &mut Answer<'_>,
) {
    for one in placed {
        let Some(spot) = board.spot(one) else { continue };
        let id = bar_id(board, spot);
        let (click, focus) = ui.input(|input| {
            let asks = |action| input.has_accesskit_action_request(id, action);
            (asks(Action::Click), asks(Action::Focus))
        });
        if click || focus {
            state.spot = Some(spot);
            state.by_keyboard = true;
            ground.request_focus();
        }
        if click {
            answer.select(vec![spot.bar]);
        }
    }
}
