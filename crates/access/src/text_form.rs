//! Bytes as text that people copy, read out and type: Crockford's base 32 with a checksum, so that
//! a typing mistake is told as one. Case, spaces, line ends and hyphens do not matter; `i` and `l`
//! are read as 1, `o` as 0.

use data_encoding::{Encoding, Specification};
use sha2::{Digest, Sha256};

/// How many bytes of a SHA-256 stand behind the others: one mistake in four thousand million
/// would pass.
const CHECKSUM: usize = 4;

/// Why a text is not what was asked for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// It does not begin as such a text does.
    #[error("it does not begin with {0:?}")]
    Prefix(&'static str),
    /// It is longer than any such text.
    #[error("it is too long")]
    TooLong,
    /// It holds a character that is none of base 32.
    #[error("character {0} is none of 0-9 and a-z without u")]
    Character(usize),
    /// It was typed wrongly, or part of it is missing.
    #[error("it was typed wrongly, or part of it is missing")]
    Mistyped,
}

/// Writes bytes as text behind their prefix.
pub(crate) fn write(prefix: &str, bytes: &[u8]) -> String {
    let mut checked = bytes.to_vec();
    checked.extend(checksum(prefix, bytes));
    let mut text = prefix.to_owned();
    encoding().encode_append(&checked, &mut text);
    text
}

/// Reads bytes from their text; at most `longest` of them.
pub(crate) fn read(prefix: &'static str, text: &str, longest: usize) -> Result<Vec<u8>, TextError> {
    let text = text.trim();
    let head = text.get(..prefix.len()).filter(|head| head.eq_ignore_ascii_case(prefix));
    let body = head.and(text.get(prefix.len()..)).ok_or(TextError::Prefix(prefix))?;
    // Twice as long as it need be leaves room for spaces and line ends.
    if body.len() > (longest + CHECKSUM) * 16 / 5 {
        return Err(TextError::TooLong);
    }
    let checked = encoding().decode(body.as_bytes()).map_err(|error| match error.kind {
        data_encoding::DecodeKind::Symbol => {
            let before = text.get(..prefix.len() + error.position);
            TextError::Character(before.map_or(error.position, |text| text.chars().count()) + 1)
        }
        data_encoding::DecodeKind::Length
        | data_encoding::DecodeKind::Trailing
        | data_encoding::DecodeKind::Padding => TextError::Mistyped,
    })?;
    let (bytes, sum) = checked
        .len()
        .checked_sub(CHECKSUM)
        .and_then(|length| checked.split_at_checked(length))
        .ok_or(TextError::Mistyped)?;
    if sum != checksum(prefix, bytes) {
        return Err(TextError::Mistyped);
    }
    if bytes.len() > longest {
        return Err(TextError::TooLong);
    }
    Ok(bytes.to_vec())
}

/// The checksum of the bytes under their prefix: a ticket never passes for a part of a key.
fn checksum(prefix: &str, bytes: &[u8]) -> [u8; CHECKSUM] {
    let hash: [u8; 32] = Sha256::new()
        .chain_update(prefix)
        .chain_update(b"\0")
        .chain_update(bytes)
        .finalize()
        .into();
    hash.first_chunk().copied().unwrap_or_default()
}

fn encoding() -> Encoding {
    let mut crockford = Specification::new();
    crockford.symbols.push_str("0123456789abcdefghjkmnpqrstvwxyz");
    crockford.translate.from.push_str("ABCDEFGHJKMNPQRSTVWXYZiIlLoO");
    crockford.translate.to.push_str("abcdefghjkmnpqrstvwxyz111100");
    crockford.ignore.push_str(" \t\r\n-");
    // The specification is a constant and known to be sound; tests see to it.
    crockford.encoding().unwrap_or(data_encoding::BASE32_DNSCURVE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn it_is_crockfords_base_32() {
        assert_eq!(encoding().encode(&[0xff, 0, 0xff]), "zw0fy");
        assert_eq!(encoding().decode(b"ZW-OFy\n"), Ok(vec![0xff, 0, 0xff]));
    }

    #[test]
    fn a_character_that_cannot_be_is_told_with_its_place() {
        let text = write("raccord:", &[1, 2, 3]);
        let wrong = text.replacen(&text[9..10], "é", 1);
        assert_eq!(read("raccord:", &wrong, 9), Err(TextError::Character(10)));
        assert_eq!(read("other:", &text, 9), Err(TextError::Prefix("other:")));
        assert_eq!(read("raccord:", "raccord:", 9), Err(TextError::Mistyped));
        assert_eq!(read("raccord:", &write("raccord:", &[0; 99]), 9), Err(TextError::TooLong));
    }

    proptest! {
        #[test]
        fn text_gives_the_bytes_back_however_it_is_typed(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
            let text = write("raccord:", &bytes);
            prop_assert_eq!(read("raccord:", &text, 60), Ok(bytes.clone()));
            let typed: String = text.to_uppercase().chars().flat_map(|letter| [letter, ' ']).collect();
            let typed = typed.replacen("R A C C O R D : ", "Raccord:", 1);
            prop_assert_eq!(read("raccord:", &typed, 60), Ok(bytes));
        }

        #[test]
        fn a_mistyped_character_is_told(
            bytes in prop::collection::vec(any::<u8>(), 1..60),
            place in any::<prop::sample::Index>(),
            letter in "[0-9a-z]",
        ) {
            let mut text = write("raccord:", &bytes);
            let place = 8 + place.index(text.len() - 8);
            prop_assume!(text[place..=place] != letter);
            text.replace_range(place..=place, &letter);
            match read("raccord:", &text, 60) {
                Ok(read) => prop_assert_eq!(read, bytes, "another way to write the same"),
                Err(error) => prop_assert!(matches!(error, TextError::Mistyped | TextError::Character(_))),
            }
        }

        #[test]
        fn any_text_can_be_tried(text: String) {
            prop_assert!(read("raccord:", &text, 60).is_err());
        }
    }
}
