//! Whole frames out of whatever pieces the connection hands over.

use crate::limits::MAX_FRAME_BYTES;

/// What has arrived of the next frame.
#[derive(Debug, Default)]
pub(crate) struct Frames {
    pending: Vec<u8>,
    /// Where the next frame begins in `pending`.
    start: usize,
}

/// The next frame is longer than any may be, so that nothing behind it can be found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TooLong;

impl Frames {
    /// Takes a piece; at most one frame and the piece itself are ever held.
    pub(crate) fn push(&mut self, bytes: &[u8]) {
        self.pending.drain(..self.start);
        self.start = 0;
        self.pending.extend_from_slice(bytes);
    }

    /// The next whole frame without its length.
    pub(crate) fn next(&mut self) -> Result<Option<Vec<u8>>, TooLong> {
        let rest = self.pending.get(self.start..).unwrap_or_default();
        let Some((length, rest)) = rest.split_first_chunk::<4>() else { return Ok(None) };
        let length = usize::try_from(u32::from_be_bytes(*length)).unwrap_or(usize::MAX);
        if length > MAX_FRAME_BYTES {
            return Err(TooLong);
        }
        let Some(frame) = rest.get(..length) else { return Ok(None) };
        let frame = frame.to_vec();
        self.start += 4 + length;
        Ok(Some(frame))
    }
}
