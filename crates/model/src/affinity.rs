//! What directors think of working with somebody: kept in the casting document, which only
//! coordination reads.

use crate::record::record;
use crate::{Casting, PersonId};
use std::collections::BTreeMap;

record! {
    /// A director's experience with a technician.
    pub struct Affinity(AffinityId) {
        /// The director.
        director: Option<PersonId>,
        /// The technician.
        person: Option<PersonId>,
        /// From 0 (would rather not) to 5 (asks for them).
        rating: Option<i64>,
        /// Never again: excludes whatever the rest says.
        veto: bool,
        /// A short remark.
        remark: String,
    }
}

/// What a director thinks of working with somebody, all records about it taken together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Opinion {
    /// From 0 (would rather not) to 5 (asks for them); `None` if nothing was said.
    pub rating: Option<i64>,
    /// Excludes whatever the rest says.
    pub veto: bool,
}

impl Opinion {
    /// The best rating.
    pub const BEST: i64 = 5;
    /// Where somebody stands of whom a director has said nothing: nearly in the middle.
    pub const NOTHING_SAID: i64 = 2;

    /// The rating that counts, between 0 and [`Self::BEST`].
    pub fn counted(self) -> i64 {
        self.rating.unwrap_or(Self::NOTHING_SAID).clamp(0, Self::BEST)
    }

    /// Machines that wrote apart may have left two records: the better rating is believed, a veto
    /// always.
    fn with(self, affinity: &Affinity) -> Self {
        Self { rating: self.rating.max(affinity.rating), veto: self.veto || affinity.veto }
    }
}

impl Casting {
    /// What a director thinks of somebody; nothing is said without a director.
    pub fn opinion(&self, director: Option<PersonId>, person: PersonId) -> Opinion {
        let about = self.affinities.values().filter(|affinity| {
            director.is_some() && affinity.director == director && affinity.person == Some(person)
        });
        about.fold(Opinion::default(), |opinion, affinity| opinion.with(affinity))
    }

    /// What a director thinks of everybody of whom something was said: the same, looked up once
    /// for all.
    pub fn opinions(&self, director: Option<PersonId>) -> BTreeMap<PersonId, Opinion> {
        let mut opinions: BTreeMap<PersonId, Opinion> = BTreeMap::new();
        let of_director = |affinity: &&std::sync::Arc<Affinity>| {
            director.is_some() && affinity.director == director
        };
        for affinity in self.affinities.values().filter(of_director) {
            if let Some(person) = affinity.person {
                let opinion = opinions.entry(person).or_default();
                *opinion = opinion.with(affinity);
            }
        }
        opinions
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{AffinityId, RawId};
    use std::sync::Arc;

    fn person(id: u128) -> PersonId {
        PersonId(RawId(id))
    }

    #[test]
    fn of_two_records_the_better_rating_is_believed_and_a_veto_always() {
        let mut casting = Casting::default();
        let said = [(9, 1, Some(2), true), (9, 1, Some(4), false), (8, 1, Some(5), false)];
        for (id, (director, about, rating, veto)) in (1..).zip(said) {
            let mut affinity = Affinity::new(AffinityId(RawId(id)));
            (affinity.director, affinity.person) = (Some(person(director)), Some(person(about)));
            (affinity.rating, affinity.veto) = (rating, veto);
            casting.affinities.insert(affinity.id, Arc::new(affinity));
        }
        let wanted = Opinion { rating: Some(4), veto: true };
        assert_eq!(casting.opinion(Some(person(9)), person(1)), wanted);
        assert_eq!(casting.opinions(Some(person(9))), [(person(1), wanted)].into());
        assert_eq!(casting.opinion(Some(person(9)), person(2)).counted(), 2);
        assert_eq!(casting.opinion(None, person(1)), Opinion::default());
        assert!(casting.opinions(None).is_empty(), "an empty field is no director");
    }
}
