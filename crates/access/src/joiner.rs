//! The joiner's side of an invitation: events in, effects out.

use crate::certificate::Certificate;
use crate::invitations::Channel;
use crate::join_message::{JoinMessage, JoinRefusal};
use crate::root::RootId;
use crate::short_code::{Parties, ShortCode, commitment};
use crate::ticket::Ticket;

/// What happens at the joiner's side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum JoinerEvent {
    /// The inviter has sent this.
    Heard(Vec<u8>),
    /// Whoever sits here has found the codes equal.
    CodesAgree,
    /// Whoever sits here has found that they differ.
    CodesDiffer,
    /// Whoever sits here has given up.
    Withdraw,
}

/// What is to be done at the joiner's side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum JoinerEffect {
    /// Send this to the inviter.
    Send(Vec<u8>),
    /// Show this code, and ask whether the inviter sees the same.
    Show(ShortCode),
    /// The facility is joined; its log comes next, over the same peer.
    Joined {
        /// What its log is recognised by.
        root: RootId,
        /// Who has let this device in.
        inviter: Box<Certificate>,
    },
    /// It is over, and the connection can be closed or used to talk about documents.
    Ended(Result<(), JoinRefusal>),
}

/// A ticket being used, on one connection.
#[derive(Debug)]
pub struct Joiner {
    ticket: Ticket,
    certificate: Certificate,
    nonce: [u8; 32],
    state: State,
}

#[derive(Debug, Clone)]
enum State {
    /// Our nonce is committed to.
    Greeted,
    /// The code is shown.
    Comparing {
        root: RootId,
        inviter: Certificate,
    },
    /// It was found equal here.
    Agreed {
        root: RootId,
        inviter: Certificate,
    },
    Over,
}

impl Joiner {
    /// The inviter of the ticket has been reached, at the endpoint the ticket names. `nonce` is
    /// drawn anew for each connection; `certificate` is that of this device for the facility of the
    /// ticket, and for its person if it names one.
    pub fn start(
        ticket: Ticket,
        certificate: Certificate,
        nonce: [u8; 32],
        channel: &Channel,
    ) -> (Self, Vec<JoinerEffect>) {
        let mut joiner = Self { ticket, certificate, nonce, state: State::Greeted };
        let ticket = &joiner.ticket;
        let ours = joiner.certificate.facility == ticket.facility
            && ticket.person.is_none_or(|person| person == joiner.certificate.person);
        if channel.peer != ticket.inviter || !ours {
            joiner.state = State::Over;
            return (joiner, vec![JoinerEffect::Ended(Err(JoinRefusal::Certificate))]);
        }
        let hello = JoinMessage::Hello {
            proof: joiner.ticket.proof(&channel.exported),
            commitment: commitment(&joiner.nonce, joiner.party()),
            certificate: joiner.certificate.clone(),
        };
        (joiner, vec![JoinerEffect::Send(hello.encode())])
    }

    /// One event.
    pub fn step(&mut self, event: JoinerEvent) -> Vec<JoinerEffect> {
        let state = std::mem::replace(&mut self.state, State::Over);
        let next = match (state, event) {
            (State::Over, _) => return Vec::new(),
            (state, JoinerEvent::Heard(bytes)) => match JoinMessage::open(&bytes) {
                // Whoever hears why needs not be told.
                Ok(JoinMessage::Refused(refusal)) => {
                    return vec![JoinerEffect::Ended(Err(refusal))];
                }
                Ok(message) => self.heard(state, message),
                Err(_) => Err(JoinRefusal::OutOfTurn),
            },
            (State::Comparing { root, inviter }, JoinerEvent::CodesAgree) => {
                let agreed = JoinerEffect::Send(JoinMessage::Agreed.encode());
                Ok((State::Agreed { root, inviter }, vec![agreed]))
            }
            (State::Comparing { .. }, JoinerEvent::CodesDiffer) => Err(JoinRefusal::CodeDiffers),
            (_, JoinerEvent::Withdraw) => Err(JoinRefusal::Withdrawn),
            // A button pressed too early or twice.
            (state, JoinerEvent::CodesAgree | JoinerEvent::CodesDiffer) => Ok((state, Vec::new())),
        };
        match next {
            Ok((state, effects)) => {
                self.state = state;
                effects
            }
            Err(refusal) => vec![
                JoinerEffect::Send(JoinMessage::Refused(refusal).encode()),
                JoinerEffect::Ended(Err(refusal)),
            ],
        }
    }

    fn heard(
        &self,
        state: State,
        message: JoinMessage,
    ) -> Result<(State, Vec<JoinerEffect>), JoinRefusal> {
        match (state, message) {
            (State::Greeted, JoinMessage::Answer { root, nonce, certificate: inviter }) => {
                let meant = inviter.endpoint == self.ticket.inviter
                    && inviter.facility == self.ticket.facility;
                if !meant {
                    return Err(JoinRefusal::Certificate);
                }
                let parties = Parties {
                    facility: self.ticket.facility,
                    root,
                    inviter: (inviter.endpoint, inviter.device),
                    joiner: self.party(),
                };
                let code = ShortCode::of(&parties, &nonce, &self.nonce);
                let reveal = JoinMessage::Reveal { nonce: self.nonce };
                let effects = vec![JoinerEffect::Send(reveal.encode()), JoinerEffect::Show(code)];
                Ok((State::Comparing { root, inviter }, effects))
            }
            (State::Agreed { root, inviter }, JoinMessage::Welcome) => {
                let joined = JoinerEffect::Joined { root, inviter: Box::new(inviter) };
                Ok((State::Over, vec![joined, JoinerEffect::Ended(Ok(()))]))
            }
            (_, _) => Err(JoinRefusal::OutOfTurn),
        }
    }

    fn party(&self) -> (model::EndpointId, model::DeviceId) {
        (self.certificate.endpoint, self.certificate.device)
    }
}
