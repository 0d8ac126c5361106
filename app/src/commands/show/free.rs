//! `show free`: when a room or a person can be had.

use super::Asked;
use crate::console::{Problem, error};
use model::{PersonId, RawId, RoomId};
use schedule::Resource;
use serde_json::{Value, json};
use units::{Minutes, NaiveDate, NaiveTime, Tick, TickRange};
use views::{Period, Source};

/// The shortest stretch that is told.
const SHORTEST: Minutes = Minutes(30);

impl Asked<'_> {
    /// Free stretches of the room or person named, or of all rooms and people.
    pub(super) fn free(&self, source: &Source<'_>) -> Result<(), Problem> {
        let range = range(source, self.period, self.snapshot.now);
        let mut rows = Vec::new();
        for (resource, name) in self.resources(source)? {
            for slot in self.snapshot.report.free_slots(resource, range, SHORTEST) {
                rows.push(self.row(source, resource, &name, slot));
            }
        }
        self.lines("free", &rows)
    }

    fn resources(&self, source: &Source<'_>) -> Result<Vec<(Resource, String)>, Problem> {
        let facility = &self.snapshot.facility;
        let rooms = facility.rooms.keys().map(|id| (Resource::Room(*id), source.room(*id)));
        let people = facility.people.keys().map(|id| (Resource::Person(*id), source.person(*id)));
        let mut all: Vec<(Resource, String)> = rooms.chain(people).collect();
        all.sort_by(|a, b| a.1.cmp(&b.1).then(a.0.cmp(&b.0)));
        let Some(wanted) = self.id else { return Ok(all) };
        let raw: Option<RawId> = wanted.parse().ok();
        let named = |(resource, name): &(Resource, String)| {
            let by_id = raw.is_some_and(|raw| {
                [Resource::Room(RoomId(raw)), Resource::Person(PersonId(raw))].contains(resource)
            });
            by_id || name.to_lowercase().starts_with(&wanted.to_lowercase())
        };
        all.retain(named);
        if all.is_empty() {
            Err(Problem::usage(error("cli-unknown-resource").with("name", wanted)))
        } else {
            Ok(all)
        }
    }

    fn row(
        &self,
        source: &Source<'_>,
        resource: Resource,
        name: &str,
        slot: TickRange,
    ) -> (String, Value) {
        let messages = &self.session.console.messages;
        let (start, end) = (source.zone().civil(slot.start), source.zone().civil(slot.end));
        let line =
            format!("{name:<28}  {}  →  {}", messages.date_time(start), messages.date_time(end));
        let subject = resource.subject();
        let row = json!({
            "kind": subject.kind.key(),
            "id": subject.id.to_string(),
            "name": name,
            "start": source.moment(start).rfc3339(),
            "end": source.moment(end).rfc3339(),
            "minutes": slot.length().0,
        });
        (line, row)
    }
}

/// The stretch of a period on the time axis, for questions that need one.
pub(super) fn range(source: &Source<'_>, period: Period, now: Tick) -> TickRange {
    let zone = source.zone();
    let midnight = |date: NaiveDate| zone.tick(date.and_time(NaiveTime::MIN));
    let start = period.from.map_or(now, midnight);
    let week = Minutes::hours(24 * 7);
    let end = period.to.and_then(|to| to.succ_opt()).map_or(start + week, midnight);
    TickRange::new(start, end)
}
