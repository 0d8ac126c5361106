//! The gate before Automerge: how much a change holds, counted from its run lengths without
//! unpacking them. Few bytes can stand for any number of operations or for any length of text; what
//! passes here is bounded before it is decoded. (Automerge binary format, "Columns".)

use crate::MAX_TEXT_BYTES;
use crate::bytes::Reader;
use crate::header::{self, Header, cut_off};
use crate::rejection::Rejection;

/// The most operations of one change that is written, or taken from somebody else.
pub const MAX_OPERATIONS: u64 = 20_000;

/// The most operations of a change that was kept before there was such a limit.
pub(crate) const MAX_KEPT_OPERATIONS: u64 = 1 << 17;

/// The most bytes of keys, each counted as often as it is used: run lengths repeat them for
/// nothing, and unpacked each stands for itself.
const MAX_KEY_BYTES: u64 = 4 << 20;

/// No change has so many columns; fourteen are known.
const MAX_COLUMNS: u64 = 32;

/// Takes a change from somebody else as far as the decoder: one plain change of at most
/// [`MAX_OPERATIONS`] operations, [`crate::MAX_DEPS`] changes it builds on and
/// [`crate::MAX_TEXT_BYTES`] bytes of any text. Costs one pass over its bytes.
pub fn gate(change: &[u8]) -> Result<Header, Rejection> {
    counted(change, MAX_OPERATIONS).map(|(header, _)| header)
}

/// The header of a change of at most so many operations, and how many it has.
pub(crate) fn counted(bytes: &[u8], most: u64) -> Result<(Header, u64), Rejection> {
    let (header, rest) = header::split(bytes)?;
    let mut reader = Reader(rest);
    reader.number().ok_or_else(cut_off)?; // the number of its first operation
    reader.signed().ok_or_else(cut_off)?; // its time
    let message = reader.bytes().ok_or_else(cut_off)?;
    text_length(message.len() as u64)?;
    // Actors are as long as they say, and so bounded by the length of the change.
    for _ in 0..reader.number().ok_or_else(cut_off)? {
        reader.bytes().ok_or_else(cut_off)?;
    }
    let columns = columns(&mut reader)?;
    Ok((header, operations(&columns, most)?))
}

/// The kinds of columns, as the lowest three bits of their specification tell.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Group,
    Integer,
    Delta,
    Boolean,
    Text,
    ValueLength,
    Value,
}

/// A column: what it is of, its kind, its bytes.
struct Column<'a> {
    id: u64,
    kind: Kind,
    bytes: &'a [u8],
}

/// The column of values that operations write over.
const OVER: u64 = 7;

fn columns<'a>(reader: &mut Reader<'a>) -> Result<Vec<Column<'a>>, Rejection> {
    let count = reader.number().ok_or_else(cut_off)?;
    if count > MAX_COLUMNS {
        return Err(Rejection::TooMuch("it has more columns than there are"));
    }
    let mut lengths = Vec::new();
    for _ in 0..count {
        let specification = reader.number().ok_or_else(cut_off)?;
        if specification & 8 != 0 {
            return Err(Rejection::NotAChange); // compressed
        }
        let kind = match specification & 7 {
            0 => Kind::Group,
            1 | 2 => Kind::Integer,
            3 => Kind::Delta,
            4 => Kind::Boolean,
            5 => Kind::Text,
            6 => Kind::ValueLength,
            _ => Kind::Value,
        };
        let length = reader.number().and_then(|length| usize::try_from(length).ok());
        lengths.push((specification >> 4, kind, length.ok_or_else(cut_off)?));
    }
    let mut columns = Vec::new();
    for (id, kind, length) in lengths {
        columns.push(Column { id, kind, bytes: reader.take(length).ok_or_else(cut_off)? });
    }
    Ok(columns)
}

/// How many operations the columns hold: as many as the longest of them has rows.
fn operations(columns: &[Column<'_>], most: u64) -> Result<u64, Rejection> {
    let too_many = || Rejection::TooMuch("it holds too many operations");
    let mut operations = 0;
    let mut key_bytes = 0_u64;
    let mut value_bytes = 0_u64;
    let mut values = 0_u64;
    for column in columns {
        let rows = match column.kind {
            Kind::Boolean => switches(column.bytes, most).ok_or_else(cut_off)?,
            Kind::Value => {
                values += column.bytes.len() as u64;
                0
            }
            Kind::Group | Kind::Integer | Kind::Delta | Kind::Text | Kind::ValueLength => {
                runs(column, most, |item, times| match (column.kind, item) {
                    (Kind::Text, Item::Text(length)) => {
                        text_length(length)?;
                        key_bytes = key_bytes.saturating_add(length.saturating_mul(times));
                        Ok(0)
                    }
                    (Kind::ValueLength, Item::Number(number)) => {
                        // The lowest four bits tell what kind of value it is.
                        text_length(number >> 4)?;
                        value_bytes =
                            value_bytes.saturating_add((number >> 4).saturating_mul(times));
                        Ok(0)
                    }
                    // Each row tells how many rows the columns of its group have.
                    (Kind::Group, Item::Number(number)) => Ok(number.saturating_mul(times)),
                    _ => Ok(0),
                })?
            }
        };
        if rows > most {
            return Err(too_many());
        }
        if column.id != OVER {
            operations = operations.max(rows);
        }
    }
    if key_bytes > MAX_KEY_BYTES {
        return Err(Rejection::TooMuch("its keys are too long"));
    }
    if value_bytes > values {
        return Err(cut_off());
    }
    Ok(operations)
}

fn text_length(length: u64) -> Result<(), Rejection> {
    if length > MAX_TEXT_BYTES as u64 {
        return Err(Rejection::TooMuch("a text of it is longer than 64 KiB"));
    }
    Ok(())
}

/// One item of a column of run lengths.
enum Item {
    Number(u64),
    Text(u64),
    Signed,
}

/// Goes through run lengths: a positive count and one item, a negative one and as many items, or
/// zero and how many rows have none. Gives the number of rows, or of rows in the group if that is
/// more; at once when either is more than `most`.
fn runs(
    column: &Column<'_>,
    most: u64,
    mut see: impl FnMut(Item, u64) -> Result<u64, Rejection>,
) -> Result<u64, Rejection> {
    let mut reader = Reader(column.bytes);
    let (mut rows, mut grouped) = (0_u64, 0_u64);
    while !reader.0.is_empty() {
        let count = reader.signed().ok_or_else(cut_off)?;
        if count == 0 {
            rows = rows.saturating_add(reader.number().ok_or_else(cut_off)?);
        } else {
            rows = rows.saturating_add(count.unsigned_abs());
            // One item in a run, each by itself otherwise: never more than there are bytes.
            let (items, times) =
                if count > 0 { (1, count.unsigned_abs()) } else { (count.unsigned_abs(), 1) };
            for _ in 0..items {
                let item = item(&mut reader, column.kind).ok_or_else(cut_off)?;
                grouped = grouped.saturating_add(see(item, times)?);
            }
        }
        if rows.max(grouped) > most {
            break;
        }
    }
    Ok(rows.max(grouped))
}

fn item(reader: &mut Reader<'_>, kind: Kind) -> Option<Item> {
    match kind {
        Kind::Text => reader.bytes().map(|text| Item::Text(text.len() as u64)),
        Kind::Delta => reader.signed().map(|_| Item::Signed),
        Kind::Group | Kind::Integer | Kind::Boolean | Kind::ValueLength | Kind::Value => {
            reader.number().map(Item::Number)
        }
    }
}

/// The rows of a column of alternating runs of no and yes; at once when they are more than `most`.
fn switches(bytes: &[u8], most: u64) -> Option<u64> {
    let mut reader = Reader(bytes);
    let mut rows = 0_u64;
    while !reader.0.is_empty() && rows <= most {
        rows = rows.saturating_add(reader.number()?);
    }
    Some(rows)
}
