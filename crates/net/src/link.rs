//! One connection while it lasts: what is sent and received on it, which way it takes, its end.

use crate::addresses::is_private;
use crate::close;
use crate::event::{CloseReason, How, Kind, Link};
use crate::limits::{
    CHUNK_BYTES, CLOSE_TIME, JOIN_TIME, LOOK_EVERY, MESSAGE_TIME, PATH_EVERY, PATH_FIRST,
    REASON_TIME, SILENCE,
};
use crate::open::Opened;
use crate::room::LinkRoom;
use crate::run::Said;
use access::MAX_JOIN_BYTES;
use iroh::TransportAddr;
use iroh::endpoint::{Connection, RecvStream, SendStream};
use std::future::pending;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender};
use tokio::sync::oneshot;
use tokio::time::{Instant, sleep, timeout};

/// What a connection is driven by.
pub(crate) struct Driven {
    pub(crate) link: Link,
    /// What is to be sent; closed when the connection is to end after it.
    pub(crate) queue: UnboundedReceiver<Vec<u8>>,
    /// The bytes in it.
    pub(crate) queued: Arc<AtomicUsize>,
    /// Told when the connection is to end: by the users of this crate, or else at once.
    pub(crate) end: oneshot::Receiver<CloseReason>,
    pub(crate) room: LinkRoom,
    pub(crate) said: UnboundedSender<Said>,
}

/// Drives a connection to its end, and says why it has ended.
pub(crate) async fn drive(mut opened: Opened, driven: Driven) {
    let (link, said) = (driven.link, driven.said.clone());
    let reason = match opened.take_up().await {
        Ok(()) => last(opened, driven).await,
        Err(reason) => reason,
    };
    let _ = said.send(Said::Ended(link, reason));
}

async fn last(opened: Opened, driven: Driven) -> CloseReason {
    let Opened { connection, mut send, mut receive, kind, .. } = opened;
    let Driven { link, mut queue, queued, mut end, room, said } = driven;
    let is_talk = kind == Kind::Talk;
    let mut writing = Box::pin(write(&mut send, &mut queue, &queued, is_talk));
    let mut reading = Box::pin(async {
        let told = |bytes, room| said.send(Said::Received(link, bytes, room)).is_ok();
        match kind {
            Kind::Talk => read_talk(&mut receive, &room, told).await,
            Kind::Join { .. } => read_messages(&mut receive, &room, told).await,
        }
    });
    let late = async { if is_talk { pending::<()>().await } else { sleep(JOIN_TIME).await } };
    let mut is_written = false;
    let reason = tokio::select! {
        biased;
        end = &mut end => end.unwrap_or(CloseReason::Ended),
        read = &mut reading => match read {
            // The other side has said its last word and tells its reason once it has ours.
            Read::End => {
                drop(writing);
                let _ = send.finish();
                let why = timeout(REASON_TIME, connection.closed()).await;
                let reason = why.map_or(CloseReason::Lost, |why| close::reason(&why));
                connection.close(close::BROKEN_OFF, b"");
                return reason;
            }
            Read::Fault => CloseReason::Fault,
            Read::Lost => ended(&connection).await,
        },
        reason = watch(&connection, link, &said) => reason,
        why = connection.closed() => close::reason(&why),
        is_all = &mut writing => {
            is_written = true;
            // Whoever has closed the queue says why in the next moment.
            if is_all { end.await.unwrap_or(CloseReason::Ended) } else { ended(&connection).await }
        }
        () = late => CloseReason::Late,
    };
    if let CloseReason::Here(_) = reason {
        drop(reading);
        let written = async { is_written || writing.await };
        let gone = async { tokio::join!(written, pass_over(&mut receive)) };
        let _ = timeout(CLOSE_TIME, gone).await;
    }
    connection.close(close::number(reason), b"");
    reason
}

/// Why a connection has ended of which a stream has broken off.
async fn ended(connection: &Connection) -> CloseReason {
    match timeout(REASON_TIME, connection.closed()).await {
        Ok(why) => close::reason(&why),
        Err(_) => CloseReason::Lost,
    }
}

/// Sends what is in the queue until it is closed, then says that this was all; false if the
/// connection broke off before.
async fn write(
    send: &mut SendStream,
    queue: &mut UnboundedReceiver<Vec<u8>>,
    queued: &AtomicUsize,
    is_talk: bool,
) -> bool {
    while let Some(bytes) = queue.recv().await {
        let length = u32::try_from(bytes.len()).unwrap_or(u32::MAX).to_be_bytes();
        let sent = match is_talk || send.write_all(&length).await.is_ok() {
            true => send.write_all(&bytes).await.is_ok(),
            false => false,
        };
        queued.fetch_sub(bytes.len(), Ordering::Relaxed);
        if !sent {
            return false;
        }
    }
    send.finish().is_ok()
}

/// How reading came to an end.
enum Read {
    /// The other side has said all it had to say.
    End,
    /// It broke the rules of messages.
    Fault,
    /// The connection broke off.
    Lost,
}

async fn read_talk(
    receive: &mut RecvStream,
    room: &LinkRoom,
    told: impl Fn(Vec<u8>, crate::Room) -> bool,
) -> Read {
    let mut chunk = vec![0; CHUNK_BYTES];
    loop {
        let bytes = match receive.read(&mut chunk).await {
            Ok(Some(count)) => chunk.get(..count).unwrap_or_default().to_vec(),
            Ok(None) => return Read::End,
            Err(_) => return Read::Lost,
        };
        let Some(room) = room.take(bytes.len()).await else { return Read::Lost };
        if !told(bytes, room) {
            return Read::Lost;
        }
    }
}

/// Reads messages, each behind its length as 4 bytes.
async fn read_messages(
    receive: &mut RecvStream,
    room: &LinkRoom,
    told: impl Fn(Vec<u8>, crate::Room) -> bool,
) -> Read {
    loop {
        // Between messages people may take their time; within one there is no reason to.
        let mut first = [0];
        match receive.read(&mut first).await {
            Ok(Some(_)) => {}
            Ok(None) => return Read::End,
            Err(_) => return Read::Lost,
        }
        let bytes = match timeout(MESSAGE_TIME, read_message(receive, first)).await {
            Ok(Ok(bytes)) => bytes,
            Ok(Err(read)) => return read,
            Err(_) => return Read::Fault,
        };
        let Some(room) = room.take(bytes.len()).await else { return Read::Lost };
        if !told(bytes, room) {
            return Read::Lost;
        }
    }
}

async fn read_message(receive: &mut RecvStream, [first]: [u8; 1]) -> Result<Vec<u8>, Read> {
    let mut rest = [0; 3];
    receive.read_exact(&mut rest).await.map_err(|_| Read::Lost)?;
    let [second, third, fourth] = rest;
    let length = u32::from_be_bytes([first, second, third, fourth]);
    let length = usize::try_from(length).unwrap_or(usize::MAX);
    if length == 0 || length > MAX_JOIN_BYTES {
        return Err(Read::Fault);
    }
    let mut bytes = vec![0; length];
    receive.read_exact(&mut bytes).await.map_err(|_| Read::Lost)?;
    Ok(bytes)
}

/// Reads to the end without looking.
async fn pass_over(receive: &mut RecvStream) {
    let mut chunk = vec![0; CHUNK_BYTES];
    while let Ok(Some(_)) = receive.read(&mut chunk).await {}
}

/// Tells which way the connection takes, at first and when it changes, until nothing is heard of the
/// other side. iroh notices that too, yet takes twice its time when it has ways left to try.
async fn watch(connection: &Connection, link: Link, said: &UnboundedSender<Said>) -> CloseReason {
    let (mut told, mut when) = (None, Instant::now());
    let (mut heard, mut last_heard) = (0, Instant::now());
    loop {
        sleep(if told.is_none() { PATH_FIRST } else { LOOK_EVERY }).await;
        let (count, now) = (connection.stats().udp_rx.datagrams, Instant::now());
        if count != heard {
            (heard, last_heard) = (count, now);
        } else if now.duration_since(last_heard) > SILENCE {
            return CloseReason::Silent;
        }
        if told.is_some() && now.duration_since(when) < PATH_EVERY {
            continue;
        }
        let path = path(connection);
        if path.is_some() && path != told {
            (told, when) = (path, now);
            if let Some((how, round_trip, from)) = path
                && said.send(Said::Path(link, how, round_trip, from)).is_err()
            {
                return CloseReason::Ended;
            }
        }
    }
}

/// The way bytes take at the moment, how long an answer takes, in milliseconds, and where the other
/// side is.
fn path(connection: &Connection) -> Option<(How, u64, Option<SocketAddr>)> {
    let paths = connection.paths();
    let path = paths.iter().find(|path| path.is_selected())?;
    let (how, from) = match path.remote_addr() {
        TransportAddr::Ip(from) if is_private(from.ip()) => (How::Lan, Some(*from)),
        TransportAddr::Ip(from) => (How::Direct, Some(*from)),
        _ => (How::Relay, None),
    };
    Some((how, u64::try_from(path.rtt().as_millis()).unwrap_or(u64::MAX), from))
}
