//! Gestures on a small facility: what is dropped is what was meant.

use super::*;
use model::{Facility, FacilityId, PersonId, Room, RoomId};
use units::{format_date_time, parse_date_time};

const FILM: ProductionId = ProductionId(RawId(100));
const ROOM: [RoomId; 2] = [RoomId(RawId(201)), RoomId(RawId(202))];
const PERSON: [PersonId; 2] = [PersonId(RawId(301)), PersonId(RawId(302))];

struct Sample {
    plans: BTreeMap<ProductionId, Arc<Plan>>,
    time: FacilityTime,
    axis: Axis,
    rows: BTreeMap<Key, BoardKey>,
}

fn at(moment: &str) -> NaiveDateTime {
    parse_date_time(moment).unwrap()
}

/// Bookings 1, 2, … of both rooms in turn.
fn sample(bookings: &[(&str, &str)]) -> Sample {
    let mut facility = Facility::new(FacilityId(RawId(1)));
    for room in ROOM {
        facility.rooms.insert(room, Arc::new(Room::new(room)));
    }
    let mut plan = Plan::new(FILM);
    for (number, (start, end)) in bookings.iter().enumerate() {
        let mut booking = Booking::new(BookingId(RawId(1 + number as u128)));
        (booking.start, booking.end) = (Some(at(start)), Some(at(end)));
        booking.room = Some(ROOM[number % 2]);
        booking.people = [PERSON[0]].into();
        booking.state = BookingState::Confirmed;
        plan.bookings.insert(booking.id, Arc::new(booking));
    }
    let time = FacilityTime::new(&Arc::new(facility), (2026, 2027));
    let keys = ROOM.map(BoardKey::Room).into_iter().chain(PERSON.map(BoardKey::Person));
    let keys = keys.chain([BoardKey::NoRoom, BoardKey::Nobody]);
    Sample {
        plans: BTreeMap::from([(FILM, Arc::new(plan))]),
        axis: Axis::new(&time),
        time,
        rows: keys.map(|key| (key.number(), key)).collect(),
    }
}

impl Sample {
    fn hands(&self, day_width: f64) -> Hands<'_> {
        let Self { plans, time, axis, rows } = self;
        Hands { plans, time, axis, rows, day_width }
    }

    fn position(&self, moment: &str) -> f64 {
        self.axis.position(self.time.tick(at(moment)))
    }

    /// What comes of moving bars so that the first one would begin at a moment.
    fn moved(&self, bars: &[Key], to: &str, rows: (BoardKey, BoardKey), copy: bool) -> Outcome {
        let start = self.plans[&FILM].bookings[&BookingId(RawId(bars[0]))].start.unwrap();
        let by = self.position(to) - self.axis.position(self.time.tick(start));
        let (from_row, to_row) = (rows.0.number(), rows.1.number());
        let gesture =
            Gesture::Move { grasped: bars[0], bars: bars.to_vec(), by, from_row, to_row, copy };
        self.hands(48.0).outcome(&gesture, false)
    }

    fn moved_in_row(&self, bars: &[Key], to: &str) -> Outcome {
        self.moved(bars, to, (BoardKey::Room(ROOM[0]), BoardKey::Room(ROOM[0])), false)
    }
}

fn changes(outcome: Outcome) -> Vec<Change> {
    match outcome {
        Outcome::Changes(changes) => changes,
        other => panic!("{other:?}"),
    }
}

fn dates(booking: &Booking) -> String {
    let moment = |moment: Option<NaiveDateTime>| format_date_time(moment.unwrap());
    format!("{} {}", moment(booking.start), moment(booking.end))
}

fn told(outcome: Outcome) -> Vec<String> {
    changes(outcome).iter().map(|change| dates(&change.after)).collect()
}

const MORNING: (&str, &str) = ("2026-11-24T09:00", "2026-11-24T13:00");
const THREE_DAYS: (&str, &str) = ("2026-11-23T09:00", "2026-11-25T18:00");

#[test]
fn a_session_snaps_to_the_half_days_of_the_house() {
    let sample = sample(&[MORNING]);
    let moved = |to| told(sample.moved_in_row(&[1], to));
    assert_eq!(moved("2026-11-26T12:30"), ["2026-11-26T14:00 2026-11-26T18:00"]);
    assert_eq!(sample.moved_in_row(&[1], "2026-11-24T10:00"), Outcome::Nothing);
}

#[test]
fn days_of_work_go_over_a_weekend_and_back_again() {
    let sample = sample(&[THREE_DAYS]);
    let moved = |to| told(sample.moved_in_row(&[1], to));
    assert_eq!(moved("2026-11-27T09:00"), ["2026-11-27T09:00 2026-12-01T18:00"]);
    // Forth from Friday is Monday, back from Monday is Friday.
    assert_eq!(moved("2026-11-28T10:00"), ["2026-11-30T09:00 2026-12-02T18:00"]);
    assert_eq!(moved("2026-11-22T10:00"), ["2026-11-20T09:00 2026-11-24T18:00"]);
}

#[test]
fn sessions_that_go_together_keep_their_distance_in_working_days() {
    let sample = sample(&[
        ("2026-11-26T09:00", "2026-11-26T18:00"),
        ("2026-11-27T14:00", "2026-11-27T18:00"),
    ]);
    let moved = told(sample.moved_in_row(&[1, 2], "2026-11-27T09:00"));
    let expected = ["2026-11-27T09:00 2026-11-27T18:00", "2026-11-30T14:00 2026-11-30T18:00"];
    assert_eq!(moved, expected);
    let back = told(sample.moved_in_row(&[1, 2], "2026-11-24T09:00"));
    assert_eq!(back, ["2026-11-24T09:00 2026-11-24T18:00", "2026-11-25T14:00 2026-11-25T18:00"]);
}

#[test]
fn in_another_row_the_room_changes_and_only_of_what_lay_in_the_first() {
    let sample = sample(&[MORNING, MORNING]);
    let rows = (BoardKey::Room(ROOM[0]), BoardKey::NoRoom);
    let moved = changes(sample.moved(&[1, 2], "2026-11-25T09:00", rows, false));
    assert_eq!(moved[0].after.room, None);
    assert_eq!(moved[1].after.room, Some(ROOM[1]));
    let rows = (BoardKey::Room(ROOM[0]), BoardKey::Room(ROOM[1]));
    let moved = changes(sample.moved(&[1], "2026-11-24T09:00", rows, false));
    assert_eq!(moved[0].after.room, Some(ROOM[1]));
    assert_eq!(moved[0].after.people, [PERSON[0]].into());
}

#[test]
fn in_the_row_of_another_person_that_one_takes_the_place() {
    let sample = sample(&[MORNING]);
    let people = |to: BoardKey| {
        let rows = (BoardKey::Person(PERSON[0]), to);
        let moved = changes(sample.moved(&[1], "2026-11-24T09:00", rows, false));
        moved[0].after.people.clone()
    };
    assert_eq!(people(BoardKey::Person(PERSON[1])), [PERSON[1]].into());
    assert_eq!(people(BoardKey::Nobody), [].into());
}

#[test]
fn a_copy_leaves_the_original_and_is_not_pinned() {
    let mut sample = sample(&[MORNING]);
    let plan = Arc::make_mut(sample.plans.get_mut(&FILM).unwrap());
    let booking = Arc::make_mut(plan.bookings.get_mut(&BookingId(RawId(1))).unwrap());
    booking.pinned = true;
    booking.state = BookingState::Done;
    let rows = || (BoardKey::Room(ROOM[0]), BoardKey::Room(ROOM[0]));
    let copied = changes(sample.moved(&[1], "2026-11-25T09:00", rows(), true));
    assert_eq!(copied[0].before, None);
    assert_eq!(dates(&copied[0].after), "2026-11-25T09:00 2026-11-25T13:00");
    assert_eq!((copied[0].after.pinned, &copied[0].after.state), (false, &BookingState::Confirmed));
    let moved = sample.moved(&[1], "2026-11-25T09:00", rows(), false);
    assert_eq!(moved, Outcome::Refused(Refusal::Pinned));
}

#[test]
fn an_end_is_pulled_to_half_days_and_never_over_the_other() {
    let sample = sample(&[MORNING, THREE_DAYS]);
    let resized = |bar, edge, to: &str| {
        let to = sample.position(to);
        sample.hands(48.0).outcome(&Gesture::Resize { bar, edge, to }, false)
    };
    let longer = resized(1, Edge::End, "2026-11-24T17:00");
    assert_eq!(told(longer), ["2026-11-24T09:00 2026-11-24T18:00"]);
    let none = resized(1, Edge::End, "2026-11-20T17:00");
    assert_eq!(told(none), ["2026-11-24T09:00 2026-11-24T09:15"]);
    let later = resized(2, Edge::Start, "2026-11-24T12:40");
    assert_eq!(told(later), ["2026-11-24T14:00 2026-11-25T18:00"]);
    // From one afternoon into the next morning is two half-days, and no night.
    let night = resized(1, Edge::End, "2026-11-25T08:00");
    assert_eq!(told(night), ["2026-11-24T09:00 2026-11-24T18:00"]);
}

#[test]
fn what_is_drawn_over_a_night_is_days_and_by_the_quarter_it_is_a_night() {
    let sample = sample(&[]);
    let drawn = |from: &str, to: &str, day_width| {
        let (start, end) = (sample.position(from), sample.position(to));
        let gesture = Gesture::Create { row: ROOM[0].0.0, start, end };
        match sample.hands(day_width).outcome(&gesture, false) {
            Outcome::New(from, to) => {
                format!("{} {}", format_date_time(from), format_date_time(to))
            }
            other => panic!("{other:?}"),
        }
    };
    let two_days = drawn("2026-11-24T09:20", "2026-11-25T17:00", 48.0);
    assert_eq!(two_days, "2026-11-24T09:00 2026-11-25T18:00");
    let over = drawn("2026-11-24T14:10", "2026-11-25T12:40", 48.0);
    assert_eq!(over, "2026-11-24T14:00 2026-11-25T14:00");
    let click = drawn("2026-11-24T14:10", "2026-11-24T14:11", 48.0);
    assert_eq!(click, "2026-11-24T14:00 2026-11-24T18:00");
    let fine = drawn("2026-11-24T10:02", "2026-11-24T11:40", 900.0);
    assert_eq!(fine, "2026-11-24T10:00 2026-11-24T11:45");
}
