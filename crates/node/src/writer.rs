//! The writer thread: takes requests and what happens at connections, one after the other, has the
//! engine do it, sends what comes of it, and publishes snapshots.

use crate::engine::Engine;
use crate::network::Network;
use crate::snapshot::Snapshot;
use arc_swap::ArcSwap;
use net::NetEvent;
use std::fmt;
use std::sync::{Arc, mpsc};
use std::time::{Duration, Instant};

/// While one thing after the other comes in, snapshots are published so often.
const PUBLISH_EVERY: Duration = Duration::from_millis(100);

/// How long the writer sleeps when nothing is due.
const LONGEST_SLEEP: Duration = Duration::from_secs(60);

/// Called when something has changed that nobody here has asked for.
pub(crate) type Watch = Box<dyn FnMut(&mut Engine) + Send>;

/// What comes to the writer thread.
pub(crate) enum Request {
    /// Work of this program.
    Work(Box<dyn FnOnce(&mut Writer) + Send>),
    /// Something happened at a connection.
    Net(NetEvent),
    /// The program ends.
    Stop,
}

/// What the writer thread has.
pub(crate) struct Writer {
    pub(crate) engine: Engine,
    pub(crate) network: Option<Network>,
    pub(crate) watch: Option<Watch>,
    /// Makes the backups that the store is set for: a program that stays does, a command that is
    /// over in a moment does not.
    pub(crate) keeps_backups: bool,
    published: Arc<ArcSwap<Snapshot>>,
    /// Since when something has changed that is not published.
    stale: Option<Instant>,
}

impl Writer {
    pub(crate) fn new(engine: Engine, published: Arc<ArcSwap<Snapshot>>) -> Self {
        Self { engine, network: None, watch: None, keeps_backups: false, published, stale: None }
    }

    /// Does what comes until the program ends.
    pub(crate) fn run(mut self, requests: &mpsc::Receiver<Request>) {
        let mut next = None;
        loop {
            let request = match next.take() {
                Some(request) => Ok(request),
                None => requests.recv_timeout(self.sleep()),
            };
            match request {
                Ok(Request::Work(work)) => work(&mut self),
                Ok(Request::Net(event)) => self.happened(event),
                Err(mpsc::RecvTimeoutError::Timeout) => self.engine.tick(),
                Ok(Request::Stop) | Err(mpsc::RecvTimeoutError::Disconnected) => break,
            }
            if let Some(network) = &mut self.network {
                network.flush(&mut self.engine);
            }
            next = requests.try_recv().ok();
            if self.keeps_backups && next.is_none() {
                self.engine.back_up_when_due(false);
            }
            let is_due = self.stale.is_some_and(|since| since.elapsed() >= PUBLISH_EVERY);
            if self.stale.is_some() && (next.is_none() || is_due) {
                self.tell_change();
            }
        }
        self.end();
    }

    /// Publishes the newest snapshot.
    pub(crate) fn publish(&mut self) {
        self.published.store(self.engine.snapshot());
    }

    fn happened(&mut self, event: NetEvent) {
        if let Some(network) = &mut self.network {
            network.happened(&mut self.engine, event);
            self.stale.get_or_insert_with(Instant::now);
        }
    }

    /// Looks at everything anew and tells who wants to know.
    fn tell_change(&mut self) {
        self.stale = None;
        self.engine.introduce_when_known();
        self.engine.publish();
        self.publish();
        if let Some(watch) = &mut self.watch {
            watch(&mut self.engine);
        }
    }

    fn sleep(&mut self) -> Duration {
        let due = self.engine.wake().map(Duration::from_millis);
        due.map_or(LONGEST_SLEEP, |due| due.min(LONGEST_SLEEP))
    }

    /// Everything acknowledged is kept already; a snapshot that cannot be saved only makes the next
    /// start slower, and the store says itself what is wrong with it then.
    fn end(mut self) {
        for peer in self.engine.linked() {
            self.engine.disconnected(peer);
        }
        self.network = None;
        if self.keeps_backups {
            self.engine.back_up_when_due(true);
        }
        let _slower_start = self.engine.close();
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Work(_) => "Work",
            Self::Net(_) => "Net",
            Self::Stop => "Stop",
        })
    }
}
