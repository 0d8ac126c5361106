//! Attachments: taken in, given out, sent to those who may read the plan, taken up where they were
//! left, and never trusted before they are whole.

use super::members::three_machines;
use super::*;
use crate::blobs::PART_BYTES;
use crate::place::{Folder, Place};
use crate::{AttachmentHere, Happening};
use model::{AttachmentId, MAX_ATTACHMENT_BYTES, Scope};
use std::fs;
use std::io::Write as _;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use store::seal::Unlock;
use store::{Batch, Opened, RecordKey, Store, StoreError};

/// Bytes that repeat nothing for longer than a part.
fn bytes(length: usize, seed: u64) -> Vec<u8> {
    let mut bytes = vec![0; length];
    crate::World::fill(&mut Seeded::new(seed, Stamp(0)), &mut bytes);
    bytes
}

fn file(folder: &Path, name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder.join(name);
    fs::write(&path, bytes).unwrap();
    path
}

fn attach(engine: &mut Engine, path: &Path) -> AttachmentId {
    engine.attach(film(), path, "application/pdf").unwrap().0
}

fn here(engine: &Engine, id: AttachmentId) -> AttachmentHere {
    engine.attachments(film()).remove(&id).unwrap()
}

fn saved(engine: &Engine, id: AttachmentId, folder: &Path) -> Vec<u8> {
    let to = folder.join("saved");
    engine.save_attachment(id, &to).unwrap();
    fs::read(to).unwrap()
}

fn code<T: std::fmt::Debug>(result: Result<T, crate::Failure>) -> &'static str {
    result.unwrap_err().finding().code
}

/// The parts that are kept, by key.
fn parts(engine: &Engine) -> Vec<RecordKey> {
    engine.disk().unwrap().records_of(8).unwrap().into_keys().collect()
}

#[test]
fn a_file_is_kept_in_parts_told_by_the_plan_and_given_out_again_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("store");
    let mut ana = founded(&store);
    ana.submit(&Group::one(create_film())).unwrap();
    let content = bytes(700_000, 1);
    let path = file(folder.path(), "Devis signé.pdf", &content);
    let id = attach(&mut ana, &path);
    let told = here(&ana, id);
    assert_eq!((told.here, told.is_whole), (700_000, true));
    assert_eq!(
        (told.attachment.name.as_str(), told.attachment.length),
        ("Devis signé.pdf", 700_000)
    );
    assert_eq!(told.attachment.added_by, Some(ana.person()));
    assert_eq!(parts(&ana).len(), 3);
    // The same bytes under another name take no room.
    attach(&mut ana, &file(folder.path(), "copie.pdf", &content));
    assert_eq!(parts(&ana).len(), 3);
    ana.close().unwrap();
    let mut ana = Opening::new(&store).open(world()).unwrap();
    assert_eq!(saved(&ana, id, folder.path()), content);
    assert!(ana.verify().unwrap().is_none());
    // Removed, it is in the plan no more; brought back, its bytes are there.
    ana.detach(id).unwrap();
    assert!(!ana.attachments(film()).contains_key(&id));
    assert_eq!(code(ana.save_attachment(id, &folder.path().join("x"))), "attachment-unknown");
    ana.undo().unwrap();
    assert_eq!(saved(&ana, id, folder.path()), content);
}

#[test]
fn what_cannot_be_attached_is_refused_with_the_reason_and_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut ana = founded(&folder.path().join("store"));
    ana.submit(&Group::one(create_film())).unwrap();
    let mut refused = |path: &Path| code(ana.attach(film(), path, ""));
    assert_eq!(refused(&file(folder.path(), "empty", b"")), "attachment-empty");
    assert_eq!(refused(&folder.path().join("none")), "attachment-unreadable");
    assert_eq!(refused(folder.path()), "attachment-unreadable");
    let long = folder.path().join("long.mov");
    fs::File::create(&long).unwrap().set_len(MAX_ATTACHMENT_BYTES + 1).unwrap();
    assert_eq!(refused(&long), "attachment-too-long");
    let path = file(folder.path(), "a.pdf", b"abc");
    assert!(ana.attach(RawId(99).into(), &path, "").is_err(), "there is no such production");
    assert!(ana.attachments(film()).is_empty() && parts(&ana).is_empty());
}

#[test]
fn bytes_go_to_whoever_may_read_the_plan_and_to_nobody_else() {
    let folders = [(); 3].map(|()| tempfile::tempdir().unwrap());
    let mut ana = founded(folders[0].path());
    ana.submit(&Group::one(create_film())).unwrap();
    let whole = GrantScope::Facility;
    let mut nina = let_in(folders[1].path(), &mut ana, 3, Role::Technician, whole);
    let other = GrantScope::of("productions", [RawId(0xABC)]);
    let mut client = let_in(folders[2].path(), &mut ana, 5, Role::ReadOnly, other);
    let content = [b"canary-attachment".to_vec(), bytes(600_000, 2)].concat();
    let id = attach(&mut ana, &file(folders[0].path(), "plan.mhl", &content));
    for machine in [&mut nina, &mut client] {
        meet(&mut ana, machine).unwrap();
    }
    assert!(here(&nina, id).is_whole);
    assert_eq!(saved(&nina, id, folders[1].path()), content);
    let done = nina.happenings().into_iter().filter_map(|it| match it {
        Happening::Attachment { done, total, .. } => Some((done, total)),
        _ => None,
    });
    let length = content.len() as u64;
    let told: Vec<_> = done.collect();
    assert_eq!(told, [(PART_BYTES, length), (2 * PART_BYTES, length), (length, length)]);
    assert!(parts(&client).is_empty());
    // Even who knows the hash gets nothing of a plan that is not shared.
    let (hash, _) = here(&ana, id).attachment.content().unwrap();
    let document = ana.holdings[&Scope::Plan(film())].id;
    client.connected(ana.endpoint()).unwrap();
    ana.connected(client.endpoint()).unwrap();
    carry(&mut client, &mut ana);
    carry(&mut ana, &mut client);
    let want = sync::BlobEvent::Want { document, hash, offset: 0 };
    client.tell(sync::Event::Blob { peer: ana.device(), event: want });
    carry(&mut client, &mut ana);
    carry(&mut ana, &mut client);
    assert!(parts(&client).is_empty());
}

#[test]
fn what_was_attached_before_a_machine_joins_comes_with_the_plan_and_goes_on_from_there() {
    let (folders, mut ana, mut ben) = two_machines(&[create_film()]);
    let content = bytes(300_000, 3);
    let id = attach(&mut ana, &file(folders[0].path(), "a.pdf", &content));
    meet(&mut ana, &mut ben).unwrap();
    assert!(here(&ben, id).is_whole);
    // Ben lets nobody in, but has what Ana had: Cleo gets it of him once she knows who he is.
    let third = tempfile::tempdir().unwrap();
    let mut cleo = let_in(third.path(), &mut ana, 4, Role::Coordination, GrantScope::Facility);
    let hidden = ana.blobs.clone();
    ana.blobs.clear();
    meet(&mut ana, &mut ben).unwrap();
    ana.blobs.clear();
    meet(&mut ana, &mut cleo).unwrap();
    assert!(!here(&cleo, id).is_whole, "who does not have it gives none");
    ana.blobs = hidden;
    meet(&mut ben, &mut cleo).unwrap();
    assert_eq!(saved(&cleo, id, third.path()), content);
}

#[test]
fn an_exchange_that_broke_off_goes_on_behind_the_last_part_after_a_restart() {
    let (folders, mut ana, mut ben) = two_machines(&[create_film()]);
    let content = bytes(5 * usize::try_from(PART_BYTES).unwrap() + 7, 4);
    let id = attach(&mut ana, &file(folders[0].path(), "a.pdf", &content));
    ana.connected(ben.endpoint()).unwrap();
    ben.connected(ana.endpoint()).unwrap();
    while here_or_nothing(&ben, id) < 2 * PART_BYTES {
        carry(&mut ana, &mut ben);
        carry(&mut ben, &mut ana);
        ana.wait(500);
        ben.wait(500);
    }
    // The power goes.
    let had = here(&ben, id).here;
    assert!(had >= 2 * PART_BYTES && !here(&ben, id).is_whole);
    drop(ben);
    ana.disconnected(ana.linked()[0]);
    let _lost_with_the_connection = ana.outgoing();
    let mut ben = Opening::new(folders[1].path()).open(world()).unwrap();
    assert_eq!(here(&ben, id).here, had, "what was told is on the disk");
    let partial = ben.save_attachment(id, &folders[1].path().join("x"));
    assert_eq!(code(partial), "attachment-not-here");
    ben.happenings();
    meet(&mut ana, &mut ben).unwrap();
    let first = ben.happenings().into_iter().find_map(|it| match it {
        Happening::Attachment { done, .. } => Some(done),
        _ => None,
    });
    assert_eq!(first, Some(had + PART_BYTES), "nothing was sent again");
    assert_eq!(saved(&ben, id, folders[1].path()), content);
}

fn here_or_nothing(engine: &Engine, id: AttachmentId) -> u64 {
    engine.attachments(film()).get(&id).map_or(0, |it| it.here)
}

#[test]
fn wrong_bytes_are_dropped_and_asked_of_another_machine() {
    let (folders, mut ana, mut ben, mut cleo) = three_machines();
    ana.submit(&Group::one(create_film())).unwrap();
    let content = bytes(600_000, 5);
    let id = attach(&mut ana, &file(folders[0].path(), "a.pdf", &content));
    meet(&mut ana, &mut ben).unwrap();
    assert!(here(&ben, id).is_whole);
    // Ben's copy is not what it says, and he means harm: his store vouches for it.
    let key = parts(&ben)[1];
    let wrong = bytes(usize::try_from(PART_BYTES).unwrap(), 6);
    let records = [(key, Some(wrong))].into();
    ben.disk().unwrap().write(&Batch { records, ..Batch::default() }).unwrap();
    assert_eq!(ben.verify().unwrap().unwrap().code, "attachments-unsound");
    meet(&mut ben, &mut cleo).unwrap();
    let told = here(&cleo, id);
    assert_eq!((told.here, told.is_whole), (0, false), "nothing of it stays");
    assert!(parts(&cleo).is_empty());
    let noted = cleo.audit(None, None).unwrap();
    let noted = noted.iter().find(|it| it.detail == "attachment-wrong").unwrap();
    assert_eq!(noted.device, Some(ben.device()));
    meet(&mut ana, &mut cleo).unwrap();
    assert_eq!(saved(&cleo, id, folders[2].path()), content);
}

#[test]
fn a_backup_has_the_attachments_and_a_sealed_store_shows_none_of_their_bytes() {
    const WORDS: &str = "cheval batterie agrafe";
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("store");
    let mut ana = founded(&store);
    ana.submit(&Group::one(create_film())).unwrap();
    let content = b"canary-in-the-bytes".repeat(20_000);
    let id = attach(&mut ana, &file(folder.path(), "a.pdf", &content));
    let backup = folder.path().join("ana.backup");
    ana.back_up(&backup, WORDS, &mut |_| {}).unwrap();
    ana.close().unwrap();
    let apart = Box::new(Seeded::new(9, Stamp::parse(MONDAY).unwrap()));
    let again = folder.path().join("again");
    let (again, _) = crate::restore(&backup, WORDS, &again, apart, &mut |_| {}).unwrap();
    assert_eq!(saved(&again, id, folder.path()), content);
    let holds = |path: &Path| {
        let bytes = fs::read(path).unwrap();
        bytes.windows(19).any(|window| window == b"canary-in-the-bytes")
    };
    let kept = store.join(crate::FILE);
    assert!(holds(&kept));
    crate::seal(&store, WORDS).unwrap();
    assert!(!holds(&kept));
    let ana = Opening::new(&store).unlocked(WORDS).open(world()).unwrap();
    assert_eq!(saved(&ana, id, folder.path()), content);
}

#[test]
fn a_file_that_grows_while_it_is_read_is_refused_and_leaves_no_half() {
    let folder = tempfile::tempdir().unwrap();
    let mut ana = founded(&folder.path().join("store"));
    ana.submit(&Group::one(create_film())).unwrap();
    let path = file(folder.path(), "a.pdf", &bytes(300_000, 7));
    let mut kept = crate::blobs::Kept::nothing([1; 32], 300_000);
    fs::OpenOptions::new().append(true).open(&path).unwrap().write_all(b"more").unwrap();
    assert!(ana.take_file(&path, &mut kept).is_err());
    kept.discard(&mut ana.pending);
    ana.keep().unwrap();
    assert!(parts(&ana).is_empty());
}

/// A folder on a disk with so much room.
#[derive(Debug)]
struct Cramped(Folder, Arc<AtomicU64>);

impl Place for Cramped {
    fn file(&self) -> PathBuf {
        self.0.file()
    }

    fn open(&self, unlock: Option<&Unlock>) -> Result<Opened, StoreError> {
        self.0.open(unlock)
    }

    fn create(&self) -> Result<Store, StoreError> {
        self.0.create()
    }

    fn room(&self) -> Option<u64> {
        Some(self.1.load(Ordering::Relaxed))
    }
}

fn cramp(engine: &mut Engine, folder: &Path, room: u64) -> Arc<AtomicU64> {
    let room = Arc::new(AtomicU64::new(room));
    engine.opening = Opening::at(Cramped(Folder(folder.to_owned()), Arc::clone(&room)));
    room
}

#[test]
fn a_file_for_which_the_disk_has_no_room_is_refused_before_anything_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let mut ana = founded(folder.path());
    ana.submit(&Group::one(create_film())).unwrap();
    let room = cramp(&mut ana, folder.path(), 256 << 20);
    let path = file(folder.path(), "a.pdf", &bytes(300_000, 7));
    let refused = ana.attach(film(), &path, "").unwrap_err();
    let told = refused.finding();
    let (needed, free) = (told.fields["needed"].as_str(), told.fields["free"].as_str());
    assert_eq!((told.code, needed, free), ("attachment-no-room", "1", "268"));
    assert!(parts(&ana).is_empty() && ana.attachments(film()).is_empty());
    assert_eq!(ana.short_of_room(), None, "the plans have what they keep for themselves");
    room.fetch_add(300_000, Ordering::Relaxed);
    attach(&mut ana, &path);
    room.store(1_000_000, Ordering::Relaxed);
    let told = ana.short_of_room().unwrap();
    assert_eq!((told.code, told.fields["free"].as_str()), ("disk-nearly-full", "1"));
}

#[test]
fn what_has_no_room_is_left_where_it_is_told_so_and_comes_once_there_is_room() {
    let (folders, mut ana, mut ben) = two_machines(&[create_film()]);
    let room = cramp(&mut ben, folders[1].path(), (256 << 20) + 400_000);
    let large = attach(&mut ana, &file(folders[0].path(), "large.pdf", &bytes(500_000, 8)));
    let small = attach(&mut ana, &file(folders[0].path(), "small.pdf", &bytes(300_000, 9)));
    let third = attach(&mut ana, &file(folders[0].path(), "third.pdf", &bytes(300_000, 10)));
    meet(&mut ana, &mut ben).unwrap();
    // This disk has as much room afterwards as before.
    let told = [large, small, third].map(|id| here(&ben, id));
    assert_eq!(told.clone().map(|it| it.is_whole), [false, true, true]);
    assert_eq!(told.map(|it| it.lacks_room), [true, false, false]);
    // While they are linked it is looked now and then.
    ben.connected(ana.endpoint()).unwrap();
    ana.connected(ben.endpoint()).unwrap();
    let mut pass = |seconds: u64| {
        for _ in 0..seconds.div_ceil(4) {
            ana.wait(4_000);
            ben.wait(4_000);
            for _ in 0..8 {
                carry(&mut ana, &mut ben);
                carry(&mut ben, &mut ana);
            }
        }
        here(&ben, large).is_whole
    };
    assert!(!pass(4));
    room.fetch_add(100_000, Ordering::Relaxed);
    assert!(!pass(20));
    assert!(pass(10));
}
