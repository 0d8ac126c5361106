//! Doors for the simulation of whole facilities (`testkit`), behind a feature that no program turns
//! on: stores on simulated disks, what a machine holds in numbers, machines that do not keep to
//! their rights, and rules that are broken on purpose to see that it is noticed.
//!
//! A rule is broken for the thread that asked for it: each engine of a simulation runs in one.

use crate::engine::Engine;
use crate::failure::Failure;
use crate::held::{Held, key};
use crate::members;
use crate::opening::Opening;
use crate::place::Place;
use access::{
    Access, Action, ActorId, Certificate, ChangeHash, Dropped, Envelope, GrantScope, OperationHash,
    RootKey, Standing, Verdict,
};
use model::{DeviceId, DocumentId, Role, Scope};
use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::PathBuf;
use store::{ActorKey, Batch, Opened, Store, StoreError};

/// A rule that is broken on purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sabotage {
    /// What a device wrote after its rights ended counts like anything else.
    IgnoreFrontier,
    /// Whoever has signed a change may have written it.
    SkipRights,
    /// Changes are acknowledged, told and sent while they are only in memory.
    SendBeforeDurable,
    /// Every document is open to every peer.
    ShareEverything,
}

impl Sabotage {
    /// All of them.
    pub const ALL: [Self; 4] =
        [Self::IgnoreFrontier, Self::SkipRights, Self::SendBeforeDurable, Self::ShareEverything];
}

/// How many changes are held back under [`Sabotage::SendBeforeDurable`] before they are written.
const HELD_BACK: usize = 3;

thread_local! {
    static BROKEN: Cell<Option<Sabotage>> = const { Cell::new(None) };
}

/// Breaks a rule on this thread from now on; `None`: every rule is kept.
pub fn sabotage(rule: Option<Sabotage>) {
    BROKEN.set(rule);
}

pub(crate) fn is_broken(rule: Sabotage) -> bool {
    BROKEN.get() == Some(rule)
}

/// How a device stands, with the broken rule.
pub(crate) fn standing(standing: Standing) -> Standing {
    match standing {
        Standing::Ended(_) if is_broken(Sabotage::IgnoreFrontier) => Standing::Good,
        Standing::Never if is_broken(Sabotage::SkipRights) => Standing::Good,
        kept => kept,
    }
}

/// What becomes of an envelope, with the broken rule.
pub(crate) fn verdict(verdict: Verdict, bytes: &[u8]) -> Verdict {
    match verdict {
        Verdict::Beyond(envelope) if is_broken(Sabotage::IgnoreFrontier) => {
            Verdict::Accepted(envelope)
        }
        Verdict::Dropped(Dropped::NotAllowed) if is_broken(Sabotage::SkipRights) => {
            Envelope::decode(bytes).map_or(verdict, Verdict::Accepted)
        }
        kept => kept,
    }
}

/// Is a batch held back, though it will be told?
pub(crate) fn holds_back(batch: &Batch) -> bool {
    is_broken(Sabotage::SendBeforeDurable) && (1..HELD_BACK).contains(&batch.envelopes.len())
}

/// What is open to a peer, with the broken rule.
pub(crate) fn open_to_all(access: Access) -> Access {
    if is_broken(Sabotage::ShareEverything) { Access::Write } else { access }
}

/// Opens or makes the store of a disk.
type OpenDisk<T> = Box<dyn Fn() -> Result<T, StoreError> + Send + Sync>;

struct Simulated {
    open: OpenDisk<Opened>,
    create: OpenDisk<Store>,
}

impl fmt::Debug for Simulated {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Simulated")
    }
}

impl Place for Simulated {
    fn file(&self) -> PathBuf {
        PathBuf::from("disk")
    }

    fn open(&self, _unlock: Option<&store::seal::Unlock>) -> Result<Opened, StoreError> {
        (self.open)()
    }

    fn create(&self) -> Result<Store, StoreError> {
        (self.create)()
    }
}

/// A store on a disk that is no folder.
pub fn opening(
    open: impl Fn() -> Result<Opened, StoreError> + Send + Sync + 'static,
    create: impl Fn() -> Result<Store, StoreError> + Send + Sync + 'static,
) -> Opening {
    Opening::at(Simulated { open: Box::new(open), create: Box::new(create) })
}

/// A change that counts on a machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    /// Who has signed it.
    pub author: Option<DeviceId>,
    /// The actor that wrote it.
    pub actor: ActorId,
    /// Its number among that actor's.
    pub sequence: u64,
    /// The changes it builds on.
    pub deps: Vec<ChangeHash>,
}

impl Engine {
    /// The documents held, with the newest changes of each.
    pub fn heads(&self) -> BTreeMap<Scope, (DocumentId, Vec<ChangeHash>)> {
        let heads = self.holdings.iter();
        heads.map(|(scope, held)| (*scope, (held.id, held.document.heads()))).collect()
    }

    /// Every change that counts here, by document.
    pub fn counted(&self) -> BTreeMap<DocumentId, BTreeMap<ChangeHash, Counted>> {
        let of_document = |held: &Held| {
            let changes = held.document.order().into_iter().map(|taken| {
                let info = held.document.change(taken.hash);
                let counted = Counted {
                    author: held.owners.get(&taken.actor).copied(),
                    actor: taken.actor,
                    sequence: taken.seq,
                    deps: info.map(|info| info.deps).unwrap_or_default(),
                };
                (taken.hash, counted)
            });
            (held.id, changes.collect())
        };
        self.holdings.values().map(of_document).collect()
    }

    /// The newest operations of the facility log.
    pub fn log_heads(&self) -> Vec<OperationHash> {
        self.members.log.heads()
    }

    /// The actors that have signed two changes of one sequence.
    pub fn forked(&self) -> BTreeSet<(DocumentId, ActorId)> {
        let all = self.holdings.values();
        all.flat_map(|held| held.forked.keys().map(|actor| (held.id, *actor))).collect()
    }

    /// Secrets that are to be in no other machine's store: the seeds of the device's keys, and that
    /// of the root key while it is kept.
    pub fn secrets(&self) -> Vec<[u8; 32]> {
        let settings = self.disk().ok().and_then(|store| store.settings().ok());
        let device = settings.as_ref().and_then(members::device_seed);
        let keys = device.into_iter().chain([self.members.endpoint_seed]);
        keys.chain(self.members.root_seed).collect()
    }

    /// A change that was told of and is only in memory.
    pub(crate) fn held_back(
        &self,
        document: DocumentId,
        actor: ActorId,
        sequence: u64,
    ) -> Option<store::Envelope> {
        let place = (key(document), ActorKey(actor), sequence);
        let held_back = self.pending.envelopes.iter();
        let mut found = held_back.filter(|it| (it.document, it.actor, it.sequence) == place);
        found.next().filter(|_| is_broken(Sabotage::SendBeforeDurable)).cloned()
    }

    /// A program that does not keep to its rights: it takes its own device to have this role from
    /// now on, until its log grows.
    pub fn pretend(&mut self, role: &Role) {
        let device = self.device();
        for right in self.members.membership.members.entry(device).or_default() {
            right.grant.role = role.clone();
            right.grant.scope = GrantScope::Facility;
            right.ended = None;
        }
    }

    /// The root key, which this machine still keeps, names another administrator.
    pub fn name_new_admin(&mut self, certificate: Certificate) -> Result<(), Failure> {
        self.ready()?;
        let root = self.members.root_seed.as_ref().map(RootKey::from_seed);
        let root = root.ok_or_else(|| Failure::refused("not-allowed"))?;
        let id = self.new_id().into();
        self.append_by_root(&root, Action::Admin { id, certificate })
    }
}
