//! The message of a change: which command it was, in which group, in short words.
//!
//! Form: `key=value` pairs parted by single spaces; the label comes last and takes the rest of
//! the line. Keys this program does not know are skipped, so that later ones may be added.
//! `c=move_booking g=01jd… l=Grading to Thursday`

use model::RawId;
use units::clean_name;

/// The longest label kept, in characters.
const MAX_LABEL_CHARS: usize = 120;

/// What a change says about itself, beside its author and time.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ChangeMessage {
    /// The word of the command, such as `move_booking`, `undo`; empty if it is not known.
    pub command: String,
    /// The group of commands it belongs to; the changes of a group may lie in several documents.
    pub group: Option<RawId>,
    /// The group that is undone or redone by this one.
    pub of: Option<RawId>,
    /// What the person named it, or the name of the record; cut at 120 characters.
    pub label: String,
}

impl ChangeMessage {
    /// A message of a command without a group or a label.
    pub fn of_command(command: &str) -> Self {
        Self { command: command.to_owned(), ..Self::default() }
    }

    /// The line that is kept in the change. Control characters and white space of the command's
    /// word are dropped.
    pub fn encode(&self) -> String {
        let word: String =
            self.command.chars().filter(|c| c.is_ascii_graphic() && *c != '=').take(40).collect();
        let label: String = clean_name(&self.label).chars().take(MAX_LABEL_CHARS).collect();
        let mut parts = Vec::new();
        if !word.is_empty() {
            parts.push(format!("c={word}"));
        }
        parts.extend(self.group.map(|group| format!("g={group}")));
        parts.extend(self.of.map(|group| format!("o={group}")));
        if !label.is_empty() {
            parts.push(format!("l={label}"));
        }
        parts.join(" ")
    }

    /// Reads a line; one of another form is taken as a label.
    pub fn decode(line: &str) -> Self {
        let mut message = Self::default();
        let mut rest = line;
        while !rest.is_empty() {
            if let Some(label) = rest.strip_prefix("l=") {
                message.label = clean_name(label).chars().take(MAX_LABEL_CHARS).collect();
                break;
            }
            let (part, after) = rest.split_once(' ').unwrap_or((rest, ""));
            match part.split_once('=') {
                Some(("c", word)) => message.command = word.chars().take(40).collect(),
                Some(("g", id)) => message.group = id.parse().ok(),
                Some(("o", id)) => message.of = id.parse().ok(),
                Some(_) => {}
                None => {
                    let label = clean_name(line).chars().take(MAX_LABEL_CHARS).collect();
                    return Self { label, ..Self::default() };
                }
            }
            rest = after;
        }
        message
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_of_other_programs_are_a_label() {
        assert_eq!(ChangeMessage::decode("initial import").label, "initial import");
        let newer = ChangeMessage::decode("c=set x=new l=Mix = loud");
        assert_eq!((newer.command.as_str(), newer.label.as_str()), ("set", "Mix = loud"));
    }

    proptest! {
        #[test]
        fn messages_survive_their_line(command in "[a-z_]{1,20}", group: u128, of in any::<Option<u128>>(), label in "[a-zé =]{0,30}") {
            let label = clean_name(&label);
            let message = ChangeMessage { command, group: Some(RawId(group)), of: of.map(RawId), label };
            prop_assert_eq!(ChangeMessage::decode(&message.encode()), message);
        }

        #[test]
        fn any_line_can_be_read(line: String) {
            let message = ChangeMessage::decode(&line);
            prop_assert!(message.label.chars().count() <= MAX_LABEL_CHARS);
        }
    }
}
