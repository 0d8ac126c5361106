//! Backups of a machine: what comes back, under which names it writes, and that others go on with it.

use super::*;
use crate::{restore, verify_backup};
use model::Scope;

const WORDS: &str = "cheval batterie agrafe";

fn apart(seed: u64) -> Box<Seeded> {
    Box::new(Seeded::new(seed, Stamp::parse(MONDAY).unwrap()))
}

#[test]
fn a_restored_machine_is_the_same_writes_under_new_names_and_gets_back_what_is_newer() {
    let (folders, mut ana, mut ben) = two_machines(&[add_room(1, "Audi 1"), create_film()]);
    let file = folders[1].path().join("ben.backup");
    let made = ben.back_up(&file, WORDS, &mut |_| {}).unwrap();
    assert_eq!(made.documents, 3);
    assert_eq!(ben.last_backup().unwrap(), Some(Stamp::parse(MONDAY).unwrap()));
    let tried = verify_backup(&file, WORDS, &mut |_| {}).unwrap();
    assert!(tried.heads_equal && tried.changes == made.changes);
    let before = seen(&ben.snapshot());
    // After the backup somebody works on, and the others have it; then the disk dies.
    ben.submit(&Group::one(add_room(2, "Audi 2"))).unwrap();
    meet(&mut ana, &mut ben).unwrap();
    let actor = ben.holdings[&Scope::Facility].document.actor();
    let device = ben.device();
    drop(ben);
    let new_disk = tempfile::tempdir().unwrap();
    let folder = new_disk.path().join("store");
    let (mut ben, restored) = restore(&file, WORDS, &folder, apart(9), &mut |_| {}).unwrap();
    assert!(restored.heads_equal);
    assert_eq!(seen(&ben.snapshot()), before);
    assert_eq!(ben.device(), device);
    assert_ne!(ben.holdings[&Scope::Facility].document.actor(), actor);
    ben.submit(&Group::one(add_room(3, "Audi 3"))).unwrap();
    meet(&mut ana, &mut ben).unwrap();
    let rooms = |engine: &Engine| engine.snapshot().facility.rooms.len();
    assert_eq!((rooms(&ana), rooms(&ben)), (3, 3), "nothing of before or after is lost");
    assert_eq!(seen(&ana.snapshot()), seen(&ben.snapshot()));
    assert!(ana.quarantine().unwrap().is_empty());
}

#[test]
fn a_backup_opens_with_its_words_alone_and_goes_over_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut ana = founded(&folder.path().join("store"));
    let file = folder.path().join("ana.backup");
    ana.back_up(&file, WORDS, &mut |_| {}).unwrap();
    let code = |failure: crate::Failure| failure.finding().code;
    assert_eq!(code(ana.back_up(&file, WORDS, &mut |_| {}).unwrap_err()), "backup-exists");
    let empty = ana.back_up(&folder.path().join("none"), "", &mut |_| {}).unwrap_err();
    assert_eq!(code(empty), "backup-no-lock");
    let new = folder.path().join("new");
    let wrong = restore(&file, "other words", &new, apart(3), &mut |_| {}).err().unwrap();
    assert_eq!(code(wrong), "backup-wrong-passphrase");
    assert!(!new.join(crate::FILE).exists());
    let here = folder.path().join("store");
    let taken = restore(&file, WORDS, &here, apart(3), &mut |_| {}).err().unwrap();
    assert_eq!(code(taken), "store-exists");
    let bytes = std::fs::read(&file).unwrap();
    assert!(!bytes.windows(7).any(|window| window == b"Camille"), "nothing is readable in it");
}

#[test]
fn the_words_on_paper_name_an_administrator_when_the_only_one_is_gone() {
    let (_folders, mut ana, mut ben) = two_machines(&[]);
    let words = ana.root_words(access::WordList::French).unwrap();
    let root = access::RootKey::from_words(&words.join(" ")).unwrap();
    assert!(!ben.is_admin());
    let device = ben.device();
    ben.name_admin(device, &root).unwrap();
    assert!(ben.is_admin());
    let gone = ana.device();
    ben.remove_admin(gone, &root).unwrap();
    meet(&mut ana, &mut ben).unwrap();
    assert!(!ana.is_admin(), "the other machine hears of it");
    let other = access::RootKey::from_seed(&[9; 32]);
    let failure = ben.name_admin(gone, &other).unwrap_err();
    assert_eq!(failure.finding().code, "root-key-of-another");
}

#[test]
fn backups_are_made_by_themselves_each_hour_with_changes_and_at_the_end_and_can_be_restored() {
    let folder = tempfile::tempdir().unwrap();
    let copies = folder.path().join("copies");
    std::fs::create_dir(&copies).unwrap();
    let made = || {
        let mut names: Vec<_> =
            std::fs::read_dir(&copies).unwrap().map(|it| it.unwrap().path()).collect();
        names.sort();
        names
    };
    let mut ana = founded(&folder.path().join("ana"));
    let start = Stamp::parse(MONDAY).unwrap().0;
    let missing = ana.begin_routine(&folder.path().join("nowhere"), WORDS).unwrap_err();
    assert_eq!((missing.finding().code, ana.routine()), ("backup-folder", None));
    ana.begin_routine(&copies, WORDS).unwrap();
    assert_eq!(made().len(), 1, "the first is made at once");
    ana.set_clock(Stamp(start + 4_000));
    ana.back_up_when_due(false);
    assert_eq!(made().len(), 1, "nothing has changed");
    ana.submit(&Group::one(add_room(1, "Audi 1"))).unwrap();
    ana.back_up_when_due(false);
    ana.submit(&Group::one(add_room(2, "Audi 2"))).unwrap();
    ana.back_up_when_due(false);
    assert_eq!(made().len(), 2, "the hour is not over");
    // The disk with the copies is taken away for a while.
    let away = folder.path().join("away");
    std::fs::rename(&copies, &away).unwrap();
    ana.set_clock(Stamp(start + 8_000));
    ana.back_up_when_due(false);
    assert_eq!(
        ana.snapshot().links.routine.as_ref().unwrap().trouble.as_ref().unwrap().code,
        "backup-unwritable"
    );
    std::fs::rename(&away, &copies).unwrap();
    ana.set_clock(Stamp(start + 8_100));
    ana.back_up_when_due(false);
    assert_eq!(ana.snapshot().links.routine.as_ref().unwrap().trouble, None);
    ana.submit(&Group::one(add_room(3, "Audi 3"))).unwrap();
    ana.set_clock(Stamp(start + 8_200));
    ana.back_up_when_due(true);
    assert_eq!(made().len(), 3, "one more at the end, and of an hour only the last is kept");
    let again = folder.path().join("again");
    let (restored, found) =
        crate::restore(&made()[2], WORDS, &again, apart(9), &mut |_| {}).unwrap();
    assert!(found.heads_equal);
    assert_eq!(restored.snapshot().facility.rooms.len(), 3);
    ana.end_routine().unwrap();
    ana.submit(&Group::one(add_room(4, "Audi 4"))).unwrap();
    ana.back_up_when_due(true);
    assert_eq!((made().len(), ana.routine()), (3, None));
}
