//! One value of a record as the document holds it, also in bytes for the journal of undo.

use crate::bytes::{Reader, put_bytes, put_number};
use automerge as am;
use model::Value;
use std::fmt;

/// What one key of a record holds.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scalar {
    /// The key was never written.
    Absent,
    /// Written, and emptied.
    Null,
    /// Text.
    Text(String),
    /// A whole number.
    Int(i64),
    /// Yes or no.
    Bool(bool),
    /// Something no field of this program holds, kept as it was: a tag (`0` for an object, which
    /// cannot be written back) and bytes.
    Other(Vec<u8>),
}

const OBJECT: u8 = 0;
const BYTES: u8 = 1;
const UINT: u8 = 2;
const FLOAT: u8 = 3;
const COUNTER: u8 = 4;
const TIMESTAMP: u8 = 5;
const UNKNOWN: u8 = 6;

impl Scalar {
    /// Is there no value? A key that was emptied says as little as one that was never written.
    pub fn is_nothing(&self) -> bool {
        matches!(self, Self::Absent | Self::Null)
    }

    /// Do both say the same?
    pub(crate) fn says(&self, other: &Self) -> bool {
        self == other || (self.is_nothing() && other.is_nothing())
    }

    /// Is it a value that a field can hold? The value for its reader if so.
    pub(crate) fn value(&self) -> Option<Value> {
        match self {
            Self::Absent | Self::Null => Some(Value::Nothing),
            Self::Text(text) => Some(Value::Text(text.clone())),
            Self::Int(number) => Some(Value::Integer(*number)),
            Self::Bool(flag) => Some(Value::Flag(*flag)),
            Self::Other(_) => None,
        }
    }

    pub(crate) fn read(value: &am::ValueRef<'_>) -> Self {
        match value {
            am::ValueRef::Object(_) => Self::Other(vec![OBJECT]),
            am::ValueRef::Scalar(scalar) => Self::read_scalar(scalar),
        }
    }

    fn read_scalar(scalar: &am::ScalarValueRef<'_>) -> Self {
        use am::ScalarValueRef as S;
        match scalar {
            S::Null => Self::Null,
            S::Str(text) => Self::Text(text.to_string()),
            S::Int(number) => Self::Int(*number),
            S::Boolean(flag) => Self::Bool(*flag),
            S::Bytes(bytes) => Self::tagged(BYTES, bytes),
            // Programs in other languages write whole numbers without a sign.
            S::Uint(number) => i64::try_from(*number)
                .map_or_else(|_| Self::tagged(UINT, &number.to_be_bytes()), Self::Int),
            S::F64(number) => Self::tagged(FLOAT, &number.to_bits().to_be_bytes()),
            S::Counter(number) => Self::tagged(COUNTER, &number.to_be_bytes()),
            S::Timestamp(number) => Self::tagged(TIMESTAMP, &number.to_be_bytes()),
            S::Unknown { type_code, bytes } => {
                Self::tagged(UNKNOWN, &[&[*type_code], bytes.as_ref()].concat())
            }
        }
    }

    /// The same from the form in which single values are handed out.
    pub(crate) fn from_value(value: &am::Value<'_>) -> Self {
        match value {
            am::Value::Object(_) => Self::Other(vec![OBJECT]),
            am::Value::Scalar(scalar) => Self::from_scalar(scalar.as_ref()),
        }
    }

    /// The same from the form in which values are written.
    pub(crate) fn from_scalar(scalar: &am::ScalarValue) -> Self {
        use am::ScalarValue as S;
        match scalar {
            S::Null => Self::Null,
            S::Str(text) => Self::Text(text.to_string()),
            S::Int(number) => Self::Int(*number),
            S::Boolean(flag) => Self::Bool(*flag),
            S::Bytes(bytes) => Self::tagged(BYTES, bytes),
            S::Uint(number) => i64::try_from(*number)
                .map_or_else(|_| Self::tagged(UINT, &number.to_be_bytes()), Self::Int),
            S::F64(number) => Self::tagged(FLOAT, &number.to_bits().to_be_bytes()),
            S::Counter(counter) => Self::tagged(COUNTER, &i64::from(counter.clone()).to_be_bytes()),
            S::Timestamp(number) => Self::tagged(TIMESTAMP, &number.to_be_bytes()),
            S::Unknown { type_code, bytes } => {
                Self::tagged(UNKNOWN, &[&[*type_code], bytes.as_slice()].concat())
            }
        }
    }

    fn tagged(tag: u8, bytes: &[u8]) -> Self {
        Self::Other([&[tag], bytes].concat())
    }

    /// The form to be written; `None` for objects and for bytes that are no value.
    pub(crate) fn written(&self) -> Option<am::ScalarValue> {
        Some(match self {
            Self::Absent | Self::Null => am::ScalarValue::Null,
            Self::Text(text) => am::ScalarValue::Str(text.as_str().into()),
            Self::Int(number) => am::ScalarValue::Int(*number),
            Self::Bool(flag) => am::ScalarValue::Boolean(*flag),
            Self::Other(bytes) => {
                let (tag, bytes) = bytes.split_first()?;
                let number = || bytes.try_into().ok().map(u64::from_be_bytes);
                match *tag {
                    BYTES => am::ScalarValue::Bytes(bytes.to_vec()),
                    UINT => am::ScalarValue::Uint(number()?),
                    FLOAT => am::ScalarValue::F64(f64::from_bits(number()?)),
                    COUNTER => am::ScalarValue::counter(number()?.cast_signed()),
                    TIMESTAMP => am::ScalarValue::Timestamp(number()?.cast_signed()),
                    UNKNOWN => {
                        let (code, bytes) = bytes.split_first()?;
                        am::ScalarValue::Unknown { type_code: *code, bytes: bytes.to_vec() }
                    }
                    _ => return None,
                }
            }
        })
    }

    pub(crate) fn encode(&self, out: &mut Vec<u8>) {
        match self {
            Self::Absent => out.push(0),
            Self::Null => out.push(1),
            Self::Bool(false) => out.push(2),
            Self::Bool(true) => out.push(3),
            Self::Int(number) => {
                out.push(4);
                // Small numbers of either sign stay short ("zigzag").
                put_number(out, ((number << 1) ^ (number >> 63)).cast_unsigned());
            }
            Self::Text(text) => {
                out.push(5);
                put_bytes(out, text.as_bytes());
            }
            Self::Other(bytes) => {
                out.push(6);
                put_bytes(out, bytes);
            }
        }
    }

    pub(crate) fn decode(reader: &mut Reader<'_>) -> Option<Self> {
        Some(match reader.byte()? {
            0 => Self::Absent,
            1 => Self::Null,
            2 => Self::Bool(false),
            3 => Self::Bool(true),
            4 => {
                let number = reader.number()?;
                Self::Int((number >> 1).cast_signed() ^ -((number & 1).cast_signed()))
            }
            5 => Self::Text(reader.text()?.to_owned()),
            6 => Self::Other(reader.bytes()?.to_vec()),
            _ => return None,
        })
    }
}

impl fmt::Display for Scalar {
    /// As it is shown in findings; long texts are cut.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Absent | Self::Null => Ok(()),
            Self::Text(text) => f.write_str(&text.chars().take(120).collect::<String>()),
            Self::Int(number) => number.fmt(f),
            Self::Bool(flag) => flag.fmt(f),
            Self::Other(bytes) => write!(f, "#{}", bytes.first().unwrap_or(&OBJECT)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    pub(crate) fn scalars() -> impl Strategy<Value = Scalar> {
        prop_oneof![
            Just(Scalar::Absent),
            Just(Scalar::Null),
            any::<bool>().prop_map(Scalar::Bool),
            any::<i64>().prop_map(Scalar::Int),
            ".{0,20}".prop_map(Scalar::Text),
            any::<Vec<u8>>().prop_map(Scalar::Other),
        ]
    }

    proptest! {
        #[test]
        fn scalars_survive_their_bytes(scalar in scalars()) {
            let mut out = Vec::new();
            scalar.encode(&mut out);
            let mut reader = Reader(&out);
            prop_assert_eq!(Scalar::decode(&mut reader), Some(scalar));
            prop_assert!(reader.0.is_empty());
        }

        #[test]
        fn what_can_be_written_reads_back_the_same(scalar in scalars()) {
            if let Some(written) = scalar.written() {
                let again = Scalar::from_scalar(&written);
                // A counter or a float of a small number has one form only; an unsigned number
                // that fits is read as a plain one.
                prop_assert!(again.says(&scalar) || matches!(again, Scalar::Int(_)));
            }
        }
    }
}
