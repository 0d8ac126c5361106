//! Invitations from ticket to grant, and everything that can go wrong on the way.

use super::support::*;
use crate::join_message::JoinMessage;
use crate::*;
use model::*;
use proptest::prelude::*;
use units::Stamp;

/// Device 1 administers and invites, device 4 joins.
struct Meeting {
    office: Office,
    invitations: Invitations,
    inviter: Inviter,
    joiner: Joiner,
    /// What the joiner has said so far that was not delivered.
    from_joiner: Vec<Vec<u8>>,
    from_inviter: Vec<Vec<u8>>,
    shown: [Option<ShortCode>; 2],
    ended: [Option<Result<(), JoinRefusal>>; 2],
    alarm: bool,
    joined: Option<RootId>,
}

fn channel(peer: EndpointId, exported: u8) -> Channel {
    Channel { peer, exported: [exported; 32] }
}

fn office() -> Office {
    let mut office = Office::new();
    office.root(admin(1, 1));
    office
}

fn issued(office: &Office, ticket: Ticket) -> Invitations {
    let mut invitations = Invitations::default();
    let membership = office.log.fold();
    invitations.issue(ticket, &membership, device(1).device(), Stamp(0)).unwrap();
    invitations
}

impl Meeting {
    fn of(ticket: Ticket, joiner: Certificate) -> Self {
        let office = office();
        let invitations = issued(&office, super::support::ticket(1));
        let (inviter, joiner, first) = pair(&ticket, joiner);
        let mut meeting = Self {
            office,
            invitations,
            inviter,
            joiner,
            from_joiner: Vec::new(),
            from_inviter: Vec::new(),
            shown: [None; 2],
            ended: [None; 2],
            alarm: false,
            joined: None,
        };
        meeting.joiner_does(first);
        meeting
    }

    fn usual() -> Self {
        Self::of(ticket(1), certificate(4, 4))
    }

    fn joiner_does(&mut self, effects: Vec<JoinerEffect>) {
        for effect in effects {
            match effect {
                JoinerEffect::Send(bytes) => self.from_joiner.push(bytes),
                JoinerEffect::Show(code) => self.shown[1] = Some(code),
                JoinerEffect::Joined { root, .. } => self.joined = Some(root),
                JoinerEffect::Ended(result) => self.ended[1] = Some(result),
            }
        }
    }

    fn inviter_does(&mut self, effects: Vec<InviterEffect>) {
        for effect in effects {
            match effect {
                InviterEffect::Send(bytes) => self.from_inviter.push(bytes),
                InviterEffect::Show { code, .. } => self.shown[0] = Some(code),
                InviterEffect::Alarm => self.alarm = true,
                InviterEffect::Ended(result) => self.ended[0] = Some(result),
                InviterEffect::Admit { certificate, ticket } => {
                    let (role, scope) = (ticket.role, ticket.scope);
                    let id = GrantId(RawId(50));
                    let grant = Grant { id, certificate, role, scope, not_after: None };
                    self.office.write(1, Action::Grant(grant));
                    self.at_inviter(InviterEvent::Granted, 500);
                }
            }
        }
    }

    fn at_inviter(&mut self, event: InviterEvent, now: i64) {
        let effects = self.inviter.step(event, Stamp(now), &mut self.invitations);
        self.inviter_does(effects);
    }

    fn at_joiner(&mut self, event: JoinerEvent) {
        let effects = self.joiner.step(event);
        self.joiner_does(effects);
    }

    /// Delivers until nobody has anything more to say.
    fn talk(&mut self, now: i64) {
        loop {
            let (there, here) =
                (std::mem::take(&mut self.from_joiner), std::mem::take(&mut self.from_inviter));
            if there.is_empty() && here.is_empty() {
                return;
            }
            there.into_iter().for_each(|said| self.at_inviter(InviterEvent::Heard(said), now));
            here.into_iter().for_each(|said| self.at_joiner(JoinerEvent::Heard(said)));
        }
    }

    fn codes(&self) -> [&'static str; 2] {
        self.ended.map(|ended| match ended {
            None => "goes on",
            Some(Ok(())) => "done",
            Some(Err(refusal)) => refusal.code(),
        })
    }

    fn admitted(&self) -> bool {
        self.office.log.fold().members.contains_key(&device(4).device())
    }
}

fn pair(ticket: &Ticket, joiner: Certificate) -> (Inviter, Joiner, Vec<JoinerEffect>) {
    let host = certificate(1, 1);
    let to_joiner = channel(joiner.endpoint, 9);
    let inviter = Inviter::new(root().id(), host.clone(), [11; 32], to_joiner);
    let to_inviter = channel(host.endpoint, 9);
    let (joiner, first) = Joiner::start(ticket.clone(), joiner, [22; 32], &to_inviter);
    (inviter, joiner, first)
}

#[test]
fn two_people_compare_a_code_and_the_device_is_let_in() {
    let mut meeting = Meeting::usual();
    meeting.talk(500);
    assert!(meeting.shown[0].is_some());
    assert_eq!(meeting.shown[0], meeting.shown[1]);
    meeting.at_inviter(InviterEvent::CodesAgree, 500);
    assert!(!meeting.admitted(), "one side alone is not enough");
    meeting.at_joiner(JoinerEvent::CodesAgree);
    meeting.talk(500);
    assert_eq!(meeting.codes(), ["done"; 2]);
    assert_eq!(meeting.joined, Some(root().id()));
    let may = meeting.office.log.fold().access(device(4).device(), Target::Casting);
    assert_eq!(may, Access::Write);
    assert_eq!(meeting.invitations.issued[0].state, TicketState::Spent);
}

#[test]
fn the_grant_waits_for_both_whoever_is_first() {
    let mut meeting = Meeting::usual();
    meeting.talk(500);
    meeting.at_joiner(JoinerEvent::CodesAgree);
    meeting.talk(500);
    assert!(!meeting.admitted());
    assert_eq!(meeting.codes(), ["goes on"; 2]);
    meeting.at_inviter(InviterEvent::CodesAgree, 500);
    meeting.talk(500);
    assert!(meeting.admitted());
}

#[test]
fn codes_that_differ_end_it_and_spend_the_ticket() {
    for at_inviter in [true, false] {
        let mut meeting = Meeting::usual();
        meeting.talk(500);
        if at_inviter {
            meeting.at_inviter(InviterEvent::CodesDiffer, 500);
        } else {
            meeting.at_joiner(JoinerEvent::CodesDiffer);
        }
        meeting.talk(500);
        assert_eq!(meeting.codes(), ["join-code-differs"; 2]);
        assert_eq!(meeting.invitations.issued[0].state, TicketState::Spent);
        assert!(!meeting.admitted());
    }
}

#[test]
fn a_used_an_expired_and_a_forged_ticket_are_told_apart() {
    let mut meeting = Meeting::usual();
    meeting.talk(1_001);
    assert_eq!(meeting.codes(), ["ticket-expired"; 2]);

    let mut forged = ticket(1);
    forged.secret = [77; 16];
    let mut meeting = Meeting::of(forged, certificate(4, 4));
    meeting.talk(500);
    assert_eq!(meeting.codes(), ["ticket-unknown"; 2]);
    assert_eq!(meeting.invitations.issued[0].state, TicketState::Open, "and hurts nobody");

    let mut meeting = Meeting::of(ticket(1), certificate(5, 5));
    let (inviter, joiner, first) = pair(&ticket(1), certificate(4, 4));
    meeting.talk(500);
    assert!(meeting.shown[0].is_some());
    (meeting.inviter, meeting.joiner, meeting.ended) = (inviter, joiner, [None; 2]);
    meeting.joiner_does(first);
    meeting.talk(500);
    assert_eq!(meeting.codes(), ["ticket-used"; 2]);
    assert!(meeting.alarm, "somebody else knows the ticket");
}

#[test]
fn a_broken_connection_may_be_made_again_a_few_times() {
    let mut meeting = Meeting::usual();
    for _ in 0..MAX_ATTEMPTS {
        meeting.talk(500);
        assert_eq!(meeting.codes(), ["goes on"; 2]);
        let first;
        (meeting.inviter, meeting.joiner, first) = pair(&ticket(1), certificate(4, 4));
        meeting.joiner_does(first);
    }
    meeting.talk(500);
    assert_eq!(meeting.codes(), ["ticket-attempts"; 2]);
}

#[test]
fn a_person_or_an_endpoint_that_is_not_meant_is_refused() {
    let mut named = ticket(1);
    named.person = Some(PersonId(RawId(8)));
    let meeting = Meeting::of(named, certificate(4, 4));
    assert_eq!(meeting.codes(), ["goes on", "join-certificate"]);
    // The connection is made with another key than the certificate names.
    let office = office();
    let mut invitations = issued(&office, ticket(1));
    let (_, _, first) = pair(&ticket(1), certificate(4, 4));
    let JoinerEffect::Send(hello) = &first[0] else { panic!("a hello") };
    let other = channel(certificate(5, 5).endpoint, 9);
    let mut inviter = Inviter::new(root().id(), certificate(1, 1), [1; 32], other);
    let said = InviterEvent::Heard(hello.clone());
    let effects = inviter.step(said, Stamp(500), &mut invitations);
    assert!(effects.contains(&InviterEffect::Ended(Err(JoinRefusal::Certificate))));
    // A hello overheard on one connection is worth nothing on another.
    let replayed = Channel { exported: [8; 32], ..channel(certificate(4, 4).endpoint, 9) };
    let mut inviter = Inviter::new(root().id(), certificate(1, 1), [1; 32], replayed);
    let said = InviterEvent::Heard(hello.clone());
    let effects = inviter.step(said, Stamp(500), &mut invitations);
    assert!(effects.contains(&InviterEffect::Ended(Err(JoinRefusal::Unknown))));
}

#[test]
fn whoever_does_not_keep_to_what_it_said_first_is_refused() {
    let mut meeting = Meeting::usual();
    let hello = meeting.from_joiner.remove(0);
    meeting.at_inviter(InviterEvent::Heard(hello), 500);
    let other = JoinMessage::Reveal { nonce: [23; 32] };
    meeting.at_inviter(InviterEvent::Heard(other.encode()), 500);
    assert_eq!(meeting.codes(), ["join-commitment", "goes on"]);
    assert_eq!(meeting.shown[0], None);
    assert_eq!(meeting.invitations.issued[0].state, TicketState::Spent);
}

#[test]
fn an_answer_in_the_name_of_somebody_else_is_refused() {
    let endpoint = EndpointKey::from_seed(&[1 ^ 0x80; 32]);
    let (facility, person) = (FacilityId(RawId(9)), PersonId(RawId(1)));
    let elsewhere = Certificate::seal(&device(1), &endpoint, facility, person, "");
    assert_eq!(elsewhere.endpoint, ticket(1).inviter);
    for answering in [certificate(6, 6), elsewhere] {
        let mut meeting = Meeting::usual();
        let answer =
            JoinMessage::Answer { root: root().id(), nonce: [11; 32], certificate: answering };
        meeting.at_joiner(JoinerEvent::Heard(answer.encode()));
        assert_eq!(meeting.codes(), ["goes on", "join-certificate"]);
        assert_eq!(meeting.shown[1], None);
    }
}

#[test]
fn somebody_in_between_shows_two_different_codes() {
    // Two meetings: the joiner with the attacker, who holds a false ticket of the same secret, and
    // the attacker with the inviter.
    let attacker = certificate(6, 6);
    let mut false_ticket = ticket(1);
    false_ticket.inviter = attacker.endpoint;
    let to_attacker = channel(attacker.endpoint, 3);
    let (mut joiner, _) =
        Joiner::start(false_ticket.clone(), certificate(4, 4), [22; 32], &to_attacker);
    let answer =
        JoinMessage::Answer { root: root().id(), nonce: [11; 32], certificate: attacker.clone() };
    let effects = joiner.step(JoinerEvent::Heard(answer.encode()));
    let Some(JoinerEffect::Show(seen_by_joiner)) = effects.last() else { panic!("a code") };
    let mut meeting = Meeting::of(ticket(1), attacker);
    meeting.talk(500);
    assert_ne!(meeting.shown[0], Some(*seen_by_joiner));
}

#[test]
fn only_an_administrator_gives_out_tickets_and_none_that_open_too_much() {
    let mut office = office();
    office.write(1, grant(2, 4, Role::Coordination));
    let membership = office.log.fold();
    let issue = |ticket: Ticket, by: u8, now: i64| {
        let mut invitations = issued(&office, super::support::ticket(9));
        let issued = invitations.issue(ticket, &membership, device(by).device(), Stamp(now));
        issued.map_err(InviteRefusal::code)
    };
    let with = |change: &dyn Fn(&mut Ticket)| {
        let mut ticket = ticket(1);
        change(&mut ticket);
        ticket
    };
    assert_eq!(issue(ticket(1), 1, 0), Ok(()));
    assert_eq!(issue(ticket(1), 4, 0), Err("invite-not-admin"));
    assert_eq!(issue(ticket(9), 1, 0), Err("invite-secret"));
    assert_eq!(issue(with(&|it| it.role = Role::Client), 1, 0), Err("invite-scope"));
    assert_eq!(issue(with(&|it| it.role = Role::Admin), 1, 0), Err("invite-scope"));
    assert_eq!(issue(with(&|it| it.inviter = EndpointId([1; 32])), 1, 0), Err("invite-not-ours"));
    assert_eq!(issue(ticket(1), 1, 1_000), Err("invite-expiry"));
    assert_eq!(issue(with(&|it| it.expires = Stamp(86_401)), 1, 0), Err("invite-expiry"));
    assert_eq!(issue(with(&|it| it.expires = Stamp(i64::MAX)), 1, -9), Err("invite-expiry"));
    let mut many = Invitations::default();
    for secret in 0..64 {
        many.issue(ticket(secret), &membership, device(1).device(), Stamp(0)).unwrap();
    }
    let full = many.issue(ticket(64), &membership, device(1).device(), Stamp(0));
    assert_eq!(full, Err(InviteRefusal::Full));
    let later = with(&|it| (it.secret, it.expires) = ([65; 16], Stamp(200_000)));
    many.issue(later, &membership, device(1).device(), Stamp(199_000)).unwrap();
    assert_eq!(many.issued.len(), 1, "those long over are forgotten");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn nothing_a_peer_says_lets_it_in_without_the_person(
        talk in prop::collection::vec((any::<prop::sample::Index>(), any::<bool>(), prop::collection::vec(any::<u8>(), 0..80)), 0..12),
    ) {
        // Everything that was ever said, at any time and in any order, and junk; nobody presses.
        let mut meeting = Meeting::usual();
        let mut said: Vec<Vec<u8>> = meeting.from_joiner.clone();
        said.push(vec![1, 4]);
        said.push(vec![1, 5]);
        for (which, to_inviter, junk) in talk {
            let bytes = if junk.len() > 60 { junk } else { which.get(&said).clone() };
            if to_inviter {
                meeting.at_inviter(InviterEvent::Heard(bytes), 500);
            } else {
                meeting.at_joiner(JoinerEvent::Heard(bytes));
            }
            said.append(&mut meeting.from_joiner);
            said.append(&mut meeting.from_inviter);
            prop_assert!(!meeting.admitted());
            prop_assert_eq!(meeting.joined, None);
        }
    }
}
