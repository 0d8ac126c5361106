//! What is done to bookings, as commands: one step to undo, whatever the number of bookings.

use super::hands::{Change, Refusal};
use super::snap::{Grain, half_days};
use crate::desktop::{Asks, Notice, Scene};
use i18n::key;
use model::{
    Booking, BookingId, BookingVerb, Command, FieldValue, Kind, ProductionId, Record, Severity,
    Subject, Transition, Values,
};
use node::Group;
use schedule::FacilityTime;
use std::sync::Arc;
use units::{Minutes, NaiveDateTime};

/// Tells why nothing can be changed, if that is so.
pub(super) fn is_refused(scene: &Scene<'_>, asks: &mut Asks) -> bool {
    let Some(reason) = &scene.snapshot.read_only else { return false };
    asks.tell(Notice { severity: Severity::Error, ..Notice::finding(scene.messages, reason) });
    true
}

fn labelled(label: &str, commands: Vec<Command>) -> Group {
    Group { label: label.to_owned(), ..Group::of(commands) }
}

/// Gives identifiers to what comes to be.
pub(super) fn with_identifiers(scene: &Scene<'_>, changes: &mut [Change]) {
    for change in changes.iter_mut().filter(|change| change.before.is_none()) {
        change.after.id = BookingId(scene.new_id());
    }
}

/// Carries out changes as one step.
pub(super) fn carry_out(asks: &mut Asks, label: &str, changes: &[Change]) {
    let commands: Vec<Command> = changes.iter().filter_map(command).collect();
    if !commands.is_empty() {
        asks.submit_quietly(labelled(label, commands));
    }
}

fn command(change: &Change) -> Option<Command> {
    let subject = Subject::planned(change.production, Kind::Booking, change.after.id);
    let Some(before) = &change.before else {
        return Some(Command::Add { subject, values: change.after.filled_values() });
    };
    let before = before.to_values();
    let changed =
        change.after.to_values().into_iter().filter(|(key, value)| before.get(key) != Some(value));
    let values: Values = changed.collect();
    (!values.is_empty()).then_some(Command::Set { subject, values })
}

/// Deletes bookings.
pub(super) fn delete(asks: &mut Asks, subjects: &[Subject]) {
    let commands = subjects.iter().map(|subject| Command::Delete { subject: *subject }).collect();
    asks.submit(labelled("delete", commands));
    asks.select_all(Vec::new());
}

/// The verbs that make sense for a booking, in the order of a menu.
pub(super) fn verbs(booking: &Booking) -> Vec<BookingVerb> {
    let hold = |rank| BookingVerb::Hold { rank, expires: booking.expires };
    let all = [
        BookingVerb::Confirm,
        hold(1),
        hold(2),
        hold(3),
        BookingVerb::Release,
        BookingVerb::Cancel,
    ];
    let now = (&booking.state, booking.rank);
    let changes = |verb: &BookingVerb| match (verb, verb.on(&booking.state)) {
        (BookingVerb::Hold { rank, .. }, Transition::To(_)) => {
            now != (&model::BookingState::Option, Some(*rank))
        }
        (_, Transition::To(values)) => values.get("state") != Some(&booking.state.write()),
        (_, Transition::Refused { .. }) => false,
    };
    all.into_iter().filter(changes).collect()
}

/// Does something to bookings, where it makes sense for them.
pub(super) fn change(scene: &Scene<'_>, asks: &mut Asks, subjects: &[Subject], verb: &BookingVerb) {
    let bookings = subjects.iter().filter_map(|subject| booking(scene, subject));
    let fit = bookings.filter(|(_, booking)| verbs(booking).contains(verb));
    let commands: Vec<Command> = fit
        .map(|(production, booking)| {
            let (booking, verb) = (booking.id, verb.clone());
            Command::ChangeBooking { production, booking, verb }
        })
        .collect();
    if !commands.is_empty() {
        asks.submit(labelled("change_booking", commands));
    }
}

/// Pins bookings where they are, or lets them go.
pub(super) fn pin(asks: &mut Asks, subjects: &[Subject], pinned: bool) {
    let values: Values = [("pinned".to_owned(), pinned.write())].into();
    let set = |subject: &Subject| Command::Set { subject: *subject, values: values.clone() };
    asks.submit_quietly(Group::of(subjects.iter().map(set).collect()));
}

/// A booking of the snapshot.
pub(super) fn booking<'a>(
    scene: &Scene<'a>,
    subject: &Subject,
) -> Option<(ProductionId, &'a Arc<Booking>)> {
    let production = subject.scope.production().filter(|_| subject.kind == Kind::Booking)?;
    let booking = scene.snapshot.plans.get(&production)?.bookings.get(&BookingId(subject.id))?;
    Some((production, booking))
}

/// Copies of bookings, each after the last day on which one of them is, at the same times.
pub(super) fn duplicates(scene: &Scene<'_>, subjects: &[Subject]) -> Vec<Change> {
    let time = scene.snapshot.report.time();
    let bookings: Vec<_> = subjects.iter().filter_map(|it| booking(scene, it)).collect();
    let first = bookings.iter().filter_map(|(_, it)| it.start).map(|start| start.date()).min();
    let last = bookings.iter().filter_map(|(_, it)| it.end).map(|end| end.date()).max();
    let Some((first, last)) = first.zip(last) else { return Vec::new() };
    let days = first.iter_days().take_while(|date| *date <= last).take(schedule::MOST_DAYS);
    let worked = days.filter(|date| time.works_on(*date)).count().max(1);
    let copy = |(production, booking): (ProductionId, &Arc<Booking>)| {
        let old = booking.start?;
        let later = old.date().iter_days().skip(1).filter(|date| time.works_on(*date));
        let start = later.take(worked).last()?.and_time(old.time());
        let mut after = booking.copied(BookingId(scene.new_id()), start);
        let (start, end) = time.shifted(booking, start)?;
        (after.start, after.end) = (Some(start), Some(end));
        Some(Change { production, before: None, after, ghost: false })
    };
    bookings.into_iter().filter_map(copy).collect()
}

/// Cuts a booking near a moment: between two of its days, or at a half-day or quarter of an hour of
/// the only one. Nothing if there is no such place within it.
pub(super) fn split(
    scene: &Scene<'_>,
    subject: &Subject,
    near: NaiveDateTime,
    grain: Grain,
) -> Option<Group> {
    let (production, booking) = booking(scene, subject)?;
    let (start, end) = booking.start.zip(booking.end)?;
    let time = scene.snapshot.report.time();
    let rest = BookingId(scene.new_id());
    let (at, resumes) = if (end - start).num_minutes() >= 24 * 60 {
        between_days(time, booking, near)?
    } else {
        let at = within_day(time, start, end, near, grain)?;
        (at, at)
    };
    let booking = booking.id;
    let mut commands = vec![Command::SplitBooking { production, booking, at, rest }];
    if resumes != at {
        let subject = Subject::planned(production, Kind::Booking, rest);
        let values: Values = [("start".to_owned(), resumes.write())].into();
        commands.push(Command::Set { subject, values });
    }
    Some(labelled("split_booking", commands))
}

/// The end of a day's piece and the beginning of the next one, nearest to a moment.
fn between_days(
    time: &FacilityTime,
    booking: &Booking,
    near: NaiveDateTime,
) -> Option<(NaiveDateTime, NaiveDateTime)> {
    let pieces = time.occupation(booking).pieces;
    let zone = booking.zone.unwrap_or(time.calendars().zone());
    let gaps = pieces.iter().zip(pieces.iter().skip(1));
    let gaps = gaps.map(|(one, next)| (zone.civil(one.end), zone.civil(next.start)));
    let away = |(end, start): &(NaiveDateTime, NaiveDateTime)| {
        (*end - near).num_minutes().abs().min((*start - near).num_minutes().abs())
    };
    gaps.min_by_key(away)
}

fn within_day(
    time: &FacilityTime,
    start: NaiveDateTime,
    end: NaiveDateTime,
    near: NaiveDateTime,
    grain: Grain,
) -> Option<NaiveDateTime> {
    let step = match grain {
        Grain::HalfDays => 60,
        Grain::Minutes(minutes) => minutes,
    };
    let halves = half_days(time, start.date());
    let noon = halves.first().map(|half| start.date().and_time(half.to));
    let noon = noon.filter(|noon| grain == Grain::HalfDays && start < *noon && *noon < end);
    let quarter = super::snap::nearest_multiple(near, step);
    let inside = |at: &NaiveDateTime| start < *at && *at < end;
    let middle = units::after(start, Minutes((end - start).num_minutes() / 2));
    let middle = super::snap::nearest_multiple(middle, 15);
    noon.or(Some(quarter).filter(inside)).or(Some(middle).filter(inside))
}

/// Why a gesture is refused, in the reader's words.
pub(super) fn refusal(scene: &Scene<'_>, refusal: Refusal) -> String {
    match refusal {
        Refusal::Pinned => scene.messages.text("booking-pinned", &[]),
        Refusal::Worked => scene.say(key::DESKTOP_PLANNING_WORKED),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{BookingState, RawId};

    fn words(state: BookingState, rank: Option<i64>) -> Vec<String> {
        let mut booking = Booking::new(BookingId(RawId(1)));
        (booking.state, booking.rank) = (state, rank);
        let word = |verb: BookingVerb| match verb {
            BookingVerb::Hold { rank, .. } => format!("hold {rank}"),
            other => other.key().to_owned(),
        };
        verbs(&booking).into_iter().map(word).collect()
    }

    #[test]
    fn a_menu_offers_what_changes_something_and_nothing_else() {
        let option = words(BookingState::Option, Some(1));
        assert_eq!(option, ["confirm", "hold 2", "hold 3", "release", "cancel"]);
        let confirmed = words(BookingState::Confirmed, None);
        assert_eq!(confirmed, ["hold 1", "hold 2", "hold 3", "release", "cancel"]);
        assert_eq!(words(BookingState::Done, None), [""; 0]);
    }

    #[test]
    fn a_short_session_is_cut_at_lunch_or_near_the_pointer() {
        let facility = model::Facility::new(model::FacilityId(RawId(1)));
        let time = FacilityTime::new(&std::sync::Arc::new(facility), (2026, 2027));
        let at = |text| units::parse_date_time(text).unwrap();
        let cut = |start, end, near, grain| {
            let found = within_day(&time, at(start), at(end), at(near), grain);
            found.map(units::format_date_time)
        };
        let day = ("2026-11-24T09:00", "2026-11-24T18:00");
        let near = "2026-11-24T16:10";
        let by_halves = cut(day.0, day.1, near, Grain::HalfDays);
        assert_eq!(by_halves.as_deref(), Some("2026-11-24T13:00"));
        let by_quarters = cut(day.0, day.1, near, Grain::Minutes(15));
        assert_eq!(by_quarters.as_deref(), Some("2026-11-24T16:15"));
        assert_eq!(cut(day.0, "2026-11-24T09:10", near, Grain::HalfDays), None);
    }
}
