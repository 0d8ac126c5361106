//! The bytes of attachments that are here: offered to machines that may read the plan, and given to
//! whoever asks. How those of others come here is in `seeking.rs`.

use crate::engine::Engine;
use crate::held::find;
use crate::seeking::Named;
use model::{DeviceId, DocumentId};
use sync::{BlobEvent, BlobHash, Event};

impl Engine {
    /// What a machine is told to be here, of the plans it may read; the talk passes on what is of
    /// documents that are shared with it.
    pub(crate) fn offers_to(&self, peer: DeviceId) -> Vec<Event> {
        let here = self.named().filter_map(|(named, is_here)| is_here.then_some(named));
        let offers = here.map(|Named { document, hash, length, .. }| {
            let event = BlobEvent::Offer { document, hash, length };
            Event::Blob { peer, event }
        });
        offers.collect()
    }

    /// An attachment is here now: everybody hears of it who may read its plan.
    pub(crate) fn offer_everywhere(&mut self, hash: BlobHash) {
        for event in self.offers_of(hash) {
            self.tell(event);
        }
    }

    pub(crate) fn offers_of(&mut self, hash: BlobHash) -> Vec<Event> {
        let peers = self.linked();
        let all = peers.into_iter().flat_map(|peer| self.offers_to(peer)).collect::<Vec<_>>();
        let is_of = |event: &Event| matches!(event, Event::Blob { event: BlobEvent::Offer { hash: of, .. }, .. } if *of == hash);
        all.into_iter().filter(is_of).collect()
    }

    /// A machine wants a part: it has it if the attachment is one of the document, and all here.
    pub(crate) fn wanted(
        &self,
        peer: DeviceId,
        document: DocumentId,
        hash: BlobHash,
        offset: u64,
    ) -> Event {
        let part = self.part_of(document, hash, offset);
        let none = BlobEvent::None { hash };
        let part = part.map(|(total, bytes)| BlobEvent::Part { hash, offset, total, bytes });
        Event::Blob { peer, event: part.unwrap_or(none) }
    }

    fn part_of(&self, document: DocumentId, hash: BlobHash, offset: u64) -> Option<(u64, Vec<u8>)> {
        let (scope, _) = find(&self.holdings, document)?;
        let plan = self.snapshot.plans.get(&scope.production()?)?;
        let mut contents = plan.attachments.values().filter_map(|it| it.content());
        contents.find(|(of, _)| *of == hash)?;
        let kept = self.blobs.get(&hash).filter(|kept| kept.is_whole && offset < kept.length)?;
        let bytes = kept.read(self.disk().ok()?, offset).ok()?;
        (!bytes.is_empty()).then_some((kept.length, bytes))
    }
}
