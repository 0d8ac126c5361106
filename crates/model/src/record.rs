//! Records: the things documents keep under an identifier, each declared once.

use crate::{Field, FieldProblem, Kind, Order, RawId, Value, Values};

/// A thing that a document keeps under an identifier, with its field table.
pub trait Record: Sized {
    /// What it is.
    const KIND: Kind;
    /// Its fields in the order people expect them, without `order` and `deleted`, which all have.
    const FIELDS: &'static [Field];
    /// Reads what it knows of the values; a field that cannot be read is empty and reported.
    fn from_values(id: RawId, values: &Values, problems: &mut Vec<FieldProblem>) -> Self;
    /// Every field as documents keep it.
    fn to_values(&self) -> Values;
    /// The fields that are not empty, as documents keep them: what a command adds it by.
    fn filled_values(&self) -> Values {
        let mut values = self.to_values();
        values.retain(|_, value| *value != Value::Nothing);
        values
    }
    /// Its identifier.
    fn raw_id(&self) -> RawId;
    /// Where it stands among its neighbours.
    fn order(&self) -> &Order;
}

/// Reads one field, reporting what it cannot read.
pub(crate) fn read_field<T: crate::FieldValue>(
    values: &Values,
    key: &'static str,
    problems: &mut Vec<FieldProblem>,
) -> T {
    match values.get(key) {
        None | Some(Value::Nothing) => T::absent(),
        Some(value) => T::read(value).unwrap_or_else(|mismatch| {
            problems.push(FieldProblem { field: key, mismatch, found: shown(value) });
            T::absent()
        }),
    }
}

/// A value as short text for a report.
fn shown(value: &Value) -> String {
    let text = match value {
        Value::Nothing => String::new(),
        Value::Text(text) => text.clone(),
        Value::Integer(number) => number.to_string(),
        Value::Flag(flag) => flag.to_string(),
        Value::Set(words) => words.iter().cloned().collect::<Vec<_>>().join(", "),
        Value::Map(entries) => {
            entries.iter().map(|(key, text)| format!("{key} {text}")).collect::<Vec<_>>().join(", ")
        }
    };
    units::clean_name(&text).chars().take(80).collect()
}

/// Declares a record: `field: Type,` rows become the struct, the table, the reader, the writer.
macro_rules! record {
    ($(#[$doc:meta])* pub struct $name:ident($id:ident) { $($(#[$field_doc:meta])* $field:ident: $type:ty,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct $name {
            /// Its identifier.
            pub id: $crate::$id,
            /// Where it stands among its neighbours.
            pub order: $crate::Order,
            $($(#[$field_doc])* pub $field: $type,)*
        }

        impl $name {
            /// An empty one, to be filled in.
            pub fn new(id: $crate::$id) -> Self {
                Self {
                    id,
                    order: $crate::Order::default(),
                    $($field: <$type as $crate::FieldValue>::absent(),)*
                }
            }
        }

        impl $crate::Record for $name {
            const KIND: $crate::Kind = $crate::Kind::$name;
            const FIELDS: &'static [$crate::Field] = &[
                $($crate::Field { key: stringify!($field), kind: <$type as $crate::FieldValue>::KIND },)*
            ];
            fn from_values(id: $crate::RawId, values: &$crate::Values, problems: &mut Vec<$crate::FieldProblem>) -> Self {
                Self {
                    id: id.into(),
                    order: $crate::record::read_field(values, "order", problems),
                    $($field: $crate::record::read_field(values, stringify!($field), problems),)*
                }
            }
            fn to_values(&self) -> $crate::Values {
                let Self { id: _, order, $($field,)* } = self;
                [
                    ("order".to_owned(), $crate::FieldValue::write(order)),
                    $((stringify!($field).to_owned(), $crate::FieldValue::write($field)),)*
                ]
                .into()
            }
            fn raw_id(&self) -> $crate::RawId {
                self.id.into()
            }
            fn order(&self) -> &$crate::Order {
                &self.order
            }
        }
    };
}

pub(crate) use record;
