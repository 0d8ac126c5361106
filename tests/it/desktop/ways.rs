//! Ways out of what happens, beside the planning.

use super::{Wanted, Window, look_at};
use egui::{Key, Modifiers, Role, Theme};
use egui_kittest::kittest::{NodeT, Queryable};
use raccord::desktop::{Action, Place};

/// Opens the form and says what happens.
fn tell(window: &mut Window, kind: &str) {
    window.act(Action::Unforeseen);
    window.harness.get_by_role_and_label(Role::ComboBox, "Ce qui arrive").click();
    window.settle();
    window.click(kind);
}

fn choose(window: &mut Window, field: &str, text: &str) {
    window.type_into(field, text);
    window.keys(Modifiers::NONE, Key::Enter);
}

/// The mixer of the film that is being mixed is ill for two days.
fn mixer_ill(window: &mut Window) {
    tell(window, "Technicien absent");
    choose(window, "Personne", "Basile Bergougne");
    window.type_into("Du", "30/11 0h");
    window.type_into("Jusqu’au", "2/12 0h");
    window.press("Chercher des solutions");
}

/// The names of the ways out.
fn ways(window: &Window) -> Vec<String> {
    let cards = window.harness.get_all_by_role(Role::RadioButton);
    let names = cards.filter_map(|card| card.accesskit_node().label());
    names.filter(|name| name.get(1..4) == Some(" · ") || name.contains(" · ")).collect()
}

#[test]
fn an_ill_mixer_has_several_ways_out_and_one_is_applied_as_one_step() {
    let mut window = Window::demo();
    let before = window.snapshot();
    mixer_ill(&mut window);
    assert_eq!(window.desktop().place(), Some(Place::Planning));
    let ways = ways(&window);
    assert!(ways.len() >= 3, "{ways:?}");
    assert!(ways.iter().any(|way| way.contains("en remplacement")), "{ways:?}");
    assert!(window.shows("Pourquoi") && window.shows("n’est pas disponible"));
    window.picture("ways-absent-fr-dark");
    assert_eq!(window.snapshot().revision, before.revision, "nothing is written yet");

    let other = ways.iter().find(|way| way.contains("en remplacement")).unwrap().clone();
    window.click(&other);
    let letter = other.get(..1).unwrap();
    window.press(&format!("Appliquer {letter}"));
    let after = window.snapshot();
    assert_eq!(after.revision, before.revision + 1, "one step");
    assert_eq!(after.facility.absences.len(), before.facility.absences.len() + 1);
    let absences = |snapshot: &node::Snapshot| {
        let kinds = snapshot.report.clashes.iter().map(|clash| clash.kind.key());
        kinds.filter(|kind| *kind == "absence").count()
    };
    assert_eq!(absences(&after), absences(&before), "nobody works while away");
    window.keys(Modifiers::COMMAND, Key::Z);
    assert_eq!(window.snapshot().report.clashes, before.report.clashes);
    assert_eq!(window.snapshot().facility.absences, before.facility.absences);
}

#[test]
fn a_delivery_that_comes_sooner_is_met_by_sessions_that_come_sooner() {
    let mut window = Window::demo();
    tell(&mut window, "Livraison déplacée");
    choose(&mut window, "Production", "Le Bac d'Ormeuil");
    window.type_into("Nouvelle date", "27/01/2027");
    window.press("Chercher des solutions");
    let ways = ways(&window);
    assert!(ways.iter().any(|way| way.contains("Avancer des séances")), "{ways:?}");
    assert!(window.shows("tenu"), "{:?}", window.names());
    window.picture("ways-delivery-fr-dark");
}

#[test]
fn late_rushes_are_told_with_what_waits_for_them() {
    let mut window = Window::demo_as(Wanted { theme: Theme::Light, ..Wanted::default() });
    tell(&mut window, "Rushes en retard");
    choose(&mut window, "Production", "Noces de craie");
    choose(&mut window, "Tâche", "Montage image");
    window.type_into("Disponible à partir du", "1/12 9h");
    window.press("Chercher des solutions");
    let ways = ways(&window);
    assert!(ways.len() >= 2, "{ways:?}");
    window.press("Comparer");
    assert!(window.shows("Séances touchées") && window.shows("Heures en plus"));
    window.picture("ways-compare-fr-light");
}

#[test]
fn an_edit_that_takes_longer_is_shared_with_a_second_editor_who_is_named() {
    let show = |wanted: Wanted, name: &str| {
        let [what, kind, task, work, search, shared, nobody] = match wanted.language {
            "en" => [
                "What happens",
                "Overrun",
                "Task",
                "Work that remains",
                "Search ways out",
                "Share the work with ",
                "a second person",
            ],
            _ => [
                "Ce qui arrive",
                "Dépassement",
                "Tâche",
                "Travail qui reste",
                "Chercher des solutions",
                "Partager le travail avec ",
                "une deuxième personne",
            ],
        };
        let mut window = Window::demo_as(wanted);
        window.act(Action::Unforeseen);
        window.harness.get_by_role_and_label(Role::ComboBox, what).click();
        window.settle();
        window.click(kind);
        choose(&mut window, "Production", "La Doublure de l'archiviste");
        choose(&mut window, task, "Montage image");
        window.type_into(work, "12j");
        window.press(search);
        let ways = ways(&window);
        let way = ways.iter().find(|way| way.contains(shared) && !way.contains(nobody));
        let way = way.unwrap_or_else(|| panic!("nobody shares: {ways:?}")).clone();
        window.click(&way);
        window.picture(name);
    };
    show(Wanted::default(), "ways-shared-fr-dark");
    look_at("ways-shared", |name, wanted| show(wanted, name));
}

#[test]
fn what_is_missing_in_the_form_is_said() {
    let mut window = Window::demo();
    window.act(Action::Unforeseen);
    window.press("Chercher des solutions");
    assert!(window.shows("Choisissez d’abord ce qui est touché."));
    window.picture("ways-form-fr-dark");
    window.press("Abandonner");
    assert!(!window.shows("Choisissez d’abord"));
}

#[test]
fn escape_closes_the_ways_out_and_nothing_was_written() {
    let mut window = Window::demo();
    let before = window.snapshot();
    mixer_ill(&mut window);
    assert!(!ways(&window).is_empty());
    window.keys(Modifiers::NONE, Key::Escape);
    assert!(ways(&window).is_empty());
    assert_eq!(window.snapshot().revision, before.revision);
}

#[test]
fn plans_that_change_meanwhile_are_searched_again() {
    let mut window = Window::demo();
    mixer_ill(&mut window);
    let before = ways(&window);
    window.keys(Modifiers::COMMAND, Key::Z);
    let after = ways(&window);
    assert!(!after.is_empty() && window.shows("Appliquer A"), "{before:?} {after:?}");
    window.press("Appliquer A");
    assert!(ways(&window).is_empty(), "it is applied to the plans as they are now");
}

#[test]
fn a_clash_leads_to_all_ways_out_of_it() {
    let mut window = Window::demo_as(Wanted { language: "en", ..Wanted::default() });
    window.keys(Modifiers::NONE, Key::F7);
    window.press("All ways out");
    assert_eq!(window.desktop().place(), Some(Place::Planning));
    assert!(!ways(&window).is_empty());
    window.picture("ways-clash-en-dark");
}

#[test]
fn a_narrow_window_keeps_the_buttons_of_the_panel_in_view() {
    let mut window = Window::demo_as(Wanted { size: (1000.0, 640.0), ..Wanted::default() });
    mixer_ill(&mut window);
    let apply = window.harness.get_by_role_and_label(Role::Button, "Appliquer A");
    let area = apply.rect();
    assert!(area.bottom() < 640.0 && area.right() < 1000.0, "{area:?}");
    window.picture("ways-absent-fr-narrow");
}

#[test]
fn the_inspector_says_why_a_session_does_not_begin_earlier() {
    let mut window = Window::demo();
    window.keys(Modifiers::NONE, Key::F6);
    window
        .harness
        .get_by_label_contains("Mixage, Le Gué de la Saurine, Audi 1, B. Bergougne, mer.\u{a0}25")
        .click();
    window.settle();
    // It lies below what is in view.
    window.harness.get_by_label("Pourquoi pas plus tôt\u{202f}?").click_accesskit();
    window.settle();
    assert!(window.shows("Audi 1 est pris par «\u{a0}Mixage\u{a0}»"), "{:?}", window.names());
}

#[test]
fn a_date_that_nothing_can_save_is_told_with_its_reasons() {
    let mut window = Window::demo();
    tell(&mut window, "Livraison déplacée");
    choose(&mut window, "Production", "Noces de craie");
    window.type_into("Nouvelle date", "1/12/2026");
    window.press("Chercher des solutions");
    assert!(window.shows("ne peut pas finir le"), "{:?}", window.names());
    window.picture("ways-impossible-fr-dark");
}
