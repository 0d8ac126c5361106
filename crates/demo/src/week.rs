//! The scripted week: one event a day, what is done about it, what to look at.

use crate::agenda::Day;
use crate::allocate::Session;
use crate::journal::{add, change, hour, set, stamp};
use crate::loose_ends::LooseEnds;
use crate::progress;
use crate::script::{Action, Deed, Label, ScriptedEvent, Watch};
use crate::show::Show;
use crate::story::{Story, confirm_delivery, dates, desk};
use model::{
    Absence, Booking, BookingState, BookingVerb, Command, Kind, Person, PersonId, Production,
    RoomKind, Step, Subject, Task,
};
use std::collections::BTreeSet;
use units::{Days, Minutes};

/// Events from Monday to Friday, with the routine of the house between them.
pub(crate) fn play(story: &mut Story, ends: &LooseEnds) -> Vec<ScriptedEvent> {
    let monday = story.agenda.day(story.monday);
    let mut week = Vec::new();
    for (offset, event) in
        (0..).zip([rushes_late, mixer_ill, stage_twice, four_days_left, master_sooner])
    {
        let day = monday + offset;
        // Who is ill calls before the doors open.
        let early = offset == 1;
        if !early {
            story.morning(day);
        }
        if offset == 3 {
            // The editor tells in the evening.
            story.evening(day, true);
            let rules = &story.premises.rules;
            if let Some(show) = ends.delivering.and_then(|place| story.shows.get_mut(place)) {
                confirm_delivery(show, &mut story.journal, &story.agenda, rules);
            }
        }
        let before = story.journal.take();
        week.extend(event(story, ends, day).map(|event| ScriptedEvent { before, ..event }));
        if offset == 4 {
            week.extend(slip_of_the_mouse(story, day));
        }
        if early {
            story.morning(day);
        }
        if offset != 3 {
            story.evening(day, true);
        }
    }
    week
}

/// An event as it begins to be told.
fn event(
    story: &Story,
    day: Day,
    at: u32,
    key: &'static str,
    label: Label,
    production: Option<&Show>,
) -> ScriptedEvent {
    let date = story.agenda.date(day);
    ScriptedEvent {
        day: date,
        at: stamp(date.and_time(hour(at))).max(story.journal.now()),
        key,
        before: Vec::new(),
        label,
        production: production.map(|show| show.production.id),
        actions: Vec::new(),
        watch: Watch::default(),
    }
}

fn group(fr: &str, en: &str, commands: Vec<Command>) -> Action {
    Action { label: Label::new(fr, en), deed: Deed::Group(commands) }
}

/// Place of a production.
fn place(story: &Story, key: &str) -> Option<usize> {
    story.shows.iter().position(|show| show.brief.key == key)
}

/// Tasks of a production worth watching: these, and the master.
fn tasks(show: &Show, works: &[usize]) -> Vec<(model::ProductionId, model::TaskId)> {
    let master = show.works.iter().find(|work| work.task.step == Step::Master);
    let watched = works.iter().filter_map(|place| show.works.get(*place)).chain(master);
    watched.map(|work| (show.production.id, work.task.id)).collect()
}

/// Bookings of a task from a day on, at most so many.
fn bookings(
    show: &Show,
    work: usize,
    from: Day,
    most: usize,
) -> Vec<(model::ProductionId, model::BookingId)> {
    let ahead = show.ahead(work, from).into_iter().take(most);
    let held = ahead.filter_map(|held| show.held.get(held));
    held.map(|held| (show.production.id, held.booking.id)).collect()
}

/// Monday: the rushes of the fourteenth day of shooting come a day late; the edit slides.
fn rushes_late(story: &mut Story, _: &LooseEnds, day: Day) -> Option<ScriptedEvent> {
    let place = place(story, "film_shooting")?;
    let show = story.shows.get(place)?;
    let (rushes, edit) = (show.find(&Step::Rushes, 0)?, show.find(&Step::Edit, 0)?);
    let label = Label::of(
        show.title(),
        "les rushes du jour 14 arrivent avec un jour de retard",
        "the rushes of day 14 come a day late",
    );
    let mut event = event(story, day, 11, "rushes_late", label, Some(show));
    let planned = show.works.get(edit)?.expected.map_or(day + 1, |(first, _)| first);
    let until = story.agenda.date(story.agenda.later(planned, 1)).and_time(hour(9));

    let show = story.shows.get_mut(place)?;
    let production = show.production.id;
    let mut commands = Vec::new();
    if let Some(work) = show.works.get_mut(rushes) {
        let remark = "J14 attendu mardi : une carte n'a pas passé la vérification".to_owned();
        let noted = Task { remark, ..work.task.clone() };
        commands.extend(progress::write(production, work, noted));
    }
    if let Some(work) = show.works.get_mut(edit) {
        let later = Task { not_before: Some(until), ..work.task.clone() };
        commands.extend(progress::write(production, work, later));
    }
    event.actions.push(group(
        "le montage attend un jour de plus",
        "the edit waits a day more",
        commands,
    ));
    let mut desk = desk(&mut story.agenda, story.team, story.premises);
    let planned = show.replan(&mut desk, day + 1, &mut story.journal.ids);
    event.actions.push(group("les séances glissent", "the sessions slide", planned.bookings));
    event.watch.tasks = tasks(show, &[rushes, edit]);
    event.watch.bookings = bookings(show, edit, day, 3);
    event.watch.deliveries.push(production);
    Some(event)
}

/// Tuesday: the mixer of a television film is ill for two days; somebody the director does not
/// refuse takes over.
fn mixer_ill(story: &mut Story, _: &LooseEnds, day: Day) -> Option<ScriptedEvent> {
    let place = place(story, "film_mixing")?;
    let show = story.shows.get(place)?;
    let work = show.find(&Step::Mix, 0)?;
    let sessions: Vec<usize> = show
        .ahead(work, day)
        .into_iter()
        .filter(|held| show.held.get(*held).is_some_and(|held| held.session.first <= day + 1))
        .collect();
    let mixer = show.held.get(*sessions.first()?)?.booking.people.first().copied()?;
    let name = story.team.names.get(&mixer).cloned().unwrap_or_default();
    let label = Label::of(
        show.title(),
        &format!("{name}, au mixage, est en arrêt deux jours"),
        &format!("{name}, who mixes, is ill for two days"),
    );
    let mut event = event(story, day, 8, "mixer_ill", label, Some(show));
    event.watch.bookings = sessions
        .iter()
        .filter_map(|held| show.held.get(*held))
        .map(|held| (show.production.id, held.booking.id))
        .collect();
    event.watch.tasks = tasks(show, &[work]);
    event.watch.deliveries.push(show.production.id);
    event.watch.resources.push(Subject::shared(Kind::Person, mixer));

    let start = story.agenda.date(day);
    let end = start.checked_add_days(Days::new(2))?;
    let absence = Absence {
        person: Some(mixer),
        start: Some(start.and_time(hour(0))),
        end: Some(end.and_time(hour(0))),
        ..Absence::new(story.journal.ids.mint())
    };
    story.agenda.close(mixer.into(), day..day + 2);
    let command = add(Subject::shared(Kind::Absence, absence.id), &absence);
    event.actions.push(group("l'absence est notée", "the absence is entered", vec![command]));
    let (substitute, commands) = substitute(story, place, work, &sessions)?;
    let name = story.team.names.get(&substitute).cloned().unwrap_or_default();
    event.actions.push(group(&format!("{name} remplace"), &format!("{name} steps in"), commands));
    event.watch.resources.push(Subject::shared(Kind::Person, substitute));
    Some(event)
}

/// Somebody of the same function who is free, whom the director likes best; and the commands.
fn substitute(
    story: &mut Story,
    place: usize,
    work: usize,
    sessions: &[usize],
) -> Option<(PersonId, Vec<Command>)> {
    let show = story.shows.get(place)?;
    let task = &show.works.get(work)?.task;
    let when: Vec<Session> =
        sessions.iter().filter_map(|held| show.held.get(*held)).map(|held| held.session).collect();
    let desk_now = desk(&mut story.agenda, story.team, story.premises);
    let site = desk_now.site();
    let able = |person: &&Person| {
        task.skills.is_subset(&person.skills) && site.is_free(person.id.into(), &when)
    };
    let director = show.production.director;
    let rated =
        story.team.with_function(task.function.as_deref()?).filter(able).filter_map(|person| {
            Some((story.team.rating(director, person.id)?, std::cmp::Reverse(person.id)))
        });
    let (_, std::cmp::Reverse(substitute)) = rated.max()?;
    let show = story.shows.get_mut(place)?;
    let production = show.production.id;
    let mut commands = Vec::new();
    for held in sessions {
        let Some(held) = show.held.get_mut(*held) else { continue };
        let booking = Booking { people: BTreeSet::from([substitute]), ..held.booking.clone() };
        let subject = Subject::planned(production, Kind::Booking, booking.id);
        commands.extend(set(subject, &held.booking, &booking));
        let mut desk = desk(&mut story.agenda, story.team, story.premises);
        desk.mark(&held.booking, held.session, false);
        desk.mark(&booking, held.session, true);
        held.booking = booking;
    }
    Some((substitute, commands))
}

/// Wednesday: two coordinators, each without a network, confirm Audi 2 for the same afternoon.
fn stage_twice(story: &mut Story, ends: &LooseEnds, day: Day) -> Option<ScriptedEvent> {
    let [(first, one), (second, two)] = ends.rivals?;
    let (a, b) = (story.shows.get(first)?, story.shows.get(second)?);
    let label = Label::new(
        format!("Audi 2 est confirmé deux fois hors ligne : {} et {}", a.title(), b.title()),
        format!("Audi 2 is confirmed twice offline: {} and {}", a.title(), b.title()),
    );
    let mut event = event(story, day, 11, "stage_twice", label, None);
    let confirm =
        |show: &Show, booking| vec![change(show.production.id, booking, BookingVerb::Confirm)];
    event.actions.push(Action {
        label: Label::new("chacun confirme à son poste", "each confirms at their desk"),
        deed: Deed::TwoPeers { a: confirm(a, one), b: confirm(b, two) },
    });
    event.watch.bookings = vec![(a.production.id, one), (b.production.id, two)];
    event.watch.resources.extend(ends.stage.map(|stage| Subject::shared(Kind::Room, stage)));
    let other =
        story.premises.rooms.iter().filter(|room| room.kind == RoomKind::Stage).find(|room| {
            let row = story.agenda.row(room.id.into());
            Some(room.id) != ends.stage
                && row.is_some_and(|row| {
                    row.free(ends.session.first) & ends.session.slots == ends.session.slots
                })
        });
    if let Some(room) = other {
        let subject = Subject::planned(b.production.id, Kind::Booking, two);
        let values = [("room".to_owned(), model::FieldValue::write(&room.id))].into();
        let label = Label::new(
            format!("{} passe en {}", b.title(), room.name),
            format!("{} goes to {}", b.title(), room.name),
        );
        let deed = Deed::Group(vec![Command::Set { subject, values }]);
        event.actions.push(Action { label, deed });
        event.watch.resources.push(Subject::shared(Kind::Room, room.id));
    }
    Some(event)
}

/// Thursday: the editor says that four days remain, where two were planned.
fn four_days_left(story: &mut Story, _: &LooseEnds, day: Day) -> Option<ScriptedEvent> {
    let place = place(story, "film_editing")?;
    let show = story.shows.get(place)?;
    let (work, notes) = (show.find(&Step::Edit, 0)?, show.find(&Step::Viewing, 0)?);
    let label = Label::of(
        show.title(),
        "il reste quatre jours de montage au lieu de deux",
        "four days of edit remain instead of two",
    );
    let mut event = event(story, day, 19, "four_days_left", label, Some(show));
    let show = story.shows.get_mut(place)?;
    let production = show.production.id;
    let edit = show.works.get_mut(work).filter(|work| work.finished.is_none())?;
    edit.truth = edit.done + 16;
    let told = Task { remaining: Some(Minutes(16 * 120)), ..edit.task.clone() };
    let command = progress::write(production, edit, told);
    event.actions.push(group(
        "le reste à faire est noté",
        "what remains is entered",
        command.into_iter().collect(),
    ));
    event.watch.bookings = bookings(show, work, day, 2);
    event.watch.bookings.extend(bookings(show, notes, day, 2));
    let mut desk = desk(&mut story.agenda, story.team, story.premises);
    let planned = show.replan(&mut desk, day + 1, &mut story.journal.ids);
    event.actions.push(group("le montage est prolongé", "the edit is extended", planned.bookings));
    event.watch.tasks = tasks(show, &[work, notes]);
    event.watch.deliveries.push(production);
    Some(event)
}

/// Friday: the channel wants the master three days sooner.
fn master_sooner(story: &mut Story, ends: &LooseEnds, day: Day) -> Option<ScriptedEvent> {
    let show = story.shows.get(ends.delivering?)?;
    let label = Label::of(
        show.title(),
        "la chaîne avance le PAD de trois jours",
        "the channel wants the master three days sooner",
    );
    let mut event = event(story, day, 11, "master_sooner", label, Some(show));
    let due = story.agenda.day(show.production.delivery?);
    let sooner = story.agenda.date(story.agenda.earlier(due, 3));
    let show = story.shows.get_mut(ends.delivering?)?;
    let old: Production = show.production.clone();
    show.production.delivery = Some(sooner);
    let command = dates(show, &old);
    event.actions.push(group(
        "la nouvelle date est notée",
        "the new date is entered",
        command.into_iter().collect(),
    ));
    event.watch.tasks = tasks(show, &[]);
    event.watch.deliveries.push(show.production.id);
    Some(event)
}

/// Friday: a booking is given back by mistake, and the mistake undone.
fn slip_of_the_mouse(story: &mut Story, day: Day) -> Option<ScriptedEvent> {
    let show = story.shows.get(place(story, "feature_editing")?)?;
    let is_next_week = |held: &&crate::show::Held| {
        held.booking.state == BookingState::Confirmed && held.session.first > day + 2
    };
    let held = show.held.iter().find(is_next_week)?;
    let label = Label::of(
        show.title(),
        "une réservation est libérée par erreur, puis rétablie",
        "a booking is given back by mistake, and brought back",
    );
    let mut event = event(story, day, 16, "slip_of_the_mouse", label, Some(show));
    let id = held.booking.id;
    let command = change(show.production.id, id, BookingVerb::Release);
    event.actions.push(group("mauvaise ligne", "the wrong line", vec![command]));
    event.actions.push(Action { label: Label::new("annuler", "undo"), deed: Deed::Undo });
    event.watch.bookings = vec![(show.production.id, id)];
    event.watch.deliveries.push(show.production.id);
    Some(event)
}
