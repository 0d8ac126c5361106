//! The list of changes with its filters, and beside it what the chosen one wrote. Any number of
//! changes can be looked through: only what is in view is worded, filters work on a worker.

use super::{detail, line, log};
use crate::desktop::{Asks, Pending, Scene};
use crate::screens::filters::choice;
use egui::{Layout, Margin, Rect, Ui, UiBuilder, pos2, vec2};
use i18n::{Messages, Value, key};
use model::{Kind, PersonId, ProductionId};
use std::collections::BTreeSet;
use std::sync::Arc;
use ui_kit::listing::{Listing, Picked};
use ui_kit::widgets::{Field, button, empty, heading};
use units::{Days, Stamp};
use views::{HistoryFilter, Period};

/// Below this width what the chosen change wrote stands below the list.
const WIDE: f32 = 860.0;

/// How the list is to be shown.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Wanted {
    /// With its title.
    pub(super) heading: bool,
    /// Of one production alone.
    pub(super) production: Option<ProductionId>,
    /// Written after this moment alone.
    pub(super) after: Option<Stamp>,
}

/// What the list remembers.
#[derive(Debug, Default)]
pub(crate) struct Browser {
    log: log::State,
    filter: HistoryFilter,
    /// So many days back, today included.
    days: Option<u64>,
    matching_for: Option<(u64, HistoryFilter)>,
    matching: Option<Pending<Vec<usize>>>,
    shown: Option<Arc<Vec<usize>>>,
    /// The chosen change, in hexadecimal.
    chosen: Option<String>,
    place: usize,
    detail: detail::State,
    /// The people who wrote something, for the version of the log.
    people: (u64, Vec<(PersonId, String)>),
}

/// The changes of one production, written after a moment if one is given; gives the moment that
/// the reader wants to look at.
pub(crate) fn production_panel(
    ui: &mut Ui,
    scene: &Scene<'_>,
    production: ProductionId,
    after: Option<Stamp>,
    state: &mut Browser,
    asks: &mut Asks,
) -> Option<Stamp> {
    let wanted = Wanted { heading: false, production: Some(production), after };
    state.show(ui, scene, &wanted, asks)
}

impl Browser {
    /// Draws the list; gives the moment that the reader wants to look at.
    pub(super) fn show(
        &mut self,
        ui: &mut Ui,
        scene: &Scene<'_>,
        wanted: &Wanted,
        asks: &mut Asks,
    ) -> Option<Stamp> {
        self.log.make(scene);
        self.match_anew(scene, wanted);
        let mut revisit = None;
        ui.spacing_mut().item_spacing.y = 0.0;
        let frame = egui::Frame::new().inner_margin(Margin::symmetric(18, 12));
        frame.show(ui, |ui| revisit = self.bar(ui, scene, wanted));
        ui_kit::widgets::separator(ui);
        if let Some(fault) = &self.log.fault {
            let hint = scene.messages.hint(fault, &|_| None).unwrap_or_default();
            empty(ui, &scene.messages.finding(fault), &hint, None);
            return revisit;
        }
        let (Some(log), Some(shown)) = (self.log.log.clone(), self.shown.clone()) else {
            empty(ui, &scene.say(key::DESKTOP_HISTORY_LOADING), "", None);
            return revisit;
        };
        if shown.is_empty() {
            self.nothing(ui, scene, wanted);
            return revisit;
        }
        let area = ui.available_rect_before_wrap();
        let (first, second) = split(area);
        if first.width() < area.width() {
            ui.painter().vline(first.right(), area.y_range(), (1.0, scene.tokens.line_1));
        } else {
            ui.painter().hline(area.x_range(), first.bottom(), (1.0, scene.tokens.line_2));
        }
        part(ui, first, "changes", |ui| self.list(ui, scene, &log, &shown));
        let chosen = shown.get(self.place).copied();
        part(ui, second, "change", |ui| {
            let told = chosen.and_then(|place| detail::Chosen::new(&log, place));
            if let Some(chosen) = told {
                let asked = detail::show(ui, scene, &mut self.detail, &chosen, asks);
                revisit = revisit.or(asked);
            }
        });
        ui.allocate_rect(area, egui::Sense::hover());
        revisit
    }

    fn list(&mut self, ui: &mut Ui, scene: &Scene<'_>, log: &log::Log, shown: &[usize]) {
        let name = scene.say(key::DESKTOP_HISTORY_LIST);
        let listing = Listing::new("history", &name, shown.len(), line::HEIGHT)
            .chosen(Some(self.place), false)
            .focus(true);
        let source = scene.source();
        let picked = listing.show(ui, |painter, rect, place, _| {
            let entry = shown.get(place).and_then(|place| log.entries.get(*place));
            entry.map(|entry| line::paint(painter, rect, scene, &source, entry)).unwrap_or_default()
        });
        if let Some(Picked::Chosen(place) | Picked::Entered(place)) = picked {
            self.place = place;
            let entry = shown.get(place).and_then(|place| log.entries.get(*place));
            self.chosen = entry.map(|entry| entry.change.clone());
        }
    }

    fn nothing(&mut self, ui: &mut Ui, scene: &Scene<'_>, wanted: &Wanted) {
        if self.is_filtered() {
            let text = scene.say(key::DESKTOP_HISTORY_NONE_SHOWN_HINT);
            let title = scene.say(key::DESKTOP_HISTORY_NONE_SHOWN);
            if empty(ui, &title, &text, Some(&scene.say(key::DESKTOP_HISTORY_CLEAR))) {
                self.clear();
            }
            return;
        }
        let text = match wanted.after {
            Some(_) => String::new(),
            None => scene.say(key::DESKTOP_HISTORY_NOTHING_HINT),
        };
        empty(ui, &scene.say(key::DESKTOP_HISTORY_NOTHING), &text, None);
    }

    fn is_filtered(&self) -> bool {
        self.days.is_some() || self.filter != HistoryFilter::default()
    }

    fn clear(&mut self) {
        self.filter = HistoryFilter::default();
        self.days = None;
    }

    /// The title and the filters; gives the moment that was asked for.
    fn bar(&mut self, ui: &mut Ui, scene: &Scene<'_>, wanted: &Wanted) -> Option<Stamp> {
        self.know_people(scene);
        let mut revisit = None;
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
            if wanted.heading {
                heading(ui, &scene.say(key::DESKTOP_SHELL_HISTORY), &self.remark(scene));
            }
            let name = scene.say(key::DESKTOP_HISTORY_SEARCH);
            let hint = scene.say(key::DESKTOP_HISTORY_SEARCH_HINT);
            Field::new(&name)
                .hint(&hint)
                .without_label()
                .width(170.0)
                .show(ui, &mut self.filter.text);
            if wanted.production.is_none() {
                let productions: Vec<(ProductionId, String)> =
                    scene.derived.productions.iter().map(|it| (it.id, it.title.clone())).collect();
                let name = scene.say(key::DESKTOP_HISTORY_FILTER_PRODUCTION);
                let all = scene.say(key::DESKTOP_HISTORY_ALL_PRODUCTIONS);
                choice(ui, &name, &all, &mut self.filter.production, &productions);
            }
            let name = scene.say(key::DESKTOP_HISTORY_FILTER_PERSON);
            let all = scene.say(key::DESKTOP_HISTORY_ALL_PEOPLE);
            choice(ui, &name, &all, &mut self.filter.person, &self.people.1);
            let kinds = Kind::ALL.map(|kind| (kind, scene.messages.kind(kind)));
            let name = scene.say(key::DESKTOP_HISTORY_FILTER_KIND);
            let all = scene.say(key::DESKTOP_HISTORY_ALL_KINDS);
            choice(ui, &name, &all, &mut self.filter.kind, &kinds);
            if wanted.after.is_none() {
                let periods = [
                    (1, scene.say(key::DESKTOP_HISTORY_PERIOD_TODAY)),
                    (2, scene.say(key::DESKTOP_HISTORY_PERIOD_YESTERDAY)),
                    (7, scene.say(key::DESKTOP_HISTORY_PERIOD_WEEK)),
                    (30, scene.say(key::DESKTOP_HISTORY_PERIOD_MONTH)),
                ];
                let name = scene.say(key::DESKTOP_HISTORY_FILTER_PERIOD);
                let all = scene.say(key::DESKTOP_HISTORY_ALL_PERIODS);
                choice(ui, &name, &all, &mut self.days, &periods);
            }
            // Where nothing passes, the way back is told in the middle.
            let some = self.shown.as_ref().is_some_and(|shown| !shown.is_empty());
            if some
                && self.is_filtered()
                && button(ui, &scene.say(key::DESKTOP_HISTORY_CLEAR)).clicked()
            {
                self.clear();
            }
            if wanted.heading && button(ui, &scene.say(key::DESKTOP_HISTORY_GO_TO)).clicked() {
                revisit = Some(yesterday(scene));
            }
        });
        revisit
    }

    fn remark(&self, scene: &Scene<'_>) -> String {
        let number =
            |count: usize| scene.messages.integer(i64::try_from(count).unwrap_or(i64::MAX));
        let (Some(log), Some(shown)) = (&self.log.log, &self.shown) else { return String::new() };
        let (shown, of) = (number(shown.len()), number(log.entries.len()));
        let values = [("shown", Value::Text(shown.as_str())), ("of", Value::Text(&of))];
        scene.say_with(key::DESKTOP_HISTORY_REMARK, &values)
    }

    fn know_people(&mut self, scene: &Scene<'_>) {
        let Some(log) = &self.log.log else { return };
        if self.people.0 == self.log.version {
            return;
        }
        let people: BTreeSet<PersonId> =
            log.entries.iter().filter_map(|entry| entry.person).collect();
        let source = scene.source();
        let mut people: Vec<_> = people.into_iter().map(|id| (id, source.person(id))).collect();
        people.sort_by(|a, b| a.1.cmp(&b.1));
        self.people = (self.log.version, people);
    }

    /// Has a worker find what passes the filter, where it is not known.
    fn match_anew(&mut self, scene: &Scene<'_>, wanted: &Wanted) {
        if let Some(found) = self.matching.as_ref().and_then(Pending::take) {
            self.matching = None;
            self.take_matching(found);
        }
        let Some(log) = &self.log.log else { return };
        let from = self
            .days
            .and_then(|days| scene.today().checked_sub_days(Days::new(days.saturating_sub(1))));
        let filter = HistoryFilter {
            production: wanted.production.or(self.filter.production),
            period: Period { from, to: None },
            after: wanted.after,
            ..self.filter.clone()
        };
        let made_for = (self.log.version, filter);
        if self.matching.is_some() || self.matching_for.as_ref() == Some(&made_for) {
            return;
        }
        let (log, snapshot) = (Arc::clone(log), Arc::clone(scene.snapshot));
        let (filter, language) = (made_for.1.clone(), scene.messages.language());
        self.matching_for = Some(made_for);
        self.matching = Some(scene.work(move |_| {
            let messages = Messages::new(language);
            let source = crate::session::source(&snapshot);
            let command = |word: &str| messages.label("command", word);
            views::history_matching(&source, &log.entries, &filter, &command)
        }));
    }

    /// Takes what was found; the chosen change stays chosen where it still is.
    fn take_matching(&mut self, found: Vec<usize>) {
        let chosen = self.chosen.as_ref().zip(self.log.log.as_ref()).and_then(|(chosen, log)| {
            found.iter().position(|place| {
                log.entries.get(*place).is_some_and(|entry| entry.change == *chosen)
            })
        });
        self.place = chosen.unwrap_or(0);
        self.shown = Some(Arc::new(found));
    }
}

/// Yesterday at this hour: a moment to begin with.
fn yesterday(scene: &Scene<'_>) -> Stamp {
    let yesterday = scene.now.checked_sub_days(Days::new(1)).unwrap_or(scene.now);
    Stamp(scene.source().zone().tick(yesterday).0.saturating_mul(60))
}

/// The place of the list, and that of what the chosen change wrote.
fn split(area: Rect) -> (Rect, Rect) {
    if area.width() >= WIDE {
        let split = area.left() + area.width() * 0.6;
        let left = Rect::from_min_max(area.min, pos2(split, area.bottom()));
        (left, Rect::from_min_max(pos2(split + 1.0, area.top()), area.max))
    } else {
        let split = area.top() + area.height() * 0.55;
        let upper = Rect::from_min_max(area.min, pos2(area.right(), split));
        (upper, Rect::from_min_max(pos2(area.left(), split + 1.0), area.max))
    }
}

fn part(ui: &mut Ui, area: Rect, id: &str, content: impl FnOnce(&mut Ui)) {
    let place =
        UiBuilder::new().id_salt(id).max_rect(area).layout(Layout::top_down(egui::Align::Min));
    ui.scope_builder(place, |ui| {
        ui.set_clip_rect(area.intersect(ui.clip_rect()));
        content(ui);
    });
}
