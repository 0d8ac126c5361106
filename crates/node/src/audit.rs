//! What was decided about access to the facility, and what was turned away here: one list, of the
//! signed log of the facility, of the documents where something set aside was adopted, and of what
//! this machine has noted (`notes.rs`).
//!
//! Operations of the log carry no moment. A grant tells its own by its identifier, as the clock of
//! its author had it; of the others it is known when they came to this machine.

use crate::adopt::WORD;
use crate::deed::Deed;
use crate::engine::Engine;
use crate::failure::Failure;
use crate::faults;
use crate::held::find;
use crate::notes::{HEARD, Note};
use access::{Action, Certificate, GrantScope, Operation, OperationHash};
use model::{DeviceId, EndpointId, GrantId, PersonId, Role, Scope};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use store::RecordKey;
use units::Stamp;

/// Where it is known from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Known {
    /// The signed log of the facility.
    Facility,
    /// A document.
    Document,
    /// This machine has seen it.
    Here,
}

/// A line of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Audited {
    /// The word of what was done ([`Deed::key`]).
    pub deed: String,
    /// Where it is known from.
    pub known: Known,
    /// When, as well as that is known; the first time, if it was several.
    pub at: Option<Stamp>,
    /// Is that when it came to this machine, and not when it was done?
    pub is_heard: bool,
    /// The last time.
    pub last: Option<Stamp>,
    /// How often.
    pub count: u64,
    /// The machine that has done it; `None` for the key of the facility and for strangers.
    pub by: Option<DeviceId>,
    /// Was it done with the key of the facility?
    pub by_root: bool,
    /// The machine it is about.
    pub device: Option<DeviceId>,
    /// Where that is reached.
    pub endpoint: Option<EndpointId>,
    /// What the machine is called.
    pub label: String,
    /// The person it is about.
    pub person: Option<PersonId>,
    /// The right it is about.
    pub role: Option<Role>,
    /// Where that holds.
    pub scope: Option<GrantScope>,
    /// Until when.
    pub not_after: Option<Stamp>,
    /// The document it is about, if this machine holds it.
    pub document: Option<Scope>,
    /// A stable code of the reason, or the place of a file.
    pub detail: String,
    /// Whether it has any effect: an operation of somebody who might not does not.
    pub counts: bool,
}

impl Known {
    /// Its word, in JSON.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Facility => "facility",
            Self::Document => "document",
            Self::Here => "here",
        }
    }
}

impl Audited {
    fn new(deed: Deed, known: Known) -> Self {
        Self {
            deed: deed.key().to_owned(),
            known,
            at: None,
            is_heard: false,
            last: None,
            count: 1,
            by: None,
            by_root: false,
            device: None,
            endpoint: None,
            label: String::new(),
            person: None,
            role: None,
            scope: None,
            not_after: None,
            document: None,
            detail: String::new(),
            counts: true,
        }
    }

    fn about(self, certificate: &Certificate) -> Self {
        Self {
            device: Some(certificate.device),
            endpoint: Some(certificate.endpoint),
            label: certificate.label.clone(),
            person: Some(certificate.person),
            ..self
        }
    }

    /// Is it of a stretch of time? What is not known to be before it or after it is.
    fn is_within(&self, from: Option<Stamp>, until: Option<Stamp>) -> bool {
        let begins = self.at.or(self.last);
        from.is_none_or(|from| self.last.is_none_or(|last| last >= from))
            && until.is_none_or(|until| begins.is_none_or(|at| at < until))
    }
}

impl Engine {
    /// What was decided about access to the facility and what was turned away here, the newest
    /// first: from a moment on, and before another, if they are given.
    pub fn audit(
        &self,
        from: Option<Stamp>,
        until: Option<Stamp>,
    ) -> Result<Vec<Audited>, Failure> {
        let mut all = self.decided()?;
        all.extend(self.adopted(from)?.into_iter().map(|line| (line.at, line)));
        all.extend(self.notes.all().map(|note| self.noted(note)).map(|line| (line.last, line)));
        all.retain(|(_, line)| line.is_within(from, until));
        // Stable: what the log tells of the same second keeps its order there.
        all.sort_by_key(|(moment, _)| Reverse(*moment));
        Ok(all.into_iter().map(|(_, line)| line).collect())
    }

    /// The operations of the log, the newest first, each with the moment it stands at.
    fn decided(&self) -> Result<Vec<(Option<Stamp>, Audited)>, Failure> {
        let heard = self.disk()?.records_of(HEARD).map_err(|error| faults::kept(&error))?;
        let mut moments: BTreeMap<OperationHash, Option<Stamp>> = BTreeMap::new();
        let mut lines = Vec::new();
        let decisions = self.members.log.decisions();
        let grants = granted(&decisions);
        for (operation, counts) in &decisions {
            let key = RecordKey { kind: HEARD, id: crate::members::half(&operation.hash()) };
            let told = heard.get(&key).and_then(|row| row.as_slice().try_into().ok());
            let heard = told.map(|row| Stamp(i64::from_be_bytes(row)));
            let said = said(&operation.action);
            let at = said.or(heard);
            // Whose moment nobody knows stands right behind what its author had seen.
            let before = operation.heads.iter().filter_map(|head| moments.get(head).copied());
            let moment = before.max().flatten().max(at);
            moments.insert(operation.hash(), moment);
            for line in lines_of(operation, &grants) {
                let by_root = operation.is_by_root(self.members.log.root());
                let is_heard = said.is_none() && heard.is_some();
                let by = (!by_root).then_some(operation.author);
                let known = Audited { at, last: at, is_heard, by, by_root, ..line };
                lines.push((moment, Audited { counts: *counts, ..known }));
            }
        }
        lines.reverse();
        Ok(lines)
    }

    /// What was adopted, on any machine, as the documents tell it.
    fn adopted(&self, from: Option<Stamp>) -> Result<Vec<Audited>, Failure> {
        let lines = self.log(from)?.into_iter().filter(|line| line.message.command == WORD);
        let told = lines.map(|line| Audited {
            at: Some(line.stamp),
            last: Some(line.stamp),
            by: line.device,
            document: Some(line.scope),
            ..Audited::new(Deed::Adopted, Known::Document)
        });
        Ok(told.collect())
    }

    fn noted(&self, note: &Note) -> Audited {
        let about = &note.about;
        let at = |endpoint| self.device_at(endpoint);
        let device = about.device().or_else(|| about.endpoint().and_then(at));
        let rights = device.and_then(|it| self.members.membership.members.get(&it)?.last());
        let certificate = rights.map(|right| &right.grant.certificate);
        let document = about.document();
        let document = document.and_then(|it| find(&self.holdings, it).map(|(scope, _)| scope));
        let line = Audited::new(Deed::Unknown, Known::Here);
        let line = certificate.map_or(line.clone(), |it| line.about(it));
        Audited {
            deed: note.deed.clone(),
            at: Some(Stamp(note.first)),
            last: Some(Stamp(note.last)),
            count: note.count,
            device,
            endpoint: about.endpoint().or(line.endpoint),
            person: about.person().or(line.person),
            document,
            detail: about.detail.clone(),
            ..line
        }
    }
}

/// Which machine each grant of the log was given to.
fn granted<'a>(decisions: &[(&'a Operation, bool)]) -> BTreeMap<GrantId, (&'a Certificate, Role)> {
    let grants = decisions.iter().filter_map(|(operation, _)| match &operation.action {
        Action::Grant(grant) => Some((grant.id, (&grant.certificate, grant.role.clone()))),
        Action::Admin { id, certificate } => Some((*id, (certificate, Role::Admin))),
        Action::Revoke { .. } | Action::Erase(_) | Action::RotateKey(_) | Action::Other { .. } => {
            None
        }
    });
    grants.collect()
}

/// What an operation does, a line for each machine.
fn lines_of(
    operation: &Operation,
    grants: &BTreeMap<GrantId, (&Certificate, Role)>,
) -> Vec<Audited> {
    let line = |deed| Audited::new(deed, Known::Facility);
    match &operation.action {
        Action::Grant(grant) => vec![Audited {
            role: Some(grant.role.clone()),
            scope: Some(grant.scope.clone()),
            not_after: grant.not_after,
            ..line(Deed::Granted).about(&grant.certificate)
        }],
        Action::Admin { certificate, .. } => {
            vec![Audited { role: Some(Role::Admin), ..line(Deed::AdminNamed).about(certificate) }]
        }
        Action::Revoke { grants: ended, .. } => {
            let mut of: BTreeMap<DeviceId, Audited> = BTreeMap::new();
            for (certificate, role) in ended.iter().filter_map(|grant| grants.get(grant)) {
                let office = *role == Role::Admin;
                let deed = if office { Deed::AdminRemoved } else { Deed::Revoked };
                let line = Audited { role: Some(role.clone()), ..line(deed).about(certificate) };
                of.entry(certificate.device).or_insert(line);
            }
            // Of grants that are not in the log it is at least told that they ended.
            if of.is_empty() { vec![line(Deed::Revoked)] } else { of.into_values().collect() }
        }
        Action::Erase(person) => vec![Audited { person: Some(*person), ..line(Deed::Erased) }],
        Action::RotateKey(_) => vec![line(Deed::KeyRotated)],
        Action::Other { kind, .. } => {
            vec![Audited { detail: kind.to_string(), ..line(Deed::Unknown) }]
        }
    }
}

/// When an operation was written, by the identifier it gives: one of version 7 begins with the
/// moment it was made, in milliseconds (RFC 9562).
fn said(action: &Action) -> Option<Stamp> {
    let id = match action {
        Action::Grant(grant) => grant.id,
        Action::Admin { id, .. } => *id,
        Action::Revoke { .. } | Action::Erase(_) | Action::RotateKey(_) | Action::Other { .. } => {
            return None;
        }
    };
    let id = uuid::Uuid::from_u128(id.0.0);
    let (seconds, _) = id.get_timestamp().filter(|_| id.get_version_num() == 7)?.to_unix();
    i64::try_from(seconds).ok().map(Stamp)
}
