//! From the board to the rows of the timeline: colours, shapes, words. Made anew only when
//! something of it has changed.

use super::filter::Filter;
use super::hands::{Change, rows_of};
use super::made_from::MadeFrom;
use crate::desktop::{Board, Derived, OnAxis, PlanningFilter, Scene, on_axis, spoken};
use crate::screens::hues;
use egui::Color32;
use i18n::key;
use model::{BookingId, BookingState, Family, Plan, ProductionId};
use std::collections::BTreeMap;
use std::sync::Arc;
use ui_kit::timeline::{Bar, Key, Row, Shape, lanes};
use ui_kit::tokens::PRODUCTION_HUES;
use views::board::{BoardBar, BoardDetail, BoardKey, BoardRow, BoardRows, board_bar};

/// The rows as they are shown.
#[derive(Debug, Default)]
pub(super) struct Cache {
    made_for: Option<MadeFor>,
    /// The rows.
    pub(super) rows: Vec<Row>,
    /// Which row is which.
    pub(super) keys: BTreeMap<Key, BoardKey>,
    /// Bookings that are looked for and shown, of all there are.
    pub(super) found: (usize, usize),
    /// Counts the times they were made.
    pub(super) made: u64,
}

/// All that rows are made from.
#[derive(Debug, Clone, PartialEq)]
struct MadeFor {
    derived: MadeFrom<Derived>,
    rows: BoardRows,
    filter: PlanningFilter,
    hue_by_production: bool,
    dark: bool,
    language: i18n::Language,
    turn: Turn,
}

/// Counts the changes of what is in hand.
pub(super) type Turn = (u64, u64, u64, u64);

/// A bar that is not, or not there, in what is worked out: just dropped, or being written.
pub(super) type Shown<'a> = BTreeMap<(ProductionId, BookingId), &'a Change>;

impl Cache {
    /// Makes the rows anew if need be. `turn` counts the changes of `shown`.
    pub(super) fn refresh(&mut self, scene: &Scene<'_>, shown: &Shown<'_>, turn: Turn) {
        let kept = &scene.settings.planning;
        let made_for = MadeFor {
            derived: MadeFrom::of(scene.derived),
            rows: kept.rows,
            filter: kept.filter.clone(),
            hue_by_production: scene.settings.hue_by_production,
            dark: scene.tokens.dark,
            language: scene.messages.language(),
            turn,
        };
        if self.made_for.as_ref() == Some(&made_for) {
            return;
        }
        self.made_for = Some(made_for);
        let maker = Maker {
            scene,
            shown,
            filter: Filter::new(&kept.filter, &scene.derived.board, &scene.snapshot.facility),
            of: kept.rows,
            clashing: scene.say(key::DESKTOP_PLANNING_CLASHING),
        };
        let rows = scene.derived.board.rows(kept.rows);
        self.keys = rows.iter().map(|row| (row.key.number(), row.key.clone())).collect();
        self.found = (0, 0);
        let mut made: Vec<Row> = Vec::with_capacity(rows.len());
        for row in rows {
            let row = maker.row(row, &self.keys, &mut self.found);
            made.extend(row);
        }
        drop_empty_headings(&mut made);
        self.rows = made;
        self.made += 1;
    }
}

/// A heading under which nothing is shown says nothing.
fn drop_empty_headings(rows: &mut Vec<Row>) {
    let mut kept: Vec<Row> = Vec::with_capacity(rows.len());
    for row in rows.drain(..) {
        if kept.last().is_some_and(|last| last.heading) && row.heading {
            kept.pop();
        }
        kept.push(row);
    }
    if kept.last().is_some_and(|last| last.heading) {
        kept.pop();
    }
    *rows = kept;
}

/// Makes rows.
struct Maker<'a> {
    scene: &'a Scene<'a>,
    shown: &'a Shown<'a>,
    filter: Filter<'a>,
    of: BoardRows,
    clashing: String,
}

impl Maker<'_> {
    fn board(&self) -> &Board {
        &self.scene.derived.board
    }

    /// A row, unless it is not looked for.
    fn row(
        &self,
        row: &BoardRow,
        keys: &BTreeMap<Key, BoardKey>,
        found: &mut (usize, usize),
    ) -> Option<Row> {
        if self.filter.excludes(row) {
            return None;
        }
        let title = self.title(row);
        let number = row.key.number();
        let named = self.filter.names(&title);
        let (mut bars, mut wanted) = (Vec::with_capacity(row.bars.len()), 0);
        for numbers in &row.bars {
            let Some((bar, place, spoken)) = self.board().bar(*numbers) else { continue };
            if self.shown.contains_key(&(bar.production, bar.booking.id)) || !self.filter.shows(bar)
            {
                continue;
            }
            let is_wanted = self.filter.wants(bar, named);
            wanted += usize::from(is_wanted);
            bars.push(self.bar(bar, place.clone(), spoken, !is_wanted));
        }
        found.0 += wanted;
        found.1 += bars.len();
        let dropped = self.dropped(number, keys);
        let is_empty = wanted == 0 && dropped.is_empty();
        if is_empty && !named && !self.filter.is_open() && !row.key.is_heading() {
            return None;
        }
        if !dropped.is_empty() {
            bars.extend(dropped);
            bars.sort_by(|a, b| a.start.total_cmp(&b.start));
        }
        lanes(&mut bars);
        let subtitle = self.subtitle(row);
        let spoken = super::extras::spoken(&title, &subtitle);
        let heading = row.key.is_heading();
        Some(Row {
            key: number,
            title,
            subtitle,
            heading,
            load: None,
            spoken,
            bars,
            shades: Vec::new(),
        })
    }

    fn title(&self, row: &BoardRow) -> String {
        match &row.key {
            BoardKey::NoRoom => self.scene.say(key::DESKTOP_PLANNING_NO_ROOM),
            BoardKey::Nobody => self.scene.say(key::DESKTOP_PLANNING_NOBODY),
            BoardKey::Function(word) if word.is_empty() => {
                self.scene.say(key::DESKTOP_PLANNING_NO_FUNCTION)
            }
            BoardKey::Function(word) => self.scene.messages.function(word),
            BoardKey::Family(_, family) => self.scene.messages.family(*family),
            BoardKey::Room(_) | BoardKey::Person(_) | BoardKey::Production(_) => row.title.clone(),
        }
    }

    fn subtitle(&self, row: &BoardRow) -> String {
        let messages = self.scene.messages;
        let join = |words: Vec<String>| words.join(" · ");
        match &row.detail {
            BoardDetail::None => String::new(),
            BoardDetail::Text(text) => text.clone(),
            BoardDetail::Capabilities(words) => {
                join(words.iter().map(|word| messages.capability(word)).collect())
            }
            BoardDetail::Functions(words) => {
                join(words.iter().map(|word| messages.function(word)).collect())
            }
        }
    }

    fn bar(&self, bar: &BoardBar, place: OnAxis, spoken: &str, faint: bool) -> Bar {
        let clash = self.board().clashing.contains_key(&bar.booking.id);
        let spoken = if clash { format!("{spoken}, {}", self.clashing) } else { spoken.to_owned() };
        let (title, subtitle) = self.texts(bar);
        Bar {
            key: bar.booking.id.0.0,
            start: place.start,
            end: place.end,
            pieces: place.pieces,
            lane: 0,
            title,
            subtitle,
            beside: String::new(),
            hue: self.hue(bar.production, bar.family),
            shape: shape(&bar.booking.state, bar.booking.rank),
            clash,
            critical: false,
            done: None,
            before: None,
            // One that cannot be moved says why while it is dragged.
            fixed: false,
            faint: faint || bar.is_over(),
            spoken,
        }
    }

    /// What stands on a bar: what its row does not say already.
    fn texts(&self, bar: &BoardBar) -> (String, String) {
        let joined = |parts: [&str; 2]| {
            let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
            parts.join(" · ")
        };
        let task = if bar.task_name.is_empty() { &bar.booking.remark } else { &bar.task_name };
        match self.of {
            BoardRows::Rooms => (bar.production_title.clone(), joined([task, &bar.people_names])),
            BoardRows::People => (bar.production_title.clone(), joined([task, &bar.room_name])),
            BoardRows::Productions => {
                let title = if task.is_empty() { &bar.production_title } else { task };
                (title.clone(), joined([&bar.room_name, &bar.people_names]))
            }
        }
    }

    fn hue(&self, production: ProductionId, family: Family) -> Color32 {
        if !self.scene.settings.hue_by_production {
            return hues::of_family(self.scene.tokens, family);
        }
        let plans = &self.board().plans;
        let place = plans.iter().position(|plan| plan.bars.production == production);
        let hue = PRODUCTION_HUES.get(place.unwrap_or(0) % PRODUCTION_HUES.len());
        hue.copied().unwrap_or(self.scene.tokens.admin)
    }

    /// The bars that were just dropped into a row.
    fn dropped(&self, row: Key, keys: &BTreeMap<Key, BoardKey>) -> Vec<Bar> {
        let changes = self.shown.values();
        changes.filter_map(|change| self.dropped_bar(change, row, keys)).collect()
    }

    fn dropped_bar(
        &self,
        change: &Change,
        row: Key,
        keys: &BTreeMap<Key, BoardKey>,
    ) -> Option<Bar> {
        let source = self.scene.source();
        let booking = Arc::new(change.after.clone());
        let known = self.scene.snapshot.plans.get(&change.production);
        let unknown = Plan::new(change.production);
        let plan = known.map_or(&unknown, AsRef::as_ref);
        let mut bar = board_bar(&source, plan, &booking)?;
        if known.is_none() {
            bar.production_title = self.scene.say(key::DESKTOP_PLANNING_NEW_BOOKING);
        }
        if !rows_of(keys, change.production, bar.family, &booking).contains(&row) {
            return None;
        }
        let place = on_axis(&self.scene.derived.axis, source.time(), bar.range, &bar.pieces);
        let spoken = spoken(&source, self.scene.messages, &bar);
        let before = change.ghost.then(|| self.before(change, plan, row, keys)).flatten();
        Some(Bar { before, ..self.bar(&bar, place, &spoken, false) })
    }
}

impl Maker<'_> {
    /// Where a booking lay in a row before.
    fn before(
        &self,
        change: &Change,
        plan: &Plan,
        row: Key,
        keys: &BTreeMap<Key, BoardKey>,
    ) -> Option<(f64, f64)> {
        let source = self.scene.source();
        let bar = board_bar(&source, plan, change.before.as_ref()?)?;
        let rows = rows_of(keys, change.production, bar.family, &bar.booking);
        let place = on_axis(&self.scene.derived.axis, source.time(), bar.range, &bar.pieces);
        rows.contains(&row).then_some((place.start, place.end))
    }
}

fn shape(state: &BookingState, rank: Option<i64>) -> Shape {
    match state {
        BookingState::Option => {
            let rank = rank.unwrap_or(1).clamp(1, 3);
            Shape::Hatched(u8::try_from(rank).unwrap_or(1))
        }
        BookingState::Idea | BookingState::Cancelled | BookingState::Released => Shape::Hollow,
        BookingState::Done => Shape::Done,
        BookingState::Confirmed | BookingState::InProgress | BookingState::Other(_) => Shape::Solid,
    }
}
