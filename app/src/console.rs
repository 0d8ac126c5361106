//! What the command line says and how: text for people, JSON for scripts.
//!
//! Results go to standard output, progress and messages to standard error. With `--json` nothing
//! but JSON is on standard output, errors included.

use i18n::Messages;
use model::{Finding, Place, Severity};
use node::Failure;
use serde::Serialize;
use serde_json::{Value, json};
use std::io::{self, Write};
use std::process::ExitCode;

/// How a sub-command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Done.
    Done,
    /// Refused, or findings that cannot stay so.
    Refused,
    /// Called wrongly.
    Usage,
    /// The machine failed.
    Fault,
}

/// Why a sub-command could not be carried out.
#[derive(Debug)]
pub(crate) enum Problem {
    /// The command was called wrongly.
    Usage(Box<Finding>),
    /// It was refused.
    Refused(Box<Finding>),
    /// The machine failed.
    Fault(Box<Finding>),
    /// Standard output is gone.
    Output(io::Error),
}

/// The two outputs, the language, the form.
pub(crate) struct Console {
    /// Text in the reader's language.
    pub(crate) messages: Messages,
    /// JSON instead of text?
    pub(crate) json: bool,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        match exit {
            Exit::Done => Self::SUCCESS,
            Exit::Refused => Self::from(1),
            Exit::Usage => Self::from(2),
            Exit::Fault => Self::from(3),
        }
    }
}

impl From<Failure> for Problem {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Refused(finding) => Self::Refused(finding),
            Failure::Fault(finding) => Self::Fault(finding),
        }
    }
}

impl From<io::Error> for Problem {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

impl Problem {
    /// A wrong call, to be filled in with what is needed.
    pub(crate) fn usage(finding: Finding) -> Self {
        Self::Usage(Box::new(finding))
    }

    /// A refusal.
    pub(crate) fn refused(finding: Finding) -> Self {
        Self::Refused(Box::new(finding))
    }
}

/// An error with a code.
pub(crate) fn error(code: &'static str) -> Finding {
    Finding::new(Severity::Error, code)
}

impl Console {
    /// One JSON value, on a line.
    pub(crate) fn value(&self, value: &impl Serialize) -> Result<(), Problem> {
        let mut out = io::stdout().lock();
        serde_json::to_writer(&mut out, value).map_err(io::Error::from)?;
        writeln!(out)?;
        out.flush()?;
        Ok(())
    }

    /// A line of text.
    pub(crate) fn line(&self, text: &str) -> Result<(), Problem> {
        let mut out = io::stdout().lock();
        writeln!(out, "{text}")?;
        Ok(())
    }

    /// A line about what is going on, on standard error.
    pub(crate) fn progress(&self, text: &str) {
        // Nothing depends on whether anybody reads it.
        let _unread = writeln!(io::stderr(), "{text}");
    }

    /// A finding as a line of text: place, message, what to do.
    pub(crate) fn finding_text(&self, finding: &Finding) -> String {
        let place = self.messages.place(&finding.place);
        let message = self.messages.finding(finding);
        let told = if place.is_empty() { message } else { format!("{place} : {message}") };
        match self.hint(finding) {
            Some(hint) => format!("{told}\n  → {hint}"),
            None => told,
        }
    }

    fn hint(&self, finding: &Finding) -> Option<String> {
        self.messages.hint(finding, &|_| None)
    }

    /// A finding in the form scripts read (cli.md, conventions).
    pub(crate) fn finding_json(&self, finding: &Finding) -> Value {
        json!({
            "code": finding.code,
            "severity": finding.severity.key(),
            "message": self.messages.finding(finding),
            "place": place_json(&finding.place),
            "hint": self.hint(finding),
        })
    }

    /// An error in the form scripts read.
    pub(crate) fn error_json(&self, finding: &Finding) -> Value {
        json!({
            "code": finding.code,
            "message": self.messages.finding(finding),
            "place": place_json(&finding.place),
            "hint": self.hint(finding),
        })
    }

    /// Findings as text on standard error.
    pub(crate) fn findings(&self, findings: &[Finding]) {
        for finding in findings {
            self.progress(&self.finding_text(finding));
        }
    }

    /// Says why a sub-command could not be carried out.
    pub(crate) fn problem(&self, problem: &Problem) -> Exit {
        let (exit, finding) = match problem {
            Problem::Usage(finding) => (Exit::Usage, finding),
            Problem::Refused(finding) => (Exit::Refused, finding),
            Problem::Fault(finding) => (Exit::Fault, finding),
            // The reader has closed the pipe: that is no fault, and there is nobody to tell.
            Problem::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                return Exit::Done;
            }
            Problem::Output(error) => {
                self.progress(&error.to_string());
                return Exit::Fault;
            }
        };
        if self.json {
            // A closed pipe has nobody behind it to tell.
            let _unread = self.value(&json!({ "error": self.error_json(finding) }));
        } else {
            self.progress(&self.finding_text(finding));
        }
        exit
    }
}

fn place_json(place: &Place) -> Value {
    let subject = place.subject.map(|subject| {
        json!({
            "production": subject.scope.production().map(|production| production.to_string()),
            "kind": subject.kind.key(),
            "id": subject.id.to_string(),
        })
    });
    json!({ "file": place.file, "line": place.line, "row": place.row, "column": place.column, "subject": subject })
}
