//! The connections of one machine with others, over iroh. It carries bytes and decides nothing
//! about documents: what is said over a connection is `sync`'s and `access`'s.
//!
//! [`Net`] keeps the endpoint of the machine, on threads of its own. It dials whoever it was told
//! to talk to and knows an address of, for as long as it takes, finds them on the local network,
//! and tells by [`NetEvent`] what happens. There are two kinds of connection ([`Kind`]): the talk,
//! open to admitted endpoints alone, and the joining of a new device by a ticket.
//!
//! Invariants: an endpoint that is not admitted is refused before a byte of it is looked at, with
//! the same answer whether it is unknown or not allowed; with each admitted endpoint there is at
//! most one talk, and both sides agree which; whatever a peer sends, memory and time spent on it
//! are limited ([`limits`]) and nothing but its own connection ends. Nothing is published to any
//! service: an endpoint is known to those who were told and, by its id and addresses alone, to the
//! local network. This crate alone names `iroh`, `tokio`, `swarm-discovery` and `if-addrs`.

mod addresses;
mod close;
mod discovery;
mod endpoint;
mod error;
mod event;
mod gate;
pub mod limits;
mod link;
mod links;
mod net;
mod open;
mod peers;
mod room;
mod run;
mod settings;

pub use addresses::USUAL_PORT;
pub use error::NetError;
pub use event::{CloseReason, How, JoinFault, Kind, Link, NetEvent};
pub use net::Net;
pub use room::Room;
pub use settings::Settings;
