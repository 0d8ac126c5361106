//! What something was made from, so that it is made anew only when that is another.

use std::sync::Arc;

/// A value known by where it is. Holding it keeps another from coming to be in the same place.
#[derive(Debug)]
pub(super) struct MadeFrom<T>(Arc<T>);

impl<T> MadeFrom<T> {
    /// This very value.
    pub(super) fn of(value: &Arc<T>) -> Self {
        Self(Arc::clone(value))
    }
}

impl<T> Clone for MadeFrom<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T> PartialEq for MadeFrom<T> {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}
