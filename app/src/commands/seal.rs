//! `seal` and `unseal`: whether the data on this disk can be read without a passphrase.

use crate::attachments::forget_copies;
use crate::console::{Exit, Problem};
use crate::facilities;
use crate::keychain::{Keychain, OfSystem};
use crate::session::{Session, opening};
use serde_json::json;

/// Which of the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    /// Nobody reads it without the passphrase.
    Seal,
    /// Everybody who has the disk does.
    Unseal,
}

pub(crate) fn run(session: &Session, way: Way) -> Result<Exit, Problem> {
    let is_sealed = way == Way::Seal;
    let words = session.passphrase(is_sealed)?;
    let done = if is_sealed { node::seal } else { node::unseal };
    done(&session.folder, &words)?;
    if is_sealed {
        facilities::unnamed(&session.whereabouts())?;
        forget_copies(&session.folder);
    }
    // Opened once: that the words open it is known now, and when it was done is noted in it.
    let opening = opening(&session.folder).unlocked(&words);
    opening.open(Box::new(node::System::default()))?.close()?;
    if !is_sealed {
        OfSystem.forget(&session.folder);
    }
    let console = &session.console;
    if console.json {
        console.value(&json!({ "sealed": is_sealed }))?;
    } else {
        let key = if is_sealed { "cli-sealed" } else { "cli-unsealed" };
        console.line(&console.messages.text(key, &[]))?;
    }
    Ok(Exit::Done)
}
