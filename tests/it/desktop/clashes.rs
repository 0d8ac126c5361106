//! The screen of clashes.

use super::{Wanted, Window};
use egui::{Key, Modifiers, Theme};
use egui_kittest::kittest::Queryable;
use raccord::desktop::Place;

fn clashes(wanted: Wanted) -> Window {
    let mut window = Window::demo_as(wanted);
    window.keys(Modifiers::NONE, Key::F7);
    window
}

fn count(window: &Window) -> usize {
    window.snapshot().report.clashes.len()
}

#[test]
fn the_worst_clash_is_chosen_with_its_sides_its_rule_and_its_ways_out() {
    let mut window = clashes(Wanted::default());
    for text in [
        "« Hélène Peyrusson » n’est pas disponible",
        "Ce qu’on peut faire",
        "Modifications après visionnage",
        "Écrit par",
        "Pas de séance pendant une absence",
    ] {
        let text = text.replace("« ", "«\u{a0}").replace(" »", "\u{a0}»");
        assert!(window.shows(&text), "{text}");
    }
    window.picture("clashes-fr-dark");
}

#[test]
fn the_arrows_walk_the_list() {
    let mut window = clashes(Wanted::default());
    window.keys(Modifiers::NONE, Key::ArrowDown);
    assert!(window.shows("Les séances respectent le lien entre leurs tâches"));
    window.picture("clashes-lag");
    window.keys(Modifiers::NONE, Key::End);
    assert!(window.shows("ne sert qu’à une séance à la fois"));
    window.picture("clashes-double");
    window.keys(Modifiers::NONE, Key::Home);
    assert!(window.shows("Pas de séance pendant une absence"));
}

#[test]
fn enter_applies_the_first_way_out_and_the_next_clash_is_chosen() {
    let mut window = clashes(Wanted::default());
    let before = window.snapshot();
    window.keys(Modifiers::NONE, Key::Enter);
    assert_eq!(window.snapshot().revision, before.revision + 1, "one step");
    assert_eq!(count(&window), before.report.clashes.len() - 1);
    assert!(window.shows("Les séances respectent le lien"), "the next one is chosen");
    window.keys(Modifiers::COMMAND, Key::Z);
    assert_eq!(window.snapshot().report.clashes, before.report.clashes);
}

#[test]
fn any_way_out_is_applied_by_its_button() {
    let mut window = clashes(Wanted::default());
    let before = count(&window);
    window.harness.get_by_role_and_label(
        egui::Role::Button,
        "Appliquer\u{a0}: Modifications après visionnage (La Mémoire des horlogers de Saint-Vorles)\u{a0}: Basile Chabrignon à la place de Hélène Peyrusson",
    ).click();
    window.settle();
    assert_eq!(count(&window), before - 1);
    window.picture("clashes-applied");
}

#[test]
fn a_side_is_shown_on_the_planning() {
    let mut window = clashes(Wanted::default());
    window.harness.get_by_label_contains("Montrer sur le planning\u{a0}: La Mémoire").click();
    window.settle();
    assert_eq!(window.desktop().place(), Some(Place::Planning));
}

#[test]
fn clashes_are_filtered_by_production_and_all_shown_again() {
    let mut window = clashes(Wanted::default());
    window.click("Filtrer par production");
    window.press("Grandeur nature 24");
    assert!(window.shows("Aucun conflit ne passe ces filtres"));
    window.press("Montrer tous les conflits");
    assert!(window.shows("9 sur 9"));
}

#[test]
fn clashes_are_told_in_english_and_in_a_narrow_window() {
    let wanted = Wanted { language: "en", theme: Theme::Light, ..Wanted::default() };
    let mut window = clashes(wanted);
    assert!(window.shows("is not available for") && window.shows("What can be done"));
    window.picture("clashes-en-light");
    let mut window = clashes(Wanted { size: (1000.0, 640.0), ..Wanted::default() });
    assert!(window.shows("Ce qu’on peut faire"));
    window.picture("clashes-fr-narrow");
}
