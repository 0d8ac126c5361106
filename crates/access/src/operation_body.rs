//! What an operation of the facility log does.
//!
//! Bodies, by kind: 1 grant `id 16 | flag 1 | not after 8 if the flag is 1 | role 1 + n | scope |
//! length 4 | certificate`; 2 revoke `number of grants 1 | grants 16 each | number of documents 4 |
//! per document: id 16 | number of actors 2 | actors 16 with their last sequence 8`; 3 erase
//! `person 16`; 4 rotate key `document 16`; 5 admin `id 16 | length 4 | certificate`. Lists are
//! ascending. What a newer program writes under another kind is kept as it is.

use crate::bytes::{Frame, ascending, cut, put_id, put_several, put_sized, put_text};
use crate::certificate::Certificate;
use crate::envelope::ActorId;
use crate::grant_scope::{GrantScope, MAX_WORD_BYTES};
use model::{Choice, DocumentId, GrantId, PersonId, Role};
use std::collections::{BTreeMap, BTreeSet};
use units::Stamp;

/// The most grants one revocation names.
pub const MAX_REVOKED: u8 = 255;

/// Per document, the last accepted sequence of each actor.
pub type Frontier = BTreeMap<DocumentId, BTreeMap<ActorId, u64>>;

/// What an operation does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// Lets a device in, or gives it one more right.
    Grant(Grant),
    /// Ends rights, for ever: whoever comes back gets a new grant.
    Revoke {
        /// The grants that end.
        grants: BTreeSet<GrantId>,
        /// What the devices had written by then, which stays.
        frontier: Frontier,
    },
    /// Forgets a person: directory and vault records and their keys are destroyed.
    Erase(PersonId),
    /// A document is sealed with a new key from here on.
    RotateKey(DocumentId),
    /// Makes a device an administrator's. Only the root key does.
    Admin {
        /// What a revocation names.
        id: GrantId,
        /// The device.
        certificate: Certificate,
    },
    /// Something of a newer program, without effect here.
    Other {
        /// Its kind.
        kind: u8,
        /// What it says.
        body: Vec<u8>,
    },
}

/// A right of a device.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Grant {
    /// What a revocation names; never used twice.
    pub id: GrantId,
    /// The device it is given to.
    pub certificate: Certificate,
    /// What the device may do.
    pub role: Role,
    /// Where it may.
    pub scope: GrantScope,
    /// After this moment the device is not talked to any more. What it wrote stays, whatever its
    /// clock said.
    pub not_after: Option<Stamp>,
}

impl Action {
    /// Its number in the frame.
    pub const fn kind(&self) -> u8 {
        match self {
            Self::Grant(_) => 1,
            Self::Revoke { .. } => 2,
            Self::Erase(_) => 3,
            Self::RotateKey(_) => 4,
            Self::Admin { .. } => 5,
            Self::Other { kind, .. } => *kind,
        }
    }

    /// The certificate it holds, if it lets a device in.
    pub fn certificate(&self) -> Option<&Certificate> {
        match self {
            Self::Grant(grant) => Some(&grant.certificate),
            Self::Admin { certificate, .. } => Some(certificate),
            Self::Revoke { .. } | Self::Erase(_) | Self::RotateKey(_) | Self::Other { .. } => None,
        }
    }

    pub(crate) fn put(&self, body: &mut Vec<u8>) {
        match self {
            Self::Grant(grant) => grant.put(body),
            Self::Revoke { grants, frontier } => {
                put_several(body, grants, |body, grant| put_id(body, *grant));
                put_frontier(body, frontier);
            }
            Self::Erase(person) => put_id(body, *person),
            Self::RotateKey(document) => put_id(body, *document),
            Self::Admin { id, certificate } => {
                put_id(body, *id);
                put_sized(body, &certificate.encode());
            }
            Self::Other { body: other, .. } => body.extend(other),
        }
    }

    pub(crate) fn read(kind: u8, body: &[u8]) -> Option<Self> {
        let mut frame = Frame(body);
        let action = match kind {
            1 => Self::Grant(Grant::read(&mut frame)?),
            2 => {
                let grants = frame.several(MAX_REVOKED, Frame::id)?;
                ascending(&grants)?;
                if grants.is_empty() {
                    return None;
                }
                let grants = grants.into_iter().map(GrantId).collect();
                Self::Revoke { grants, frontier: read_frontier(&mut frame)? }
            }
            3 => Self::Erase(frame.id()?.into()),
            4 => Self::RotateKey(frame.id()?.into()),
            5 => Self::Admin {
                id: frame.id()?.into(),
                certificate: Certificate::decode(frame.sized()?).ok()?,
            },
            _ => Self::Other { kind, body: frame.take(body.len())?.to_vec() },
        };
        frame.end()?;
        Some(action)
    }
}

impl Grant {
    fn put(&self, body: &mut Vec<u8>) {
        put_id(body, self.id);
        body.push(u8::from(self.not_after.is_some()));
        if let Some(not_after) = self.not_after {
            body.extend(not_after.0.to_be_bytes());
        }
        put_text(body, cut(self.role.key(), usize::from(MAX_WORD_BYTES)));
        self.scope.put(body);
        put_sized(body, &self.certificate.encode());
    }

    fn read(frame: &mut Frame<'_>) -> Option<Self> {
        Some(Self {
            id: frame.id()?.into(),
            not_after: match frame.byte()? {
                0 => None,
                1 => Some(frame.stamp()?),
                _ => return None,
            },
            role: Role::from_key(frame.text(MAX_WORD_BYTES)?),
            scope: GrantScope::read(frame)?,
            certificate: Certificate::decode(frame.sized()?).ok()?,
        })
    }
}

fn put_frontier(body: &mut Vec<u8>, frontier: &Frontier) {
    // More than these counts would be far longer than an operation may be.
    body.extend(u32::try_from(frontier.len()).unwrap_or(u32::MAX).to_be_bytes());
    for (document, actors) in frontier {
        put_id(body, *document);
        body.extend(u16::try_from(actors.len()).unwrap_or(u16::MAX).to_be_bytes());
        for (actor, sequence) in actors {
            body.extend(actor);
            body.extend(sequence.to_be_bytes());
        }
    }
}

fn read_frontier(frame: &mut Frame<'_>) -> Option<Frontier> {
    let mut frontier = Frontier::new();
    // Nothing is set aside for a number that is only claimed: each entry must be there.
    for _ in 0..u32::from_be_bytes(frame.array()?) {
        let document = DocumentId(frame.id()?);
        let mut actors = BTreeMap::new();
        for _ in 0..frame.short()? {
            let actor: ActorId = frame.array()?;
            let sequence = frame.number()?;
            if actors.last_key_value().is_some_and(|(last, _)| *last >= actor) {
                return None;
            }
            actors.insert(actor, sequence);
        }
        if frontier.last_key_value().is_some_and(|(last, _)| *last >= document) {
            return None;
        }
        frontier.insert(document, actors);
    }
    Some(frontier)
}
