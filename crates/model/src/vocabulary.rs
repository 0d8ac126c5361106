//! Usual words for functions and capabilities. Facilities add their own; these have labels in
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
