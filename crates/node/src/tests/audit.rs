//! What can be read afterwards of who was let in, turned out and turned away.

use super::members::{admit, three_machines, written_by};
use super::*;
use crate::{Audited, Deed, Invitation, Known, restore};
use access::RootKey;
use model::{EndpointId, Scope};

const DAY: i64 = 24 * 60 * 60;

fn monday() -> Stamp {
    Stamp::parse(MONDAY).unwrap()
}

fn audit(engine: &Engine) -> Vec<Audited> {
    engine.audit(None, None).unwrap()
}

fn deeds(engine: &Engine) -> Vec<String> {
    audit(engine).into_iter().map(|line| line.deed).collect()
}

fn of(engine: &Engine, deed: Deed) -> Vec<Audited> {
    audit(engine).into_iter().filter(|line| line.deed == deed.key()).collect()
}

#[test]
fn the_log_of_the_facility_is_told_with_who_did_what_to_which_machine_and_when() {
    let (_folders, mut ana, ben) = two_machines(&[]);
    let root = RootKey::from_seed(&ana.members.root_seed.unwrap());
    ana.set_clock(Stamp(monday().0 + DAY));
    ana.name_admin(ben.device(), &root).unwrap();
    ana.set_clock(Stamp(monday().0 + 2 * DAY));
    ana.remove_admin(ben.device(), &root).unwrap();
    ana.revoke(ben.device()).unwrap();
    let told = ["revoked", "admin_removed", "admin_named", "granted", "granted", "admin_named"];
    assert_eq!(deeds(&ana), told);
    let all = audit(&ana);
    assert!(all.iter().all(|line| line.counts && line.known == Known::Facility));
    let revoked = &all[0];
    assert_eq!((revoked.by, revoked.device), (Some(ana.device()), Some(ben.device())));
    assert_eq!(
        (revoked.label.as_str(), revoked.role.clone()),
        ("Poste 2", Some(Role::Coordination))
    );
    assert_eq!((revoked.at, revoked.is_heard), (Some(Stamp(monday().0 + 2 * DAY)), true));
    let named = &all[2];
    assert_eq!((named.by, named.by_root), (None, true), "the key of the facility did");
    assert_eq!((named.at, named.is_heard), (Some(Stamp(monday().0 + DAY)), false));
    // Who hears of it later knows when a grant was signed, and of the end of one when it came.
    let mut cleo = {
        let folder = tempfile::tempdir().unwrap();
        let cleo = let_in(folder.path(), &mut ana, 4, Role::Coordination, GrantScope::Facility);
        (folder, cleo)
    };
    cleo.1.set_clock(Stamp(monday().0 + 9 * DAY));
    meet(&mut ana, &mut cleo.1).unwrap();
    let revoked = of(&cleo.1, Deed::Revoked);
    assert_eq!(revoked[0].at, Some(Stamp(monday().0 + 9 * DAY)));
    assert_eq!(of(&cleo.1, Deed::AdminNamed)[0].at, Some(Stamp(monday().0 + DAY)));
}

#[test]
fn a_stretch_of_time_holds_what_was_done_in_it_and_no_more() {
    let (_folders, mut ana, ben) = two_machines(&[]);
    ana.set_clock(Stamp(monday().0 + 3 * DAY));
    ana.revoke(ben.device()).unwrap();
    let within = |from: Option<i64>, until: Option<i64>| {
        let at = |day: i64| Stamp(monday().0 + day * DAY);
        ana.audit(from.map(at), until.map(at)).unwrap().len()
    };
    assert_eq!(within(None, None), 4);
    assert_eq!(within(Some(1), None), 1);
    assert_eq!(within(None, Some(3)), 3, "the end is not in it");
    assert_eq!(within(Some(1), Some(2)), 0);
}

#[test]
fn operations_of_before_there_were_moments_stand_behind_what_their_author_had_seen() {
    let (folders, mut ana, ben) = two_machines(&[]);
    ana.set_clock(Stamp(monday().0 + DAY));
    ana.revoke(ben.device()).unwrap();
    let store = ana.disk().unwrap();
    let moments = store.records_of(crate::notes::HEARD).unwrap();
    let gone = moments.into_keys().map(|key| (key, None)).collect();
    store.write(&store::Batch { records: gone, ..store::Batch::default() }).unwrap();
    drop(ana);
    let again = Opening::new(folders[0].path()).open(world()).unwrap();
    assert_eq!(deeds(&again), ["revoked", "granted", "granted", "admin_named"]);
    let revoked = &audit(&again)[0];
    assert_eq!((revoked.at, revoked.is_heard), (None, false));
    let late = again.audit(Some(Stamp(monday().0 + 9 * DAY)), None).unwrap();
    assert_eq!(late.len(), 1, "nobody knows that it was not then");
}

#[test]
fn whoever_is_turned_away_is_counted_and_known_by_name_if_he_was_let_in_once() {
    let (folders, mut ana, ben) = two_machines(&[]);
    ana.revoke(ben.device()).unwrap();
    let stranger = EndpointId([9; 32]);
    assert!(ana.connected(ben.endpoint()).is_err());
    ana.refused([(stranger, 5), (ben.endpoint(), 2)].into());
    ana.keep_what_can_wait();
    drop(ana);
    let ana = Opening::new(folders[0].path()).open(world()).unwrap();
    let away = of(&ana, Deed::TurnedAway);
    let told = away.iter().map(|line| (line.endpoint, line.label.as_str(), line.count));
    let mut told: Vec<_> = told.collect();
    told.sort();
    let mut expected = [(Some(stranger), "", 5), (Some(ben.endpoint()), "Poste 2", 3)];
    expected.sort();
    assert_eq!(told, expected);
}

#[test]
fn a_flood_of_strangers_costs_one_commit_a_minute_and_a_bounded_list() {
    let folder = tempfile::tempdir().unwrap();
    let mut ana = founded(folder.path());
    let knock = |ana: &mut Engine, number: u16| {
        let [high, low] = number.to_be_bytes();
        let mut key = [0; 32];
        (key[0], key[1]) = (high, low);
        ana.refused([(EndpointId(key), 1)].into());
        ana.keep_what_can_wait();
    };
    knock(&mut ana, 0);
    assert!(ana.pending.is_empty(), "the first is kept at once");
    (1..1_000).for_each(|number| knock(&mut ana, number));
    assert!(!ana.pending.is_empty(), "the others wait");
    ana.set_clock(Stamp(monday().0 + 61));
    knock(&mut ana, 1_000);
    assert!(ana.pending.is_empty());
    let away = of(&ana, Deed::TurnedAway);
    assert_eq!(away.len(), 200);
    assert_eq!(away[0].at, Some(Stamp(monday().0 + 61)), "the newest are kept");
    assert!(deeds(&ana).contains(&"granted".to_owned()), "nothing else is pushed out");
}

#[test]
fn what_is_set_aside_dropped_and_adopted_can_be_read_afterwards() {
    let (folders, mut ana, mut ben, mut cleo) = three_machines();
    ana.revoke(ben.device()).unwrap();
    ben.submit(&Group::one(add_room(2, "Audi 2"))).unwrap();
    ben.submit(&Group::one(add_room(3, "Audi 3"))).unwrap();
    meet(&mut ana, &mut cleo).unwrap();
    // It comes to Cleo by somebody who has it, twice.
    let document = cleo.holdings[&Scope::Facility].id;
    for _ in 0..2 {
        admit(&mut cleo, ana.device(), document, &written_by(&ben, Scope::Facility));
    }
    let aside = of(&cleo, Deed::SetAside);
    assert_eq!(aside.len(), 1);
    assert_eq!((aside[0].count, aside[0].device), (2, Some(ben.device())));
    assert_eq!(aside[0].detail, "change-after-revocation");
    assert_eq!(aside[0].document, Some(Scope::Facility));
    cleo.connected(ana.endpoint()).unwrap();
    cleo.heard(ana.device(), vec![0, 0, 0, 1, 3]);
    let changes = cleo.quarantine().unwrap().into_iter().map(|it| it.change).collect();
    cleo.adopt(&changes).unwrap();
    cleo.close().unwrap();
    let mut cleo = Opening::new(folders[2].path()).open(world()).unwrap();
    let dropped = of(&cleo, Deed::Dropped);
    assert_eq!((dropped[0].device, dropped.len()), (Some(ana.device()), 1));
    let adopted = of(&cleo, Deed::Adopted);
    assert_eq!((adopted[0].by, adopted[0].known), (Some(cleo.device()), Known::Document));
    meet(&mut ana, &mut cleo).unwrap();
    assert_eq!(of(&ana, Deed::Adopted), adopted, "documents tell it to everybody");
}

#[test]
fn backups_sealing_and_what_a_store_was_made_of_can_be_read_afterwards() {
    const WORDS: &str = "cheval batterie agrafe";
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path().join("store");
    let mut ana = founded(&here);
    let file = folder.path().join("ana.backup");
    ana.back_up(&file, WORDS, &mut |_| {}).unwrap();
    let copies = folder.path().join("copies");
    std::fs::create_dir(&copies).unwrap();
    ana.begin_routine(&copies, WORDS).unwrap();
    ana.submit(&Group::one(add_room(1, "Audi 1"))).unwrap();
    ana.set_clock(Stamp(monday().0 + 4_000));
    ana.back_up_when_due(false);
    let backups = of(&ana, Deed::BackedUp);
    let told: Vec<_> = backups.iter().map(|it| (it.detail.clone(), it.count)).collect();
    let place = |path: &Path| path.display().to_string();
    assert_eq!(told, [(place(&copies), 2), (place(&file), 1)], "the newest first");
    ana.close().unwrap();
    crate::seal(&here, WORDS).unwrap();
    Opening::new(&here).unlocked(WORDS).open(world()).unwrap().close().unwrap();
    crate::unseal(&here, WORDS).unwrap();
    let ana = Opening::new(&here).unlocked(WORDS).open(world()).unwrap();
    assert_eq!((of(&ana, Deed::Sealed).len(), of(&ana, Deed::Unsealed).len()), (1, 1));
    let again = folder.path().join("again");
    let apart = Box::new(Seeded::new(9, Stamp(monday().0 + 5_000)));
    let (mut again, _) = restore(&file, WORDS, &again, apart, &mut |_| {}).unwrap();
    again.submit(&Group::one(add_room(2, "Audi 2"))).unwrap();
    assert_eq!(of(&again, Deed::Restored)[0].at, Some(Stamp(monday().0 + 5_000)));
    assert!(of(&ana, Deed::Restored).is_empty());
}

#[test]
fn an_invitation_is_told_from_its_making_to_its_end() {
    let folder = tempfile::tempdir().unwrap();
    let mut ana = founded(folder.path());
    let invitation = Invitation {
        person: None,
        role: Role::Technician,
        scope: GrantScope::Facility,
        minutes: 60,
        addresses: Vec::new(),
    };
    let ticket = ana.invite(&invitation).unwrap();
    ana.withdraw_ticket(&ticket.secret).unwrap();
    let told: Vec<_> = audit(&ana).into_iter().map(|it| (it.deed, it.detail)).collect();
    assert!(told.contains(&("invited".to_owned(), "technician".to_owned())), "{told:?}");
    assert!(told.contains(&("invitation_withdrawn".to_owned(), "technician".to_owned())));
}
