//! The files themselves, and what they make of plans.

use super::*;
use crate::calendars::Calendars;
use crate::check::Checker;
use crate::dates::PlanDates;
use model::{
    Anchor, Casting, Choice, Episode, EpisodeId, Facility, FacilityId, Family, Finding, Genre,
    HolidayRule, HolidayZone, HolidayZoneId, Plan, Production, ProductionId, RawId, Task, TaskId,
};
use std::collections::BTreeMap;
use std::sync::Arc;
use units::{Days, NaiveDate, NaiveTime, Zone, parse_date};

const KEYS: [&str; 5] = ["documentary_52", "tv_film_90", "series_6x52", "feature", "magazine"];

fn date(text: &str) -> NaiveDate {
    parse_date(text).unwrap()
}

fn facility() -> Arc<Facility> {
    let mut facility = Facility::new(FacilityId::default());
    let zone = HolidayZoneId(RawId(9));
    let rule = HolidayRule::FranceMetropole;
    let metropole = HolidayZone { rule, ..HolidayZone::new(zone) };
    facility.holiday_zones.insert(zone, Arc::new(metropole));
    Arc::make_mut(&mut facility.house).holiday_zone = Some(zone);
    Arc::new(facility)
}

fn plan() -> Plan {
    Plan::new(ProductionId(RawId(1)))
}

fn with_production(change: impl Fn(&mut Production)) -> Plan {
    let mut plan = plan();
    change(Arc::make_mut(&mut plan.production));
    plan
}

/// Lays a template out with counted identifiers.
fn lay(key: &str, plan: &Plan, anchor: Anchor) -> Result<Layout, Finding> {
    let mut next = 1_000;
    let mut new_id = || {
        next += 1;
        RawId(next)
    };
    lay_out(template(key).unwrap(), plan, &facility(), anchor, "fr", &mut new_id)
}

fn applied(plan: &Plan, layout: &Layout) -> Plan {
    let mut plan = plan.clone();
    layout.edits.iter().for_each(|edit| plan.apply(edit));
    plan
}

/// Dates of a plan, looked at long before it begins.
fn dates(plan: &Plan) -> PlanDates {
    let now = Zone::PARIS.tick(date("2026-01-01").and_time(NaiveTime::MIN));
    let plans = BTreeMap::from([(plan.production.id, Arc::new(plan.clone()))]);
    let report = Checker::new().check(&facility(), &Arc::new(Casting::default()), &plans, now);
    report.plan(plan.production.id).unwrap().clone()
}

/// The day on which the last task before or with the master is finished.
fn master_day(plan: &Plan) -> NaiveDate {
    let dates = dates(plan);
    let finish = dates.deadlines.iter().filter_map(|deadline| deadline.finish).max().unwrap();
    Zone::PARIS.civil(finish).date()
}

#[test]
fn every_file_is_read() {
    let keys: Vec<&str> = templates().iter().map(|template| template.key.as_str()).collect();
    assert_eq!(keys, KEYS);
    for text in FILES {
        Template::parse(text).unwrap();
    }
    let genres: Vec<&str> = templates().iter().map(|template| template.genre.key()).collect();
    assert_eq!(genres, ["documentary", "tv_film", "series", "feature", "magazine"]);
}

#[test]
fn names_are_single_lines_in_both_languages() {
    for template in templates() {
        for step in &template.steps {
            for name in [&step.names.fr, &step.names.en] {
                assert_eq!(units::clean_name(name), *name);
                assert!(!name.is_empty(), "{} {}", template.key, step.key);
            }
        }
    }
}

#[test]
fn every_template_leads_from_rushes_over_the_lock_to_a_master() {
    for template in templates() {
        for key in ["rushes", "edit", "lock", "mix", "master"] {
            assert!(template.step(key).is_some(), "{} has no {key}", template.key);
        }
        assert!(template.step("lock").unwrap().milestone);
        assert!(template.step("master").unwrap().milestone);
    }
    let magazine = template("magazine").unwrap();
    assert!(magazine.step("foley").is_none() && magazine.step("adr").is_none());
}

#[test]
fn every_step_before_the_master_leads_to_it() {
    for template in templates() {
        let mut needed = std::collections::BTreeSet::from(["master"]);
        while let Some(step) = template.steps.iter().find(|step| {
            needed.contains(step.key.as_str())
                && step.after.iter().any(|link| !needed.contains(link.from.as_str()))
        }) {
            needed.extend(step.after.iter().map(|link| link.from.as_str()));
        }
        let loose: Vec<&str> = template
            .steps
            .iter()
            .filter(|step| !crate::pass::comes_after_master(&step.step))
            .map(|step| step.key.as_str())
            .filter(|key| !needed.contains(key) && *key != "series_delivered")
            .collect();
        assert_eq!(loose, [""; 0], "{}", template.key);
    }
}

#[test]
fn no_template_waits_for_itself() {
    for key in KEYS {
        let layout = lay(key, &plan(), Anchor::ForwardFrom(date("2027-01-04"))).unwrap();
        let plan = applied(&plan(), &layout);
        assert!(crate::compile::Network::new(&plan).cycles.is_empty(), "{key}");
        let dated = dates(&plan).tasks.len();
        assert_eq!(dated, plan.tasks.len(), "{key}");
    }
}

#[test]
fn a_broken_file_tells_what_is_wrong() {
    let check = |from: &str, to: &str, expected: &str| {
        let text = FILES[0].replacen(from, to, 1);
        assert_ne!(text, FILES[0]);
        let error = Template::parse(&text).err().map(|error| error.to_string());
        assert!(error.as_ref().is_some_and(|error| error.contains(expected)), "{error:?}");
    };
    check("\"conform\", \"effects FF\"", "\"conformation\"", "conformation");
    check("\"effects FF\"", "\"effects XX\"", "effects XX");
    check("\"rushes SS+1d\"", "\"rushes SS1d\"", "rushes SS1d");
    check("\"rushes SS+1d\"", "\"rushes SS+1d max soon\"", "max soon");
    check("floor = \"20\"", "floor = \"36\"", "above the typical");
    check("typical = \"35\"", "typical = \"many\"", "edit");
    check("room = \"conform\"", "room = \"kitchen\"", "kitchen");
    check("function = \"editor\"", "function = \"cook\"", "cook");
    check("voice_booth", "sauna", "sauna");
    check("key = \"lock\"", "key = \"edit\"", "two steps");
    check("key = \"sync\"", "key = \"sync\"\nprevious = [\"edit\"]", "episodes");
    check("runtime = 52", "runtime = \"long\"", "runtime");
}

#[test]
fn a_template_may_say_what_lies_between_at_most() {
    let text = FILES[1].replace("\"spotting FS+2d\"", "\"spotting FS+2d max 5d\"");
    let template = Template::parse(&text).unwrap();
    let (plan, mut next) = (plan(), 1_000);
    let mut new_id = || {
        next += 1;
        RawId(next)
    };
    let anchor = Anchor::ForwardFrom(date("2027-01-04"));
    let layout = lay_out(&template, &plan, &facility(), anchor, "fr", &mut new_id).unwrap();
    let plan = applied(&plan, &layout);
    let most: Vec<_> =
        plan.links.values().filter_map(|link| Some((link.lag, link.most?))).collect();
    let working = |days: i64| model::Lag::Working(units::Minutes::hours(8 * days));
    assert_eq!(most, [(working(2), working(5))]);
}

#[test]
fn forward_dates_follow_from_the_first_day() {
    for key in KEYS {
        let anchor = Anchor::ForwardFrom(date("2027-01-04"));
        let layout = lay(key, &plan(), anchor).unwrap();
        let plan = applied(&plan(), &layout);
        assert_eq!(plan.production.start, Some(date("2027-01-04")), "{key}");
        assert_eq!(plan.production.delivery, Some(layout.finish), "{key}");
        assert_eq!(master_day(&plan), layout.finish, "{key}");
        assert!(layout.findings.is_empty());
    }
}

#[test]
fn backward_dates_meet_the_delivery_and_start_as_late_as_they_can() {
    for key in KEYS {
        // A Friday, a Monday after a week-end, a Sunday, a public holiday.
        for delivery in ["2028-06-30", "2028-07-03", "2028-07-02", "2028-07-14"] {
            let anchor = Anchor::BackwardFrom(date(delivery));
            let layout = lay(key, &plan(), anchor).unwrap();
            let plan = applied(&plan(), &layout);
            assert_eq!(plan.production.delivery, Some(date(delivery)));
            assert_eq!(plan.production.start, Some(layout.start));
            assert!(master_day(&plan) <= date(delivery), "{key} {delivery}");
            let mut later = plan.clone();
            let next = layout.start.checked_add_days(Days::new(4));
            Arc::make_mut(&mut later.production).start = next;
            assert!(master_day(&later) > date(delivery), "{key} {delivery}");
            let float = dates(&plan).total_float.unwrap();
            assert!(!float.is_negative(), "{key} {delivery}: {float:?}");
        }
    }
}

#[test]
fn durations_are_plausible_for_the_trade() {
    // Weeks from the first rushes to the master, with two editors for the series.
    let check = |key: &str, weeks: std::ops::RangeInclusive<i64>| {
        let layout = lay(key, &plan(), Anchor::ForwardFrom(date("2027-01-04"))).unwrap();
        let length = (layout.finish - layout.start).num_days() / 7;
        assert!(weeks.contains(&length), "{key}: {length} weeks");
    };
    check("documentary_52", 10..=15);
    check("tv_film_90", 14..=22);
    check("series_6x52", 16..=26);
    check("feature", 20..=40);
    check("magazine", 2..=3);
}

#[test]
fn a_delivery_that_is_promised_is_kept_and_the_delay_told() {
    let promised = with_production(|it| it.delivery = Some(date("2027-02-01")));
    let layout = lay("feature", &promised, Anchor::ForwardFrom(date("2027-01-04"))).unwrap();
    assert_eq!(applied(&promised, &layout).production.delivery, Some(date("2027-02-01")));
    assert_eq!(layout.findings[0].code, "template-later-than-delivery");
    let started = with_production(|it| it.start = Some(date("2027-06-01")));
    let layout = lay("feature", &started, Anchor::BackwardFrom(date("2027-07-01"))).unwrap();
    assert_eq!(applied(&started, &layout).production.start, Some(date("2027-06-01")));
    assert_eq!(layout.findings[0].code, "template-earlier-than-start");
}

#[test]
fn a_series_gets_six_episodes_or_keeps_its_own() {
    let anchor = Anchor::ForwardFrom(date("2027-01-04"));
    let new = applied(&plan(), &lay("series_6x52", &plan(), anchor).unwrap());
    let numbers: Vec<i64> = new.episodes.values().map(|episode| episode.number).collect();
    assert_eq!(numbers, [1, 2, 3, 4, 5, 6]);
    let mut own = plan();
    for number in [11, 10] {
        let id = EpisodeId(RawId(number as u128));
        own.episodes.insert(id, Arc::new(Episode { number, ..Episode::new(id) }));
    }
    let own = applied(&own, &lay("series_6x52", &own, anchor).unwrap());
    assert_eq!(own.episodes.len(), 2);
    let names: Vec<String> = own
        .tasks_in_order()
        .iter()
        .filter(|task| task.name.starts_with("Épisode"))
        .map(|task| task.name.clone())
        .collect();
    assert_eq!(names, ["Épisode 10", "Épisode 11"]);
}

#[test]
fn episodes_are_staggered() {
    let anchor = Anchor::ForwardFrom(date("2027-01-04"));
    let plan = applied(&plan(), &lay("series_6x52", &plan(), anchor).unwrap());
    let dates = dates(&plan);
    let mut mixes: Vec<&Task> =
        plan.tasks.values().map(AsRef::as_ref).filter(|task| task.step == Step::Mix).collect();
    mixes.sort_by_key(|task| plan.episodes[&task.episode.unwrap()].number);
    let starts: Vec<_> = mixes.iter().map(|mix| dates.task(mix.id).unwrap().start).collect();
    assert_eq!(starts.len(), 6);
    assert!(starts.is_sorted_by(|a, b| a < b));
    assert!(mixes.iter().all(|mix| mix.same_as.as_deref() == Some("mix")));
    let edit = plan.tasks.values().find(|task| task.step == Step::Edit).unwrap();
    assert_eq!(edit.same_as.as_deref(), Some("edit 1"));
}

#[test]
fn tasks_stand_in_groups_behind_those_of_the_plan() {
    let mut plan = plan();
    let id = TaskId(RawId(5));
    let order = model::Order::between(None, None);
    plan.tasks.insert(id, Arc::new(Task { order, name: "Repérages".into(), ..Task::new(id) }));
    let layout = lay("documentary_52", &plan, Anchor::ForwardFrom(date("2027-01-04"))).unwrap();
    let plan = applied(&plan, &layout);
    let tasks = plan.tasks_in_order();
    assert_eq!(tasks[0].id, id);
    assert_eq!((tasks[1].name.as_str(), tasks[1].parent), ("Montage", None));
    assert_eq!(tasks[2].step, Step::Rushes);
    assert_eq!(tasks[2].parent, Some(tasks[1].id));
    let groups: Vec<&str> = tasks
        .iter()
        .filter(|task| tasks.iter().any(|child| child.parent == Some(task.id)))
        .map(|task| task.name.as_str())
        .collect();
    assert_eq!(groups, ["Montage", "Image", "Son", "Livraison"]);
    let sound = tasks.iter().find(|task| task.step == Step::Foley).unwrap();
    assert_eq!(plan.tasks[&sound.parent.unwrap()].name, "Son");
    assert_eq!(sound.step.family(), Family::Sound);
}

#[test]
fn rushes_take_as_long_as_the_shooting_says() {
    let shot = with_production(|it| {
        it.shooting_start = Some(date("2027-03-01"));
        it.shooting_end = Some(date("2027-03-12"));
    });
    let layout = lay("documentary_52", &shot, Anchor::ForwardFrom(date("2027-03-01"))).unwrap();
    let plan = applied(&shot, &layout);
    let rushes = plan.tasks.values().find(|task| task.step == Step::Rushes).unwrap();
    // Ten working days of eight hours, a quarter of a day each.
    assert_eq!(rushes.work, Minutes::hours(20));
}

#[test]
fn a_production_that_says_nothing_gets_the_genre_of_the_template() {
    let anchor = Anchor::ForwardFrom(date("2027-01-04"));
    let new = applied(&plan(), &lay("series_6x52", &plan(), anchor).unwrap());
    assert_eq!((new.production.genre.key(), new.production.kind.key()), ("series", "series"));
    assert_eq!(new.production.runtime, Minutes(52));
    let short = with_production(|it| it.genre = Genre::Short);
    let kept = applied(&short, &lay("magazine", &short, anchor).unwrap());
    assert_eq!(kept.production.genre, Genre::Short);
}

#[test]
fn what_takes_years_is_refused() {
    let mut endless = plan();
    for number in 0..=MOST_EPISODES as i64 {
        let id = EpisodeId(RawId(number as u128));
        endless.episodes.insert(id, Arc::new(Episode { number, ..Episode::new(id) }));
    }
    let anchor = Anchor::ForwardFrom(date("2027-01-04"));
    let refusal = lay("series_6x52", &endless, anchor).unwrap_err();
    assert_eq!(refusal.code, "template-too-many-episodes");
    endless.episodes.pop_last();
    assert_eq!(lay("series_6x52", &endless, anchor).unwrap_err().code, "template-does-not-fit");
}

#[test]
fn work_below_the_floor_is_told_once_per_step() {
    let anchor = Anchor::ForwardFrom(date("2027-01-04"));
    let calendars = Calendars::build(&facility(), (date("2027-01-01"), date("2027-12-31")));
    for key in KEYS {
        let plan = applied(&plan(), &lay(key, &plan(), anchor).unwrap());
        assert_eq!(floor_findings(&plan, &calendars), [], "{key}");
    }
    let mut plan = applied(&plan(), &lay("documentary_52", &plan(), anchor).unwrap());
    let edit = plan.tasks.values_mut().find(|task| task.step == Step::Edit).unwrap();
    Arc::make_mut(edit).work = Minutes::hours(19 * 8);
    let findings = floor_findings(&plan, &calendars);
    assert_eq!(findings.len(), 1);
    assert_eq!((findings[0].code, findings[0].fields["step"].as_str()), ("below-floor", "edit"));
    assert_eq!(findings[0].fields["floor_minutes"], "9600");
    let mut half_hour = plan.clone();
    Arc::make_mut(&mut half_hour.production).runtime = Minutes(26);
    assert_eq!(floor_findings(&half_hour, &calendars), [], "shorter programmes are not judged");
}
