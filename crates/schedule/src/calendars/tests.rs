//! Calendars of small facilities, nights on which clocks change, and the law that civil hours
//! and ticks agree.

use super::*;
use model::{
    Absence, Equipment, FacilityId, HolidayRule, HolidayZone, HolidayZoneId, Person, RawId, Room,
};
use proptest::prelude::*;
use units::{Datelike, NaiveTime, Tick, parse_date, parse_date_time};

fn date(text: &str) -> NaiveDate {
    parse_date(text).unwrap()
}

fn moment(text: &str) -> Tick {
    Zone::PARIS.tick(parse_date_time(text).unwrap())
}

fn range(start: &str, end: &str) -> TickRange {
    TickRange::new(moment(start), moment(end))
}

fn every_day(hours: &str) -> WeekHours {
    WeekHours((0..7).map(|day| (day, hours.parse().unwrap())).collect())
}

fn facility() -> Facility {
    let mut facility = Facility::new(FacilityId::default());
    let zone = HolidayZoneId(RawId(9));
    let metropole = HolidayZone { rule: HolidayRule::FranceMetropole, ..HolidayZone::new(zone) };
    facility.holiday_zones.insert(zone, Arc::new(metropole));
    Arc::make_mut(&mut facility.house).holiday_zone = Some(zone);
    facility
}

fn with_room(facility: &mut Facility, hours: WeekHours) -> RoomId {
    let id = RoomId(RawId(1));
    facility.rooms.insert(id, Arc::new(Room { hours, ..Room::new(id) }));
    id
}

fn build(facility: &Facility, first: &str, last: &str) -> Calendars {
    Calendars::build(facility, (date(first), date(last)))
}

#[test]
fn a_house_that_says_nothing_works_eight_hours_from_monday_to_friday() {
    let calendars = build(&facility(), "2026-11-23", "2026-11-29");
    let free = &calendars.house().free;
    assert_eq!(free.total(), Minutes::hours(40));
    assert_eq!(free.next_working(moment("2026-11-23T00:00")), Some(moment("2026-11-23T09:00")));
    assert_eq!(calendars.day_length(), Minutes::hours(8));
}

#[test]
fn a_night_lasts_seven_or_nine_hours_when_the_clocks_change() {
    let mut facility = facility();
    let room = with_room(&mut facility, every_day("22:00-06:00"));
    let night = |first, last| {
        let calendars = build(&facility, first, last);
        calendars.room(room).unwrap().free.total()
    };
    // Two evenings of two hours, one morning of six, and the night between them.
    assert_eq!(night("2026-11-21", "2026-11-22"), Minutes::hours(6 + 8 + 2));
    assert_eq!(night("2026-03-28", "2026-03-29"), Minutes::hours(6 + 7 + 2));
    assert_eq!(night("2026-10-24", "2026-10-25"), Minutes::hours(6 + 9 + 2));
}

#[test]
fn the_night_before_the_horizon_reaches_into_it() {
    let mut facility = facility();
    let room = with_room(&mut facility, every_day("22:00-06:00"));
    let calendars = build(&facility, "2026-11-24", "2026-11-24");
    assert!(
        calendars.room(room).unwrap().free.covers(range("2026-11-24T00:00", "2026-11-24T06:00"))
    );
}

#[test]
fn a_holiday_lasts_from_midnight_to_midnight() {
    let mut facility = facility();
    let room = with_room(&mut facility, every_day("20:00-04:00"));
    let calendars = build(&facility, "2026-12-24", "2026-12-26");
    let room = calendars.room(room).unwrap();
    assert!(room.free.covers(range("2026-12-24T20:00", "2026-12-25T00:00")));
    assert!(!room.free.is_working(moment("2026-12-25T00:00")));
    assert!(!room.free.is_working(moment("2026-12-25T23:00")));
    assert!(room.free.is_working(moment("2026-12-26T00:00")));
    assert!(room.hours.covers(range("2026-12-24T20:00", "2026-12-25T04:00")));
}

#[test]
fn people_keep_the_holidays_of_their_own_zone() {
    let mut facility = facility();
    let alsace = HolidayZoneId(RawId(10));
    let rule = HolidayRule::FranceAlsaceMoselle;
    facility
        .holiday_zones
        .insert(alsace, Arc::new(HolidayZone { rule, ..HolidayZone::new(alsace) }));
    let (here, there) = (PersonId(RawId(1)), PersonId(RawId(2)));
    facility.people.insert(here, Arc::new(Person::new(here)));
    let away = Person { holiday_zone: Some(alsace), ..Person::new(there) };
    facility.people.insert(there, Arc::new(away));
    let calendars = build(&facility, "2026-04-03", "2026-04-03");
    let hours = |person| calendars.person(person).unwrap().free.total();
    assert_eq!((hours(here), hours(there)), (Minutes::hours(8), Minutes::ZERO));
}

#[test]
fn who_keeps_a_deleted_zone_keeps_the_days_of_the_house() {
    let mut facility = facility();
    let id = PersonId(RawId(1));
    let gone = Some(HolidayZoneId(RawId(77)));
    facility.people.insert(id, Arc::new(Person { holiday_zone: gone, ..Person::new(id) }));
    let calendars = build(&facility, "2026-07-14", "2026-07-14");
    assert_eq!(calendars.person(id).unwrap().free.total(), Minutes::ZERO);
}

#[test]
fn each_part_of_a_closure_has_one_cause() {
    let mut facility = facility();
    let room = with_room(&mut facility, WeekHours::default());
    let id = AbsenceId(RawId(5));
    let absence = Absence {
        room: Some(room),
        start: parse_date_time("2026-11-11T12:00"),
        end: parse_date_time("2026-11-12T11:00"),
        ..Absence::new(id)
    };
    facility.absences.insert(id, Arc::new(absence));
    let calendars = build(&facility, "2026-11-01", "2026-11-30");
    let closures =
        calendars.room(room).unwrap().closures(range("2026-11-10T17:00", "2026-11-12T12:00"));
    let found: Vec<(TickRange, ClosureCause)> =
        closures.into_iter().map(|closure| (closure.range, closure.cause)).collect();
    assert_eq!(
        found,
        [
            (range("2026-11-10T18:00", "2026-11-11T00:00"), ClosureCause::Hours),
            (
                range("2026-11-11T00:00", "2026-11-11T12:00"),
                ClosureCause::Holiday("armistice_1918".into())
            ),
            (range("2026-11-11T12:00", "2026-11-12T11:00"), ClosureCause::Absence(id)),
        ]
    );
}

#[test]
fn a_machine_works_day_and_night_until_it_is_serviced() {
    let mut facility = facility();
    let machine = EquipmentId(RawId(3));
    facility.equipment.insert(machine, Arc::new(Equipment::new(machine)));
    let id = AbsenceId(RawId(4));
    let service = Absence {
        equipment: Some(machine),
        start: parse_date_time("2026-11-29T00:00"),
        ..Absence::new(id)
    };
    facility.absences.insert(id, Arc::new(service));
    let calendars = build(&facility, "2026-11-28", "2026-11-30");
    assert_eq!(calendars.equipment(machine).unwrap().free.total(), Minutes::hours(24));
}

#[test]
fn a_horizon_out_of_reach_is_cut_not_followed() {
    let calendars = Calendars::build(&facility(), (NaiveDate::MIN, date("1990-01-02")));
    assert_eq!(calendars.horizon().length(), Minutes::hours(48));
    let swapped = build(&facility(), "2026-11-24", "2026-11-20");
    assert_eq!(swapped.horizon().length(), Minutes::hours(24));
}

/// Hours that begin and end away from the hours that clock changes skip or repeat.
fn week() -> impl Strategy<Value = WeekHours> {
    let hours = prop_oneof![
        Just(""),
        Just("09:00-13:00 14:00-18:00"),
        Just("22:00-06:00"),
        Just("08:30-12:15 20:00-05:45"),
        Just("00:00-24:00"),
        Just("00:00-07:00"),
    ];
    prop::collection::btree_map(0_u8..7, hours.prop_map(|text| text.parse().unwrap()), 0..8)
        .prop_map(WeekHours)
}

/// Is a minute within the hours, read off the clock on the wall?
fn on_the_wall(week: &WeekHours, zone: Zone, tick: Tick) -> bool {
    let wall = zone.civil(tick);
    let (today, time) = (wall.date(), wall.time());
    let from_today = week
        .spans(today.weekday())
        .iter()
        .any(|span| span.from <= time && (span.passes_midnight() || time < span.to));
    let yesterday = today.pred_opt().unwrap();
    let from_yesterday =
        week.spans(yesterday.weekday()).iter().any(|span| span.passes_midnight() && time < span.to);
    from_today || from_yesterday
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn laid_out_hours_are_those_of_the_wall(
        week in week().prop_filter("says nothing", WeekHours::is_stated),
        zone in prop_oneof![Just("Europe/Paris"), Just("America/Martinique"), Just("Africa/Cairo")],
        first in prop_oneof![Just("2026-03-27"), Just("2026-10-23"), Just("2026-04-23"), Just("2026-10-29"), Just("2026-12-30")],
    ) {
        let zone: Zone = zone.parse().unwrap();
        let mut facility = Facility::new(FacilityId::default());
        Arc::make_mut(&mut facility.house).zone = zone;
        Arc::make_mut(&mut facility.house).hours = week.clone();
        let last = date(first).iter_days().nth(3).unwrap();
        let calendars = Calendars::build(&facility, (date(first), last));
        let horizon = calendars.horizon();
        prop_assert_eq!(zone.civil(horizon.start), date(first).and_time(NaiveTime::MIN));
        let free = &calendars.house().free;
        let mut count = 0;
        for minute in horizon.start.0..horizon.end.0 {
            let tick = Tick(minute);
            let worked = free.is_working(tick);
            prop_assert_eq!(worked, on_the_wall(&week, zone, tick), "{}", zone.civil(tick));
            prop_assert_eq!(free.work_between(horizon.start, tick), Minutes(count));
            count += i64::from(worked);
            if worked {
                prop_assert_eq!(free.advance(horizon.start, Minutes(count)), Tick(minute + 1));
            }
        }
    }
}
