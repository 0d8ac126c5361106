//! Work that is shared among the processors: many small things, in parts. Whoever asks waits for all of
//! it.

use std::num::NonZero;
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
}
