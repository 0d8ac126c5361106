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
    let folder = matches.get_one::<PathBuf>("store").cloned().unwrap_or_else(default_folder);
    let session = Session { console, folder };
    let exit = match commands::run(&session, &matches) {
        Ok(exit) => exit,
        Err(problem) => session.console.problem(&problem),
    };
    exit.into()
}

/// The platform's folder for data of programs, or the current folder where there is none.
fn default_folder() -> PathBuf {
    directories::ProjectDirs::from("", "", "raccord")
        .map_or_else(|| PathBuf::from("raccord"), |dirs| dirs.data_local_dir().to_owned())
}
