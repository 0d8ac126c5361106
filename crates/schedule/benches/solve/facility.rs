//! A facility made from a seed: episodes of fifteen steps, nine kinds of rooms, 104 rooms and
//! people, dates to deliver; and a bad morning on day 60.
//!
//! Time is one axis without nights: 480 minutes a day. Amounts follow what post-production houses
//! are like: long edits, short finishing, a few rooms that everybody waits for.

use schedule::solve::{
    Activity, Deadline, Disturbance, Instance, Mode, Precedence, Profile, Published, Renewable,
    Schedule, Use,
};
use units::{Minutes, Tick, TickRange};

pub(crate) const DAY: i64 = 480;
const HALF_HOUR: i64 = 30;

/// A kind of room: how many there are, how many people work in them.
struct Kind {
    rooms: usize,
    people: usize,
}

const KINDS: [Kind; 9] = [
    Kind { rooms: 16, people: 18 }, // edit
    Kind { rooms: 4, people: 5 },   // assistants, media
    Kind { rooms: 8, people: 9 },   // sound edit
    Kind { rooms: 3, people: 4 },   // dialogue, recording
    Kind { rooms: 4, people: 5 },   // mix
    Kind { rooms: 3, people: 4 },   // grading
    Kind { rooms: 5, people: 6 },   // conform, effects
    Kind { rooms: 2, people: 3 },   // titles, subtitles
    Kind { rooms: 2, people: 3 },   // quality control, delivery
];

/// A step: kind of room, shortest and longest work in half-hours, the steps it waits for.
const STEPS: [(usize, usize, usize, &[usize]); 15] = [
    (1, 8, 24, &[]),          // 0 rushes in
    (0, 64, 160, &[0]),       // 1 edit, first cut
    (0, 24, 80, &[1]),        // 2 edit, second cut
    (0, 8, 32, &[2]),         // 3 lock
    (1, 4, 12, &[3]),         // 4 turnover
    (2, 48, 112, &[4]),       // 5 sound edit
    (3, 16, 40, &[4]),        // 6 voices
    (6, 8, 32, &[4]),         // 7 conform
    (6, 16, 64, &[7]),        // 8 effects
    (5, 16, 48, &[7]),        // 9 grading
    (4, 16, 32, &[5, 6]),     // 10 premix
    (4, 16, 40, &[10]),       // 11 mix
    (7, 8, 24, &[9]),         // 12 titles
    (8, 4, 10, &[8, 11, 12]), // 13 quality control
    (8, 2, 6, &[13]),         // 14 delivery
];

/// Numbers that look random and come from a seed.
pub(crate) struct Chance(u64);

impl Chance {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0xD1B5_4A32_D192_ED03)
    }

    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 33) as usize % limit.max(1)
    }

    fn between(&mut self, least: usize, most: usize) -> i64 {
        (least + self.below(most - least + 1)) as i64
    }
}

/// A facility that has not planned anything yet. `episodes` of fifteen steps over `days`.
pub(crate) fn unplanned(seed: u64, episodes: usize) -> Instance {
    let mut chance = Chance::new(seed);
    let renewable = || Renewable { capacity: 1, ..Renewable::default() };
    let (mut rooms, mut people, mut renewables) = (Vec::new(), Vec::new(), Vec::new());
    for kind in &KINDS {
        let numbered = |count: usize, renewables: &mut Vec<Renewable>| -> Vec<usize> {
            renewables.extend((0..count).map(|_| renewable()));
            (renewables.len() - count..renewables.len()).collect()
        };
        rooms.push(numbered(kind.rooms, &mut renewables));
        people.push(numbered(kind.people, &mut renewables));
    }
    // Work a day of all kinds, and what the busiest kind can do, set the length of the season.
    let mut load = [0_i64; 9];
    let works: Vec<Vec<i64>> = (0..episodes)
        .map(|_| STEPS.iter().map(|(_, least, most, _)| chance.between(*least, *most)).collect())
        .collect();
    for (kind, work) in works.iter().flat_map(|works| STEPS.iter().map(|step| step.0).zip(works)) {
        load[kind] += work * HALF_HOUR;
    }
    let all: i64 = load.iter().sum();
    // Each half-hour takes a room and a person: 62 of a hundred are taken over the season.
    let season = all * 2 * 100 / 62 / renewables.len() as i64;
    let (mut activities, mut precedences) = (Vec::new(), Vec::new());
    for (episode, works) in works.iter().enumerate() {
        let base = activities.len();
        let arrival =
            season * episode as i64 / episodes as i64 + chance.below(5 * DAY as usize) as i64;
        let arrival = arrival / DAY * DAY;
        let chain: i64 = chain(works);
        let weight = [1, 1, 1, 2, 2, 4][chance.below(6)];
        let due = arrival + chain * (115 + chance.below(50) as i64) / 100;
        for (step, (kind, _, _, before)) in STEPS.iter().enumerate() {
            let (of_rooms, of_people) =
                (some(&rooms[*kind], 6, &mut chance), some(&people[*kind], 4, &mut chance));
            let mut modes = Vec::new();
            for (room_rank, room) in of_rooms.iter().enumerate() {
                for (person_rank, person) in of_people.iter().enumerate() {
                    let uses = [room, person].map(|it| Use { renewable: *it, amount: 1 });
                    let preference = (room_rank + 2 * person_rank) as i64;
                    let work = Minutes(works[step] * HALF_HOUR);
                    modes.push(Mode { work, uses: uses.to_vec(), preference, ..Mode::default() });
                }
            }
            let mut activity = Activity::new(modes);
            activity.release = Tick(if step == 0 { arrival } else { 0 });
            if step == 14 {
                activity.deadlines.push(Deadline { due: Tick(due), per_minute: weight, once: 0 });
            }
            activities.push(activity);
            for from in *before {
                let mut precedence = Precedence::new(base + from, base + step);
                // Notes come back the next day; files travel for an hour.
                precedence.lag = Minutes(if (1..=2).contains(from) { DAY } else { 60 });
                precedences.push(precedence);
            }
        }
    }
    Instance {
        horizon: TickRange::new(Tick(0), Tick(season * 3 + 400 * DAY)),
        day: Minutes(DAY),
        calendars: Vec::new(),
        renewables,
        activities,
        precedences,
    }
}

fn chain(works: &[i64]) -> i64 {
    let mut ends = [0_i64; 15];
    for (step, (_, _, _, before)) in STEPS.iter().enumerate() {
        let lag = |from: usize| if (1..=2).contains(&from) { DAY } else { 60 };
        let start = before.iter().map(|from| ends[*from] + lag(*from)).max().unwrap_or(0);
        ends[step] = start + works[step] * HALF_HOUR;
    }
    ends[14]
}

fn some(of: &[usize], most: usize, chance: &mut Chance) -> Vec<usize> {
    let mut left = of.to_vec();
    (0..most.min(of.len())).map(|_| left.remove(chance.below(left.len()))).collect()
}

/// A morning on which much goes wrong: `schedule` becomes the published plan, what is over is
/// done, what runs may overrun, rushes come late, a grading room and a mixer are missing.
pub(crate) fn disturbed(
    mut instance: Instance,
    schedule: &Schedule,
    seed: u64,
    day: i64,
) -> Instance {
    let mut chance = Chance::new(seed ^ 0xBAD);
    let now = Tick(day * DAY);
    for (activity, slot) in instance.activities.iter_mut().zip(&schedule.slots) {
        let slot = slot.expect("everything was placed");
        activity.published = Some(Published { mode: slot.mode, start: slot.start });
        activity.pinned = slot.start < now;
        if activity.pinned && slot.end > now && chance.below(4) == 0 {
            for mode in &mut activity.modes {
                let longer = mode.work.0 * 130 / 100;
                mode.work = Minutes((longer + HALF_HOUR - 1) / HALF_HOUR * HALF_HOUR);
            }
        }
        activity.release = activity.release.max(now);
        // Notice: what is near is dearer to move.
        let ahead = (slot.start - now).0;
        let notice = match ahead / DAY {
            ..2 => 8,
            2..5 => 4,
            5..10 => 2,
            _ => 1,
        };
        activity.disturbance = Disturbance {
            moved: 4 * notice,
            per_day_later: notice,
            per_day_earlier: notice * 3 / 2,
        };
        let uses = activity.modes[slot.mode].uses.clone();
        for mode in &mut activity.modes {
            let other = |place: usize| i64::from(mode.uses[place] != uses[place]);
            mode.change = notice * (other(0) + 3 * other(1));
        }
    }
    let running: Vec<usize> = (0..instance.activities.len())
        .filter(|number| number % 15 == 0 && !instance.activities[*number].pinned)
        .filter(|number| {
            schedule.slots[*number].is_some_and(|slot| slot.start < now + Minutes(20 * DAY))
        })
        .collect();
    for _ in 0..9.min(running.len()) {
        let late = running[chance.below(running.len())];
        let start = schedule.slots[late].expect("placed").start;
        instance.activities[late].release = start + Minutes(5 * DAY);
    }
    let offset =
        |kind: usize| KINDS[..kind].iter().map(|kind| kind.rooms + kind.people).sum::<usize>();
    let away = |days: i64| TickRange::new(now, now + Minutes(days * DAY));
    instance.renewables[offset(5)].closed.push(away(4));
    instance.renewables[offset(4) + KINDS[4].rooms].closed.push(away(5));
    instance
}

/// Weighted days that deliveries are late.
pub(crate) fn tardy_days(instance: &Instance, schedule: &Schedule) -> f64 {
    schedule.terms(instance).lateness as f64 / DAY as f64
}

/// Stability off.
pub(crate) const ANEW: Profile = Profile::ANEW;
