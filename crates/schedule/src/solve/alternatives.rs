//! Which of several plans are worth showing: none that another beats in every respect, none that is
//! nearly another. Whoever asks runs the profiles, each on a thread if they like; what is kept does
//! not depend on who finished first.

use crate::solve::instance::Instance;
use crate::solve::schedule::{Schedule, Terms};

/// Two plans differ if of all that either moves at least this share, in thousandths, lies
/// elsewhere in the other.
pub const LEAST_DISTANCE: usize = 200;

/// How far two plans are apart: of what either of them moves, the share in thousandths that lies
/// elsewhere in the other; 0 if both move nothing.
pub fn distance(instance: &Instance, one: &Schedule, other: &Schedule) -> usize {
    let pairs = instance.activities.iter().zip(one.slots.iter().zip(&other.slots));
    let (mut moved, mut apart) = (0_usize, 0_usize);
    for (activity, (one, other)) in pairs {
        let stays = |slot: &Option<crate::solve::Slot>| {
            activity
                .published
                .is_some_and(|published| slot.is_some_and(|slot| slot.is_published(published)))
        };
        moved += usize::from(!(stays(one) && stays(other)));
        apart += usize::from(one != other);
    }
    (apart * 1_000).checked_div(moved).unwrap_or(0)
}

/// The numbers of the plans worth showing, in their order; the first comes before others in what
/// is near to it, so the caller puts the most wanted first.
pub fn distinct(instance: &Instance, plans: &[Schedule]) -> Vec<usize> {
    let terms: Vec<Terms> = plans.iter().map(|plan| plan.terms(instance)).collect();
    let mut kept: Vec<usize> = Vec::new();
    for (number, (plan, own)) in plans.iter().zip(&terms).enumerate() {
        let beaten = |(place, other): (usize, &Terms)| {
            place != number && other.no_worse(own) && (other != own || place < number)
        };
        let near = |place: &usize| {
            let other = plans.get(*place);
            other.is_some_and(|other| distance(instance, plan, other) < LEAST_DISTANCE)
        };
        if !terms.iter().enumerate().any(beaten) && !kept.iter().any(near) {
            kept.push(number);
        }
    }
    kept
}
