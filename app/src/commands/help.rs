//! `help`: the grammar, an example for each sub-command, and what `apply` understands.

use crate::arguments;
use crate::console::{Exit, Problem, error};
use crate::session::Session;
use clap::ArgMatches;
use interchange::commands::commands;
use serde_json::json;

/// An example of each sub-command that works on the demonstration store.
const EXAMPLES: &[(&str, &str)] = &[
    ("init", "raccord init --store ./data --facility \"Atelier du Canal\" --person \"Camille\""),
    ("demo", "raccord demo --headless --store ./demo"),
    ("status", "raccord status --store ./demo"),
    ("show", "raccord show clashes --store ./demo --from 2026-11-23 --to 2026-11-27"),
    ("show", "raccord show variants --production Noces --store ./demo"),
    ("apply", "raccord apply commands.jsonl --store ./demo"),
    ("undo", "raccord undo --store ./demo"),
    ("redo", "raccord redo --store ./demo"),
    ("import", "raccord import plan.xml --dry-run --store ./demo"),
    (
        "export",
        "raccord export weeks --from 2026-11-23 --until 2026-12-06 --to weeks.pdf --store ./demo",
    ),
    (
        "export",
        "raccord export doors --from 2026-11-24 --until 2026-11-24 --to doors.pdf --store ./demo",
    ),
    ("export", "raccord export plan --production Noces --to plan.pdf --store ./demo"),
    (
        "export",
        "raccord export person --person 01jw5r2tc0efptmrsvwjgkvmhz --from 2026-11-23 --to person.pdf --store ./demo",
    ),
    ("export", "raccord export bookings --format xlsx --to bookings.xlsx --store ./demo"),
    ("invite", "raccord invite --role technician --minutes 60 --store ./demo"),
    ("join", "raccord join raccord:… --person \"Nina\" --store ./poste2"),
    ("node", "raccord node --bind 0.0.0.0:24725 --events --store ./demo"),
    ("peers", "raccord peers --json --store ./demo"),
    ("grants", "raccord grants --store ./demo"),
    ("revoke", "raccord revoke \"Bureau 2\" --store ./demo"),
    (
        "quarantine",
        "raccord quarantine --store ./demo; raccord quarantine adopt 3f9a2c --store ./demo",
    ),
    ("attach", "raccord attach ./devis.pdf --production Noces --store ./demo"),
    ("detach", "raccord detach devis.pdf --store ./demo"),
    ("save-attachment", "raccord save-attachment devis.pdf --to ./copie.pdf --store ./demo"),
    ("audit", "raccord audit --from 2026-11-01 --to 2026-11-30 --store ./demo"),
    ("root-key", "raccord root-key --store ./demo"),
    ("seal", "raccord seal --passphrase-file ./words.txt --store ./demo"),
    ("unseal", "raccord unseal --passphrase-file ./words.txt --store ./demo"),
    (
        "backup",
        "raccord backup ./facility.backup --passphrase-file ./words.txt --store ./demo; raccord backup --keep /media/copies --passphrase-file ./words.txt --store ./demo",
    ),
    ("restore", "raccord restore ./facility.backup --passphrase-file ./words.txt --store ./again"),
    ("verify-backup", "raccord verify-backup ./facility.backup --passphrase-file ./words.txt"),
    ("admin", "raccord admin \"Bureau 2\" --store ./demo < ./root-key.txt"),
    (
        "replan",
        "raccord replan --event absent --resource \"Basile Bergougne\" --from 2026-11-30 --to 2026-12-01",
    ),
    ("solve", "raccord solve j301_1.sm --seconds 1 --json"),
    (
        "facilities",
        "raccord facilities --store ./demo; raccord show rooms --facility Malcombe --store ./demo",
    ),
    ("doctor", "raccord doctor --store ./demo"),
    ("help", "raccord help commands"),
];

pub(crate) fn run(session: &Session, arguments: &ArgMatches) -> Result<Exit, Problem> {
    let console = &session.console;
    match arguments::text(arguments, "topic") {
        Some("commands") => list_commands(session)?,
        Some(topic) => {
            let mut grammar = arguments::grammar(&console.messages);
            // Built, so that the options all sub-commands share are told too.
            grammar.build();
            let found = grammar.find_subcommand_mut(topic);
            let found = found
                .ok_or_else(|| Problem::usage(error("cli-unknown-topic").with("topic", topic)))?;
            console.line(&found.render_long_help().to_string())?;
            for (_, example) in EXAMPLES.iter().filter(|(name, _)| *name == topic) {
                console.line(&format!("    {example}"))?;
            }
        }
        None => {
            console.line(&arguments::grammar(&console.messages).render_long_help().to_string())?
        }
    }
    Ok(Exit::Done)
}

/// Every command with its fields and an example line.
fn list_commands(session: &Session) -> Result<(), Problem> {
    let console = &session.console;
    if console.json {
        let listed = commands().into_iter().map(|command| {
            let fields = command.fields.iter().map(|field| json!({ "key": field.key, "needed": field.needed }));
            json!({ "command": command.name, "fields": fields.collect::<Vec<_>>(), "example": command.example })
        });
        return console.value(&json!({ "commands": listed.collect::<Vec<_>>() }));
    }
    for command in commands() {
        let fields = command.fields.iter().map(|field| {
            if field.needed { format!("{}*", field.key) } else { field.key.to_owned() }
        });
        console.line(&command.name)?;
        console.line(&format!("    {}", fields.collect::<Vec<_>>().join(", ")))?;
        console.line(&format!("    {}", command.example))?;
    }
    Ok(())
}
