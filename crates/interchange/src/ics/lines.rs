//! Content lines: unfolded, decoded, taken apart.

use crate::findings::Findings;
use crate::text::decode;
use encoding_rs::WINDOWS_1252;
use std::borrow::Cow;

/// A property: `NAME;PARAMETER=value:value`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Property {
    /// In upper case.
    pub(super) name: String,
    /// Names in upper case.
    parameters: Vec<(String, String)>,
    pub(super) value: String,
}

impl Property {
    /// The value of a parameter, in upper case.
    pub(super) fn parameter(&self, name: &str) -> Option<String> {
        let found = self.parameters.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.to_uppercase())
    }

    /// The value as text, its escapes undone.
    pub(super) fn text(&self) -> String {
        let mut text = String::with_capacity(self.value.len());
        let mut letters = self.value.chars();
        while let Some(letter) = letters.next() {
            if letter != '\\' {
                text.push(letter);
                continue;
            }
            match letters.next() {
                Some('n' | 'N') => text.push('\n'),
                Some(escaped) => text.push(escaped),
                None => {}
            }
        }
        text
    }
}

/// The lines of a file with their numbers, folded ones joined. They are joined as bytes, because
/// some programs fold inside a letter, and decoded one by one, because some mix encodings.
pub(super) fn lines(bytes: &[u8], findings: &mut Findings) -> Vec<(u64, String)> {
    let bytes: Cow<'_, [u8]> = match decode(bytes, None, &mut Findings::default()) {
        // Wide text has to be decoded before its lines can be seen.
        Some(Cow::Owned(text)) if bytes.contains(&0) => Cow::Owned(text.into_bytes()),
        Some(_) => Cow::Borrowed(bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes)),
        None => {
            decode(bytes, None, findings);
            return Vec::new();
        }
    };
    let end = if bytes.contains(&b'\n') { b'\n' } else { b'\r' };
    let mut joined: Vec<(u64, Vec<u8>)> = Vec::new();
    for (number, line) in (1..).zip(bytes.split(|byte| *byte == end)) {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        match (line.split_first(), joined.last_mut()) {
            (Some((b' ' | b'\t', rest)), Some((_, before))) => before.extend_from_slice(rest),
            (None, _) => {}
            _ => joined.push((number, line.to_vec())),
        }
    }
    let decoded = joined.into_iter().map(|(number, line)| {
        let line = String::from_utf8(line).unwrap_or_else(|error| {
            WINDOWS_1252.decode_without_bom_handling(error.as_bytes()).0.into_owned()
        });
        (number, line)
    });
    decoded.collect()
}

/// Takes a line apart; nothing if it is no property.
pub(super) fn property(line: &str) -> Option<Property> {
    let mut quoted = false;
    let mut cuts = Vec::new();
    let mut colon = None;
    for (place, letter) in line.char_indices() {
        match letter {
            '"' => quoted = !quoted,
            ';' if !quoted => cuts.push(place),
            ':' if !quoted => {
                colon = Some(place);
                break;
            }
            _ => {}
        }
    }
    let colon = colon?;
    cuts.push(colon);
    let name = line.get(..*cuts.first()?)?.trim().to_uppercase();
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    if name.is_empty() || !name.chars().all(plain) {
        return None;
    }
    let parameters = cuts.windows(2).filter_map(|ends| {
        let (from, to) = (ends.first()?, ends.get(1)?);
        let (name, value) = line.get(from + 1..*to)?.split_once('=')?;
        Some((name.trim().to_uppercase(), value.trim().trim_matches('"').to_owned()))
    });
    let parameters = parameters.collect();
    Some(Property { name, parameters, value: line.get(colon + 1..)?.to_owned() })
}
