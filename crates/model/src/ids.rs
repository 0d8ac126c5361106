//! Typed identifiers, all declared here.
//!
//! They are 128-bit UUIDs of version 7 (RFC 9562), written as 26 characters of Crockford's
//! base 32 in lower case. Only `node` makes them.

use std::fmt;
use std::str::FromStr;

/// Crockford's alphabet: no i, l, o, u.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// An identifier whose kind is known from where it stands.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct RawId(pub u128);

/// The text is no identifier: it wants 26 characters of `0-9a-z` without i, l, o, u.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdError(pub String);

impl fmt::Display for RawId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for place in (0..26).rev() {
            let digit = (self.0 >> (place * 5)) & 31;
            let letter = ALPHABET.get(digit as usize).copied().unwrap_or(b'0');
            write!(f, "{}", char::from(letter))?;
        }
        Ok(())
    }
}

impl fmt::Debug for RawId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for RawId {
    type Err = IdError;
    fn from_str(text: &str) -> Result<Self, IdError> {
        let wrong = || IdError(text.chars().take(40).collect());
        if text.len() != 26 {
            return Err(wrong());
        }
        let mut number: u128 = 0;
        for letter in text.bytes() {
            let letter = letter.to_ascii_lowercase();
            let digit = ALPHABET.iter().position(|known| *known == letter).ok_or_else(wrong)?;
            if number >> 123 != 0 {
                return Err(wrong());
            }
            number = (number << 5) | digit as u128;
        }
        Ok(Self(number))
    }
}

impl fmt::Display for IdError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} is no identifier (26 characters of 0-9 and a-z without i, l, o, u)", self.0)
    }
}

impl std::error::Error for IdError {}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
        pub struct $name(pub RawId);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({})", stringify!($name), self.0)
            }
        }

        impl FromStr for $name {
            type Err = IdError;
            fn from_str(text: &str) -> Result<Self, IdError> {
                text.parse().map(Self)
            }
        }

        impl From<RawId> for $name {
            fn from(id: RawId) -> Self {
                Self(id)
            }
        }

        impl From<$name> for RawId {
            fn from(id: $name) -> Self {
                id.0
            }
        }
    )*};
}

ids! {
    /// A facility (post-production house).
    FacilityId
    /// One Automerge document. A production is a family of them; see [`ProductionId`].
    DocumentId
    /// A production, whatever the number of its documents.
    ProductionId
    /// An episode of a series.
    EpisodeId
    /// A task of a plan.
    TaskId
    /// A dependency between two tasks.
    LinkId
    /// A booking.
    BookingId
    /// A frozen copy of the dates of a plan.
    BaselineId
    /// A file beside a plan.
    AttachmentId
    /// A branch of a plan.
    VariantId
    /// What a technician says of a session.
    SlipId
    /// A slip as it was accepted.
    AcceptedSlipId
    /// What is sent to the client of a production.
    PublicationId
    /// What the client answers to it.
    AnswerId
    /// A room.
    RoomId
    /// A machine or other equipment.
    EquipmentId
    /// A person. Names are kept apart, in the directory.
    PersonId
    /// A stretch in which somebody or something is not available.
    AbsenceId
    /// A zone of public holidays.
    HolidayZoneId
    /// What a director thinks of working with somebody.
    AffinityId
    /// What an hour of a person or of a room costs.
    CostRateId
    /// The catalogue of a rights holder.
    CatalogueId
    /// A grant: the right of a device, until it is revoked.
    GrantId
}

macro_rules! keys {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub [u8; 32]);

        impl fmt::Display for $name {
            /// 64 hexadecimal digits.
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }

        impl FromStr for $name {
            type Err = IdError;
            fn from_str(text: &str) -> Result<Self, IdError> {
                hexadecimal(text).map(Self).ok_or_else(|| IdError(text.chars().take(80).collect()))
            }
        }
    )*};
}

/// The bytes of 64 hexadecimal digits, of either case.
fn hexadecimal(text: &str) -> Option<[u8; 32]> {
    let digits: Vec<u8> =
        text.chars().map(|it| it.to_digit(16)?.try_into().ok()).collect::<Option<_>>()?;
    let bytes: Vec<u8> = digits
        .chunks_exact(2)
        .map(|pair| pair.iter().fold(0, |byte, digit| byte << 4 | digit))
        .collect();
    let is_whole = digits.len() == 64;
    bytes.try_into().ok().filter(|_| is_whole)
}

keys! {
    /// A device: its public signing key (Ed25519).
    DeviceId
    /// Where a device is reached: the public key (Ed25519) its connections are made with.
    EndpointId
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_word_is_no_identifier() {
        assert!("montage".parse::<RawId>().is_err());
        assert!("zzzzzzzzzzzzzzzzzzzzzzzzzz".parse::<RawId>().is_err(), "130 bits do not fit");
        assert!("é234567890123456789012345".parse::<RawId>().is_err());
    }

    proptest! {
        #[test]
        fn public_keys_survive_their_text(key: [u8; 32], junk in "[0-9a-gé]{0,70}") {
            let text = DeviceId(key).to_string();
            prop_assert_eq!(text.parse::<DeviceId>().unwrap(), DeviceId(key));
            prop_assert_eq!(text.to_uppercase().parse::<DeviceId>().unwrap(), DeviceId(key));
            if let Ok(read) = junk.parse::<EndpointId>() {
                prop_assert_eq!(read.to_string(), junk);
            }
        }

        #[test]
        fn identifiers_survive_their_text_and_sort_like_it(a: u128, b: u128) {
            let (a, b) = (RawId(a), RawId(b));
            prop_assert_eq!(a.to_string().parse::<RawId>().unwrap(), a);
            prop_assert_eq!(a.cmp(&b), a.to_string().cmp(&b.to_string()));
        }
    }
}
