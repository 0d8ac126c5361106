//! Variants in the window: begun, worked on, compared, taken over, dropped.

use super::planning::click_at;
use super::{Wanted, Window};
use egui::{Key, Modifiers, Theme};
use egui_kittest::kittest::Queryable;
use model::Subject;
use node::Snapshot;
use raccord::desktop::Action;
use std::sync::Arc;

const NAME: &str = "mix en soirée";

/// Begins a variant of the production of a session that can be moved; the session is selected.
fn begin(window: &mut Window) -> Subject {
    window.act(Action::OpenPlanning);
    let bar = window.ground("Montage 4", 2.0);
    click_at(window, bar, Modifiers::NONE);
    let session = *window.desktop().selection().last().unwrap();
    window.act(Action::NewVariant);
    window.type_into("Nom de la variante", NAME);
    window.keys(Modifiers::NONE, Key::Enter);
    window.wait_until(|window| window.snapshot().variant.is_some());
    session
}

/// The plan that a record is in.
fn plan(snapshot: &Snapshot, of: Subject) -> Arc<model::Plan> {
    Arc::clone(&snapshot.plans[&of.scope.production().unwrap()])
}

#[test]
fn a_variant_is_begun_worked_on_compared_and_taken_over_in_the_window() {
    let mut window = Window::demo();
    let start = window.snapshot();
    let session = begin(&mut window);
    let before = plan(&start, session);
    let booking = model::BookingId(session.id);
    assert!(window.shows("mix en soirée") && window.shows("Reprendre dans le planning"));
    let bar = window.ground("Montage 4", 2.0);
    click_at(&mut window, bar, Modifiers::NONE);
    window.keys(Modifiers::ALT, Key::ArrowRight);
    let shown = plan(&window.snapshot(), session);
    assert_ne!(shown.bookings[&booking], before.bookings[&booking], "seen as moved");
    let base = Arc::clone(&window.snapshot().variant.as_ref().unwrap().base);
    assert_eq!(plan(&base, session).bookings, before.bookings, "the plan is as it was");
    window.picture("variant-planning-fr-dark");
    window.act(Action::CompareVariant);
    window.wait_until(|window| window.shows("Séances touchées"));
    assert!(window.shows("Conflits en plus") && window.shows("→"), "{:?}", window.names());
    window.picture("variant-compare-fr-dark");
    let takes = window.harness.get_all_by_label("Reprendre dans le planning");
    takes.last().unwrap().click();
    window.settle();
    assert!(window.snapshot().variant.is_none());
    assert_eq!(plan(&window.snapshot(), session).bookings[&booking], shown.bookings[&booking]);
    window.keys(Modifiers::COMMAND, Key::Z);
    assert_eq!(
        plan(&window.snapshot(), session).bookings,
        before.bookings,
        "taken back as one step"
    );
}

#[test]
fn in_a_narrow_window_the_strip_of_a_variant_keeps_its_buttons() {
    let mut window = Window::demo_as(Wanted { size: (900.0, 640.0), ..Wanted::default() });
    window.act(Action::NewVariant);
    window.type_into("Nom de la variante", NAME);
    window.keys(Modifiers::NONE, Key::Enter);
    window.wait_until(|window| window.snapshot().variant.is_some());
    window.picture("variant-narrow-fr-dark");
    for name in ["Comparer", "Reprendre dans le planning", "Abandonner la variante", "Quitter"] {
        let rect = window.harness.get_by_label(name).rect();
        assert!(rect.left() >= 0.0 && rect.right() <= 900.0, "{name} {rect:?}");
    }
}

#[test]
fn a_variant_is_left_gone_into_again_from_the_list_and_dropped() {
    let mut window =
        Window::demo_as(Wanted { theme: Theme::Light, language: "en", ..Wanted::default() });
    window.act(Action::OpenPlanning);
    window.press("Variant");
    window.picture("variant-list-en-light");
    window.click("New variant…");
    window.press("Create");
    assert!(window.shows("Give the variant a name."));
    window.picture("variant-form-en-light");
    window.type_into("Name of the variant", NAME);
    window.press("Create");
    window.wait_until(|window| window.snapshot().variant.is_some());
    window.press("Leave");
    window.settle();
    assert!(window.snapshot().variant.is_none());
    assert!(!window.shows("no longer open"), "whoever leaves it knows");
    window.press("Variant");
    let listed = window.names().into_iter().find(|name| name.ends_with(NAME)).unwrap();
    window.click(&listed);
    window.wait_until(|window| window.snapshot().variant.is_some());
    window.press("Drop the variant");
    window.settle();
    assert!(window.snapshot().variant.is_none());
    let variants = window.snapshot().plans.values().map(|plan| plan.variants.len()).sum::<usize>();
    assert_eq!(variants, 0);
}
