//! The plan of a production: made from a template by pointer and by keyboard, typed into, worked on
//! by hand, placed in rooms with people.

use super::{Wanted, Window};
use egui::{Event, Key, Modifiers, Pos2, Role, Theme, vec2};
use egui_kittest::kittest::{NodeT, Queryable};
use model::{LinkKind, Plan, ProductionId, Task};
use raccord::desktop::Place;
use std::sync::Arc;
use units::{Minutes, format_date};

const TITLE: &str = "Les Marées";

const EDIT: &str = "Montage image";
pub(super) const CONFORM: &str = "Conformation";
pub(super) const GRADING: &str = "Étalonnage";
const TITLES: &str = "Génériques et titrage";

/// What is typed and pressed in the dialogue of a new production.
struct Words {
    new: &'static str,
    title: &'static str,
    delivery: &'static str,
    create: &'static str,
}

const FRENCH: Words = Words {
    new: "Nouvelle production…",
    title: "Titre",
    delivery: "Livraison du PAD",
    create: "Créer la production",
};

const ENGLISH: Words = Words {
    new: "New production…",
    title: "Title",
    delivery: "Delivery due",
    create: "Create the production",
};

/// A window on the demonstration with a television film planned backward from 30 June 2027.
pub(super) fn fiction(wanted: Wanted) -> Window {
    let words = if wanted.language == "fr" { FRENCH } else { ENGLISH };
    let mut window = Window::demo_as(wanted);
    window.harness.get_by_label_contains(words.new).click();
    window.settle();
    window.type_into(words.title, TITLE);
    window.type_into(words.delivery, "30/06/2027");
    window.press(words.create);
    window
}

fn id(window: &Window) -> ProductionId {
    match window.desktop().place() {
        Some(Place::Production(id)) => id,
        other => panic!("{other:?}"),
    }
}

pub(super) fn plan(window: &Window) -> Arc<Plan> {
    Arc::clone(&window.snapshot().plans[&id(window)])
}

pub(super) fn task(window: &Window, name: &str) -> Arc<Task> {
    let plan = plan(window);
    let named = plan.tasks.values().find(|task| task.name == name);
    Arc::clone(named.unwrap_or_else(|| panic!("no step {name}")))
}

/// The number of a step in the list.
pub(super) fn number(window: &Window, name: &str) -> usize {
    let id = task(window, name).id;
    plan(window).outline().iter().position(|line| line.task.id == id).unwrap() + 1
}

/// What a cell of the list says.
fn cell(window: &Window, column: &str, step: &str) -> String {
    let name = format!("{column}, {step}");
    window.harness.get_by_role_and_label(Role::Cell, &name).value().unwrap_or_default()
}

/// Types into a cell, without leaving it.
fn type_in_cell(window: &mut Window, column: &str, step: &str, text: &str) {
    let name = format!("{column}, {step}");
    window.harness.get_by_role_and_label(Role::Cell, &name).click();
    window.settle();
    window.harness.event(Event::Text(text.to_owned()));
    window.settle();
}

pub(super) fn fill_cell(window: &mut Window, column: &str, step: &str, text: &str) {
    type_in_cell(window, column, step, text);
    window.keys(Modifiers::NONE, Key::Enter);
}

/// Goes from field to field with Tab until one of this name is reached.
fn tab_to(window: &mut Window, name: &str) {
    for _ in 0..60 {
        window.keys(Modifiers::NONE, Key::Tab);
        let node = window.harness.query_all_by_label(name).find(|node| node.is_focused());
        if node.is_some() {
            return;
        }
    }
    panic!("Tab does not reach {name}");
}

/// The middle of the bar whose spoken name begins so.
fn bar(window: &Window, step: &str) -> egui::Rect {
    let name = format!("{step}, ");
    let bars = window.harness.query_all_by_role(Role::Button);
    let mut bars = bars
        .filter(|node| node.accesskit_node().label().is_some_and(|label| label.starts_with(&name)));
    bars.next().unwrap_or_else(|| panic!("no bar of {step}")).rect()
}

fn drag(window: &mut Window, from: Pos2, to: Pos2) {
    window.harness.hover_at(from);
    window.harness.run_ok();
    window.harness.drag_at(from);
    window.harness.run_ok();
    for share in [0.3, 0.6, 1.0] {
        window.harness.hover_at(from + (to - from) * share);
        window.harness.run_ok();
    }
    window.settle();
    window.harness.drop_at(to);
    window.settle();
}

#[test]
fn a_fiction_is_planned_backward_from_its_delivery_by_pointer() {
    let mut window = Window::demo();
    window.harness.get_by_label_contains(FRENCH.new).click();
    window.settle();
    window.type_into(FRENCH.title, TITLE);
    window.type_into("Réalisateur", "Maud Tessier");
    window.type_into("Client", "Production Héron");
    window.type_into("Premiers rushes", "1/02/2027");
    window.type_into(FRENCH.delivery, "30/06/2027");
    assert!(window.tells("Début au plus tard : "), "the other end is worked out while one types");
    assert!(window.tells("« Maud Tessier » sera une nouvelle personne"));
    window.picture("new-production-fr-dark");
    window.press(FRENCH.create);
    let plan = plan(&window);
    assert_eq!(plan.production.title, TITLE);
    assert_eq!(plan.production.delivery.map(format_date).as_deref(), Some("2027-06-30"));
    assert!(plan.production.start.is_some_and(|start| format_date(start).starts_with("2027-0")));
    assert!(plan.tasks.len() > 20 && plan.links.len() > 20);
    let director = plan.production.director.unwrap();
    assert_eq!(window.snapshot().directory.name(director), Some("Maud Tessier"));
    window.picture("production-fr-dark");
    window.keys(Modifiers::COMMAND, Key::Z);
    assert!(!window.snapshot().plans.contains_key(&plan.production.id), "one step takes it back");
}

#[test]
fn a_fiction_is_planned_backward_by_keyboard_alone() {
    let mut window = Window::demo_as(Wanted { language: "en", ..Wanted::default() });
    window.keys(Modifiers::COMMAND, Key::N);
    window.type_keys(TITLE);
    tab_to(&mut window, ENGLISH.delivery);
    window.type_keys("30/06/2027");
    window.picture("new-production-en-dark");
    // Both keys are let go again before the frame is drawn: what counts is how Enter was pressed.
    let enter = |pressed| Event::Key {
        key: Key::Enter,
        physical_key: None,
        pressed,
        repeat: false,
        modifiers: Modifiers::COMMAND,
    };
    window.harness.event(enter(true));
    window.harness.event(enter(false));
    window.settle();
    assert_eq!(plan(&window).production.delivery.map(format_date).as_deref(), Some("2027-06-30"));
    // The list has the keys at once: down to a step, and a longer duration typed into it.
    let work = task(&window, "Conform").work;
    for _ in 0..number(&window, "Conform") - 1 {
        window.keys(Modifiers::NONE, Key::ArrowDown);
    }
    window.keys(Modifiers::NONE, Key::ArrowRight);
    window.type_keys("4d");
    window.keys(Modifiers::NONE, Key::Tab);
    assert_eq!(task(&window, "Conform").work, work + work);
    // Tab has gone on to what is left of it, which Escape leaves as it was.
    let field = window.harness.get_by_role(Role::TextInput);
    assert_eq!(field.accesskit_node().label().as_deref(), Some("Left, Conform"));
    window.keys(Modifiers::NONE, Key::Escape);
    assert_eq!(task(&window, "Conform").remaining, None);
    window.picture("production-en-dark");
}

#[test]
fn what_is_missing_is_said_under_the_fields_and_nothing_is_made() {
    let mut window = Window::demo();
    let before = window.snapshot().plans.len();
    window.keys(Modifiers::COMMAND, Key::N);
    window.type_into(FRENCH.delivery, "31 février");
    window.press(FRENCH.create);
    assert!(window.tells("Une production a besoin d’un titre"));
    assert!(window.tells("Le 31 février"));
    assert_eq!(window.snapshot().plans.len(), before);
    window.keys(Modifiers::NONE, Key::Escape);
    assert!(!window.tells(FRENCH.create));
}

#[test]
fn durations_are_typed_as_people_say_them() {
    let mut window = fiction(Wanted::default());
    fill_cell(&mut window, "Jours", CONFORM, "2,5 j");
    assert_eq!(task(&window, CONFORM).work, Minutes(1_200));
    assert_eq!(cell(&window, "Jours", CONFORM), "2,5");
    fill_cell(&mut window, "Jours", CONFORM, "4h");
    assert_eq!(task(&window, CONFORM).work, Minutes(240));
    window.keys(Modifiers::COMMAND, Key::Z);
    assert_eq!(task(&window, CONFORM).work, Minutes(1_200));
}

#[test]
fn what_is_no_duration_is_refused_below_the_cell_and_stays_as_it_was_typed() {
    let mut window = fiction(Wanted::default());
    let before = task(&window, CONFORM);
    fill_cell(&mut window, "Jours", CONFORM, "abc");
    assert!(window.tells("« abc » n’est pas une durée"));
    window.picture("production-refused-fr-dark");
    let field = window.harness.get_by_role_and_label(Role::TextInput, "Jours, Conformation");
    assert_eq!(field.value().as_deref(), Some("abc"));
    // Elsewhere: the text waits in its cell.
    window.harness.get_by_role_and_label(Role::Cell, "Jours, Étalonnage").click();
    window.settle();
    assert_eq!(cell(&window, "Jours", CONFORM), "abc");
    window.harness.get_by_role_and_label(Role::Cell, "Jours, Conformation").click();
    window.settle();
    window.keys(Modifiers::NONE, Key::F2);
    window.keys(Modifiers::NONE, Key::Escape);
    assert_eq!(cell(&window, "Jours", CONFORM), "2");
    assert_eq!(task(&window, CONFORM), before);
}

#[test]
fn a_day_that_does_not_exist_is_refused() {
    let mut window = fiction(Wanted::default());
    fill_cell(&mut window, "Début", CONFORM, "31 février");
    assert!(window.tells("Le 31 février"));
    assert_eq!(task(&window, CONFORM).not_before, None);
    window.keys(Modifiers::NONE, Key::Escape);
    fill_cell(&mut window, "Début", CONFORM, "14/06/2027");
    let begins = task(&window, CONFORM).not_before.map(units::format_date_time);
    assert_eq!(begins.as_deref(), Some("2027-06-14T09:00"));
}

#[test]
fn predecessors_are_typed_by_their_numbers() {
    let mut window = fiction(Wanted::default());
    let text = format!("{}FS+2j", number(&window, CONFORM));
    type_in_cell(&mut window, "Préd.", GRADING, &text);
    assert!(window.tells(CONFORM), "the numbers are said by name");
    window.keys(Modifiers::NONE, Key::Enter);
    let (plan, to) = (plan(&window), task(&window, GRADING).id);
    let links: Vec<_> = plan.links.values().filter(|link| link.to == Some(to)).collect();
    assert_eq!(links.len(), 1);
    assert_eq!(links[0].from, Some(task(&window, CONFORM).id));
    assert_eq!(
        (&links[0].kind, links[0].lag),
        (&LinkKind::FinishToStart, model::Lag::Working(Minutes(960)))
    );
    // A ring is refused where it is typed.
    let back = number(&window, GRADING).to_string();
    fill_cell(&mut window, "Préd.", CONFORM, &back);
    assert!(window.tells("le lien fermerait une boucle"));
}

#[test]
fn a_dependency_is_drawn_by_hand_and_deleted() {
    let mut window = fiction(Wanted::default());
    let count = plan(&window).links.len();
    window.harness.get_by_role_and_label(Role::Cell, "Étape, Conformation").click();
    window.settle();
    let from =
        window.harness.get_by_label_contains("Lien depuis la fin — Conformation, ").rect().center();
    let to = bar(&window, TITLES).left_center() + vec2(2.0, 0.0);
    drag(&mut window, from, to);
    let (drawn, to) = (plan(&window), task(&window, TITLES).id);
    assert_eq!(drawn.links.len(), count + 1);
    let link = drawn.links.values().find(|link| link.to == Some(to)).unwrap();
    assert_eq!(
        (link.from, &link.kind),
        (Some(task(&window, CONFORM).id), &LinkKind::FinishToStart)
    );
    // Its form, from the menu of the step.
    window.harness.get_by_role_and_label(Role::Cell, "Étape, Génériques et titrage").click();
    window.settle();
    window.keys(Modifiers::SHIFT, Key::F10);
    window.picture("production-menu-fr-dark");
    window.press("← Conformation");
    window.picture("production-link-fr-dark");
    window.type_into("Décalage", "abc");
    window.keys(Modifiers::NONE, Key::Enter);
    assert!(window.tells("« abc » n’est pas un décalage"));
    window.press("Supprimer le lien");
    assert_eq!(plan(&window).links.len(), count);
}

#[test]
fn a_bar_that_is_dragged_tells_what_becomes_of_the_delivery_and_does_not_begin_before() {
    let mut window = fiction(Wanted::default());
    let from = bar(&window, CONFORM).center();
    window.harness.hover_at(from);
    window.harness.run_ok();
    window.harness.drag_at(from);
    window.harness.run_ok();
    window.harness.hover_at(from + vec2(40.0, 0.0));
    window.settle();
    window.harness.hover_at(from + vec2(80.0, 0.0));
    window.settle();
    let told = window.harness.query_all_by_role(Role::Label).filter_map(|node| node.value());
    assert!(told.into_iter().any(|text| text.contains("PAD +")), "the tip says it");
    window.picture("production-drag-fr-dark");
    window.harness.drop_at(from + vec2(80.0, 0.0));
    window.settle();
    assert!(task(&window, CONFORM).not_before.is_some());
}

#[test]
fn a_version_is_taken_and_what_slips_is_shown() {
    let mut window = fiction(Wanted::default());
    window.press("Figer le planning");
    window.type_into("Nom de la version", "Signée");
    window.press("Figer");
    assert_eq!(plan(&window).baselines.values().next().unwrap().name, "Signée");
    assert!(window.tells("comme la version"));
    fill_cell(&mut window, "Jours", EDIT, "45");
    assert!(window.tells("+5 j sur la version"));
    window.press("Affichage ▼");
    window.click("Écart avec la version");
    window.keys(Modifiers::NONE, Key::Escape);
    assert_eq!(cell(&window, "Écart", EDIT), "+5\u{a0}j");
    window.picture("production-slip-fr-dark");
}

#[test]
fn a_step_is_placed_in_a_room_with_a_person_and_taken_back() {
    let mut window = fiction(Wanted::default());
    window.harness.get_by_role_and_label(Role::Cell, "Étape, Étalonnage").click();
    window.settle();
    window.press("Placer…");
    assert!(window.tells("Placer « Étalonnage »"));
    window.picture("production-place-fr-dark");
    // Days are as long as those of the house, though the room is open until ten at night.
    window.press("Réserver");
    let placed = plan(&window);
    let booking = placed.bookings.values().next().unwrap();
    assert_eq!(booking.task, Some(task(&window, GRADING).id));
    assert!(booking.room.is_some() && booking.people.len() == 1);
    window.keys(Modifiers::COMMAND, Key::Z);
    assert!(plan(&window).bookings.is_empty());
    window.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    window.click("Réservations");
    window.picture("production-sessions-fr-dark");
    assert_eq!(plan(&window).bookings.len(), 1);
}

#[test]
fn a_step_is_placed_by_keyboard_alone() {
    let mut window = fiction(Wanted { language: "en", ..Wanted::default() });
    for _ in 0..number(&window, "Grading") - 1 {
        window.keys(Modifiers::NONE, Key::ArrowDown);
    }
    window.keys(Modifiers::COMMAND, Key::Enter);
    assert!(window.tells("Place “Grading”"));
    // What is best is chosen, and the button has the keys.
    window.keys(Modifiers::NONE, Key::Enter);
    assert_eq!(plan(&window).bookings.len(), 1);
    // The list has them again.
    window.keys(Modifiers::NONE, Key::ArrowDown);
    window.keys(Modifiers::COMMAND, Key::Enter);
    assert!(window.tells("Place “Titles and credits”"));
    window.keys(Modifiers::NONE, Key::Escape);
    assert!(!window.tells("Place “"));
}

#[test]
fn a_store_that_takes_nothing_says_why_and_shows_everything() {
    let bytes = std::fs::read(super::demo().join(node::FILE)).unwrap();
    // Somewhere in the file a page is spoilt, so that part of it can still be shown.
    let spoilt = (3..9).find_map(|tenth| {
        let folder = tempfile::tempdir().unwrap();
        let mut bytes = bytes.clone();
        let at = bytes.len() * tenth / 10;
        bytes[at..at + 48].fill(0xA5);
        std::fs::write(folder.path().join(node::FILE), bytes).unwrap();
        let window = Window::on(folder.path(), Wanted::default());
        let snapshot = window.desktop().snapshot();
        let shown = snapshot.is_some_and(|it| it.read_only.is_some() && it.plans.len() > 3);
        shown.then_some((folder, window))
    });
    let (_folder, mut window) = spoilt.expect("a store that is read only");
    let snapshot = window.snapshot();
    let shown = snapshot.plans.values().find(|plan| !plan.tasks.is_empty()).unwrap();
    let title = shown.production.title.clone();
    window.harness.get_all_by_label_contains(&title).next().unwrap().click();
    window.settle();
    assert!(window.tells("Lecture seule"));
    window.picture("production-read-only-fr-dark");
    let before = plan(&window);
    window.keys(Modifiers::NONE, Key::Insert);
    window.keys(Modifiers::NONE, Key::F2);
    assert!(window.harness.query_by_role(Role::TextInput).is_none(), "nothing can be typed");
    assert_eq!(plan(&window), before);
}

#[test]
fn what_is_shown_of_a_plan_is_chosen_and_kept() {
    let mut window = fiction(Wanted::default());
    window.press("Affichage ▼");
    window.picture("production-view-fr-dark");
    window.click("Chemin critique seul");
    window.click("Marges derrière les barres");
    window.click("Reste à faire");
    window.keys(Modifiers::NONE, Key::Escape);
    assert!(window.harness.query_by_label("Étape, Conformation").is_none(), "it has float");
    assert!(window.harness.query_by_label("Reste, Montage image").is_none());
    let settings = window.desktop().settings().clone();
    assert!(!settings.production.columns.unwrap().contains("remaining"));
    window.press("Affichage ▼");
    window.click("Chemin critique seul");
    window.keys(Modifiers::NONE, Key::Escape);
    window.press("Replier ou montrer Montage");
    assert!(window.harness.query_by_label("Étape, Montage image").is_none(), "it is folded away");
    window.picture("production-floats-fr-dark");
    window.harness.get_by_label_contains("aucune ▼").click();
    window.settle();
    window.picture("production-versions-fr-dark");
}

#[test]
fn steps_are_added_grouped_and_deleted_with_the_keys() {
    let mut window = fiction(Wanted::default());
    let count = plan(&window).tasks.len();
    window.harness.get_by_role_and_label(Role::Cell, "Étape, Conformation").click();
    window.settle();
    window.keys(Modifiers::NONE, Key::Insert);
    window.type_keys("Bruitage");
    window.keys(Modifiers::NONE, Key::Enter);
    let foley = task(&window, "Bruitage");
    assert_eq!(foley.step, model::Step::Foley, "the name says which step it is");
    assert_eq!(foley.parent, task(&window, CONFORM).parent);
    assert_eq!(number(&window, "Bruitage"), number(&window, CONFORM) + 1);
    window.harness.get_by_role_and_label(Role::Cell, "Étape, Bruitage").click();
    window.settle();
    window.keys(Modifiers::ALT | Modifiers::SHIFT, Key::ArrowUp);
    assert_eq!(number(&window, "Bruitage") + 1, number(&window, CONFORM));
    window.keys(Modifiers::COMMAND, Key::D);
    assert_eq!(plan(&window).tasks.len(), count + 2);
    window.keys(Modifiers::COMMAND, Key::Z);
    window.keys(Modifiers::NONE, Key::Delete);
    assert_eq!(plan(&window).tasks.len(), count);
}

#[test]
fn five_thousand_rows_are_pasted() {
    let mut window = fiction(Wanted::default());
    let count = plan(&window).tasks.len();
    window.harness.get_by_role_and_label(Role::Cell, "Étape, Conformation").click();
    window.settle();
    let rows: String = (1..=5_000).map(|row| format!("Plan truqué {row}\t0,5 j\n")).collect();
    let rows = format!("Étape\tJours\n{rows}Dernier plan\tabc\n");
    window.harness.event(Event::Paste(rows));
    window.settle();
    assert!(window.tells("Au-delà de 5000 lignes"), "what is left aside is told");
    window.picture("production-paste-fr-dark");
    window.press("Ajouter au planning");
    assert_eq!(plan(&window).tasks.len(), count + 5_000);
}

#[test]
fn the_fields_of_a_production_are_kept_when_they_are_left() {
    let mut window = fiction(Wanted { theme: Theme::Light, ..Wanted::default() });
    window.click("Fiche");
    window.type_into("Client", "Production Héron");
    window.keys(Modifiers::NONE, Key::Tab);
    assert_eq!(plan(&window).production.client, "Production Héron");
    window.type_into("Livraison du PAD", "32/06");
    window.keys(Modifiers::NONE, Key::Enter);
    window.picture("production-sheet-fr-light");
    assert_eq!(plan(&window).production.delivery.map(format_date).as_deref(), Some("2027-06-30"));
    window.type_into("Livraison du PAD", "15/07/2027");
    window.keys(Modifiers::NONE, Key::Enter);
    assert_eq!(plan(&window).production.delivery.map(format_date).as_deref(), Some("2027-07-15"));
}

#[test]
fn an_empty_plan_says_how_it_can_begin() {
    let mut window = Window::demo_as(Wanted { language: "en", ..Wanted::default() });
    window.keys(Modifiers::COMMAND, Key::N);
    window.type_keys(TITLE);
    window.harness.get_by_role_and_label(Role::ComboBox, "Template of steps").click();
    window.settle();
    window.press("No template");
    window.press(ENGLISH.create);
    assert!(window.tells("This schedule is empty"));
    window.picture("production-empty-en-dark");
    window.type_into(ENGLISH.delivery, "30/06/2027");
    window.press("Apply the template");
    assert!(plan(&window).tasks.len() > 10);
}

#[test]
fn the_screen_is_looked_at_in_both_themes_and_in_a_narrow_window() {
    if std::env::var_os("RACCORD_PICTURES").is_none() {
        return;
    }
    for (name, wanted) in [
        ("production-demo-fr-dark", Wanted::default()),
        (
            "production-demo-en-light",
            Wanted { language: "en", theme: Theme::Light, ..Wanted::default() },
        ),
        ("production-demo-narrow", Wanted { size: (1000.0, 640.0), ..Wanted::default() }),
    ] {
        let mut window = Window::demo_as(wanted);
        window.harness.get_all_by_label_contains("Le Gué de la Saurine").next().unwrap().click();
        window.settle();
        window.picture(name);
    }
}

#[test]
fn after_a_click_in_the_navigation_the_keys_walk_the_steps() {
    let mut window = Window::demo();
    window.harness.get_all_by_label_contains("Le Gué de la Saurine").next().unwrap().click();
    window.settle();
    window.keys(Modifiers::NONE, Key::ArrowDown);
    window.keys(Modifiers::NONE, Key::ArrowDown);
    assert_eq!(window.desktop().selection().len(), 1);
}
