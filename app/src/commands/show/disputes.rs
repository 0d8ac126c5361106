//! Fields written on both sides, among the clashes that `show clashes` lists.

use super::Asked;
use crate::desktop::disputed_text;
use i18n::Value;
use node::Dispute;
use serde_json::{Value as Json, json};

impl Asked<'_> {
    /// The disputes of a production, or all, in the form of clashes.
    pub(super) fn disputes(&self) -> Vec<Json> {
        let all = self.snapshot.disputes.iter();
        let wanted = all.filter(|dispute| {
            self.production.is_none_or(|id| dispute.subject.scope.production() == Some(id))
        });
        wanted.map(|dispute| self.dispute(dispute)).collect()
    }

    fn dispute(&self, dispute: &Dispute) -> Json {
        let messages = &self.session.console.messages;
        let source = crate::session::source(&self.snapshot);
        let subject = dispute.subject;
        let name = source.name(&subject);
        let field = messages.field(subject.kind, &dispute.field);
        let values = [
            ("name", Value::Text(name.as_deref().unwrap_or_default())),
            ("field", Value::Text(&field)),
        ];
        let sides = dispute.values.iter().map(|value| {
            json!({
                "production": subject.scope.production().map(|id| id.to_string()),
                "kind": subject.kind.key(),
                "record": subject.id.to_string(),
                "name": name,
                "value": value.text,
                "by": value.by.map(|person| person.to_string()),
                "at": value.at.to_string(),
            })
        });
        let proposals = (0..dispute.values.len()).filter(|place| dispute.keep(*place).is_some());
        let proposals = proposals.map(|place| {
            let text = disputed_text(messages, dispute, place);
            let values = [("value", Value::Text(&text))];
            json!({ "name": "keep", "effect": messages.text("cli-dispute-keep", &values), "value": dispute.values.get(place).map(|it| it.text.clone()) })
        });
        json!({
            "kind": "field_conflict",
            "severity": "warning",
            "message": messages.text("cli-dispute", &values),
            "subject": { "kind": subject.kind.key(), "id": subject.id.to_string(), "name": name },
            "field": dispute.field,
            "entry": dispute.entry,
            "sides": sides.collect::<Vec<_>>(),
            "proposals": proposals.collect::<Vec<_>>(),
        })
    }
}
