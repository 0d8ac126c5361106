//! The history of one record: each change with its fields, before and after. Embedded wherever a
//! record is looked at.

use super::log::hexadecimal;
use super::{civil, words};
use crate::desktop::{Pending, Scene};
use egui::{Grid, Label, RichText, Ui};
use i18n::key;
use model::{Kind, Subject};
use node::{Engine, Failure};
use paperwork::cell_text;
use ui_kit::theme;
use views::{Cell, FieldChange, RecordChange, RecordEntry};

/// The most changes that are shown.
const MOST: usize = 200;

/// What the panel remembers.
#[derive(Debug, Default)]
pub(crate) struct RecordPanel {
    made_for: Option<(Subject, u64)>,
    pending: Option<Pending<Result<Vec<RecordEntry>, Failure>>>,
    found: Option<Vec<RecordChange>>,
    fault: Option<String>,
}

/// All values the fields of a record have held, newest first.
pub(super) fn values(engine: &Engine, subject: Subject) -> Result<Vec<RecordEntry>, Failure> {
    let lines = engine.record_history(subject)?;
    let entry = |line: node::HistoryLine| {
        let (key, value) = line.value.unwrap_or_default();
        RecordEntry {
            change: hexadecimal(&line.change),
            at: line.stamp,
            person: line.device.and_then(|device| engine.writer_of(device)),
            command: line.message.command,
            note: line.message.label,
            key,
            value,
        }
    };
    Ok(lines.into_iter().map(entry).collect())
}

impl RecordPanel {
    fn make(&mut self, scene: &Scene<'_>, subject: Subject) {
        if let Some(answer) = self.pending.as_ref().and_then(Pending::take) {
            self.pending = None;
            match (answer, self.made_for) {
                (Ok(entries), Some((asked, _))) => {
                    self.found = Some(views::record_history(&scene.source(), asked, &entries));
                    self.fault = None;
                }
                (Err(failure), _) => {
                    self.fault = Some(scene.messages.finding(failure.finding()));
                }
                (Ok(_), None) => {}
            }
        }
        let wanted = (subject, scene.snapshot.revision);
        if self.pending.is_none() && self.made_for != Some(wanted) {
            if self.made_for.is_none_or(|(before, _)| before != subject) {
                self.found = None;
            }
            self.made_for = Some(wanted);
            self.pending = Some(scene.ask(move |engine| values(engine, subject)));
        }
    }
}

/// Draws the history of a record, newest first.
pub(crate) fn record_panel(
    ui: &mut Ui,
    scene: &Scene<'_>,
    subject: Subject,
    state: &mut RecordPanel,
) {
    state.make(scene, subject);
    let weak = |text: String| RichText::new(text).color(scene.tokens.ink_3);
    if let Some(fault) = &state.fault {
        ui.add(Label::new(RichText::new(fault).color(scene.tokens.bad_ink)).wrap());
        return;
    }
    let Some(found) = &state.found else {
        ui.label(weak(scene.say(key::DESKTOP_HISTORY_LOADING)));
        return;
    };
    if found.is_empty() {
        ui.label(weak(scene.say(key::DESKTOP_HISTORY_RECORD_NOTHING)));
    }
    for change in found.iter().take(MOST) {
        ui.push_id(("change", &change.change), |ui| {
            ui.spacing_mut().item_spacing.y = 3.0;
            let when = scene.messages.moment(civil(scene, change.at), scene.today());
            let who = match change.by {
                Some(_) => words::short_name(&change.by_name),
                None => scene.say(key::DESKTOP_HISTORY_UNKNOWN_PERSON),
            };
            let what = scene.messages.label("command", &change.command);
            let head = format!("{when} · {who} · {what}");
            let head = RichText::new(head).font(theme::small_strong()).color(scene.tokens.ink_3);
            ui.add(Label::new(head).wrap());
            fields(ui, scene, subject.kind, change);
        });
        ui.add_space(6.0);
    }
}

/// The fields that a change wrote: before → after.
pub(super) fn fields(ui: &mut Ui, scene: &Scene<'_>, kind: Kind, change: &RecordChange) {
    if change.fields.is_empty() {
        let text =
            if change.born { key::DESKTOP_HISTORY_BORN } else { key::DESKTOP_HISTORY_ONLY_ORDER };
        ui.label(RichText::new(scene.say(text)).color(scene.tokens.ink_3));
        return;
    }
    Grid::new(("fields", &change.change))
        .num_columns(2)
        .spacing([12.0, 3.0])
        .min_row_height(18.0)
        .show(ui, |ui| {
            for field in &change.fields {
                let label = if field.field == "deleted" {
                    scene.say(key::DESKTOP_HISTORY_DELETED)
                } else {
                    scene.messages.field(kind, &field.field)
                };
                ui.label(RichText::new(label).font(theme::small()).color(scene.tokens.ink_3));
                let text = RichText::new(value(scene, change, field)).color(scene.tokens.ink_1);
                ui.add(Label::new(text).wrap());
                ui.end_row();
            }
        });
}

/// `9 h → 14 h`; `+ Avid Media Composer`; what it was born with alone.
fn value(scene: &Scene<'_>, change: &RecordChange, field: &FieldChange) -> String {
    let day = scene.source().day();
    let text = |cell: &Cell| match cell {
        Cell::Empty => scene.say(key::DESKTOP_HISTORY_NO_VALUE),
        Cell::Flag(flag) if field.field == "deleted" => scene.say(if *flag {
            key::DESKTOP_HISTORY_DELETED_YES
        } else {
            key::DESKTOP_HISTORY_DELETED_NO
        }),
        cell => cell_text(cell, day, scene.messages),
    };
    if let Some(entry) = &field.entry {
        let entry = cell_text(entry, day, scene.messages);
        return match &field.after {
            Cell::Empty | Cell::Flag(false) => format!("− {entry}"),
            Cell::Flag(true) => format!("+ {entry}"),
            after => format!("{entry} : {} → {}", text(&field.before), text(after)),
        };
    }
    if change.born && field.before == Cell::Empty {
        return text(&field.after);
    }
    format!("{} → {}", text(&field.before), text(&field.after))
}
