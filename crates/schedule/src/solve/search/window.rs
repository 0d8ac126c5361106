//! Between which ticks an activity may lie, as its neighbours see it.

use super::state::State;
use units::Tick;

/// Between which ticks an activity may start and end.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Window {
    pub(crate) start: (Tick, Tick),
    pub(crate) end: (Tick, Tick),
}

/// Whose wishes a window respects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Respect {
    /// Those of predecessors and successors.
    Both,
    /// Those of predecessors; successors have to yield.
    Predecessors,
    /// Those of predecessors, but not how long after them it may be at most.
    Earliest,
}

/// Before which tick an activity shall not start, or end, for this move.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Floor {
    pub(crate) activity: usize,
    pub(crate) of_start: bool,
    pub(crate) tick: Tick,
}

impl State<'_> {
    /// Between which ticks an activity may lie, as far as its neighbours have places.
    pub(crate) fn window(&self, activity: usize, respect: Respect) -> Window {
        let prepared = self.prepared;
        let release = prepared.instance.activities.get(activity).map(|it| it.release);
        let first = release.unwrap_or(Tick(i64::MIN)).max(prepared.instance.horizon.start);
        let mut window =
            Window { start: (first, Tick(i64::MAX)), end: (Tick(i64::MIN), Tick(i64::MAX)) };
        for precedence in prepared.into(activity) {
            let Some(slot) = self.slot(precedence.from) else { continue };
            let holds_start = precedence.ends.holds_start();
            let bounds = if holds_start { &mut window.start } else { &mut window.end };
            bounds.0 = bounds.0.max(prepared.earliest(precedence, slot));
            if respect != Respect::Earliest
                && let Some(until) = prepared.until(precedence, slot)
            {
                bounds.1 = bounds.1.min(until);
            }
        }
        for floor in self.floors.iter().filter(|floor| floor.activity == activity) {
            let bounds = if floor.of_start { &mut window.start } else { &mut window.end };
            bounds.0 = bounds.0.max(floor.tick);
        }
        if respect == Respect::Both {
            for precedence in prepared.out_of(activity) {
                let Some(slot) = self.slot(precedence.to) else { continue };
                if self.is_pinned(precedence.to) {
                    continue;
                }
                let waits = precedence.ends.waits_for_start();
                let bounds = if waits { &mut window.start } else { &mut window.end };
                bounds.1 = bounds.1.min(prepared.latest(precedence, slot));
                if let Some(since) = prepared.since(precedence, slot) {
                    bounds.0 = bounds.0.max(since);
                }
            }
        }
        window
    }
}
