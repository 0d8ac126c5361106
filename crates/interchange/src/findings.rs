//! Collecting findings without letting a bad file fill memory with them.

use crate::limits::{MAX_FINDINGS, MAX_REMARK_CHARS};
use model::{Finding, Place, Severity};
use units::{MAX_NAME_CHARS, clean_name};

/// What was noticed while reading; beyond [`MAX_FINDINGS`] only the number is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Findings {
    list: Vec<Finding>,
    untold: usize,
    /// Filled in and forgotten once there are too many.
    spare: Finding,
}

impl Default for Findings {
    fn default() -> Self {
        let spare = Finding::new(Severity::Info, "");
        Self { list: Vec::new(), untold: 0, spare }
    }
}

impl Findings {
    pub(crate) fn info(&mut self, code: &'static str, place: &Place) -> &mut Finding {
        self.add(Severity::Info, code, place)
    }

    pub(crate) fn warn(&mut self, code: &'static str, place: &Place) -> &mut Finding {
        self.add(Severity::Warning, code, place)
    }

    pub(crate) fn error(&mut self, code: &'static str, place: &Place) -> &mut Finding {
        self.add(Severity::Error, code, place)
    }

    /// Adds a finding and gives it back to be filled in.
    fn add(&mut self, severity: Severity, code: &'static str, place: &Place) -> &mut Finding {
        let finding = Finding::new(severity, code).at(place.clone());
        if self.list.len() < MAX_FINDINGS {
            self.list.push(finding);
            self.list.last_mut().unwrap_or(&mut self.spare)
        } else {
            self.untold += 1;
            self.spare = finding;
            &mut self.spare
        }
    }

    /// Takes over what was noticed apart.
    pub(crate) fn append(&mut self, other: Self) {
        self.untold += other.untold;
        for finding in other.list {
            self.add(finding.severity, finding.code, &finding.place).fields = finding.fields;
        }
    }

    /// Was a finding of this code told already, or can no more be told?
    pub(crate) fn has(&self, code: &str) -> bool {
        self.list.len() >= MAX_FINDINGS || self.list.iter().any(|finding| finding.code == code)
    }

    /// Everything told, with a last finding for what was not.
    pub(crate) fn into_vec(mut self) -> Vec<Finding> {
        if self.untold > 0 {
            let more = Finding::new(Severity::Warning, "import-more-findings");
            self.list.push(more.with("count", self.untold));
        }
        self.list
    }

    /// A name made safe and cut to the length that is kept, which is told.
    pub(crate) fn name(&mut self, text: &str, place: &Place) -> String {
        self.cut(clean_name(text), MAX_NAME_CHARS, "import-name-cut", place)
    }

    /// A remark made safe and cut.
    pub(crate) fn remark(&mut self, text: &str, place: &Place) -> String {
        self.cut(clean_name(text), MAX_REMARK_CHARS, "import-remark-cut", place)
    }

    fn cut(&mut self, text: String, limit: usize, code: &'static str, place: &Place) -> String {
        if text.len() <= limit {
            return text;
        }
        let length = text.chars().count();
        if length <= limit {
            return text;
        }
        let kept: String = text.chars().take(limit).collect();
        fill(
            self.warn(code, place),
            [("name", shown(&kept)), ("length", length.to_string()), ("limit", limit.to_string())],
        );
        kept.trim_end().to_owned()
    }
}

/// Fills in fields of a finding in place.
pub(crate) fn fill<const N: usize>(finding: &mut Finding, fields: [(&'static str, String); N]) {
    finding.fields.extend(fields);
}

/// Text of a file made short and safe to show in a finding.
pub(crate) fn shown(text: &str) -> String {
    units::clean_name(&text.chars().take(80).collect::<String>())
}
