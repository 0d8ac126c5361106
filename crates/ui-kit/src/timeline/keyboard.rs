//! The keyboard: every drag has its twin here. Keys are only taken while the timeline has the focus,
//! and only those that mean something to it.

use super::Board;
use super::data::{Bar, Edge, Event, Gesture, Key, Viewport};
use super::place::Spot;
use super::state::{Answer, State};
use super::walk::{Step, walk};
use egui::{Event as Input, EventFilter, Key as KeyName, Modifiers, Response, Ui};

/// What becomes of the selection when the keyboard goes to another bar.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Take {
    /// The bar alone is selected.
    Alone,
    /// The bar is selected too.
    Also,
    /// The selection stays; the space bar adds to it.
    Nothing,
}

/// What a key asks for.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Command {
    Go(Step, Take),
    Open,
    PickRow,
    Rename,
    Delete,
    Menu,
    Toggle,
    All,
    Clear,
    /// Moves by so many steps.
    Nudge(f64),
    /// Moves to a row above or below.
    Lift(Step),
    /// Moves the end by so many steps.
    Stretch(f64),
    Create,
    /// Goes on by such a part of the view.
    Pan(f32),
    Scroll(f32),
    Zoom(f64),
}

fn command(key: KeyName, modifiers: Modifiers) -> Option<Command> {
    let Modifiers { alt, shift, command, .. } = modifiers;
    let take = match (shift, command) {
        (false, false) => Take::Alone,
        (true, false) => Take::Also,
        (_, true) => Take::Nothing,
    };
    let sign = if key == KeyName::ArrowLeft { -1.0 } else { 1.0 };
    Some(match (key, alt, shift, command) {
        (KeyName::ArrowLeft | KeyName::ArrowRight, true, false, false) => Command::Nudge(sign),
        (KeyName::ArrowLeft | KeyName::ArrowRight, true, true, false) => Command::Stretch(sign),
        (KeyName::ArrowUp, true, false, false) => Command::Lift(Step::Up),
        (KeyName::ArrowDown, true, false, false) => Command::Lift(Step::Down),
        (_, true, ..) => return None,
        (KeyName::ArrowLeft, ..) => Command::Go(Step::Previous, take),
        (KeyName::ArrowRight, ..) => Command::Go(Step::Next, take),
        (KeyName::ArrowUp, ..) => Command::Go(Step::Up, take),
        (KeyName::ArrowDown, ..) => Command::Go(Step::Down, take),
        (KeyName::Home, _, _, false) => Command::Go(Step::First, take),
        (KeyName::End, _, _, false) => Command::Go(Step::Last, take),
        (KeyName::Home, _, false, true) => Command::Go(Step::FirstOfAll, Take::Alone),
        (KeyName::End, _, false, true) => Command::Go(Step::LastOfAll, Take::Alone),
        (KeyName::PageUp, _, false, false) => Command::Pan(-0.9),
        (KeyName::PageDown, _, false, false) => Command::Pan(0.9),
        (KeyName::PageUp, _, true, false) => Command::Scroll(-0.9),
        (KeyName::PageDown, _, true, false) => Command::Scroll(0.9),
        (KeyName::Plus | KeyName::Equals, _, _, false) => Command::Zoom(1.25),
        (KeyName::Minus, _, _, false) => Command::Zoom(0.8),
        (KeyName::Enter, _, false, false) => Command::Open,
        (KeyName::Enter, _, false, true) => Command::PickRow,
        (KeyName::F2, _, false, false) => Command::Rename,
        (KeyName::F10, _, true, false) => Command::Menu,
        (KeyName::Delete | KeyName::Backspace, _, false, false) => Command::Delete,
        (KeyName::Insert, _, false, false) => Command::Create,
        (KeyName::Space, _, false, _) => Command::Toggle,
        (KeyName::A, _, false, true) => Command::All,
        (KeyName::Escape, _, false, false) => Command::Clear,
        _ => return None,
    })
}

/// Does what the keys of this frame ask for, if the timeline has the focus.
pub(super) fn run(
    ui: &Ui,
    ground: &Response,
    board: &Board<'_>,
    state: &mut State,
    answer: &mut Answer<'_>,
) {
    if !ground.has_focus() {
        return;
    }
    let filter =
        EventFilter { tab: false, horizontal_arrows: true, vertical_arrows: true, escape: true };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(ground.id, filter));
    if ground.gained_focus() {
        state.by_keyboard = true;
    }
    if state.spot.is_none() {
        state.spot = first_in_view(board, answer.view);
    }
    if state.active.is_some() {
        return;
    }
    let mut commands = Vec::new();
    ui.input_mut(|input| {
        input.events.retain(|event| {
            let Input::Key { key, pressed: true, modifiers, .. } = event else { return true };
            let taken = command(*key, *modifiers).filter(|it| may(board, state, answer, *it));
            commands.extend(taken);
            taken.is_none()
        });
    });
    for command in commands {
        state.by_keyboard = true;
        obey(ui, ground, board, state, answer, command);
    }
}

/// Keys that can do nothing here are left to whoever else listens.
fn may(board: &Board<'_>, state: &State, answer: &Answer<'_>, command: Command) -> bool {
    let options = &board.options;
    match command {
        Command::Rename | Command::Delete | Command::Nudge(_) | Command::Stretch(_) => {
            options.editable && state.spot.is_some()
        }
        Command::Lift(_) => options.editable && options.may_change_row && state.spot.is_some(),
        Command::Create => options.editable && options.may_create,
        Command::Clear => !answer.selection.is_empty() || state.spot.is_some(),
        _ => true,
    }
}

fn obey(
    ui: &Ui,
    ground: &Response,
    board: &Board<'_>,
    state: &mut State,
    answer: &mut Answer<'_>,
    command: Command,
) {
    let chart = board.layout.chart;
    match command {
        Command::Go(step, take) => go(board, state, answer, step, take),
        Command::Pan(share) => answer.view.pan(share * chart.width()),
        Command::Scroll(share) => {
            let top = answer.view.top + share * chart.height();
            answer.view.top = top.clamp(0.0, board.layout.largest_top());
        }
        Command::Zoom(factor) => {
            let bar = state.spot.and_then(|spot| board.bar_of(spot));
            let middle = answer.view.position_at(chart.center().x, chart);
            let seen = answer.view.range(chart.width());
            let around = bar.map(|bar| bar.start).filter(|start| seen.contains(start));
            answer.view.zoom_at(factor, around.unwrap_or(middle));
        }
        Command::All => {
            let seen = board.place(answer.view);
            let seen = seen.iter().filter(|one| one.rect.intersects(chart));
            let mut keys: Vec<Key> = seen.filter_map(|one| Some(board.bar(one)?.key)).collect();
            // The bar the keyboard is at stays in the lead.
            keys.extend(state.spot.map(|spot| spot.bar));
            let mut met = std::collections::HashSet::new();
            keys.reverse();
            keys.retain(|key| met.insert(*key));
            keys.reverse();
            answer.select(keys);
        }
        Command::Clear if answer.selection.is_empty() => ground.surrender_focus(),
        Command::Clear => answer.select(Vec::new()),
        Command::Create => create(board, state, answer),
        Command::Open
        | Command::PickRow
        | Command::Rename
        | Command::Delete
        | Command::Menu
        | Command::Toggle
        | Command::Nudge(_)
        | Command::Lift(_)
        | Command::Stretch(_) => {
            let Some(spot) = state.spot else { return };
            let Some(bar) = board.bar_of(spot) else { return };
            act(board, answer, command, spot, bar);
        }
    }
    ui.request_repaint();
}

/// What is done with the bar the keyboard is at, or with the selection it leads.
fn act(board: &Board<'_>, answer: &mut Answer<'_>, command: Command, spot: Spot, bar: &Bar) {
    let key = spot.bar;
    let step = board.options.step;
    // Who went on without selecting means the bar at hand alone.
    let meant = if answer.selection.contains(&key) { answer.selection.clone() } else { vec![key] };
    match command {
        Command::Open => answer.events.push(Event::Opened(key)),
        Command::PickRow => answer.events.push(Event::RowPicked(spot.row)),
        Command::Rename => answer.events.push(Event::Renamed(key)),
        Command::Delete => answer.events.push(Event::Deleted(meant)),
        Command::Menu => {
            answer.events.push(Event::Menu(key, bar.start + (bar.end - bar.start) / 2.0));
        }
        Command::Toggle => answer.toggle(key),
        Command::Nudge(steps) => {
            push_move(board, answer, spot, &meant, steps * step, spot.row);
        }
        Command::Lift(direction) => {
            if let Some(row) = board.neighbour_row(spot.row, direction == Step::Down) {
                push_move(board, answer, spot, &meant, 0.0, row);
            }
        }
        Command::Stretch(steps) if !bar.fixed && bar.start < bar.end => {
            let to = (bar.end + steps * step).max(bar.start);
            let gesture = Gesture::Resize { bar: key, edge: Edge::End, to };
            answer.events.push(Event::Done { gesture, free: false });
        }
        _ => {}
    }
}

fn push_move(
    board: &Board<'_>,
    answer: &mut Answer<'_>,
    spot: Spot,
    meant: &[Key],
    by: f64,
    to_row: Key,
) {
    let bars = board.movable(meant);
    if bars.contains(&spot.bar) {
        let (grasped, from_row) = (spot.bar, spot.row);
        let gesture = Gesture::Move { grasped, bars, by, from_row, to_row, copy: false };
        answer.events.push(Event::Done { gesture, free: false });
    }
}

/// A new bar after the one the keyboard is at, as long as it; or at the left of the first row.
fn create(board: &Board<'_>, state: &State, answer: &mut Answer<'_>) {
    let at = state.spot.and_then(|spot| Some((spot.row, board.bar_of(spot)?)));
    let (row, start, length) = if let Some((row, bar)) = at {
        (row, bar.end, bar.end - bar.start)
    } else {
        let mut rows = board.layout.visible(answer.view).filter_map(|row| board.rows.get(row));
        let Some(row) = rows.find(|row| !row.heading) else { return };
        (row.key, answer.view.left, board.options.step)
    };
    let end = start + length.max(board.options.step);
    let gesture = Gesture::Create { row, start, end };
    answer.events.push(Event::Done { gesture, free: false });
}

fn go(board: &Board<'_>, state: &mut State, answer: &mut Answer<'_>, step: Step, take: Take) {
    let from = state.spot.and_then(|spot| board.find(spot));
    let Some(to) = walk(board.rows, from, step) else { return };
    let Some(spot) = board.spot_at(to) else { return };
    state.spot = Some(spot);
    board.reveal(to, answer.view);
    match take {
        Take::Alone => answer.select(vec![spot.bar]),
        Take::Also => answer.select_also(spot.bar),
        Take::Nothing => {}
    }
}

fn first_in_view(board: &Board<'_>, view: &Viewport) -> Option<Spot> {
    let placed = board.place(view);
    let seen = placed.iter().find(|one| one.rect.intersects(board.layout.chart));
    seen.and_then(|one| board.spot(one))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_drag_has_a_key() {
        let alt = Modifiers::ALT;
        assert_eq!(command(KeyName::ArrowLeft, alt), Some(Command::Nudge(-1.0)));
        assert_eq!(command(KeyName::ArrowDown, alt), Some(Command::Lift(Step::Down)));
        let both = Modifiers { shift: true, ..alt };
        assert_eq!(command(KeyName::ArrowRight, both), Some(Command::Stretch(1.0)));
        assert_eq!(command(KeyName::Insert, Modifiers::NONE), Some(Command::Create));
    }

    #[test]
    fn keys_of_others_are_left_alone() {
        for (key, modifiers) in [
            (KeyName::K, Modifiers::COMMAND),
            (KeyName::Z, Modifiers::COMMAND),
            (KeyName::Plus, Modifiers::COMMAND),
            (KeyName::Tab, Modifiers::NONE),
            (KeyName::S, Modifiers::NONE),
            (KeyName::Enter, Modifiers::ALT),
        ] {
            assert_eq!(command(key, modifiers), None, "{key:?} {modifiers:?}");
        }
    }
}
