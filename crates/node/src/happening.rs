//! What happens between this machine and others, told one after the other to whoever listens: the
//! headless peer writes it down, the window shows it.

use access::{Certificate, ShortCode};
use model::{DeviceId, DocumentId, EndpointId, Finding, ProductionId, Scope};
use sync::Reason;

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Happening {
    /// The machine listens.
    Listening {
        /// Where others reach it, each as `ip:port`.
        addresses: Vec<String>,
    },
    /// A machine is connected.
    Linked {
        /// Which.
        peer: DeviceId,
    },
    /// A connection has ended.
    Unlinked {
        /// Whose.
        peer: DeviceId,
        /// Why, if a reason was given.
        reason: Option<Reason>,
    },
    /// A machine is there and does not let this one in: its rights ended, or it has not heard of
    /// them yet.
    TurnedAway {
        /// Its endpoint.
        endpoint: EndpointId,
    },
    /// A machine that may not wanted to connect, for the first time that is known.
    Refused {
        /// Its endpoint.
        endpoint: EndpointId,
    },
    /// Changes of others were taken in.
    Merged {
        /// From whom they came, or for what had waited, from whom came what it waited for; this
        /// machine where it let the author in itself.
        peer: DeviceId,
        /// The document.
        document: DocumentId,
        /// What that is about.
        scope: Scope,
        /// How many.
        changes: usize,
    },
    /// How far catching up with a machine has come.
    Progress {
        /// With whom.
        peer: DeviceId,
        /// The document.
        document: DocumentId,
        /// Changes looked at.
        done: u64,
        /// Changes that were lacking.
        total: u64,
    },
    /// How far the bytes of an attachment have come.
    Attachment {
        /// From whom the last part came.
        peer: DeviceId,
        /// The production it is beside.
        production: ProductionId,
        /// Bytes that are here.
        done: u64,
        /// Its length.
        total: u64,
    },
    /// The facility log has grown.
    Members,
    /// Somebody has come with a ticket: both screens show this code.
    Code {
        /// The number of the visit, by which it is answered.
        visit: u64,
        /// The code.
        code: ShortCode,
        /// The machine that would be let in.
        certificate: Box<Certificate>,
    },
    /// A visit is over, with the grant or without.
    VisitOver {
        /// Its number.
        visit: u64,
    },
    /// A machine was found at other addresses than before.
    Found {
        /// Its endpoint.
        endpoint: EndpointId,
        /// Where, each as `ip:port`.
        addresses: Vec<String>,
    },
    /// Something a person should know of.
    Alarm(Finding),
}

impl Happening {
    /// Its word, in JSON and among messages.
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Listening { .. } => "listening",
            Self::Linked { .. } => "linked",
            Self::Unlinked { .. } => "unlinked",
            Self::TurnedAway { .. } => "turned_away",
            Self::Refused { .. } => "refused",
            Self::Merged { .. } => "merged",
            Self::Progress { .. } => "progress",
            Self::Attachment { .. } => "attachment",
            Self::Members => "members",
            Self::Code { .. } => "code",
            Self::VisitOver { .. } => "visit_over",
            Self::Found { .. } => "found",
            Self::Alarm(_) => "alarm",
        }
    }
}
