//! Rooms and people, and the inspector in which they are filled in.

use super::{Wanted, Window};
use egui::{Key, Modifiers, Role, Theme};
use egui_kittest::kittest::{NodeT, Queryable};
use model::{CostRate, Kind};
use std::sync::Arc;

const NONE: Modifiers = Modifiers::NONE;

fn resources(wanted: Wanted) -> Window {
    let mut window = Window::demo_as(wanted);
    window.keys(NONE, Key::F8);
    window
}

fn rooms(window: &Window) -> Vec<String> {
    let snapshot = window.snapshot();
    snapshot.facility.rooms.values().map(|room| room.name.clone()).collect()
}

/// Types into a field of the inspector and leaves it by Enter.
fn keep(window: &mut Window, field: &str, text: &str) {
    window.type_into(field, text);
    window.keys(NONE, Key::Enter);
}

#[test]
fn a_room_is_added_named_deleted_and_brought_back() {
    let mut window = resources(Wanted::default());
    window.picture("resources-fr-dark");
    let before = rooms(&window).len();
    window.press("Nouvelle salle");
    keep(&mut window, "Nom", "Audi 6");
    window.picture("resources-room");
    assert!(rooms(&window).contains(&"Audi 6".to_owned()));
    window.press("Supprimer");
    assert_eq!(rooms(&window).len(), before);
    window.keys(Modifiers::COMMAND, Key::Z);
    assert!(rooms(&window).contains(&"Audi 6".to_owned()));
}

#[test]
fn hours_typed_as_people_write_them_are_kept_and_mistakes_are_said_below() {
    let mut window = resources(Wanted::default());
    window.press("Nouvelle salle");
    keep(&mut window, "Horaires d’ouverture — lundi", "9h-13h 14h-19h");
    let snapshot = window.snapshot();
    let room = snapshot.facility.rooms.values().find(|room| room.name == "Salle sans nom");
    let monday = room.unwrap().hours.0.get(&0).unwrap().to_string();
    assert_eq!(monday, "09:00-13:00 14:00-19:00");
    keep(&mut window, "Horaires d’ouverture — mardi", "abc");
    assert!(window.tells("« abc »"), "what is wrong is said");
    window.picture("resources-wrong-hours");
}

#[test]
fn a_person_gets_a_name_and_a_function_in_english() {
    let mut window = resources(Wanted { language: "en", theme: Theme::Light, ..Wanted::default() });
    window.click("People");
    window.press("New person");
    keep(&mut window, "Name", "Ada Lumière");
    window.picture("resources-en-light");
    let snapshot = window.snapshot();
    let names: Vec<&str> =
        snapshot.directory.entries.values().map(|entry| entry.name.as_str()).collect();
    assert!(names.contains(&"Ada Lumière"));
}

/// What stands in a field of the inspector; all sorts of spaces are one.
fn written(window: &Window, field: &str) -> String {
    let node = window.harness.get_by_role_and_label(Role::TextInput, field);
    let value = node.accesskit_node().value().unwrap_or_default();
    value.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The rates of the record that is selected.
fn rates(window: &Window) -> Vec<Arc<CostRate>> {
    let subject = window.desktop().selection().last().copied().unwrap();
    let casting = window.snapshot().casting.clone();
    match subject.kind {
        Kind::Room => casting.rates_of_room(subject.id.into()).cloned().collect(),
        _ => casting.rates_of_person(subject.id.into()).cloned().collect(),
    }
}

#[test]
fn what_an_hour_of_a_room_costs_is_typed_told_when_wrong_and_undone() {
    let mut window = resources(Wanted::default());
    window.click("Audi 4");
    let before = rates(&window);
    assert_eq!(before[0].hourly, "145 EUR".parse().ok());
    assert_eq!(written(&window, "Coût horaire"), "145 €/h");
    keep(&mut window, "Coût horaire", "152,50 €");
    let after = rates(&window);
    assert_eq!((after.len(), after[0].hourly), (1, "152.50 EUR".parse().ok()));
    assert_eq!(written(&window, "Coût horaire"), "152,50 €/h");
    keep(&mut window, "Coût horaire", "150 $");
    window.picture("resources-hourly-cost");
    assert!(window.tells("Les montants sont en euros pour l’instant"));
    assert_eq!(rates(&window), after);
    window.keys(NONE, Key::Escape);
    window.keys(Modifiers::COMMAND, Key::Z);
    assert_eq!(rates(&window), before);
}

#[test]
fn a_person_without_a_rate_gets_one_from_today_on_in_english() {
    let mut window = resources(Wanted { language: "en", ..Wanted::default() });
    window.click("People");
    window.press("New person");
    assert!(rates(&window).is_empty());
    keep(&mut window, "Hourly cost", "€1,340.50/h");
    let after = rates(&window);
    assert_eq!(after.len(), 1);
    assert_eq!(after[0].hourly, "1340.50 EUR".parse().ok());
    assert_eq!(after[0].from, units::parse_date("2026-11-24"));
    keep(&mut window, "Hourly cost", "32");
    assert_eq!(rates(&window).len(), 1, "what begins today is changed");
    assert_eq!(written(&window, "Hourly cost"), "€32/h");
}

#[test]
fn an_absence_of_the_31st_of_february_is_refused_below_its_field() {
    let mut window = resources(Wanted::default());
    window.click("Absences");
    window.press("Nouvelle absence");
    let before = window.snapshot().facility.absences.clone();
    keep(&mut window, "Début", "31/02");
    window.picture("resources-absence");
    assert!(window.tells("31"), "the day is named");
    assert!(window.snapshot().facility.absences == before);
    keep(&mut window, "Début", "26/11 9h");
    let snapshot = window.snapshot();
    let moved = snapshot
        .facility
        .absences
        .values()
        .find(|absence| absence.start == units::parse_date_time("2026-11-26T09:00"));
    assert_eq!(moved.unwrap().end, units::parse_date_time("2026-11-26T18:00"));
}

#[test]
fn who_is_free_on_thursday_afternoon_is_answered_and_booked() {
    let mut window = resources(Wanted::default());
    window.type_into("Quand", "jeudi après-midi");
    window.picture("resources-free");
    assert!(window.tells("jeu. 26 nov. 14 h – 18 h"), "the question is understood");
    let book = window.names().into_iter().find(|name| name.starts_with("Réserver ")).unwrap();
    window.press(&book);
    assert_eq!(window.desktop().place(), Some(raccord::desktop::Place::Planning));
    assert!(window.tells("Nouvelle séance"));
}

#[test]
fn rows_of_a_spreadsheet_become_rooms_in_one_step() {
    let mut window = resources(Wanted::default());
    let before = rooms(&window).len();
    let text: String = (1..=5_000).map(|n| format!("Salle {n}\tAuditorium\n")).collect();
    window.harness.event(egui::Event::Paste(text));
    window.settle();
    assert_eq!(rooms(&window).len(), before + 5_000);
    window.keys(Modifiers::COMMAND, Key::Z);
    assert_eq!(rooms(&window).len(), before);
}

#[test]
fn what_of_a_pasted_row_is_not_understood_is_told_with_its_line() {
    let mut window = resources(Wanted::default());
    let rows = "Studio A\tauditorium\n\nStudio B\tvaisseau spatial\n\tAuditorium\n";
    window.harness.event(egui::Event::Paste(rows.to_owned()));
    window.settle();
    let names = rooms(&window);
    assert!(names.contains(&"Studio A".to_owned()) && names.contains(&"Studio B".to_owned()));
    assert!(window.tells("2 cellules laissées de côté"));
    assert!(window.tells("Ligne 3 : « vaisseau spatial »"));
    assert!(window.tells("Ligne 4 : pas de nom"));
    window.picture("resources-paste-fr-dark");
}

#[test]
fn the_rules_of_the_house_and_the_other_lists_are_there() {
    let mut window = resources(Wanted::default());
    for tab in ["Équipes", "Matériel", "Absences", "Affinités", "Maison"] {
        window.click(tab);
        window.picture(&format!("resources-{}", tab.to_lowercase()));
    }
    assert!(window.tells("25 déc. Noël"));
}

#[test]
fn a_room_says_when_it_is_free_and_is_booked_from_there() {
    let mut window = resources(Wanted::default());
    window.click("Audi 4");
    assert!(window.tells("Libre dans les huit semaines"));
    let first =
        window.names().into_iter().find(|name| name.contains(" → ") && name.contains("(")).unwrap();
    window.picture("resources-free-fr-dark");
    window.click(&first);
    assert!(window.tells("Nouvelle séance"), "the form of a session is open");
    window.keys(NONE, Key::Escape);
}

#[test]
fn the_day_of_an_absence_is_picked_from_its_month_by_keyboard() {
    let mut window = resources(Wanted::default());
    window.click("Absences");
    window.press("Nouvelle absence");
    let before = window.snapshot().facility.absences.clone();
    window.harness.get_by_role_and_label(Role::TextInput, "Début").focus();
    window.settle();
    window.keys(Modifiers::ALT, Key::ArrowDown);
    window.picture("resources-month-fr-dark");
    window.keys(NONE, Key::ArrowDown);
    window.keys(NONE, Key::Enter);
    let after = window.snapshot().facility.absences.clone();
    let changed = after.iter().find(|(id, absence)| before.get(*id) != Some(*absence)).unwrap();
    let (old, new) = (before[changed.0].start.unwrap(), changed.1.start.unwrap());
    assert_eq!(old.date() + units::Days::new(7), new.date());
    assert_eq!(old.time(), new.time(), "its time stays");
}

#[test]
fn a_room_is_added_named_changed_and_deleted_by_keyboard_alone() {
    let mut window = resources(Wanted::default());
    let before = rooms(&window).len();
    window.keys(NONE, Key::Insert);
    window.type_keys("Audi 6");
    window.keys(NONE, Key::Enter);
    assert!(
        rooms(&window).contains(&"Audi 6".to_owned()),
        "what is typed takes the usual name's place"
    );
    window.keys(NONE, Key::F2);
    window.type_keys("Audi Six");
    window.keys(NONE, Key::Enter);
    assert!(rooms(&window).contains(&"Audi Six".to_owned()));
    assert_eq!(rooms(&window).len(), before + 1);
    window.keys(NONE, Key::Delete);
    assert_eq!(rooms(&window).len(), before);
    window.keys(Modifiers::COMMAND, Key::Z);
    assert_eq!(rooms(&window).len(), before + 1);
}

#[test]
fn keys_pressed_in_a_dialogue_change_nothing_in_the_list_behind_it() {
    let mut window = resources(Wanted::default());
    window.click("Audi 4");
    let before = rooms(&window);
    window.act(raccord::desktop::Action::Settings);
    for key in [Key::Delete, Key::Insert] {
        window.keys(NONE, key);
    }
    window.harness.event(egui::Event::Paste("Studio A\tAuditorium\n".to_owned()));
    window.settle();
    assert_eq!(rooms(&window), before);
}
