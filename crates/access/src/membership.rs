//! Who belongs to a facility and what each may do, as the whole log has it.

use crate::envelope::ActorId;
use crate::operation_body::{Frontier, Grant};
use crate::rights::{Access, access};
use crate::root::RootId;
use crate::target::Target;
use model::{DeviceId, DocumentId, EndpointId, FacilityId, Finding, PersonId, Role};
use std::collections::{BTreeMap, BTreeSet};
use units::Stamp;

/// What a log comes to. Equal logs come to equal memberships.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Membership {
    /// The facility.
    pub facility: FacilityId,
    /// Its root key.
    pub root: RootId,
    /// Rights by device, in the order of their identifiers.
    pub members: BTreeMap<DeviceId, Vec<Right>>,
    /// People whose records and keys are destroyed.
    pub erased: BTreeSet<PersonId>,
    /// How often the key of a document was changed.
    pub rotations: BTreeMap<DocumentId, u64>,
    /// What is wrong with the log, sorted.
    pub findings: Vec<Finding>,
    pub(crate) endpoints: BTreeMap<EndpointId, BTreeSet<DeviceId>>,
}

/// A right of a device, and whether it ended.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Right {
    /// What was given. Administrators have the role of that name over the whole facility.
    pub grant: Grant,
    /// Who gave it.
    pub by: DeviceId,
    /// If it was revoked: what the device had written by then, which stays.
    pub ended: Option<Frontier>,
}

/// How a device stands as a writer of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// Nothing is known of the device.
    Unknown,
    /// It was never allowed to write the document.
    Never,
    /// It may write it.
    Good,
    /// It might until its rights were revoked: the last accepted sequence of each of its actors.
    Ended(BTreeMap<ActorId, u64>),
}

/// Why an endpoint is not talked to. Whoever asks is told nothing of this.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SessionRefusal {
    /// It belongs to nobody here.
    #[error("the endpoint belongs to no device of the facility")]
    Unknown,
    /// Every right of its device was revoked.
    #[error("the rights of the device were revoked")]
    Revoked,
    /// Every right of its device has lapsed.
    #[error("the rights of the device have lapsed; an administrator can give them anew")]
    Lapsed,
}

/// What is open to a peer for as long as it is connected and the log stays as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Whose device it is, and what it may do.
    pub rights: Vec<Grant>,
}

impl SessionRefusal {
    /// Stable code, also the name of the message.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Unknown => "session-unknown",
            Self::Revoked => "session-revoked",
            Self::Lapsed => "session-lapsed",
        }
    }
}

impl Standing {
    /// Might the device write what it wrote under this actor and sequence? Rights that ended still
    /// stand for everything up to the last accepted sequence.
    pub fn covers(&self, actor: &ActorId, sequence: u64) -> bool {
        match self {
            Self::Good => true,
            Self::Ended(last) => sequence <= last.get(actor).copied().unwrap_or(0),
            Self::Never | Self::Unknown => false,
        }
    }
}

impl Right {
    /// Does it hold at a moment? It neither ended nor lapsed.
    pub fn holds(&self, now: Stamp) -> bool {
        self.ended.is_none() && self.grant.not_after.is_none_or(|not_after| now <= not_after)
    }
}

impl Membership {
    /// May the device do what administrators do?
    pub fn is_admin(&self, device: DeviceId) -> bool {
        self.rights(device).any(|right| right.ended.is_none() && right.grant.role == Role::Admin)
    }

    /// What the device may do with a document by the rights that were not revoked. Lapse does not
    /// matter here: it ends sessions, not what somebody writes at home.
    pub fn access(&self, device: DeviceId, target: Target) -> Access {
        let standing = self.rights(device).filter(|right| right.ended.is_none());
        standing.map(|right| right.grant.access(target)).max().unwrap_or_default()
    }

    /// How the device stands as a writer of a document.
    pub fn standing(&self, device: DeviceId, document: DocumentId, target: Target) -> Standing {
        let Some(rights) = self.members.get(&device) else { return Standing::Unknown };
        let mut last: Option<BTreeMap<ActorId, u64>> = None;
        for right in rights.iter().filter(|right| right.grant.access(target) == Access::Write) {
            let Some(frontier) = &right.ended else { return Standing::Good };
            let last = last.get_or_insert_default();
            for (actor, sequence) in frontier.get(&document).into_iter().flatten() {
                let known = last.entry(*actor).or_default();
                *known = (*known).max(*sequence);
            }
        }
        last.map_or(Standing::Never, Standing::Ended)
    }

    /// What is open to the peer at an endpoint now.
    pub fn session(&self, endpoint: EndpointId, now: Stamp) -> Result<Session, SessionRefusal> {
        let devices = self.endpoints.get(&endpoint).ok_or(SessionRefusal::Unknown)?;
        let rights = || devices.iter().flat_map(|device| self.rights(*device));
        // A device that changed its endpoint is not let in by the old one.
        let here = |right: &&Right| right.grant.certificate.endpoint == endpoint;
        if rights().filter(here).all(|right| right.ended.is_some()) {
            return Err(SessionRefusal::Revoked);
        }
        let holding = rights().filter(here).filter(|right| right.holds(now));
        let rights: Vec<Grant> = holding.map(|right| right.grant.clone()).collect();
        if rights.is_empty() { Err(SessionRefusal::Lapsed) } else { Ok(Session { rights }) }
    }

    fn rights(&self, device: DeviceId) -> impl Iterator<Item = &Right> {
        self.members.get(&device).into_iter().flatten()
    }
}

impl Session {
    /// What the peer may do with a document. The log itself is open to every peer.
    pub fn access(&self, target: Target) -> Access {
        self.rights.iter().map(|grant| grant.access(target)).max().unwrap_or_default()
    }

    /// The devices that speak through this connection.
    pub fn devices(&self) -> BTreeSet<DeviceId> {
        self.rights.iter().map(|grant| grant.certificate.device).collect()
    }
}

impl Grant {
    /// What it allows to do with a document.
    pub fn access(&self, target: Target) -> Access {
        access(&self.role, &self.scope, self.certificate.person, target)
    }
}
