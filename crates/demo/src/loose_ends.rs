//! What a real plan has on any Monday morning: an option nobody has answered for, two options on
//! one slot, somebody who will be away on a day they are booked; and a delivery that is close.

use crate::agenda::Day;
use crate::allocate::Session;
use crate::journal::{add, change, hour};
use crate::planning::Desk;
use crate::script::Label;
use crate::show::Held;
use crate::story::{Story, confirm_delivery, desk};
use model::{
    Absence, Booking, BookingId, BookingState, BookingVerb, Kind, PersonId, RoomId, Step, Subject,
};
use units::Days;

/// From two to six.
const AFTERNOON: u8 = 0b0000_1100;

/// What the scripted week builds on.
pub(crate) struct LooseEnds {
    /// Places of the productions whose options lie on one slot of Audi 2: first and second.
    pub(crate) rivals: Option<[(usize, BookingId); 2]>,
    pub(crate) stage: Option<RoomId>,
    pub(crate) session: Session,
    /// The production that must deliver soon.
    pub(crate) delivering: Option<usize>,
}

/// Leaves them, on the Friday before the scripted week.
pub(crate) fn leave(story: &mut Story) -> LooseEnds {
    let monday = story.agenda.day(story.monday);
    story.journal.advance_to(story.agenda.date(story.agenda.earlier(monday, 1)), 19);
    let delivering = delivering(story, monday);
    if let Some(show) = delivering.and_then(|place| story.shows.get_mut(place)) {
        confirm_delivery(show, &mut story.journal, &story.agenda, &story.premises.rules);
    }
    unanswered(story, monday);
    away(story, monday);
    rivals(story, monday, delivering)
}

/// Productions to which something else happens in the week.
fn is_taken(key: &str) -> bool {
    ["film_mixing", "film_editing", "film_shooting", "magazine", "series"].contains(&key)
}

/// The production that is due first, though not before the end of next week.
fn delivering(story: &Story, monday: Day) -> Option<usize> {
    let shows = story.shows.iter().enumerate();
    let due = shows.filter(|(_, show)| !is_taken(show.brief.key));
    let due = due.filter_map(|(place, show)| Some((show.due_by(None)?, place)));
    due.filter(|(day, _)| *day >= monday + 9).min().map(|(_, place)| place)
}

/// An option that was to be answered by Monday at eight.
fn unanswered(story: &mut Story, monday: Day) {
    let at = story.monday.and_time(hour(8));
    let is_open = |held: &&Held| {
        held.booking.state == BookingState::Option && held.session.first > monday + 28
    };
    let found = story
        .shows
        .iter()
        .filter(|show| !is_taken(show.brief.key))
        .find_map(|show| Some((show, show.held.iter().find(is_open)?)));
    let Some((show, held)) = found else { return };
    let verb = BookingVerb::Hold { rank: 1, expires: Some(at) };
    let command = change(show.production.id, held.booking.id, verb);
    let label = Label::of(
        show.title(),
        "option tenue jusqu'à lundi 8 h",
        "option held until Monday, 8 a.m.",
    );
    story.journal.step(label, vec![command]);
}

/// Somebody asks for a day off on which they are booked.
fn away(story: &mut Story, monday: Day) {
    let is_near = |held: &&Held| {
        held.booking.state == BookingState::Confirmed
            && (monday + 8..monday + 22).contains(&held.session.first)
            && held.booking.people.len() == 1
    };
    let sound = |step: &Step| {
        matches!(step, Step::SoundEdit | Step::DialogueEdit | Step::Edit | Step::Viewing)
    };
    let found = story.shows.iter().filter(|show| !is_taken(show.brief.key)).find_map(|show| {
        show.held
            .iter()
            .filter(is_near)
            .find(|held| show.works.get(held.work).is_some_and(|work| sound(&work.task.step)))
    });
    let Some(held) = found else { return };
    let day = story.agenda.date(held.session.last);
    let Some(next) = day.checked_add_days(Days::new(1)) else { return };
    let person: Option<PersonId> = held.booking.people.first().copied();
    let absence = Absence {
        person,
        start: Some(day.and_time(hour(0))),
        end: Some(next.and_time(hour(0))),
        ..Absence::new(story.journal.ids.mint())
    };
    let command = add(Subject::shared(Kind::Absence, absence.id), &absence);
    story.journal.step(Label::new("Absence demandée", "Absence asked for"), vec![command]);
}

/// Two productions would like Audi 2 on one afternoon of the next weeks.
fn rivals(story: &mut Story, monday: Day, delivering: Option<usize>) -> LooseEnds {
    let stage = story.premises.rooms.iter().find(|room| room.name == "Audi 2").map(|room| room.id);
    let is_free = |day: &Day| {
        let row = stage.and_then(|stage| story.agenda.row(stage.into()));
        row.is_some_and(|row| row.free(*day) & AFTERNOON == AFTERNOON)
    };
    let day = (monday + 8..monday + 40).find(is_free).unwrap_or(monday + 8);
    let session = Session { first: day, last: day, slots: AFTERNOON };
    let place = |key: &str| story.shows.iter().position(|show| show.brief.key == key);
    let pair = place("feature_sound").zip(place("series"));
    let mut ends = LooseEnds { rivals: None, stage, session, delivering };
    let Some((first, second)) = pair else { return ends };
    let one = listen(story, first, stage, session, 1);
    let two = listen(story, second, stage, session, 2);
    ends.rivals = one.zip(two).map(|(one, two)| [(first, one), (second, two)]);
    ends
}

/// An option on a stage to listen to something.
fn listen(
    story: &mut Story,
    place: usize,
    stage: Option<RoomId>,
    session: Session,
    rank: i64,
) -> Option<BookingId> {
    let remark =
        if rank == 1 { "Écoute des maquettes de musique" } else { "Écoute avec le diffuseur" };
    let booking = Booking {
        room: stage,
        start: Some(story.agenda.start(session.first, session.slots)),
        end: Some(story.agenda.end(session.last, session.slots)),
        state: BookingState::Option,
        rank: Some(rank),
        remark: remark.to_owned(),
        ..Booking::new(story.journal.ids.mint())
    };
    let mut desk: Desk = desk(&mut story.agenda, story.team, story.premises);
    desk.mark(&booking, session, true);
    let show = story.shows.get(place)?;
    let command = add(show.subject(Kind::Booking, booking.id), &booking);
    let (fr, en) = (format!("Audi 2 en option {rank}"), format!("Audi 2, option {rank}"));
    story.journal.step(Label::of(show.title(), &fr, &en), vec![command]);
    Some(booking.id)
}
