//! The live check: from documents to dates and clashes, keeping what an edit did not touch.
//!
//! What is kept of each plan hangs on less and less: how it lies in time, on its document and on
//! the hours of the house; what it asks of rooms and people, on the facility and the casting too;
//! its dates, on the moment. Documents are known by their identity: they never change. Rooms and
//! people are looked at again only where what plans take of them is not what they took before.

use crate::clash::Clash;
use crate::clash::shared::{self, Found, Stretch};
use crate::facility_time::FacilityTime;
use crate::horizon::Horizon;
use crate::part::{PlanBase, PlanDated, PlanFit, PlanPart};
use crate::report::Report;
use crate::resource::Resource;
use model::{Casting, Facility, Finding, Place, Plan, ProductionId, Severity};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use units::Tick;

/// Checks a facility again and again, doing again only what changed.
#[derive(Debug, Default)]
pub struct Checker {
    kept: Option<Kept>,
}

/// What the last check worked out.
#[derive(Debug)]
struct Kept {
    time: Arc<FacilityTime>,
    casting: Arc<Casting>,
    now: Tick,
    parts: BTreeMap<ProductionId, PlanPart>,
    resources: ResourceParts,
}

/// Plans laid out in time.
struct Laid {
    time: Arc<FacilityTime>,
    parts: BTreeMap<ProductionId, PlanPart>,
}

/// What one resource has against its bookings.
#[derive(Debug, Default)]
pub(crate) struct ResourcePart {
    clashes: Vec<Arc<Clash>>,
    cut: bool,
}

/// Those that have anything against theirs.
pub(crate) type ResourceParts = BTreeMap<Resource, Arc<ResourcePart>>;

impl Checker {
    /// One that has checked nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// One that has already checked what a report tells of.
    pub(crate) fn after(report: &Report) -> Self {
        let (time, casting) = (report.time.clone(), report.casting.clone());
        let (parts, resources) = (report.parts.clone(), report.resources.clone());
        Self { kept: Some(Kept { time, casting, now: report.now, parts, resources }) }
    }

    /// Dates and clashes of all plans at a moment. The report is the same whatever was checked
    /// before.
    pub fn check(
        &mut self,
        facility: &Arc<Facility>,
        casting: &Arc<Casting>,
        plans: &BTreeMap<ProductionId, Arc<Plan>>,
        now: Tick,
    ) -> Report {
        let known = self.kept.as_ref().map(|kept| &kept.parts);
        let horizon = Horizon::new(facility, plans, known, now);
        let before = self.kept.as_ref().map(|kept| kept.time.years());
        let lay_out = |years| self.lay_out(facility, casting, plans, now, years);
        let mut laid = lay_out(horizon.likely(before));
        let years = horizon.needed(last_work(&laid.parts));
        if years != laid.time.years() {
            laid = lay_out(years);
        }
        let Laid { time, parts } = laid;
        let kept = self.kept.take().filter(|kept| kept.time.same_house(&time));
        let resources = check_resources(&time, kept, &parts);
        let kept = Kept { time, casting: casting.clone(), now, parts, resources };
        let report = report(&kept);
        self.kept = Some(kept);
        report
    }

    /// Lays out the facility and each plan over some years, taking from the last check what still
    /// holds.
    fn lay_out(
        &self,
        facility: &Arc<Facility>,
        casting: &Arc<Casting>,
        plans: &BTreeMap<ProductionId, Arc<Plan>>,
        now: Tick,
        years: (i32, i32),
    ) -> Laid {
        let kept = self.kept.as_ref();
        let time = FacilityTime::after(kept.map(|kept| &kept.time), facility, years);
        let kept = kept.filter(|kept| kept.time.same_house(&time));
        let fits =
            |kept: &Kept| Arc::ptr_eq(&kept.time, &time) && Arc::ptr_eq(&kept.casting, casting);
        let (fits, dated) = match kept {
            Some(kept) => (fits(kept), kept.now == now),
            None => (false, false),
        };
        let parts = plans.iter().map(|(id, plan)| {
            let old = kept.and_then(|kept| kept.parts.get(id));
            let old = old.filter(|part| Arc::ptr_eq(&part.base.plan, plan));
            let base = old.map(|part| part.base.clone());
            let base = base.unwrap_or_else(|| Arc::new(PlanBase::new(&time, plan)));
            let fit = old.filter(|_| fits).map(|part| part.fit.clone());
            let fit = fit.unwrap_or_else(|| Arc::new(PlanFit::new(&time, casting, &base)));
            let dated = old.filter(|_| dated).map(|part| part.dated.clone());
            let dated = dated.unwrap_or_else(|| Arc::new(PlanDated::new(&time, &base, now)));
            (*id, PlanPart { base, fit, dated })
        });
        Laid { parts: parts.collect(), time }
    }
}

/// When the last work of all plans is done.
fn last_work(parts: &BTreeMap<ProductionId, PlanPart>) -> Option<Tick> {
    parts.values().filter_map(|part| part.dated.last).max()
}

/// Looks again at the resources that changed, or of which plans take something else than before.
fn check_resources(
    time: &Arc<FacilityTime>,
    before: Option<Kept>,
    parts: &BTreeMap<ProductionId, PlanPart>,
) -> ResourceParts {
    let (mut again, mut resources) = (BTreeSet::new(), BTreeMap::new());
    match before {
        Some(kept) => {
            touched(&kept.parts, parts, &mut again);
            if !Arc::ptr_eq(&kept.time, time) {
                changed(kept.time.facility(), time.facility(), &mut again);
            }
            resources = kept.resources;
        }
        None => touched(&BTreeMap::new(), parts, &mut again),
    }
    for resource in again {
        resources.remove(&resource);
        if !time.has(resource) {
            continue;
        }
        let mut stretches: Vec<Stretch> = Vec::new();
        for part in parts.values() {
            stretches.extend(part.base.stretches.get(&resource).into_iter().flatten());
        }
        // Each plan's share is sorted: the stable sort merges such runs.
        stretches.sort();
        let Found { mut clashes, cut } = shared::check(time, resource, &stretches);
        clashes.sort();
        if !clashes.is_empty() || cut {
            let clashes = clashes.into_iter().map(Arc::new).collect();
            resources.insert(resource, Arc::new(ResourcePart { clashes, cut }));
        }
    }
    resources
}

/// Resources of which some plan takes other stretches than before.
fn touched(
    old: &BTreeMap<ProductionId, PlanPart>,
    new: &BTreeMap<ProductionId, PlanPart>,
    touched: &mut BTreeSet<Resource>,
) {
    let none = BTreeMap::new();
    for id in old.keys().chain(new.keys()) {
        let (before, after) = (old.get(id), new.get(id));
        if let (Some(before), Some(after)) = (before, after)
            && Arc::ptr_eq(&before.base, &after.base)
        {
            continue;
        }
        let before = before.map_or(&none, |part| &part.base.stretches);
        let after = after.map_or(&none, |part| &part.base.stretches);
        for (one, other) in [(before, after), (after, before)] {
            let differ = one.iter().filter(|(resource, of)| other.get(resource) != Some(of));
            touched.extend(differ.map(|(resource, _)| *resource));
        }
    }
}

/// Resources whose record is another one than before, or is there in one of the two only.
fn changed(old: &Facility, new: &Facility, changed: &mut BTreeSet<Resource>) {
    let (rooms, people) = (differ(&old.rooms, &new.rooms), differ(&old.people, &new.people));
    changed.extend(rooms.map(Resource::Room));
    changed.extend(people.map(Resource::Person));
    changed.extend(differ(&old.equipment, &new.equipment).map(Resource::Equipment));
}

fn differ<'a, Id: Ord + Copy, Record>(
    old: &'a BTreeMap<Id, Arc<Record>>,
    new: &'a BTreeMap<Id, Arc<Record>>,
) -> impl Iterator<Item = Id> + 'a {
    let same = |a: Option<&Arc<Record>>, b: Option<&Arc<Record>>| match (a, b) {
        (Some(a), Some(b)) => Arc::ptr_eq(a, b),
        _ => false,
    };
    old.keys().chain(new.keys()).copied().filter(move |id| !same(old.get(id), new.get(id)))
}

fn report(kept: &Kept) -> Report {
    let Kept { time, casting, now, parts, resources } = kept;
    let of_plans = parts.values().flat_map(PlanPart::clashes);
    let of_resources = resources.values().flat_map(|part| &part.clashes);
    // What mostly decides stands beside each while sorting: looking into all is slower.
    let rank = |clash: &Arc<Clash>| (Reverse(clash.severity), clash.kind, clash.range);
    let mut ranked: Vec<_> =
        of_plans.chain(of_resources).map(|clash| (rank(clash), clash.clone())).collect();
    ranked.sort_unstable();
    let clashes = ranked.into_iter().map(|(_, clash)| clash).collect();
    let of_parts =
        parts.values().flat_map(|part| part.base.findings.iter().chain(&part.dated.findings));
    let mut findings: Vec<Finding> = of_parts.cloned().collect();
    for (resource, _) in resources.iter().filter(|(_, part)| part.cut) {
        let place = Place::subject(resource.subject());
        findings.push(Finding::new(Severity::Warning, "clash-too-many").at(place));
    }
    findings.sort();
    Report {
        time: time.clone(),
        casting: casting.clone(),
        now: *now,
        parts: parts.clone(),
        resources: resources.clone(),
        clashes,
        findings,
    }
}
