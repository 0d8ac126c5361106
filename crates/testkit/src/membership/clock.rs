//! The clock and the chance of one machine: one time for all, and what each clock makes of it.

use crate::random::Seeded;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use units::Stamp;

/// The moment at which a run begins: 2026-11-23T08:00:00Z, a Monday.
const BEGIN: i64 = 1_795_420_800;

/// The time of a run, in milliseconds; clones are the same clock.
#[derive(Debug, Clone, Default)]
pub(super) struct Time(Arc<AtomicU64>);

/// By how many seconds a machine's clock is wrong.
#[derive(Debug, Clone, Default)]
pub(super) struct Skew(Arc<AtomicI64>);

/// Time and chance as a machine sees them, from one start to the next.
pub(super) struct Wall {
    pub(super) time: Time,
    pub(super) skew: Skew,
    pub(super) random: Seeded,
}

impl Time {
    pub(super) fn now(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }

    pub(super) fn set(&self, now: u64) {
        self.0.store(now, Ordering::Relaxed);
    }
}

impl Skew {
    pub(super) fn set(&self, seconds: i64) {
        self.0.store(seconds, Ordering::Relaxed);
    }
}

impl node::World for Wall {
    fn now(&mut self) -> Stamp {
        let since = i64::try_from(self.time.now() / 1_000).unwrap_or(0);
        Stamp(BEGIN + since + self.skew.0.load(Ordering::Relaxed))
    }

    fn fill(&mut self, bytes: &mut [u8]) {
        let fresh = self.random.bytes(bytes.len());
        bytes.copy_from_slice(&fresh);
    }

    fn elapsed(&mut self) -> u64 {
        self.time.now()
    }
}
