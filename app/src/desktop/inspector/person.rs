//! A person: the name and contacts the directory knows, which can be forgotten, and what planning
//! must know, which is in the facility's document.

use super::cost;
use super::drafts::Drafts;
use super::form::fields;
use crate::desktop::{Asks, Scene};
use egui::Ui;
use i18n::key;
use model::{Command, DirectoryEntry, PersonId, Subject};
use ui_kit::widgets::section;

pub(super) fn ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    subject: Subject,
    drafts: &mut Drafts,
    asks: &mut Asks,
) {
    let person: PersonId = subject.id.into();
    let entry = scene.snapshot.directory.entries.get(&person).cloned().unwrap_or_default();
    let columns = [
        (key::DESKTOP_INSPECTOR_NAME, "name", entry.name.clone()),
        (key::DESKTOP_INSPECTOR_MAIL, "mail", entry.mail.clone()),
        (key::DESKTOP_INSPECTOR_TELEPHONE, "telephone", entry.telephone.clone()),
    ];
    ui.add_enabled_ui(!scene.is_read_only(), |ui| {
        for (label, key, kept) in columns {
            let (before, asks) = (entry.clone(), &mut *asks);
            drafts.field(ui, subject, key, &scene.say(label), &kept, |text| {
                let text = text.to_owned();
                let entry = match key {
                    "name" => DirectoryEntry { name: text, ..before },
                    "mail" => DirectoryEntry { mail: text, ..before },
                    _ => DirectoryEntry { telephone: text, ..before },
                };
                asks.command(Command::NamePerson { person, entry });
                Ok(())
            });
            ui.add_space(4.0);
        }
    });
    section(ui, &scene.say(key::DESKTOP_INSPECTOR_WORK));
    let keys = ["functions", "skills", "languages", "town", "employment", "agreement"];
    fields(ui, scene, drafts, asks, subject, &keys);
    cost::ui(ui, scene, subject, drafts, asks);
    fields(ui, scene, drafts, asks, subject, &["holiday_zone", "hours"]);
}
