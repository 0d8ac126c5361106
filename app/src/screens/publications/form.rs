//! The form of a publication: of which production, how much of its plan, at what price, and who will
//! receive it.

use super::State;
use crate::desktop::{Asks, Scene, production_field, told};
use crate::peers;
use egui::{Label, RichText, Sides, Ui};
use i18n::{Value, key, typed};
use model::{Command, Kind, ProductionId, PublicationId, PublishedDetail};
use node::{Group, Snapshot};
use schedule::published_lines;
use std::sync::Arc;
use ui_kit::widgets::{Field, button, dialogue, dialogue_button, field_label, problem, segmented};
use units::Money;

/// Width of the form.
const WIDTH: f32 = 520.0;

/// What is typed.
#[derive(Debug)]
pub(super) struct Form {
    production: Option<ProductionId>,
    name: String,
    remark: String,
    detail: PublishedDetail,
    price: String,
    agreement: bool,
    /// What is wrong with the price, once it was meant.
    problem: Option<String>,
    /// What was asked for, until it is there.
    asked: Option<PublicationId>,
    fresh: bool,
    /// How many lines are sent, of which plan in how much detail.
    counted: Option<(Arc<Snapshot>, ProductionId, PublishedDetail, usize)>,
}

/// Draws the form, if it is open.
pub(super) fn ui(ui: &Ui, scene: &Scene<'_>, state: &mut State, asks: &mut Asks) {
    let Some(mut form) = state.form.take() else { return };
    if form.asked.is_some_and(|asked| state.shown.iter().any(|view| view.id == asked)) {
        state.chosen = form.asked;
        state.reveal = true;
        return;
    }
    if !scene.is_busy() {
        // It was turned down; the notice says why, and what was typed is still here.
        form.asked = None;
    }
    let title = scene.say(key::DESKTOP_PUBLICATIONS_PUBLISH_TITLE);
    let (open, close) = dialogue(ui, "publish", WIDTH, &title, |ui| {
        ui.spacing_mut().item_spacing.y = 8.0;
        form.content(ui, scene);
        ui.add_space(6.0);
        form.feet(ui, scene, asks)
    });
    if open && !close {
        state.form = Some(form);
    }
}

impl Form {
    /// A form for a production, or for the one that is looked at in the list.
    pub(super) fn new(scene: &Scene<'_>, production: Option<ProductionId>) -> Self {
        let first = scene.derived.productions.first().map(|production| production.id);
        let day = scene.messages.date_medium(scene.today());
        let values = [("day", Value::Text(day.as_str()))];
        Self {
            production: production.filter(|id| scene.snapshot.plans.contains_key(id)).or(first),
            name: scene.say_with(key::DESKTOP_PUBLICATIONS_NAME, &values),
            remark: String::new(),
            detail: PublishedDetail::Steps,
            price: String::new(),
            agreement: true,
            problem: None,
            asked: None,
            fresh: true,
            counted: None,
        }
    }

    fn content(&mut self, ui: &mut Ui, scene: &Scene<'_>) {
        let field = |name| scene.messages.field(Kind::Publication, name);
        let label = scene.messages.text("kind-production", &[]);
        production_field(ui, scene, "publication-production", &label, &mut self.production);
        let name = Field::new(&field("name")).show(ui, &mut self.name);
        if std::mem::take(&mut self.fresh) {
            name.request_focus();
        }
        field_label(ui, &field("detail"));
        let word = |word| scene.messages.choice(Kind::Publication, "detail", word);
        let (steps, tasks) = (word("steps"), word("tasks"));
        let is_whole = self.detail == PublishedDetail::Tasks;
        match segmented(ui, usize::from(is_whole), &[steps.as_str(), &tasks]) {
            Some(0) => self.detail = PublishedDetail::Steps,
            Some(_) => self.detail = PublishedDetail::Tasks,
            None => {}
        }
        let hint = scene.say(key::DESKTOP_PUBLICATIONS_PRICE_HINT);
        let label = field("price");
        let price = Field::new(&label).hint(&hint).problem(self.problem.as_deref()).width(240.0);
        if price.show(ui, &mut self.price).changed() {
            self.problem = None;
        }
        ui.checkbox(&mut self.agreement, scene.say(key::DESKTOP_PUBLICATIONS_ASK));
        Field::new(&field("remark")).show(ui, &mut self.remark);
        self.reach(ui, scene);
    }

    /// How much is sent, what will be seen, and by how many.
    fn reach(&mut self, ui: &mut Ui, scene: &Scene<'_>) {
        let Some(production) = self.production else { return };
        let count = |count: usize| Value::Integer(i64::try_from(count).unwrap_or(i64::MAX));
        let values = [("count", count(self.lines(scene, production)))];
        let lines = scene.say_with(key::DESKTOP_PUBLICATIONS_LINES, &values);
        let readers = peers::client_machines(scene.snapshot, production);
        let said = scene.say_with(key::DESKTOP_PUBLICATIONS_READERS, &[("count", count(readers))]);
        let ink = if readers == 0 { scene.tokens.warn } else { scene.tokens.ink_2 };
        let seen = scene.say(key::DESKTOP_PUBLICATIONS_SEEN);
        for (text, ink) in [(lines, scene.tokens.ink_2), (seen, scene.tokens.ink_3), (said, ink)] {
            ui.add(Label::new(RichText::new(text).color(ink)).wrap());
        }
    }

    fn lines(&mut self, scene: &Scene<'_>, production: ProductionId) -> usize {
        if let Some((snapshot, of, detail, count)) = &self.counted
            && Arc::ptr_eq(snapshot, scene.snapshot)
            && (*of, detail) == (production, &self.detail)
        {
            return *count;
        }
        let (plan, report) = (scene.snapshot.plans.get(&production), &scene.snapshot.report);
        let dated = plan.zip(report.plan(production));
        let lines =
            dated.map(|(plan, dates)| published_lines(plan, dates, report.time(), &self.detail));
        let count = lines.map_or(0, |lines| lines.len());
        self.counted = Some((Arc::clone(scene.snapshot), production, self.detail.clone(), count));
        count
    }

    fn feet(&mut self, ui: &mut Ui, scene: &Scene<'_>, asks: &mut Asks) -> bool {
        let (mut open, mut meant) = (true, false);
        Sides::new().show(
            ui,
            |ui| {
                if let Some(reason) = &scene.snapshot.read_only {
                    problem(ui, &scene.messages.finding(reason));
                }
            },
            |ui| {
                let usable = self.asked.is_none() && !scene.is_read_only();
                meant = dialogue_button(ui, &scene.say(key::DESKTOP_PUBLICATIONS_SEND), usable);
                open = !button(ui, &scene.say(key::DESKTOP_PUBLICATIONS_CANCEL)).clicked();
            },
        );
        if meant {
            self.send(scene, asks);
        }
        open
    }

    /// The price that was typed; none where nothing was.
    fn price(&mut self, scene: &Scene<'_>) -> Result<Option<Money>, ()> {
        let text = self.price.trim();
        if text.is_empty() {
            return Ok(None);
        }
        let price = typed::money(text, scene.messages.language());
        price.map(Some).map_err(|error| self.problem = Some(told(scene.messages, &error)))
    }

    fn send(&mut self, scene: &Scene<'_>, asks: &mut Asks) {
        let Ok(price) = self.price(scene) else { return };
        let Some(production) = self.production else { return };
        let publication = PublicationId(scene.new_id());
        self.asked = Some(publication);
        asks.submit(Group::one(Command::Publish {
            production,
            publication,
            name: self.name.clone(),
            remark: self.remark.clone(),
            detail: self.detail.clone(),
            price,
            agreement: self.agreement,
        }));
    }
}
