//! The live check: from documents to dates and clashes, keeping what an edit did not touch.
//!
//! What is kept of each plan hangs on less and less: how it lies in time, on its document and on
//! the hours of the house; what it asks of rooms and people, on the facility and the casting too;
//! its dates, on the moment. Documents are known by their identity: they never change. Rooms and
//! people are looked at again only where what plans take of them is not what they took before.

use crate::clash::Clash;
use crate::clash::shared::{self, Found, Stretch};
use crate::facility_time::FacilityTime;
use crate::part::{PlanBase, PlanDated, PlanFit, PlanPart, years};
use crate::report::Report;
use crate::resource::Resource;
use model::{Casting, Facility, Finding, Place, Plan, ProductionId, Severity};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use units::{Datelike, Tick};

/// Years looked at before and after the present. What lies further away is a typing mistake, and
/// is reported as one; calendars of a century would be slow.
const REACH: i32 = 10;

/// Checks a facility again and again, doing again only what changed.
#[derive(Debug, Default)]
pub struct Checker {
    kept: Option<Kept>,
    years: BTreeMap<ProductionId, PlanYears>,
}

/// First and last year of which a plan speaks, if it has any dates.
type PlanYears = (Arc<Plan>, Option<(i32, i32)>);

/// What the last check worked out.
#[derive(Debug)]
struct Kept {
    time: Arc<FacilityTime>,
    casting: Arc<Casting>,
    now: Tick,
    parts: BTreeMap<ProductionId, PlanPart>,
    resources: BTreeMap<Resource, ResourcePart>,
}

/// What one resource has against its bookings.
#[derive(Debug, Default)]
struct ResourcePart {
    clashes: Vec<Arc<Clash>>,
    cut: bool,
}

impl Checker {
    /// One that has checked nothing yet.
    pub fn new() -> Self {
        Self::default()
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
        let years = self.horizon(facility, plans, now);
        let kept = self.kept.take();
        let known = kept.as_ref().map(|kept| &kept.time);
        let same = |time: &&Arc<FacilityTime>| {
            Arc::ptr_eq(time.facility(), facility) && time.years() == years
        };
        let time = known.filter(same).cloned();
        let time = time.unwrap_or_else(|| Arc::new(FacilityTime::new(facility, years)));
        let kept = kept.filter(|kept| kept.time.same_house(&time));
        let fits =
            |kept: &Kept| Arc::ptr_eq(&kept.time, &time) && Arc::ptr_eq(&kept.casting, casting);
        let (fits, dated) = match &kept {
            Some(kept) => (fits(kept), kept.now == now),
            None => (false, false),
        };
        let parts = plans.iter().map(|(id, plan)| {
            let old = kept.as_ref().and_then(|kept| kept.parts.get(id));
            let old = old.filter(|part| Arc::ptr_eq(&part.base.plan, plan));
            let base = old.map(|part| part.base.clone());
            let base = base.unwrap_or_else(|| Arc::new(PlanBase::new(&time, plan)));
            let fit = old.filter(|_| fits).map(|part| part.fit.clone());
            let fit = fit.unwrap_or_else(|| Arc::new(PlanFit::new(&time, casting, &base)));
            let dated = old.filter(|_| dated).map(|part| part.dated.clone());
            let dated = dated.unwrap_or_else(|| Arc::new(PlanDated::new(&time, &base, now)));
            (*id, PlanPart { base, fit, dated })
        });
        let parts: BTreeMap<ProductionId, PlanPart> = parts.collect();
        let resources = check_resources(&time, kept, &parts);
        let report = report(&time, now, &parts, &resources);
        self.kept = Some(Kept { time, casting: casting.clone(), now, parts, resources });
        report
    }

    /// First and last year to look at: from the year before the first date to two years after the
    /// last, the present included, within [`REACH`].
    fn horizon(
        &mut self,
        facility: &Facility,
        plans: &BTreeMap<ProductionId, Arc<Plan>>,
        now: Tick,
    ) -> (i32, i32) {
        self.years.retain(|id, _| plans.contains_key(id));
        let present = facility.house.zone.civil(now).year();
        let (mut first, mut last) = (present, present);
        for (id, plan) in plans {
            let entry = self.years.entry(*id).or_insert_with(|| (plan.clone(), years(plan)));
            if !Arc::ptr_eq(&entry.0, plan) {
                *entry = (plan.clone(), years(plan));
            }
            if let Some((from, to)) = entry.1 {
                first = first.min(from);
                last = last.max(to);
            }
        }
        ((first - 1).max(present - REACH), (last + 2).min(present + REACH))
    }
}

/// Looks again at the resources that changed, or of which plans take something else than before.
fn check_resources(
    time: &Arc<FacilityTime>,
    before: Option<Kept>,
    parts: &BTreeMap<ProductionId, PlanPart>,
) -> BTreeMap<Resource, ResourcePart> {
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
            resources.insert(resource, ResourcePart { clashes, cut });
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

fn report(
    time: &Arc<FacilityTime>,
    now: Tick,
    parts: &BTreeMap<ProductionId, PlanPart>,
    resources: &BTreeMap<Resource, ResourcePart>,
) -> Report {
    let of_plans = parts.values().flat_map(PlanPart::clashes);
    let of_resources = resources.values().flat_map(|part| &part.clashes);
    // What mostly decides stands beside each while sorting: looking into all is slower.
    let rank = |clash: &Arc<Clash>| (Reverse(clash.severity), clash.kind, clash.range);
    let mut ranked: Vec<_> =
        of_plans.chain(of_resources).map(|clash| (rank(clash), clash.clone())).collect();
    ranked.sort_unstable();
    let clashes = ranked.into_iter().map(|(_, clash)| clash).collect();
    let mut findings: Vec<Finding> =
        parts.values().flat_map(|part| part.base.findings.iter().cloned()).collect();
    for (resource, _) in resources.iter().filter(|(_, part)| part.cut) {
        let place = Place::subject(resource.subject());
        findings.push(Finding::new(Severity::Warning, "clash-too-many").at(place));
    }
    findings.sort();
    Report { time: time.clone(), now, parts: parts.clone(), clashes, findings }
}
