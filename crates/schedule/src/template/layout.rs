//! A template applied to a plan: its records, and dates from a first day or up to a delivery.

use super::Template;
use super::draft::Draft;
use crate::compile::Network;
use crate::facility_time::FacilityTime;
use crate::pass::{Booked, Pass, comes_after_master};
use model::{
    Anchor, Choice, Edit, Facility, FieldValue, Finding, Genre, Kind, Plan, Production,
    ProductionKind, RawId, Severity, Subject, Value, Values,
};
use std::sync::Arc;
use units::{Datelike, Minutes, NaiveDate, NaiveTime, Tick};

/// The most episodes a template is laid out for at once.
pub const MOST_EPISODES: usize = 200;

/// Years looked at before and after the anchor.
const REACH: i32 = 3;

/// What a template makes of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    /// The records to add, and the dates of the production.
    pub edits: Vec<Edit>,
    /// `template-later-than-delivery`, `template-earlier-than-start`: dates the production had
    /// and keeps, and that the steps do not meet.
    pub findings: Vec<Finding>,
    /// The first day of work.
    pub start: NaiveDate,
    /// The day on which the master is ready, with nobody waiting for a room or a person.
    pub finish: NaiveDate,
}

/// Adds the steps of a template to a plan, behind the tasks it has, and dates the production.
///
/// Forward, its `start` becomes that day, and its `delivery`, unless it has one, the day on which
/// the master is ready. Backward, its `delivery` becomes that day, and its `start`, unless it has
/// one, the last day from which all that comes before the master is done by the end of the
/// delivery day's work. Tasks get no dates: they follow from these and the dependencies.
///
/// Names are in the language of the tag (`fr`, else English). Identifiers come from `new_id`.
///
/// # Errors
/// A finding `template-does-not-fit` if the steps take longer than three years (or the house
/// never works), `template-too-many-episodes` beyond [`MOST_EPISODES`].
pub fn lay_out(
    template: &Template,
    plan: &Plan,
    facility: &Arc<Facility>,
    anchor: Anchor,
    language: &str,
    new_id: &mut dyn FnMut() -> RawId,
) -> Result<Layout, Finding> {
    if template.episodes.is_some() && plan.episodes.len() > MOST_EPISODES {
        return Err(Finding::new(Severity::Error, "template-too-many-episodes")
            .with("count", plan.episodes.len())
            .with("most", MOST_EPISODES));
    }
    let (Anchor::ForwardFrom(date) | Anchor::BackwardFrom(date)) = anchor;
    let time = FacilityTime::new(facility, (date.year() - REACH, date.year() + REACH));
    let mut draft = Draft::new(template, plan, time.calendars(), language, new_id);
    draft.run();
    let edits = draft.edits;
    let length = length(plan, &edits, &time).ok_or_else(|| does_not_fit(template))?;
    let dates = Dates::find(&time, anchor, length).ok_or_else(|| does_not_fit(template))?;
    let mut layout =
        Layout { edits, findings: Vec::new(), start: dates.start, finish: dates.finish };
    layout.date_production(template, &plan.production, anchor);
    Ok(layout)
}

fn does_not_fit(template: &Template) -> Finding {
    Finding::new(Severity::Error, "template-does-not-fit")
        .with("template", &template.key)
        .with("years", REACH)
}

/// Working time of the house from the start of the first step to the master, were they alone.
/// All durations and lags of a template are working time, so that it is the same from any day.
fn length(plan: &Plan, edits: &[Edit], time: &FacilityTime) -> Option<Minutes> {
    let mut trial = Plan::new(plan.production.id);
    edits.iter().for_each(|edit| trial.apply(edit));
    let network = Network::new(&trial);
    let booked = Booked::default();
    let house = time.house();
    let from = house.horizon().start;
    let pass = Pass { time, plan: &trial, network: &network, booked: &booked, now: from };
    let finish = pass
        .forward()
        .iter()
        .zip(&network.items)
        .filter(|(_, item)| !item.group && !comes_after_master(&item.task.step))
        .filter_map(|(planned, _)| planned.as_ref().map(|planned| planned.finish))
        .max()?;
    // What does not fit is said to finish with the horizon.
    (finish < house.horizon().end).then(|| house.work_between(from, finish))
}

/// First day of work and day of the master.
struct Dates {
    start: NaiveDate,
    finish: NaiveDate,
}

impl Dates {
    fn find(time: &FacilityTime, anchor: Anchor, length: Minutes) -> Option<Self> {
        let house = time.house();
        let start = match anchor {
            Anchor::ForwardFrom(date) => date,
            Anchor::BackwardFrom(date) => {
                let latest = house.try_retreat(time.end_of_day(date), length)?;
                time.civil(latest).date()
            }
        };
        let begin = time.tick(start.and_time(NaiveTime::MIN));
        let finish = house.try_advance(begin, length)?;
        Some(Self { start, finish: last_day(time, finish.max(begin)) })
    }
}

/// The day whose work ends at a tick: midnight still belongs to the day before.
fn last_day(time: &FacilityTime, finish: Tick) -> NaiveDate {
    time.civil(finish - Minutes(1)).date()
}

impl Layout {
    /// Dates of the production, and what it is if it says nothing about that yet.
    fn date_production(&mut self, template: &Template, production: &Production, anchor: Anchor) {
        let mut values = Values::new();
        match anchor {
            Anchor::ForwardFrom(date) => {
                values.insert("start".into(), FieldValue::write(&date));
                match production.delivery {
                    Some(delivery) if delivery < self.finish => self.findings.push(
                        Finding::new(Severity::Warning, "template-later-than-delivery")
                            .with("finish", units::format_date(self.finish))
                            .with("delivery", units::format_date(delivery)),
                    ),
                    Some(_) => {}
                    None => {
                        values.insert("delivery".into(), FieldValue::write(&self.finish));
                    }
                }
            }
            Anchor::BackwardFrom(date) => {
                values.insert("delivery".into(), FieldValue::write(&date));
                match production.start {
                    Some(start) if start > self.start => self.findings.push(
                        Finding::new(Severity::Warning, "template-earlier-than-start")
                            .with("needed", units::format_date(self.start))
                            .with("start", units::format_date(start)),
                    ),
                    Some(_) => {}
                    None => {
                        values.insert("start".into(), FieldValue::write(&self.start));
                    }
                }
            }
        }
        describe(template, production, &mut values);
        let subject = Subject::planned(production.id, Kind::Production, production.id);
        self.edits.push(Edit::set(subject, values));
    }
}

/// A production that states no genre, kind or length gets those of the template.
fn describe(template: &Template, production: &Production, values: &mut Values) {
    let mut set = |key: &str, value: Value| {
        values.insert(key.to_owned(), value);
    };
    if production.genre == Genre::absent() && production.genre != template.genre {
        set("genre", Value::from(template.genre.key()));
    }
    if template.episodes.is_some() && production.kind == ProductionKind::absent() {
        set("kind", Value::from(ProductionKind::Series.key()));
    }
    if production.runtime == Minutes::ZERO {
        set("runtime", FieldValue::write(&template.runtime));
    }
}
