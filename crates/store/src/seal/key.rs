//! Keys and what is done with one: sealing bytes, opening them, naming without telling.
//! Which key seals what is in `keys.rs`. This file alone names the cipher.

use chacha20poly1305::{AeadInOut, KeyInit as _, Tag, XChaCha20Poly1305, XNonce};
use hmac::{Hmac, Mac as _};
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::error::StoreError;
use crate::hidden::hidden;

/// Bytes of every key.
pub(crate) const KEY_BYTES: usize = 32;
/// Bytes of a nonce: enough to draw each at random.
pub(crate) const NONCE_BYTES: usize = 24;
/// Bytes of what says that sealed bytes were not changed.
pub(crate) const TAG_BYTES: usize = 16;
/// How many bytes a row grows by when it is sealed.
pub(crate) const SEALED_MORE: usize = 1 + NONCE_BYTES + TAG_BYTES;
/// Bytes that SHA-256 takes at once.
const HASH_BLOCK_BYTES: usize = 64;
/// Stands before every purpose a key is made for.
const DOMAIN: &[u8] = b"raccord store: ";

/// The bytes of a key; forgotten when dropped.
pub(crate) type KeyBytes = Zeroizing<[u8; KEY_BYTES]>;

/// The key that opens a sealed store, and every key in it. Its bytes are overwritten in memory when
/// it is dropped, and never printed.
#[derive(Clone)]
pub struct VaultKey(KeyBytes);

/// A passphrase as typed; overwritten in memory when dropped, and never printed.
#[derive(Clone)]
pub struct Passphrase(Zeroizing<String>);

impl VaultKey {
    /// The key of these bytes, which must have been drawn at random.
    #[must_use]
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// A new key, from the system's randomness.
    ///
    /// # Errors
    /// [`StoreError::Io`] when the system has none.
    pub fn generate() -> Result<Self, StoreError> {
        Ok(Self(random_key()?))
    }

    /// The bytes of the key, to be kept as a secret.
    #[must_use]
    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The key for one purpose. From it neither this key nor that of another purpose can be found.
    pub(crate) fn derive(&self, purpose: &[u8]) -> KeyBytes {
        Zeroizing::new(keyed_hash(&self.0, &[DOMAIN, purpose]))
    }
}

impl Passphrase {
    /// The passphrase, as typed. Whether it is strong enough is for the caller to judge.
    ///
    /// # Errors
    /// [`StoreError::NoLock`] for an empty one.
    pub fn new(words: &str) -> Result<Self, StoreError> {
        if words.is_empty() {
            return Err(StoreError::NoLock);
        }
        Ok(Self(Zeroizing::new(words.to_owned())))
    }

    pub(super) fn bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

/// A key that seals.
pub(crate) struct SealingKey(XChaCha20Poly1305);

impl SealingKey {
    pub(crate) fn new(bytes: &[u8; KEY_BYTES]) -> Self {
        Self(XChaCha20Poly1305::new(bytes.into()))
    }

    /// Appends nonce, sealed bytes and tag. They open with the same `about` only.
    ///
    /// # Errors
    /// [`StoreError::Io`] when the system has no randomness.
    pub(crate) fn seal(
        &self,
        about: &[u8],
        plain: &[&[u8]],
        out: &mut Vec<u8>,
    ) -> Result<(), StoreError> {
        let nonce = random::<NONCE_BYTES>()?;
        out.extend_from_slice(&nonce);
        let start = out.len();
        plain.iter().for_each(|part| out.extend_from_slice(part));
        let sealed = out.get_mut(start..).unwrap_or_default();
        // The cipher refuses nothing shorter than 256 GiB; a row is far from it.
        let tag = self
            .0
            .encrypt_inout_detached(&XNonce::from(nonce), about, sealed.into())
            .map_err(|_| StoreError::damaged("the row is too large to be sealed"))?;
        out.extend_from_slice(&tag);
        Ok(())
    }

    /// What was sealed; nothing when the bytes, or what they are about, are not the same.
    pub(crate) fn open(&self, about: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
        let (nonce, sealed) = sealed.split_first_chunk::<NONCE_BYTES>()?;
        let (sealed, tag) = sealed.split_last_chunk::<TAG_BYTES>()?;
        let mut plain = sealed.to_vec();
        let (nonce, tag) = (XNonce::from(*nonce), Tag::from(*tag));
        let buffer = plain.as_mut_slice().into();
        self.0.decrypt_inout_detached(&nonce, about, buffer, &tag).ok()?;
        Some(plain)
    }
}

/// HMAC-SHA256 over the parts, one after the other.
pub(crate) fn keyed_hash(key: &[u8; KEY_BYTES], parts: &[&[u8]]) -> [u8; 32] {
    mac(key, parts).finalize().into_bytes().into()
}

/// Whether this is the keyed hash of the parts, compared in constant time.
pub(super) fn is_keyed_hash(hash: &[u8], key: &[u8; KEY_BYTES], parts: &[&[u8]]) -> bool {
    mac(key, parts).verify_slice(hash).is_ok()
}

fn mac(key: &[u8; KEY_BYTES], parts: &[&[u8]]) -> Hmac<Sha256> {
    // HMAC fills shorter keys up with zeros itself; given the whole block it cannot fail.
    let mut block = Zeroizing::new([0; HASH_BLOCK_BYTES]);
    block.iter_mut().zip(key).for_each(|(to, from)| *to = *from);
    let mut mac = <Hmac<Sha256> as hmac::KeyInit>::new((&*block).into());
    parts.iter().for_each(|part| mac.update(part));
    mac
}

/// Random bytes of the system.
///
/// # Errors
/// [`StoreError::Io`] when it has none.
pub(crate) fn random<const N: usize>() -> Result<[u8; N], StoreError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|error| StoreError::Io(std::io::Error::other(error)))?;
    Ok(bytes)
}

/// A new key, from the system's randomness.
pub(crate) fn random_key() -> Result<KeyBytes, StoreError> {
    Ok(Zeroizing::new(random()?))
}

hidden!(VaultKey, Passphrase, SealingKey);
