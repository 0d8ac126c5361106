//! A facility after its bad morning as a file of words, for other programs: `peer.py` reads it.
//!
//! One record a line. `profile` and the worth of lateness, disturbance, change and preference;
//! `horizon` and its end, `day` and its minutes; `renewable` and the closures of one of capacity one;
//! `activity` with whether it is pinned, its release, what a move costs (at all, a day later, a day
//! earlier), the published mode and start, its deadlines (due, points a minute), then a `mode` line
//! each with work, preference, points for the change, and what it uses; `precedence` of finish to start
//! with its lag; `plan`, the mode and start of each activity in our plan, and `ours`, what it costs. Numbers
//! are minutes.

use schedule::solve::{Instance, Profile, Schedule};
use std::fmt::Write;

/// The instance, and our plan of it.
pub(crate) fn words(instance: &Instance, profile: &Profile, ours: &Schedule) -> String {
    let mut text = String::new();
    let Profile { lateness, disturbance, change, preference, .. } = profile;
    line(&mut text, "profile", &[*lateness, *disturbance, *change, *preference]);
    line(&mut text, "horizon", &[instance.horizon.end.0]);
    line(&mut text, "day", &[instance.day.0]);
    for renewable in &instance.renewables {
        assert_eq!((renewable.capacity, renewable.turnaround.0), (1, 0), "not told to others");
        let closed = renewable.closed.iter().flat_map(|it| [it.start.0, it.end.0]);
        line(&mut text, "renewable", &closed.collect::<Vec<_>>());
    }
    for activity in &instance.activities {
        let published = activity.published.expect("everything was published");
        let moved = activity.disturbance;
        let mut numbers = vec![
            i64::from(activity.pinned),
            activity.release.0,
            moved.moved,
            moved.per_day_later,
            moved.per_day_earlier,
            published.mode as i64,
            published.start.0,
        ];
        numbers.extend(activity.deadlines.iter().flat_map(|it| [it.due.0, it.per_minute]));
        line(&mut text, "activity", &numbers);
        for mode in &activity.modes {
            assert_eq!((mode.calendar, mode.overtime), (None, 0), "not told to others");
            let mut numbers = vec![mode.work.0, mode.preference, mode.change];
            numbers.extend(mode.uses.iter().map(|it| it.renewable as i64));
            line(&mut text, "mode", &numbers);
        }
    }
    for precedence in &instance.precedences {
        assert_eq!((precedence.calendar, precedence.most), (None, None), "not told to others");
        let numbers = [precedence.from as i64, precedence.to as i64, precedence.lag.0];
        line(&mut text, "precedence", &numbers);
    }
    let slots = ours.slots.iter().map(|slot| slot.expect("everything was placed"));
    let plan = slots.flat_map(|slot| [slot.mode as i64, slot.start.0]);
    line(&mut text, "plan", &plan.collect::<Vec<_>>());
    line(&mut text, "ours", &[profile.cost(&ours.terms(instance))]);
    text
}

fn line(text: &mut String, word: &str, numbers: &[i64]) {
    text.push_str(word);
    for number in numbers {
        write!(text, " {number}").expect("a string takes everything");
    }
    text.push('\n');
}
