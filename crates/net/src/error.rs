//! Why a machine has no endpoint. What goes wrong with one connection is an event.

use std::io;
use std::net::SocketAddr;

/// Why a machine has no endpoint.
#[derive(Debug, thiserror::Error)]
pub enum NetError {
    /// Another program listens there.
    #[error(
        "another program uses port {port}; close it, or choose another port or none in the settings"
    )]
    PortTaken {
        /// The port.
        port: u16,
    },
    /// No interface of this machine has the address, or two of the addresses are for the same.
    #[error("{address} is no address to listen on; take one of this machine, or none for all")]
    Address {
        /// The address.
        address: SocketAddr,
    },
    /// The relay's address cannot be read.
    #[error("{relay:?} is no address of a relay; write it as https://relay.example.org")]
    Relay {
        /// The address as given.
        relay: String,
    },
    /// The system gives no sockets or threads.
    #[error("the network is not available: {detail}; work goes on, try again later")]
    Unavailable {
        /// What the system said.
        detail: String,
    },
}

impl NetError {
    /// Stable code, also the name of the message.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::PortTaken { .. } => "net-port-taken",
            Self::Address { .. } => "net-address",
            Self::Relay { .. } => "net-relay",
            Self::Unavailable { .. } => "net-unavailable",
        }
    }

    pub(crate) fn unavailable(detail: impl ToString) -> Self {
        Self::Unavailable { detail: detail.to_string() }
    }

    /// What a refusal to listen on an address means.
    pub(crate) fn of_bind(fault: &io::Error, bind: &[SocketAddr]) -> Self {
        match (fault.kind(), bind) {
            (io::ErrorKind::AddrInUse, [address, ..]) => Self::PortTaken { port: address.port() },
            (io::ErrorKind::AddrNotAvailable, [address, ..]) => Self::Address { address: *address },
            _ => Self::unavailable(fault),
        }
    }
}
