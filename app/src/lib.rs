//! The program `raccord`: for now its command line, everything that needs no window (cli.md).
//!
//! Sub-commands go through the same node and commands as the window will.

mod arguments;
mod calendar;
mod commands;
mod console;
mod session;
mod terminal;
mod usage;

use console::{Console, Exit, Problem};
use i18n::Messages;
use session::Session;
use std::path::PathBuf;
use std::process::ExitCode;

/// Runs the program with its arguments, the first of which is its name.
pub fn run(arguments: Vec<String>) -> ExitCode {
    let messages =
        Messages::new(arguments::language(&arguments, std::env::var("RACCORD_LANG").ok()));
    let matches = match arguments::grammar(&messages).try_get_matches_from(&arguments) {
        Ok(matches) => matches,
        Err(told) if told.use_stderr() => {
            let console =
                Console { messages, json: arguments.iter().any(|argument| argument == "--json") };
            return console.problem(&Problem::usage(usage::explain(&told))).into();
        }
        Err(told) => {
            // Help and version, which were asked for. Nothing depends on whether anybody reads them.
            let _unread = told.print();
            return Exit::Done.into();
        }
    };
    let console = Console { messages, json: matches.get_flag("json") };
    let given = matches.get_one::<PathBuf>("store").cloned();
    let folder = given.unwrap_or_else(|| usual_folder(matches.subcommand_name()));
    let session = Session { console, folder };
    let exit = match commands::run(&session, &matches) {
        Ok(exit) => exit,
        Err(problem) => session.console.problem(&problem),
    };
    exit.into()
}

/// The platform's folder for data of programs, or the current folder where there is none. The
/// demonstration has one of its own, so that it never stands where somebody's data will be.
fn usual_folder(command: Option<&str>) -> PathBuf {
    let platform = directories::ProjectDirs::from("", "", "raccord");
    let folder =
        platform.map_or_else(|| PathBuf::from("raccord"), |dirs| dirs.data_local_dir().to_owned());
    if command == Some("demo") { folder.join("demo") } else { folder }
}
