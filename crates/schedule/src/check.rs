//! The live check: from documents to dates and clashes, keeping what an edit did not touch.
//!
//! Two things are kept, both by the identity of the documents they came from: the facility laid
//! out in time, and each plan checked by itself (its dates are worked out anew when the moment is
//! another). Rooms and people are looked at again only where
//! the stretches of a changed plan differ from those it had.

use crate::clash::Clash;
use crate::clash::shared::{self, Found, Stretch};
use crate::facility_time::FacilityTime;
use crate::part::{PlanBase, PlanPart, years};
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
    parts: BTreeMap<ProductionId, Arc<PlanPart>>,
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
        let mut kept = self.kept.take().filter(|kept| {
            Arc::ptr_eq(kept.time.facility(), facility) && kept.time.years() == years
        });
        let time = match &kept {
            Some(kept) => kept.time.clone(),
            None => Arc::new(FacilityTime::new(facility, years)),
        };
        let usable = kept.as_ref().filter(|kept| Arc::ptr_eq(&kept.casting, casting));
        let parts: BTreeMap<ProductionId, Arc<PlanPart>> = plans
            .iter()
            .map(|(id, plan)| {
                let known = usable.and_then(|kept| Some((kept.now, kept.parts.get(id)?)));
                let part = match known.filter(|(_, part)| Arc::ptr_eq(&part.base.plan, plan)) {
                    Some((moment, part)) if moment == now => part.clone(),
                    Some((_, part)) => Arc::new(PlanPart::new(&time, part.base.clone(), now)),
                    None => {
                        let base = Arc::new(PlanBase::new(&time, casting, plan));
                        Arc::new(PlanPart::new(&time, base, now))
                    }
                };
                (*id, part)
            })
            .collect();
        let before = kept.take();
        let resources = check_resources(&time, before, &parts);
        let report = report(&time, &parts, &resources);
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

/// Looks again at the resources whose stretches changed.
fn check_resources(
    time: &FacilityTime,
    before: Option<Kept>,
    parts: &BTreeMap<ProductionId, Arc<PlanPart>>,
) -> BTreeMap<Resource, ResourcePart> {
    let (old, mut resources) = match before {
        Some(kept) => (kept.parts, kept.resources),
        None => (BTreeMap::new(), BTreeMap::new()),
    };
    for resource in touched(&old, parts) {
        let mut stretches: Vec<Stretch> = Vec::new();
        for part in parts.values() {
            stretches.extend(part.base.stretches.get(&resource).into_iter().flatten());
        }
        // Each plan's share is sorted: the stable sort merges such runs.
        stretches.sort();
        let Found { mut clashes, cut } = shared::check(time, resource, &stretches);
        clashes.sort();
        if clashes.is_empty() && !cut {
            resources.remove(&resource);
        } else {
            let clashes = clashes.into_iter().map(Arc::new).collect();
            resources.insert(resource, ResourcePart { clashes, cut });
        }
    }
    resources
}

/// Resources of which some plan takes other stretches than before.
fn touched(
    old: &BTreeMap<ProductionId, Arc<PlanPart>>,
    new: &BTreeMap<ProductionId, Arc<PlanPart>>,
) -> BTreeSet<Resource> {
    let mut touched = BTreeSet::new();
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
    touched
}

fn report(
    time: &Arc<FacilityTime>,
    parts: &BTreeMap<ProductionId, Arc<PlanPart>>,
    resources: &BTreeMap<Resource, ResourcePart>,
) -> Report {
    let of_plans = parts.values().map(|part| &part.clashes);
    let of_resources = resources.values().map(|part| &part.clashes);
    // What mostly decides stands beside each while sorting: looking into all is slower.
    let rank = |clash: &Arc<Clash>| (Reverse(clash.severity), clash.kind, clash.range);
    let mut ranked: Vec<_> =
        of_plans.chain(of_resources).flatten().map(|clash| (rank(clash), clash.clone())).collect();
    ranked.sort_unstable();
    let clashes = ranked.into_iter().map(|(_, clash)| clash).collect();
    let mut findings: Vec<Finding> =
        parts.values().flat_map(|part| part.base.findings.iter().cloned()).collect();
    for (resource, _) in resources.iter().filter(|(_, part)| part.cut) {
        let place = Place::subject(resource.subject());
        findings.push(Finding::new(Severity::Warning, "clash-too-many").at(place));
    }
    findings.sort();
    Report { time: time.clone(), parts: parts.clone(), clashes, findings }
}
