//! `show clashes`: both sides, who wrote each, and the ways out.

use super::Asked;
use crate::console::Problem;
use model::{PersonId, ProductionId, Subject};
use std::collections::{BTreeMap, BTreeSet};
use units::Stamp;
use views::{ClashContext, ClashView, Source};

impl Asked<'_> {
    pub(super) fn clashes(&self, source: &Source<'_>) -> Result<(), Problem> {
        let views = self.clash_views(source, self.production)?;
        let views: Vec<ClashView> =
            views.into_iter().filter(|clash| self.is_within(clash)).collect();
        let disputes = self.disputes();
        if !self.session.console.json {
            let told = disputes.iter().filter_map(|dispute| dispute.get("message")?.as_str());
            told.for_each(|told| self.session.console.progress(told));
        }
        let listed = views.iter().map(serde_json::to_value).collect::<Result<Vec<_>, _>>();
        let listed = listed.map_err(std::io::Error::from)?;
        let all: Vec<_> = listed.into_iter().chain(disputes).collect();
        self.answer("clashes", &all, || views::clashes_table(source, &views))
    }

    /// Does a clash touch the period? One without a moment touches every period.
    fn is_within(&self, clash: &ClashView) -> bool {
        let (Some(start), Some(end)) = (clash.start, clash.end) else { return true };
        let after = self.period.from.is_none_or(|from| end.at.date() >= from);
        let before = self.period.to.is_none_or(|to| start.at.date() <= to);
        after && before
    }

    fn clash_views(
        &self,
        source: &Source<'_>,
        production: Option<ProductionId>,
    ) -> Result<Vec<ClashView>, Problem> {
        let sides: BTreeSet<Subject> = self
            .snapshot
            .report
            .clashes
            .iter()
            .flat_map(|clash| clash.sides.iter().copied())
            .collect();
        let (writers, documents) =
            self.node.call(move |engine| (engine.last_writers(&sides), engine.documents()))?;
        let writers: BTreeMap<Subject, (PersonId, Stamp)> = writers?;
        let messages = &self.session.console.messages;
        let context = ClashContext {
            document: &|scope| documents.get(&scope).copied(),
            author: &|subject| writers.get(subject).copied(),
            message: &|code, fields| messages.coded(code, fields, &|_| None),
        };
        Ok(views::clashes(source, production, &context))
    }
}
