//! How this machine stands with each other one: linked or not, which way, what is waiting to go and
//! to come, when it was last seen; on how many machines a document's last change is.

use crate::engine::Engine;
use crate::failure::Failure;
use crate::faults;
use crate::happening::Happening;
use crate::invitation::Guest;
use crate::membership::Member;
use crate::presence::Presence;
use crate::routine::Routine;
use crate::talk::Reason;
use access::{ActorId, Ticket};
use model::{DeviceId, DocumentId, EndpointId, Finding};
use std::collections::BTreeMap;
use sync::Event;
use units::Stamp;

pub use net::How;

/// Settings that hold the addresses an endpoint was last found at.
const ADDRESSES: &str = "addresses/";

/// The setting that holds where this machine listened last.
const OWN_ADDRESSES: &str = "own-addresses";

/// Settings that hold when a device was last heard of, and what it held then.
pub(crate) const SEEN: &str = "seen/";

/// Which way a connection takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Way {
    /// Which.
    pub how: How,
    /// How long an answer takes, in milliseconds.
    pub round_trip: Option<u64>,
}

/// Another machine, as this one stands with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeerLink {
    /// Who it is and what it may do.
    pub member: Member,
    /// Whether it is connected.
    pub is_linked: bool,
    /// It was there the last time it was called, and did not let this machine in.
    pub turns_away: bool,
    /// Which way, while it is connected.
    pub way: Option<Way>,
    /// Changes held here that it lacks, as far as it has said.
    pub to_send: u64,
    /// Changes it holds that are lacking here.
    pub to_receive: u64,
    /// When it was last connected; `None` if it never was.
    pub last_seen: Option<Stamp>,
    /// What who sits there looks at, while it is connected.
    pub looks_at: Option<Presence>,
}

/// The machines of the facility, as this one stands with them.
#[derive(Debug, Clone, Default)]
pub struct Links {
    /// This machine; `None` until the facility log has come.
    pub here: Option<Member>,
    /// The others, by label.
    pub peers: Vec<PeerLink>,
    /// On how many machines the last change of every document is, this one counted: of the document
    /// that is on the fewest.
    pub copies: usize,
    /// May this machine let others in?
    pub is_admin: bool,
    /// Joiners whose codes are to be compared.
    pub guests: Vec<Guest>,
    /// Tickets that somebody may still come with.
    pub tickets: Vec<Ticket>,
    /// Where others reach this machine; none while it does not listen.
    pub addresses: Vec<String>,
    /// Why it does not listen, if it was to.
    pub trouble: Option<Finding>,
    /// What others wrote and was taken in last.
    pub merged: Option<LastMerge>,
    /// The words of the root key are still to be written down.
    pub root_key_is_open: bool,
    /// What is wrong with the facility log.
    pub findings: Vec<Finding>,
    /// The backups that this machine makes by itself, if it does.
    pub routine: Option<Routine>,
    /// Are the data of this machine sealed?
    pub is_sealed: bool,
}

/// Changes of another machine that were taken in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastMerge {
    /// From whom they came.
    pub peer: DeviceId,
    /// When the last of them came.
    pub at: Stamp,
    /// How many, since the last time nothing came from there for a minute.
    pub changes: usize,
}

/// What a device held when it was last connected, and when that was.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(crate) struct Seen {
    at: i64,
    held: Vec<(u128, Vec<(ActorId, u64)>)>,
}

impl Engine {
    /// Every other machine of the facility, by label.
    pub fn links(&mut self) -> Vec<PeerLink> {
        let members = self.members();
        self.links_to(members.into_iter().filter(|member| !member.is_here))
    }

    fn links_to(&mut self, others: impl Iterator<Item = Member>) -> Vec<PeerLink> {
        let statuses = self.talk.peers.status();
        let now = self.world.now();
        let link = |member: Member| {
            let status = statuses.iter().find(|status| status.peer == member.device);
            let is_linked = self.talk.linked.contains_key(&member.device);
            let sum = |of: fn(&sync::DocumentStatus) -> u64| {
                status.map_or(0, |status| status.documents.values().map(of).sum())
            };
            let seen = self.seen.get(&member.device).map(|seen| Stamp(seen.at));
            let turns_away = self.turning_away.contains(&member.endpoint);
            PeerLink {
                is_linked,
                turns_away,
                way: self.ways.get(&member.device).copied().filter(|_| is_linked),
                to_send: sum(|it| it.to_go),
                to_receive: sum(|it| it.to_come),
                last_seen: if is_linked { Some(now) } else { seen },
                looks_at: self.presence(member.device),
                member,
            }
        };
        others.map(link).collect()
    }

    /// All of that as it is now.
    pub(crate) fn links_now(&mut self) -> Links {
        let (here, others): (Vec<_>, Vec<_>) =
            self.members().into_iter().partition(|member| member.is_here);
        let here = here.into_iter().next();
        let peers = self.links_to(others.into_iter());
        let copies = self.holdings.values().map(|held| self.copies(held.id)).min().unwrap_or(1);
        Links {
            here,
            peers,
            copies,
            is_admin: self.is_admin(),
            guests: self.guests(),
            tickets: self.open_tickets(),
            addresses: self.listening.clone(),
            trouble: self.trouble.clone(),
            merged: self.merged.clone(),
            root_key_is_open: self.members.root_seed.is_some(),
            findings: self.log_findings(),
            routine: self.routine(),
            is_sealed: self.opening.is_sealed(),
        }
    }

    /// Is there anybody else of whom an edit changes what is to be said?
    pub(crate) fn has_others(&self) -> bool {
        self.members.membership.members.len() > 1
    }

    /// Changes of another machine were taken in.
    pub(crate) fn merged(&mut self, peer: DeviceId, changes: usize) {
        let at = self.world.now();
        let before = self.merged.take().filter(|it| it.peer == peer && at.0 - it.at.0 < 60);
        let changes = before.map_or(0, |it| it.changes) + changes;
        self.merged = Some(LastMerge { peer, at, changes });
    }

    /// Devices that are connected.
    pub fn linked(&self) -> Vec<DeviceId> {
        self.talk.linked.keys().copied().collect()
    }

    /// On how many machines the last change of a document is, this one counted.
    pub fn copies(&self, document: DocumentId) -> usize {
        1 + self.talk.peers.copies(document)
    }

    /// Whether everything that connected machines have is here, and they have what is here.
    pub fn is_settled(&self) -> bool {
        self.talk.peers.is_settled()
    }

    /// The way a connection takes.
    pub(crate) fn took_way(&mut self, device: DeviceId, way: Way) {
        self.ways.insert(device, way);
    }

    /// A machine is there and does not let this one in.
    pub(crate) fn turned_away(&mut self, endpoint: EndpointId) {
        if self.turning_away.insert(endpoint) {
            self.happen(Happening::TurnedAway { endpoint });
        }
    }

    /// A connection is gone, for a reason or without one.
    pub(crate) fn disconnected_for(&mut self, peer: DeviceId, reason: Option<Reason>) {
        self.disconnected(peer);
        self.happen(Happening::Unlinked { peer, reason });
    }

    /// Keeps in mind when a device was last heard of, and what it held; on the disk with the next
    /// that is written ([`Engine::keep_what_can_wait`]): all connections may be gone at once.
    pub(crate) fn remember_seen(&mut self, peer: DeviceId) {
        let held = self.talk.peers.held_by(peer);
        let held = held.into_iter().map(|(id, last)| (id.0.0, last.into_iter().collect()));
        let seen = Seen { at: self.world.now().0, held: held.collect() };
        // Numbers and names: nothing that cannot be written.
        let bytes = postcard::to_allocvec(&seen).unwrap_or_default();
        self.pending.settings.insert(format!("{SEEN}{peer}"), Some(bytes));
        self.seen.insert(peer, seen);
    }

    /// What the store has of machines that were connected before: told to the talk.
    pub(crate) fn recall_seen(&mut self) {
        for (peer, seen) in self.seen.clone() {
            let held = seen.held.into_iter().map(|(id, last)| {
                (DocumentId(model::RawId(id)), last.into_iter().collect::<BTreeMap<_, _>>())
            });
            let documents = held.collect();
            self.tell(Event::Remembered { peer, documents });
        }
    }

    /// An endpoint was found at these addresses: they are tried first the next time.
    pub(crate) fn remember(&mut self, endpoint: EndpointId, addresses: Vec<String>) {
        let text = addresses.join("\n").into_bytes();
        let name = format!("{ADDRESSES}{endpoint}");
        let known = self.disk().ok().and_then(|store| store.setting(&name).ok().flatten());
        if known.as_ref() != Some(&text) {
            self.pending.settings.insert(name, Some(text));
            // If the disk fails, the machine is looked for anew at the next start.
            let _not_kept = self.keep();
        }
        self.happen(Happening::Found { endpoint, addresses });
    }

    /// Where other machines were last found.
    pub(crate) fn addresses(&self) -> Result<Vec<(EndpointId, Vec<String>)>, Failure> {
        let settings = self.disk()?.settings().map_err(|error| faults::kept(&error))?;
        let kept = settings.iter().filter_map(|(name, text)| {
            let endpoint = name.strip_prefix(ADDRESSES)?.parse().ok()?;
            let text = String::from_utf8_lossy(text);
            Some((endpoint, text.lines().map(str::to_owned).collect()))
        });
        Ok(kept.collect())
    }

    /// Where this machine was last reached by others; none if it has never listened.
    pub fn own_addresses(&self) -> Result<Vec<String>, Failure> {
        let text = self.disk()?.setting(OWN_ADDRESSES).map_err(|error| faults::kept(&error))?;
        let text = text.unwrap_or_default();
        Ok(String::from_utf8_lossy(&text).lines().map(str::to_owned).collect())
    }

    /// This machine listens at these addresses: tickets made while it does not name them.
    pub(crate) fn listens_at(&mut self, addresses: Vec<String>) {
        let text = addresses.join("\n").into_bytes();
        self.pending.settings.insert(OWN_ADDRESSES.to_owned(), Some(text));
        // If the disk fails, tickets name other addresses, or none.
        let _not_kept = self.keep();
        self.listening.clone_from(&addresses);
        self.trouble = None;
        self.happen(Happening::Listening { addresses });
    }

    /// Something happened that is told to whoever listens.
    pub(crate) fn happen(&mut self, happening: Happening) {
        // Nobody may be listening: then it is forgotten, the oldest first.
        if self.happenings.len() >= MOST_HAPPENINGS {
            self.happenings.pop_front();
        }
        self.happenings.push_back(happening);
    }

    /// What has happened since this was last asked, oldest first.
    pub fn happenings(&mut self) -> Vec<Happening> {
        self.happenings.drain(..).collect()
    }
}

/// What is kept for somebody who listens and has not asked for a while.
const MOST_HAPPENINGS: usize = 10_000;

/// What the settings of a store have of machines that were connected before.
pub(crate) fn read_seen(settings: &BTreeMap<String, Vec<u8>>) -> BTreeMap<DeviceId, Seen> {
    let kept = settings.iter().filter_map(|(name, bytes)| {
        let device = name.strip_prefix(SEEN)?.parse().ok()?;
        Some((device, postcard::from_bytes(bytes).ok()?))
    });
    kept.collect()
}
