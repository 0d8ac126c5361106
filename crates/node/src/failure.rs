//! Why a command was not carried out.

use model::{Finding, Place, Severity, Subject};

/// Why a command was not carried out. Nothing of it was kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// It cannot be done: what, where, why; the message says what to do next.
    Refused(Box<Finding>),
    /// The machine failed: the disk, the file, the program.
    Fault(Box<Finding>),
}

impl Failure {
    /// A refusal with a code.
    pub(crate) fn refused(code: &'static str) -> Finding {
        Finding::new(Severity::Error, code)
    }

    /// A refusal about a record.
    pub(crate) fn about(code: &'static str, subject: Subject) -> Finding {
        Self::refused(code).at(Place::subject(subject))
    }

    /// A fault with a code and what the machine said.
    pub(crate) fn fault(code: &'static str, cause: impl ToString) -> Self {
        Self::Fault(Box::new(Finding::new(Severity::Error, code).with("cause", cause)))
    }

    /// What it says.
    pub fn finding(&self) -> &Finding {
        match self {
            Self::Refused(finding) | Self::Fault(finding) => finding,
        }
    }
}

impl From<Finding> for Failure {
    fn from(finding: Finding) -> Self {
        Self::Refused(Box::new(finding))
    }
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let finding = self.finding();
        write!(f, "{} {:?}", finding.code, finding.fields)
    }
}

impl std::error::Error for Failure {}
