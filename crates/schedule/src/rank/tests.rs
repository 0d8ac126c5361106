//! What each part of a score says, and the laws of the whole.

use super::*;
use crate::testing::{Draft, at, check_cast, facility, paris, person, task};
use model::{
    Absence, AbsenceId, Affinity, AffinityId, BookingState, CostRate, CostRateId, Facility, Person,
    RawId,
};
use proptest::prelude::*;
use std::sync::Arc;

const NOW: &str = "2026-11-23T09:00";
const DIRECTOR: u128 = 99;

/// Weights that can be halved.
const ROUND: RankWeights = RankWeights {
    skills: 30,
    availability: 30,
    hours: 10,
    cost: 8,
    director: 6,
    rating: 8,
    continuity: 8,
    languages: 6,
    travel: 4,
};

/// What is known before the question is asked: mixers 1 to 3 and an editor, a film with a mix.
struct Known {
    facility: Facility,
    casting: Casting,
    film: Draft,
    others: Vec<Draft>,
}

impl Known {
    fn new() -> Self {
        let mut facility = facility();
        for id in 1..=3 {
            let mixer = Arc::make_mut(facility.people.get_mut(&person(id)).unwrap());
            mixer.functions.insert("mixer".into());
        }
        let mut editor = Person::new(person(4));
        editor.functions.insert("editor".into());
        facility.people.insert(editor.id, Arc::new(editor));
        let mut film = Draft::new(1);
        film.production().director = Some(person(DIRECTOR));
        let mix = film.task(1, Minutes::hours(8));
        mix.function = Some("mixer".into());
        Self { facility, casting: Casting::default(), film, others: Vec::new() }
    }

    fn person(&mut self, id: u128) -> &mut Person {
        Arc::make_mut(self.facility.people.get_mut(&person(id)).unwrap())
    }

    fn rated(&mut self, of: u128, rating: Option<i64>, veto: bool) {
        let mut affinity = Affinity::new(AffinityId(RawId(of)));
        (affinity.director, affinity.person) = (Some(person(DIRECTOR)), Some(person(of)));
        (affinity.rating, affinity.veto) = (rating, veto);
        self.casting.affinities.insert(affinity.id, Arc::new(affinity));
    }

    fn costs(&mut self, of: u128, hourly: &str) {
        let mut rate = CostRate::new(CostRateId(RawId(of)));
        (rate.person, rate.hourly) = (Some(person(of)), hourly.parse().ok());
        self.casting.cost_rates.insert(rate.id, Arc::new(rate));
    }

    fn away(&mut self, of: u128, from: &str, to: &str) {
        let mut absence = Absence::new(AbsenceId(RawId(of)));
        absence.person = Some(person(of));
        (absence.start, absence.end) = (Some(at(from)), Some(at(to)));
        self.facility.absences.insert(absence.id, Arc::new(absence));
    }

    /// The ranking for the mix, on Thursday the 26th unless the question is changed.
    fn ranking_of(self, change: impl FnOnce(&mut RankQuery)) -> Ranking {
        let mix = self.film.0.tasks[&task(1)].clone();
        let mut drafts = self.others;
        drafts.push(self.film);
        let casting = Arc::new(self.casting);
        let report = check_cast(self.facility, &casting, drafts, NOW);
        let day = TickRange::new(paris("2026-11-26T09:00"), paris("2026-11-26T18:00"));
        let mut query = RankQuery::for_task(ProductionId(RawId(1)), &mix, day, Minutes::hours(8));
        query.weights = ROUND;
        change(&mut query);
        report.rank(&casting, &query)
    }

    fn ranking(self) -> Ranking {
        self.ranking_of(|_| {})
    }
}

fn order(ranking: &Ranking) -> Vec<u128> {
    ranking.ranked.iter().map(|ranked| ranked.person.0.0).collect()
}

fn part(ranking: &Ranking, of: u128, word: &str) -> RankPart {
    let ranked = ranking.of(person(of)).unwrap();
    ranked.parts.iter().find(|part| part.figure.key() == word).unwrap().clone()
}

fn points(ranking: &Ranking, word: &str) -> [i64; 3] {
    [1, 2, 3].map(|of| part(ranking, of, word).points)
}

#[test]
fn who_is_free_and_of_whom_nothing_is_known_has_three_quarters_and_ties_go_by_identifier() {
    let ranking = Known::new().ranking();
    assert_eq!(ranking.most, 110);
    assert_eq!(RankWeights::default().total(), 100);
    assert_eq!(order(&ranking), [1, 2, 3]);
    let parts: Vec<_> = ranking.ranked[0].parts.iter().map(|it| (it.points, it.most)).collect();
    assert_eq!(
        parts,
        [(30, 30), (30, 30), (10, 10), (4, 8), (0, 6), (3, 8), (0, 8), (6, 6), (4, 4)]
    );
    let words: Vec<_> = ranking.ranked[0].parts.iter().map(|it| it.figure.key()).collect();
    assert_eq!(words, RankFigure::WORDS);
    assert_eq!(ranking.ranked[0].score, 87);
    assert_eq!(ranking.exclusion(person(4)), Some(Exclusion::NoFunction));
}

#[test]
fn a_skill_that_is_missing_is_named_and_costs_its_share() {
    let mut known = Known::new();
    known.person(2).skills.extend(["atmos".to_owned(), "5.1".to_owned()]);
    known.person(3).skills.insert("5.1".to_owned());
    let mix = known.film.with(1);
    mix.skills.extend(["atmos".to_owned(), "5.1".to_owned()]);
    let ranking = known.ranking();
    assert_eq!(order(&ranking), [2, 3, 1]);
    assert_eq!(points(&ranking, "skills"), [0, 30, 15]);
    let missing = vec!["atmos".to_owned()];
    assert_eq!(part(&ranking, 3, "skills").figure, RankFigure::Skills { asked: 2, missing });
}

#[test]
fn half_a_day_that_others_hold_leaves_half_the_points_and_a_second_option_all_of_them() {
    let mut known = Known::new();
    known.film.book(1, "2026-11-26T09:00", "2026-11-26T13:00").people.insert(person(1));
    let second = known.film.book(2, "2026-11-26T09:00", "2026-11-26T18:00");
    second.people.insert(person(2));
    (second.state, second.rank) = (BookingState::Option, Some(2));
    let ranking = known.ranking();
    assert_eq!(points(&ranking, "availability"), [15, 30, 30]);
    let [free, wanted] = [4, 8].map(Minutes::hours);
    let figure = RankFigure::Availability { free, outside: Minutes::ZERO, wanted };
    assert_eq!(part(&ranking, 1, "availability").figure, figure);
}

#[test]
fn in_a_longer_window_the_work_only_has_to_fit_somewhere() {
    let mut known = Known::new();
    known.film.book(1, "2026-11-26T09:00", "2026-11-26T18:00").people.insert(person(1));
    known.away(2, "2026-11-26T00:00", "2026-11-27T00:00");
    let week = TickRange::new(paris("2026-11-26T00:00"), paris("2026-11-28T00:00"));
    let ranking = known.ranking_of(|query| query.stretches = vec![week]);
    assert_eq!(points(&ranking, "availability"), [30, 30, 30]);
}

#[test]
fn an_evening_counts_half_unless_somebody_works_then_or_is_held() {
    let mut known = Known::new();
    let hours = "18:00-23:00".parse().unwrap();
    known.person(2).hours = model::WeekHours::weekdays(&hours);
    known.film.book(1, "2026-11-26T18:00", "2026-11-26T22:00").people.insert(person(3));
    let evening = TickRange::new(paris("2026-11-26T18:00"), paris("2026-11-26T22:00"));
    let ranking = known.ranking_of(|query| {
        (query.stretches, query.work) = (vec![evening], Minutes::hours(4));
        query.session = true;
    });
    assert_eq!(points(&ranking, "availability"), [15, 30, 0]);
}

#[test]
fn legal_hours_are_those_the_civil_week_has_left() {
    let mut known = Known::new();
    // 24 of 48 hours are held; the week before counts for nothing.
    known.film.book(1, "2026-11-23T09:00", "2026-11-25T18:00").people.insert(person(1));
    known.film.book(2, "2026-11-16T09:00", "2026-11-20T18:00").people.insert(person(2));
    Arc::make_mut(&mut known.facility.house).longest_week = Some(Minutes::hours(48));
    let ranking = known.ranking();
    assert_eq!(points(&ranking, "hours"), [5, 10, 10]);
    let [left, limit] = [24, 48].map(Minutes::hours);
    assert_eq!(part(&ranking, 1, "hours").figure, RankFigure::Hours { left, limit });
}

#[test]
fn work_that_breaks_the_legal_week_has_no_points_for_hours() {
    let mut known = Known::new();
    known.film.book(1, "2026-11-23T09:00", "2026-11-25T18:00").people.insert(person(1));
    Arc::make_mut(&mut known.facility.house).longest_week = Some(Minutes::hours(31));
    let ranking = known.ranking();
    assert_eq!(points(&ranking, "hours"), [0, 10, 10], "7 hours left, 8 wanted");
}

#[test]
fn the_cheapest_has_all_points_for_cost_who_costs_twice_as_much_and_who_is_unknown_half() {
    let mut known = Known::new();
    known.costs(1, "80 EUR");
    known.costs(2, "40 EUR");
    known.costs(4, "10 EUR");
    let ranking = known.ranking();
    assert_eq!(points(&ranking, "cost"), [4, 8, 4], "the editor is compared with nobody");
    assert_eq!(part(&ranking, 3, "cost").figure, RankFigure::Cost { hourly: None });
    let mut abroad = Known::new();
    abroad.costs(1, "1 USD");
    abroad.costs(2, "40 EUR");
    assert_eq!(points(&abroad.ranking(), "cost"), [4, 8, 4], "dollars are not euros");
}

#[test]
fn firm_sessions_in_any_production_of_the_director_count_and_options_do_not() {
    let mut known = Known::new();
    let mut before = Draft::new(2);
    before.production().director = Some(person(DIRECTOR));
    for (id, state) in [(21, BookingState::Done), (22, BookingState::Confirmed)] {
        let booking = before.book(id, "2026-10-05T09:00", "2026-10-05T18:00");
        booking.people.insert(person(1));
        booking.state = state;
    }
    let option = before.book(23, "2026-10-06T09:00", "2026-10-06T18:00");
    option.people.insert(person(2));
    option.state = BookingState::Option;
    let mut anothers = Draft::new(3);
    anothers.book(31, "2026-10-07T09:00", "2026-10-07T18:00").people.insert(person(3));
    known.others = vec![before, anothers];
    let ranking = known.ranking();
    assert_eq!(points(&ranking, "director"), [2, 0, 0]);
    assert_eq!(part(&ranking, 1, "director").figure, RankFigure::Director { sessions: 2 });
}

#[test]
fn each_language_of_the_production_counts_its_share_and_all_if_none_is_stated() {
    let mut known = Known::new();
    known.film.production().languages = ["fr".to_owned(), "de".to_owned()].into();
    known.person(1).languages = ["fr".to_owned(), "de".to_owned(), "en".to_owned()].into();
    known.person(2).languages = ["fr".to_owned()].into();
    let ranking = known.ranking();
    assert_eq!(points(&ranking, "languages"), [6, 3, 0]);
    let missing = vec!["de".to_owned()];
    assert_eq!(part(&ranking, 2, "languages").figure, RankFigure::Languages { asked: 2, missing });
    assert_eq!(points(&Known::new().ranking(), "languages"), [6, 6, 6]);
}

#[test]
fn who_comes_from_another_town_has_no_points_for_the_way_and_who_says_none_has_all() {
    let mut known = Known::new();
    Arc::make_mut(&mut known.facility.house).town = "Saint-Ouen".to_owned();
    known.person(1).town = "saint-ouen".to_owned();
    known.person(2).town = "Lyon".to_owned();
    let ranking = known.ranking();
    assert_eq!(points(&ranking, "travel"), [4, 0, 4]);
    let from = "Lyon".to_owned();
    assert_eq!(part(&ranking, 2, "travel").figure, RankFigure::Travel { from });
}

#[test]
fn a_rating_counts_from_nothing_to_all_and_nothing_said_is_nearly_in_the_middle() {
    let mut known = Known::new();
    known.rated(1, Some(0), false);
    known.rated(2, Some(5), false);
    let ranking = known.ranking();
    assert_eq!(points(&ranking, "rating"), [0, 8, 3]);
    assert_eq!(order(&ranking), [2, 3, 1]);
}

#[test]
fn who_is_on_the_task_goes_before_who_is_on_the_production_and_the_session_itself_is_nobodys() {
    let mut known = Known::new();
    known.film.task(2, Minutes::hours(8));
    let of_task = known.film.book(1, "2026-11-30T09:00", "2026-11-30T18:00");
    of_task.task = Some(task(1));
    of_task.people.insert(person(1));
    let other = known.film.book(2, "2026-12-01T09:00", "2026-12-01T18:00");
    other.task = Some(task(2));
    other.people.insert(person(2));
    let own = known.film.book(3, "2026-11-26T09:00", "2026-11-26T18:00");
    own.task = Some(task(1));
    own.people.insert(person(3));
    let own = own.id;
    let ranking = known.ranking_of(|query| query.booking = Some(own));
    assert_eq!(points(&ranking, "continuity"), [8, 4, 0]);
    assert_eq!(part(&ranking, 3, "availability").points, 30, "held by the session itself");
    assert_eq!(part(&ranking, 3, "hours").points, 10);
}

#[test]
fn tasks_of_the_same_hands_count_as_the_task() {
    let mut known = Known::new();
    known.film.task(2, Minutes::hours(8)).same_as = Some("mix".into());
    known.film.with(1).same_as = Some("mix".into());
    let booking = known.film.book(1, "2026-11-30T09:00", "2026-11-30T18:00");
    booking.task = Some(task(2));
    booking.people.insert(person(1));
    assert_eq!(points(&known.ranking(), "continuity"), [8, 0, 0]);
}

#[test]
fn a_veto_an_absence_and_another_function_are_told_in_this_order() {
    let mut known = Known::new();
    known.away(1, "2026-11-26T14:00", "2026-11-27T00:00");
    known.rated(3, Some(5), true);
    let ranking = known.ranking();
    assert_eq!(order(&ranking), [2]);
    use Exclusion as E;
    let told = [(3, E::Veto), (1, E::Absent), (4, E::NoFunction)];
    assert_eq!(ranking.excluded, told.map(|(id, why)| (person(id), why)));
}

/// What can be better or worse about a mixer.
#[derive(Debug, Clone)]
struct Person3 {
    skilled: bool,
    held: i64,
    week: i64,
    cents: Option<u32>,
    sessions: u128,
    rating: Option<i64>,
    veto: bool,
    away: bool,
    on_it: bool,
}

fn somebody() -> impl Strategy<Value = Person3> {
    let facts = (any::<bool>(), 0_i64..5, 0_i64..3, prop::option::of(2_000_u32..9_000), 0_u128..4);
    let said = (prop::option::of(0_i64..6), prop::bool::weighted(0.2), prop::bool::weighted(0.2));
    (facts, said, any::<bool>()).prop_map(
        |((skilled, held, week, cents, sessions), (rating, veto, away), on_it)| Person3 {
            skilled,
            held,
            week,
            cents,
            sessions,
            rating,
            veto,
            away,
            on_it,
        },
    )
}

/// The ranking of three mixers, under identifiers of one's choice.
fn ranked(people: &[Person3; 3], ids: [u128; 3]) -> Ranking {
    let mut known = Known::new();
    known.film.with(1).skills.insert("atmos".to_owned());
    let mut before = Draft::new(2);
    before.production().director = Some(person(DIRECTOR));
    for (place, (facts, id)) in (0_u128..).zip(people.iter().zip(ids)) {
        if facts.skilled {
            known.person(id).skills.insert("atmos".to_owned());
        }
        known.rated(id, facts.rating, facts.veto);
        if let Some(cents) = facts.cents {
            known.costs(id, &format!("{}.{:02} EUR", cents / 100, cents % 100));
        }
        if facts.away {
            known.away(id, "2026-11-26T00:00", "2026-11-27T00:00");
        }
        let mut number = 100 * (place + 1);
        let mut book = |draft: &mut Draft, start: &str, end: String| {
            number += 1;
            draft.book(number, start, &end).people.insert(person(id));
        };
        // None of these is in a production of the director.
        let mut elsewhere = Draft::new(10 + place);
        if facts.held > 0 {
            let end = format!("2026-11-26T{:02}:00", 9 + facts.held);
            book(&mut elsewhere, "2026-11-26T09:00", end);
        }
        for day in 0..facts.week {
            let day = 23 + day;
            book(&mut elsewhere, &format!("2026-11-{day}T09:00"), format!("2026-11-{day}T18:00"));
        }
        known.others.push(elsewhere);
        for _ in 0..facts.sessions {
            book(&mut before, "2026-10-05T09:00", "2026-10-05T18:00".to_owned());
        }
        if facts.on_it {
            let booking = known.film.book(1_000 + place, "2026-12-07T09:00", "2026-12-07T18:00");
            booking.people.insert(person(id));
            (booking.task, booking.state, booking.rank) =
                (Some(task(1)), BookingState::Option, Some(1));
        }
    }
    known.others.push(before);
    known.ranking()
}

/// Somebody a little better in one respect.
fn better(facts: &Person3, respect: usize) -> Person3 {
    let mut better = facts.clone();
    match respect {
        0 => better.skilled = true,
        1 => better.held = (facts.held - 1).max(0),
        2 => better.week = (facts.week - 1).max(0),
        3 => better.cents = facts.cents.map(|cents| cents - 1_000),
        4 => better.sessions += 1,
        5 => better.rating = Some(facts.rating.map_or(Opinion::NOTHING_SAID, |it| it + 1).min(5)),
        6 => better.on_it = true,
        7 => better.away = false,
        _ => better.veto = false,
    }
    better
}

fn place(ranking: &Ranking, id: u128) -> usize {
    let place = ranking.ranked.iter().position(|it| it.person == person(id));
    place.unwrap_or(usize::MAX)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn more_of_what_is_good_never_lowers_the_rank(
        people in [somebody(), somebody(), somebody()],
        who in 0_usize..3,
        respect in 0_usize..9,
    ) {
        let mut improved = people.clone();
        improved[who] = better(&people[who], respect);
        let id = who as u128 + 1;
        let (before, after) = (ranked(&people, [1, 2, 3]), ranked(&improved, [1, 2, 3]));
        // Who was out of the question cannot come to stand lower by coming in.
        prop_assert!(place(&after, id) <= place(&before, id), "{before:#?} {after:#?}");
    }

    #[test]
    fn a_veto_always_excludes(
        people in [somebody(), somebody(), somebody()],
        who in 0_usize..3,
    ) {
        let mut people = people;
        people[who].veto = true;
        let ranking = ranked(&people, [1, 2, 3]);
        let id = person(who as u128 + 1);
        prop_assert_eq!(ranking.of(id), None);
        prop_assert_eq!(ranking.exclusion(id), Some(Exclusion::Veto));
        prop_assert_eq!(ranking.ranked.len() + ranking.excluded.len(), 4);
    }

    #[test]
    fn other_identifiers_change_nothing_but_ties(
        people in [somebody(), somebody(), somebody()],
    ) {
        let (plain, turned) = (ranked(&people, [1, 2, 3]), ranked(&people, [3, 1, 2]));
        let scores = |ranking: &Ranking| -> Vec<i64> {
            ranking.ranked.iter().map(|ranked| ranked.score).collect()
        };
        prop_assert_eq!(scores(&plain), scores(&turned));
        for (id, other) in [(1, 3), (2, 1), (3, 2)] {
            let parts = |ranking: &Ranking, id| ranking.of(person(id)).map(|it| it.parts.clone());
            prop_assert_eq!(parts(&plain, id), parts(&turned, other));
            prop_assert_eq!(plain.exclusion(person(id)), turned.exclusion(person(other)));
        }
    }

    #[test]
    fn a_score_is_the_sum_of_its_parts_and_no_part_has_more_than_its_most(
        people in [somebody(), somebody(), somebody()],
    ) {
        for ranked in ranked(&people, [1, 2, 3]).ranked {
            let sum: i64 = ranked.parts.iter().map(|part| part.points).sum();
            prop_assert_eq!(sum, ranked.score);
            prop_assert!(ranked.parts.iter().all(|it| (0..=it.most).contains(&it.points)));
        }
    }
}
