//! The day of a coordinator: what there is to decide, what threatens a delivery first, and the
//! deliveries to come. The rooms of the day are in `day.rs`, what others did in `deeds.rs`.

mod looked;

use crate::{BookingView, Moment, Source};
use looked::Looked;
use model::{ProductionId, Subject};
use schedule::Clash;
use std::sync::Arc;
use units::{Minutes, NaiveDateTime};

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
    let day = Looked::new(source);
    let mut decisions = day.deadlines();
    decisions.extend(day.clashes());
    decisions.extend(day.options());
    decisions.extend(day.unfinished());
    // Stable: within one urgency the order they were found in, which is that of the date.
    decisions.sort_by_key(|decision| decision.urgency);
    TodayView { decisions, deliveries: day.deliveries() }
}
