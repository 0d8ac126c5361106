//! Names in data files, in the languages of the program.

use serde::Deserialize;

/// A name in French and in English.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Names {
    /// In French.
    pub fr: String,
    /// In English.
    pub en: String,
}

impl Names {
    /// The name in a language, given by its tag (`fr`, `fr-CA`, `en`); English if it is neither.
    pub fn in_language(&self, tag: &str) -> &str {
        if tag.get(..2).is_some_and(|language| language.eq_ignore_ascii_case("fr")) {
            &self.fr
        } else {
            &self.en
        }
    }
}
