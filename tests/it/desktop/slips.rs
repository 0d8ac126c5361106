//! Session slips: filled in on the technician's machine, accepted on coordination's, and what is seen
//! where both have gone on apart.

use super::{Wanted, Window, lively, look_at};
use access::GrantScope;
use egui::{Key, Modifiers};
use model::{
    BookingState, Command, Kind, PersonId, ProductionId, Role, Slip, SlipId, Subject, Value,
};
use node::{Engine, Group, Opening};
use raccord::desktop::Action;
use std::ops::Deref;
use std::path::Path;
use views::{SlipFilter, SlipState, SlipView};

const NONE: Modifiers = Modifiers::NONE;

/// A machine of coordination and one of a technician who worked yesterday.
struct Pair {
    machines: super::pair::Pair,
    session: SlipView,
}

impl Deref for Pair {
    type Target = super::pair::Pair;

    fn deref(&self) -> &Self::Target {
        &self.machines
    }
}

impl Pair {
    fn new() -> Self {
        let mut session = None;
        let machines = super::pair::Pair::new(|ana| {
            let found = session.insert(session_of_yesterday(ana));
            (found.person, Role::Technician, GrantScope::Facility)
        });
        Self { machines, session: session.unwrap() }
    }

    fn window(&self, machine: &str, wanted: Wanted) -> Window {
        self.machines.window(machine, wanted, Action::OpenSlips)
    }

    /// What a machine knows of the session.
    fn told(&self, window: &Window) -> SlipView {
        let snapshot = window.snapshot();
        let all = slips(&snapshot, self.session.person);
        let found = all
            .into_iter()
            .find(|view| (view.booking, view.day) == (self.session.booking, self.session.day));
        found.unwrap()
    }
}

fn slips(snapshot: &node::Snapshot, person: PersonId) -> Vec<SlipView> {
    let source = views::Source {
        facility: &snapshot.facility,
        casting: None,
        plans: &snapshot.plans,
        desks: &snapshot.desks,
        publications: &snapshot.publications,
        answers: &snapshot.answers,
        directory: &snapshot.directory,
        report: &snapshot.report,
    };
    views::slips(&source, &SlipFilter { person: Some(person), ..SlipFilter::default() })
}

/// A confirmed session of somebody on the Monday, of a task that is not finished.
fn session_of_yesterday(engine: &Engine) -> SlipView {
    let snapshot = engine.snapshot();
    let monday = units::parse_date("2026-11-23");
    let people = snapshot.facility.people.keys();
    let all = people.flat_map(|person| slips(&snapshot, *person));
    let mut open = all.filter(|view| {
        let plan = view.production.and_then(|id| snapshot.plans.get(&id));
        let task = plan.zip(view.task).and_then(|(plan, task)| plan.tasks.get(&task));
        let booking = plan.zip(view.booking).and_then(|(plan, id)| plan.bookings.get(&id));
        view.day == monday
            && task.is_some_and(|task| !task.is_finished())
            && booking.is_some_and(|it| {
                matches!(it.state, BookingState::Confirmed | BookingState::InProgress)
            })
    });
    open.next().unwrap()
}

fn spoken<'a>(names: &'a [String], parts: &[&str]) -> &'a str {
    let found = names.iter().find(|name| parts.iter().all(|part| name.contains(part)));
    found.unwrap_or_else(|| panic!("{parts:?} in {names:?}"))
}

#[test]
fn a_slip_takes_the_planned_hours_is_corrected_handed_in_and_accepted_with_a_key() {
    let pair = Pair::new();
    let mut nina = pair.window("technician", Wanted::default());
    assert_eq!(pair.told(&nina).state, SlipState::Missing);
    assert!(nina.shows("Remplir comme prévu"), "the first that is missing is chosen");
    nina.picture("slips-missing-fr-dark");
    choose(&mut nina, &pair.session);
    nina.press("Remplir comme prévu");
    assert_eq!(pair.told(&nina).state, SlipState::Draft);
    nina.type_into("Fin", " ");
    nina.keys(NONE, Key::Enter);
    nina.press("Remettre");
    assert!(nina.tells("il manque « Fin »"), "what is lacking is said: {:?}", nina.names());
    nina.type_into("Fin", "20h15");
    nina.keys(NONE, Key::Enter);
    nina.type_into("Fait", "14 min montées");
    nina.keys(NONE, Key::Enter);
    nina.type_into("Reste à faire", "4 j");
    nina.keys(NONE, Key::Enter);
    nina.press("Une demi-journée de moins");
    let view = pair.told(&nina);
    assert_eq!(view.end.unwrap().at.time(), units::NaiveTime::from_hms_opt(20, 15, 0).unwrap());
    let day = nina.snapshot().report.time().calendars().day_length();
    assert_eq!(view.remaining.unwrap().0 * 2, day.0 * 7, "three days and a half");
    nina.picture("slips-form-fr-dark");
    nina.press("Remettre");
    assert_eq!(pair.told(&nina).state, SlipState::HandedIn);
    assert!(nina.tells("signé") && nina.tells("à valider"));
    drop(nina);
    pair.meet();
    let mut ana = pair.window("coordination", Wanted::default());
    ana.keys(NONE, Key::F5);
    ana.picture("today-slips-fr-dark");
    let names = ana.names();
    let line = spoken(&names, &["Bon de séance", &pair.session.person_name, "remis"]).to_owned();
    ana.click(&line);
    assert!(ana.tells("1 bon à valider"), "the card of the day leads to the slips");
    choose(&mut ana, &pair.session);
    ana.picture("slips-handed-in-fr-dark");
    ana.press("Valider");
    assert_eq!(pair.told(&ana).state, SlipState::Accepted);
    let snapshot = ana.snapshot();
    let plan = &snapshot.plans[&pair.session.production.unwrap()];
    assert_eq!(plan.tasks[&pair.session.task.unwrap()].remaining, view.remaining);
    assert!(ana.tells("rien à valider"));
    ana.keys(Modifiers::COMMAND, Key::Z);
    assert_eq!(pair.told(&ana).state, SlipState::HandedIn, "one step back");
}

/// Chooses the line of a session.
fn choose(window: &mut Window, session: &SlipView) {
    let names = window.names();
    let parts = [session.person_name.as_str(), &session.task_name, "lun."];
    let line = spoken(&names, &parts).to_owned();
    window.click(&line);
}

#[test]
fn a_session_of_somebody_who_writes_no_slips_is_accepted_as_planned() {
    let pair = Pair::new();
    let mut ana = pair.window("coordination", Wanted::default());
    choose(&mut ana, &pair.session);
    assert_eq!(pair.told(&ana).state, SlipState::Missing);
    ana.press("Valider comme prévu");
    let view = pair.told(&ana);
    assert_eq!((view.state, view.worked), (SlipState::Accepted, view.planned_work));
    assert!(ana.tells("Saisi par la coordination"));
    ana.picture("slips-recorded-fr-dark");
    ana.type_into("Pause", "2h");
    ana.keys(NONE, Key::Enter);
    assert_ne!(pair.told(&ana).worked, view.worked, "it can be corrected");
    ana.press("Rouvrir");
    assert_eq!(pair.told(&ana).state, SlipState::Missing);
}

#[test]
fn a_slip_changed_after_it_was_accepted_is_among_the_clashes_until_one_side_is_taken() {
    let pair = Pair::new();
    let (production, task) = (pair.session.production.unwrap(), pair.session.task.unwrap());
    let slip = SlipId(model::RawId(0x51));
    write_slip(&pair.of("technician"), &pair.session, slip, production);
    pair.meet();
    let mut ana = pair.window("coordination", Wanted::default());
    choose(&mut ana, &pair.session);
    ana.press("Valider");
    drop(ana);
    // The technician has not heard of it, and goes on.
    let mut nina = pair.open("technician", 21);
    let subject = Subject::at_desk(pair.session.person, Kind::Slip, slip);
    let values = [("breaks".to_owned(), Value::Integer(0))].into();
    nina.submit(&Group::one(Command::Set { subject, values })).unwrap();
    nina.close().unwrap();
    pair.meet();
    let mut ana = pair.window("coordination", Wanted::default());
    ana.keys(NONE, Key::F7);
    assert!(ana.tells("Bons modifiés après validation"));
    assert!(ana.tells("Pause — validé : 1 h · le bon dit : 0 h"), "{:?}", ana.names());
    let by = format!("remis par {},", pair.session.person_name);
    assert!(ana.tells("Validé par Karim Montagut-Sorel") && ana.tells(&by), "who and when");
    ana.picture("slips-changed-fr-dark");
    ana.press("Garder ce qui est validé");
    assert!(!ana.tells("Bons modifiés après validation"));
    assert_eq!(pair.told(&ana).state, SlipState::Accepted);
    ana.keys(Modifiers::COMMAND, Key::Z);
    ana.press("Valider ce que dit le bon");
    assert_eq!(pair.told(&ana).state, SlipState::Accepted);
    let accepted = ana.snapshot().plans[&production].accepted(slip).unwrap().breaks;
    assert_eq!(accepted, units::Minutes(0));
    assert!(ana.snapshot().plans[&production].tasks.contains_key(&task));
}

/// A slip of a session as it was planned, handed in.
fn write_slip(folder: &Path, session: &SlipView, slip: SlipId, production: ProductionId) {
    use model::Record;
    let mut engine = Opening::new(folder).open(lively(20)).unwrap();
    let mut record = Slip::new(slip);
    record.production = Some(production);
    (record.task, record.booking, record.day) = (session.task, session.booking, session.day);
    let planned = session.planned.unwrap();
    (record.start, record.end) = (Some(planned.start.at), Some(planned.end.at));
    record.breaks = units::Minutes(60);
    let subject = Subject::at_desk(session.person, Kind::Slip, slip);
    let add = Command::Add { subject, values: record.filled_values() };
    let hand_in = Command::HandInSlip { person: session.person, slip };
    engine.submit(&Group::of(vec![add, hand_in])).unwrap();
    engine.close().unwrap();
}

#[test]
fn slips_are_shown_in_english_by_day_and_in_a_narrow_window() {
    look_at("slips", |name, wanted| {
        let pair = Pair::new();
        let fill =
            if wanted.language == "en" { "Fill in as planned" } else { "Remplir comme prévu" };
        let mut nina = pair.window("technician", wanted.clone());
        nina.press(fill);
        nina.picture(&format!("{name}-form"));
        drop(nina);
        let mut ana = pair.window("coordination", wanted);
        ana.picture(name);
    });
    let pair = Pair::new();
    let mut window = pair.window("coordination", Wanted { language: "en", ..Wanted::default() });
    assert!(window.tells("nothing to accept"));
    window.click("Waiting");
    assert!(window.tells("Nothing is waiting"));
}
