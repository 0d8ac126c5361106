//! How much of what was received may wait to be dealt with.

use crate::limits::{LEAST_ROOM_BYTES, LINK_ROOM_BYTES, ROOM_BYTES};
use std::sync::Arc;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// The memory some received bytes are accounted in, given back when it is dropped.
#[derive(Debug)]
pub struct Room {
    _of_link: OwnedSemaphorePermit,
    _of_all: OwnedSemaphorePermit,
}

/// The room there is for all connections.
#[derive(Debug, Clone)]
pub(crate) struct AllRoom(Arc<Semaphore>);

impl AllRoom {
    pub(crate) fn new() -> Self {
        Self(Arc::new(Semaphore::new(ROOM_BYTES)))
    }

    pub(crate) fn of_link(&self) -> LinkRoom {
        LinkRoom { link: Arc::new(Semaphore::new(LINK_ROOM_BYTES)), all: Arc::clone(&self.0) }
    }
}

/// The room there is for one connection.
#[derive(Debug)]
pub(crate) struct LinkRoom {
    link: Arc<Semaphore>,
    all: Arc<Semaphore>,
}

impl LinkRoom {
    /// Waits until there is room for so many bytes; nothing for more than there ever is.
    pub(crate) async fn take(&self, bytes: usize) -> Option<Room> {
        let bytes = u32::try_from(bytes.clamp(LEAST_ROOM_BYTES, LINK_ROOM_BYTES)).ok()?;
        let of_link = Arc::clone(&self.link).acquire_many_owned(bytes).await.ok()?;
        let of_all = Arc::clone(&self.all).acquire_many_owned(bytes).await.ok()?;
        Some(Room { _of_link: of_link, _of_all: of_all })
    }
}
