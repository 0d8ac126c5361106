//! Sessions of one task that are alike keep their order: it makes no difference to the engine, and
//! people wonder.

use super::{Drafted, Tag};
use crate::solve::{Mode, Schedule, Slot, verify};
use std::collections::BTreeMap;

impl Drafted {
    /// The same plan with such sessions in the order in which they were, if it keeps every rule.
    pub(crate) fn in_order(&self, schedule: Schedule) -> Schedule {
        let mut of_task: BTreeMap<_, Vec<usize>> = BTreeMap::new();
        for (number, tag) in self.tags.iter().enumerate() {
            if let (Tag::Session(_), Some(task)) = (tag, tag.task()) {
                of_task.entry(task).or_default().push(number);
            }
        }
        let mut ordered = schedule.clone();
        for row in of_task.values().filter(|row| row.len() > 1) {
            self.order(row, &mut ordered);
        }
        let fits = ordered == schedule || verify(self.prepared.instance(), &ordered).is_empty();
        if fits { ordered } else { schedule }
    }

    /// Exchanges places until none comes before one that it came after.
    fn order(&self, row: &[usize], schedule: &mut Schedule) {
        let mut row: Vec<(usize, Slot)> =
            row.iter().filter_map(|it| self.moved(*it, schedule)).collect();
        row.sort_by_key(|(number, _)| self.published(*number));
        for place in 0..row.len() {
            for later in place + 1..row.len() {
                let (Some((one, here)), Some((other, there))) =
                    (row.get(place).copied(), row.get(later).copied())
                else {
                    continue;
                };
                if there.start < here.start && self.are_alike((one, here), (other, there)) {
                    put(&mut row, place, (one, there));
                    put(&mut row, later, (other, here));
                }
            }
        }
        for (number, slot) in row {
            if let Some(there) = schedule.slots.get_mut(number) {
                *there = Some(slot);
            }
        }
    }

    fn published(&self, number: usize) -> Option<units::Tick> {
        Some(self.prepared.instance().activities.get(number)?.published?.start)
    }

    /// The place of a session that does not stay.
    fn moved(&self, number: usize, schedule: &Schedule) -> Option<(usize, Slot)> {
        let slot = schedule.slots.get(number).copied().flatten()?;
        let published = self.prepared.instance().activities.get(number)?.published?;
        (!slot.is_published(published)).then_some((number, slot))
    }

    /// Does it come to the same if two exchange their places?
    fn are_alike(&self, one: (usize, Slot), other: (usize, Slot)) -> bool {
        let choice = |(number, slot): (usize, Slot)| self.tags.get(number)?.choice(slot.mode);
        let mode = |(number, slot): (usize, Slot)| -> Option<&Mode> {
            self.prepared.instance().activities.get(number)?.modes.get(slot.mode)
        };
        let same =
            |(a, b): (&Mode, &Mode)| (a.work, a.calendar, &a.uses) == (b.work, b.calendar, &b.uses);
        one.1.mode == other.1.mode
            && choice(one) == choice(other)
            && mode(one).zip(mode(other)).is_some_and(same)
    }
}

fn put(row: &mut [(usize, Slot)], place: usize, entry: (usize, Slot)) {
    if let Some(there) = row.get_mut(place) {
        *there = entry;
    }
}
