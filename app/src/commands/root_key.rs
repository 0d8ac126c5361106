//! `root-key`: the words that recover a facility, until somebody has written them down.

use crate::console::{Exit, Problem, error};
use crate::session::Session;
use access::WordList;
use clap::ArgMatches;
use i18n::Language;
use serde_json::json;

/// Words to a line on the terminal.
const A_LINE: usize = 6;

pub(crate) fn run(session: &Session, arguments: &ArgMatches) -> Result<Exit, Problem> {
    let node = session.open()?;
    let list = list(session.console.messages.language());
    let words = node.call(move |engine| engine.root_words(list))?;
    let Some(words) = words else {
        return Err(Problem::refused(error("cli-root-key-gone")));
    };
    if arguments.get_flag("written-down") {
        node.call(node::Engine::forget_root)??;
        if session.console.json {
            session.console.value(&json!({ "written_down": true }))?;
        } else {
            session.console.line(&session.console.messages.text("cli-root-key-forgotten", &[]))?;
        }
        return Ok(Exit::Done);
    }
    if session.console.json {
        session.console.value(&json!({ "root_key": words }))?;
    } else {
        print(session, &words)?;
    }
    Ok(Exit::Done)
}

/// The words in lines, with what they are for.
pub(crate) fn print(session: &Session, words: &[String]) -> Result<(), Problem> {
    let console = &session.console;
    console.line(&console.messages.text("cli-root-key-words", &[]))?;
    for (line, words) in words.chunks(A_LINE).enumerate() {
        let numbered = words.iter().enumerate();
        let numbered =
            numbered.map(|(at, word)| format!("{:>2} {word:<12}", line * A_LINE + at + 1));
        console.line(format!("  {}", numbered.collect::<String>()).trim_end())?;
    }
    console.line(&console.messages.text("cli-root-key-then", &[]))
}

/// The list of words in a language.
pub(crate) const fn list(language: Language) -> WordList {
    match language {
        Language::French => WordList::French,
        Language::English => WordList::English,
    }
}
