//! How far a grant reaches.
//!
//! Bytes: `word 1 + n | number of identifiers 2 | identifiers 16 each, ascending`.

use crate::bytes::{Frame, ascending, cut, put_id, put_text};
use model::{CatalogueId, ProductionId, RawId};
use std::collections::BTreeSet;

/// The most productions or catalogues one grant names. Another grant names more.
pub const MAX_SCOPE_IDS: usize = 1_024;

/// The longest word of a role or scope, in bytes.
pub(crate) const MAX_WORD_BYTES: u8 = 32;

/// How far a grant reaches. Documents about the holder are always within, rights allowing.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum GrantScope {
    /// The whole facility.
    Facility,
    /// These productions.
    Productions(BTreeSet<ProductionId>),
    /// These catalogues.
    Catalogues(BTreeSet<CatalogueId>),
    /// Nothing but what is about the holder.
    OwnDesk,
    /// A scope of a newer program, kept as it is; it reaches nothing here.
    Other {
        /// Its word.
        word: String,
        /// What it names.
        ids: BTreeSet<RawId>,
    },
}

impl GrantScope {
    /// Its word on the wire and in JSON.
    pub fn key(&self) -> &str {
        match self {
            Self::Facility => "facility",
            Self::Productions(_) => "productions",
            Self::Catalogues(_) => "catalogues",
            Self::OwnDesk => "own_desk",
            Self::Other { word, .. } => word,
        }
    }

    /// What it names, in order.
    pub fn ids(&self) -> Vec<RawId> {
        match self {
            Self::Facility | Self::OwnDesk => Vec::new(),
            Self::Productions(ids) => ids.iter().map(|id| id.0).collect(),
            Self::Catalogues(ids) => ids.iter().map(|id| id.0).collect(),
            Self::Other { ids, .. } => ids.iter().copied().collect(),
        }
    }

    /// The scope that a word and what it names stand for.
    pub fn of(word: &str, ids: impl IntoIterator<Item = RawId>) -> Self {
        let ids: BTreeSet<RawId> = ids.into_iter().take(MAX_SCOPE_IDS).collect();
        match word {
            "facility" if ids.is_empty() => Self::Facility,
            "own_desk" if ids.is_empty() => Self::OwnDesk,
            "productions" => Self::Productions(ids.into_iter().map(ProductionId).collect()),
            "catalogues" => Self::Catalogues(ids.into_iter().map(CatalogueId).collect()),
            // Nobody is to think that a known word reaches further because of what it names.
            other => Self::Other { word: cut(other, usize::from(MAX_WORD_BYTES)).to_owned(), ids },
        }
    }

    pub(crate) fn put(&self, frame: &mut Vec<u8>) {
        put_text(frame, cut(self.key(), usize::from(MAX_WORD_BYTES)));
        let ids = self.ids();
        let count = ids.len().min(MAX_SCOPE_IDS);
        frame.extend(u16::try_from(count).unwrap_or_default().to_be_bytes());
        ids.into_iter().take(count).for_each(|id| put_id(frame, id));
    }

    pub(crate) fn read(frame: &mut Frame<'_>) -> Option<Self> {
        let word = frame.text(MAX_WORD_BYTES)?;
        let count = usize::from(frame.short()?);
        if count > MAX_SCOPE_IDS {
            return None;
        }
        let ids = (0..count).map(|_| frame.id()).collect::<Option<Vec<_>>>()?;
        ascending(&ids)?;
        Some(Self::of(word, ids))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::support::grant_scope;
    use proptest::prelude::*;

    #[test]
    fn a_scope_of_a_newer_program_is_kept_as_it_was_written() {
        let newer = GrantScope::of("episodes", [RawId(4)]);
        assert_eq!((newer.key(), newer.ids()), ("episodes", vec![RawId(4)]));
        assert_eq!(GrantScope::of("facility", [RawId(4)]).key(), "facility");
        assert_ne!(GrantScope::of("facility", [RawId(4)]), GrantScope::Facility);
    }

    #[test]
    fn identifiers_in_another_order_or_twice_are_another_form() {
        let bytes = |ids: [u128; 2]| {
            let mut bytes = Vec::new();
            put_text(&mut bytes, "productions");
            bytes.extend([0, 2]);
            ids.into_iter().for_each(|id| put_id(&mut bytes, RawId(id)));
            bytes
        };
        let read = |ids| GrantScope::read(&mut Frame(&bytes(ids)));
        assert_eq!(read([1, 2]), Some(GrantScope::of("productions", [RawId(1), RawId(2)])));
        assert_eq!([read([2, 1]), read([1, 1])], [None, None]);
    }

    proptest! {
        #[test]
        fn scopes_survive_their_bytes(scope in grant_scope()) {
            let mut bytes = Vec::new();
            scope.put(&mut bytes);
            let mut frame = Frame(&bytes);
            prop_assert_eq!(GrantScope::read(&mut frame), Some(scope));
            prop_assert!(frame.end().is_some());
        }

        #[test]
        fn what_is_read_has_one_form(bytes in prop::collection::vec(any::<u8>(), 0..120)) {
            let mut frame = Frame(&bytes);
            if let Some(scope) = GrantScope::read(&mut frame) {
                let mut again = Vec::new();
                scope.put(&mut again);
                prop_assert_eq!(&again, &bytes[..bytes.len() - frame.0.len()]);
            }
        }
    }
}
