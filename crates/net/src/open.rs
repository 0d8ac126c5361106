//! How connections come about, up to the point where both sides know of them.
//!
//! Who dials opens the one stream and says a byte; the other side answers with one once it has
//! taken the connection up, which the side that dialled waits for. Until then nothing else is
//! said, and neither side tells of a connection the other might refuse.

use crate::close;
use crate::event::{CloseReason, JoinFault, Kind};
use crate::gate::{Attempt, Gate, JOIN, TALK};
use crate::limits::{DIAL_TIME, OPEN_TIME};
use crate::run::Said;
use iroh::endpoint::{
    ConnectError, ConnectingError, Connection, Incoming, IncomingAddr, RecvStream, SendStream,
};
use iroh::{Endpoint, EndpointAddr};
use model::EndpointId;
use std::time::Instant;
use tokio::sync::mpsc::UnboundedSender;
use tokio::time::timeout;

/// What both sides say first: the version of what follows.
const FIRST_BYTE: u8 = 1;

/// What the secret is derived with that both sides of a join connection have in common.
const EXPORT_LABEL: &[u8] = b"EXPORTER-raccord-join-1";

/// A connection both sides could use.
#[derive(Debug)]
pub(crate) struct Opened {
    pub(crate) connection: Connection,
    pub(crate) send: SendStream,
    pub(crate) receive: RecvStream,
    pub(crate) peer: EndpointId,
    pub(crate) kind: Kind,
    pub(crate) dialled: bool,
}

impl Opened {
    /// Says to the side that dialled that the connection is taken up.
    pub(crate) async fn take_up(&mut self) -> Result<(), CloseReason> {
        if self.dialled {
            return Ok(());
        }
        self.send.write_all(&[FIRST_BYTE]).await.map_err(|_| CloseReason::Lost)
    }
}

/// Takes in the connections of others, for as long as the endpoint is open.
pub(crate) async fn accept_all(endpoint: Endpoint, gate: Gate, said: UnboundedSender<Said>) {
    while let Some(incoming) = endpoint.accept().await {
        let from = match incoming.remote_addr() {
            IncomingAddr::Ip(address) => Some(address.ip().to_canonical()),
            _ => None,
        };
        match gate.attempt(from, incoming.remote_addr_validated(), Instant::now()) {
            Attempt::Go => {}
            Attempt::Prove => {
                // Refused only for those that have proved it.
                let _ = incoming.retry();
                continue;
            }
            Attempt::Ignore => {
                incoming.ignore();
                continue;
            }
        }
        let Some(mut place) = gate.opening() else {
            incoming.refuse();
            continue;
        };
        let said = said.clone();
        tokio::spawn(async move {
            let accepted = timeout(OPEN_TIME, accept(incoming, |peer| place.is_of(peer))).await;
            if let Ok(Some(opened)) = accepted {
                let _ = said.send(Said::Opened(Box::new(opened)));
            }
            drop(place);
        });
    }
}

async fn accept(incoming: Incoming, has_place: impl FnOnce(EndpointId) -> bool) -> Option<Opened> {
    // The gate has refused who is not let in; see its hook.
    let connection = incoming.accept().ok()?.await.ok()?;
    if !has_place(EndpointId(*connection.remote_id().as_bytes())) {
        connection.close(close::NO_PLACE, b"");
        return None;
    }
    let (send, mut receive) = connection.accept_bi().await.ok()?;
    let mut first = [0];
    receive.read_exact(&mut first).await.ok()?;
    if first != [FIRST_BYTE] {
        connection.close(close::FAULT, b"");
        return None;
    }
    opened(connection, send, receive, false)
}

/// Dials an endpoint at all its addresses.
pub(crate) async fn dial(
    endpoint: Endpoint,
    address: EndpointAddr,
    protocol: &'static [u8],
) -> Result<Opened, JoinFault> {
    match timeout(DIAL_TIME, dial_patiently(endpoint, address, protocol)).await {
        Ok(dialled) => dialled,
        Err(_) => Err(JoinFault::Unreachable),
    }
}

async fn dial_patiently(
    endpoint: Endpoint,
    address: EndpointAddr,
    protocol: &[u8],
) -> Result<Opened, JoinFault> {
    let connection = match endpoint.connect(address, protocol).await {
        Ok(connection) => connection,
        Err(ConnectError::Connecting {
            source: ConnectingError::ConnectionError { source, .. },
            ..
        }) => return Err(close::join_fault(&source)),
        Err(_) => return Err(JoinFault::Unreachable),
    };
    // That the other side refuses shows only once it is asked for something.
    let fault = |connection: &Connection| {
        let error = connection.close_reason();
        error.map_or(JoinFault::Unreachable, |error| close::join_fault(&error))
    };
    let Ok((mut send, mut receive)) = connection.open_bi().await else {
        return Err(fault(&connection));
    };
    if send.write_all(&[FIRST_BYTE]).await.is_err() {
        return Err(fault(&connection));
    }
    let mut first = [0];
    if receive.read_exact(&mut first).await.is_err() || first != [FIRST_BYTE] {
        return Err(fault(&connection));
    }
    opened(connection, send, receive, true).ok_or(JoinFault::Unreachable)
}

fn opened(
    connection: Connection,
    send: SendStream,
    receive: RecvStream,
    dialled: bool,
) -> Option<Opened> {
    let peer = EndpointId(*connection.remote_id().as_bytes());
    let kind = match connection.alpn() {
        TALK => Kind::Talk,
        JOIN => {
            let mut exported = [0; 32];
            connection.export_keying_material(&mut exported, EXPORT_LABEL, &[]).ok()?;
            Kind::Join { exported, dialled }
        }
        _ => return None,
    };
    Some(Opened { connection, send, receive, peer, kind, dialled })
}
