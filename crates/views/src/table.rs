//! Tables: everything that is shown in columns, with typed cells. The terminal, spreadsheets and
//! screens take the same table and write each cell in their own way.

use crate::Moment;
use model::{Choice, Kind, RawId};
use units::{Minutes, Money, NaiveDate, NaiveDateTime};

/// A list in columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Its word; its title is the message `table-<key>`.
    pub key: &'static str,
    /// Length of a working day of the house, in which work is counted.
    pub day: Minutes,
    /// Its columns, from the left.
    pub columns: Vec<Column>,
    /// Its rows, from the top; each has one cell per column.
    pub rows: Vec<Row>,
}

/// A column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// Its word; its heading is the message `column-<key>`.
    pub key: &'static str,
    /// What its cells hold; a cell may also be empty.
    pub kind: CellKind,
    /// Is it for sheets and wide screens only?
    pub detail: bool,
}

/// A row.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Row {
    /// Depth in an outline: 0 is outermost.
    pub level: u8,
    /// Does it stand for a group of rows?
    pub group: bool,
    /// Its cells, one per column.
    pub cells: Vec<Cell>,
}

/// What the cells of a column hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CellKind {
    /// Text as it is.
    Text,
    /// The identifier of a record.
    Id,
    /// A whole number.
    Integer,
    /// Yes or no.
    Flag,
    /// A civil date.
    Date,
    /// A moment on a wall clock.
    DateTime,
    /// A duration by the clock.
    Minutes,
    /// Working time, counted in days of [`Table::day`].
    Work,
    /// An amount of money.
    Money,
    /// Words out of lists that have labels.
    Words,
}

/// Where the cells of a column are aligned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Alignment {
    /// Words.
    Left,
    /// Quantities.
    Right,
}

/// A cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// Text as it is; never markup or a formula.
    Text(String),
    /// The identifier of a record.
    Id(RawId),
    /// A whole number.
    Integer(i64),
    /// Yes or no.
    Flag(bool),
    /// A civil date.
    Date(NaiveDate),
    /// A moment on a wall clock.
    DateTime(NaiveDateTime),
    /// A duration by the clock.
    Minutes(Minutes),
    /// Working time.
    Work(Minutes),
    /// An amount of money.
    Money(Money),
    /// A word of a choice field; its label is the message `choice-<kind>-<field>-<word>`.
    Choice {
        /// The kind of record.
        kind: Kind,
        /// The field.
        field: &'static str,
        /// The word.
        word: String,
    },
    /// Words of a list; the label of each is the message `<list>-<word>`.
    Words {
        /// The list.
        list: &'static str,
        /// The words.
        words: Vec<String>,
    },
}

impl Table {
    /// A table without rows.
    pub fn new(key: &'static str, day: Minutes, columns: &[Column]) -> Self {
        Self { key, day, columns: columns.to_vec(), rows: Vec::new() }
    }

    /// Adds rows at the outermost level.
    #[must_use]
    pub fn with_rows(mut self, rows: impl IntoIterator<Item = Vec<Cell>>) -> Self {
        self.rows.extend(rows.into_iter().map(|cells| Row { level: 0, group: false, cells }));
        self
    }

    /// The same table without the columns for sheets and wide screens.
    #[must_use]
    pub fn brief(&self) -> Self {
        let kept = |place: usize| self.columns.get(place).is_some_and(|column| !column.detail);
        let cells = |row: &Row| {
            let cells = row.cells.iter().enumerate().filter(|(place, _)| kept(*place));
            cells.map(|(_, cell)| cell.clone()).collect()
        };
        Self {
            key: self.key,
            day: self.day,
            columns: self.columns.iter().filter(|column| !column.detail).copied().collect(),
            rows: self.rows.iter().map(|row| Row { cells: cells(row), ..*row }).collect(),
        }
    }
}

impl Column {
    /// A column that is always shown.
    pub const fn new(key: &'static str, kind: CellKind) -> Self {
        Self { key, kind, detail: false }
    }

    /// A column for sheets and wide screens only.
    pub const fn detail(key: &'static str, kind: CellKind) -> Self {
        Self { key, kind, detail: true }
    }

    /// Where its cells are aligned.
    pub const fn alignment(&self) -> Alignment {
        match self.kind {
            CellKind::Integer | CellKind::Minutes | CellKind::Work | CellKind::Money => {
                Alignment::Right
            }
            CellKind::Text
            | CellKind::Id
            | CellKind::Flag
            | CellKind::Date
            | CellKind::DateTime
            | CellKind::Words => Alignment::Left,
        }
    }
}

impl Cell {
    /// Text; empty text is an empty cell.
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }

    /// Names with commas between them.
    pub fn names(names: &[String]) -> Self {
        Self::text(names.join(", "))
    }

    /// A moment on a wall clock that may be missing; its zone is not shown.
    pub fn moment(moment: Option<Moment>) -> Self {
        Self::optional(moment, |moment| Self::DateTime(moment.at))
    }

    /// A number of things.
    pub fn count(count: usize) -> Self {
        Self::Integer(i64::try_from(count).unwrap_or(i64::MAX))
    }

    /// A mark where something holds; nothing where it does not.
    pub fn mark(holds: bool) -> Self {
        if holds { Self::Flag(true) } else { Self::Empty }
    }

    /// A choice of a field.
    pub fn choice(kind: Kind, field: &'static str, choice: &impl Choice) -> Self {
        Self::Choice { kind, field, word: choice.key().to_owned() }
    }

    /// One word of a list.
    pub fn word(list: &'static str, word: &str) -> Self {
        Self::Words { list, words: vec![word.to_owned()] }
    }

    /// Words of a list; no words are an empty cell.
    pub fn words<'a>(list: &'static str, words: impl IntoIterator<Item = &'a String>) -> Self {
        let words: Vec<String> = words.into_iter().cloned().collect();
        if words.is_empty() { Self::Empty } else { Self::Words { list, words } }
    }

    /// A value that may be missing.
    pub fn optional<T>(value: Option<T>, cell: impl FnOnce(T) -> Self) -> Self {
        value.map_or(Self::Empty, cell)
    }

    /// What it holds; nothing if it is empty.
    pub const fn kind(&self) -> Option<CellKind> {
        Some(match self {
            Self::Empty => return None,
            Self::Text(_) => CellKind::Text,
            Self::Id(_) => CellKind::Id,
            Self::Integer(_) => CellKind::Integer,
            Self::Flag(_) => CellKind::Flag,
            Self::Date(_) => CellKind::Date,
            Self::DateTime(_) => CellKind::DateTime,
            Self::Minutes(_) => CellKind::Minutes,
            Self::Work(_) => CellKind::Work,
            Self::Money(_) => CellKind::Money,
            Self::Choice { .. } | Self::Words { .. } => CellKind::Words,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_brief_table_keeps_rows_and_drops_details() {
        let columns = [
            Column::detail("id", CellKind::Id),
            Column::new("name", CellKind::Text),
            Column::new("work", CellKind::Work),
        ];
        let mut table = Table::new("plan", Minutes(480), &columns).with_rows([vec![
            Cell::Id(RawId(1)),
            Cell::text("Mixage"),
            Cell::Work(Minutes(960)),
        ]]);
        table.rows[0].level = 2;
        let brief = table.brief();
        assert_eq!(
            brief.columns.iter().map(|column| column.key).collect::<Vec<_>>(),
            ["name", "work"]
        );
        assert_eq!(brief.rows[0].cells, [Cell::text("Mixage"), Cell::Work(Minutes(960))]);
        assert_eq!(brief.rows[0].level, 2);
    }
}
