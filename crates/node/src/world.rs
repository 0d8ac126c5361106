//! The clock and the source of randomness: the only way time and identifiers come into the
//! program. Tests and the demonstration bring their own.

use model::RawId;
use std::time::{Instant, SystemTime, UNIX_EPOCH};
use units::Stamp;
use uuid::Builder;

/// Time and chance, as the node sees them.
pub trait World: Send {
    /// What the clock says.
    fn now(&mut self) -> Stamp;

    /// Fills bytes that nobody can guess (or that a seed repeats).
    fn fill(&mut self, bytes: &mut [u8]);

    /// Milliseconds since any fixed moment, by a clock that never goes back.
    fn elapsed(&mut self) -> u64;

    /// Sets the clock, where it can be set: that of a machine cannot.
    fn set(&mut self, _now: Stamp) {}
}

/// A new identifier: a UUID of version 7 (RFC 9562), so that identifiers sort by age.
pub fn new_id(world: &mut dyn World) -> RawId {
    let millis = u64::try_from(world.now().0).unwrap_or(0).saturating_mul(1_000);
    let mut random = [0; 10];
    world.fill(&mut random);
    RawId(Builder::from_unix_timestamp_millis(millis, &random).into_uuid().as_u128())
}

/// The machine's own clock and random source.
#[derive(Debug)]
pub struct System {
    start: Instant,
}

impl Default for System {
    fn default() -> Self {
        Self { start: Instant::now() }
    }
}

impl World for System {
    fn now(&mut self) -> Stamp {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |age| age.as_secs());
        Stamp(i64::try_from(since).unwrap_or(i64::MAX))
    }

    fn elapsed(&mut self) -> u64 {
        u64::try_from(self.start.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    fn fill(&mut self, bytes: &mut [u8]) {
        // Without a random source no key and no identifier may be made: there is nothing to fall back on.
        #[expect(
            clippy::expect_used,
            reason = "a machine without a random source cannot make keys"
        )]
        getrandom::fill(bytes).expect("the operating system has a source of random bytes");
    }
}

/// A clock that is set by hand and numbers that repeat for a seed.
#[derive(Debug, Clone)]
pub struct Seeded {
    now: Stamp,
    state: u64,
}

impl Seeded {
    /// A world at a moment, repeating for a seed.
    pub fn new(seed: u64, now: Stamp) -> Self {
        Self { now, state: seed }
    }

    /// The same with the clock set.
    #[must_use]
    pub fn at(self, now: Stamp) -> Self {
        Self { now, ..self }
    }
}

impl World for Seeded {
    fn now(&mut self) -> Stamp {
        self.now
    }

    fn elapsed(&mut self) -> u64 {
        u64::try_from(self.now.0).unwrap_or(0).saturating_mul(1_000)
    }

    fn set(&mut self, now: Stamp) {
        self.now = now;
    }

    /// SplitMix64 (Steele, Lea, Flood 2014): good enough to tell identifiers apart, no secret.
    fn fill(&mut self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(8) {
            self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
            let mut mixed = self.state;
            mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
            mixed ^= mixed >> 31;
            for (byte, random) in chunk.iter_mut().zip(mixed.to_le_bytes()) {
                *byte = random;
            }
        }
    }
}
