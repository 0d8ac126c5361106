//! What the views tell of a small facility: one production, two rooms, two people.

mod availability;
mod board;
mod daily;
mod gantt;
mod placement;
mod publication;
mod rank;
mod slip;

use crate::*;
use model::{
    Baseline, BaselineDates, BaselineId, Booking, BookingId, BookingState, Casting, CostRate,
    CostRateId, Directory, DirectoryEntry, Facility, FacilityId, Link, LinkId, LinkKind, Order,
    Person, PersonId, Plan, ProductionId, RawId, Room, RoomId, Step, Subject, Task, TaskId,
};
use schedule::{Checker, Report};
use std::collections::BTreeMap;
use std::sync::Arc;
use units::{Minutes, Stamp, Zone, parse_date, parse_date_time};

const PRODUCTION: ProductionId = ProductionId(RawId(1));
const STAGE: RoomId = RoomId(RawId(10));
const MIXER: PersonId = PersonId(RawId(20));
const NOBODY: PersonId = PersonId(RawId(21));
const EDIT: TaskId = TaskId(RawId(30));
const MIX: TaskId = TaskId(RawId(31));
const SESSION: BookingId = BookingId(RawId(40));
const RIVAL: BookingId = BookingId(RawId(41));

/// A snapshot, owned.
struct Sample {
    facility: Arc<Facility>,
    casting: Arc<Casting>,
    directory: Directory,
    plans: BTreeMap<ProductionId, Arc<Plan>>,
    desks: BTreeMap<PersonId, Arc<model::Desk>>,
    publications: BTreeMap<ProductionId, Arc<model::Publications>>,
    answers: BTreeMap<ProductionId, Arc<model::Answers>>,
    report: Report,
}

impl Sample {
    fn new() -> Self {
        Self::with(|_| {})
    }

    /// The sample with a change to its plan.
    fn with(change: impl FnOnce(&mut Plan)) -> Self {
        let mut plan = plan();
        change(&mut plan);
        let (facility, casting) = (Arc::new(facility()), Arc::new(Casting::default()));
        let plans = BTreeMap::from([(PRODUCTION, Arc::new(plan))]);
        let now = Zone::PARIS.tick(moment("2026-11-20T09:00"));
        let report = Checker::new().check(&facility, &casting, &plans, now);
        Self {
            facility,
            casting,
            directory: directory(),
            plans,
            desks: BTreeMap::new(),
            publications: BTreeMap::new(),
            answers: BTreeMap::new(),
            report,
        }
    }

    /// The sample with a second booking of the room, in the middle of the first.
    fn with_rival() -> Self {
        Self::with(|plan| {
            let rival = booking(RIVAL, "2026-11-26T14:00", "2026-11-26T16:00");
            plan.bookings.insert(RIVAL, Arc::new(rival));
        })
    }

    fn source(&self) -> Source<'_> {
        Source {
            facility: &self.facility,
            casting: Some(&self.casting),
            plans: &self.plans,
            desks: &self.desks,
            publications: &self.publications,
            answers: &self.answers,
            directory: &self.directory,
            report: &self.report,
        }
    }
}

fn moment(text: &str) -> units::NaiveDateTime {
    parse_date_time(text).expect("a moment")
}

fn facility() -> Facility {
    let mut facility = Facility::new(FacilityId(RawId(2)));
    let mut room = Room::new(STAGE);
    room.name = "Audi 1".into();
    room.capabilities = ["5.1".to_owned()].into();
    facility.rooms.insert(STAGE, Arc::new(room));
    for id in [MIXER, NOBODY] {
        facility.people.insert(id, Arc::new(Person::new(id)));
    }
    facility
}

fn directory() -> Directory {
    let entry = DirectoryEntry { name: "Ada Exemple".into(), ..DirectoryEntry::default() };
    Directory { entries: BTreeMap::from([(MIXER, entry)]) }
}

fn plan() -> Plan {
    let mut plan = Plan::new(PRODUCTION);
    Arc::make_mut(&mut plan.production).title = "Le Phare".into();
    let orders = Order::run(None, 2);
    for (id, name, step, work, order) in
        [(EDIT, "Montage", Step::Edit, 960, 0), (MIX, "Mixage", Step::Mix, 480, 1)]
    {
        let mut task = Task::new(id);
        task.name = name.into();
        task.step = step;
        task.work = Minutes(work);
        task.order = orders[order].clone();
        plan.tasks.insert(id, Arc::new(task));
    }
    let mut link = Link::new(LinkId(RawId(50)));
    (link.from, link.to, link.kind) = (Some(EDIT), Some(MIX), LinkKind::FinishToStart);
    plan.links.insert(link.id, Arc::new(link));
    let mut booking = booking(SESSION, "2026-11-26T09:00", "2026-11-27T18:00");
    booking.people = [MIXER, NOBODY].into();
    plan.bookings.insert(SESSION, Arc::new(booking));
    plan
}

fn booking(id: BookingId, start: &str, end: &str) -> Booking {
    let mut booking = Booking::new(id);
    booking.task = Some(MIX);
    booking.room = Some(STAGE);
    (booking.start, booking.end) = (Some(moment(start)), Some(moment(end)));
    booking.state = BookingState::Confirmed;
    booking
}

fn json(value: &impl serde::Serialize) -> serde_json::Value {
    serde_json::to_value(value).expect("plain data")
}

#[test]
fn every_row_has_a_cell_of_the_right_kind_for_each_column() {
    let sample = publication::with_an_answer(Sample::with_rival());
    let source = sample.source();
    let entry = HistoryEntry {
        change: "ab12".into(),
        at: Stamp::parse("2026-11-23T14:32:07+01:00").expect("an instant"),
        person: Some(MIXER),
        device: None,
        document: model::DocumentKind::Plan,
        production: Some(PRODUCTION),
        command: "add".into(),
        note: String::new(),
        subjects: vec![Subject::planned(PRODUCTION, model::Kind::Task, MIX)],
    };
    let document = DocumentStatus {
        id: model::DocumentId(RawId(3)),
        kind: model::DocumentKind::Plan,
        production: Some(PRODUCTION),
        title: "Le Phare".into(),
        heads: vec!["ab12".into()],
        state_hash: "cd34".into(),
        changes: 12,
        copies: 2,
    };
    let peer = PeerStatus {
        device: model::DeviceId([7; 32]),
        label: "Régie".into(),
        person: MIXER,
        name: "Nora".into(),
        role: "technician".into(),
        link: Reach::Offline,
        round_trip: None,
        to_send: 1,
        to_receive: 0,
        last_seen: Some(entry.at),
    };
    let tables = [
        productions_table(&source, &productions(&source)),
        plan_table(&source, &plan_view(&source)),
        rooms_table(&source, &rooms(&source)),
        people_table(&source, &people(&source)),
        bookings_table(&source, &bookings(&source, &BookingFilter::default())),
        clashes_table(&source, &clash_views(&source)),
        slips_table(&source, &slips(&source, &SlipFilter::default())),
        publications_table(&source, &publications(&source, None)),
        history_table(&source, &history(&source, &[entry])),
        documents_table(&[document]),
        peers_table(&[peer], Zone::PARIS),
        templates_table(&templates("fr")),
    ];
    assert_eq!(tables.len(), TABLES.len());
    for (table, (key, columns)) in tables.iter().zip(TABLES) {
        assert_eq!((table.key, table.columns.as_slice()), (*key, *columns));
        assert!(!table.rows.is_empty(), "{key} shows nothing");
        for row in &table.rows {
            assert_eq!(row.cells.len(), columns.len(), "{key}");
            for (cell, column) in row.cells.iter().zip(*columns) {
                let kind = cell.kind().unwrap_or(column.kind);
                assert_eq!(kind, column.kind, "{key}, {}", column.key);
            }
        }
    }
}

fn plan_view(source: &Source<'_>) -> PlanView {
    plan_view_of(source, None)
}

fn plan_view_of(source: &Source<'_>, baseline: Option<i64>) -> PlanView {
    crate::plan(source, PRODUCTION, baseline).expect("the production")
}

fn clash_views(source: &Source<'_>) -> Vec<ClashView> {
    let context = ClashContext {
        document: &|_| None,
        author: &|_| Some((MIXER, Stamp(0))),
        message: &|code, fields| {
            format!("{code} {}", fields.get("first").cloned().unwrap_or_default())
        },
    };
    clashes(source, None, &context)
}

#[test]
fn a_booking_over_two_days_is_told_day_by_day_with_its_work() {
    let sample = Sample::new();
    let found = bookings(&sample.source(), &BookingFilter::default());
    let json = json(&found);
    assert_eq!(json[0]["start"], "2026-11-26T09:00:00+01:00");
    assert_eq!(json[0]["pieces"][1]["start"], "2026-11-27T09:00:00+01:00");
    assert_eq!(json[0]["work_minutes"], 960);
    assert_eq!(json[0]["people_names"][0], "Ada Exemple");
    assert_eq!(json[0]["people_names"][1], NOBODY.to_string(), "the directory may forget people");
    assert_eq!(json[0]["state"], "confirmed");
}

#[test]
fn bookings_are_filtered_by_the_days_they_take() {
    let sample = Sample::new();
    let cases = [
        ("2026-11-20", "2026-11-25", 0),
        ("2026-11-20", "2026-11-26", 1),
        ("2026-11-27", "2026-11-27", 1),
        ("2026-11-28", "2026-12-31", 0),
    ];
    for (from, to, expected) in cases {
        let period = Period { from: parse_date(from), to: parse_date(to) };
        let filter = BookingFilter { period, ..BookingFilter::default() };
        assert_eq!(bookings(&sample.source(), &filter).len(), expected, "{from} to {to}");
    }
    let elsewhere = BookingFilter { room: Some(RoomId(RawId(99))), ..BookingFilter::default() };
    assert_eq!(bookings(&sample.source(), &elsewhere).len(), 0);
}

#[test]
fn a_booking_without_dates_is_listed_and_lies_in_no_day() {
    let sample = Sample::with(|plan| {
        let lost = Booking::new(RIVAL);
        plan.bookings.insert(RIVAL, Arc::new(lost));
    });
    let all = bookings(&sample.source(), &BookingFilter::default());
    assert_eq!(all.first().map(|booking| booking.id), Some(RIVAL));
    let period = Period { from: parse_date("2000-01-01"), to: None };
    let dated = BookingFilter { period, ..BookingFilter::default() };
    assert_eq!(bookings(&sample.source(), &dated).len(), 1);
}

#[test]
fn a_plan_tells_dates_floats_and_what_holds_tasks_back() {
    let sample = Sample::new();
    let source = sample.source();
    let json = json(&plan_view(&source));
    let mix = &json["tasks"][1];
    assert_eq!(mix["name"], "Mixage");
    assert_eq!(mix["start"], "2026-11-26T09:00:00+01:00");
    assert_eq!(mix["booked_minutes"], 960);
    assert_eq!(mix["predecessors"][0], RawId(50).to_string());
    assert_eq!(json["production"]["title"], "Le Phare");
    let table = plan_table(&source, &plan_view(&source));
    let place = table.columns.iter().position(|column| column.key == "predecessors").unwrap();
    assert_eq!(table.rows[1].cells[place], Cell::text("1"));
}

#[test]
fn the_slip_against_a_baseline_is_in_working_time_of_the_house() {
    let sample = Sample::with(|plan| {
        for (number, finish) in [(0, "2026-11-25T18:00"), (1, "2026-11-30T18:00")] {
            let mut baseline = Baseline::new(BaselineId(RawId(60 + number)));
            baseline.number = i64::try_from(number).unwrap();
            let (start, finish) = (moment("2026-11-25T09:00"), moment(finish));
            baseline.tasks.insert(MIX, BaselineDates { start, finish, work: Minutes(480) });
            plan.baselines.insert(baseline.id, Arc::new(baseline));
        }
    });
    let slip = |number| {
        let view = plan_view_of(&sample.source(), number);
        view.tasks[1].baseline.as_ref().and_then(|before| before.slip)
    };
    assert_eq!(slip(Some(0)), Some(Minutes(960)), "two working days later");
    assert_eq!(slip(None), Some(Minutes(-480)), "the newest, over a weekend");
    assert_eq!(slip(Some(7)), None);
}

#[test]
fn a_double_booking_names_both_sides_and_counts_for_its_production() {
    let sample = Sample::with_rival();
    let source = sample.source();
    let clashes = json(&clash_views(&source));
    let double = clashes
        .as_array()
        .and_then(|all| all.iter().find(|clash| clash["kind"] == "double_booking"))
        .expect("a double booking");
    assert_eq!(double["severity"], "error");
    assert_eq!(double["message"], "clash-double_booking Mixage (Le Phare)");
    assert_eq!(double["subject"]["name"], "Audi 1");
    assert_eq!(double["sides"].as_array().map(Vec::len), Some(2));
    assert_eq!(double["sides"][0]["by"], MIXER.to_string());
    assert_eq!(double["sides"][0]["at"], "1970-01-01T00:00:00Z");
    assert!(crate::production(&source, PRODUCTION).is_some_and(|it| it.errors > 0));
}

#[test]
fn a_way_out_of_a_double_booking_says_what_becomes_of_which_booking() {
    let sample = Sample::with_rival();
    let views = clash_views(&sample.source());
    let slide = views.iter().flat_map(|clash| &clash.proposals).find(|way| way.name == "slide");
    let slide = json(slide.expect("a later time"));
    assert_eq!(slide["effect"], "proposal-slide ");
    assert_eq!(slide["production"], PRODUCTION.to_string());
    assert!(slide["start"].is_string(), "{slide}");
    assert!(slide.get("room").is_none(), "{slide}");
}

#[test]
fn templates_have_names_in_the_language_asked_for() {
    let name = |language| {
        let all = templates(language);
        all.iter().find(|it| it.key == "magazine").map(|it| it.name.clone()).unwrap_or_default()
    };
    assert_eq!(name("fr"), "Magazine 26 minutes");
    assert_eq!(name("en"), "26-minute magazine");
}

#[test]
fn a_calendar_has_one_event_per_day_with_stable_identifiers() {
    let sample = Sample::new();
    let changes = BTreeMap::from([(SESSION, Changes { count: 3, last: Stamp(1_764_000_000) })]);
    let events = calendar_events(&sample.source(), CalendarOf::Person(MIXER), &changes);
    let known: Vec<_> = events.iter().map(|event| (event.booking, event.part)).collect();
    assert_eq!(known, [(SESSION, 20_261_126), (SESSION, 20_261_127)]);
    assert_eq!((events[0].sequence, events[0].changed), (3, Stamp(1_764_000_000)));
    assert_eq!((events[0].location.as_str(), events[0].task.as_str()), ("Audi 1", "Mixage"));
}

#[test]
fn options_are_on_the_door_of_a_room_and_not_in_a_persons_calendar() {
    let shown = |state: BookingState| {
        let sample = Sample::with(|plan| {
            if let Some(booking) = plan.bookings.get_mut(&SESSION) {
                Arc::make_mut(booking).state = state.clone();
            }
        });
        let first = |of| {
            let events = calendar_events(&sample.source(), of, &BTreeMap::new());
            events.first().map(|event| event.status)
        };
        (first(CalendarOf::Person(MIXER)), first(CalendarOf::Room(STAGE)))
    };
    use EventStatus::{Cancelled, Confirmed, Tentative};
    assert_eq!(shown(BookingState::Option), (None, Some(Tentative)));
    assert_eq!(shown(BookingState::Done), (Some(Confirmed), Some(Confirmed)));
    assert_eq!(shown(BookingState::Released), (Some(Cancelled), Some(Cancelled)));
    assert_eq!(shown(BookingState::Idea), (None, None));
}

#[test]
fn the_wall_sheet_shows_each_day_under_its_room_and_week() {
    let sample = Sample::with(|plan| {
        let mut homeless = booking(RIVAL, "2026-11-30T22:00", "2026-12-01T02:00");
        homeless.room = None;
        plan.bookings.insert(RIVAL, Arc::new(homeless));
        let mut called_off = booking(BookingId(RawId(42)), "2026-11-24T09:00", "2026-11-24T10:00");
        called_off.state = BookingState::Cancelled;
        plan.bookings.insert(called_off.id, Arc::new(called_off));
    });
    let source = sample.source();
    let weeks = weeks(&bookings(&source, &BookingFilter::default()), &rooms(&source));
    let shown: Vec<_> = weeks
        .iter()
        .flat_map(|week| week.rooms.iter().map(|room| (week.monday.to_string(), room)))
        .map(|(monday, room)| (monday, room.name.as_str(), room.days.each_ref().map(Vec::len)))
        .collect();
    assert_eq!(
        shown,
        [
            ("2026-11-23".to_owned(), "Audi 1", [0, 0, 0, 1, 1, 0, 0]),
            ("2026-11-30".to_owned(), "", [1, 0, 0, 0, 0, 0, 0]),
        ]
    );
}

#[test]
fn what_an_hour_costs_today_is_told_in_json_where_the_casting_may_be_read() {
    let mut sample = Sample::new();
    let mut casting = Casting::default();
    let rates = [
        (1, Some(MIXER), None, "62 EUR", None),
        // From tomorrow on, and so not today.
        (2, Some(MIXER), None, "65 EUR", parse_date("2026-11-21")),
        (3, None, Some(STAGE), "145.5 EUR", parse_date("2026-11-20")),
    ];
    for (id, person, room, hourly, from) in rates {
        let id = CostRateId(RawId(id));
        let hourly = hourly.parse().ok();
        let rate = CostRate { person, room, hourly, from, ..CostRate::new(id) };
        casting.cost_rates.insert(id, Arc::new(rate));
    }
    sample.casting = Arc::new(casting);
    let told = |source: &Source<'_>| {
        let people = serde_json::to_value(people(source)).unwrap();
        let rooms = serde_json::to_value(rooms(source)).unwrap();
        let of = |rows: &serde_json::Value, id: RawId| {
            let rows = rows.as_array().unwrap();
            let row = rows.iter().find(|row| row["id"] == id.to_string()).unwrap();
            row["hourly_cost"].clone()
        };
        [of(&people, MIXER.0), of(&people, NOBODY.0), of(&rooms, STAGE.0)]
    };
    let null = serde_json::Value::Null;
    let source = sample.source();
    assert_eq!(told(&source), ["62.00 EUR".into(), null.clone(), "145.50 EUR".into()]);
    let without = Source { casting: None, ..source };
    assert_eq!(told(&without), [null.clone(), null.clone(), null]);
    let rate = Subject::shared(model::Kind::CostRate, RawId(3));
    assert_eq!(source.name(&rate), Some(source.room(STAGE)));
}
