//! Laws of the message files, and that everything in `model` has a name in both languages.

use crate::catalogue::{self, File, Texts};
use crate::{Language, Messages, Value, key, locales, typography};
use fluent_bundle::{FluentArgs, FluentValue};
use model::{DocumentKind, FieldKind, Finding, Kind, RawId, Severity, vocabulary};
use std::collections::BTreeMap;

mod formats;

fn both() -> [Messages; 2] {
    Language::ALL.map(Messages::new)
}

/// The texts of a language, as the build script reads them.
fn texts(language: Language) -> Texts {
    let file = |(place, text): &(&str, &str)| File {
        place: (*place).to_owned(),
        subject: String::new(),
        text: typography::typeset(language, text),
    };
    let files: Vec<File> = locales::files(language).iter().map(file).collect();
    let mut mistakes = Vec::new();
    let texts = catalogue::read(&files, &mut mistakes);
    assert!(mistakes.is_empty(), "typesetting broke {language}: {mistakes:?}");
    texts
}

#[test]
fn every_message_can_be_filled_in() {
    for messages in both() {
        for (key, text) in texts(messages.language()) {
            if key.starts_with('-') {
                continue;
            }
            for value in [FluentValue::from(1), FluentValue::from("texte")] {
                let arguments: FluentArgs<'_> =
                    text.variables.iter().map(|name| (name.as_str(), value.clone())).collect();
                let text = messages.fill_in(&key, &arguments).unwrap_or_default();
                assert!(!text.trim().is_empty(), "{}: {key} is empty", messages.language());
                assert!(!text.contains(['{', '}']), "{}: {key}: {text}", messages.language());
            }
        }
    }
}

fn demand(messages: &Messages, key: &str) {
    assert!(messages.has(key), "{} has no message {key}", messages.language());
}

#[test]
fn every_kind_field_and_choice_has_a_label() {
    for messages in both() {
        demand(&messages, "field-order");
        for kind in Kind::ALL {
            demand(&messages, &format!("kind-{}", kind.key()));
            for field in kind.fields() {
                demand(&messages, &format!("field-{}-{}", kind.key(), field.key));
                if let FieldKind::Choice(words) = field.kind {
                    for word in words {
                        demand(&messages, &format!("choice-{}-{}-{word}", kind.key(), field.key));
                    }
                }
            }
        }
        for document in DocumentKind::ALL {
            demand(&messages, &format!("document-{}", document.key()));
        }
    }
}

#[test]
fn every_usual_word_has_a_label() {
    let lists: &[(&str, &[&str])] = &[
        ("function", vocabulary::FUNCTIONS),
        ("capability", vocabulary::CAPABILITIES),
        ("language", vocabulary::LANGUAGES),
        ("family", &["edit", "picture", "sound", "delivery", "general"]),
        ("severity", &["info", "warning", "error"]),
        ("verb", &["hold", "confirm", "begin", "finish", "cancel", "release", "challenge"]),
        (
            "command",
            &[
                "add",
                "set",
                "delete",
                "restore",
                "create_production",
                "apply_template",
                "move_booking",
                "split_booking",
                "copy_booking",
                "change_booking",
                "place_task",
                "move_task",
                "take_baseline",
                "name_person",
            ],
        ),
    ];
    for messages in both() {
        for (list, words) in lists {
            for word in *words {
                demand(&messages, &format!("{list}-{}", word.replace('.', "_")));
            }
        }
    }
}

#[test]
fn keys_of_the_desktop_are_said_in_both_languages() {
    let [french, english] = both();
    assert_eq!(key::DESKTOP_SHELL_UNDO.name(), "desktop-shell-undo");
    assert_eq!(french.say(key::DESKTOP_SHELL_UNDO), "Annuler");
    assert_eq!(english.say(key::DESKTOP_SHELL_UNDO), "Undo");
    let what = [("what", Value::Text("x"))];
    assert_eq!(french.say_with(key::DESKTOP_SHELL_UNDO_HINT, &what), "Annuler (x)\u{A0}: Ctrl Z");
}

#[test]
#[should_panic(expected = "desktop-shell-undo-hint wants [\"what\"]")]
fn a_wrong_name_of_a_variable_is_noticed_in_tests() {
    let english = Messages::new(Language::English);
    english.say_with(key::DESKTOP_SHELL_UNDO_HINT, &[("waht", Value::Integer(1))]);
}

#[test]
fn a_missing_message_is_impossible_to_overlook() {
    let french = Messages::new(Language::French);
    assert_eq!(french.text("no-such-key", &[]), "[no-such-key]");
    let finding = Finding::new(Severity::Error, "no-such-code").with("row", 3);
    assert_eq!(french.finding(&finding), "[no-such-code] row=3");
    assert_eq!(french.choice(Kind::Task, "step", "dubbing"), "dubbing", "a newer program's word");
}

#[test]
fn names_are_not_wrapped_in_invisible_marks() {
    let text = Messages::new(Language::English).quoted("Audi 2");
    assert_eq!(text, "“Audi 2”");
}

#[test]
fn fields_of_a_finding_are_shown_as_what_they_are() {
    let french = Messages::new(Language::French);
    let room = RawId(7);
    let finding = Finding::new(Severity::Warning, "format-date-time")
        .with("date", "2026-11-24")
        .with("time", room);
    let names = |id: RawId| (id == room).then(|| "Audi 2".to_owned());
    assert_eq!(french.finding_named(&finding, &names), "24/11/2026 Audi 2");
    assert!(french.finding(&finding).ends_with(&room.to_string()));
    let number = Finding::new(Severity::Info, "format-days").with("days", 123_456);
    assert_eq!(french.finding(&number), "123456 j");
}

#[test]
fn words_of_the_model_in_a_finding_get_their_labels() {
    let cases = [
        ("expected", "identifiers", "une liste d’identifiants"),
        ("kind", "booking", "Réservation"),
        ("state", "released", "Libérée"),
        ("verb", "hold", "poser une option"),
        ("missing", "voice_booth, 5.1", "Cabine voix, 5.1"),
        ("found", "booking", "booking"),
    ];
    let french = Messages::new(Language::French);
    for (field, word, expected) in cases {
        let fields = BTreeMap::from([(field, word.to_owned())]);
        let arguments = french.arguments_of(&fields, &|_| None);
        assert_eq!(arguments.get(field), Some(&FluentValue::from(expected)), "{field}");
    }
}

#[test]
fn messages_can_be_shared_between_threads() {
    fn shared<T: Send + Sync>() {}
    shared::<Messages>();
}
