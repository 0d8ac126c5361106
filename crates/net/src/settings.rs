//! What a machine's endpoint is started with.

use std::fmt;
use std::net::SocketAddr;

/// What a machine's endpoint is started with.
#[derive(Clone, PartialEq, Eq)]
pub struct Settings {
    /// The seed of the endpoint key (Ed25519): who this machine is to others.
    pub secret: [u8; 32],
    /// Where to listen. Empty: on [`USUAL_PORT`](crate::USUAL_PORT) of all interfaces, IPv4 and
    /// IPv6, or on any free port if another program has taken it. A port of 0 is any free one.
    pub bind: Vec<SocketAddr>,
    /// Whether to look for admitted endpoints on the local network, and be found there.
    pub discover: bool,
    /// The facility's own relay, as URL, for machines that cannot reach each other directly.
    /// Nobody else's relay is ever used.
    pub relay: Option<String>,
}

impl fmt::Debug for Settings {
    /// Without the secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Settings")
            .field("bind", &self.bind)
            .field("discover", &self.discover)
            .field("relay", &self.relay)
            .finish_non_exhaustive()
    }
}
