//! Notices: what was done, with its undo; what was refused, with the way out. They stand at the
//! lower right, never over what one is working on, and never ask for an answer.

use i18n::Messages;
use model::{Finding, Severity};

/// How long a notice stands, in seconds of the window's clock; warnings and errors stand until they
/// are closed.
const SECONDS: f64 = 6.0;

/// The most notices that stand at once.
const MOST: usize = 4;

/// A notice.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Notice {
    /// How much it matters.
    pub(crate) severity: Severity,
    /// What happened.
    pub(crate) text: String,
    /// What to do about it; nothing if empty.
    pub(crate) hint: String,
    /// Can it be taken back from here?
    pub(crate) undo: bool,
}

/// The notices that stand.
#[derive(Debug, Default)]
pub(crate) struct Notices {
    standing: Vec<(Notice, Option<f64>)>,
}

impl Notice {
    /// A remark.
    pub(crate) fn info(text: String) -> Self {
        Self { severity: Severity::Info, text, hint: String::new(), undo: false }
    }

    /// What a finding says.
    pub(crate) fn finding(messages: &Messages, finding: &Finding) -> Self {
        Self {
            severity: finding.severity,
            text: messages.finding(finding),
            hint: messages.hint(finding, &|_| None).unwrap_or_default(),
            undo: false,
        }
    }
}

impl Notices {
    /// Adds a notice at a moment of the window's clock; the oldest gives way.
    pub(crate) fn add(&mut self, notice: Notice, time: f64) {
        self.standing.retain(|(standing, _)| *standing != notice);
        let until = (notice.severity == Severity::Info).then_some(time + SECONDS);
        self.standing.push((notice, until));
        if self.standing.len() > MOST {
            self.standing.remove(0);
        }
    }

    /// Those that stand at a moment, oldest first, and when the next one goes.
    pub(crate) fn standing(&mut self, time: f64) -> (Vec<Notice>, Option<f64>) {
        self.standing.retain(|(_, until)| until.is_none_or(|until| until > time));
        let next = self.standing.iter().filter_map(|(_, until)| *until).reduce(f64::min);
        (self.standing.iter().map(|(notice, _)| notice.clone()).collect(), next)
    }

    /// Takes one away.
    pub(crate) fn close(&mut self, notice: &Notice) {
        self.standing.retain(|(standing, _)| standing != notice);
    }

    /// Takes away those whose undo no longer means what they say.
    pub(crate) fn forget_undo(&mut self) {
        for (notice, _) in &mut self.standing {
            notice.undo = false;
        }
    }
}
