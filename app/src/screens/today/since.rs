//! The card of what has changed since the evening of the last working day: by whom, what, where.

use super::deliveries::weak;
use crate::desktop::{Asks, Pending, Place, Scene};
use crate::screens::history::{self, words};
use egui::{Align2, ScrollArea, Ui, pos2};
use i18n::{Value, key};
use model::{Finding, Kind};
use node::Failure;
use ui_kit::theme;
use ui_kit::widgets::{card_with, cut_text, link_button, list_line};
use units::{NaiveDate, NaiveDateTime, Stamp, Tick};
use views::{DeedView, HistoryEntry};

/// Height of a line.
const LINE: f32 = 46.0;

/// How far back a working day is looked for.
const FARTHEST: usize = 30;

/// Changes, or why they could not be read.
type Answer = Result<Vec<HistoryEntry>, Failure>;

/// What the card remembers.
#[derive(Debug, Default)]
pub(super) struct State {
    /// The revision and the day of what follows.
    made_for: Option<(u64, NaiveDate)>,
    pending: Option<Pending<Answer>>,
    deeds: Option<Vec<DeedView>>,
    fault: Option<Finding>,
}

impl State {
    /// Asks for what has changed, where it is not known yet.
    pub(super) fn make(&mut self, scene: &Scene<'_>) {
        if let Some(answer) = self.pending.as_ref().and_then(Pending::take) {
            self.pending = None;
            match answer {
                Ok(mut entries) => {
                    // That a production has a document is how it is kept, and nobody's deed.
                    entries.retain(|entry| entry.command != "create_document");
                    self.deeds = Some(views::deeds(&scene.source(), &entries));
                    self.fault = None;
                }
                Err(failure) => self.fault = Some(failure.finding().clone()),
            }
        }
        let wanted = (scene.snapshot.revision, scene.today());
        if self.pending.is_none() && self.made_for != Some(wanted) {
            self.made_for = Some(wanted);
            let Tick(minute) = scene.source().zone().tick(last_evening(scene));
            let since = Stamp(minute.saturating_mul(60));
            self.pending = Some(scene.ask(move |engine| history::since(engine, since)));
        }
    }
}

/// The end of the last day on which the house worked before today.
fn last_evening(scene: &Scene<'_>) -> NaiveDateTime {
    let time = scene.snapshot.report.time();
    let mut before = std::iter::successors(scene.today().pred_opt(), |date| date.pred_opt());
    let day = before.by_ref().take(FARTHEST).find(|date| time.works_on(*date));
    time.civil(time.end_of_day(day.unwrap_or(scene.today())))
}

pub(super) fn card(
    ui: &mut Ui,
    scene: &Scene<'_>,
    state: &State,
    height: Option<f32>,
    asks: &mut Asks,
) {
    let evening = last_evening(scene).date();
    let title = if evening.succ_opt() == Some(scene.today()) {
        scene.say(key::DESKTOP_TODAY_SINCE_YESTERDAY)
    } else {
        let day = scene.messages.date_day(evening);
        scene.say_with(key::DESKTOP_TODAY_SINCE, &[("day", Value::Text(&day))])
    };
    let all = scene.say(key::DESKTOP_TODAY_SINCE_ALL);
    let mut history = false;
    card_with(
        ui,
        &title,
        |ui| {
            ui.spacing_mut().button_padding.y = 0.0;
            ui.spacing_mut().interact_size.y = 18.0;
            history = link_button(ui, &all).clicked();
        },
        |ui| {
            let deeds = match (&state.deeds, &state.fault) {
                (_, Some(fault)) => return weak(ui, scene, &scene.messages.finding(fault)),
                (None, None) => {
                    return weak(ui, scene, &scene.say(key::DESKTOP_TODAY_SINCE_LOADING));
                }
                (Some(deeds), None) => deeds,
            };
            if deeds.is_empty() {
                return weak(ui, scene, &scene.say(key::DESKTOP_TODAY_SINCE_NOTHING));
            }
            let most = height.map_or(f32::INFINITY, |height| height - 40.0);
            ScrollArea::vertical().id_salt("since").max_height(most).show(ui, |ui| {
                for deed in deeds {
                    if line(ui, scene, deed) {
                        lead_to(deed, asks);
                    }
                }
            });
        },
    );
    if history {
        asks.go(Place::History);
    }
}

fn line(ui: &mut Ui, scene: &Scene<'_>, deed: &DeedView) -> bool {
    let at = scene.source().zone().civil(deed.at.tick());
    let at = scene.messages.moment(at, scene.today());
    let what = words::sentence(&words::deed(scene.messages, deed));
    let who = match deed.by {
        Some(_) => words::short_name(&deed.by_name),
        None => scene.say(key::DESKTOP_HISTORY_UNKNOWN_PERSON),
    };
    let parts = [who.as_str(), &deed.title].into_iter().filter(|part| !part.is_empty());
    let by = parts.collect::<Vec<_>>().join(" · ");
    let spoken = format!("{at}, {what}, {by}");
    let response = list_line(ui, LINE, &spoken, |painter, rect, tokens| {
        let (first, second) = (rect.top() + 15.0, rect.top() + 32.0);
        let (left, align) = (rect.left() + 14.0, Align2::LEFT_CENTER);
        let (text, small, weak) = (theme::text(), theme::small(), tokens.ink_3);
        let used = cut_text(painter, pos2(left, first), align, &at, text.clone(), weak, 110.0);
        let left = left + used.max(46.0) + 12.0;
        let room = rect.right() - 12.0 - left;
        cut_text(painter, pos2(left, first), align, &what, text, tokens.ink_1, room);
        cut_text(painter, pos2(left, second), align, &by, small, weak, room);
    });
    response.on_hover_text(spoken).clicked()
}

/// Leads to what was changed.
fn lead_to(deed: &DeedView, asks: &mut Asks) {
    match (deed.subjects.first(), deed.production) {
        (Some(subject), _) if matches!(subject.kind, Kind::Slip | Kind::AcceptedSlip) => {
            asks.go(Place::Slips);
        }
        (Some(subject), _) if matches!(subject.kind, Kind::Publication | Kind::Answer) => {
            asks.go(Place::Publications);
        }
        (Some(subject), _) if leads(subject.kind) => asks.show(*subject),
        (_, Some(production)) => asks.go(Place::Production(production)),
        _ => asks.go(Place::Resources),
    }
}

/// Can a record of this sort be shown where it stands?
fn leads(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Booking
            | Kind::Task
            | Kind::Episode
            | Kind::Production
            | Kind::Room
            | Kind::Person
            | Kind::Equipment
    )
}
