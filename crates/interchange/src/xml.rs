//! XML taken record by record: each is a small tree, handed over and dropped.
//!
//! Lenient: a file that breaks off or is damaged gives what came before. Namespaces, attributes
//! and elements of unknown names are passed over. Entities are never expanded.

use crate::findings::{Findings, fill, shown};
use crate::limits::{MAX_DEPTH, MAX_RECORD_ELEMENTS};
use model::Place;
use quick_xml::Reader;
use quick_xml::events::{BytesRef, Event};
use std::borrow::Cow;

/// An element with what is inside it. Only elements of known names are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Element<'a> {
    pub(crate) name: &'static str,
    pub(crate) line: u64,
    text: Cow<'a, str>,
    pub(crate) children: Vec<Element<'a>>,
}

impl<'a> Element<'a> {
    /// The text directly inside, trimmed; nothing if it is blank.
    pub(crate) fn text(&self) -> Option<&str> {
        Some(self.text.trim()).filter(|text| !text.is_empty())
    }

    /// The first child of a name.
    pub(crate) fn child(&self, name: &str) -> Option<&Element<'a>> {
        self.children.iter().find(|child| child.name == name)
    }

    /// A nameless element around one, so that a field on its own is read like those of a record.
    pub(crate) fn around(child: Element<'a>) -> Self {
        Self { name: "", line: child.line, text: Cow::Borrowed(""), children: vec![child] }
    }

    /// Every child of a name.
    pub(crate) fn all<'b>(&'b self, name: &'b str) -> impl Iterator<Item = &'b Element<'a>> {
        self.children.iter().filter(move |child| child.name == name)
    }
}

/// The records of a file, one after the other.
pub(crate) struct Records<'a> {
    reader: Reader<&'a [u8]>,
    source: &'a str,
    /// Elements that only hold records, such as `Tasks`.
    containers: &'static [&'static str],
    /// Names that are kept, sorted.
    names: &'static [&'static str],
    depth: usize,
    ended: bool,
    counted: usize,
    line: u64,
}

impl<'a> Records<'a> {
    pub(crate) fn new(
        source: &'a str,
        containers: &'static [&'static str],
        names: &'static [&'static str],
    ) -> Self {
        let mut reader = Reader::from_str(source);
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        config.allow_dangling_amp = true;
        Self { reader, source, containers, names, depth: 0, ended: false, counted: 0, line: 1 }
    }

    /// The next record; nothing at the end of the file or of what can be read of it.
    pub(crate) fn next(&mut self, findings: &mut Findings) -> Option<Element<'a>> {
        let mut open: Vec<Element<'a>> = Vec::new();
        let mut skipped = 0_usize;
        let mut kept = 0_usize;
        while !self.ended {
            match self.reader.read_event() {
                Ok(Event::Start(start)) => {
                    self.depth += 1;
                    if self.depth > MAX_DEPTH {
                        self.stop("xml-too-deep", findings);
                        break;
                    }
                    let name = self.known(start.local_name().as_ref());
                    let container = name.is_some_and(|name| self.containers.contains(&name));
                    match name {
                        _ if skipped > 0 => skipped += 1,
                        Some(_) if container && open.is_empty() => {}
                        Some(name) if kept < MAX_RECORD_ELEMENTS => {
                            kept += 1;
                            let line = self.line();
                            open.push(Element {
                                name,
                                line,
                                text: Cow::Borrowed(""),
                                children: Vec::new(),
                            });
                        }
                        _ => skipped = 1,
                    }
                }
                Ok(Event::End(_)) => {
                    self.depth = self.depth.saturating_sub(1);
                    if skipped > 0 {
                        skipped -= 1;
                    } else if let Some(record) = close(&mut open) {
                        return Some(record);
                    }
                }
                Ok(Event::Text(text)) if skipped == 0 => append(&mut open, text.into_inner()),
                Ok(Event::CData(text)) if skipped == 0 => append(&mut open, text.into_inner()),
                Ok(Event::GeneralRef(reference)) if skipped == 0 => {
                    self.reference(&reference, &mut open, findings);
                }
                Ok(Event::DocType(_)) => {
                    let line = self.line();
                    findings.warn("xml-doctype", &Place::line(line));
                }
                Ok(Event::Eof) => {
                    if self.depth > 0 {
                        self.stop("xml-truncated", findings);
                    }
                    self.ended = true;
                }
                Ok(_) => {}
                Err(_) => self.stop("xml-broken", findings),
            }
        }
        salvage(open)
    }

    /// Nothing more is read; why is told with the line.
    fn stop(&mut self, code: &'static str, findings: &mut Findings) {
        let line = self.line();
        findings.error(code, &Place::line(line));
        self.ended = true;
    }

    fn known(&self, name: &str) -> Option<&'static str> {
        self.names.binary_search(&name).ok().and_then(|index| self.names.get(index)).copied()
    }

    /// The line reached, from 1.
    fn line(&mut self) -> u64 {
        let position = usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX);
        let position = position.min(self.source.len());
        let passed = self.source.as_bytes().get(self.counted..position).unwrap_or_default();
        self.line += passed.iter().filter(|byte| **byte == b'\n').count() as u64;
        self.counted = self.counted.max(position);
        self.line
    }

    fn reference(
        &mut self,
        reference: &BytesRef<'a>,
        open: &mut [Element<'a>],
        findings: &mut Findings,
    ) {
        let name: &str = reference;
        let text = match name {
            "amp" => "&",
            "lt" => "<",
            "gt" => ">",
            "apos" => "'",
            "quot" => "\"",
            _ => "",
        };
        if !text.is_empty() {
            append(open, Cow::Borrowed(text));
        } else if let Ok(Some(letter)) = reference.resolve_char_ref() {
            append(open, Cow::Owned(letter.to_string()));
        } else if !findings.has("xml-entity") {
            let line = self.line();
            fill(findings.warn("xml-entity", &Place::line(line)), [("name", shown(name))]);
        }
    }
}

/// Closes the innermost element; the record, if it was the outermost.
fn close<'a>(open: &mut Vec<Element<'a>>) -> Option<Element<'a>> {
    let closed = open.pop()?;
    match open.last_mut() {
        Some(parent) => {
            parent.children.push(closed);
            None
        }
        None => Some(closed),
    }
}

/// What is whole of a record that breaks off: texts that were not closed are left out.
fn salvage(mut open: Vec<Element<'_>>) -> Option<Element<'_>> {
    while let Some(mut broken) = open.pop() {
        broken.text = Cow::Borrowed("");
        match open.last_mut() {
            Some(parent) if !broken.children.is_empty() => parent.children.push(broken),
            Some(_) => {}
            None => return Some(broken).filter(|record| !record.children.is_empty()),
        }
    }
    None
}

fn append<'a>(open: &mut [Element<'a>], text: Cow<'a, str>) {
    if let Some(element) = open.last_mut() {
        if element.text.is_empty() {
            element.text = text;
        } else {
            element.text.to_mut().push_str(&text);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(source: &str) -> (Vec<(u64, Vec<String>)>, Findings) {
        let mut findings = Findings::default();
        let mut records =
            Records::new(source, &["Plan", "Tasks"], &["Name", "Plan", "Task", "Tasks"]);
        let mut found = Vec::new();
        while let Some(record) = records.next(&mut findings) {
            let names = record.all("Name").filter_map(Element::text).map(str::to_owned).collect();
            found.push((record.line, names));
        }
        (found, findings)
    }

    #[test]
    fn records_come_with_their_line_and_without_namespaces() {
        let source = "<p:Plan xmlns:p='x'>\n<p:Tasks>\n<p:Task><p:Name>A &amp; &#66;</p:Name>\n<Name/></p:Task>\n<Other><Task/></Other><Task><Name><![CDATA[<C>]]></Name></Task></p:Tasks></p:Plan>";
        let (found, findings) = read(source);
        assert_eq!(found, [(3, vec!["A & B".to_owned()]), (5, vec!["<C>".to_owned()])]);
        assert_eq!(findings, Findings::default());
    }

    #[test]
    fn what_breaks_off_keeps_what_was_whole() {
        let (found, findings) =
            read("<Plan><Task><Name>A</Name></Task><Task><Name>B</Name><Name>Hal");
        assert_eq!(found, [(1, vec!["A".to_owned()]), (1, vec!["B".to_owned()])]);
        assert!(findings.has("xml-truncated"));
    }

    #[test]
    fn entities_of_a_document_type_are_never_expanded() {
        let bomb = "<!DOCTYPE Plan [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;'>]><Plan><Task><Name>x&b;y</Name></Task></Plan>";
        let (found, findings) = read(bomb);
        assert_eq!(found, [(1, vec!["xy".to_owned()])]);
        assert!(findings.has("xml-doctype") && findings.has("xml-entity"));
    }

    #[test]
    fn endless_nesting_is_stopped() {
        let (found, findings) =
            read(&format!("<Plan><Task><Name>A</Name></Task>{}", "<Task>".repeat(100_000)));
        assert_eq!(found.len(), 1);
        assert!(findings.has("xml-too-deep"));
    }
}
