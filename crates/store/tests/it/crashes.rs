//! Random work, random power cuts, during recovery too. `RACCORD_CRASH_SEEDS` raises the number of
//! seeds.

use store::{Opened, Store, StoreError};
use testkit::disk::{Disk, Faults};
use testkit::random::Seeded;

use crate::kinds::Kind;
use crate::model::{Contents, random_batch};

const MOST_CRASHES: u64 = 5;

/// What must hold after a crash: what was acknowledged, perhaps with the batch under way.
struct Expected {
    acknowledged: Contents,
    under_way: Option<Contents>,
}

/// Runs one seed; an error says what was lost.
fn run(kind: Kind, seed: u64, ignore_syncs: bool) -> Result<u64, String> {
    let mut random = Seeded::new(seed);
    let disk = Disk::new(random.number());
    disk.set_faults(Faults { ignore_syncs, ..Faults::default() });
    let mut store = kind.create(&disk).map_err(|e| format!("creating: {e}"))?;
    let mut expected = Expected { acknowledged: Contents::default(), under_way: None };
    let mut acknowledged = 0;
    let mut crashes = random.below(MOST_CRASHES) + 1;
    while crashes > 0 {
        let crash_at = Some(1 + random.below(150));
        disk.set_faults(Faults { crash_at, ignore_syncs, ..Faults::default() });
        acknowledged += work(&mut random, &store, &mut expected)?;
        // Closing writes too, and may be where the power fails.
        drop(store);
        disk.power_on();
        crashes -= 1;
        store = loop {
            let again = crashes > 0 && random.chance(40);
            let crash_at = again.then(|| 1 + random.below(40));
            disk.set_faults(Faults { crash_at, ignore_syncs, ..Faults::default() });
            match kind.open(&disk) {
                Ok(opened) => {
                    disk.set_faults(Faults { ignore_syncs, ..Faults::default() });
                    break check(opened, &mut expected)?;
                }
                Err(StoreError::Io(_)) if disk.is_crashed() => {
                    disk.power_on();
                    crashes -= 1;
                }
                Err(error) => return Err(format!("reopening: {error}")),
            }
        };
    }
    Ok(acknowledged)
}

/// Writes until the power fails, or for a while; how many batches were acknowledged.
fn work(random: &mut Seeded, store: &Store, expected: &mut Expected) -> Result<u64, String> {
    let batches = random.below(12);
    for done in 0..batches {
        let batch = random_batch(random, &expected.acknowledged);
        let after = expected.acknowledged.after(&batch);
        match store.write(&batch) {
            Ok(()) => expected.acknowledged = after,
            Err(StoreError::Io(_)) => {
                expected.under_way = Some(after);
                return Ok(done);
            }
            Err(error) => return Err(format!("writing: {error}")),
        }
    }
    Ok(batches)
}

fn check(opened: Opened, expected: &mut Expected) -> Result<Store, String> {
    if let Some(report) = opened.report {
        return Err(format!("damaged after a crash: {report}"));
    }
    let found = Contents::of(&opened.store);
    let under_way = expected.under_way.take();
    if under_way.as_ref() == Some(&found) {
        expected.acknowledged = found;
    } else if expected.acknowledged != found {
        return Err("the store holds something else than was acknowledged".to_owned());
    }
    Ok(opened.store)
}

/// Runs seeds on all cores; the failures by seed.
fn run_all(
    kind: Kind,
    seeds: std::ops::Range<u64>,
    ignore_syncs: bool,
) -> (u64, Vec<(u64, String)>) {
    let threads = std::thread::available_parallelism().map_or(1, |n| n.get() as u64);
    let workers: Vec<_> = (0..threads)
        .map(|worker| {
            let seeds = seeds.clone();
            std::thread::spawn(move || {
                let mut failures = Vec::new();
                let mut acknowledged = 0;
                for seed in seeds.filter(|seed| seed % threads == worker) {
                    match run(kind, seed, ignore_syncs) {
                        Ok(count) => acknowledged += count,
                        Err(error) => failures.push((seed, error)),
                    }
                }
                (acknowledged, failures)
            })
        })
        .collect();
    workers.into_iter().map(|worker| worker.join().unwrap()).fold(
        (0, Vec::new()),
        |(sum, mut all), (count, failures)| {
            all.extend(failures);
            (sum + count, all)
        },
    )
}

#[test]
fn nothing_acknowledged_is_lost_in_any_crash() {
    let seeds = std::env::var("RACCORD_CRASH_SEEDS").ok().and_then(|n| n.parse().ok());
    let seeds = seeds.unwrap_or(2000);
    for kind in Kind::BOTH {
        let (acknowledged, failures) = run_all(kind, 0..seeds, false);
        println!("{kind:?}: {seeds} seeds, {acknowledged} batches acknowledged");
        assert!(failures.is_empty(), "{} failed, first: {:?}", failures.len(), failures[0]);
        assert!(acknowledged > 4 * seeds, "the seeds hardly wrote anything: {acknowledged}");
    }
}

#[test]
fn a_disk_that_ignores_syncs_is_found_out_within_200_seeds() {
    for kind in Kind::BOTH {
        let (_, failures) = run_all(kind, 0..200, true);
        println!("{kind:?}: {} of 200 seeds failed", failures.len());
        assert!(!failures.is_empty());
    }
}
