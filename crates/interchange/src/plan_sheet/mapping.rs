//! Which column of a sheet holds what: guessed from its headings, or said by the person.

use crate::findings::shown;
use crate::nearest::nearest;
use crate::words::folded;
use model::{Finding, Severity};
use serde_json::Value as Json;
use std::collections::BTreeMap;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Column {
    /// Number of the task, which predecessors name.
    Number,
    /// Outline level, or an outline number such as `1.2.3`.
    Outline,
    /// Name of the group the task stands in.
    Group,
    /// Name of the task.
    Name,
    /// First day or moment.
    Start,
    /// Last day or moment.
    Finish,
    /// Half of the day: morning or afternoon.
    HalfDay,
    /// Time at which it begins.
    StartTime,
    /// Time at which it ends.
    EndTime,
    /// Length in working time.
    Duration,
    /// How much of it remains.
    Remaining,
    /// How much of it is done.
    Percent,
    /// What it follows, such as `4FS+2d;5`.
    Predecessors,
    /// Rooms.
    Rooms,
    /// People.
    People,
    /// It should be finished by.
    Deadline,
    /// Is it a date to be met?
    Milestone,
    /// A remark.
    Remark,
    /// Nothing that is taken.
    Ignore,
}

/// Columns by their word in mapping files, and how their headings are usually written, as compared.
const COLUMNS: &[(Column, &str, &[&str])] = &[
    (
        Column::Number,
        "number",
        &["n", "no", "num", "numero", "id", "number", "ref", "reference", "uid", "n tache"],
    ),
    (
        Column::Outline,
        "outline",
        &[
            "niveau",
            "level",
            "outline level",
            "outline",
            "wbs",
            "outline number",
            "niveau hierarchique",
            "n hierarchique",
        ],
    ),
    (
        Column::Group,
        "group",
        &[
            "groupe",
            "group",
            "phase",
            "lot",
            "famille",
            "projet",
            "production",
            "programme",
            "episode",
        ],
    ),
    (
        Column::Name,
        "name",
        &[
            "nom",
            "name",
            "tache",
            "task",
            "task name",
            "nom de la tache",
            "intitule",
            "libelle",
            "designation",
            "description",
            "activite",
            "activity",
            "etape",
            "step",
            "titre",
            "title",
            "travail",
            "prestation",
            "nom tache",
        ],
    ),
    (
        Column::Start,
        "start",
        &[
            "date",
            "debut",
            "start",
            "start date",
            "date debut",
            "date de debut",
            "date de demarrage",
            "du",
            "from",
            "jour",
            "day",
            "commence le",
            "premier jour",
        ],
    ),
    (
        Column::Finish,
        "finish",
        &[
            "fin",
            "finish",
            "end",
            "end date",
            "finish date",
            "date fin",
            "date de fin",
            "au",
            "to",
            "termine le",
            "dernier jour",
        ],
    ),
    (
        Column::HalfDay,
        "half_day",
        &[
            "demi journee",
            "demi j",
            "matin apres midi",
            "am pm",
            "half day",
            "half",
            "vacation",
            "m am",
        ],
    ),
    (
        Column::StartTime,
        "start_time",
        &["heure debut", "heure de debut", "start time", "h debut", "de"],
    ),
    (
        Column::EndTime,
        "end_time",
        &["heure fin", "heure de fin", "end time", "finish time", "h fin", "a"],
    ),
    (
        Column::Duration,
        "duration",
        &[
            "duree",
            "duration",
            "charge",
            "work",
            "travail prevu",
            "length",
            "duree prevue",
            "nb heures",
            "nb jours",
            "heures",
            "hours",
            "jours",
            "days",
        ],
    ),
    (
        Column::Remaining,
        "remaining",
        &[
            "reste",
            "restant",
            "remaining",
            "reste a faire",
            "raf",
            "duree restante",
            "travail restant",
            "remaining duration",
            "remaining work",
        ],
    ),
    (
        Column::Percent,
        "percent",
        &[
            "avancement",
            "acheve",
            "percent complete",
            "complete",
            "progress",
            "pourcentage",
            "done",
            "realise",
            "percent",
        ],
    ),
    (
        Column::Predecessors,
        "predecessors",
        &[
            "predecesseurs",
            "predecesseur",
            "predecessors",
            "predecessor",
            "apres",
            "depend de",
            "depends on",
            "dependances",
            "dependencies",
        ],
    ),
    (
        Column::Rooms,
        "rooms",
        &[
            "salle",
            "salles",
            "room",
            "rooms",
            "auditorium",
            "audi",
            "station",
            "lieu",
            "location",
            "suite",
        ],
    ),
    (
        Column::People,
        "people",
        &[
            "personne",
            "personnes",
            "people",
            "person",
            "technicien",
            "techniciens",
            "ressource",
            "ressources",
            "resource",
            "resources",
            "resource names",
            "noms ressources",
            "nom des ressources",
            "intervenant",
            "intervenants",
            "monteur",
            "equipe",
            "who",
            "qui",
            "assigned to",
            "technician",
        ],
    ),
    (
        Column::Deadline,
        "deadline",
        &["echeance", "deadline", "date limite", "limite", "due", "due date", "livraison", "pad"],
    ),
    (Column::Milestone, "milestone", &["jalon", "milestone"]),
    (
        Column::Remark,
        "remark",
        &[
            "remarque",
            "remarques",
            "note",
            "notes",
            "commentaire",
            "commentaires",
            "remark",
            "remarks",
            "comment",
            "comments",
            "observation",
            "observations",
        ],
    ),
    (Column::Ignore, "ignore", &[]),
];

/// Which heading stands for what; headings that are not named are guessed.
///
/// As a file it is a JSON object from heading to word: `{"Intitulé": "name", "Prix HT": "ignore"}`.
/// Case, accents and signs of headings do not count. The words: `number, outline, group, name,
/// start, finish, half_day, start_time, end_time, duration, remaining, percent, predecessors,
/// rooms, people, deadline, milestone, remark, ignore`; `null` is `ignore` too.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Mapping(BTreeMap<String, Column>);

impl Column {
    /// All of them, in the order people look for them.
    pub fn all() -> impl Iterator<Item = Self> {
        COLUMNS.iter().map(|(column, ..)| *column)
    }

    /// Its word in mapping files.
    pub fn key(self) -> &'static str {
        COLUMNS.iter().find(|(column, ..)| *column == self).map_or("ignore", |(_, key, _)| key)
    }

    /// The column that a word of a mapping file stands for.
    pub fn from_key(key: &str) -> Option<Self> {
        COLUMNS.iter().find(|(_, known, _)| *known == key).map(|(column, ..)| *column)
    }

    /// What a heading usually stands for.
    fn guess(heading: &str) -> Option<Self> {
        let heading = without_unit(&folded(heading)).to_owned();
        let known = |words: &&[&str]| words.contains(&heading.as_str());
        COLUMNS.iter().find(|(.., words)| known(words)).map(|(column, ..)| *column)
    }
}

/// A heading without the unit at its end: `duree h` is `duree`.
fn without_unit(heading: &str) -> &str {
    match heading.rsplit_once(' ') {
        Some((
            before,
            "h" | "j" | "d" | "min" | "mn" | "heures" | "hours" | "jours" | "days" | "minutes",
        )) => before,
        _ => heading,
    }
}

impl Mapping {
    /// Reads a mapping file.
    ///
    /// # Errors
    /// It is no JSON object of words, or names a word that is none.
    pub fn from_json(text: &str) -> Result<Self, Finding> {
        let wrong = || Finding::new(Severity::Error, "mapping-not-an-object");
        let Ok(Json::Object(object)) = serde_json::from_str(text) else { return Err(wrong()) };
        let mut mapping = BTreeMap::new();
        for (heading, word) in object {
            let column = match &word {
                Json::Null => Column::Ignore,
                Json::String(word) => Column::from_key(word).ok_or_else(|| {
                    let near = nearest(word, COLUMNS.iter().map(|(_, key, _)| *key));
                    let known: Vec<&str> = COLUMNS.iter().map(|(_, key, _)| *key).collect();
                    Finding::new(Severity::Error, "mapping-unknown-word")
                        .with("found", shown(word))
                        .with("known", known.join(", "))
                        .with("guess", if near.is_some() { "yes" } else { "no" })
                        .with("nearest", near.unwrap_or_default())
                })?,
                _ => return Err(wrong()),
            };
            mapping.insert(folded(&heading), column);
        }
        Ok(Self(mapping))
    }

    /// Says what a heading stands for.
    #[must_use]
    pub fn with(mut self, heading: &str, column: Column) -> Self {
        self.0.insert(folded(heading), column);
        self
    }

    /// What a heading stands for: as said, else as guessed.
    pub fn column(&self, heading: &str) -> Option<Column> {
        self.0.get(&folded(heading)).copied().or_else(|| Column::guess(heading))
    }

    /// Is the heading named in it?
    pub(crate) fn names(&self, heading: &str) -> bool {
        self.0.contains_key(&folded(heading))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_guessed_in_french_and_english() {
        for (heading, expected) in [
            ("Intitulé", Some(Column::Name)),
            ("Durée (h)", Some(Column::Duration)),
            ("SALLE ", Some(Column::Rooms)),
            ("Date de début", Some(Column::Start)),
            ("Resource Names", Some(Column::People)),
            ("% achevé", Some(Column::Percent)),
            ("N°", Some(Column::Number)),
            ("Prix HT", None),
        ] {
            assert_eq!(Mapping::default().column(heading), expected, "{heading}");
        }
    }

    #[test]
    fn a_mapping_file_goes_before_the_guess_and_its_mistakes_are_named() {
        let mapping = Mapping::from_json(r#"{"Prix HT": "remark", "date": null}"#).unwrap();
        assert_eq!(mapping.column("PRIX HT"), Some(Column::Remark));
        assert_eq!(mapping.column("Date"), Some(Column::Ignore));
        let finding = Mapping::from_json(r#"{"Prix": "nmae"}"#).unwrap_err();
        assert_eq!(
            (finding.code, finding.fields["nearest"].as_str()),
            ("mapping-unknown-word", "name")
        );
        assert_eq!(Mapping::from_json("[]").unwrap_err().code, "mapping-not-an-object");
    }

    #[test]
    fn no_heading_is_listed_twice_and_each_is_written_as_compared() {
        let mut seen = std::collections::BTreeSet::new();
        for word in COLUMNS.iter().flat_map(|(.., words)| *words) {
            assert!(seen.insert(word), "{word}");
            assert_eq!(&folded(word), word);
        }
    }
}
