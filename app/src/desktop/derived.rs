//! What is worked out from a snapshot for the screens, on a thread of its own: the window draws
//! what it has until the new is there. What a change left alone is taken from before.

mod board;

pub(crate) use board::{Board, OnAxis, on_axis, spoken, state_text};

use crate::desktop::axis::Axis;
use crate::desktop::pending::{Outstanding, Started};
use i18n::Language;
use model::Severity;
use node::Snapshot;
use std::sync::{Arc, mpsc};
use views::{ProductionView, SlipState, SlipView, TodayView};

/// What follows from a snapshot.
#[derive(Debug)]
pub(crate) struct Derived {
    /// The snapshot it follows from.
    pub(crate) snapshot: Arc<Snapshot>,
    /// The axis of time.
    pub(crate) axis: Arc<Axis>,
    /// Every booking as a bar of the planning.
    pub(crate) board: Board,
    /// The productions by title.
    pub(crate) productions: Vec<ProductionView>,
    /// Number of clashes that cannot stay so.
    pub(crate) errors: usize,
    /// Number of clashes to be looked at.
    pub(crate) warnings: usize,
    /// What there is to decide, and what is to be delivered.
    pub(crate) today: TodayView,
    /// The session slips that are not settled.
    pub(crate) slips: Vec<SlipView>,
    /// The slips of the last day on which somebody worked.
    pub(crate) slips_of_last_day: Vec<SlipView>,
    /// How many publications wait for the agreement of a client.
    pub(crate) awaiting: usize,
}

impl Derived {
    /// The slips that were changed after they were accepted.
    pub(crate) fn slips_changed(&self) -> impl Iterator<Item = &SlipView> {
        self.slips.iter().filter(|slip| slip.state == SlipState::Changed)
    }

    /// The slips that wait for coordination.
    pub(crate) fn slips_handed_in(&self) -> usize {
        self.slips.iter().filter(|slip| slip.state == SlipState::HandedIn).count()
    }
}

/// The axis of the years and the house of a facility.
type Kept = ((i32, i32), Arc<model::Facility>, Arc<Axis>);

/// Works things out, and remembers what can be taken from before.
#[derive(Debug, Default)]
pub(crate) struct Workings {
    axis: Option<Kept>,
    board: board::BoardWorkings,
}

impl Workings {
    /// What follows from a snapshot.
    pub(crate) fn derive(&mut self, snapshot: &Arc<Snapshot>, language: Language) -> Derived {
        let source = crate::session::source(snapshot);
        let count = |severity: Severity| {
            snapshot.report.clashes.iter().filter(|clash| clash.severity == severity).count()
        };
        let axis = self.axis(snapshot);
        let productions = views::productions(&source);
        let order = productions.iter().map(|production| production.id);
        Derived {
            board: self.board.derive(snapshot, order, &axis, language),
            axis,
            productions,
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            today: views::today(&source),
            slips: views::unsettled_slips(&source, None),
            slips_of_last_day: views::slips_of_last_day(&source),
            awaiting: views::awaiting(&source),
            snapshot: Arc::clone(snapshot),
        }
    }

    fn axis(&mut self, snapshot: &Snapshot) -> Arc<Axis> {
        let time = snapshot.report.time();
        if let Some((years, facility, axis)) = &self.axis
            && *years == time.years()
            && facility.house == time.facility().house
            && facility.holiday_zones == time.facility().holiday_zones
        {
            return Arc::clone(axis);
        }
        let axis = Arc::new(Axis::new(time));
        self.axis = Some((time.years(), Arc::clone(time.facility()), Arc::clone(&axis)));
        axis
    }
}

/// The thread that works things out.
#[derive(Debug)]
pub(crate) struct Deriver {
    requests: mpsc::Sender<Request>,
    results: mpsc::Receiver<Arc<Derived>>,
    outstanding: Outstanding,
}

struct Request {
    snapshot: Arc<Snapshot>,
    language: Language,
    started: Started,
}

impl Deriver {
    /// Starts the thread, which goes on from what was worked out before.
    pub(crate) fn start(
        mut workings: Workings,
        context: &egui::Context,
        outstanding: &Outstanding,
    ) -> Self {
        let (requests, wanted) = mpsc::channel::<Request>();
        let (sender, results) = mpsc::channel();
        let context = context.clone();
        let run = move || {
            while let Ok(mut request) = wanted.recv() {
                // Only the newest is worth working out.
                while let Ok(newer) = wanted.try_recv() {
                    request = newer;
                }
                let derived = workings.derive(&request.snapshot, request.language);
                if sender.send(Arc::new(derived)).is_err() {
                    break;
                }
                drop(request.started);
                context.request_repaint();
            }
        };
        // Without the thread the window shows what it had, and changes are kept all the same.
        let _refused = std::thread::Builder::new().name("deriver".to_owned()).spawn(run);
        Self { requests, results, outstanding: outstanding.clone() }
    }

    /// Has things worked out anew.
    pub(crate) fn want(&self, snapshot: &Arc<Snapshot>, language: Language) {
        let started = self.outstanding.begin();
        let request = Request { snapshot: Arc::clone(snapshot), language, started };
        let _stopped = self.requests.send(request);
    }

    /// The newest result since the last look.
    pub(crate) fn newest(&self) -> Option<Arc<Derived>> {
        self.results.try_iter().last()
    }
}
