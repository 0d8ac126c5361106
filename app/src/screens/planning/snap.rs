//! Where things come to lie when they are let go: at quarters of an hour when a day is wide, at the
//! beginnings and ends of the half-days of the house when it is not, anywhere with Alt.

use crate::desktop::Axis;
use model::TimeSpan;
use schedule::FacilityTime;
use ui_kit::timeline::Edge;
use units::{Datelike, Minutes, NaiveDate, NaiveDateTime, NaiveTime, Tick, Timelike, Zone, after};

/// From which width of a day on one works by the quarter of an hour.
const WIDE_DAY: f64 = 400.0;

/// To what moments snap.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Grain {
    /// Beginnings and ends of half-days.
    HalfDays,
    /// Multiples of so many minutes.
    Minutes(i64),
}

impl Grain {
    /// The grain at a width of a day; `free` asks for the finest.
    pub(super) fn at(day_width: f64, free: bool) -> Self {
        match (free, day_width >= WIDE_DAY) {
            (true, _) => Self::Minutes(5),
            (false, true) => Self::Minutes(15),
            (false, false) => Self::HalfDays,
        }
    }

    /// By how much the arrow keys move, in units of the axis.
    pub(super) fn step(self, axis: &Axis) -> f64 {
        match self {
            Self::HalfDays => 0.5,
            Self::Minutes(minutes) => axis.width(minutes),
        }
    }
}

/// What is needed to snap.
#[derive(Clone, Copy)]
pub(super) struct Snapping<'a> {
    pub(super) axis: &'a Axis,
    pub(super) time: &'a FacilityTime,
    pub(super) grain: Grain,
    /// The zone of the wall clock that is read.
    pub(super) zone: Zone,
}

impl Snapping<'_> {
    /// The moment nearest to a position at which something may begin or end. `own` is a time of day
    /// that is as good as the half-days: that of the booking which is moved.
    pub(super) fn snap(&self, position: f64, edge: Edge, own: Option<NaiveTime>) -> NaiveDateTime {
        match self.grain {
            Grain::Minutes(minutes) => {
                nearest_multiple(self.zone.civil(self.axis.tick(position)), minutes)
            }
            Grain::HalfDays => self.half_day(position, edge, own),
        }
    }

    fn half_day(&self, position: f64, edge: Edge, own: Option<NaiveTime>) -> NaiveDateTime {
        let date = self.axis.date(position);
        let days = [date.pred_opt(), Some(date), date.succ_opt()];
        let moments = days.into_iter().flatten().flat_map(|date| {
            let halves = half_days(self.time, date).into_iter().map(move |half| match edge {
                Edge::Start => date.and_time(half.from),
                Edge::End if half.passes_midnight() => {
                    date.succ_opt().unwrap_or(date).and_time(half.to)
                }
                Edge::End => date.and_time(half.to),
            });
            halves.chain(own.map(|own| date.and_time(own)))
        });
        let away = |moment: &NaiveDateTime| (self.position(*moment) - position).abs();
        let nearest = moments.min_by(|a, b| away(a).total_cmp(&away(b)));
        nearest.unwrap_or_else(|| self.zone.civil(self.axis.tick(position)))
    }

    /// Where a moment lies.
    pub(super) fn position(&self, moment: NaiveDateTime) -> f64 {
        self.axis.position(self.tick(moment))
    }

    fn tick(&self, moment: NaiveDateTime) -> Tick {
        self.zone.tick(moment)
    }
}

/// The halves of a day of the house: its stretches, or both halves of the only one. A day on which
/// it does not work has those of its longest day.
pub(super) fn half_days(time: &FacilityTime, date: NaiveDate) -> Vec<TimeSpan> {
    let hours = time.facility().house.working_hours();
    let spans = hours.spans(date.weekday()).to_vec();
    match spans.as_slice() {
        [] => halved(time.window(date.weekday())),
        [one] => halved(*one),
        _ => spans,
    }
}

/// Both halves of a stretch; cut at the half-hour that is nearest to its middle.
fn halved(span: TimeSpan) -> Vec<TimeSpan> {
    let half = Minutes((span.length().0 / 60) * 30);
    let middle = after(NaiveDate::default().and_time(span.from), half).time();
    if span.length() < Minutes::hours(2) {
        return vec![span];
    }
    vec![TimeSpan { from: span.from, to: middle }, TimeSpan { from: middle, to: span.to }]
}

/// The multiple of so many minutes of the day that is nearest to a moment.
pub(super) fn nearest_multiple(moment: NaiveDateTime, minutes: i64) -> NaiveDateTime {
    let minute = i64::from(moment.hour() * 60 + moment.minute());
    let snapped = (minute + minutes / 2).div_euclid(minutes) * minutes;
    after(moment.date().and_time(NaiveTime::MIN), Minutes(snapped))
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{Facility, FacilityId, RawId, WeekHours};
    use std::sync::Arc;
    use units::parse_date_time;

    fn house(hours: &str) -> FacilityTime {
        let mut facility = Facility::new(FacilityId(RawId(1)));
        Arc::make_mut(&mut facility.house).hours = WeekHours::weekdays(&hours.parse().unwrap());
        FacilityTime::new(&Arc::new(facility), (2026, 2027))
    }

    fn at(moment: &str) -> NaiveDateTime {
        parse_date_time(moment).unwrap()
    }

    /// Where something comes to lie that is let go at a moment.
    fn snapped(hours: &str, grain: Grain, moment: &str, edge: Edge, own: Option<&str>) -> String {
        let time = house(hours);
        let axis = Axis::new(&time);
        let snapping = Snapping { axis: &axis, time: &time, grain, zone: Zone::PARIS };
        let position = snapping.position(at(moment));
        let own = own.map(|own| units::parse_time(own).unwrap());
        units::format_date_time(snapping.snap(position, edge, own))
    }

    const USUAL: &str = "09:00-13:00 14:00-18:00";

    #[test]
    fn beginnings_and_ends_of_half_days_attract() {
        let half = |moment, edge| snapped(USUAL, Grain::HalfDays, moment, edge, None);
        assert_eq!(half("2026-11-24T10:40", Edge::Start), "2026-11-24T09:00");
        assert_eq!(half("2026-11-24T12:20", Edge::Start), "2026-11-24T14:00");
        assert_eq!(half("2026-11-24T12:20", Edge::End), "2026-11-24T13:00");
        assert_eq!(half("2026-11-24T22:00", Edge::End), "2026-11-24T18:00");
        // Late on Friday the weekend is nearer than Monday: whoever drops there means it.
        assert_eq!(half("2026-11-28T10:00", Edge::Start), "2026-11-28T09:00");
    }

    #[test]
    fn a_booking_may_keep_its_own_time_of_day() {
        let own = |moment| snapped(USUAL, Grain::HalfDays, moment, Edge::Start, Some("10:30"));
        assert_eq!(own("2026-11-24T10:20"), "2026-11-24T10:30");
        assert_eq!(own("2026-11-24T09:10"), "2026-11-24T09:00");
    }

    #[test]
    fn one_stretch_a_day_has_two_halves() {
        let half = |moment, edge| snapped("10:00-20:00", Grain::HalfDays, moment, edge, None);
        assert_eq!(half("2026-11-24T14:40", Edge::Start), "2026-11-24T15:00");
        assert_eq!(half("2026-11-24T14:40", Edge::End), "2026-11-24T15:00");
        assert_eq!(half("2026-11-24T19:00", Edge::End), "2026-11-24T20:00");
    }

    #[test]
    fn a_wide_day_is_worked_by_the_quarter_and_freely_by_five_minutes() {
        assert_eq!(Grain::at(399.0, false), Grain::HalfDays);
        assert_eq!(Grain::at(400.0, false), Grain::Minutes(15));
        assert_eq!(Grain::at(40.0, true), Grain::Minutes(5));
        let fine = |minutes, moment| {
            snapped(USUAL, Grain::Minutes(minutes), moment, Edge::Start, Some("10:30"))
        };
        assert_eq!(fine(15, "2026-11-24T10:22"), "2026-11-24T10:15");
        assert_eq!(fine(15, "2026-11-24T10:23"), "2026-11-24T10:30");
        assert_eq!(fine(5, "2026-11-24T10:23"), "2026-11-24T10:25");
        assert_eq!(fine(15, "2026-11-24T23:55"), "2026-11-25T00:00");
    }

    #[test]
    fn the_arrow_keys_reach_the_next_half_day_and_the_next_day() {
        let time = house(USUAL);
        let axis = Axis::new(&time);
        let snapping =
            Snapping { axis: &axis, time: &time, grain: Grain::HalfDays, zone: Zone::PARIS };
        let mut moment = at("2026-11-24T09:00");
        let mut steps = Vec::new();
        for _ in 0..3 {
            let position = snapping.position(moment) + snapping.grain.step(&axis);
            moment = snapping.snap(position, Edge::Start, Some(moment.time()));
            steps.push(units::format_date_time(moment));
        }
        assert_eq!(steps, ["2026-11-24T14:00", "2026-11-25T09:00", "2026-11-25T14:00"]);
    }
}
