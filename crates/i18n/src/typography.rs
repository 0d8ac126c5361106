//! The spaces and apostrophes of printed French, so that message files are typed with the keys of
//! a keyboard. Applied to the files, never to what people wrote.

use crate::Language;

/// The narrow no-break space: between groups of digits, before `; ! ?`.
pub(crate) const THIN: char = '\u{202F}';

/// The no-break space of the width of a word space: before `: »`, after `«`, between a number and
/// its unit (*Lexique des règles typographiques en usage à l'Imprimerie nationale*). What draws the
/// window ends a line at a narrow one, so there is one only where it has to be narrow.
const WIDE: char = '\u{A0}';

/// A message file as it is read: in French, an ordinary space at the places of [`THIN`] and
/// [`WIDE`] becomes one; in both languages an apostrophe between two letters becomes a typographic
/// one.
pub(crate) fn typeset(language: Language, source: &str) -> String {
    let mut text = String::with_capacity(source.len() + source.len() / 32);
    let mut letters = source.chars().peekable();
    let mut before = '\n';
    while let Some(letter) = letters.next() {
        let after = letters.peek().copied().unwrap_or('\n');
        let set = match letter {
            ' ' if language == Language::French => french_space(before, after),
            '\'' if before.is_alphabetic() && (after.is_alphabetic() || after == '{') => '’',
            other => other,
        };
        text.push(set);
        before = letter;
    }
    text
}

fn french_space(before: char, after: char) -> char {
    match after {
        _ if before == '«' => WIDE,
        ':' | '»' if !before.is_whitespace() => WIDE,
        ';' | '!' | '?' if !before.is_whitespace() => THIN,
        _ => ' ',
    }
}

/// A quantity, a date or a range that never breaks at the end of a line.
pub(crate) fn joined(text: &str) -> String {
    text.replace(' ', "\u{A0}")
}

/// A whole number in groups of three digits from five digits on; years stay as they are.
/// French parts groups by a thin space, English by a comma.
pub(crate) fn grouped(language: Language, number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let sign = if number < 0 { "\u{2212}" } else { "" };
    let groups = if digits.len() > 4 { in_groups(language, &digits) } else { digits };
    format!("{sign}{groups}")
}

/// Digits in groups of three, however few there are.
pub(crate) fn in_groups(language: Language, digits: &str) -> String {
    let separator = match language {
        Language::French => THIN,
        Language::English => ',',
    };
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(separator);
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn french_punctuation_gets_no_break_spaces() {
        let set = typeset(Language::French, "Pourquoi ? « { $name } » : l'heure ; d'{ $x }");
        assert_eq!(
            set,
            "Pourquoi\u{202F}? «\u{A0}{ $name }\u{A0}»\u{A0}: l’heure\u{202F}; d’{ $x }"
        );
        assert_eq!(typeset(Language::English, "why ? don't"), "why ? don’t");
    }

    #[test]
    fn long_numbers_are_grouped_and_years_are_not() {
        assert_eq!(grouped(Language::French, 2026), "2026");
        assert_eq!(grouped(Language::French, 1_234_567), "1\u{202F}234\u{202F}567");
        assert_eq!(grouped(Language::English, -50_000), "\u{2212}50,000");
        assert_eq!(grouped(Language::English, i64::MIN).len(), "−9,223,372,036,854,775,808".len());
    }
}
