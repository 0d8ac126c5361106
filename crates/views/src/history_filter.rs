//! Which changes of a history are wanted.

use crate::{HistoryEntry, Period, Source};
use model::{Kind, PersonId, ProductionId, Subject};
use std::collections::BTreeMap;
use units::{NaiveTime, Stamp, Tick, folded};

/// Which changes are wanted; what is not named is not looked at.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HistoryFilter {
    /// Of one production.
    pub production: Option<ProductionId>,
    /// By one person.
    pub person: Option<PersonId>,
    /// Of records of one sort.
    pub kind: Option<Kind>,
    /// With these words in what was done, to what, in which production, by whom; in any order,
    /// accents and case aside.
    pub text: String,
    /// On these days.
    pub period: Period,
    /// Written after this moment.
    pub after: Option<Stamp>,
}

/// The places of the changes that pass a filter. What a word of a command is called in the
/// reader's language is told by the caller.
pub fn history_matching(
    source: &Source<'_>,
    entries: &[HistoryEntry],
    filter: &HistoryFilter,
    command: &dyn Fn(&str) -> String,
) -> Vec<usize> {
    let text = folded(&filter.text);
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut names = Names { source, command, commands: BTreeMap::new(), known: BTreeMap::new() };
    let days = days(source, filter.period);
    let wanted = |entry: &HistoryEntry| {
        filter.production.is_none_or(|id| entry.production == Some(id))
            && filter.person.is_none_or(|id| entry.person == Some(id))
            && filter.kind.is_none_or(|kind| entry.subjects.iter().any(|it| it.kind == kind))
            && filter.after.is_none_or(|after| entry.at > after)
            && days.0.is_none_or(|from| entry.at >= from)
            && days.1.is_none_or(|until| entry.at < until)
    };
    let mut found = Vec::new();
    for (place, entry) in entries.iter().enumerate() {
        if wanted(entry) && (words.is_empty() || names.has(entry, &words)) {
            found.push(place);
        }
    }
    found
}

/// The first instant of a period, and the first after it.
fn days(source: &Source<'_>, period: Period) -> (Option<Stamp>, Option<Stamp>) {
    let midnight = |date: units::NaiveDate| {
        let Tick(minutes) = source.zone().tick(date.and_time(NaiveTime::MIN));
        Stamp(minutes.saturating_mul(60))
    };
    (period.from.map(midnight), period.to.and_then(|last| last.succ_opt()).map(midnight))
}

/// Folded names, each made once.
struct Names<'a> {
    source: &'a Source<'a>,
    command: &'a dyn Fn(&str) -> String,
    commands: BTreeMap<String, String>,
    known: BTreeMap<Subject, String>,
}

impl Names<'_> {
    /// Is every word somewhere in what the entry tells?
    fn has(&mut self, entry: &HistoryEntry, words: &[&str]) -> bool {
        let (source, command) = (self.source, self.command);
        let name = |subject: &Subject| folded(&source.name(subject).unwrap_or_default());
        if !self.commands.contains_key(&entry.command) {
            self.commands.insert(entry.command.clone(), folded(&command(&entry.command)));
        }
        for subject in &entry.subjects {
            self.known.entry(*subject).or_insert_with(|| name(subject));
        }
        let person = entry.person.map(|person| Subject::shared(Kind::Person, person));
        let production = entry.production.map(|id| Subject::planned(id, Kind::Production, id));
        for subject in person.iter().chain(&production) {
            self.known.entry(*subject).or_insert_with(|| name(subject));
        }
        let note = folded(&entry.note);
        let command = self.commands.get(&entry.command);
        let subjects = entry.subjects.iter().chain(&person).chain(&production);
        let texts: Vec<&String> =
            command.into_iter().chain(subjects.filter_map(|it| self.known.get(it))).collect();
        words.iter().all(|word| note.contains(word) || texts.iter().any(|text| text.contains(word)))
    }
}
