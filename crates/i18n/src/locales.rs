//! The message files, embedded in the program. They are found by the build script, which also
//! checks that both languages have the same texts.

use crate::Language;

include!(concat!(env!("OUT_DIR"), "/files.rs"));

/// The files of a language, each with its name, sorted by it.
pub(crate) const fn files(language: Language) -> &'static [(&'static str, &'static str)] {
    match language {
        Language::French => FR,
        Language::English => EN,
    }
}
