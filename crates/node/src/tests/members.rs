//! A facility of several machines: who is let in, what each receives, what counts of what each has
//! written, and that it is the same everywhere.

use super::*;
use crate::delivered::Delivered;
use crate::quarantine::Quarantined;
use crate::{Happening, Outgoing};
use access::{Channel, Joiner, JoinerEffect, JoinerEvent, ShortCode, Ticket};
use model::{DeviceId, DirectoryEntry, DocumentId, Scope};
use sync::{Run, Verdict};

/// Everything a store has on the disk, in one piece.
pub(super) fn bytes_of(folder: &Path) -> Vec<u8> {
    std::fs::read(folder.join(crate::FILE)).unwrap()
}

fn holds(bytes: &[u8], word: &str) -> bool {
    bytes.windows(word.len()).any(|window| window == word.as_bytes())
}

/// Hands over envelopes as if a device had sent them; the verdicts.
pub(super) fn admit(
    engine: &mut Engine,
    peer: DeviceId,
    document: DocumentId,
    runs: &[Run],
) -> Vec<Verdict> {
    let runs = runs.to_vec();
    engine.admit(document, vec![Delivered { peer, ticket: 0, document, runs }]).1
}

pub(super) fn hashes(engine: &Engine) -> Vec<[u8; 32]> {
    engine.status().into_iter().map(|status| status.state_hash).collect()
}

fn scopes(engine: &Engine) -> Vec<Scope> {
    engine.status().into_iter().map(|status| status.scope).collect()
}

fn veto() -> Command {
    let subject = Subject::shared(Kind::Affinity, RawId(0xAFF));
    let values = [("remark".into(), text("canary-casting"))].into();
    Command::Add { subject, values }
}

/// The rooms of the facility, by name.
pub(super) fn rooms(engine: &Engine) -> Vec<String> {
    let snapshot = engine.snapshot();
    let mut names: Vec<String> =
        snapshot.facility.rooms.values().map(|room| room.name.clone()).collect();
    names.sort();
    names
}

/// What another machine would deliver of one document: everything, an envelope a run.
pub(super) fn everything(from: &Engine, scope: Scope) -> Vec<Run> {
    let id = from.holdings[&scope].id;
    let rows = from.disk().unwrap().envelopes(&key(id)).unwrap().into_iter();
    rows.map(|row| Run { actor: row.actor.0, first: row.sequence, envelopes: vec![row.payload] })
        .collect()
}

/// What a machine would deliver of what it wrote itself.
pub(super) fn written_by(from: &Engine, scope: Scope) -> Vec<Run> {
    let author = |run: &Run| access::Envelope::decode(&run.envelopes[0]).unwrap().author;
    let all = everything(from, scope).into_iter();
    all.filter(|run| author(run) == from.device()).collect()
}

pub(super) fn names<const N: usize>(names: [&str; N]) -> Vec<String> {
    names.map(str::to_owned).to_vec()
}

pub(super) fn quarantined(engine: &Engine) -> Vec<(DeviceId, String)> {
    let all = engine.quarantine().unwrap();
    all.into_iter().map(|Quarantined { device, reason, .. }| (device, reason)).collect()
}

/// Three machines of coordination, the first its administrator's, each of which has met that one;
/// and where they keep it.
pub(super) fn three_machines() -> ([tempfile::TempDir; 3], Engine, Engine, Engine) {
    let folders = [(); 3].map(|()| tempfile::tempdir().unwrap());
    let whole = GrantScope::Facility;
    let mut ana = founded(folders[0].path());
    let mut ben = let_in(folders[1].path(), &mut ana, 2, Role::Coordination, whole.clone());
    let mut cleo = let_in(folders[2].path(), &mut ana, 4, Role::Coordination, whole);
    meet(&mut ana, &mut ben).unwrap();
    meet(&mut ana, &mut cleo).unwrap();
    (folders, ana, ben, cleo)
}

#[test]
fn a_technicians_machine_receives_plans_and_the_facility_and_no_byte_of_the_casting() {
    let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let mut ana = founded(folders[0].path());
    ana.submit(&Group::of(vec![add_room(1, "Audi 1"), create_film(), veto()])).unwrap();
    let mut nina = let_in(folders[1].path(), &mut ana, 3, Role::Technician, GrantScope::Facility);
    meet(&mut ana, &mut nina).unwrap();
    assert_eq!(scopes(&nina), [Scope::Facility, Scope::Plan(film())]);
    assert!(ana.snapshot().holds_casting && !nina.snapshot().holds_casting);
    assert_eq!(rooms(&nina), ["Audi 1"]);
    assert_eq!(nina.snapshot().plans[&film()].production.title, "Les Marées");
    let camille = ana.person();
    assert_eq!(nina.snapshot().directory.name(camille), Some("Camille"), "names travel");
    assert!(holds(&bytes_of(folders[0].path()), "canary-casting"));
    let casting = ana.holdings[&Scope::Casting].id;
    nina.close().unwrap();
    let bytes = bytes_of(folders[1].path());
    assert!(!holds(&bytes, "canary-casting"));
    let id = casting.0.0.to_be_bytes();
    assert!(!bytes.windows(16).any(|window| window == id), "not even its name");
}

#[test]
fn a_grant_for_one_production_brings_that_production_and_no_other() {
    let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let mut ana = founded(folders[0].path());
    let other = ProductionId(RawId(0xF12));
    let values =
        [("title".into(), text("canary-other")), ("genre".into(), text("magazine"))].into();
    let second =
        Command::CreateProduction { production: other, document: DocumentId(RawId(0xD0D)), values };
    ana.submit(&Group::of(vec![create_film(), second])).unwrap();
    let scope = GrantScope::Productions([film()].into());
    let mut nina = let_in(folders[1].path(), &mut ana, 3, Role::Technician, scope);
    meet(&mut ana, &mut nina).unwrap();
    assert_eq!(scopes(&nina), [Scope::Facility, Scope::Plan(film())]);
    nina.close().unwrap();
    assert!(!holds(&bytes_of(folders[1].path()), "canary-other"));
}

#[test]
fn a_machine_that_may_only_read_is_told_so_and_nothing_is_changed() {
    let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let mut ana = founded(folders[0].path());
    ana.submit(&Group::one(create_film())).unwrap();
    let mut nina = let_in(folders[1].path(), &mut ana, 3, Role::Technician, GrantScope::Facility);
    let failure = nina.submit(&Group::one(add_room(7, "Audi 7"))).unwrap_err();
    assert_eq!(failure.finding().code, "not-allowed", "before anything has come");
    meet(&mut ana, &mut nina).unwrap();
    let failure = nina.submit(&Group::one(add_room(7, "Audi 7"))).unwrap_err();
    assert_eq!(failure.finding().code, "not-allowed");
    let person = nina.person();
    let known =
        Command::Add { subject: Subject::shared(Kind::Person, person), values: Values::new() };
    ana.submit(&Group::one(known)).unwrap();
    meet(&mut ana, &mut nina).unwrap();
    nina.introduce("Nina Ferrand").unwrap();
    meet(&mut ana, &mut nina).unwrap();
    assert_eq!(ana.snapshot().directory.name(person), Some("Nina Ferrand"), "her own name she may");
    let entry = DirectoryEntry { name: "Autre".into(), ..Default::default() };
    let other = ana.person();
    let rename = Command::NamePerson { person: other, entry };
    let failure = nina.submit(&Group::one(rename)).unwrap_err();
    assert_eq!(failure.finding().code, "not-allowed");
}

#[test]
fn a_stranger_is_not_let_in_and_hears_nothing() {
    let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let mut ana = founded(folders[0].path());
    let mut stranger = Opening::new(folders[1].path())
        .found(&founding(), Box::new(Seeded::new(9, Stamp::parse(MONDAY).unwrap())))
        .unwrap();
    assert_eq!(ana.connected(stranger.endpoint()), Err(crate::Reason::Refused));
    assert!(meet(&mut stranger, &mut ana).is_err());
    assert!(ana.outgoing().is_empty());
}

#[test]
fn a_forged_envelope_changes_nothing_and_is_refused() {
    let (_folders, mut ana, mut ben) = two_machines(&[]);
    ana.submit(&Group::one(add_room(1, "Audi 1"))).unwrap();
    let before = seen(&ben.snapshot());
    let document = ben.holdings[&Scope::Facility].id;
    let new = everything(&ana, Scope::Facility).pop().unwrap();
    for place in [0, 40, new.envelopes[0].len() - 1] {
        let mut forged = new.clone();
        forged.envelopes[0][place] ^= 1;
        assert_eq!(
            admit(&mut ben, ana.device(), document, &[forged]),
            [Verdict::Refused],
            "byte {place}"
        );
    }
    assert_eq!(seen(&ben.snapshot()), before);
    assert_eq!(admit(&mut ben, ana.device(), document, &[new]), [Verdict::Kept]);
}

#[test]
fn what_a_technicians_machine_forges_for_the_plan_is_refused() {
    let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let mut ana = founded(folders[0].path());
    let mut nina = let_in(folders[1].path(), &mut ana, 3, Role::Technician, GrantScope::Facility);
    meet(&mut ana, &mut nina).unwrap();
    // A program that does not keep to its own rights.
    let device = nina.device();
    let rights = nina.members.membership.members.get_mut(&device).unwrap();
    rights[0].grant.role = Role::Coordination;
    nina.submit(&Group::one(add_room(7, "canary-forged"))).unwrap();
    let document = ana.holdings[&Scope::Facility].id;
    let forged = written_by(&nina, Scope::Facility);
    assert_eq!(forged.len(), 1);
    assert_eq!(admit(&mut ana, nina.device(), document, &forged), [Verdict::Refused]);
    assert!(rooms(&ana).is_empty());
}

#[test]
fn it_is_seen_what_others_look_at_until_they_look_elsewhere_or_leave() {
    let (_folders, mut ana, mut ben) = two_machines(&[create_film()]);
    let device = ben.device();
    let seen = |ana: &mut crate::Engine| {
        let links = ana.links();
        links.into_iter().find(|link| link.member.device == device).and_then(|link| link.looks_at)
    };
    ana.connected(ben.endpoint()).unwrap();
    ben.connected(ana.endpoint()).unwrap();
    let mut second = Stamp::parse(MONDAY).unwrap().0;
    let mut pass = |ana: &mut crate::Engine, ben: &mut crate::Engine| {
        second += 5;
        for engine in [&mut *ana, &mut *ben] {
            engine.set_clock(Stamp(second));
            engine.tick();
        }
        while carry(ana, ben) + carry(ben, ana) > 0 {}
    };
    pass(&mut ana, &mut ben);
    ben.look_at(Scope::Plan(film()), "production");
    pass(&mut ana, &mut ben);
    let place = "production".to_owned();
    assert_eq!(seen(&mut ana), Some(crate::Presence { scope: Scope::Plan(film()), place }));
    ben.look_at(Scope::Facility, "today");
    pass(&mut ana, &mut ben);
    assert_eq!(seen(&mut ana).map(|it| it.scope), Some(Scope::Facility));
    ana.disconnected(device);
    assert_eq!(seen(&mut ana), None);
}

#[test]
fn a_name_given_before_the_rights_of_its_author_ended_stays_and_one_given_after_goes() {
    let (folders, mut ana, mut ben, mut cleo) = three_machines();
    let person = ana.person();
    let named = |name: &str| {
        let entry = DirectoryEntry { name: name.into(), ..Default::default() };
        Group::one(Command::NamePerson { person, entry })
    };
    let name = |engine: &Engine| engine.snapshot().directory.name(person).map(str::to_owned);
    ben.submit(&named("avant")).unwrap();
    meet(&mut ana, &mut ben).unwrap();
    ana.revoke(ben.device()).unwrap();
    ben.submit(&named("après")).unwrap();
    meet(&mut ben, &mut cleo).unwrap();
    assert_eq!(name(&cleo).as_deref(), Some("après"), "neither knows");
    meet(&mut ana, &mut cleo).unwrap();
    assert_eq!((name(&ana), name(&cleo)), (Some("avant".into()), Some("avant".into())));
    drop(cleo);
    let again = Opening::new(folders[2].path()).open(world()).unwrap();
    assert_eq!(name(&again).as_deref(), Some("avant"));
    // Who comes later has never known Ben otherwise.
    let folder = tempfile::tempdir().unwrap();
    let mut dana = let_in(folder.path(), &mut ana, 5, Role::Technician, GrantScope::Facility);
    meet(&mut ana, &mut dana).unwrap();
    assert_eq!(name(&dana).as_deref(), Some("avant"));
}

#[test]
fn a_machine_does_not_take_names_it_may_not_read_whoever_sends_them() {
    let folders = [(); 2].map(|()| tempfile::tempdir().unwrap());
    let mut ana = founded(folders[0].path());
    let scope = GrantScope::Productions([film()].into());
    let mut client = let_in(folders[1].path(), &mut ana, 3, Role::Client, scope);
    meet(&mut ana, &mut client).unwrap();
    let person = ana.person();
    let key = store::RecordKey { kind: 1, id: person.0.0.to_be_bytes() };
    let record = ana.disk().unwrap().record(&key).unwrap().unwrap();
    client.take_records(ana.device(), &[record]);
    assert_eq!(client.snapshot().directory.name(person), None);
    client.close().unwrap();
    assert!(!holds(&bytes_of(folders[1].path()), "Camille"));
}

#[test]
fn a_grant_that_has_lapsed_ends_sessions_and_keeps_what_was_written() {
    let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let mut ana = founded(folders[0].path());
    let mut ben = let_in(folders[1].path(), &mut ana, 2, Role::Coordination, GrantScope::Facility);
    let (device, certificate) = (ben.device(), ben.certificate().clone());
    meet(&mut ana, &mut ben).unwrap();
    ben.submit(&Group::one(add_room(1, "Audi 1"))).unwrap();
    ana.revoke(device).unwrap();
    assert!(meet(&mut ana, &mut ben).is_err());
    // Re-admission is a new grant; this one lapses at noon.
    let noon = Stamp::parse("2026-11-23T12:00:00Z").unwrap();
    ana.grant(certificate, Role::Coordination, GrantScope::Facility, Some(noon)).unwrap();
    meet(&mut ana, &mut ben).unwrap();
    assert_eq!(rooms(&ana), ["Audi 1"], "he is in good standing again");
    ana.set_clock(Stamp(noon.0 + 1));
    assert!(meet(&mut ana, &mut ben).is_err());
    assert_eq!(rooms(&ana), ["Audi 1"]);
}

#[test]
fn a_person_named_on_two_machines_at_once_has_one_name_everywhere() {
    let (_folders, mut ana, mut ben) = two_machines(&[]);
    let person = ana.person();
    for (engine, name) in [(&mut ana, "Camille A."), (&mut ben, "Camille B.")] {
        let entry = DirectoryEntry { name: name.into(), ..Default::default() };
        engine.submit(&Group::one(Command::NamePerson { person, entry })).unwrap();
    }
    meet(&mut ana, &mut ben).unwrap();
    let name = |engine: &Engine| engine.snapshot().directory.name(person).map(str::to_owned);
    assert_eq!(name(&ana), name(&ben));
    assert!(name(&ana).is_some());
}

#[test]
fn a_field_written_on_both_sides_keeps_both_values_until_somebody_chooses_one() {
    let (_folders, mut ana, mut ben) = two_machines(&[add_room(1, "Audi 1")]);
    let room = Subject::shared(Kind::Room, RawId(1));
    let rename = |name: &str| {
        Group::one(Command::Set { subject: room, values: [("name".into(), text(name))].into() })
    };
    ana.submit(&rename("Audi A")).unwrap();
    ben.submit(&rename("Audi B")).unwrap();
    meet(&mut ana, &mut ben).unwrap();
    let disputes = ana.snapshot().disputes.clone();
    assert_eq!(disputes, ben.snapshot().disputes, "the list is equal on both machines");
    let [dispute] = disputes.as_slice() else { panic!("{disputes:?}") };
    assert_eq!((dispute.subject, dispute.field.as_str()), (room, "name"));
    let both: Vec<_> = dispute.values.iter().map(|it| (it.text.clone(), it.by)).collect();
    assert!(both.contains(&("Audi A".into(), Some(ana.person()))), "{both:?}");
    assert!(both.contains(&("Audi B".into(), Some(ben.person()))), "{both:?}");
    assert_eq!(both[0].0, ana.snapshot().facility.rooms[&RoomId(RawId(1))].name);
    let other = dispute.keep(1).unwrap();
    ben.submit(&Group::one(other)).unwrap();
    meet(&mut ana, &mut ben).unwrap();
    for engine in [&ana, &ben] {
        assert!(engine.snapshot().disputes.is_empty());
        assert_eq!(rooms(engine), [both[1].0.clone()]);
    }
}

#[test]
fn meeting_again_with_nothing_new_takes_a_handful_of_frames() {
    let (_folders, mut ana, mut ben) = two_machines(&[add_room(1, "Audi 1"), create_film()]);
    let frames = meet(&mut ana, &mut ben).unwrap();
    assert!(frames <= 16, "{frames}");
}

/// The two ends of a joiner's connection, until neither has anything to say.
struct Table {
    admin: Engine,
    joiner: Joiner,
    pending: Vec<JoinerEffect>,
    shown: Option<ShortCode>,
    joined: bool,
    refused: bool,
}

impl Table {
    fn sit(mut admin: Engine, ticket: Ticket, keys: &Keys) -> Self {
        let person = PersonId(RawId(77));
        let certificate = keys.certificate(ticket.facility, person, "Montage 4");
        let exported = [5; 32];
        admin.guest_came(1, Channel { peer: keys.endpoint(), exported });
        let channel = Channel { peer: admin.endpoint(), exported };
        let (joiner, pending) = Joiner::start(ticket, certificate, [6; 32], &channel);
        let mut table = Self { admin, joiner, pending, shown: None, joined: false, refused: false };
        table.talk();
        table
    }

    fn talk(&mut self) {
        while !self.pending.is_empty() {
            for effect in std::mem::take(&mut self.pending) {
                match effect {
                    JoinerEffect::Send(bytes) => self.admin.guest_said(1, bytes),
                    JoinerEffect::Show(code) => self.shown = Some(code),
                    JoinerEffect::Joined { .. } => self.joined = true,
                    JoinerEffect::Ended(ended) => self.refused |= ended.is_err(),
                }
            }
            self.hear();
        }
    }

    fn hear(&mut self) {
        for outgoing in self.admin.outgoing() {
            if let Outgoing::Join { bytes, .. } = outgoing {
                self.pending.extend(self.joiner.step(JoinerEvent::Heard(bytes)));
            }
        }
    }

    fn agree_both(&mut self) {
        self.admin.guest_compared(1, true);
        self.pending.extend(self.joiner.step(JoinerEvent::CodesAgree));
        self.hear();
        self.talk();
    }
}

fn invited(folder: &Path, minutes: u32) -> (Engine, Ticket) {
    let mut ana = founded(folder);
    let invitation = crate::Invitation {
        person: None,
        role: Role::Technician,
        scope: GrantScope::Facility,
        minutes,
        addresses: vec!["127.0.0.1:4433".into()],
    };
    let ticket = ana.invite(&invitation).unwrap();
    (ana, ticket)
}

#[test]
fn a_ticket_lets_one_machine_in_once_both_sides_have_seen_the_same_code() {
    let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let (ana, ticket) = invited(folders[0].path(), 30);
    // The inviter's program may end between the two.
    ana.close().unwrap();
    let ana = Opening::new(folders[0].path()).open(world()).unwrap();
    let keys = Keys::draw(&mut Seeded::new(7, Stamp(0)));
    let mut table = Table::sit(ana, ticket.clone(), &keys);
    let guest = table.admin.guests().pop().unwrap();
    assert_eq!(Some(guest.code), table.shown);
    assert_eq!(guest.certificate.label, "Montage 4");
    assert!(!table.joined, "nothing is signed before both have agreed");
    assert_eq!(table.admin.members().len(), 1);
    table.agree_both();
    assert!(table.joined);
    let Table { mut admin, .. } = table;
    assert_eq!(admin.members().len(), 2);
    assert!(admin.snapshot().facility.people.contains_key(&PersonId(RawId(77))));
    let joining = Joining {
        keys: keys.clone(),
        facility: ticket.facility,
        root: admin.members.log.root(),
        person: PersonId(RawId(77)),
        inviter: admin.certificate().clone(),
    };
    let mut nina = Opening::new(folders[1].path()).join(&joining, world()).unwrap();
    meet(&mut admin, &mut nina).unwrap();
    assert_eq!(scopes(&nina), [Scope::Facility]);
    // A second machine with the same ticket is an alarm.
    let other = Keys::draw(&mut Seeded::new(8, Stamp(0)));
    let mut table = Table::sit(admin, ticket, &other);
    assert!(table.refused && !table.joined);
    let alarms = table.admin.happenings().into_iter();
    assert_eq!(alarms.filter(|it| matches!(it, Happening::Alarm(_))).count(), 1);
    let noted = table.admin.audit(None, None).unwrap().into_iter();
    let noted: Vec<_> = noted.map(|line| (line.deed, line.label, line.detail)).collect();
    let is_noted = |deed: &str, label: &str, detail: &str| {
        noted.contains(&(deed.to_owned(), label.to_owned(), detail.to_owned()))
    };
    assert!(is_noted("invitation_used", "Montage 4", "technician"), "{noted:?}");
    assert!(is_noted("invitation_reused", "", ""), "{noted:?}");
    assert!(is_noted("invitation_failed", "", "ticket-used"), "{noted:?}");
}

#[test]
fn a_ticket_whose_codes_differ_or_that_has_expired_lets_nobody_in() {
    let folder = tempfile::tempdir().unwrap();
    let (ana, ticket) = invited(folder.path(), 30);
    let keys = Keys::draw(&mut Seeded::new(7, Stamp(0)));
    let mut table = Table::sit(ana, ticket.clone(), &keys);
    table.admin.guest_compared(1, false);
    table.hear();
    table.talk();
    assert!(table.refused && !table.joined);
    let Table { mut admin, .. } = table;
    assert_eq!(admin.members().len(), 1);
    assert!(admin.open_tickets().is_empty(), "the ticket has served");
    let failed = admin.audit(None, None).unwrap().into_iter().map(|line| line.detail);
    assert!(failed.collect::<Vec<_>>().contains(&"join-code-differs".to_owned()));
    drop(admin);
    let folder = tempfile::tempdir().unwrap();
    let (mut ana, ticket) = invited(folder.path(), 30);
    ana.set_clock(Stamp(ticket.expires.0 + 1));
    let table = Table::sit(ana, ticket, &keys);
    assert!(table.refused && table.shown.is_none());
}

#[test]
fn the_words_of_the_root_key_are_told_until_somebody_has_written_them_down() {
    let folder = tempfile::tempdir().unwrap();
    let mut engine = founded(folder.path());
    let words = engine.root_words(access::WordList::French).unwrap();
    let key = access::RootKey::from_words(&words.join(" ")).unwrap();
    assert_eq!(key.id(), engine.members.log.root());
    engine.forget_root().unwrap();
    drop(engine);
    let engine = Opening::new(folder.path()).open(world()).unwrap();
    assert_eq!(engine.root_words(access::WordList::French), None);
}
