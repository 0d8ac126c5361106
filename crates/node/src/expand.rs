//! From what is meant to what is written: a command becomes edits of records.

use crate::failure::Failure;
use crate::publications;
use crate::rules;
use crate::slips;
use crate::tasks;
use crate::variants;
use crate::working::Working;
use model::{
    Anchor, BaselineId, Booking, BookingId, BookingVerb, Command, DirectoryEntry, DocumentId, Edit,
    FieldValue, Finding, Kind, PersonId, ProductionId, RawId, Record, Scope, Subject, Transition,
    Values,
};
use std::sync::Arc;
use units::{MAX_NAME_CHARS, NaiveDateTime, Tick, clean_name};

/// What a command needs beside the working state.
pub(crate) struct Means<'a> {
    /// Makes identifiers.
    pub(crate) new_id: &'a mut dyn FnMut() -> RawId,
    /// The language in which a template names its steps.
    pub(crate) language: &'static str,
    /// The moment of the group.
    pub(crate) now: Tick,
    /// Who sits at this machine.
    pub(crate) person: PersonId,
    /// Computes dates for what needs them.
    pub(crate) checker: &'a mut schedule::Checker,
}

impl Means<'_> {
    /// Dates as the group has made them so far.
    pub(crate) fn report(&mut self, working: &Working) -> schedule::Report {
        self.checker.check(&working.facility, &working.casting, &working.plans, self.now)
    }
}

/// Takes a command into the working state, as edits; nothing is written yet.
/// Findings are remarks about what was done. A refusal leaves the working state half changed:
/// the group is dropped with it, or the command alone if its edits are taken back.
pub(crate) fn take(
    working: &mut Working,
    command: &Command,
    means: &mut Means<'_>,
) -> Result<Vec<Finding>, Finding> {
    match command {
        Command::Add { subject, values } if subject.kind == Kind::AcceptedSlip => {
            slips::record(working, Edit::add(*subject, values.clone()), means)
        }
        Command::Set { subject, values } if subject.kind == Kind::AcceptedSlip => {
            slips::record(working, Edit::set(*subject, values.clone()), means)
        }
        Command::Add { subject, values } => add(working, *subject, values.clone()),
        Command::Set { subject, values } => one(working, Edit::set(*subject, values.clone())),
        Command::Delete { subject } if subject.kind == Kind::Task => {
            tasks::delete(working, *subject)
        }
        Command::Delete { subject } if subject.kind == Kind::AcceptedSlip => {
            slips::reopen(working, *subject)
        }
        Command::Delete { subject } => {
            one(working, Edit { subject: *subject, change: model::Change::Delete })
        }
        Command::Restore { subject } => {
            one(working, Edit { subject: *subject, change: model::Change::Restore })
        }
        Command::CreateProduction { production, document, values } => {
            create(working, *production, *document, values)
        }
        Command::ApplyTemplate { production, template, anchor } => {
            apply_template(working, *production, template, *anchor, means)
        }
        Command::MoveBooking { production, booking, start } => {
            move_booking(working, *production, *booking, *start)
        }
        Command::SplitBooking { production, booking, at, rest } => {
            split_booking(working, *production, *booking, *at, *rest)
        }
        Command::CopyBooking { production, booking, copy, start } => {
            copy_booking(working, *production, *booking, *copy, *start)
        }
        Command::ChangeBooking { production, booking, verb } => {
            change_booking(working, *production, *booking, verb)
        }
        Command::PlaceTask { production, task, booking, room, people, start } => {
            let session = tasks::Session { booking: *booking, room: *room, people, start: *start };
            tasks::place(working, *production, *task, &session, means)
        }
        Command::MoveTask { production, task, start } => {
            tasks::shift(working, *production, *task, *start, means)
        }
        Command::TakeBaseline { production, baseline, name } => {
            take_baseline(working, *production, *baseline, name, means)
        }
        Command::TakeVariant { production, variant, over } => {
            variants::take(working, *production, *variant, *over)
        }
        Command::HandInSlip { person, slip } => slips::hand_in(working, *person, *slip, means),
        Command::AcceptSlip { person, slip, accepted } => {
            slips::accept(working, *person, *slip, *accepted, means)
        }
        Command::Publish { production, publication, name, remark, detail, price, agreement } => {
            let sending = publications::Sending {
                name,
                remark,
                detail,
                price: *price,
                agreement: *agreement,
            };
            publications::publish(working, *production, *publication, &sending, means)
        }
        Command::Answer { production, publication, answer, verdict, signed, remark } => {
            let saying = publications::Saying { verdict, signed, remark };
            publications::answer(working, (*production, *publication), *answer, &saying, means)
        }
        Command::NamePerson { person, entry } => name_person(working, *person, entry),
    }
}

/// Checks an edit, takes it in, checks what it made.
pub(crate) fn one(working: &mut Working, edit: Edit) -> Result<Vec<Finding>, Finding> {
    rules::before(working, &edit)?;
    working.apply(edit.clone());
    rules::after(working, &edit)?;
    Ok(Vec::new())
}

pub(crate) fn all(working: &mut Working, edits: Vec<Edit>) -> Result<Vec<Finding>, Finding> {
    for edit in edits {
        one(working, edit)?;
    }
    Ok(Vec::new())
}

fn add(working: &mut Working, subject: Subject, values: Values) -> Result<Vec<Finding>, Finding> {
    one(working, Edit::add(subject, values))
}

/// Adds a record; fields it leaves empty are not written.
pub(crate) fn add_record(
    working: &mut Working,
    subject: Subject,
    record: &impl Record,
) -> Result<Vec<Finding>, Finding> {
    add(working, subject, record.filled_values())
}

fn create(
    working: &mut Working,
    production: ProductionId,
    document: DocumentId,
    values: &Values,
) -> Result<Vec<Finding>, Finding> {
    if working.plans.contains_key(&production) {
        return Err(Failure::refused("record-exists").with("id", production));
    }
    if working.documents.contains_key(&Scope::Plan(production)) {
        // Its plan would come back with it, which nobody asked for.
        return Err(Failure::refused("production-deleted").with("id", production));
    }
    if working.documents.values().any(|known| *known == document) {
        return Err(Failure::refused("record-exists").with("id", document));
    }
    working.found_plan(production, document);
    // The record is born with its document, empty.
    one(
        working,
        Edit::set(Subject::planned(production, Kind::Production, production), values.clone()),
    )
}

fn apply_template(
    working: &mut Working,
    production: ProductionId,
    template: &str,
    anchor: Anchor,
    means: &mut Means<'_>,
) -> Result<Vec<Finding>, Finding> {
    let plan = Arc::clone(rules::plan(working, production)?);
    let found = schedule::template(template).ok_or_else(|| {
        let known = schedule::templates()
            .iter()
            .map(|template| template.key.as_str())
            .collect::<Vec<_>>()
            .join(", ");
        Failure::refused("unknown-template").with("template", template).with("known", known)
    })?;
    let layout =
        schedule::lay_out(found, &plan, &working.facility, anchor, means.language, means.new_id)?;
    all(working, layout.edits)?;
    Ok(layout.findings)
}

/// The booking that is asked for.
fn booking(
    working: &Working,
    production: ProductionId,
    booking: BookingId,
) -> Result<Arc<Booking>, Finding> {
    let subject = Subject::planned(production, Kind::Booking, booking);
    let found = rules::plan(working, production)?.bookings.get(&booking);
    found.cloned().ok_or_else(|| {
        Failure::about("unknown-record", subject)
            .with("kind", Kind::Booking.key())
            .with("id", booking)
    })
}

fn moments(start: NaiveDateTime, end: NaiveDateTime) -> Values {
    [("start".to_owned(), start.write()), ("end".to_owned(), end.write())].into()
}

/// Both ends of a booking, or a refusal that says it has none.
fn ends(subject: Subject, booking: &Booking) -> Result<(NaiveDateTime, NaiveDateTime), Finding> {
    booking.start.zip(booking.end).ok_or_else(|| Failure::about("booking-without-dates", subject))
}

fn move_booking(
    working: &mut Working,
    production: ProductionId,
    id: BookingId,
    start: NaiveDateTime,
) -> Result<Vec<Finding>, Finding> {
    let subject = Subject::planned(production, Kind::Booking, id);
    let booking = booking(working, production, id)?;
    if booking.pinned {
        return Err(Failure::about("booking-pinned", subject));
    }
    let (old_start, old_end) = ends(subject, &booking)?;
    let end = start.checked_add_signed(old_end - old_start).unwrap_or(start);
    one(working, Edit::set(subject, moments(start, end)))
}

fn split_booking(
    working: &mut Working,
    production: ProductionId,
    id: BookingId,
    at: NaiveDateTime,
    rest: BookingId,
) -> Result<Vec<Finding>, Finding> {
    let subject = Subject::planned(production, Kind::Booking, id);
    let booking = booking(working, production, id)?;
    let (start, end) = ends(subject, &booking)?;
    if at <= start || at >= end {
        let finding =
            Failure::about("split-outside", subject).with("at", units::format_date_time(at));
        return Err(finding
            .with("start", units::format_date_time(start))
            .with("end", units::format_date_time(end)));
    }
    let second = Booking { start: Some(at), end: Some(end), ..Booking::clone(&booking) };
    one(working, Edit::set(subject, moments(start, at)))?;
    add_record(working, Subject::planned(production, Kind::Booking, rest), &second)
}

fn copy_booking(
    working: &mut Working,
    production: ProductionId,
    id: BookingId,
    copy: BookingId,
    start: NaiveDateTime,
) -> Result<Vec<Finding>, Finding> {
    let booking = booking(working, production, id)?;
    ends(Subject::planned(production, Kind::Booking, id), &booking)?;
    let subject = Subject::planned(production, Kind::Booking, copy);
    add_record(working, subject, &booking.copied(copy, start))
}

fn change_booking(
    working: &mut Working,
    production: ProductionId,
    id: BookingId,
    verb: &BookingVerb,
) -> Result<Vec<Finding>, Finding> {
    let subject = Subject::planned(production, Kind::Booking, id);
    let booking = booking(working, production, id)?;
    match verb.on(&booking.state) {
        Transition::To(values) => one(working, Edit::set(subject, values)),
        Transition::Refused { state, verb } => {
            let state = model::Choice::key(&state).to_owned();
            Err(Failure::about("booking-verb-refused", subject)
                .with("verb", verb)
                .with("state", state))
        }
    }
}

fn take_baseline(
    working: &mut Working,
    production: ProductionId,
    baseline: BaselineId,
    name: &str,
    means: &mut Means<'_>,
) -> Result<Vec<Finding>, Finding> {
    let plan = Arc::clone(rules::plan(working, production)?);
    let report = means.report(working);
    let zone = working.facility.house.zone;
    let tasks = report
        .plan(production)
        .map(|dates| schedule::baseline_tasks(&plan, dates, report.time()))
        .unwrap_or_default();
    let mut record = model::Baseline::new(baseline);
    record.number = plan.baselines.values().map(|baseline| baseline.number + 1).max().unwrap_or(0);
    record.name = clean_name(name);
    record.taken = Some(zone.civil(means.now));
    record.tasks = tasks;
    add(working, Subject::planned(production, Kind::Baseline, baseline), record.to_values())
}

fn name_person(
    working: &mut Working,
    person: PersonId,
    entry: &DirectoryEntry,
) -> Result<Vec<Finding>, Finding> {
    let subject = Subject::shared(Kind::Person, person);
    if !working.holds(Scope::Facility, Kind::Person, person.into()) {
        return Err(Failure::about("unknown-record", subject)
            .with("kind", Kind::Person.key())
            .with("id", person));
    }
    let entry = DirectoryEntry {
        name: clean_name(&entry.name),
        mail: clean_name(&entry.mail),
        telephone: clean_name(&entry.telephone),
    };
    if [&entry.name, &entry.mail, &entry.telephone]
        .iter()
        .any(|text| text.chars().count() > MAX_NAME_CHARS)
    {
        return Err(Failure::about("name-too-long", subject).with("limit", MAX_NAME_CHARS));
    }
    working.name(person, entry);
    Ok(Vec::new())
}
