//! Clashes in the trade's terms: what stands in the way of what, who wrote each side, and the
//! ways out.

use crate::json;
use crate::proposal::{ProposalView, proposal_view};
use crate::{Cell, CellKind, Column, Moment, Source, SubjectView, Table};
use model::{DocumentId, Kind, PersonId, ProductionId, Scope, Severity, Subject};
use schedule::{Clash, ClashKind};
use serde::Serialize;
use std::collections::BTreeMap;
use units::Stamp;

/// For how many clashes of a list ways out are worked out: each tries rooms, people and days.
pub const MOST_WITH_PROPOSALS: usize = 100;

/// The text of a code with its fields, in the reader's language.
pub type Message<'a> = &'a dyn Fn(&str, &BTreeMap<&'static str, String>) -> String;

/// What only the holder of documents and messages knows, asked for as the list is made.
#[derive(Clone, Copy)]
pub struct ClashContext<'a> {
    /// The document that holds a record.
    pub document: &'a dyn Fn(Scope) -> Option<DocumentId>,
    /// Who wrote a record last, and when.
    pub author: &'a dyn Fn(&Subject) -> Option<(PersonId, Stamp)>,
    /// The text of a code with its fields, in the reader's language.
    pub message: Message<'a>,
}

/// A clash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ClashView {
    /// What sort it is: a word.
    #[serde(serialize_with = "kind")]
    pub kind: ClashKind,
    /// How much it matters.
    #[serde(serialize_with = "severity")]
    pub severity: Severity,
    /// What happened, in the reader's language.
    pub message: String,
    /// What to do about it, in the reader's language.
    pub hint: String,
    /// Whom or what it is about: a room, a person, a machine, else the first side.
    pub subject: Option<SubjectView>,
    /// Its first moment.
    pub start: Option<Moment>,
    /// The first moment after it.
    pub end: Option<Moment>,
    /// The records that stand in each other's way.
    pub sides: Vec<ClashSide>,
    /// Ways out.
    pub proposals: Vec<ProposalView>,
}

/// A record that stands in another's way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ClashSide {
    /// The document it is in.
    #[serde(serialize_with = "json::optional_text")]
    pub document: Option<DocumentId>,
    /// The production, if the document is one's.
    #[serde(serialize_with = "json::optional_text")]
    pub production: Option<ProductionId>,
    /// Kind of record.
    pub kind: &'static str,
    /// Its identifier.
    pub record: String,
    /// Its name, if it has one that is known.
    pub name: Option<String>,
    /// Who wrote it last.
    #[serde(serialize_with = "json::optional_text")]
    pub by: Option<PersonId>,
    /// When.
    #[serde(serialize_with = "json::optional_text")]
    pub at: Option<Stamp>,
}

fn kind<S: serde::Serializer>(kind: &ClashKind, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(kind.key())
}

fn severity<S: serde::Serializer>(severity: &Severity, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(severity.key())
}

/// The clashes of one production, or all of them: the most severe first, equal on every machine
/// that holds the same documents. The first [`MOST_WITH_PROPOSALS`] come with their ways out.
pub fn clashes(
    source: &Source<'_>,
    production: Option<ProductionId>,
    context: &ClashContext<'_>,
) -> Vec<ClashView> {
    let wanted = |clash: &&Clash| production.is_none_or(|id| clash.productions().contains(&id));
    let clashes = source.report.clashes.iter().map(AsRef::as_ref).filter(wanted);
    let views = clashes.enumerate().map(|(place, clash)| {
        let view = clash_view(source, clash, context);
        if place < MOST_WITH_PROPOSALS {
            let proposals = source.report.proposals(clash);
            let proposals =
                proposals.iter().map(|it| proposal_view(source, it, context.message)).collect();
            ClashView { proposals, ..view }
        } else {
            view
        }
    });
    views.collect()
}

fn clash_view(source: &Source<'_>, clash: &Clash, context: &ClashContext<'_>) -> ClashView {
    let about = clash.resource.map(|it| it.subject()).or_else(|| clash.sides.first().copied());
    let fields = clash_fields(source, clash);
    let code = format!("clash-{}", clash.kind.key());
    ClashView {
        kind: clash.kind,
        severity: clash.severity,
        message: (context.message)(&code, &fields),
        hint: (context.message)(&format!("{code}.hint"), &fields),
        subject: about.map(|subject| SubjectView::new(source, &subject)),
        start: clash.range.map(|range| source.civil(range.start)),
        end: clash.range.map(|range| source.civil(range.end)),
        sides: clash.sides.iter().map(|side| side_view(source, side, context)).collect(),
        proposals: Vec::new(),
    }
}

/// What fills in the message: the details of the clash, and under fixed names what it is about
/// (`resource`), when (`from`, `to`) and its first two sides (`first`, `second`).
pub fn clash_fields(source: &Source<'_>, clash: &Clash) -> BTreeMap<&'static str, String> {
    let mut fields = clash.details.clone();
    if let Some(resource) = clash.resource {
        fields.insert("resource", named(source, &resource.subject()));
    }
    if let Some(range) = clash.range {
        let moment = |tick| units::format_date_time(source.zone().civil(tick));
        fields.insert("from", moment(range.start));
        fields.insert("to", moment(range.end));
    }
    for (field, side) in ["first", "second"].into_iter().zip(&clash.sides) {
        fields.insert(field, named(source, side));
    }
    fields
}

/// A record by name. A booking has none of its own: its task and its production tell which it is.
pub(crate) fn named(source: &Source<'_>, subject: &Subject) -> String {
    let name = source.name(subject);
    match (subject.kind, subject.scope.production()) {
        (Kind::Booking, Some(production)) => {
            let title = source.production(production);
            name.map_or_else(|| title.clone(), |name| format!("{name} ({title})"))
        }
        _ => name.unwrap_or_else(|| subject.id.to_string()),
    }
}

fn side_view(source: &Source<'_>, side: &Subject, context: &ClashContext<'_>) -> ClashSide {
    let author = (context.author)(side);
    ClashSide {
        document: (context.document)(side.scope),
        production: side.scope.production(),
        kind: side.kind.key(),
        record: side.id.to_string(),
        name: source.name(side),
        by: author.map(|(person, _)| person),
        at: author.map(|(_, at)| at),
    }
}

pub(crate) const COLUMNS: &[Column] = &[
    Column::new("severity", CellKind::Words),
    Column::new("clash", CellKind::Words),
    Column::new("start", CellKind::DateTime),
    Column::detail("end", CellKind::DateTime),
    Column::new("subject", CellKind::Text),
    Column::new("message", CellKind::Text),
    Column::detail("sides", CellKind::Text),
    Column::detail("proposals", CellKind::Text),
];

/// Clashes in columns.
pub fn clashes_table(source: &Source<'_>, clashes: &[ClashView]) -> Table {
    let name = |subject: &SubjectView| subject.name.clone().unwrap_or_else(|| subject.id.clone());
    let cells = |clash: &ClashView| {
        let sides: Vec<String> = clash.sides.iter().map(|side| side.record.clone()).collect();
        let ways: Vec<String> = clash.proposals.iter().map(|way| way.effect.clone()).collect();
        vec![
            Cell::word("severity", clash.severity.key()),
            Cell::word("clash-kind", clash.kind.key()),
            Cell::moment(clash.start),
            Cell::moment(clash.end),
            Cell::optional(clash.subject.as_ref(), |subject| Cell::text(name(subject))),
            Cell::text(&clash.message),
            Cell::names(&sides),
            Cell::names(&ways),
        ]
    };
    Table::new("clashes", source.day(), COLUMNS).with_rows(clashes.iter().map(cells))
}
