//! Which bars and rows are looked for.

use crate::desktop::{Board, PlanningFilter};
use model::{BookingState, Choice, Facility, ProductionId, RoomKind};
use units::folded;
use views::board::{BoardBar, BoardRow};

/// A filter, read.
#[derive(Debug)]
pub(super) struct Filter<'a> {
    words: String,
    production: Option<ProductionId>,
    room_kind: Option<RoomKind>,
    state: Option<BookingState>,
    only_clashes: bool,
    board: &'a Board,
    facility: &'a Facility,
}

impl<'a> Filter<'a> {
    pub(super) fn new(kept: &PlanningFilter, board: &'a Board, facility: &'a Facility) -> Self {
        Self {
            words: folded(&kept.text),
            production: kept.production.as_ref().and_then(|id| id.parse().ok()),
            room_kind: kept.room_kind.as_deref().map(RoomKind::from_key),
            state: kept.state.as_deref().map(BookingState::from_key),
            only_clashes: kept.only_clashes,
            board,
            facility,
        }
    }

    /// Is everything looked for?
    pub(super) fn is_open(&self) -> bool {
        self.words.is_empty()
            && self.production.is_none()
            && self.room_kind.is_none()
            && self.state.is_none()
            && !self.only_clashes
    }

    /// Is the row one of those that are asked for by name?
    pub(super) fn names(&self, title: &str) -> bool {
        let title = folded(title);
        !self.words.is_empty() && self.words.split_whitespace().all(|word| title.contains(word))
    }

    /// Can the row be left out, whatever lies in it?
    pub(super) fn excludes(&self, row: &BoardRow) -> bool {
        let other_kind =
            self.room_kind.is_some() && row.room_kind.is_some() && self.room_kind != row.room_kind;
        let of_row = row.key.production();
        other_kind || of_row.is_some_and(|id| self.production.is_some_and(|wanted| wanted != id))
    }

    /// Is the bar shown at all? What is called off or given back is seen only by those who look
    /// for it.
    pub(super) fn shows(&self, bar: &BoardBar) -> bool {
        !bar.is_over() || self.state.as_ref() == Some(&bar.booking.state)
    }

    /// Is the bar one of those that are looked for?
    pub(super) fn wants(&self, bar: &BoardBar, row_named: bool) -> bool {
        let kind = || {
            let room = bar.booking.room.and_then(|id| self.facility.rooms.get(&id));
            room.map(|room| &room.kind)
        };
        (row_named || bar.has_words(self.words.split_whitespace()))
            && self.production.is_none_or(|production| bar.production == production)
            && self.room_kind.as_ref().is_none_or(|wanted| kind() == Some(wanted))
            && self.state.as_ref().is_none_or(|state| bar.booking.state == *state)
            && (!self.only_clashes || self.board.clashing.contains_key(&bar.booking.id))
    }
}
