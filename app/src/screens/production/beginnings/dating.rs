//! From where a plan is dated: forward from the first rushes, or backward from the PAD, side by
//! side, each with the date the other end comes to. Worked out beside the window while one types.

use crate::desktop::{Scene, date_field};
use crate::screens::production::later::Later;
use crate::screens::production::sheet::read_date;
use egui::{CornerRadius, Frame, Margin, RichText, Stroke, Ui};
use i18n::{Value, key};
use model::{Anchor, Episode, EpisodeId, Facility, Plan, ProductionId, RawId};
use schedule::{Layout, lay_out, template};
use std::sync::Arc;
use ui_kit::theme;
use ui_kit::tokens::RADIUS_3;
use ui_kit::widgets::Field;
use units::NaiveDate;

/// Which end dates the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::screens::production) enum From {
    /// The first rushes.
    Rushes,
    /// The day the master is due.
    #[default]
    Delivery,
}

/// What is typed, and what it comes to.
#[derive(Default)]
pub(in crate::screens::production) struct Dating {
    from: From,
    rushes: String,
    delivery: String,
    /// Were dates left empty that are needed?
    missing: bool,
    worked_out: Later<Asked, Ends>,
}

/// What the ends are worked out from.
#[derive(Clone)]
struct Asked {
    facility: Arc<Facility>,
    template: String,
    episodes: usize,
    rushes: Option<NaiveDate>,
    delivery: Option<NaiveDate>,
}

/// The layout forward and the one backward, as far as asked for.
#[derive(Default)]
struct Ends {
    forward: Option<Result<(NaiveDate, NaiveDate), model::Finding>>,
    backward: Option<Result<(NaiveDate, NaiveDate), model::Finding>>,
}

impl PartialEq for Asked {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.facility, &other.facility)
            && (&self.template, self.episodes) == (&other.template, other.episodes)
            && (self.rushes, self.delivery) == (other.rushes, other.delivery)
    }
}

impl Asked {
    fn answer(&self) -> Ends {
        let laid = |anchor: Anchor| {
            let known = template(&self.template)?;
            let mut count = 0;
            let mut new_id = || {
                count += 1;
                RawId(count)
            };
            let mut plan = Plan::new(ProductionId(RawId(u128::MAX)));
            for number in 1..=self.episodes {
                let mut episode = Episode::new(EpisodeId(RawId(u128::MAX - number as u128)));
                episode.number = i64::try_from(number).unwrap_or_default();
                plan.episodes.insert(episode.id, Arc::new(episode));
            }
            let laid = lay_out(known, &plan, &self.facility, anchor, "fr", &mut new_id);
            Some(laid.map(|Layout { start, finish, .. }| (start, finish)))
        };
        Ends {
            forward: self.rushes.map(Anchor::ForwardFrom).and_then(laid),
            backward: self.delivery.map(Anchor::BackwardFrom).and_then(laid),
        }
    }
}

impl Dating {
    /// With dates that are known already.
    pub(in crate::screens::production) fn of(
        scene: &Scene<'_>,
        start: Option<NaiveDate>,
        delivery: Option<NaiveDate>,
    ) -> Self {
        let text = |date: Option<NaiveDate>| {
            date.map(|date| scene.messages.date(date)).unwrap_or_default()
        };
        let from =
            if delivery.is_none() && start.is_some() { From::Rushes } else { From::Delivery };
        Self { from, rushes: text(start), delivery: text(delivery), ..Self::default() }
    }

    /// The date that was chosen, if it can be understood.
    pub(in crate::screens::production) fn anchor(&self, scene: &Scene<'_>) -> Option<Anchor> {
        let read = |text: &str| read_date(scene, text).ok().flatten();
        match self.from {
            From::Rushes => read(&self.rushes).map(Anchor::ForwardFrom),
            From::Delivery => read(&self.delivery).map(Anchor::BackwardFrom),
        }
    }

    /// From now on it is said that the date is missing.
    pub(in crate::screens::production) fn ask_for_date(&mut self) {
        self.missing = true;
    }

    /// Draws both ways side by side.
    pub(in crate::screens::production) fn ui(
        &mut self,
        ui: &mut Ui,
        scene: &Scene<'_>,
        template: &str,
        episodes: usize,
    ) {
        let read = |text: &str| read_date(scene, text).ok().flatten();
        let asked = Asked {
            facility: Arc::clone(&scene.snapshot.facility),
            template: template.to_owned(),
            episodes,
            rushes: read(&self.rushes),
            delivery: read(&self.delivery),
        };
        self.worked_out.look(scene, &asked, |scene| {
            let asked = asked.clone();
            scene.work(move |_| asked.answer())
        });
        let ends = self.worked_out.of(&asked);
        let forward = ends.and_then(|ends| ends.forward.as_ref());
        let forward =
            told(scene, forward, key::DESKTOP_PRODUCTION_DELIVERED_ON, |(_, finish)| *finish);
        let backward = ends.and_then(|ends| ends.backward.as_ref());
        let backward =
            told(scene, backward, key::DESKTOP_PRODUCTION_BEGINS_ON, |(start, _)| *start);
        let late = ends.and_then(|ends| ends.backward.as_ref()?.as_ref().ok());
        let late = late.is_some_and(|(start, _)| *start < scene.today());
        ui.columns(2, |columns| {
            if let [left, right] = columns {
                self.pane(left, scene, From::Rushes, &forward, false);
                self.pane(right, scene, From::Delivery, &backward, late);
            }
        });
    }

    fn pane(&mut self, ui: &mut Ui, scene: &Scene<'_>, from: From, told: &str, late: bool) {
        let tokens = scene.tokens;
        let chosen = self.from == from;
        let (name, label) = match from {
            From::Rushes => (key::DESKTOP_PRODUCTION_FORWARD, key::DESKTOP_PRODUCTION_FIRST_RUSHES),
            From::Delivery => {
                (key::DESKTOP_PRODUCTION_BACKWARD, key::DESKTOP_PRODUCTION_DELIVERY_DUE)
            }
        };
        let line = if chosen { tokens.accent } else { tokens.line_1 };
        let frame = Frame::new()
            .stroke(Stroke::new(1.0, line))
            .corner_radius(CornerRadius::same(RADIUS_3))
            .inner_margin(Margin::symmetric(12, 10));
        frame.show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.set_min_height(104.0);
            if ui.radio(chosen, scene.say(name)).clicked() {
                self.from = from;
            }
            let problem = self.problem(scene, from);
            let hint = scene.say(key::DESKTOP_PRODUCTION_DATE_HINT);
            let text = match from {
                From::Rushes => &mut self.rushes,
                From::Delivery => &mut self.delivery,
            };
            let label = scene.say(label);
            let field = Field::new(&label).hint(&hint).problem(problem.as_deref());
            let (field, picked) = date_field(ui, scene, field, text);
            if field.changed() || picked {
                self.from = from;
            }
            if !told.is_empty() {
                let ink = if late { tokens.warn_ink } else { tokens.ink_1 };
                ui.label(RichText::new(told).font(theme::strong()).color(ink));
            }
            if late {
                let text = scene.say(key::DESKTOP_PRODUCTION_BEGINS_IN_THE_PAST);
                ui.label(RichText::new(text).font(theme::small()).color(tokens.warn_ink));
            }
        });
    }

    fn problem(&self, scene: &Scene<'_>, from: From) -> Option<String> {
        let text = match from {
            From::Rushes => &self.rushes,
            From::Delivery => &self.delivery,
        };
        match read_date(scene, text) {
            Err(problem) => Some(problem),
            Ok(None) if self.missing && self.from == from => {
                Some(scene.say(key::DESKTOP_PRODUCTION_DATE_MISSING))
            }
            Ok(_) => None,
        }
    }
}

/// The other end in words; why there is none, if so.
fn told(
    scene: &Scene<'_>,
    end: Option<&Result<(NaiveDate, NaiveDate), model::Finding>>,
    key: i18n::Key<1>,
    which: fn(&(NaiveDate, NaiveDate)) -> NaiveDate,
) -> String {
    match end {
        None => String::new(),
        Some(Ok(ends)) => {
            let date = scene.messages.date_long(which(ends));
            scene.say_with(key, &[("date", Value::Text(&date))])
        }
        Some(Err(finding)) => scene.messages.finding(finding),
    }
}
