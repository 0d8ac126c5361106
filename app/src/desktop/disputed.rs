//! A value in dispute as people read it, in the window and on the command line.

use i18n::Messages;
use model::{FieldKind, Value};
use node::Dispute;

/// A value of a dispute, by its place. What has no better form is shown as it was written.
pub(crate) fn disputed_text(messages: &Messages, dispute: &Dispute, place: usize) -> String {
    let Some(disputed) = dispute.values.get(place) else { return String::new() };
    let kind = dispute.subject.kind.field(&dispute.field).map(|field| field.kind);
    match (kind, &disputed.value) {
        (_, Some(Value::Nothing)) => "—".to_owned(),
        (Some(FieldKind::Date), Some(Value::Text(text))) => {
            units::parse_date(text).map_or_else(|| text.clone(), |date| messages.date(date))
        }
        (Some(FieldKind::DateTime), Some(Value::Text(text))) => units::parse_date_time(text)
            .map_or_else(|| text.clone(), |moment| messages.date_time(moment)),
        (Some(FieldKind::Money), Some(Value::Text(text))) => {
            text.parse().map_or_else(|_| text.clone(), |money| messages.money(money))
        }
        (_, Some(Value::Flag(flag))) => messages.flag(*flag),
        _ => disputed.text.clone(),
    }
}
