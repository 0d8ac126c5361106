//! Commands as JSON, one object a line, for the `apply` sub-command.
//!
//! `{"command": "add_room", "name": "Audi 2"}`; several in `{"group": [ … ]}` are all or nothing.
//! Identifiers may be aliases: `"id": "$mix"` mints one, `"task": "$mix"` on a later line means
//! the same. What the commands do is decided elsewhere; here is only their written form.

mod arguments;
mod read;
mod table;
mod write;

#[cfg(test)]
mod tests;

pub use table::{CommandHelp, FieldHelp, commands, expected};
pub use write::to_json;

use arguments::Aliases;
use model::{Command, FacilityId, Finding, RawId, Severity};
use serde_json::Value as Json;

/// The longest line read, in bytes.
pub const MAX_LINE_BYTES: usize = 4 << 20;

/// The most commands in a group.
pub const MAX_GROUP: usize = 20_000;

/// Reads lines of commands one after the other and remembers the aliases they define.
#[derive(Debug, Clone)]
pub struct CommandReader {
    facility: FacilityId,
    aliases: Aliases,
}

impl CommandReader {
    /// A reader for a facility, whose identifier `set_house` needs not state.
    pub fn new(facility: FacilityId) -> Self {
        Self { facility, aliases: Aliases::default() }
    }

    /// Lets lines speak of a record as `$alias`. The alias is given without its dollar sign.
    pub fn define(&mut self, alias: &str, id: RawId) {
        self.aliases.define(alias, id);
    }

    /// What an alias stands for. The alias is given without its dollar sign.
    pub fn alias(&self, alias: &str) -> Option<RawId> {
        self.aliases.get(alias)
    }

    /// The aliases that the last line gave a meaning to, without their dollar signs.
    pub fn fresh(&self) -> impl Iterator<Item = (&str, RawId)> {
        self.aliases.fresh()
    }

    /// Reads a line: the commands of its group, which are applied together or not at all.
    /// A blank line and one that begins with `#` hold none. `mint` makes new identifiers.
    ///
    /// # Errors
    /// The first thing wrong with the line, with its place (line, field). Aliases that a refused
    /// line defines are forgotten.
    pub fn read_line(
        &mut self,
        text: &str,
        line: u64,
        mint: &mut dyn FnMut() -> RawId,
    ) -> Result<Vec<Command>, Finding> {
        self.aliases.begin();
        self.group(text, mint).map_err(|mut finding| {
            self.aliases.forget_fresh();
            finding.place.line = Some(line);
            finding
        })
    }

    fn group(
        &mut self,
        text: &str,
        mint: &mut dyn FnMut() -> RawId,
    ) -> Result<Vec<Command>, Finding> {
        let text = text.trim_start_matches('\u{FEFF}').trim();
        if text.is_empty() || text.starts_with('#') {
            return Ok(Vec::new());
        }
        if text.len() > MAX_LINE_BYTES {
            return Err(refusal("command-line-too-long").with("limit", MAX_LINE_BYTES));
        }
        let json = parse(text)?;
        let Json::Object(object) = &json else { return Err(refusal("command-not-object")) };
        let Some(group) = object.get("group") else {
            return read::command(object, self.facility, &mut self.aliases, mint);
        };
        if let Some(other) = object.keys().find(|key| *key != "group") {
            return Err(unknown_field("group", other, ["group"]));
        }
        let Json::Array(members) = group else {
            return Err(wrong_type("group", "commands", group));
        };
        if members.len() > MAX_GROUP {
            return Err(refusal("command-group-too-long").with("limit", MAX_GROUP));
        }
        let mut commands = Vec::new();
        for (index, member) in members.iter().enumerate() {
            let in_group = |finding: Finding| finding.with("member", index + 1);
            let Json::Object(object) = member else {
                return Err(in_group(refusal("command-not-object")));
            };
            commands.extend(
                read::command(object, self.facility, &mut self.aliases, mint).map_err(in_group)?,
            );
        }
        Ok(commands)
    }
}

fn parse(text: &str) -> Result<Json, Finding> {
    serde_json::from_str(text).map_err(|error| {
        let mut finding = refusal("command-not-json");
        finding.place.column = Some(error.column().to_string());
        finding.with("reason", if error.is_eof() { "truncated" } else { "syntax" })
    })
}

/// A finding that refuses the line.
fn refusal(code: &'static str) -> Finding {
    Finding::new(Severity::Error, code)
}

/// A refusal that speaks of a field.
fn field_refusal(code: &'static str, field: &str) -> Finding {
    let mut finding = refusal(code).with("field", shown(field));
    finding.place.column = Some(shown(field));
    finding
}

/// The field holds something else than it should.
fn wrong_type(field: &str, expected: &str, found: &Json) -> Finding {
    let found = match found {
        Json::String(text) => text.clone(),
        other => other.to_string(),
    };
    field_refusal("command-wrong-type", field)
        .with("expected", expected)
        .with("found", shown(&found))
}

/// No such field; names the nearest there is.
fn unknown_field<'a>(
    command: &str,
    field: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Finding {
    let finding = field_refusal("command-unknown-field", field).with("name", shown(command));
    with_nearest(finding, crate::nearest::nearest(field, known))
}

/// Adds what may have been meant; messages choose their hint by `guess`.
fn with_nearest(finding: Finding, nearest: Option<&str>) -> Finding {
    finding
        .with("guess", if nearest.is_some() { "yes" } else { "no" })
        .with("nearest", nearest.unwrap_or_default())
}

/// Text of the line made short and safe to show.
fn shown(text: &str) -> String {
    units::clean_name(&text.chars().take(80).collect::<String>())
}
