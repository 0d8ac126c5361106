//! The import: what is in the files, what their columns are taken for, what is odd in them, before
//! anything is kept. One file is one step to undo.

mod reading;
mod table;

use crate::desktop::{Asks, Pending, Scene};
use egui::{ComboBox, Label, RichText, ScrollArea, Ui};
use i18n::{Value, key};
use interchange::{Content, Mapping};
use model::{ProductionId, Severity};
use node::Group;
use reading::{Read, Wanted, read};
use std::path::PathBuf;
use ui_kit::theme;
use ui_kit::widgets::{
    Entry, Mark, Tone, button, dialogue, dot, entry, field_label, primary_button, problem,
};

/// What the dialogue remembers.
#[derive(Debug, Default)]
pub(super) struct State {
    /// Files are to be chosen in the next frame.
    choose: bool,
    files: Vec<File>,
    chosen: usize,
}

/// A file on its way in.
#[derive(Debug)]
struct File {
    wanted: Wanted,
    name: String,
    reading: Option<Pending<Read>>,
    read: Option<Read>,
}

impl State {
    /// Has files chosen.
    pub(super) fn open(&mut self) {
        self.choose = true;
    }

    /// Takes files that were chosen or dropped.
    pub(super) fn take(&mut self, scene: &Scene<'_>, paths: Vec<PathBuf>) {
        for path in paths {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let wanted = Wanted { path, mapping: Mapping::default(), into: None };
            let reading = Some(read(scene, &wanted));
            self.files.push(File { wanted, name, reading, read: None });
        }
        self.chosen = self.files.len().saturating_sub(1);
    }

    fn close(&mut self) {
        for file in &self.files {
            if let Some(reading) = &file.reading {
                reading.progress().cancel();
            }
        }
        *self = Self::default();
    }
}

/// Draws the dialogue, if there are files.
pub(super) fn ui(ui: &Ui, scene: &Scene<'_>, state: &mut State, asks: &mut Asks) {
    if std::mem::take(&mut state.choose) {
        let files = scene.files().choose(&scene.say(key::DESKTOP_EXCHANGE_CHOOSE));
        state.take(scene, files);
    }
    if state.files.is_empty() {
        return;
    }
    for file in &mut state.files {
        if let Some(read) = file.reading.as_ref().and_then(Pending::take) {
            file.read = Some(read);
            file.reading = None;
        }
    }
    let title = scene.say(key::DESKTOP_EXCHANGE_IMPORT);
    let (over, close) = dialogue(ui, "import", 860.0, &title, |ui| {
        if state.files.len() > 1 {
            for (place, file) in state.files.iter().enumerate() {
                let chosen = place == state.chosen;
                let line = Entry { text: &file.name, mark: mark(file), chosen };
                if entry(ui, &line).clicked() {
                    state.chosen = place;
                }
            }
            ui.separator();
        }
        if let Some(file) = state.files.get_mut(state.chosen) {
            one_file(ui, scene, file);
        }
        ui.add_space(12.0);
        buttons(ui, scene, state, asks)
    });
    if over || close {
        state.close();
    }
}

fn mark(file: &File) -> Mark {
    let Some(read) = &file.read else { return Mark::Weak("…".to_owned()) };
    let count = |severity| read.findings.iter().filter(|it| it.severity == severity).count();
    match (count(Severity::Error), count(Severity::Warning)) {
        (0, 0) => Mark::Weak("✓".to_owned()),
        (0, warnings) => Mark::Warn(warnings.to_string()),
        (errors, _) => Mark::Bad(errors.to_string()),
    }
}

fn one_file(ui: &mut Ui, scene: &Scene<'_>, file: &mut File) {
    let tokens = scene.tokens;
    ui.horizontal(|ui| {
        ui.label(RichText::new(&file.name).font(theme::strong()).color(tokens.ink_1));
        if let Some(read) = &file.read {
            let format = read.imported.format.unwrap_or("?").to_uppercase();
            ui.label(RichText::new(format).color(tokens.ink_3));
            ui.label(RichText::new(counted(scene, read)).color(tokens.ink_2));
        }
    });
    if let Some(reading) = &file.reading {
        ui.add(egui::ProgressBar::new(reading.progress().share()).desired_width(320.0));
        ui.label(RichText::new(scene.say(key::DESKTOP_EXCHANGE_READING)).color(tokens.ink_3));
    }
    let mut again = false;
    if let Some(taken) = &file.read {
        if matches!(taken.imported.content, Content::Plan(_)) {
            again |= target(ui, scene, &mut file.wanted.into);
        }
        if let Some(preview) = &taken.imported.preview {
            again |= table::mapping(ui, scene, preview, &mut file.wanted.mapping);
        }
        findings(ui, scene, taken);
    }
    if again {
        file.reading = Some(read(scene, &file.wanted));
    }
}

/// `24 tâches, 30 liens`.
fn counted(scene: &Scene<'_>, read: &Read) -> String {
    let records = read.imported.records();
    let counted = records.iter().filter(|(_, count)| *count > 0).map(|(kind, count)| {
        let count = Value::Integer(i64::try_from(*count).unwrap_or(i64::MAX));
        scene.messages.text(&format!("record-{kind}"), &[("count", count)])
    });
    counted.collect::<Vec<String>>().join(", ")
}

/// Where the plan goes; true if it was changed.
fn target(ui: &mut Ui, scene: &Scene<'_>, into: &mut Option<ProductionId>) -> bool {
    let before = *into;
    field_label(ui, &scene.say(key::DESKTOP_EXCHANGE_INTO));
    let new = scene.say(key::DESKTOP_EXCHANGE_NEW_PRODUCTION);
    let chosen = into.map_or_else(|| new.clone(), |id| scene.source().production(id));
    let combo = ComboBox::from_id_salt("import-into").selected_text(chosen).width(280.0);
    let shown = combo.show_ui(ui, |ui| {
        ui.selectable_value(into, None, &new);
        for production in &scene.derived.productions {
            ui.selectable_value(into, Some(production.id), &production.title);
        }
    });
    shown.response.accessible_name(scene.say(key::DESKTOP_EXCHANGE_INTO));
    before != *into
}

/// What was noticed, with its place in the file.
fn findings(ui: &mut Ui, scene: &Scene<'_>, read: &Read) {
    let tokens = scene.tokens;
    ui.add_space(6.0);
    if read.findings.is_empty() {
        ui.label(RichText::new(scene.say(key::DESKTOP_EXCHANGE_CLEAN)).color(tokens.ok_ink));
        return;
    }
    let count = Value::Integer(i64::try_from(read.findings.len()).unwrap_or(i64::MAX));
    let title = scene.say_with(key::DESKTOP_EXCHANGE_FINDINGS, &[("count", count)]);
    field_label(ui, &title);
    let area = ScrollArea::vertical().id_salt("import-findings").max_height(180.0);
    area.auto_shrink([false, true]).show_rows(ui, 20.0, read.findings.len(), |ui, rows| {
        for finding in read.findings.get(rows).unwrap_or_default() {
            ui.horizontal(|ui| {
                ui.set_height(20.0);
                dot(ui, tone(finding.severity));
                let place =
                    scene.messages.place(&model::Place { file: None, ..finding.place.clone() });
                let text = scene.messages.finding(finding);
                let told = if place.is_empty() { text } else { format!("{place} — {text}") };
                let hint = scene.messages.hint(finding, &|_| None).unwrap_or_default();
                ui.add(Label::new(RichText::new(told).color(tokens.ink_2)).truncate())
                    .on_hover_text(hint);
            });
        }
    });
}

fn tone(severity: Severity) -> Tone {
    match severity {
        Severity::Error => Tone::Bad,
        Severity::Warning => Tone::Warn,
        Severity::Info => Tone::Info,
    }
}

/// Keeps the files, or thinks better of it; true when the dialogue is over.
fn buttons(ui: &mut Ui, scene: &Scene<'_>, state: &mut State, asks: &mut Asks) -> bool {
    let busy = state.files.iter().any(|file| file.reading.is_some());
    let reads = || state.files.iter().filter_map(|file| Some((file, file.read.as_ref()?)));
    let something = reads().any(|(_, read)| !read.commands.is_empty());
    let mut over = false;
    if !busy && !something {
        problem(ui, &scene.say(key::DESKTOP_EXCHANGE_NOTHING));
    }
    if let Some(reason) = &scene.snapshot.read_only {
        problem(ui, &scene.messages.finding(reason));
    }
    ui.horizontal(|ui| {
        let ready = !busy && something && !scene.is_read_only();
        ui.add_enabled_ui(ready, |ui| {
            if primary_button(ui, &scene.say(key::DESKTOP_EXCHANGE_KEEP)).clicked() {
                for (file, read) in reads().filter(|(_, read)| !read.commands.is_empty()) {
                    asks.submit(Group {
                        commands: read.commands.clone(),
                        label: "import".to_owned(),
                        note: file.name.clone(),
                        lenient: true,
                    });
                }
                over = true;
            }
        });
        over |= button(ui, &scene.say(key::DESKTOP_EXCHANGE_CANCEL)).clicked();
    });
    over
}
