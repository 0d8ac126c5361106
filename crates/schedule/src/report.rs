//! What a check tells: dates of every plan, the list of clashes, and who is free when.

use crate::calendar::WorkCalendar;
use crate::check::ResourceParts;
use crate::clash::shared::{LONGEST_STRETCH, Stretch};
use crate::clash::{Clash, Holder};
use crate::dates::PlanDates;
use crate::facility_time::FacilityTime;
use crate::part::{PlanBase, PlanDated, PlanPart};
use crate::resource::Resource;
use model::{Casting, Finding, Plan, ProductionId};
use std::collections::BTreeMap;
use std::sync::Arc;
use units::{Minutes, Tick, TickRange};

/// What a check tells. It is cheap to copy and never changes.
#[derive(Debug, Clone)]
pub struct Report {
    pub(crate) time: Arc<FacilityTime>,
    pub(crate) casting: Arc<Casting>,
    pub(crate) now: Tick,
    pub(crate) parts: BTreeMap<ProductionId, PlanPart>,
    pub(crate) resources: ResourceParts,
    /// Every clash: the most severe first, then by kind, time and identifiers.
    pub clashes: Vec<Arc<Clash>>,
    /// What else was noticed.
    pub findings: Vec<Finding>,
}

/// A stretch of a resource that a booking holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Held {
    /// When.
    pub range: TickRange,
    /// By whom, and how firmly.
    pub holder: Holder,
}

impl Report {
    /// The facility laid out in time.
    pub fn time(&self) -> &FacilityTime {
        &self.time
    }

    /// The moment it speaks of.
    pub fn now(&self) -> Tick {
        self.now
    }

    /// Dates of a plan.
    pub fn plan(&self, production: ProductionId) -> Option<&PlanDates> {
        self.parts.get(&production).map(|part| part.dated.dates.as_ref())
    }

    /// Dates of every plan.
    pub fn plans(&self) -> impl Iterator<Item = (ProductionId, &Arc<PlanDates>)> {
        self.parts.iter().map(|(id, part)| (*id, &part.dated.dates))
    }

    /// Dates of a plan as it would be, on the calendars and at the moment of the report: what a
    /// drag in the plan moves. Takes what checking one plan takes.
    pub fn what_if(&self, plan: &Arc<Plan>) -> Arc<PlanDates> {
        let base = PlanBase::new(&self.time, plan);
        PlanDated::new(&self.time, &base, self.now).dates
    }

    /// The plan a part of the report speaks of.
    pub(crate) fn document(&self, production: ProductionId) -> Option<&Plan> {
        self.parts.get(&production).map(|part| part.base.plan.as_ref())
    }

    /// What is held of a resource within a range, by start; stretches are not cut at its ends.
    pub fn held(&self, resource: Resource, range: TickRange) -> Vec<Held> {
        let mut held: Vec<Held> = self
            .near(resource, range)
            .filter(|stretch| stretch.range.overlaps(range))
            .map(|stretch| Held { range: stretch.range, holder: stretch.holder })
            .collect();
        held.sort_unstable();
        held
    }

    /// When a room or a person can be had for a length of time on end within a range: inside
    /// its opening, lunch included, not absent, not held by anybody. Empty if the facility does
    /// not have it.
    pub fn free_slots(
        &self,
        resource: Resource,
        range: TickRange,
        length: Minutes,
    ) -> Vec<TickRange> {
        let held = self.near(resource, range).map(|stretch| stretch.range);
        self.slots(resource, range, length, held)
    }

    /// The same whoever holds it.
    pub(crate) fn open_slots(
        &self,
        resource: Resource,
        range: TickRange,
        length: Minutes,
    ) -> Vec<TickRange> {
        self.slots(resource, range, length, std::iter::empty())
    }

    fn slots(
        &self,
        resource: Resource,
        range: TickRange,
        length: Minutes,
        held: impl Iterator<Item = TickRange>,
    ) -> Vec<TickRange> {
        let Some(availability) = self.time.availability(resource) else { return Vec::new() };
        let away = availability.absences.iter().map(|(away, _)| *away);
        let taken: Vec<TickRange> =
            away.chain(held).filter(|taken| taken.overlaps(range)).collect();
        let open: Vec<TickRange> = match self.time.opening(resource) {
            Some(opening) => opening.stretches_in(range).collect(),
            None => vec![range],
        };
        let free = WorkCalendar::new(range, open).without(&taken);
        free.stretches().iter().copied().filter(|free| free.length() >= length).collect()
    }

    /// What is held of a resource within a range, and some of what is held just before it.
    pub(crate) fn near(
        &self,
        resource: Resource,
        range: TickRange,
    ) -> impl Iterator<Item = &Stretch> {
        let from = range.start - LONGEST_STRETCH;
        let plans = self.parts.values().filter_map(move |part| part.base.stretches.get(&resource));
        plans.flat_map(move |stretches| {
            let first = stretches.partition_point(|stretch| stretch.range.start < from);
            let rest = stretches.get(first..).unwrap_or_default();
            rest.iter().take_while(move |stretch| stretch.range.start < range.end)
        })
    }
}

/// Reports are equal if they tell the same.
impl PartialEq for Report {
    fn eq(&self, other: &Self) -> bool {
        let dates = |report: &Self| -> Vec<(ProductionId, Arc<PlanDates>)> {
            report.plans().map(|(id, dates)| (id, dates.clone())).collect()
        };
        self.clashes == other.clashes
            && self.findings == other.findings
            && dates(self) == dates(other)
    }
}
