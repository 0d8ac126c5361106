//! Usual words for functions, capabilities and languages. Facilities add their own; these have labels in
//! French and English.

/// Functions people are engaged for (list of Annexe 8 of unemployment insurance, abridged, and
/// the clients' side).
pub const FUNCTIONS: &[&str] = &[
    "director",
    "producer",
    "post_coordinator",
    "editor",
    "assistant_editor",
    "sound_editor",
    "dialogue_editor",
    "music_editor",
    "composer",
    "foley_artist",
    "foley_recordist",
    "adr_recordist",
    "mixer",
    "colourist",
    "conform_artist",
    "effects_artist",
    "title_designer",
    "lab_operator",
    "quality_operator",
    "subtitler",
];

/// What rooms offer and people master.
pub const CAPABILITIES: &[&str] = &[
    "avid",
    "premiere",
    "resolve",
    "flame",
    "baselight",
    "nuke",
    "after_effects",
    "pro_tools",
    "stereo",
    "5.1",
    "7.1.4",
    "hd",
    "uhd",
    "hdr",
    "projection",
    "voice_booth",
    "foley_pits",
    "lto",
    "imf",
    "dcp",
];

/// Languages people work in, by their codes of ISO 639-1.
pub const LANGUAGES: &[&str] =
    &["fr", "en", "de", "es", "it", "pt", "nl", "ar", "zh", "ja", "ko", "ru", "pl", "br"];

/// The words that a field of words usually holds, and the list in which they have labels.
pub fn of_field(field: &str) -> (&'static str, &'static [&'static str]) {
    match field {
        "functions" => ("function", FUNCTIONS),
        "languages" => ("language", LANGUAGES),
        _ => ("capability", CAPABILITIES),
    }
}
