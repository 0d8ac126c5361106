//! Tickets: the invitation of one device, as text, file or QR code.
//!
//! Bytes, version 1: `1 | facility 16 | inviter's endpoint 32 | secret 16 | expires 8 | flag 1 |
//! person 16 if the flag is 1 | role 1 + n | scope | number of addresses 1 | addresses 1 + n each`;
//! as text, in base 32 with a checksum behind `raccord:`.

use crate::bytes::{Frame, cut, put_id, put_several, put_text};
use crate::grant_scope::{GrantScope, MAX_SCOPE_IDS, MAX_WORD_BYTES};
use crate::text_form::{self, TextError};
use model::{Choice, EndpointId, FacilityId, PersonId, Role};
use std::fmt;
use units::Stamp;

/// What the text of a ticket begins with.
pub const TICKET_PREFIX: &str = "raccord:";

/// The longest a ticket is good for, in seconds: a day.
pub const MAX_TICKET_SECONDS: i64 = 24 * 60 * 60;

/// The most addresses of the inviter in a ticket.
pub const MAX_ADDRESSES: u8 = 8;

/// The longest address, in bytes.
pub const MAX_ADDRESS_BYTES: u8 = 64;

const VERSION: u8 = 1;

/// The longest ticket: its fixed fields, and the longest words, scope and addresses.
const MAX_BYTES: usize = 1
    + 16
    + 32
    + 16
    + 8
    + 1
    + 16
    + 2 * (1 + MAX_WORD_BYTES as usize)
    + 2
    + 16 * MAX_SCOPE_IDS
    + 1
    + MAX_ADDRESSES as usize * (1 + MAX_ADDRESS_BYTES as usize);

/// An invitation.
#[derive(Clone, PartialEq, Eq)]
pub struct Ticket {
    /// The facility one is invited to.
    pub facility: FacilityId,
    /// Whom to dial: the connection proves that it is them.
    pub inviter: EndpointId,
    /// Where they may be found, such as `192.168.1.20:4433`: printable ASCII without spaces.
    pub addresses: Vec<String>,
    /// Who the joiner is, if the facility knows them already.
    pub person: Option<PersonId>,
    /// What the joiner will be.
    pub role: Role,
    /// Where.
    pub scope: GrantScope,
    /// What the joiner proves to know. Drawn anew for each ticket.
    pub secret: [u8; 16],
    /// The last moment it is good for, by the inviter's clock.
    pub expires: Stamp,
}

/// Why a text is no ticket.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TicketError {
    /// It is another text, or was typed wrongly.
    #[error(transparent)]
    Text(#[from] TextError),
    /// It was made by a newer program.
    #[error("the ticket is of version {0}, which this program does not know; update the program")]
    Version(u8),
    /// Its text is whole, but says what no ticket does.
    #[error("it is no ticket")]
    Form,
}

impl TicketError {
    /// Stable code, also the name of the message.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Text(TextError::Prefix(_)) | Self::Form => "ticket-not-one",
            Self::Text(TextError::Character(_) | TextError::Mistyped) => "ticket-mistyped",
            Self::Text(TextError::TooLong) => "ticket-too-long",
            Self::Version(_) => "ticket-version",
        }
    }
}

impl Ticket {
    /// The text to be sent or shown. What is too long for a ticket is left out: addresses beyond
    /// [`MAX_ADDRESSES`], and those that are none.
    pub fn text(&self) -> String {
        let mut bytes = vec![VERSION];
        put_id(&mut bytes, self.facility);
        bytes.extend(self.inviter.0);
        bytes.extend(self.secret);
        bytes.extend(self.expires.0.to_be_bytes());
        bytes.push(u8::from(self.person.is_some()));
        if let Some(person) = self.person {
            put_id(&mut bytes, person);
        }
        put_text(&mut bytes, cut(self.role.key(), usize::from(MAX_WORD_BYTES)));
        self.scope.put(&mut bytes);
        let addresses = self.addresses.iter().filter(|address| is_address(address));
        let addresses: Vec<_> = addresses.take(usize::from(MAX_ADDRESSES)).collect();
        put_several(&mut bytes, addresses, |bytes, address| put_text(bytes, address));
        text_form::write(TICKET_PREFIX, &bytes)
    }

    /// Reads a text. Whether the ticket is still good is for the inviter to say.
    pub fn parse(text: &str) -> Result<Self, TicketError> {
        let bytes = text_form::read(TICKET_PREFIX, text, MAX_BYTES)?;
        match bytes.split_first() {
            Some((&VERSION, rest)) => Self::read(rest).ok_or(TicketError::Form),
            Some((&newer, _)) => Err(TicketError::Version(newer)),
            None => Err(TicketError::Form),
        }
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        let mut frame = Frame(bytes);
        let facility = frame.id()?.into();
        let inviter = EndpointId(frame.array()?);
        let secret = frame.array()?;
        let expires = frame.stamp()?;
        let person = match frame.byte()? {
            0 => None,
            1 => Some(frame.id()?.into()),
            _ => return None,
        };
        let role = Role::from_key(frame.text(MAX_WORD_BYTES)?);
        let scope = GrantScope::read(&mut frame)?;
        let addresses = frame.several(MAX_ADDRESSES, |frame| {
            let address = frame.text(MAX_ADDRESS_BYTES)?;
            is_address(address).then(|| address.to_owned())
        })?;
        frame.end()?;
        Some(Self { facility, inviter, addresses, person, role, scope, secret, expires })
    }
}

fn is_address(address: &str) -> bool {
    (1..=usize::from(MAX_ADDRESS_BYTES)).contains(&address.len())
        && address.bytes().all(|byte| byte.is_ascii_graphic())
}

impl fmt::Debug for Ticket {
    /// Without the secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Ticket")
            .field("facility", &self.facility)
            .field("inviter", &self.inviter)
            .field("person", &self.person)
            .field("role", &self.role)
            .field("scope", &self.scope)
            .field("expires", &self.expires)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::support::{grant_scope, ticket};
    use proptest::prelude::*;

    #[test]
    fn a_typing_mistake_is_told_as_one() {
        let text = ticket(1).text();
        let code = |text: &str| Ticket::parse(text).unwrap_err().code();
        assert_eq!(code(&text.replacen('r', "p", 1)), "ticket-not-one");
        assert_eq!(code("https://example.org"), "ticket-not-one");
        assert_eq!(code(&text[..text.len() - 3]), "ticket-mistyped", "cut off");
        assert_eq!(code(&format!("{}!{}", &text[..20], &text[21..])), "ticket-mistyped");
        let swapped = format!("{}{}{}", &text[..40], &text[41..42], &text[40..41]) + &text[42..];
        assert_ne!(swapped, text);
        assert_eq!(code(&swapped), "ticket-mistyped", "two letters changed places");
        assert_eq!(code(&"raccord:00".repeat(9_000)), "ticket-too-long");
        let newer = text_form::write(TICKET_PREFIX, &[2]);
        assert_eq!(code(&newer), "ticket-version");
        assert_eq!(code(&text_form::write(TICKET_PREFIX, &[1, 7])), "ticket-not-one");
    }

    #[test]
    fn a_ticket_survives_mail_and_fits_a_qr_code() {
        let ticket = ticket(1);
        let text = ticket.text();
        assert_eq!(text.len(), 202);
        let wrapped: Vec<&str> = [&text[..70], &text[70..140], &text[140..]].into();
        assert_eq!(Ticket::parse(&format!("  {}\r\n", wrapped.join("\r\n "))), Ok(ticket.clone()));
        assert_eq!(Ticket::parse(&text.to_uppercase()), Ok(ticket));
    }

    #[test]
    fn the_secret_is_not_in_the_log() {
        let mut ticket = ticket(1);
        ticket.secret = [0xab; 16];
        assert!(!format!("{ticket:?}").contains("171"));
    }

    proptest! {
        #[test]
        fn tickets_survive_their_text(
            secret: [u8; 16], scope in grant_scope(), role in "[a-zé]{0,16}", expires: i64,
            addresses in prop::collection::vec("[!-~]{1,64}", 0..9), person: Option<u128>,
        ) {
            let role = Role::from_key(&role);
            let person = person.map(|id| PersonId(model::RawId(id)));
            let ticket = Ticket { person, secret, scope, role, expires: Stamp(expires), addresses, ..ticket(1) };
            prop_assert_eq!(Ticket::parse(&ticket.text()), Ok(ticket));
        }

        #[test]
        fn any_bytes_behind_the_prefix_can_be_tried(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            let text = text_form::write(TICKET_PREFIX, &bytes);
            if let Ok(ticket) = Ticket::parse(&text) {
                prop_assert_eq!(ticket.text(), text, "it has one form");
            }
        }
    }
}
