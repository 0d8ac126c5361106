//! Steps of the trade, from the rushes to the master, and their families.
//!
//! Dependencies and durations between them are data of the genre templates, in `schedule`.

use crate::choice::choices;

choices! {
    /// A step of the trade.
    pub enum Step {
        /// Rushes received and verified.
        Rushes = "rushes",
        /// Synchronisation and proxies.
        Sync = "sync",
        /// Offline picture edit.
        Edit = "edit",
        /// Viewing by producer or broadcaster.
        Viewing = "viewing",
        /// Picture lock.
        Lock = "lock",
        /// Turnover of lists and files to sound and finishing.
        Turnover = "turnover",
        /// Conform.
        Conform = "conform",
        /// Temporary visual effects during the edit.
        TemporaryEffects = "temporary_effects",
        /// Visual effects.
        Effects = "effects",
        /// Titles and credits.
        Titles = "titles",
        /// Colour grading.
        Grading = "grading",
        /// Titles and credits set into the picture.
        TitleBurnIn = "title_burn_in",
        /// Master of the picture.
        PictureMaster = "picture_master",
        /// Composition of the music.
        Music = "music",
        /// Music edit.
        MusicEdit = "music_edit",
        /// Sound effects edit.
        SoundEdit = "sound_edit",
        /// Dialogue edit.
        DialogueEdit = "dialogue_edit",
        /// Spotting list of lines to record again.
        Spotting = "spotting",
        /// Recording of lines again (*post-synchronisation*).
        Adr = "adr",
        /// Fitting of the recorded lines.
        AdrEdit = "adr_edit",
        /// Recording of the commentary.
        Narration = "narration",
        /// Foley (*bruitage*).
        Foley = "foley",
        /// Premix.
        Premix = "premix",
        /// Mix.
        Mix = "mix",
        /// Layback of the sound to the picture.
        Layback = "layback",
        /// Sound versions: international, 5.1, stereo.
        SoundVersions = "sound_versions",
        /// Assembly of picture and sound.
        Assembly = "assembly",
        /// Subtitles.
        Subtitles = "subtitles",
        /// Subtitles for the deaf and hard of hearing.
        AccessSubtitles = "access_subtitles",
        /// Audio description.
        AudioDescription = "audio_description",
        /// Quality control.
        QualityControl = "quality_control",
        /// Master ready for broadcast (*PAD*).
        Master = "master",
        /// Acceptance by the channel.
        Acceptance = "acceptance",
        /// Broadcast or release.
        Air = "air",
        /// Digital cinema package.
        CinemaPackage = "cinema_package",
        /// Interoperable master package.
        InteroperableMaster = "interoperable_master",
        /// Archiving.
        Archive = "archive",
        /// Anything else.
        General = "general",
    }
    absent General
}

/// Families of steps: what gives a bar its colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Family {
    /// Rushes, edit, viewings, lock.
    Edit,
    /// Conform, grading, effects, titles, picture master.
    Picture,
    /// Everything that is heard.
    Sound,
    /// Assembly, versions, quality control, masters.
    Delivery,
    /// Anything else.
    General,
}

impl Family {
    /// Its word in JSON and message names.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Edit => "edit",
            Self::Picture => "picture",
            Self::Sound => "sound",
            Self::Delivery => "delivery",
            Self::General => "general",
        }
    }
}

impl Step {
    /// The family it belongs to.
    pub fn family(&self) -> Family {
        match self {
            Self::Rushes
            | Self::Sync
            | Self::Edit
            | Self::Viewing
            | Self::Lock
            | Self::Turnover => Family::Edit,
            Self::Conform
            | Self::TemporaryEffects
            | Self::Effects
            | Self::Titles
            | Self::Grading
            | Self::TitleBurnIn
            | Self::PictureMaster => Family::Picture,
            Self::Music
            | Self::MusicEdit
            | Self::SoundEdit
            | Self::DialogueEdit
            | Self::Spotting
            | Self::Adr
            | Self::AdrEdit
            | Self::Narration
            | Self::Foley
            | Self::Premix
            | Self::Mix
            | Self::Layback
            | Self::SoundVersions => Family::Sound,
            Self::Assembly
            | Self::Subtitles
            | Self::AccessSubtitles
            | Self::AudioDescription
            | Self::QualityControl
            | Self::Master
            | Self::Acceptance
            | Self::Air
            | Self::CinemaPackage
            | Self::InteroperableMaster
            | Self::Archive => Family::Delivery,
            Self::General | Self::Other(_) => Family::General,
        }
    }

    /// Is the work usually cut into pieces? Editing is; a mix or a grade keeps its room.
    pub fn usually_splits(&self) -> bool {
        !matches!(
            self,
            Self::Grading
                | Self::Premix
                | Self::Mix
                | Self::Adr
                | Self::Foley
                | Self::Narration
                | Self::QualityControl
        )
    }
}
