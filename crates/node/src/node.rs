//! The node as the rest of the program holds it: one writer thread, and snapshots for everybody.
//!
//! Whoever calls waits for the writer; whoever draws takes [`Node::snapshot`], which never waits.

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
        let stopped = || Failure::fault("node-stopped", "writer");
        let (answer, answered) = mpsc::channel();
        let shelf = Arc::clone(&self.published);
        let work: Work = Box::new(move |engine| {
            let result = ask(engine);
            shelf.store(engine.snapshot());
            // Nobody waits any more if the caller is gone.
            let _gone = answer.send(result);
        });
        self.work.as_ref().ok_or_else(stopped)?.send(work).map_err(|_| stopped())?;
        answered.recv().map_err(|_| stopped())
    }
}

impl Drop for Node {
    /// Waits until the writer has finished what it was asked.
    fn drop(&mut self) {
        self.work = None;
        if let Some(writer) = self.writer.take() {
            // A writer that panicked has already failed its caller.
            let _panicked = writer.join();
        }
    }
}
