//! Letting a machine in: the ticket is given out, whoever comes with it is shown with a code to
//! compare, and once both sides have found it equal the grant is signed. Bytes of a joiner's
//! connection come and go here; the talk about documents is a connection of its own, later.

use crate::deed::Deed;
use crate::engine::Engine;
use crate::failure::Failure;
use crate::happening::Happening;
use crate::members::Keys;
use crate::notes::About;
use crate::opening::{Joining, Opening};
use crate::talk::Outgoing;
use crate::world::World;
use access::{
    Access, Certificate, Channel, GrantScope, Inviter, InviterEffect, InviterEvent,
    MAX_TICKET_SECONDS, ShortCode, Target, Ticket, TicketState, usual_days,
};
use model::{
    Choice, Command, DeviceId, DirectoryEntry, EndpointId, Finding, Kind, PersonId, Role, Severity,
    Subject, Values,
};
use std::collections::BTreeMap;
use units::{Stamp, clean_name};

/// Whom to invite.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    /// Who will sit at the machine, if the facility knows them already.
    pub person: Option<PersonId>,
    /// What the machine may do.
    pub role: Role,
    /// Where it may.
    pub scope: GrantScope,
    /// How long the ticket is good for; a day at most.
    pub minutes: u32,
    /// Where this machine is found, such as `192.168.1.20:4433`.
    pub addresses: Vec<String>,
}

/// A joiner whose code is to be compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guest {
    /// The connection.
    pub link: u64,
    /// The code both screens show.
    pub code: ShortCode,
    /// The machine that would be let in.
    pub certificate: Certificate,
    /// The ticket it came with.
    pub ticket: Ticket,
    /// Whoever sits here has found the codes equal.
    pub is_agreed: bool,
}

/// A joiner on a connection.
#[derive(Debug)]
pub(crate) struct Visit {
    inviter: Inviter,
    /// Who is at the other end.
    endpoint: EndpointId,
    guest: Option<Guest>,
}

/// All of them, by connection.
pub(crate) type Guests = BTreeMap<u64, Visit>;

impl Engine {
    /// Gives out a ticket; it is on the disk before it is told.
    pub fn invite(&mut self, invitation: &Invitation) -> Result<Ticket, Failure> {
        self.ready()?;
        let mut secret = [0; 16];
        self.world.fill(&mut secret);
        let now = self.world.now();
        let seconds = i64::from(invitation.minutes).saturating_mul(60);
        let ticket = Ticket {
            facility: self.members.log.facility(),
            inviter: self.endpoint(),
            addresses: invitation.addresses.clone(),
            person: invitation.person,
            role: invitation.role.clone(),
            scope: invitation.scope.clone(),
            secret,
            expires: Stamp(now.0.saturating_add(seconds.min(MAX_TICKET_SECONDS))),
        };
        let (device, membership) = (self.device(), &self.members.membership);
        let issued = self.members.invitations.issue(ticket.clone(), membership, device, now);
        issued.map_err(|refusal| Failure::refused(refusal.code()))?;
        self.members.keep_tickets(&mut self.pending);
        self.note(Deed::Invited, about(&ticket));
        self.keep()?;
        self.publish();
        Ok(ticket)
    }

    /// Tickets that somebody may still come with.
    pub fn open_tickets(&mut self) -> Vec<Ticket> {
        let now = self.world.now();
        let issued = self.members.invitations.issued.iter();
        let open = issued
            .filter(|issued| issued.state != TicketState::Spent && issued.ticket.expires >= now);
        open.map(|issued| issued.ticket.clone()).collect()
    }

    /// Might somebody come with a ticket? Also with one that has served: that is worth an alarm.
    pub(crate) fn expects_joiners(&mut self) -> bool {
        let now = self.world.now();
        self.members.invitations.issued.iter().any(|issued| issued.ticket.expires >= now)
    }

    /// Takes a ticket back: nobody is let in with it any more.
    pub fn withdraw_ticket(&mut self, secret: &[u8; 16]) -> Result<(), Failure> {
        self.ready()?;
        self.members.invitations.spend(secret);
        let mut issued = self.members.invitations.issued.iter();
        if let Some(issued) = issued.find(|issued| issued.ticket.secret == *secret) {
            let about = about(&issued.ticket);
            self.note(Deed::InvitationWithdrawn, about);
        }
        self.members.keep_tickets(&mut self.pending);
        self.keep()?;
        self.publish();
        Ok(())
    }

    /// A joiner has connected.
    pub fn guest_came(&mut self, link: u64, channel: Channel) {
        let mut nonce = [0; 32];
        self.world.fill(&mut nonce);
        let certificate = self.members.certificate.clone();
        let endpoint = channel.peer;
        let inviter = Inviter::new(self.members.log.root(), certificate, nonce, channel);
        self.guests.insert(link, Visit { inviter, endpoint, guest: None });
    }

    /// A joiner has sent bytes.
    pub fn guest_said(&mut self, link: u64, bytes: Vec<u8>) {
        self.guest_step(link, InviterEvent::Heard(bytes));
    }

    /// Whoever sits here has found the codes equal, or different.
    pub fn guest_compared(&mut self, link: u64, are_equal: bool) {
        let event = if are_equal { InviterEvent::CodesAgree } else { InviterEvent::CodesDiffer };
        if are_equal
            && let Some(guest) = self.guests.get_mut(&link).and_then(|it| it.guest.as_mut())
        {
            guest.is_agreed = true;
        }
        self.guest_step(link, event);
        self.publish();
    }

    /// The connection of a joiner is gone.
    pub fn guest_left(&mut self, link: u64) {
        if self.guests.remove(&link).is_some() {
            self.happen(Happening::VisitOver { visit: link });
        }
    }

    /// Joiners whose codes are shown, in the order they came.
    pub fn guests(&self) -> Vec<Guest> {
        self.guests.values().filter_map(|visit| visit.guest.clone()).collect()
    }

    fn guest_step(&mut self, link: u64, event: InviterEvent) {
        let now = self.world.now();
        let Some(visit) = self.guests.get_mut(&link) else { return };
        let effects = visit.inviter.step(event, now, &mut self.members.invitations);
        // Tickets that were claimed or spent are known to be so before anybody is answered.
        self.members.keep_tickets(&mut self.pending);
        if self.keep().is_err() {
            return self.end_guest(link);
        }
        for effect in effects {
            match effect {
                InviterEffect::Send(bytes) => {
                    self.talk.outgoing.push(Outgoing::Join { link, bytes });
                }
                InviterEffect::Show { code, certificate, ticket } => {
                    let told = Box::new(certificate.clone());
                    self.happen(Happening::Code { visit: link, code, certificate: told });
                    let guest = Guest { link, code, certificate, ticket, is_agreed: false };
                    if let Some(visit) = self.guests.get_mut(&link) {
                        visit.guest = Some(guest);
                    }
                }
                InviterEffect::Admit { certificate, ticket } => {
                    let about = about(&ticket).of(certificate.device);
                    match self.admit_guest(certificate, &ticket) {
                        Ok(()) => {
                            self.note(Deed::InvitationUsed, about);
                            self.guest_step(link, InviterEvent::Granted);
                        }
                        Err(_) => self.guest_step(link, InviterEvent::Withdraw),
                    }
                }
                InviterEffect::Alarm => {
                    let alarm = Finding::new(Severity::Warning, "ticket-used-again");
                    self.happen(Happening::Alarm(alarm));
                    self.note(Deed::InvitationReused, self.at_the_door(link));
                }
                InviterEffect::Ended(ended) => {
                    if let Err(refusal) = ended {
                        let about = self.at_the_door(link).saying(refusal.code());
                        self.note(Deed::InvitationFailed, about);
                    }
                    self.end_guest(link);
                }
            }
        }
    }

    /// Who is at the other end of a joiner's connection.
    fn at_the_door(&self, link: u64) -> About {
        let visit = self.guests.get(&link);
        visit.map_or_else(About::default, |visit| About::default().at(visit.endpoint))
    }

    fn end_guest(&mut self, link: u64) {
        self.guest_left(link);
        self.talk.outgoing.push(Outgoing::JoinClose { link });
    }

    /// Signs the grant that a ticket promises. A person nobody knows yet becomes one of the
    /// facility, without a name: that is theirs to say.
    fn admit_guest(&mut self, certificate: Certificate, ticket: &Ticket) -> Result<(), Failure> {
        let person = certificate.person;
        let now = self.world.now();
        let lapse = i64::from(usual_days(&ticket.role)) * 24 * 60 * 60;
        let not_after = Some(Stamp(now.0.saturating_add(lapse)));
        let is_new = !self.snapshot.facility.people.contains_key(&person);
        if is_new && access::is_staff(&ticket.role) {
            let subject = Subject::shared(Kind::Person, person);
            let add = Command::Add { subject, values: Values::new() };
            // Who may not write the facility document leaves it to somebody who may.
            let _left = self.submit(&crate::Group::one(add));
        }
        self.grant(certificate, ticket.role.clone(), ticket.scope.clone(), not_after)?;
        Ok(())
    }

    /// Sets up another machine of the facility beside this one, without a ticket: its store is made
    /// at `opening`, and it has this right. What it may read comes to it when the two talk.
    pub fn set_up(
        &mut self,
        opening: Opening,
        person: PersonId,
        (role, scope): (Role, GrantScope),
        mut world: Box<dyn World>,
    ) -> Result<Self, Failure> {
        let keys = Keys::draw(world.as_mut());
        let (facility, root) = (self.members.log.facility(), self.members.log.root());
        let certificate = keys.certificate(facility, person, opening.label());
        self.grant(certificate, role, scope, None)?;
        let inviter = self.certificate().clone();
        opening.join(&Joining { keys, facility, root, person, inviter }, world)
    }

    /// Remembers the name of the person of this machine, to be told once the directory can be
    /// written: who has just joined knows nothing of their rights yet.
    pub fn will_introduce(&mut self, name: &str) {
        self.introduction = clean_name(name);
    }

    /// Tells the name that was to be told, if it can be now.
    pub(crate) fn introduce_when_known(&mut self) {
        if self.may_introduce() && !self.introduction.is_empty() {
            let name = std::mem::take(&mut self.introduction);
            // If the disk fails, the person can still be named by hand.
            let _by_hand = self.introduce(&name);
        }
    }

    /// May this machine tell the name of its person, and is that person known here?
    fn may_introduce(&self) -> bool {
        let person = self.person();
        let may = self.members.access(Target::Directory(person)) == Access::Write;
        may && self.snapshot.facility.people.contains_key(&person)
    }

    /// Names the person of this machine, where nobody has yet; `false` where this machine may not,
    /// so that somebody else has to.
    pub fn introduce(&mut self, name: &str) -> Result<bool, Failure> {
        if !self.may_introduce() {
            return Ok(false);
        }
        let person = self.person();
        let known = self.snapshot.directory.entries.get(&person);
        if name.is_empty() || known.is_some_and(|entry| !entry.name.is_empty()) {
            return Ok(true);
        }
        let entry = DirectoryEntry { name: name.to_owned(), ..DirectoryEntry::default() };
        self.submit(&crate::Group::one(Command::NamePerson { person, entry }))?;
        Ok(true)
    }

    /// The device that uses an endpoint, if the facility knows it.
    pub fn device_at(&self, endpoint: model::EndpointId) -> Option<DeviceId> {
        let members = self.members.membership.members.iter();
        let mut at = members.filter(|(_, rights)| {
            rights.iter().any(|right| right.grant.certificate.endpoint == endpoint)
        });
        at.next().map(|(device, _)| *device)
    }
}

/// What is noted of a ticket: whom it is for, and the role it gives.
fn about(ticket: &Ticket) -> About {
    About::words(ticket.role.key()).by(ticket.person)
}
