//! Order of the tasks, and the cycles that have none.
//!
//! Places are taken as soon as nothing before them is left (Kahn 1962). What cannot be taken is
//! on a cycle or behind one: knots are the strongly connected components (Tarjan 1972). Their
//! tasks are set apart, and the rest is put in order without them.

use super::{Network, Place};
use std::collections::{BTreeSet, VecDeque};

/// Puts the places in order, setting apart the tasks of cycles.
pub(super) fn put_in_order(network: &mut Network) {
    let order = order(network);
    let places = network.items.len() + network.items.iter().filter(|item| item.group).count();
    if order.len() < places {
        let knots = knots(network, &order);
        // Groups within each other are a knot of gates and a knot of groups: one cycle to tell.
        let mut told = BTreeSet::new();
        for knot in &knots {
            let cycle = one_cycle(network, knot);
            if told.insert(cycle.iter().copied().collect::<BTreeSet<_>>()) {
                network.cycles.push(cycle);
            }
        }
        for Place::Gate(number) | Place::Task(number) in knots.into_iter().flatten() {
            if let Some(item) = network.items.get_mut(number) {
                item.undated = true;
            }
        }
        network.cycles.sort();
        network.order = self::order(network);
    } else {
        network.order = order;
    }
}

/// Places as numbers: tasks first, then gates.
fn slot(network: &Network, place: Place) -> usize {
    match place {
        Place::Task(number) => number,
        Place::Gate(number) => network.items.len() + number,
    }
}

fn place(network: &Network, slot: usize) -> Place {
    match slot.checked_sub(network.items.len()) {
        Some(number) => Place::Gate(number),
        None => Place::Task(slot),
    }
}

fn is_there(network: &Network, place: Place) -> bool {
    let (Place::Gate(number) | Place::Task(number)) = place;
    network
        .items
        .get(number)
        .is_some_and(|item| !item.undated && (item.group || matches!(place, Place::Task(_))))
}

/// The places whose predecessors all come before them.
fn order(network: &Network) -> Vec<Place> {
    let count = network.items.len() * 2;
    let there = |place: &Place| is_there(network, *place);
    let places: Vec<Place> =
        (0..count).map(|slot| self::place(network, slot)).filter(there).collect();
    let mut waits = vec![0_usize; count];
    for place in &places {
        network.after(*place, &mut |after| {
            if let Some(count) = waits.get_mut(slot(network, after)) {
                *count += 1;
            }
        });
    }
    let free = |place: &Place| waits.get(slot(network, *place)) == Some(&0);
    let mut order: Vec<Place> = places.into_iter().filter(free).collect();
    let mut next = 0;
    while let Some(place) = order.get(next).copied() {
        next += 1;
        network.after(place, &mut |after| {
            let Some(count) = waits.get_mut(slot(network, after)) else { return };
            *count = count.saturating_sub(1);
            if *count == 0 && is_there(network, after) {
                order.push(after);
            }
        });
    }
    order
}

/// Knots among the places that are not in the order: strongly connected components with a cycle.
fn knots(network: &Network, order: &[Place]) -> Vec<Vec<Place>> {
    let count = network.items.len() * 2;
    let mut search = Search {
        network,
        index: vec![None; count],
        low: vec![0; count],
        stacked: vec![false; count],
        stack: Vec::new(),
        next: 0,
        knots: Vec::new(),
    };
    for done in order {
        // What is in order is on no cycle.
        if let Some(index) = search.index.get_mut(slot(network, *done)) {
            *index = Some(usize::MAX);
        }
    }
    for start in 0..count {
        if is_there(network, place(network, start)) && search.index.get(start) == Some(&None) {
            search.visit(start);
        }
    }
    search.knots
}

/// Tarjan's search, without recursion so that a chain of any length fits on the stack.
struct Search<'a> {
    network: &'a Network,
    index: Vec<Option<usize>>,
    low: Vec<usize>,
    stacked: Vec<bool>,
    stack: Vec<usize>,
    next: usize,
    knots: Vec<Vec<Place>>,
}

impl Search<'_> {
    fn visit(&mut self, start: usize) {
        let mut path = vec![(start, self.enter(start))];
        while let Some((here, ahead)) = path.last_mut() {
            let here = *here;
            let Some(after) = ahead.pop() else {
                path.pop();
                self.leave(here, path.last().map(|(above, _)| *above));
                continue;
            };
            match self.index.get(after).copied().flatten() {
                None => {
                    let ahead = self.enter(after);
                    path.push((after, ahead));
                }
                Some(index) if self.stacked.get(after) == Some(&true) => self.lower(here, index),
                Some(_) => {}
            }
        }
    }

    fn enter(&mut self, slot: usize) -> Vec<usize> {
        if let (Some(index), Some(low), Some(stacked)) =
            (self.index.get_mut(slot), self.low.get_mut(slot), self.stacked.get_mut(slot))
        {
            *index = Some(self.next);
            *low = self.next;
            *stacked = true;
        }
        self.stack.push(slot);
        self.next += 1;
        successors(self.network, slot)
    }

    fn lower(&mut self, slot: usize, to: usize) {
        if let Some(low) = self.low.get_mut(slot) {
            *low = (*low).min(to);
        }
    }

    fn leave(&mut self, slot: usize, above: Option<usize>) {
        let low = self.low.get(slot).copied().unwrap_or_default();
        if let Some(above) = above {
            self.lower(above, low);
        }
        if self.index.get(slot).copied().flatten() != Some(low) {
            return;
        }
        let mut knot = Vec::new();
        while let Some(member) = self.stack.pop() {
            if let Some(stacked) = self.stacked.get_mut(member) {
                *stacked = false;
            }
            knot.push(member);
            if member == slot {
                break;
            }
        }
        if knot.len() > 1 || successors(self.network, slot).contains(&slot) {
            self.knots.push(knot.into_iter().map(|slot| place(self.network, slot)).collect());
        }
    }
}

fn successors(network: &Network, slot: usize) -> Vec<usize> {
    let mut after = Vec::new();
    network.after(place(network, slot), &mut |place| after.push(self::slot(network, place)));
    after
}

/// The tasks of a shortest cycle through the first place of a knot, each once.
fn one_cycle(network: &Network, knot: &[Place]) -> Vec<usize> {
    let mut inside = vec![false; network.items.len() * 2];
    for place in knot {
        if let Some(entry) = inside.get_mut(slot(network, *place)) {
            *entry = true;
        }
    }
    let Some(start) = knot.iter().map(|place| slot(network, *place)).min() else {
        return Vec::new();
    };
    let mut came_from: Vec<Option<usize>> = vec![None; inside.len()];
    let mut queue = VecDeque::from([start]);
    while let Some(here) = queue.pop_front() {
        for after in successors(network, here) {
            let (Some(from), Some(true)) = (came_from.get_mut(after), inside.get(after)) else {
                continue;
            };
            if from.is_none() {
                *from = Some(here);
                queue.push_back(after);
            }
        }
        if came_from.get(start).copied().flatten().is_some() {
            break;
        }
    }
    let mut tasks = Vec::new();
    let mut seen = BTreeSet::new();
    let mut here = start;
    for _ in 0..inside.len() {
        let (Place::Gate(number) | Place::Task(number)) = place(network, here);
        if seen.insert(number) {
            tasks.push(number);
        }
        match came_from.get(here).copied().flatten() {
            Some(before) if before != start => here = before,
            _ => break,
        }
    }
    tasks.reverse();
    tasks
}
