//! The screen of the day.

use super::{Wanted, Window};
use egui::{Key, Modifiers, Theme};
use egui_kittest::kittest::Queryable;
use model::BookingState;
use raccord::desktop::Place;

/// How many sessions are marked as done.
fn done(window: &Window) -> usize {
    let snapshot = window.snapshot();
    let bookings = snapshot.plans.values().flat_map(|plan| plan.bookings.values());
    bookings.filter(|booking| booking.state == BookingState::Done).count()
}

#[test]
fn the_day_tells_what_threatens_a_delivery_the_rooms_and_the_deliveries() {
    let mut window = Window::demo();
    for text in [
        "Mardi 24 novembre",
        "Semaine 48",
        "À décider",
        "Solutions : Hélène Peyrusson",
        "Salles aujourd’hui",
        "Le Gué de la Saurine, Mixage · Basile Bergougne, Audi 1",
        "Livraisons à venir",
        "Les Gardiens de la tourbe · PAD Arc TV, le 4 déc., marge +6",
        "Depuis hier soir",
    ] {
        let text = text.replace(" :", "\u{a0}:").replace("4 déc", "4\u{a0}déc");
        assert!(window.shows(&text), "{text}");
    }
    window.picture("today-fr-dark");
}

#[test]
fn the_day_is_told_in_english_and_by_light() {
    let wanted = Wanted { language: "en", theme: Theme::Light, ..Wanted::default() };
    let mut window = Window::demo_as(wanted);
    for text in ["Tuesday 24 November", "To decide", "Rooms today", "Deliveries to come"] {
        assert!(window.shows(text), "{text}");
    }
    window.picture("today-en-light");
}

#[test]
fn a_narrow_window_shows_one_column() {
    let mut window = Window::demo_as(Wanted { size: (1000.0, 640.0), ..Wanted::default() });
    assert!(window.shows("À décider") && window.shows("Salles aujourd’hui"));
    window.picture("today-fr-narrow");
}

#[test]
fn the_rooms_of_another_day_are_a_press_away_and_back() {
    let mut window = Window::demo();
    window.press("Jour suivant");
    assert!(window.shows("Mercredi 25 novembre") && window.shows("Salles, mer."));
    window.press("Aujourd’hui");
    assert!(window.shows("Mardi 24 novembre") && !window.shows("Mercredi 25 novembre"));
}

#[test]
fn sessions_that_are_over_are_marked_in_one_step_which_is_undone() {
    let mut window = Window::demo();
    let before = done(&window);
    let name = "Marquer faites\u{a0}: 7 séances, terminées et pas encore marquées faites";
    window.press(name);
    assert_eq!(done(&window), before + 7);
    assert!(!window.shows("pas encore marquées faites"));
    assert!(window.shows("K. Montagut-Sorel · "), "what changed is told below");
    window.picture("today-since");
    window.keys(Modifiers::COMMAND, Key::Z);
    assert_eq!(done(&window), before);
    assert!(window.shows("pas encore marquées faites"));
}

#[test]
fn a_clash_leads_to_its_ways_out_by_keys_alone() {
    let mut window = Window::demo();
    window.harness.get_by_label_contains("Solutions\u{a0}: Hélène Peyrusson").focus();
    window.keys(Modifiers::NONE, Key::Enter);
    assert_eq!(window.desktop().place(), Some(Place::Clashes));
    assert!(window.shows("Appliquer\u{a0}: "));
}

#[test]
fn a_tight_delivery_leads_to_its_plan() {
    let mut window = Window::demo();
    window.harness.get_by_label_contains("Voir le plan\u{a0}: Le Bac d").click();
    window.settle();
    assert!(matches!(window.desktop().place(), Some(Place::Production(_))));
}

#[test]
fn a_session_is_selected_by_a_click_and_shown_on_the_planning_by_enter() {
    let mut window = Window::demo();
    let bar = "Le Gué de la Saurine, Mixage · Basile Bergougne, Audi 1";
    window.harness.get_by_label_contains(bar).click();
    window.settle();
    assert_eq!(window.desktop().place(), Some(Place::Today));
    window.keys(Modifiers::NONE, Key::Enter);
    assert_eq!(window.desktop().place(), Some(Place::Planning));
}

#[test]
fn a_new_facility_is_told_what_it_begins_with() {
    let mut window = Window::nowhere(Wanted::default());
    window.type_into("Nom de l’établissement", "Atelier du Quai");
    window.type_into("Votre nom", "Camille");
    window.press("Créer l’établissement");
    assert!(window.shows("Pour commencer"));
    assert!(window.shows("Aucune salle n’est occupée ce jour-là"));
    window.picture("today-empty");
    let before = window.snapshot().revision;
    window.keys(Modifiers::COMMAND, Key::Z);
    assert_eq!(window.snapshot().revision, before, "the facility itself is not taken back");
    window.press("Ajouter des salles et des équipes");
    assert_eq!(window.desktop().place(), Some(Place::Resources));
    window.harness.get_all_by_label("Nouvelle salle").next().unwrap().click();
    window.settle();
    window.keys(Modifiers::NONE, Key::F5);
    assert!(window.shows("fait"));
    window.press("Créer une production");
    assert!(window.tells("Une date du PAD") || window.tells("À rebours"));
    window.keys(Modifiers::NONE, Key::Escape);
    window.keys(Modifiers::NONE, Key::F7);
    assert!(window.shows("Aucun conflit"));
    window.keys(Modifiers::NONE, Key::F9);
    assert!(window.shows("1 sur 1") || window.shows(" sur "));
}
