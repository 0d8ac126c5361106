//! The node as the rest of the program holds it: one writer thread, and snapshots for everybody.
//!
//! Whoever calls waits for the writer; whoever draws takes [`Node::snapshot`] and asks with
//! [`Node::post`], which never wait.

use crate::engine::{Engine, Group, Receipt};
use crate::failure::Failure;
use crate::opening::Opening;
use crate::snapshot::Snapshot;
use crate::world::World;
use arc_swap::ArcSwap;
use std::sync::{Arc, mpsc};
use std::thread::{self, JoinHandle};

/// Work for the writer thread.
type Work = Box<dyn FnOnce(&mut Engine) + Send>;

/// The running peer.
#[derive(Debug)]
pub struct Node {
    work: Option<mpsc::Sender<Work>>,
    published: Arc<ArcSwap<Snapshot>>,
    writer: Option<JoinHandle<()>>,
}

impl Node {
    /// Opens a store and starts its writer thread.
    pub fn open(opening: Opening, world: Box<dyn World>) -> Result<Self, Failure> {
        Self::start(opening.open(world)?)
    }

    /// Starts the writer thread on an engine.
    pub fn start(mut engine: Engine) -> Result<Self, Failure> {
        let published = Arc::new(ArcSwap::new(engine.snapshot()));
        let (work, requests) = mpsc::channel::<Work>();
        let run = move || {
            while let Ok(work) = requests.recv() {
                work(&mut engine);
            }
            // Everything acknowledged is kept already; a snapshot that cannot be saved only makes
            // the next start slower, and the store says itself what is wrong with it then.
            let _slower_start = engine.close();
        };
        let writer = thread::Builder::new().name("writer".to_owned()).spawn(run);
        let writer = writer.map_err(|cause| Failure::fault("node-stopped", cause))?;
        Ok(Self { work: Some(work), published, writer: Some(writer) })
    }

    /// The newest snapshot. Never waits.
    pub fn snapshot(&self) -> Arc<Snapshot> {
        self.published.load_full()
    }

    /// Carries out a group of commands. When this returns, it is on disk.
    pub fn submit(&self, group: Group) -> Result<Receipt, Failure> {
        self.call(move |engine| engine.submit(&group))?
    }

    /// Takes back this machine's last step.
    pub fn undo(&self) -> Result<Receipt, Failure> {
        self.call(Engine::undo)?
    }

    /// Brings back what was last undone.
    pub fn redo(&self) -> Result<Receipt, Failure> {
        self.call(Engine::redo)?
    }

    /// Has the writer thread do something, and waits for what comes of it.
    /// The snapshot is published before the answer arrives.
    pub fn call<T: Send + 'static>(
        &self,
        ask: impl FnOnce(&mut Engine) -> T + Send + 'static,
    ) -> Result<T, Failure> {
        let (answer, answered) = mpsc::channel();
        self.post(ask, move |result| {
            // Nobody waits any more if the caller is gone.
            let _gone = answer.send(result);
        })?;
        answered.recv().map_err(|_| stopped())
    }

    /// Has the writer thread do something, and does not wait. What comes of it is given to
    /// `answer` on the writer thread, after the snapshot is published; `answer` must be quick, for
    /// everybody's next request waits behind it. Requests are done in the order they were posted.
    /// If the writer stops before, `answer` is dropped without a call.
    pub fn post<T: Send + 'static>(
        &self,
        ask: impl FnOnce(&mut Engine) -> T + Send + 'static,
        answer: impl FnOnce(T) + Send + 'static,
    ) -> Result<(), Failure> {
        let shelf = Arc::clone(&self.published);
        let work: Work = Box::new(move |engine| {
            let result = ask(engine);
            shelf.store(engine.snapshot());
            answer(result);
        });
        self.work.as_ref().ok_or_else(stopped)?.send(work).map_err(|_| stopped())
    }
}

/// The writer thread is gone.
fn stopped() -> Failure {
    Failure::fault("node-stopped", "writer")
}

impl Drop for Node {
    /// Waits until the writer has finished what it was asked.
    fn drop(&mut self) {
        self.work = None;
        // The last handle may go with an answer, on the writer's own thread: it ends by itself.
        let own = |writer: &JoinHandle<()>| writer.thread().id() == thread::current().id();
        if let Some(writer) = self.writer.take().filter(|writer| !own(writer)) {
            // A writer that panicked has already failed its caller.
            let _panicked = writer.join();
        }
    }
}
