//! Reading and writing arrays by number where every number is known to be inside: a number outside
//! reads as nothing and is written nowhere, so a mistake costs a wrong cost and never a crash.
//!
//! Measured against indexing in the inner loops: no difference beyond noise, the bound is tested
//! once either way.

/// The entry at a place, or the default outside.
#[inline]
pub(crate) fn at<T: Copy + Default>(slice: &[T], place: usize) -> T {
    slice.get(place).copied().unwrap_or_default()
}

/// Writes an entry, if it is inside.
#[inline]
pub(crate) fn put<T>(slice: &mut [T], place: usize, value: T) {
    if let Some(entry) = slice.get_mut(place) {
        *entry = value;
    }
}
