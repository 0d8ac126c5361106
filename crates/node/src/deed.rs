//! The deeds that the list of `audit.rs` tells of, each with its word.

/// Something that was decided or has happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Deed {
    /// A machine was given a right.
    Granted,
    /// The rights of a machine were ended.
    Revoked,
    /// A machine was named an administrator's, by the key of the facility.
    AdminNamed,
    /// That was taken back, by the key of the facility.
    AdminRemoved,
    /// What is known of a person was destroyed.
    Erased,
    /// A document has a new key.
    KeyRotated,
    /// Something of a newer program.
    Unknown,
    /// What was set aside was said again in somebody's name.
    Adopted,
    /// An invitation was given out here.
    Invited,
    /// It has let a machine in.
    InvitationUsed,
    /// It was taken back.
    InvitationWithdrawn,
    /// Somebody else came with one that had served.
    InvitationReused,
    /// Somebody came with one and was not let in.
    InvitationFailed,
    /// A machine wanted to connect that may not.
    TurnedAway,
    /// What a machine sent was dropped.
    Dropped,
    /// What a machine has written was set aside.
    SetAside,
    /// A backup was made.
    BackedUp,
    /// This store was made of a backup.
    Restored,
    /// This store can be read with its passphrase alone.
    Sealed,
    /// It can be read without one again.
    Unsealed,
}

impl Deed {
    /// Its word, in JSON and among messages.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Granted => "granted",
            Self::Revoked => "revoked",
            Self::AdminNamed => "admin_named",
            Self::AdminRemoved => "admin_removed",
            Self::Erased => "erased",
            Self::KeyRotated => "key_rotated",
            Self::Unknown => "unknown",
            Self::Adopted => "adopted",
            Self::Invited => "invited",
            Self::InvitationUsed => "invitation_used",
            Self::InvitationWithdrawn => "invitation_withdrawn",
            Self::InvitationReused => "invitation_reused",
            Self::InvitationFailed => "invitation_failed",
            Self::TurnedAway => "turned_away",
            Self::Dropped => "dropped",
            Self::SetAside => "set_aside",
            Self::BackedUp => "backed_up",
            Self::Restored => "restored",
            Self::Sealed => "sealed",
            Self::Unsealed => "unsealed",
        }
    }
}
