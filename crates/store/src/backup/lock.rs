//! What locks a backup and what opens it. This file alone names `age`.
//!
//! A lock is a passphrase or some keys, never both: so the format of `age` has it. There is no
//! backup without a lock.

use std::fmt;
use std::io::{BufRead, Write};
use std::str::FromStr;

use age::secrecy::{ExposeSecret, SecretString};
use age::{scrypt, x25519};

use super::error::BackupError;
use crate::hidden::hidden;

/// Keys a backup can be locked for at most.
pub const MAX_RECIPIENTS: usize = 64;

/// How much work a passphrase costs, as the exponent of 2 in scrypt: 256 MiB and about a second.
/// A backup that asks for more is not tried, or a made-up file could take all memory.
const WORK: u8 = 18;

/// What a backup is locked with.
pub struct Lock(Locked);

/// A file that is locked while it is written; not whole before its `finish`.
pub(super) type Locking<W> = age::stream::StreamWriter<W>;

/// A locked file being read.
pub(super) type Unlocked<R> = age::stream::StreamReader<R>;

enum Locked {
    Passphrase { words: SecretString, work: u8 },
    Keys(Vec<x25519::Recipient>),
}

/// The public half of a key: with it backups are locked. Its text begins with `age1`.
#[derive(Clone, PartialEq, Eq)]
pub struct Recipient(x25519::Recipient);

/// The secret half of a key: with it backups are opened. Its text begins with `AGE-SECRET-KEY-1`.
pub struct BackupKey(x25519::Identity);

/// What opens a backup.
pub struct Unlock(pub(super) Unlocking);

pub(super) enum Unlocking {
    Passphrase(SecretString),
    Keys(Vec<x25519::Identity>),
    Done,
}

impl Lock {
    /// Locks with a passphrase, as typed. Whoever knows it can read the backup: whether it is
    /// strong enough is for the caller to judge.
    ///
    /// # Errors
    /// [`BackupError::NoLock`] for an empty passphrase.
    pub fn passphrase(words: &str) -> Result<Self, BackupError> {
        Self::passphrase_with_work(words, WORK)
    }

    /// Like [`Lock::passphrase`], costing 2 to the power of `work` steps instead of 2¹⁸; numbers
    /// outside 1 to 18 are taken as the nearest. For tests, that have no time for the full work.
    ///
    /// # Errors
    /// As [`Lock::passphrase`].
    pub fn passphrase_with_work(words: &str, work: u8) -> Result<Self, BackupError> {
        if words.is_empty() {
            return Err(BackupError::NoLock { most: MAX_RECIPIENTS });
        }
        let words = SecretString::from(words.to_owned());
        Ok(Self(Locked::Passphrase { words, work: work.clamp(1, WORK) }))
    }

    /// Locks for these keys; each of them opens the backup alone.
    ///
    /// # Errors
    /// [`BackupError::NoLock`] when there is none, or more than [`MAX_RECIPIENTS`].
    pub fn recipients(keys: &[Recipient]) -> Result<Self, BackupError> {
        if keys.is_empty() || keys.len() > MAX_RECIPIENTS {
            return Err(BackupError::NoLock { most: MAX_RECIPIENTS });
        }
        Ok(Self(Locked::Keys(keys.iter().map(|key| key.0.clone()).collect())))
    }

    /// Locks what will be written into `to`.
    pub(super) fn wrap<W: Write>(&self, to: W) -> Result<Locking<W>, BackupError> {
        let encryptor = match &self.0 {
            Locked::Passphrase { words, work } => {
                let mut recipient = scrypt::Recipient::new(words.clone());
                recipient.set_work_factor(*work);
                age::Encryptor::with_recipients(std::iter::once(&recipient as _))
            }
            Locked::Keys(keys) => {
                age::Encryptor::with_recipients(keys.iter().map(|key| key as &dyn age::Recipient))
            }
        };
        // With one passphrase, or at least one key, nothing is left that it could refuse.
        let encryptor = encryptor.map_err(|_| BackupError::NoLock { most: MAX_RECIPIENTS })?;
        encryptor.wrap_output(to).map_err(BackupError::writing)
    }
}

impl Unlock {
    /// Opens what was locked with this passphrase.
    #[must_use]
    pub fn passphrase(words: &str) -> Self {
        Self(Unlocking::Passphrase(SecretString::from(words.to_owned())))
    }

    /// Opens what was locked for any of these keys.
    #[must_use]
    pub fn keys(keys: &[BackupKey]) -> Self {
        Self(Unlocking::Keys(keys.iter().map(|key| key.0.clone()).collect()))
    }

    /// Reads what another program has opened already: a backup is an ordinary file of `age`.
    #[must_use]
    pub const fn done() -> Self {
        Self(Unlocking::Done)
    }
}

impl Unlocking {
    /// Opens a locked file.
    pub(super) fn unwrap<R: BufRead>(&self, locked: R) -> Result<Unlocked<R>, BackupError> {
        let decryptor =
            age::Decryptor::new_buffered(locked).map_err(|error| self.refused(&error))?;
        let passphrase = decryptor.is_scrypt();
        let opened = match self {
            Self::Passphrase(words) if passphrase => {
                let mut identity = scrypt::Identity::new(words.clone());
                identity.set_max_work_factor(WORK);
                decryptor.decrypt(std::iter::once(&identity as _))
            }
            Self::Keys(keys) if !passphrase => {
                decryptor.decrypt(keys.iter().map(|key| key as &dyn age::Identity))
            }
            _ => return Err(BackupError::OtherLock { passphrase }),
        };
        opened.map_err(|error| self.refused(&error))
    }

    fn refused(&self, error: &age::DecryptError) -> BackupError {
        use age::DecryptError as Refused;
        match (error, self) {
            (Refused::ExcessiveWork { required, .. }, _) => BackupError::damaged(format_args!(
                "its passphrase would cost 2 to the power of {required} steps, no backup costs more \
                 than {WORK}"
            )),
            (Refused::DecryptionFailed | Refused::NoMatchingKeys, Self::Passphrase(_)) => {
                BackupError::WrongPassphrase
            }
            (Refused::DecryptionFailed | Refused::NoMatchingKeys, _) => BackupError::WrongKey,
            _ => BackupError::damaged("its first bytes were changed"),
        }
    }
}

impl BackupKey {
    /// A new key, from the system's randomness.
    #[must_use]
    pub fn generate() -> Self {
        Self(x25519::Identity::generate())
    }

    /// The half that locks.
    #[must_use]
    pub fn recipient(&self) -> Recipient {
        Recipient(self.0.to_public())
    }

    /// The key as a line of text, to be kept as a secret.
    #[must_use]
    pub fn to_secret_text(&self) -> String {
        self.0.to_string().expose_secret().to_owned()
    }
}

impl FromStr for BackupKey {
    type Err = BackupError;

    fn from_str(text: &str) -> Result<Self, BackupError> {
        text.trim().parse().map(Self).map_err(|_| BackupError::BadKey)
    }
}

impl FromStr for Recipient {
    type Err = BackupError;

    fn from_str(text: &str) -> Result<Self, BackupError> {
        text.trim().parse().map(Self).map_err(|_| BackupError::BadKey)
    }
}

impl fmt::Display for Recipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for Recipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

hidden!(Lock, Unlock, BackupKey);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_reads_back_from_its_text_and_no_secret_is_printed() {
        let key = BackupKey::generate();
        let text = key.to_secret_text();
        let read: BackupKey = format!(" {text}\n").parse().unwrap();
        assert_eq!(read.recipient(), key.recipient());
        let recipient: Recipient = key.recipient().to_string().parse().unwrap();
        assert_eq!(recipient, key.recipient());
        assert!(!format!("{key:?}{:?}", Unlock::keys(&[read])).contains("SECRET"));
        assert!("age1nonsense".parse::<Recipient>().is_err());
        assert!(key.recipient().to_string().parse::<BackupKey>().is_err());
    }

    #[test]
    fn there_is_no_lock_without_a_passphrase_or_a_key() {
        assert!(matches!(Lock::passphrase(""), Err(BackupError::NoLock { .. })));
        assert!(matches!(Lock::recipients(&[]), Err(BackupError::NoLock { .. })));
        let many = vec![BackupKey::generate().recipient(); MAX_RECIPIENTS + 1];
        assert!(matches!(Lock::recipients(&many), Err(BackupError::NoLock { .. })));
        assert!(Lock::recipients(&many[1..]).is_ok());
    }
}
