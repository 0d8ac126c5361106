//! The ranking of people, by name.

use super::*;
use crate::{RankFigureView, RankingView, session_ranking};
use model::{Affinity, AffinityId, BookingId};
use schedule::Exclusion;
use serde_json::json;

/// The code of a message with its fields, instead of its text.
fn coded(code: &str, fields: &BTreeMap<&'static str, String>) -> String {
    let fields: String = fields.iter().map(|(name, text)| format!(" {name}={text}")).collect();
    format!("{code}{fields}")
}

/// Both people for a session of the mix on a free morning.
fn ranking(change: impl FnOnce(&mut Plan, &mut Facility, &mut Casting)) -> RankingView {
    let mut sample = Sample::new();
    let (mut plan, mut facility, mut casting) = (plan(), facility(), Casting::default());
    let mix = Arc::make_mut(plan.tasks.get_mut(&MIX).unwrap());
    mix.function = Some("mixer".into());
    for person in facility.people.values_mut() {
        Arc::make_mut(person).functions.insert("mixer".into());
    }
    change(&mut plan, &mut facility, &mut casting);
    sample.facility = Arc::new(facility);
    sample.casting = Arc::new(casting);
    sample.plans = BTreeMap::from([(PRODUCTION, Arc::new(plan))]);
    let now = Zone::PARIS.tick(moment("2026-11-20T09:00"));
    sample.report = Checker::new().check(&sample.facility, &sample.casting, &sample.plans, now);
    let wanted = booking(BookingId(RawId(777)), "2026-12-03T09:00", "2026-12-03T13:00");
    session_ranking(&sample.source(), Some(PRODUCTION), Some(MIX), &wanted, &coded)
}

#[test]
fn everybody_has_a_name_a_score_and_parts_that_say_what_they_are_for() {
    let ranking = ranking(|_, _, _| {});
    assert_eq!((ranking.most, ranking.ranked.len()), (100, 2));
    let first = &ranking.ranked[0];
    assert!(first.free);
    let sum: i64 = first.parts.iter().map(|part| part.points).sum();
    assert_eq!(first.score, sum);
    let said: Vec<&str> = first.parts.iter().map(|part| part.message.as_str()).collect();
    assert_eq!(said[0], "rank-skills asked=none lacking=none missing=");
    assert_eq!(
        said[1],
        "rank-availability free_minutes=240 outside=none outside_minutes=0 wanted_minutes=240"
    );
    assert_eq!(said[3], "rank-cost hourly=unknown");
}

#[test]
fn in_json_each_part_has_its_figure_beside_its_points() {
    let ranking = ranking(|plan, facility, _| {
        let mix = Arc::make_mut(plan.tasks.get_mut(&MIX).unwrap());
        mix.skills.insert("atmos".into());
        let nobody = Arc::make_mut(facility.people.get_mut(&NOBODY).unwrap());
        nobody.functions.clear();
    });
    let told = serde_json::to_value(&ranking).unwrap();
    assert_eq!(
        told["ranked"][0]["parts"][0],
        json!({
            "part": "skills", "points": 0, "most": 27, "asked": 1, "missing": ["atmos"],
            "message": "rank-skills asked=some lacking=some missing=atmos",
        })
    );
    assert_eq!(told["ranked"][0]["parts"][3]["hourly"], json!(null));
    assert_eq!(told["excluded"][0]["why"], "no_function");
}

#[test]
fn who_is_vetoed_is_told_apart_with_the_reason() {
    let director = PersonId(RawId(22));
    let ranking = ranking(|plan, _, casting| {
        Arc::make_mut(&mut plan.production).director = Some(director);
        let mut affinity = Affinity::new(AffinityId(RawId(1)));
        (affinity.director, affinity.person) = (Some(director), Some(MIXER));
        affinity.veto = true;
        casting.affinities.insert(affinity.id, Arc::new(affinity));
    });
    let ranked: Vec<_> = ranking.ranked.iter().map(|ranked| ranked.person).collect();
    assert_eq!(ranked, [NOBODY]);
    let told = &ranking.excluded[0];
    assert_eq!((told.person, told.why), (MIXER, Exclusion::Veto));
    assert_eq!(told.message, "rank-excluded-veto");
    let rating = &ranking.ranked[0].parts[5].figure;
    assert_eq!(*rating, RankFigureView::Rating { rating: None });
}
