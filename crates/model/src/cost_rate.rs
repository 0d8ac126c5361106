//! What an hour of a person or of a room costs the house: kept in the casting document, which only
//! coordination reads.

use crate::record::record;
use crate::{Casting, PersonId, RoomId};
use std::collections::BTreeMap;
use std::sync::Arc;
use units::{Money, NaiveDate};

record! {
    /// What an hour costs from a day on, of a person or of a room: one of the two.
    pub struct CostRate(CostRateId) {
        /// The person.
        person: Option<PersonId>,
        /// The room.
        room: Option<RoomId>,
        /// What an hour costs the house, employer's charges included; not known, if not stated.
        hourly: Option<Money>,
        /// In force from that day; always, if not stated.
        from: Option<NaiveDate>,
        /// A short remark.
        remark: String,
    }
}

/// What an hour of everybody and of each room costs on a day, as far as it is known.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HourlyCosts {
    /// Of people.
    pub people: BTreeMap<PersonId, Money>,
    /// Of rooms.
    pub rooms: BTreeMap<RoomId, Money>,
}

impl Casting {
    /// The rates of a person, in no order that means anything.
    pub fn rates_of_person(&self, person: PersonId) -> impl Iterator<Item = &Arc<CostRate>> {
        self.cost_rates.values().filter(move |rate| rate.person == Some(person))
    }

    /// The rates of a room, in no order that means anything.
    pub fn rates_of_room(&self, room: RoomId) -> impl Iterator<Item = &Arc<CostRate>> {
        self.cost_rates.values().filter(move |rate| rate.room == Some(room))
    }

    /// What an hour of a person costs on a day; `None` if it is not known.
    pub fn hourly_of_person(&self, person: PersonId, on: NaiveDate) -> Option<Money> {
        in_force(self.rates_of_person(person), on)?.hourly
    }

    /// What an hour of a room costs on a day; `None` if it is not known.
    pub fn hourly_of_room(&self, room: RoomId, on: NaiveDate) -> Option<Money> {
        in_force(self.rates_of_room(room), on)?.hourly
    }

    /// What an hour of everybody and of each room costs on a day: the same, looked up once for all.
    pub fn hourly_costs(&self, on: NaiveDate) -> HourlyCosts {
        let begun = self.cost_rates.values().filter(|rate| rate.from.is_none_or(|from| from <= on));
        let mut rates: Vec<&Arc<CostRate>> = begun.collect();
        rates.sort_by_key(|rate| (rate.from, rate.id));
        let mut costs = HourlyCosts::default();
        for rate in rates {
            if let Some(person) = rate.person {
                keep(&mut costs.people, person, rate.hourly);
            }
            if let Some(room) = rate.room {
                keep(&mut costs.rooms, room, rate.hourly);
            }
        }
        costs
    }
}

/// Of some rates the one in force on a day: that which began last, of several of one day that of
/// the highest identifier. One that has always been in force gives way to any that has a day.
pub fn in_force<'a>(
    rates: impl Iterator<Item = &'a Arc<CostRate>>,
    on: NaiveDate,
) -> Option<&'a Arc<CostRate>> {
    rates
        .filter(|rate| rate.from.is_none_or(|from| from <= on))
        .max_by_key(|rate| (rate.from, rate.id))
}

/// A later rate takes the place of an earlier one, also if it says that nothing is known.
fn keep<I: Ord>(costs: &mut BTreeMap<I, Money>, id: I, hourly: Option<Money>) {
    match hourly {
        Some(hourly) => drop(costs.insert(id, hourly)),
        None => drop(costs.remove(&id)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{CostRateId, RawId, Record};
    use proptest::prelude::*;
    use units::Currency;

    const EDITOR: PersonId = PersonId(RawId(7));
    const ROOM: RoomId = RoomId(RawId(7));

    fn date(text: &str) -> NaiveDate {
        units::parse_date(text).unwrap()
    }

    fn casting(rates: &[(Option<&str>, Option<&str>)]) -> Casting {
        let mut casting = Casting::default();
        for (id, (from, hourly)) in (1..).zip(rates) {
            let rate = CostRate {
                person: Some(EDITOR),
                from: from.map(date),
                hourly: hourly.map(|hourly| hourly.parse().unwrap()),
                ..CostRate::new(CostRateId(RawId(id)))
            };
            casting.cost_rates.insert(rate.id, Arc::new(rate));
        }
        casting
    }

    fn hourly(casting: &Casting, on: &str) -> Option<String> {
        casting.hourly_of_person(EDITOR, date(on)).map(|hourly| hourly.to_string())
    }

    #[test]
    fn the_rate_that_began_last_is_in_force() {
        let rates = [
            (Some("2026-07-01"), Some("34 EUR")),
            (None, Some("30 EUR")),
            (Some("2026-01-01"), Some("32.50 EUR")),
        ];
        let casting = casting(&rates);
        assert_eq!(hourly(&casting, "2025-12-31").unwrap(), "30.00 EUR");
        assert_eq!(hourly(&casting, "2026-01-01").unwrap(), "32.50 EUR");
        assert_eq!(hourly(&casting, "2026-06-30").unwrap(), "32.50 EUR");
        assert_eq!(hourly(&casting, "2027-01-01").unwrap(), "34.00 EUR");
    }

    #[test]
    fn before_the_first_day_and_after_an_empty_rate_nothing_is_known() {
        let casting = casting(&[(Some("2026-01-01"), Some("30 EUR")), (Some("2026-07-01"), None)]);
        assert_eq!(hourly(&casting, "2025-12-31"), None);
        assert_eq!(hourly(&casting, "2026-06-30").unwrap(), "30.00 EUR");
        assert_eq!(hourly(&casting, "2026-07-01"), None);
        assert_eq!(casting.hourly_of_person(PersonId(RawId(8)), date("2026-06-30")), None);
    }

    #[test]
    fn of_two_rates_of_one_day_the_higher_identifier_decides() {
        let day = Some("2026-01-01");
        assert_eq!(
            hourly(&casting(&[(day, Some("1 EUR")), (day, Some("2 EUR"))]), "2026-02-01").unwrap(),
            "2.00 EUR"
        );
    }

    #[test]
    fn the_rate_of_a_person_is_not_that_of_a_room_with_the_same_number() {
        let mut casting = casting(&[(None, Some("30 EUR"))]);
        let day = date("2026-01-01");
        assert_eq!(casting.hourly_of_room(ROOM, day), None);
        let rate = CostRate {
            room: Some(ROOM),
            hourly: "80 EUR".parse().ok(),
            ..CostRate::new(CostRateId(RawId(9)))
        };
        casting.cost_rates.insert(rate.id, Arc::new(rate));
        assert_eq!(casting.hourly_of_room(ROOM, day), "80 EUR".parse().ok());
        assert_eq!(casting.hourly_of_person(EDITOR, day), "30 EUR".parse().ok());
        let costs = casting.hourly_costs(day);
        assert_eq!(costs.people.get(&EDITOR), "30 EUR".parse().ok().as_ref());
        assert_eq!(costs.rooms.get(&ROOM), "80 EUR".parse().ok().as_ref());
    }

    #[test]
    fn an_amount_that_cannot_be_read_is_empty_and_told() {
        let values = [("hourly".to_owned(), "a lot".into())].into();
        let mut problems = Vec::new();
        let rate = CostRate::from_values(RawId(1), &values, &mut problems);
        assert_eq!((rate.hourly, problems.len()), (None, 1));
        assert_eq!((problems[0].field, problems[0].mismatch.0), ("hourly", "money"));
    }

    proptest! {
        #[test]
        fn the_rate_in_force_is_that_of_a_plain_search(
            from in proptest::collection::vec(proptest::option::of(0_u64..20), 0..8),
            on in 0_u64..20,
        ) {
            let day = |day: u64| date("2026-01-01") + units::Days::new(day);
            let mut casting = Casting::default();
            let mut wanted: Option<(Option<u64>, u32)> = None;
            for (id, from) in (1_u32..).zip(from) {
                let rate = CostRate {
                    person: Some(EDITOR),
                    from: from.map(day),
                    hourly: (id % 3 > 0).then(|| Money::from_cents(id.into(), Currency::EUR)),
                    ..CostRate::new(CostRateId(RawId(id.into())))
                };
                casting.cost_rates.insert(rate.id, Arc::new(rate));
                let begun = from.is_none_or(|from| from <= on);
                if begun && wanted.is_none_or(|(last, _)| from >= last) {
                    wanted = Some((from, id));
                }
            }
            let found = in_force(casting.rates_of_person(EDITOR), day(on));
            let id = wanted.map(|(_, id)| u128::from(id));
            prop_assert_eq!(found.map(|rate| rate.id.0.0), id);
            let hourly = casting.hourly_of_person(EDITOR, day(on));
            prop_assert_eq!(casting.hourly_costs(day(on)).people.get(&EDITOR).copied(), hourly);
        }
    }
}
