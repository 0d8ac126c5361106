//! How changes are told: what was done in a few words, to what.

use i18n::{Messages, Value, key};
use model::Kind;
use views::{DeedView, HistoryEntry, Source};

/// The texts of what was done, by command, and by kind of record where that matters.
const DID: &str = "desktop-history-did";

/// How many names of records are told.
const NAMES: usize = 3;

/// What was done: `3 séances déplacées`; the word of the command where there is no such form.
pub(in crate::screens) fn deed(messages: &Messages, deed: &DeedView) -> String {
    did(messages, &deed.command, deed.kind, deed.subjects.len(), &deed.note)
}

/// The same of one change.
pub(super) fn entry(messages: &Messages, entry: &HistoryEntry) -> String {
    let kind = views::leading_kind(&entry.subjects);
    let count = entry.subjects.iter().filter(|subject| Some(subject.kind) == kind).count();
    did(messages, &entry.command, kind, count, "")
}

fn did(messages: &Messages, command: &str, kind: Option<Kind>, count: usize, note: &str) -> String {
    let by_command = format!("{DID}-{command}");
    let by_kind = kind.map(|kind| format!("{by_command}-{}", kind.key()));
    let known = by_kind.into_iter().chain([by_command]).find(|key| messages.has(key));
    let count = i64::try_from(count).unwrap_or(i64::MAX);
    match known {
        Some(key) if count > 0 => messages.text(&key, &[("count", Value::Integer(count))]),
        _ if note.is_empty() => messages.label("command", command),
        _ => format!("{}\u{a0}: {note}", messages.label("command", command)),
    }
}

/// A text with a capital at its head.
pub(in crate::screens) fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters.as_str().chars()).collect()
}

/// The names of the records a change wrote, the first few: `Mixage, Prémixage et 4 autres`.
pub(super) fn names(messages: &Messages, source: &Source<'_>, entry: &HistoryEntry) -> String {
    let mut names: Vec<String> = Vec::new();
    let mut others = 0_i64;
    for subject in &entry.subjects {
        let name = source.name(subject).unwrap_or_default();
        if name.is_empty() || names.contains(&name) {
            continue;
        }
        if names.len() < NAMES {
            names.push(name);
        } else {
            others += 1;
        }
        // Beyond that nobody counts, and a change may have written thousands.
        if others >= 100 {
            break;
        }
    }
    let names = names.join(", ");
    if others == 0 {
        return names;
    }
    let values = [("names", Value::Text(names.as_str())), ("count", Value::Integer(others))];
    messages.say_with(key::DESKTOP_HISTORY_AND_MORE, &values)
}

/// `C. Lenoir` for `Camille Lenoir`.
pub(in crate::screens) fn short_name(name: &str) -> String {
    let mut words = name.split_whitespace();
    let first = words.next().unwrap_or_default();
    let rest: Vec<&str> = words.collect();
    match first.chars().next() {
        Some(letter) if !rest.is_empty() => format!("{letter}. {}", rest.join(" ")),
        _ => first.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use i18n::Language;

    #[test]
    fn every_change_of_a_record_is_told_in_both_languages() {
        for language in [Language::French, Language::English] {
            let messages = Messages::new(language);
            for verb in ["add", "set", "delete", "restore"] {
                for kind in Kind::ALL {
                    let key = format!("{DID}-{verb}-{}", kind.key());
                    assert!(messages.has(&key), "{key}");
                }
            }
        }
    }

    #[test]
    fn what_has_no_form_of_its_own_is_told_by_its_command_and_its_note() {
        let messages = Messages::new(Language::French);
        assert_eq!(did(&messages, "import", None, 0, ""), "Import");
        let told = did(&messages, "import", None, 3, "plan.xml");
        assert!(told.contains("Import") && told.contains("plan.xml"), "{told}");
        let moved = did(&messages, "move_booking", Some(Kind::Booking), 3, "");
        assert_eq!(moved, "3 séances déplacées");
    }

    #[test]
    fn first_names_are_cut_to_their_letter() {
        assert_eq!(short_name("Camille Lenoir"), "C. Lenoir");
        assert_eq!(short_name("Inès Zerrouk Amiel"), "I. Zerrouk Amiel");
        assert_eq!(short_name("Camille"), "Camille");
        assert_eq!(short_name(""), "");
    }
}
