//! What is against a place in a plan, found by looking at all of the plan.

use crate::solve::prepared::Prepared;
use crate::solve::schedule::{Schedule, Slot};
use units::{Minutes, Tick, TickRange};

/// Something that is against a place, with what a person would have to change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// It is released later.
    Released(Tick),
    /// A precedence, by number, from a predecessor that lies where it lies; the tied end may come
    /// from this tick on.
    Predecessor {
        /// The predecessor.
        activity: usize,
        /// The precedence.
        precedence: usize,
        /// The first tick that would do.
        from: Tick,
    },
    /// A precedence, by number, to a successor that lies where it lies; the tied end may come until
    /// this tick.
    Successor {
        /// The successor.
        activity: usize,
        /// The precedence.
        precedence: usize,
        /// The last tick that would do.
        until: Tick,
    },
    /// The most time after a predecessor that lies where it lies; the tied end may come until this
    /// tick.
    TooLong {
        /// The predecessor.
        activity: usize,
        /// The precedence.
        precedence: usize,
        /// The last tick that would do.
        until: Tick,
    },
    /// The most time before a successor that lies where it lies; the tied end may come from this
    /// tick on.
    TooSoon {
        /// The successor.
        activity: usize,
        /// The precedence.
        precedence: usize,
        /// The first tick that would do.
        from: Tick,
    },
    /// Another has the resource, its turnaround included.
    Busy {
        /// The resource.
        renewable: usize,
        /// The other.
        activity: usize,
        /// Until when.
        until: Tick,
    },
    /// The resource is closed, or somebody is away.
    Closed {
        /// The resource.
        renewable: usize,
        /// Until when.
        until: Tick,
    },
    /// There is not as much of the resource.
    TooLittle {
        /// The resource.
        renewable: usize,
    },
    /// The calendar of the mode does not work then, or not for long enough.
    Hours,
    /// Before or after the horizon.
    Horizon,
    /// Nothing is against it: it costs this much less where it is.
    Gain(i64),
}

impl Reason {
    /// Who stands in the way.
    pub fn blocker(&self) -> Option<usize> {
        match self {
            Self::Predecessor { activity, .. }
            | Self::Successor { activity, .. }
            | Self::TooLong { activity, .. }
            | Self::TooSoon { activity, .. }
            | Self::Busy { activity, .. } => Some(*activity),
            _ => None,
        }
    }
}

/// What is against an activity being in a mode from a tick on, while all others stay; empty if it
/// could be there. Sorted.
pub fn why_not(
    prepared: &Prepared,
    schedule: &Schedule,
    activity: usize,
    mode: usize,
    start: Tick,
) -> Vec<Reason> {
    let instance = &prepared.instance;
    let (Some(activity_), Some(mode_)) =
        (instance.activities.get(activity), prepared.mode(activity, mode))
    else {
        return Vec::new();
    };
    let mut reasons = Vec::new();
    let calendar = mode_.calendar.and_then(|calendar| instance.calendars.get(calendar));
    let end = match calendar {
        Some(calendar) if mode_.work.is_positive() => {
            if !calendar.is_working(start) {
                reasons.push(Reason::Hours);
            }
            calendar.try_advance(start, mode_.work)
        }
        _ => Some(start + mode_.work),
    };
    let Some(end) = end else { return vec![Reason::Hours] };
    let slot = Slot { mode, start, end };
    if start < instance.horizon.start || end > instance.horizon.end {
        reasons.push(Reason::Horizon);
    }
    if start < activity_.release {
        reasons.push(Reason::Released(activity_.release));
    }
    precedences(prepared, schedule, activity, slot, &mut reasons);
    for used in mode_.uses.iter().filter(|used| used.amount > 0 && !slot.range().is_empty()) {
        let Some(renewable) = instance.renewables.get(used.renewable) else { continue };
        if used.amount > renewable.capacity {
            reasons.push(Reason::TooLittle { renewable: used.renewable });
        }
        let closed = renewable.closed.iter().filter(|closed| closed.overlaps(slot.range()));
        reasons
            .extend(closed.map(|it| Reason::Closed { renewable: used.renewable, until: it.end }));
        busy(
            prepared,
            schedule,
            activity,
            (used.renewable, used.amount),
            slot.range(),
            &mut reasons,
        );
    }
    reasons.sort_unstable();
    reasons.dedup();
    reasons
}

fn precedences(
    prepared: &Prepared,
    schedule: &Schedule,
    activity: usize,
    slot: Slot,
    reasons: &mut Vec<Reason>,
) {
    let place = |number: usize| schedule.slots.get(number).copied().flatten();
    let pinned =
        |number: usize| prepared.instance.activities.get(number).is_some_and(|it| it.pinned);
    for (number, precedence) in prepared.instance.precedences.iter().enumerate() {
        let waits =
            |slot: Slot| if precedence.ends.waits_for_start() { slot.start } else { slot.end };
        let held = |slot: Slot| if precedence.ends.holds_start() { slot.start } else { slot.end };
        if precedence.to == activity
            && let Some(from) = place(precedence.from)
        {
            let least = prepared.earliest(precedence, from);
            if held(slot) < least {
                let (activity, precedence) = (precedence.from, number);
                reasons.push(Reason::Predecessor { activity, precedence, from: least });
            }
            let until = prepared.until(precedence, from).filter(|it| held(slot) > *it);
            if let Some(until) = until {
                let (activity, precedence) = (precedence.from, number);
                reasons.push(Reason::TooLong { activity, precedence, until });
            }
        }
        if precedence.from == activity
            && !pinned(precedence.to)
            && let Some(to) = place(precedence.to)
        {
            if held(to) < prepared.earliest(precedence, slot) {
                let until = prepared.latest(precedence, to);
                let (activity, precedence) = (precedence.to, number);
                reasons.push(Reason::Successor { activity, precedence, until });
            }
            let since = prepared.since(precedence, to).filter(|it| waits(slot) < *it);
            if let Some(from) = since {
                let (activity, precedence) = (precedence.to, number);
                reasons.push(Reason::TooSoon { activity, precedence, from });
            }
        }
    }
}

/// Who has so much of a resource in a range that the rest is too little.
fn busy(
    prepared: &Prepared,
    schedule: &Schedule,
    activity: usize,
    (renewable, amount): (usize, u32),
    range: TickRange,
    reasons: &mut Vec<Reason>,
) {
    let instance = &prepared.instance;
    let Some(there) = instance.renewables.get(renewable).filter(|_| !range.is_empty()) else {
        return;
    };
    let range = TickRange::new(range.start, range.end + there.turnaround);
    let mut others: Vec<(TickRange, u32, usize)> = Vec::new();
    for (number, slot) in
        schedule.slots.iter().enumerate().filter(|(number, _)| *number != activity)
    {
        let Some(slot) = *slot else { continue };
        let taken = TickRange::new(slot.start, slot.end + there.turnaround);
        let uses = prepared.mode(number, slot.mode).map(|mode| mode.uses.iter());
        let mut uses = uses.into_iter().flatten().filter(|used| used.renewable == renewable);
        if let Some(used) =
            uses.next().filter(|_| !slot.range().is_empty() && taken.overlaps(range))
        {
            others.push((taken, used.amount, number));
        }
    }
    let starts = others.iter().map(|(taken, ..)| taken.start.max(range.start));
    let is_full = |tick: Tick| {
        let here = others.iter().filter(|(taken, ..)| taken.contains(tick));
        let sum: u64 = here.map(|(_, amount, _)| u64::from(*amount)).sum();
        sum + u64::from(amount) > u64::from(there.capacity)
    };
    let full: Vec<Tick> = starts.filter(|tick| is_full(*tick)).collect();
    let in_the_way =
        others.iter().filter(|(taken, ..)| full.iter().any(|tick| taken.contains(*tick)));
    reasons.extend(in_the_way.map(|(taken, _, activity)| Reason::Busy {
        renewable,
        activity: *activity,
        until: taken.end,
    }));
}

/// What keeps an activity from starting a minute, or if its calendar pauses the last working minute
/// before, earlier than it does, in the mode it has; empty if nothing does.
pub fn why_not_earlier(prepared: &Prepared, schedule: &Schedule, activity: usize) -> Vec<Reason> {
    let Some(slot) = schedule.slots.get(activity).copied().flatten() else { return Vec::new() };
    let mode = prepared.mode(activity, slot.mode);
    let calendar = mode.and_then(|mode| prepared.instance.calendars.get(mode.calendar?));
    let earlier = slot.start - Minutes(1);
    let before = calendar.and_then(|calendar| calendar.previous_working(slot.start));
    let start = before.map_or(earlier, |end| end - Minutes(1));
    why_not(prepared, schedule, activity, slot.mode, start)
}
