//! Any text as an invitation, as a part of a root key and as its words; what is read is written and
//! read as the same again.
#![no_main]

use access::{RootKey, RootPart, Ticket};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Ok(ticket) = Ticket::parse(text) {
        assert_eq!(Ticket::parse(&ticket.text()), Ok(ticket));
    }
    if let Ok(part) = RootPart::parse(text) {
        assert_eq!(RootPart::parse(&part.text()), Ok(part));
    }
    let _ = RootKey::from_words(text);
});
