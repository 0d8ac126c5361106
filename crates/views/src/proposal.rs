//! Ways out of a clash, with the names of what they touch.

use crate::clash::{Message, named};
use crate::{Moment, Source, json};
use model::{BookingId, Kind, PersonId, ProductionId, RoomId, Subject};
use schedule::{Proposal, Remedy};
use serde::Serialize;
use std::collections::BTreeMap;

/// The words of ways out.
pub(crate) const WORDS: &[&str] = &["room", "person", "slide", "challenge", "confirm", "release"];

/// A way out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ProposalView {
    /// What is done: a word.
    pub name: &'static str,
    /// What comes of it, in the reader's language.
    pub effect: String,
    /// The production whose booking changes.
    #[serde(serialize_with = "json::text")]
    pub production: ProductionId,
    /// The booking that changes.
    #[serde(serialize_with = "json::text")]
    pub booking: BookingId,
    /// The room it takes.
    #[serde(serialize_with = "json::optional_text", skip_serializing_if = "Option::is_none")]
    pub room: Option<RoomId>,
    /// Who comes.
    #[serde(serialize_with = "json::optional_text", skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonId>,
    /// Who leaves.
    #[serde(serialize_with = "json::optional_text", skip_serializing_if = "Option::is_none")]
    pub replaces: Option<PersonId>,
    /// When it begins instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<Moment>,
    /// The booking whose holder asks it to confirm or release.
    #[serde(serialize_with = "json::optional_text", skip_serializing_if = "Option::is_none")]
    pub challenger: Option<BookingId>,
}

/// A way out with names. Its message is `proposal-<word>`, filled in with `booking` and, by word,
/// `room`, `person` and `replaces` (`nobody` if someone joins), `start`, `challenger`.
pub fn proposal_view(
    source: &Source<'_>,
    proposal: &Proposal,
    message: Message<'_>,
) -> ProposalView {
    let Proposal { production, booking, remedy } = *proposal;
    let name = |id: BookingId| named(source, &Subject::planned(production, Kind::Booking, id));
    let mut fields = BTreeMap::from([("booking", name(booking))]);
    let mut view = ProposalView {
        name: remedy.key(),
        effect: String::new(),
        production,
        booking,
        room: None,
        person: None,
        replaces: None,
        start: None,
        challenger: None,
    };
    match remedy {
        Remedy::Room(room) => {
            view.room = Some(room);
            fields.insert("room", source.room(room));
        }
        Remedy::Person { from, to } => {
            (view.person, view.replaces) = (Some(to), from);
            fields.insert("person", source.person(to));
            let leaves = from.map_or_else(|| "nobody".to_owned(), |from| source.person(from));
            fields.insert("replaces", leaves);
        }
        Remedy::Slide(start) => {
            view.start = Some(Moment { at: start, zone: zone(source, production, booking) });
            fields.insert("start", units::format_date_time(start));
        }
        Remedy::Challenge(challenger) => {
            view.challenger = Some(challenger);
            fields.insert("challenger", challenger_name(source, challenger));
        }
        Remedy::Confirm | Remedy::Release => {}
    }
    view.effect = message(&format!("proposal-{}", remedy.key()), &fields);
    view
}

fn zone(source: &Source<'_>, production: ProductionId, booking: BookingId) -> units::Zone {
    let plan = source.plans.get(&production);
    let booking = plan.and_then(|plan| plan.bookings.get(&booking));
    booking.map_or(source.zone(), |booking| source.booking_zone(booking))
}

/// The challenger may be of any production.
fn challenger_name(source: &Source<'_>, challenger: BookingId) -> String {
    let plan = source.plans.values().find(|plan| plan.bookings.contains_key(&challenger));
    plan.map_or_else(
        || challenger.to_string(),
        |plan| named(source, &Subject::planned(plan.production.id, Kind::Booking, challenger)),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::RawId;

    #[test]
    fn every_remedy_has_its_word_in_the_list() {
        let id = RawId(1);
        let remedies = [
            Remedy::Room(id.into()),
            Remedy::Person { from: None, to: id.into() },
            Remedy::Slide(units::NaiveDateTime::MIN),
            Remedy::Challenge(id.into()),
            Remedy::Confirm,
            Remedy::Release,
        ];
        assert_eq!(remedies.map(Remedy::key), WORDS);
    }
}
