//! Reading and writing of frames with fixed fields. Numbers are big endian.

/// What is left to read of a frame.
pub(crate) struct Frame<'a>(pub(crate) &'a [u8]);

impl<'a> Frame<'a> {
    /// The next `length` bytes, if there are so many.
    pub(crate) fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (head, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(head)
    }

    /// The next bytes as an array.
    pub(crate) fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.take(N)?.try_into().ok()
    }

    /// The next byte.
    pub(crate) fn byte(&mut self) -> Option<u8> {
        self.array::<1>().map(|[byte]| byte)
    }

    /// The next number of 64 bits.
    pub(crate) fn number(&mut self) -> Option<u64> {
        self.array().map(u64::from_be_bytes)
    }

    /// Bytes preceded by their length in 32 bits.
    pub(crate) fn sized(&mut self) -> Option<&'a [u8]> {
        let length = u32::from_be_bytes(self.array()?);
        self.take(usize::try_from(length).ok()?)
    }
}

/// Writes bytes preceded by their length in 32 bits.
pub(crate) fn put_sized(frame: &mut Vec<u8>, bytes: &[u8]) {
    // Longer ones are refused by every reader: the limit on frames is far below.
    let length = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
    frame.extend(length.to_be_bytes());
    frame.extend(bytes);
}
