//! The message files, listed once. A file that is not listed here fails a test.

use crate::Language;

/// Embeds `locales/fr/<subject>.ftl` and `locales/en/<subject>.ftl` of each subject.
macro_rules! subjects {
    ($($subject:literal,)*) => {
        /// The subjects of messages: each has one file per language.
        pub const SUBJECTS: &[&str] = &[$($subject),*];

        const FRENCH: &[&str] = &[$(include_str!(concat!("../locales/fr/", $subject, ".ftl"))),*];
        const ENGLISH: &[&str] = &[$(include_str!(concat!("../locales/en/", $subject, ".ftl"))),*];
    };
}

subjects! {
    "choices",
    "clash",
    "cli",
    "columns",
    "commands",
    "fields",
    "formats",
    "interchange",
    "node",
    "proposals",
    "replica",
    "schedule",
    "sheets",
    "steps",
    "vocabulary",
}

/// The files of a language, in the order of [`SUBJECTS`].
pub(crate) const fn files(language: Language) -> &'static [&'static str] {
    match language {
        Language::French => FRENCH,
        Language::English => ENGLISH,
    }
}
