//! The machines of the facility: the list, an invitation, a joiner at the door, the end of a
//! machine's rights, the key of the facility; joining from the first screen.

use super::{Wanted, Window, lively, look_at, loopback};
use access::{GrantScope, RootKey, Ticket};
use egui::{Key, Modifiers, Theme};
use egui_kittest::kittest::Queryable;
use model::{Kind, PersonId, RawId, Role, Subject, Values};
use node::{Founding, Invitation, Listening, Node, Opening};
use std::path::Path;
use std::sync::mpsc;

const NONE: Modifiers = Modifiers::NONE;

fn founded(folder: &Path) -> node::Engine {
    let founding = Founding::Usual { name: "Atelier du Quai".into(), person: "Camille".into() };
    let opening = Opening::new(folder).labelled("Bureau postproduction");
    opening.found(&founding, lively(1)).unwrap()
}

/// A window on a facility of two machines, of which the other is off.
fn two_machines(wanted: Wanted) -> (tempfile::TempDir, Window) {
    let folder = tempfile::tempdir().unwrap();
    let mut ana = founded(&folder.path().join("ana"));
    let nina = PersonId(RawId(77));
    ana.submit(&node::Group::one(model::Command::Add {
        subject: Subject::shared(Kind::Person, nina),
        values: Values::new(),
    }))
    .unwrap();
    let opening = Opening::new(&folder.path().join("nina")).labelled("Montage 4");
    let rights = (Role::Technician, GrantScope::Facility);
    let mut engine = ana.set_up(opening, nina, rights, lively(2)).unwrap();
    node::meet(&mut ana, &mut engine).unwrap();
    engine.introduce("Nina Ferrand").unwrap();
    node::meet(&mut ana, &mut engine).unwrap();
    ana.close().unwrap();
    let mut window = Window::on(&folder.path().join("ana"), wanted);
    window.keys(NONE, Key::F11);
    (folder, window)
}

#[test]
fn the_machines_are_listed_with_their_people_and_a_machine_is_revoked_when_asked_twice() {
    let (_folder, mut window) = two_machines(Wanted::default());
    window.picture("machines-fr-dark");
    assert!(window.tells("Montage 4, Nina Ferrand, Technicien, hors ligne, en attente : 0"));
    assert!(window.tells("Bureau postproduction, Camille (vous), Coordination"));
    assert!(window.tells("Aucun poste relié"), "the bar says so");
    assert!(window.tells("Technicien: lit, les siens, —"), "who sees what");
    assert!(window.tells("Droits donnés à « Montage 4 » (Nina Ferrand) : Technicien"), "the log");
    let line = window.names().into_iter().find(|name| name.starts_with("Montage 4,")).unwrap();
    window.press(&line);
    window.press("Révoquer ce poste…");
    window.picture("machines-revoke");
    assert!(window.tells("Pour toujours"));
    window.press("Garder");
    window.press("Révoquer ce poste…");
    window.press("Révoquer");
    assert!(window.tells("Montage 4, Nina Ferrand, Technicien, révoqué"));
    assert!(window.tells("Droits de « Montage 4 » (Nina Ferrand) révoqués : Technicien"));
    assert!(!window.tells("Révoquer ce poste…"), "there is nothing left to end");
}

#[test]
fn an_invitation_is_made_shown_as_text_and_withdrawn() {
    let wanted = Wanted { language: "en", theme: Theme::Light, ..Wanted::default() };
    let (_folder, mut window) = two_machines(wanted);
    window.press("Invite a machine");
    window.click("Coordination");
    window.press("Make the invitation");
    window.picture("machines-ticket-en-light");
    let text = window.names().into_iter().find(|name| name.starts_with("raccord:")).unwrap();
    let ticket = Ticket::parse(&text).unwrap();
    assert_eq!((ticket.role, ticket.scope), (Role::Coordination, GrantScope::Facility));
    assert_eq!(window.snapshot().links.tickets.len(), 1);
    window.press("Close");
    window.press("Withdraw");
    assert!(window.snapshot().links.tickets.is_empty());
}

#[test]
fn a_field_written_on_both_sides_is_settled_with_one_click() {
    let folder = tempfile::tempdir().unwrap();
    let mut ana = founded(&folder.path().join("ana"));
    let room = Subject::shared(Kind::Room, RawId(5));
    let name = |name: &str| Values::from([("name".into(), model::Value::Text(name.into()))]);
    let add = model::Command::Add { subject: room, values: name("Audi") };
    ana.submit(&node::Group::one(add)).unwrap();
    let opening = Opening::new(&folder.path().join("ben"));
    let rights = (Role::Coordination, GrantScope::Facility);
    let mut ben = ana.set_up(opening, PersonId(RawId(78)), rights, lively(2)).unwrap();
    node::meet(&mut ana, &mut ben).unwrap();
    for (engine, text) in [(&mut ana, "Audi A"), (&mut ben, "Audi B")] {
        let set = model::Command::Set { subject: room, values: name(text) };
        engine.submit(&node::Group::one(set)).unwrap();
    }
    node::meet(&mut ana, &mut ben).unwrap();
    ana.close().unwrap();
    let mut window = Window::on(&folder.path().join("ana"), Wanted::default());
    window.keys(NONE, Key::F7);
    window.picture("clashes-dispute");
    assert!(window.tells("« Audi A » — Camille"), "who wrote what is told");
    window.press("Garder «\u{a0}Audi B\u{a0}»");
    assert_eq!(window.snapshot().facility.rooms[&room.id.into()].name, "Audi B");
    assert!(window.snapshot().disputes.is_empty());
    assert!(!window.tells("Écrit des deux côtés"));
}

#[test]
fn what_an_hour_costs_is_shown_only_where_the_casting_is() {
    let (folder, window) = two_machines(Wanted::default());
    drop(window);
    for (machine, is_shown) in [("ana", true), ("nina", false)] {
        let mut window = Window::on(&folder.path().join(machine), Wanted::default());
        window.keys(NONE, Key::F8);
        window.click("Équipes");
        // Above the list is who is free, in it the person.
        window.harness.get_all_by_label("Nina Ferrand").last().unwrap().click();
        window.settle();
        assert!(window.tells("Convention collective"), "the person is in the inspector");
        assert_eq!(window.tells("Coût horaire"), is_shown, "{machine}");
    }
}

#[test]
fn what_was_set_aside_is_adopted_with_one_click_and_undone() {
    let folder = tempfile::tempdir().unwrap();
    let mut ana = founded(&folder.path().join("ana"));
    let rights = || (Role::Coordination, GrantScope::Facility);
    let mut machine = |name: &str, seed: u64| {
        let opening = Opening::new(&folder.path().join(name)).labelled(name);
        ana.set_up(opening, PersonId(RawId(u128::from(seed))), rights(), lively(seed)).unwrap()
    };
    let (mut ben, mut cleo) = (machine("Montage 2", 2), machine("Montage 3", 3));
    node::meet(&mut ana, &mut ben).unwrap();
    node::meet(&mut ana, &mut cleo).unwrap();
    ana.revoke(ben.device()).unwrap();
    let room = Subject::shared(Kind::Room, RawId(5));
    let values = Values::from([("name".into(), model::Value::Text("Audi 7".into()))]);
    ben.submit(&node::Group::one(model::Command::Add { subject: room, values })).unwrap();
    node::meet(&mut ben, &mut cleo).unwrap();
    node::meet(&mut ana, &mut cleo).unwrap();
    cleo.close().unwrap();
    let mut window = Window::on(&folder.path().join("Montage 3"), Wanted::default());
    window.keys(NONE, Key::F11);
    assert!(window.snapshot().facility.rooms.is_empty());
    assert!(window.tells("Montage 2 · 1 modification"));
    window.picture("machines-aside");
    window.press("Reprendre à mon compte");
    assert_eq!(window.snapshot().facility.rooms[&room.id.into()].name, "Audi 7");
    assert!(window.tells("Repris ici"));
    window.keys(Modifiers::COMMAND, Key::Z);
    assert!(window.snapshot().facility.rooms.is_empty());
}

#[test]
fn a_backup_is_made_with_words_typed_twice_and_stands_the_test() {
    let (folder, mut window) = two_machines(Wanted::default());
    window.dialogues.will_save_in(folder.path());
    window.press("Sauvegarder…");
    window.type_secret("Phrase secrète", "court");
    window.press("Choisir le fichier…");
    assert!(window.tells("Dix caractères au moins"));
    window.type_secret("Phrase secrète", "cheval batterie agrafe");
    window.press("Choisir le fichier…");
    assert!(window.tells("Les deux ne sont pas les mêmes"));
    window.picture("machines-backup");
    window.type_secret("Encore une fois", "cheval batterie agrafe");
    window.press("Choisir le fichier…");
    assert!(!window.tells("Encore une fois"), "the dialogue is over");
    let file = folder.path().join("raccord-2026-11-24.backup");
    let tried = node::verify_backup(&file, "cheval batterie agrafe", &mut |_| {}).unwrap();
    assert!(tried.heads_equal);
}

#[test]
fn backups_are_made_by_themselves_into_a_folder_and_ended_with_a_click() {
    let (folder, mut window) = two_machines(Wanted::default());
    let copies = folder.path().join("copies");
    std::fs::create_dir(&copies).unwrap();
    window.dialogues.will_save_in(&copies);
    window.press("Sauvegarder…");
    window.type_secret("Phrase secrète", "cheval batterie agrafe");
    window.type_secret("Encore une fois", "cheval batterie agrafe");
    window.press("Chaque heure, dans un dossier…");
    let file = std::fs::read_dir(&copies).unwrap().next().unwrap().unwrap().path();
    assert!(node::verify_backup(&file, "cheval batterie agrafe", &mut |_| {}).unwrap().heads_equal);
    assert!(window.tells("Chaque heure où quelque chose a changé"));
    assert!(window.tells("Dernière\u{a0}:") || window.tells("Dernière"));
    window.picture("machines-routine");
    window.press("Ne plus sauvegarder");
    assert!(!window.tells("Chaque heure où quelque chose a changé"));
}

#[test]
fn a_client_is_not_invited_to_everything() {
    let mut window = Window::demo();
    window.keys(NONE, Key::F11);
    window.press("Inviter un poste");
    window.click("Client");
    let button = window.harness.get_by_role_and_label(egui::Role::Button, "Faire l’invitation");
    assert!(egui_kittest::kittest::NodeT::accesskit_node(&button).is_disabled());
    window.click("Le Bac d'Ormeuil");
    window.press("Faire l’invitation");
    let tickets = window.snapshot().links.tickets.clone();
    assert!(matches!(&tickets[0].scope, GrantScope::Productions(ids) if ids.len() == 1));
}

#[test]
fn the_words_of_the_key_are_shown_until_they_are_written_down() {
    let (_folder, mut window) = two_machines(Wanted::default());
    window.press("Montrer les mots");
    window.picture("machines-root-key");
    let names = window.names();
    let numbered = |number: usize| format!("{number:>2}");
    let words: Vec<String> = (1..=24)
        .map(|number| {
            let place = names.iter().position(|name| *name == numbered(number)).unwrap();
            let mut behind = names[place..].iter();
            behind.find(|name| **name != numbered(number)).unwrap().clone()
        })
        .collect();
    RootKey::from_words(&words.join(" ")).unwrap();
    window.press("Ils sont recopiés");
    assert!(!window.tells("Clé de l’établissement"));
}

#[test]
fn a_joiner_at_the_door_is_let_in_from_whatever_screen_and_receives_the_facility() {
    let folder = tempfile::tempdir().unwrap();
    founded(&folder.path().join("ana")).close().unwrap();
    let wanted = Wanted { listens: true, ..Wanted::default() };
    let mut window = Window::on(&folder.path().join("ana"), wanted);
    window.keys(NONE, Key::F11);
    window.press("Inviter un poste");
    window.press("Faire l’invitation");
    let ticket = window.snapshot().links.tickets[0].clone();
    window.keys(NONE, Key::F6);
    let (show, shown) = mpsc::channel();
    let there = folder.path().join("nina");
    let joining = std::thread::spawn(move || {
        let opening = Opening::new(&there).labelled("Montage 4");
        let compare = move |code: access::ShortCode| show.send(code).is_ok();
        node::join(opening, ticket, &loopback(), lively(3), compare)
    });
    window.wait_until(|window| window.tells("Un poste se présente"));
    window.picture("machines-visit");
    let code = shown.recv().unwrap().to_string().to_uppercase().replace(' ', "  ·  ");
    assert!(window.tells(&code), "both show {code}");
    window.press("Le même code");
    let nina = Node::start(joining.join().unwrap().unwrap()).unwrap();
    nina.listen(loopback()).unwrap();
    window.wait_until(|window| window.tells("2 postes · à jour"));
    window.wait_until(|_| nina.snapshot().facility.house.name == "Atelier du Quai");
    window.keys(NONE, Key::F11);
    window.wait_until(|window| window.tells("Montage 4, —, Technicien, local"));
    window.picture("machines-linked");
    nina.post(|engine| engine.look_at(model::Scope::Facility, "machines"), |()| {}).unwrap();
    window.wait_until(|window| window.tells("Montage 4 regarde aussi ceci"));
    window.picture("machines-presence");
    nina.post(|engine| engine.look_at(model::Scope::Facility, "today"), |()| {}).unwrap();
    window.wait_until(|window| !window.tells("Montage 4 regarde aussi ceci"));
    let line = window.names().into_iter().find(|name| name.starts_with("Montage 4,")).unwrap();
    window.press(&line);
    assert!(window.tells("Regarde en ce moment : Aujourd’hui"));
}

#[test]
fn a_facility_is_joined_from_the_first_screen_with_the_text_of_a_ticket() {
    let folder = tempfile::tempdir().unwrap();
    let ana = Node::start(founded(&folder.path().join("ana"))).unwrap();
    let addresses = ana.listen(Listening { ..loopback() }).unwrap();
    let invitation = Invitation {
        person: None,
        role: Role::Technician,
        scope: GrantScope::Facility,
        minutes: 30,
        addresses,
    };
    let ticket = ana.call(move |engine| engine.invite(&invitation)).unwrap().unwrap().text();
    ana.watch(|engine| {
        // The other screen shows the same: its people say so.
        for guest in engine.guests() {
            if !guest.is_agreed {
                engine.guest_compared(guest.link, true);
            }
        }
    })
    .unwrap();
    let mut window = Window::nowhere(Wanted { listens: true, ..Wanted::default() });
    window.press("Rejoindre un établissement");
    window.type_into("Invitation", "raccord:abc");
    window.press("Rejoindre un établissement");
    assert!(window.tells("L’invitation est mal saisie") || window.tells("Ce n’est pas"));
    window.type_into("Invitation", &ticket);
    window.type_into("Votre nom", "Nina Ferrand");
    window.picture("machines-join");
    window.press("Rejoindre un établissement");
    window.wait_until(|window| window.tells("Comparez-le de vive voix"));
    window.picture("machines-compare");
    window.press("Le même code");
    window.wait_until(|window| {
        window.desktop().snapshot().is_some_and(|it| it.facility.house.name == "Atelier du Quai")
    });
    window.keys(NONE, Key::F11);
    window.wait_until(|window| window.tells("Nina Ferrand (vous)"));
    let name = |node: &Node| {
        node.snapshot().directory.entries.values().any(|entry| entry.name == "Nina Ferrand")
    };
    window.wait_until(|_| name(&ana));
}

#[test]
fn the_screen_is_looked_at_in_both_themes_and_in_a_narrow_window() {
    look_at("machines", |name, wanted| {
        let (_folder, mut window) = two_machines(wanted);
        window.picture(name);
        window.wheel(egui::pos2(600.0, 400.0), -4_000.0);
        window.picture(&format!("{name}-end"));
    });
}
