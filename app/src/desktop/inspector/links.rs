//! What a task waits for, and the least and the most that lies between, typed in place.

use super::drafts::{Drafts, Kept};
use super::form::told;
use crate::desktop::{Asks, Scene};
use egui::{Label, RichText, Ui};
use i18n::{key, typed};
use model::{
    Choice, Command, FieldValue, Kind, Link, ProductionId, Subject, TaskId, Value, Values,
};
use ui_kit::theme;
use ui_kit::widgets::{Field, section};

/// Width of what a field is called, on its left.
const CALLED: f32 = 130.0;

pub(super) fn ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    subject: Subject,
    drafts: &mut Drafts,
    asks: &mut Asks,
) {
    let Some(production) = subject.scope.production() else { return };
    let Some(plan) = scene.snapshot.plans.get(&production) else { return };
    let task: TaskId = subject.id.into();
    let source = scene.source();
    let into = plan.links.values().filter(|link| link.to == Some(task));
    let named = into.filter_map(|link| Some((source.task(plan, link.from?), link.from?, link)));
    let mut links: Vec<(String, TaskId, &Link)> =
        named.map(|(name, from, link)| (name, from, link.as_ref())).collect();
    links.sort_by(|a, b| (&a.0, a.2.id).cmp(&(&b.0, b.2.id)));
    if links.is_empty() {
        return;
    }
    section(ui, &scene.say(key::DESKTOP_INSPECTOR_WAITS));
    for (name, from, link) in links {
        let other = Subject::planned(production, Kind::Task, from);
        if ui.link(RichText::new(&name).color(scene.tokens.accent)).clicked() {
            asks.show(other);
        }
        let kind = scene.messages.choice(Kind::Link, "kind", link.kind.key());
        let kind = RichText::new(kind).font(theme::small()).color(scene.tokens.ink_3);
        ui.add(Label::new(kind).wrap());
        ui.add_enabled_ui(!scene.is_read_only(), |ui| {
            lags(ui, scene, (production, link, &name), drafts, asks);
        });
        ui.add_space(6.0);
    }
}

/// Both lags of a dependency; what is spoken names the predecessor too, since there may be several.
fn lags(
    ui: &mut Ui,
    scene: &Scene<'_>,
    (production, link, from): (ProductionId, &Link, &str),
    drafts: &mut Drafts,
    asks: &mut Asks,
) {
    let (day, messages) = (scene.source().day(), scene.messages);
    let language = messages.language();
    let subject = Subject::planned(production, Kind::Link, link.id);
    let lags = [
        ("lag", typed::write_lag(link.lag, day, language)),
        ("most", typed::write_most(link.most, day, language)),
    ];
    for (name, text) in lags {
        let called = messages.field(Kind::Link, name);
        let spoken = format!("{called}, {from}");
        let show = |ui: &mut Ui, field: Field<'_>, text: &mut String| {
            (field.beside(&called, CALLED).show(ui, text), false)
        };
        let kept = Kept { subject, key: name, label: &spoken, text: &text };
        drafts.shown(ui, kept, show, |text| {
            let value: Value = match name {
                "lag" => typed::lag(text, day).map(|lag| lag.write()),
                _ => typed::most(text, day).map(|most| most.write()),
            }
            .map_err(|error| told(messages, &error))?;
            let values = Values::from([(name.to_owned(), value)]);
            asks.command(Command::Set { subject, values });
            Ok(())
        });
        ui.add_space(3.0);
    }
}
