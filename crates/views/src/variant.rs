//! Variants of plans, each beside the plan it is of.

use crate::clash::{Message, clash_fields};
use crate::way::Writer;
use crate::{MoveView, Source, WayDelivery, json};
use model::{Choice, Kind, Plan, ProductionId, Subject, Variant, VariantId, VariantState};
use schedule::{Clash, Comparison, Report};
use serde::Serialize;
use units::{Minutes, Money};

/// A variant of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct VariantView {
    /// The variant.
    #[serde(serialize_with = "json::text")]
    pub id: VariantId,
    /// The production.
    #[serde(serialize_with = "json::text")]
    pub production: ProductionId,
    /// Its title.
    pub production_title: String,
    /// What people call it.
    pub name: String,
    /// Where it stands: a word.
    pub state: String,
    /// A short remark.
    pub remark: String,
    /// How many records it has otherwise.
    pub records: usize,
    /// What differs from the plan, for one that can be worked on.
    pub comparison: Option<ComparisonView>,
}

/// What differs between a plan and a variant of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ComparisonView {
    /// Sessions that lie elsewhere, are added or given up.
    pub moved: Vec<MoveView>,
    /// Other records that differ, with the fields that do.
    pub changed: Vec<ChangedView>,
    /// Dates that come on another day.
    pub deliveries: Vec<WayDelivery>,
    /// What the house pays more, or less.
    #[serde(serialize_with = "json::text")]
    pub cost_delta: Money,
    /// What the margin changes by, the quoted price being what it is.
    #[serde(serialize_with = "json::text")]
    pub margin_delta: Money,
    /// Rooms and people of whom nobody has said what an hour costs.
    pub unpriced: usize,
    /// Work outside the hours of the house, more or less.
    #[serde(serialize_with = "json::minutes")]
    pub overtime_minutes: Minutes,
    /// The people to be called, by name.
    pub calls: Vec<String>,
    /// Clashes that are there in the variant alone, in the reader's language.
    pub clashes_added: Vec<String>,
    /// Clashes that are there without it alone.
    pub clashes_solved: Vec<String>,
    /// Where the plan itself has changed since.
    pub overtaken: Vec<ChangedView>,
    /// Changes that this program does not understand; they are left out.
    pub not_understood: usize,
}

/// A record that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChangedView {
    /// Its kind: a word.
    pub kind: &'static str,
    /// The record.
    pub id: String,
    /// Its name, or what it is a session of; empty if it has none.
    pub name: String,
    /// The fields, by their keys; none for a record that was added or deleted.
    pub fields: Vec<String>,
}

/// The variants of the plans, or of one of them, without what they differ in.
pub fn variants(source: &Source<'_>, of: Option<ProductionId>) -> Vec<VariantView> {
    let plans = source.plans.values().filter(|plan| of.is_none_or(|id| plan.production.id == id));
    let mut views: Vec<VariantView> = plans
        .flat_map(|plan| plan.variants.values().map(|variant| view(source, plan, variant)))
        .collect();
    views.sort_by(|a, b| {
        let place = |view: &VariantView| {
            let is_over = view.state != VariantState::Open.key();
            (view.production_title.clone(), is_over, view.name.clone(), view.id)
        };
        place(a).cmp(&place(b))
    });
    views
}

fn view(source: &Source<'_>, plan: &Plan, variant: &Variant) -> VariantView {
    VariantView {
        id: variant.id,
        production: plan.production.id,
        production_title: source.production(plan.production.id),
        name: variant.name.clone(),
        state: variant.state.key().to_owned(),
        remark: variant.remark.clone(),
        records: variant.changes.read().len(),
        comparison: None,
    }
}

/// A variant beside its plan: `source` is the state without it, `within` what it makes of that.
pub fn comparison(
    source: &Source<'_>,
    within: &Source<'_>,
    variant: &Variant,
    overtaken: &[(Subject, Option<String>)],
    message: Message<'_>,
) -> Option<ComparisonView> {
    let plan = source.plans.values().find(|plan| plan.variants.contains_key(&variant.id))?;
    let production = plan.production.id;
    let nothing = model::Casting::default();
    let casting = source.casting.unwrap_or(&nothing);
    let compared = Comparison::new(source.report, within.report, casting, production);
    let writer = Writer { source: within, message };
    Some(ComparisonView {
        moved: compared.moves.iter().map(|it| writer.moved(it)).collect(),
        changed: changed(source, within, plan, variant),
        deliveries: compared.deliveries.iter().map(|it| writer.delivery(it)).collect(),
        cost_delta: compared.cost.known,
        margin_delta: compared.cost.known.negated(),
        unpriced: compared.cost.unpriced,
        overtime_minutes: compared.overtime,
        calls: compared.calls.iter().map(|id| source.person(*id)).collect(),
        clashes_added: told(within, within.report, &compared.bends, message),
        clashes_solved: told(source, source.report, &compared.mends, message),
        overtaken: gathered(within, overtaken),
        not_understood: variant.changes.not_understood(),
    })
}

fn told(
    source: &Source<'_>,
    report: &Report,
    clashes: &[std::sync::Arc<Clash>],
    message: Message<'_>,
) -> Vec<String> {
    let source = Source { report, ..*source };
    let told = clashes.iter();
    told.map(|clash| message(clash.kind.code(), &clash_fields(&source, clash))).collect()
}

/// Records other than sessions that a variant has otherwise, and sessions of which more than the
/// place and time differs.
fn changed(
    source: &Source<'_>,
    within: &Source<'_>,
    plan: &Plan,
    variant: &Variant,
) -> Vec<ChangedView> {
    const PLACE: [&str; 6] = ["start", "end", "room", "people", "window", "days"];
    let records = variant.changes.read().into_iter();
    let views = records.filter_map(|((kind, id), divergence)| {
        let fields = divergence.fields.keys();
        let fields: Vec<String> = match (kind, divergence.presence) {
            (Kind::Booking, Some(_)) => return None,
            (_, Some(_)) => Vec::new(),
            (Kind::Booking, None) => {
                fields.filter(|field| !PLACE.contains(&field.as_str())).cloned().collect()
            }
            (_, None) => fields.cloned().collect(),
        };
        if divergence.presence.is_none() && fields.is_empty() {
            return None;
        }
        let subject = Subject::planned(plan.production.id, kind, id);
        let name = within.name(&subject).or_else(|| source.name(&subject)).unwrap_or_default();
        Some(ChangedView { kind: kind.key(), id: id.to_string(), name, fields })
    });
    views.collect()
}

/// The places in which a plan has changed since, the fields of a record together.
fn gathered(source: &Source<'_>, overtaken: &[(Subject, Option<String>)]) -> Vec<ChangedView> {
    let mut views: Vec<ChangedView> = Vec::new();
    for (subject, field) in overtaken {
        let id = subject.id.to_string();
        if views.last().is_none_or(|last| last.id != id) {
            let name = source.name(subject).unwrap_or_default();
            views.push(ChangedView { kind: subject.kind.key(), id, name, fields: Vec::new() });
        }
        if let Some(last) = views.last_mut() {
            last.fields.extend(field.clone());
        }
    }
    views
}
