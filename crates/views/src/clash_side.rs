//! One side of a clash, with all that is needed to decide which of them gives way.

use crate::plan_parts::link_view;
use crate::{BookingView, LinkView, Moment, Source};
use model::{Absence, Kind, Plan, ProductionId, Subject};
use schedule::{Clash, ClashKind};

/// One side of a clash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClashSideView {
    /// The record.
    pub subject: Subject,
    /// The record to be looked at: for an absence, whose it is.
    pub leads_to: Subject,
    /// The production, if the record is in one's plan.
    pub production: Option<ProductionId>,
    /// Title of the production; for an absence, the name of whose it is; empty if there is none.
    pub title: String,
    /// Name of the record; empty if it is gone or has none.
    pub name: String,
    /// Is it gone?
    pub gone: bool,
    /// The booking, if it is one.
    pub booking: Option<BookingView>,
    /// The dependency, if it is one.
    pub link: Option<LinkView>,
    /// Planned start and finish of a task, first moment of an absence and the first after it.
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
    let due = clash.range.filter(|_| clash.kind == ClashKind::Deadline);
    let mut view = ClashSideView {
        subject,
        leads_to: subject,
        production,
        title: production.map(|id| source.production(id)).unwrap_or_default(),
        name: source.name(&subject).unwrap_or_default(),
        gone: false,
        booking: None,
        link: None,
        dates: None,
        due: due.map(|range| source.civil(range.start)),
    };
    let id = subject.id;
    match (subject.kind, plan) {
        (Kind::Booking, Some(plan)) => {
            let booking = plan.bookings.get(&id.into());
            view.booking = booking.map(|booking| crate::booking::view(source, plan, booking));
            view.gone = booking.is_none();
        }
        (Kind::Task, Some(plan)) => {
            let dates = source.report.plan(plan.production.id).and_then(|it| it.task(id.into()));
            view.dates = dates.map(|dates| (source.civil(dates.start), source.civil(dates.finish)));
            view.gone = !plan.tasks.contains_key(&id.into());
        }
        (Kind::Link, Some(plan)) => {
            let link = plan.links.get(&id.into());
            view.gone = link.is_none();
            if let Some(link) = link {
                let task = |id| source.task(plan, id);
                let ends = [link.from.map(task), link.to.map(task)];
                view.name = ends.into_iter().flatten().collect::<Vec<_>>().join(" → ");
                view.link = Some(link_view(link));
                let to = link.to.map(|to| Subject::planned(plan.production.id, Kind::Task, to));
                view.leads_to = to.unwrap_or(subject);
            }
        }
        (Kind::Absence, _) => match source.facility.absences.get(&id.into()) {
            Some(absence) => of_absence(source, absence, &mut view),
            None => view.gone = true,
        },
        _ => {}
    }
    view
}

/// Whose an absence is, and when.
fn of_absence(source: &Source<'_>, absence: &Absence, view: &mut ClashSideView) {
    let person = absence.person.map(|id| Subject::shared(Kind::Person, id));
    let room = absence.room.map(|id| Subject::shared(Kind::Room, id));
    let machine = absence.equipment.map(|id| Subject::shared(Kind::Equipment, id));
    if let Some(whose) = person.or(room).or(machine) {
        view.leads_to = whose;
        view.title = source.name(&whose).unwrap_or_default();
    }
    let dates = absence.start.zip(absence.end);
    view.dates = dates.map(|(start, end)| (source.moment(start), source.moment(end)));
}
