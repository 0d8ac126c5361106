//! Names of the demo: people, companies, channels, titles. All are invented; none stands for a
//! real person, company or work. Telephone numbers are of the block that the French regulator
//! keeps for fiction (06 39 98; Arcep, decision 2018-0881), mail of the domain `example` (RFC 2606).

use crate::seed::Seed;
use model::DirectoryEntry;
use std::collections::BTreeSet;

pub(crate) const FACILITY: &str = "Ateliers Malcombe";

const FIRST: &[&str] = &[
    "Adèle",
    "Alban",
    "Amina",
    "Anaïs",
    "Armand",
    "Aurore",
    "Basile",
    "Bérénice",
    "Blandine",
    "Boris",
    "Camille",
    "Cécile",
    "Célestin",
    "Clara",
    "Colin",
    "Corentin",
    "Damien",
    "Diane",
    "Djibril",
    "Édith",
    "Élias",
    "Élodie",
    "Émile",
    "Estelle",
    "Fanny",
    "Farid",
    "Félix",
    "Florence",
    "Gaspard",
    "Gilda",
    "Hélène",
    "Hugo",
    "Inès",
    "Irène",
    "Ismaël",
    "Jeanne",
    "Jonas",
    "Judith",
    "Karim",
    "Laure",
    "Léonie",
    "Lila",
    "Loïc",
    "Lucie",
    "Madeleine",
    "Malik",
    "Marius",
    "Maud",
    "Mehdi",
    "Mireille",
    "Nadège",
    "Naïm",
    "Nino",
    "Noémie",
    "Octave",
    "Odile",
    "Oscar",
    "Pauline",
    "Perrine",
    "Quentin",
    "Rachid",
    "Raphaëlle",
    "Rémi",
    "Rose",
    "Salomé",
    "Samir",
    "Simon",
    "Solène",
    "Tancrède",
    "Thaïs",
    "Théo",
    "Ulysse",
    "Valentine",
    "Victor",
    "Yaël",
    "Yasmine",
    "Yvon",
    "Zoé",
];

const LAST: &[&str] = &[
    "Abrivaz",
    "Aguilhem",
    "Aubrelin",
    "Balastre",
    "Bazelaire-Motte",
    "Belcastro",
    "Benkhaïat",
    "Bergougne",
    "Bouzarif",
    "Brisebarre",
    "Cantegril",
    "Cazaubric",
    "Chabrignon",
    "Chantemesle",
    "Charpenel",
    "Combarel",
    "Courtagnac",
    "Dambrelle",
    "Darrozin",
    "Delmastro",
    "Desgranval",
    "Diakoumé",
    "Dorvilliers",
    "Ducastaing",
    "Escoubet",
    "Estagnol",
    "Fabrezan",
    "Farcigny",
    "Fontarel",
    "Fourcadet",
    "Galoubert",
    "Garrigou-Lanne",
    "Gauberti",
    "Grandvoinet",
    "Guermeur-Le Roz",
    "Haddouali",
    "Hautecombe",
    "Imbardelli",
    "Jaubertin",
    "Kerguidec",
    "Kerlazeg",
    "Labrunerie",
    "Lacassigne",
    "Lamourdedieu",
    "Larroquette",
    "Lesparvier",
    "Loubressac",
    "Malavergne",
    "Marchandeau",
    "Mauregard",
    "Mazauric",
    "Montagut-Sorel",
    "Morvanic",
    "N'Dombasso",
    "Nougarolle",
    "Ormessin",
    "Ouadrani",
    "Palissard",
    "Pelletangeas",
    "Peyrusson",
    "Pouldergat",
    "Quintrec",
    "Rabastens-Vial",
    "Ravelonjato",
    "Roquevaire",
    "Rouffignol",
    "Saint-Orens",
    "Salvaterra",
    "Sarrazac",
    "Sénéquier",
    "Soulignon",
    "Taillebourse",
    "Tavernost",
    "Tiffauges",
    "Trégomeur",
    "Ussel-Marti",
    "Valcarlos",
    "Vauquelas",
    "Verdalle",
    "Vignancour",
    "Zerrouk-Amiel",
];

pub(crate) const CLIENTS: &[&str] = &[
    "Films de l'Escarbille",
    "Bathyscaphe Productions",
    "Tétras et Compagnie",
    "Sept Encriers",
    "Marmite Norvégienne Films",
    "La Poudre d'Escampette",
    "Vent Debout Images",
    "Grand Bazar Documentaire",
];

pub(crate) const CHANNELS: &[&str] =
    &["Canal Nord", "Arc TV", "Télé Littoral", "La Six Cents", "Hexaplus"];

pub(crate) const DISTRIBUTORS: &[&str] = &["Distribution du Phare", "Salamandre Diffusion"];

pub(crate) const FEATURES: &[&str] = &[
    "La Salle des marées basses",
    "Un été à Port-Brévignon",
    "Le Dernier Vapeur pour Ormeuil",
    "Les Heures creuses de Madame Ott",
];

pub(crate) const TV_FILMS: &[&str] = &[
    "Retour à Valcombe-les-Forges",
    "Le Gué de la Saurine",
    "L'Affaire du Moulin-Piquet",
    "Noces de craie",
    "La Doublure de l'archiviste",
    "Cap Mauregard",
];

pub(crate) const SERIES: &[&str] =
    &["Les Eaux de Brévignon", "Quai des Salines-Neuves", "La Maison Taillebourse"];

pub(crate) const EPISODES: &[&str] = &[
    "Le Barrage",
    "Ce que savait le passeur",
    "Crue décennale",
    "La Nuit des vannes",
    "Un témoin trop calme",
    "L'Étiage",
    "Le Puisatier",
    "Deux rives",
];

pub(crate) const DOCUMENTARIES: &[&str] = &[
    "Les Gardiens de la tourbe",
    "Ciment, une poussière française",
    "Le Bac d'Ormeuil",
    "Apprendre le vent",
    "Mille et un tampons",
    "La Mémoire des horlogers de Saint-Vorles",
    "Sous la halle, cinquante ans de marché",
    "Les Voix du sémaphore",
];

pub(crate) const MAGAZINES: &[&str] =
    &["Fréquence atelier", "Le Quart d'heure des terres", "Grandeur nature 24"];

/// Gives people their names, each name once.
pub(crate) struct People {
    seed: Seed,
    taken: BTreeSet<(usize, usize)>,
}

impl People {
    pub(crate) fn new(seed: Seed) -> Self {
        Self { seed, taken: BTreeSet::new() }
    }

    /// The entry of somebody new.
    pub(crate) fn next(&mut self) -> DirectoryEntry {
        let mut names = (0, 0);
        for _ in 0..50 {
            names = (self.seed.below(FIRST.len()), self.seed.below(LAST.len()));
            if !self.taken.iter().any(|taken| taken.1 == names.1) {
                break;
            }
        }
        self.taken.insert(names);
        let first = FIRST.get(names.0).copied().unwrap_or_default();
        let last = LAST.get(names.1).copied().unwrap_or_default();
        let (one, two) = (self.seed.below(100), self.seed.below(100));
        DirectoryEntry {
            name: format!("{first} {last}"),
            mail: format!("{}.{}@demo.example", plain(first), plain(last)),
            telephone: format!("06 39 98 {one:02} {two:02}"),
        }
    }
}

/// A list in an order of the seed's.
pub(crate) fn shuffled<'a>(names: &[&'a str], seed: &mut Seed) -> Vec<&'a str> {
    let mut names = names.to_vec();
    seed.shuffle(&mut names);
    names
}

/// A name as people write it in an address: lower case, no accents, no spaces.
fn plain(name: &str) -> String {
    let lower = name.to_lowercase();
    let letters = lower.chars().filter_map(|letter| match letter {
        'à' | 'â' | 'ä' => Some('a'),
        'é' | 'è' | 'ê' | 'ë' => Some('e'),
        'î' | 'ï' => Some('i'),
        'ô' | 'ö' => Some('o'),
        'û' | 'ü' => Some('u'),
        'ç' => Some('c'),
        'a'..='z' | '-' => Some(letter),
        _ => None,
    });
    letters.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seventy_people_have_names_of_their_own() {
        let mut people = People::new(Seed::new(3));
        let names: BTreeSet<String> = (0..70).map(|_| people.next().name).collect();
        assert_eq!(names.len(), 70);
    }

    #[test]
    fn addresses_have_no_accents() {
        assert_eq!(plain("N'Dombasso"), "ndombasso");
        assert_eq!(plain("Guermeur-Le Roz"), "guermeur-leroz");
    }
}
