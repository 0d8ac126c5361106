//! What an hour of a person or of a room costs: the rate in force today, to be read and typed. It is
//! kept in the casting document, and shown only where that is.

use super::drafts::Drafts;
use super::form::told;
use crate::desktop::{Asks, Scene};
use egui::Ui;
use i18n::{key, typed};
use model::{Command, CostRate, FieldValue, Kind, RawId, Record, Subject, Values, in_force};
use std::sync::Arc;
use units::{Money, NaiveDate};

pub(super) fn ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    subject: Subject,
    drafts: &mut Drafts,
    asks: &mut Asks,
) {
    if !scene.snapshot.holds_casting {
        return;
    }
    let casting = &scene.snapshot.casting;
    let rates: Vec<&Arc<CostRate>> = match subject.kind {
        Kind::Person => casting.rates_of_person(subject.id.into()).collect(),
        Kind::Room => casting.rates_of_room(subject.id.into()).collect(),
        _ => return,
    };
    let (messages, today) = (scene.messages, scene.today());
    let hourly = in_force(rates.iter().copied(), today).and_then(|rate| rate.hourly);
    let kept = hourly.map(|hourly| messages.hourly(hourly)).unwrap_or_default();
    let label = scene.say(key::DESKTOP_INSPECTOR_HOURLY_COST);
    ui.add_enabled_ui(!scene.is_read_only(), |ui| {
        let field = drafts.field(ui, subject, "hourly_cost", &label, &kept, |text| {
            let hourly = if text.is_empty() {
                None
            } else {
                let read = typed::hourly(text, messages.language());
                Some(read.map_err(|error| told(messages, &error))?)
            };
            asks.command(set(&rates, subject, hourly, today, || scene.new_id()));
            Ok(())
        });
        field.on_hover_text(scene.say(key::DESKTOP_INSPECTOR_HOURLY_COST_HINT));
    });
    ui.add_space(4.0);
}

/// What makes an hour cost this from today on: the rate in force is changed if it begins today or
/// is the only one; else there is a new one, and what was before stays known.
fn set(
    rates: &[&Arc<CostRate>],
    subject: Subject,
    hourly: Option<Money>,
    today: NaiveDate,
    new_id: impl FnOnce() -> RawId,
) -> Command {
    let now = in_force(rates.iter().copied(), today);
    if let Some(rate) = now.filter(|rate| rates.len() == 1 || rate.from == Some(today)) {
        let values = Values::from([("hourly".to_owned(), hourly.write())]);
        return Command::Set { subject: Subject::shared(Kind::CostRate, rate.id), values };
    }
    let (person, room) = match subject.kind {
        Kind::Room => (None, Some(subject.id.into())),
        _ => (Some(subject.id.into()), None),
    };
    let rate =
        CostRate { person, room, hourly, from: Some(today), ..CostRate::new(new_id().into()) };
    Command::Add { subject: Subject::shared(Kind::CostRate, rate.id), values: rate.filled_values() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{Change, CostRateId, Edit, PersonId, Value};

    const NEW: CostRateId = CostRateId(RawId(99));

    fn date(text: &str) -> NaiveDate {
        units::parse_date(text).unwrap()
    }

    /// The rates of a person after an amount was typed, with where each is in force from.
    fn after(from: &[Option<&str>], typed: &str, today: &str) -> Vec<(RawId, String, String)> {
        let editor = Subject::shared(Kind::Person, RawId(7));
        let mut casting = model::Casting::default();
        for (id, from) in (1..).zip(from) {
            let rate = CostRate {
                person: Some(PersonId(RawId(7))),
                hourly: "30 EUR".parse().ok(),
                from: from.map(date),
                ..CostRate::new(CostRateId(RawId(id)))
            };
            casting.cost_rates.insert(rate.id, Arc::new(rate));
        }
        let rates: Vec<_> = casting.rates_of_person(editor.id.into()).collect();
        let command = set(&rates, editor, typed.parse().ok(), date(today), || NEW.into());
        let (subject, change) = match command {
            Command::Add { subject, values } => (subject, Change::Add(values)),
            Command::Set { subject, values } => (subject, Change::Set(values)),
            other => panic!("{other:?}"),
        };
        casting.apply(&Edit { subject, change });
        let text = |value: Value| match value {
            Value::Text(text) => text,
            _ => String::new(),
        };
        let rates = casting.rates_of_person(editor.id.into());
        rates.map(|it| (it.id.into(), text(it.from.write()), text(it.hourly.write()))).collect()
    }

    fn row(id: u128, from: &str, hourly: &str) -> (RawId, String, String) {
        (RawId(id), from.to_owned(), hourly.to_owned())
    }

    #[test]
    fn the_first_rate_is_in_force_from_today() {
        let wanted = [row(99, "2026-11-26", "32.50 EUR")];
        assert_eq!(after(&[], "32.50 EUR", "2026-11-26"), wanted);
    }

    #[test]
    fn the_only_rate_in_force_is_changed_where_it_is() {
        assert_eq!(after(&[None], "32 EUR", "2026-11-26"), [row(1, "", "32.00 EUR")]);
        let from = "2026-01-01";
        assert_eq!(after(&[Some(from)], "", "2026-11-26"), [row(1, from, "")]);
    }

    #[test]
    fn of_several_only_the_one_that_begins_today_is_changed() {
        let rates = [None, Some("2026-11-26")];
        let wanted = [row(1, "", "30.00 EUR"), row(2, "2026-11-26", "32.00 EUR")];
        assert_eq!(after(&rates, "32 EUR", "2026-11-26"), wanted);
        let wanted = [
            row(1, "", "30.00 EUR"),
            row(2, "2026-11-26", "30.00 EUR"),
            row(99, "2026-11-27", "32.00 EUR"),
        ];
        assert_eq!(after(&rates, "32 EUR", "2026-11-27"), wanted);
    }

    #[test]
    fn a_rate_that_is_still_to_come_is_left_alone() {
        let wanted = [row(1, "2027-01-01", "30.00 EUR"), row(99, "2026-11-26", "32.00 EUR")];
        assert_eq!(after(&[Some("2027-01-01")], "32 EUR", "2026-11-26"), wanted);
    }
}
