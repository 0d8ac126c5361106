//! The tickets a device has given out, and which of them were used. Each is good for one device,
//! once.

use crate::join_message::JoinRefusal;
use crate::membership::Membership;
use crate::rights::fits;
use crate::ticket::{MAX_TICKET_SECONDS, Ticket};
use hmac::{Hmac, KeyInit, Mac};
use model::{DeviceId, EndpointId};
use sha2::Sha256;
use units::Stamp;

/// How often the device that came first may try again, after its connection broke.
pub const MAX_ATTEMPTS: u8 = 3;

/// The most tickets that are open at once.
pub const MAX_OPEN_TICKETS: usize = 64;

const TAG: &[u8] = b"raccord join 1\0";

/// What the connection of a joiner is known by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Channel {
    /// The endpoint at the other end, which the connection has proved.
    pub peer: EndpointId,
    /// Keying material that only the two ends of this connection have (RFC 8446, exporters).
    pub exported: [u8; 32],
}

/// A ticket that was given out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issued {
    /// The ticket.
    pub ticket: Ticket,
    /// What became of it.
    pub state: TicketState,
}

/// What became of a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TicketState {
    /// Nobody has come with it.
    Open,
    /// An endpoint has come with it, so many times; nobody else can any more.
    Claimed {
        /// The endpoint.
        by: EndpointId,
        /// How many times.
        attempts: u8,
    },
    /// It has served, or the codes differed.
    Spent,
}

/// Why a device cannot invite so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InviteRefusal {
    /// Only administrators' devices sign grants.
    #[error("this device is no administrator's; ask one of them to invite")]
    NotAdmin,
    /// The role cannot have that scope.
    #[error("the role cannot have that scope")]
    Scope,
    /// It would be good for more than a day, or is over already.
    #[error("a ticket is good for a day at most")]
    Expiry,
    /// It is for another facility or another device.
    #[error("the ticket is not of this device and facility")]
    NotOurs,
    /// The secret was used before.
    #[error("each ticket has a new secret")]
    Secret,
    /// Too many are open.
    #[error("too many tickets are open; wait until some expire, or withdraw them")]
    Full,
}

/// The tickets a device has given out. Kept beside the log, and never sent.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Invitations {
    /// All of them that are not forgotten yet.
    pub issued: Vec<Issued>,
}

impl InviteRefusal {
    /// Stable code, also the name of the message.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotAdmin => "invite-not-admin",
            Self::Scope => "invite-scope",
            Self::Expiry => "invite-expiry",
            Self::NotOurs => "invite-not-ours",
            Self::Secret => "invite-secret",
            Self::Full => "invite-full",
        }
    }
}

impl Ticket {
    /// What proves that a joiner knows the ticket, on one connection and no other.
    pub fn proof(&self, exported: &[u8; 32]) -> [u8; 32] {
        keyed(self, exported).map_or([0; 32], |mac| mac.finalize().into_bytes().into())
    }

    fn is_proved(&self, proof: &[u8; 32], exported: &[u8; 32]) -> bool {
        keyed(self, exported).is_some_and(|mac| mac.verify_slice(proof).is_ok())
    }
}

fn keyed(ticket: &Ticket, exported: &[u8; 32]) -> Option<Hmac<Sha256>> {
    // Keys of any length are taken.
    let mac = Hmac::<Sha256>::new_from_slice(&ticket.secret).ok()?;
    Some(mac.chain_update(TAG).chain_update(exported))
}

impl Invitations {
    /// Gives out a ticket of this device.
    pub fn issue(
        &mut self,
        ticket: Ticket,
        membership: &Membership,
        by: DeviceId,
        now: Stamp,
    ) -> Result<(), InviteRefusal> {
        if !membership.is_admin(by) {
            return Err(InviteRefusal::NotAdmin);
        }
        let ours = membership.endpoints.get(&ticket.inviter).is_some_and(|it| it.contains(&by));
        if ticket.facility != membership.facility || !ours {
            return Err(InviteRefusal::NotOurs);
        }
        if !fits(&ticket.role, &ticket.scope) {
            return Err(InviteRefusal::Scope);
        }
        if ticket.expires <= now || ticket.expires.0.saturating_sub(now.0) > MAX_TICKET_SECONDS {
            return Err(InviteRefusal::Expiry);
        }
        if self.issued.iter().any(|issued| issued.ticket.secret == ticket.secret) {
            return Err(InviteRefusal::Secret);
        }
        self.forget(now);
        if self.issued.len() >= MAX_OPEN_TICKETS {
            return Err(InviteRefusal::Full);
        }
        self.issued.push(Issued { ticket, state: TicketState::Open });
        Ok(())
    }

    /// A joiner comes with a proof: the ticket it knows. Whoever proves a ticket that another
    /// endpoint has claimed knows what was not meant for them: [`JoinRefusal::Used`] is an alarm.
    pub fn claim(
        &mut self,
        proof: &[u8; 32],
        channel: &Channel,
        now: Stamp,
    ) -> Result<Ticket, JoinRefusal> {
        let mut issued = self.issued.iter_mut();
        let issued = issued
            .find(|issued| issued.ticket.is_proved(proof, &channel.exported))
            .ok_or(JoinRefusal::Unknown)?;
        let attempts = match issued.state {
            TicketState::Open => 0,
            TicketState::Claimed { by, attempts } if by == channel.peer => attempts,
            TicketState::Claimed { .. } | TicketState::Spent => return Err(JoinRefusal::Used),
        };
        if now > issued.ticket.expires {
            return Err(JoinRefusal::Expired);
        }
        if attempts >= MAX_ATTEMPTS {
            return Err(JoinRefusal::Attempts);
        }
        issued.state = TicketState::Claimed { by: channel.peer, attempts: attempts + 1 };
        Ok(issued.ticket.clone())
    }

    /// The ticket has served, or must not serve any more.
    pub fn spend(&mut self, secret: &[u8; 16]) {
        let spent = self.issued.iter_mut().filter(|issued| issued.ticket.secret == *secret);
        spent.for_each(|issued| issued.state = TicketState::Spent);
    }

    /// Can the ticket still be turned into a grant?
    pub fn is_claimed_by(&self, secret: &[u8; 16], endpoint: EndpointId) -> bool {
        self.issued.iter().any(|issued| {
            issued.ticket.secret == *secret
                && matches!(issued.state, TicketState::Claimed { by, .. } if by == endpoint)
        })
    }

    /// Forgets tickets that expired more than a day ago. Until then whoever comes with one is told
    /// that it has expired or was used.
    pub fn forget(&mut self, now: Stamp) {
        let kept =
            |issued: &Issued| now.0.saturating_sub(issued.ticket.expires.0) <= MAX_TICKET_SECONDS;
        self.issued.retain(kept);
    }
}
