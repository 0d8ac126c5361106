//! The fields driven as a person would: found by what they are called, typed into, left.

use super::*;
use egui::{Key, Modifiers, Role, Ui, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

const NONE: Modifiers = Modifiers::NONE;

/// A window with a field; what it answered is gathered.
fn window<T: 'static>(
    mut draw: impl FnMut(&mut Ui, &mut Vec<T>) + 'static,
) -> Harness<'static, Vec<T>> {
    let mut installed = false;
    let mut window = Harness::builder().with_size(vec2(420.0, 520.0)).build_ui_state(
        move |ui, answers: &mut Vec<T>| {
            // Fonts that are set in a pass are there from the next one on.
            if installed {
                draw(ui, answers);
            } else {
                crate::theme::install(ui.ctx());
                installed = true;
                ui.ctx().request_repaint();
            }
        },
        Vec::new(),
    );
    window.run();
    window
}

fn press<T>(window: &mut Harness<'static, Vec<T>>, modifiers: Modifiers, key: Key) {
    window.key_press_modifiers(modifiers, key);
    window.run();
}

fn date_field() -> Harness<'static, Vec<Day>> {
    let letters = ["M", "T", "W", "T", "F", "S", "S"].map(str::to_owned);
    let mut text = "10/12/2026".to_owned();
    window(move |ui, answers| {
        let written = |day: Day| {
            let (year, month, day) = day.date();
            format!("{day:02}/{month:02}/{year}")
        };
        let month = |day: Day| format!("Month {}", day.date().1);
        let words = CalendarWords {
            month: &month,
            day: &written,
            letters: &letters,
            week: "W",
            open: "calendar",
            previous: "Month before",
            next: "Month after",
        };
        let mark = |day: Day| DayMark {
            holiday: (day.date().1 == 12 && day.date().2 == 25).then(|| "Christmas".to_owned()),
            off: day.weekday() >= 5,
        };
        let field = DateField::new(Field::new("Start"), &words)
            .chosen(Day::new(2026, 12, 10))
            .today(Day::new(2026, 11, 24).unwrap())
            .mark(&mark);
        let id = ui.make_persistent_id("start");
        answers.extend(field.show(ui, id, &mut text).picked);
    })
}

#[test]
fn a_day_is_picked_with_the_keys_alone() {
    let mut window = date_field();
    window.get_by_role_and_label(Role::TextInput, "Start").focus();
    window.run();
    press(&mut window, Modifiers::ALT, Key::ArrowDown);
    assert!(window.query_by_label("25/12/2026, Christmas").is_some());
    press(&mut window, NONE, Key::PageDown);
    press(&mut window, NONE, Key::ArrowDown);
    press(&mut window, NONE, Key::ArrowLeft);
    press(&mut window, NONE, Key::Enter);
    assert_eq!(window.state(), &[Day::new(2027, 1, 16).unwrap()]);
    assert!(window.query_by_label("Month before").is_none(), "the month is closed");
}

#[test]
fn a_day_is_picked_with_the_pointer_of_another_month() {
    let mut window = date_field();
    window.get_by_label("Start: calendar").click();
    window.run();
    window.get_by_label("Month before").click();
    window.run();
    window.get_by_label("03/11/2026").click();
    window.run();
    assert_eq!(window.state(), &[Day::new(2026, 11, 3).unwrap()]);
}
