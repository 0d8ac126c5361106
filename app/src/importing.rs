//! From a file that was read to the commands that keep it: the same for the command line and for
//! the window.

use interchange::{Content, ConvertOptions, Imported, Known, Target, UnknownResources};
use model::{Command, Finding, Plan};
use node::{Snapshot, World, new_id};

/// The commands that keep what a file holds, in a production that exists or in a new one, and what
/// could not be kept. Resources that nobody knows are added.
pub(crate) fn commands_of(
    snapshot: &Snapshot,
    imported: &Imported,
    name: &str,
    into: Option<&Plan>,
    world: &mut dyn World,
) -> (Vec<Command>, Vec<Finding>) {
    let mut mint = || new_id(world);
    let known = Known { facility: &snapshot.facility, directory: &snapshot.directory };
    match &imported.content {
        // No production comes of a file in which there is no task; its findings say why.
        Content::Plan(plan) if plan.tasks.is_empty() && into.is_none() => (Vec::new(), Vec::new()),
        Content::Plan(plan) => {
            let target = into.map_or(Target::New { title: "" }, Target::Into);
            let options = ConvertOptions {
                unknown: UnknownResources::Add,
                file: Some(name.to_owned()),
                ..ConvertOptions::default()
            };
            let converted = interchange::to_commands(plan, target, known, &options, &mut mint);
            (converted.commands, converted.findings)
        }
        Content::Holidays(calendars) => {
            interchange::holidays_to_commands(calendars, name, &snapshot.facility, &mut mint)
        }
        Content::Nothing => (Vec::new(), Vec::new()),
    }
}
