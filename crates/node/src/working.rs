//! The state a group of commands is worked out on: the last snapshot, and what the earlier
//! commands of the group make of it. Nothing here is written.

use crate::snapshot::Snapshot;
use model::{
    Answers, Casting, Change, Desk, Directory, DirectoryEntry, DocumentId, Edit, Facility, Kind,
    PersonId, Plan, ProductionId, Publications, RawId, Scope, TaskId,
};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What a group has come to so far.
#[derive(Debug)]
pub(crate) struct Working {
    pub(crate) facility: Arc<Facility>,
    pub(crate) casting: Arc<Casting>,
    pub(crate) plans: BTreeMap<ProductionId, Arc<Plan>>,
    pub(crate) desks: BTreeMap<PersonId, Arc<Desk>>,
    pub(crate) publications: BTreeMap<ProductionId, Arc<Publications>>,
    pub(crate) answers: BTreeMap<ProductionId, Arc<Answers>>,
    pub(crate) directory: Arc<Directory>,
    /// Edits in the order they were asked for.
    pub(crate) edits: Vec<Edit>,
    /// The documents of this machine, those of deleted productions included.
    pub(crate) documents: BTreeMap<Scope, DocumentId>,
    /// Productions that come to be, with their plan documents.
    pub(crate) new_plans: Vec<(ProductionId, DocumentId)>,
    /// Names set.
    pub(crate) names: Vec<(PersonId, DirectoryEntry)>,
    /// Tasks that follow each task, for plans in which links were looked at.
    pub(crate) successors: BTreeMap<ProductionId, BTreeMap<TaskId, Vec<TaskId>>>,
}

impl Working {
    /// The start of a group.
    pub(crate) fn on(snapshot: &Snapshot, documents: BTreeMap<Scope, DocumentId>) -> Self {
        Self {
            documents,
            facility: Arc::clone(&snapshot.facility),
            casting: Arc::clone(&snapshot.casting),
            plans: snapshot.plans.clone(),
            desks: snapshot.desks.clone(),
            publications: snapshot.publications.clone(),
            answers: snapshot.answers.clone(),
            directory: Arc::clone(&snapshot.directory),
            edits: Vec::new(),
            new_plans: Vec::new(),
            names: Vec::new(),
            successors: BTreeMap::new(),
        }
    }

    /// Tasks that follow each task along the dependencies of a plan, last edit excluded.
    pub(crate) fn successors_of(
        &mut self,
        production: ProductionId,
    ) -> &mut BTreeMap<TaskId, Vec<TaskId>> {
        let plan = self.plans.get(&production);
        self.successors.entry(production).or_insert_with(|| {
            let last = self.edits.last().map(|edit| edit.subject.id);
            let mut table: BTreeMap<TaskId, Vec<TaskId>> = BTreeMap::new();
            for link in plan.iter().flat_map(|plan| plan.links.values()) {
                if let (Some(from), Some(to)) = (link.from, link.to)
                    && Some(link.id.0) != last
                {
                    table.entry(from).or_default().push(to);
                }
            }
            table
        })
    }

    /// Takes an edit in.
    pub(crate) fn apply(&mut self, edit: Edit) {
        match edit.subject.scope {
            Scope::Facility => Arc::make_mut(&mut self.facility).apply(&edit),
            Scope::Casting => Arc::make_mut(&mut self.casting).apply(&edit),
            Scope::Plan(production) => {
                if let Some(plan) = self.plans.get_mut(&production) {
                    Arc::make_mut(plan).apply(&edit);
                }
            }
            Scope::Desk(person) => {
                Arc::make_mut(self.desks.entry(person).or_default()).apply(&edit);
            }
            Scope::Publications(production) => {
                Arc::make_mut(self.publications.entry(production).or_default()).apply(&edit);
            }
            Scope::Answers(production) => {
                Arc::make_mut(self.answers.entry(production).or_default()).apply(&edit);
            }
        }
        self.edits.push(edit);
    }

    /// Takes back additions, the last first, until so many edits are left.
    pub(crate) fn take_back(&mut self, left: usize) {
        while self.edits.len() > left
            && let Some(edit) = self.edits.pop()
        {
            self.apply(Edit { subject: edit.subject, change: Change::Delete });
            self.edits.pop();
        }
    }

    /// A production comes to be.
    pub(crate) fn found_plan(&mut self, production: ProductionId, document: DocumentId) {
        self.plans.insert(production, Arc::new(Plan::new(production)));
        self.documents.insert(Scope::Plan(production), document);
        self.new_plans.push((production, document));
    }

    /// A person gets a name.
    pub(crate) fn name(&mut self, person: PersonId, entry: DirectoryEntry) {
        Arc::make_mut(&mut self.directory).entries.insert(person, entry.clone());
        self.names.push((person, entry));
    }

    /// Is there such a record, in the facility or in that plan?
    pub(crate) fn holds(&self, scope: Scope, kind: Kind, id: RawId) -> bool {
        let plan = scope.production().and_then(|production| self.plans.get(&production));
        match kind {
            Kind::House => RawId::from(self.facility.house.id) == id,
            Kind::Room => self.facility.rooms.contains_key(&id.into()),
            Kind::Equipment => self.facility.equipment.contains_key(&id.into()),
            Kind::Person => self.facility.people.contains_key(&id.into()),
            Kind::Absence => self.facility.absences.contains_key(&id.into()),
            Kind::HolidayZone => self.facility.holiday_zones.contains_key(&id.into()),
            Kind::Affinity => self.casting.affinities.contains_key(&id.into()),
            Kind::CostRate => self.casting.cost_rates.contains_key(&id.into()),
            Kind::Production => self.plans.contains_key(&id.into()),
            Kind::Episode => plan.is_some_and(|plan| plan.episodes.contains_key(&id.into())),
            Kind::Task => plan.is_some_and(|plan| plan.tasks.contains_key(&id.into())),
            Kind::Link => plan.is_some_and(|plan| plan.links.contains_key(&id.into())),
            Kind::Booking => plan.is_some_and(|plan| plan.bookings.contains_key(&id.into())),
            Kind::Baseline => plan.is_some_and(|plan| plan.baselines.contains_key(&id.into())),
            Kind::Attachment => plan.is_some_and(|plan| plan.attachments.contains_key(&id.into())),
            Kind::Variant => plan.is_some_and(|plan| plan.variants.contains_key(&id.into())),
            Kind::AcceptedSlip => {
                plan.is_some_and(|plan| plan.accepted_slips.contains_key(&id.into()))
            }
            Kind::Slip => {
                let is_there = |desk: &Arc<Desk>| desk.slips.contains_key(&id.into());
                match scope.person() {
                    Some(person) => self.desks.get(&person).is_some_and(is_there),
                    None => self.desks.values().any(is_there),
                }
            }
            Kind::Publication => {
                let sent = scope.production().and_then(|id| self.publications.get(&id));
                sent.is_some_and(|sent| sent.publications.contains_key(&id.into()))
            }
            Kind::Answer => {
                let said = scope.production().and_then(|id| self.answers.get(&id));
                said.is_some_and(|said| said.answers.contains_key(&id.into()))
            }
        }
    }
}
