//! Devices: the key a machine signs with, and the key its connections are made with.

use ed25519_dalek::{Signer, SigningKey};
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
