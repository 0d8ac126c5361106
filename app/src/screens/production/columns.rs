//! The columns of the list of steps: what each is called, how wide it is, which are shown.

use crate::desktop::ProductionSettings;
use i18n::{Key, key};

/// A column of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Column {
    Number,
    Name,
    Work,
    Remaining,
    Start,
    Finish,
    Float,
    Predecessors,
    Deadline,
    Booked,
    Slip,
    Who,
}

/// Least and greatest width of a column.
const WIDTHS: std::ops::RangeInclusive<f32> = 28.0..=420.0;

/// The share of the width that is left to the chart in any case.
const CHART: f32 = 0.48;

impl Column {
    pub(super) const ALL: [Self; 12] = [
        Self::Number,
        Self::Name,
        Self::Work,
        Self::Remaining,
        Self::Start,
        Self::Finish,
        Self::Float,
        Self::Predecessors,
        Self::Deadline,
        Self::Booked,
        Self::Slip,
        Self::Who,
    ];

    /// Its word in the settings.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Name => "name",
            Self::Work => "work",
            Self::Remaining => "remaining",
            Self::Start => "start",
            Self::Finish => "finish",
            Self::Float => "float",
            Self::Predecessors => "predecessors",
            Self::Deadline => "deadline",
            Self::Booked => "booked",
            Self::Slip => "slip",
            Self::Who => "who",
        }
    }

    /// Its heading.
    pub(super) const fn heading(self) -> Key {
        match self {
            Self::Number => key::DESKTOP_PRODUCTION_COLUMN_NUMBER,
            Self::Name => key::DESKTOP_PRODUCTION_COLUMN_NAME,
            Self::Work => key::DESKTOP_PRODUCTION_COLUMN_WORK,
            Self::Remaining => key::DESKTOP_PRODUCTION_COLUMN_REMAINING,
            Self::Start => key::DESKTOP_PRODUCTION_COLUMN_START,
            Self::Finish => key::DESKTOP_PRODUCTION_COLUMN_FINISH,
            Self::Float => key::DESKTOP_PRODUCTION_COLUMN_FLOAT,
            Self::Predecessors => key::DESKTOP_PRODUCTION_COLUMN_PREDECESSORS,
            Self::Deadline => key::DESKTOP_PRODUCTION_COLUMN_DEADLINE,
            Self::Booked => key::DESKTOP_PRODUCTION_COLUMN_BOOKED,
            Self::Slip => key::DESKTOP_PRODUCTION_COLUMN_SLIP,
            Self::Who => key::DESKTOP_PRODUCTION_COLUMN_WHO,
        }
    }

    /// What it is called where there is room.
    pub(super) const fn long_name(self) -> Key {
        match self {
            Self::Number => key::DESKTOP_PRODUCTION_COLUMN_NUMBER_LONG,
            Self::Work => key::DESKTOP_PRODUCTION_COLUMN_WORK_LONG,
            Self::Remaining => key::DESKTOP_PRODUCTION_COLUMN_REMAINING_LONG,
            Self::Predecessors => key::DESKTOP_PRODUCTION_COLUMN_PREDECESSORS_LONG,
            Self::Slip => key::DESKTOP_PRODUCTION_COLUMN_SLIP_LONG,
            other => other.heading(),
        }
    }

    /// Can something be typed into it?
    pub(super) const fn is_typed(self) -> bool {
        !matches!(self, Self::Number | Self::Float | Self::Booked | Self::Slip | Self::Who)
    }

    /// Are its values numbers or dates, which stand on the right?
    pub(super) const fn is_right(self) -> bool {
        !matches!(self, Self::Name | Self::Predecessors | Self::Who)
    }

    const fn usual_width(self) -> f32 {
        match self {
            Self::Number => 34.0,
            Self::Name => 200.0,
            Self::Work | Self::Remaining => 46.0,
            Self::Start | Self::Finish | Self::Deadline => 68.0,
            Self::Float | Self::Slip => 64.0,
            Self::Booked => 62.0,
            Self::Predecessors => 78.0,
            Self::Who => 150.0,
        }
    }

    /// Which columns give way first where there is little room; the name never does.
    const fn gives_way(self) -> u8 {
        match self {
            Self::Name => 0,
            Self::Work => 1,
            Self::Number => 2,
            Self::Start => 3,
            Self::Predecessors => 4,
            Self::Float => 5,
            Self::Slip => 6,
            Self::Finish => 7,
            Self::Remaining => 8,
            Self::Deadline => 9,
            Self::Booked => 10,
            Self::Who => 11,
        }
    }

    const fn is_usual(self) -> bool {
        !matches!(self, Self::Deadline | Self::Booked | Self::Slip | Self::Who)
    }

    /// Has the reader chosen it? The name is always shown.
    pub(super) fn is_chosen(self, settings: &ProductionSettings) -> bool {
        self == Self::Name
            || settings
                .columns
                .as_ref()
                .map_or(self.is_usual(), |chosen| chosen.contains(self.word()))
    }

    fn width(self, settings: &ProductionSettings) -> f32 {
        let width = settings.widths.get(self.word()).copied().unwrap_or(self.usual_width());
        width.clamp(*WIDTHS.start(), *WIDTHS.end())
    }
}

/// The columns shown in a width, with the width of each, so that the chart keeps some room.
pub(super) fn shown(settings: &ProductionSettings, width: f32) -> Vec<(Column, f32)> {
    let mut shown: Vec<(Column, f32)> = Column::ALL
        .into_iter()
        .filter(|column| column.is_chosen(settings))
        .map(|column| (column, column.width(settings)))
        .collect();
    while shown.len() > 1 && total(&shown) > width * (1.0 - CHART) {
        let first = shown.iter().enumerate().max_by_key(|(_, (column, _))| column.gives_way());
        if let Some((place, _)) = first {
            shown.remove(place);
        }
    }
    shown
}

/// The width of columns together.
pub(super) fn total(columns: &[(Column, f32)]) -> f32 {
    columns.iter().map(|(_, width)| width).sum()
}

/// The settings with a column shown or hidden.
pub(super) fn with(
    settings: &ProductionSettings,
    column: Column,
    chosen: bool,
) -> ProductionSettings {
    let mut columns: std::collections::BTreeSet<String> = Column::ALL
        .into_iter()
        .filter(|column| column.is_chosen(settings))
        .map(|column| column.word().to_owned())
        .collect();
    if chosen {
        columns.insert(column.word().to_owned());
    } else {
        columns.remove(column.word());
    }
    ProductionSettings { columns: Some(columns), ..settings.clone() }
}

/// The settings with another width of a column.
pub(super) fn widened(
    settings: &ProductionSettings,
    column: Column,
    width: f32,
) -> ProductionSettings {
    let mut changed = settings.clone();
    let width = width.clamp(*WIDTHS.start(), *WIDTHS.end());
    changed.widths.insert(column.word().to_owned(), width);
    changed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_give_way_before_the_chart_does_and_the_name_never() {
        let settings = ProductionSettings::default();
        let wide = shown(&settings, 1_400.0);
        assert_eq!(wide.len(), 8);
        let narrow = shown(&settings, 760.0);
        assert!(total(&narrow) <= 400.0);
        assert!(narrow.iter().any(|(column, _)| *column == Column::Name));
        assert_eq!(shown(&settings, 100.0).len(), 1);
    }

    #[test]
    fn what_is_hidden_stays_hidden_and_the_others_stay() {
        let settings = with(&ProductionSettings::default(), Column::Remaining, false);
        let settings = with(&settings, Column::Slip, true);
        assert!(!Column::Remaining.is_chosen(&settings));
        assert!(Column::Slip.is_chosen(&settings) && Column::Work.is_chosen(&settings));
    }
}
