//! What a place makes of what comes after it, if resources did not count: dates further down that
//! will be missed, and what has to leave its published place.

use super::instance::{Disturbance, Precedence};
use super::prepared::{FARTHEST_TICK, Prepared};
use super::schedule::Slot;
use super::slice::{at, put};
use units::Tick;

impl Prepared {
    /// Latest ends and what missing them costs, from the deadlines back.
    pub(super) fn look_down(&mut self, order: &[usize]) {
        let count = self.instance.activities.len();
        let (mut latest, mut urgency) = (vec![FARTHEST_TICK; count], vec![0_i64; count]);
        let mut starts = vec![FARTHEST_TICK; count];
        for number in order.iter().rev() {
            let Some(activity) = self.instance.activities.get(*number) else { continue };
            let (mut end, mut points) = (FARTHEST_TICK, 0_i64);
            for deadline in &activity.deadlines {
                end = end.min(deadline.due);
                points = points.saturating_add(deadline.per_minute);
            }
            for precedence in self.out_of(*number) {
                let to = precedence.to;
                let there = Slot { mode: 0, start: at(&starts, to), end: at(&latest, to) };
                end = end.min(self.latest_end_before(precedence, there));
                points = points.max(at(&urgency, to));
            }
            put(&mut latest, *number, end);
            put(&mut starts, *number, self.latest_start(*number, end));
            put(&mut urgency, *number, points);
        }
        (self.latest_end, self.urgency) = (latest, urgency);
    }

    /// What comes right after each and would have to move, from the last back. What nobody minds
    /// being moved is looked past, to what comes after it.
    pub(super) fn look_next(&mut self, order: &[usize]) {
        let nothing = (FARTHEST_TICK, Disturbance::default());
        let mut gives_way = vec![nothing; self.instance.activities.len()];
        let mut starts = vec![FARTHEST_TICK; gives_way.len()];
        for number in order.iter().rev() {
            let mut next = nothing;
            for precedence in self.out_of(*number) {
                let to = precedence.to;
                let minds = self.instance.activities.get(to).map(|it| it.disturbance);
                let minds = minds.filter(|it| *it != Disturbance::default());
                let (there, points) = match (minds, self.published(to)) {
                    (Some(minds), Some(published)) => (published, minds),
                    _ => {
                        let (end, points) = at(&gives_way, to);
                        (Slot { mode: 0, start: at(&starts, to), end }, points)
                    }
                };
                if there.end >= FARTHEST_TICK {
                    continue;
                }
                let limit = self.latest_end_before(precedence, there);
                if limit < next.0 {
                    next = (limit, points);
                }
            }
            put(&mut gives_way, *number, next);
            put(&mut starts, *number, self.latest_start(*number, next.0));
        }
        // What is published itself has that as its measure.
        let pairs = self.instance.activities.iter().zip(&mut gives_way);
        pairs.filter(|(it, _)| it.published.is_some()).for_each(|(_, way)| *way = nothing);
        self.gives_way = gives_way;
    }

    /// The latest end of a predecessor whose successor lies there.
    fn latest_end_before(&self, precedence: &Precedence, there: Slot) -> Tick {
        let tied = self.latest(precedence, there);
        match precedence.ends.waits_for_start() {
            true => tied + self.least_work(precedence.from),
            false => tied,
        }
    }
}
