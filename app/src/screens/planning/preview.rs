//! What is told of a gesture while it lasts: where things would come to lie, when that is, how much
//! work, and whether it would clash.

use super::act;
use super::hands::{Change, Hands, Outcome, rows_of};
use super::verdict::Memory;
use crate::desktop::Scene;
use i18n::{Value, key};
use model::{Booking, Family, Step};
use ui_kit::timeline::{Gesture, Key, Preview};
use units::{NaiveDateTime, TickRange};

/// What is told of a gesture.
pub(super) fn preview(
    scene: &Scene<'_>,
    hands: &Hands<'_>,
    memory: &mut Memory,
    gesture: &Gesture,
    free: bool,
) -> Preview {
    if let Some(reason) = &scene.snapshot.read_only {
        let title = scene.messages.finding(reason);
        return Preview { title, refused: true, ..Preview::default() };
    }
    match hands.outcome(gesture, free) {
        Outcome::Refused(refusal) => {
            let title = act::refusal(scene, refusal);
            Preview { title, refused: true, ..Preview::default() }
        }
        Outcome::Nothing => nothing(scene, hands, gesture),
        Outcome::New(start, end) => drawn(scene, hands, gesture, (start, end)),
        Outcome::Changes(changes) => of_changes(scene, hands, memory, &changes),
    }
}

/// It would come to lie where it is: the ghost says so.
fn nothing(scene: &Scene<'_>, hands: &Hands<'_>, gesture: &Gesture) -> Preview {
    let bar = match gesture {
        Gesture::Move { grasped, .. } => *grasped,
        Gesture::Resize { bar, .. } => *bar,
        Gesture::Create { .. } | Gesture::Tie { .. } => return Preview::default(),
    };
    let Some((production, booking)) = hands.find(bar) else { return Preview::default() };
    let change = Change { production, before: None, after: Booking::clone(booking), ghost: false };
    let title = booking.start.zip(booking.end).map(|ends| dates(scene, ends)).unwrap_or_default();
    Preview { ghosts: ghosts(scene, hands, &change), title, ..Preview::default() }
}

fn drawn(
    scene: &Scene<'_>,
    hands: &Hands<'_>,
    gesture: &Gesture,
    (start, end): (NaiveDateTime, NaiveDateTime),
) -> Preview {
    let Gesture::Create { row, .. } = gesture else { return Preview::default() };
    let snapping = hands.snapping(None, false);
    let mut booking = Booking::new(model::BookingId::default());
    (booking.start, booking.end) = (Some(start), Some(end));
    let ghost = (*row, snapping.position(start), snapping.position(end));
    Preview {
        ghosts: vec![ghost],
        title: dates(scene, (start, end)),
        detail: work(scene, &booking),
        ..Preview::default()
    }
}

fn of_changes(
    scene: &Scene<'_>,
    hands: &Hands<'_>,
    memory: &mut Memory,
    changes: &[Change],
) -> Preview {
    let Some(led) = changes.first() else { return Preview::default() };
    let verdict = memory.verdict(scene, changes);
    let ends = led.after.start.zip(led.after.end);
    let mut told = vec![work(scene, &led.after)];
    told.extend(elsewhere(scene, led));
    if changes.len() > 1 {
        let count = Value::Integer(i64::try_from(changes.len()).unwrap_or(i64::MAX));
        told.push(scene.say_with(key::DESKTOP_PLANNING_SESSIONS, &[("count", count)]));
    }
    let detail = match verdict.reasons.as_slice() {
        [] => told.join(" · "),
        [one] => one.clone(),
        [first, others @ ..] => {
            let count = Value::Integer(i64::try_from(others.len()).unwrap_or(i64::MAX));
            let values = [("reason", Value::Text(first)), ("count", count)];
            scene.say_with(key::DESKTOP_PLANNING_OTHERS, &values)
        }
    };
    Preview {
        ghosts: changes.iter().flat_map(|change| ghosts(scene, hands, change)).collect(),
        title: ends.map(|ends| dates(scene, ends)).unwrap_or_default(),
        detail,
        clash: verdict.clash,
        refused: false,
    }
}

/// Where a booking would be drawn.
fn ghosts(scene: &Scene<'_>, hands: &Hands<'_>, change: &Change) -> Vec<(Key, f64, f64)> {
    let pieces = hands.time.occupation(&change.after).pieces;
    let Some((first, last)) = pieces.first().zip(pieces.last()) else { return Vec::new() };
    let range = TickRange::new(first.start, last.end);
    let (start, end) = (hands.axis.position(range.start), hands.axis.position(range.end));
    let rows = rows_of(hands.rows, change.production, family(scene, change), &change.after);
    rows.into_iter().map(|row| (*row, start, end)).collect()
}

fn family(scene: &Scene<'_>, change: &Change) -> Family {
    let plan = scene.snapshot.plans.get(&change.production);
    let task = plan.and_then(|plan| plan.tasks.get(&change.after.task?));
    task.map_or(Family::General, |task| Step::family(&task.step))
}

/// `mar. 24 nov. 9 h → jeu. 26 nov. 18 h`, or the hours of one day.
pub(super) fn dates(scene: &Scene<'_>, (start, end): (NaiveDateTime, NaiveDateTime)) -> String {
    let messages = scene.messages;
    if start.date() == end.date() {
        return messages.range(start, end);
    }
    let written = |moment: NaiveDateTime| {
        format!("{} {}", messages.date_day(moment.date()), messages.time(moment.time()))
    };
    let (from, to) = (written(start), written(end));
    messages.text("format-range", &[("from", Value::Text(&from)), ("to", Value::Text(&to))])
}

fn work(scene: &Scene<'_>, booking: &Booking) -> String {
    let time = scene.snapshot.report.time();
    let pieces = time.occupation(booking).pieces;
    scene.messages.work(time.booked_work(&pieces), scene.source().day())
}

/// The room or the person it would go to.
fn elsewhere(scene: &Scene<'_>, change: &Change) -> Option<String> {
    let source = scene.source();
    let before = change.before.as_ref()?;
    let to = if change.after.room == before.room {
        let new = change.after.people.difference(&before.people).next()?;
        source.person(*new)
    } else {
        match change.after.room {
            Some(room) => source.room(room),
            None => scene.say(key::DESKTOP_PLANNING_NO_ROOM),
        }
    };
    Some(scene.say_with(key::DESKTOP_PLANNING_TO_ROW, &[("row", Value::Text(&to))]))
}
