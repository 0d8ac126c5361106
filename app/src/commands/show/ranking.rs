//! `show free --task`: who suits a task best at a time, with the parts of each score.

use super::Asked;
use super::free::range;
use crate::console::Problem;
use crate::session::named;
use i18n::Value;
use model::{Plan, Task};
use schedule::{Exclusion, RankQuery};
use serde_json::json;
use units::{Minutes, TickRange};
use views::{RankedView, RankingView, Source};

impl Asked<'_> {
    /// Everybody for a task of the production: in the period, or without one from its planned start
    /// to its planned finish; for the work that nobody has booked yet, or for all of it.
    pub(super) fn ranking(&self, source: &Source<'_>, task: &str) -> Result<(), Problem> {
        let production = self.needed_production()?;
        let Some(plan) = self.snapshot.plans.get(&production) else { return Ok(()) };
        let tasks = plan.tasks.values().map(|it| (it.id, it.id.0, it.name.as_str()));
        let id = named(task, tasks)?;
        let Some(task) = plan.tasks.get(&id) else { return Ok(()) };
        let (window, work) = self.wanted(source, plan, task);
        let query = RankQuery::for_task(production, task, window, work);
        let messages = &self.session.console.messages;
        let message = |code: &str, fields: &_| messages.coded(code, fields, &|_| None);
        let ranking = views::ranking(source, &query, &message);
        if self.session.console.json {
            let moment = |tick| source.civil(tick);
            return self.session.console.value(&json!({
                "revision": self.snapshot.revision,
                "task": task.id.to_string(),
                "task_name": task.name,
                "start": moment(window.start),
                "end": moment(window.end),
                "minutes": work.0,
                "ranking": ranking,
            }));
        }
        self.told(source, (task, window, work), &ranking)
    }

    /// When, and how much.
    fn wanted(&self, source: &Source<'_>, plan: &Plan, task: &Task) -> (TickRange, Minutes) {
        let dates = source.report.plan(plan.production.id).and_then(|dates| dates.task(task.id));
        let planned = dates.map(|dates| TickRange::new(dates.start, dates.finish));
        let planned = planned.filter(|range| self.period.is_open() && !range.is_empty());
        let window = planned.unwrap_or_else(|| range(source, self.period, self.snapshot.now));
        let unbooked = dates.map(|dates| dates.unbooked).filter(|work| work.is_positive());
        (window, unbooked.unwrap_or(task.work))
    }

    fn told(
        &self,
        source: &Source<'_>,
        (task, window, work): (&Task, TickRange, Minutes),
        ranking: &RankingView,
    ) -> Result<(), Problem> {
        let console = &self.session.console;
        let messages = &console.messages;
        let zone = source.zone();
        let when = messages.range(zone.civil(window.start), zone.civil(window.end));
        let work = messages.work(work, source.day());
        console.line(&format!("{}  {when}  {work}", task.name))?;
        for ranked in &ranking.ranked {
            self.one(ranked, ranking.most)?;
        }
        let others = ranking.excluded.iter().filter(|it| it.why != Exclusion::NoFunction);
        for excluded in others {
            console.line(&format!("   —     {}  ({})", excluded.name, excluded.message))?;
        }
        let others = ranking.excluded.iter().filter(|it| it.why == Exclusion::NoFunction).count();
        if others > 0 {
            let count = Value::Integer(i64::try_from(others).unwrap_or(i64::MAX));
            console.line(&messages.text("cli-rank-others", &[("count", count)]))?;
        }
        Ok(())
    }

    fn one(&self, ranked: &RankedView, most: i64) -> Result<(), Problem> {
        let console = &self.session.console;
        console.line(&format!("{:>3}/{most}  {}", ranked.score, ranked.name))?;
        ranked.parts.iter().try_for_each(|part| {
            console.line(&format!("         {:>2}/{:<2}  {}", part.points, part.most, part.message))
        })
    }
}
