//! What is kept of each plan between two checks, so that an edit of one plan leaves the others
//! alone.

use crate::clash::booking::{BookingChecks, Holding};
use crate::clash::shared::Stretch;
use crate::clash::{Clash, Holder, plan as plan_clashes};
use crate::compile::{Ends, Network};
use crate::dates::PlanDates;
use crate::facility_time::FacilityTime;
use crate::pass::{Booked, Pass};
use crate::resource::Resource;
use model::{Casting, Finding, Kind, PersonId, Place, Plan, Severity, Subject, TaskId};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use units::{Datelike, NaiveDate, Tick, TickRange};

/// One plan, checked by itself.
#[derive(Debug)]
pub(crate) struct PlanPart {
    pub(crate) plan: Arc<Plan>,
    pub(crate) dates: Arc<PlanDates>,
    /// Sorted.
    pub(crate) clashes: Vec<Arc<Clash>>,
    pub(crate) findings: Vec<Finding>,
    /// People the director does not want.
    pub(crate) vetoed: BTreeSet<PersonId>,
    /// What its bookings take of each resource, by start.
    pub(crate) stretches: BTreeMap<Resource, Vec<Stretch>>,
}

impl PlanPart {
    /// Checks a plan by itself.
    pub(crate) fn new(time: &FacilityTime, casting: &Casting, plan: &Arc<Plan>, now: Tick) -> Self {
        let holdings: Vec<Holding> =
            plan.bookings.values().filter_map(|booking| Holding::new(booking, time)).collect();
        let network = Network::new(plan);
        let booked = booked(plan, &holdings);
        let pass = Pass { time, plan, network: &network, booked: &booked, now };
        let passed = pass.run();
        let mut clashes = Vec::new();
        plan_clashes::check(&pass, &passed, &holdings, &mut clashes);
        let checks = BookingChecks { time, plan, vetoed: vetoed(casting, plan), now };
        holdings.iter().for_each(|holding| checks.check(holding, &mut clashes));
        clashes.sort();
        Self {
            plan: plan.clone(),
            dates: Arc::new(passed.dates),
            clashes: clashes.into_iter().map(Arc::new).collect(),
            findings: findings(plan, &network),
            stretches: stretches(time, plan, &holdings),
            vetoed: checks.vetoed,
        }
    }
}

/// What the bookings of each task hold, by task number. Time booked twice is held once.
fn booked(plan: &Plan, holdings: &[Holding]) -> Vec<Booked> {
    let mut pieces: BTreeMap<TaskId, Vec<(TickRange, model::BookingId)>> = BTreeMap::new();
    for holding in holdings {
        if let Some(task) = holding.booking.task {
            let of_task = pieces.entry(task).or_default();
            of_task
                .extend(holding.occupation.pieces.iter().map(|piece| (*piece, holding.booking.id)));
        }
    }
    plan.tasks
        .keys()
        .map(|id| {
            let mut of_task = pieces.remove(id).unwrap_or_default();
            of_task.sort_unstable();
            let first = of_task.first().map(|(_, booking)| *booking);
            let mut joined: Vec<TickRange> = Vec::with_capacity(of_task.len());
            for (piece, _) in of_task {
                match joined.last_mut() {
                    Some(last) if piece.start <= last.end => last.end = last.end.max(piece.end),
                    _ => joined.push(piece),
                }
            }
            Booked { pieces: joined, first }
        })
        .collect()
}

fn stretches(
    time: &FacilityTime,
    plan: &Plan,
    holdings: &[Holding],
) -> BTreeMap<Resource, Vec<Stretch>> {
    let mut stretches: BTreeMap<Resource, Vec<Stretch>> = BTreeMap::new();
    for holding in holdings {
        let holder = Holder {
            production: plan.production.id,
            booking: holding.booking.id,
            hold: holding.hold,
        };
        let of_booking: Vec<Stretch> = holding
            .occupation
            .pieces
            .iter()
            .map(|piece| Stretch { range: *piece, holder, work: time.work_in(*piece) })
            .collect();
        for resource in holding.resources() {
            if time.availability(resource).is_some() {
                stretches.entry(resource).or_default().extend_from_slice(&of_booking);
            }
        }
    }
    stretches.values_mut().for_each(|of_resource| of_resource.sort_unstable());
    stretches
}

/// People the director of a production does not want.
fn vetoed(casting: &Casting, plan: &Plan) -> BTreeSet<PersonId> {
    let Some(director) = plan.production.director else { return BTreeSet::new() };
    casting
        .affinities
        .values()
        .filter(|affinity| affinity.veto && affinity.director == Some(director))
        .filter_map(|affinity| affinity.person)
        .collect()
}

/// Dependencies that mean nothing to the passes.
fn findings(plan: &Plan, network: &Network) -> Vec<Finding> {
    let into_groups = network.ties.iter().filter(|tie| {
        let group = network.item(tie.to).is_some_and(|item| item.group);
        group && matches!(tie.ends, Ends::FinishToFinish | Ends::StartToFinish)
    });
    into_groups
        .map(|tie| {
            let link = Subject::planned(plan.production.id, Kind::Link, tie.link);
            Finding::new(Severity::Info, "clash-finish-of-group").at(Place::subject(link))
        })
        .collect()
}

/// First and last year of which a plan speaks.
pub(crate) fn years(plan: &Plan) -> Option<(i32, i32)> {
    let production = &plan.production;
    let tasks = plan
        .tasks
        .values()
        .flat_map(|task| [task.actual_start, task.actual_finish, task.not_before, task.deadline]);
    let bookings = plan.bookings.values().flat_map(|booking| [booking.start, booking.end]);
    let moments = tasks.chain(bookings).flatten().map(|moment| moment.date());
    let dates = [production.start, production.delivery];
    let episodes = plan.episodes.values().map(|episode| episode.delivery);
    let all = moments.chain(dates.into_iter().chain(episodes).flatten());
    let years = all.map(|date: NaiveDate| date.year());
    years.fold(None, |span: Option<(i32, i32)>, year| {
        Some(span.map_or((year, year), |(first, last)| (first.min(year), last.max(year))))
    })
}
