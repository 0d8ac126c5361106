//! Which of the backups that were kept can go. No file is touched here.

use std::collections::BTreeSet;

/// Hours, days and weeks of which a backup is kept: 24 hours, 7 days, 8 weeks.
const KEPT: [(i64, usize); 3] = [(HOUR, 24), (24 * HOUR, 7), (7 * 24 * HOUR, 8)];
const HOUR: i64 = 3600;

/// 1970 began on a Thursday; weeks begin on Mondays.
const TO_MONDAY: i64 = 3 * 24 * HOUR;

/// The backups of these times that can be deleted. Times are seconds since 1970 in UTC, and hours,
/// days and weeks are those of UTC.
///
/// Kept is the last backup of each of the last 24 hours, 7 days and 8 weeks in which one was made:
/// at most 39, the newest always among them. Hours without a backup do not count, so that nothing
/// goes while nothing is made. A backup that is dated after `now` is left alone and takes no place:
/// either it or the clock is wrong, and nothing here can tell which.
#[must_use]
pub fn surplus(now: i64, times: &BTreeSet<i64>) -> BTreeSet<i64> {
    let mut surplus: BTreeSet<i64> = times.range(..=now).copied().collect();
    for (length, most) in KEPT {
        let mut spans = BTreeSet::new();
        for &time in times.range(..=now).rev() {
            let is_last_of_its_span = spans.insert(span(time, length));
            if spans.len() > most {
                break;
            }
            if is_last_of_its_span {
                surplus.remove(&time);
            }
        }
    }
    surplus
}

/// The number of the hour, day or week a time is in.
fn span(time: i64, length: i64) -> i64 {
    time.saturating_add(TO_MONDAY).div_euclid(length)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const DAY: i64 = 24 * HOUR;

    /// 2026-11-23, a Monday, 00:00 UTC.
    const MONDAY: i64 = 1_795_392_000;

    fn kept(now: i64, times: &BTreeSet<i64>) -> BTreeSet<i64> {
        times.difference(&surplus(now, times)).copied().collect()
    }

    #[test]
    fn after_a_hundred_days_of_hourly_backups_hours_days_and_weeks_are_kept() {
        let last = MONDAY + 2 * DAY + 10 * HOUR;
        let times: BTreeSet<_> = (0..100 * 24).map(|hours| last - hours * HOUR).collect();
        let hours = (0..24).map(|n| last - n * HOUR);
        // The last backup of a day is that of 23:00; 11 hours reach back into Tuesday.
        let days = (1..7).map(|n| MONDAY + (3 - n) * DAY - HOUR);
        let weeks = (0..7).map(|n| MONDAY - n * 7 * DAY - HOUR);
        let expected: BTreeSet<_> = hours.chain(days).chain(weeks).collect();
        assert_eq!(kept(last, &times), expected);
    }

    #[test]
    fn nothing_goes_during_a_long_holiday() {
        let times: BTreeSet<_> = (0..24).map(|hours| MONDAY - hours * HOUR).collect();
        assert!(surplus(MONDAY + 200 * DAY, &times).is_empty());
    }

    #[test]
    fn a_week_begins_on_monday() {
        let sunday = MONDAY - HOUR;
        assert_eq!(span(sunday, 7 * DAY) + 1, span(MONDAY, 7 * DAY));
        assert_eq!(span(MONDAY, 7 * DAY), span(MONDAY + 7 * DAY - 1, 7 * DAY));
    }

    fn times() -> impl Strategy<Value = BTreeSet<i64>> {
        let near = prop::collection::btree_set(MONDAY - 80 * DAY..MONDAY + 9 * DAY, 0..400);
        prop_oneof![9 => near, 1 => prop::collection::btree_set(any::<i64>(), 0..80)]
    }

    proptest! {
        #[test]
        fn the_newest_and_what_is_dated_after_now_is_never_deleted(
            times in times(),
            now in MONDAY - 90 * DAY..MONDAY + 10 * DAY,
        ) {
            let surplus = surplus(now, &times);
            prop_assert!(surplus.is_subset(&times));
            prop_assert!(surplus.range(now.saturating_add(1)..).next().is_none());
            if let Some(newest) = times.last() {
                prop_assert!(!surplus.contains(newest));
            }
            if let Some(newest) = times.range(..=now).next_back() {
                prop_assert!(!surplus.contains(newest));
            }
        }

        #[test]
        fn no_more_is_kept_than_the_hours_days_and_weeks_and_a_second_time_nothing_goes(
            times in times(),
            now in MONDAY..MONDAY + 10 * DAY,
        ) {
            let kept = kept(now, &times);
            prop_assert!(kept.range(..=now).count() <= 24 + 7 + 8);
            prop_assert!(surplus(now, &kept).is_empty());
            // Of each of the last 24 hours, 7 days, 8 weeks with a backup one is kept.
            for (length, most) in KEPT {
                let spans = |times: &BTreeSet<i64>| -> Vec<i64> {
                    let spans: BTreeSet<_> =
                        times.range(..=now).map(|time| span(*time, length)).collect();
                    spans.into_iter().rev().take(most).collect()
                };
                prop_assert_eq!(spans(&kept), spans(&times));
            }
        }

        #[test]
        fn deleting_after_each_backup_keeps_what_deleting_once_would(times in times()) {
            let mut held = BTreeSet::new();
            for &time in &times {
                held.insert(time);
                held = kept(time, &held);
            }
            let now = times.last().copied().unwrap_or_default();
            prop_assert_eq!(held, kept(now, &times));
        }
    }
}
