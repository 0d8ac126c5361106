//! `show history`: who changed what and when, of everything, of a production, of one record.

use super::Asked;
use crate::commands::status::hexadecimal;
use crate::console::{Problem, error};
use crate::session::Session;
use model::{DeviceId, Kind, PersonId, RawId, Scope, Subject};
use node::HistoryLine;
use serde_json::{Value, json};
use views::{HistoryEntry, Source};

/// How many changes of each document are told.
const MOST: usize = 100;

impl Asked<'_> {
    pub(super) fn history(&self, source: &Source<'_>) -> Result<(), Problem> {
        match self.id {
            Some(id) => self.record_history(source, Session::id(id)?),
            None => self.changes(source),
        }
    }

    /// Changes, newest first: of the production asked for, or of all documents.
    fn changes(&self, source: &Source<'_>) -> Result<(), Problem> {
        let scopes: Vec<Scope> = match self.production {
            Some(of) => vec![Scope::Plan(of), Scope::Publications(of), Scope::Answers(of)],
            None => {
                let plans = self.snapshot.plans.keys().map(|production| Scope::Plan(*production));
                let desks = self.snapshot.desks.keys().map(|person| Scope::Desk(*person));
                let shared = [Scope::Facility, Scope::Casting].into_iter();
                let sent = self.snapshot.publications.keys().map(|id| Scope::Publications(*id));
                let said = self.snapshot.answers.keys().map(|id| Scope::Answers(*id));
                shared.chain(plans).chain(desks).chain(sent).chain(said).collect()
            }
        };
        let (lines, me) = self.node.call(move |engine| {
            let lines: Result<Vec<Vec<HistoryLine>>, _> =
                scopes.iter().map(|scope| engine.changes(*scope, MOST)).collect();
            (lines, (engine.device(), engine.person()))
        })?;
        let mut lines: Vec<HistoryLine> = lines?.into_iter().flatten().collect();
        // Stable: changes of one document in the same second keep the order of the document.
        lines.sort_by_key(|line| std::cmp::Reverse(line.stamp));
        lines.truncate(MOST);
        let entries: Vec<HistoryEntry> = lines.into_iter().map(|line| entry(line, me)).collect();
        let views = views::history(source, &entries);
        self.answer("history", &views, || views::history_table(source, &views))
    }

    /// The values the fields of one record have held, newest first.
    fn record_history(&self, source: &Source<'_>, id: RawId) -> Result<(), Problem> {
        let subject = self.find(id).ok_or_else(|| {
            Problem::refused(error("unknown-record").with("kind", "").with("id", id))
        })?;
        let (lines, me) = self.node.call(move |engine| {
            (engine.record_history(subject), (engine.device(), engine.person()))
        })?;
        let messages = &self.session.console.messages;
        let rows: Vec<(String, Value)> = lines?
            .into_iter()
            .map(|line| {
                let (key, value) = line.value.clone().unwrap_or_default();
                let by = person(line.device, me);
                let name = by.map(|person| source.person(person)).unwrap_or_default();
                let at = messages.date_time(source.zone().civil(line.stamp.tick()));
                let field = key.split('/').next().unwrap_or_default();
                let text = format!(
                    "{at}  {name:<20}  {:<24}  {value}",
                    messages.field(subject.kind, field)
                );
                let row = json!({
                    "at": line.stamp.to_string(),
                    "by": by.map(|person| person.to_string()),
                    "device": line.device.map(|device| device.to_string()),
                    "command": line.message.command,
                    "key": key,
                    "value": value,
                    "change": hexadecimal(&line.change),
                });
                (text, row)
            })
            .collect();
        self.lines("history", &rows)
    }

    /// The record with an identifier, wherever it is.
    fn find(&self, id: RawId) -> Option<Subject> {
        let facility = &self.snapshot.facility;
        let shared = [
            (Kind::House, RawId::from(facility.house.id) == id),
            (Kind::Room, facility.rooms.contains_key(&id.into())),
            (Kind::Equipment, facility.equipment.contains_key(&id.into())),
            (Kind::Person, facility.people.contains_key(&id.into())),
            (Kind::Absence, facility.absences.contains_key(&id.into())),
            (Kind::HolidayZone, facility.holiday_zones.contains_key(&id.into())),
            (Kind::Affinity, self.snapshot.casting.affinities.contains_key(&id.into())),
            (Kind::CostRate, self.snapshot.casting.cost_rates.contains_key(&id.into())),
        ];
        let planned = self.snapshot.plans.iter().flat_map(|(production, plan)| {
            let kinds = [
                (Kind::Production, RawId::from(*production) == id),
                (Kind::Episode, plan.episodes.contains_key(&id.into())),
                (Kind::Task, plan.tasks.contains_key(&id.into())),
                (Kind::Link, plan.links.contains_key(&id.into())),
                (Kind::Booking, plan.bookings.contains_key(&id.into())),
                (Kind::Baseline, plan.baselines.contains_key(&id.into())),
                (Kind::Attachment, plan.attachments.contains_key(&id.into())),
                (Kind::Variant, plan.variants.contains_key(&id.into())),
                (Kind::AcceptedSlip, plan.accepted_slips.contains_key(&id.into())),
            ];
            kinds
                .into_iter()
                .filter(|(_, found)| *found)
                .map(|(kind, _)| Subject::planned(*production, kind, id))
        });
        let shared = shared
            .into_iter()
            .filter(|(_, found)| *found)
            .map(|(kind, _)| Subject::shared(kind, id));
        let desks = self.snapshot.desks.iter();
        let slips = desks
            .filter(|(_, desk)| desk.slips.contains_key(&id.into()))
            .map(|(person, _)| Subject::at_desk(*person, Kind::Slip, id));
        let sent = self.snapshot.publications.iter();
        let sent = sent
            .filter(|(_, sent)| sent.publications.contains_key(&id.into()))
            .map(|(production, _)| Subject::published(*production, id));
        let said = self.snapshot.answers.iter();
        let said = said
            .filter(|(_, said)| said.answers.contains_key(&id.into()))
            .map(|(production, _)| Subject::answered(*production, id));
        shared.chain(planned).chain(slips).chain(sent).chain(said).next()
    }
}

fn person(device: Option<DeviceId>, (here, me): (DeviceId, PersonId)) -> Option<PersonId> {
    device.filter(|device| *device == here).map(|_| me)
}

fn entry(line: HistoryLine, me: (DeviceId, PersonId)) -> HistoryEntry {
    HistoryEntry {
        change: hexadecimal(&line.change),
        at: line.stamp,
        person: person(line.device, me),
        device: line.device,
        document: line.scope.document(),
        production: line.scope.production(),
        command: line.message.command,
        note: line.message.label,
        subjects: line.subjects,
    }
}
