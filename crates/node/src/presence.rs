//! Who looks at what: told to those who are connected and may read it, gone with the connection,
//! never stored.

use crate::engine::Engine;
use crate::held::find;
use model::{DeviceId, DocumentId, Scope};
use sync::Event;
use units::clean_name;

/// The longest word of a place that is taken from another machine, in characters.
const MOST_CHARACTERS: usize = 40;

/// What somebody looks at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Presence {
    /// The document.
    pub scope: Scope,
    /// The place on the screen, in the word of the program that runs there.
    pub place: String,
}

impl Engine {
    /// Who sits here looks at a document now, at some place on the screen, and at no other.
    pub fn look_at(&mut self, scope: Scope, place: &str) {
        let document = self.holdings.get(&scope).map(|held| held.id);
        let before = std::mem::replace(&mut self.talk.looking, document);
        if let Some(before) = before.filter(|before| Some(*before) != document) {
            self.tell(Event::Present { document: before, payload: Vec::new() });
        }
        if let Some(document) = document {
            self.tell(Event::Present { document, payload: place.as_bytes().to_vec() });
        }
    }

    /// Somebody connected says what they look at; nothing, if empty.
    pub(crate) fn looked_at(&mut self, peer: DeviceId, document: DocumentId, payload: &[u8]) {
        let places = self.talk.present.entry(peer).or_default();
        let place = clean_name(&String::from_utf8_lossy(payload));
        if place.is_empty() {
            places.remove(&document);
        } else {
            places.insert(document, place.chars().take(MOST_CHARACTERS).collect());
        }
    }

    /// What somebody connected looks at, as far as it is held here.
    pub(crate) fn presence(&self, peer: DeviceId) -> Option<Presence> {
        let places = self.talk.present.get(&peer)?;
        places.iter().find_map(|(document, place)| {
            let (scope, _) = find(&self.holdings, *document)?;
            Some(Presence { scope, place: place.clone() })
        })
    }
}
