//! The sub-commands, one file each.

mod admin;
mod apply;
mod attachments;
mod audit;
mod backup;
pub(crate) mod demo;
mod doctor;
mod export;
mod facilities;
mod grants;
mod headless;
mod help;
mod import;
mod init;
mod invite;
mod join;
mod peers;
pub(crate) mod quarantine;
mod replan;
pub(crate) mod root_key;
mod seal;
mod show;
mod solve;
mod status;
mod undo;

use crate::console::{Exit, Problem};
use crate::session::Session;
use clap::ArgMatches;

/// Runs the sub-command that was asked for.
pub(crate) fn run(session: &Session, matches: &ArgMatches) -> Result<Exit, Problem> {
    match matches.subcommand() {
        Some(("init", arguments)) => init::run(session, arguments),
        Some(("demo", arguments)) => demo::run(session, arguments),
        Some(("status", _)) => status::run(session),
        Some(("show", arguments)) => show::run(session, arguments),
        Some(("apply", arguments)) => apply::run(session, arguments),
        Some(("undo", _)) => undo::run(session, undo::Way::Undo),
        Some(("redo", _)) => undo::run(session, undo::Way::Redo),
        Some(("import", arguments)) => import::run(session, arguments),
        Some(("export", arguments)) => export::run(session, arguments),
        Some(("invite", arguments)) => invite::run(session, arguments),
        Some(("join", arguments)) => join::run(session, arguments),
        Some(("node", arguments)) => headless::run(session, arguments),
        Some(("peers", _)) => peers::run(session),
        Some(("grants", _)) => grants::run(session),
        Some(("revoke", arguments)) => grants::revoke(session, arguments),
        Some(("quarantine", arguments)) => quarantine::run(session, arguments),
        Some(("attach", arguments)) => attachments::attach(session, arguments),
        Some(("detach", arguments)) => attachments::detach(session, arguments),
        Some(("save-attachment", arguments)) => attachments::save(session, arguments),
        Some(("audit", arguments)) => audit::run(session, arguments),
        Some(("root-key", arguments)) => root_key::run(session, arguments),
        Some(("seal", _)) => seal::run(session, seal::Way::Seal),
        Some(("unseal", _)) => seal::run(session, seal::Way::Unseal),
        Some(("backup", arguments)) => backup::run(session, arguments),
        Some(("restore", arguments)) => backup::restore(session, arguments),
        Some(("verify-backup", arguments)) => backup::verify(session, arguments),
        Some(("admin", arguments)) => admin::run(session, arguments),
        Some(("replan", arguments)) => replan::run(session, arguments),
        Some(("solve", arguments)) => solve::run(session, arguments),
        Some(("facilities", arguments)) => facilities::run(session, arguments),
        Some(("doctor", _)) => doctor::run(session),
        Some(("help", arguments)) => help::run(session, arguments),
        Some(_) | None => Ok(Exit::Usage),
    }
}
