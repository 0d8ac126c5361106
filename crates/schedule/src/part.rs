//! What is kept of each plan between two checks, so that an edit of one plan leaves the others
//! alone.

use crate::clash::booking::{BookingChecks, Holding, Lapse};
use crate::clash::shared::Stretch;
use crate::clash::{Clash, plan as plan_clashes};
use crate::compile::{Ends, Network};
use crate::dates::{PlanDates, TaskDates};
use crate::facility_time::FacilityTime;
use crate::pass::{Booked, Deadlines, Pass};
use crate::resource::Resource;
use model::{Booking, BookingId, Casting, Finding, Kind, PersonId, Place, Plan, Severity, Subject};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use units::{Datelike, Minutes, NaiveDate, Tick, TickRange};

/// One plan laid out in time. It hangs on the plan and on the house; not on rooms and people, nor
/// on the moment.
#[derive(Debug)]
pub(crate) struct PlanBase {
    pub(crate) plan: Arc<Plan>,
    pub(crate) holdings: Vec<Holding>,
    pub(crate) network: Network,
    booked: Booked,
    pub(crate) deadlines: Deadlines,
    lapses: Vec<Lapse>,
    clashes: Vec<Arc<Clash>>,
    pub(crate) findings: Vec<Finding>,
    /// First and last year of which it speaks, if it has any dates.
    pub(crate) years: Option<(i32, i32)>,
    /// What its bookings take of each resource, by start.
    pub(crate) stretches: BTreeMap<Resource, Vec<Stretch>>,
}

/// What the bookings of a plan ask of rooms and people that these do not give. It hangs on the
/// whole facility and on the casting, not on the moment.
#[derive(Debug)]
pub(crate) struct PlanFit {
    clashes: Vec<Arc<Clash>>,
    /// People the director does not want.
    pub(crate) vetoed: BTreeSet<PersonId>,
}

/// The dates of a plan at a moment.
#[derive(Debug)]
pub(crate) struct PlanDated {
    pub(crate) dates: Arc<PlanDates>,
    clashes: Vec<Arc<Clash>>,
    /// Tasks whose dates are not theirs, since the calendars end before.
    pub(crate) findings: Vec<Finding>,
    /// When the last work is done.
    pub(crate) last: Option<Tick>,
}

/// One plan, checked by itself.
#[derive(Debug, Clone)]
pub(crate) struct PlanPart {
    pub(crate) base: Arc<PlanBase>,
    pub(crate) fit: Arc<PlanFit>,
    pub(crate) dated: Arc<PlanDated>,
}

impl PlanPart {
    /// Its clashes, in no order.
    pub(crate) fn clashes(&self) -> impl Iterator<Item = &Arc<Clash>> {
        self.base.clashes.iter().chain(&self.fit.clashes).chain(&self.dated.clashes)
    }
}

impl PlanBase {
    /// Lays a plan out.
    pub(crate) fn new(time: &FacilityTime, plan: &Arc<Plan>) -> Self {
        let holdings: Vec<Holding> =
            plan.bookings.values().filter_map(|booking| Holding::new(booking, time)).collect();
        let network = Network::new(plan);
        let production = plan.production.id;
        let lapses = holdings.iter().flat_map(|holding| holding.lapses(production, time)).collect();
        Self {
            plan: plan.clone(),
            booked: booked(&network, holdings.iter()),
            deadlines: Deadlines::new(time, plan, &network),
            lapses,
            clashes: shared(plan_clashes::of_tasks(plan, &network, holdings.iter())),
            findings: findings(plan, &network),
            years: years(plan),
            stretches: stretches(time, plan, &holdings),
            holdings,
            network,
        }
    }

    /// What a booking takes.
    pub(crate) fn pieces(&self, time: &FacilityTime, booking: &Booking) -> Cow<'_, [TickRange]> {
        // Both are by identifier.
        let place = self.holdings.binary_search_by_key(&booking.id, |it| it.booking.id);
        match place.ok().and_then(|place| self.holdings.get(place)) {
            Some(holding) => Cow::Borrowed(&holding.occupation.pieces),
            None => Cow::Owned(time.occupation(booking).pieces),
        }
    }

    /// Clashes of its tasks, were some of its bookings other than they are.
    pub(crate) fn with(
        &self,
        time: &FacilityTime,
        now: Tick,
        tried: &BTreeMap<BookingId, Option<Holding>>,
    ) -> Vec<Clash> {
        let kept = self.holdings.iter().filter(|kept| !tried.contains_key(&kept.booking.id));
        let holdings = kept.chain(tried.values().flatten());
        let booked = booked(&self.network, holdings.clone());
        let pass = Pass { time, plan: &self.plan, network: &self.network, booked: &booked, now };
        let planned = pass.forward();
        let deadlines = pass.deadline_dates(&self.deadlines, &planned);
        let mut clashes = plan_clashes::of_dates(&pass, &planned, &deadlines);
        plan_clashes::same_as(&self.plan, holdings, &mut clashes);
        clashes
    }
}

impl PlanFit {
    /// Looks at each booking of a plan.
    pub(crate) fn new(time: &FacilityTime, casting: &Casting, base: &PlanBase) -> Self {
        let vetoed = vetoed(casting, &base.plan);
        let checks = BookingChecks { time, plan: &base.plan, vetoed: &vetoed };
        let mut clashes = Vec::new();
        base.holdings.iter().for_each(|holding| checks.check(holding, &mut clashes));
        Self { clashes: shared(clashes), vetoed }
    }
}

impl PlanDated {
    /// Dates a plan.
    pub(crate) fn new(time: &FacilityTime, base: &PlanBase, now: Tick) -> Self {
        let (plan, network, booked) = (&base.plan, &base.network, &base.booked);
        let pass = Pass { time, plan, network, booked, now };
        let passed = pass.run(&base.deadlines);
        let mut clashes = plan_clashes::of_dates(&pass, &passed.planned, &passed.dates.deadlines);
        clashes.extend(base.lapses.iter().filter_map(|lapse| lapse.by(now)));
        Self {
            clashes: shared(clashes),
            findings: beyond(time, plan, &passed.dates),
            last: passed.dates.tasks.values().map(last).max(),
            dates: Arc::new(passed.dates),
        }
    }
}

fn shared(clashes: Vec<Clash>) -> Vec<Arc<Clash>> {
    clashes.into_iter().map(Arc::new).collect()
}

fn booked<'a>(network: &Network, holdings: impl Iterator<Item = &'a Holding>) -> Booked {
    let mut held = Vec::with_capacity(holdings.size_hint().0 * 4);
    for holding in holdings {
        if let Some(number) = holding.booking.task.and_then(|id| network.number(id)) {
            let pieces = holding.occupation.pieces.iter();
            held.extend(pieces.map(|piece| (number, *piece, holding.booking.id)));
        }
    }
    Booked::new(network, held)
}

fn stretches(
    time: &FacilityTime,
    plan: &Plan,
    holdings: &[Holding],
) -> BTreeMap<Resource, Vec<Stretch>> {
    let mut stretches: BTreeMap<Resource, Vec<Stretch>> = BTreeMap::new();
    for holding in holdings {
        let of_booking = holding.stretches(plan.production.id, time);
        for resource in holding.resources() {
            stretches.entry(resource).or_default().extend_from_slice(&of_booking);
        }
    }
    stretches.values_mut().for_each(|of_resource| of_resource.sort_unstable());
    stretches
}

/// People the director of a production does not want.
fn vetoed(casting: &Casting, plan: &Plan) -> BTreeSet<PersonId> {
    let opinions = casting.opinions(plan.production.director);
    opinions.into_iter().filter(|(_, opinion)| opinion.veto).map(|(person, _)| person).collect()
}

/// Dependencies that mean nothing to the passes, or that nothing can keep.
fn findings(plan: &Plan, network: &Network) -> Vec<Finding> {
    let of_link = |severity, code, link| {
        let link = Subject::planned(plan.production.id, Kind::Link, link);
        Finding::new(severity, code).at(Place::subject(link))
    };
    let into_groups = network.ties.iter().filter(|tie| {
        let group = network.item(tie.to).is_some_and(|item| item.group);
        group && matches!(tie.ends, Ends::FinishToFinish | Ends::StartToFinish)
    });
    let into_groups =
        into_groups.map(|tie| of_link(Severity::Info, "clash-finish-of-group", tie.link));
    let contrary = network.ties.iter().filter(|tie| {
        let work = network.item(tie.from).map_or(Minutes::ZERO, |from| from.task.work);
        plan.links.get(&tie.link).is_some_and(|link| link.is_contrary(work))
    });
    let contrary = contrary.map(|tie| {
        let name = |number| network.item(number).map_or("", |item| item.task.name.as_str());
        let finding = of_link(Severity::Warning, "clash-contrary-lags", tie.link);
        finding.with("from", name(tie.from)).with("to", name(tie.to))
    });
    into_groups.chain(contrary).collect()
}

/// The last date of a task.
fn last(dates: &TaskDates) -> Tick {
    dates.start.max(dates.finish).max(dates.early_finish)
}

/// Tasks that run into the end of the calendars, or lie beyond it.
fn beyond(time: &FacilityTime, plan: &Plan, dates: &PlanDates) -> Vec<Finding> {
    let end = time.calendars().horizon().end;
    let until = time.civil(end - Minutes(1)).date();
    let beyond = dates.tasks.iter().filter(|(_, dates)| !dates.group && last(dates) >= end);
    beyond
        .map(|(id, _)| {
            let task = Subject::planned(plan.production.id, Kind::Task, *id);
            let name = plan.tasks.get(id).map_or("", |task| &task.name);
            Finding::new(Severity::Warning, "schedule-beyond-horizon")
                .at(Place::subject(task))
                .with("name", name)
                .with("until", units::format_date(until))
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
