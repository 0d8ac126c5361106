//! Names of sheets that every spreadsheet program accepts.

use std::collections::BTreeSet;

/// The longest name, in characters.
const LONGEST: usize = 31;

/// A name out of a title: without `[ ] : * ? / \`, at most 31 characters, not taken by another
/// sheet of the workbook (compared without regard to case), not the reserved "History".
pub(crate) fn sheet_name(title: &str, taken: &mut BTreeSet<String>) -> String {
    let replaced: String = units::clean_name(title)
        .chars()
        .map(|c| if "[]:*?/\\".contains(c) { ' ' } else { c })
        .collect();
    let cleaned = units::clean_name(replaced.trim_matches(|c: char| c == '\'' || c == ' '));
    let base = if cleaned.is_empty() { "1" } else { cleaned.as_str() };
    let mut suffix = String::new();
    let mut number = 1;
    loop {
        // UTF-16 units, as spreadsheet programs count.
        let mut name = String::new();
        for c in base.chars() {
            let length = |text: &str| text.encode_utf16().count();
            if length(&name) + c.len_utf16() + suffix.len() > LONGEST {
                break;
            }
            name.push(c);
        }
        let name = format!("{}{suffix}", name.trim_end_matches(['\'', ' ']));
        if !name.eq_ignore_ascii_case("history") && taken.insert(name.to_lowercase()) {
            return name;
        }
        number += 1;
        suffix = format!(" ({number})");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_are_made_acceptable_and_unique() {
        let cases = [
            ("Planning: Le Phare / v2", "Planning Le Phare v2"),
            ("", "1"),
            ("'''", "1 (2)"),
            ("planning  le phare v2", "planning le phare v2 (2)"),
            ("History", "History (2)"),
            ("Un titre vraiment beaucoup trop long", "Un titre vraiment beaucoup trop"),
            ("Un titre vraiment beaucoup trop long !", "Un titre vraiment beaucoup (2)"),
        ];
        let mut taken = BTreeSet::new();
        for (title, expected) in cases {
            assert_eq!(sheet_name(title, &mut taken), expected);
        }
    }

    proptest! {
        #[test]
        fn every_title_gives_a_name_that_the_writer_accepts(title in "\\PC{0,40}", other in "['\\[\\]:*?/ ]{0,40}") {
            let mut taken = BTreeSet::new();
            for title in [&title, &other, &title] {
                let name = sheet_name(title, &mut taken);
                prop_assert!(rust_xlsxwriter::Worksheet::new().set_name(&name).is_ok(), "{name:?}");
            }
        }
    }
}
