//! Reading and writing of frames with fixed fields. Numbers are big endian. What is read has one
//! form alone, so that the same statement is never written in two ways.

use model::RawId;
use units::Stamp;

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

    /// The next number of 16 bits.
    pub(crate) fn short(&mut self) -> Option<u16> {
        self.array().map(u16::from_be_bytes)
    }

    /// The next number of 64 bits.
    pub(crate) fn number(&mut self) -> Option<u64> {
        self.array().map(u64::from_be_bytes)
    }

    /// The next identifier.
    pub(crate) fn id(&mut self) -> Option<RawId> {
        self.array().map(|bytes| RawId(u128::from_be_bytes(bytes)))
    }

    /// The next moment.
    pub(crate) fn stamp(&mut self) -> Option<Stamp> {
        self.array().map(|bytes| Stamp(i64::from_be_bytes(bytes)))
    }

    /// Bytes preceded by their length in 32 bits.
    pub(crate) fn sized(&mut self) -> Option<&'a [u8]> {
        let length = u32::from_be_bytes(self.array()?);
        self.take(usize::try_from(length).ok()?)
    }

    /// Text of at most `longest` bytes, preceded by its length in one byte.
    pub(crate) fn text(&mut self, longest: u8) -> Option<&'a str> {
        let length = self.byte().filter(|length| *length <= longest)?;
        std::str::from_utf8(self.take(usize::from(length))?).ok()
    }

    /// Fields of one sort, of which a byte tells how many: at most `most`.
    pub(crate) fn several<T>(
        &mut self,
        most: u8,
        read: impl Fn(&mut Self) -> Option<T>,
    ) -> Option<Vec<T>> {
        let count = self.byte().filter(|count| *count <= most)?;
        (0..count).map(|_| read(self)).collect()
    }

    /// `Some` if nothing is left.
    pub(crate) fn end(&self) -> Option<()> {
        self.0.is_empty().then_some(())
    }
}

/// Writes bytes preceded by their length in 32 bits.
pub(crate) fn put_sized(frame: &mut Vec<u8>, bytes: &[u8]) {
    // Longer ones are refused by every reader: the limit on frames is far below.
    let length = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
    frame.extend(length.to_be_bytes());
    frame.extend(bytes);
}

/// Writes an identifier.
pub(crate) fn put_id(frame: &mut Vec<u8>, id: impl Into<RawId>) {
    frame.extend(id.into().0.to_be_bytes());
}

/// Writes text preceded by its length in one byte. What is longer than that is cut.
pub(crate) fn put_text(frame: &mut Vec<u8>, text: &str) {
    let text = cut(text, usize::from(u8::MAX));
    frame.push(u8::try_from(text.len()).unwrap_or(u8::MAX));
    frame.extend(text.as_bytes());
}

/// Writes how many fields follow, and as many of them as a byte can count.
pub(crate) fn put_several<T>(
    frame: &mut Vec<u8>,
    items: impl IntoIterator<Item = T, IntoIter: ExactSizeIterator>,
    put: impl Fn(&mut Vec<u8>, T),
) {
    let items = items.into_iter();
    frame.push(u8::try_from(items.len()).unwrap_or(u8::MAX));
    items.take(usize::from(u8::MAX)).for_each(|item| put(frame, item));
}

/// The beginning of a text, at most `longest` bytes, cut between two characters.
pub(crate) fn cut(text: &str, longest: usize) -> &str {
    text.get(..text.floor_char_boundary(longest)).unwrap_or_default()
}

/// `Some` if each is greater than the one before.
pub(crate) fn ascending<T: Ord>(items: &[T]) -> Option<()> {
    items.is_sorted_by(|a, b| a < b).then_some(())
}
