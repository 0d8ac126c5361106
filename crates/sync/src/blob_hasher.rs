//! The hash by which an attachment is named, of bytes that come in pieces.

use crate::message::BlobHash;
use sha2::{Digest, Sha256};

/// Hashes an attachment piece by piece: SHA-256.
#[derive(Debug, Clone, Default)]
pub struct BlobHasher(Sha256);

impl BlobHasher {
    /// The next piece.
    pub fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// The name of all pieces together.
    pub fn finish(self) -> BlobHash {
        self.0.finalize().into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_hash_as_the_whole() {
        let mut hasher = BlobHasher::default();
        ["a", "", "bc"].iter().for_each(|piece| hasher.update(piece.as_bytes()));
        // FIPS 180-2, appendix B.1.
        let abc: String = hasher.finish().iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(abc, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
