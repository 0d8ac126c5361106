//! Windows that are opened, closed, killed and opened again: what was done in them stays.

use super::{Display, Opened};
use crate::program::Program;
use egui::{Key, Modifiers};
use node::{Opening, Snapshot, System};
use std::sync::Arc;

/// Everything as it is on the disk.
fn kept(program: &Program) -> Arc<Snapshot> {
    Opening::new(&program.store()).open(Box::new(System::default())).unwrap().snapshot()
}

/// The name of the facility.
fn facility(program: &Program) -> String {
    kept(program).facility.house.name.clone()
}

/// Number of sessions.
fn sessions(program: &Program) -> usize {
    kept(program).plans.values().map(|plan| plan.bookings.len()).sum()
}

#[test]
fn a_facility_founded_in_the_window_is_there_when_it_is_opened_again() {
    let (display, program) = (Display::new(), Program::nowhere());
    let mut window = Opened::on(&program, &display);
    window.type_into("Nom de l’établissement", "Atelier du Quai");
    window.type_into("Votre nom", "Camille Écru");
    window.click("Créer l’établissement");
    window.wait_for("Tout est gardé sur ce poste");
    window.close();
    assert_eq!(facility(&program), "Atelier du Quai");
    let mut window = Opened::on(&program, &display);
    window.wait_for("Tout est gardé sur ce poste");
    assert!(!window.tree().shows("Créer l’établissement"));
    window.close();
}

#[test]
fn what_was_chosen_stays_chosen() {
    let (display, program) = (Display::new(), Program::founded());
    let mut window = Opened::on(&program, &display);
    window.wait_for("Salles et équipes");
    window.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::L);
    window.wait_for("Rooms and people");
    window.close();
    let mut window = Opened::on(&program, &display);
    window.wait_for("Rooms and people");
    window.keys(Modifiers::COMMAND, Key::B);
    window.wait_until_gone("Rooms and people");
    window.close();
    let mut window = Opened::on(&program, &display);
    window.wait_for("Everything is kept on this machine");
    assert!(!window.tree().shows("Rooms and people"), "the navigation is narrow");
}

#[test]
fn what_the_window_has_kept_survives_kill_nine() {
    let (display, program) = (Display::new(), Program::founded());
    program.apply(
        "{\"command\":\"add_room\",\"name\":\"Audi 1\"}\n\
         {\"command\":\"create_production\",\"title\":\"Les Marées\"}\n",
    );
    let mut window = Opened::on(&program, &display);
    window.wait_for("Tout est gardé sur ce poste");
    window.keys(Modifiers::NONE, Key::F6);
    window.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::N);
    window.type_into("Production", "marées");
    window.keys(Modifiers::NONE, Key::Enter);
    window.click("Créer");
    // The window offers to take back what it knows to be on the disk.
    window.wait_for("Annuler\u{a0}: Ajout");
    window.kill();
    assert_eq!(sessions(&program), 1);
    let mut window = Opened::on(&program, &display);
    window.wait_for("Annuler\u{a0}: Ajout");
    window.keys(Modifiers::COMMAND, Key::Z);
    window.wait_for("Rétablir\u{a0}: Ajout");
    window.kill();
    assert_eq!(sessions(&program), 0);
    assert_eq!(program.run(&["doctor"]).code, 0);
}

#[test]
fn two_windows_on_two_stores_do_not_disturb_each_other() {
    let display = Display::new();
    let (quay, canal) = (Program::nowhere(), Program::nowhere());
    let mut windows = [&quay, &canal].map(|program| Opened::on(program, &display));
    for (window, name) in windows.iter_mut().zip(["Atelier du Quai", "Atelier du Canal"]) {
        window.type_into("Nom de l’établissement", name);
        window.type_into("Votre nom", "Camille");
    }
    for window in &mut windows {
        window.click("Créer l’établissement");
    }
    for window in &mut windows {
        window.wait_for("Tout est gardé sur ce poste");
    }
    windows[0].keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::L);
    windows[0].wait_for("Rooms and people");
    assert!(windows[1].tree().shows("Salles et équipes"));
    windows.into_iter().for_each(Opened::close);
    assert_eq!(facility(&quay), "Atelier du Quai");
    assert_eq!(facility(&canal), "Atelier du Canal");
}
