//! The least and the most that lies between two steps, typed where a dependency is edited and in the
//! panel of a step.

use super::production::{CONFORM, GRADING, fiction, fill_cell, number, plan, task};
use super::{Wanted, Window};
use egui::{Key, Modifiers, Role};
use egui_kittest::kittest::Queryable;
use model::{Lag, Link, LinkKind};
use std::sync::Arc;
use units::Minutes;

/// The link from the conform to the grade.
fn grading_link(window: &Window, conform: &str, grading: &str) -> Arc<Link> {
    let (from, to) = (task(window, conform).id, task(window, grading).id);
    let plan = plan(window);
    let link = plan.links.values().find(|it| (it.from, it.to) == (Some(from), Some(to)));
    Arc::clone(link.unwrap())
}

#[test]
fn a_maximum_lag_is_typed_where_a_dependency_is_edited_told_and_taken_back() {
    let mut window = fiction(Wanted::default());
    let most = |window: &Window| grading_link(window, CONFORM, GRADING).most;
    window.harness.get_by_role_and_label(Role::Cell, "Étape, Étalonnage").click();
    window.settle();
    window.keys(Modifiers::SHIFT, Key::F10);
    window.press("← Conformation");
    window.type_into("Décalage maximal", "bientôt");
    window.keys(Modifiers::NONE, Key::Enter);
    assert!(window.tells("« bientôt » n’est pas un décalage"));
    assert_eq!(most(&window), None);
    window.type_into("Décalage maximal", "5j");
    window.picture("production-maximum-lag-fr-dark");
    window.keys(Modifiers::NONE, Key::Enter);
    assert_eq!(most(&window), Some(Lag::Working(Minutes::hours(40))));
    // The menu of the other end tells it too.
    window.harness.get_by_role_and_label(Role::Cell, "Étape, Conformation").click();
    window.settle();
    window.keys(Modifiers::SHIFT, Key::F10);
    assert!(window.shows("→ Étalonnage au plus 5\u{a0}j"));
    window.keys(Modifiers::NONE, Key::Escape);
    // Other ends, typed in the list, leave it as it is.
    let other = format!("{}DD+1j", number(&window, CONFORM));
    fill_cell(&mut window, "Préd.", GRADING, &other);
    let link = grading_link(&window, CONFORM, GRADING);
    assert_eq!((&link.kind, link.lag.to_string()), (&LinkKind::StartToStart, "480".to_owned()));
    assert_eq!(link.most, Some(Lag::Working(Minutes::hours(40))));
    window.keys(Modifiers::COMMAND, Key::Z);
    window.keys(Modifiers::COMMAND, Key::Z);
    assert_eq!(most(&window), None);
}

#[test]
fn the_panel_of_a_step_tells_and_takes_both_lags_in_both_languages() {
    let words = [
        (
            "fr",
            CONFORM,
            GRADING,
            "Étape",
            "Décalage maximal, Conformation",
            "Décalage, Conformation",
        ),
        ("en", "Conform", "Grading", "Step", "Maximum lag, Conform", "Lag, Conform"),
    ];
    for (language, conform, grading, step, most, lag) in words {
        let mut window = fiction(Wanted { language, ..Wanted::default() });
        window.harness.get_by_role_and_label(Role::Cell, &format!("{step}, {grading}")).click();
        window.settle();
        if window.harness.query_by_label(most).is_none() {
            window.keys(Modifiers::COMMAND, Key::I);
        }
        window.type_into(lag, if language == "fr" { "1j" } else { "1d" });
        window.keys(Modifiers::NONE, Key::Enter);
        window.type_into(most, if language == "fr" { "3je" } else { "3ed" });
        window.keys(Modifiers::NONE, Key::Enter);
        let link = grading_link(&window, conform, grading);
        let written = (link.lag.to_string(), link.most.map(|most| most.to_string()));
        assert_eq!(written, ("480".to_owned(), Some("4320e".to_owned())), "{language}");
        window.picture(&format!("inspector-lags-{language}-dark"));
        let field = window.harness.get_by_role_and_label(Role::TextInput, most);
        let shown = if language == "fr" { "3je" } else { "3ed" };
        assert_eq!(field.value().as_deref(), Some(shown));
        // An empty field takes the maximum out again.
        window.harness.get_by_role_and_label(Role::TextInput, most).focus();
        window.settle();
        window.keys(Modifiers::COMMAND, Key::A);
        window.keys(Modifiers::NONE, Key::Backspace);
        window.keys(Modifiers::NONE, Key::Enter);
        assert_eq!(grading_link(&window, conform, grading).most, None, "{language}");
        window.keys(Modifiers::COMMAND, Key::Z);
        assert!(grading_link(&window, conform, grading).most.is_some(), "{language}");
    }
}
