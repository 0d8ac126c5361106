//! Every message exists in French and in English, once. Whether the texts say the same is for
//! their readers.

use std::collections::BTreeMap;

use super::Check;
use crate::problem::Problem;
use crate::repository::Repository;

pub(super) const CHECK: Check = Check {
    name: "translations",
    why: "French first, English complete: a missing message would show its code to somebody at work",
    run,
};

const LOCALES: &str = "crates/i18n/locales";
const LANGUAGES: [&str; 2] = ["fr", "en"];

/// Keys of one language with the place where each is written.
type Keys = BTreeMap<String, String>;

fn run(repository: &Repository) -> Vec<Problem> {
    let mut problems = Vec::new();
    let [french, english] = LANGUAGES.map(|language| keys(repository, language, &mut problems));
    for (has, lacks, language) in [(&french, &english, "en"), (&english, &french, "fr")] {
        for (key, place) in has.iter().filter(|(key, _)| !lacks.contains_key(*key)) {
            problems.push(Problem::new(
                place,
                format!("`{key}` has no text in `{language}`"),
                format!("add it to the file of the same name in {LOCALES}/{language}/"),
            ));
        }
    }
    problems
}

/// The messages, terms and attributes of a language; a key written twice is a problem.
fn keys(repository: &Repository, language: &str, problems: &mut Vec<Problem>) -> Keys {
    let mut keys = Keys::new();
    let folder = format!("{LOCALES}/{language}/");
    for (path, text) in &repository.files {
        if !path.starts_with(&folder) || !path.ends_with(".ftl") {
            continue;
        }
        let mut message = String::new();
        for (at, line) in text.lines().enumerate() {
            let Some(key) = key_of(line) else { continue };
            let key = if key.starts_with('.') {
                format!("{message}{key}")
            } else {
                message = key.to_owned();
                key.to_owned()
            };
            let place = format!("{path}:{}", at + 1);
            if let Some(first) = keys.get(&key) {
                problems.push(Problem::new(
                    place,
                    format!("`{key}` is written a second time, the first is at {first}"),
                    "keep one of them",
                ));
            } else {
                keys.insert(key, place);
            }
        }
    }
    keys
}

/// The key that a line of a Fluent file gives a text to: `key =`, `-term =` or `    .attribute =`.
fn key_of(line: &str) -> Option<&str> {
    let (key, _) = line.split_once('=')?;
    let indented = key.starts_with(' ');
    let key = key.trim();
    let bare = key.strip_prefix(if indented { '.' } else { '-' });
    let word = if indented { bare? } else { bare.unwrap_or(key) };
    let simple = |part: char| part.is_ascii_alphanumeric() || part == '-' || part == '_';
    (word.starts_with(|part: char| part.is_ascii_alphabetic()) && word.chars().all(simple))
        .then_some(key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::repository::sample;

    fn reasons(french: &str, english: &str) -> Vec<String> {
        let files = [
            ("crates/i18n/locales/fr/plan.ftl", french),
            ("crates/i18n/locales/en/plan.ftl", english),
        ];
        run(&sample(&[], &files)).into_iter().map(|problem| problem.reason).collect()
    }

    #[test]
    fn equal_keys_pass_whatever_their_texts() {
        let french =
            "# note = non\nclash-room = { $n ->\n    [one] une = salle\n   *[other] x\n}\n";
        assert!(reasons(french, "clash-room = Room\n").is_empty());
    }

    #[test]
    fn a_key_in_one_language_only_fails() {
        assert_eq!(reasons("a = A\nb = B\n", "a = A\n"), ["`b` has no text in `en`"]);
        assert_eq!(reasons("", "-brand = R\n"), ["`-brand` has no text in `fr`"]);
        assert_eq!(
            reasons("a = A\n    .label = L\n", "a = A\n"),
            ["`a.label` has no text in `en`"]
        );
    }

    #[test]
    fn a_key_written_twice_fails() {
        let found = reasons("a = A\na = B\n", "a = A\n");
        let expected =
            "`a` is written a second time, the first is at crates/i18n/locales/fr/plan.ftl:1";
        assert_eq!(found, [expected]);
    }
}
