//! The inviter's side of an invitation: events in, effects out.

use crate::certificate::Certificate;
use crate::invitations::{Channel, Invitations};
use crate::join_message::{JoinMessage, JoinRefusal};
use crate::root::RootId;
use crate::short_code::{Parties, ShortCode, keeps_commitment};
use crate::ticket::Ticket;
use units::Stamp;

/// What happens at the inviter's side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum InviterEvent {
    /// The joiner has sent this.
    Heard(Vec<u8>),
    /// Whoever sits here has found the codes equal.
    CodesAgree,
    /// Whoever sits here has found that they differ.
    CodesDiffer,
    /// The grant asked for by [`InviterEffect::Admit`] is signed and on disk.
    Granted,
    /// Whoever sits here has given up.
    Withdraw,
}

/// What is to be done at the inviter's side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum InviterEffect {
    /// Send this to the joiner.
    Send(Vec<u8>),
    /// Show this code, and whose device it is for, and ask whether the joiner sees the same.
    Show {
        /// The code.
        code: ShortCode,
        /// The device that would be let in.
        certificate: Certificate,
        /// The ticket it came with.
        ticket: Ticket,
    },
    /// Sign the grant that the ticket promises, keep it, then tell [`InviterEvent::Granted`].
    Admit {
        /// The device.
        certificate: Certificate,
        /// Role and scope.
        ticket: Ticket,
    },
    /// Somebody else came with a ticket that was used before.
    Alarm,
    /// It is over, and the connection can be closed.
    Ended(Result<(), JoinRefusal>),
}

/// An invitation in progress, on one connection.
#[derive(Debug)]
pub struct Inviter {
    root: RootId,
    certificate: Certificate,
    nonce: [u8; 32],
    channel: Channel,
    state: State,
}

#[derive(Debug, Clone)]
enum State {
    /// Nothing was said.
    Start,
    /// Our nonce is out, the joiner's is committed to.
    Answered {
        guest: Guest,
        commitment: [u8; 32],
    },
    /// The code is shown; who has found it equal?
    Comparing {
        guest: Guest,
        here: bool,
        there: bool,
    },
    /// The grant is being signed.
    Admitting {
        guest: Guest,
    },
    Over,
}

/// Who has come, and with which ticket.
#[derive(Debug, Clone)]
struct Guest {
    certificate: Certificate,
    ticket: Ticket,
}

impl Inviter {
    /// A joiner has connected. `nonce` is drawn anew for each connection; `certificate` is that of
    /// this device.
    pub fn new(root: RootId, certificate: Certificate, nonce: [u8; 32], channel: Channel) -> Self {
        Self { root, certificate, nonce, channel, state: State::Start }
    }

    /// One event. The tickets are changed with it and must be kept before anything is sent.
    pub fn step(
        &mut self,
        event: InviterEvent,
        now: Stamp,
        invitations: &mut Invitations,
    ) -> Vec<InviterEffect> {
        let state = std::mem::replace(&mut self.state, State::Over);
        let next = match (state, event) {
            (State::Over, _) => return Vec::new(),
            (state, InviterEvent::Heard(bytes)) => match JoinMessage::open(&bytes) {
                Ok(message) => self.heard(state, message, now, invitations),
                Err(_) => Err(JoinRefusal::OutOfTurn),
            },
            (State::Comparing { guest, there, .. }, InviterEvent::CodesAgree) => {
                Ok(compared(guest, true, there))
            }
            (State::Admitting { guest }, InviterEvent::Granted) => {
                invitations.spend(&guest.ticket.secret);
                let welcome = InviterEffect::Send(JoinMessage::Welcome.encode());
                Ok((State::Over, vec![welcome, InviterEffect::Ended(Ok(()))]))
            }
            (State::Comparing { guest, .. }, InviterEvent::CodesDiffer) => {
                invitations.spend(&guest.ticket.secret);
                Err(JoinRefusal::CodeDiffers)
            }
            (_, InviterEvent::Withdraw) => Err(JoinRefusal::Withdrawn),
            // A button pressed too early or twice.
            (
                state,
                InviterEvent::CodesAgree | InviterEvent::CodesDiffer | InviterEvent::Granted,
            ) => Ok((state, Vec::new())),
        };
        match next {
            Ok((state, effects)) => {
                self.state = state;
                effects
            }
            Err(refusal) => refuse(refusal),
        }
    }

    fn heard(
        &self,
        state: State,
        message: JoinMessage,
        now: Stamp,
        invitations: &mut Invitations,
    ) -> Result<(State, Vec<InviterEffect>), JoinRefusal> {
        match (state, message) {
            (State::Start, JoinMessage::Hello { proof, commitment, certificate }) => {
                let ticket = invitations.claim(&proof, &self.channel, now)?;
                let expected = ticket.person.unwrap_or(certificate.person);
                if certificate.facility != self.certificate.facility
                    || certificate.endpoint != self.channel.peer
                    || certificate.person != expected
                {
                    return Err(JoinRefusal::Certificate);
                }
                let answer = JoinMessage::Answer {
                    root: self.root,
                    nonce: self.nonce,
                    certificate: self.certificate.clone(),
                };
                let guest = Guest { certificate, ticket };
                let send = InviterEffect::Send(answer.encode());
                Ok((State::Answered { guest, commitment }, vec![send]))
            }
            (State::Answered { guest, commitment }, JoinMessage::Reveal { nonce }) => {
                let joiner = (guest.certificate.endpoint, guest.certificate.device);
                if !keeps_commitment(&commitment, &nonce, joiner) {
                    invitations.spend(&guest.ticket.secret);
                    return Err(JoinRefusal::Commitment);
                }
                let parties = Parties {
                    facility: self.certificate.facility,
                    root: self.root,
                    inviter: (self.certificate.endpoint, self.certificate.device),
                    joiner,
                };
                let show = InviterEffect::Show {
                    code: ShortCode::of(&parties, &self.nonce, &nonce),
                    certificate: guest.certificate.clone(),
                    ticket: guest.ticket.clone(),
                };
                Ok((State::Comparing { guest, here: false, there: false }, vec![show]))
            }
            (State::Comparing { guest, here, there: false }, JoinMessage::Agreed) => {
                Ok(compared(guest, here, true))
            }
            (State::Comparing { guest, .. }, JoinMessage::Refused(refusal)) => {
                if refusal == JoinRefusal::CodeDiffers {
                    invitations.spend(&guest.ticket.secret);
                }
                Err(refusal)
            }
            (_, JoinMessage::Refused(refusal)) => Err(refusal),
            (_, _) => Err(JoinRefusal::OutOfTurn),
        }
    }
}

/// Both sides must have found the codes equal before anything is signed.
fn compared(guest: Guest, here: bool, there: bool) -> (State, Vec<InviterEffect>) {
    if !(here && there) {
        return (State::Comparing { guest, here, there }, Vec::new());
    }
    let (certificate, ticket) = (guest.certificate.clone(), guest.ticket.clone());
    (State::Admitting { guest }, vec![InviterEffect::Admit { certificate, ticket }])
}

fn refuse(refusal: JoinRefusal) -> Vec<InviterEffect> {
    let mut effects = Vec::new();
    if refusal == JoinRefusal::Used {
        effects.push(InviterEffect::Alarm);
    }
    effects.push(InviterEffect::Send(JoinMessage::Refused(refusal).encode()));
    effects.push(InviterEffect::Ended(Err(refusal)));
    effects
}
