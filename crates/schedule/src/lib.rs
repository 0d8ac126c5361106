//! When work can be done, when it will be done, and what stands in the way: calendars, public
//! holidays, genre templates, dates, clashes.
//!
//! Invariants: no I/O, no clock, no randomness, no threads; the same values give the same
//! answers. People set civil time; here inside, time is ticks (minutes in UTC).

mod baseline;
mod calendar;
mod calendars;
mod check;
mod clash;
mod compare;
mod compile;
mod dates;
mod days;
mod facility_time;
mod free;
mod holidays;
mod horizon;
mod load;
mod moving;
mod occupation;
mod part;
mod pass;
mod placement;
mod probe;
mod publication;
mod rank;
mod replan;
mod report;
mod resource;
mod shifting;
pub mod solve;
mod template;

pub use baseline::baseline_tasks;
pub use calendar::WorkCalendar;
pub use calendars::{Availability, Calendars, Closure, ClosureCause, Holiday};
pub use check::Checker;
pub use clash::proposals::{Proposal, Remedy};
pub use clash::{Clash, ClashKind, Hold, Holder};
pub use compare::Comparison;
pub use compile::Ends;
pub use dates::{DeadlineDates, Driver, PlanDates, TaskDates};
pub use facility_time::FacilityTime;
pub use free::{Candidate, FreeQuery, Unavailable, Wanted, WhoIsFree};
pub use holidays::{days_off, holiday_keys, holidays};
pub use load::Load;
pub use occupation::{DateProblem, MOST_DAYS, Occupation};
pub use placement::Placement;
pub use publication::published_lines;
pub use rank::{
    Continuity, ENOUGH_SESSIONS, Exclusion, RankFigure, RankPart, RankQuery, RankWeights, Ranked,
    Ranking,
};
pub use replan::{
    Aim, Cost, Delivery, Event, Hours, Impossible, Move, Obstacle, Other, Place, Replan, Way,
    WayKind, Weights, Why,
};
pub use report::{Held, Report};
pub use resource::Resource;
pub use template::{
    Episodes, Layout, MOST_EPISODES, Names, Template, TemplateError, TemplateLag, TemplateLink,
    TemplateStep, floor_findings, lay_out, template, templates,
};

#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
