//! Other machines as people see them: whose they are, what they may do, how they are reached.

use access::{Access, DocumentClass, GrantScope};
use model::{Choice, PersonId, ProductionId, Role};
use node::{How, Member, MemberRight, PeerLink, Snapshot};
use views::{PeerStatus, Reach};

/// Another machine in the form that views show.
pub(crate) fn peer_status(snapshot: &Snapshot, link: &PeerLink) -> PeerStatus {
    let member = &link.member;
    PeerStatus {
        device: member.device,
        label: label(member),
        name: snapshot.directory.name(member.person).unwrap_or_default().to_owned(),
        person: member.person,
        role: leading(member).map_or_else(String::new, |right| right.role.key().to_owned()),
        link: reach(link),
        round_trip: link.way.and_then(|way| way.round_trip),
        to_send: link.to_send,
        to_receive: link.to_receive,
        last_seen: link.last_seen,
    }
}

/// What a machine is called: its label, or the beginning of its key where it has none.
pub(crate) fn label(member: &Member) -> String {
    if member.label.is_empty() {
        member.device.to_string().chars().take(8).collect()
    } else {
        member.label.clone()
    }
}

/// Who sits at a machine, by name, or what it is called where nobody has named them.
pub(crate) fn person(snapshot: &Snapshot, link: &PeerLink) -> String {
    let name = snapshot.directory.name(link.member.person).filter(|name| !name.is_empty());
    name.map_or_else(|| label(&link.member), str::to_owned)
}

/// The right a machine is known by: one that holds, before one that ended; what people do in the
/// house, before the office of administrator.
pub(crate) fn leading(member: &Member) -> Option<&MemberRight> {
    let place = |role: &Role| match role {
        Role::Coordination => 0,
        Role::PayrollAccounts => 1,
        Role::Technician => 2,
        Role::Client => 3,
        Role::RightsHolder => 4,
        Role::ReadOnly => 5,
        Role::Admin => 6,
        Role::Other(_) => 7,
    };
    member.rights.iter().min_by_key(|right| (!right.holds, place(&right.role)))
}

/// The roles of this machine that hold now.
fn roles(snapshot: &Snapshot) -> impl Iterator<Item = &Role> {
    let here = snapshot.links.here.as_ref();
    let rights = here.into_iter().flat_map(|here| &here.rights);
    rights.filter(|right| right.holds).map(|right| &right.role)
}

/// May this machine do so much with documents of a class that are not its own person's?
fn may(snapshot: &Snapshot, class: DocumentClass, what: Access) -> bool {
    roles(snapshot).any(|role| access::rights(class, role).any >= what)
}

/// May whoever sits here accept slips?
pub(crate) fn may_accept_slips(snapshot: &Snapshot) -> bool {
    may(snapshot, DocumentClass::Plan, Access::Write)
}

/// May whoever sits here send publications to clients?
pub(crate) fn may_publish(snapshot: &Snapshot) -> bool {
    may(snapshot, DocumentClass::Publications, Access::Write)
}

/// May whoever sits here answer as a client?
pub(crate) fn may_answer(snapshot: &Snapshot) -> bool {
    may(snapshot, DocumentClass::Answers, Access::Write)
}

/// Does this machine receive publications?
pub(crate) fn reads_publications(snapshot: &Snapshot) -> bool {
    may(snapshot, DocumentClass::Publications, Access::Read)
}

/// Is whoever sits here not of the house?
pub(crate) fn is_outside(snapshot: &Snapshot) -> bool {
    reads_publications(snapshot) && !roles(snapshot).any(access::is_staff)
}

/// How many machines of clients receive what is sent of a production.
pub(crate) fn client_machines(snapshot: &Snapshot, production: ProductionId) -> usize {
    let within = |right: &MemberRight| match &right.scope {
        GrantScope::Productions(within) => within.contains(&production),
        _ => false,
    };
    let is_client =
        |right: &MemberRight| right.holds && right.role == Role::Client && within(right);
    let peers = snapshot.links.peers.iter();
    peers.filter(|peer| peer.member.rights.iter().any(is_client)).count()
}

/// Whose slips this machine receives: `None` for everybody's, else those of whoever sits here. Of
/// others nothing is known then, not even that a slip is missing.
pub(crate) fn whose_slips(snapshot: &Snapshot) -> Option<PersonId> {
    let all = may(snapshot, DocumentClass::Desk, Access::Read);
    let here = snapshot.links.here.as_ref().map(|here| here.person);
    here.filter(|_| !all)
}

fn reach(link: &PeerLink) -> Reach {
    if link.is_linked {
        return match link.way.map(|way| way.how) {
            Some(How::Lan) => Reach::Lan,
            Some(How::Direct) => Reach::Direct,
            Some(How::Relay) => Reach::Relay,
            None => Reach::Linked,
        };
    }
    let rights = &link.member.rights;
    if rights.iter().any(|right| right.holds) {
        if link.turns_away { Reach::TurnsAway } else { Reach::Offline }
    } else if rights.iter().all(|right| right.is_revoked) {
        Reach::Revoked
    } else {
        Reach::Lapsed
    }
}
