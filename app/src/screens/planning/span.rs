//! How much time is in view, and going back and forth in it.

use crate::desktop::{Axis, PlanningSpan};
use ui_kit::timeline::Viewport;
use units::{Days, NaiveDate, monday};

/// The nearest and the farthest one can look, in points per working day.
pub(super) const DAY_WIDTHS: std::ops::RangeInclusive<f64> = 4.5..=6_000.0;

/// The spans that have a button, in the order of the buttons.
pub(super) const PRESETS: [PlanningSpan; 3] =
    [PlanningSpan::Day, PlanningSpan::ThreeWeeks, PlanningSpan::Quarter];

fn later(date: NaiveDate, days: i64) -> NaiveDate {
    let far = Days::new(days.unsigned_abs());
    let moved = if days < 0 { date.checked_sub_days(far) } else { date.checked_add_days(far) };
    moved.unwrap_or(date)
}

/// Points per working day at which a span fills a width, from a date on.
pub(super) fn scale(axis: &Axis, span: PlanningSpan, from: NaiveDate, width: f32) -> f64 {
    let days = match span {
        PlanningSpan::Free(day_width) => return clamped(f64::from(day_width)),
        PlanningSpan::Day => return clamped(f64::from(width)),
        PlanningSpan::ThreeWeeks => 21,
        PlanningSpan::Quarter => 91,
    };
    let units = axis.midnight(later(from, days)) - axis.midnight(from);
    clamped(f64::from(width) / units.max(1.0))
}

/// A scale within what can be looked at.
pub(super) fn clamped(scale: f64) -> f64 {
    if scale.is_finite() { scale.clamp(*DAY_WIDTHS.start(), *DAY_WIDTHS.end()) } else { 40.0 }
}

/// The first date of a span that shows a date: the date itself, or its Monday.
pub(super) fn first_date(span: PlanningSpan, date: NaiveDate) -> NaiveDate {
    match span {
        PlanningSpan::Day => date,
        PlanningSpan::Free(day_width) if day_width > 200.0 => date,
        _ => monday(date),
    }
}

/// Keeps a view between the ends of the axis.
pub(super) fn keep_inside(axis: &Axis, view: &mut Viewport, width: f32) {
    let (first, last) = axis.ends();
    view.scale = clamped(view.scale);
    let most = (last - f64::from(width) / view.scale).max(first);
    view.left = view.left.clamp(first, most);
}

/// Goes a step back or forth: a day, a week or four of them, as much as is in view allows.
pub(super) fn step(axis: &Axis, view: &mut Viewport, width: f32, forth: bool) {
    let days = f64::from(width) / view.scale;
    let date = axis.date(view.left + 1e-6);
    let sign = if forth { 1 } else { -1 };
    let to = if days <= 3.0 {
        let mut to = later(date, sign);
        // Past the weekend, on which there is nothing to see.
        while axis.is_closed(to) && (to - date).num_days().abs() < 7 {
            to = later(to, sign);
        }
        to
    } else {
        let weeks = if days <= 40.0 { 1 } else { 4 };
        let begun = monday(date) < date && !forth;
        later(monday(date), if begun { 7 - 7 * weeks } else { sign * 7 * weeks })
    };
    view.left = axis.midnight(to);
}

/// Shows a stretch in the middle, without coming nearer; its beginning, if it is longer than what
/// is in view.
pub(super) fn centre(view: &mut Viewport, (start, end): (f64, f64), width: f32) {
    let in_view = f64::from(width) / view.scale;
    view.left = if end - start > in_view * 0.9 {
        start - in_view * 0.05
    } else {
        (start + end - in_view) / 2.0
    };
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{Facility, FacilityId, RawId};
    use schedule::FacilityTime;
    use std::sync::Arc;

    fn axis() -> Axis {
        let facility = Facility::new(FacilityId(RawId(1)));
        Axis::new(&FacilityTime::new(&Arc::new(facility), (2026, 2027)))
    }

    fn date(text: &str) -> NaiveDate {
        units::parse_date(text).unwrap()
    }

    fn view(axis: &Axis, span: PlanningSpan, from: &str) -> Viewport {
        let from = date(from);
        Viewport { left: axis.midnight(from), scale: scale(axis, span, from, 800.0), top: 0.0 }
    }

    fn stepped(span: PlanningSpan, from: &str, forth: bool) -> String {
        let axis = axis();
        let mut view = view(&axis, span, from);
        step(&axis, &mut view, 800.0, forth);
        units::format_date(axis.date(view.left + 1e-6))
    }

    #[test]
    fn a_preset_fills_the_width_with_its_weeks() {
        let axis = axis();
        for (span, last) in [
            (PlanningSpan::Day, "2026-11-24"),
            (PlanningSpan::ThreeWeeks, "2026-12-14"),
            (PlanningSpan::Quarter, "2027-02-22"),
        ] {
            let view = view(&axis, span, "2026-11-23");
            let end = view.left + 800.0 / view.scale;
            assert!((end - axis.midnight(date(last))).abs() < 1e-6, "{span:?}");
        }
    }

    #[test]
    fn a_step_is_a_day_a_week_or_four_weeks() {
        assert_eq!(stepped(PlanningSpan::Day, "2026-11-27", true), "2026-11-30");
        assert_eq!(stepped(PlanningSpan::Day, "2026-11-30", false), "2026-11-27");
        assert_eq!(stepped(PlanningSpan::ThreeWeeks, "2026-11-23", true), "2026-11-30");
        assert_eq!(stepped(PlanningSpan::ThreeWeeks, "2026-11-23", false), "2026-11-16");
        // In the middle of a week one first goes back to its beginning.
        assert_eq!(stepped(PlanningSpan::ThreeWeeks, "2026-11-25", false), "2026-11-23");
        assert_eq!(stepped(PlanningSpan::Quarter, "2026-11-23", true), "2026-12-21");
    }

    #[test]
    fn one_cannot_look_beyond_the_ends_of_the_axis() {
        let axis = axis();
        let mut view = Viewport { left: -40.0, scale: 1e9, top: 0.0 };
        keep_inside(&axis, &mut view, 800.0);
        assert!(view.left.abs() < 1e-9 && view.scale <= 6_000.0);
        let mut view = Viewport { left: 1e6, scale: 40.0, top: 0.0 };
        keep_inside(&axis, &mut view, 800.0);
        assert!((view.left + 20.0 - axis.ends().1).abs() < 1e-6);
        assert!(clamped(f64::NAN) > 0.0);
    }

    #[test]
    fn what_is_shown_comes_to_the_middle() {
        let mut view = Viewport { left: 0.0, scale: 10.0, top: 0.0 };
        centre(&mut view, (100.0, 104.0), 800.0);
        assert!((view.left - 62.0).abs() < 1e-9);
        centre(&mut view, (100.0, 300.0), 800.0);
        assert!((view.left - 96.0).abs() < 1e-9);
    }
}
