//! Sealing at rest: what a thief of the closed file does not get.
//!
//! Every row of a sealed store but three is sealed with XChaCha20-Poly1305, bound to its table, its
//! key and the kind of its sealing, with a random nonce for each write (`crate::row`). The rows of
//! a document are sealed with a random key of that document, all others with one more. These keys
//! are rows themselves, wrapped by the vault key, and kept twice, in two tables, so that no single
//! lost page of the file takes them (`keys.rs`). The vault key is wrapped by a passphrase or held
//! elsewhere, in the keychain of the system say, and then the file keeps the id under which it is
//! found (`lock.rs`). Names of settings are keyed hashes; ids of documents, actors and records mean
//! nothing to who does not know them already.
//!
//! Not sealed are the format, the lock, and what is to be scrubbed.
//!
//! What a thief still sees: how many documents, actors, records and settings there are, how large
//! each row is, how many changes each actor made, and in which order pages were written. Whoever
//! can write the file can put an earlier version of it, or of one of its rows, in its place: that
//! is not noticed here. Somebody who reads the memory of the running program has everything.
//!
//! A shredded document, and a passphrase that was changed, leave no key behind in the file
//! (`scrub.rs`). Copies of the file, and blocks that a disk has set aside, keep what they held.

mod key;
mod keys;
mod lock;
mod rewrite;
mod scrub;

pub use key::{Passphrase, VaultKey};
pub use lock::{Cost, Lock, LockKind, Unlock};
pub use rewrite::rewrite_on;

pub(crate) use key::{SEALED_MORE, SealingKey};
pub(crate) use keys::{Sealing, newest_keys};
pub(crate) use lock::{LockRow, Prepared};
