//! Who wrote what, and who may read or do what: devices and their certificates, the root key, the
//! envelope every change travels and rests in, the signed records of the directory.
//!
//! Decisions only: no I/O, no clock, no randomness (seeds are handed in), no Automerge.
//! This crate alone names `ed25519-dalek`, `ed25519-zebra`, `chacha20` and `bip39`.

mod admission;
mod bytes;
mod certificate;
mod chain;
mod device;
mod envelope;
mod fold;
mod frame_error;
mod grant_scope;
mod invitations;
mod inviter;
mod join_message;
mod joiner;
mod log;
mod membership;
mod operation;
mod operation_body;
mod record;
mod revocation;
mod rights;
mod root;
mod root_part;
mod short_code;
mod signed;
mod target;
#[cfg(test)]
mod tests;
mod text_form;
mod ticket;

pub use admission::{
    Awaited, DIRECTORY_RECORD, Dropped, Known, MAX_DROPPED, Said, Verdict, admit, admit_opened,
    admit_record,
};
pub use certificate::{Certificate, MAX_LABEL_BYTES};
pub use chain::verify_chained;
pub use device::{DeviceKey, EndpointKey};
pub use envelope::{ActorId, ChangeHash, Envelope, EnvelopeError, MAX_ENVELOPE_BYTES, change_hash};
pub use frame_error::FrameError;
pub use grant_scope::{GrantScope, MAX_SCOPE_IDS};
pub use invitations::{
    Channel, Invitations, InviteRefusal, Issued, MAX_ATTEMPTS, MAX_OPEN_TICKETS, TicketState,
};
pub use inviter::{Inviter, InviterEffect, InviterEvent};
pub use join_message::{JoinRefusal, MAX_JOIN_BYTES};
pub use joiner::{Joiner, JoinerEffect, JoinerEvent};
pub use log::{FacilityLog, LogRefusal, MAX_WAITING_OPERATIONS, Offered};
pub use membership::{Membership, Right, Session, SessionRefusal, Standing};
pub use operation::{MAX_HEADS, MAX_OPERATION_BYTES, Operation, OperationHash};
pub use operation_body::{Action, Frontier, Grant, MAX_REVOKED};
pub use record::{RecordError, SignedRecord};
pub use revocation::{Judged, SetAside, Written, judge};
pub use rights::{Access, Rights, fits, is_staff, rights, usual_days};
pub use root::{ROOT_WORDS, RootId, RootKey, WordList, WordsError};
pub use root_part::{PART_PREFIX, PartError, RootPart};
pub use short_code::{CODE_SYMBOLS, ShortCode};
pub use target::{DocumentClass, Target, named_document};
pub use text_form::TextError;
pub use ticket::{
    MAX_ADDRESS_BYTES, MAX_ADDRESSES, MAX_TICKET_SECONDS, TICKET_PREFIX, Ticket, TicketError,
};
