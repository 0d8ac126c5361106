//! What a coordinator looks at every day: the day itself, what others did, how it was before.

use super::{EDIT, MIX, MIXER, PRODUCTION, RIVAL, SESSION, STAGE, Sample, booking, moment};
use crate::*;
use model::{BookingState, DocumentKind, EpisodeId, Kind, Plan, ProductionState, RawId, Subject};
use std::sync::Arc;
use units::{Minutes, Stamp, Tick, parse_date};

fn session() -> Subject {
    Subject::planned(PRODUCTION, Kind::Booking, SESSION)
}

fn set_delivery(plan: &mut Plan, date: &str) {
    Arc::make_mut(&mut plan.production).delivery = parse_date(date);
}

fn change(plan: &mut Plan, id: model::BookingId, change: impl FnOnce(&mut model::Booking)) {
    change(Arc::make_mut(plan.bookings.get_mut(&id).expect("a booking")));
}

fn urgencies(sample: &Sample) -> Vec<Urgency> {
    today(&sample.source()).decisions.iter().map(|decision| decision.urgency).collect()
}

#[test]
fn a_calm_house_has_nothing_to_decide() {
    assert_eq!(today(&Sample::new().source()), TodayView::default());
}

#[test]
fn a_late_delivery_comes_before_a_clash_and_names_what_makes_it_late() {
    let sample = Sample::with(|plan| {
        set_delivery(plan, "2026-11-26");
        let rival = booking(RIVAL, "2026-11-26T14:00", "2026-11-26T16:00");
        plan.bookings.insert(RIVAL, Arc::new(rival));
    });
    let view = today(&sample.source());
    assert_eq!(view.decisions[0].urgency, Urgency::Late);
    assert!(view.decisions.iter().any(|decision| decision.urgency == Urgency::Clash));
    let Matter::Deadline(matter) = &view.decisions[0].matter else { panic!("a deadline") };
    assert_eq!(matter.last, "Mixage");
    assert!(matches!(&matter.driver, DriverView::Booking { room, .. } if room == "Audi 1"));
    assert!(matter.delivery.float.is_some_and(Minutes::is_negative));
    assert_eq!(view.deliveries.len(), 1);
    assert_eq!(view.deliveries[0].title, "Le Phare");
}

#[test]
fn a_delivery_with_room_is_coming_and_needs_no_decision() {
    let sample = Sample::with(|plan| set_delivery(plan, "2026-12-11"));
    let view = today(&sample.source());
    assert!(view.decisions.is_empty(), "{:?}", view.decisions);
    assert_eq!(view.deliveries.len(), 1);
}

#[test]
fn of_a_production_that_is_over_nothing_is_told() {
    let sample = Sample::with(|plan| {
        set_delivery(plan, "2026-11-26");
        Arc::make_mut(&mut plan.production).state = ProductionState::Archived;
    });
    assert!(today(&sample.source()).deliveries.is_empty());
    assert!(!urgencies(&sample).contains(&Urgency::Late));
}

#[test]
fn an_option_is_to_be_decided_when_it_is_about_to_lapse() {
    let with_expiry = |expires: &str| {
        let expires = moment(expires);
        Sample::with(move |plan| {
            change(plan, SESSION, |booking| {
                booking.state = BookingState::Option;
                booking.expires = Some(expires);
            });
        })
    };
    assert_eq!(urgencies(&with_expiry("2026-11-22T18:00")), [Urgency::Option]);
    assert!(urgencies(&with_expiry("2026-11-25T18:00")).is_empty());
    let lapsed = with_expiry("2026-11-19T18:00");
    let view = today(&lapsed.source());
    let Matter::Option(matter) = &view.decisions[0].matter else { panic!("an option") };
    assert!(matter.lapsed);
    assert!(matter.clash.is_some(), "its clash has the ways out");
}

#[test]
fn sessions_that_are_over_are_told_together_until_they_are_marked() {
    let sample = Sample::with(|plan| {
        for (id, start, end) in [
            (SESSION, "2026-11-18T09:00", "2026-11-18T18:00"),
            (RIVAL, "2026-11-19T09:00", "2026-11-19T18:00"),
        ] {
            plan.bookings.insert(id, Arc::new(booking(id, start, end)));
        }
    });
    let view = today(&sample.source());
    let found = view.decisions.iter().find_map(|decision| match &decision.matter {
        Matter::Unfinished(sessions) => Some(sessions.iter().map(|it| it.id).collect::<Vec<_>>()),
        _ => None,
    });
    assert_eq!(found, Some(vec![SESSION, RIVAL]));
}

#[test]
fn a_day_tells_who_is_in_which_room_and_which_rooms_are_free() {
    let sample = Sample::with(|plan| {
        let mut episode = model::Episode::new(EpisodeId(RawId(60)));
        episode.number = 3;
        plan.episodes.insert(episode.id, Arc::new(episode));
        let other = model::Episode::new(EpisodeId(RawId(61)));
        plan.episodes.insert(other.id, Arc::new(other));
        let task = plan.tasks.get_mut(&MIX).expect("a task");
        Arc::make_mut(task).episode = Some(EpisodeId(RawId(60)));
    });
    let of = |date: &str| day(&sample.source(), parse_date(date).expect("a date"));
    let thursday = of("2026-11-26");
    assert_eq!((thursday.rooms.len(), thursday.productions), (1, 1));
    let told = &thursday.rooms[0].sessions[0];
    assert_eq!((told.booking, told.episode, told.clash), (session(), Some(3), false));
    assert_eq!(told.people.first().map(String::as_str), Some("Ada Exemple"));
    assert_eq!((told.start, told.end), (moment("2026-11-26T09:00"), moment("2026-11-26T18:00")));
    assert_eq!(of("2026-11-25").free, ["Audi 1"]);
    assert_eq!(of("2026-11-28").closed, ["Audi 1"], "a Saturday");
}

#[test]
fn sessions_in_each_others_way_are_marked_on_their_day() {
    let sample = Sample::with_rival();
    let view = day(&sample.source(), parse_date("2026-11-26").expect("a date"));
    assert!(view.rooms[0].sessions.iter().all(|session| session.clash));
    let next = day(&sample.source(), parse_date("2026-11-27").expect("a date"));
    assert!(next.rooms[0].sessions.iter().all(|session| !session.clash));
}

fn entry(at: i64, command: &str, subjects: Vec<Subject>) -> HistoryEntry {
    HistoryEntry {
        change: format!("{at:04x}"),
        at: Stamp(at),
        person: Some(MIXER),
        device: None,
        document: DocumentKind::Plan,
        production: Some(PRODUCTION),
        command: command.to_owned(),
        note: String::new(),
        subjects,
    }
}

#[test]
fn changes_of_one_sort_by_one_person_are_one_deed() {
    let sample = Sample::new();
    let rival = Subject::planned(PRODUCTION, Kind::Booking, RIVAL);
    let task = Subject::planned(PRODUCTION, Kind::Task, EDIT);
    let entries = [
        entry(40, "move_booking", vec![rival]),
        entry(30, "set", vec![task]),
        entry(20, "move_booking", vec![session()]),
        entry(10, "move_booking", vec![rival]),
    ];
    let told = deeds(&sample.source(), &entries);
    assert_eq!(told.len(), 2);
    assert_eq!((told[0].at, told[0].kind), (Stamp(40), Some(Kind::Booking)));
    assert_eq!(told[0].subjects, [rival, session()], "each once, the last one first");
    assert_eq!((told[0].by_name.as_str(), told[0].title.as_str()), ("Ada Exemple", "Le Phare"));
    assert_eq!((told[1].command.as_str(), told[1].kind), ("set", Some(Kind::Task)));
}

#[test]
fn a_history_is_searched_by_names_commands_days_and_kinds() {
    let sample = Sample::new();
    let Tick(minutes) = units::Zone::PARIS.tick(moment("2026-11-20T10:00"));
    let mut shared = entry(minutes * 60, "set", vec![Subject::shared(Kind::Room, STAGE)]);
    (shared.document, shared.production) = (DocumentKind::Facility, None);
    let entries = [
        shared,
        entry(minutes * 60 - 86_400, "move_booking", vec![session()]),
        entry(minutes * 60 - 90_000, "add", vec![Subject::planned(PRODUCTION, Kind::Task, EDIT)]),
    ];
    let found = |change: &dyn Fn(&mut HistoryFilter)| {
        let mut filter = HistoryFilter::default();
        change(&mut filter);
        let command =
            |word: &str| if word == "add" { "Ajouté".to_owned() } else { word.to_owned() };
        history_matching(&sample.source(), &entries, &filter, &command)
    };
    let text = |text: &'static str| found(&move |filter| filter.text = text.to_owned());
    assert_eq!(found(&|_| {}), [0, 1, 2]);
    assert_eq!(text("audi"), [0]);
    assert_eq!(text("phare ADA mixage"), [1]);
    assert_eq!(text("ajoute"), [2]);
    assert!(text("rien de tel").is_empty());
    assert_eq!(found(&|filter| filter.production = Some(PRODUCTION)), [1, 2]);
    assert_eq!(found(&|filter| filter.kind = Some(Kind::Task)), [2]);
    assert_eq!(found(&|filter| filter.period.from = parse_date("2026-11-20")), [0]);
    assert_eq!(found(&|filter| filter.period.to = parse_date("2026-11-19")), [1, 2]);
    assert_eq!(found(&|filter| filter.after = Some(Stamp(minutes * 60 - 90_000))), [0, 1]);
}

fn value(change: &str, key: &str, value: &str) -> RecordEntry {
    RecordEntry {
        change: change.to_owned(),
        at: Stamp(0),
        person: Some(MIXER),
        command: "set".to_owned(),
        note: String::new(),
        key: key.to_owned(),
        value: value.to_owned(),
    }
}

#[test]
fn each_change_of_a_record_tells_what_its_fields_held_before() {
    let sample = Sample::new();
    let entries = [
        value("c", "order", "b"),
        value("b", "room", &STAGE.to_string()),
        value("b", "start", "2026-11-26T14:00"),
        value("b", "state", "confirmed"),
        value("a", "state", "confirmed"),
        value("a", "start", "2026-11-26T09:00"),
        value("a", "order", "a"),
        value("a", "", ""),
    ];
    let told = record_history(&sample.source(), session(), &entries);
    assert_eq!(told.len(), 2, "a new place among its neighbours is not told");
    let fields: Vec<&str> = told[0].fields.iter().map(|field| field.field.as_str()).collect();
    assert_eq!(fields, ["room", "start"], "what was written again is not told");
    assert_eq!(told[0].fields[0].before, Cell::Empty);
    assert_eq!(told[0].fields[0].after, Cell::Text("Audi 1".into()));
    assert_eq!(told[0].fields[1].before, Cell::DateTime(moment("2026-11-26T09:00")));
    assert_eq!(told[0].fields[1].after, Cell::DateTime(moment("2026-11-26T14:00")));
    assert!(told[1].born);
}

#[test]
fn entries_of_a_list_come_and_go_by_name() {
    let sample = Sample::new();
    let key = format!("people/{MIXER}");
    let entries = [value("b", &key, ""), value("a", &key, "true"), value("a", "", "")];
    let told = record_history(&sample.source(), session(), &entries);
    let field = &told[0].fields[0];
    assert_eq!(field.entry, Some(Cell::Text("Ada Exemple".into())));
    assert_eq!((&field.before, &field.after), (&Cell::Flag(true), &Cell::Empty));
}

#[test]
fn a_value_that_no_field_can_hold_is_told_as_it_is() {
    let sample = Sample::new();
    let entries = [value("a", "start", "the 31st of February"), value("a", "unheard_of", "7")];
    let told = record_history(&sample.source(), session(), &entries);
    let after: Vec<&Cell> = told[0].fields.iter().map(|field| &field.after).collect();
    assert_eq!(after[0], &Cell::Text("the 31st of February".into()));
    assert_eq!(after[1], &Cell::Text("7".into()));
}

#[test]
fn a_plan_compared_with_itself_has_not_changed() {
    let sample = Sample::new();
    let view = past(&sample.source(), &sample.source());
    assert_eq!(view, PastView { productions: Vec::new(), unchanged: 1 });
}

#[test]
fn what_moved_came_and_went_since_is_told_with_its_dates() {
    let then = Sample::with_rival();
    let now = Sample::with(|plan| {
        change(plan, SESSION, |booking| {
            (booking.start, booking.end) =
                (Some(moment("2026-12-01T09:00")), Some(moment("2026-12-02T18:00")));
        });
        let third = model::BookingId(RawId(42));
        let start = "2026-12-03T09:00";
        plan.bookings.insert(third, Arc::new(booking(third, start, "2026-12-03T18:00")));
    });
    let view = past(&then.source(), &now.source());
    let production = &view.productions[0];
    assert_eq!(production.counts(), (1, 1, 1));
    let moved = production.bookings.iter().find(|it| it.booking == SESSION).expect("it moved");
    assert_eq!(moved.presence, Presence::Both);
    assert_eq!(moved.when.then.map(|(start, _)| start), Some(moment("2026-11-26T09:00")));
    assert_eq!(moved.when.now.map(|(start, _)| start), Some(moment("2026-12-01T09:00")));
    let mix = production.tasks.iter().find(|task| task.task == MIX).expect("its task moved");
    assert!(mix.later.is_some_and(Minutes::is_positive));
}

#[test]
fn a_session_called_off_since_counts_as_gone_and_a_new_production_as_new() {
    let then = Sample::new();
    let now = Sample::with(|plan| {
        change(plan, SESSION, |booking| booking.state = BookingState::Cancelled);
    });
    let view = past(&then.source(), &now.source());
    assert_eq!(view.productions[0].counts(), (0, 1, 0));
    let mut before = Sample::new();
    before.plans.clear();
    let view = past(&before.source(), &now.source());
    assert_eq!(view.productions[0].presence, Presence::Added);
    assert_eq!(view.productions[0].title, "Le Phare");
}

#[test]
fn the_sides_of_a_clash_tell_who_holds_what_how_firmly() {
    let sample = Sample::with_rival();
    let source = sample.source();
    let mut clashes = source.report.clashes.iter();
    let clash = clashes.find(|clash| clash.kind == schedule::ClashKind::DoubleBooking);
    let sides = clash_sides(&source, clash.expect("a double booking"));
    assert_eq!(sides.len(), 2);
    assert!(sides.iter().all(|side| !side.gone && side.title == "Le Phare"));
    let firm = |side: &ClashSideView| side.booking.as_ref().map(|it| it.state.is_firm());
    assert!(sides.iter().all(|side| firm(side) == Some(true)));
}
