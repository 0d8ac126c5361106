//! One number for everything that happened in a run, in order.

/// FNV-1a of 64 bits: tells two runs apart, no secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Trace(u64);

impl Trace {
    pub(crate) const fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    pub(crate) fn bytes(&mut self, bytes: &[u8]) {
        self.number(bytes.len() as u64);
        // Eight bytes at a time: the disks of a run are some megabytes.
        let mut chunks = bytes.chunks_exact(8);
        for chunk in &mut chunks {
            self.mix(chunk.iter().fold(0, |word, byte| word << 8 | u64::from(*byte)));
        }
        chunks.remainder().iter().for_each(|byte| self.mix(u64::from(*byte)));
    }

    pub(crate) fn number(&mut self, number: u64) {
        self.mix(number);
    }

    pub(crate) const fn value(self) -> u64 {
        self.0
    }

    const fn mix(&mut self, word: u64) {
        self.0 = (self.0 ^ word).wrapping_mul(0x0000_0100_0000_01b3).rotate_left(23);
    }
}
