//! Labels: what the words of `model` are called. A word that has none (a facility's own, or a
//! newer program's) is shown as it is.

use crate::Messages;
use model::{DocumentKind, Family, Kind, Severity, vocabulary};
use units::folded;

impl Messages {
    /// What a kind of record is called: `kind-<kind>`.
    pub fn kind(&self, kind: Kind) -> String {
        self.label("kind", kind.key())
    }

    /// What a kind of document is called: `document-<kind>`.
    pub fn document(&self, document: DocumentKind) -> String {
        self.label("document", document.key())
    }

    /// What a field is called: `field-<kind>-<key>`.
    pub fn field(&self, kind: Kind, key: &str) -> String {
        if key == "order" {
            return self.label("field", key);
        }
        self.plain(&format!("field-{}-{key}", kind.key())).unwrap_or_else(|| key.to_owned())
    }

    /// What a word of a choice field is called: `choice-<kind>-<field>-<word>`.
    pub fn choice(&self, kind: Kind, field: &str, word: &str) -> String {
        self.plain(&format!("choice-{}-{field}-{word}", kind.key()))
            .unwrap_or_else(|| word.to_owned())
    }

    /// What a family of steps is called: `family-<family>`.
    pub fn family(&self, family: Family) -> String {
        self.label("family", family.key())
    }

    /// What a severity is called: `severity-<severity>`.
    pub fn severity(&self, severity: Severity) -> String {
        self.label("severity", severity.key())
    }

    /// What a function of people is called: `function-<word>`.
    pub fn function(&self, word: &str) -> String {
        self.label("function", word)
    }

    /// The word of a function as people write it, in this language or as the word itself; a function
    /// of the house's own stays as it is written.
    pub fn function_word(&self, text: &str) -> String {
        self.word_of_field("functions", text)
    }

    /// The word of a field of words as people write it, in this language or as the word itself;
    /// another word stays as it is written.
    pub fn word_of_field(&self, field: &str, text: &str) -> String {
        let (list, words) = vocabulary::of_field(field);
        let asked = folded(text);
        let named = |word: &str| folded(&self.label(list, word)) == asked || word == asked;
        let known = words.iter().find(|word| named(word));
        known.map_or_else(|| text.to_owned(), |word| (*word).to_owned())
    }

    /// A day off as people call it: a computed one by `holiday-<word>`, another by the name it was
    /// given.
    pub fn holiday(&self, name: &str) -> String {
        self.label("holiday", name)
    }

    /// What a capability or skill is called: `capability-<word>`.
    pub fn capability(&self, word: &str) -> String {
        self.label("capability", word)
    }

    /// What a word of a closed list is called: `<list>-<word>`, with underscores for the points
    /// of the word.
    pub fn label(&self, list: &str, word: &str) -> String {
        self.plain(&format!("{list}-{}", word.replace('.', "_"))).unwrap_or_else(|| word.to_owned())
    }
}
