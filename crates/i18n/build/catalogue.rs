//! The laws of the message files, as values in and mistakes out: read by the build script, and
//! tested by the crate. No files are opened here.
//!
//! - every file reads without a mistake, and every key is written once;
//! - both languages have the same keys, with the same variables;
//! - what a text refers to exists, and has no variables of its own.

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use fluent_syntax::parser;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// The subject whose texts spell dates and numbers: each language picks the parts it needs.
const SPELLING: &str = "formats";

/// Subjects that begin so belong to the desktop and have constants; keys of the others are
/// computed from the words of `model`.
const DESKTOP: &str = "desktop";

/// A message file.
pub(crate) struct File {
    /// Where it is, as people are told.
    pub(crate) place: String,
    /// Its name without the ending.
    pub(crate) subject: String,
    /// What it holds.
    pub(crate) text: String,
}

/// One text: the value of a message or term, or one of its attributes.
#[derive(Debug, Default)]
pub(crate) struct Text {
    /// File and line.
    pub(crate) place: String,
    /// The name of its file.
    pub(crate) subject: String,
    /// What the caller must give.
    pub(crate) variables: BTreeSet<String>,
    /// Keys of the texts that it includes.
    references: BTreeSet<String>,
    /// How it reads, with its variables in braces.
    sample: String,
}

/// The texts of a language by key: `key`, `-term` or `key.attribute`.
pub(crate) type Texts = BTreeMap<String, Text>;

/// Reads the files of one language.
pub(crate) fn read(files: &[File], mistakes: &mut Vec<String>) -> Texts {
    let mut texts = Texts::new();
    for file in files {
        let resource = match parser::parse(file.text.as_str()) {
            Ok(resource) => resource,
            Err((readable, errors)) => {
                for error in errors {
                    mistakes.push(format!("{}: {error}", place(file, error.pos.start)));
                }
                readable
            }
        };
        for entry in &resource.body {
            for (key, at, pattern) in texts_of(entry) {
                let place = place(file, offset(&file.text, at));
                if let Some(first) = texts.get(&key) {
                    mistakes.push(format!(
                        "{place}: `{key}` is written a second time, the first is at {}",
                        first.place
                    ));
                    continue;
                }
                let mut text = Text { place, subject: file.subject.clone(), ..Text::default() };
                text.add_pattern(pattern);
                texts.insert(key, text);
            }
        }
    }
    check_references(&texts, mistakes);
    texts
}

/// What one language has and the other lacks.
pub(crate) fn differences(french: &Texts, english: &Texts) -> Vec<String> {
    let mut mistakes = Vec::new();
    for (has, lacks, language) in [(french, english, "English"), (english, french, "French")] {
        for (key, text) in has.iter().filter(|(key, _)| !lacks.contains_key(*key)) {
            mistakes.push(format!("{}: `{key}` has no {language} text", text.place));
        }
    }
    for (key, text) in french.iter().filter(|(_, text)| text.subject != SPELLING) {
        if let Some(other) = english.get(key)
            && text.variables != other.variables
        {
            mistakes.push(format!(
                "{}: `{key}` has the variables {:?}, and {:?} at {}",
                text.place, text.variables, other.variables, other.place
            ));
        }
    }
    mistakes
}

/// A constant for each text of the desktop: `DESKTOP_UNDO` for `desktop-undo`, `DESKTOP_UNDO_HINT`
/// for its attribute `hint`.
pub(crate) fn constants(french: &Texts, mistakes: &mut Vec<String>) -> String {
    let mut code = String::new();
    let mut names = BTreeMap::new();
    let of_desktop =
        |(key, text): &(&String, &Text)| text.subject.starts_with(DESKTOP) && !key.starts_with('-');
    for (key, text) in french.iter().filter(of_desktop) {
        let name = key.to_uppercase().replace(['-', '.'], "_");
        if let Some(first) = names.insert(name.clone(), key) {
            mistakes.push(format!("{}: `{key}` and `{first}` are both {name}", text.place));
            continue;
        }
        let Text { sample, variables, .. } = text;
        let documentation = format!("`{}`", sample.replace('`', "'"));
        let variables: Vec<&String> = variables.iter().collect();
        // Writing to a String cannot fail.
        let _ = writeln!(
            code,
            "#[doc = {documentation:?}]\npub const {name}: Key<{}> = Key::new({key:?}, {variables:?});",
            variables.len(),
        );
    }
    code
}

/// The texts of an entry with their keys; of the key also where it stands.
fn texts_of<'a>(entry: &'a Entry<&'a str>) -> Vec<(String, &'a str, &'a Pattern<&'a str>)> {
    let (key, at, value, attributes) = match entry {
        Entry::Message(message) => {
            let name = message.id.name;
            (name.to_owned(), name, message.value.as_ref(), &message.attributes)
        }
        Entry::Term(term) => {
            let name = term.id.name;
            (format!("-{name}"), name, Some(&term.value), &term.attributes)
        }
        _ => return Vec::new(),
    };
    let attributes = attributes.iter().map(|attribute| {
        (format!("{key}.{}", attribute.id.name), attribute.id.name, &attribute.value)
    });
    value.map(|value| (key.clone(), at, value)).into_iter().chain(attributes).collect()
}

fn check_references(texts: &Texts, mistakes: &mut Vec<String>) {
    for (key, text) in texts {
        for reference in &text.references {
            let problem = match texts.get(reference) {
                Some(found) if found.variables.is_empty() => continue,
                Some(_) => "which has variables",
                None => "which does not exist",
            };
            mistakes.push(format!("{}: `{key}` includes `{reference}`, {problem}", text.place));
        }
    }
}

/// Where a part of the text of a file begins.
fn offset(text: &str, part: &str) -> usize {
    (part.as_ptr() as usize).saturating_sub(text.as_ptr() as usize)
}

fn place(file: &File, offset: usize) -> String {
    let before = file.text.bytes().take(offset);
    format!("{}:{}", file.place, before.filter(|byte| *byte == b'\n').count() + 1)
}

impl Text {
    fn add_pattern(&mut self, pattern: &Pattern<&str>) {
        for element in &pattern.elements {
            match element {
                PatternElement::TextElement { value } => self.sample.push_str(value),
                PatternElement::Placeable { expression } => self.add_expression(expression),
            }
        }
    }

    fn add_expression(&mut self, expression: &Expression<&str>) {
        match expression {
            Expression::Inline(inline) => self.add_inline(inline, true),
            Expression::Select { selector, variants } => {
                self.add_inline(selector, false);
                let before = self.sample.clone();
                let mut shown = String::new();
                for variant in variants {
                    self.sample.clone_from(&before);
                    self.add_pattern(&variant.value);
                    if variant.default {
                        shown.clone_from(&self.sample);
                    }
                }
                self.sample = shown;
            }
        }
    }

    fn add_inline(&mut self, inline: &InlineExpression<&str>, shown: bool) {
        let shows = match inline {
            InlineExpression::StringLiteral { value }
            | InlineExpression::NumberLiteral { value } => (*value).to_owned(),
            InlineExpression::VariableReference { id } => {
                self.variables.insert(id.name.to_owned());
                format!("{{ ${} }}", id.name)
            }
            InlineExpression::MessageReference { id, attribute } => {
                let attribute = attribute.as_ref().map(|attribute| format!(".{}", attribute.name));
                self.refer(format!("{}{}", id.name, attribute.unwrap_or_default()))
            }
            InlineExpression::TermReference { id, .. } => self.refer(format!("-{}", id.name)),
            InlineExpression::FunctionReference { arguments, .. } => {
                return arguments
                    .positional
                    .iter()
                    .for_each(|argument| self.add_inline(argument, shown));
            }
            InlineExpression::Placeable { expression } => return self.add_expression(expression),
        };
        if shown {
            self.sample.push_str(&shows);
        }
    }

    fn refer(&mut self, key: String) -> String {
        let shows = format!("{{ {key} }}");
        self.references.insert(key);
        shows
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(language: &str, subject: &str, text: &str) -> (Texts, Vec<String>) {
        let mut mistakes = Vec::new();
        let place = format!("{language}/{subject}.ftl");
        let file = File { place, subject: subject.to_owned(), text: text.to_owned() };
        (read(&[file], &mut mistakes), mistakes)
    }

    fn compared(subject: &str, french: &str, english: &str) -> Vec<String> {
        differences(&texts("fr", subject, french).0, &texts("en", subject, english).0)
    }

    #[test]
    fn a_text_that_one_language_lacks_is_named() {
        let french = "a = A\n    .hint = H\nb = B\n";
        let expected = ["fr/desktop.ftl:2: `a.hint` has no English text"];
        assert_eq!(compared("desktop", french, "a = A\nb = B\n"), expected);
        let expected = ["en/desktop.ftl:1: `-brand` has no French text"];
        assert_eq!(compared("desktop", "", "-brand = R\n"), expected);
    }

    #[test]
    fn variables_must_be_the_same_except_where_dates_are_spelled() {
        let (french, english) = ("a = { $day }/{ $month }\n", "a = { $day }\n");
        let mistakes = compared("desktop", french, english);
        let expected = "fr/desktop.ftl:1: `a` has the variables {\"day\", \"month\"}, \
                        and {\"day\"} at en/desktop.ftl:1";
        assert_eq!(mistakes, [expected]);
        assert!(compared(SPELLING, french, english).is_empty());
    }

    #[test]
    fn a_key_written_twice_and_a_line_that_does_not_read_are_mistakes() {
        let (_, mistakes) = texts("fr", "desktop", "a = A\n# note\na = B\n");
        let expected = "fr/desktop.ftl:3: `a` is written a second time, \
                        the first is at fr/desktop.ftl:1";
        assert_eq!(mistakes, [expected]);
        let (kept, mistakes) = texts("fr", "desktop", "a = A\nb = { $n\n");
        assert!(kept.contains_key("a"));
        assert_eq!(mistakes.len(), 1, "{mistakes:?}");
    }

    #[test]
    fn what_a_text_includes_must_exist_and_want_nothing() {
        let (_, mistakes) = texts("fr", "x", "a = { b } { c.hint }\nb = { $n }\n");
        let expected = [
            "fr/x.ftl:1: `a` includes `b`, which has variables",
            "fr/x.ftl:1: `a` includes `c.hint`, which does not exist",
        ];
        assert_eq!(mistakes, expected);
    }

    #[test]
    fn a_constant_has_the_variables_of_its_text_and_shows_it() {
        let file = "desktop-a = { $n ->\n    [one] un\n   *[other] { $n } fois\n}\n    .hint = H\n";
        let mut mistakes = Vec::new();
        let code = constants(&texts("fr", "desktop-x", file).0, &mut mistakes);
        assert_eq!(
            code,
            "#[doc = \"`{ $n } fois`\"]\n\
             pub const DESKTOP_A: Key<1> = Key::new(\"desktop-a\", [\"n\"]);\n\
             #[doc = \"`H`\"]\n\
             pub const DESKTOP_A_HINT: Key<0> = Key::new(\"desktop-a.hint\", []);\n"
        );
        assert_eq!(constants(&texts("fr", "clash", file).0, &mut mistakes), "");
        assert!(mistakes.is_empty());
        constants(&texts("fr", "desktop", "a-b = A\na_b = B\n").0, &mut mistakes);
        assert_eq!(mistakes, ["fr/desktop.ftl:2: `a_b` and `a-b` are both A_B"]);
    }
}
