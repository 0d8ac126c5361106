//! Many seeds at once.

use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

/// How many seeds this machine runs at once.
#[must_use]
pub fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, |cores| cores.get())
}

/// Runs every seed of a range, so many at once. `done` is handed what comes of each, one after the
/// other, in the order in which they end.
pub fn each_seed<T>(
    seeds: Range<u64>,
    at_once: usize,
    run: impl Fn(u64) -> T + Sync,
    done: impl FnMut(u64, T) + Send,
) {
    let next = AtomicU64::new(seeds.start);
    let done = Mutex::new(done);
    std::thread::scope(|scope| {
        for _ in 0..at_once {
            scope.spawn(|| {
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed >= seeds.end {
                        return;
                    }
                    let result = run(seed);
                    let mut done = done.lock().unwrap_or_else(PoisonError::into_inner);
                    (*done)(seed, result);
                }
            });
        }
    });
}
