//! What is around every screen.

use super::{Wanted, Window};
use egui::{Key, Modifiers, Theme};

#[test]
fn the_demonstration_opens_on_the_day() {
    let mut window = Window::demo();
    assert!(window.shows("Aujourd’hui"));
    assert!(window.shows("Le Gué de la Saurine"));
    window.picture("today-fr-dark");
}

#[test]
fn the_language_is_switched_live() {
    let mut window = Window::demo();
    window.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::L);
    assert!(window.shows("Rooms and people"));
    assert!(!window.shows("Salles et équipes"));
}

#[test]
fn the_palette_finds_a_production_without_its_accents() {
    let mut window = Window::demo();
    window.keys(Modifiers::COMMAND, Key::K);
    window.picture("palette");
    window.type_into("Rechercher", "memoire des");
    window.keys(Modifiers::NONE, Key::Enter);
    let place = window.desktop().place();
    assert!(matches!(place, Some(raccord::desktop::Place::Production(_))), "{place:?}");
}

#[test]
fn a_facility_is_made_by_keyboard_alone() {
    let mut window = Window::nowhere(Wanted::default());
    window.type_keys("Atelier du Quai");
    window.keys(Modifiers::NONE, Key::Enter);
    window.type_keys("Camille");
    window.keys(Modifiers::NONE, Key::Enter);
    assert_eq!(window.snapshot().facility.house.name, "Atelier du Quai");
}

#[test]
fn a_first_start_makes_a_facility_in_three_clicks() {
    let mut window = Window::nowhere(Wanted { theme: Theme::Light, ..Wanted::default() });
    window.picture("welcome-fr-light");
    window.type_into("Nom de l’établissement", "Atelier du Quai");
    window.type_into("Votre nom", "Camille");
    window.press("Créer l’établissement");
    assert_eq!(window.snapshot().facility.house.name, "Atelier du Quai");
}
