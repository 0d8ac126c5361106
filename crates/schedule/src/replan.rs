//! Re-planning: from something that happened to a few different ways out, each with its new dates
//! and why each session moves.
//!
//! A [`Replan`] is the plans of a facility before and after an [`Event`], in the terms of the
//! engine (`solve.rs`); [`Replan::first`] gives a way out at once, [`Replan::search`] a better one
//! for as long as it may go on, [`Replan::distinct`] those worth showing. A [`Way`] is edits, so it
//! is applied and undone like all else. What engine and house rules do not share (rest, long days,
//! time between two productions) is checked on the facility as it would be, and what breaks them
//! is searched again with that place forbidden.
//!
//! Nothing is written here, and nothing waits: whoever asks brings the threads and the clock.

mod aim;
mod asking;
mod choice;
mod cutting;
mod draft;
mod event;
mod focus;
mod impossible;
mod shares;
mod suited;
mod supply;
#[cfg(test)]
mod tests;
mod way;
mod weights;
mod why;

pub use aim::Aim;
pub use choice::Hours;
pub use event::Event;
pub use impossible::{Impossible, Obstacle};
pub use way::{Cost, Delivery, Move, Place, Way, WayKind};
pub use weights::Weights;
pub use why::{Other, Why};

use crate::check::Checker;
use crate::clash::ClashKind;
use crate::report::Report;
use crate::solve::{
    InstanceProblem, Pace, Prepared, Profile, Schedule, Slot, hasten, improve, repair, settle,
    verify,
};
use aim::Latitude;
use draft::{Draft, Drafted, Tag};
use focus::Focus;
pub(crate) use focus::key as clash_key;
use model::{
    BookingId, Casting, Edit, Finding, Plan, ProductionId, RawId, Scope, Severity, Subject,
};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};
use units::Tick;
use way::Cuts;
pub(crate) use way::OVERTIME_SHARE;

/// How often a plan is searched again because it broke a rule that the engine does not know.
const MOST_ROUNDS: usize = 6;

/// A facility before and after an event.
#[derive(Debug, Clone)]
pub struct Replan {
    event: Event,
    weights: Weights,
    casting: Arc<Casting>,
    before: Report,
    after: Report,
    focus: Focus,
    /// When what each date applies to was finished before.
    standing: BTreeMap<Subject, Tick>,
    facts: Vec<Edit>,
    /// May confirmed sessions of other productions move?
    others: bool,
    /// The production whose sessions alone may move, if only one's.
    only: Option<ProductionId>,
    /// That of the first session a way out adds comes after it.
    seed: RawId,
    made: Made,
}

/// What is made when it is first asked for.
#[derive(Debug, Clone, Default)]
struct Made {
    /// What is planned, in the terms of the engine, by latitude.
    drafted: [OnceLock<Result<Arc<Drafted>, Finding>>; 6],
    /// How widely work is shared (`shares.rs`).
    together: OnceLock<Latitude>,
}

impl Replan {
    /// The facility of a report after an event. `id` is that of an absence the event may add, and
    /// seeds the identifiers of sessions that ways out add.
    ///
    /// # Errors
    /// What the event is about is not there, or done with.
    pub fn new(
        report: &Report,
        casting: &Arc<Casting>,
        event: Event,
        weights: Weights,
        id: RawId,
    ) -> Result<Self, Finding> {
        let facts = event.edits(report, id)?;
        let after = with_edits(report, casting, &facts);
        let focus = Focus::new(&event, report, &after);
        let standing = standing(report, casting, &weights);
        Ok(Self {
            standing,
            event,
            weights,
            casting: Arc::clone(casting),
            before: report.clone(),
            after,
            focus,
            facts,
            others: false,
            only: None,
            seed: id,
            made: Made::default(),
        })
    }

    /// The same with leave to move confirmed sessions of productions that have nothing to do with
    /// it; without, they stay where they are.
    #[must_use]
    pub fn moving_others(self) -> Self {
        Self { others: true, made: Made::default(), ..self }
    }

    /// The same with sessions of one production alone: within a variant of its plan nothing else can
    /// be changed.
    #[must_use]
    pub fn within(self, production: ProductionId) -> Self {
        Self { only: Some(production), made: Made::default(), ..self }
    }

    /// What happened.
    pub fn event(&self) -> &Event {
        &self.event
    }

    /// The edits that write down what happened.
    pub fn facts(&self) -> &[Edit] {
        &self.facts
    }

    /// The facility as it was.
    pub fn before(&self) -> &Report {
        &self.before
    }

    /// The facility with what happened, before anybody answered.
    pub fn after(&self) -> &Report {
        &self.after
    }

    /// Has it to do with a production?
    pub fn concerns(&self, production: ProductionId) -> bool {
        self.focus.productions.contains(&production)
    }

    /// The aims that make sense for what happened.
    pub fn aims(&self) -> Vec<Aim> {
        let (anyway, late) = (self.can_start_anyway(), self.is_about_a_date());
        let together = self.can_be_shared();
        let makes_sense = |aim: &Aim| match aim {
            Aim::StartAnyway => anyway,
            Aim::Keep => late,
            Aim::Together => together,
            _ => true,
        };
        Aim::ALL.into_iter().filter(makes_sense).collect()
    }

    /// Is a date what has to be met, and nothing else?
    fn is_about_a_date(&self) -> bool {
        match &self.event {
            Event::DeliveryMoved { .. } => true,
            Event::Clash(clash) => clash.kind == ClashKind::Deadline,
            _ => false,
        }
    }

    /// Is work that waits for something booked for longer than it has to wait, so that it could
    /// begin on what is there?
    fn can_start_anyway(&self) -> bool {
        let Some((production, late, until)) = self.event.waits() else { return false };
        let until = self.before.time().tick(until);
        let plan = self.before.document(production);
        plan.is_some_and(|plan| {
            let of_task = plan.bookings.values().filter(|it| it.task == Some(late));
            let pieces = of_task.flat_map(|it| self.before.time().occupation(it).pieces);
            let mut pieces: Vec<_> = pieces.filter(|it| it.start > self.before.now()).collect();
            pieces.sort_unstable();
            pieces
                .first()
                .zip(pieces.last())
                .is_some_and(|(first, last)| first.start < until && last.end > until)
        })
    }

    /// A way out at once: what still holds is kept, the rest finds the next place.
    ///
    /// # Errors
    /// The plans are too large to be searched, or hang on each other in a circle.
    pub fn first(&self, aim: Aim) -> Result<Way, Finding> {
        let drafted = self.drafted(self.latitude(aim))?;
        self.look(aim, drafted, &mut |prepared, profile| match aim {
            Aim::Keep => repair(prepared, profile),
            _ => at_once(prepared, profile),
        })
    }

    /// A better way out than the first, for as long as the pace allows. The same seed and number
    /// of tries give the same.
    ///
    /// # Errors
    /// As [`Self::first`].
    pub fn search(&self, aim: Aim, seed: u64, pace: &mut Pace<'_>) -> Result<Way, Finding> {
        if aim == Aim::Keep {
            return self.first(aim);
        }
        let drafted = self.cut_where_no_gap_is(aim)?;
        self.look(aim, drafted, &mut |prepared, profile| {
            let first = at_once(prepared, profile);
            let better = improve(prepared, profile, &first, seed, pace);
            settle(prepared, profile, &better)
        })
    }

    /// Searches until what comes out breaks no hard rule, or often enough.
    fn look(
        &self,
        aim: Aim,
        mut drafted: Arc<Drafted>,
        plan: &mut dyn FnMut(&Prepared, &Profile) -> Schedule,
    ) -> Result<Way, Finding> {
        let profile = aim.profile();
        let mut round = 0;
        loop {
            let schedule = drafted.in_order(plan(&drafted.prepared, &profile));
            debug_assert_eq!(verify(drafted.prepared.instance(), &schedule), []);
            let looser = drafted.looser(&schedule).map_err(|problems| refusal(&problems))?;
            if let Some(looser) = looser {
                drafted = Arc::new(looser);
                continue;
            }
            let (way, more) = self.read(&drafted, &schedule, &profile, aim);
            round += 1;
            if more.is_empty() || round == MOST_ROUNDS {
                return Ok(way);
            }
            drafted = Arc::new(drafted.without(&more).map_err(|problems| refusal(&problems))?);
        }
    }

    /// The numbers of the ways out worth showing, in the order given: none that another beats in
    /// everything, no two nearly alike, none that breaks a hard rule unless all do.
    pub fn distinct(ways: &[Way]) -> Vec<usize> {
        let mut kept: Vec<usize> = Vec::new();
        let all_break = ways.iter().all(|way| way.breaks);
        // Where nobody could help, what came of asking is no better than what others found.
        let counts = |way: &Way| {
            (all_break || !way.breaks)
                && (way.aim != Aim::Together || way.kind == WayKind::Together)
        };
        for (number, way) in ways.iter().enumerate().filter(|(_, it)| counts(it)) {
            let mut others =
                ways.iter().enumerate().filter(|(place, it)| *place != number && counts(it));
            let beaten = others.any(|(_, other)| other.beats(way));
            let alike = kept.iter().filter_map(|place| ways.get(*place)).any(|it| it.is_like(way));
            if !beaten && !alike {
                kept.push(number);
            }
        }
        kept
    }

    /// Everything the facility does, in the terms of the engine.
    fn drafted(&self, latitude: Latitude) -> Result<Arc<Drafted>, Finding> {
        let [usual, overtime, shared, widely, loose, all] = &self.made.drafted;
        let drafted = match latitude {
            Latitude::Usual => usual,
            Latitude::Overtime => overtime,
            Latitude::Shared => shared,
            Latitude::SharedWidely => widely,
            Latitude::Loose => loose,
            Latitude::All => all,
        };
        let make = || {
            let cut = match latitude {
                Latitude::All => self.all_that_may_be_cut(),
                _ => BTreeSet::new(),
            };
            self.draft(latitude, &cut).map(Arc::new)
        };
        drafted.get_or_init(make).clone()
    }

    fn draft(&self, latitude: Latitude, cut: &BTreeSet<BookingId>) -> Result<Drafted, Finding> {
        let shared = self.shared_tasks(latitude);
        let draft = Draft {
            before: &self.before,
            after: &self.after,
            loose: latitude == Latitude::Loose,
            overtime: matches!(latitude, Latitude::Overtime | Latitude::All),
            shared: &shared,
            cut,
            others: self.others,
            only: self.only,
            as_it_is: false,
            carry: true,
            casting: &self.casting,
            weights: &self.weights,
            waits: self.event.waits().map(|(production, task, _)| (production, task)),
            asked: match &self.event {
                Event::Clash(clash) => Some(clash),
                _ => None,
            },
            focus: &self.focus,
            standing: &self.standing,
        };
        draft.prepare().map_err(|problems| refusal(&problems))
    }

    fn read(
        &self,
        drafted: &Drafted,
        schedule: &Schedule,
        profile: &Profile,
        aim: Aim,
    ) -> (Way, Cuts) {
        let seed = self.seed.0;
        let id = move |number: usize| RawId(seed.wrapping_add(1 + number as u128));
        let reading = way::Reading {
            before: &self.before,
            after: &self.after,
            casting: &self.casting,
            drafted,
            id: &id,
            concerned: &self.focus.productions,
            waits: self.event.waits(),
            aim,
        };
        reading.read(schedule, profile)
    }
}

/// When what each date applies to is finished in plans that nothing happened to.
fn standing(report: &Report, casting: &Casting, weights: &Weights) -> BTreeMap<Subject, Tick> {
    // What cannot be planned is told when it is asked for.
    let Ok(drafted) = Drafted::undisturbed(report, casting, weights, true) else {
        return BTreeMap::new();
    };
    let schedule = repair(&drafted.prepared, &Profile::BALANCED);
    let pairs = drafted.tags.iter().zip(&schedule.slots);
    let due = |(tag, slot): (&Tag, &Option<Slot>)| match tag {
        Tag::Due { subject, .. } => Some((*subject, (*slot)?.end)),
        _ => None,
    };
    pairs.filter_map(due).collect()
}

/// What still holds is kept, the rest finds the next place; or, if that costs less, everything
/// that leads to a missed date comes sooner.
fn at_once(prepared: &Prepared, profile: &Profile) -> Schedule {
    let kept = repair(prepared, profile);
    let sooner = settle(prepared, profile, &hasten(prepared, profile, &kept));
    let cost = |schedule: &Schedule| profile.cost(&schedule.terms(prepared.instance()));
    if cost(&sooner) < cost(&kept) { sooner } else { kept }
}

/// Why plans cannot be searched.
fn refusal(problems: &[InstanceProblem]) -> Finding {
    match problems.first() {
        Some(InstanceProblem::TooMany(_, count, most)) => {
            let finding = Finding::new(Severity::Error, "replan-too-large");
            finding.with("count", count).with("limit", most)
        }
        other => {
            let text = other.map(|it| format!("{it:?}")).unwrap_or_default();
            Finding::new(Severity::Error, "replan-instance").with("problem", text)
        }
    }
}

/// The facility of a report with some edits, at the same moment; what they do not touch is not
/// checked again.
pub(crate) fn with_edits(report: &Report, casting: &Arc<Casting>, edits: &[Edit]) -> Report {
    let mut facility = Arc::clone(report.time().facility());
    let mut plans: BTreeMap<ProductionId, Arc<Plan>> =
        report.parts.iter().map(|(id, part)| (*id, Arc::clone(&part.base.plan))).collect();
    for edit in edits {
        match edit.subject.scope {
            Scope::Facility => Arc::make_mut(&mut facility).apply(edit),
            Scope::Casting | Scope::Desk(_) | Scope::Publications(_) | Scope::Answers(_) => {}
            Scope::Plan(id) => {
                if let Some(plan) = plans.get_mut(&id) {
                    Arc::make_mut(plan).apply(edit);
                }
            }
        }
    }
    Checker::after(report).check(&facility, casting, &plans, report.now())
}
