//! Two machines in one thread: what they do over a network, without one. For the command that plays
//! two peers, and for tests.

use crate::engine::Engine;
use crate::talk::Outgoing;
use model::DeviceId;
use sync::Reason;

/// As long as news waits to be told, also to those who hear it elsewhere, in milliseconds.
const NEWS: u64 = 500;

/// Lets two machines of one facility talk in one thread until neither has anything to say: what
/// they do over a network, without one. How many frames went back and forth. An error tells that
/// one of them does not let the other in.
pub fn meet(first: &mut Engine, second: &mut Engine) -> Result<usize, Reason> {
    let of_second = first.connected(second.endpoint())?;
    let of_first = second.connected(first.endpoint())?;
    let (mut frames, mut quiet) = (0, 0);
    // News is told with some delay; after several rounds of silence there is none.
    while quiet < 3 {
        let sent = pass(first, second, of_first) + pass(second, first, of_second);
        frames += sent;
        quiet = if sent == 0 { quiet + 1 } else { 0 };
        if sent == 0 {
            first.wait(NEWS);
            second.wait(NEWS);
        }
    }
    first.disconnected(of_second);
    second.disconnected(of_first);
    first.publish();
    second.publish();
    Ok(frames)
}

/// Carries what one machine has to send to the other, which knows it by this name.
fn pass(from: &mut Engine, to: &mut Engine, name: DeviceId) -> usize {
    let outgoing = from.outgoing();
    let frames = outgoing.into_iter().filter_map(|outgoing| match outgoing {
        Outgoing::Send { frame, .. } => Some(frame),
        Outgoing::Close { .. } | Outgoing::Join { .. } | Outgoing::JoinClose { .. } => None,
    });
    frames.map(|frame| to.heard(name, frame)).count()
}
