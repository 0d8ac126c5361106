//! What an edit must respect to be let in from this machine.
//!
//! These rules keep mistakes out while somebody is there to be told. What merges bring in spite
//! of them is read, shown as a finding, and never refused.

use crate::failure::Failure;
use crate::working::Working;
use model::{
    Change, ClientVerdict, Edit, FieldKind, Finding, Kind, LinkId, Place, Plan, ProductionId,
    RawId, Scope, TaskId, Value, Values,
};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use units::{Currency, Minutes, Money};

/// The longest work of a task: some nine years of eight-hour days. What is longer is a slip of the
/// keyboard, or a unit that was mistaken for another.
const LONGEST_WORK: Minutes = Minutes(1_000_000);

/// The longest session that one slip tells of: a day and a night.
const LONGEST_SESSION: Minutes = Minutes(24 * 60);

/// Fields that say who did something. Whoever is let in can do it before anybody has entered them among
/// the people of the house, and a client never is.
const WHO: [&str; 4] = ["accepted_by", "added_by", "answered_by", "published_by"];

/// The most points that anything can be worth.
const MOST_POINTS: i64 = 10_000;

/// Checks an edit that is about to be taken into the working state.
pub(crate) fn before(working: &Working, edit: &Edit) -> Result<(), Finding> {
    let subject = edit.subject;
    if !subject.is_consistent() {
        return Err(
            Failure::about("record-in-wrong-document", subject).with("kind", subject.kind.key())
        );
    }
    // A deleted production is in no plan here; whether its document is held is seen on writing.
    let back = subject.kind == Kind::Production && edit.change == Change::Restore;
    if let Scope::Plan(production) = subject.scope
        && !working.plans.contains_key(&production)
        && !back
    {
        return Err(Failure::about("unknown-production", subject).with("id", production));
    }
    match &edit.change {
        Change::Add(values) => {
            if working.holds(subject.scope, subject.kind, subject.id) && !is_only(subject.kind) {
                return Err(Failure::about("record-exists", subject).with("id", subject.id));
            }
            references(working, edit, values)
        }
        Change::Set(values) => {
            known(working, edit).and_then(|()| references(working, edit, values))
        }
        Change::Delete if subject.kind == Kind::House => {
            Err(Failure::about("record-not-deletable", subject))
        }
        Change::Delete => known(working, edit),
        Change::Restore => Ok(()),
    }
}

/// Checks the record that an edit has made.
pub(crate) fn after(working: &mut Working, edit: &Edit) -> Result<(), Finding> {
    let Scope::Plan(production) = edit.subject.scope else {
        return match edit.subject.kind {
            Kind::Slip => slip(working, edit),
            Kind::Publication => publication(working, edit),
            Kind::Answer => answer(working, edit),
            Kind::Absence => absence(working, edit),
            Kind::CostRate => cost_rate(working, edit),
            Kind::House => points(edit),
            _ => Ok(()),
        };
    };
    let Some(plan) = working.plans.get(&production) else { return Ok(()) };
    match edit.subject.kind {
        Kind::Task => task(plan, edit),
        Kind::Booking => booking(plan, edit),
        Kind::Link => link(working, production, edit),
        Kind::AcceptedSlip => accepted_slip(plan, edit),
        Kind::House
        | Kind::Room
        | Kind::Equipment
        | Kind::Person
        | Kind::Absence
        | Kind::HolidayZone
        | Kind::Affinity
        | Kind::CostRate
        | Kind::Production
        | Kind::Episode
        | Kind::Baseline
        | Kind::Variant
        | Kind::Attachment
        | Kind::Slip
        | Kind::Publication
        | Kind::Answer => Ok(()),
    }
}

/// Records of which a document has exactly one.
fn is_only(kind: Kind) -> bool {
    matches!(kind, Kind::House | Kind::Production)
}

fn known(working: &Working, edit: &Edit) -> Result<(), Finding> {
    let subject = edit.subject;
    if working.holds(subject.scope, subject.kind, subject.id) {
        Ok(())
    } else {
        Err(Failure::about("unknown-record", subject)
            .with("kind", subject.kind.key())
            .with("id", subject.id))
    }
}

/// Every record named by a value must be there. (A challenging booking may be of another
/// production, whose plan this machine need not hold.)
fn references(working: &Working, edit: &Edit, values: &Values) -> Result<(), Finding> {
    let scope = scope_of_names(working, edit, values);
    for (key, value) in values {
        let Some(field) = edit.subject.kind.field(key) else { continue };
        let (FieldKind::Reference(kind) | FieldKind::References(kind)) = field.kind else {
            continue;
        };
        if kind == Kind::Booking || WHO.contains(&field.key) {
            continue;
        }
        let named: Vec<&String> = match value {
            Value::Text(id) => vec![id],
            Value::Set(ids) => ids.iter().collect(),
            Value::Nothing | Value::Integer(_) | Value::Flag(_) | Value::Map(_) => Vec::new(),
        };
        for text in named {
            // Text that is no identifier is refused by `replica`, which knows the field's form.
            let Ok(id) = text.parse::<RawId>() else { continue };
            if !working.holds(scope, kind, id) {
                let finding = Failure::about("unknown-reference", edit.subject);
                return Err(finding
                    .with("field", field.key)
                    .with("kind", kind.key())
                    .with("id", id));
            }
        }
    }
    Ok(())
}

/// Where the records stand that values name: a slip names tasks and sessions of its production.
fn scope_of_names(working: &Working, edit: &Edit, values: &Values) -> Scope {
    let Scope::Desk(person) = edit.subject.scope else { return edit.subject.scope };
    let said = match values.get("production") {
        Some(Value::Text(id)) => id.parse().ok(),
        _ => None,
    };
    let desk = working.desks.get(&person);
    let before = || desk.and_then(|desk| desk.slips.get(&edit.subject.id.into()))?.production;
    said.or_else(before).map_or(edit.subject.scope, Scope::Plan)
}

/// What was accepted is not changed any more where that is known; of what is written, times must be
/// possible.
fn slip(working: &Working, edit: &Edit) -> Result<(), Finding> {
    let Scope::Desk(person) = edit.subject.scope else { return Ok(()) };
    let id = edit.subject.id.into();
    let accepted = working.plans.values().find_map(|plan| plan.accepted(id));
    if let Some(accepted) = accepted {
        let at = accepted.accepted.map(units::format_date_time).unwrap_or_default();
        return Err(Failure::about("slip-frozen", edit.subject).with("at", at));
    }
    let Some(slip) = working.desks.get(&person).and_then(|desk| desk.slips.get(&id)) else {
        return Ok(());
    };
    hours(edit, slip.start.zip(slip.end), [slip.breaks, slip.waiting], slip.remaining)
}

fn accepted_slip(plan: &Plan, edit: &Edit) -> Result<(), Finding> {
    let Some(slip) = plan.accepted_slips.get(&edit.subject.id.into()) else { return Ok(()) };
    hours(edit, slip.start.zip(slip.end), [slip.breaks, slip.waiting], slip.remaining)
}

/// Hours that can have been: an end after the start, on the next day at most, breaks and waiting
/// within.
fn hours(
    edit: &Edit,
    ends: Option<(units::NaiveDateTime, units::NaiveDateTime)>,
    within: [Minutes; 2],
    remaining: Option<Minutes>,
) -> Result<(), Finding> {
    ordered(edit, ends)?;
    if within.into_iter().chain(remaining).any(Minutes::is_negative) {
        return Err(Failure::about("slip-negative", edit.subject));
    }
    if remaining.is_some_and(|remaining| remaining > LONGEST_WORK) {
        let finding = Failure::about("slip-remaining-too-long", edit.subject);
        return Err(finding.with("limit", LONGEST_WORK.0));
    }
    let span = ends.map(|(start, end)| (end - start).num_minutes());
    let [breaks, waiting] = within;
    match span {
        Some(span) if span > LONGEST_SESSION.0 => {
            let finding = Failure::about("slip-too-long", edit.subject);
            Err(finding.with("limit", LONGEST_SESSION.0 / 60))
        }
        Some(span) if breaks.0.saturating_add(waiting.0) > span => {
            Err(Failure::about("slip-without-work", edit.subject))
        }
        Some(_) | None => Ok(()),
    }
}

fn absence(working: &Working, edit: &Edit) -> Result<(), Finding> {
    let found = working.facility.absences.get(&edit.subject.id.into());
    ordered(edit, found.and_then(|absence| absence.start.zip(absence.end)))
}

/// What disturbing people is worth is never less than nothing, nor beyond any reason: sums of it are
/// compared.
fn points(edit: &Edit) -> Result<(), Finding> {
    let (Change::Add(values) | Change::Set(values)) = &edit.change else { return Ok(()) };
    let out = values.iter().find(|(key, value)| {
        let Value::Integer(points) = value else { return false };
        key.starts_with("points_") && !(0..=MOST_POINTS).contains(points)
    });
    match out {
        Some((field, _)) => {
            let finding = Failure::about("points-out-of-range", edit.subject);
            Err(finding.with("field", field).with("limit", MOST_POINTS))
        }
        None => Ok(()),
    }
}

/// A rate is of one person or one room, in euros for now, and never less than nothing.
fn cost_rate(working: &Working, edit: &Edit) -> Result<(), Finding> {
    let found = working.casting.cost_rates.get(&edit.subject.id.into());
    let Some(rate) = found else { return Ok(()) };
    if rate.person.is_some() == rate.room.is_some() {
        return Err(Failure::about("rate-of-one", edit.subject));
    }
    rate.hourly.map_or(Ok(()), |hourly| amount(edit, hourly))
}

/// An amount is in euros for now, and never less than nothing.
fn amount(edit: &Edit, amount: Money) -> Result<(), Finding> {
    if amount.currency() != Currency::EUR {
        let finding = Failure::about("money-in-euros", edit.subject);
        return Err(finding.with("currency", amount.currency()));
    }
    if amount.is_negative() {
        return Err(Failure::about("negative-amount", edit.subject).with("amount", amount));
    }
    Ok(())
}

/// What was sent is never changed: the client may have answered to it. Another one is sent.
fn publication(working: &Working, edit: &Edit) -> Result<(), Finding> {
    if matches!(edit.change, Change::Set(_)) {
        return Err(Failure::about("publication-frozen", edit.subject));
    }
    let sent = edit.subject.scope.production().and_then(|id| working.publications.get(&id));
    let sent = sent.and_then(|sent| sent.publications.get(&edit.subject.id.into()));
    sent.and_then(|sent| sent.price).map_or(Ok(()), |price| amount(edit, price))
}

/// What was answered is never changed: coordination may have gone by it. Another answer is given.
fn answer(working: &Working, edit: &Edit) -> Result<(), Finding> {
    if matches!(edit.change, Change::Set(_)) {
        return Err(Failure::about("answer-frozen", edit.subject));
    }
    let said = edit.subject.scope.production().and_then(|id| working.answers.get(&id));
    let said = said.and_then(|said| said.answers.get(&edit.subject.id.into()));
    match said {
        Some(said) if said.verdict == ClientVerdict::Remark && said.remark.is_empty() => {
            Err(Failure::about("answer-empty", edit.subject))
        }
        Some(said) if said.verdict != ClientVerdict::Remark && said.signed.is_empty() => {
            Err(Failure::about("answer-unsigned", edit.subject))
        }
        Some(_) | None => Ok(()),
    }
}

fn booking(plan: &Plan, edit: &Edit) -> Result<(), Finding> {
    let found = plan.bookings.get(&edit.subject.id.into());
    ordered(edit, found.and_then(|booking| booking.start.zip(booking.end)))
}

fn ordered(
    edit: &Edit,
    ends: Option<(units::NaiveDateTime, units::NaiveDateTime)>,
) -> Result<(), Finding> {
    match ends {
        Some((start, end)) if end <= start => Err(Failure::about("end-before-start", edit.subject)
            .with("start", units::format_date_time(start))
            .with("end", units::format_date_time(end))),
        Some(_) | None => Ok(()),
    }
}

fn task(plan: &Plan, edit: &Edit) -> Result<(), Finding> {
    let Some(task) = plan.tasks.get(&edit.subject.id.into()) else { return Ok(()) };
    let negative = task.work.is_negative() || task.remaining.is_some_and(Minutes::is_negative);
    if negative {
        return Err(Failure::about("negative-duration", edit.subject).with("name", &task.name));
    }
    if task.work.max(task.open_work()) > LONGEST_WORK {
        let finding = Failure::about("duration-too-long", edit.subject).with("name", &task.name);
        return Err(finding.with("limit", LONGEST_WORK.0));
    }
    let mut above = task.parent;
    let mut seen = BTreeSet::from([task.id]);
    while let Some(parent) = above {
        if !seen.insert(parent) {
            return Err(Failure::about("group-in-itself", edit.subject).with("name", &task.name));
        }
        above = plan.tasks.get(&parent).and_then(|task| task.parent);
    }
    Ok(())
}

fn link(working: &mut Working, production: ProductionId, edit: &Edit) -> Result<(), Finding> {
    let id: LinkId = edit.subject.id.into();
    let Some(link) = working.plans.get(&production).and_then(|plan| plan.links.get(&id)).cloned()
    else {
        working.successors.remove(&production);
        return Ok(());
    };
    let (Some(from), Some(to)) = (link.from, link.to) else {
        return Err(Failure::about("link-without-ends", edit.subject));
    };
    let plan = working.plans.get(&production);
    if plan.is_some_and(|plan| stands_in(plan, from, to) || stands_in(plan, to, from)) {
        // A group waits for its tasks, and they for what holds it back.
        return Err(Failure::about("link-within-group", edit.subject));
    }
    if !matches!(edit.change, Change::Add(_)) {
        // Its ends may have moved: the table is made again when it is next asked for.
        working.successors.remove(&production);
    }
    let successors = working.successors_of(production);
    if from == to || reaches(successors, to, from) {
        let name = |task: TaskId| {
            let named = working
                .plans
                .get(&production)
                .and_then(|plan| plan.tasks.get(&task))
                .map(|task| task.name.clone());
            named.unwrap_or_else(|| task.to_string())
        };
        return Err(Failure::about("link-cycle", edit.subject)
            .with("from", name(from))
            .with("to", name(to)));
    }
    working.successors_of(production).entry(from).or_default().push(to);
    Ok(())
}

/// Does a task stand in a group, or in a group within it?
fn stands_in(plan: &Plan, task: TaskId, group: TaskId) -> bool {
    let mut above = plan.tasks.get(&task).and_then(|task| task.parent);
    let mut seen = BTreeSet::new();
    while let Some(parent) = above.filter(|parent| seen.insert(*parent)) {
        if parent == group {
            return true;
        }
        above = plan.tasks.get(&parent).and_then(|task| task.parent);
    }
    false
}

/// Can one get from a task to another along the dependencies?
fn reaches(successors: &BTreeMap<TaskId, Vec<TaskId>>, from: TaskId, target: TaskId) -> bool {
    let mut open = vec![from];
    let mut seen = BTreeSet::new();
    while let Some(task) = open.pop() {
        if task == target {
            return true;
        }
        if seen.insert(task) {
            open.extend(successors.get(&task).into_iter().flatten());
        }
    }
    false
}

/// A production that is asked for must be there.
pub(crate) fn plan(working: &Working, production: ProductionId) -> Result<&Arc<Plan>, Finding> {
    working.plans.get(&production).ok_or_else(|| {
        Failure::refused("unknown-production").with("id", production).at(Place::default())
    })
}
