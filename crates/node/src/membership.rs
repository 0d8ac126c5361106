//! The facility log at work: operations that come in, grants and revocations of this machine, what
//! follows from them for documents and connections, and who the members are.

use crate::delivered::Delivered;
use crate::engine::Engine;
use crate::failure::Failure;
use crate::happening::Happening;
use crate::held::{Held, find_mut};
use crate::loading;
use access::{
    Access, Action, Certificate, Envelope, Frontier, Grant, GrantScope, LogRefusal, Operation,
    RootKey, Target, WordList, fits,
};
use model::{DeviceId, DocumentId, EndpointId, Finding, GrantId, PersonId, Role, Scope};
use std::collections::{BTreeMap, BTreeSet};
use sync::{Event, Run};
use units::Stamp;

/// A device of the facility.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// The device.
    pub device: DeviceId,
    /// Where it is reached.
    pub endpoint: EndpointId,
    /// Whose it is.
    pub person: PersonId,
    /// What the machine is called.
    pub label: String,
    /// What it may do or could once, in the order of grants.
    pub rights: Vec<MemberRight>,
    /// Is it this machine?
    pub is_here: bool,
}

/// A right of a device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberRight {
    /// The grant.
    pub grant: GrantId,
    /// What the device may do.
    pub role: Role,
    /// Where it may.
    pub scope: GrantScope,
    /// When it lapses, if it does.
    pub not_after: Option<Stamp>,
    /// Was it revoked?
    pub is_revoked: bool,
    /// Does it hold now? It neither ended nor lapsed.
    pub holds: bool,
}

impl Engine {
    /// Every device of the facility, this machine first, then by label.
    pub fn members(&mut self) -> Vec<Member> {
        let now = self.world.now();
        let here = self.device();
        let members = self.members.membership.members.iter();
        let mut members: Vec<Member> = members
            .filter_map(|(device, rights)| {
                let certificate = rights.last().map(|right| &right.grant.certificate)?;
                let rights = rights.iter().map(|right| MemberRight {
                    grant: right.grant.id,
                    role: right.grant.role.clone(),
                    scope: right.grant.scope.clone(),
                    not_after: right.grant.not_after,
                    is_revoked: right.ended.is_some(),
                    holds: right.holds(now),
                });
                Some(Member {
                    device: *device,
                    endpoint: certificate.endpoint,
                    person: certificate.person,
                    label: certificate.label.clone(),
                    rights: rights.collect(),
                    is_here: *device == here,
                })
            })
            .collect();
        members.sort_by(|a, b| {
            (!a.is_here, &a.label, a.device).cmp(&(!b.is_here, &b.label, b.device))
        });
        members
    }

    /// What is wrong with the log, for a person to see.
    pub fn log_findings(&self) -> Vec<Finding> {
        self.members.membership.findings.clone()
    }

    /// May this machine let others in?
    pub fn is_admin(&self) -> bool {
        self.members.membership.is_admin(self.device())
    }

    /// Whether what this machine may read is here, as far as that can be told: that of the facility,
    /// which others stand on, or nothing yet because nothing is open to it.
    pub fn has_its_documents(&self) -> bool {
        let is_open = self.members.access(Target::Facility) >= Access::Read;
        !self.members.log.is_empty() && (!is_open || self.holdings.contains_key(&Scope::Facility))
    }

    /// What says whose machine this is.
    pub fn certificate(&self) -> &Certificate {
        &self.members.certificate
    }

    /// Where this machine is reached.
    pub fn endpoint(&self) -> EndpointId {
        self.members.certificate.endpoint
    }

    /// The secret that connections of this machine are made with.
    pub fn endpoint_secret(&self) -> [u8; 32] {
        self.members.endpoint_seed
    }

    /// The moment, and how long the log is: while both are the same, everybody may what they might.
    pub(crate) fn log_moment(&mut self) -> (Stamp, usize) {
        (self.world.now(), self.members.log.len())
    }

    /// Endpoints of devices that may connect now.
    pub fn endpoints(&mut self) -> BTreeSet<EndpointId> {
        let now = self.world.now();
        self.members.endpoints(now)
    }

    /// The words of the root key, until [`Engine::forget_root`].
    pub fn root_words(&self, list: WordList) -> Option<Vec<String>> {
        let root = self.members.root_seed.as_ref().map(access::RootKey::from_seed);
        root.map(|root| root.words(list))
    }

    /// Somebody has written the root key down: this machine forgets its secret half.
    pub fn forget_root(&mut self) -> Result<(), Failure> {
        self.ready()?;
        self.members.forget_root(&mut self.pending);
        self.keep()?;
        self.publish();
        Ok(())
    }

    /// Gives a device a right. Only an administrator's machine does.
    pub fn grant(
        &mut self,
        certificate: Certificate,
        role: Role,
        scope: GrantScope,
        not_after: Option<Stamp>,
    ) -> Result<GrantId, Failure> {
        self.ready()?;
        if !fits(&role, &scope) {
            return Err(Failure::refused("invite-scope").into());
        }
        let id = GrantId(self.new_id());
        self.append(Action::Grant(Grant { id, certificate, role, scope, not_after }))?;
        Ok(id)
    }

    /// Ends every right of a device, as of what this machine holds of its changes. What it writes
    /// later counts only where somebody in good standing has built on it.
    pub fn revoke(&mut self, device: DeviceId) -> Result<(), Failure> {
        self.ready()?;
        let rights = self.members.membership.members.get(&device);
        let open = rights.into_iter().flatten().filter(|right| right.ended.is_none());
        let (admin, others): (Vec<_>, Vec<_>) =
            open.partition(|right| right.grant.role == Role::Admin);
        if !admin.is_empty() {
            // Only the root key can: an administrator cannot remove another, nor itself.
            return Err(Failure::refused("revoke-admin").with("device", device).into());
        }
        let grants: BTreeSet<GrantId> = others.iter().map(|right| right.grant.id).collect();
        if grants.is_empty() {
            return Err(Failure::refused("revoke-nothing").with("device", device).into());
        }
        let frontier = self.frontier(device);
        self.append(Action::Revoke { grants, frontier })
    }

    /// Names a device of the facility an administrator's, with the root key from its paper.
    pub fn name_admin(&mut self, device: DeviceId, root: &RootKey) -> Result<(), Failure> {
        let rights = self.members.membership.members.get(&device).into_iter().flatten();
        let certificate = rights.last().map(|right| right.grant.certificate.clone());
        let certificate =
            certificate.ok_or_else(|| Failure::refused("revoke-nothing").with("device", device))?;
        let id = GrantId(self.new_id());
        self.append_by_root(root, Action::Admin { id, certificate })
    }

    /// Takes the office of administrator from a device, with the root key from its paper.
    pub fn remove_admin(&mut self, device: DeviceId, root: &RootKey) -> Result<(), Failure> {
        let rights = self.members.membership.members.get(&device).into_iter().flatten();
        let offices = rights.filter(|it| it.ended.is_none() && it.grant.role == Role::Admin);
        let grants: BTreeSet<GrantId> = offices.map(|right| right.grant.id).collect();
        if grants.is_empty() {
            return Err(Failure::refused("revoke-nothing").with("device", device).into());
        }
        let frontier = self.frontier(device);
        self.append_by_root(root, Action::Revoke { grants, frontier })
    }

    /// Writes an operation into the log that only the root key can.
    pub(crate) fn append_by_root(&mut self, root: &RootKey, action: Action) -> Result<(), Failure> {
        self.ready()?;
        if root.id() != self.members.log.root() {
            return Err(Failure::refused("root-key-of-another").into());
        }
        let now = self.world.now();
        let written = self.members.append_by_root(root, action, now, &mut self.pending);
        written.map_err(|refusal| Failure::refused(refusal.code()))?;
        self.appended()
    }

    /// The last sequence of each actor of a device, in each document held, and its records.
    fn frontier(&self, device: DeviceId) -> Frontier {
        let of_document = |held: &Held| -> (DocumentId, BTreeMap<_, _>) {
            let last = held.document.sequences().into_iter();
            let theirs = last.filter(|(actor, _)| held.owners.get(actor) == Some(&device));
            (held.id, theirs.collect())
        };
        let documents = self.holdings.values().map(of_document);
        let documents = documents.filter(|(_, actors)| !actors.is_empty());
        documents.chain(self.names_by(device)).collect()
    }

    /// Writes an operation into the log.
    fn append(&mut self, action: Action) -> Result<(), Failure> {
        let now = self.world.now();
        let written = self.members.append(action, now, &mut self.pending);
        written.map_err(|refusal| Failure::refused(refusal.code()))?;
        self.appended()
    }

    /// Keeps what was written into the log, and does what follows from it.
    pub(crate) fn appended(&mut self) -> Result<(), Failure> {
        self.keep()?;
        for event in self.members_changed(self.device()) {
            self.tell(event);
        }
        self.publish();
        Ok(())
    }

    /// Operations came in: those that count are kept, then what follows from them is done.
    pub(crate) fn operations(&mut self, peer: DeviceId, operations: &[Vec<u8>]) -> Vec<Event> {
        if self.ready().is_err() {
            self.put_off_asking();
            return Vec::new();
        }
        let before = self.members.log.len();
        let opened: Vec<_> = operations.iter().map(|bytes| Operation::open(bytes)).collect();
        let unsound = opened.iter().filter(|opened| opened.is_err()).count();
        let opened = opened.into_iter().flatten();
        let now = self.world.now();
        let refused = self.members.take(opened, now, &mut self.pending);
        let refused = refused.iter().filter(|refusal| **refusal != LogRefusal::Full).count();
        let blame = vec![Event::Refused { peer }; unsound + refused];
        if self.members.log.len() == before {
            return blame;
        }
        if self.keep().is_err() {
            // `keep` has gone back to what the disk has.
            self.put_off_asking();
            return blame;
        }
        blame.into_iter().chain(self.members_changed(peer)).collect()
    }

    /// The log has grown by what came from a device: what counts of documents, what is open to whom,
    /// what had waited.
    fn members_changed(&mut self, from: DeviceId) -> Vec<Event> {
        self.happen(Happening::Members);
        let mut events = vec![Event::LogHeads { heads: self.members.log.heads() }];
        self.erase();
        let in_doubt = self.in_doubt();
        for document in in_doubt {
            match self.reload(document) {
                Ok(opened) => events.extend(opened),
                // The log on the disk is ahead of what is shown: all is read again, now or before
                // anything else is written.
                Err(_) => {
                    let _not_yet = self.recover();
                    break;
                }
            }
        }
        let waiting: Vec<DocumentId> = self
            .holdings
            .values()
            .filter(|held| !held.later.is_empty())
            .map(|held| held.id)
            .collect();
        for document in waiting {
            events.extend(self.admit_later(from, document));
        }
        events.extend(self.shares());
        let peers: Vec<DeviceId> = self.talk.linked.keys().copied().collect();
        for peer in peers {
            let told = self.talk.told.remove(&peer).unwrap_or_default();
            events.push(self.versions(peer, told.into_values().collect()));
            events.push(self.versions_for(peer));
        }
        events
    }

    /// Documents that have a writer whose rights ended before its last change, or that had one, or
    /// that such a change waits for. What waits in them is looked at anew.
    fn in_doubt(&mut self) -> Vec<DocumentId> {
        let mut in_doubt = self.judged_anew();
        for (scope, held) in &mut self.holdings {
            let ends_before = |envelope: &Envelope| {
                let target = Target::from(*scope);
                let standing = loading::standing(&self.members, envelope.author, held.id, target);
                !standing.covers(&envelope.actor, envelope.sequence)
            };
            if held.waiting.values().any(ends_before) {
                held.later.extend(std::mem::take(&mut held.waiting).into_values());
                in_doubt.insert(held.id);
            }
        }
        in_doubt.into_iter().collect()
    }

    /// Documents in which other changes count than before.
    fn judged_anew(&self) -> BTreeSet<DocumentId> {
        let doubtful = self.holdings.iter().filter(|(scope, held)| {
            let last = held.document.sequences();
            let stands = |(actor, owner): (&access::ActorId, &DeviceId)| {
                let standing =
                    loading::standing(&self.members, *owner, held.id, Target::from(**scope));
                last.get(actor).is_none_or(|last| standing.covers(actor, *last))
            };
            held.is_cut() || !held.beyond.is_empty() || !held.owners.iter().all(stands)
        });
        doubtful.map(|(_, held)| held.id).collect()
    }

    /// Looks again at what waited for the log.
    fn admit_later(&mut self, from: DeviceId, document: DocumentId) -> Vec<Event> {
        let held = find_mut(&mut self.holdings, document);
        let later = held.map(|(_, held)| std::mem::take(&mut held.later)).unwrap_or_default();
        let runs: Vec<Run> = later
            .iter()
            .map(|it| Run { actor: it.actor, first: it.sequence, envelopes: vec![it.encode()] })
            .collect();
        self.admit(document, vec![Delivered { peer: from, ticket: 0, document, runs }]).0
    }

    /// What the device at the other end may do with a document.
    pub(crate) fn access_of(&mut self, peer: DeviceId, target: Target) -> Access {
        let now = self.world.now();
        let endpoint = self.talk.linked.get(&peer);
        endpoint.map_or(Access::None, |it| self.members.access_at(*it, target, now))
    }
}
