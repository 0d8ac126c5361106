//! Words of files compared as people compare them: case, accents and spaces do not count.

use model::Step;
pub(crate) use units::folded;

/// How tasks of each step are usually called, in French and English; the first that is found in
/// the name decides, longer ones first.
const STEP_NAMES: &[(&str, Step)] = &[
    ("montage paroles", Step::DialogueEdit),
    ("montage directs", Step::DialogueEdit),
    ("dialogue edit", Step::DialogueEdit),
    ("montage musique", Step::MusicEdit),
    ("music edit", Step::MusicEdit),
    ("montage son", Step::SoundEdit),
    ("sound edit", Step::SoundEdit),
    ("post synchro", Step::Adr),
    ("postsynchro", Step::Adr),
    ("adr", Step::Adr),
    ("bruitage", Step::Foley),
    ("foley", Step::Foley),
    ("premix", Step::Premix),
    ("premixage", Step::Premix),
    ("mixage", Step::Mix),
    ("mix", Step::Mix),
    ("etalonnage", Step::Grading),
    ("grading", Step::Grading),
    ("colour grade", Step::Grading),
    ("conformation", Step::Conform),
    ("conform", Step::Conform),
    ("vfx", Step::Effects),
    ("effets visuels", Step::Effects),
    ("visual effects", Step::Effects),
    ("trucages", Step::Effects),
    ("generique", Step::Titles),
    ("titles", Step::Titles),
    ("sous titrage", Step::Subtitles),
    ("subtitles", Step::Subtitles),
    ("audiodescription", Step::AudioDescription),
    ("audio description", Step::AudioDescription),
    ("commentaire", Step::Narration),
    ("narration", Step::Narration),
    ("rushes", Step::Rushes),
    ("synchronisation", Step::Sync),
    ("sync", Step::Sync),
    ("visionnage", Step::Viewing),
    ("viewing", Step::Viewing),
    ("picture lock", Step::Lock),
    ("image bloquee", Step::Lock),
    ("controle qualite", Step::QualityControl),
    ("verification", Step::QualityControl),
    ("qc", Step::QualityControl),
    ("dcp", Step::CinemaPackage),
    ("imf", Step::InteroperableMaster),
    ("pad", Step::Master),
    ("archivage", Step::Archive),
    ("archiving", Step::Archive),
    ("montage", Step::Edit),
    ("editing", Step::Edit),
    ("edit", Step::Edit),
];

/// The step that a task's name speaks of in whole words; `General` if none is known.
pub fn step_named(name: &str) -> Step {
    let name = format!(" {} ", folded(name));
    STEP_NAMES
        .iter()
        .find(|(words, _)| name.contains(&format!(" {words} ")))
        .map_or(Step::General, |(_, step)| step.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_accents_and_signs_do_not_count() {
        assert_eq!(folded("  Étalonnage — « L'Œuvre » "), "etalonnage l oeuvre");
        assert_eq!(folded("Dure\u{0301}e (h)"), "duree h");
    }

    #[test]
    fn the_longer_name_of_a_step_goes_before_the_shorter() {
        assert_eq!(step_named("Montage son ép. 3"), Step::SoundEdit);
        assert_eq!(step_named("Montage"), Step::Edit);
        assert_eq!(step_named("Remontages"), Step::General);
    }
}
