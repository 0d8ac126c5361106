//! One frame of the timeline, from input to paint.

use super::data::{Event, Gesture, Key, Viewport};
use super::gesture::Shown;
use super::hatch::Hatches;
use super::layout::Layout;
use super::paint_bar::Dress;
use super::place::Placed;
use super::pointer::{Under, has_handles};
use super::state::{Answer, Drag, State, Target};
use super::ties::Route;
use super::{
    Board, Fonts, Keys, Timeline, access, gesture, ghosts, keyboard, labels, paint, paint_bar,
    pointer, scroll_bar, ties,
};
use crate::tokens::Tokens;
use egui::{Id, Rect, Response, Sense, Stroke, StrokeKind, Tooltip, Ui};

impl Timeline<'_> {
    /// Shows it in all the room there is and answers what the reader has done. The viewport and the
    /// selection are changed at once; the last bar of the selection leads it.
    pub fn show(self, ui: &mut Ui, view: &mut Viewport, selection: &mut Vec<Key>) -> Vec<Event> {
        let id = ui.make_persistent_id(self.salt);
        let mut size = ui.available_size();
        if !size.y.is_finite() {
            size.y = self.height();
        }
        let Self { rows, grid, options, label, header, preview, .. } = self;
        let (_, rect) = ui.allocate_space(size);
        let board = Board {
            id,
            rows,
            grid,
            ties: self.ties,
            options,
            words: self.words,
            tokens: Tokens::of(ui.ctx()),
            fonts: Fonts::of(ui),
            layout: Layout::new(rect, rows, grid, &options),
        };
        let chart = board.layout.chart;
        if !chart.is_positive() || !chart.is_finite() {
            return Vec::new();
        }
        view.mend(options.scale_range, chart.width());
        view.top = view.top.clamp(0.0, board.layout.largest_top());
        let mut state = State::load(ui, id);
        state.follow(&board, selection);
        let mut answer = Answer { view, selection, events: Vec::new() };

        // What moves the view comes first, so that all that follows is about the same view.
        let ground = ui.interact(chart, id, Sense::click_and_drag());
        bring_into_view(&ground, &board, self.scroll_to, &mut state, answer.view);
        pointer::scroll(ui, rect, &board, answer.view);
        gesture::carry(ui, &board, &mut state, answer.view);
        keyboard::run(ui, &ground, &board, &mut state, &mut answer);
        let thumb = scroll_bar::grasp(ui, &board, answer.view);

        let placed = board.place(answer.view);
        access::publish(ui, &ground, &board, &placed, &mut state, &mut answer);
        let chosen = Keys::of(answer.selection);
        let routes = ties::routes(&board, &placed, &state, &chosen, answer.view);
        let under = pointer::react(ui, &ground, &board, &placed, &routes, &mut state, &mut answer);
        let shown = gesture::conduct(ui, &board, &placed, &mut state, &mut answer, preview);

        let scene = Scene { ui, board: &board, placed: &placed, view: answer.view };
        scene.paint(&ground, &state, answer.selection, &routes, under.as_ref(), shown.as_ref());
        if let Some(thumb) = &thumb {
            scroll_bar::paint(ui, &board, thumb);
        }
        labels::show(ui, &board, answer.view, header, label, &mut answer.events);
        if let Some(shown) = &shown {
            ghosts::tip(ui, &board, id, shown.at, &shown.preview);
        } else if let Some(under) = &under {
            tooltip(&ground, &board, &placed, answer.view, under);
        }
        remember_lead(ui, &board, &placed, &state);
        let Answer { selection, events, .. } = answer;
        state.store(ui, id, selection);
        events
    }
}

/// Where the bar lies at which the keyboard is, if in view: a menu that was asked for by a key opens
/// there. The salt is that of the timeline, shown before by the same `Ui`.
pub fn lead_rect(ui: &Ui, id_salt: &str) -> Option<Rect> {
    ui.data(|data| data.get_temp(lead_id(ui.make_persistent_id(id_salt))))
}

fn lead_id(id: Id) -> Id {
    id.with("lead")
}

fn remember_lead(ui: &Ui, board: &Board<'_>, placed: &[Placed], state: &State) {
    let lead = placed.iter().find(|one| state.spot.is_some() && board.spot(one) == state.spot);
    let seen = lead.map(|one| one.rect.intersect(board.layout.chart));
    ui.data_mut(|data| match seen.filter(Rect::is_positive) {
        Some(rect) => {
            data.insert_temp(lead_id(board.id), rect);
        }
        None => data.remove::<Rect>(lead_id(board.id)),
    });
}

fn bring_into_view(
    ground: &Response,
    board: &Board<'_>,
    wanted: Option<Key>,
    state: &mut State,
    view: &mut Viewport,
) {
    let Some(spot) = wanted.and_then(|key| board.find_bar(key)) else { return };
    state.spot = Some(spot);
    state.by_keyboard = true;
    ground.request_focus();
    if let Some(at) = board.find(spot) {
        board.reveal(at, view);
    }
}

/// What is painted.
struct Scene<'a> {
    ui: &'a Ui,
    board: &'a Board<'a>,
    placed: &'a [Placed],
    view: &'a Viewport,
}

impl Scene<'_> {
    fn paint(
        &self,
        ground: &Response,
        state: &State,
        selection: &[Key],
        routes: &[Route],
        under: Option<&Under>,
        shown: Option<&Shown>,
    ) {
        let Self { ui, board, placed, view } = *self;
        let painter = ui.painter();
        let hatches = Hatches::of(ui);
        paint::ground(painter, board, view, &hatches);
        paint::header(painter, board, view);
        let target = under.map(|under| under.target);
        let picked = match target {
            Some(Target::Tie(key)) => Some(key),
            _ => None,
        };
        let dress = Dress {
            selection: &Keys::of(selection),
            leaving: &Keys::of(shown.map_or(&[], leaving)),
            hot: target.and_then(Target::spot).map(|spot| spot.bar),
        };
        let layers = paint_bar::bars(painter, board, view, &hatches, placed, &dress);
        layers.paint(routes, picked);
        self.marks(ground, state, selection, target);
        if let Some(shown) = shown {
            ghosts::paint(painter, board, view, &hatches, placed, shown);
        }
        paint::now(painter, board, view);
    }

    /// The ring of the focus, and the handles of what is under the pointer or in the lead.
    fn marks(&self, ground: &Response, state: &State, selection: &[Key], target: Option<Target>) {
        let Self { ui, board, placed, .. } = *self;
        let painter = ui.painter().with_clip_rect(board.layout.chart.intersect(ui.clip_rect()));
        let focused = ground.has_focus() && state.by_keyboard;
        let lead = selection.last().copied();
        let mut ringed = false;
        for one in placed {
            let Some(spot) = board.spot(one) else { continue };
            if focused && state.spot == Some(spot) {
                let stroke = Stroke::new(1.5, board.tokens.ink_1);
                painter.rect_stroke(one.rect.expand(2.5), 5.0, stroke, StrokeKind::Outside);
                ringed = true;
            }
            if has_handles(board, state, lead, spot) && state.active.is_none() {
                let edge = match target {
                    Some(Target::Handle(under, edge)) if under == spot => Some(edge),
                    _ => None,
                };
                ghosts::handles(&painter, board, one, edge);
            }
        }
        if focused && !ringed {
            let stroke = Stroke::new(1.5, board.tokens.accent);
            painter.rect_stroke(board.layout.chart, 0.0, stroke, StrokeKind::Inside);
        }
    }
}

/// The bars that are on their way elsewhere.
fn leaving(shown: &Shown) -> &[Key] {
    match (&shown.drag, &shown.gesture) {
        (Drag::Move { bars, .. }, Some(Gesture::Move { copy: false, .. })) => bars,
        (Drag::Resize { spot, .. }, _) => std::slice::from_ref(&spot.bar),
        _ => &[],
    }
}

/// Says what the pointer rests on: all of a bar's text, for it may be cut; why a stretch is closed.
fn tooltip(
    ground: &Response,
    board: &Board<'_>,
    placed: &[Placed],
    view: &Viewport,
    under: &Under,
) {
    let text = match under.target {
        Target::Bar(spot) | Target::Grip(spot, _) => {
            let one = placed.iter().find(|one| board.spot(one) == Some(spot));
            one.map(|one| access::spoken(board, one))
        }
        Target::Ground => closed_at(board, view, under),
        Target::Handle(..) | Target::Tie(_) => None,
    };
    let Some(text) = text else { return };
    Tooltip::for_enabled(ground).at_pointer().gap(14.0).show(|ui| {
        // Painted and not a label: the bar has already said it.
        let font = board.fonts.small.clone();
        let width = ui.spacing().tooltip_width;
        let galley = ui.painter().layout(text.to_owned(), font, board.tokens.ink_1, width);
        let (rect, _) = ui.allocate_exact_size(galley.size(), Sense::hover());
        ui.painter().galley(rect.min, galley, board.tokens.ink_1);
    });
}

/// Why the ground is closed at a place, if it is.
fn closed_at<'a>(board: &'a Board<'_>, view: &Viewport, under: &Under) -> Option<&'a str> {
    let at = view.position_at(under.at.x, board.layout.chart);
    let row = board.layout.row_at(under.at.y, view).and_then(|row| board.rows.get(row));
    let shades = row.into_iter().flat_map(|row| &row.shades).chain(&board.grid.shades);
    shades
        .filter(|shade| !shade.label.is_empty())
        .find(|shade| shade.start <= at && at < shade.end)
        .map(|shade| shade.label.as_str())
}
