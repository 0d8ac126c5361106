//! From the document to typed records. Reading never fails: what cannot be read is empty and told.

use crate::Document;
use crate::findings::Findings;
use crate::view::View;
use model::{Casting, Desk, Facility, Kind, Plan, RawId, Record};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

impl View<'_> {
    /// The facility of this moment; empty if the document is another kind.
    pub fn facility(&self) -> (Facility, Findings) {
        let mut findings = Findings::default();
        let id = self.only_id(Kind::House);
        let mut facility = Facility::new(id.into());
        if self.is_open(&mut findings) {
            facility.house = Arc::new(self.only(id, &mut findings));
            facility.rooms = self.all(&mut findings);
            facility.equipment = self.all(&mut findings);
            facility.people = self.all(&mut findings);
            facility.absences = self.all(&mut findings);
            facility.holiday_zones = self.all(&mut findings);
        }
        (facility, findings)
    }

    /// The casting of this moment; empty if the document is another kind.
    pub fn casting(&self) -> (Casting, Findings) {
        let mut findings = Findings::default();
        let mut casting = Casting::default();
        if self.is_open(&mut findings) {
            casting.affinities = self.all(&mut findings);
            casting.cost_rates = self.all(&mut findings);
        }
        (casting, findings)
    }

    /// The plan of this moment; empty if the document is another kind.
    pub fn plan(&self) -> (Plan, Findings) {
        let mut findings = Findings::default();
        let id = self.only_id(Kind::Production);
        let mut plan = Plan::new(id.into());
        if self.is_open(&mut findings) {
            plan.production = Arc::new(self.only(id, &mut findings));
            plan.episodes = self.all(&mut findings);
            plan.tasks = self.all(&mut findings);
            plan.links = self.all(&mut findings);
            plan.bookings = self.all(&mut findings);
            plan.baselines = self.all(&mut findings);
            plan.variants = self.all(&mut findings);
            plan.attachments = self.all(&mut findings);
            plan.accepted_slips = self.all(&mut findings);
        }
        (plan, findings)
    }

    /// The desk of this moment; empty if the document is another kind.
    pub fn desk(&self) -> (Desk, Findings) {
        let mut findings = Findings::default();
        let mut desk = Desk::default();
        if self.is_open(&mut findings) {
            desk.slips = self.all(&mut findings);
        }
        (desk, findings)
    }
}

impl Document {
    /// The facility as it is now.
    pub fn read_facility(&self) -> (Facility, Findings) {
        self.now().facility()
    }

    /// The casting as it is now.
    pub fn read_casting(&self) -> (Casting, Findings) {
        self.now().casting()
    }

    /// The plan as it is now.
    pub fn read_plan(&self) -> (Plan, Findings) {
        self.now().plan()
    }

    /// The desk as it is now.
    pub fn read_desk(&self) -> (Desk, Findings) {
        self.now().desk()
    }

    /// Brings a facility and its findings up to date where `touched` says so.
    pub fn refresh_facility(
        &self,
        facility: &mut Facility,
        findings: &mut Findings,
        touched: &BTreeSet<(Kind, RawId)>,
    ) {
        let Some(view) = self.to_refresh(findings) else {
            (*facility, *findings) = self.read_facility();
            return;
        };
        let only = view.only_id(Kind::House);
        for (kind, id) in touched {
            match kind {
                Kind::House if *id == only => {
                    facility.house = Arc::new(view.only(*id, findings));
                }
                Kind::Room => again(&view, &mut facility.rooms, *id, findings),
                Kind::Equipment => again(&view, &mut facility.equipment, *id, findings),
                Kind::Person => again(&view, &mut facility.people, *id, findings),
                Kind::Absence => again(&view, &mut facility.absences, *id, findings),
                Kind::HolidayZone => again(&view, &mut facility.holiday_zones, *id, findings),
                Kind::House
                | Kind::Affinity
                | Kind::CostRate
                | Kind::Production
                | Kind::Episode
                | Kind::Task
                | Kind::Link
                | Kind::Booking
                | Kind::Baseline
                | Kind::Variant
                | Kind::Attachment
                | Kind::AcceptedSlip
                | Kind::Slip => {}
            }
        }
    }

    /// Brings a casting and its findings up to date where `touched` says so.
    pub fn refresh_casting(
        &self,
        casting: &mut Casting,
        findings: &mut Findings,
        touched: &BTreeSet<(Kind, RawId)>,
    ) {
        let Some(view) = self.to_refresh(findings) else {
            (*casting, *findings) = self.read_casting();
            return;
        };
        for (kind, id) in touched {
            match kind {
                Kind::Affinity => again(&view, &mut casting.affinities, *id, findings),
                Kind::CostRate => again(&view, &mut casting.cost_rates, *id, findings),
                Kind::House
                | Kind::Room
                | Kind::Equipment
                | Kind::Person
                | Kind::Absence
                | Kind::HolidayZone
                | Kind::Production
                | Kind::Episode
                | Kind::Task
                | Kind::Link
                | Kind::Booking
                | Kind::Baseline
                | Kind::Variant
                | Kind::Attachment
                | Kind::AcceptedSlip
                | Kind::Slip => {}
            }
        }
    }

    /// Brings a plan and its findings up to date where `touched` says so.
    pub fn refresh_plan(
        &self,
        plan: &mut Plan,
        findings: &mut Findings,
        touched: &BTreeSet<(Kind, RawId)>,
    ) {
        let Some(view) = self.to_refresh(findings) else {
            (*plan, *findings) = self.read_plan();
            return;
        };
        let only = view.only_id(Kind::Production);
        for (kind, id) in touched {
            match kind {
                Kind::Production if *id == only => {
                    plan.production = Arc::new(view.only(*id, findings));
                }
                Kind::Episode => again(&view, &mut plan.episodes, *id, findings),
                Kind::Task => again(&view, &mut plan.tasks, *id, findings),
                Kind::Link => again(&view, &mut plan.links, *id, findings),
                Kind::Booking => again(&view, &mut plan.bookings, *id, findings),
                Kind::Baseline => again(&view, &mut plan.baselines, *id, findings),
                Kind::Attachment => again(&view, &mut plan.attachments, *id, findings),
                Kind::Variant => again(&view, &mut plan.variants, *id, findings),
                Kind::AcceptedSlip => again(&view, &mut plan.accepted_slips, *id, findings),
                Kind::Production
                | Kind::House
                | Kind::Room
                | Kind::Equipment
                | Kind::Person
                | Kind::Absence
                | Kind::HolidayZone
                | Kind::Affinity
                | Kind::CostRate
                | Kind::Slip => {}
            }
        }
    }

    /// Brings a desk and its findings up to date where `touched` says so.
    pub fn refresh_desk(
        &self,
        desk: &mut Desk,
        findings: &mut Findings,
        touched: &BTreeSet<(Kind, RawId)>,
    ) {
        let Some(view) = self.to_refresh(findings) else {
            (*desk, *findings) = self.read_desk();
            return;
        };
        for (kind, id) in touched {
            if *kind == Kind::Slip {
                again(&view, &mut desk.slips, *id, findings);
            }
        }
    }

    /// The present, if what was read before can be brought up to date record by record: not if a
    /// newer program has closed the document since.
    fn to_refresh(&self, findings: &Findings) -> Option<View<'_>> {
        let view = self.now();
        let mut told = Findings::default();
        (view.is_open(&mut told) && !findings.tells_of_the_whole()).then_some(view)
    }
}

/// Reads one record of a collection again.
fn again<I: From<RawId> + Ord, T: Record>(
    view: &View<'_>,
    records: &mut BTreeMap<I, Arc<T>>,
    id: RawId,
    findings: &mut Findings,
) {
    match view.again::<T>(id, findings) {
        Some(record) => {
            records.insert(id.into(), Arc::new(record));
        }
        None => {
            records.remove(&I::from(id));
        }
    }
}
