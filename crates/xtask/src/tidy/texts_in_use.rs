//! Every text of the window is shown somewhere. Texts of other subjects are asked for by codes and
//! words that are computed, and are left to the tests of `i18n`.

use super::Check;
use crate::problem::Problem;
use crate::repository::Repository;
use std::collections::BTreeSet;

pub(super) const CHECK: Check = Check {
    name: "texts in use",
    why: "a text that nobody is shown is translated and kept in step for nothing",
    run,
};

const FOLDER: &str = "crates/i18n/locales/fr/desktop";

fn run(repository: &Repository) -> Vec<Problem> {
    let shown: Vec<&str> = repository
        .rust_files()
        .filter(|(path, _)| path.starts_with("app/"))
        .map(|(_, text)| text)
        .collect();
    let words: BTreeSet<&str> = shown
        .iter()
        .flat_map(|text| text.split(|part: char| !part.is_alphanumeric() && part != '_'))
        .collect();
    let lists: BTreeSet<&str> = shown
        .iter()
        .flat_map(|text| text.split('"'))
        .filter(|text| text.starts_with("desktop-") && !text.contains(char::is_whitespace))
        .collect();
    let mut problems = Vec::new();
    for (path, text) in repository.files.iter().filter(|(path, _)| path.starts_with(FOLDER)) {
        for (at, line) in text.lines().enumerate() {
            let Some(key) = line.split(" =").next().filter(|key| key.starts_with("desktop-"))
            else {
                continue;
            };
            let constant = key.replace('-', "_").to_uppercase();
            let computed = lists.iter().any(|list| key.starts_with(list.trim_end_matches("{}")));
            let hint = format!("{constant}_HINT");
            if words.contains(constant.as_str()) || words.contains(hint.as_str()) || computed {
                continue;
            }
            problems.push(Problem::new(
                format!("{path}:{}", at + 1),
                format!("`{key}` is shown nowhere"),
                "show it, or take it out of both languages",
            ));
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::repository::sample;

    fn problems(code: &str) -> usize {
        let files = [
            ("crates/i18n/locales/fr/desktop-day.ftl", "desktop-day-title = Jour\n"),
            ("app/src/screens/day.rs", code),
        ];
        run(&sample(&["raccord"], &files)).len()
    }

    #[test]
    fn a_text_that_no_screen_names_is_found() {
        assert_eq!(problems("fn f() { say(key::DESKTOP_DAY_TITLE) }"), 0);
        assert_eq!(problems("fn f() { label(\"desktop-day\", word) }"), 0);
        assert_eq!(problems("fn f() { say(key::DESKTOP_DAY_TITLES) }"), 1);
    }
}
