//! The files beside the plan of a production: added from a dialogue or dropped on the list, shown by
//! the program the machine has for them, saved, removed; what is not here yet says where it is.

use crate::attachments::{Shown, copy_of, is_for_reading, media_type, safe_name};
use crate::desktop::{Asks, Notice, Pending, Scene};
use egui::{Label, Margin, RichText, ScrollArea, Ui};
use i18n::{Value, key};
use model::{AttachmentId, Command, Kind, ProductionId, Subject};
use node::{AttachmentHere, Engine, Failure, Group};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use ui_kit::theme;
use ui_kit::widgets::{button, called, link_button, primary_button, separator};

/// What the list remembers.
#[derive(Debug, Default)]
pub(super) struct State {
    asked: Option<Pending<BTreeMap<AttachmentId, AttachmentHere>>>,
    /// The snapshot it was asked for.
    of: Option<usize>,
    all: BTreeMap<AttachmentId, AttachmentHere>,
    /// Files that are being attached.
    adding: Option<Pending<Vec<Failure>>>,
    /// Those that were dropped meanwhile, and beside which plan.
    next: Vec<(ProductionId, PathBuf)>,
    saving: Option<Saving>,
}

/// A file that is being written.
#[derive(Debug)]
struct Saving {
    written: Pending<Result<u64, Failure>>,
    /// Where it is, if it is to be shown then.
    shown: Option<PathBuf>,
}

/// Draws the list.
pub(super) fn ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    id: ProductionId,
    state: &mut State,
    asks: &mut Asks,
) {
    ask(scene, id, state);
    finish(scene, state, asks);
    let can_write = !scene.is_read_only() && state.adding.is_none();
    // Taken here, so that they do not open the import.
    let dropped = ui.input_mut(|input| std::mem::take(&mut input.raw.dropped_files));
    let mut files: Vec<PathBuf> = dropped.iter().map(|file| file.path().to_owned()).collect();
    ScrollArea::vertical().id_salt("files").auto_shrink(false).show(ui, |ui| {
        egui::Frame::new().inner_margin(Margin::symmetric(18, 12)).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 8.0;
            ui.horizontal(|ui| {
                ui.add_enabled_ui(can_write, |ui| {
                    let text = scene.say(key::DESKTOP_PRODUCTION_FILES_ADD);
                    if primary_button(ui, &text).clicked() {
                        files.extend(scene.files().choose(&text));
                    }
                });
                let how = if state.adding.is_some() {
                    key::DESKTOP_PRODUCTION_FILES_ADDING
                } else {
                    key::DESKTOP_PRODUCTION_FILES_DROP
                };
                let how = RichText::new(scene.say(how)).font(theme::small());
                ui.label(how.color(scene.tokens.ink_3));
            });
            if state.all.is_empty() {
                let none = RichText::new(scene.say(key::DESKTOP_PRODUCTION_FILES_NONE));
                ui.label(none.color(scene.tokens.ink_2));
            }
            for (attachment, told) in state.all.clone() {
                separator(ui);
                line(ui, scene, (id, attachment, &told), state, asks);
            }
        });
    });
    state.next.extend(files.into_iter().map(|file| (id, file)));
    if state.adding.is_none() && !state.next.is_empty() {
        add(scene, state);
    }
}

/// Has the list read anew with each snapshot: it also changes with what comes from others.
fn ask(scene: &Scene<'_>, id: ProductionId, state: &mut State) {
    let now = Arc::as_ptr(scene.snapshot) as usize;
    if let Some(all) = state.asked.as_ref().and_then(Pending::take) {
        (state.asked, state.all) = (None, all);
    }
    if state.of != Some(now) && state.asked.is_none() {
        state.of = Some(now);
        state.asked = Some(scene.ask(move |engine| engine.attachments(id)));
    }
}

/// Takes what was added and saved, and says what went wrong.
fn finish(scene: &Scene<'_>, state: &mut State, asks: &mut Asks) {
    if let Some(failures) = state.adding.as_ref().and_then(Pending::take) {
        state.adding = None;
        for failure in failures {
            asks.tell(Notice::finding(scene.messages, failure.finding()));
        }
    }
    let Some(saving) = &state.saving else { return };
    let Some(written) = saving.written.take() else { return };
    match (written, &saving.shown) {
        (Err(failure), _) => asks.tell(Notice::finding(scene.messages, failure.finding())),
        (Ok(_), Some(path)) => {
            if let Err(cause) = scene.files().open(path) {
                let values = [("cause", Value::Text(&cause))];
                let text = scene.say_with(key::DESKTOP_PRODUCTION_FILES_NOT_SHOWN, &values);
                asks.tell(Notice::info(text));
            }
        }
        (Ok(_), None) => {
            asks.tell(Notice::info(scene.say(key::DESKTOP_PRODUCTION_FILES_SAVED)));
        }
    }
    state.saving = None;
}

/// Attaches the files that wait, one after the other; each is a step of its own.
fn add(scene: &Scene<'_>, state: &mut State) {
    let files = std::mem::take(&mut state.next);
    state.adding = Some(scene.ask(move |engine| {
        let attach =
            |(id, file): (ProductionId, PathBuf)| engine.attach(id, &file, media_type(&file)).err();
        files.into_iter().filter_map(attach).collect()
    }));
}

/// One file, and what can be done with it.
fn line(
    ui: &mut Ui,
    scene: &Scene<'_>,
    (production, id, told): (ProductionId, AttachmentId, &AttachmentHere),
    state: &mut State,
    asks: &mut Asks,
) {
    let (messages, snapshot) = (scene.messages, &**scene.snapshot);
    let text = Shown { messages, snapshot, production, told }.line();
    ui.add(Label::new(RichText::new(text).color(scene.tokens.ink_1)).wrap());
    let name = told.attachment.name.as_str();
    let values = [("name", Value::Text(name))];
    ui.horizontal(|ui| {
        ui.add_enabled_ui(told.is_whole && state.saving.is_none(), |ui| {
            let open = scene.say_with(key::DESKTOP_PRODUCTION_FILES_OPEN, &values);
            let to_open = scene.say(key::DESKTOP_PRODUCTION_FILES_TO_OPEN);
            // A program that somebody has attached is not started by a click.
            if is_for_reading(name) && called(button(ui, &to_open), &open).clicked() {
                let path = copy_of(scene.folder(), id, name);
                let to = path.clone();
                let written = scene.ask(move |engine| copy_for_reading(engine, id, &to));
                state.saving = Some(Saving { written, shown: Some(path) });
            }
            let save = scene.say_with(key::DESKTOP_PRODUCTION_FILES_SAVE, &values);
            let to_save = scene.say(key::DESKTOP_PRODUCTION_FILES_TO_SAVE);
            if called(button(ui, &to_save), &save).clicked()
                && let Some(path) = scene.files().save_as(&save, &safe_name(name))
            {
                let written = scene.ask(move |engine| engine.save_attachment(id, &path));
                state.saving = Some(Saving { written, shown: None });
            }
        });
        ui.add_enabled_ui(!scene.is_read_only(), |ui| {
            let remove = scene.say_with(key::DESKTOP_PRODUCTION_FILES_REMOVE, &values);
            let to_remove = scene.say(key::DESKTOP_PRODUCTION_FILES_TO_REMOVE);
            if called(link_button(ui, &to_remove), &remove).clicked() {
                let subject = Subject::planned(production, Kind::Attachment, id);
                asks.submit(Group::one(Command::Delete { subject }));
            }
        });
    });
}

/// Writes a copy of an attachment that can be read and not changed: what somebody wrote into it would
/// be in no plan and on no other machine.
fn copy_for_reading(engine: &Engine, id: AttachmentId, to: &Path) -> Result<u64, Failure> {
    if let Some(folder) = to.parent() {
        // Whether there is such a folder now, and no older copy, writing into it tells.
        let _told_later = std::fs::create_dir_all(folder);
        let _told_later = std::fs::remove_file(to);
    }
    let written = engine.save_attachment(id, to)?;
    if let Ok(about) = std::fs::metadata(to) {
        let mut permissions = about.permissions();
        permissions.set_readonly(true);
        // Where a file system has no such sign the copy can be changed.
        let _has_none = std::fs::set_permissions(to, permissions);
    }
    Ok(written)
}
