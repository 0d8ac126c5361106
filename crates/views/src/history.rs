//! The history of documents: who did what, when. What happened is handed over by `node` as words;
//! names are added here.

use crate::json;
use crate::{Cell, CellKind, Column, Source, Table};
use model::{DeviceId, DocumentKind, PersonId, ProductionId, Subject};
use serde::Serialize;
use units::Stamp;

/// One change of one document, as `node` knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryEntry {
    /// Hash of the change, in hexadecimal.
    pub change: String,
    /// When, by the clock of the machine that wrote it.
    pub at: Stamp,
    /// Who; unknown for the birth of a document.
    pub person: Option<PersonId>,
    /// On which machine.
    pub device: Option<DeviceId>,
    /// Kind of document.
    pub document: DocumentKind,
    /// The production, if the document is one's.
    pub production: Option<ProductionId>,
    /// The word of the command ([`model::Command::key`]), or another word that the writer left.
    pub command: String,
    /// What the person called it; mostly empty.
    pub note: String,
    /// The records it touched.
    pub subjects: Vec<Subject>,
}

/// One change of one document, with names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HistoryView {
    /// Hash of the change.
    pub change: String,
    /// When.
    #[serde(serialize_with = "json::text")]
    pub at: Stamp,
    /// Who.
    #[serde(serialize_with = "json::optional_text")]
    pub by: Option<PersonId>,
    /// Name of who; the identifier if the directory does not know it.
    pub by_name: String,
    /// On which machine.
    #[serde(serialize_with = "json::optional_text")]
    pub device: Option<DeviceId>,
    /// Kind of document.
    pub document: &'static str,
    /// The production.
    #[serde(serialize_with = "json::optional_text")]
    pub production: Option<ProductionId>,
    /// Title of the production; empty for the shared documents.
    pub production_title: String,
    /// What was done.
    pub command: String,
    /// What it was done to.
    pub subjects: Vec<SubjectView>,
}

/// A record, with its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SubjectView {
    /// What it is.
    pub kind: &'static str,
    /// Which one.
    pub id: String,
    /// Its name, if it has one that is known.
    pub name: Option<String>,
}

/// The history with names, in the order given.
pub fn history(source: &Source<'_>, entries: &[HistoryEntry]) -> Vec<HistoryView> {
    let view = |entry: &HistoryEntry| HistoryView {
        change: entry.change.clone(),
        at: entry.at,
        by: entry.person,
        by_name: entry.person.map(|person| source.person(person)).unwrap_or_default(),
        device: entry.device,
        document: entry.document.key(),
        production: entry.production,
        production_title: entry.production.map(|id| source.production(id)).unwrap_or_default(),
        command: entry.command.clone(),
        subjects: entry.subjects.iter().map(|subject| SubjectView::new(source, subject)).collect(),
    };
    entries.iter().map(view).collect()
}

impl SubjectView {
    /// A record with its name.
    pub fn new(source: &Source<'_>, subject: &Subject) -> Self {
        Self { kind: subject.kind.key(), id: subject.id.to_string(), name: source.name(subject) }
    }
}

pub(crate) const COLUMNS: &[Column] = &[
    Column::new("at", CellKind::DateTime),
    Column::new("by", CellKind::Text),
    Column::new("command", CellKind::Words),
    Column::new("production", CellKind::Text),
    Column::new("subjects", CellKind::Text),
    Column::detail("device", CellKind::Text),
    Column::detail("change", CellKind::Text),
];

/// The history in columns. Instants are shown on the wall clock of the house.
pub fn history_table(source: &Source<'_>, history: &[HistoryView]) -> Table {
    let cells = |entry: &HistoryView| {
        let names: Vec<String> = entry
            .subjects
            .iter()
            .map(|it| it.name.clone().unwrap_or_else(|| it.id.clone()))
            .collect();
        vec![
            Cell::DateTime(source.zone().civil(entry.at.tick())),
            Cell::text(&entry.by_name),
            Cell::word("command", &entry.command),
            Cell::text(&entry.production_title),
            Cell::names(&names),
            Cell::optional(entry.device, |device| Cell::Text(device.to_string())),
            Cell::text(&entry.change),
        ]
    };
    Table::new("history", source.day(), COLUMNS).with_rows(history.iter().map(cells))
}
