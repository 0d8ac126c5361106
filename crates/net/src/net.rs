//! [`Net`]: what the rest of the program calls. Nothing here waits for the network.

use crate::addresses::{interfaces, parse, reached_at, texts};
use crate::endpoint::{bind, id_of};
use crate::error::NetError;
use crate::event::{Link, NetEvent};
use crate::gate::Gate;
use crate::limits::LEAVE_TIME;
use crate::run::{Run, Said};
use crate::settings::Settings;
use model::EndpointId;
use std::collections::{BTreeMap, BTreeSet};
use std::net::SocketAddr;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};

/// How long the system may take to give sockets.
const START_TIME: Duration = Duration::from_secs(10);

/// Threads that encrypt and move bytes: one keeps up with any line, and two wake each other up for
/// every packet. Another one runs what is told to the receiver of events.
const WORKERS: usize = 1;

/// Addresses others see this machine at, beyond those of its interfaces.
pub(crate) type Outside = Arc<Mutex<Vec<SocketAddr>>>;

/// The endpoint of this machine and its connections. Dropping it closes them all, tells so, and
/// takes no longer than a few seconds.
#[derive(Debug)]
pub struct Net {
    endpoint: EndpointId,
    bound: Vec<SocketAddr>,
    outside: Outside,
    gate: Gate,
    said: UnboundedSender<Said>,
    thread: Option<JoinHandle<()>>,
}

impl Net {
    /// Begins to listen; who may connect and who is dialled is told afterwards.
    ///
    /// `happened` is called from one thread, one event after the other. It must not wait: until it
    /// returns, no connection is opened, closed or heard.
    ///
    /// # Errors
    /// [`NetError`] when the settings are wrong or the system gives no sockets. A taken usual port
    /// is no error.
    pub fn start(
        settings: Settings,
        happened: impl Fn(NetEvent) + Send + Sync + 'static,
    ) -> Result<Self, NetError> {
        let endpoint = id_of(&settings.secret);
        let (said, heard) = unbounded_channel();
        let (gate, outside) = (Gate::default(), Outside::default());
        gate.tells(said.clone());
        let (started, bound) = sync_channel(1);
        let work = {
            let (said, gate, outside) = (said.clone(), gate.clone(), Arc::clone(&outside));
            move || {
                let runtime = tokio::runtime::Builder::new_multi_thread()
                    .worker_threads(WORKERS)
                    .thread_name("net")
                    .enable_all()
                    .build();
                let runtime = match runtime {
                    Ok(runtime) => runtime,
                    Err(error) => return tell(&started, Err(NetError::unavailable(error))),
                };
                runtime.block_on(async {
                    let bound = match bind(&settings, gate.clone()).await {
                        Ok(bound) => bound,
                        Err(error) => return tell(&started, Err(error)),
                    };
                    tell(&started, Ok(bound.bound_sockets()));
                    let run = Run::new(bound, &settings, gate, said, outside, Arc::new(happened));
                    run.until_the_end(heard).await;
                });
                runtime.shutdown_timeout(LEAVE_TIME);
            }
        };
        let thread = thread::Builder::new().name("net-events".to_owned()).spawn(work);
        let thread = thread.map_err(NetError::unavailable)?;
        let bound = told(&bound)?;
        Ok(Self { endpoint, bound, outside, gate, said, thread: Some(thread) })
    }

    /// Who this machine is to others.
    pub const fn endpoint(&self) -> EndpointId {
        self.endpoint
    }

    /// Where others reach this machine, each as `ip:port`: what a ticket carries. Those of its
    /// interfaces come first, IPv4 before IPv6; loopback is none unless it listens there alone.
    pub fn addresses(&self) -> Vec<String> {
        let mut reached = reached_at(&self.bound, &interfaces());
        let outside = self.outside.lock().unwrap_or_else(PoisonError::into_inner);
        for address in outside.iter() {
            if !reached.contains(address) && !address.ip().is_loopback() {
                reached.push(*address);
            }
        }
        texts(&reached)
    }

    /// Says whom the talk is open to, in place of whom it was open to before. Connections with
    /// others are closed at once; those named are dialled whenever there is none, for as long as
    /// an address of them is known.
    pub fn admit(&self, peers: BTreeSet<EndpointId>) {
        self.gate.admit(peers);
        self.say(Said::Admitted);
    }

    /// Says whether endpoints that are not known may open a connection to join. Those that are
    /// open go on.
    pub fn expect_joiners(&self, yes: bool) {
        self.gate.expect_joiners(yes);
    }

    /// How often endpoints that are not admitted were refused since this was last asked: of a flood
    /// of them, the first thousand.
    #[must_use]
    pub fn refused(&self) -> BTreeMap<EndpointId, u32> {
        self.gate.take_refused()
    }

    /// Addresses of an endpoint: typed, of a ticket, or remembered from earlier, each as `ip:port`
    /// or `ip` alone. Those that are none are passed over. It is dialled at once if it is admitted
    /// and there is no connection.
    pub fn learn(&self, peer: EndpointId, addresses: Vec<String>) {
        self.say(Said::Learned(peer, parse(&addresses)));
    }

    /// Dials the inviter of a ticket, once. What comes of it is told by
    /// [`NetEvent::Connected`] or [`NetEvent::JoinFailed`].
    pub fn join(&self, peer: EndpointId, addresses: Vec<String>) {
        self.say(Said::Join(peer, parse(&addresses)));
    }

    /// Sends bytes of the talk, or one message of a joining. Never waits: a connection on which
    /// more than [`QUEUE_BYTES`](crate::limits::QUEUE_BYTES) wait is closed.
    pub fn send(&self, link: Link, bytes: Vec<u8>) {
        self.say(Said::Send(link, bytes));
    }

    /// Closes a connection once what was sent is out, or after
    /// [`CLOSE_TIME`](crate::limits::CLOSE_TIME). Nothing more of the other side is told.
    pub fn close(&self, link: Link, reason: u8) {
        self.say(Said::Close(link, reason));
    }

    /// The network has changed, or the machine has woken up: everybody is dialled now.
    pub fn retry(&self) {
        self.say(Said::Retry);
    }

    fn say(&self, said: Said) {
        // Fails only when the thread has ended, and with it all connections.
        let _ = self.said.send(said);
    }
}

impl Drop for Net {
    fn drop(&mut self) {
        self.say(Said::End);
        let Some(thread) = self.thread.take() else { return };
        // The receiver of events may be the last to hold this.
        if thread.thread().id() != thread::current().id() {
            let _ = thread.join();
        }
    }
}

fn tell(
    started: &SyncSender<Result<Vec<SocketAddr>, NetError>>,
    bound: Result<Vec<SocketAddr>, NetError>,
) {
    let _ = started.send(bound);
}

fn told(bound: &Receiver<Result<Vec<SocketAddr>, NetError>>) -> Result<Vec<SocketAddr>, NetError> {
    match bound.recv_timeout(START_TIME) {
        Ok(bound) => bound,
        Err(_) => Err(NetError::unavailable("the system gives no sockets")),
    }
}
