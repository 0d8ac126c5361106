//! Titles, companies and channels for the productions.

use crate::briefs::Brief;
use crate::names;
use crate::seed::Seed;
use model::Genre;
use std::collections::BTreeMap;

/// Titles, companies and channels in an order of the seed's, each title once.
pub(crate) struct Titles {
    by_genre: BTreeMap<&'static str, Vec<&'static str>>,
    clients: Vec<&'static str>,
    channels: Vec<&'static str>,
    distributors: Vec<&'static str>,
    pub(crate) episodes: Vec<&'static str>,
    given: usize,
}

impl Titles {
    pub(crate) fn new(seed: &Seed) -> Self {
        let mut seed = seed.branch(21);
        let lists = [
            ("feature", names::FEATURES),
            ("tv_film_90", names::TV_FILMS),
            ("series_6x52", names::SERIES),
            ("documentary_52", names::DOCUMENTARIES),
            ("magazine", names::MAGAZINES),
        ];
        Self {
            by_genre: lists.map(|(key, list)| (key, names::shuffled(list, &mut seed))).into(),
            clients: names::shuffled(names::CLIENTS, &mut seed),
            channels: names::shuffled(names::CHANNELS, &mut seed),
            distributors: names::shuffled(names::DISTRIBUTORS, &mut seed),
            episodes: names::shuffled(names::EPISODES, &mut seed),
            given: 0,
        }
    }

    /// Title, company, channel or distributor of the next production of a kind.
    pub(crate) fn give(&mut self, brief: &Brief) -> (String, String, String) {
        let title = self.by_genre.get_mut(brief.template).and_then(Vec::pop).unwrap_or_default();
        let of = |list: &[&str]| {
            list.get(self.given.checked_rem(list.len()).unwrap_or(0))
                .copied()
                .unwrap_or_default()
                .to_owned()
        };
        let list = if brief.genre == Genre::Feature { &self.distributors } else { &self.channels };
        let names = (title.to_owned(), of(&self.clients), of(list));
        self.given += 1;
        names
    }
}
