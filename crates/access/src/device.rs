//! Devices: the key a machine signs with, and the key its connections are made with.

use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use model::{DeviceId, EndpointId};
use std::fmt;

/// The signing key of a device (Ed25519, RFC 8032). It never leaves its machine.
pub struct DeviceKey(SigningKey);

/// The key of a device's connections (Ed25519). The network proves it at every connection; here it
/// signs one thing, the certificate that binds it to the device.
pub struct EndpointKey(SigningKey);

impl DeviceKey {
    /// The key that belongs to a secret seed.
    pub fn from_seed(seed: &[u8; 32]) -> Self {
        Self(SigningKey::from_bytes(seed))
    }

    /// The device: its public key.
    pub fn device(&self) -> DeviceId {
        DeviceId(self.0.verifying_key().to_bytes())
    }

    /// Signs a statement. Statements begin with a tag that says what they are, so that a
    /// signature of one sort can never pass for another.
    pub(crate) fn sign(&self, statement: &[u8]) -> [u8; 64] {
        self.0.sign(statement).to_bytes()
    }
}

impl EndpointKey {
    /// The key that belongs to a secret seed.
    pub fn from_seed(seed: &[u8; 32]) -> Self {
        Self(SigningKey::from_bytes(seed))
    }

    /// The endpoint: its public key.
    pub fn endpoint(&self) -> EndpointId {
        EndpointId(self.0.verifying_key().to_bytes())
    }

    pub(crate) fn sign(&self, statement: &[u8]) -> [u8; 64] {
        self.0.sign(statement).to_bytes()
    }
}

impl fmt::Debug for DeviceKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DeviceKey({})", self.device())
    }
}

impl fmt::Debug for EndpointKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "EndpointKey({})", self.endpoint())
    }
}

/// Has the device signed the statement?
pub(crate) fn has_signed(device: DeviceId, statement: &[u8], signature: &[u8; 64]) -> bool {
    key_has_signed(&device.0, statement, signature)
}

/// The same of any public key.
pub(crate) fn key_has_signed(key: &[u8; 32], statement: &[u8], signature: &[u8; 64]) -> bool {
    Key::unpack(key).is_some_and(|key| key.has_signed(statement, signature))
}

/// A public key that is ready for many signatures: to unpack it costs a tenth of looking at one.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Key(VerifyingKey);

impl Key {
    /// `None` if it is no key.
    pub(crate) fn unpack(key: &[u8; 32]) -> Option<Self> {
        VerifyingKey::from_bytes(key).ok().map(Self)
    }

    /// Has it signed the statement? Keys of low order and signatures in a second form count as no.
    pub(crate) fn has_signed(&self, statement: &[u8], signature: &[u8; 64]) -> bool {
        self.0.verify_strict(statement, &Signature::from_bytes(signature)).is_ok()
    }
}
