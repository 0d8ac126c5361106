//! The keys of a timeline: to walk from bar to bar, and a twin for everything the pointer does.

use super::hand::Hand;
use super::layout::Layout;
use super::{Bar, Edge, Event, Gesture, Key, Row, Viewport};
use egui::{InputState, Key as Button, Modifiers};

/// What the keys need to know.
pub(super) struct Keyboard<'a> {
    pub(super) rows: &'a [Row],
    pub(super) layout: &'a Layout,
    /// By how much the arrows move.
    pub(super) step: f64,
    pub(super) editable: bool,
    pub(super) may_change_row: bool,
}

const ALT_SHIFT: Modifiers = Modifiers { alt: true, shift: true, ..Modifiers::NONE };

impl Keyboard<'_> {
    /// Takes the keys that were pressed.
    pub(super) fn take(
        &self,
        input: &mut InputState,
        hand: &mut Hand,
        view: &mut Viewport,
        selection: &mut Vec<Key>,
        events: &mut Vec<Event>,
    ) {
        self.work(input, hand, selection, events);
        self.walk(input, hand, view, selection, events);
        self.look(input, view);
    }

    /// Where the led bar is: row and place in the row. Another bar takes its place if it is gone.
    fn led(&self, hand: &Hand) -> Option<(usize, usize)> {
        let (row_key, bar_key) = hand.led?;
        let place = |row: &Row| row.bars.iter().position(|bar| bar.key == bar_key);
        let rows = || self.rows.iter().enumerate();
        let same = rows()
            .find(|(_, row)| row.key == row_key)
            .and_then(|(at, row)| Some((at, place(row)?)));
        same.or_else(|| rows().find_map(|(at, row)| Some((at, place(row)?))))
    }

    fn bar(&self, (row, bar): (usize, usize)) -> Option<(&Row, &Bar)> {
        let row = self.rows.get(row)?;
        Some((row, row.bars.get(bar)?))
    }

    fn walk(
        &self,
        input: &mut InputState,
        hand: &mut Hand,
        view: &mut Viewport,
        selection: &mut Vec<Key>,
        events: &mut Vec<Event>,
    ) {
        let mut to = None;
        for (button, way) in WAYS {
            for (modifiers, adds) in [(Modifiers::NONE, false), (Modifiers::SHIFT, true)] {
                if input.consume_key(modifiers, *button) {
                    to = self.next(hand, view, *way).map(|place| (place, adds));
                }
            }
        }
        if input.consume_key(Modifiers::COMMAND, Button::A) {
            *selection = self.layout.visible().flat_map(|row| self.keys(row)).collect();
            selection.dedup();
            events.push(Event::Selected(selection.clone()));
        }
        let Some(((place, adds), (row, bar))) = to.and_then(|to| Some((to, self.bar(to.0)?)))
        else {
            return;
        };
        hand.led = Some((row.key, bar.key));
        if !adds {
            selection.clear();
        }
        selection.retain(|key| *key != bar.key);
        selection.push(bar.key);
        view.reveal(bar.start, bar.end, self.layout.body.width());
        self.layout.reveal(place.0, view);
        events.push(Event::Selected(selection.clone()));
    }

    fn keys(&self, row: usize) -> Vec<Key> {
        self.rows
            .get(row)
            .map(|row| row.bars.iter().map(|bar| bar.key).collect())
            .unwrap_or_default()
    }

    /// The bar a way leads to; the first in view if there is none yet.
    fn next(&self, hand: &Hand, view: &Viewport, way: Way) -> Option<(usize, usize)> {
        let Some((row, place)) = self.led(hand) else {
            let right = view.position(self.layout.body.right(), self.layout.body.left());
            return self.layout.visible().find_map(|row| {
                let bars = &self.rows.get(row)?.bars;
                let seen = |bar: &Bar| bar.end >= view.left && bar.start <= right;
                Some((row, bars.iter().position(seen)?))
            });
        };
        let bars = &self.rows.get(row)?.bars;
        let middle = bars.get(place).map(|bar| (bar.start + bar.end) / 2.0)?;
        let nearest = |row: usize| {
            let bars = self.rows.get(row)?.bars.iter().enumerate();
            let away = |bar: &Bar| ((bar.start + bar.end) / 2.0 - middle).abs();
            let nearest = bars.min_by(|(_, a), (_, b)| away(a).total_cmp(&away(b)))?;
            Some((row, nearest.0))
        };
        match way {
            Way::Left => Some((row, place.checked_sub(1)?)),
            Way::Right => (place + 1 < bars.len()).then_some((row, place + 1)),
            Way::First => Some((row, 0)),
            Way::Last => Some((row, bars.len().checked_sub(1)?)),
            Way::Up => (0..row).rev().find_map(nearest),
            Way::Down => (row + 1..self.rows.len()).find_map(nearest),
        }
    }

    fn work(
        &self,
        input: &mut InputState,
        hand: &mut Hand,
        selection: &mut Vec<Key>,
        events: &mut Vec<Event>,
    ) {
        if input.consume_key(Modifiers::NONE, Button::Escape) && !selection.is_empty() {
            selection.clear();
            events.push(Event::Selected(Vec::new()));
        }
        let Some((place, (row, bar))) =
            self.led(hand).and_then(|place| Some((place, self.bar(place)?)))
        else {
            return;
        };
        if input.consume_key(Modifiers::NONE, Button::Enter) {
            events.push(Event::Opened(bar.key));
        }
        if input.consume_key(Modifiers::NONE, Button::F2) {
            events.push(Event::Renamed(bar.key));
        }
        if input.consume_key(Modifiers::NONE, Button::Space) {
            match selection.iter().position(|key| *key == bar.key) {
                Some(at) => drop(selection.remove(at)),
                None => selection.push(bar.key),
            }
            events.push(Event::Selected(selection.clone()));
        }
        if !self.editable {
            return;
        }
        if input.consume_key(Modifiers::NONE, Button::Delete) && !selection.is_empty() {
            events.push(Event::Deleted(selection.clone()));
        }
        for (button, sign) in [(Button::ArrowLeft, -1.0), (Button::ArrowRight, 1.0)] {
            let by = self.step * sign;
            if input.consume_key(ALT_SHIFT, button) {
                let gesture = Gesture::Resize { bar: bar.key, edge: Edge::End, to: bar.end + by };
                events.push(Event::Done { gesture, free: false });
            } else if input.consume_key(Modifiers::ALT, button) {
                events.push(moved(row, row.key, bar, selection, by));
            }
        }
        for (button, up) in [(Button::ArrowUp, true), (Button::ArrowDown, false)] {
            if self.may_change_row && input.consume_key(Modifiers::ALT, button) {
                let to = self.row_beside(place.0, up);
                events.extend(to.map(|to| moved(row, to, bar, selection, 0.0)));
            }
        }
    }

    /// The next row above or below that is no heading.
    fn row_beside(&self, row: usize, up: bool) -> Option<Key> {
        let key = |row: usize| self.rows.get(row).filter(|row| !row.heading).map(|row| row.key);
        if up { (0..row).rev().find_map(key) } else { (row + 1..self.rows.len()).find_map(key) }
    }

    /// Pages and zoom.
    fn look(&self, input: &mut InputState, view: &mut Viewport) {
        let body = self.layout.body;
        let page = body.width() * 0.8;
        if input.consume_key(Modifiers::NONE, Button::PageDown) {
            view.pan(page);
        }
        if input.consume_key(Modifiers::NONE, Button::PageUp) {
            view.pan(-page);
        }
        for (button, factor) in [(Button::Plus, 1.25), (Button::Equals, 1.25), (Button::Minus, 0.8)]
        {
            if input.consume_key(Modifiers::NONE, button) {
                view.zoom(factor, body.center().x, body.left());
            }
        }
    }
}

/// The bars of the selection go to another place.
fn moved(row: &Row, to_row: Key, bar: &Bar, selection: &[Key], by: f64) -> Event {
    let bars = if selection.contains(&bar.key) { selection.to_vec() } else { vec![bar.key] };
    let gesture =
        Gesture::Move { grasped: bar.key, bars, by, from_row: row.key, to_row, copy: false };
    Event::Done { gesture, free: false }
}

/// Where an arrow leads.
#[derive(Debug, Clone, Copy)]
enum Way {
    Left,
    Right,
    Up,
    Down,
    First,
    Last,
}

const WAYS: &[(Button, Way)] = &[
    (Button::ArrowLeft, Way::Left),
    (Button::ArrowRight, Way::Right),
    (Button::ArrowUp, Way::Up),
    (Button::ArrowDown, Way::Down),
    (Button::Home, Way::First),
    (Button::End, Way::Last),
];
