//! The headings over the rows and the ground under them: what they say at each width of a day, and
//! when the house is closed.

use super::made_from::MadeFrom;
use crate::desktop::Axis;
use i18n::Messages;
use schedule::FacilityTime;
use std::sync::Arc;
use ui_kit::timeline::{Grid, Mark, Shade, Viewport};
use units::{Datelike, Days, Minutes, NaiveDate, NaiveTime, Tick, Weekday, after};

/// From which width of a day on its nights are shaded: below they are too narrow to be seen as such.
const NIGHTS: f64 = 120.0;

/// What the headings say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Level {
    /// Days over hours; an hour is said every so many.
    Hours(i64),
    /// Weeks over days.
    Days,
    /// Months over weeks.
    Weeks,
    /// Years over months.
    Months,
}

impl Level {
    /// What there is room to say at a width of a day.
    pub(super) fn at(axis: &Axis, day_width: f64) -> Self {
        let hour = axis.width(60) * day_width;
        match day_width {
            300.0.. => [1, 2, 3]
                .into_iter()
                .find(|hours| hour * *hours as f64 >= 44.0)
                .map_or(Self::Hours(3), Self::Hours),
            30.0.. => Self::Days,
            8.5.. => Self::Weeks,
            _ => Self::Months,
        }
    }
}

/// What was drawn last, for as long as it is still true.
#[derive(Debug, Default)]
pub(in crate::screens) struct Cache {
    made_for: Option<(NaiveDate, NaiveDate, Level, i18n::Language, MadeFrom<Axis>)>,
    grid: Grid,
}

impl Cache {
    /// The grid of what is in view.
    pub(in crate::screens) fn grid(
        &mut self,
        ground: &Ground<'_>,
        view: &Viewport,
        width: f32,
        now: Tick,
    ) -> &Grid {
        let (from, to) = ground.dates(view, width);
        let level = ground.level(view.scale);
        let language = ground.messages.language();
        // The axis is made anew with the hours of the house, and only then.
        let wanted = (from, to, level, language, MadeFrom::of(ground.axis));
        if self.made_for.as_ref() != Some(&wanted) {
            self.grid = ground.grid((from, to), level, view.scale);
            self.made_for = Some(wanted);
        }
        self.grid.now = Some(ground.axis.position(now));
        &self.grid
    }
}

/// What a grid is drawn from.
#[derive(Clone, Copy)]
pub(in crate::screens) struct Ground<'a> {
    pub(in crate::screens) axis: &'a Arc<Axis>,
    pub(in crate::screens) time: &'a FacilityTime,
    pub(in crate::screens) messages: &'a Messages,
    /// Weeks are said by the date of their Monday instead of their number.
    pub(in crate::screens) mondays: bool,
}

impl Ground<'_> {
    /// What there is room to say: the day of a Monday is shorter than the number of its week.
    fn level(&self, day_width: f64) -> Level {
        match Level::at(self.axis, day_width) {
            Level::Months if self.mondays && day_width >= 3.6 => Level::Weeks,
            level => level,
        }
    }

    /// The dates in view, whole weeks, so that a grid lasts while one pans a little.
    fn dates(&self, view: &Viewport, width: f32) -> (NaiveDate, NaiveDate) {
        let right = view.left + f64::from(width) / view.scale;
        let from = units::monday(self.axis.date(view.left));
        let to = units::monday(self.axis.date(right));
        (from, to.checked_add_days(Days::new(7)).unwrap_or(to))
    }

    fn grid(&self, (from, to): (NaiveDate, NaiveDate), level: Level, day_width: f64) -> Grid {
        let dates: Vec<NaiveDate> = from.iter_days().take_while(|date| *date < to).collect();
        let (upper, lower) = match level {
            Level::Hours(every) => (self.days_by_name(&dates), self.hours(&dates, every)),
            Level::Days => (self.weeks(&dates, false), self.days(&dates, day_width)),
            Level::Weeks if self.mondays => (self.months(&dates), self.mondays(&dates, day_width)),
            Level::Weeks => (self.months(&dates), self.weeks(&dates, true)),
            Level::Months => (self.years(&dates), self.months_short(&dates)),
        };
        Grid { upper, lower, shades: self.shades(&dates, level, day_width), now: None }
    }

    fn mark(&self, date: NaiveDate, label: String, strong: bool) -> Mark {
        Mark { at: self.axis.midnight(date), label, strong }
    }

    fn weeks(&self, dates: &[NaiveDate], short: bool) -> Vec<Mark> {
        let mondays = dates.iter().filter(|date| date.weekday() == Weekday::Mon);
        let label = |date: NaiveDate| {
            if short { self.messages.week_short(date) } else { self.messages.week_title(date) }
        };
        mondays.map(|date| self.mark(*date, label(*date), !short)).collect()
    }

    /// Weeks by the date of their Monday, or by its day alone.
    fn mondays(&self, dates: &[NaiveDate], day_width: f64) -> Vec<Mark> {
        let mondays = dates.iter().filter(|date| date.weekday() == Weekday::Mon);
        let label = |date: NaiveDate| match day_width {
            10.0.. => self.messages.date_short(date),
            _ => date.day().to_string(),
        };
        mondays.map(|date| self.mark(*date, label(*date), false)).collect()
    }

    /// Days by letter and number; a closed day only says so if there is room.
    fn days(&self, dates: &[NaiveDate], day_width: f64) -> Vec<Mark> {
        let mark = |date: &NaiveDate| {
            let next = date.succ_opt().unwrap_or(*date);
            let width = (self.axis.midnight(next) - self.axis.midnight(*date)) * day_width;
            let label = match width {
                40.0.. => self.messages.day_letter(*date),
                18.0.. => date.day().to_string(),
                _ => String::new(),
            };
            self.mark(*date, label, date.weekday() == Weekday::Mon)
        };
        dates.iter().map(mark).collect()
    }

    fn days_by_name(&self, dates: &[NaiveDate]) -> Vec<Mark> {
        dates.iter().map(|date| self.mark(*date, self.messages.date_title(*date), true)).collect()
    }

    /// The whole hours of the wide part of each day.
    fn hours(&self, dates: &[NaiveDate], every: i64) -> Vec<Mark> {
        let mut marks = Vec::new();
        for date in dates {
            marks.push(self.mark(*date, String::new(), true));
            let (left, right) = self.axis.wide(*date);
            for hour in 0..24 {
                let time = after(date.and_time(NaiveTime::MIN), Minutes::hours(hour));
                let at = self.axis.position(self.time.tick(time));
                if left <= at && at <= right {
                    // The last hour would stand on the next day.
                    let said = hour % every == 0 && at < right;
                    let label = if said { self.messages.time(time.time()) } else { String::new() };
                    marks.push(Mark { at, label, strong: false });
                }
            }
        }
        marks
    }

    fn firsts<'d>(&self, dates: &'d [NaiveDate]) -> impl Iterator<Item = NaiveDate> + 'd {
        // The month or year in which the view begins is said too; its first day may be outside.
        let begun = dates.first().and_then(|date| date.with_day(1)).into_iter();
        let begun = begun.filter(|first| dates.first() != Some(first));
        begun.chain(dates.iter().copied().filter(|date| date.day() == 1))
    }

    fn months(&self, dates: &[NaiveDate]) -> Vec<Mark> {
        self.firsts(dates).map(|date| self.mark(date, self.messages.month(date), true)).collect()
    }

    fn months_short(&self, dates: &[NaiveDate]) -> Vec<Mark> {
        let label = |date: NaiveDate| self.messages.text(&format!("month-{}", date.month()), &[]);
        self.firsts(dates).map(|date| self.mark(date, label(date), date.month() == 1)).collect()
    }

    fn years(&self, dates: &[NaiveDate]) -> Vec<Mark> {
        let mut years: Vec<Mark> = Vec::new();
        let mut last = None;
        for date in dates.iter().filter_map(|date| date.with_ordinal(1)) {
            if last != Some(date.year()) {
                last = Some(date.year());
                years.push(self.mark(date, date.year().to_string(), true));
            }
        }
        years
    }

    /// When the house is closed: days off by name, other closed days, and where there is room for
    /// it the hours before, between and after work.
    fn shades(&self, dates: &[NaiveDate], level: Level, day_width: f64) -> Vec<Shade> {
        let mut shades: Vec<Shade> = Vec::new();
        // Stripes of a few points are no more than noise under the bars of a chart.
        let dates = if self.mondays && day_width < 10.0 { &[] } else { dates };
        for date in dates {
            let next = date.succ_opt().unwrap_or(*date);
            let (start, end) = (self.axis.midnight(*date), self.axis.midnight(next));
            if let Some(name) = self.holiday(*date) {
                shades.push(Shade { start, end, strong: true, label: name });
            } else if self.axis.is_closed(*date) {
                match shades.last_mut() {
                    Some(last) if !last.strong && (last.end - start).abs() < 1e-9 => last.end = end,
                    _ => shades.push(shade(start, end)),
                }
            } else if day_width >= NIGHTS {
                self.closed_hours(*date, matches!(level, Level::Hours(_)), &mut shades);
            }
        }
        shades
    }

    fn closed_hours(&self, date: NaiveDate, with_lunch: bool, shades: &mut Vec<Shade>) {
        let next = date.succ_opt().unwrap_or(date);
        let (start, end) = (self.axis.midnight(date), self.axis.midnight(next));
        let hours = self.time.facility().house.working_hours();
        let mut from = start;
        let last = hours.spans(date.weekday()).len();
        for (place, span) in hours.spans(date.weekday()).iter().enumerate() {
            let opens = self.axis.position(self.time.tick(date.and_time(span.from)));
            let closing = if span.passes_midnight() { next } else { date }.and_time(span.to);
            let closes = self.axis.position(self.time.tick(closing)).min(end);
            if place == 0 || with_lunch {
                shades.push(shade(from, opens));
            }
            from = closes;
            if place + 1 == last {
                shades.push(shade(closes, end));
            }
        }
        shades.retain(|shade| shade.end > shade.start);
    }

    /// The name of a day off of the house.
    fn holiday(&self, date: NaiveDate) -> Option<String> {
        self.time.day_off(date).map(|holiday| self.messages.holiday(&holiday.name))
    }
}

fn shade(start: f64, end: f64) -> Shade {
    Shade { start, end, strong: false, label: String::new() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use i18n::Language;
    use model::{Facility, FacilityId, HolidayRule, HolidayZone, HolidayZoneId, RawId};

    struct Sample {
        time: FacilityTime,
        axis: Arc<Axis>,
        messages: Messages,
    }

    fn sample(language: Language) -> Sample {
        let mut facility = Facility::new(FacilityId(RawId(1)));
        let mut zone = HolidayZone::new(HolidayZoneId(RawId(2)));
        zone.rule = HolidayRule::FranceMetropole;
        Arc::make_mut(&mut facility.house).holiday_zone = Some(zone.id);
        facility.holiday_zones.insert(zone.id, Arc::new(zone));
        let time = FacilityTime::new(&Arc::new(facility), (2026, 2027));
        Sample { axis: Arc::new(Axis::new(&time)), time, messages: Messages::new(language) }
    }

    fn grid(sample: &Sample, from: &str, to: &str, scale: f64) -> Grid {
        let Sample { time, axis, messages } = sample;
        let ground = Ground { axis, time, messages, mondays: false };
        let date = |text| units::parse_date(text).unwrap();
        ground.grid((date(from), date(to)), Level::at(axis, scale), scale)
    }

    fn labels(marks: &[Mark]) -> Vec<&str> {
        marks.iter().map(|mark| mark.label.as_str()).filter(|label| !label.is_empty()).collect()
    }

    #[test]
    fn three_weeks_are_headed_by_weeks_over_days() {
        let grid = grid(&sample(Language::French), "2026-11-23", "2026-12-07", 48.0);
        assert_eq!(labels(&grid.upper), ["Semaine 48", "Semaine 49"]);
        let days = ["L\u{a0}23", "M\u{a0}24", "M\u{a0}25", "J\u{a0}26", "V\u{a0}27", "28", "29"];
        assert_eq!(labels(&grid.lower)[..7], days);
        assert!(grid.lower[0].strong && !grid.lower[1].strong);
    }

    #[test]
    fn a_day_is_headed_by_its_name_over_its_hours() {
        let grid = grid(&sample(Language::English), "2026-11-23", "2026-11-24", 900.0);
        assert_eq!(labels(&grid.upper), ["Monday 23 November"]);
        let hours: Vec<String> = (9..18).map(|hour| format!("{hour:02}:00")).collect();
        assert_eq!(labels(&grid.lower), hours);
    }

    #[test]
    fn a_quarter_is_headed_by_months_over_weeks_and_a_year_by_years_over_months() {
        let french = sample(Language::French);
        let quarter = grid(&french, "2026-11-23", "2026-12-14", 13.0);
        assert_eq!(labels(&quarter.upper), ["novembre 2026", "décembre 2026"]);
        assert_eq!(labels(&quarter.lower), ["S48", "S49", "S50"]);
        let year = grid(&french, "2026-11-23", "2027-02-22", 5.0);
        assert_eq!(labels(&year.upper), ["2026", "2027"]);
        assert_eq!(labels(&year.lower), ["nov.", "déc.", "janv.", "févr."]);
    }

    #[test]
    fn holidays_are_shaded_under_their_names_and_a_weekend_is_one_shade() {
        let grid = grid(&sample(Language::French), "2026-12-21", "2026-12-28", 48.0);
        let strong: Vec<&Shade> = grid.shades.iter().filter(|shade| shade.strong).collect();
        assert_eq!(strong.len(), 1);
        assert_eq!(strong[0].label, "Noël");
        assert_eq!(grid.shades.len(), 2, "{:?}", grid.shades);
    }

    #[test]
    fn a_wide_day_shows_its_nights_and_its_lunch() {
        let grid = grid(&sample(Language::French), "2026-11-24", "2026-11-25", 900.0);
        assert_eq!(grid.shades.len(), 3);
        assert!(grid.shades.is_sorted_by(|a, b| a.end <= b.start));
    }

    #[test]
    fn marks_and_shades_are_in_order_at_every_width() {
        let sample = sample(Language::French);
        let mut scale = 4.5;
        while scale < 6_000.0 {
            let grid = grid(&sample, "2026-10-19", "2026-12-28", scale);
            assert!(grid.upper.is_sorted_by(|a, b| a.at < b.at), "{scale}");
            assert!(grid.lower.is_sorted_by(|a, b| a.at < b.at), "{scale}");
            assert!(grid.shades.is_sorted_by(|a, b| a.end <= b.start + 1e-9), "{scale}");
            scale *= 1.7;
        }
    }
}
