//! Finding rows in the bytes of a damaged file without redb, which may stop the program when it
//! trusts such a file.
//!
//! Only what redb's file format 3 says of headers, branches and rows is used here, with every
//! offset checked: any bytes give some rows or none, in time bounded by their number. Whether a
//! row can be trusted is not decided here.
//!
//! The format, from redb's design document:
//! ```text
//! header   magic 9, flags 1 (bit 0: which commit slot), 2 unused, page size u32,
//!          header pages of a region u32, data pages of a full region u32; slots at 64 and 192
//! slot     version 1, has tables 1, 6 unused, root of the table of tables
//! root     page number 8, checksum 16, number of rows u64
//! page     first byte 1: rows, 2: branch; number of rows or keys as u16 at 2
//! rows     at 4: end of each key u32, end of each value u32, keys, values
//! branch   at 8: checksum of each child 16, page number of each child 8
//! table    type 1, number of rows u64, has rows 1, root
//! number   bits 0-19 index, 20-39 region, 59-63 order: the page has 4096 << order bytes
//! ```

use std::collections::{BTreeMap, BTreeSet};

/// The page size of redb's files.
const PAGE_BYTES: usize = 4096;
/// No page has more rows: redb splits before 4096 bytes are full of rows without any byte.
const MOST_ROWS: usize = PAGE_BYTES / 8;
/// First byte of a page of rows.
const ROWS: u8 = 1;
/// First byte of a page leading to others.
const BRANCH: u8 = 2;

/// A key and a value.
pub(crate) type Pair<'a> = (&'a [u8], &'a [u8]);

/// A table as far as its tree could be followed.
#[derive(Debug, Default)]
pub(crate) struct Tree<'a> {
    /// The rows, in no particular order.
    pub(crate) rows: Vec<Pair<'a>>,
    /// Whether every page was there and there were as many rows as there should be.
    pub(crate) whole: bool,
}

/// The tables of the last commit, by name.
pub(crate) fn tables(file: &[u8]) -> BTreeMap<&[u8], Tree<'_>> {
    let Some(pages) = Pages::of(file) else { return BTreeMap::new() };
    let Some(names) = pages.root().map(|root| pages.tree(root)) else { return BTreeMap::new() };
    let table = |(name, definition)| Some((name, pages.table(definition)?));
    names.rows.into_iter().filter_map(table).collect()
}

/// The rows of every page of the file that looks like one of rows, in use or not.
pub(crate) fn every_row(file: &[u8]) -> impl Iterator<Item = Pair<'_>> {
    (0..file.len())
        .step_by(PAGE_BYTES)
        .filter_map(|start| rows_of(file.get(start..)?))
        .flat_map(|(rows, _)| rows)
}

/// The root of a tree.
#[derive(Debug, Clone, Copy)]
struct Root {
    page: u64,
    rows: u64,
}

/// Where the pages of a file are.
struct Pages<'a> {
    file: &'a [u8],
    region_header_bytes: u64,
    region_bytes: u64,
}

impl<'a> Pages<'a> {
    fn of(file: &'a [u8]) -> Option<Self> {
        if number(file, 12)? as usize != PAGE_BYTES {
            return None;
        }
        let region_header_bytes = u64::from(number(file, 16)?) * PAGE_BYTES as u64;
        let data_bytes = u64::from(number(file, 20)?) * PAGE_BYTES as u64;
        Some(Self { file, region_header_bytes, region_bytes: region_header_bytes + data_bytes })
    }

    /// The root of the table of tables in the commit slot the flags name.
    fn root(&self) -> Option<Root> {
        let slot = if self.file.get(9)? & 1 == 0 { 64 } else { 192 };
        let slot: &[u8] = self.file.get(slot..slot + 128)?;
        root_at(slot, 1, 8)
    }

    fn table(&self, definition: &[u8]) -> Option<Tree<'a>> {
        if definition.get(9)? == &0 {
            return Some(Tree { rows: Vec::new(), whole: long(definition, 1)? == 0 });
        }
        Some(self.tree(root_at(definition, 9, 10)?))
    }

    /// Follows a tree from its root; a page reached twice is taken once.
    fn tree(&self, root: Root) -> Tree<'a> {
        let mut tree = Tree { rows: Vec::new(), whole: true };
        let mut seen = BTreeSet::new();
        let mut open = vec![root.page];
        while let Some(number) = open.pop() {
            let page = self.page(number);
            let leaf = page.and_then(rows_of);
            match (leaf, page.and_then(children_of)) {
                _ if !seen.insert(number) => tree.whole = false,
                (Some((rows, whole)), _) => {
                    tree.rows.extend(rows);
                    tree.whole &= whole;
                }
                (None, Some(children)) => open.extend(children),
                (None, None) => tree.whole = false,
            }
        }
        tree.whole &= tree.rows.len() as u64 == root.rows;
        tree
    }

    fn page(&self, number: u64) -> Option<&'a [u8]> {
        let order = number >> 59;
        let index = number & (0xf_ffff >> order);
        let region = (number >> 20) & 0xf_ffff;
        let bytes = (PAGE_BYTES as u64).checked_shl(u32::try_from(order).ok()?)?;
        let in_region = self.region_header_bytes.checked_add(index.checked_mul(bytes)?)?;
        let start = (PAGE_BYTES as u64)
            .checked_add(region.checked_mul(self.region_bytes)?)?
            .checked_add(in_region)?;
        let end = usize::try_from(start.checked_add(bytes)?).ok()?;
        self.file.get(usize::try_from(start).ok()?..end)
    }
}

fn root_at(bytes: &[u8], present: usize, at: usize) -> Option<Root> {
    (bytes.get(present)? != &0)
        .then_some(Root { page: long(bytes, at)?, rows: long(bytes, at + 24)? })
}

/// Rows as far as their offsets make sense, and whether all do. A large row may run past the first
/// 4096 bytes of `page`.
fn rows_of(page: &[u8]) -> Option<(Vec<Pair<'_>>, bool)> {
    let count = count_of(page, ROWS)?;
    if count > MOST_ROWS {
        return None;
    }
    let mut key_start = 4 + count * 8;
    let mut value_start = end_at(page, 4 + (count.checked_sub(1)?) * 4)?;
    let mut rows = Vec::new();
    for row in 0..count {
        let key_end = end_at(page, 4 + row * 4)?;
        let value_end = end_at(page, 4 + (count + row) * 4)?;
        let pair = (page.get(key_start..key_end), page.get(value_start..value_end));
        let (Some(key), Some(value)) = pair else { return Some((rows, false)) };
        rows.push((key, value));
        (key_start, value_start) = (key_end, value_end);
    }
    Some((rows, true))
}

/// The page numbers a branch leads to.
fn children_of(page: &[u8]) -> Option<Vec<u64>> {
    let children = count_of(page, BRANCH)? + 1;
    (0..children).map(|child| long(page, 8 + children * 16 + child * 8)).collect()
}

fn count_of(page: &[u8], kind: u8) -> Option<usize> {
    match page.get(..4)? {
        [first, _, low, high] if *first == kind => {
            Some(usize::from(u16::from_le_bytes([*low, *high])))
        }
        _ => None,
    }
}

fn end_at(page: &[u8], at: usize) -> Option<usize> {
    usize::try_from(number(page, at)?).ok()
}

fn number(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

fn long(bytes: &[u8], at: usize) -> Option<u64> {
    Some(u64::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use redb::{Database, TableDefinition};

    use super::*;

    type Table = TableDefinition<'static, &'static [u8], &'static [u8]>;

    fn file(rows: u32) -> Vec<u8> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        let db = Database::create(&path).unwrap();
        let transaction = db.begin_write().unwrap();
        transaction.open_table(Table::new("empty")).unwrap();
        {
            let mut table = transaction.open_table(Table::new("full")).unwrap();
            for row in 0..rows {
                let size = if row % 50 == 0 { 30_000 } else { 200 };
                let value = vec![row as u8; size];
                table.insert(row.to_be_bytes().as_slice(), value.as_slice()).unwrap();
            }
        }
        transaction.commit().unwrap();
        db.close().unwrap();
        std::fs::read(&path).unwrap()
    }

    #[test]
    fn the_rows_redb_wrote_are_found_by_tree_and_by_page() {
        let bytes = file(2000);
        let tables = tables(&bytes);
        assert!(tables[b"empty".as_slice()].whole);
        let full = &tables[b"full".as_slice()];
        assert!(full.whole);
        let keys: BTreeSet<_> = full.rows.iter().map(|(key, _)| key.to_vec()).collect();
        assert_eq!(keys, (0..2000_u32).map(|row| row.to_be_bytes().to_vec()).collect());
        assert!(full.rows.iter().all(|(key, value)| value.iter().all(|byte| *byte == key[3])));
        let scanned: BTreeSet<_> = every_row(&bytes).collect();
        assert!(full.rows.iter().all(|row| scanned.contains(row)));
    }

    #[test]
    fn a_tree_with_a_lost_page_is_not_whole() {
        let bytes = file(2000);
        let mut not_whole = 0;
        for page in (PAGE_BYTES..bytes.len()).step_by(PAGE_BYTES) {
            let mut bad = bytes.clone();
            bad[page..page + 64].fill(0);
            let tables = tables(&bad);
            not_whole += u32::from(tables.get(b"full".as_slice()).is_none_or(|t| !t.whole));
        }
        assert!(not_whole > 50, "{not_whole}");
    }

    proptest! {
        #[test]
        fn any_bytes_give_some_rows_or_none(
            changes in prop::collection::vec((0_usize..60_000, any::<u8>()), 1..40),
        ) {
            let mut bytes = file(60);
            for (at, byte) in changes {
                let at = at % bytes.len();
                bytes[at] = byte;
            }
            let walked = tables(&bytes);
            prop_assert!(walked.values().all(|tree| tree.rows.len() <= bytes.len()));
            prop_assert!(every_row(&bytes).count() <= bytes.len());
        }
    }
}
