//! The program `raccord`: the desktop, and a command line for everything that needs no window
//! (cli.md). Both go through the same node and commands.

mod arguments;
mod attachments;
mod audit;
mod calendar;
mod commands;
mod console;
pub mod desktop;
mod exporting;
mod facilities;
mod importing;
pub mod keychain;
mod peers;
mod screens;
mod session;
mod terminal;
mod usage;

use console::{Console, Exit, Problem};
use i18n::Messages;
use model::Finding;
use session::Session;
use std::path::{Path, PathBuf};
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
    let place = given.unwrap_or_else(|| usual_folder(matches.subcommand_name()));
    let folder = match folder(&place, &matches) {
        Ok(folder) => folder,
        Err(finding) => return console.problem(&Problem::Refused(finding)).into(),
    };
    let words = matches.get_one::<PathBuf>("passphrase-file").cloned();
    let session = Session { console, place, folder, words };
    if matches.subcommand_name().is_none() {
        return window(&session, language_said(&matches)).into();
    }
    let exit = match commands::run(&session, &matches) {
        Ok(exit) => exit,
        Err(problem) => session.console.problem(&problem),
    };
    exit.into()
}

/// Makes the demonstration in a folder, as of the Monday of a day's week.
pub fn make_demo(folder: &Path, today: units::NaiveDate) -> Result<(), node::Failure> {
    commands::demo::make_for_window(folder, today, &|_| {})
}

/// The desktop, until it is closed.
pub(crate) fn window(session: &Session, language: Option<i18n::Language>) -> Exit {
    match desktop::open(&session.place, &session.folder, language) {
        Ok(()) => Exit::Done,
        Err(finding) => session.console.problem(&Problem::Fault(finding)),
    }
}

/// The folder of the facility that is meant: that of a new one, the one of the name that was said,
/// for the window the one that was open last.
fn folder(place: &Path, matches: &clap::ArgMatches) -> Result<PathBuf, Box<Finding>> {
    let (command, arguments) = matches.subcommand().unzip();
    let said = arguments.unwrap_or(matches);
    let is_further = said.try_get_one::<bool>(arguments::FURTHER).ok().flatten();
    if is_further == Some(&true) {
        return Ok(facilities::free_folder(place));
    }
    let name = said.try_get_one::<String>(arguments::FACILITY).ok().flatten();
    let name = name.or_else(|| matches.get_one::<String>(arguments::FACILITY));
    match (name, command) {
        (None, None) => Ok(facilities::last(place)),
        (None, Some(command)) if !arguments::OPENING.contains(&command) => Ok(place.to_owned()),
        (name, _) => facilities::chosen(place, name.map(String::as_str)),
    }
}

/// The language, if somebody said one: the window keeps its own otherwise.
fn language_said(matches: &clap::ArgMatches) -> Option<i18n::Language> {
    matches.get_one::<String>("lang").and_then(|code| code.parse().ok())
}

/// The platform's folder for data of programs, or the current folder where there is none. The
/// demonstration has one of its own, so that it never stands where somebody's data will be.
fn usual_folder(command: Option<&str>) -> PathBuf {
    let platform = directories::ProjectDirs::from("", "", "raccord");
    let folder =
        platform.map_or_else(|| PathBuf::from("raccord"), |dirs| dirs.data_local_dir().to_owned());
    if command == Some("demo") { folder.join("demo") } else { folder }
}
