//! From the document to typed records. Reading never fails: what cannot be read is empty and told.

use crate::Document;
use crate::findings::Findings;
use crate::view::View;
use model::{Answers, Casting, Desk, Facility, Kind, Plan, Publications, RawId, Record};
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
        let (slips, findings) = self.records();
        (Desk { slips }, findings)
    }

    /// What was sent to a client by this moment; empty if the document is another kind.
    pub fn publications(&self) -> (Publications, Findings) {
        let (publications, findings) = self.records();
        (Publications { publications }, findings)
    }

    /// What a client had answered by this moment; empty if the document is another kind.
    pub fn answers(&self) -> (Answers, Findings) {
        let (answers, findings) = self.records();
        (Answers { answers }, findings)
    }

    /// Everything in a document that holds records of one kind.
    fn records<I: From<RawId> + Ord, T: Record>(&self) -> (BTreeMap<I, Arc<T>>, Findings) {
        let mut findings = Findings::default();
        let is_open = self.is_open(&mut findings);
        let records = if is_open { self.all(&mut findings) } else { BTreeMap::new() };
        (records, findings)
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

    /// What was sent to a client.
    pub fn read_publications(&self) -> (Publications, Findings) {
        self.now().publications()
    }

    /// What a client has answered.
    pub fn read_answers(&self) -> (Answers, Findings) {
        self.now().answers()
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
                | Kind::Slip
                | Kind::Publication
                | Kind::Answer => {}
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
                | Kind::Slip
                | Kind::Publication
                | Kind::Answer => {}
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
                | Kind::Slip
                | Kind::Publication
                | Kind::Answer => {}
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
        self.refresh_records(&mut desk.slips, findings, touched);
    }

    /// The same of what was sent to a client.
    pub fn refresh_publications(
        &self,
        publications: &mut Publications,
        findings: &mut Findings,
        touched: &BTreeSet<(Kind, RawId)>,
    ) {
        self.refresh_records(&mut publications.publications, findings, touched);
    }

    /// The same of what a client has answered.
    pub fn refresh_answers(
        &self,
        answers: &mut Answers,
        findings: &mut Findings,
        touched: &BTreeSet<(Kind, RawId)>,
    ) {
        self.refresh_records(&mut answers.answers, findings, touched);
    }

    /// Brings a document that holds records of one kind up to date.
    fn refresh_records<I: From<RawId> + Ord, T: Record>(
        &self,
        records: &mut BTreeMap<I, Arc<T>>,
        findings: &mut Findings,
        touched: &BTreeSet<(Kind, RawId)>,
    ) {
        let Some(view) = self.to_refresh(findings) else {
            (*records, *findings) = self.now().records();
            return;
        };
        for (_, id) in touched.iter().filter(|(kind, _)| *kind == T::KIND) {
            again(&view, records, *id, findings);
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
