//! The headings and the ground of the chart for what is in view: days, weeks or months, as the
//! scale allows.

use crate::desktop::{Axis, Scene};
use i18n::Language;
use std::sync::Arc;
use ui_kit::timeline::{Grid, Mark, Shade, Viewport};
use units::{Datelike, Days, NaiveDate, Weekday};

/// Points of a working day from which on days have a name, a number; below the last, weeks are
/// too narrow to be told apart.
const NAMED_DAYS: f64 = 84.0;
const NUMBERED_DAYS: f64 = 22.0;
const WEEKS: f64 = 5.0;

/// The grid of the last frame, kept while the view stays.
#[derive(Default)]
pub(super) struct Keeper {
    of: Option<Of>,
    pub(super) grid: Grid,
}

/// What a grid is made from.
#[derive(PartialEq)]
struct Of {
    left: f64,
    scale: f64,
    width: f32,
    language: Language,
    now: i64,
    axis: usize,
}

impl Keeper {
    /// Makes the grid of a view, if it is not the one of the last frame.
    pub(super) fn make(&mut self, scene: &Scene<'_>, view: &Viewport, width: f32) {
        let axis = &scene.derived.axis;
        let of = Of {
            left: view.left,
            scale: view.scale,
            width,
            language: scene.messages.language(),
            now: scene.snapshot.now.0,
            axis: Arc::as_ptr(axis) as usize,
        };
        if self.of.as_ref() == Some(&of) {
            return;
        }
        let right = view.left + f64::from(width) / view.scale;
        let maker = Maker { scene, axis, scale: view.scale };
        self.grid = maker.grid(axis.date(view.left), axis.date(right));
        self.of = Some(of);
    }
}

struct Maker<'a> {
    scene: &'a Scene<'a>,
    axis: &'a Axis,
    scale: f64,
}

impl Maker<'_> {
    fn grid(&self, first: NaiveDate, last: NaiveDate) -> Grid {
        let first = monday(first);
        let dates: Vec<NaiveDate> =
            first.iter_days().take_while(|date| *date <= last).take(4_000).collect();
        let (upper, lower) = if self.scale >= NUMBERED_DAYS {
            (self.marks(&dates, is_monday, Self::week), self.marks(&dates, |_| true, Self::day))
        } else if self.scale >= WEEKS {
            (self.months(&dates), self.marks(&dates, is_monday, Self::monday))
        } else {
            let first_day = |date: NaiveDate| date.day() == 1;
            let year = |date: NaiveDate| date.ordinal() == 1;
            (self.marks(&dates, year, Self::year), self.marks(&dates, first_day, Self::month_short))
        };
        Grid {
            upper,
            lower,
            shades: self.shades(&dates),
            now: Some(self.axis.position(self.scene.snapshot.now)),
        }
    }

    fn marks(
        &self,
        dates: &[NaiveDate],
        wanted: impl Fn(NaiveDate) -> bool,
        label: fn(&Self, NaiveDate) -> String,
    ) -> Vec<Mark> {
        let wanted = dates.iter().copied().filter(|date| wanted(*date));
        wanted
            .map(|date| Mark {
                at: self.axis.midnight(date),
                label: label(self, date),
                strong: is_monday(date) && self.scale >= NUMBERED_DAYS,
            })
            .collect()
    }

    /// The months, the first of them from the left edge on.
    fn months(&self, dates: &[NaiveDate]) -> Vec<Mark> {
        let mut marks = self.marks(dates, |date| date.day() == 1, Self::month);
        if let Some(first) = dates.first().filter(|first| first.day() != 1) {
            let label = self.month(*first);
            marks.insert(0, Mark { at: self.axis.midnight(*first), label, strong: false });
        }
        marks
    }

    fn week(&self, date: NaiveDate) -> String {
        let messages = self.scene.messages;
        format!("{} · {}", messages.week_short(date), messages.month(date))
    }

    fn day(&self, date: NaiveDate) -> String {
        let messages = self.scene.messages;
        if self.scale >= NAMED_DAYS {
            messages.date_day(date)
        } else if self.axis.is_closed(date) {
            String::new()
        } else if self.scale >= NUMBERED_DAYS * 1.6 {
            messages.day_letter(date)
        } else {
            date.day().to_string()
        }
    }

    fn monday(&self, date: NaiveDate) -> String {
        if self.scale >= WEEKS * 1.8 {
            self.scene.messages.date_short(date)
        } else {
            date.day().to_string()
        }
    }

    fn month(&self, date: NaiveDate) -> String {
        self.scene.messages.month(date)
    }

    fn month_short(&self, date: NaiveDate) -> String {
        let first = self.scene.messages.date_short(date);
        // `1er nov.` without its day.
        first.split(['\u{a0}', ' ']).find(|word| !word.starts_with('1')).unwrap_or("").to_owned()
    }

    fn year(&self, date: NaiveDate) -> String {
        date.year().to_string()
    }

    /// Days on which the house does not work; holidays are told by name.
    fn shades(&self, dates: &[NaiveDate]) -> Vec<Shade> {
        if self.scale < WEEKS {
            return Vec::new();
        }
        let source = self.scene.source();
        let closed = dates.iter().copied().filter(|date| self.axis.is_closed(*date));
        closed
            .map(|date| {
                let next = date.checked_add_days(Days::new(1)).unwrap_or(date);
                Shade {
                    start: self.axis.midnight(date),
                    end: self.axis.midnight(next),
                    strong: source.time().is_day_off(date),
                    label: String::new(),
                }
            })
            .collect()
    }
}

fn is_monday(date: NaiveDate) -> bool {
    date.weekday() == Weekday::Mon
}

fn monday(date: NaiveDate) -> NaiveDate {
    let back = u64::from(date.weekday().num_days_from_monday());
    date.checked_sub_days(Days::new(back)).unwrap_or(date)
}
