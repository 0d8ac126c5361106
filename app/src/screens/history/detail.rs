//! What the chosen change wrote: each record with its fields before and after, and the way to the
//! plan of that moment.

use super::log::{self, Log};
use super::{RecordPanel, civil, line, record, record_panel, words};
use crate::desktop::{Asks, Pending, Scene};
use egui::{Label, Margin, RichText, ScrollArea, Ui};
use i18n::{Key, Value, key};
use model::{Kind, Scope, Subject};
use node::{Engine, Failure};
use ui_kit::theme;
use ui_kit::widgets::{button, heading, link_button};
use units::Stamp;
use views::{HistoryEntry, RecordChange, RecordEntry};

/// Of how many records the values are told.
const MOST: usize = 24;

/// The chosen change.
pub(super) struct Chosen<'a> {
    entry: &'a HistoryEntry,
    asked: (Scope, [u8; 32]),
}

/// Records with all the values they have held, and how many more were written.
type Values = Result<(Vec<(Subject, Vec<RecordEntry>)>, usize), Failure>;

/// What was read of the chosen change.
#[derive(Debug, Default)]
pub(super) struct State {
    made_for: Option<String>,
    pending: Option<Pending<Values>>,
    found: Option<(Vec<(Subject, RecordChange)>, usize)>,
    fault: Option<String>,
    /// The record whose whole history is shown.
    whole: Option<(Subject, RecordPanel)>,
}

impl<'a> Chosen<'a> {
    pub(super) fn new(log: &'a Log, place: usize) -> Option<Self> {
        let entry = log.entries.get(place)?;
        Some(Self { entry, asked: (log::scope(entry), log.hash(place)?) })
    }
}

impl State {
    /// Asks for what was written, where it is not known.
    fn make(&mut self, scene: &Scene<'_>, chosen: &Chosen<'_>) {
        if let Some(values) = self.pending.as_ref().and_then(Pending::take) {
            self.pending = None;
            match values {
                Ok((records, more)) => {
                    let change = self.made_for.as_deref().unwrap_or_default();
                    let found = records.into_iter().filter_map(|(subject, entries)| {
                        let history = views::record_history(&scene.source(), subject, &entries);
                        let written = history.into_iter().find(|it| it.change == change)?;
                        Some((subject, written))
                    });
                    (self.found, self.fault) = (Some((found.collect(), more)), None);
                }
                Err(failure) => self.fault = Some(scene.messages.finding(failure.finding())),
            }
        }
        if self.pending.is_none() && self.made_for.as_ref() != Some(&chosen.entry.change) {
            self.made_for = Some(chosen.entry.change.clone());
            (self.found, self.whole) = (None, None);
            let asked = chosen.asked;
            self.pending = Some(scene.ask(move |engine| values(engine, asked)));
        }
    }
}

fn values(engine: &Engine, asked: (Scope, [u8; 32])) -> Values {
    let subjects = engine.records_of(&[asked]).into_iter().next().unwrap_or_default();
    let more = subjects.len().saturating_sub(MOST);
    let read = |subject: Subject| Ok((subject, record::values(engine, subject)?));
    let found: Result<Vec<_>, Failure> = subjects.into_iter().take(MOST).map(read).collect();
    Ok((found?, more))
}

/// Draws what was written; gives the moment that the reader wants to look at.
pub(super) fn show(
    ui: &mut Ui,
    scene: &Scene<'_>,
    state: &mut State,
    chosen: &Chosen<'_>,
    asks: &mut Asks,
) -> Option<Stamp> {
    state.make(scene, chosen);
    let entry = chosen.entry;
    let mut revisit = None;
    ScrollArea::vertical().id_salt("chosen-change").auto_shrink(false).show(ui, |ui| {
        let frame = egui::Frame::new().inner_margin(Margin::symmetric(18, 14));
        frame.show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 6.0;
            let source = scene.source();
            heading(ui, &words::sentence(&words::entry(scene.messages, entry)), "");
            let who = match entry.person {
                Some(person) => source.person(person),
                None => scene.say(key::DESKTOP_HISTORY_UNKNOWN_PERSON),
            };
            let when = scene.messages.date_time(civil(scene, entry.at));
            let values = [("who", Value::Text(who.as_str())), ("when", Value::Text(&when))];
            let by = scene.say_with(key::DESKTOP_HISTORY_DETAIL_BY, &values);
            let place = line::production(scene, &source, entry);
            let text = RichText::new(format!("{by} · {place}")).color(scene.tokens.ink_3);
            ui.add(Label::new(text).wrap());
            if !entry.note.is_empty() {
                let note = RichText::new(&entry.note).color(scene.tokens.ink_1);
                ui.add(Label::new(note).wrap());
            }
            ui.horizontal_wrapped(|ui| {
                if button(ui, &scene.say(key::DESKTOP_HISTORY_REVISIT)).clicked() {
                    revisit = Some(entry.at);
                }
                if button(ui, &scene.say(key::DESKTOP_HISTORY_REVISIT_BEFORE)).clicked() {
                    revisit = Some(Stamp(entry.at.0.saturating_sub(1)));
                }
            });
            ui.add_space(4.0);
            written(ui, scene, state, asks);
        });
    });
    revisit
}

fn written(ui: &mut Ui, scene: &Scene<'_>, state: &mut State, asks: &mut Asks) {
    if let Some(fault) = &state.fault {
        ui.add(Label::new(RichText::new(fault).color(scene.tokens.bad_ink)).wrap());
        return;
    }
    let Some((records, more)) = &state.found else {
        let text = scene.say(key::DESKTOP_HISTORY_LOADING);
        ui.label(RichText::new(text).color(scene.tokens.ink_3));
        return;
    };
    let source = scene.source();
    for (subject, change) in records {
        ui.push_id(("written", subject.id.0), |ui| {
            let name = source.name(subject).unwrap_or_default();
            ui.horizontal(|ui| {
                let kind = scene.messages.kind(subject.kind);
                let strong = RichText::new(&kind).font(theme::strong()).color(scene.tokens.ink_1);
                ui.label(strong);
                let label = RichText::new(&name).color(scene.tokens.ink_2);
                ui.add(Label::new(label).truncate());
                let what = format!("{kind} {name}");
                if can_be_shown(subject.kind) && link(ui, scene, key::DESKTOP_HISTORY_SHOW, &what) {
                    asks.show(*subject);
                }
                if link(ui, scene, key::DESKTOP_HISTORY_WHOLE, &what) {
                    let shown = state.whole.as_ref().is_some_and(|(of, _)| of == subject);
                    state.whole = (!shown).then(|| (*subject, RecordPanel::default()));
                }
            });
            match &mut state.whole {
                Some((of, panel)) if of == subject => record_panel(ui, scene, *subject, panel),
                _ => record::fields(ui, scene, subject.kind, change),
            }
        });
        ui.add_space(6.0);
    }
    if *more > 0 {
        let count = [("count", Value::Integer(i64::try_from(*more).unwrap_or(i64::MAX)))];
        let text = scene.say_with(key::DESKTOP_HISTORY_MORE_RECORDS, &count);
        ui.label(RichText::new(text).color(scene.tokens.ink_3));
    }
}

/// A link, spoken with what it is about.
fn link(ui: &mut Ui, scene: &Scene<'_>, text: Key, what: &str) -> bool {
    let text = scene.say(text);
    let response = link_button(ui, &text);
    let spoken = format!("{text}, {what}");
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &spoken));
    response.clicked()
}

/// Has a record of this sort a place of its own in the window?
fn can_be_shown(kind: Kind) -> bool {
    !matches!(
        kind,
        Kind::House | Kind::Absence | Kind::HolidayZone | Kind::Affinity | Kind::CostRate
    )
}
