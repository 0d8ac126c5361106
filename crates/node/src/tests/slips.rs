//! Session slips: written at the desk of whoever worked, accepted into the plan, and what becomes of
//! both when machines are apart.

use super::*;
use crate::tests::members::bytes_of;
use access::{Target, named_document};
use model::{AcceptedSlipId, BookingState, Scope, SlipId, TaskId};
use units::Minutes;

const NINA: PersonId = PersonId(RawId(3));
const SLIP: SlipId = SlipId(RawId(0x51));
const EDIT: TaskId = TaskId(RawId(0x7A));
const SESSION: BookingId = BookingId(RawId(5));

/// A film with an edit of ten days, and a session of two days in a room.
fn plan() -> Vec<Command> {
    let person = Subject::shared(Kind::Person, NINA.0);
    let task: Values =
        [("name".into(), text("Montage image")), ("work".into(), Value::Integer(4_800))].into();
    let mut session = book(SESSION.0.0, 1, "2026-11-23T09:00", "2026-11-24T18:00");
    if let Command::Add { values, .. } = &mut session {
        values.insert("task".into(), text(&EDIT.to_string()));
        values.insert("people".into(), Value::Set([NINA.to_string()].into()));
    }
    vec![
        add_room(1, "Montage 3"),
        Command::Add { subject: person, values: Values::new() },
        create_film(),
        Command::Add { subject: Subject::planned(film(), Kind::Task, EDIT.0), values: task },
        session,
    ]
}

fn set(slip: SlipId, values: &[(&str, Value)]) -> Command {
    let values = values.iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect();
    Command::Set { subject: Subject::at_desk(NINA, Kind::Slip, slip), values }
}

/// A slip of Nina's of a day.
fn fill(slip: SlipId, day: u32) -> Command {
    let values: Values = [
        ("production".into(), text(&film().to_string())),
        ("task".into(), text(&EDIT.to_string())),
        ("booking".into(), text(&SESSION.to_string())),
        ("day".into(), text(&format!("2026-11-{day}"))),
        ("start".into(), text(&format!("2026-11-{day}T09:15"))),
        ("end".into(), text(&format!("2026-11-{day}T18:45"))),
        ("breaks".into(), Value::Integer(60)),
        ("done".into(), text("14 minutes of canary-desk")),
    ]
    .into();
    Command::Add { subject: Subject::at_desk(NINA, Kind::Slip, slip), values }
}

fn hand_in(slip: SlipId) -> Command {
    Command::HandInSlip { person: NINA, slip }
}

fn accept(slip: SlipId, accepted: u128) -> Command {
    Command::AcceptSlip { person: NINA, slip, accepted: AcceptedSlipId(RawId(accepted)) }
}

fn refused(engine: &mut Engine, command: Command) -> String {
    engine.submit(&Group::one(command)).unwrap_err().finding().code.to_owned()
}

fn task(engine: &Engine) -> model::Task {
    engine.snapshot().plans[&film()].tasks[&EDIT].as_ref().clone()
}

/// Coordination, and the machine of a technician.
fn coordination_and_technician() -> ([tempfile::TempDir; 2], Engine, Engine) {
    let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let mut ana = founded(folders[0].path());
    ana.submit(&Group::of(plan())).unwrap();
    let mut nina = let_in(folders[1].path(), &mut ana, 3, Role::Technician, GrantScope::Facility);
    meet(&mut ana, &mut nina).unwrap();
    (folders, ana, nina)
}

#[test]
fn a_technician_fills_in_a_slip_and_coordination_accepts_it_into_the_plan() {
    let (folders, mut ana, mut nina) = coordination_and_technician();
    let told = set(SLIP, &[("remaining", Value::Integer(1_920))]);
    nina.submit(&Group::of(vec![fill(SLIP, 23), told, hand_in(SLIP)])).unwrap();
    meet(&mut ana, &mut nina).unwrap();
    let slip = ana.snapshot().desks[&NINA].slips[&SLIP].as_ref().clone();
    assert_eq!(slip.worked(), Some(Minutes(510)));
    assert_eq!(slip.handed_in, parse_date_time("2026-11-23T09:00"), "the hour in Paris");
    ana.submit(&Group::one(accept(SLIP, 0xA1))).unwrap();
    assert_eq!(task(&ana).remaining, Some(Minutes(1_920)), "what the technician says remains");
    assert_eq!(task(&ana).actual_start, slip.start);
    let state = |engine: &Engine| engine.snapshot().plans[&film()].bookings[&SESSION].state.clone();
    assert_eq!(state(&ana), BookingState::InProgress, "the session has another day");
    meet(&mut ana, &mut nina).unwrap();
    let plan = nina.snapshot().plans[&film()].clone();
    assert!(slip.changed_since(plan.accepted(SLIP).unwrap()).is_empty());
    // The second day is the last, and nothing is said of what remains.
    let second = SlipId(RawId(0x52));
    nina.submit(&Group::of(vec![fill(second, 24), hand_in(second)])).unwrap();
    meet(&mut ana, &mut nina).unwrap();
    ana.submit(&Group::one(accept(second, 0xA2))).unwrap();
    assert_eq!(task(&ana).remaining, Some(Minutes(1_920 - 510)));
    assert_eq!(state(&ana), BookingState::Done);
    ana.undo().unwrap();
    assert_eq!(task(&ana).remaining, Some(Minutes(1_920)), "one step back");
    assert_eq!(state(&ana), BookingState::InProgress);
    drop((ana, nina));
    let again = Opening::new(folders[1].path()).open(world()).unwrap();
    assert_eq!(again.snapshot().desks[&NINA].slips.len(), 2, "it is on the disk");
}

#[test]
fn slips_are_accepted_into_the_plan_itself_while_one_works_in_a_variant() {
    let (_folders, mut ana, mut nina) = coordination_and_technician();
    nina.submit(&Group::of(vec![fill(SLIP, 23), hand_in(SLIP)])).unwrap();
    meet(&mut ana, &mut nina).unwrap();
    let variant = model::VariantId(RawId(0xAB));
    let subject = Subject::planned(film(), Kind::Variant, variant.0);
    let values: Values = [("name".into(), text("soir"))].into();
    ana.submit(&Group::one(Command::Add { subject, values })).unwrap();
    ana.work_in(Some((film(), variant))).unwrap();
    ana.submit(&Group::one(accept(SLIP, 0xA1))).unwrap();
    assert!(ana.snapshot().plans[&film()].accepted(SLIP).is_some());
    assert_eq!(task(&ana).remaining, Some(Minutes(4_800 - 510)));
}

#[test]
fn nothing_remains_of_a_task_whose_slip_says_so() {
    let (_folders, mut ana, mut nina) = coordination_and_technician();
    let told = set(SLIP, &[("remaining", Value::Integer(0))]);
    nina.submit(&Group::of(vec![fill(SLIP, 23), told, hand_in(SLIP)])).unwrap();
    meet(&mut ana, &mut nina).unwrap();
    ana.submit(&Group::one(accept(SLIP, 0xA1))).unwrap();
    assert_eq!(task(&ana).actual_finish, parse_date_time("2026-11-23T18:45"));
}

#[test]
fn an_older_slip_that_is_accepted_later_does_not_say_what_remains() {
    let (_folders, mut ana, mut nina) = coordination_and_technician();
    let second = SlipId(RawId(0x52));
    let says = |slip, minutes| set(slip, &[("remaining", Value::Integer(minutes))]);
    let first = vec![fill(SLIP, 23), says(SLIP, 3_000), hand_in(SLIP)];
    let last = vec![fill(second, 24), says(second, 2_000), hand_in(second)];
    nina.submit(&Group::of([first, last].concat())).unwrap();
    meet(&mut ana, &mut nina).unwrap();
    ana.submit(&Group::one(accept(second, 0xA2))).unwrap();
    ana.submit(&Group::one(accept(SLIP, 0xA1))).unwrap();
    assert_eq!(task(&ana).remaining, Some(Minutes(2_000)));
    assert_eq!(task(&ana).actual_start, parse_date_time("2026-11-23T09:15"));
}

fn reopen(accepted: u128) -> Command {
    Command::Delete { subject: Subject::planned(film(), Kind::AcceptedSlip, RawId(accepted)) }
}

#[test]
fn a_slip_that_is_reopened_and_accepted_again_is_counted_once() {
    let (_folders, mut ana, mut nina) = coordination_and_technician();
    nina.submit(&Group::of(vec![fill(SLIP, 23), hand_in(SLIP)])).unwrap();
    meet(&mut ana, &mut nina).unwrap();
    ana.submit(&Group::one(accept(SLIP, 0xA1))).unwrap();
    assert_eq!(task(&ana).remaining, Some(Minutes(4_800 - 510)));
    ana.submit(&Group::one(reopen(0xA1))).unwrap();
    assert_eq!(task(&ana).open_work(), Minutes(4_800));
    assert_eq!(task(&ana).actual_start, None, "nothing else was worked of it");
    meet(&mut ana, &mut nina).unwrap();
    let shorter = set(SLIP, &[("end", text("2026-11-23T17:45"))]);
    nina.submit(&Group::one(shorter)).unwrap();
    meet(&mut ana, &mut nina).unwrap();
    ana.submit(&Group::one(accept(SLIP, 0xA2))).unwrap();
    assert_eq!(task(&ana).remaining, Some(Minutes(4_800 - 450)));
}

#[test]
fn a_task_that_a_slip_has_ended_is_open_again_when_that_is_reopened() {
    let (_folders, mut ana, mut nina) = coordination_and_technician();
    let second = SlipId(RawId(0x52));
    let over = set(second, &[("remaining", Value::Integer(0))]);
    let slips = vec![fill(SLIP, 23), hand_in(SLIP), fill(second, 24), over, hand_in(second)];
    nina.submit(&Group::of(slips)).unwrap();
    meet(&mut ana, &mut nina).unwrap();
    ana.submit(&Group::one(accept(SLIP, 0xA1))).unwrap();
    ana.submit(&Group::one(accept(second, 0xA2))).unwrap();
    assert!(task(&ana).is_finished());
    ana.submit(&Group::one(reopen(0xA2))).unwrap();
    assert!(!task(&ana).is_finished());
    assert_eq!(task(&ana).remaining, Some(Minutes(4_800 - 510)), "as after the first slip");
    assert_eq!(task(&ana).actual_start, parse_date_time("2026-11-23T09:15"));
    ana.undo().unwrap();
    assert!(task(&ana).is_finished(), "one step back");
}

#[test]
fn a_slip_is_refused_with_what_is_wrong_with_it() {
    let (_folders, mut ana, mut nina) = coordination_and_technician();
    nina.submit(&Group::one(fill(SLIP, 23))).unwrap();
    let nothing = |key: &str| set(SLIP, &[(key, Value::Nothing)]);
    nina.submit(&Group::one(nothing("end"))).unwrap();
    assert_eq!(refused(&mut nina, hand_in(SLIP)), "slip-incomplete");
    let at = |moment: &str| set(SLIP, &[("end", text(moment))]);
    assert_eq!(refused(&mut nina, at("2026-11-23T09:15")), "end-before-start");
    assert_eq!(refused(&mut nina, at("2026-11-24T09:16")), "slip-too-long");
    assert_eq!(refused(&mut nina, at("2026-11-23T10:00")), "slip-without-work");
    let waited = set(SLIP, &[("waiting", Value::Integer(-1))]);
    assert_eq!(refused(&mut nina, waited), "slip-negative");
    let odd = set(SLIP, &[("task", text(&TaskId(RawId(9)).to_string()))]);
    assert_eq!(refused(&mut nina, odd), "unknown-reference");
    nina.submit(&Group::one(at("2026-11-23T18:00"))).unwrap();
    meet(&mut ana, &mut nina).unwrap();
    assert_eq!(refused(&mut ana, accept(SLIP, 1)), "slip-not-handed-in");
    assert_eq!(refused(&mut ana, at("2026-11-23T17:00")), "not-allowed", "it is Nina's desk");
    nina.submit(&Group::one(hand_in(SLIP))).unwrap();
    meet(&mut ana, &mut nina).unwrap();
    ana.submit(&Group::one(accept(SLIP, 1))).unwrap();
    assert_eq!(refused(&mut ana, accept(SLIP, 2)), "slip-accepted-already");
    meet(&mut ana, &mut nina).unwrap();
    assert_eq!(refused(&mut nina, at("2026-11-23T17:00")), "slip-frozen");
    assert_eq!(refused(&mut nina, accept(SLIP, 3)), "slip-accepted-already");
    let mine = set(SLIP, &[("remark", text("late"))]);
    assert_eq!(refused(&mut nina, mine), "slip-frozen");
}

#[test]
fn a_slip_changed_after_it_was_accepted_stays_beside_what_was_accepted() {
    let (_folders, mut ana, mut nina) = coordination_and_technician();
    nina.submit(&Group::of(vec![fill(SLIP, 23), hand_in(SLIP)])).unwrap();
    meet(&mut ana, &mut nina).unwrap();
    ana.submit(&Group::one(accept(SLIP, 0xA1))).unwrap();
    nina.submit(&Group::one(set(SLIP, &[("breaks", Value::Integer(0))]))).unwrap();
    meet(&mut ana, &mut nina).unwrap();
    for engine in [&ana, &nina] {
        let snapshot = engine.snapshot();
        let slip = &snapshot.desks[&NINA].slips[&SLIP];
        let accepted = snapshot.plans[&film()].accepted(SLIP).unwrap().clone();
        assert_eq!(slip.changed_since(&accepted), ["breaks"]);
        assert_eq!(accepted.worked(), Some(Minutes(510)));
    }
    // Accepting it again takes what it says now, and counts the difference alone.
    assert_eq!(task(&ana).remaining, Some(Minutes(4_800 - 510)));
    ana.submit(&Group::one(accept(SLIP, 0xA2))).unwrap();
    assert_eq!(task(&ana).remaining, Some(Minutes(4_800 - 570)));
    assert_eq!(ana.snapshot().plans[&film()].accepted(SLIP).unwrap().breaks, Minutes(0));
}

#[test]
fn two_machines_of_one_person_have_one_desk_whichever_wrote_first() {
    let (_folders, mut ana, mut nina) = coordination_and_technician();
    let folder = tempfile::tempdir().unwrap();
    let seeded = Box::new(Seeded::new(7, Stamp::parse(MONDAY).unwrap()));
    let right = (Role::Technician, GrantScope::Facility);
    let mut laptop = ana.set_up(Opening::new(folder.path()), NINA, right, seeded).unwrap();
    meet(&mut ana, &mut laptop).unwrap();
    let second = SlipId(RawId(0x52));
    nina.submit(&Group::one(fill(SLIP, 23))).unwrap();
    laptop.submit(&Group::one(fill(second, 24))).unwrap();
    for _ in 0..2 {
        meet(&mut ana, &mut nina).unwrap();
        meet(&mut ana, &mut laptop).unwrap();
    }
    let desks: Vec<_> =
        [&ana, &nina, &laptop].map(|engine| engine.snapshot().desks[&NINA].slips.len()).into();
    assert_eq!(desks, [2, 2, 2]);
}

#[test]
fn a_desk_goes_to_whoever_it_is_of_and_to_coordination_and_to_nobody_else() {
    let (_folders, mut ana, mut nina) = coordination_and_technician();
    let folder = tempfile::tempdir().unwrap();
    let mut otto = let_in(folder.path(), &mut ana, 9, Role::Technician, GrantScope::Facility);
    nina.submit(&Group::one(fill(SLIP, 23))).unwrap();
    meet(&mut ana, &mut nina).unwrap();
    meet(&mut ana, &mut otto).unwrap();
    meet(&mut nina, &mut otto).unwrap();
    assert!(ana.snapshot().desks.contains_key(&NINA));
    assert!(otto.snapshot().desks.is_empty());
    otto.close().unwrap();
    let bytes = bytes_of(folder.path());
    let facility = ana.members.log.facility();
    let name = named_document(facility, Target::Desk(NINA)).unwrap().0.0.to_be_bytes();
    let holds = |word: &[u8]| bytes.windows(word.len()).any(|window| window == word);
    assert!(!holds(b"canary-desk") && !holds(&name), "no word of it, and not its name");
}

#[test]
fn nobody_gives_the_name_of_a_desk_to_a_document_of_their_own() {
    let (_folders, ana, _nina) = coordination_and_technician();
    let facility = ana.members.log.facility();
    let (hers, other) = (named_document(facility, Target::Desk(NINA)).unwrap(), PersonId(RawId(9)));
    let may = |document, scope: Scope| ana.may_be(document, scope.into());
    assert!(may(hers, Scope::Desk(NINA)));
    assert!(!may(hers, Scope::Desk(other)) && !may(hers, Scope::Plan(film())));
    assert!(!may(DocumentId(RawId(1)), Scope::Desk(NINA)));
    assert!(may(DocumentId(RawId(1)), Scope::Plan(film())));
}
