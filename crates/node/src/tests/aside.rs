//! What does not count, and what comes to count: changes written after rights had ended, forks,
//! copies that were set back, what waits for the log; and how what was set aside is adopted.

use super::members::{
    admit, bytes_of, hashes, names, quarantined, rooms, three_machines, written_by,
};
use super::*;
use crate::Happening;
use crate::delivered::Delivered;
use access::{Envelope, Target};
use model::{DocumentId, DocumentKind, Scope};
use replica::{Document, Identity};
use sync::{Run, Verdict};

/// How many changes of others a machine was told to have taken in since it was last asked.
fn told_merged(engine: &mut Engine) -> usize {
    let merged = engine.happenings().into_iter().filter_map(|it| match it {
        Happening::Merged { changes, .. } => Some(changes),
        _ => None,
    });
    merged.sum()
}

#[test]
fn what_was_written_before_a_revocation_stays_and_what_comes_after_is_set_aside_on_every_machine() {
    let (folders, mut ana, mut ben, mut cleo) = three_machines();
    ben.submit(&Group::one(add_room(1, "Audi 1"))).unwrap();
    meet(&mut ana, &mut ben).unwrap();
    ana.revoke(ben.device()).unwrap();
    // Ben's laptop does not know, and goes on; it meets Cleo, who does not know either.
    ben.submit(&Group::one(add_room(2, "Audi 2"))).unwrap();
    meet(&mut ben, &mut cleo).unwrap();
    assert_eq!(rooms(&cleo), ["Audi 1", "Audi 2"]);
    assert!(meet(&mut ana, &mut ben).is_err(), "he is not let in any more");
    meet(&mut ana, &mut cleo).unwrap();
    assert_eq!(rooms(&ana), ["Audi 1"]);
    assert_eq!(rooms(&cleo), ["Audi 1"], "what counted for her a moment ago is set aside");
    assert_eq!(hashes(&ana), hashes(&cleo));
    let aside = [(ben.device(), "change-after-revocation".to_owned())];
    assert_eq!(quarantined(&cleo), aside);
    // The same after the program was started anew.
    drop(cleo);
    let again = Opening::new(folders[2].path()).open(world()).unwrap();
    assert_eq!((rooms(&again), quarantined(&again)), (rooms(&ana), aside.to_vec()));
}

#[test]
fn work_that_builds_on_what_a_revoked_machine_wrote_is_never_lost() {
    let (folders, mut ana, mut ben, mut cleo) = three_machines();
    ana.revoke(ben.device()).unwrap();
    ben.submit(&Group::one(add_room(2, "Audi 2"))).unwrap();
    meet(&mut ben, &mut cleo).unwrap();
    // Cleo, in good standing, writes on what she sees before she hears of it.
    cleo.submit(&Group::one(add_room(3, "Audi 3"))).unwrap();
    meet(&mut ana, &mut cleo).unwrap();
    assert_eq!(rooms(&cleo), ["Audi 2", "Audi 3"]);
    assert_eq!(rooms(&ana), ["Audi 2", "Audi 3"]);
    assert_eq!(hashes(&ana), hashes(&cleo));
    assert!(quarantined(&ana).is_empty());
    drop(ana);
    let again = Opening::new(folders[0].path()).open(world()).unwrap();
    assert_eq!(rooms(&again), ["Audi 2", "Audi 3"]);
}

#[test]
fn work_that_builds_on_many_changes_of_a_revoked_machine_is_never_lost() {
    let (_folders, mut ana, mut ben, mut cleo) = three_machines();
    ana.revoke(ben.device()).unwrap();
    for (id, name) in [(2, "Audi 2"), (3, "Audi 3"), (4, "Audi 4")] {
        ben.submit(&Group::one(add_room(id, name))).unwrap();
    }
    meet(&mut ben, &mut cleo).unwrap();
    cleo.submit(&Group::one(add_room(5, "Audi 5"))).unwrap();
    meet(&mut ana, &mut cleo).unwrap();
    let all = ["Audi 2", "Audi 3", "Audi 4", "Audi 5"];
    assert_eq!((rooms(&cleo), rooms(&ana)), (names(all), names(all)));
    assert!(quarantined(&ana).is_empty());
}

#[test]
fn what_waits_when_the_rights_of_its_author_end_does_not_come_to_count() {
    let (_folders, mut ana, mut ben, mut cleo) = three_machines();
    ana.submit(&Group::one(add_room(1, "Audi 1"))).unwrap();
    meet(&mut ana, &mut ben).unwrap();
    ben.submit(&Group::one(add_room(2, "Audi 2"))).unwrap();
    ana.revoke(ben.device()).unwrap();
    // Of the two changes Cleo hears the later one first.
    let device = ben.device();
    let document = cleo.holdings[&Scope::Facility].id;
    let theirs = written_by(&ben, Scope::Facility);
    assert_eq!(admit(&mut cleo, ben.device(), document, &theirs), [Verdict::Waiting]);
    meet(&mut ana, &mut cleo).unwrap();
    assert_eq!(rooms(&cleo), ["Audi 1"]);
    assert_eq!(quarantined(&cleo), [(device, "change-after-revocation".to_owned())]);
    assert_eq!(hashes(&ana), hashes(&cleo));
}

#[test]
fn what_was_set_aside_is_adopted_in_ones_own_name_and_undone_like_any_step() {
    let (_folders, mut ana, mut ben, mut cleo) = three_machines();
    ana.submit(&Group::one(add_room(1, "Audi 1"))).unwrap();
    meet(&mut ana, &mut ben).unwrap();
    meet(&mut ana, &mut cleo).unwrap();
    ana.revoke(ben.device()).unwrap();
    let rename = |room: u128, name: &str| {
        let subject = Subject::shared(Kind::Room, RawId(room));
        Group::one(Command::Set { subject, values: [("name".into(), text(name))].into() })
    };
    // Ben's laptop does not know, and goes on: a room that is new, and one under another name.
    ben.submit(&Group::one(add_room(2, "Audi"))).unwrap();
    ben.submit(&rename(2, "Audi 2")).unwrap();
    ben.submit(&rename(1, "Audi A")).unwrap();
    meet(&mut ben, &mut cleo).unwrap();
    meet(&mut ana, &mut cleo).unwrap();
    assert_eq!(rooms(&cleo), ["Audi 1"]);
    let all: std::collections::BTreeSet<_> =
        cleo.quarantine().unwrap().into_iter().map(|it| it.change).collect();
    assert_eq!(all.len(), 3);
    let receipt = cleo.adopt(&all).unwrap();
    assert_eq!((receipt.findings.len(), rooms(&cleo)), (0, names(["Audi 2", "Audi A"])));
    assert!(cleo.quarantine().unwrap().iter().all(|it| it.is_adopted));
    meet(&mut ana, &mut cleo).unwrap();
    assert_eq!((rooms(&ana), hashes(&ana)), (rooms(&cleo), hashes(&cleo)));
    cleo.undo().unwrap();
    assert_eq!(rooms(&cleo), ["Audi 1"]);
    // What somebody has written over since is left alone, and told of.
    cleo.submit(&rename(1, "Studio")).unwrap();
    let receipt = cleo.adopt(&all).unwrap();
    assert_eq!(receipt.findings[0].code, "adopt-overtaken");
    assert_eq!(rooms(&cleo), ["Audi 2", "Studio"]);
    let unknown = cleo.adopt(&[[7; 32]].into()).unwrap_err();
    assert_eq!(unknown.finding().code, "adopt-unknown");
}

#[test]
fn a_fork_of_several_changes_is_found_to_its_beginning_in_one_meeting() {
    let (folders, mut ana, mut ben) = two_machines(&[]);
    ben.submit(&Group::one(add_room(1, "Audi 1"))).unwrap();
    meet(&mut ana, &mut ben).unwrap();
    ben.close().unwrap();
    let copy = bytes_of(folders[1].path());
    let mut ben = Opening::new(folders[1].path()).open(world()).unwrap();
    for id in 2..5 {
        ben.submit(&Group::one(add_room(id, "avant"))).unwrap();
    }
    meet(&mut ana, &mut ben).unwrap();
    drop(ben);
    // The file is set back without the program knowing, and people go on before they meet anybody.
    std::fs::write(folders[1].path().join(crate::FILE), copy).unwrap();
    let mut ben = Opening::new(folders[1].path()).open(world()).unwrap();
    for id in 5..8 {
        ben.submit(&Group::one(add_room(id, "après"))).unwrap();
    }
    meet(&mut ana, &mut ben).unwrap();
    assert_eq!((rooms(&ana), rooms(&ben)), (vec!["Audi 1".into()], vec!["Audi 1".to_owned()]));
    assert_eq!(hashes(&ana), hashes(&ben));
    // Neither branch is lost: each machine adopts what it has of them.
    for engine in [&mut ana, &mut ben] {
        let all = engine.quarantine().unwrap().into_iter().map(|it| it.change).collect();
        engine.adopt(&all).unwrap();
    }
    meet(&mut ana, &mut ben).unwrap();
    let both = ["Audi 1", "après", "après", "après", "avant", "avant", "avant"];
    assert_eq!((rooms(&ana), rooms(&ben)), (names(both), names(both)));
    assert_eq!(hashes(&ana), hashes(&ben));
}

#[test]
fn a_machine_restored_from_a_copy_writes_under_new_names_and_gets_its_own_work_back() {
    let (folders, mut ana, ben) = two_machines(&[]);
    ben.close().unwrap();
    let copy = bytes_of(folders[1].path());
    let mut ben = Opening::new(folders[1].path()).open(world()).unwrap();
    ben.submit(&Group::one(add_room(1, "Audi 1"))).unwrap();
    meet(&mut ana, &mut ben).unwrap();
    drop(ben);
    // The file is set back without the program knowing.
    std::fs::write(folders[1].path().join(crate::FILE), copy).unwrap();
    let mut ben = Opening::new(folders[1].path()).open(world()).unwrap();
    assert!(rooms(&ben).is_empty());
    let actor = ben.holdings[&Scope::Facility].document.actor();
    meet(&mut ana, &mut ben).unwrap();
    assert_eq!(rooms(&ben), ["Audi 1"], "its own work comes back from the others");
    assert_ne!(ben.holdings[&Scope::Facility].document.actor(), actor);
    ben.submit(&Group::one(add_room(2, "Audi 2"))).unwrap();
    meet(&mut ana, &mut ben).unwrap();
    assert_eq!(rooms(&ana), ["Audi 1", "Audi 2"]);
    assert_eq!(hashes(&ana), hashes(&ben));
    assert!(quarantined(&ana).is_empty());
}

#[test]
fn every_change_is_told_of_once_it_counts_also_if_it_had_to_wait_for_the_grant_or_for_another() {
    let (_folders, mut ana, mut ben) = two_machines(&[]);
    let folder = tempfile::tempdir().unwrap();
    let whole = GrantScope::Facility;
    let mut cleo = let_in(folder.path(), &mut ana, 4, Role::Coordination, whole);
    meet(&mut ana, &mut cleo).unwrap();
    for number in 1..=3 {
        cleo.submit(&Group::one(add_room(number, "Audi"))).unwrap();
    }
    meet(&mut ana, &mut cleo).unwrap();
    told_merged(&mut ben);
    // Ben hears of what Cleo wrote before he hears of Cleo, and of the first change last.
    let document = ben.holdings[&Scope::Facility].id;
    let mut late = written_by(&cleo, Scope::Facility);
    let first = late.remove(0);
    let cleo = cleo.device();
    assert_eq!(admit(&mut ben, cleo, document, &late), [Verdict::Waiting; 2]);
    assert_eq!(told_merged(&mut ben), 0);
    meet(&mut ana, &mut ben).unwrap();
    assert_eq!(rooms(&ben).len(), 3);
    assert_eq!(told_merged(&mut ben), 3);
    assert_eq!(admit(&mut ben, cleo, document, &[first]), [Verdict::Kept]);
    assert_eq!(told_merged(&mut ben), 0, "what was there already is not told of again");
}

#[test]
fn a_second_document_of_the_facility_does_not_take_the_place_of_the_first_that_changes_with_it() {
    let (_folders, mut ana, mut ben, _cleo) = three_machines();
    let held = ana.holdings[&Scope::Facility].id;
    let other = DocumentId(RawId(1));
    assert!(other < held, "it is looked at first");
    let facility = ana.members.log.facility();
    let identity = Identity::of(other, facility, Scope::Facility);
    let (_, first) = Document::create(DocumentKind::Facility, identity, [9; 16], Stamp(1));
    let heads = ben.members.log.heads();
    let sealed =
        Envelope::seal(&ben.members.key, other, first.actor, first.seq, heads, first.bytes);
    ben.submit(&Group::one(add_room(1, "Audi 1"))).unwrap();
    ana.talk.offers.insert(other, Target::Facility);
    let run = Run { actor: sealed.actor, first: 1, envelopes: vec![sealed.encode()] };
    for (document, runs) in [(other, vec![run]), (held, written_by(&ben, Scope::Facility))] {
        ana.talk.waiting.push(Delivered { peer: ben.device(), ticket: 0, document, runs });
    }
    ana.take_in();
    assert_eq!(ana.holdings[&Scope::Facility].id, held);
    assert_eq!(rooms(&ana), ["Audi 1"]);
    assert!(!ana.talk.offers.contains_key(&other), "it is not asked for again");
}

#[test]
fn what_several_machines_send_at_once_is_taken_in_together_and_each_is_told_of_its_own() {
    let (_folders, mut ana, mut ben, mut cleo) = three_machines();
    let document = ana.holdings[&Scope::Facility].id;
    ben.submit(&Group::one(add_room(1, "Audi 1"))).unwrap();
    cleo.submit(&Group::one(add_room(2, "Audi 2"))).unwrap();
    cleo.submit(&Group::one(add_room(3, "Audi 3"))).unwrap();
    ana.happenings();
    let mut forged = written_by(&ben, Scope::Facility);
    for byte in forged.iter_mut().flat_map(|run| run.envelopes.last_mut()?.last_mut()) {
        *byte ^= 1;
    }
    let delivered =
        |from: &Engine, runs| Delivered { peer: from.device(), ticket: 0, document, runs };
    let deliveries = [
        delivered(&cleo, forged),
        delivered(&ben, written_by(&ben, Scope::Facility)),
        delivered(&cleo, written_by(&cleo, Scope::Facility)),
    ];
    let revision = ana.snapshot().revision;
    let (_, verdicts) = ana.admit(document, Vec::from(deliveries));
    use Verdict::{Kept, Refused};
    assert_eq!(verdicts, [Refused, Kept, Kept, Kept]);
    assert_eq!(ana.snapshot().revision, revision + 1, "they were kept with one commit");
    assert_eq!(rooms(&ana), ["Audi 1", "Audi 2", "Audi 3"]);
    let told = ana.happenings().into_iter().filter_map(|happening| match happening {
        Happening::Merged { peer, changes, .. } => Some((peer, changes)),
        _ => None,
    });
    assert_eq!(told.collect::<Vec<_>>(), [(ben.device(), 1), (cleo.device(), 2)]);
}
