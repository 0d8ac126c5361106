//! The ranking of people: as the program tells it, and as the window shows it beside a session and
//! in the form of a new one.

use crate::desktop::{Wanted, Window};
use crate::program::Program;
use egui::{Key, Modifiers, Role};
use egui_kittest::kittest::{NodeT, Queryable};
use serde_json::{Value, json};

/// A film whose mixer falls ill on the day of the mix. Of the others one is cheap and free, one has
/// the skill and has worked with the director, one is held that morning, one is vetoed, and one is
/// an editor.
const PLAN: &str = r#"
{"command":"set_house","name":"Atelier","zone":"Europe/Paris","hours":{"mon":"09:00-13:00 14:00-18:00","tue":"09:00-13:00 14:00-18:00","wed":"09:00-13:00 14:00-18:00","thu":"09:00-13:00 14:00-18:00","fri":"09:00-13:00 14:00-18:00"}}
{"command":"add_room","id":"$audi","name":"Audi 1","kind":"stage"}
{"command":"add_person","id":"$anna","name":"Anna Brunel","functions":["mixer"],"skills":["7.1.4"]}
{"command":"add_person","id":"$bilal","name":"Bilal Cordier","functions":["mixer"]}
{"command":"add_person","id":"$chloe","name":"Chloé Danjou","functions":["mixer"],"skills":["7.1.4"]}
{"command":"add_person","id":"$david","name":"David Esnault","functions":["mixer"]}
{"command":"add_person","id":"$emma","name":"Emma Fabre","functions":["mixer"],"skills":["7.1.4"]}
{"command":"add_person","id":"$felix","name":"Félix Garnier","functions":["editor"]}
{"command":"add_person","id":"$gilles","name":"Gilles Hamon"}
{"command":"add_cost_rate","person":"$bilal","hourly":"40.00 EUR"}
{"command":"add_cost_rate","person":"$chloe","hourly":"50.00 EUR"}
{"command":"add_affinity","director":"$gilles","person":"$chloe","rating":5}
{"command":"add_affinity","director":"$gilles","person":"$emma","rating":5,"veto":true}
{"command":"create_production","id":"$old","title":"Avant","director":"$gilles"}
{"command":"add_booking","production":"$old","id":"$before","people":["$chloe"],"start":"2026-10-05T09:00","end":"2026-10-05T18:00","state":"done"}
{"command":"create_production","id":"$film","title":"Les Marées","director":"$gilles","delivery":"2027-03-18"}
{"command":"add_task","production":"$film","id":"$mix","name":"Mixage","step":"mix","work":480,"room_kind":"stage","function":"mixer","skills":["7.1.4"]}
{"command":"add_booking","production":"$old","id":"$other","people":["$david"],"start":"2026-12-07T09:00","end":"2026-12-07T13:00","state":"confirmed"}
{"command":"add_booking","production":"$film","id":"$session","task":"$mix","room":"$audi","people":["$anna"],"start":"2026-12-07T09:00","end":"2026-12-07T18:00","state":"confirmed"}
{"command":"add_absence","id":"$ill","person":"$anna","start":"2026-12-07T00:00","end":"2026-12-08T00:00"}
"#;

fn program() -> Program {
    let program = Program::founded();
    let file = program.given("plan.jsonl", PLAN.trim());
    program.run(&["apply", &file, "--json"]).done();
    program
}

const DAY: [&str; 4] = ["--from", "2026-12-07", "--to", "2026-12-07"];

/// Who suits the mix on the day of the session.
fn asked(program: &Program, more: &[&str]) -> String {
    let task = ["show", "free", "--production", "les marées", "--task", "mixage"];
    program.run(&[&task[..], &DAY, more].concat()).done().out
}

#[test]
fn who_suits_a_task_is_told_with_the_parts_of_each_score_and_who_is_out_with_the_reason() {
    let program = program();
    let answer: Value = serde_json::from_str(&asked(&program, &["--json"])).unwrap();
    assert_eq!((&answer["task_name"], &answer["minutes"]), (&json!("Mixage"), &json!(480)));
    assert_eq!(answer["start"], "2026-12-07T00:00:00+01:00");
    let ranked = answer["ranking"]["ranked"].as_array().unwrap();
    let told: Vec<_> = ranked.iter().map(|it| (&it["name"], &it["score"], &it["free"])).collect();
    // Skills, time, legal hours, cost, director, rating, the production.
    // And languages and the way to work, of which nothing is said: 6 and 4.
    let chloe = 27 + 27 + 10 + 6 + 1 + 8 + 10;
    let bilal = 27 + 10 + 8 + 3 + 10;
    let david = 13 + 9 + 4 + 1 + 3 + 10;
    assert_eq!(
        told,
        [
            (&json!("Chloé Danjou"), &json!(chloe), &json!(true)),
            (&json!("Bilal Cordier"), &json!(bilal), &json!(true)),
            (&json!("David Esnault"), &json!(david), &json!(false)),
        ]
    );
    let skills = &ranked[1]["parts"][0];
    assert_eq!((&skills["part"], &skills["missing"]), (&json!("skills"), &json!(["7.1.4"])));
    let time = &ranked[2]["parts"][1];
    assert_eq!((&time["free_minutes"], &time["wanted_minutes"]), (&json!(240), &json!(480)));
    assert_eq!(ranked[0]["parts"][3]["hourly"], "50.00 EUR");
    assert_eq!(ranked[0]["parts"][4]["sessions"], 1);
    let excluded = answer["ranking"]["excluded"].as_array().unwrap();
    let told: Vec<_> = excluded.iter().map(|it| json!([it["name"], it["why"]])).take(2).collect();
    assert_eq!(told, [json!(["Emma Fabre", "veto"]), json!(["Anna Brunel", "absent"])]);
}

#[test]
fn the_ranking_is_read_as_lines_and_without_a_task_free_time_is_told_as_before() {
    let program = program();
    let told = asked(&program, &[]).replace(['\u{a0}', '\u{202f}'], " ");
    for line in [
        " 89/100  Chloé Danjou",
        "27/27  Compétences : toutes",
        " 0/27  Compétences : il manque 7.1.4",
        "13/27  Disponibilité : 4 h sur 8 h",
        "Coût horaire : 50 €/h",
        "Séances avec le réalisateur : 1",
        "Avis du réalisateur : 5 sur 5",
        "Continuité : pas encore sur la production",
        "Langues : aucune n’est demandée",
        "Trajet : sur place",
        "Emma Fabre  (veto du réalisateur)",
        "Anna Brunel  (absence à ce moment-là)",
    ] {
        assert!(told.contains(line), "{line}\n{told}");
    }
    let free = program.run(&[&["show", "free", "david"][..], &DAY].concat()).done().out;
    assert_eq!(free.lines().count(), 1, "{free}");
    let needed = program.run(&["show", "free", "--task", "mixage"]);
    assert_eq!(needed.code, 2, "which production?");
}

fn window(program: &Program) -> Window {
    Window::on(&program.store(), Wanted::default())
}

/// The name of what begins so, of a role.
fn named(window: &Window, role: Role, begins: &str) -> Vec<String> {
    let nodes = window.harness.query_all_by_role(role);
    let names = nodes.filter_map(|node| node.accesskit_node().label());
    names.filter(|name| name.starts_with(begins)).collect()
}

#[test]
fn beside_a_session_whose_mixer_is_ill_those_who_could_hold_it_are_offered_in_order() {
    let program = program();
    let mut window = window(&program);
    window.keys(Modifiers::NONE, Key::F4);
    window.picture("ranking-inspector-fr-dark");
    assert!(window.tells("À la place de Anna Brunel (absence à ce moment-là)"));
    assert!(window.shows("Emma Fabre · veto du réalisateur"), "never offered silently");
    let offers: Vec<String> = ["Chloé", "Bilal", "David", "Emma", "Anna"]
        .iter()
        .flat_map(|name| named(&window, Role::Button, name))
        .collect();
    assert_eq!(
        offers,
        ["Chloé Danjou · 89/100", "Bilal Cordier · 58/100", "David Esnault · 40/100 · pris"]
    );
    window.press("Chloé Danjou · 89/100");
    let snapshot = window.snapshot();
    let mut bookings = snapshot.plans.values().flat_map(|plan| plan.bookings.values());
    let session = bookings.find(|booking| booking.room.is_some()).unwrap();
    let names: Vec<_> =
        session.people.iter().map(|id| snapshot.directory.name(*id).unwrap()).collect();
    assert_eq!(names, ["Chloé Danjou"]);
    assert!(!window.tells("À la place de Anna Brunel"));
    // Whoever is to be added is chosen from the same list, with those who are out of it last.
    window.harness.get_by_role_and_label(Role::ComboBox, "Personnes — Ajouter…").click();
    window.settle();
    window.picture("ranking-inspector-list-fr-dark");
    assert!(window.shows("Bilal Cordier · 58/100"));
    assert!(window.shows("Félix Garnier · pas dans cette fonction"));
}

#[test]
fn the_form_of_a_new_session_lists_people_by_score_and_says_the_parts_of_the_one_that_is_marked() {
    let program = program();
    let mut window = window(&program);
    window.keys(Modifiers::NONE, Key::F6);
    window.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::N);
    window.type_into("Production", "marées");
    window.keys(Modifiers::NONE, Key::ArrowDown);
    window.keys(Modifiers::NONE, Key::Enter);
    window.type_into("Tâche", "mix");
    window.keys(Modifiers::NONE, Key::ArrowDown);
    window.keys(Modifiers::NONE, Key::Enter);
    window.type_into("Début", "7/12 9h");
    window.keys(Modifiers::NONE, Key::Tab);
    window.type_into("Fin", "7/12 18h");
    window.keys(Modifiers::NONE, Key::Tab);
    window.harness.get_by_role_and_label(Role::TextInput, "Personne").focus();
    window.settle();
    let lines = named(&window, Role::ListBoxOption, "");
    let begins = ["Chloé Danjou 89/100 · libre", "Bilal Cordier 58/100 · libre"];
    assert_eq!(lines.get(..2).unwrap(), begins, "{lines:?}");
    assert_eq!(lines.get(3).unwrap(), "Emma Fabre veto du réalisateur", "{lines:?}");
    window.keys(Modifiers::NONE, Key::ArrowDown);
    window.picture("ranking-form-fr-dark");
    assert!(window.tells("27/27 Compétences : toutes"));
    window.keys(Modifiers::NONE, Key::Enter);
    let chosen = window.harness.get_by_role_and_label(Role::TextInput, "Personne");
    assert_eq!(chosen.accesskit_node().value().unwrap(), "Chloé Danjou");
}
