//! What may be wrong with an instance, found before anything is searched.

use crate::solve::instance::{Instance, Mode};

/// The most activities that are planned at once.
pub const MOST_ACTIVITIES: usize = 50_000;

/// The most modes of all activities together.
pub const MOST_MODES: usize = 5_000_000;

/// The most precedences.
pub const MOST_PRECEDENCES: usize = 1_000_000;

/// The farthest tick, in both directions: some 30,000 years.
pub(in crate::solve) const FARTHEST: i64 = 1 << 34;

/// Why an instance cannot be searched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum InstanceProblem {
    /// More of something than is taken: its word, how many there are, how many may be.
    TooMany(&'static str, usize, usize),
    /// The horizon is empty or too far away.
    Horizon,
    /// Activities that wait for each other, in order around the cycle.
    Cycle(Vec<usize>),
    /// An activity without a mode.
    NoMode(usize),
    /// An activity of which each mode takes more than there is: nobody can do it.
    NobodyCan(usize),
    /// A mode (activity, number of the mode) of negative work, that takes a resource twice, or that
    /// refers to a resource or a calendar that is not there.
    BadMode(usize, usize),
    /// A pinned activity that was not published, or one published in a mode it has not.
    BadPublished(usize),
    /// A precedence, by number, of activities or a calendar that are not there, or of an activity
    /// with itself.
    BadPrecedence(usize),
}

/// Everything that is wrong with an instance, but for circles.
pub(super) fn problems(instance: &Instance) -> Vec<InstanceProblem> {
    let modes = instance.activities.iter().map(|activity| activity.modes.len()).sum();
    let counts = [
        ("activities", instance.activities.len(), MOST_ACTIVITIES),
        ("modes", modes, MOST_MODES),
        ("precedences", instance.precedences.len(), MOST_PRECEDENCES),
    ];
    let too_many = counts.into_iter().filter(|(_, count, most)| count > most);
    let mut problems: Vec<InstanceProblem> =
        too_many.map(|(what, count, most)| InstanceProblem::TooMany(what, count, most)).collect();
    let horizon = instance.horizon;
    if horizon.is_empty() || horizon.start.0 < -FARTHEST || horizon.end.0 > FARTHEST {
        problems.push(InstanceProblem::Horizon);
    }
    if !problems.is_empty() {
        return problems;
    }
    for (number, activity) in instance.activities.iter().enumerate() {
        if activity.modes.is_empty() {
            problems.push(InstanceProblem::NoMode(number));
            continue;
        }
        let bad = activity.modes.iter().enumerate().filter(|(_, mode)| is_bad(instance, mode));
        problems.extend(bad.map(|(mode, _)| InstanceProblem::BadMode(number, mode)));
        if activity.modes.iter().all(|mode| !is_possible(instance, mode)) {
            problems.push(InstanceProblem::NobodyCan(number));
        }
        let known = activity.published.map(|published| published.mode < activity.modes.len());
        if known == Some(false) || activity.pinned && known.is_none() {
            problems.push(InstanceProblem::BadPublished(number));
        }
    }
    let count = instance.activities.len();
    for (number, precedence) in instance.precedences.iter().enumerate() {
        let unknown = precedence.from >= count || precedence.to >= count;
        let calendars =
            precedence.calendar.into_iter().chain(precedence.most.and_then(|it| it.calendar));
        let calendar = calendars.into_iter().any(|it| it >= instance.calendars.len());
        if unknown || calendar || precedence.from == precedence.to {
            problems.push(InstanceProblem::BadPrecedence(number));
        }
    }
    problems
}

fn is_bad(instance: &Instance, mode: &Mode) -> bool {
    mode.work.is_negative()
        || mode.work.0 > FARTHEST
        || mode.calendar.is_some_and(|calendar| calendar >= instance.calendars.len())
        || mode.uses.iter().any(|used| used.renewable >= instance.renewables.len())
        || mode.uses.iter().enumerate().any(|(place, used)| {
            let others = mode.uses.iter().take(place);
            others.into_iter().any(|other| other.renewable == used.renewable)
        })
}

fn is_possible(instance: &Instance, mode: &Mode) -> bool {
    mode.uses.iter().all(|used| {
        instance.renewables.get(used.renewable).is_none_or(|there| used.amount <= there.capacity)
    })
}
