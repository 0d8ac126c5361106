//! Why a session does not lie earlier, or somewhere else: asked of plans to which nothing happens.

use super::draft::{Drafted, Tag};
use super::weights::Weights;
use super::why::{Why, told};
use crate::report::Report;
use crate::solve::{Profile, Schedule, repair, why_not};
use model::{BookingId, Casting, ProductionId};
use units::{Minutes, NaiveDateTime, Tick};

/// Earlier is tried in steps of so many minutes.
const STEP: i64 = 30;

/// As many steps back as a fortnight has.
const MOST_STEPS: i64 = 14 * 48;

impl Report {
    /// What keeps a session from beginning just before it does; nothing if nothing does. `None` if
    /// it is not there, is over, under way or pinned, or if the plans cannot be looked at.
    pub fn why_not_earlier(
        &self,
        casting: &Casting,
        production: ProductionId,
        booking: BookingId,
    ) -> Option<Vec<Why>> {
        self.why(casting, production, booking, None)
    }

    /// What keeps a session from beginning at a moment, in its room and with its people; nothing if
    /// nothing does. `None` as in [`Self::why_not_earlier`].
    pub fn why_not_at(
        &self,
        casting: &Casting,
        production: ProductionId,
        booking: BookingId,
        start: NaiveDateTime,
    ) -> Option<Vec<Why>> {
        self.why(casting, production, booking, Some(self.time().tick(start)))
    }

    fn why(
        &self,
        casting: &Casting,
        production: ProductionId,
        booking: BookingId,
        start: Option<Tick>,
    ) -> Option<Vec<Why>> {
        let drafted = Drafted::undisturbed(self, casting, &Weights::default(), false).ok()?;
        let activity = drafted.session(production, booking)?;
        let mode = drafted.regular(activity)?;
        let schedule = repair(&drafted.prepared, &Profile::BALANCED);
        let Some(start) = start else {
            return drafted.against_sooner(&schedule, self, activity, mode);
        };
        let reasons = why_not(&drafted.prepared, &schedule, activity, mode, start);
        Some(told(&drafted, &schedule, self, &reasons))
    }
}

impl Drafted {
    /// What keeps an activity from beginning just before it does, in hours in which it is worked at
    /// all: a session of a day begins the day before.
    pub(super) fn against_sooner(
        &self,
        schedule: &Schedule,
        report: &Report,
        activity: usize,
        mode: usize,
    ) -> Option<Vec<Why>> {
        let here = schedule.slots.get(activity).copied().flatten()?.start;
        let against = |step| {
            let start = here - Minutes(STEP * step);
            let reasons = why_not(&self.prepared, schedule, activity, mode, start);
            told(self, schedule, report, &reasons)
        };
        (1..=MOST_STEPS).map(against).find(|whys| !whys.contains(&Why::Hours))
    }

    /// The activity of a session that may move.
    fn session(&self, production: ProductionId, booking: BookingId) -> Option<usize> {
        let is_it = |tag: &Tag| match tag {
            Tag::Session(it) => it.production == production && it.booking.id == booking,
            _ => false,
        };
        let number = self.tags.iter().position(is_it)?;
        let activity = self.prepared.instance().activities.get(number)?;
        (!activity.pinned).then_some(number)
    }

    /// The mode in which it is held as now, and which keeps the hours.
    fn regular(&self, activity: usize) -> Option<usize> {
        let own = self.tags.get(activity)?.choice(0)?;
        let modes = &self.prepared.instance().activities.get(activity)?.modes;
        let mut numbers = modes.iter().enumerate();
        let as_now = |(number, mode): &(usize, &crate::solve::Mode)| {
            let choice = self.tags.get(activity).and_then(|tag| tag.choice(*number));
            mode.calendar.is_some() && choice == Some(own)
        };
        numbers.find(as_now).map(|(number, _)| number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Draft as Plan, at, check, days, facility, room, task};
    use crate::{Resource, replan::Other};
    use model::{LinkKind, RawId};

    const NOW: &str = "2026-11-23T09:00";

    /// Edit, then a mix whose room another has the day before.
    fn plans() -> Vec<Plan> {
        let mut film = Plan::new(1);
        film.task(1, days(1));
        film.task(2, days(1));
        film.link(1, 2, LinkKind::FinishToStart, "0");
        film.book(1, "2026-11-24T09:00", "2026-11-24T18:00").task = Some(task(1));
        let mix = film.book(2, "2026-11-26T09:00", "2026-11-26T18:00");
        (mix.task, mix.room) = (Some(task(2)), Some(room(1)));
        let mut other = Plan::new(2);
        let taken = other.book(3, "2026-11-25T09:00", "2026-11-25T18:00");
        (taken.room, taken.pinned) = (Some(room(1)), true);
        vec![film, other]
    }

    fn film() -> ProductionId {
        ProductionId(RawId(1))
    }

    fn mix() -> BookingId {
        BookingId(RawId(2))
    }

    #[test]
    fn what_keeps_a_session_from_coming_earlier_is_named() {
        let report = check(facility(), plans(), NOW);
        let casting = Casting::default();
        let whys = report.why_not_earlier(&casting, film(), mix()).unwrap();
        let taken = Other {
            production: ProductionId(RawId(2)),
            task: None,
            booking: Some(BookingId(RawId(3))),
        };
        let until = at("2026-11-25T18:00");
        let busy = Why::Busy { resource: Resource::Room(room(1)), other: taken, until };
        assert!(whys.contains(&busy), "{whys:?}");
        let whys = report.why_not_at(&casting, film(), mix(), at("2026-11-24T09:00")).unwrap();
        let edit =
            Other { production: film(), task: Some(task(1)), booking: Some(BookingId(RawId(1))) };
        let waits = Why::Waits { other: edit, from: at("2026-11-24T18:00") };
        assert_eq!(whys, [waits]);
        assert_eq!(
            report.why_not_at(&casting, film(), mix(), at("2026-11-27T09:00")),
            Some(Vec::new()),
            "nothing is against the next day"
        );
    }

    #[test]
    fn what_is_true_of_a_reason_is_that_without_it_the_session_may_come_earlier() {
        let mut plans = plans();
        plans.truncate(1);
        let report = check(facility(), plans, NOW);
        let casting = Casting::default();
        assert_eq!(report.why_not_earlier(&casting, film(), mix()), Some(Vec::new()));
    }

    #[test]
    fn of_what_is_pinned_or_gone_nothing_is_said() {
        let report = check(facility(), plans(), NOW);
        let casting = Casting::default();
        let (other, gone) = (ProductionId(RawId(2)), BookingId(RawId(9)));
        assert_eq!(report.why_not_earlier(&casting, other, BookingId(RawId(3))), None);
        assert_eq!(report.why_not_earlier(&casting, film(), gone), None);
    }
}
