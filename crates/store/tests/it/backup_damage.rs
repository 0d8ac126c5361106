//! Backups that were changed, cut short, made by others or for others: each is refused with its
//! own reason, and no store comes of it.

use std::fs;
use std::io::Write;
use std::path::Path;

use store::backup::{BACKUP_FORMAT, BackupError, BackupKey, Lock, Unlock, inspect, restore};

use crate::backups::{about, back_up, inside, key, small_store};

/// Tries to restore these bytes; the folder must be empty afterwards.
fn refused(bytes: &[u8], unlock: &Unlock, folder: &Path) -> BackupError {
    let path = folder.join("raccord.store");
    let error = restore(bytes, unlock, &path, &mut |_| {}).expect_err("a store came of it");
    let left = fs::read_dir(folder).unwrap().count();
    assert_eq!(left, 0, "{error} left files");
    error
}

/// The bytes locked again for [`key`].
fn locked(inside: &[u8]) -> Vec<u8> {
    let recipient: age::x25519::Recipient = key().recipient().to_string().parse().unwrap();
    let encryptor = age::Encryptor::with_recipients(std::iter::once(&recipient as _)).unwrap();
    let mut bytes = Vec::new();
    let mut writer = encryptor.wrap_output(&mut bytes).unwrap();
    writer.write_all(inside).unwrap();
    writer.finish().unwrap();
    bytes
}

/// Where the locked pieces begin: after the last line and 16 bytes.
fn start_of_pieces(bytes: &[u8]) -> usize {
    let last_line = bytes.windows(4).position(|window| window == b"\n---").unwrap() + 1;
    let end = bytes[last_line..].iter().position(|byte| *byte == b'\n').unwrap();
    last_line + end + 1 + 16
}

#[test]
fn any_changed_byte_of_a_backup_is_noticed_and_leaves_no_file() {
    let folder = tempfile::tempdir().unwrap();
    let (mut bytes, _) = back_up(&small_store());
    let unlock = Unlock::keys(&[key()]);
    let start = start_of_pieces(&bytes);
    for at in 0..bytes.len() {
        bytes[at] ^= 1 << (at % 8);
        let error = refused(&bytes, &unlock, folder.path());
        bytes[at] ^= 1 << (at % 8);
        let damaged = matches!(error, BackupError::Damaged { .. });
        let of_the_lines = matches!(
            error,
            BackupError::NotABackup | BackupError::TooNew { .. } | BackupError::WrongKey
        );
        assert!(damaged || (of_the_lines && at < start), "byte {at} of {start}: {error}");
    }
    assert!(inspect(bytes.as_slice(), &unlock, &mut |_| {}).is_ok());
}

#[test]
fn a_backup_cut_short_anywhere_is_said_to_be_and_leaves_no_file() {
    let folder = tempfile::tempdir().unwrap();
    let (bytes, _) = back_up(&small_store());
    for length in 0..bytes.len() {
        let error = refused(&bytes[..length], &Unlock::keys(&[key()]), folder.path());
        assert!(matches!(error, BackupError::CutShort), "{length} bytes: {error}");
    }
}

#[test]
fn a_backup_of_several_pieces_cut_short_or_changed_is_told_apart() {
    let folder = tempfile::tempdir().unwrap();
    let store = small_store();
    for sequence in 1..=40 {
        store.write(&crate::scenarios::edit(5, 2_000 + sequence, 9_000)).unwrap();
    }
    let (bytes, _) = back_up(&store);
    let unlock = Unlock::keys(&[key()]);
    let start = start_of_pieces(&bytes);
    let piece = 65_536 + 16;
    let pieces = (bytes.len() - start) / piece;
    assert!(pieces >= 5 && (bytes.len() - start).is_multiple_of(piece));
    for number in 0..pieces {
        for at in [0, 1, piece / 2, piece - 1] {
            let at = start + number * piece + at;
            let error = refused(&bytes[..at], &unlock, folder.path());
            assert!(matches!(error, BackupError::CutShort), "cut at {at}: {error}");
            let mut bad = bytes.clone();
            bad[at] ^= 0x10;
            let error = refused(&bad, &unlock, folder.path());
            assert!(matches!(error, BackupError::Damaged { .. }), "changed at {at}: {error}");
        }
    }
    // Two pieces that changed places.
    let mut bad = bytes.clone();
    let (one, two) = (start + piece, start + 2 * piece);
    bad.copy_within(two..two + piece, one);
    bad[two..two + piece].copy_from_slice(&bytes[one..two]);
    assert_eq!(refused(&bad, &unlock, folder.path()).code(), "backup-damaged");
}

#[test]
fn bytes_after_the_end_of_a_backup_are_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let (bytes, _) = back_up(&small_store());
    for more in [1, 100, 65_552, 65_553] {
        let longer = [bytes.clone(), vec![7; more]].concat();
        let error = refused(&longer, &Unlock::keys(&[key()]), folder.path());
        assert!(matches!(error, BackupError::Damaged { .. }), "{more} bytes: {error}");
    }
    let inside = inside(&bytes);
    for more in [1, 65_536] {
        let longer = [inside.clone(), vec![0; more]].concat();
        assert_eq!(refused(&longer, &Unlock::done(), folder.path()).code(), "backup-damaged");
        let locked = locked(&longer);
        let read = inspect(locked.as_slice(), &Unlock::keys(&[key()]), &mut |_| {});
        assert!(read.is_err(), "{more} bytes inside the lock");
    }
}

#[test]
fn any_changed_bit_inside_an_opened_backup_is_noticed() {
    let (bytes, _) = back_up(&small_store());
    let mut inside = inside(&bytes);
    let rows = inside.iter().rposition(|byte| *byte != 0).unwrap();
    let bits = (0..rows * 8 + 8).chain((rows * 8 + 8..inside.len() * 8).step_by(411));
    for bit in bits {
        inside[bit / 8] ^= 1 << (bit % 8);
        let read = inspect(inside.as_slice(), &Unlock::done(), &mut |_| {});
        inside[bit / 8] ^= 1 << (bit % 8);
        assert!(read.is_err(), "bit {bit}");
    }
    for length in 0..=rows {
        let error = inspect(&inside[..length], &Unlock::done(), &mut |_| {}).unwrap_err();
        assert!(matches!(error, BackupError::CutShort), "{length} bytes: {error}");
    }
}

#[test]
fn each_reason_to_refuse_a_backup_has_its_own_code_and_says_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let store = small_store();
    let (bytes, _) = back_up(&store);
    let lock = Lock::passphrase_with_work("right", 2).unwrap();
    let mut with_words = Vec::new();
    store.back_up(&mut with_words, &lock, &about(), &|_| false, &mut |_| {}).unwrap();
    let inside = inside(&bytes);
    let newer = |at: usize, version: u16| {
        let mut inside = inside.clone();
        inside[at..at + 2].copy_from_slice(&version.to_be_bytes());
        locked(&inside)
    };
    let mark = b"raccord backup".len();
    let age2 = [b"age-encryption.org/v2\n".as_slice(), &bytes[22..]].concat();
    let keys = || Unlock::keys(&[key()]);
    let cases: [(&str, Vec<u8>, Unlock); 12] = [
        ("backup-wrong-passphrase", with_words.clone(), Unlock::passphrase("wrong")),
        ("backup-wrong-passphrase", with_words.clone(), Unlock::passphrase("")),
        ("backup-wrong-key", bytes.clone(), Unlock::keys(&[BackupKey::generate()])),
        ("backup-wrong-key", bytes.clone(), Unlock::keys(&[])),
        ("backup-other-lock", with_words, keys()),
        ("backup-other-lock", bytes.clone(), Unlock::passphrase("right")),
        ("backup-not-a-backup", b"PK\x03\x04 a zip, say".to_vec(), keys()),
        ("backup-not-a-backup", locked(&vec![b'x'; 65_536]), keys()),
        ("backup-too-new", newer(mark, BACKUP_FORMAT + 1), keys()),
        ("backup-too-new", newer(mark + 2, store::STORE_FORMAT + 1), keys()),
        ("backup-too-new", age2, keys()),
        ("backup-damaged", newer(mark, 0), keys()),
    ];
    for (code, bytes, unlock) in cases {
        let error = refused(&bytes, &unlock, folder.path());
        assert_eq!(error.code(), code, "{error}");
        let text = error.to_string();
        let next_step = [" again", "another", "install", "give that", "use a key"];
        assert!(next_step.iter().any(|words| text.contains(words)), "{text}");
    }
}

#[test]
fn a_passphrase_that_would_cost_all_memory_is_not_tried() {
    let lock = Lock::passphrase_with_work("right", 2).unwrap();
    let mut bytes = Vec::new();
    small_store().back_up(&mut bytes, &lock, &about(), &|_| false, &mut |_| {}).unwrap();
    let line = bytes.iter().skip(22).position(|byte| *byte == b'\n').unwrap() + 22;
    assert_eq!(bytes[line - 2..line], *b" 2");
    for work in ["19", "30", "63"] {
        let costly = [&bytes[..line - 1], work.as_bytes(), &bytes[line..]].concat();
        let error = inspect(costly.as_slice(), &Unlock::passphrase("right"), &mut |_| {});
        assert_eq!(error.unwrap_err().code(), "backup-damaged", "{work}");
    }
}

#[test]
fn endless_first_lines_and_huge_lengths_are_given_up_at_once() {
    let endless = b"age-encryption.org/v1\n".to_vec();
    for line in ["-> X25519 abc\n", "x"] {
        let bytes = [endless.clone(), line.repeat(3_000_000 / line.len()).into_bytes()].concat();
        let error = inspect(bytes.as_slice(), &Unlock::keys(&[key()]), &mut |_| {}).unwrap_err();
        assert_eq!(error.code(), "backup-damaged", "{line}");
    }
    let (bytes, _) = back_up(&small_store());
    let inside = inside(&bytes);
    // The number of entries about the backup is the first of them; then a name, then its length.
    for length in [300_u64, 1 << 30, u64::MAX] {
        let mut number = Vec::new();
        let mut rest = length;
        while rest > 0x7f {
            number.push((rest & 0x7f) as u8 | 0x80);
            rest >>= 7;
        }
        number.push(rest as u8);
        for at in 18..80 {
            let bytes = [&inside[..at], number.as_slice(), &inside[at + 1..]].concat();
            assert!(inspect(bytes.as_slice(), &Unlock::done(), &mut |_| {}).is_err(), "{at}");
        }
    }
}
