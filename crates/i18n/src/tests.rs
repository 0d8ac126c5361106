//! Laws of the message files, and that everything in `model` has a name in both languages.

use crate::{Language, Messages, SUBJECTS, Value, locales, typography};
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use model::{DocumentKind, FieldKind, Finding, Kind, RawId, Severity, vocabulary};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use units::{Minutes, parse_date, parse_date_time, parse_time};

fn both() -> [Messages; 2] {
    Language::ALL.map(Messages::new)
}

/// Variables by message key. `key =` and `    .attribute =` begin a text, `$name` is a variable.
fn variables(language: Language) -> BTreeMap<String, BTreeSet<String>> {
    let mut found = BTreeMap::new();
    let mut current = String::new();
    for line in locales::files(language).iter().flat_map(|file| file.lines()) {
        if line.starts_with('#') {
            continue;
        }
        if let Some((key, _)) = line.split_once(" =")
            && key.trim().starts_with(|c: char| c.is_ascii_alphabetic() || "-.".contains(c))
            && (key.trim().starts_with('.') || !key.starts_with(' '))
        {
            // An attribute belongs to the message above: `key.attribute`.
            let message = current.split('.').next().unwrap_or_default();
            current = match key.trim().strip_prefix('.') {
                Some(attribute) => format!("{message}.{attribute}"),
                None => key.to_owned(),
            };
            assert!(
                found.insert(current.clone(), BTreeSet::new()).is_none(),
                "{language}: {current} is written twice"
            );
        }
        for rest in line.split('$').skip(1) {
            let name: String = rest
                .chars()
                .take_while(|c| c.is_ascii_alphanumeric() || "-_".contains(*c))
                .collect();
            found.get_mut(&current).expect("a variable outside a message").insert(name);
        }
    }
    found
}

#[test]
fn every_file_in_the_folders_is_listed() {
    for language in Language::ALL {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("locales").join(language.code());
        let present: BTreeSet<String> = std::fs::read_dir(&folder)
            .expect("the folder of the language")
            .map(|entry| entry.expect("an entry").file_name().into_string().expect("plain names"))
            .collect();
        let listed = SUBJECTS.iter().map(|subject| format!("{subject}.ftl")).collect();
        assert_eq!(present, listed, "{language}: list the subject in locales.rs");
    }
}

#[test]
fn both_languages_have_the_same_messages_with_the_same_variables() {
    let [french, english] = Language::ALL.map(variables);
    let keys = |all: &BTreeMap<String, _>| all.keys().cloned().collect::<BTreeSet<_>>();
    let (in_french, in_english) = (keys(&french), keys(&english));
    assert_eq!(
        in_french.difference(&in_english).collect::<Vec<_>>(),
        Vec::<&String>::new(),
        "no English"
    );
    assert_eq!(
        in_english.difference(&in_french).collect::<Vec<_>>(),
        Vec::<&String>::new(),
        "no French"
    );
    let spelling = ["day2", "month2", "hour2", "hour", "weekday", "month", "minute2"];
    for (key, variables) in &french {
        // Each language picks what it needs of a date or a time.
        if !variables.iter().any(|name| spelling.contains(&name.as_str())) {
            assert_eq!(variables, &english[key], "variables of {key}");
        }
    }
}

#[test]
fn every_file_is_read_without_a_mistake() {
    for language in Language::ALL {
        for (subject, file) in SUBJECTS.iter().zip(locales::files(language)) {
            if let Err((_, mistakes)) = FluentResource::try_new(typography::typeset(language, file))
            {
                panic!("{language}/{subject}.ftl: {mistakes:?}");
            }
        }
    }
}

#[test]
fn every_message_can_be_filled_in() {
    for messages in both() {
        for (key, names) in variables(messages.language()) {
            if key.starts_with('-') {
                continue;
            }
            for value in [FluentValue::from(1), FluentValue::from("texte")] {
                let arguments: FluentArgs<'_> =
                    names.iter().map(|name| (name.as_str(), value.clone())).collect();
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
fn dates_and_times_follow_the_language() {
    let date = parse_date("2026-11-24").unwrap();
    let moment = parse_date_time("2026-02-03T09:05").unwrap();
    let [french, english] = both();
    assert_eq!(french.date_long(date), "mardi 24 nov. 2026");
    assert_eq!(english.date_long(date), "Tue 24 Nov 2026");
    assert_eq!(french.date(date), "24/11/2026");
    assert_eq!(english.date(date), "24 Nov 2026");
    assert_eq!(french.date_time(moment), "03/02/2026 9\u{202F}h\u{202F}05");
    assert_eq!(english.date_time(moment), "03 Feb 2026, 09:05");
    assert_eq!(french.time(parse_time("14:00").unwrap()), "14\u{202F}h");
    assert_eq!(french.week(parse_date("2027-01-02").unwrap()), "Semaine 53 (2026)");
}

#[test]
fn durations_are_written_in_days_hours_and_minutes() {
    let day = Minutes::hours(8);
    let cases = [
        (0, "0 h", "0 h", "0 h"),
        (45, "45 min", "45 min", "45 min"),
        (570, "9 h 30", "1 j 1 h 30", "1 d 1 h 30"),
        (1_200, "20 h", "2 j 4 h", "2 d 4 h"),
        (-960, "−16 h", "−2 j", "−2 d"),
    ];
    let [french, english] = both();
    for (minutes, hours, in_french, in_english) in cases {
        let plain = |text: String| text.replace('\u{202F}', " ");
        assert_eq!(plain(french.duration(Minutes(minutes))), hours);
        assert_eq!(plain(french.work(Minutes(minutes), day)), in_french);
        assert_eq!(plain(english.work(Minutes(minutes), day)), in_english);
    }
    assert_eq!(french.work(Minutes(120), Minutes::ZERO), french.duration(Minutes(120)));
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
fn numbers_in_messages_are_grouped() {
    let french = Messages::new(Language::French);
    let values = [("days", Value::Integer(123_456))];
    assert_eq!(french.text("format-days", &values), "123\u{202F}456 j");
}

#[test]
fn messages_can_be_shared_between_threads() {
    fn shared<T: Send + Sync>() {}
    shared::<Messages>();
}
