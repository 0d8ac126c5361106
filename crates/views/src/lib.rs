//! What each list, sheet and screen shows, as plain data, from `model` and `schedule`.
//!
//! Each view is a function of what it is given: no I/O, no clock. Values stay typed and words stay
//! words; `i18n` says them. Every view serialises to the JSON of the command line, and everything
//! that is shown in columns is a [`Table`].

mod availability;
pub mod board;
mod booking;
mod calendar_event;
mod clash;
mod clash_side;
mod day;
mod deeds;
mod gantt;
mod history;
mod history_filter;
mod json;
mod past;
mod person;
mod placement;
mod plan;
mod plan_parts;
mod plan_table;
mod production;
mod proposal;
mod publication;
mod rank;
mod record_history;
mod room;
mod slip;
mod source;
mod status;
mod table;
mod template;
#[cfg(test)]
mod tests;
mod today;
mod variant;
mod way;
mod week_grid;

pub use availability::{FreeStretch, SessionAhead, free_stretches, sessions_ahead};
pub use booking::{BookingFilter, BookingView, Stretch, bookings, bookings_table};
pub use calendar_event::{CalendarEvent, CalendarOf, Changes, EventStatus, calendar_events};
pub use clash::{
    ClashContext, ClashSide, ClashView, MOST_WITH_PROPOSALS, Message, clash_fields, clashes,
    clashes_table,
};
pub use clash_side::{ClashSideView, clash_sides};
pub use day::{DayRoom, DaySession, DayView, day};
pub use deeds::{DeedView, deeds, leading_kind};
pub use gantt::{GanttLine, GanttView, PlanFigures, Predecessor, gantt, short_name};
pub use history::{HistoryEntry, HistoryView, SubjectView, history, history_table};
pub use history_filter::{HistoryFilter, history_matching};
pub use json::Moment;
pub use past::{PastBooking, PastProduction, PastTask, PastView, Presence, ThenNow, past};
pub use person::{PersonView, people, people_table};
pub use placement::{PersonOffer, RoomOffer, person_offers, room_offers};
pub use plan::{PlanView, TaskDatesView, TaskView, plan};
pub use plan_parts::{BaselineView, DeadlineView, LinkView, TaskBaselineView};
pub use plan_table::plan_table;
pub use production::{ProductionView, production, productions, productions_table};
pub use proposal::{ProposalView, proposal_view};
pub use publication::{
    AnswerView, PublicationState, PublicationView, PublishedLineView, awaiting, publications,
    publications_table, published_span,
};
pub use rank::{
    ExcludedView, RankFigureView, RankPartView, RankedView, RankingView, ranking, session_ranking,
};
pub use record_history::{FieldChange, RecordChange, RecordEntry, record_history};
pub use room::{RoomView, rooms, rooms_table};
pub use slip::{
    SlipChange, SlipFilter, SlipState, SlipView, slips, slips_of_last_day, slips_table,
    unsettled_slips,
};
pub use source::{Period, Source};
pub use status::{DocumentStatus, PeerStatus, Reach, StatusView, documents_table, peers_table};
pub use table::{Alignment, Cell, CellKind, Column, Row, Table};
pub use template::{TemplateStepView, TemplateView, templates, templates_table};
pub use today::{
    DeadlineMatter, DecisionView, DeliveryView, DriverView, Matter, OptionMatter, TodayView,
    Urgency, today,
};
pub use variant::{ChangedView, ComparisonView, VariantView, comparison, variants};
pub use way::{
    EVENT_WORDS, MoveView, PlaceView, WayDelivery, WayView, event_title, impossible_dates,
    way_view, why_text,
};
pub use week_grid::{WeekEntry, WeekRoom, WeekView, weeks};

/// Every table there is, with its columns: what has to have a title and headings.
pub const TABLES: &[(&str, &[Column])] = &[
    ("productions", production::COLUMNS),
    ("plan", plan_table::COLUMNS),
    ("rooms", room::COLUMNS),
    ("people", person::COLUMNS),
    ("bookings", booking::COLUMNS),
    ("clashes", clash::COLUMNS),
    ("slips", slip::COLUMNS),
    ("publications", publication::COLUMNS),
    ("history", history::COLUMNS),
    ("documents", status::COLUMNS),
    ("peers", status::PEER_COLUMNS),
    ("templates", template::COLUMNS),
];

/// Every list of words that views bring from `schedule`: what has to have the messages
/// `<list>-<word>`.
pub fn words() -> Vec<(&'static str, Vec<&'static str>)> {
    let clashes: Vec<&str> = schedule::ClashKind::ALL.into_iter().map(|kind| kind.key()).collect();
    vec![
        ("clash", clashes.clone()),
        ("clash-kind", clashes),
        ("proposal", proposal::WORDS.to_vec()),
        ("way", way::WORDS.to_vec()),
        ("why", way::WHY_WORDS.to_vec()),
        ("slip-state", SlipState::WORDS.to_vec()),
        ("publication-state", PublicationState::WORDS.to_vec()),
        ("event", EVENT_WORDS.to_vec()),
        ("obstacle", way::OBSTACLE_WORDS.to_vec()),
        ("rank", schedule::RankFigure::WORDS.to_vec()),
        ("rank-excluded", rank::exclusions()),
    ]
}
