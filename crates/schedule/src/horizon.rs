//! The years that are looked at: those of which the plans speak, or more if work goes on for longer.

use crate::part::years;
use model::{Facility, Plan, ProductionId};
use std::collections::BTreeMap;
use std::sync::Arc;
use units::{Datelike, NaiveDate, NaiveTime, Tick};

/// Years looked at before and after the present. What lies further away is a typing mistake, and
/// is reported as one; calendars of a century would be slow.
const REACH: i32 = 10;

/// First and last year of which a plan speaks, if it has any dates.
type PlanYears = (Arc<Plan>, Option<(i32, i32)>);

/// First and last year of each plan, kept from check to check.
#[derive(Debug, Default)]
pub(crate) struct Years(BTreeMap<ProductionId, PlanYears>);

/// What may be looked at.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Horizon {
    /// From the year before the first date to two years after the last, the present included,
    /// within [`REACH`].
    near: (i32, i32),
    /// The same to the end of [`REACH`].
    far: (i32, i32),
    /// The end of the near years.
    end: Tick,
}

impl Years {
    /// The horizon of a facility.
    pub(crate) fn horizon(
        &mut self,
        facility: &Facility,
        plans: &BTreeMap<ProductionId, Arc<Plan>>,
        now: Tick,
    ) -> Horizon {
        self.0.retain(|id, _| plans.contains_key(id));
        let zone = facility.house.zone;
        let present = zone.civil(now).year();
        let (mut first, mut last) = (present, present);
        for (id, plan) in plans {
            let entry = self.0.entry(*id).or_insert_with(|| (plan.clone(), years(plan)));
            if !Arc::ptr_eq(&entry.0, plan) {
                *entry = (plan.clone(), years(plan));
            }
            if let Some((from, to)) = entry.1 {
                first = first.min(from);
                last = last.max(to);
            }
        }
        let first = (first - 1).max(present - REACH);
        let last = (last + 2).min(present + REACH);
        let end = NaiveDate::from_ymd_opt(last + 1, 1, 1).unwrap_or_default();
        let end = zone.tick(end.and_time(NaiveTime::MIN));
        Horizon { near: (first, last), far: (first, present + REACH), end }
    }
}

impl Horizon {
    /// The years to begin with: what was needed last time is likely to be needed again.
    pub(crate) fn likely(&self, before: Option<(i32, i32)>) -> (i32, i32) {
        if before == Some(self.far) { self.far } else { self.near }
    }

    /// The years that are needed if the last work is done by then. They do not hang on what was
    /// looked at before: dates within the near years are the same on longer calendars.
    pub(crate) fn needed(&self, last: Option<Tick>) -> (i32, i32) {
        if last.is_some_and(|last| last >= self.end) { self.far } else { self.near }
    }
}
