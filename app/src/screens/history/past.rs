//! The plan of a past moment beside today's: which productions differ, and in what. The engine puts
//! the past together, a worker compares.

use super::{Browser, production_panel};
use super::{civil, past_list, past_rooms, past_table};
use crate::desktop::{Asks, Pending, Scene, moment_field};
use egui::{Key as Button, Layout, Margin, Modifiers, Rect, RichText, Sides, Ui, UiBuilder, pos2};
use i18n::{Language, Value, key, typed};
use node::Snapshot;
use std::sync::Arc;
use ui_kit::listing::{Listing, Picked};
use ui_kit::theme;
use ui_kit::widgets::{Field, button, empty, segmented};
use units::{NaiveTime, Stamp};
use views::PastView;

/// Height of a line of the productions.
const LINE: f32 = 48.0;

/// A past moment that is being looked at.
#[derive(Debug)]
pub(super) struct Past {
    moment: Stamp,
    typed: String,
    problem: Option<(String, Language)>,
    pending: Option<Pending<Arc<Snapshot>>>,
    then: Option<Arc<Snapshot>>,
    comparing: Option<Pending<PastView>>,
    compared_to: Option<Arc<Snapshot>>,
    view: Option<PastView>,
    place: usize,
    tab: usize,
    browser: Browser,
    rooms: past_rooms::State,
}

/// What the reader wants next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Said {
    /// To stay.
    Stay,
    /// To go back to today.
    Back,
    /// To look at another moment.
    Revisit(Stamp),
}

impl Past {
    /// A moment to be looked at; it is put together at once.
    pub(super) fn new(scene: &Scene<'_>, moment: Stamp) -> Self {
        Self {
            moment,
            typed: written(scene, moment),
            problem: None,
            pending: Some(scene.ask(move |engine| Arc::new(engine.at(moment)))),
            then: None,
            comparing: None,
            compared_to: None,
            view: None,
            place: 0,
            tab: 0,
            browser: Browser::default(),
            rooms: past_rooms::State::new(civil(scene, moment).date()),
        }
    }

    /// Takes what was put together, and has it compared with what is now.
    fn make(&mut self, scene: &Scene<'_>) {
        if let Some(then) = self.pending.as_ref().and_then(Pending::take) {
            (self.then, self.pending) = (Some(then), None);
        }
        if let Some(view) = self.comparing.as_ref().and_then(Pending::take) {
            (self.view, self.comparing) = (Some(view), None);
        }
        let Some(then) = &self.then else { return };
        let compared =
            self.compared_to.as_ref().is_some_and(|now| Arc::ptr_eq(now, scene.snapshot));
        if compared || self.comparing.is_some() {
            return;
        }
        let (then, now) = (Arc::clone(then), Arc::clone(scene.snapshot));
        self.compared_to = Some(Arc::clone(&now));
        self.comparing = Some(scene.work(move |_| {
            views::past(&crate::session::source(&then), &crate::session::source(&now))
        }));
    }
}

/// A moment as it can be typed again.
fn written(scene: &Scene<'_>, moment: Stamp) -> String {
    scene.messages.date_time(civil(scene, moment))
}

/// Draws the past moment.
pub(super) fn show(ui: &mut Ui, scene: &Scene<'_>, past: &mut Past, asks: &mut Asks) -> Said {
    past.make(scene);
    let mut said = Said::Stay;
    ui.spacing_mut().item_spacing.y = 0.0;
    let frame = egui::Frame::new().fill(scene.tokens.bg_2).inner_margin(Margin::symmetric(18, 12));
    frame.show(ui, |ui| said = head(ui, scene, past));
    ui_kit::widgets::separator(ui);
    let escape = !ui.ctx().text_edit_focused()
        && ui.ctx().input_mut(|input| input.consume_key(Modifiers::NONE, Button::Escape));
    if escape {
        return Said::Back;
    }
    let Some(view) = &past.view else {
        empty(ui, &scene.say(key::DESKTOP_HISTORY_PAST_LOADING), "", None);
        return said;
    };
    if view.productions.is_empty() {
        let text = scene.say(key::DESKTOP_HISTORY_PAST_SAME_HINT);
        empty(ui, &scene.say(key::DESKTOP_HISTORY_PAST_SAME), &text, None);
        return said;
    }
    past.place = past.place.min(view.productions.len() - 1);
    let area = ui.available_rect_before_wrap();
    let split = area.left() + (area.width() * 0.27).clamp(210.0, 330.0);
    ui.painter().vline(split, area.y_range(), (1.0, scene.tokens.line_1));
    let left = Rect::from_min_max(area.min, pos2(split, area.bottom()));
    let right = Rect::from_min_max(pos2(split + 1.0, area.top()), area.max);
    part(ui, left, "past-productions", |ui| productions(ui, scene, past));
    part(ui, right, "past-production", |ui| {
        if let Some(moment) = compared(ui, scene, past, asks) {
            said = Said::Revisit(moment);
        }
    });
    ui.allocate_rect(area, egui::Sense::hover());
    said
}

/// Which moment, another one, back to today.
fn head(ui: &mut Ui, scene: &Scene<'_>, past: &mut Past) -> Said {
    let back = Sides::new()
        .shrink_left()
        .truncate()
        .show(
            ui,
            |ui| {
                let at = civil(scene, past.moment);
                let time = scene.messages.time(at.time());
                let moment = format!("{}, {time}", scene.messages.date_long(at.date()));
                let values = [("moment", Value::Text(moment.as_str()))];
                let title = scene.say_with(key::DESKTOP_HISTORY_PAST_TITLE, &values);
                ui.label(RichText::new(title).font(theme::title()).color(scene.tokens.ink_1));
            },
            |ui| {
                let back = scene.say(key::DESKTOP_HISTORY_PAST_BACK);
                let text = format!("{back} ({})", scene.say(key::DESKTOP_HISTORY_PAST_BACK_KEY));
                ui_kit::widgets::primary_button(ui, &text).clicked()
            },
        )
        .1;
    ui.add_space(6.0);
    let moment = ui.horizontal_top(|ui| other_moment(ui, scene, past)).inner;
    if back { Said::Back } else { moment.map_or(Said::Stay, Said::Revisit) }
}

/// The field in which another moment is typed; gives the moment once it is.
fn other_moment(ui: &mut Ui, scene: &Scene<'_>, past: &mut Past) -> Option<Stamp> {
    let name = scene.say(key::DESKTOP_HISTORY_PAST_MOMENT);
    let hint = scene.say(key::DESKTOP_HISTORY_PAST_HINT);
    let language = scene.messages.language();
    let problem = past.problem.as_ref().filter(|(_, of)| *of == language);
    let noon = NaiveTime::from_hms_opt(12, 0, 0).unwrap_or_default();
    let usual = scene.today().and_time(noon);
    let field = Field::new(&name)
        .hint(&hint)
        .without_label()
        .width(210.0)
        .problem(problem.map(|(text, _)| text.as_str()));
    let (field, picked) = moment_field(ui, scene, field, usual, &mut past.typed);
    let go = picked | button(ui, &scene.say(key::DESKTOP_HISTORY_GO)).clicked();
    let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Button::Enter));
    if field.lost_focus() && ui.input(|input| input.key_pressed(Button::Escape)) {
        past.typed = written(scene, past.moment);
        past.problem = None;
    }
    if !go && !entered {
        return None;
    }
    let read = match typed::date_time(&past.typed, usual.date(), usual.time(), language) {
        Ok(moment) if moment > scene.now => Err(scene.say(key::DESKTOP_HISTORY_PAST_FUTURE)),
        Ok(moment) => Ok(moment),
        Err(error) => Err(scene.messages.typed_problem(&error)),
    };
    match read {
        // A minute as a clock shows it lasts until its last second.
        Ok(moment) => {
            let minute = scene.source().zone().tick(moment);
            Some(Stamp(minute.0.saturating_mul(60).saturating_add(59)))
        }
        Err(text) => {
            past.problem = Some((text, language));
            None
        }
    }
}

/// The productions that differ.
fn productions(ui: &mut Ui, scene: &Scene<'_>, past: &mut Past) {
    let Some(view) = &past.view else { return };
    let name = scene.say(key::DESKTOP_HISTORY_PAST_PRODUCTIONS);
    let count = i64::try_from(view.unchanged).unwrap_or(i64::MAX);
    let unchanged =
        scene.say_with(key::DESKTOP_HISTORY_PAST_UNCHANGED, &[("count", Value::Integer(count))]);
    let frame = egui::Frame::new().inner_margin(Margin::symmetric(18, 8));
    frame.show(ui, |ui| {
        ui.label(RichText::new(unchanged).font(theme::small()).color(scene.tokens.ink_3));
    });
    ui_kit::widgets::separator(ui);
    let listing = Listing::new("past-productions", &name, view.productions.len(), LINE)
        .chosen(Some(past.place), false)
        .focus(true);
    let picked = listing.show(ui, |painter, rect, place, _| {
        let production = view.productions.get(place);
        production
            .map(|it| past_list::production_line(painter, rect, scene, it))
            .unwrap_or_default()
    });
    if let Some(Picked::Chosen(place) | Picked::Entered(place)) = picked {
        past.place = place;
    }
}

/// The chosen production then and now; gives another moment that the reader wants to look at.
fn compared(ui: &mut Ui, scene: &Scene<'_>, past: &mut Past, asks: &mut Asks) -> Option<Stamp> {
    let production = past.view.as_ref()?.productions.get(past.place)?;
    let frame = egui::Frame::new().inner_margin(Margin::symmetric(18, 10));
    let count = |count: usize| Value::Integer(i64::try_from(count).unwrap_or(i64::MAX));
    let tasks = [("count", count(production.tasks.len()))];
    let bookings = [("count", count(production.bookings.len()))];
    let tabs = [
        scene.say_with(key::DESKTOP_HISTORY_PAST_TAB_TASKS, &tasks),
        scene.say_with(key::DESKTOP_HISTORY_PAST_TAB_BOOKINGS, &bookings),
        scene.say(key::DESKTOP_HISTORY_PAST_TAB_SINCE),
        scene.say(key::DESKTOP_HISTORY_PAST_TAB_ROOMS),
    ];
    frame.show(ui, |ui| {
        past_table::figures(ui, scene, production);
        ui.add_space(6.0);
        let texts = tabs.each_ref().map(String::as_str);
        if let Some(tab) = segmented(ui, past.tab, &texts) {
            past.tab = tab;
        }
    });
    ui_kit::widgets::separator(ui);
    match past.tab {
        0 => past_table::tasks(ui, scene, production, asks),
        1 => past_table::bookings(ui, scene, production, asks),
        2 => {
            let (production, after) = (production.production, Some(past.moment));
            return production_panel(ui, scene, production, after, &mut past.browser, asks);
        }
        _ => past_rooms::show(ui, scene, &mut past.rooms, past.then.as_ref()),
    }
    None
}

fn part(ui: &mut Ui, area: Rect, id: &str, content: impl FnOnce(&mut Ui)) {
    let place =
        UiBuilder::new().id_salt(id).max_rect(area).layout(Layout::top_down(egui::Align::Min));
    ui.scope_builder(place, |ui| {
        ui.set_clip_rect(area.intersect(ui.clip_rect()));
        content(ui);
    });
}
