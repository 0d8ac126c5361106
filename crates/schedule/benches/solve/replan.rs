//! A facility of 5,000 activities planned, disturbed and planned again.

use crate::clock::{Watch, seconds};
use crate::export::words;
use crate::facility::{ANEW, disturbed, tardy_days, unplanned};
use schedule::solve::{
    Instance, Pace, Prepared, Profile, Schedule, distinct, explain, improve, repair, tries, unmove,
    verify,
};
use std::time::Instant;

/// Ways out, the most wanted first.
const WAYS_OUT: [(&str, Profile); 4] = [
    ("balanced", Profile::BALANCED),
    ("calm", Profile::CALM),
    ("punctual", Profile::PUNCTUAL),
    ("same people", Profile::SAME_PEOPLE),
];

/// Row G10, of some seeds.
pub(crate) fn ways(seeds: u64) {
    let rows: Vec<[f64; 5]> = (1..=seeds).map(ways_out).collect();
    medians("ways", &["distinct", "seconds", "first ms", "moves", "explained ms"], &rows);
}

/// A repair at once, then ways out on two threads, a second of a processor a time.
fn ways_out(seed: u64) -> [f64; 5] {
    let (prepared, _) = episode(seed);
    let begun = Instant::now();
    let first = repair(&prepared, &Profile::BALANCED);
    let visible = begun.elapsed();
    let run = |profile: &Profile, from: &Schedule| {
        let watch = Watch::start();
        let mut pace = seconds(1.0, &watch);
        let plan = improve(&prepared, profile, from, seed, &mut Pace::new(&mut pace));
        unmove(&prepared, profile, &plan)
    };
    // Two find their way from the repair; the others begin where the better of these has come.
    let two = |one: (&Profile, &Schedule), other: (&Profile, &Schedule)| {
        std::thread::scope(|scope| {
            let beside = scope.spawn(|| run(other.0, other.1));
            let here = run(one.0, one.1);
            [here, beside.join().expect("the other half")]
        })
    };
    let [balanced, calm] = two((&WAYS_OUT[0].1, &first), (&WAYS_OUT[1].1, &first));
    let cost = |plan: &Schedule| Profile::BALANCED.cost(&plan.terms(prepared.instance()));
    let best = if cost(&calm) < cost(&balanced) { calm } else { balanced };
    let [balanced, calm] = two((&WAYS_OUT[0].1, &best), (&WAYS_OUT[1].1, &best));
    let [punctual, same] = two((&WAYS_OUT[2].1, &best), (&WAYS_OUT[3].1, &best));
    let plans = [balanced, calm, punctual, same];
    let kept = distinct(prepared.instance(), &plans);
    let took = begun.elapsed().as_secs_f64();
    for number in &kept {
        let (plan, terms) = (&plans[*number], plans[*number].terms(prepared.instance()));
        checked(prepared.instance(), plan);
        let moved = plan.moved(prepared.instance()).count();
        println!("  {}: {moved} moved, {terms:?}", WAYS_OUT[*number].0);
    }
    let begun = Instant::now();
    let told = explain(&prepared, &Profile::BALANCED, &plans[0]);
    let explained = begun.elapsed();
    println!(
        "  seed {seed}: {} distinct of {} in {took:.2} s on the wall with two threads",
        kept.len(),
        plans.len()
    );
    let ms = |it: std::time::Duration| it.as_secs_f64() * 1_000.0;
    [kept.len() as f64, took, ms(visible), told.len() as f64, ms(explained)]
}

/// The median of each column, from the least to the most.
fn medians<const N: usize>(row: &str, names: &[&str; N], rows: &[[f64; N]]) {
    for (column, name) in names.iter().enumerate() {
        let mut values: Vec<f64> = rows.iter().map(|row| row[column]).collect();
        values.sort_by(f64::total_cmp);
        println!(
            "{row:<8} {name:<20} median {:>9.2}   {:.2} to {:.2}",
            values[values.len() / 2],
            values[0],
            values[values.len() - 1]
        );
    }
}

/// Episodes of fifteen steps.
const EPISODES: usize = 335;

/// Rows G7 and G8.
pub(crate) fn run(seeds: u64) {
    let mut rows: Vec<[f64; 6]> = Vec::new();
    for seed in 1..=seeds {
        rows.push(one(seed));
    }
    let names = [
        "repair ms",
        "repair tardy days",
        "anew tardy days",
        "replan tardy days",
        "ratio",
        "moved % of free",
    ];
    medians("replan", &names, &rows);
}

/// A published plan, made with a number of tries, after a bad morning.
pub(crate) fn episode(seed: u64) -> (Prepared, Schedule) {
    let bare = Prepared::new(unplanned(seed, EPISODES)).expect("a good instance");
    let first = repair(&bare, &ANEW);
    let mut pace = tries(100_000);
    let plan = improve(&bare, &ANEW, &first, seed, &mut Pace::new(&mut pace));
    assert_eq!(verify(bare.instance(), &plan), []);
    let bad = disturbed(bare.instance().clone(), &plan, seed, 60);
    (Prepared::new(bad).expect("a good instance"), plan)
}

/// How long a first plan of as many activities takes as are planned at once.
pub(crate) fn large() {
    let bare = Prepared::new(unplanned(1, 3_333)).expect("a good instance");
    let watch = Watch::start();
    let plan = repair(&bare, &ANEW);
    let took = watch.spent().as_secs_f64();
    checked(bare.instance(), &plan);
    println!("large    a first plan of {} activities after {took:.2} s", plan.slots.len());
}

fn checked(instance: &Instance, schedule: &Schedule) {
    assert_eq!(verify(instance, schedule), []);
    assert_eq!(schedule.terms(instance).unplaced, 0);
}

fn one(seed: u64) -> [f64; 6] {
    let (prepared, plan) = episode(seed);
    let instance = prepared.instance();
    let free = instance.activities.iter().filter(|activity| !activity.pinned).count();
    // On the wall and the best of some: processor time is told in steps of milliseconds.
    let repaired = repair(&prepared, &Profile::BALANCED);
    let timed = (0..5).map(|_| {
        let begun = Instant::now();
        let again = repair(&prepared, &Profile::BALANCED);
        let took = begun.elapsed();
        assert_eq!(again, repaired);
        took.as_secs_f64() * 1_000.0
    });
    let repair_ms = timed.fold(f64::INFINITY, f64::min);
    checked(instance, &repaired);
    let budget: f64 =
        std::env::var("BUDGET").ok().and_then(|text| text.parse().ok()).unwrap_or(2.0);

    // The same without anything published.
    let mut bare = instance.clone();
    for activity in bare.activities.iter_mut().filter(|activity| !activity.pinned) {
        activity.published = None;
    }
    let bare = Prepared::new(bare).expect("a good instance");
    let watch = Watch::start();
    let anew = repair(&bare, &ANEW);
    let mut pace = seconds(budget, &watch);
    let anew = improve(&bare, &ANEW, &anew, seed, &mut Pace::new(&mut pace));
    checked(bare.instance(), &anew);
    drop(pace);
    // And the same from the repaired plan, stability off; the better of both is what counts.
    let watch = Watch::start();
    let mut pace = seconds(budget, &watch);
    let free_hand = improve(&prepared, &ANEW, &repaired, seed, &mut Pace::new(&mut pace));
    drop(pace);
    let anew = [anew, free_hand].into_iter().min_by_key(|it| it.terms(instance).lateness);
    let anew = anew.expect("two plans");

    let watch = Watch::start();
    let again = repair(&prepared, &Profile::BALANCED);
    let mut tried = 0;
    let mut pace = seconds(budget, &watch);
    let mut pace = |progress: schedule::solve::Progress| {
        tried = progress.tried;
        pace(progress)
    };
    let best = improve(&prepared, &Profile::BALANCED, &again, seed, &mut Pace::new(&mut pace));
    let best = unmove(&prepared, &Profile::BALANCED, &best);
    let spent = watch.spent().as_secs_f64();
    checked(instance, &best);
    if std::env::var_os("EACH").is_some() {
        for (number, activity) in instance.activities.iter().enumerate() {
            let late = |schedule: &Schedule| {
                let slot = schedule.slots[number].expect("placed");
                activity
                    .deadlines
                    .first()
                    .map_or(0, |it| (slot.end - it.due).0.max(0) * it.per_minute / 480)
            };
            if late(&best) > 3 || late(&anew) > 3 {
                println!(
                    "    {number}: {} in the plan, {} repaired, {} replanned, {} anew",
                    late(&plan),
                    late(&repaired),
                    late(&best),
                    late(&anew)
                );
            }
        }
    }
    if let Some(file) = std::env::var_os("FACILITY") {
        std::fs::write(file, words(instance, &Profile::BALANCED, &best)).expect("a file to write");
    }
    let moved = |schedule: &Schedule| schedule.moved(instance).count() as f64 * 100.0 / free as f64;
    let [before, first, made_anew, replanned] =
        [&plan, &repaired, &anew, &best].map(|schedule| tardy_days(instance, schedule));
    println!(
        "  seed {seed}: {free} free, published {before:.0} tardy days; repair {repair_ms:.1} ms, {first:.0}, {:.1} % moved; anew {made_anew:.0}; replan {replanned:.0}, {:.1} % moved, {tried} tries in {spent:.2} s; cost {} -> {}; {:?}",
        moved(&repaired),
        moved(&best),
        Profile::BALANCED.cost(&repaired.terms(instance)),
        Profile::BALANCED.cost(&best.terms(instance)),
        best.terms(instance),
    );
    [repair_ms, first, made_anew, replanned, replanned / made_anew, moved(&best)]
}
