//! What a way out costs: hours that rooms and people work more or less, and what is paid on top for
//! hours outside the usual ones.
//!
//! Rates are those of the casting document in force on the day of the session. A session that only
//! comes at another time costs what it did. The price that was quoted is not touched.

use super::super::choice::Choice;
use super::super::draft::Tag;
use super::{Cost, Reading};
use crate::resource::Resource;
use crate::solve::Slot;
use std::collections::BTreeMap;
use units::{Currency, Minutes, Money, NaiveDate};

/// Overtime is paid a quarter more: Code du travail, art. L3121-36, the first eight hours of a week.
pub(crate) const OVERTIME_SHARE: i64 = 4;

impl Reading<'_> {
    /// What changed sessions cost more or less; `extra` is the work of each outside usual hours.
    pub(super) fn cost(
        &self,
        changed: &[(usize, Option<Slot>)],
        extra: &BTreeMap<usize, Minutes>,
    ) -> Cost {
        let (mut sums, mut unpriced) = (Vec::new(), 0);
        for (number, slot) in changed {
            let Some(slot) = slot else { continue };
            let date = self.after.time().civil(slot.start).date();
            let extra = extra.get(number).copied().unwrap_or_default();
            for (resource, minutes) in self.more(*number, *slot, extra) {
                match self.hourly(resource, date).and_then(|it| signed(it, minutes)) {
                    Some(money) => sums.push(money),
                    None => unpriced += 1,
                }
            }
        }
        let known = Money::checked_sum(sums, Currency::EUR).unwrap_or(Money::ZERO);
        Cost { known: known.to_cents(), unpriced }
    }

    /// How much more each room and person works for a session than before.
    fn more(&self, number: usize, slot: Slot, extra: Minutes) -> BTreeMap<Resource, Minutes> {
        let mut more: BTreeMap<Resource, Minutes> = BTreeMap::new();
        let mut add = |choice: &Choice, minutes: Minutes| {
            let room = choice.room.map(Resource::Room).into_iter();
            for resource in room.chain(choice.people.iter().map(|id| Resource::Person(*id))) {
                let sum = more.entry(resource).or_default();
                *sum = *sum + minutes;
            }
        };
        let Some(tag) = self.drafted.tags.get(number) else { return more };
        let Some(to) = tag.choice(slot.mode) else { return more };
        let work = match tag {
            Tag::Session(session) => {
                if let Some(from) = session.choices.first() {
                    add(from, -session.work);
                }
                session.work
            }
            _ => {
                let activity = self.drafted.prepared.instance().activities.get(number);
                let mode = activity.and_then(|it| it.modes.get(slot.mode));
                mode.map_or(Minutes::ZERO, |mode| mode.work)
            }
        };
        add(to, work);
        let people = Choice { room: None, ..to.clone() };
        add(&people, Minutes(extra.0 / OVERTIME_SHARE));
        more.retain(|_, minutes| *minutes != Minutes::ZERO);
        more
    }

    fn hourly(&self, resource: Resource, on: NaiveDate) -> Option<Money> {
        match resource {
            Resource::Person(id) => self.casting.hourly_of_person(id, on),
            Resource::Room(id) => self.casting.hourly_of_room(id, on),
            Resource::Equipment(_) => None,
        }
    }
}

/// What minutes cost; less than nothing for minutes that are saved.
fn signed(hourly: Money, minutes: Minutes) -> Option<Money> {
    let money = hourly.for_minutes(Minutes(minutes.0.abs()))?;
    Some(if minutes.is_negative() { money.negated() } else { money })
}
