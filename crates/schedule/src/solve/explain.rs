//! Why a plan is as it is, found in the plan itself and not remembered from the search: what each
//! moved activity was moved by, and where that began.

use crate::solve::prepared::Prepared;
use crate::solve::reason::{Reason, why_not};
use crate::solve::schedule::{Profile, Schedule, Slot};
use crate::solve::slice::{at, put};

/// Why an activity is not where it was published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// Which.
    pub activity: usize,
    /// Where it was.
    pub from: Slot,
    /// Where it is; `None` in the tray.
    pub to: Option<Slot>,
    /// Everything that is against its published place in this plan; at least one reason.
    pub reasons: Vec<Reason>,
    /// One that was moved itself and stands in the way, if there is one: go on there. Following
    /// these never comes round in a circle.
    pub moved_by: Option<usize>,
}

/// Why each moved activity is not where it was published, by number. Call it on a plan that went
/// through [`unmove`](crate::solve::unmove).
pub fn explain(prepared: &Prepared, profile: &Profile, schedule: &Schedule) -> Vec<Explanation> {
    let mut explanations: Vec<Explanation> = schedule
        .moved(&prepared.instance)
        .filter_map(|activity| {
            let from = prepared.published(activity)?;
            let to = schedule.slots.get(activity).copied().flatten();
            let mut reasons = why_not(prepared, schedule, activity, from.mode, from.start);
            if reasons.is_empty() {
                let cost = |slot| {
                    let owner = prepared.instance.activities.get(activity);
                    owner.map_or(0, |it| profile.cost(&it.terms(slot, prepared.instance.day)))
                };
                reasons.push(Reason::Gain(cost(Some(from)).saturating_sub(cost(to))));
            }
            Some(Explanation { activity, from, to, reasons, moved_by: None })
        })
        .collect();
    tie(&mut explanations, schedule.slots.len());
    explanations
}

/// Ties each explanation to a blocker that was moved too, from the earliest published on, so that
/// no circle comes about.
fn tie(explanations: &mut [Explanation], count: usize) {
    let mut entry: Vec<Option<usize>> = vec![None; count];
    for (place, explanation) in explanations.iter().enumerate() {
        put(&mut entry, explanation.activity, Some(place));
    }
    let mut order: Vec<usize> = (0..explanations.len()).collect();
    order.sort_by_key(|place| explanations.get(*place).map(|it| (it.from.start, it.activity)));
    for place in order {
        let Some(explanation) = explanations.get(place) else { continue };
        let activity = explanation.activity;
        let blockers = explanation.reasons.iter().filter_map(Reason::blocker);
        let moved: Vec<usize> = blockers.filter(|blocker| at(&entry, *blocker).is_some()).collect();
        let tied = moved.into_iter().find(|blocker| {
            let mut here = Some(*blocker);
            while let Some(next) = here.filter(|next| *next != activity) {
                let entry = at(&entry, next).and_then(|place| explanations.get(place));
                here = entry.and_then(|it| it.moved_by);
            }
            here.is_none()
        });
        if let Some(explanation) = explanations.get_mut(place) {
            explanation.moved_by = tied;
        }
    }
}

/// For each explanation the activity at which its chain of moves began, itself if nobody moved it:
/// what is shown together.
pub fn roots(explanations: &[Explanation]) -> Vec<usize> {
    let by = |activity: usize| {
        let place = explanations.binary_search_by_key(&activity, |it| it.activity).ok()?;
        explanations.get(place)?.moved_by
    };
    let root = |explanation: &Explanation| {
        let mut here = explanation.activity;
        while let Some(next) = by(here) {
            here = next;
        }
        here
    };
    explanations.iter().map(root).collect()
}
