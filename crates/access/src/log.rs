//! The facility log: a set of operations in which each is taken once all it names is there, and
//! its author was allowed to write it. What the set means is in `fold.rs`.
//!
//! Whether an operation is taken depends on it and on what it builds on alone: however the
//! operations arrive, the same ones are taken in the end.

use crate::operation::{Operation, OperationHash};
use crate::operation_body::Action;
use crate::root::RootId;
use model::{DeviceId, FacilityId};
use std::collections::{BTreeMap, BTreeSet};

/// The most operations that wait for others. Who sends the log sends it in order, so that few
/// ever wait; those refused for want of room come again.
pub const MAX_WAITING_OPERATIONS: usize = 1_024;

/// The operations of a facility as far as they are known.
#[derive(Debug, Clone)]
pub struct FacilityLog {
    facility: FacilityId,
    root: RootId,
    taken: BTreeMap<OperationHash, Taken>,
    waiting: BTreeMap<OperationHash, Operation>,
    heads: BTreeSet<OperationHash>,
}

/// An operation that is part of the log.
#[derive(Debug, Clone)]
pub(crate) struct Taken {
    pub(crate) operation: Operation,
    /// The operations that named administrators among those it builds on, and itself.
    pub(crate) namings: BTreeSet<OperationHash>,
    /// Its place: after all it builds on.
    pub(crate) order: usize,
}

/// What became of an operation that was offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Offered {
    /// It is part of the log, and with it so many that had waited.
    Taken {
        /// How many had waited for it.
        freed: usize,
    },
    /// It was there, or waits already.
    Known,
    /// It waits for operations it names.
    Waiting,
    /// It can never count.
    Refused(LogRefusal),
}

/// Why an operation can never count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LogRefusal {
    /// It is of another facility.
    #[error("the operation is of another facility")]
    Facility,
    /// Its author was no administrator in all it had seen.
    #[error("its author was no administrator")]
    NotAdmin,
    /// A device does what only the root key may.
    #[error("only the root key names administrators")]
    RootOnly,
    /// The root key does what it is not for.
    #[error("the root key names and removes administrators and nothing else")]
    NotForRoot,
    /// It counts as operations of the root key must, or must not.
    #[error("its number is none that such an operation has")]
    Sequence,
    /// Too many wait already.
    #[error("too many operations wait for others")]
    Full,
}

impl LogRefusal {
    /// Stable code, also the name of the message.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Facility => "operation-facility",
            Self::NotAdmin => "operation-not-admin",
            Self::RootOnly => "operation-root-only",
            Self::NotForRoot => "operation-not-for-root",
            Self::Sequence => "operation-sequence",
            Self::Full => "operation-full",
        }
    }
}

impl FacilityLog {
    /// An empty log of a facility, which is recognised by its root key.
    pub fn new(facility: FacilityId, root: RootId) -> Self {
        Self {
            facility,
            root,
            taken: BTreeMap::new(),
            waiting: BTreeMap::new(),
            heads: BTreeSet::new(),
        }
    }

    /// The facility.
    pub fn facility(&self) -> FacilityId {
        self.facility
    }

    /// Its root key.
    pub fn root(&self) -> RootId {
        self.root
    }

    /// Takes in an operation whose signatures were checked ([`Operation::open`]).
    pub fn offer(&mut self, operation: Operation) -> Offered {
        let hash = operation.hash();
        if self.taken.contains_key(&hash) || self.waiting.contains_key(&hash) {
            return Offered::Known;
        }
        if let Err(refusal) = self.may_be(&operation) {
            return Offered::Refused(refusal);
        }
        if !self.holds_all(&operation.heads) {
            if self.waiting.len() >= MAX_WAITING_OPERATIONS {
                return Offered::Refused(LogRefusal::Full);
            }
            self.waiting.insert(hash, operation);
            return Offered::Waiting;
        }
        match self.take(hash, operation) {
            Ok(()) => Offered::Taken { freed: self.free(hash) },
            Err(refusal) => Offered::Refused(refusal),
        }
    }

    /// The newest operations: those that no other names.
    pub fn heads(&self) -> Vec<OperationHash> {
        self.heads.iter().copied().collect()
    }

    /// Are these all part of the log?
    pub fn holds_all(&self, hashes: &[OperationHash]) -> bool {
        hashes.iter().all(|hash| self.taken.contains_key(hash))
    }

    /// Does anything wait for operations that are not here?
    pub fn is_whole(&self) -> bool {
        self.waiting.is_empty()
    }

    /// The operations that waiting ones name and that are not here.
    pub fn missing(&self) -> BTreeSet<OperationHash> {
        let named = self.waiting.values().flat_map(|operation| operation.heads.iter().copied());
        let known =
            |hash: &OperationHash| self.taken.contains_key(hash) || self.waiting.contains_key(hash);
        named.filter(|hash| !known(hash)).collect()
    }

    /// How many operations are part of the log.
    pub fn len(&self) -> usize {
        self.taken.len()
    }

    /// Is there none?
    pub fn is_empty(&self) -> bool {
        self.taken.is_empty()
    }

    /// What somebody lacks who has these heads, each after all it builds on. Heads that are not
    /// known here are passed over: what they build on may then be sent twice.
    pub fn after(&self, heads: &[OperationHash]) -> Vec<&Operation> {
        let known = self.past(heads);
        let mut lacking: Vec<&Taken> = self
            .taken
            .iter()
            .filter(|(hash, _)| !known.contains(*hash))
            .map(|(_, taken)| taken)
            .collect();
        lacking.sort_by_key(|taken| taken.order);
        lacking.into_iter().map(|taken| &taken.operation).collect()
    }

    /// The number of the root key's next operation.
    pub fn next_root_sequence(&self) -> u64 {
        let operations = self.taken.values().map(|taken| &taken.operation);
        let by_root = operations.filter(|operation| operation.is_by_root(self.root));
        by_root.map(|operation| operation.sequence).max().unwrap_or(0).saturating_add(1)
    }

    pub(crate) fn taken(&self) -> &BTreeMap<OperationHash, Taken> {
        &self.taken
    }

    /// All that these build on, themselves included.
    pub(crate) fn past(&self, heads: &[OperationHash]) -> BTreeSet<OperationHash> {
        let mut past = BTreeSet::new();
        let mut open = heads.to_vec();
        while let Some(hash) = open.pop() {
            if let Some(taken) = self.taken.get(&hash)
                && past.insert(hash)
            {
                open.extend(&taken.operation.heads);
            }
        }
        past
    }

    /// What can be told of an operation without what it builds on.
    fn may_be(&self, operation: &Operation) -> Result<(), LogRefusal> {
        if operation.facility != self.facility {
            return Err(LogRefusal::Facility);
        }
        let by_root = operation.is_by_root(self.root);
        if by_root != (operation.sequence > 0) {
            return Err(LogRefusal::Sequence);
        }
        match (&operation.action, by_root) {
            (Action::Admin { .. }, false) => Err(LogRefusal::RootOnly),
            (Action::Grant(_) | Action::Erase(_) | Action::RotateKey(_), true) => {
                Err(LogRefusal::NotForRoot)
            }
            (Action::Admin { .. }, true)
            | (Action::Revoke { .. } | Action::Other { .. }, _)
            | (Action::Grant(_) | Action::Erase(_) | Action::RotateKey(_), false) => Ok(()),
        }
    }

    /// Takes an operation of which all it names is there.
    fn take(&mut self, hash: OperationHash, operation: Operation) -> Result<(), LogRefusal> {
        let before = operation.heads.iter().filter_map(|head| self.taken.get(head));
        let mut namings: BTreeSet<OperationHash> =
            before.flat_map(|taken| taken.namings.iter().copied()).collect();
        let was_named = namings.iter().any(|naming| self.names(naming, operation.author));
        if !operation.is_by_root(self.root) && !was_named {
            return Err(LogRefusal::NotAdmin);
        }
        if matches!(operation.action, Action::Admin { .. }) {
            namings.insert(hash);
        }
        for head in &operation.heads {
            self.heads.remove(head);
        }
        self.heads.insert(hash);
        let order = self.taken.len();
        self.taken.insert(hash, Taken { operation, namings, order });
        Ok(())
    }

    /// Does the operation make the device an administrator's?
    pub(crate) fn names(&self, naming: &OperationHash, device: DeviceId) -> bool {
        self.taken.get(naming).is_some_and(|taken| match &taken.operation.action {
            Action::Admin { certificate, .. } => certificate.device == device,
            Action::Grant(_)
            | Action::Revoke { .. }
            | Action::Erase(_)
            | Action::RotateKey(_)
            | Action::Other { .. } => false,
        })
    }

    /// Takes what waited for an operation, and what waited for that.
    fn free(&mut self, taken: OperationHash) -> usize {
        let mut freed = 0;
        let mut open = vec![taken];
        while let Some(hash) = open.pop() {
            let waited = self.waiting.iter().filter(|(_, operation)| {
                operation.heads.binary_search(&hash).is_ok() && self.holds_all(&operation.heads)
            });
            let ready: Vec<OperationHash> = waited.map(|(hash, _)| *hash).collect();
            for hash in ready {
                let Some(operation) = self.waiting.remove(&hash) else { continue };
                if self.take(hash, operation).is_ok() {
                    freed += 1;
                    open.push(hash);
                }
            }
        }
        freed
    }
}
