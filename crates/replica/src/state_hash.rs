//! One hash for everything a document says now, whatever its history: replicas with the same
//! changes have the same.

use crate::{Document, Scalar};
use automerge::hydrate;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

impl Document {
    /// SHA-256 over all keys and values in order, those this program does not know included.
    /// Of values in dispute, the one that is shown counts.
    pub fn state_hash(&self) -> [u8; 32] {
        let mut hasher = Sha256::new();
        take(&mut hasher, &self.automerge.hydrate(None));
        hasher.finalize().into()
    }
}

fn take(hasher: &mut Sha256, value: &hydrate::Value) {
    match value {
        hydrate::Value::Scalar(scalar) => {
            let mut bytes = Vec::new();
            Scalar::from_scalar(scalar).encode(&mut bytes);
            take_bytes(hasher, b's', &bytes);
        }
        hydrate::Value::Text(text) => take_bytes(hasher, b't', text.to_string().as_bytes()),
        hydrate::Value::List(list) => {
            take_bytes(hasher, b'l', &(list.len() as u64).to_be_bytes());
            list.iter().for_each(|item| take(hasher, &item.value));
        }
        hydrate::Value::Map(map) => {
            let sorted: BTreeMap<_, _> = map.iter().collect();
            take_bytes(hasher, b'm', &(sorted.len() as u64).to_be_bytes());
            for (key, item) in sorted {
                take_bytes(hasher, b'k', key.as_bytes());
                take(hasher, &item.value);
            }
        }
    }
}

/// What it is, how long it is, and the bytes: no two contents run together to the same bytes.
fn take_bytes(hasher: &mut Sha256, tag: u8, bytes: &[u8]) {
    hasher.update([tag]);
    hasher.update((bytes.len() as u64).to_be_bytes());
    hasher.update(bytes);
}
