//! Restoring into files and onto disks that fail: a whole store or none, and never over another.

use std::cell::Cell;
use std::fs;
use std::io::{self, Read, Write};

use store::backup::{BackupError, Lock, RESTORED, Unlock, restore, restore_on, verify};
use store::{Store, StoreError};
use testkit::disk::{Disk, Faults};

use crate::backups::{about, after_restoring, back_up, key, small_store};
use crate::model::Contents;
use crate::opening::names;
use crate::scenarios::edit;

fn unlock() -> Unlock {
    Unlock::keys(&[key()])
}

#[test]
fn a_store_restored_to_a_file_opens_and_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("raccord.store");
    let store = small_store();
    let (bytes, manifest) = back_up(&store);
    let read = restore(bytes.as_slice(), &unlock(), &path, &mut |_| {}).unwrap();
    assert_eq!(read, manifest);
    assert_eq!(names(folder.path()), ["raccord.store"]);
    let opened = Store::open(&path).unwrap();
    assert_eq!(opened.report, None);
    assert_eq!(Contents::of(&opened.store), after_restoring(Contents::of(&store), &manifest));
    let mut batch = edit(1, 7_000, 10);
    batch.settings.insert(RESTORED.to_owned(), None);
    opened.store.write(&batch).unwrap();
    assert_eq!(opened.store.setting(RESTORED).unwrap(), None);
}

#[test]
fn whatever_has_the_name_of_the_new_store_is_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("raccord.store");
    let (bytes, _) = back_up(&small_store());
    let store = Store::create(&path).unwrap();
    store.write(&edit(1, 1, 100)).unwrap();
    let before = fs::read(&path).unwrap();
    let error = restore(bytes.as_slice(), &unlock(), &path, &mut |_| {}).unwrap_err();
    assert!(matches!(error, BackupError::Exists), "{error}");
    assert!(fs::read(&path).unwrap() == before);
    assert_eq!(names(folder.path()), ["raccord.store"]);

    // A file that appears while the store is being made.
    let path = folder.path().join("other.store");
    let mut done = false;
    let error = restore(bytes.as_slice(), &unlock(), &path, &mut |_| {
        fs::write(&path, b"mine").unwrap();
        done = true;
    })
    .unwrap_err();
    assert!(done && matches!(error, BackupError::Exists), "{error}");
    assert_eq!(fs::read(&path).unwrap(), b"mine");
    assert_eq!(names(folder.path()), ["other.store", "raccord.store"]);
}

#[test]
fn the_remains_of_a_broken_off_restoration_are_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("raccord.store");
    let (bytes, _) = back_up(&small_store());
    fs::write(folder.path().join("raccord.store.new"), b"half of a store").unwrap();
    restore(bytes.as_slice(), &unlock(), &path, &mut |_| {}).unwrap();
    assert_eq!(names(folder.path()), ["raccord.store"]);
}

/// A file on a disk or network that gives up after some bytes.
struct GivesUp<'a> {
    from: &'a [u8],
    left: usize,
}

impl Read for GivesUp<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.left == 0 {
            return Err(io::Error::other("the network is gone"));
        }
        let most = out.len().min(self.left);
        let count = self.from.read(&mut out[..most])?;
        self.left -= count;
        Ok(count)
    }
}

#[test]
fn a_backup_that_cannot_be_read_to_its_end_leaves_no_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("raccord.store");
    let store = small_store();
    (1..=40).for_each(|n| store.write(&edit(5, 2_000 + n, 9_000)).unwrap());
    let (bytes, _) = back_up(&store);
    for left in (0..bytes.len()).step_by(1_009).chain([bytes.len() - 1, bytes.len()]) {
        let from = GivesUp { from: &bytes, left };
        let error = restore(from, &unlock(), &path, &mut |_| {}).unwrap_err();
        assert!(matches!(error, BackupError::Unreadable(_)), "{left} bytes: {error}");
        assert!(names(folder.path()).is_empty(), "{left} bytes");
    }
}

/// Breaks a restoration off at every operation of the disk in turn.
fn sweep(faults: impl Fn(u64) -> Faults, power_cut: bool) {
    let store = small_store();
    (1..=40).for_each(|n| store.write(&edit(5, 2_000 + n, 2_000)).unwrap());
    let (bytes, manifest) = back_up(&store);
    let expected = after_restoring(Contents::of(&store), &manifest);
    let mut operation = 1;
    loop {
        let disk = Disk::new(operation);
        disk.set_faults(faults(operation));
        let result = restore_on(bytes.as_slice(), &unlock(), || disk.open(), &mut |_| {});
        let reached = disk.operations() >= operation;
        match &result {
            Ok(read) => assert_eq!(read, &manifest),
            Err(error) => {
                let of_the_disk = matches!(
                    error,
                    BackupError::Store(
                        StoreError::Io(_) | StoreError::DiskFull | StoreError::MustReopen
                    )
                );
                assert!(of_the_disk, "operation {operation}: {error}");
            }
        }
        if power_cut {
            disk.power_on();
        }
        disk.set_faults(Faults::default());
        // What was not told to be done is thrown away: it never had the store's name.
        if result.is_ok() {
            let opened = Store::open_on(disk.open()).unwrap();
            assert_eq!(opened.report, None, "operation {operation}");
            assert!(Contents::of(&opened.store) == expected, "operation {operation}");
        }
        if !reached {
            assert!(result.is_ok());
            break;
        }
        operation += 1;
    }
    println!("{} operations", operation - 1);
    assert!(operation > 50, "hardly anything was done: {operation}");
}

#[test]
fn a_power_cut_at_any_operation_of_a_restoration_gives_a_whole_store_or_none() {
    sweep(|at| Faults { crash_at: Some(at), ..Faults::default() }, true);
}

#[test]
fn an_error_at_any_operation_of_a_restoration_gives_a_whole_store_or_none() {
    sweep(|at| Faults { error_at: Some(at), ..Faults::default() }, false);
    sweep(|at| Faults { error_at: Some(at), ..Faults::default() }, true);
}

#[test]
fn a_disk_full_from_any_operation_of_a_restoration_gives_a_whole_store_or_none() {
    sweep(|at| Faults { full_from: Some(at), ..Faults::default() }, false);
}

#[test]
fn a_verified_backup_was_really_restored_and_nothing_of_it_is_left() {
    let folder = tempfile::tempdir().unwrap();
    let (bytes, manifest) = back_up(&small_store());
    let seen = Cell::new(0);
    let verified = verify(bytes.as_slice(), &unlock(), folder.path(), &mut |now| {
        // The store is there while it is tried.
        let trial = folder.path().join("backup-on-trial");
        seen.set(seen.get().max(names(&trial).len()));
        assert!(now.done <= now.of);
    })
    .unwrap();
    assert!(verified.heads_equal && verified.manifest == manifest);
    assert_eq!(seen.get(), 1);
    assert!(names(folder.path()).is_empty());
}

#[test]
fn a_backup_that_fails_its_trial_leaves_nothing_either() {
    let folder = tempfile::tempdir().unwrap();
    let (mut bytes, _) = back_up(&small_store());
    let trial = folder.path().join("backup-on-trial");
    fs::create_dir(&trial).unwrap();
    fs::write(trial.join("restored.store"), b"left by a trial that was broken off").unwrap();
    let last = bytes.len() - 1;
    bytes[last] ^= 1;
    let error = verify(bytes.as_slice(), &unlock(), folder.path(), &mut |_| {}).unwrap_err();
    assert_eq!(error.code(), "backup-damaged");
    assert!(names(folder.path()).is_empty());
}

#[test]
fn a_backup_in_a_file_is_whole_or_not_there() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("monday.raccord-backup");
    let store = small_store();
    let lock = Lock::recipients(&[key().recipient()]).unwrap();
    let back_up = || store.back_up_to_file(&path, &lock, &about(), &|_| false, &mut |_| {});
    fs::write(folder.path().join("monday.raccord-backup.new"), b"half").unwrap();
    let manifest = back_up().unwrap();
    assert_eq!(names(folder.path()), ["monday.raccord-backup"]);
    let bytes = fs::read(&path).unwrap();
    let other = folder.path().join("raccord.store");
    assert_eq!(restore(bytes.as_slice(), &unlock(), &other, &mut |_| {}).unwrap(), manifest);
    fs::remove_file(other).unwrap();

    assert!(matches!(back_up(), Err(BackupError::Exists)));
    assert!(fs::read(&path).unwrap() == bytes);
    let too_much = (0..65).map(|n| (n.to_string(), String::new())).collect();
    let second = folder.path().join("tuesday.raccord-backup");
    store.back_up_to_file(&second, &lock, &too_much, &|_| false, &mut |_| {}).unwrap_err();
    assert_eq!(names(folder.path()), ["monday.raccord-backup"]);
}

#[test]
fn a_place_without_room_is_told_from_one_that_fails() {
    struct Refuses(io::ErrorKind);
    impl Write for Refuses {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(self.0.into())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let lock = Lock::recipients(&[key().recipient()]).unwrap();
    for (kind, code) in [
        (io::ErrorKind::StorageFull, "backup-no-room"),
        (io::ErrorKind::BrokenPipe, "backup-unwritable"),
    ] {
        let error = small_store()
            .back_up(Refuses(kind), &lock, &about(), &|_| false, &mut |_| {})
            .unwrap_err();
        assert_eq!(error.code(), code);
    }
}
