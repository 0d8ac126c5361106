//! The parts of somebody's score.

use super::known::Known;
use super::{
    ENOUGH_SESSIONS, RankFigure, RankPart, RankQuery, Ranked, continuity_points, rating_points,
    share,
};
use crate::calendar::WorkCalendar;
use crate::report::Report;
use crate::resource::Resource;
use model::{Person, PersonId};
use std::collections::BTreeSet;
use units::{Minutes, Tick, TickRange};

impl Report {
    /// The score of somebody who is not excluded.
    pub(super) fn ranked(&self, query: &RankQuery, known: &Known, person: &Person) -> Ranked {
        let (weights, id) = (&query.weights, person.id);
        let part = |most, points, figure| RankPart { points, most, figure };
        let continuity = known.continuity(id);
        let opinion = known.opinion(id);
        let hourly = known.hourly(id);
        let cost = match known.compared(id) {
            // Nothing is cheaper than nothing.
            Some((_, 0)) => weights.cost,
            Some((cheapest, cents)) => share(weights.cost, cheapest, cents),
            None => weights.cost / 2,
        };
        let sessions = known.sessions(id);
        let counted = i64::try_from(sessions.min(ENOUGH_SESSIONS)).unwrap_or_default();
        let enough = i64::try_from(ENOUGH_SESSIONS).unwrap_or(1);
        let director = share(weights.director, counted, enough);
        let rating = RankFigure::Rating { rating: opinion.rating };
        let parts = vec![
            skills(query, person),
            self.availability_part(query, id),
            self.hours_part(query, id),
            part(weights.cost, cost, RankFigure::Cost { hourly }),
            part(weights.director, director, RankFigure::Director { sessions }),
            part(weights.rating, rating_points(weights, opinion), rating),
            part(
                weights.continuity,
                continuity_points(weights, continuity),
                RankFigure::Continuity(continuity),
            ),
            languages(query, known, person),
            self.travel_part(query, person),
        ];
        Ranked { person: id, score: parts.iter().map(|part| part.points).sum(), parts }
    }

    /// Does somebody come from another town than that of the house?
    fn travel_part(&self, query: &RankQuery, person: &Person) -> RankPart {
        let here = units::folded(&self.time().facility().house.town);
        let town = units::folded(&person.town);
        let is_away = !here.is_empty() && !town.is_empty() && here != town;
        let most = query.weights.travel;
        let from = if is_away { person.town.clone() } else { String::new() };
        RankPart {
            points: if is_away { 0 } else { most },
            most,
            figure: RankFigure::Travel { from },
        }
    }

    /// Is somebody away for a part of a session, or so long that the work does not fit?
    pub(super) fn is_away(&self, query: &RankQuery, person: PersonId) -> bool {
        let Some(availability) = self.time().availability(Resource::Person(person)) else {
            return true;
        };
        let span = span(&query.stretches);
        let absences = availability.absences.iter().map(|(range, _)| *range);
        let away: Vec<TickRange> = absences.filter(|range| range.overlaps(span)).collect();
        if away.is_empty() {
            return false;
        }
        let asked = WorkCalendar::new(span, query.stretches.iter().copied());
        let there = asked.without(&away);
        if query.session {
            return there.total() < asked.total();
        }
        let holidays = availability.holidays.iter().map(|holiday| holiday.range);
        let holidays: Vec<TickRange> = holidays.filter(|range| range.overlaps(span)).collect();
        let open = within(&availability.hours, span, &query.stretches).without(&holidays);
        let left = open.without(&away).total();
        !there.total().is_positive() || left < query.work.min(open.total())
    }

    /// How much of the work fits into time that nobody holds.
    fn availability_part(&self, query: &RankQuery, person: PersonId) -> RankPart {
        let resource = Resource::Person(person);
        let span = span(&query.stretches);
        let near = self.near(resource, span);
        let others = near.filter(|stretch| {
            stretch.holder.hold.counts() && Some(stretch.holder.booking) != query.booking
        });
        let held: Vec<TickRange> = others.map(|stretch| stretch.range).collect();
        let availability = self.time().availability(resource);
        let free = availability.map_or(Minutes::ZERO, |availability| {
            within(&availability.free, span, &query.stretches).without(&held).total()
        });
        let outside =
            if query.session { self.outside(query, resource, &held) } else { Minutes::ZERO };
        let fits = free + Minutes(outside.0 / 2);
        let most = query.weights.availability;
        let points = share(most, fits.0, query.work.0);
        let figure = RankFigure::Availability { free, outside, wanted: query.work };
        RankPart { points, most, figure }
    }

    /// How much of a session lies outside somebody's hours and is held by nobody.
    fn outside(&self, query: &RankQuery, resource: Resource, held: &[TickRange]) -> Minutes {
        let span = span(&query.stretches);
        let opening = self.time().opening(resource).into_iter();
        let mut taken: Vec<TickRange> = opening.flat_map(|it| it.stretches_in(span)).collect();
        taken.extend(self.time().lunch().stretches_in(span));
        taken.extend_from_slice(held);
        WorkCalendar::new(span, query.stretches.iter().copied()).without(&taken).total()
    }

    /// What is left of the legal hours of the civil weeks in which the stretches lie.
    fn hours_part(&self, query: &RankQuery, person: PersonId) -> RankPart {
        let weeks = self.weeks_of(span(&query.stretches));
        let limit = self.time().facility().house.week_limit();
        let loads = self.loads_but(Resource::Person(person), &weeks, query.booking);
        let left = loads.iter().map(|load| (limit - load.held).max(Minutes::ZERO));
        let left: Minutes = left.sum();
        let limit: Minutes = weeks.iter().map(|_| limit).sum();
        let most = query.weights.hours;
        let points = if left < query.work { 0 } else { share(most, left.0, limit.0) };
        RankPart { points, most, figure: RankFigure::Hours { left, limit } }
    }

    /// The civil weeks in which a range lies, one by one.
    fn weeks_of(&self, range: TickRange) -> Vec<TickRange> {
        let (time, mut weeks) = (self.time(), Vec::new());
        if range.is_empty() {
            return weeks;
        }
        let last = time.day_number(range.end - Minutes(1));
        let (mut monday, mut start) = time.week_of(time.day_number(range.start));
        while monday <= last {
            let (next, end) = time.week_of(monday + 7);
            // Nothing is known of the time after the horizon.
            let end = if end > start { end } else { range.end.max(start) };
            weeks.push(TickRange::new(start, end));
            (monday, start) = (next.max(monday + 1), end);
        }
        weeks
    }
}

fn languages(query: &RankQuery, known: &Known, person: &Person) -> RankPart {
    let (missing, asked, points) =
        lacking(known.languages(), &person.languages, query.weights.languages);
    let figure = RankFigure::Languages { asked, missing };
    RankPart { points, most: query.weights.languages, figure }
}

/// What is asked for and not there, how much is asked for, and the points for the rest.
fn lacking(
    asked: &BTreeSet<String>,
    there: &BTreeSet<String>,
    most: i64,
) -> (Vec<String>, usize, i64) {
    let missing: Vec<String> = asked.difference(there).cloned().collect();
    let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    let points = share(most, count(asked.len() - missing.len()), count(asked.len()));
    (missing, asked.len(), points)
}

fn skills(query: &RankQuery, person: &Person) -> RankPart {
    let most = query.weights.skills;
    let (missing, asked, points) = lacking(&query.skills, &person.skills, most);
    RankPart { points, most, figure: RankFigure::Skills { asked, missing } }
}

/// From the first to the last minute of stretches.
fn span(stretches: &[TickRange]) -> TickRange {
    let first = stretches.iter().map(|stretch| stretch.start).min();
    let last = stretches.iter().map(|stretch| stretch.end).max();
    let none = TickRange::new(Tick::default(), Tick::default());
    first.zip(last).map_or(none, |(first, last)| TickRange::new(first, last))
}

/// What of a calendar lies in some stretches.
fn within(calendar: &WorkCalendar, span: TickRange, stretches: &[TickRange]) -> WorkCalendar {
    let open = stretches.iter().flat_map(|stretch| calendar.stretches_in(*stretch));
    WorkCalendar::new(span, open)
}
