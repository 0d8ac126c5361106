//! People, as a list. Names and contacts come from the directory; somebody it does not know is
//! shown by the identifier.

use crate::json;
use crate::{Cell, CellKind, Column, Source, Table};
use model::{Employment, Kind, PersonId, WeekHours};
use serde::Serialize;
use std::collections::BTreeSet;
use units::Money;

/// A person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PersonView {
    /// The identifier.
    #[serde(serialize_with = "json::text")]
    pub id: PersonId,
    /// The name, or the identifier.
    pub name: String,
    /// What the person is engaged for.
    pub functions: BTreeSet<String>,
    /// What the person masters.
    pub skills: BTreeSet<String>,
    /// When the person works; nothing stated means the hours of the house.
    #[serde(serialize_with = "json::week")]
    pub hours: WeekHours,
    /// How the person is employed.
    #[serde(serialize_with = "json::word")]
    pub employment: Employment,
    /// Number of the collective agreement.
    pub agreement: String,
    /// Electronic mail, if the directory knows it.
    pub mail: String,
    /// Telephone, if the directory knows it.
    pub telephone: String,
    /// What an hour costs the house today; nothing where it is not known or may not be read.
    #[serde(serialize_with = "json::optional_text")]
    pub hourly_cost: Option<Money>,
}

/// The people by name, then by identifier.
pub fn people(source: &Source<'_>) -> Vec<PersonView> {
    let costs = source.hourly_costs();
    let view = |person: &model::Person| {
        let entry = source.directory.entries.get(&person.id);
        PersonView {
            id: person.id,
            name: source.person(person.id),
            functions: person.functions.clone(),
            skills: person.skills.clone(),
            hours: person.hours.clone(),
            employment: person.employment.clone(),
            agreement: person.agreement.clone(),
            mail: entry.map(|entry| entry.mail.clone()).unwrap_or_default(),
            telephone: entry.map(|entry| entry.telephone.clone()).unwrap_or_default(),
            hourly_cost: costs.people.get(&person.id).copied(),
        }
    };
    let mut people: Vec<PersonView> =
        source.facility.people.values().map(|person| view(person)).collect();
    people.sort_by(|a, b| a.name.cmp(&b.name).then(a.id.cmp(&b.id)));
    people
}

pub(crate) const COLUMNS: &[Column] = &[
    Column::new("person", CellKind::Text),
    Column::new("functions", CellKind::Words),
    Column::new("skills", CellKind::Words),
    Column::new("employment", CellKind::Words),
    Column::detail("agreement", CellKind::Text),
    Column::detail("mail", CellKind::Text),
    Column::detail("telephone", CellKind::Text),
    Column::new("id", CellKind::Id),
];

/// People in columns.
pub fn people_table(source: &Source<'_>, people: &[PersonView]) -> Table {
    let cells = |person: &PersonView| {
        vec![
            Cell::text(&person.name),
            Cell::words("function", &person.functions),
            Cell::words("capability", &person.skills),
            Cell::choice(Kind::Person, "employment", &person.employment),
            Cell::text(&person.agreement),
            Cell::text(&person.mail),
            Cell::text(&person.telephone),
            Cell::Id(person.id.into()),
        ]
    };
    Table::new("people", source.day(), COLUMNS).with_rows(people.iter().map(cells))
}
