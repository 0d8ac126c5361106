//! Whole numbers out of text, each with its line.

use super::{MAX_NUMBER, found, refusal, too_large};
use model::Finding;

/// The words of a text, one after the other.
pub(super) struct Numbers<'t> {
    words: Box<dyn Iterator<Item = (&'t str, u64)> + 't>,
    line: u64,
}

impl<'t> Numbers<'t> {
    /// Of a whole file.
    pub(super) fn new(text: &'t str) -> Self {
        let lines = (1..).zip(text.lines());
        let words =
            lines.flat_map(|(line, text)| text.split_whitespace().map(move |it| (it, line)));
        Self { words: Box::new(words), line: 1 }
    }

    /// Of one line.
    pub(super) fn of_line(line: u64, text: &'t str) -> Self {
        Self { words: Box::new(text.split_whitespace().map(move |word| (word, line))), line }
    }

    /// The next word with its line.
    pub(super) fn word(&mut self) -> Option<(&'t str, u64)> {
        let next = self.words.next();
        self.line = next.map_or(self.line, |(_, line)| line);
        next
    }

    /// What is said where a number is missing.
    pub(super) fn ended(&self) -> Finding {
        refusal("project-file-ends-early", Some(self.line))
    }

    /// The next number.
    pub(super) fn number(&mut self) -> Result<u32, Finding> {
        let Some((word, line)) = self.word() else { return Err(self.ended()) };
        let number = word.parse().ok().filter(|number| *number <= MAX_NUMBER);
        number.ok_or_else(|| found("project-file-bad-number", line, word))
    }

    /// The next numbers.
    pub(super) fn several(&mut self, count: usize) -> Result<Vec<u32>, Finding> {
        (0..count).map(|_| self.number()).collect()
    }

    /// A number of things of which there may be only so many.
    pub(super) fn count(&mut self, what: &'static str, most: usize) -> Result<usize, Finding> {
        let count = self.number()? as usize;
        if count <= most {
            return Ok(count);
        }
        let mut finding = too_large(what, most);
        finding.place.line = Some(self.line);
        Err(finding)
    }

    /// The number of an activity, numbered from 1 in the file and from 0 here.
    pub(super) fn activity(&mut self, count: usize) -> Result<usize, Finding> {
        let number = self.number()?;
        let inside = (number as usize).checked_sub(1).filter(|number| *number < count);
        let unknown = || found("project-file-unknown-activity", self.line, &number.to_string());
        inside.ok_or_else(unknown)
    }

    /// What is said of a row that is another activity's.
    pub(super) fn unexpected(&self, number: usize) -> Finding {
        found("project-file-unknown-activity", self.line, &number.to_string())
    }

    /// A refusal in this line.
    pub(super) fn refused(&self, code: &'static str) -> Finding {
        refusal(code, Some(self.line))
    }

    /// Fails if words are left.
    pub(super) fn nothing_left(&mut self) -> Result<(), Finding> {
        self.word().map_or(Ok(()), |(word, line)| Err(found("project-file-too-much", line, word)))
    }
}
