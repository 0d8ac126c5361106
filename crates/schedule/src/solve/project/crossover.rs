//! Lists from lists: how two parents make a child, and how a list is disturbed. Each activity stays
//! after its predecessors.

use super::generation::Direction;
use crate::solve::random::Random;
use crate::solve::slice::{at, put};

/// Two-point crossover (Hartmann 1998): the beginning of the mother, then in the order of the
/// father, then in the order of the mother again.
pub(crate) fn two_point(
    mother: &[u32],
    father: &[u32],
    (first, second): (usize, usize),
    taken: &mut Vec<bool>,
    child: &mut Vec<u32>,
) {
    taken.clear();
    taken.resize(mother.len(), false);
    child.clear();
    for (parent, until) in [(mother, first), (father, second), (mother, mother.len())] {
        for activity in parent {
            if child.len() >= until {
                break;
            }
            if !at(taken, *activity as usize) {
                put(taken, *activity as usize, true);
                child.push(*activity);
            }
        }
    }
}

/// Moves some activities to other places between their predecessors and successors.
pub(crate) fn shift<const W: usize>(
    direction: &Direction<W>,
    list: &mut [u32],
    times: usize,
    random: &mut Random,
) {
    for _ in 0..times {
        let place = random.below(list.len());
        let activity = at(list, place) as usize;
        let is_one_of = |row: &[usize], other: u32| row.contains(&(other as usize));
        let reach = 1 + random.below(list.len().min(40));
        let mut to = place;
        if random.below(2) == 0 {
            let row = direction.before(activity);
            let before = list.get(..place).unwrap_or_default().iter().rev().take(reach);
            to -= before.take_while(|other| !is_one_of(row, **other)).count();
            list.get_mut(to..=place).unwrap_or_default().rotate_right(1);
        } else {
            let row = direction.after(activity);
            let after = list.get(place + 1..).unwrap_or_default().iter().take(reach);
            to += after.take_while(|other| !is_one_of(row, **other)).count();
            list.get_mut(place..=to).unwrap_or_default().rotate_left(1);
        }
    }
}
