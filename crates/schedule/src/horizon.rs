//! The years that are looked at: those of which the plans speak, or more if work goes on for longer.

use crate::part::{PlanPart, years};
use model::{Facility, Plan, ProductionId};
use std::collections::BTreeMap;
use std::sync::Arc;
use units::{Datelike, NaiveDate, NaiveTime, Tick};

/// Years looked at before and after the present. What lies further away is a typing mistake, and
/// is reported as one; calendars of a century would be slow.
const REACH: i32 = 10;

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

impl Horizon {
    /// The horizon of a facility; `known` are plans that were looked at before.
    pub(crate) fn new(
        facility: &Facility,
        plans: &BTreeMap<ProductionId, Arc<Plan>>,
        known: Option<&BTreeMap<ProductionId, PlanPart>>,
        now: Tick,
    ) -> Self {
        let zone = facility.house.zone;
        let present = zone.civil(now).year();
        let (mut first, mut last) = (present, present);
        for (id, plan) in plans {
            let known = known.and_then(|parts| parts.get(id)).map(|part| &part.base);
            let known = known.filter(|base| Arc::ptr_eq(&base.plan, plan));
            if let Some((from, to)) = known.map_or_else(|| years(plan), |base| base.years) {
                first = first.min(from);
                last = last.max(to);
            }
        }
        let first = (first - 1).max(present - REACH);
        let last = (last + 2).min(present + REACH);
        let end = NaiveDate::from_ymd_opt(last + 1, 1, 1).unwrap_or_default();
        let end = zone.tick(end.and_time(NaiveTime::MIN));
        Self { near: (first, last), far: (first, present + REACH), end }
    }

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
