//! The command line's grammar, in the reader's language. What each sub-command does is in `commands`.

use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use i18n::{Language, Messages};
use std::path::PathBuf;

/// The whole grammar.
pub(crate) fn grammar(messages: &Messages) -> Command {
    let text = |key: &str| messages.text(key, &[]);
    let mut grammar = commands(messages)
        .version(env!("CARGO_PKG_VERSION"))
        .about(text("cli-about"))
        .after_help(text("cli-after-help"))
        .arg(
            option("store", "DIR", text("cli-store"))
                .env("RACCORD_STORE")
                .global(true)
                .value_parser(value_parser!(PathBuf)),
        )
        .arg(
            option("lang", "fr|en", text("cli-lang"))
                .env("RACCORD_LANG")
                .global(true)
                .value_parser(["fr", "en"]),
        )
        .arg(flag("json", text("cli-json")).global(true))
        .arg(
            option("passphrase-file", "F", text("cli-passphrase-file"))
                .global(true)
                .value_parser(value_parser!(PathBuf)),
        )
        .arg(
            Arg::new("version")
                .short('V')
                .long("version")
                .help(text("cli-option-version"))
                .action(ArgAction::Version),
        )
        .arg(of_facility(text("cli-facility")))
        .disable_version_flag(true)
        .disable_help_subcommand(true)
        .subcommand_help_heading(text("cli-commands"));
    for command in OPENING {
        let arg = of_facility(text("cli-facility")).global(true);
        grammar = grammar.mut_subcommand(command, |sub| sub.arg(arg));
    }
    // Built, so that options all sub-commands share get the same headings.
    grammar.build();
    worded(
        grammar,
        &text("cli-usage"),
        &text("cli-options"),
        &text("cli-arguments"),
        &text("cli-option-help"),
    )
}

/// Puts the words of the help that are `clap`'s own into the reader's language, here and in every
/// sub-command.
fn worded(command: Command, usage: &str, options: &str, arguments: &str, help: &str) -> Command {
    let names: Vec<String> =
        command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    let template =
        format!("{{about-with-newline}}\n{usage}: {{usage}}\n\n{{all-args}}{{after-help}}");
    let command = command.help_template(template).mut_args(|arg| {
        let heading = if arg.is_positional() { arguments } else { options };
        let arg = if arg.get_id() == "help" { arg.help(help.to_owned()) } else { arg };
        arg.help_heading(heading.to_owned()).hide_env_values(true).hide_possible_values(true)
    });
    names.into_iter().fold(command, |command, name| {
        command.mut_subcommand(name, |sub| worded(sub, usage, options, arguments, help))
    })
}

/// The sub-commands.
fn commands(messages: &Messages) -> Command {
    let text = |key: &str| messages.text(key, &[]);
    Command::new("raccord")
        .subcommand(
            Command::new("init")
                .about(text("cli-init"))
                .arg(option("facility", "NAME", text("cli-init-facility")).required(true))
                .arg(option("person", "NAME", text("cli-init-person")).required(true))
                .arg(flag(FURTHER, text("cli-further"))),
        )
        .subcommand(
            Command::new("demo")
                .about(text("cli-demo"))
                .arg(flag("headless", text("cli-demo-headless")))
                .arg(
                    option("weeks", "N", text("cli-demo-weeks"))
                        .default_value("78")
                        .value_parser(value_parser!(u32).range(4..=156)),
                )
                .arg(
                    option("seed", "S", text("cli-demo-seed"))
                        .default_value("1")
                        .value_parser(value_parser!(u64)),
                )
                .arg(option("today", "D", text("cli-demo-today")).default_value("2026-11-23")),
        )
        .subcommand(Command::new("status").about(text("cli-status")))
        .subcommand(
            Command::new("show")
                .about(text("cli-show"))
                .arg(
                    Arg::new("subject")
                        .required(true)
                        .value_name("SUBJECT")
                        .help(text("cli-show-subject"))
                        .value_parser(SUBJECTS),
                )
                .arg(Arg::new("id").value_name("ID").help(text("cli-show-id")))
                .arg(option("production", "P", text("cli-production")))
                .arg(option("from", "D", text("cli-from")))
                .arg(option("to", "D", text("cli-to")))
                .arg(option("task", "T", text("cli-show-task")))
                .arg(option("at", "MOMENT", text("cli-show-at")))
                .arg(variant(text("cli-variant-option"))),
        )
        .subcommand(
            Command::new("apply")
                .about(text("cli-apply"))
                .arg(
                    Arg::new("file")
                        .required(true)
                        .value_name("FILE|-")
                        .help(text("cli-apply-file")),
                )
                .arg(option("production", "P", text("cli-production")))
                .arg(variant(text("cli-variant-option"))),
        )
        .subcommand(Command::new("undo").about(text("cli-undo")))
        .subcommand(Command::new("redo").about(text("cli-redo")))
        .subcommand(
            Command::new("import")
                .about(text("cli-import"))
                .arg(files())
                .arg(option("into", "P", text("cli-import-into")))
                .arg(option("as", "FORMAT", text("cli-import-as")))
                .arg(
                    option("map", "F", text("cli-import-map")).value_parser(value_parser!(PathBuf)),
                )
                .arg(flag("dry-run", text("cli-import-dry-run"))),
        )
        .subcommand(
            Command::new("export")
                .about(text("cli-export"))
                .arg(
                    Arg::new("what")
                        .required(true)
                        .value_name("WHAT")
                        .help(text("cli-export-what"))
                        .value_parser(EXPORTS),
                )
                .arg(option("production", "P", text("cli-production")))
                .arg(variant(text("cli-variant-option")))
                .arg(option("person", "ID", text("cli-export-person")))
                .arg(option("room", "ID", text("cli-export-room")))
                .arg(option("publication", "ID", text("cli-export-publication")))
                .arg(option("from", "D", text("cli-from")))
                .arg(option("until", "D", text("cli-to")))
                .arg(option("format", "F", text("cli-export-format")))
                .arg(
                    option("to", "FILE", text("cli-export-to"))
                        .required(true)
                        .value_parser(value_parser!(PathBuf)),
                ),
        )
        .subcommand(
            Command::new("invite")
                .about(text("cli-invite"))
                .arg(
                    option("role", "R", text("cli-invite-role")).required(true).value_parser(ROLES),
                )
                .arg(
                    option("scope", "ID", text("cli-invite-scope"))
                        .num_args(1..)
                        .action(ArgAction::Append),
                )
                .arg(
                    option("minutes", "N", text("cli-invite-minutes"))
                        .default_value("60")
                        .value_parser(value_parser!(u32).range(1..=1_440)),
                )
                .arg(option("person", "ID", text("cli-invite-person")))
                .arg(
                    option("address", "ADDR", text("cli-invite-address")).action(ArgAction::Append),
                ),
        )
        .subcommand(
            Command::new("join")
                .about(text("cli-join"))
                .arg(
                    Arg::new("ticket")
                        .required(true)
                        .value_name("TICKET")
                        .help(text("cli-join-ticket")),
                )
                .arg(option("person", "NAME", text("cli-join-person")))
                .arg(flag("accept-code", text("cli-join-accept-code")))
                .arg(flag(FURTHER, text("cli-further")))
                .arg(bind(text("cli-bind"))),
        )
        .subcommand(
            Command::new("node")
                .about(text("cli-node"))
                .arg(bind(text("cli-bind")))
                .arg(
                    option("peer", "ENDPOINT@ADDR", text("cli-node-peer"))
                        .action(ArgAction::Append),
                )
                .arg(option("relay", "URL", text("cli-node-relay")))
                .arg(flag("no-discovery", text("cli-node-no-discovery")))
                .arg(flag("events", text("cli-node-events"))),
        )
        .subcommand(Command::new("peers").about(text("cli-peers")))
        .subcommand(Command::new("grants").about(text("cli-grants")))
        .subcommand(Command::new("revoke").about(text("cli-revoke")).arg(
            Arg::new("device").required(true).value_name("DEVICE").help(text("cli-revoke-device")),
        ))
        .subcommand(
            Command::new("quarantine").about(text("cli-quarantine")).subcommand(
                Command::new("adopt").about(text("cli-quarantine-adopt")).arg(
                    Arg::new("id")
                        .required(true)
                        .num_args(1..)
                        .value_name("ID")
                        .help(text("cli-quarantine-id")),
                ),
            ),
        )
        .subcommand(
            Command::new("audit")
                .about(text("cli-audit"))
                .arg(option("from", "D", text("cli-from")))
                .arg(option("to", "D", text("cli-to"))),
        )
        .subcommand(
            Command::new("root-key")
                .about(text("cli-root-key"))
                .arg(flag("written-down", text("cli-root-key-written-down"))),
        )
        .subcommand(Command::new("seal").about(text("cli-seal")))
        .subcommand(Command::new("unseal").about(text("cli-unseal")))
        .subcommand(
            Command::new("backup")
                .about(text("cli-backup"))
                .arg(
                    file(text("cli-backup-file"))
                        .required(false)
                        .required_unless_present_any(["keep", "stop"]),
                )
                .arg(
                    option("keep", "FOLDER", text("cli-backup-keep"))
                        .conflicts_with_all(["file", "stop"]),
                )
                .arg(flag("stop", text("cli-backup-stop")).conflicts_with("file")),
        )
        .subcommand(
            Command::new("restore")
                .about(text("cli-restore"))
                .arg(file(text("cli-backup-file")).required(false))
                .arg(
                    option("from-peer", "DEVICE", text("cli-restore-from-peer"))
                        .conflicts_with("file"),
                )
                .arg(bind(text("cli-bind"))),
        )
        .subcommand(
            Command::new("verify-backup")
                .about(text("cli-verify-backup"))
                .arg(file(text("cli-backup-file"))),
        )
        .subcommand(
            Command::new("admin")
                .about(text("cli-admin"))
                .arg(
                    Arg::new("device")
                        .required(true)
                        .value_name("DEVICE")
                        .help(text("cli-revoke-device")),
                )
                .arg(flag("remove", text("cli-admin-remove"))),
        )
        .subcommand(
            Command::new("solve")
                .about(text("cli-solve"))
                .arg(
                    Arg::new("files")
                        .value_name("FILE")
                        .required(true)
                        .num_args(1..)
                        .value_parser(value_parser!(PathBuf))
                        .help(text("cli-solve-files")),
                )
                .arg(option("seconds", "S", text("cli-solve-seconds")).default_value("1"))
                .arg(option("threads", "N", text("cli-solve-threads")).default_value("1"))
                .arg(option("seed", "N", text("cli-solve-seed")).default_value("1")),
        )
        .subcommand(replan(&text))
        .subcommands(attachments(&text))
        .subcommand(
            Command::new("facilities").about(text("cli-facilities")).subcommand(
                Command::new("forget").about(text("cli-facilities-forget")).arg(
                    Arg::new("name").required(true).value_name("NAME").help(text("cli-facility")),
                ),
            ),
        )
        .subcommand(Command::new("doctor").about(text("cli-doctor")))
        .subcommand(
            Command::new("help")
                .about(text("cli-help"))
                .arg(Arg::new("topic").value_name("COMMAND").help(text("cli-help-topic"))),
        )
}

/// Files beside the plans.
fn attachments(text: &dyn Fn(&str) -> String) -> [Command; 3] {
    let id = || {
        let id = Arg::new("id").required(true).value_name("ID");
        id.help(text("cli-attachment-id"))
    };
    [
        Command::new("attach")
            .about(text("cli-attach"))
            .arg(file(text("cli-attach-file")))
            .arg(option("production", "P", text("cli-production")).required(true))
            .arg(option("type", "TYPE", text("cli-attach-type"))),
        Command::new("detach").about(text("cli-detach")).arg(id()),
        Command::new("save-attachment").about(text("cli-save-attachment")).arg(id()).arg(
            option("to", "FILE", text("cli-export-to"))
                .required(true)
                .value_parser(value_parser!(PathBuf)),
        ),
    ]
}

/// Ways out of an event.
fn replan(text: &dyn Fn(&str) -> String) -> Command {
    Command::new("replan")
        .about(text("cli-replan"))
        .arg(
            option("event", "KIND", text("cli-replan-event"))
                .required(true)
                .value_parser(EVENTS.to_vec()),
        )
        .arg(option("production", "P", text("cli-replan-production")))
        .arg(option("task", "T", text("cli-replan-task")).action(ArgAction::Append))
        .arg(option("episode", "E", text("cli-replan-episode")))
        .arg(option("resource", "R", text("cli-replan-resource")))
        .arg(option("from", "M", text("cli-replan-from")))
        .arg(option("to", "M", text("cli-replan-to")))
        .arg(option("until", "M", text("cli-replan-until")))
        .arg(option("work", "W", text("cli-replan-work")))
        .arg(option("date", "D", text("cli-replan-date")))
        .arg(option("clash", "N", text("cli-replan-clash")))
        .arg(option("alternatives", "N", text("cli-replan-alternatives")).default_value("3"))
        .arg(option("seconds", "S", text("cli-replan-seconds")).default_value("2"))
        .arg(option("seed", "N", text("cli-solve-seed")).default_value("1"))
        .arg(option("apply", "N", text("cli-replan-apply")))
        .arg(flag("others", text("cli-replan-others")))
        .arg(variant(text("cli-variant-option")))
}

/// The kinds of events, as they are typed.
const EVENTS: [&str; 9] = [
    "rushes-late",
    "notes-late",
    "absent",
    "room-down",
    "overrun",
    "relock",
    "qc-refused",
    "delivery-moved",
    "clash",
];

/// What `show` knows.
pub(crate) const SUBJECTS: [&str; 14] = [
    "attachments",
    "productions",
    "plan",
    "rooms",
    "people",
    "bookings",
    "clashes",
    "templates",
    "history",
    "holidays",
    "free",
    "variants",
    "slips",
    "publications",
];

/// Roles that can be given by a ticket.
pub(crate) const ROLES: [&str; 6] =
    ["coordination", "payroll_accounts", "technician", "client", "rights_holder", "read_only"];

/// What `export` knows.
pub(crate) const EXPORTS: [&str; 10] = [
    "plan",
    "weeks",
    "doors",
    "person",
    "publication",
    "bookings",
    "slips",
    "rooms",
    "people",
    "calendar",
];

/// What stands for the facility that is meant.
pub(crate) const FACILITY: &str = "of-facility";

/// That a further facility is made, beside those that are there.
pub(crate) const FURTHER: &str = "further";

/// The sub-commands that open the store of a facility that is there.
pub(crate) const OPENING: [&str; 24] = [
    "attach",
    "detach",
    "save-attachment",
    "status",
    "show",
    "apply",
    "undo",
    "redo",
    "import",
    "export",
    "invite",
    "node",
    "peers",
    "grants",
    "revoke",
    "quarantine",
    "audit",
    "root-key",
    "seal",
    "unseal",
    "backup",
    "admin",
    "replan",
    "doctor",
];

fn of_facility(help: String) -> Arg {
    Arg::new(FACILITY).long("facility").value_name("NAME").help(help)
}

fn option(name: &'static str, value: &'static str, help: String) -> Arg {
    Arg::new(name).long(name).value_name(value).help(help)
}

fn flag(name: &'static str, help: String) -> Arg {
    Arg::new(name).long(name).help(help).action(ArgAction::SetTrue)
}

fn variant(help: String) -> Arg {
    option("variant", "V", help)
}

fn file(help: String) -> Arg {
    Arg::new("file")
        .value_name("FILE")
        .required(true)
        .help(help)
        .value_parser(value_parser!(PathBuf))
}

fn bind(help: String) -> Arg {
    option("bind", "ADDR", help)
        .action(ArgAction::Append)
        .value_parser(value_parser!(std::net::SocketAddr))
}

fn files() -> Arg {
    Arg::new("file")
        .value_name("FILE")
        .required(true)
        .num_args(1..)
        .value_parser(value_parser!(PathBuf))
}

/// The language, told before the grammar is made because the grammar is written in it:
/// `--lang`, then `RACCORD_LANG`, then French.
pub(crate) fn language(arguments: &[String], environment: Option<String>) -> Language {
    let asked = arguments.iter().enumerate().find_map(|(index, argument)| {
        match argument.strip_prefix("--lang") {
            Some("") => arguments.get(index + 1).cloned(),
            Some(rest) => rest.strip_prefix('=').map(str::to_owned),
            None => None,
        }
    });
    asked.or(environment).and_then(|text| text.parse().ok()).unwrap_or(Language::French)
}

/// A text argument, if it was given.
pub(crate) fn text<'a>(matches: &'a ArgMatches, name: &str) -> Option<&'a str> {
    matches.get_one::<String>(name).map(String::as_str)
}
