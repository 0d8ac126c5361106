//! Sessions that take the same at the same time already.

use super::super::supply::Supplied;
use super::{Draft, Growing, Tag};
use crate::solve::{Mode, Use};
use std::collections::BTreeMap;
use units::{Tick, TickRange};

impl Draft<'_> {
    /// Sessions that take something at the same time, in truth or only as the engine sees it, may
    /// go on to do so where they are, unless that is to be put right: the later one lies there
    /// without it.
    pub(super) fn untangle(&self, growing: &mut Growing<'_>) {
        let mut taken: BTreeMap<usize, Vec<(TickRange, usize)>> = BTreeMap::new();
        for (number, activity) in growing.activities.iter().enumerate() {
            let lay = growing.lay.get(number).copied().flatten();
            let booking = match growing.tags.get(number) {
                Some(Tag::Session(session)) => session.booking.id,
                _ => continue,
            };
            let (Some(lay), Some(mode)) = (lay, activity.modes.first()) else { continue };
            if self.focus.bookings.contains_key(&booking) {
                continue;
            }
            for used in &mode.uses {
                if matches!(growing.supply.supplied.get(used.renewable), Some(Supplied::Of(_))) {
                    taken.entry(used.renewable).or_default().push((lay, number));
                }
            }
        }
        for (renewable, mut all) in taken {
            all.sort_unstable();
            let mut until: Option<(Tick, usize)> = None;
            for (lay, number) in all {
                let before = until.filter(|(end, _)| *end > lay.start);
                if until.is_none_or(|(end, _)| lay.end > end) {
                    until = Some((lay.end, number));
                }
                let Some((_, other)) = before else { continue };
                let pinned = |it: usize| growing.activities.get(it).is_some_and(|it| it.pinned);
                match (pinned(number), pinned(other)) {
                    (false, _) => growing.without(number, lay, renewable),
                    (true, false) => {
                        let lay = growing.lay.get(other).copied().flatten();
                        lay.into_iter().for_each(|lay| growing.without(other, lay, renewable));
                    }
                    (true, true) => {}
                }
            }
        }
    }
}

impl Growing<'_> {
    /// Where it lies, a session is held without something; elsewhere with it.
    fn without(&mut self, number: usize, lay: TickRange, renewable: usize) {
        let Some(activity) = self.activities.get_mut(number) else { return };
        let Some(regular) = activity.modes.first().cloned() else { return };
        if regular.calendar.is_some() {
            let place = self.supply.only(lay);
            let hours = |it: &Use| {
                matches!(
                    self.supply.supplied.get(it.renewable),
                    Some(Supplied::Hours(_) | Supplied::Nights)
                )
            };
            let mut uses: Vec<Use> = regular.uses.iter().filter(|it| !hours(it)).copied().collect();
            uses.push(place);
            if let Some(first) = activity.modes.first_mut() {
                *first = Mode { work: lay.length(), calendar: None, uses, ..regular.clone() };
            }
            activity.modes.push(regular);
            if let Some(Tag::Session(session)) = self.tags.get_mut(number) {
                session.choices.extend(session.choices.first().cloned());
            }
        }
        if let Some(first) = activity.modes.first_mut() {
            first.uses.retain(|used| used.renewable != renewable);
        }
    }

    /// No more sessions of one task lie beside each other than count at once, unless they already
    /// did: time booked twice is worked once.
    pub(super) fn only_so_many(&mut self, at_once: usize, of_task: &[usize]) {
        let lay = |number: &usize| self.lay.get(*number).copied().flatten();
        let sessions: Vec<usize> = of_task
            .iter()
            .copied()
            .filter(|it| matches!(self.tags.get(*it), Some(Tag::Session(_) | Tag::ToBook { .. })))
            .collect();
        let mut lays: Vec<TickRange> = sessions.iter().filter_map(lay).collect();
        lays.sort_unstable();
        let beside = lays.windows(2).any(|pair| match pair {
            [one, next] => one.overlaps(*next),
            _ => false,
        });
        if sessions.len() <= at_once || beside {
            return;
        }
        let one = self.supply.shared(at_once);
        for session in sessions {
            if let Some(activity) = self.activities.get_mut(session) {
                activity.modes.iter_mut().for_each(|mode| mode.uses.push(one));
            }
        }
    }
}
