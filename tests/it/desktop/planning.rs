//! The planning: sessions on rooms, people and productions, by pointer and by keyboard.

use super::{Wanted, Window};
use egui::{Key, Modifiers, Pos2, Role, Theme, vec2};
use egui_kittest::kittest::{NodeT, Queryable};
use model::{Booking, BookingId, BookingState, ProductionId};
use raccord::desktop::PlanningSpan;
use std::sync::Arc;
use units::format_date_time;

const NONE: Modifiers = Modifiers::NONE;

fn planning() -> Window {
    planning_as(Wanted::default())
}

fn planning_as(wanted: Wanted) -> Window {
    let mut window = Window::demo_as(wanted);
    window.keys(NONE, Key::F6);
    window
}

impl Window {
    /// The middle of what has this in its name.
    fn middle(&self, name: &str) -> Pos2 {
        self.harness.get_by_label_contains(name).rect().center()
    }

    /// A place on a row: so many working days after Monday, in the span of three weeks.
    pub(super) fn ground(&self, row: &str, days: f32) -> Pos2 {
        // `Audi 1` is not `Audi 10`.
        let row = if row.ends_with(' ') { row.to_owned() } else { format!("{row}, ") };
        let rows = self.harness.query_all_by_role(Role::RowHeader);
        let is = |name: String| format!("{name}, ").starts_with(&row);
        let row = rows.into_iter().find(|it| it.accesskit_node().label().is_some_and(is));
        let row = row.unwrap().rect();
        let body = self.harness.get_by_role(Role::Group).rect();
        // A weekend is 0.84 of a day wide.
        let weekends = (days / 5.0).floor() * 0.84;
        egui::pos2(body.left() + (days + weekends) * body.width() / 17.52, row.center().y)
    }

    /// Is this written or spoken somewhere, whatever the kind of its spaces?
    fn reads(&self, text: &str) -> bool {
        let plain = |text: String| text.replace(['\u{a0}', '\u{202f}'], " ");
        let has = |node: &egui_kittest::kittest::AccessKitNode<'_>| {
            let texts = [node.label(), node.value()];
            texts.into_iter().flatten().any(|it| plain(it).contains(text))
        };
        self.harness.query_all_by(has).next().is_some()
    }

    /// Presses at a place, goes to another in a few steps, and stays there.
    pub(super) fn drag(&mut self, from: Pos2, to: Pos2) {
        self.harness.hover_at(from);
        self.harness.step();
        self.harness.drag_at(from);
        self.harness.step();
        for part in [0.2_f32, 0.6, 1.0] {
            self.harness.hover_at(from + (to - from) * part);
            self.harness.step();
        }
    }

    fn drop_at(&mut self, at: Pos2) {
        self.harness.drop_at(at);
        self.harness.step();
        self.settle();
    }

    fn drag_and_drop(&mut self, from: Pos2, to: Pos2) {
        self.drag(from, to);
        self.drop_at(to);
    }

    /// All bookings of all plans.
    fn bookings(&self) -> Vec<(ProductionId, Arc<Booking>)> {
        let snapshot = self.snapshot();
        let plans = snapshot.plans.iter();
        plans
            .flat_map(|(id, plan)| plan.bookings.values().map(|booking| (*id, booking.clone())))
            .collect()
    }

    fn booking(&self, id: BookingId) -> Arc<Booking> {
        let found = self.bookings().into_iter().find(|(_, booking)| booking.id == id);
        found.unwrap().1
    }

    /// The booking that is there now and was not before.
    fn new_booking(&self, before: &[(ProductionId, Arc<Booking>)]) -> Arc<Booking> {
        let known = |id: BookingId| before.iter().any(|(_, booking)| booking.id == id);
        let mut new: Vec<_> =
            self.bookings().into_iter().filter(|(_, booking)| !known(booking.id)).collect();
        assert_eq!(new.len(), 1);
        new.remove(0).1
    }

    /// The booking of a room that begins at a moment.
    fn booking_at(&self, room: &str, start: &str) -> Arc<Booking> {
        let snapshot = self.snapshot();
        let room = snapshot.facility.rooms.values().find(|it| it.name == room).unwrap().id;
        let is = |booking: &Booking| {
            booking.room == Some(room) && booking.start.map(format_date_time) == Some(start.into())
        };
        self.bookings().into_iter().find(|(_, booking)| is(booking)).unwrap().1
    }
}

fn dates(booking: &Booking) -> String {
    let moment = |moment: Option<units::NaiveDateTime>| format_date_time(moment.unwrap());
    format!("{} {}", moment(booking.start), moment(booking.end))
}

#[test]
fn pictures() {
    let mut window = planning();
    window.picture("planning-fr-dark");
    window.click("Personnes");
    window.picture("planning-people");
    window.click("Productions");
    window.picture("planning-productions");
    window.click("Trimestre");
    window.picture("planning-quarter");
    let mut window = planning_as(Wanted {
        language: "en",
        theme: Theme::Light,
        size: (1000.0, 640.0),
        scale: 1.0,
        ..Wanted::default()
    });
    window.picture("planning-narrow-en-light");
    window.press("Filter");
    window.picture("planning-narrow-filters");
    window.click("Day");
    window.picture("planning-narrow-day");
}

#[test]
fn a_session_is_drawn_on_a_room_and_undone() {
    let mut window = planning();
    let before = window.bookings();
    let (from, to) = (window.ground("Audi 4", 2.1), window.ground("Audi 4", 3.9));
    window.drag(from, to);
    assert!(window.reads("mer. 25 nov. 9 h → jeu. 26 nov. 18 h"));
    window.drop_at(to);
    window.picture("planning-form");
    window.type_into("Production", "gue");
    window.keys(NONE, Key::Enter);
    window.picture("planning-form-production");
    window.keys(NONE, Key::Enter);
    let made = window.new_booking(&before);
    assert_eq!(dates(&made), "2026-11-25T09:00 2026-11-26T18:00");
    assert_eq!((made.state.clone(), made.rank), (BookingState::Option, Some(1)));
    assert_eq!(made, window.booking_at("Audi 4", "2026-11-25T09:00"));
    window.keys(Modifiers::COMMAND, Key::Z);
    assert_eq!(window.bookings().len(), before.len());
}

#[test]
fn escape_gives_a_drag_and_a_form_up() {
    let mut window = planning();
    let before = window.bookings();
    let (from, to) = (window.ground("Audi 4", 2.1), window.ground("Audi 4", 3.9));
    window.drag(from, to);
    window.harness.key_press(Key::Escape);
    window.harness.step();
    window.drop_at(to);
    assert!(!window.reads("Nouvelle séance"));
    window.drag_and_drop(from, to);
    assert!(window.reads("Nouvelle séance"));
    window.keys(NONE, Key::Escape);
    assert!(!window.reads("Nouvelle séance"));
    let bar =
        window.middle("Prémixage, Les Heures creuses de Madame Ott, Audi 3, S. Aguilhem, 1er");
    window.drag(bar, bar + vec2(120.0, 0.0));
    window.harness.key_press(Key::Escape);
    window.harness.step();
    window.drop_at(bar + vec2(120.0, 0.0));
    assert_eq!(window.bookings(), before);
}

#[test]
fn a_drag_onto_a_taken_room_says_it_would_clash_before_it_is_dropped() {
    let mut window = planning();
    let before = window.bookings();
    let session = window.booking_at("Montage 7", "2026-11-23T14:00");
    let bar = window.middle("Noces de craie, Montage 7, U. Charpenel, 23");
    let onto = |window: &Window, row: &str| egui::pos2(bar.x, window.ground(row, 0.0).y);
    window.drag(bar, onto(&window, "Montage 4"));
    assert!(window.reads("⚠ Conflit"));
    assert!(window.reads("« Montage 4 » est pris deux fois"));
    window.picture_with_pointer("planning-would-clash");
    assert_eq!(window.bookings(), before);
    // Free ground says nothing of the kind.
    let free = onto(&window, "Montage 6");
    window.harness.hover_at(free);
    window.harness.run_ok();
    window.picture_with_pointer("planning-free");
    assert!(!window.reads("⚠ Conflit"));
    window.drop_at(free);
    let moved = window.booking_at("Montage 6", "2026-11-23T14:00");
    assert_eq!((moved.id, dates(&moved)), (session.id, dates(&session)));
}

#[test]
fn a_session_moves_to_another_room_by_keyboard_alone() {
    let mut window = planning();
    let session = window.booking_at("Audi 1", "2026-12-02T09:00");
    // Until the ground of the timeline has the attention; then to the session by arrows.
    let of_room = |node: &egui_kittest::kittest::AccessKitNode<'_>| {
        node.is_focused() && node.label().is_some_and(|label| label.contains(", Audi 1, "))
    };
    let is_there = |window: &Window| window.harness.query_all_by(of_room).next().is_some();
    for _ in 0..80 {
        if is_there(&window) {
            break;
        }
        window.harness.key_press(Key::Tab);
        window.harness.step();
    }
    assert!(is_there(&window));
    let led = |window: &Window| window.desktop().selection().last().map(|subject| subject.id);
    for _ in 0..20 {
        window.keys(NONE, Key::ArrowRight);
        if led(&window) == Some(session.id.0) {
            break;
        }
    }
    assert_eq!(led(&window), Some(session.id.0));
    for _ in 0..4 {
        window.keys(Modifiers::ALT, Key::ArrowDown);
    }
    window.keys(Modifiers::ALT, Key::ArrowRight);
    let moved = window.booking(session.id);
    let expected =
        window.snapshot().facility.rooms.values().find(|it| it.name == "Audi 5").unwrap().id;
    assert_eq!(moved.room, Some(expected));
    assert_eq!(dates(&moved), "2026-12-02T14:00 2026-12-03T18:00");
    window.keys(Modifiers::ALT | Modifiers::SHIFT, Key::ArrowRight);
    assert_eq!(dates(&window.booking(session.id)), "2026-12-02T14:00 2026-12-04T13:00");
}

#[test]
fn several_sessions_move_together_in_one_step() {
    let mut window = planning();
    let sessions =
        ["2026-11-26T09:00", "2026-11-27T09:00"].map(|start| window.booking_at("Audi 1", start));
    let days = [window.ground("Audi 1", 3.4), window.ground("Audi 1", 4.4)];
    click_at(&mut window, days[0], NONE);
    click_at(&mut window, days[1], Modifiers::COMMAND);
    window.drag_and_drop(days[0], window.ground("Audi 1", 4.4));
    let moved = sessions.each_ref().map(|session| dates(&window.booking(session.id)));
    assert_eq!(moved, ["2026-11-27T09:00 2026-11-27T18:00", "2026-11-30T09:00 2026-11-30T18:00"]);
    window.keys(Modifiers::COMMAND, Key::Z);
    assert_eq!(sessions.each_ref().map(|session| window.booking(session.id)), sessions);
}

pub(super) fn click_at(window: &mut Window, at: Pos2, modifiers: Modifiers) {
    let button = egui::PointerButton::Primary;
    window.harness.hover_at(at);
    window.harness.step();
    for pressed in [true, false] {
        let event = egui::Event::PointerButton { pos: at, button, pressed, modifiers };
        window.harness.event_modifiers(event, modifiers);
        window.harness.step();
    }
    window.settle();
}

#[test]
fn a_copy_is_dragged_with_ctrl_and_the_original_stays() {
    let mut window = planning();
    let before = window.bookings();
    let from = window.ground("Audi 1", 3.4);
    let to = egui::pos2(window.ground("Audi 1", 4.4).x, window.ground("Audi 4", 0.0).y);
    window.drag(from, to);
    window.harness.event(egui::Event::ModifiersChanged(Modifiers::COMMAND));
    window.harness.step();
    window.drop_at(to);
    window.harness.event(egui::Event::ModifiersChanged(NONE));
    let copy = window.new_booking(&before);
    assert_eq!(copy, window.booking_at("Audi 4", "2026-11-27T09:00"));
    assert!(before.iter().all(|(_, booking)| window.booking(booking.id) == *booking));
    assert_eq!(window.desktop().selection().last().map(|led| led.id), Some(copy.id.0));
}

#[test]
fn an_option_is_confirmed_from_the_menu_and_given_back_by_keyboard() {
    let mut window = planning();
    let option = window.booking_at("Audi 2", "2026-12-01T14:00");
    assert_eq!(option.state, BookingState::Option);
    let bar = window.harness.query_all_by_label_contains(", Audi 2, ").next().unwrap().rect();
    secondary_click_at(&mut window, bar.center());
    window.picture("planning-menu");
    let menu = window.harness.get_by_role_and_label(Role::MenuItem, "Confirmer");
    menu.click();
    window.settle();
    let led = window.desktop().selection().last().unwrap().id;
    assert_eq!(window.booking(led.into()).state, BookingState::Confirmed);
    window.keys(Modifiers::SHIFT, Key::F10);
    assert!(window.reads("Libérer"));
    for _ in 0..20 {
        let item = window.harness.get_by_role_and_label(Role::MenuItem, "Libérer");
        if item.accesskit_node().is_focused() {
            break;
        }
        window.keys(NONE, Key::ArrowDown);
    }
    window.keys(NONE, Key::Enter);
    assert_eq!(window.booking(led.into()).state, BookingState::Released);
}

fn secondary_click_at(window: &mut Window, at: Pos2) {
    let (button, modifiers) = (egui::PointerButton::Secondary, NONE);
    window.harness.hover_at(at);
    window.harness.step();
    for pressed in [true, false] {
        window.harness.event(egui::Event::PointerButton { pos: at, button, pressed, modifiers });
        window.harness.step();
    }
    window.settle();
}

#[test]
fn a_session_of_several_days_is_split_between_two_of_them() {
    let mut window = planning();
    let before = window.bookings();
    let session = window.booking_at("Montage 4", "2026-11-23T09:00");
    let at = window.ground("Montage 4", 2.0);
    click_at(&mut window, at, NONE);
    window.keys(NONE, Key::S);
    let first = window.booking(session.id);
    let rest = window.new_booking(&before);
    let work = |booking: &Booking| {
        let snapshot = window.snapshot();
        let time = snapshot.report.time();
        time.booked_work(&time.occupation(booking).pieces)
    };
    assert_eq!(work(&first) + work(&rest), work(&session));
    assert_eq!(rest.start.unwrap().time(), session.start.unwrap().time());
    assert_eq!((rest.end, rest.room, &rest.people), (session.end, session.room, &session.people));
    window.keys(Modifiers::COMMAND, Key::Z);
    assert_eq!(window.bookings(), before);
}

#[test]
fn what_is_deleted_is_told_and_brought_back() {
    let mut window = planning();
    let before = window.bookings();
    let at = window.ground("Audi 1", 3.4);
    click_at(&mut window, at, NONE);
    window.keys(NONE, Key::Delete);
    assert_eq!(window.bookings().len(), before.len() - 1);
    window.press("Annuler");
    assert_eq!(window.bookings(), before);
}

#[test]
fn a_person_takes_the_place_of_another_in_the_rows_of_people() {
    let mut window = planning();
    window.click("Personnes");
    let bar = window.middle("Modifications après visionnage, Quai des Salines-Neuves, Montage 5");
    let onto = egui::pos2(bar.x, window.ground("Basile ", 0.0).y);
    window.drag(bar, onto);
    window.picture_with_pointer("planning-person");
    window.drop_at(onto);
    let moved = window.booking_at("Montage 5", "2026-11-24T09:00");
    let snapshot = window.snapshot();
    let names: Vec<_> =
        moved.people.iter().map(|id| snapshot.directory.name(*id).unwrap().to_owned()).collect();
    assert!(matches!(names.as_slice(), [name] if name.starts_with("Basile")), "{names:?}");
}

#[test]
fn a_session_is_made_by_keyboard_alone() {
    // From the screen of the day: the form is on the planning.
    let mut window =
        Window::demo_as(Wanted { language: "en", theme: Theme::Light, ..Wanted::default() });
    let before = window.bookings();
    window.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::N);
    assert!(window.reads("New session"));
    let typed = |window: &mut Window, text: &str| {
        window.harness.event(egui::Event::Text(text.to_owned()));
        window.settle();
    };
    typed(&mut window, "archiviste");
    window.keys(NONE, Key::Enter);
    window.keys(NONE, Key::ArrowDown);
    window.picture("planning-form-en-light");
    window.keys(NONE, Key::Enter);
    window.type_into("Start", "Mon 30 Nov 14:00");
    window.keys(NONE, Key::Tab);
    window.keys(NONE, Key::Enter);
    let made = window.new_booking(&before);
    assert_eq!(made.start.map(format_date_time), Some("2026-11-30T14:00".to_owned()));
    assert!(made.task.is_some());
}

#[test]
fn a_form_without_a_production_or_with_a_wrong_date_says_so_below_the_field() {
    let mut window = planning();
    window.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::N);
    window.keys(NONE, Key::Enter);
    assert!(window.reads("Pour quelle production ?"));
    window.type_into("Production", "rien de tel");
    window.keys(NONE, Key::Tab);
    assert!(window.reads("Rien de ce nom"));
    window.type_into("Début", "31 février");
    window.keys(NONE, Key::Tab);
    window.picture("planning-form-wrong");
    assert!(window.reads("31"));
    assert!(window.reads("Nouvelle séance"));
}

#[test]
fn spans_and_rows_are_chosen_and_kept() {
    let mut window = planning();
    assert_eq!(window.desktop().settings().planning.span, PlanningSpan::ThreeWeeks);
    window.click("Trimestre");
    window.click("Productions");
    let kept = window.desktop().settings().planning.clone();
    assert_eq!(kept.span, PlanningSpan::Quarter);
    assert_eq!(kept.rows, views::board::BoardRows::Productions);
    window.click("Salles");
    window.click("Jour");
    assert!(window.reads("Mixage, Le Gué de la Saurine, Audi 1, B. Bergougne, mar. 24 nov."));
    assert!(!window.reads("Mixage, Le Gué de la Saurine, Audi 1, B. Bergougne, mer. 25 nov."));
    window.press("Plus tard");
    assert!(window.reads("Mixage, Le Gué de la Saurine, Audi 1, B. Bergougne, mer. 25 nov."));
    let today = window.harness.get_all_by_role_and_label(Role::Button, "Aujourd’hui").last();
    today.unwrap().click();
    window.settle();
    assert!(!window.reads("Mixage, Le Gué de la Saurine, Audi 1, B. Bergougne, mer. 25 nov."));
}

#[test]
fn filters_leave_what_is_looked_for() {
    let mut window = planning();
    window.press("Filtrer");
    window.type_into("Chercher dans le planning", "gue saurine");
    window.picture("planning-filtered");
    assert!(window.reads("Audi 1"));
    assert!(!window.reads("Montage 6"));
    window.type_into("Chercher dans le planning", "rien de tel");
    assert!(window.reads("Aucune séance ne répond à ces filtres"));
    window.harness.get_all_by_role_and_label(Role::Button, "Tout montrer").next().unwrap().click();
    window.settle();
    assert!(window.reads("Montage 6"));
}

#[test]
fn the_next_clash_is_shown_and_selected() {
    let mut window = planning();
    window.keys(NONE, Key::F4);
    let led = *window.desktop().selection().last().unwrap();
    assert!(window.snapshot().report.clashes.iter().any(|clash| clash.sides.contains(&led)));
    assert!(window.reads("en conflit"));
    window.picture("planning-clash");
}

#[test]
fn what_is_dropped_stays_where_it_was_dropped_while_it_is_kept() {
    let mut window = planning();
    let bar = window.middle("Noces de craie, Montage 7, U. Charpenel, 23");
    let to = egui::pos2(bar.x, window.ground("Montage 6", 0.0).y);
    window.drag(bar, to);
    window.harness.drop_at(to);
    for frame in 0..12 {
        window.harness.step();
        assert!(!window.reads("Noces de craie, Montage 7, U. Charpenel, 23"), "{frame}");
        assert!(window.reads("Noces de craie, Montage 6, U. Charpenel, 23"), "{frame}");
        // Half of the frames before the node has answered, half after.
        if frame == 5 {
            window.desktop().settle();
        }
    }
    window.settle();
    assert!(window.reads("Noces de craie, Montage 6, U. Charpenel, 23"));
}

#[test]
fn what_is_duplicated_comes_after_the_original() {
    let mut window = planning();
    let before = window.bookings();
    let at = window.ground("Montage 4", 2.0);
    click_at(&mut window, at, NONE);
    window.keys(Modifiers::COMMAND, Key::D);
    let copy = window.new_booking(&before);
    assert_eq!(dates(&copy), "2026-11-30T09:00 2026-12-04T18:00");
    assert_eq!(window.desktop().selection().last().map(|led| led.id), Some(copy.id.0));
}

#[test]
fn a_pinned_session_says_why_it_does_not_move() {
    let mut window = planning();
    let before = window.bookings();
    let bar = window.ground("Montage 4", 2.0);
    secondary_click_at(&mut window, bar);
    window.harness.get_by_role_and_label(Role::MenuItem, "Épingler").click();
    window.settle();
    let pinned = window.bookings();
    assert_ne!(pinned, before);
    click_at(&mut window, bar, NONE);
    window.keys(Modifiers::ALT, Key::ArrowRight);
    assert!(window.reads("Cette réservation est épinglée"));
    assert_eq!(window.bookings(), pinned);
}

#[test]
fn a_store_that_cannot_be_written_is_shown_and_says_why_nothing_changes() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = damaged(folder.path());
    window.keys(NONE, Key::F6);
    let before = window.bookings();
    let (from, to) = (window.ground("Audi 4", 2.1), window.ground("Audi 4", 3.9));
    window.drag(from, to);
    window.picture_with_pointer("planning-read-only");
    assert!(window.reads("⚠ Impossible"));
    window.drop_at(to);
    assert!(!window.reads("Nouvelle séance"));
    window.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::N);
    assert!(!window.reads("Nouvelle séance"));
    assert_eq!(window.bookings(), before);
}

/// A window on a demonstration whose file is damaged, but so that most plans can be read.
fn damaged(folder: &std::path::Path) -> Window {
    let whole = std::fs::read(super::demo().join(node::FILE)).unwrap();
    for first in [2, 5, 3, 7, 11] {
        let mut bytes = whole.clone();
        for place in (first..100).step_by(12) {
            let at = bytes.len() * place / 100;
            bytes[at] ^= 1;
        }
        std::fs::write(folder.join(node::FILE), &bytes).unwrap();
        let window = Window::on(folder, Wanted::default());
        let snapshot = window.desktop().snapshot();
        if snapshot.is_some_and(|it| it.read_only.is_some() && it.plans.len() > 2) {
            return window;
        }
    }
    panic!("no damage that can be read through")
}
