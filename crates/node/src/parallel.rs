//! Work that is shared among the processors: many small things, in parts, or a few large ones. Whoever
//! asks waits for all of it.

use std::num::NonZero;
use std::sync::{Mutex, PoisonError};
use std::thread;

/// What becomes of each item, in order. A part has at least `least` items: so many are worth a thread.
pub(crate) fn in_parts<T: Sync, R: Send>(
    items: &[T],
    least: usize,
    work: impl Fn(&[T]) -> Vec<R> + Sync,
) -> Vec<R> {
    let part = items.len().div_ceil(processors()).max(least).max(1);
    let mut parts = items.chunks(part);
    let first = parts.next().unwrap_or_default();
    let work = &work;
    thread::scope(|scope| {
        let others: Vec<_> = parts.map(|part| (part, scope.spawn(move || work(part)))).collect();
        let mut done = work(first);
        for (part, other) in others {
            // A part of which nothing came back is done here.
            done.extend(other.join().unwrap_or_else(|_| work(part)));
        }
        done
    })
}

/// Does the work on each item, on as many threads as there are processors, and on no more than are
/// worth it.
pub(crate) fn side_by_side<T: Send>(items: &mut [T], worth: usize, work: impl Fn(&mut T) + Sync) {
    let threads = processors().min(items.len()).min(worth).max(1);
    let rest = Mutex::new(items.iter_mut());
    let work_on = || {
        loop {
            // Only who panics while taking the next could break the lock, and that does nothing.
            let next = rest.lock().unwrap_or_else(PoisonError::into_inner).next();
            let Some(item) = next else { break };
            work(item);
        }
    };
    thread::scope(|scope| {
        for _ in 1..threads {
            scope.spawn(work_on);
        }
        work_on();
    });
}

fn processors() -> usize {
    thread::available_parallelism().map_or(1, NonZero::get)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_come_back_in_order() {
        for count in [0, 1, 5, 64, 65, 1_000] {
            let items: Vec<usize> = (0..count).collect();
            let doubled = in_parts(&items, 64, |part| part.iter().map(|it| it * 2).collect());
            assert_eq!(doubled, items.iter().map(|it| it * 2).collect::<Vec<_>>());
        }
    }

    #[test]
    fn each_is_worked_on_once() {
        for (count, worth) in [(0, 9), (1, 9), (5, 0), (300, 9)] {
            let mut items: Vec<usize> = (0..count).collect();
            side_by_side(&mut items, worth, |it| *it += 1);
            assert_eq!(items, (1..=count).collect::<Vec<_>>());
        }
    }
}
