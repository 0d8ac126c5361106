//! Attachments: files beside the plan of a production, such as a signed quote as PDF or the MHL of a
//! drive. The document says what the file is called and which bytes it has; the bytes themselves are
//! kept by their hash, elsewhere (`node::attachments`).

use crate::PersonId;
use crate::record::record;

/// The longest file that can be attached, in bytes: 256 MiB.
pub const MAX_ATTACHMENT_BYTES: u64 = 256 << 20;

record! {
    /// A file beside the plan of a production.
    pub struct Attachment(AttachmentId) {
        /// What it is called, with its ending.
        name: String,
        /// What it holds, as `application/pdf`.
        media_type: String,
        /// Its length in bytes.
        length: i64,
        /// The SHA-256 of its bytes, in hexadecimal: what they are kept under.
        sha256: String,
        /// Who has added it.
        added_by: Option<PersonId>,
        /// A short remark.
        remark: String,
    }
}

impl Attachment {
    /// The hash and the length of its bytes, where the document says what can be so.
    pub fn content(&self) -> Option<([u8; 32], u64)> {
        let length = u64::try_from(self.length).ok();
        let length = length.filter(|length| (1..=MAX_ATTACHMENT_BYTES).contains(length))?;
        let mut hash = [0; 32];
        let digits = self.sha256.as_bytes();
        if digits.len() != 64 {
            return None;
        }
        for (byte, pair) in hash.iter_mut().zip(digits.chunks_exact(2)) {
            let pair = std::str::from_utf8(pair).ok()?;
            let is_plain = pair.bytes().all(|it| matches!(it, b'0'..=b'9' | b'a'..=b'f'));
            *byte = u8::from_str_radix(pair, 16).ok().filter(|_| is_plain)?;
        }
        Some((hash, length))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{AttachmentId, RawId};

    #[test]
    fn only_a_whole_hash_and_a_length_that_may_be_name_bytes() {
        let said = |length: i64, sha256: &str| {
            let mut attachment = Attachment::new(AttachmentId(RawId(1)));
            (attachment.length, attachment.sha256) = (length, sha256.to_owned());
            attachment.content()
        };
        let hash = "0a".repeat(32);
        assert_eq!(said(5, &hash), Some(([10; 32], 5)));
        for length in [0, -1, i64::MIN, 257 << 20, i64::MAX] {
            assert_eq!(said(length, &hash), None, "{length}");
        }
        let odd = ["", "0a", &"0A".repeat(32), &"+1".repeat(32), &"é".repeat(32), &"0a".repeat(33)];
        assert!(odd.iter().all(|sha256| said(5, sha256).is_none()));
    }
}
