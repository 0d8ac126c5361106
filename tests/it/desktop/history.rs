//! The screen of the history, and the plan of a past moment.

use super::{Wanted, Window};
use egui::{Key, Modifiers, Theme};
use egui_kittest::kittest::Queryable;

fn history(wanted: Wanted) -> Window {
    let mut window = Window::demo_as(wanted);
    window.keys(Modifiers::NONE, Key::F9);
    window
}

#[test]
fn every_change_is_told_with_who_when_and_what_it_wrote() {
    let mut window = history(Wanted::default());
    assert!(window.shows("1139 sur 1139"));
    assert!(window.shows("20\u{a0}nov. 19:08, K. Montagut-Sorel, Une séance ajoutée"));
    assert!(window.shows("Écoute avec le diffuseur"), "a value it wrote");
    window.picture("history-fr-dark");
}

#[test]
fn a_value_is_told_before_and_after() {
    let mut window = history(Wanted::default());
    window.harness.get_by_label_contains("20\u{a0}nov. 19:03, K. Montagut-Sorel").click();
    window.settle();
    window.picture("history-before-after");
    assert!(window.shows("03/12/2026 18\u{a0}h → 23/11/2026 8\u{a0}h"));
}

#[test]
fn the_whole_history_of_a_record_is_one_press_away() {
    let mut window = history(Wanted::default());
    window.harness.get_by_label_contains("20\u{a0}nov. 19:03, K. Montagut-Sorel").click();
    window.settle();
    window.press("Toute son histoire, Réservation Mixage");
    window.picture("history-record");
    assert!(window.shows("Ajout"), "its birth");
}

#[test]
fn the_history_is_searched_and_shown_whole_again() {
    let mut window = history(Wanted::default());
    window.type_into("Chercher dans l’historique", "absence demandee");
    assert!(window.shows("Une indisponibilité ajoutée"));
    assert!(!window.shows("1139 sur 1139"));
    window.type_into("Chercher dans l’historique", "rien de tel");
    assert!(window.shows("Aucun changement ne passe ces filtres"));
    window.press("Montrer tout");
    assert!(window.shows("1139 sur 1139"));
}

#[test]
fn what_is_done_now_comes_first() {
    let mut window = Window::demo();
    window.harness.get_by_label_contains("Marquer faites").click();
    window.settle();
    window.keys(Modifiers::NONE, Key::F9);
    assert!(window.shows("14:47, K. Montagut-Sorel"));
    assert!(!window.shows("1139 sur 1139"));
}

#[test]
fn the_plan_of_a_typed_moment_stands_beside_todays_and_escape_returns() {
    let mut window = history(Wanted::default());
    window.press("Revoir un moment…");
    assert!(window.shows("Planning au lundi 23 nov. 2026"));
    window.picture("past-fr-dark");
    window.type_into("Moment à revoir", "31/02");
    window.keys(Modifiers::NONE, Key::Enter);
    assert!(window.shows("février") || window.shows("31"), "the mistake is said below the field");
    window.picture("past-mistake");
    window.type_into("Moment à revoir", "1/10/2026 14h");
    window.keys(Modifiers::NONE, Key::Enter);
    assert!(window.shows("Planning au jeudi 1er oct. 2026"));
    window.picture("past-october");
    window.click("Salles");
    window.picture("past-rooms");
    window.click("Changements depuis");
    window.picture("past-since");
    window.keys(Modifiers::NONE, Key::Escape);
    assert!(window.shows("1139 sur 1139"), "back in the history");
}

#[test]
fn the_plan_is_looked_at_as_it_was_at_a_change() {
    let mut window = history(Wanted { language: "en", theme: Theme::Light, ..Wanted::default() });
    window.picture("history-en-light");
    window.press("Just before");
    assert!(window.shows("Plan as of Fri 20 Nov 2026, 19:07"));
    window.picture("past-en-light");
    window.press("Back to today (Esc)");
    assert!(window.shows("1139 of 1139"));
}

#[test]
fn a_moment_to_come_cannot_be_looked_at() {
    let mut window = history(Wanted { size: (1000.0, 640.0), ..Wanted::default() });
    window.picture("history-fr-narrow");
    window.press("Revoir un moment…");
    window.type_into("Moment à revoir", "demain");
    window.press("Revoir");
    assert!(window.shows("Ce moment n’est pas encore passé"));
    window.picture("past-fr-narrow");
}
