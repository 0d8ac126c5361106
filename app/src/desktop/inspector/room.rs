//! A room: what it is and offers, what an hour of it costs, when it is open.

use super::cost;
use super::drafts::Drafts;
use super::form::fields;
use crate::desktop::{Asks, Scene};
use egui::Ui;
use model::Subject;

pub(super) fn ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    subject: Subject,
    drafts: &mut Drafts,
    asks: &mut Asks,
) {
    let first = ["name", "kind", "capabilities"];
    fields(ui, scene, drafts, asks, subject, &first);
    cost::ui(ui, scene, subject, drafts, asks);
    let rest = subject.kind.fields().iter().map(|field| field.key);
    let rest: Vec<&str> = rest.filter(|key| !first.contains(key)).collect();
    fields(ui, scene, drafts, asks, subject, &rest);
}
