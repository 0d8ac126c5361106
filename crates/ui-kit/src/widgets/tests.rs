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

fn folded(text: &str) -> String {
    text.to_lowercase().replace('é', "e")
}

const WORDS: PickerWords<'static> = PickerWords { nothing: "Nothing like it", folded };

/// A thousand rooms, of which one has an accent.
fn rooms() -> Vec<Choosable<usize>> {
    let room = |number| Choosable::new(number, format!("Room {number}"));
    let mut rooms: Vec<_> = (0..1_000).map(room).collect();
    rooms.push(Choosable::new(1_000, "Étalonnage").detail("grading"));
    rooms
}

fn choice() -> Harness<'static, Vec<usize>> {
    let mut chosen = "Room 1".to_owned();
    window(move |ui, answers| {
        let choice = Choice::new("Room", &chosen, WORDS);
        if let Some(picked) = choice.show(ui, ui.make_persistent_id("room"), rooms) {
            answers.push(picked);
            chosen = format!("Room {picked}");
        }
        if ui.button("Elsewhere").clicked() {
            answers.push(9_999);
        }
    })
}

fn focus_choice() -> Harness<'static, Vec<usize>> {
    let mut window = choice();
    window.get_by_role_and_label(Role::ComboBox, "Room").focus();
    window.run();
    window
}

#[test]
fn letters_without_accents_find_one_of_a_thousand() {
    let mut window = focus_choice();
    window.event(egui::Event::Text("etal".to_owned()));
    window.run();
    assert!(window.query_by_label("Étalonnage grading").is_some());
    assert!(window.query_by_label("Room 2").is_none());
    press(&mut window, NONE, Key::Enter);
    assert_eq!(window.state(), &[1_000]);
    assert!(window.query_by_label("Étalonnage grading").is_none(), "the list is closed");
}

#[test]
fn arrows_open_the_list_at_what_is_chosen_and_walk_on() {
    let mut window = focus_choice();
    press(&mut window, NONE, Key::ArrowDown);
    assert!(window.query_by_label("Room 1").is_some());
    press(&mut window, NONE, Key::ArrowDown);
    press(&mut window, NONE, Key::Enter);
    assert_eq!(window.state(), &[2]);
}

#[test]
fn escape_closes_the_list_and_chooses_nothing() {
    let mut window = focus_choice();
    press(&mut window, NONE, Key::ArrowDown);
    press(&mut window, NONE, Key::Escape);
    assert!(window.query_by_label("Room 2").is_none());
    assert!(window.state().is_empty());
    press(&mut window, NONE, Key::ArrowDown);
    assert!(window.query_by_label("Room 2").is_some(), "the keys are still with the field");
}

#[test]
fn a_click_opens_the_list_and_another_chooses() {
    let mut window = choice();
    window.get_by_role_and_label(Role::ComboBox, "Room").click();
    window.run();
    window.get_by_label("Room 3").click();
    window.run();
    assert_eq!(window.state(), &[3]);
    assert!(window.query_by_label("Room 4").is_none());
}

#[test]
fn a_click_elsewhere_closes_the_list() {
    let mut window = choice();
    window.get_by_role_and_label(Role::ComboBox, "Room").click();
    window.run();
    assert!(window.query_by_label("Room 3").is_some());
    window.get_by_role_and_label(Role::ComboBox, "Room").click();
    window.run();
    assert!(window.query_by_label("Room 3").is_none());
    assert!(window.state().is_empty());
}

fn set() -> Harness<'static, Vec<WordsChange<usize>>> {
    let take_out = |word: &str| format!("Take out {word}");
    let mut chosen = vec!["Avid".to_owned(), "Nuke".to_owned()];
    window(move |ui, answers| {
        let options = || {
            let all = ["Avid", "Baselight", "Nuke", "Pro Tools"];
            all.iter().enumerate().map(|(place, word)| Choosable::new(place, *word)).collect()
        };
        let words = Words::new("Skills", &take_out, WORDS).own_words(true);
        let change = words.show(ui, ui.make_persistent_id("skills"), &chosen, options);
        match &change {
            Some(WordsChange::Own(word)) => chosen.push(word.clone()),
            Some(WordsChange::Added(place)) => chosen.push(format!("word {place}")),
            Some(WordsChange::TakenOut(place)) => drop(chosen.remove(*place)),
            None => {}
        }
        answers.extend(change);
    })
}

fn type_word(window: &mut Harness<'static, Vec<WordsChange<usize>>>, text: &str) {
    let field = window.get_by_role_and_label(Role::TextInput, "Skills");
    field.focus();
    window.run();
    window.get_by_role_and_label(Role::TextInput, "Skills").type_text(text);
    window.run();
}

#[test]
fn a_word_begun_is_completed_from_the_list() {
    let mut window = set();
    type_word(&mut window, "base");
    press(&mut window, NONE, Key::Enter);
    assert_eq!(window.state(), &[WordsChange::Added(1)]);
    assert!(window.query_by_label("Take out word 1").is_some());
}

#[test]
fn a_word_of_ones_own_is_added_by_enter_or_by_going_on() {
    let mut window = set();
    type_word(&mut window, "smoke");
    press(&mut window, NONE, Key::Enter);
    type_word(&mut window, "flint");
    press(&mut window, NONE, Key::Tab);
    let own = |word: &str| WordsChange::Own(word.to_owned());
    assert_eq!(window.state(), &[own("smoke"), own("flint")]);
}

#[test]
fn a_click_in_the_list_adds_and_a_click_on_a_tag_takes_out() {
    let mut window = set();
    type_word(&mut window, "pro");
    window.get_by_label("Pro Tools").click();
    window.run();
    window.get_by_label("Take out Avid").click();
    window.run();
    assert_eq!(window.state(), &[WordsChange::Added(3), WordsChange::TakenOut(0)]);
}

#[test]
fn backspace_in_the_empty_field_takes_the_last_tag_out() {
    let mut window = set();
    type_word(&mut window, "");
    press(&mut window, NONE, Key::Backspace);
    assert_eq!(window.state(), &[WordsChange::TakenOut(1)]);
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

/// A field that takes numbers.
fn number() -> Harness<'static, Vec<String>> {
    let mut drafts: Drafts<&'static str> = Drafts::default();
    let mut kept = "1".to_owned();
    window(move |ui, answers| {
        let before = kept.clone();
        drafts.field(ui, "number", Field::new("Number"), &before, |text| {
            text.parse::<u32>().map_err(|_| format!("{text} is no number"))?;
            kept = text.to_owned();
            answers.push(kept.clone());
            Ok(())
        });
        ui.label(format!("Kept: {kept}"));
        let _next = ui.button("Next");
    })
}

fn type_number(window: &mut Harness<'static, Vec<String>>, text: &str) {
    window.get_by_role_and_label(Role::TextInput, "Number").focus();
    window.run();
    window.key_press_modifiers(Modifiers::COMMAND, Key::A);
    window.get_by_role_and_label(Role::TextInput, "Number").type_text(text);
    window.run();
}

#[test]
fn what_is_typed_is_kept_when_the_field_is_left() {
    let mut window = number();
    type_number(&mut window, "12");
    press(&mut window, NONE, Key::Tab);
    type_number(&mut window, "13");
    press(&mut window, NONE, Key::Enter);
    assert_eq!(window.state(), &["12", "13"]);
}

#[test]
fn a_mistake_stays_in_the_field_and_is_said_below_it() {
    let mut window = number();
    type_number(&mut window, "many");
    press(&mut window, NONE, Key::Enter);
    assert!(window.query_all_by_value("many").next().is_some());
    assert!(window.query_by_label("many is no number").is_some());
    type_number(&mut window, "2");
    assert!(window.query_by_label("many is no number").is_none());
    press(&mut window, NONE, Key::Enter);
    assert_eq!(window.state(), &["2"]);
}

#[test]
fn escape_brings_back_what_was_kept() {
    let mut window = number();
    type_number(&mut window, "99");
    press(&mut window, NONE, Key::Escape);
    assert!(window.query_all_by_value("1").next().is_some());
    assert!(window.state().is_empty());
}

#[test]
fn what_is_typed_in_a_field_that_goes_away_is_not_lost() {
    let mut drafts: Drafts<&'static str> = Drafts::default();
    let mut shown = true;
    let mut window = window(move |ui, answers: &mut Vec<String>| {
        answers.extend(drafts.take_left_behind().into_iter().map(|(_, text)| text));
        if shown {
            drafts.field(ui, "number", Field::new("Number"), "1", |_| Ok(()));
        }
        // A key of the window, as those that lead to other screens.
        shown &= !ui.input(|input| input.key_pressed(Key::F5));
    });
    type_number(&mut window, "12");
    assert!(window.state().is_empty(), "it is still being typed");
    press(&mut window, NONE, Key::F5);
    window.run();
    assert_eq!(window.state(), &["12"]);
    let mut drafts: Drafts<&'static str> = Drafts::default();
    drafts.put_back("wrong", "many".to_owned(), "no number".to_owned());
    assert!(drafts.take_left_behind().is_empty(), "what is wrong stays to be corrected");
}
