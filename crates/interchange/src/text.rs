//! From the bytes of a text file to its text, whatever wrote it.

use crate::findings::{Findings, fill};
use crate::limits::MAX_TEXT_BYTES;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use model::Place;
use std::borrow::Cow;

/// Decodes a text file: by its mark, by what it declares, as UTF-8 if it is that, else by guess,
/// which is told. Nothing if it is too large, which is told too.
pub(crate) fn decode<'a>(
    bytes: &'a [u8],
    declared: Option<&str>,
    findings: &mut Findings,
) -> Option<Cow<'a, str>> {
    let place = Place::default();
    if bytes.len() > MAX_TEXT_BYTES {
        let fields = [("bytes", bytes.len().to_string()), ("limit", MAX_TEXT_BYTES.to_string())];
        fill(findings.error("import-file-too-large", &place), fields);
        return None;
    }
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let (text, damaged) = encoding.decode_without_bom_handling(bytes.get(mark..)?);
        if damaged {
            fill(findings.warn("text-damaged", &place), [("encoding", encoding.name().into())]);
        }
        return Some(text);
    }
    if let Some(encoding) = wide(bytes) {
        return Some(encoding.decode_without_bom_handling(bytes).0);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Some(Cow::Borrowed(text));
    }
    let declared = declared
        .and_then(|label| Encoding::for_label_no_replacement(label.as_bytes()))
        .filter(|encoding| *encoding != UTF_8 && encoding.is_ascii_compatible());
    if let Some(encoding) = declared {
        return Some(encoding.decode_without_bom_handling(bytes).0);
    }
    let encoding = guess(bytes);
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    fill(findings.info("text-encoding-guessed", &place), [("encoding", encoding.name().into())]);
    Some(text)
}

/// UTF-16 without a mark: every other byte of the beginning is nought.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..bytes.len().min(64)).filter(|head| head.len() >= 4)?;
    let noughts = |from: usize| head.iter().skip(from).step_by(2).all(|byte| *byte == 0);
    if noughts(1) && !noughts(0) {
        Some(UTF_16LE)
    } else if noughts(0) && !noughts(1) {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// The likeliest encoding of bytes that are no UTF-8. Western Europe is preferred.
fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes.get(..bytes.len().min(1 << 20)).unwrap_or_default(), true);
    let guessed = detector.guess(Some(b"fr"), Utf8Detection::Deny);
    if guessed.is_single_byte() { guessed } else { WINDOWS_1252 }
}

/// The encoding that an XML declaration names.
pub(crate) fn xml_encoding(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(bytes.get(..bytes.len().min(200))?);
    let declaration = head.strip_prefix("<?xml")?.split("?>").next()?;
    let after = declaration.split("encoding").nth(1)?.trim_start().strip_prefix('=')?.trim_start();
    let quote = after.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    after.get(1..)?.split(quote).next().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(bytes: &[u8]) -> String {
        decode(bytes, None, &mut Findings::default()).unwrap().into_owned()
    }

    #[test]
    fn text_is_read_whatever_wrote_it() {
        let text = "Étalonnage « L'Œuvre » ;8,5\n";
        let (western, ..) = WINDOWS_1252.encode(text);
        let narrow: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let marked = [&[0xFF, 0xFE], narrow.as_slice()].concat();
        let utf8 = [&[0xEF, 0xBB, 0xBF], text.as_bytes()].concat();
        for bytes in [western.as_ref(), &marked, &utf8, text.as_bytes()] {
            assert_eq!(decoded(bytes), text);
        }
        let plain: Vec<u8> = "Date;Salle;Tache".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(decoded(&plain), "Date;Salle;Tache");
    }

    #[test]
    fn the_declared_encoding_of_xml_is_found() {
        let head = br#"<?xml version='1.0' encoding = 'ISO-8859-1'?><Project/>"#;
        assert_eq!(xml_encoding(head).as_deref(), Some("ISO-8859-1"));
        assert_eq!(xml_encoding(b"<Project/>"), None);
    }

    #[test]
    fn a_file_over_the_limit_is_refused_with_its_size() {
        let mut findings = Findings::default();
        assert_eq!(decode(&vec![b'x'; MAX_TEXT_BYTES + 1], None, &mut findings), None);
        assert!(findings.has("import-file-too-large"));
    }
}
