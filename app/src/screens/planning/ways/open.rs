//! The panel of one event: what was searched and found, and how it is shown.

use super::super::hands::Change;
use super::{card, compare, detail, words};
use crate::desktop::{Asks, Pending, Scene};
use egui::{Label, ProgressBar, RichText, ScrollArea, Ui};
use i18n::{Language, Value, key};
use model::{Finding, RawId, VariantId};
use node::Search;
use schedule::{Event, Impossible, Replan, Way, Weights};
use std::sync::Arc;
use ui_kit::theme;
use ui_kit::widgets::{button, icon_button, primary_button};
use views::{WayView, event_title, impossible_dates, way_view};

/// The most ways out that are shown.
const MOST: usize = 4;

/// What the search always begins with: the same plans give the same ways out.
const SEED: u64 = 1;

/// An event whose ways out are shown.
#[derive(Debug)]
pub(super) struct Open {
    event: Event,
    /// The plans that are looked at: their revision, and the variant they are seen in.
    looked_at: Option<(u64, Option<VariantId>)>,
    /// That of the absence that may be added.
    id: RawId,
    first: Option<Pending<Result<Found, Finding>>>,
    search: Option<Pending<Result<Vec<Way>, Finding>>>,
    found: Option<Found>,
    refused: Option<Finding>,
    shown: Vec<WayView>,
    /// Dates that nothing can save.
    impossible: Vec<String>,
    language: Option<Language>,
    pub(super) chosen: usize,
    /// Has the reader chosen it, or is it the first?
    picked: bool,
    /// May confirmed sessions of other productions move?
    others: bool,
    comparing: bool,
}

/// What was found.
#[derive(Debug)]
struct Found {
    replan: Arc<Replan>,
    ways: Vec<Way>,
    impossible: Arc<Vec<Impossible>>,
}

/// What was pressed in the panel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pressed {
    Nothing,
    Apply,
    Close,
}

impl Open {
    /// Of an event, nothing is known yet.
    pub(super) fn new(event: Event) -> Self {
        Self {
            event,
            looked_at: None,
            id: RawId(0),
            first: None,
            search: None,
            found: None,
            refused: None,
            shown: Vec::new(),
            impossible: Vec::new(),
            language: None,
            chosen: 0,
            picked: false,
            others: false,
            comparing: false,
        }
    }

    /// Asks workers for what is not known yet, and takes what they have found; true if something
    /// else is to be shown.
    pub(super) fn make(&mut self, scene: &Scene<'_>) -> bool {
        let mut news = false;
        if self.looked_at != Some(plans(scene)) {
            self.begin(scene);
            news = true;
        }
        if let Some(answer) = self.first.as_ref().and_then(Pending::take) {
            self.first = None;
            match answer {
                Ok(found) => {
                    self.search = Some(search(scene, &found.replan));
                    self.take(found);
                }
                Err(finding) => self.refused = Some(finding),
            }
            news = true;
        }
        if let Some(answer) = self.search.as_ref().and_then(Pending::take) {
            self.search = None;
            let known = self.found.as_ref();
            let known = known.map(|it| (Arc::clone(&it.replan), Arc::clone(&it.impossible)));
            if let (Ok(ways), Some((replan, impossible))) = (answer, known) {
                self.take(Found { replan, ways, impossible });
            }
            news = true;
        }
        if self.language != Some(scene.messages.language()) || news {
            self.language = Some(scene.messages.language());
            self.say(scene);
        }
        news
    }

    /// Searches in the plans as they are now.
    fn begin(&mut self, scene: &Scene<'_>) {
        self.stop();
        self.looked_at = Some(plans(scene));
        self.id = scene.new_id();
        (self.refused, self.search) = (None, None);
        let (snapshot, event, id) = (Arc::clone(scene.snapshot), self.event.clone(), self.id);
        let others = self.others;
        self.first = Some(scene.work(move |_| {
            let (report, casting) = (&snapshot.report, &snapshot.casting);
            let weights = Weights::of(&snapshot.facility.house);
            let replan = Replan::new(report, casting, event, weights, id)?;
            let replan = if others { replan.moving_others() } else { replan };
            let replan = node::within_variant(&snapshot, replan);
            let ways = node::first_ways(&replan)?;
            let impossible = Arc::new(replan.impossible());
            Ok(Found { replan: Arc::new(replan), ways, impossible })
        }));
    }

    pub(super) fn stop(&self) {
        if let Some(search) = &self.search {
            search.progress().cancel();
        }
    }

    /// Shows what was found; the way out that was chosen stays so, if there is one like it.
    fn take(&mut self, mut found: Found) {
        found.ways.truncate(MOST);
        let kind = |open: &Self| Some(open.found.as_ref()?.ways.get(open.chosen)?.kind);
        let before = kind(self).filter(|_| self.picked);
        let same = found.ways.iter().position(|way| Some(way.kind) == before);
        self.chosen = same.unwrap_or(0);
        self.found = Some(found);
    }

    fn say(&mut self, scene: &Scene<'_>) {
        let message = |code: &str, fields: &_| scene.messages.coded(code, fields, &|_| None);
        let source = scene.source();
        self.shown = match &self.found {
            Some(found) => {
                let ways = found.ways.iter();
                let replan = &found.replan;
                self.impossible = impossible_dates(&source, &found.impossible, &message);
                ways.map(|way| way_view(&source, replan, way, &message)).collect()
            }
            None => Vec::new(),
        };
    }

    /// What the chosen way out changes, for the rows.
    pub(super) fn changes(&self, scene: &Scene<'_>) -> Vec<Change> {
        let Some(way) = self.found.as_ref().and_then(|found| found.ways.get(self.chosen)) else {
            return Vec::new();
        };
        let plans = &scene.snapshot.plans;
        let change = |it: &schedule::Move| {
            let before = plans.get(&it.production)?.bookings.get(&it.booking).cloned();
            let after = way.booking(it)?.as_ref().clone();
            Some(Change { production: it.production, before, after, ghost: true })
        };
        way.moves.iter().filter_map(change).collect()
    }

    /// Carries the chosen way out into effect, as one step.
    pub(super) fn apply(&self, asks: &mut Asks) -> bool {
        let Some(found) = &self.found else { return false };
        let Some(way) = found.ways.get(self.chosen) else { return false };
        let note = self.shown.get(self.chosen).map(|way| way.name.clone()).unwrap_or_default();
        asks.submit(node::Group { note, ..node::carry_out(&found.replan, way) });
        true
    }

    pub(super) fn ui(&mut self, ui: &mut Ui, scene: &Scene<'_>) -> Pressed {
        let mut pressed = self.head(ui, scene);
        if let Some(refused) = &self.refused {
            let told = scene.messages.finding(refused);
            ui.add(Label::new(RichText::new(told).color(scene.tokens.bad_ink)).wrap());
            if let Some(hint) = scene.messages.hint(refused, &|_| None) {
                ui.add(Label::new(RichText::new(hint).color(scene.tokens.ink_3)).wrap());
            }
            return pressed;
        }
        let height = (ui.available_height() - 92.0).max(80.0);
        ScrollArea::vertical().auto_shrink([false, true]).max_height(height).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 8.0;
            for (place, way) in self.shown.iter().enumerate() {
                if card::show(ui, scene, place, way, place == self.chosen) {
                    (self.chosen, self.picked) = (place, true);
                }
            }
            if let Some(way) = self.shown.get(self.chosen) {
                detail::show(ui, scene, way);
            }
        });
        ui.add_space(6.0);
        if let Some(foot) = self.foot(ui, scene) {
            pressed = foot;
        }
        if self.comparing && compare::show(ui, scene, &self.shown) {
            self.comparing = false;
        }
        pressed
    }

    /// What happened, how many ways out there are, and that nothing is written yet.
    fn head(&mut self, ui: &mut Ui, scene: &Scene<'_>) -> Pressed {
        let message = |code: &str, fields: &_| scene.messages.coded(code, fields, &|_| None);
        let title = event_title(&scene.source(), &self.event, &message);
        let mut close = false;
        ui.horizontal_top(|ui| {
            let room = ui.available_width() - 34.0;
            ui.allocate_ui(egui::vec2(room, 0.0), |ui| {
                let title = RichText::new(title).font(theme::strong()).color(scene.tokens.ink_1);
                ui.add(Label::new(title).wrap());
            });
            let right = egui::Layout::right_to_left(egui::Align::Min);
            close = ui
                .with_layout(right, |ui| {
                    icon_button(ui, "×", &scene.say(key::DESKTOP_WAYS_CLOSE)).clicked()
                })
                .inner;
        });
        let count = Value::Integer(i64::try_from(self.shown.len()).unwrap_or(i64::MAX));
        let hint = scene.say_with(key::DESKTOP_WAYS_HINT, &[("count", count)]);
        ui.add(Label::new(RichText::new(hint).color(scene.tokens.ink_3)).wrap());
        let others = scene.say(key::DESKTOP_WAYS_OTHERS);
        if ui.checkbox(&mut self.others, others).changed() {
            // Searched again, as if the plans had changed.
            self.looked_at = None;
        }
        for told in &self.impossible {
            let told = RichText::new(told).color(scene.tokens.bad_ink);
            ui.add(Label::new(told).wrap());
        }
        ui.add_space(6.0);
        if close { Pressed::Close } else { Pressed::Nothing }
    }

    /// How far the search is; the buttons; what applying does.
    fn foot(&mut self, ui: &mut Ui, scene: &Scene<'_>) -> Option<Pressed> {
        let mut pressed = None;
        if let Some(search) = &self.search {
            let spoken = scene.say(key::DESKTOP_WAYS_SEARCHING);
            ui.horizontal(|ui| {
                let bar = ProgressBar::new(search.progress().share()).desired_height(6.0);
                let bar = ui.add(bar.desired_width(ui.available_width() - 92.0));
                bar.accessible_name(spoken);
                if button(ui, &scene.say(key::DESKTOP_WAYS_STOP)).clicked() {
                    search.progress().cancel();
                }
            });
            ui.ctx().request_repaint_after(std::time::Duration::from_millis(100));
        } else if self.first.is_some() {
            let text = scene.say(key::DESKTOP_WAYS_SEARCHING);
            ui.label(RichText::new(text).color(scene.tokens.ink_3));
        }
        let Some(way) = self.shown.get(self.chosen) else { return pressed };
        let letter = words::letter(self.chosen);
        let values = [("letter", Value::Text(&letter))];
        let text = scene.say_with(key::DESKTOP_WAYS_APPLY, &values);
        let nothing = way.moved.is_empty()
            && self.found.as_ref().is_none_or(|it| it.replan.facts().is_empty());
        ui.horizontal(|ui| {
            ui.add_enabled_ui(!scene.is_read_only() && !nothing, |ui| {
                if primary_button(ui, &text).clicked() {
                    pressed = Some(Pressed::Apply);
                }
            });
            if self.shown.len() > 1 && button(ui, &scene.say(key::DESKTOP_WAYS_COMPARE)).clicked() {
                self.comparing = true;
            }
        });
        let hint = scene.say(key::DESKTOP_WAYS_APPLY_HINT);
        let hint = RichText::new(hint).font(theme::small()).color(scene.tokens.ink_3);
        ui.add(Label::new(hint).wrap());
        pressed
    }
}

/// The plans as they are now.
fn plans(scene: &Scene<'_>) -> (u64, Option<VariantId>) {
    (scene.snapshot.revision, scene.snapshot.variant.as_ref().map(|it| it.variant.id))
}

/// Searches for as long as the window is set to.
fn search(scene: &Scene<'_>, replan: &Arc<Replan>) -> Pending<Result<Vec<Way>, Finding>> {
    let (replan, budget) = (Arc::clone(replan), scene.budget());
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    scene.work(move |progress| {
        let cancelled = || progress.is_cancelled();
        let tell = |thousandths| progress.at(thousandths);
        let search = Search { budget, threads, seed: SEED, cancelled: &cancelled, progress: &tell };
        node::ways_out(&replan, search)
    })
}
