//! `show variants`: the variants of the plans, each beside the plan it is of.

use super::Asked;
use crate::commands::replan::moved_text;
use crate::console::Problem;
use crate::session::source;
use i18n::Value;
use schedule::Checker;
use serde_json::json;
use views::{ChangedView, ComparisonView, VariantView};

impl Asked<'_> {
    pub(super) fn variants(&self) -> Result<(), Problem> {
        let console = &self.session.console;
        let source = source(&self.snapshot);
        let mut views = views::variants(&source, self.production);
        for view in &mut views {
            view.comparison = self.compared(view);
        }
        if console.json {
            return console
                .value(&json!({ "revision": self.snapshot.revision, "variants": views }));
        }
        if views.is_empty() {
            console.progress(&console.messages.text("cli-nothing", &[]));
        }
        views.iter().try_for_each(|view| self.variant(view))
    }

    /// A variant that can be worked on, beside its plan.
    fn compared(&self, view: &VariantView) -> Option<ComparisonView> {
        let within = self.snapshot.within(view.production, view.id, &mut Checker::new())?;
        let inside = within.variant.as_ref()?;
        let messages = &self.session.console.messages;
        let message = |code: &str, fields: &_| messages.coded(code, fields, &|_| None);
        let sources = (source(&self.snapshot), source(&within));
        views::comparison(&sources.0, &sources.1, &inside.variant, &inside.overtaken, &message)
    }

    fn variant(&self, view: &VariantView) -> Result<(), Problem> {
        let console = &self.session.console;
        let messages = &console.messages;
        let state = messages.choice(model::Kind::Variant, "state", &view.state);
        let id = view.id.to_string();
        let values = [
            ("production", Value::Text(&view.production_title)),
            ("name", Value::Text(&view.name)),
            ("state", Value::Text(&state)),
            ("id", Value::Text(&id)),
        ];
        console.line(&messages.text("cli-variant", &values))?;
        let Some(it) = &view.comparison else { return Ok(()) };
        let cost = messages.money(it.cost_delta);
        let count = |count: usize| Value::Integer(i64::try_from(count).unwrap_or(i64::MAX));
        let values = [
            ("cost", Value::Text(&cost)),
            ("moved", count(it.moved.len())),
            ("added", count(it.clashes_added.len())),
            ("solved", count(it.clashes_solved.len())),
        ];
        console.line(&format!("    {}", messages.text("cli-variant-differs", &values)))?;
        for moved in &it.moved {
            console.line(&format!("    {}", moved_text(console, moved, "cli-variant-gone")))?;
        }
        for changed in &it.changed {
            console.line(&format!("    {}", self.changed("cli-variant-changed", changed)))?;
        }
        for clash in &it.clashes_added {
            let values = [("rule", Value::Text(clash))];
            console.line(&format!("    {}", messages.text("cli-replan-bends", &values)))?;
        }
        for overtaken in &it.overtaken {
            console.line(&format!("    {}", self.changed("cli-variant-overtaken", overtaken)))?;
        }
        Ok(())
    }

    /// A record that differs, with the names of its fields.
    fn changed(&self, key: &str, it: &ChangedView) -> String {
        let messages = &self.session.console.messages;
        let kind = model::Kind::from_key(it.kind);
        let of = |field: &String| kind.map(|kind| messages.field(kind, field));
        let fields: Vec<String> = it.fields.iter().filter_map(of).collect();
        let (fields, kind) = (fields.join(", "), messages.text(&format!("kind-{}", it.kind), &[]));
        let values = [
            ("kind", Value::Text(&kind)),
            ("name", Value::Text(&it.name)),
            ("fields", Value::Text(&fields)),
            ("count", Value::Integer(i64::try_from(it.fields.len()).unwrap_or(i64::MAX))),
        ];
        messages.text(key, &values)
    }
}
