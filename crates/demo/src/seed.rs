//! Where the choices and identifiers of the demo come from: a seed, and nothing else, so that the
//! same seed gives the same facility on every machine. No source of secrets.

use model::RawId;
use units::Stamp;

/// Numbers that follow from a seed (SplitMix64; Steele, Lea and Flood, 2014).
#[derive(Debug, Clone)]
pub(crate) struct Seed(u64);

impl Seed {
    pub(crate) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A sequence of its own for a part of the demo, so that a change in one part leaves the
    /// others as they are.
    pub(crate) fn branch(&self, part: u64) -> Self {
        let mut branch = Self(self.0 ^ part.wrapping_mul(0xd6e8_feb8_6659_fd93));
        branch.number();
        branch
    }

    pub(crate) fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// An index below `limit`; 0 when `limit` is 0.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        let limit = u64::try_from(limit).unwrap_or(u64::MAX);
        usize::try_from(self.number().checked_rem(limit).unwrap_or(0)).unwrap_or(0)
    }

    /// A number from the first to the last, both included.
    pub(crate) fn between(&mut self, first: i64, last: i64) -> i64 {
        let count = usize::try_from(last.saturating_sub(first).saturating_add(1)).unwrap_or(0);
        first.saturating_add(i64::try_from(self.below(count)).unwrap_or(0))
    }

    /// True in `percent` of 100 cases.
    pub(crate) fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of the items; `None` only if there is none.
    pub(crate) fn pick<'a, T>(&mut self, items: &'a [T]) -> Option<&'a T> {
        let place = self.below(items.len());
        items.get(place)
    }

    /// Puts items in another order.
    pub(crate) fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            let other = self.below(last + 1);
            items.swap(last, other);
        }
    }
}

/// Makes identifiers: UUIDs of version 7 (RFC 9562), of the moment of the step and seeded bits.
#[derive(Debug, Clone)]
pub(crate) struct Ids {
    seed: Seed,
    /// The moment identifiers are minted at.
    pub(crate) at: Stamp,
}

impl Ids {
    pub(crate) fn new(seed: Seed, at: Stamp) -> Self {
        Self { seed, at }
    }

    pub(crate) fn raw(&mut self) -> RawId {
        const VERSION: u128 = 0x7 << 76;
        const VARIANT: u128 = 0b10 << 62;
        let milliseconds = u128::try_from(self.at.0.saturating_mul(1_000)).unwrap_or(0);
        let random = u128::from(self.seed.number()) << 64 | u128::from(self.seed.number());
        let (high, low) = (random >> 64 & 0xfff, random & ((1 << 62) - 1));
        RawId((milliseconds & 0xffff_ffff_ffff) << 80 | VERSION | high << 64 | VARIANT | low)
    }

    pub(crate) fn mint<T: From<RawId>>(&mut self) -> T {
        self.raw().into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_are_version_7_and_carry_their_moment() {
        let mut ids = Ids::new(Seed::new(1), Stamp(1_795_000_000));
        let id = ids.raw().0;
        assert_eq!(id >> 76 & 0xf, 7);
        assert_eq!(id >> 62 & 0b11, 0b10);
        assert_eq!(id >> 80, 1_795_000_000_000);
        assert_ne!(ids.raw().0, id);
    }

    #[test]
    fn branches_of_a_seed_differ_from_it_and_from_each_other() {
        let seed = Seed::new(7);
        let first = |mut seed: Seed| seed.number();
        assert_ne!(first(seed.branch(1)), first(seed.branch(2)));
        assert_ne!(first(seed.branch(1)), first(seed.clone()));
        assert_eq!(first(seed.branch(1)), first(seed.branch(1)));
    }
}
