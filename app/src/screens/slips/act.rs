//! What is done to slips, as commands.

use crate::desktop::{Asks, Scene};
use crate::peers;
use model::{
    AcceptedSlip, AcceptedSlipId, Command, FieldValue, Kind, PersonId, Record, Slip, SlipId,
    Subject, Task, Value, Values,
};
use node::Group;
use units::{Minutes, NaiveDate};
use views::{SlipState, SlipView};

/// May whoever sits here accept slips?
pub(super) fn may_accept(scene: &Scene<'_>) -> bool {
    peers::may_accept_slips(scene.snapshot)
}

/// Enter on a line: what it wants of the reader. True if the next may be looked at.
pub(super) fn enter(scene: &Scene<'_>, view: &SlipView, asks: &mut Asks) -> bool {
    if scene.is_read_only() {
        return false;
    }
    match (view.state, view.id) {
        (SlipState::HandedIn, Some(slip)) if may_accept(scene) => {
            accept(scene, view.person, slip, asks);
            true
        }
        (SlipState::Missing | SlipState::Ahead, None) if view.person == scene.person => {
            fill(scene, view, asks);
            false
        }
        (SlipState::Missing, None) if may_accept(scene) => {
            record(scene, view, asks);
            true
        }
        (SlipState::Draft, Some(slip)) if view.person == scene.person => {
            hand_in(view.person, slip, asks);
            true
        }
        _ => false,
    }
}

/// Coordination accepts a slip.
pub(super) fn accept(scene: &Scene<'_>, person: PersonId, slip: SlipId, asks: &mut Asks) {
    let accepted = AcceptedSlipId(scene.new_id());
    asks.submit(Group::one(Command::AcceptSlip { person, slip, accepted }));
}

/// Whose slip it is hands it in.
pub(super) fn hand_in(person: PersonId, slip: SlipId, asks: &mut Asks) {
    asks.submit(Group::one(Command::HandInSlip { person, slip }));
}

/// A slip that was handed in and not accepted is a draft again.
pub(super) fn take_back(person: PersonId, slip: SlipId, asks: &mut Asks) {
    let values = Values::from([("handed_in".to_owned(), Value::Nothing)]);
    asks.command(Command::Set { subject: Subject::at_desk(person, Kind::Slip, slip), values });
}

/// What was accepted of a slip is taken back, so that it can be changed.
pub(super) fn reopen(scene: &Scene<'_>, view: &SlipView, asks: &mut Asks) {
    let commands: Vec<Command> =
        accepted(scene, view).map(|subject| Command::Delete { subject }).collect();
    asks.submit(Group { commands, label: "reopen_slip".to_owned(), ..Group::default() });
}

/// What was accepted stays, whatever the slip says now.
pub(super) fn keep(scene: &Scene<'_>, view: &SlipView, asks: &mut Asks) {
    let Some((slip, production)) = slip_of(scene, view).zip(view.production) else { return };
    let plan = scene.snapshot.plans.get(&production);
    let Some(accepted) = plan.and_then(|plan| plan.accepted(slip.id)) else { return };
    let values = Values::from([("kept_over".to_owned(), Value::Text(slip.said(accepted)))]);
    let subject = Subject::planned(production, Kind::AcceptedSlip, accepted.id);
    let commands = vec![Command::Set { subject, values }];
    asks.submit(Group { commands, label: "keep_accepted_slip".to_owned(), ..Group::default() });
}

/// The records that accept a slip.
fn accepted<'a>(scene: &'a Scene<'_>, view: &'a SlipView) -> impl Iterator<Item = Subject> + 'a {
    let plan = view.production.and_then(|id| scene.snapshot.plans.get(&id));
    let all = plan.into_iter().flat_map(|plan| plan.accepted_slips.values());
    let of = all.filter(|accepted| {
        Some(accepted.id) == view.accepted || accepted.slip.is_some() && accepted.slip == view.id
    });
    let production = view.production.unwrap_or_default();
    of.map(move |accepted| Subject::planned(production, Kind::AcceptedSlip, accepted.id))
}

/// The task of a line.
pub(super) fn task_of<'a>(scene: &'a Scene<'_>, view: &SlipView) -> Option<&'a Task> {
    let plan = scene.snapshot.plans.get(&view.production?)?;
    plan.tasks.get(&view.task?).map(AsRef::as_ref)
}

/// The slip of a line.
pub(super) fn slip_of<'a>(scene: &'a Scene<'_>, view: &SlipView) -> Option<&'a Slip> {
    let desk = scene.snapshot.desks.get(&view.person)?;
    desk.slips.get(&view.id?).map(AsRef::as_ref)
}

/// A slip of a session, filled in as it was planned.
pub(super) fn fill(scene: &Scene<'_>, view: &SlipView, asks: &mut Asks) {
    add(scene, &as_planned(scene, view), asks);
}

fn as_planned(scene: &Scene<'_>, view: &SlipView) -> Slip {
    let mut slip = Slip::new(SlipId(scene.new_id()));
    slip.production = view.production;
    slip.task = view.task;
    slip.booking = view.booking;
    slip.room = view.room;
    slip.day = view.day;
    slip.function = function(scene, view.person, task_of(scene, view));
    if let Some(planned) = view.planned {
        slip.start = Some(planned.start.at);
        slip.end = Some(planned.end.at);
        let span = (planned.end.at - planned.start.at).num_minutes();
        let work = view.planned_work.unwrap_or(Minutes(span));
        slip.breaks = Minutes((span - work.0).max(0));
    }
    slip
}

/// Coordination records a session of somebody who writes no slips, as it was planned.
pub(super) fn record(scene: &Scene<'_>, view: &SlipView, asks: &mut Asks) {
    let Some(production) = view.production else { return };
    let slip = as_planned(scene, view);
    let record = slip.accepted(AcceptedSlipId(scene.new_id()), view.person, scene.now);
    // When and by whom is said where it is kept.
    let record = AcceptedSlip { slip: None, accepted: None, ..record };
    let subject = Subject::planned(production, Kind::AcceptedSlip, record.id);
    let commands = vec![Command::Add { subject, values: record.filled_values() }];
    asks.submit(Group { commands, label: "accept_slip".to_owned(), ..Group::default() });
}

/// A slip of something that was not planned; its identifier.
pub(super) fn new(scene: &Scene<'_>, asks: &mut Asks) -> SlipId {
    let mut slip = Slip::new(SlipId(scene.new_id()));
    slip.day = Some(scene.today());
    slip.function = function(scene, scene.person, None);
    add(scene, &slip, asks);
    slip.id
}

fn add(scene: &Scene<'_>, slip: &Slip, asks: &mut Asks) {
    let subject = Subject::at_desk(scene.person, Kind::Slip, slip.id);
    asks.command(Command::Add { subject, values: slip.filled_values() });
}

/// As what somebody works: what the task wants, or what they do first of all.
fn function(scene: &Scene<'_>, person: PersonId, task: Option<&Task>) -> Option<String> {
    let person = scene.snapshot.facility.people.get(&person);
    let own = || person.and_then(|person| person.functions.first().cloned());
    task.and_then(|task| task.function.clone()).or_else(own)
}

/// The moment of a time of day that was typed into a slip: on its day, and past midnight where it
/// would come before its beginning.
pub(super) fn on_day(
    day: NaiveDate,
    time: units::NaiveTime,
    after: Option<units::NaiveDateTime>,
) -> Value {
    let moment = day.and_time(time);
    let moment = match after {
        Some(start) if moment <= start => units::after(moment, Minutes(24 * 60)),
        _ => moment,
    };
    Some(moment).write()
}
