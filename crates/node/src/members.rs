//! Who belongs to the facility, as this machine knows it: its keys, the facility log and what that
//! comes to, the tickets it has given out. Decisions are `access`'s; here is what is kept of them.

use crate::notes;
use crate::opening::{FACILITY, PERSON};
use crate::world::{World, new_id};
use access::{
    Access, Action, Certificate, DeviceKey, EndpointKey, FacilityLog, Grant, GrantScope,
    Invitations, Issued, LogRefusal, Membership, Offered, Operation, OperationHash, RootId,
    RootKey, Target, Ticket, TicketState,
};
use model::{DeviceId, EndpointId, FacilityId, PersonId, RawId, Role, Scope};
use std::collections::{BTreeMap, BTreeSet};
use store::{Batch, RecordKey};
use units::Stamp;

/// The kind of an operation of the log among records.
pub(crate) const OPERATION: u8 = 2;

const DEVICE_SEED: &str = "device-seed";
const ENDPOINT_SEED: &str = "endpoint-seed";
const INVITER: &str = "inviter";
const LABEL: &str = "label";
const ROOT: &str = "root";
const ROOT_SEED: &str = "root-seed";
const TICKETS: &str = "tickets";

/// The keys a machine is known by. Seeds of keys: never shown, never sent.
#[derive(Clone)]
pub struct Keys {
    pub(crate) device: [u8; 32],
    pub(crate) endpoint: [u8; 32],
}

/// What is known of the facility's members.
pub(crate) struct Members {
    pub(crate) key: DeviceKey,
    pub(crate) certificate: Certificate,
    pub(crate) endpoint_seed: [u8; 32],
    pub(crate) log: FacilityLog,
    pub(crate) membership: Membership,
    pub(crate) invitations: Invitations,
    /// Who has let this machine in: until the log is here, nobody else is known.
    pub(crate) inviter: Option<Certificate>,
    /// The secret half of the root key, until somebody has written it down.
    pub(crate) root_seed: Option<[u8; 32]>,
}

impl Keys {
    /// Draws new keys.
    pub fn draw(world: &mut dyn World) -> Self {
        let mut keys = Self { device: [0; 32], endpoint: [0; 32] };
        world.fill(&mut keys.device);
        world.fill(&mut keys.endpoint);
        keys
    }

    /// The endpoint at which the machine is reached.
    pub fn endpoint(&self) -> EndpointId {
        EndpointKey::from_seed(&self.endpoint).endpoint()
    }

    /// The secret that connections are made with.
    pub fn endpoint_secret(&self) -> [u8; 32] {
        self.endpoint
    }

    /// Says whose machine this is, in a facility.
    pub fn certificate(&self, facility: FacilityId, person: PersonId, label: &str) -> Certificate {
        let (device, endpoint) =
            (DeviceKey::from_seed(&self.device), EndpointKey::from_seed(&self.endpoint));
        Certificate::seal(&device, &endpoint, facility, person, label)
    }
}

/// The settings of a new machine of a facility.
pub(crate) fn settings(
    keys: &Keys,
    facility: FacilityId,
    person: PersonId,
    label: &str,
    joined: Option<(RootId, &Certificate)>,
) -> BTreeMap<String, Option<Vec<u8>>> {
    let id = |id: RawId| Some(id.0.to_be_bytes().to_vec());
    let mut settings = BTreeMap::from([
        (DEVICE_SEED.to_owned(), Some(keys.device.to_vec())),
        (ENDPOINT_SEED.to_owned(), Some(keys.endpoint.to_vec())),
        (FACILITY.to_owned(), id(facility.0)),
        (PERSON.to_owned(), id(person.0)),
        (LABEL.to_owned(), Some(label.as_bytes().to_vec())),
    ]);
    if let Some((root, inviter)) = joined {
        settings.insert(ROOT.to_owned(), Some(root.0.to_vec()));
        settings.insert(INVITER.to_owned(), Some(inviter.encode()));
    }
    settings
}

/// The seed of the device's key, unless the store has lost it.
pub(crate) fn device_seed(settings: &BTreeMap<String, Vec<u8>>) -> Option<[u8; 32]> {
    seed(settings, DEVICE_SEED)
}

fn seed(settings: &BTreeMap<String, Vec<u8>>, name: &str) -> Option<[u8; 32]> {
    settings.get(name).and_then(|seed| seed.as_slice().try_into().ok())
}

impl Members {
    /// Reads what the store has. A store from before there was a facility log gets one: its machine
    /// is the first of the facility. What has to be kept is put into `pending`, which a store that
    /// cannot be written does not have.
    pub(crate) fn read(
        settings: &BTreeMap<String, Vec<u8>>,
        records: &BTreeMap<RecordKey, Vec<u8>>,
        label: &str,
        world: &mut dyn World,
        pending: Option<&mut Batch>,
    ) -> Self {
        let mut unwritten = Batch::default();
        let may_found = pending.is_some();
        let pending = pending.unwrap_or(&mut unwritten);
        let id = |name| {
            RawId(
                settings
                    .get(name)
                    .and_then(|it| it.as_slice().try_into().ok())
                    .map_or(0, u128::from_be_bytes),
            )
        };
        let (facility, person) = (FacilityId(id(FACILITY)), PersonId(id(PERSON)));
        let endpoint = seed(settings, ENDPOINT_SEED).unwrap_or_else(|| {
            let mut seed = [0; 32];
            world.fill(&mut seed);
            pending.settings.insert(ENDPOINT_SEED.to_owned(), Some(seed.to_vec()));
            seed
        });
        let keys = Keys { device: device_seed(settings).unwrap_or_default(), endpoint };
        let kept = settings.get(LABEL).map(|label| String::from_utf8_lossy(label).into_owned());
        let label = kept.unwrap_or_else(|| label.to_owned());
        let certificate = keys.certificate(facility, person, &label);
        let mut root_seed = seed(settings, ROOT_SEED);
        let known = seed(settings, ROOT).map(RootId);
        let known = known.or_else(|| (!may_found).then_some(RootId([0; 32])));
        let root = known.unwrap_or_else(|| {
            let mut fresh = [0; 32];
            world.fill(&mut fresh);
            root_seed = Some(fresh);
            pending.settings.insert(ROOT_SEED.to_owned(), Some(fresh.to_vec()));
            let root = RootKey::from_seed(&fresh).id();
            pending.settings.insert(ROOT.to_owned(), Some(root.0.to_vec()));
            root
        });
        let mut log = FacilityLog::new(facility, root);
        for (_, bytes) in records.iter().filter(|(key, _)| key.kind == OPERATION) {
            // They were checked when they came in.
            if let Ok(operation) = Operation::decode(bytes) {
                log.offer(operation);
            }
        }
        let tickets = settings.get(TICKETS).map(Vec::as_slice).unwrap_or_default();
        let mut members = Self {
            key: DeviceKey::from_seed(&keys.device),
            certificate,
            endpoint_seed: endpoint,
            membership: log.fold(),
            log,
            invitations: read_tickets(tickets),
            inviter: settings.get(INVITER).and_then(|bytes| Certificate::open(bytes).ok()),
            root_seed,
        };
        if known.is_none() {
            members.found(world, pending);
        }
        members
    }

    /// The first operations of a log: the root key names this machine an administrator's, which
    /// gives itself what coordination may do.
    fn found(&mut self, world: &mut dyn World, pending: &mut Batch) {
        let Some(root) = self.root_seed.as_ref().map(RootKey::from_seed) else { return };
        let certificate = self.certificate.clone();
        let action = Action::Admin { id: new_id(world).into(), certificate: certificate.clone() };
        // The first operation of an empty log is taken.
        let now = world.now();
        let _taken = self.append_by_root(&root, action, now, pending);
        let grant = Grant {
            id: new_id(world).into(),
            certificate,
            role: Role::Coordination,
            scope: GrantScope::Facility,
            not_after: None,
        };
        let _taken = self.append(Action::Grant(grant), now, pending);
    }

    /// Writes an operation of this machine into the log.
    pub(crate) fn append(
        &mut self,
        action: Action,
        now: Stamp,
        pending: &mut Batch,
    ) -> Result<(), LogRefusal> {
        let operation = Operation::seal(&self.key, self.log.facility(), self.log.heads(), action);
        self.take_one(operation, now, pending)
    }

    /// Writes an operation into the log that only the root key can.
    pub(crate) fn append_by_root(
        &mut self,
        root: &RootKey,
        action: Action,
        now: Stamp,
        pending: &mut Batch,
    ) -> Result<(), LogRefusal> {
        let (facility, sequence) = (self.log.facility(), self.log.next_root_sequence());
        let heads = self.log.heads();
        let operation = Operation::seal_by_root(root, facility, sequence, heads, action);
        self.take_one(operation, now, pending)
    }

    fn take_one(
        &mut self,
        operation: Operation,
        now: Stamp,
        pending: &mut Batch,
    ) -> Result<(), LogRefusal> {
        let refused = self.take([operation], now, pending);
        refused.into_iter().next().map_or(Ok(()), Err)
    }

    /// Takes operations whose signatures were checked into the log; why some can never count.
    /// Those that count now are to be kept, and when they came.
    pub(crate) fn take(
        &mut self,
        operations: impl IntoIterator<Item = Operation>,
        now: Stamp,
        pending: &mut Batch,
    ) -> Vec<LogRefusal> {
        let before = self.log.heads();
        let mut refused = Vec::new();
        for operation in operations {
            if let Offered::Refused(refusal) = self.log.offer(operation) {
                refused.push(refusal);
            }
        }
        let fresh = self.log.after(&before);
        if !fresh.is_empty() {
            for operation in fresh {
                let hash = operation.hash();
                pending.records.insert(operation_key(&hash), Some(operation.encode()));
                let (key, moment) = notes::heard(&hash, now);
                pending.records.insert(key, Some(moment));
            }
            self.membership = self.log.fold();
        }
        refused
    }

    /// This machine.
    pub(crate) fn device(&self) -> DeviceId {
        self.certificate.device
    }

    /// May this machine write documents of that scope? A store whose log has not come yet says no.
    pub(crate) fn may_write(&self, scope: Scope) -> bool {
        self.access(scope.into()) == Access::Write
    }

    /// What this machine may do with a document.
    pub(crate) fn access(&self, target: Target) -> Access {
        self.membership.access(self.device(), target)
    }

    /// Who is at an endpoint, if they may be talked to now; a stranger is told nothing of why not.
    pub(crate) fn device_let_in(&self, endpoint: EndpointId, now: Stamp) -> Option<DeviceId> {
        if let Some(inviter) = self.first_contact() {
            return (inviter.endpoint == endpoint).then_some(inviter.device);
        }
        // Of devices that share an endpoint one speaks; their rights count together.
        self.membership.session(endpoint, now).ok()?.devices().into_iter().next()
    }

    /// What an endpoint may do with a document now. Before the log is here nothing is open to
    /// anybody; the log itself always is.
    pub(crate) fn access_at(&self, endpoint: EndpointId, target: Target, now: Stamp) -> Access {
        let session = self.membership.session(endpoint, now);
        session.map_or(Access::None, |session| session.access(target))
    }

    /// Who has let this machine in, while the log has not come.
    fn first_contact(&self) -> Option<&Certificate> {
        self.inviter.as_ref().filter(|_| self.log.is_empty())
    }

    /// Endpoints of devices that may connect now.
    pub(crate) fn endpoints(&self, now: Stamp) -> BTreeSet<EndpointId> {
        if let Some(inviter) = self.first_contact() {
            return [inviter.endpoint].into();
        }
        let holding = self.membership.members.values().flatten().filter(|right| right.holds(now));
        let endpoints = holding.map(|right| right.grant.certificate.endpoint);
        endpoints.filter(|endpoint| *endpoint != self.certificate.endpoint).collect()
    }

    /// What has to be kept of the tickets.
    pub(crate) fn keep_tickets(&self, pending: &mut Batch) {
        pending.settings.insert(TICKETS.to_owned(), Some(write_tickets(&self.invitations)));
    }

    /// The secret half of the root key was written down: no machine keeps it from here on.
    pub(crate) fn forget_root(&mut self, pending: &mut Batch) {
        self.root_seed = None;
        pending.settings.insert(ROOT_SEED.to_owned(), None);
    }
}

/// The record an operation is kept under.
fn operation_key(hash: &OperationHash) -> RecordKey {
    RecordKey { kind: OPERATION, id: half(hash) }
}

/// The first half of a hash, as the name of a record.
pub(crate) fn half(hash: &[u8; 32]) -> [u8; 16] {
    let mut id = [0; 16];
    id.iter_mut().zip(hash).for_each(|(place, byte)| *place = *byte);
    id
}

/// A ticket and what became of it: open, claimed so many times by an endpoint, spent.
type KeptTicket = (String, Option<[u8; 32]>, u8, bool);

fn write_tickets(invitations: &Invitations) -> Vec<u8> {
    let kept = invitations.issued.iter().map(|issued| -> KeptTicket {
        let text = issued.ticket.text();
        match issued.state {
            TicketState::Open => (text, None, 0, false),
            TicketState::Claimed { by, attempts } => (text, Some(by.0), attempts, false),
            TicketState::Spent => (text, None, 0, true),
        }
    });
    let kept: Vec<KeptTicket> = kept.collect();
    // Texts and numbers: nothing that cannot be written.
    postcard::to_allocvec(&kept).unwrap_or_default()
}

fn read_tickets(bytes: &[u8]) -> Invitations {
    let kept: Vec<KeptTicket> = postcard::from_bytes(bytes).unwrap_or_default();
    let issued = kept.into_iter().filter_map(|(text, by, attempts, is_spent)| {
        let state = match by {
            _ if is_spent => TicketState::Spent,
            Some(by) => TicketState::Claimed { by: EndpointId(by), attempts },
            None => TicketState::Open,
        };
        Some(Issued { ticket: Ticket::parse(&text).ok()?, state })
    });
    Invitations { issued: issued.collect() }
}
