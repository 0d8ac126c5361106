//! Admission: what becomes of an envelope before anything in it is decoded (security.md).
//!
//! In order: the frame, the signature, the right to write that document, the actor and its device.
//! What passes goes on to the gate, which counts what is in the change, and to the decoder: both
//! are `replica`'s. What fails here is dropped and counted; a peer of whom [`MAX_DROPPED`] were
//! dropped is hung up on.

use crate::envelope::{ActorId, ChangeHash, Envelope, EnvelopeError};
use crate::log::FacilityLog;
use crate::membership::{Membership, Standing};
use crate::record::{RecordError, SignedRecord};
use crate::rights::Access;
use crate::target::Target;
use model::{DeviceId, DocumentId, PersonId};

/// After so many drops a peer is hung up on.
pub const MAX_DROPPED: usize = 10;

/// The kind of a signed record that is a directory entry.
pub const DIRECTORY_RECORD: u8 = 1;

/// What admission asks of whoever holds the documents.
pub trait Known {
    /// What a document is: as it is held, or, before its first change is here, as the peer who
    /// offers it says. Once the first change is decoded, what it says must be the same.
    fn target(&self, document: DocumentId) -> Option<Target>;

    /// Whose device an actor of a document is: that of its first envelope. `None` if that is not
    /// here.
    fn owner(&self, document: DocumentId, actor: &ActorId) -> Option<DeviceId>;

    /// Is it the actor under which this machine itself writes the document now?
    fn is_own(&self, document: DocumentId, actor: &ActorId) -> bool;

    /// What a change says of itself, read without decoding it; `None` if it is no change.
    fn said(&self, change: &[u8]) -> Option<Said>;
}

/// What a change says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// Who wrote it.
    pub actor: ActorId,
    /// Its number among theirs, from 1.
    pub sequence: u64,
    /// The changes it builds on.
    pub deps: Vec<ChangeHash>,
}

/// What becomes of an envelope.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It goes on to the gate.
    Accepted(Envelope),
    /// Its device wrote it after its rights ended: it is kept apart until a change of a writer in
    /// good standing builds on it ([`crate::judge`]).
    Beyond(Envelope),
    /// It cannot be told yet; it is tried again when what is awaited has come.
    Pending(Envelope, Awaited),
    /// It is thrown away and counted.
    Dropped(Dropped),
}

/// What an envelope waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Awaited {
    /// The operation that lets its author in.
    Author,
    /// Operations of the facility log that its author had seen.
    Log,
    /// The first envelope of its actor.
    FirstOfActor,
}

/// Why an envelope or a record is thrown away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Dropped {
    /// It is no envelope, or not signed by its author.
    #[error(transparent)]
    Envelope(#[from] EnvelopeError),
    /// It is no record, or not signed by its author.
    #[error(transparent)]
    Record(#[from] RecordError),
    /// Its document is not held, or its author may not write it.
    #[error("the document is unknown, or its author may not write it")]
    NotAllowed,
    /// It names another actor or sequence than its change does, or what it holds is no change.
    #[error("the envelope does not say what its change says")]
    NotItsChange,
    /// The actor is another device's.
    #[error("the actor belongs to another device")]
    Actor,
    /// It comes under the actor that this machine writes with, and is not from here: a copy of
    /// this machine writes somewhere.
    #[error("it comes under the name this machine writes with, and was not written here")]
    OwnActor,
    /// The person was erased.
    #[error("the person was erased")]
    Erased,
}

impl Dropped {
    /// Stable code, also the name of the message.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Envelope(EnvelopeError::TooLong) => "envelope-too-long",
            Self::Envelope(EnvelopeError::Version(_)) => "envelope-version",
            Self::Envelope(EnvelopeError::Form) => "envelope-form",
            Self::Envelope(EnvelopeError::Signature) => "envelope-signature",
            Self::Record(RecordError::Form) => "record-form",
            Self::Record(RecordError::Signature) => "record-signature",
            Self::NotAllowed => "envelope-not-allowed",
            Self::NotItsChange => "envelope-not-its-change",
            Self::Actor => "envelope-actor",
            Self::OwnActor => "envelope-own-actor",
            Self::Erased => "record-erased",
        }
    }
}

impl Awaited {
    /// Stable code, also the name of the message.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Author => "envelope-awaits-author",
            Self::Log => "envelope-awaits-log",
            Self::FirstOfActor => "envelope-awaits-first",
        }
    }
}

/// Decides on an envelope. `membership` is what `log` comes to.
///
/// Rights are judged by the whole log and not by what the author had seen of it: the verdict is
/// the same wherever and whenever the same log is known.
pub fn admit(
    bytes: &[u8],
    log: &FacilityLog,
    membership: &Membership,
    known: &impl Known,
) -> Verdict {
    let opened = Envelope::decode(bytes).and_then(|envelope| {
        envelope.verify()?;
        Ok(envelope)
    });
    match opened {
        Ok(envelope) => admit_opened(envelope, log, membership, known),
        Err(error) => Verdict::Dropped(error.into()),
    }
}

/// Decides on an envelope whose signature was checked, now or when it was last tried.
pub fn admit_opened(
    envelope: Envelope,
    log: &FacilityLog,
    membership: &Membership,
    known: &impl Known,
) -> Verdict {
    let Some(target) = known.target(envelope.document) else {
        return Verdict::Dropped(Dropped::NotAllowed);
    };
    let standing = membership.standing(envelope.author, envelope.document, target);
    if standing == Standing::Unknown {
        return Verdict::Pending(envelope, Awaited::Author);
    }
    if !log.holds_all(&envelope.log_heads) {
        return Verdict::Pending(envelope, Awaited::Log);
    }
    if standing == Standing::Never {
        return Verdict::Dropped(Dropped::NotAllowed);
    }
    let beyond = !standing.covers(&envelope.actor, envelope.sequence);
    match actor(&envelope, known) {
        Ok(None) if beyond => Verdict::Beyond(envelope),
        Ok(None) => Verdict::Accepted(envelope),
        Ok(Some(awaited)) => Verdict::Pending(envelope, awaited),
        Err(dropped) => Verdict::Dropped(dropped),
    }
}

/// Is it the actor of its change, and does it belong to its author?
fn actor(envelope: &Envelope, known: &impl Known) -> Result<Option<Awaited>, Dropped> {
    let said = known.said(&envelope.change).ok_or(Dropped::NotItsChange)?;
    if (said.actor, said.sequence) != (envelope.actor, envelope.sequence) {
        return Err(Dropped::NotItsChange);
    }
    if known.is_own(envelope.document, &envelope.actor) {
        return Err(Dropped::OwnActor);
    }
    match known.owner(envelope.document, &envelope.actor) {
        Some(owner) if owner == envelope.author => Ok(None),
        Some(_) => Err(Dropped::Actor),
        None if envelope.sequence == 1 => Ok(None),
        None => Ok(Some(Awaited::FirstOfActor)),
    }
}

/// Decides on a signed record. One whose author is not known yet is dropped like any other that
/// is not allowed: records are sent whole each time, so it comes again.
pub fn admit_record(bytes: &[u8], membership: &Membership) -> Result<SignedRecord, Dropped> {
    let record = SignedRecord::open(bytes)?;
    if record.kind != DIRECTORY_RECORD {
        return Err(Dropped::NotAllowed);
    }
    let person = PersonId(record.id);
    if membership.erased.contains(&person) {
        return Err(Dropped::Erased);
    }
    match membership.access(record.author, Target::Directory(person)) {
        Access::Write => Ok(record),
        Access::None | Access::Read => Err(Dropped::NotAllowed),
    }
}
