//! Something worked out beside the window from a key: the newest is kept and shown until the next
//! is there, and only one is under way at a time.

use crate::desktop::{Pending, Scene};

/// What was worked out last, and what is being worked out.
pub(super) struct Later<K, T> {
    known: Option<(K, T)>,
    asked: Option<(K, Pending<T>)>,
}

impl<K, T> Default for Later<K, T> {
    fn default() -> Self {
        Self { known: None, asked: None }
    }
}

impl<K: Clone + PartialEq, T: Send + 'static> Later<K, T> {
    /// Takes what has arrived, and has a new one worked out if the key is another.
    pub(super) fn look(
        &mut self,
        scene: &Scene<'_>,
        key: &K,
        start: impl FnOnce(&Scene<'_>) -> Pending<T>,
    ) {
        if let Some((asked, pending)) = &self.asked
            && let Some(answer) = pending.take()
        {
            self.known = Some((asked.clone(), answer));
            self.asked = None;
        }
        if self.asked.is_none() && !self.is_of(key) {
            self.asked = Some((key.clone(), start(scene)));
        }
    }

    /// The newest there is, be it of another key.
    pub(super) fn newest(&self) -> Option<&T> {
        self.known.as_ref().map(|(_, value)| value)
    }

    /// Is the newest of this key?
    pub(super) fn is_of(&self, key: &K) -> bool {
        self.known.as_ref().is_some_and(|(known, _)| known == key)
    }

    /// The newest, if it is of this key.
    pub(super) fn of(&self, key: &K) -> Option<&T> {
        self.known.as_ref().filter(|(known, _)| known == key).map(|(_, value)| value)
    }
}
