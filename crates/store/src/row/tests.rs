//! Rows alone, plain and sealed.

use std::collections::BTreeMap;

use zeroize::Zeroizing;

use super::*;
use crate::seal::{LockRow, Passphrase, Unlock, VaultKey};

const DOCUMENT_KEY: &[u8] = &[5; 16];

/// Rows sealed with keys that a test can make again.
fn sealed() -> Rows {
    let mut sealing = Sealing::new(VaultKey::new([1; 32]));
    let key = |name: &[u8], byte| (name.to_vec(), Zeroizing::new([byte; 32]));
    sealing.take(BTreeMap::from([key(REST_KEY, 2), key(DOCUMENT_KEY, 3), key(&[6; 16], 4)]));
    Rows::Sealed(Box::new(sealing))
}

#[test]
fn a_row_reads_back_under_its_own_table_and_key_only() {
    let row = encode(Table::Records, b"key", 300, b"payload");
    let read = decode(Table::Records, b"key", &row).unwrap();
    let payload = Cow::Borrowed(b"payload".as_slice());
    assert_eq!(read, Row { batch: 300, key: Cow::Borrowed(b"key"), payload });
    assert_eq!(decode(Table::Records, b"kez", &row), Err(RowError::Checksum));
    assert_eq!(decode(Table::Settings, b"key", &row), Err(RowError::Checksum));
}

#[test]
fn any_flipped_bit_is_noticed() {
    let row = encode(Table::Envelopes, b"key", 7, b"some payload");
    for bit in 0..row.len() * 8 {
        let mut bad = row.clone();
        bad[bit / 8] ^= 1 << (bit % 8);
        assert!(decode(Table::Envelopes, b"key", &bad).is_err(), "bit {bit}");
    }
    for length in 0..row.len() {
        assert!(decode(Table::Envelopes, b"key", &row[..length]).is_err(), "length {length}");
    }
}

#[test]
fn a_row_costs_less_than_ten_bytes_and_a_sealed_one_less_than_fifty() {
    assert!(encode(Table::Envelopes, b"key", 1_000_000, b"").len() < 10);
    let row = sealed().encode(Table::Envelopes, DOCUMENT_KEY, 1_000_000, b"").unwrap();
    assert!(row.len() < 50);
}

#[test]
fn a_sealed_row_reads_back_and_two_of_the_same_payload_have_nothing_in_common() {
    let rows = sealed();
    for (table, key) in [
        (Table::Documents, DOCUMENT_KEY),
        (Table::Records, b"a record"),
        (Table::Settings, b"seen/of a device"),
        (Table::Settings, b""),
    ] {
        let place = rows.place(table, key);
        let row = rows.encode(table, key, 300, b"payload").unwrap();
        let read = rows.decode(table, &place, &row).unwrap();
        let found = (read.batch, read.key.as_ref(), read.payload.as_ref());
        assert_eq!(found, (300, key, b"payload".as_slice()));
        let again = rows.encode(table, key, 300, b"payload").unwrap();
        assert_eq!(row.len(), again.len());
        assert!(row[1..].windows(8).all(|part| !again.windows(8).any(|other| other == part)));
    }
    let place = rows.place(Table::Settings, b"seen/of a device");
    assert_eq!(place.len(), 16);
    assert!(!place.windows(4).any(|part| b"seen/of a device".windows(4).any(|name| name == part)));
}

#[test]
fn any_flipped_bit_of_a_sealed_row_is_noticed() {
    let rows = sealed();
    for (table, key) in [(Table::Envelopes, DOCUMENT_KEY), (Table::Settings, b"name".as_slice())] {
        let place = rows.place(table, key);
        let row = rows.encode(table, key, 7, b"some payload").unwrap();
        for bit in 0..row.len() * 8 {
            let mut bad = row.clone();
            bad[bit / 8] ^= 1 << (bit % 8);
            assert!(rows.decode(table, &place, &bad).is_err(), "bit {bit}");
        }
        for length in 0..row.len() {
            assert!(rows.decode(table, &place, &row[..length]).is_err(), "length {length}");
        }
    }
}

#[test]
fn a_sealed_row_does_not_open_in_another_place() {
    let rows = sealed();
    let row = rows.encode(Table::Envelopes, DOCUMENT_KEY, 7, b"some payload").unwrap();
    let elsewhere: [(Table, &[u8]); 5] = [
        (Table::Envelopes, &[5; 17]),
        (Table::Envelopes, &[6; 16]),
        (Table::Snapshots, DOCUMENT_KEY),
        (Table::Documents, DOCUMENT_KEY),
        (Table::Records, DOCUMENT_KEY),
    ];
    for (table, key) in elsewhere {
        assert!(rows.decode(table, key, &row).is_err(), "{table:?} {key:?}");
    }
    let name = rows.encode(Table::Settings, b"one", 7, b"value").unwrap();
    assert!(rows.decode(Table::Settings, &rows.place(Table::Settings, b"two"), &name).is_err());
}

#[test]
fn a_plain_row_is_nothing_to_a_sealed_store_nor_the_other_way_round() {
    let rows = sealed();
    let plain = encode(Table::Records, b"key", 1, b"forged");
    assert_eq!(rows.decode(Table::Records, b"key", &plain), Err(RowError::Version(PLAIN)));
    let row = rows.encode(Table::Records, b"key", 1, b"payload").unwrap();
    assert_eq!(Rows::Plain.decode(Table::Records, b"key", &row), Err(RowError::Version(REST)));
}

/// Bytes written as hexadecimal digits.
fn bytes(digits: &str) -> Vec<u8> {
    let digits = digits.as_bytes().chunks(2).map(|pair| std::str::from_utf8(pair).unwrap());
    digits.map(|pair| u8::from_str_radix(pair, 16).unwrap()).collect()
}

/// Written by the first release that seals: every later one reads them.
#[test]
fn rows_and_locks_that_were_written_before_are_read() {
    let rows = sealed();
    let row = bytes(
        "02a778b0be724d2770d3a042f5521479b9e603dade72aa2bdc2693d28b3e00d2e53eba5494a130e25adca00b60\
         9407c72c96",
    );
    let read = rows.decode(Table::Envelopes, DOCUMENT_KEY, &row).unwrap();
    assert_eq!((read.batch, read.payload.as_ref()), (300, b"payload".as_slice()));

    let place = bytes("0a8757c566ed8f3e9f9e681e28ce0bb0");
    assert_eq!(rows.place(Table::Settings, b"seen/x"), place);
    let row = bytes(
        "0301863fbf365bdfed3ec5d322466f9f4b68941255532729eb7475485ae23a1c2b112d23b815ba3a94dc3db6b7\
         6e3a0faf7d2890c30930570c",
    );
    let read = rows.decode(Table::Settings, &place, &row).unwrap();
    let read = (read.batch, read.key.as_ref(), read.payload.as_ref());
    assert_eq!(read, (300, b"seen/x".as_slice(), b"payload".as_slice()));

    let lock = bytes(
        "01000000080000000100000001aad9c4f2600a711d1c12963d54bf14346ca56df302c717a87280187a346b503d\
         fba2fa65bf09b6f84261297fbd28b5739e5f346ae1d1c351f7ab29aad43bba7dd8697b18d390fd6a9de9b9b82e\
         8d6c8d88a3e457dec9b79d67155a0be872e8ba651dba2a4583734a2d022bc7ea8fae56d86b8068cbb59324",
    );
    let words = Unlock::Passphrase(Passphrase::new("sept chevaux").unwrap());
    let vault = LockRow::parse(&lock).unwrap().unlock(&words).unwrap();
    assert_eq!(vault.bytes(), &[1; 32]);
}
