//! Closed lists of words that may grow: enums with an arm that keeps what it does not know.

/// A word out of a list. Words of newer programs are kept as they are.
pub trait Choice: Sized {
    /// The words this program knows, in the order people expect them.
    const KNOWN: &'static [&'static str];
    /// The word as documents keep it.
    fn key(&self) -> &str;
    /// The choice a word stands for.
    fn from_key(key: &str) -> Self;
}

/// Declares an enum of words: `Name = "word"`, with `Other(text)` added.
macro_rules! choices {
    ($(#[$doc:meta])* pub enum $name:ident { $($(#[$arm_doc:meta])* $arm:ident = $key:literal,)* } absent $absent:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[$arm_doc])* $arm,)*
            /// A word of a newer program, kept as it is.
            Other(String),
        }

        impl $crate::Choice for $name {
            const KNOWN: &'static [&'static str] = &[$($key),*];
            fn key(&self) -> &str {
                match self {
                    $(Self::$arm => $key,)*
                    Self::Other(text) => text,
                }
            }
            fn from_key(key: &str) -> Self {
                match key {
                    $($key => Self::$arm,)*
                    other => Self::Other(other.to_owned()),
                }
            }
        }

        impl $crate::FieldValue for $name {
            const KIND: $crate::FieldKind = $crate::FieldKind::Choice(<Self as $crate::Choice>::KNOWN);
            fn absent() -> Self {
                Self::$absent
            }
            fn read(value: &$crate::Value) -> Result<Self, $crate::Mismatch> {
                match value {
                    $crate::Value::Text(text) => Ok($crate::Choice::from_key(text)),
                    $crate::Value::Nothing
                    | $crate::Value::Integer(_)
                    | $crate::Value::Flag(_)
                    | $crate::Value::Set(_)
                    | $crate::Value::Map(_) => Err($crate::Mismatch("choice")),
                }
            }
            fn write(&self) -> $crate::Value {
                $crate::Value::Text($crate::Choice::key(self).to_owned())
            }
        }
    };
}

pub(crate) use choices;
