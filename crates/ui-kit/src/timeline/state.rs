//! What the timeline remembers from frame to frame, in egui's memory: where the keyboard is, and
//! what the pointer is doing.

use super::Board;
use super::data::{Bar, Edge, Event, Key, Viewport};
use super::place::Spot;
use egui::{Id, PointerButton, Pos2, Ui};

/// What lies under the pointer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Target {
    /// The handle beside an end of a bar, from which a dependency is drawn.
    Handle(Spot, Edge),
    /// An end of a bar.
    Grip(Spot, Edge),
    /// A bar.
    Bar(Spot),
    /// A dependency.
    Tie(Key),
    /// None of these.
    Ground,
}

impl Target {
    pub(super) fn spot(self) -> Option<Spot> {
        match self {
            Self::Handle(spot, _) | Self::Grip(spot, _) | Self::Bar(spot) => Some(spot),
            Self::Tie(_) | Self::Ground => None,
        }
    }
}

/// A button was pressed and is still down.
#[derive(Debug, Clone, Copy)]
pub(super) struct Press {
    pub(super) target: Target,
    pub(super) button: PointerButton,
    /// Where, on the screen.
    pub(super) at: Pos2,
    /// Where, on the axis: it stays true when the view moves.
    pub(super) position: f64,
    /// How far below the top of the first row.
    pub(super) depth: f32,
}

/// What is being dragged.
#[derive(Debug, Clone)]
pub(super) enum Drag {
    /// The view; last seen at.
    Pan(Pos2),
    /// A rubber band over what is to be selected.
    Band,
    /// Bars, over a row.
    Move { spot: Spot, bars: Vec<Key>, row: Key },
    /// An end of a bar, grasped beside its very end by so much.
    Resize { spot: Spot, edge: Edge, slack: f64 },
    /// A new bar on a row.
    Create { row: Key },
    /// A dependency, and whether it has reached a bar.
    Tie { spot: Spot, edge: Edge, reached: bool },
}

/// A drag under way, and the press it began with.
#[derive(Debug, Clone)]
pub(super) struct Active {
    pub(super) drag: Drag,
    pub(super) press: Press,
    /// Where the pointer was last seen.
    pub(super) at: Pos2,
}

/// What is remembered.
#[derive(Debug, Clone, Default)]
pub(super) struct State {
    /// The bar at which the keyboard is.
    pub(super) spot: Option<Spot>,
    /// Where that bar began: whoever deletes it goes on with its neighbour.
    spot_start: f64,
    /// The lead of the selection when last seen: if it is another, the caller has changed it.
    lead: Option<Key>,
    /// The ring of the focus is shown to whoever uses the keyboard.
    pub(super) by_keyboard: bool,
    pub(super) press: Option<Press>,
    pub(super) active: Option<Active>,
    /// The bar whose handles are shown.
    pub(super) hot: Option<Spot>,
}

impl State {
    pub(super) fn load(ui: &Ui, id: Id) -> Self {
        ui.data(|data| data.get_temp(id)).unwrap_or_default()
    }

    pub(super) fn store(mut self, ui: &Ui, id: Id, selection: &[Key]) {
        self.lead = selection.last().copied();
        ui.data_mut(|data| data.insert_temp(id, self));
    }

    /// Goes to the lead of the selection if the caller chose another, and to a neighbour if the
    /// bar is gone.
    pub(super) fn follow(&mut self, board: &Board<'_>, selection: &[Key]) {
        let lead = selection.last().copied();
        if lead != self.lead
            && let Some(lead) = lead
            && self.spot.is_none_or(|spot| spot.bar != lead)
        {
            self.spot = board.find_bar(lead);
        }
        let Some(spot) = self.spot else { return };
        let Some(row) = board.rows.iter().find(|row| row.key == spot.row) else {
            self.spot = board.find_bar(spot.bar);
            return;
        };
        if let Some(bar) = row.bars.iter().find(|bar| bar.key == spot.bar) {
            self.spot_start = bar.start;
        } else if let Some(moved) = board.find_bar(spot.bar) {
            self.spot = Some(moved);
        } else {
            let distance = |bar: &&Bar| (bar.start - self.spot_start).abs();
            let nearest =
                row.bars.iter().min_by(|one, other| distance(one).total_cmp(&distance(other)));
            self.spot = nearest.map(|bar| Spot { row: row.key, bar: bar.key });
        }
    }
}

/// What is answered to the caller.
pub(super) struct Answer<'a> {
    pub(super) view: &'a mut Viewport,
    pub(super) selection: &'a mut Vec<Key>,
    pub(super) events: Vec<Event>,
}

impl Answer<'_> {
    /// The selection is to be these bars and no other.
    pub(super) fn select(&mut self, keys: Vec<Key>) {
        if *self.selection != keys {
            self.events.push(Event::Selected(keys.clone()));
            *self.selection = keys;
        }
    }

    /// The bar is selected too, and leads.
    pub(super) fn select_also(&mut self, key: Key) {
        let mut keys = self.selection.clone();
        keys.retain(|other| *other != key);
        keys.push(key);
        self.select(keys);
    }

    /// The bar is selected if it was not, and the other way round.
    pub(super) fn toggle(&mut self, key: Key) {
        if self.selection.contains(&key) {
            let mut keys = self.selection.clone();
            keys.retain(|other| *other != key);
            self.select(keys);
        } else {
            self.select_also(key);
        }
    }
}
