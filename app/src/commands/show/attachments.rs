//! `show attachments`: the files beside the plans, and whether their bytes are here.

use super::Asked;
use crate::attachments::Shown;
use crate::console::Problem;
use model::ProductionId;
use serde_json::Value;

impl Asked<'_> {
    /// Of the production asked for, or of all of them.
    pub(super) fn attachments(&self) -> Result<(), Problem> {
        let productions: Vec<ProductionId> = match self.production {
            Some(production) => vec![production],
            None => self.snapshot.plans.keys().copied().collect(),
        };
        let asked = productions.clone();
        let all = self.node.call(move |engine| {
            let of = |id: &ProductionId| (*id, engine.attachments(*id));
            asked.iter().map(of).collect::<Vec<_>>()
        })?;
        let mut rows: Vec<(String, Value)> = Vec::new();
        for (production, attachments) in all {
            for (id, told) in &attachments {
                let (messages, snapshot) = (&self.session.console.messages, &*self.snapshot);
                let shown = Shown { messages, snapshot, production, told };
                rows.push((format!("{id}  {}", shown.line()), shown.json()));
            }
        }
        self.lines("attachments", &rows)
    }
}
