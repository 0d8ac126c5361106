//! Where and with whom a task can be done.

use super::*;
use model::{Affinity, AffinityId, RoomKind};
use schedule::{ClashKind, Placement};

const OTHER_STAGE: RoomId = RoomId(RawId(11));
const DIRECTOR: PersonId = PersonId(RawId(22));

/// The sample with a mix of two days that nobody has booked, two stages, two mixers.
fn sample(change: impl FnOnce(&mut Plan, &mut Facility, &mut Casting)) -> Sample {
    let mut sample = Sample::new();
    let mut plan = plan();
    plan.links.clear();
    let mix = Arc::make_mut(plan.tasks.get_mut(&MIX).unwrap());
    mix.work = Minutes::hours(32);
    mix.room_kind = Some(RoomKind::Stage);
    mix.function = Some("mixer".into());
    mix.capabilities = ["5.1".to_owned()].into();
    Arc::make_mut(&mut plan.production).director = Some(DIRECTOR);
    let mut facility = facility();
    let mut other = Room::new(OTHER_STAGE);
    other.name = "Audi 2".into();
    facility.rooms.insert(OTHER_STAGE, Arc::new(other));
    for room in facility.rooms.values_mut() {
        Arc::make_mut(room).kind = RoomKind::Stage;
    }
    for person in facility.people.values_mut() {
        Arc::make_mut(person).functions.insert("mixer".into());
    }
    let mut casting = Casting::default();
    change(&mut plan, &mut facility, &mut casting);
    sample.facility = Arc::new(facility);
    sample.casting = Arc::new(casting);
    sample.plans = BTreeMap::from([(PRODUCTION, Arc::new(plan))]);
    let now = Zone::PARIS.tick(moment("2026-11-20T09:00"));
    sample.report = Checker::new().check(&sample.facility, &sample.casting, &sample.plans, now);
    sample
}

fn rooms(sample: &Sample) -> Vec<(String, String)> {
    let offers = room_offers(&sample.source(), PRODUCTION, MIX, moment("2026-11-26T09:00"));
    let told = |offer: RoomOffer| (offer.name, units::format_date_time(offer.dates.start));
    offers.expect("open work").into_iter().map(told).collect()
}

fn people(sample: &Sample, room: RoomId) -> Vec<PersonOffer> {
    let source = sample.source();
    let offers = room_offers(&source, PRODUCTION, MIX, moment("2026-11-26T09:00")).unwrap();
    let offer = offers.iter().find(|offer| offer.room == Some(room)).unwrap();
    person_offers(&source, PRODUCTION, MIX, offer.room, &offer.dates)
}

#[test]
fn a_room_that_is_held_is_offered_from_its_first_free_day_on() {
    // The first stage is held for two days; the other lacks what is asked for.
    let found = rooms(&sample(|_, _, _| {}));
    assert_eq!(
        found,
        [
            ("Audi 1".to_owned(), "2026-11-30T09:00".to_owned()),
            ("Audi 2".to_owned(), "2026-11-26T09:00".to_owned()),
        ]
    );
}

#[test]
fn whoever_is_free_comes_first_and_others_say_what_stands_in_the_way() {
    let sample = sample(|plan, _, _| {
        Arc::make_mut(plan.bookings.get_mut(&SESSION).unwrap()).people = [MIXER].into();
    });
    let found = people(&sample, OTHER_STAGE);
    assert_eq!((found[0].person, found[0].clash), (NOBODY, None));
    assert_eq!((found[1].person, found[1].clash), (MIXER, Some(ClashKind::DoubleBooking)));
}

#[test]
fn a_veto_comes_last_and_a_liking_first() {
    let sample = sample(|_, _, casting| {
        for (id, person, rating, veto) in [(1, MIXER, Some(1), true), (2, NOBODY, Some(4), false)] {
            let mut affinity = Affinity::new(AffinityId(RawId(id)));
            (affinity.director, affinity.person) = (Some(DIRECTOR), Some(person));
            (affinity.rating, affinity.veto) = (rating, veto);
            casting.affinities.insert(affinity.id, Arc::new(affinity));
        }
    });
    let found = people(&sample, STAGE);
    assert_eq!((found[0].person, found[0].rating), (NOBODY, Some(4)));
    assert_eq!((found[1].person, found[1].clash), (MIXER, Some(ClashKind::Veto)));
}

#[test]
fn a_room_that_is_open_until_midnight_makes_nobodys_day_longer() {
    let hours = |hours: &str| {
        let sample = sample(|_, facility, _| {
            let stage = Arc::make_mut(facility.rooms.get_mut(&OTHER_STAGE).unwrap());
            stage.hours = model::WeekHours::weekdays(&hours.parse().unwrap());
        });
        let offers = room_offers(&sample.source(), PRODUCTION, MIX, moment("2026-11-26T09:00"));
        let offer = offers.unwrap().into_iter().find(|it| it.room == Some(OTHER_STAGE)).unwrap();
        let Placement { start, end, window } = offer.dates;
        let moment = units::format_date_time;
        let window = window.map(|window| window.to_string()).unwrap_or_default();
        format!("{} {} {window}", moment(start), moment(end))
    };
    // Two days of eight hours.
    assert_eq!(hours("08:00-24:00"), "2026-11-26T09:00 2026-11-27T18:00 ");
    // From ten on: nine hours of which the lunch of the house takes one.
    assert_eq!(hours("10:00-24:00"), "2026-11-26T10:00 2026-11-27T19:00 10:00-19:00");
    assert_eq!(hours("10:00-15:00"), "2026-11-26T10:00 2026-12-01T15:00 10:00-15:00");
}

#[test]
fn what_is_wholly_booked_is_not_offered() {
    let sample = sample(|plan, _, _| {
        Arc::make_mut(plan.tasks.get_mut(&MIX).unwrap()).work = Minutes::hours(8);
    });
    let found = room_offers(&sample.source(), PRODUCTION, MIX, moment("2026-11-26T09:00"));
    assert_eq!(found, None);
}
