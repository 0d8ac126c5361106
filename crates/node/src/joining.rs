//! Joining a facility with a ticket: the inviter is dialled, both sides show a code, and once both
//! have found it equal this machine has a store of the facility, in which nothing is yet but who it
//! is. What it may read comes over the first talk.

use crate::Engine;
use crate::failure::Failure;
use crate::members::Keys;
use crate::network::{Listening, unavailable};
use crate::opening::{Joining, Opening};
use crate::world::{World, new_id};
use access::{Channel, Joiner, JoinerEffect, JoinerEvent, ShortCode, Ticket};
use model::{EndpointId, PersonId};
use net::{Kind, Link, Net, NetEvent};
use std::sync::mpsc;

/// Joins the facility of a ticket: makes a store at `opening` and opens it. Waits for the network
/// and for the people at both ends; `compare` is given the code and says whether the other screen
/// shows the same.
pub fn join(
    opening: Opening,
    ticket: Ticket,
    listening: &Listening,
    mut world: Box<dyn World>,
    compare: impl FnMut(ShortCode) -> bool,
) -> Result<Engine, Failure> {
    let keys = Keys::draw(world.as_mut());
    let person = ticket.person.unwrap_or_else(|| PersonId(new_id(world.as_mut())));
    let mut nonce = [0; 32];
    world.fill(&mut nonce);
    let (inviter, addresses) = (ticket.inviter, ticket.addresses.clone());
    let settings = net::Settings {
        secret: keys.endpoint_secret(),
        bind: listening.bind.clone(),
        discover: false,
        relay: listening.relay.clone(),
    };
    let (happened, events) = mpsc::channel();
    let net = Net::start(settings, move |event| {
        // Whoever has given up does not listen any more.
        let _given_up = happened.send(event);
    })
    .map_err(|error| unavailable(&error))?;
    net.join(inviter, addresses.clone());
    let certificate = keys.certificate(ticket.facility, person, opening.label());
    let facility = ticket.facility;
    let visit = Visit { net, events, ticket: Some(ticket), nonce, inviter };
    let (root, inviter) = visit.talk(&certificate, compare)?;
    let joining = Joining { keys, facility, root, person, inviter };
    let mut engine = opening.join(&joining, world)?;
    engine.remember(joining.inviter.endpoint, addresses);
    Ok(engine)
}

/// The connection to the inviter.
struct Visit {
    net: Net,
    events: mpsc::Receiver<NetEvent>,
    ticket: Option<Ticket>,
    nonce: [u8; 32],
    inviter: EndpointId,
}

/// What the facility is recognised by, and who has let this machine in.
type Welcome = (access::RootId, access::Certificate);

impl Visit {
    /// Talks until it is over. The network ends what takes too long.
    fn talk(
        mut self,
        certificate: &access::Certificate,
        mut compare: impl FnMut(ShortCode) -> bool,
    ) -> Result<Welcome, Failure> {
        let mut joiner: Option<(Link, Joiner)> = None;
        let mut welcome = None;
        loop {
            let event = self.events.recv().map_err(|_| Failure::fault("net-unavailable", ""))?;
            let mut effects = match event {
                NetEvent::Connected {
                    link,
                    peer,
                    kind: Kind::Join { exported, dialled: true },
                } => {
                    let Some(ticket) = self.ticket.take() else { continue };
                    let channel = Channel { peer, exported };
                    let (begun, effects) =
                        Joiner::start(ticket, certificate.clone(), self.nonce, &channel);
                    joiner = Some((link, begun));
                    effects
                }
                NetEvent::Received { link, bytes, .. } => match &mut joiner {
                    Some((ours, joiner)) if *ours == link => joiner.step(JoinerEvent::Heard(bytes)),
                    Some(_) | None => continue,
                },
                NetEvent::JoinFailed { peer, why } if peer == self.inviter => {
                    return Err(Failure::refused(why.code()).into());
                }
                NetEvent::Closed { link, .. } if joiner.as_ref().is_some_and(|it| it.0 == link) => {
                    return welcome.ok_or_else(|| Failure::refused("join-unreachable").into());
                }
                _ => continue,
            };
            let Some((link, joiner)) = &mut joiner else { continue };
            while !effects.is_empty() {
                let mut more = Vec::new();
                for effect in effects {
                    match effect {
                        JoinerEffect::Send(bytes) => self.net.send(*link, bytes),
                        JoinerEffect::Show(code) => {
                            let are_equal = compare(code);
                            more.extend(joiner.step(if are_equal {
                                JoinerEvent::CodesAgree
                            } else {
                                JoinerEvent::CodesDiffer
                            }));
                        }
                        JoinerEffect::Joined { root, inviter } => welcome = Some((root, *inviter)),
                        JoinerEffect::Ended(Ok(())) => {
                            self.net.close(*link, 0);
                            return welcome
                                .ok_or_else(|| Failure::refused("join-out-of-turn").into());
                        }
                        JoinerEffect::Ended(Err(refusal)) => {
                            self.net.close(*link, 0);
                            return Err(Failure::refused(refusal.code()).into());
                        }
                    }
                }
                effects = more;
            }
        }
    }
}
