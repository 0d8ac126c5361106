//! Baselines: frozen copies of the dates of a plan.

use crate::field::read_map;
use crate::record::record;
use crate::{FieldKind, FieldValue, Mismatch, TaskId, Value};
use std::collections::BTreeMap;
use units::{Minutes, NaiveDateTime, format_date_time, parse_date_time};

/// Dates and work of one task when a baseline was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BaselineDates {
    /// Start on the wall clock of the house.
    pub start: NaiveDateTime,
    /// Finish on the wall clock of the house.
    pub finish: NaiveDateTime,
    /// Planned work.
    pub work: Minutes,
}

/// What a baseline holds, by task.
pub type BaselineTasks = BTreeMap<TaskId, BaselineDates>;

record! {
    /// A frozen copy of the dates of a plan: 0 is the signed quote, the next ones its amendments.
    pub struct Baseline(BaselineId) {
        /// Its number.
        number: i64,
        /// Its name.
        name: String,
        /// The day it was taken, on the wall clock of the house.
        taken: Option<NaiveDateTime>,
        /// What it holds.
        tasks: BaselineTasks,
    }
}

impl BaselineDates {
    fn parse(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, '/');
        let start = parse_date_time(parts.next()?)?;
        let finish = parse_date_time(parts.next()?)?;
        Some(Self { start, finish, work: Minutes(parts.next()?.parse().ok()?) })
    }
}

/// Written `2026-11-23T09:00/2026-11-27T18:00/2400` by task; other entries are left out.
impl FieldValue for BaselineTasks {
    const KIND: FieldKind = FieldKind::BaselineDates;
    fn absent() -> Self {
        Self::new()
    }
    fn read(value: &Value) -> Result<Self, Mismatch> {
        let entries = read_map(value, "baseline-dates")?;
        Ok(entries
            .into_iter()
            .filter_map(|(task, text)| Some((task.parse().ok()?, BaselineDates::parse(&text)?)))
            .collect())
    }
    fn write(&self) -> Value {
        let written = |dates: &BaselineDates| {
            format!(
                "{}/{}/{}",
                format_date_time(dates.start),
                format_date_time(dates.finish),
                dates.work.0
            )
        };
        Value::Map(self.iter().map(|(task, dates)| (task.to_string(), written(dates))).collect())
    }
}
