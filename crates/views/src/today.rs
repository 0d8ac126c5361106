//! The day of a coordinator: what there is to decide, what threatens a delivery first, and the
//! deliveries to come. The rooms of the day are in `day.rs`, what others did in `deeds.rs`.

use crate::{BookingView, Moment, Source};
use model::{Booking, BookingState, Kind, Plan, ProductionId, ProductionState, Severity, Subject};
use schedule::{Clash, ClashKind, DeadlineDates, Driver, PlanDates, Resource};
use std::collections::BTreeSet;
use std::sync::Arc;
use units::{Days, Minutes, NaiveDate, NaiveDateTime, Tick, TickRange};

/// A date with less float than so many days of the house is tight.
const TIGHT_DAYS: i64 = 2;

/// Clashes of so many days, today included, are to be decided now.
const CLASH_DAYS: u64 = 21;

/// Options that lapse within so many days, today included, are to be decided now.
const OPTION_DAYS: u64 = 3;

/// Deliveries of so many days are coming.
const DELIVERY_DAYS: u64 = 42;

/// What there is to decide, and what is to be delivered.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TodayView {
    /// What there is to decide, what threatens a delivery first.
    pub decisions: Vec<DecisionView>,
    /// What is to be delivered in the weeks to come, or should have been, earliest first.
    pub deliveries: Vec<DeliveryView>,
}

/// Something to decide.
#[derive(Debug, Clone, PartialEq)]
pub struct DecisionView {
    /// How pressing it is; the most pressing ones come first.
    pub urgency: Urgency,
    /// The record it is about.
    pub subject: Subject,
    /// What it is.
    pub matter: Matter,
}

/// How pressing a decision is, the most pressing first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Urgency {
    /// A delivery will be late.
    Late,
    /// Something that cannot hold is close.
    Clash,
    /// A delivery has hardly any float left.
    Tight,
    /// Somebody waits for an answer, or an option lapses.
    Option,
    /// Sessions are over and nobody has said so.
    Unfinished,
}

/// What there is to decide.
#[derive(Debug, Clone, PartialEq)]
pub enum Matter {
    /// A date that is not met, or hardly.
    Deadline(Box<DeadlineMatter>),
    /// Something that cannot hold.
    Clash(Arc<Clash>),
    /// An option that has lapsed or will, or whose answer is awaited.
    Option(Box<OptionMatter>),
    /// Sessions that are over and not marked as done, by start.
    Unfinished(Vec<BookingView>),
}

/// A date that is not met, or hardly.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeadlineMatter {
    /// Whose date it is.
    pub delivery: DeliveryView,
    /// The task that is finished last.
    pub last: String,
    /// What decides when that task begins.
    pub driver: DriverView,
}

/// What decides when a task begins, by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DriverView {
    /// It began then.
    Actual,
    /// Its first booking, in that room from that moment on.
    Booking {
        /// Name of the room; empty if none is booked.
        room: String,
        /// First moment.
        start: Option<NaiveDateTime>,
    },
    /// The task before it.
    Link(String),
    /// What holds back the group it stands in.
    Group(String),
    /// Its own "not before", the start of the production.
    Date,
    /// The present: it is not booked yet.
    Now,
}

/// An option that presses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OptionMatter {
    /// The booking.
    pub booking: BookingView,
    /// When it lapses, or when the answer is due.
    pub at: Moment,
    /// Has that moment passed?
    pub lapsed: bool,
    /// Who asks for an answer: title of the production; empty if nobody does.
    pub challenger: String,
    /// The clash that tells of it, with its ways out.
    pub clash: Option<Arc<Clash>>,
}

/// A date on which something is delivered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeliveryView {
    /// The task, episode or production whose date it is.
    pub subject: Subject,
    /// The production.
    pub production: ProductionId,
    /// Title of the production.
    pub title: String,
    /// Name of the task; empty for a production or an episode.
    pub name: String,
    /// Number of the episode, where there are several.
    pub episode: Option<i64>,
    /// To whom a production is delivered; empty if it is not known, or for a part of it.
    pub broadcaster: String,
    /// By when.
    pub at: Moment,
    /// When it will be.
    pub finish: Option<Moment>,
    /// Working time of the house left; negative is late.
    pub float: Option<Minutes>,
}

/// The day as of the moment the report speaks of.
pub fn today(source: &Source<'_>) -> TodayView {
    let now = source.report.now();
    let today = source.civil(now).at.date();
    let day = Looked { source, now, today };
    let mut decisions = day.deadlines();
    decisions.extend(day.clashes());
    decisions.extend(day.options());
    decisions.extend(day.unfinished());
    // Stable: within one urgency the order they were found in, which is that of the date.
    decisions.sort_by_key(|decision| decision.urgency);
    TodayView { decisions, deliveries: day.deliveries() }
}

struct Looked<'a> {
    source: &'a Source<'a>,
    now: Tick,
    today: NaiveDate,
}

impl Looked<'_> {
    /// Midnight so many days from today.
    fn midnight(&self, days: u64) -> Tick {
        let date = self.today.checked_add_days(Days::new(days)).unwrap_or(self.today);
        self.source.time().tick(date.and_time(units::NaiveTime::MIN))
    }

    /// The plans of productions that are being made, with their dates.
    fn plans(&self) -> impl Iterator<Item = (&Plan, &PlanDates)> {
        self.source.plans.values().filter_map(|plan| {
            let over = matches!(
                plan.production.state,
                ProductionState::Delivered | ProductionState::Archived | ProductionState::Abandoned
            );
            let dates = self.source.report.plan(plan.production.id)?;
            (!over).then_some((plan.as_ref(), dates))
        })
    }

    /// Dates that are not met or hardly, the worst first; of those that one task misses, the worst.
    fn deadlines(&self) -> Vec<DecisionView> {
        let tight = Minutes(self.source.day().0.saturating_mul(TIGHT_DAYS));
        let mut found = Vec::new();
        for (plan, dates) in self.plans() {
            let open = dates.deadlines.iter().filter_map(|deadline| {
                let float = deadline.float.filter(|float| *float < tight)?;
                Some((float, deadline.last?, deadline))
            });
            let mut open: Vec<_> = open.collect();
            open.sort_by_key(|(float, _, deadline)| (*float, deadline.at));
            let mut told = BTreeSet::new();
            open.retain(|(_, last, _)| told.insert(*last));
            found.extend(
                open.into_iter().map(|(float, _, deadline)| (float, plan, dates, deadline)),
            );
        }
        found.sort_by_key(|(float, _, _, deadline)| (*float, deadline.at, deadline.subject));
        let decision =
            |(float, plan, dates, deadline): (Minutes, &Plan, &PlanDates, &DeadlineDates)| {
                let urgency = if float.is_negative() { Urgency::Late } else { Urgency::Tight };
                let last = deadline.last;
                let driver = last.and_then(|last| dates.task(last)).map(|dates| dates.driver);
                let matter = DeadlineMatter {
                    delivery: self.delivery(plan, deadline),
                    last: last.map(|last| self.source.task(plan, last)).unwrap_or_default(),
                    driver: driver.map_or(DriverView::Now, |driver| self.driver(plan, driver)),
                };
                let subject = last.map_or(deadline.subject, |last| {
                    Subject::planned(plan.production.id, Kind::Task, last)
                });
                DecisionView { urgency, subject, matter: Matter::Deadline(Box::new(matter)) }
            };
        found.into_iter().map(decision).collect()
    }

    fn driver(&self, plan: &Plan, driver: Driver) -> DriverView {
        match driver {
            Driver::Actual => DriverView::Actual,
            Driver::Booking(id) => {
                let booking = plan.bookings.get(&id);
                let room = booking.and_then(|booking| booking.room);
                DriverView::Booking {
                    room: room.map(|room| self.source.room(room)).unwrap_or_default(),
                    start: booking.and_then(|booking| booking.start),
                }
            }
            Driver::Link(id) => {
                let from = plan.links.get(&id).and_then(|link| link.from);
                DriverView::Link(from.map(|from| self.source.task(plan, from)).unwrap_or_default())
            }
            Driver::Group(id) => DriverView::Group(self.source.task(plan, id)),
            Driver::NotBefore | Driver::ProductionStart => DriverView::Date,
            Driver::Now | Driver::Children => DriverView::Now,
        }
    }

    fn delivery(&self, plan: &Plan, deadline: &DeadlineDates) -> DeliveryView {
        let whole = deadline.subject.kind == Kind::Production;
        let task = deadline.subject.kind == Kind::Task;
        let name = self.source.name(&deadline.subject).filter(|_| task);
        let episode = match deadline.subject.kind {
            Kind::Episode => Some(deadline.subject.id.into()),
            _ => plan.tasks.get(&deadline.subject.id.into()).and_then(|task| task.episode),
        };
        DeliveryView {
            subject: deadline.subject,
            production: plan.production.id,
            title: self.source.production(plan.production.id),
            name: name.unwrap_or_default(),
            episode: episode.and_then(|episode| crate::day::episode_number(plan, episode)),
            broadcaster: if whole { plan.production.broadcaster.clone() } else { String::new() },
            at: self.source.civil(deadline.at),
            finish: deadline.finish.map(|finish| self.source.civil(finish)),
            float: deadline.float,
        }
    }

    /// What cannot hold today and in the days to come, earliest first. Late dates are told apart.
    fn clashes(&self) -> Vec<DecisionView> {
        let near = TickRange::new(self.now, self.midnight(CLASH_DAYS));
        let pressing = |clash: &&Arc<Clash>| {
            clash.severity == Severity::Error
                && !matches!(clash.kind, ClashKind::Deadline | ClashKind::ExpiredOption)
                && clash.range.is_none_or(|range| range.overlaps(near))
        };
        let clashes = self.source.report.clashes.iter().filter(pressing);
        let mut clashes: Vec<_> = clashes.collect();
        clashes.sort_by_key(|clash| clash.range);
        let decision = |clash: &Arc<Clash>| {
            let about = clash.sides.first().copied();
            let about = about.or_else(|| clash.resource.map(Resource::subject));
            Some(DecisionView {
                urgency: Urgency::Clash,
                subject: about?,
                matter: Matter::Clash(Arc::clone(clash)),
            })
        };
        clashes.into_iter().filter_map(decision).collect()
    }

    /// Options that have lapsed or will soon, earliest first.
    fn options(&self) -> Vec<DecisionView> {
        let soon = self.midnight(OPTION_DAYS);
        let mut found = Vec::new();
        for (plan, _) in self.plans() {
            for booking in plan.bookings.values() {
                let Some(at) = pressing_moment(booking) else { continue };
                let tick = self.source.booking_zone(booking).tick(at);
                if tick < soon || booking.challenged_by.is_some() {
                    found.push((tick, plan, booking));
                }
            }
        }
        found.sort_by_key(|(tick, _, booking)| (*tick, booking.id));
        let decision = |(tick, plan, booking): (Tick, &Plan, &Arc<Booking>)| {
            let subject = Subject::planned(plan.production.id, Kind::Booking, booking.id);
            let challenger = booking.challenged_by.and_then(|by| {
                let asks = self.source.plans.values().find(|plan| plan.bookings.contains_key(&by));
                asks.map(|plan| self.source.production(plan.production.id))
            });
            let told = |clash: &&Arc<Clash>| {
                clash.kind == ClashKind::ExpiredOption && clash.sides.contains(&subject)
            };
            let matter = OptionMatter {
                booking: crate::booking::view(self.source, plan, booking),
                at: self.source.civil(tick),
                lapsed: tick <= self.now,
                challenger: challenger.unwrap_or_default(),
                clash: self.source.report.clashes.iter().find(told).cloned(),
            };
            DecisionView {
                urgency: Urgency::Option,
                subject,
                matter: Matter::Option(Box::new(matter)),
            }
        };
        found.into_iter().map(decision).collect()
    }

    /// The sessions that ended before today and that nobody has marked as done, as one decision.
    fn unfinished(&self) -> Option<DecisionView> {
        let midnight = self.midnight(0);
        let mut found = Vec::new();
        for (plan, _) in self.plans() {
            for booking in plan.bookings.values() {
                if !matches!(booking.state, BookingState::Confirmed | BookingState::InProgress) {
                    continue;
                }
                let pieces = self.source.time().occupation(booking).pieces;
                if pieces.last().is_some_and(|last| last.end <= midnight) {
                    found.push((pieces.first().map(|piece| piece.start), plan, booking));
                }
            }
        }
        found.sort_by_key(|(start, _, booking)| (*start, booking.id));
        let (_, plan, booking) = found.first()?;
        Some(DecisionView {
            urgency: Urgency::Unfinished,
            subject: Subject::planned(plan.production.id, Kind::Booking, booking.id),
            matter: Matter::Unfinished(
                found
                    .iter()
                    .map(|(_, plan, booking)| crate::booking::view(self.source, plan, booking))
                    .collect(),
            ),
        })
    }

    /// What is delivered in the weeks to come or should have been, earliest first.
    fn deliveries(&self) -> Vec<DeliveryView> {
        let until = self.midnight(DELIVERY_DAYS);
        let mut found: Vec<(Tick, DeliveryView)> = Vec::new();
        for (plan, dates) in self.plans() {
            let open = dates.deadlines.iter().filter(|deadline| {
                deadline.last.is_some()
                    && deadline.at < until
                    && matches!(deadline.subject.kind, Kind::Production | Kind::Episode)
            });
            found.extend(open.map(|deadline| (deadline.at, self.delivery(plan, deadline))));
        }
        found.sort_by(|(a_at, a), (b_at, b)| a_at.cmp(b_at).then(a.subject.cmp(&b.subject)));
        found.into_iter().map(|(_, delivery)| delivery).collect()
    }
}

/// When an option lapses, or when its answer is due; none if it is no option or never lapses.
fn pressing_moment(booking: &Booking) -> Option<NaiveDateTime> {
    if booking.state != BookingState::Option {
        return None;
    }
    match (booking.answer_by, booking.expires) {
        (Some(answer), Some(expires)) => Some(answer.min(expires)),
        (answer, expires) => answer.or(expires),
    }
}
