//! What a log means. Nothing here depends on the order in which operations came: grants add up
//! under their identifiers, a revocation always wins over those it names.
//!
//! An operation of a device counts if an operation it builds on made it an administrator's, and
//! if that was not taken back, or it was part of what the root key had seen when it took it back.
//! So a removed administrator cannot write into the past.

use crate::grant_scope::GrantScope;
use crate::log::{FacilityLog, Taken};
use crate::membership::{Membership, Right};
use crate::operation::{Operation, OperationHash};
use crate::operation_body::{Action, Frontier, Grant};
use crate::rights::fits;
use model::{DeviceId, Finding, GrantId, Role, Severity};
use std::collections::{BTreeMap, BTreeSet};

impl FacilityLog {
    /// What the log comes to.
    pub fn fold(&self) -> Membership {
        let mut fold = Fold::new(self);
        for (hash, taken) in self.taken() {
            let operation = &taken.operation;
            if operation.is_by_root(self.root()) {
                fold.root(operation);
            } else if fold.counts(hash, taken) {
                fold.device(operation);
            } else {
                *fold.after_removal.entry(operation.author).or_default() += 1;
            }
        }
        fold.result()
    }

    /// Every operation of the log, each after all it builds on, and whether it counts.
    pub fn decisions(&self) -> Vec<(&Operation, bool)> {
        let fold = Fold::new(self);
        let counts = |hash: &OperationHash, taken: &Taken| {
            let fits = match &taken.operation.action {
                Action::Grant(grant) => fits(&grant.role, &grant.scope),
                Action::Revoke { .. }
                | Action::Erase(_)
                | Action::RotateKey(_)
                | Action::Admin { .. }
                | Action::Other { .. } => true,
            };
            fits && (taken.operation.is_by_root(self.root()) || fold.counts(hash, taken))
        };
        let mut decisions: Vec<(usize, &Operation, bool)> = self
            .taken()
            .iter()
            .map(|(hash, taken)| (taken.order, &taken.operation, counts(hash, taken)))
            .collect();
        decisions.sort_by_key(|(order, ..)| *order);
        decisions.into_iter().map(|(_, operation, counts)| (operation, counts)).collect()
    }
}

/// The log while it is gone through.
struct Fold<'a> {
    log: &'a FacilityLog,
    /// By the operation that named an administrator: what each of those that took it back had seen.
    removals: BTreeMap<OperationHash, Vec<BTreeSet<OperationHash>>>,
    rights: BTreeSet<(GrantId, DeviceId, Grant)>,
    /// Revocations of administrators' devices: they end grants.
    ended: BTreeMap<GrantId, Frontier>,
    /// Revocations of the root key: they end whatever has the identifier.
    ended_by_root: BTreeMap<GrantId, Frontier>,
    sequences: BTreeMap<u64, u64>,
    after_removal: BTreeMap<DeviceId, u64>,
    membership: Membership,
}

impl<'a> Fold<'a> {
    fn new(log: &'a FacilityLog) -> Self {
        let membership = Membership {
            facility: log.facility(),
            root: log.root(),
            members: BTreeMap::new(),
            erased: BTreeSet::new(),
            rotations: BTreeMap::new(),
            findings: Vec::new(),
            endpoints: BTreeMap::new(),
        };
        Self {
            log,
            removals: removals(log),
            rights: BTreeSet::new(),
            ended: BTreeMap::new(),
            ended_by_root: BTreeMap::new(),
            sequences: BTreeMap::new(),
            after_removal: BTreeMap::new(),
            membership,
        }
    }

    /// Was its author an administrator, and is it none of what a removal cuts off?
    fn counts(&self, hash: &OperationHash, taken: &Taken) -> bool {
        let author = taken.operation.author;
        let mut namings = taken.namings.iter().filter(|naming| self.log.names(naming, author));
        namings.any(|naming| {
            let removals = self.removals.get(naming);
            removals.into_iter().flatten().all(|seen| seen.contains(hash))
        })
    }

    fn root(&mut self, operation: &Operation) {
        *self.sequences.entry(operation.sequence).or_default() += 1;
        match &operation.action {
            Action::Admin { id, certificate } => {
                let grant = Grant {
                    id: *id,
                    certificate: certificate.clone(),
                    role: Role::Admin,
                    scope: GrantScope::Facility,
                    not_after: None,
                };
                self.rights.insert((*id, operation.author, grant));
            }
            Action::Revoke { grants, frontier } => {
                end(&mut self.ended_by_root, grants, frontier);
            }
            Action::Other { kind, .. } => self.unknown(*kind),
            Action::Grant(_) | Action::Erase(_) | Action::RotateKey(_) => {}
        }
    }

    fn device(&mut self, operation: &Operation) {
        match &operation.action {
            Action::Grant(grant) if fits(&grant.role, &grant.scope) => {
                self.rights.insert((grant.id, operation.author, grant.clone()));
            }
            Action::Grant(grant) => {
                let void = found(Severity::Warning, "log-grant-void").with("grant", grant.id);
                self.membership.findings.push(void.with("by", operation.author));
            }
            Action::Revoke { grants, frontier } => end(&mut self.ended, grants, frontier),
            Action::Erase(person) => {
                self.membership.erased.insert(*person);
            }
            Action::RotateKey(document) => {
                *self.membership.rotations.entry(*document).or_default() += 1;
            }
            Action::Other { kind, .. } => self.unknown(*kind),
            Action::Admin { .. } => {}
        }
    }

    fn unknown(&mut self, kind: u8) {
        let unknown = found(Severity::Info, "log-unknown-operation").with("kind", kind);
        self.membership.findings.push(unknown);
    }

    fn result(mut self) -> Membership {
        let mut before: Option<GrantId> = None;
        for (id, by, grant) in std::mem::take(&mut self.rights) {
            if before.replace(id) == Some(id) {
                let twice = found(Severity::Warning, "log-grant-twice").with("grant", id);
                self.membership.findings.push(twice);
            }
            let mut ended = self.ended_by_root.get(&id).cloned();
            match self.ended.get(&id) {
                Some(_) if grant.role == Role::Admin => {
                    let kept = found(Severity::Warning, "log-admin-stays").with("grant", id);
                    self.membership.findings.push(kept);
                }
                Some(frontier) => join(ended.get_or_insert_default(), frontier),
                None => {}
            }
            let (endpoint, device) = (grant.certificate.endpoint, grant.certificate.device);
            self.membership.endpoints.entry(endpoint).or_default().insert(device);
            let rights = self.membership.members.entry(device).or_default();
            rights.push(Right { grant, by, ended });
        }
        for (sequence, _) in self.sequences.into_iter().filter(|(_, count)| *count > 1) {
            let fork = found(Severity::Error, "log-root-fork").with("sequence", sequence);
            self.membership.findings.push(fork);
        }
        for (device, count) in self.after_removal {
            let cut = found(Severity::Warning, "log-after-removal").with("device", device);
            self.membership.findings.push(cut.with("count", count));
        }
        self.membership.findings.sort();
        self.membership
    }
}

/// By the operation that named an administrator: what the root key had seen each time it took that
/// back.
fn removals(log: &FacilityLog) -> BTreeMap<OperationHash, Vec<BTreeSet<OperationHash>>> {
    let by_root = || {
        let taken = log.taken().iter().map(|(hash, taken)| (hash, &taken.operation));
        taken.filter(|(_, operation)| operation.is_by_root(log.root()))
    };
    let mut removals: BTreeMap<OperationHash, Vec<BTreeSet<OperationHash>>> = BTreeMap::new();
    for (_, operation) in by_root() {
        let Action::Revoke { grants, .. } = &operation.action else { continue };
        let seen = log.past(&operation.heads);
        for (naming, named) in by_root() {
            if let Action::Admin { id, .. } = &named.action
                && grants.contains(id)
            {
                removals.entry(*naming).or_default().push(seen.clone());
            }
        }
    }
    removals
}

/// Ends grants. Of several frontiers the furthest counts: no administrator holds every document,
/// and one can make up for what another could not know.
fn end(ended: &mut BTreeMap<GrantId, Frontier>, grants: &BTreeSet<GrantId>, frontier: &Frontier) {
    for grant in grants {
        join(ended.entry(*grant).or_default(), frontier);
    }
}

fn join(known: &mut Frontier, more: &Frontier) {
    for (document, actors) in more {
        let known = known.entry(*document).or_default();
        for (actor, sequence) in actors {
            let known = known.entry(*actor).or_default();
            *known = (*known).max(*sequence);
        }
    }
}

fn found(severity: Severity, code: &'static str) -> Finding {
    Finding::new(severity, code)
}
