//! All connections that are open, and which of two with the same endpoint goes on.

use crate::close;
use crate::event::{CloseReason, Kind, Link, NetEvent};
use crate::limits::{AT_ONCE, MAX_JOINS, MAX_LINKS, QUEUE_BYTES};
use crate::link::{Driven, drive};
use crate::open::Opened;
use crate::room::AllRoom;
use crate::run::{Happened, Said};
use access::MAX_JOIN_BYTES;
use iroh::endpoint::Connection;
use model::EndpointId;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};
use tokio::sync::oneshot;

/// One connection, as the loop sees it.
pub(crate) struct Open {
    pub(crate) peer: EndpointId,
    pub(crate) is_talk: bool,
    dialled: bool,
    since: Instant,
    connection: Connection,
    queued: Arc<AtomicUsize>,
    /// Nothing once the users of this crate have closed it: it is on its way out.
    driver: Option<(UnboundedSender<Vec<u8>>, oneshot::Sender<CloseReason>)>,
}

/// A connection that has ended.
pub(crate) struct Finished {
    pub(crate) peer: EndpointId,
    pub(crate) is_talk: bool,
    pub(crate) lasted: Duration,
}

/// All connections that are open.
pub(crate) struct Links {
    own: EndpointId,
    happened: Arc<Happened>,
    said: UnboundedSender<Said>,
    room: AllRoom,
    last: u64,
    open: BTreeMap<Link, Open>,
    talks: BTreeMap<EndpointId, Link>,
    joins: BTreeMap<EndpointId, Link>,
}

impl Links {
    pub(crate) fn new(
        own: EndpointId,
        happened: Arc<Happened>,
        said: UnboundedSender<Said>,
    ) -> Self {
        let room = AllRoom::new();
        let (open, talks, joins) = Default::default();
        Self { own, happened, said, room, last: 0, open, talks, joins }
    }

    pub(crate) fn has_talk(&self, peer: EndpointId) -> bool {
        self.talks.contains_key(&peer)
    }

    pub(crate) fn are_full(&self) -> bool {
        self.open.len() >= MAX_LINKS
    }

    /// One that goes on, and is not on its way out.
    pub(crate) fn lively(&self, link: Link) -> Option<&Open> {
        self.open.get(&link).filter(|open| open.driver.is_some())
    }

    /// Those that goes on with an endpoint for which `of` says yes.
    pub(crate) fn talks_of(&self, of: impl Fn(EndpointId) -> bool) -> Vec<Link> {
        let talks = self.talks.iter().filter(|(peer, _)| of(**peer));
        talks.map(|(_, link)| *link).collect()
    }

    /// Takes up a connection, unless there is no place, or one with the same endpoint that both
    /// sides prefer. One that is preferred less is ended. Says whether it was taken up.
    pub(crate) fn add(&mut self, opened: Opened, now: Instant) -> bool {
        let is_talk = opened.kind == Kind::Talk;
        let same = if is_talk { &self.talks } else { &self.joins };
        let before = same.get(&opened.peer).copied();
        let full = before.is_none()
            && (self.are_full() || (!is_talk && !opened.dialled && self.joins.len() >= MAX_JOINS));
        if full {
            opened.connection.close(close::NO_PLACE, b"");
            return false;
        }
        if let Some(before) = before {
            let stays = self.open.get(&before).is_some_and(|open| {
                let age = now.saturating_duration_since(open.since);
                is_talk && stays(self.own < opened.peer, open.dialled, age, opened.dialled)
            });
            if stays {
                opened.connection.close(close::REPLACED, b"");
                return false;
            }
            self.end(before, CloseReason::Replaced, now);
        }
        self.take_up(opened, is_talk, now);
        true
    }

    fn take_up(&mut self, opened: Opened, is_talk: bool, now: Instant) {
        self.last += 1;
        let link = Link(self.last);
        let (peer, kind, dialled) = (opened.peer, opened.kind, opened.dialled);
        let (sender, queue) = unbounded_channel();
        let (ender, end) = oneshot::channel();
        let queued = Arc::new(AtomicUsize::new(0));
        let open = Open {
            peer,
            is_talk,
            dialled,
            since: now,
            connection: opened.connection.clone(),
            queued: Arc::clone(&queued),
            driver: Some((sender, ender)),
        };
        self.open.insert(link, open);
        let same = if is_talk { &mut self.talks } else { &mut self.joins };
        same.insert(peer, link);
        (self.happened)(NetEvent::Connected { link, peer, kind });
        let (room, said) = (self.room.of_link(), self.said.clone());
        tokio::spawn(drive(opened, Driven { link, queue, queued, end, room, said }));
    }

    /// Puts bytes into the queue of a connection, or ends it if it cannot carry them.
    pub(crate) fn send(&mut self, link: Link, bytes: Vec<u8>, now: Instant) -> Option<Finished> {
        let open = self.open.get(&link)?;
        let (queue, _) = open.driver.as_ref()?;
        let fits = open.is_talk || (1..=MAX_JOIN_BYTES).contains(&bytes.len());
        let waiting = open.queued.fetch_add(bytes.len(), Ordering::Relaxed);
        if !fits || waiting.saturating_add(bytes.len()) > QUEUE_BYTES {
            return self.end(link, CloseReason::Overflow, now);
        }
        // Fails only when the connection is just ending, which is told in a moment.
        let _ = queue.send(bytes);
        None
    }

    /// Closes a connection once what was sent is out.
    pub(crate) fn close(&mut self, link: Link, reason: u8) {
        let Some(open) = self.open.get_mut(&link) else { return };
        let Some((queue, ender)) = open.driver.take() else { return };
        drop(queue);
        let _ = ender.send(CloseReason::Here(reason));
        let peer = open.peer;
        self.forget(peer, link);
    }

    /// Ends a connection at once; nothing if there is none.
    pub(crate) fn end(
        &mut self,
        link: Link,
        reason: CloseReason,
        now: Instant,
    ) -> Option<Finished> {
        let open = self.open.get(&link)?;
        open.connection.close(close::number(reason), b"");
        self.ended(link, reason, now)
    }

    /// A connection has ended, for whatever reason; nothing if that was known.
    pub(crate) fn ended(
        &mut self,
        link: Link,
        reason: CloseReason,
        now: Instant,
    ) -> Option<Finished> {
        let open = self.open.remove(&link)?;
        self.forget(open.peer, link);
        (self.happened)(NetEvent::Closed { link, reason });
        let lasted = now.saturating_duration_since(open.since);
        Some(Finished { peer: open.peer, is_talk: open.is_talk, lasted })
    }

    /// Ends all.
    pub(crate) fn end_all(&mut self, now: Instant) {
        let all: Vec<Link> = self.open.keys().copied().collect();
        for link in all {
            self.end(link, CloseReason::Ended, now);
        }
    }

    fn forget(&mut self, peer: EndpointId, link: Link) {
        for same in [&mut self.talks, &mut self.joins] {
            if same.get(&peer) == Some(&link) {
                same.remove(&peer);
            }
        }
    }
}

/// Whether the first of two connections with the same endpoint stays, and not the one that has just
/// come. Both sides must say the same, whichever they see first: of two dialled at once by the two
/// sides it is the one dialled by the smaller endpoint id; of two by the same side, the newer, since
/// that side has lost the older. A first one that is older than any attempt takes is lost to the
/// other side, which would not dial otherwise.
fn stays(own_is_smaller: bool, first_dialled: bool, age: Duration, next_dialled: bool) -> bool {
    first_dialled != next_dialled && first_dialled == own_is_smaller && age < AT_ONCE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_sides_keep_the_same_of_two_connections_whichever_comes_first() {
        let young = Duration::ZERO;
        for first_is_by_smaller in [false, true] {
            for next_is_by_smaller in [false, true] {
                let smaller = stays(true, first_is_by_smaller, young, next_is_by_smaller);
                let larger = stays(false, !first_is_by_smaller, young, !next_is_by_smaller);
                assert_eq!(smaller, larger, "seen in the same order");
                // In the other order the second must win where the first did.
                if first_is_by_smaller != next_is_by_smaller {
                    let turned = stays(false, !next_is_by_smaller, young, !first_is_by_smaller);
                    assert_eq!(smaller, !turned, "seen in different order");
                }
            }
        }
    }

    #[test]
    fn a_machine_that_fell_over_gets_its_new_connection() {
        assert!(stays(true, true, Duration::from_secs(1), false), "it may be dialled at once");
        assert!(!stays(true, true, AT_ONCE, false), "it has fallen over");
        assert!(
            !stays(true, true, Duration::ZERO, true) && !stays(true, false, Duration::ZERO, false)
        );
    }
}
