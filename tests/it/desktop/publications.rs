//! Publications: coordination sends a plan and a price, the client reads them on a machine of its own
//! and answers, and coordination sees what has moved since.

use super::pair::Pair;
use super::{Wanted, Window, look_at};
use access::GrantScope;
use egui::{Key, Modifiers, Role as Widget};
use egui_kittest::kittest::Queryable;
use model::{Command, PersonId, ProductionId, PublicationId, PublishedDetail, RawId, Role};
use node::{Engine, Group};
use raccord::desktop::Action;

const NONE: Modifiers = Modifiers::NONE;
const TITLE: &str = "Le Gué de la Saurine";

/// A machine of coordination and one of the client of a film of the demonstration.
fn pair() -> Pair {
    Pair::new(|ana| {
        let scope = GrantScope::Productions([film(ana)].into());
        (PersonId(RawId(0xC1)), Role::Client, scope)
    })
}

fn film(engine: &Engine) -> ProductionId {
    let snapshot = engine.snapshot();
    let mut plans = snapshot.plans.iter();
    *plans.find(|(_, plan)| plan.production.title == TITLE).unwrap().0
}

fn window(pair: &Pair, machine: &str, wanted: Wanted) -> Window {
    pair.window(machine, wanted, Action::OpenPublications)
}

/// The plan of the film as it is sent without a window.
fn sent(engine: &Engine, detail: PublishedDetail) -> Command {
    Command::Publish {
        production: film(engine),
        publication: PublicationId(RawId(0xB7)),
        name: "Planning".to_owned(),
        remark: "Sous réserve des archives.".to_owned(),
        detail,
        price: "48500 EUR".parse().ok(),
        agreement: true,
    }
}

fn open_form_of_the_film(window: &mut Window) {
    window.press("Publier…");
    window.harness.get_by_role_and_label(Widget::ComboBox, "Production").click();
    window.settle();
    window.click(TITLE);
}

#[test]
fn a_plan_and_a_price_are_sent_the_client_agrees_and_coordination_reads_it() {
    let pair = pair();
    let mut ana = window(&pair, "coordination", Wanted::default());
    assert!(ana.tells("Rien n’a été publié"));
    open_form_of_the_film(&mut ana);
    assert!(ana.tells("Un poste de client la recevra."), "{:?}", ana.names());
    ana.type_into("Prix hors taxes", "cher");
    ana.press("Envoyer");
    assert!(ana.snapshot().publications.is_empty(), "what is no price is not sent");
    ana.type_into("Prix hors taxes", "48 500,50");
    ana.click("Toutes les tâches");
    ana.picture("publications-form-fr-dark");
    ana.press("Envoyer");
    assert!(ana.tells("accord attendu") && ana.tells("Le planning est toujours celui-là."));
    ana.picture("publications-sent-fr-dark");
    kept_on_paper(&mut ana);
    drop(ana);
    pair.meet();
    let mut carl = Window::on(&pair.of("client"), Wanted::default());
    assert!(carl.tells(TITLE), "what was sent is what a client sees first: {:?}", carl.names());
    for of_house in ["Aujourd’hui", "Bons de séance", "Publier…", "Retirer"] {
        assert!(!carl.shows(of_house), "{of_house} is not the client's");
    }
    assert!(carl.tells("hors taxes") && carl.tells("Montage image"));
    carl.picture("publications-client-fr-dark");
    kept_on_paper(&mut carl);
    carl.keys(Modifiers::COMMAND, Key::E);
    assert!(!carl.shows("Liste des séances"), "what is of the house is no sheet of the client's");
    carl.press("Abandonner");
    carl.press("Bon pour accord");
    assert!(carl.tells("est signé d’un nom"), "who agrees signs");
    carl.type_into("Nom du signataire", "Jeanne Exemple");
    carl.press("Bon pour accord");
    let answers = carl.snapshot().answers.clone();
    assert_eq!(answers.values().map(|said| said.answers.len()).sum::<usize>(), 1);
    carl.type_into("Remarque", "Et les titres ?");
    carl.press("Envoyer la remarque");
    drop(carl);
    pair.meet();
    let mut ana = window(&pair, "coordination", Wanted::default());
    assert!(ana.tells("Jeanne Exemple") && ana.tells("Et les titres ?"));
    assert!(ana.tells("aucun accord attendu"));
    ana.picture("publications-agreed-fr-dark");
}

/// What is chosen is made a PDF, in which the place to sign is.
fn kept_on_paper(window: &mut Window) {
    let folder = tempfile::tempdir().unwrap();
    window.dialogues.will_save_in(folder.path());
    window.press("Exporter en PDF…");
    assert!(window.tells("Publication au client"));
    window.press("Enregistrer sous…");
    let kept = std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path());
    let [paper] = kept.collect::<Vec<_>>().try_into().unwrap();
    assert_eq!(paper.file_name().unwrap(), "publication-au-client-le-gue-de-la-saurine-n-1.pdf");
    assert!(std::fs::read(paper).unwrap().starts_with(b"%PDF-"));
    assert!(!window.shows("Enregistrer sous…"), "the dialogue is over");
}

/// The last task that has not begun is moved by a week.
fn a_week_later(engine: &Engine, production: ProductionId) -> Command {
    let snapshot = engine.snapshot();
    let (plan, report) = (&snapshot.plans[&production], &snapshot.report);
    let dates = &report.plan(production).unwrap().tasks;
    let open = plan
        .tasks
        .values()
        .filter(|task| !task.milestone && task.actual_start.is_none() && !dates[&task.id].group);
    let task = open.max_by_key(|task| dates[&task.id].finish).unwrap().id;
    let start = report.time().civil(dates[&task].start) + units::Days::new(7);
    Command::MoveTask { production, task, start }
}

#[test]
fn what_moves_after_it_was_sent_is_told_and_the_next_publication_says_by_how_much() {
    let pair = pair();
    let mut engine = pair.open("coordination", 5);
    engine.submit(&Group::one(sent(&engine, PublishedDetail::Tasks))).unwrap();
    let film = film(&engine);
    engine.submit(&Group::one(a_week_later(&engine, film))).unwrap();
    engine.close().unwrap();
    let mut ana = window(&pair, "coordination", Wanted::default());
    assert!(!ana.tells("Le planning est toujours celui-là."), "{:?}", ana.names());
    assert!(ana.tells("changé dans le planning"));
    ana.press("Publier…");
    ana.type_into("Prix hors taxes", "900");
    ana.press("Envoyer");
    assert!(ana.tells("remplacée"), "the older one waits for nobody: {:?}", ana.names());
    assert!(ana.names().iter().any(|name| name.contains(", +")), "{:?}", ana.names());
    ana.picture("publications-moved-fr-dark");
    ana.press("Retirer");
    assert!(!ana.tells("remplacée"));
    ana.keys(Modifiers::COMMAND, Key::Z);
    assert!(ana.tells("remplacée"), "one step back");
    ana.keys(NONE, Key::ArrowDown);
    assert!(ana.tells("Sous réserve des archives."), "the keys walk the list");
}

#[test]
fn publications_are_shown_in_english_by_day_and_in_a_narrow_window() {
    look_at("publications", |name, wanted| {
        let pair = pair();
        let [publish, price, send, all, paper] = if wanted.language == "en" {
            ["Publish…", "Price excl. tax", "Send", "Every task", "Export as PDF…"]
        } else {
            ["Publier…", "Prix hors taxes", "Envoyer", "Toutes les tâches", "Exporter en PDF…"]
        };
        let mut ana = window(&pair, "coordination", wanted.clone());
        ana.picture(&format!("{name}-empty"));
        ana.press(publish);
        ana.type_into(price, "48500");
        ana.click(all);
        ana.picture(&format!("{name}-form"));
        ana.press(send);
        ana.picture(name);
        ana.press(paper);
        ana.picture(&format!("{name}-paper"));
        drop(ana);
        let mut engine = pair.open("coordination", 5);
        let publish = sent(&engine, PublishedDetail::Steps);
        engine.submit(&Group::one(publish)).unwrap();
        engine.close().unwrap();
        pair.meet();
        let mut carl = Window::on(&pair.of("client"), wanted);
        carl.picture(&format!("{name}-client"));
    });
}
