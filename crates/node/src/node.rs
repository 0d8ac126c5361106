//! The node as the rest of the program holds it: one writer thread, and snapshots for everybody.
//!
//! Whoever calls waits for the writer; whoever draws takes [`Node::snapshot`] and asks with
//! [`Node::post`], which never wait. Connections are carried by `net`, whose events come to the
//! same thread.

use crate::engine::{Engine, Group, Receipt};
use crate::failure::Failure;
use crate::network::{Listening, Network};
use crate::opening::Opening;
use crate::snapshot::Snapshot;
use crate::world::World;
use crate::writer::{Request, Watch, Writer};
use arc_swap::ArcSwap;
use model::EndpointId;
use std::sync::{Arc, mpsc};
use std::thread::{self, JoinHandle};

/// The running peer.
#[derive(Debug)]
pub struct Node {
    requests: mpsc::Sender<Request>,
    published: Arc<ArcSwap<Snapshot>>,
    writer: Option<JoinHandle<()>>,
}

impl Node {
    /// Opens a store and starts its writer thread.
    pub fn open(opening: Opening, world: Box<dyn World>) -> Result<Self, Failure> {
        Self::start(opening.open(world)?)
    }

    /// Starts the writer thread on an engine.
    pub fn start(engine: Engine) -> Result<Self, Failure> {
        let published = Arc::new(ArcSwap::new(engine.shown()));
        let (requests, asked) = mpsc::channel();
        let writer = Writer::new(engine, Arc::clone(&published));
        let run = move || writer.run(&asked);
        let writer = thread::Builder::new().name("writer".to_owned()).spawn(run);
        let writer = writer.map_err(|cause| Failure::fault("node-stopped", cause))?;
        Ok(Self { requests, published, writer: Some(writer) })
    }

    /// The newest snapshot. Never waits.
    pub fn snapshot(&self) -> Arc<Snapshot> {
        self.published.load_full()
    }

    /// Carries out a group of commands. When this returns, it is on disk.
    pub fn submit(&self, group: Group) -> Result<Receipt, Failure> {
        let (answer, answered) = mpsc::channel();
        self.post_group(group, move |result| {
            // Nobody waits any more if the caller is gone.
            let _gone = answer.send(result);
        })?;
        answered.recv().map_err(|_| stopped())?
    }

    /// Has a group carried out, and does not wait: see [`Node::post`]. Groups that wait together
    /// are kept together, with one commit.
    pub fn post_group(
        &self,
        group: Group,
        answer: impl FnOnce(Result<Receipt, Failure>) + Send + 'static,
    ) -> Result<(), Failure> {
        self.requests.send(Request::Group(group, Box::new(answer))).map_err(|_| stopped())
    }

    /// Takes back this machine's last step.
    pub fn undo(&self) -> Result<Receipt, Failure> {
        self.call(Engine::undo)?
    }

    /// Brings back what was last undone.
    pub fn redo(&self) -> Result<Receipt, Failure> {
        self.call(Engine::redo)?
    }

    /// Begins to listen for the others, and to dial them. What went on before is over. Gives the
    /// addresses at which others reach this machine.
    pub fn listen(&self, listening: Listening) -> Result<Vec<String>, Failure> {
        let requests = self.requests.clone();
        self.call_writer(move |writer| {
            writer.network = None;
            let happened = move |event| {
                // After the end of the program nobody wants to know.
                let _ended = requests.send(Request::Net(event));
            };
            let started = Network::start(&mut writer.engine, &listening, happened);
            let answer = started.map(|network| writer.network.insert(network).addresses());
            writer.engine.trouble = answer.as_ref().err().map(|it| it.finding().clone());
            writer.engine.publish();
            answer
        })?
    }

    /// The addresses at which others reach this machine now; none while it does not listen.
    pub fn addresses(&self) -> Result<Vec<String>, Failure> {
        self.call_writer(|writer| writer.network.as_ref().map(Network::addresses))
            .map(Option::unwrap_or_default)
    }

    /// Dials an endpoint at addresses that somebody has typed, or that a ticket carries, and
    /// remembers them.
    pub fn learn(&self, endpoint: EndpointId, addresses: Vec<String>) -> Result<(), Failure> {
        self.call_writer(move |writer| {
            writer.engine.remember(endpoint, addresses.clone());
            if let Some(network) = &writer.network {
                network.learn(endpoint, addresses);
            }
        })
    }

    /// The network has changed, or the machine has woken up: everybody is dialled now.
    pub fn redial(&self) -> Result<(), Failure> {
        self.call_writer(|writer| writer.network.iter().for_each(Network::retry))
    }

    /// From now on the backups that the store is set for are made: for a program that stays, not for
    /// a command that is over in a moment.
    pub fn keep_backups(&self) -> Result<(), Failure> {
        self.call_writer(|writer| writer.keeps_backups = true)
    }

    /// Has somebody told whenever a snapshot was published that nobody here has asked for: others
    /// have written something, came or went. `watch` is called on the writer thread and must be
    /// quick.
    pub fn watch(&self, watch: impl FnMut(&mut Engine) + Send + 'static) -> Result<(), Failure> {
        let watch: Watch = Box::new(watch);
        self.call_writer(move |writer| writer.watch = Some(watch))
    }

    /// Has the writer thread do something, and waits for what comes of it.
    /// The snapshot is published before the answer arrives.
    pub fn call<T: Send + 'static>(
        &self,
        ask: impl FnOnce(&mut Engine) -> T + Send + 'static,
    ) -> Result<T, Failure> {
        self.call_writer(move |writer| ask(&mut writer.engine))
    }

    fn call_writer<T: Send + 'static>(
        &self,
        ask: impl FnOnce(&mut Writer) -> T + Send + 'static,
    ) -> Result<T, Failure> {
        let (answer, answered) = mpsc::channel();
        self.post_writer(ask, move |result| {
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
        self.post_writer(move |writer| ask(&mut writer.engine), answer)
    }

    fn post_writer<T: Send + 'static>(
        &self,
        ask: impl FnOnce(&mut Writer) -> T + Send + 'static,
        answer: impl FnOnce(T) + Send + 'static,
    ) -> Result<(), Failure> {
        let work = move |writer: &mut Writer| {
            let result = ask(writer);
            writer.publish();
            answer(result);
        };
        self.requests.send(Request::Work(Box::new(work))).map_err(|_| stopped())
    }
}

/// The writer thread is gone.
fn stopped() -> Failure {
    Failure::fault("node-stopped", "writer")
}

impl Drop for Node {
    /// Waits until the writer has finished what it was asked.
    fn drop(&mut self) {
        // A writer that has stopped needs not be told to.
        let _stopped = self.requests.send(Request::Stop);
        // The last handle may go with an answer, on the writer's own thread: it ends by itself.
        let own = |writer: &JoinHandle<()>| writer.thread().id() == thread::current().id();
        if let Some(writer) = self.writer.take().filter(|writer| !own(writer)) {
            // A writer that panicked has already failed its caller.
            let _panicked = writer.join();
        }
    }
}
