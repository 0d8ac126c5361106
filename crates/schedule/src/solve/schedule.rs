//! Schedules and what they cost: five terms, each in points, weighed by a profile.
//!
//! Hard rules cost nothing: they hold in every schedule (`verify.rs`). What finds no place is told
//! as such and costs more than anything else. Missed deadlines and disturbance are exchanged at the
//! price a profile sets and not one strictly before the other: in measurements, a strict order
//! moved two thirds of all activities for a tenth less tardiness.

use crate::solve::instance::{Activity, Instance, Published};
use units::{Minutes, Tick, TickRange};

/// A place for an activity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slot {
    /// Which of its modes, by number.
    pub mode: usize,
    /// When it starts.
    pub start: Tick,
    /// The first tick after it.
    pub end: Tick,
}

/// A place for each activity that has found one.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Schedule {
    /// By number of the activity; `None` in the tray of what is still to be placed.
    pub slots: Vec<Option<Slot>>,
}

/// What a schedule costs, by kind; sums stop at the ends of `i64`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Terms {
    /// Activities without a place; a number, not points.
    pub unplaced: i64,
    /// Missed deadlines.
    pub lateness: i64,
    /// Moved activities and by how long.
    pub disturbance: i64,
    /// Rooms and people other than published.
    pub change: i64,
    /// Hours outside the normal ones.
    pub overtime: i64,
    /// What is not preferred.
    pub preference: i64,
}

/// What each kind of point is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Profile {
    /// What an activity without a place costs.
    pub unplaced: i64,
    /// Worth of a point of lateness.
    pub lateness: i64,
    /// Worth of a point of disturbance.
    pub disturbance: i64,
    /// Worth of a point of change.
    pub change: i64,
    /// Worth of a point of overtime.
    pub overtime: i64,
    /// Worth of a point of preference.
    pub preference: i64,
}

impl Profile {
    /// A point of anything is worth fifteen minutes late of weight one.
    pub const BALANCED: Self = Self {
        unplaced: 10_000_000,
        lateness: 1,
        disturbance: 15,
        change: 15,
        overtime: 15,
        preference: 15,
    };
    /// As little as possible is moved.
    pub const CALM: Self = Self { disturbance: 60, change: 60, ..Self::BALANCED };
    /// Deadlines first.
    pub const PUNCTUAL: Self = Self { disturbance: 3, change: 3, overtime: 3, ..Self::BALANCED };
    /// Rooms and people stay, times may change.
    pub const SAME_PEOPLE: Self = Self { change: 150, disturbance: 10, ..Self::BALANCED };
    /// Nobody works outside normal hours.
    pub const NO_OVERTIME: Self = Self { overtime: 1_500, ..Self::BALANCED };
    /// As if nothing had been published: a plan made anew.
    pub const ANEW: Self = Self { disturbance: 0, change: 0, ..Self::BALANCED };

    /// What some terms are worth.
    pub fn cost(&self, terms: &Terms) -> i64 {
        let pairs = [
            (self.unplaced, terms.unplaced),
            (self.lateness, terms.lateness),
            (self.disturbance, terms.disturbance),
            (self.change, terms.change),
            (self.overtime, terms.overtime),
            (self.preference, terms.preference),
        ];
        pairs
            .iter()
            .fold(0, |sum, (worth, points)| sum.saturating_add(worth.saturating_mul(*points)))
    }
}

impl Terms {
    /// Both together.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            unplaced: self.unplaced.saturating_add(other.unplaced),
            lateness: self.lateness.saturating_add(other.lateness),
            disturbance: self.disturbance.saturating_add(other.disturbance),
            change: self.change.saturating_add(other.change),
            overtime: self.overtime.saturating_add(other.overtime),
            preference: self.preference.saturating_add(other.preference),
        }
    }

    /// Is it no worse in any kind?
    pub fn no_worse(&self, other: &Self) -> bool {
        self.unplaced <= other.unplaced
            && self.lateness <= other.lateness
            && self.disturbance <= other.disturbance
            && self.change <= other.change
            && self.overtime <= other.overtime
            && self.preference <= other.preference
    }
}

impl Slot {
    /// From start to end.
    pub fn range(self) -> TickRange {
        TickRange::new(self.start, self.end)
    }

    /// Is it where the published plan has it?
    pub fn is_published(self, published: Published) -> bool {
        self.mode == published.mode && self.start == published.start
    }
}

impl Activity {
    /// What it costs to have the activity there.
    pub(crate) fn terms(&self, slot: Option<Slot>, day: Minutes) -> Terms {
        let Some(slot) = slot else { return Terms { unplaced: 1, ..Terms::default() } };
        let mut terms = Terms::default();
        for deadline in &self.deadlines {
            let late = (slot.end - deadline.due).0;
            if late > 0 {
                let points = deadline.per_minute.saturating_mul(late).saturating_add(deadline.once);
                terms.lateness = terms.lateness.saturating_add(points);
            }
        }
        if let Some(mode) = self.modes.get(slot.mode) {
            terms.preference = mode.preference;
            terms.overtime = mode.overtime;
        }
        if let Some(published) = self.published
            && !slot.is_published(published)
        {
            if slot.mode != published.mode {
                terms.change = self.modes.get(slot.mode).map_or(0, |mode| mode.change);
            }
            terms.disturbance = self.disturbance.of((slot.start - published.start).0, day.0.max(1));
        }
        terms
    }
}

impl crate::solve::instance::Disturbance {
    /// What it costs to start so many minutes later, or earlier.
    pub(crate) fn of(self, later: i64, day: i64) -> i64 {
        let per_day = if later > 0 { self.per_day_later } else { self.per_day_earlier };
        let shifted = per_day.saturating_mul(later.saturating_abs()) / day;
        self.moved.saturating_add(shifted)
    }
}

impl Schedule {
    /// What it costs, by kind.
    pub fn terms(&self, instance: &Instance) -> Terms {
        let pairs = instance.activities.iter().zip(&self.slots);
        pairs.fold(Terms::default(), |sum, (activity, slot)| {
            sum.plus(activity.terms(*slot, instance.day))
        })
    }

    /// Activities that are not where they were published, or have no place any more.
    pub fn moved<'s>(&'s self, instance: &'s Instance) -> impl Iterator<Item = usize> + 's {
        let pairs = instance.activities.iter().zip(&self.slots).enumerate();
        pairs.filter_map(|(number, (activity, slot))| {
            let published = activity.published?;
            let stays = slot.is_some_and(|slot| slot.is_published(published));
            (!stays).then_some(number)
        })
    }

    /// When the last activity ends.
    pub fn end(&self) -> Option<Tick> {
        self.slots.iter().flatten().map(|slot| slot.end).max()
    }
}
