//! A typed text in pieces: numbers, words and marks, without the differences that do not matter.

use super::error::TypedError;

/// The longest text that is read; what is longer was pasted by mistake.
const MAX_CHARS: usize = 1_000;

/// A piece of a typed text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// Digits.
    Number(&'a str),
    /// Letters, small and without accents; the point of an abbreviation is left out.
    Word(&'a str),
    /// Any other sign but a space. A comma before a space is `;`, a pause; others may be decimal.
    Mark(char),
}

/// Small letters without accents, one kind of space, dash and apostrophe. An empty text and one
/// that is too long are refused.
pub(super) fn fold(text: &str) -> Result<String, TypedError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(TypedError::new("typed-empty"));
    }
    if text.chars().nth(MAX_CHARS).is_some() {
        return Err(TypedError::about("typed-too-long", text));
    }
    Ok(text.chars().flat_map(char::to_lowercase).map(fold_letter).collect())
}

fn fold_letter(letter: char) -> char {
    match letter {
        'à' | 'â' | 'ä' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'î' | 'ï' => 'i',
        'ô' | 'ö' => 'o',
        'ù' | 'û' | 'ü' => 'u',
        '’' => '\'',
        // Hyphens and dashes of all lengths, and the minus sign.
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        // The thin and the no-break space among them.
        space if space.is_whitespace() => ' ',
        other => other,
    }
}

/// The pieces of a folded text.
pub(super) fn tokens(folded: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut rest = folded;
    while let Some(first) = rest.chars().next() {
        if first.is_ascii_digit() {
            let (digits, after) = part(rest, |letter| letter.is_ascii_digit());
            tokens.push(Token::Number(digits));
            rest = after;
        } else if first.is_alphabetic() {
            let (word, after) = part(rest, |letter| letter.is_alphabetic() || letter == '\'');
            tokens.push(Token::Word(word));
            rest = after.strip_prefix('.').unwrap_or(after);
        } else {
            rest = rest.strip_prefix(first).unwrap_or_default();
            let pauses = first == ',' && (rest.is_empty() || rest.starts_with(' '));
            if first != ' ' {
                tokens.push(Token::Mark(if pauses { ';' } else { first }));
            }
        }
    }
    tokens
}

/// The text up to the first letter that does not belong, and the rest.
fn part(text: &str, belongs: impl Fn(char) -> bool) -> (&str, &str) {
    let end = text.find(|letter| !belongs(letter)).unwrap_or(text.len());
    text.split_at_checked(end).unwrap_or((text, ""))
}

#[cfg(test)]
mod tests {
    use super::Token::{Mark, Number, Word};
    use super::*;

    #[test]
    fn a_text_falls_into_numbers_words_and_marks() {
        let folded = fold(" 1er\u{A0}Févr. 2027,  9\u{202F}h30−2,5 ").unwrap();
        let expected = [
            Number("1"),
            Word("er"),
            Word("fevr"),
            Number("2027"),
            Mark(';'),
            Number("9"),
            Word("h"),
            Number("30"),
            Mark('-'),
            Number("2"),
            Mark(','),
            Number("5"),
        ];
        assert_eq!(tokens(&folded), expected);
    }

    #[test]
    fn nothing_and_too_much_are_refused() {
        assert_eq!(fold("\u{202F} ").unwrap_err().code, "typed-empty");
        assert_eq!(fold(&"9".repeat(1_001)).unwrap_err().code, "typed-too-long");
    }
}
