//! The head of the screen: what the production is, its versions, its figures, its tabs.

use super::chart::{Chart, Compared};
use super::versions::Versions;
use super::{Tab, chart::days};
use crate::desktop::{Action, Asks, Scene};
use egui::{Label, RichText, Sense, Sides, Stroke, Ui, vec2};
use i18n::{Value, key};
use model::{Choice, Genre, Kind};
use ui_kit::theme;
use ui_kit::widgets::{Tone, button, figure, primary_button, tag};
use units::Minutes;
use views::{PlanFigures, ProductionView};

/// Title, what it is, for whom; versions, export.
pub(super) fn title(
    ui: &mut Ui,
    scene: &Scene<'_>,
    production: &ProductionView,
    chart: Option<&Chart>,
    (versions, compared): (&mut Versions, &mut Compared),
    asks: &mut Asks,
) {
    let tokens = scene.tokens;
    Sides::new().height(34.0).shrink_left().show(
        ui,
        |ui| {
            let title = RichText::new(&production.title).font(theme::title()).color(tokens.ink_1);
            ui.add(Label::new(title).truncate());
            tag(ui, Tone::Plain, &what(scene, production));
            let remark = RichText::new(whose(scene, production)).color(tokens.ink_3);
            ui.add(Label::new(remark).truncate());
        },
        |ui| {
            if let (Some(_), false) = (chart, scene.is_read_only()) {
                let text = scene.say(key::DESKTOP_PRODUCTION_TAKE_VERSION);
                if primary_button(ui, &text).clicked() {
                    versions.take(scene);
                }
            }
            if button(ui, &scene.say(Action::Export.label())).clicked() {
                asks.run(Action::Export);
            }
            versions.menu(ui, scene, chart, compared, asks);
        },
    );
}

/// `Téléfilm · 90’`, `Série de fiction · 6 × 52’`.
fn what(scene: &Scene<'_>, production: &ProductionView) -> String {
    let genre = match &production.genre {
        Genre::Other(word) => word.clone(),
        genre => scene.messages.choice(Kind::Production, "genre", genre.key()),
    };
    let minutes = production.runtime.0;
    let episodes = scene.snapshot.plans.get(&production.id).map_or(0, |plan| plan.episodes.len());
    match (minutes > 0, episodes > 1) {
        (true, true) => format!("{genre} · {episodes} × {minutes}’"),
        (true, false) => format!("{genre} · {minutes}’"),
        (false, _) => genre,
    }
}

fn whose(scene: &Scene<'_>, production: &ProductionView) -> String {
    let mut parts = Vec::new();
    if !production.client.is_empty() {
        parts.push(production.client.clone());
    }
    if !production.director_name.is_empty() {
        let values = [("name", Value::Text(&production.director_name))];
        parts.push(scene.say_with(key::DESKTOP_PRODUCTION_DIRECTED_BY, &values));
    }
    if !production.broadcaster.is_empty() {
        let values = [("name", Value::Text(&production.broadcaster))];
        parts.push(scene.say_with(key::DESKTOP_PRODUCTION_BROADCAST_BY, &values));
    }
    parts.join(" · ")
}

/// The tabs; gives the one that was chosen.
pub(super) fn tabs(ui: &mut Ui, scene: &Scene<'_>, chosen: Tab, wide: bool) -> Option<Tab> {
    let tokens = scene.tokens;
    let mut picked = None;
    ui.spacing_mut().item_spacing.x = if wide { 20.0 } else { 12.0 };
    for tab in Tab::ALL {
        let name = scene.say(tab.name());
        let ink = if tab == chosen { tokens.ink_1 } else { tokens.ink_2 };
        let font = if tab == chosen { theme::strong() } else { theme::text() };
        let galley = ui.painter().layout_no_wrap(name.clone(), font, ink);
        let (rect, response) = ui.allocate_exact_size(vec2(galley.size().x, 34.0), Sense::click());
        response.widget_info(|| {
            egui::WidgetInfo::selected(egui::Role::Tab, true, tab == chosen, &name)
        });
        ui.painter().galley(rect.center() - galley.size() / 2.0, galley, ink);
        if tab == chosen {
            let line = Stroke::new(2.0, tokens.accent);
            ui.painter().hline(rect.x_range(), rect.bottom() - 1.0, line);
        }
        if response.has_focus() {
            let ring = Stroke::new(1.5, tokens.accent);
            let around = rect.expand2(vec2(5.0, -4.0));
            ui.painter().rect_stroke(around, 4.0, ring, egui::StrokeKind::Outside);
        }
        if response.clicked() {
            picked = Some(tab);
        }
    }
    picked
}

/// A figure: what it is, the figure, how it stands.
type Card = (String, String, (Tone, String));

/// The figures, side by side.
pub(super) fn figures(ui: &mut Ui, scene: &Scene<'_>, figures: &PlanFigures) {
    let cards = cards(scene, figures);
    ui.spacing_mut().item_spacing.x = 12.0;
    ui.columns(cards.len(), |columns| {
        for (ui, (what, value, (tone, remark))) in columns.iter_mut().zip(&cards) {
            figure(ui, ui.available_width(), what, value, *tone, remark);
        }
    });
}

fn cards(scene: &Scene<'_>, figures: &PlanFigures) -> [Card; 5] {
    let none = || "—".to_owned();
    let finish = figures.finish.map(|finish| scene.messages.date_medium(finish.at.date()));
    let done = figures.done.map(|done| {
        let percent = Value::Integer(i64::from(done / 10));
        scene.say_with(key::DESKTOP_PRODUCTION_PERCENT, &[("percent", percent)])
    });
    let left = work(scene, figures.remaining);
    let left = scene.say_with(key::DESKTOP_PRODUCTION_LEFT, &[("work", Value::Text(&left))]);
    let clashes = (figures.errors + figures.warnings).to_string();
    [
        (
            scene.say(key::DESKTOP_PRODUCTION_DELIVERY),
            delivery(scene, figures),
            float(scene, figures),
        ),
        (
            scene.say(key::DESKTOP_PRODUCTION_FINISH_PLANNED),
            finish.unwrap_or_else(none),
            slip(scene, figures),
        ),
        (
            scene.say(key::DESKTOP_PRODUCTION_PROGRESS),
            done.unwrap_or_else(none),
            (Tone::Plain, left),
        ),
        (
            scene.say(key::DESKTOP_PRODUCTION_BOOKED),
            work(scene, figures.booked),
            unbooked(scene, figures),
        ),
        (scene.say(key::DESKTOP_PRODUCTION_CLASHES), clashes, clash_tone(scene, figures)),
    ]
}

fn work(scene: &Scene<'_>, work: Minutes) -> String {
    let days = days(scene.messages, work, scene.source().day());
    scene.say_with(key::DESKTOP_PRODUCTION_DAYS, &[("days", Value::Text(&days))])
}

fn delivery(scene: &Scene<'_>, figures: &PlanFigures) -> String {
    match figures.delivery {
        Some(date) => scene.messages.date_medium(date),
        None => scene.say(key::DESKTOP_PRODUCTION_NO_DELIVERY),
    }
}

/// The float before the master is due: late, none, or some.
fn float(scene: &Scene<'_>, figures: &PlanFigures) -> (Tone, String) {
    let Some(float) = figures.float else { return (Tone::Plain, String::new()) };
    let text = scene.messages.float_days(float, scene.source().day());
    let text = scene.say_with(key::DESKTOP_PRODUCTION_MARGIN, &[("float", Value::Text(&text))]);
    let tone = if float.is_negative() {
        Tone::Bad
    } else if float < scene.source().day() {
        Tone::Warn
    } else {
        Tone::Ok
    };
    (tone, text)
}

/// How far the finish has slipped from the baseline.
fn slip(scene: &Scene<'_>, figures: &PlanFigures) -> (Tone, String) {
    let Some(slip) = figures.slip else { return (Tone::Plain, String::new()) };
    if slip == Minutes::ZERO {
        return (Tone::Plain, scene.say(key::DESKTOP_PRODUCTION_ON_PLAN));
    }
    let text = scene.messages.float_days(slip, scene.source().day());
    let text = scene.say_with(key::DESKTOP_PRODUCTION_SLIP, &[("slip", Value::Text(&text))]);
    (if slip.is_positive() { Tone::Warn } else { Tone::Ok }, text)
}

fn unbooked(scene: &Scene<'_>, figures: &PlanFigures) -> (Tone, String) {
    let open = work(scene, figures.unbooked);
    let text = scene.say_with(key::DESKTOP_PRODUCTION_TO_BOOK, &[("work", Value::Text(&open))]);
    (Tone::Plain, text)
}

fn clash_tone(scene: &Scene<'_>, figures: &PlanFigures) -> (Tone, String) {
    let count = |number: usize| Value::Integer(i64::try_from(number).unwrap_or(i64::MAX));
    if figures.errors > 0 {
        let values = [("count", count(figures.errors))];
        (Tone::Bad, scene.say_with(key::DESKTOP_PRODUCTION_ERRORS, &values))
    } else if figures.warnings > 0 {
        let values = [("count", count(figures.warnings))];
        (Tone::Warn, scene.say_with(key::DESKTOP_PRODUCTION_WARNINGS, &values))
    } else {
        (Tone::Plain, scene.say(key::DESKTOP_PRODUCTION_NO_CLASH))
    }
}
