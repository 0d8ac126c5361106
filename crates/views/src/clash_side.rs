//! One side of a clash, with all that is needed to decide which of them gives way.

use crate::{BookingView, Moment, Source};
use model::{Kind, Plan, ProductionId, Subject};
use schedule::{Clash, ClashKind};

/// One side of a clash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClashSideView {
    /// The record.
    pub subject: Subject,
    /// The production, if the record is in one's plan.
    pub production: Option<ProductionId>,
    /// Title of the production; empty if there is none.
    pub title: String,
    /// Name of the record; empty if it is gone or has none.
    pub name: String,
    /// The booking, if it is one.
    pub booking: Option<BookingView>,
    /// Planned start and finish of a task.
    pub dates: Option<(Moment, Moment)>,
    /// By when it must be finished, for a clash of dates.
    pub due: Option<Moment>,
}

/// The sides of a clash, in its order.
pub fn clash_sides(source: &Source<'_>, clash: &Clash) -> Vec<ClashSideView> {
    clash.sides.iter().map(|subject| side(source, clash, *subject)).collect()
}

fn side(source: &Source<'_>, clash: &Clash, subject: Subject) -> ClashSideView {
    let production = subject.scope.production();
    let plan: Option<&Plan> = production.and_then(|id| source.plans.get(&id)).map(AsRef::as_ref);
    let booking = plan
        .filter(|_| subject.kind == Kind::Booking)
        .and_then(|plan| Some((plan, plan.bookings.get(&subject.id.into())?)));
    let task = production.filter(|_| subject.kind == Kind::Task);
    let dates = task.and_then(|id| source.report.plan(id)?.task(subject.id.into()));
    let due = clash.range.filter(|_| clash.kind == ClashKind::Deadline);
    ClashSideView {
        subject,
        production,
        title: production.map(|id| source.production(id)).unwrap_or_default(),
        name: source.name(&subject).unwrap_or_default(),
        booking: booking.map(|(plan, booking)| crate::booking::view(source, plan, booking)),
        dates: dates.map(|dates| (source.civil(dates.start), source.civil(dates.finish))),
        due: due.map(|range| source.civil(range.start)),
    }
}
