//! Working inside a variant: what is shown is the plan as the variant has it, and what is commanded
//! is written into the variant. Which variant a machine is in is its own affair and not kept.

use crate::engine::{Engine, Group};
use crate::expand;
use crate::failure::Failure;
use crate::rules;
use crate::snapshot::Snapshot;
use crate::working::Working;
use model::{
    Change, Command, Edit, FieldValue, Finding, Kind, Plan, ProductionId, Severity, Subject,
    Variant, VariantId, VariantState,
};
use std::sync::Arc;

/// The variant that a snapshot shows.
#[derive(Debug, Clone)]
pub struct InVariant {
    /// The production.
    pub production: ProductionId,
    /// The variant.
    pub variant: Arc<Variant>,
    /// Everything as it is without the variant.
    pub base: Arc<Snapshot>,
    /// Where the plan itself has changed since: the record, and the field if it is about one.
    pub overtaken: Vec<(Subject, Option<String>)>,
    /// Changes in it that this program does not understand; they are left out.
    pub not_understood: usize,
}

/// The variant this machine works in.
pub(crate) struct Inside {
    pub(crate) production: ProductionId,
    pub(crate) variant: VariantId,
    checker: schedule::Checker,
    /// What was last published, if it was made of what is held now.
    pub(crate) shown: Option<Arc<Snapshot>>,
}

impl Engine {
    /// From now on this machine works in a variant, or in the plans themselves.
    ///
    /// # Errors
    /// Refused where there is no such variant that can be worked on.
    pub fn work_in(&mut self, into: Option<(ProductionId, VariantId)>) -> Result<(), Failure> {
        if let Some((production, variant)) = into {
            let plan = self.snapshot.plans.get(&production);
            known(plan.map(AsRef::as_ref), variant)?;
        }
        self.inside = into.map(|(production, variant)| Inside {
            production,
            variant,
            checker: schedule::Checker::new(),
            shown: None,
        });
        self.publish();
        Ok(())
    }

    /// What is to be seen: the newest snapshot, with the variant this machine works in.
    pub fn shown(&self) -> Arc<Snapshot> {
        let shown = self.inside.as_ref().and_then(|inside| inside.shown.as_ref());
        shown.map_or_else(|| self.snapshot(), Arc::clone)
    }

    /// Makes the snapshot of the variant anew. A variant that is gone is left.
    pub(crate) fn show_variant(&mut self) {
        let Some(mut inside) = self.inside.take() else { return };
        let base = self.snapshot();
        inside.shown = base.within(inside.production, inside.variant, &mut inside.checker);
        if inside.shown.is_some() {
            self.inside = Some(inside);
        }
    }

    /// The variant in which a group is to be carried out, if any.
    pub(crate) fn inside_for(&self, group: &Group) -> Option<(ProductionId, VariantId)> {
        let is_beside_variants = |command: &Command| match command {
            // What was worked was worked, whatever the plan would be.
            Command::TakeVariant { .. }
            | Command::HandInSlip { .. }
            | Command::AcceptSlip { .. }
            | Command::Answer { .. } => true,
            Command::Add { subject, .. }
            | Command::Set { subject, .. }
            | Command::Delete { subject }
            | Command::Restore { subject } => {
                // A file beside the plan is there whatever the plan would be.
                matches!(
                    subject.kind,
                    Kind::Variant
                        | Kind::Attachment
                        | Kind::Slip
                        | Kind::AcceptedSlip
                        | Kind::Publication
                        | Kind::Answer
                )
            }
            _ => false,
        };
        let inside = self.inside.as_ref().map(|it| (it.production, it.variant));
        inside.filter(|_| !group.commands.iter().all(is_beside_variants))
    }
}

impl Snapshot {
    /// The same with a variant of a plan in the place of the plan; `None` if there is no such
    /// variant that can be worked on.
    pub fn within(
        self: &Arc<Self>,
        production: ProductionId,
        variant: VariantId,
        checker: &mut schedule::Checker,
    ) -> Option<Arc<Self>> {
        let plan = self.plans.get(&production)?;
        let variant = open(Some(plan), variant)?;
        let branch = plan.branch(&variant);
        let mut shown = (**self).clone();
        shown.plans.insert(production, Arc::new(branch.plan));
        let report = checker.check(&shown.facility, &shown.casting, &shown.plans, shown.now);
        shown.report = Arc::new(report);
        shown.variant = Some(Arc::new(InVariant {
            production,
            variant,
            base: Arc::clone(self),
            overtaken: branch.overtaken,
            not_understood: branch.not_understood,
        }));
        Some(Arc::new(shown))
    }
}

/// A variant of a plan that can be worked on.
fn open(plan: Option<&Plan>, variant: VariantId) -> Option<Arc<Variant>> {
    let variant = plan?.variants.get(&variant)?;
    (variant.state == VariantState::Open).then(|| Arc::clone(variant))
}

/// The same; refused where there is none.
fn known(plan: Option<&Plan>, variant: VariantId) -> Result<Arc<Variant>, Finding> {
    open(plan, variant).ok_or_else(|| Failure::refused("variant-unknown").with("id", variant))
}

/// Puts the plan of a variant in the place of the plan; what it was.
pub(crate) fn enter(
    working: &mut Working,
    (production, variant): (ProductionId, VariantId),
) -> Result<Arc<Plan>, Finding> {
    let plan = Arc::clone(rules::plan(working, production)?);
    let open = known(Some(&plan), variant)?;
    working.plans.insert(production, Arc::new(plan.branch(&open).plan));
    Ok(plan)
}

/// Turns what was done in the plan of a variant into what the variant says otherwise. Only that plan
/// can be changed there: the rest is not the variant's, and would really change.
pub(crate) fn leave(
    working: &mut Working,
    (production, variant): (ProductionId, VariantId),
    plan: Arc<Plan>,
) -> Result<(), Finding> {
    let elsewhere = |edit: &&Edit| {
        edit.subject.scope.production() != Some(production) || !Variant::holds(edit.subject.kind)
    };
    let is_elsewhere = !working.names.is_empty() || !working.new_plans.is_empty();
    if let Some(edit) = working.edits.iter().find(elsewhere) {
        return Err(Failure::about("variant-elsewhere", edit.subject));
    }
    if is_elsewhere {
        return Err(Failure::refused("variant-elsewhere"));
    }
    let after = working.plans.insert(production, Arc::clone(&plan));
    let (Some(mut after), Some(known)) = (after, plan.variants.get(&variant)) else {
        return Ok(());
    };
    for edit in working.edits.drain(..).filter(|edit| edit.change == Change::Restore) {
        // What the variant has deleted comes back as the plan has it.
        let (kind, id) = (edit.subject.kind, edit.subject.id);
        let lacks = after.values_of(kind, id).is_none();
        if let Some(values) = plan.values_of(kind, id).filter(|_| lacks) {
            Arc::make_mut(&mut after).apply(&Edit::add(edit.subject, values));
        }
    }
    let changes = plan.divergences(known, &after);
    if changes != known.changes {
        let values = [("changes".to_owned(), changes.write())].into();
        working.apply(Edit::set(Subject::planned(production, Kind::Variant, variant), values));
    }
    Ok(())
}

/// Writes into a plan what a variant says otherwise.
pub(crate) fn take(
    working: &mut Working,
    production: ProductionId,
    variant: VariantId,
    over: bool,
) -> Result<Vec<Finding>, Finding> {
    let plan = Arc::clone(rules::plan(working, production)?);
    let open = known(Some(&plan), variant)?;
    let (edits, overtaken) = plan.edits_of(&open, over);
    expand::all(working, edits)?;
    let subject = Subject::planned(production, Kind::Variant, variant);
    let taken = [("state".to_owned(), VariantState::Taken.write())].into();
    expand::one(working, Edit::set(subject, taken))?;
    let left_out = !over && !overtaken.is_empty();
    let told = Finding::new(Severity::Warning, "variant-overtaken").with("count", overtaken.len());
    Ok(left_out.then_some(told).into_iter().collect())
}
